package language

import "rapporteur"

// wholeDate is a date in figures.
func (r *timeReader) wholeDate(m []element) answer { return answer{at: m[1].date} }

// yearOf is a year of an era; of two figures where that is how the text writes it.
func (r *timeReader) yearOf(y, era element) moment {
	out := moment{grain: year, year: min(y.n, 9999)}
	if era.is(kEra) && era.n < 0 {
		out.year = -out.year
	}
	return out
}

// date is a day (0 for none) of a month. A year that is not said is the nearest in
// the direction that the verb says, or that of a narrative.
func (r *timeReader) date(mo, d int, y, era element) answer {
	out := moment{grain: day, month: mo, day: d}
	if d == 0 {
		out.grain = month
	}
	if y.kinds != 0 {
		if y.n < 100 && !era.is(kEra) && !y.is(kYear) {
			y.n = fullYear(y.n)
		}
		out.year = r.yearOf(y, era).year
		return answer{at: out}
	}
	return answer{at: r.nearest(out)}
}

// nearest gives a place within a year its year.
func (r *timeReader) nearest(m moment) moment {
	base := r.base()
	if base.year == 0 {
		return m
	}
	m.year = base.year
	if r.narrative && r.before > 0 || base.year < 0 {
		return m.nearTo(base)
	}
	best, direction := m, r.direction()
	for _, y := range [...]int{base.year, base.year - 1, base.year + 1} {
		if y < 1 || y > 9999 {
			continue
		}
		m.year = y
		if better := r.distance(m, direction); better < r.distance(best, direction) {
			best = m
		}
	}
	return best
}

// nearTo moves a month or day of the year of base to the year after, or before, where that
// is less than half a year off.
func (m moment) nearTo(base moment) moment {
	if m.month == 0 || base.month == 0 {
		return m
	}
	switch gap := m.month - base.month; {
	case gap < -6:
		m.year = stepYear(m.year, 1)
	case gap > 6:
		m.year = stepYear(m.year, -1)
	}
	return m
}

// againstTense is how much farther off a date may lie on the side that the verb
// speaks for, squared where it says so plainly, tuned on TimeBank and AQUAINT
// without the held part: 2 to 4 give the same, 5 gives a fifth of a point less.
const againstTense = 3

// distance in days of m from the day of publication, more on the side that the
// verb speaks against.
func (r *timeReader) distance(m moment, direction int) int {
	start, end := m.time(), m.time()
	switch m.grain {
	case month:
		end = start.AddDate(0, 1, -1)
	case quarter, season:
		end = start.AddDate(0, 3, -1)
	case halfYear:
		end = start.AddDate(0, 6, -1)
	}
	now := r.now.time()
	switch {
	case end.Before(now):
		d := int(now.Sub(end).Hours() / 24)
		for range max(0, direction) {
			d *= againstTense
		}
		return d
	case start.After(now):
		d := int(start.Sub(now).Hours() / 24)
		for range max(0, -direction) {
			d *= againstTense
		}
		return d
	}
	return 0
}

// dateIn is a day or month of a year or month counted from now.
func (r *timeReader) dateIn(mo, d int, step, unit element) answer {
	out := moment{grain: day, month: mo, day: d, year: r.step(step, year).year}
	if d == 0 {
		out.grain = month
	}
	return answer{at: out}
}

// dayOfStep is a day of a month counted from now: the 15th of next month.
func (r *timeReader) dayOfStep(m []element) answer {
	if m[2].unit != month {
		return r.stepUnit([]element{m[1], {}, m[2]})
	}
	out := r.step(m[1], month)
	out.grain, out.day = day, m[0].n
	return answer{at: out}
}

// dayOfMonth is a day of the month that the text is in.
func (r *timeReader) dayOfMonth(d int) answer {
	out := r.previous()
	if out.grain == noGrain {
		return answer{}
	}
	if out.grain != day && out.grain != month {
		out = r.base()
	}
	return answer{at: moment{grain: day, year: out.year, month: out.month, day: d}}
}

// step is the unit that "last", "this", "that", "the following" mean, one of no
// year where it lies outside the calendar.
func (r *timeReader) step(s element, g grain) moment {
	out := r.stepped(s, g)
	if out.at.grain == noGrain {
		return moment{grain: g}
	}
	return out.at
}

// stepped is the same as an answer.
func (r *timeReader) stepped(s element, g grain) answer {
	base := r.base()
	if s.is(kSame) {
		base = r.previous()
	}
	return moved(base, s.n, g)
}

// stepMonth is the month of that name last before or next after now.
func (r *timeReader) stepMonth(m []element) answer {
	base := r.step(element{kinds: m[0].kinds}, month)
	out := moment{grain: month, year: base.year, month: m[1].n}
	if base.year != 0 && base.month != 0 {
		switch {
		case m[0].n < 0 && out.month >= base.month:
			out.year = stepYear(out.year, -1)
		case m[0].n > 0 && out.month <= base.month:
			out.year = stepYear(out.year, 1)
		}
	}
	return answer{at: out}
}

// weekdayIn is a day of a week counted from now.
func (r *timeReader) weekdayIn(m []element) answer {
	if m[2].unit != week {
		return r.weekday(m[0])
	}
	w := r.step(m[1], week)
	if w.year == 0 || w.number == 0 {
		return everyWeekday(m[0])
	}
	return answer{at: dayOf(w.time().AddDate(0, 0, m[0].n-1))}
}

func (r *timeReader) stepWeekday(m []element) answer {
	base := r.base()
	if m[0].is(kSame) {
		base = r.previous()
	}
	if !base.exists() {
		return everyWeekday(m[1])
	}
	gap := (m[1].n - base.weekday() + 7) % 7
	switch {
	case m[0].n < 0:
		gap -= 7
	case m[0].n > 0 && gap == 0:
		gap = 7
	}
	return moved(base, gap, day)
}

// weekday is the day of that name on or before now, or on or after it where the
// verb looks ahead.
func (r *timeReader) weekday(w element) answer {
	if w.plural && r.kind == rapporteur.SetTime {
		return everyWeekday(w)
	}
	base := r.base()
	if !base.exists() {
		return everyWeekday(w)
	}
	gap := (w.n - base.weekday() + 7) % 7
	if gap > 0 && r.direction() <= 0 && !r.narrative {
		gap -= 7
	}
	return moved(base, gap, day)
}

func (r *timeReader) relative(m []element) answer {
	base := r.base()
	if base.grain != day {
		base = r.published()
	}
	if base.grain == noGrain {
		return answer{at: moment{grain: day, part: m[0].text}}
	}
	out := moved(base, m[0].n, day)
	out.at.part = m[0].text
	return out
}

// ago counts from now.
func (r *timeReader) ago(n, unit, ago element) answer {
	if n.kinds == 0 {
		if unit.plural || unit.unit == noGrain {
			return value(reference(2*ago.n - 1))
		}
		n = number(1)
	}
	steps := n.n * max(1, factorOf(unit))
	if ago.n == 0 {
		steps = -steps
	}
	if unit.unit == year && n.n == 1 && ago.n == 0 && r.topic.grain == quarter {
		return answer{at: r.yearAgo(quarter)}
	}
	return r.count(r.published(), steps, unit.unit)
}

// factorOf is how many of its grain a unit has: two weeks in a fortnight.
func factorOf(unit element) int {
	if unit.text == "fortnight" {
		return 2
	}
	return 1
}

// reference is the word for some time in a direction.
func reference(direction int) string {
	if direction < 0 {
		return "PAST_REF"
	}
	return "FUTURE_REF"
}

// count moves a base by units. Weeks move days, and hours the clock where it is
// known.
func (r *timeReader) count(base moment, n int, g grain) answer {
	switch {
	case base.grain == noGrain && g >= day:
		return answer{at: moment{grain: g}}
	case g == noGrain, g < day && base.grain == noGrain:
		return value(reference(n))
	case g < day:
		return r.countClock(base, n, g)
	case g == week && base.grain == day:
		return moved(base, 7*n, day)
	}
	return moved(base, n, g)
}

// countClock moves the hour of publication; of another day only that it is some
// hour.
func (r *timeReader) countClock(base moment, n int, g grain) answer {
	base.part = "TXX"
	if base.grain != day {
		return value(reference(n))
	}
	if !r.hour || base.year != r.now.year || base.month != r.now.month || base.day != r.now.day || !base.exists() {
		return answer{at: base}
	}
	seconds := map[grain]int{second: 1, minute: 60, hour: 3600}[g]
	if n > 1e6 || n < -1e6 {
		return value(reference(n))
	}
	total := r.clock + n*seconds
	out := dayOf(base.time().AddDate(0, 0, floorDiv(total, 86400)))
	total -= 86400 * floorDiv(total, 86400)
	if !out.exists() {
		return value(reference(n))
	}
	out.part = clockText(total)
	return answer{at: out}
}

// fromPrevious counts from the date that the expression follows.
func (r *timeReader) fromPrevious(n, unit element, direction int) answer {
	if unit.unit == year && n.n <= 1 && direction < 0 && r.topic.grain != noGrain {
		return answer{at: r.yearAgo(r.topic.grain)}
	}
	if n.kinds == 0 {
		if unit.plural || unit.unit == noGrain {
			return value(reference(direction))
		}
		n = number(1)
	}
	return r.count(r.previous(), direction*n.n*factorOf(unit), unit.unit)
}

// stepUnit is "last week", "the next few years".
func (r *timeReader) stepUnit(m []element) answer {
	s, unit := m[0], m[2]
	switch {
	case unit.plural && s.n == 0 && unit.unit == day, unit.text == "time" && s.n == 0:
		return value("PRESENT_REF")
	case unit.plural || m[1].kinds != 0 || unit.unit == noGrain && s.n != 0:
		return value(reference(s.n))
	case unit.unit == noGrain:
		return r.unit(unit)
	case unit.unit < day:
		return value(reference(s.n))
	case unit.unit == day && s.n > 0 && r.before > 0:
		return moved(r.previous(), 1, day)
	case unit.unit == decade && s.n < 0 && r.kind == rapporteur.DurationTime:
		return single(unit)
	}
	out := r.stepped(s, unit.unit)
	if s.n == 0 {
		r.about(out.at)
	}
	return out
}

// sameUnit is "that day", "the following year".
func (r *timeReader) sameUnit(m []element) answer {
	s, unit := m[0], m[1]
	switch {
	case unit.plural:
		return vague(unit)
	case r.previous().grain == noGrain && unit.unit == noGrain:
		return value("PAST_REF")
	case unit.unit == noGrain:
		out := r.previous()
		return answer{at: out}
	case unit.unit < day:
		return r.count(r.previous(), s.n, unit.unit)
	}
	return r.stepped(s, unit.unit)
}

// vagueUnit is "recent weeks", "several years".
func (r *timeReader) vagueUnit(m []element) answer {
	if m[0].is(kReference) {
		return value(m[0].text)
	}
	return vague(m[1])
}

// yearNamed is "the year 1998".
func (r *timeReader) yearNamed(m []element) answer {
	if m[0].unit != year || m[1].n == 0 {
		return r.unit(m[0])
	}
	return answer{at: r.yearOf(m[1], m[2])}
}

// decade is that of the century where the words leave it out: the nineties are
// the last ones that have begun.
func (r *timeReader) decade(d, era element) answer {
	y := d.n
	if y < 100 {
		y += 1900
		if now := r.now.year; now != 0 {
			y = now/100*100 + d.n
			if y > now {
				y -= 100
			}
		}
	}
	if era.is(kEra) && era.n < 0 {
		y = -y
	}
	return answer{at: moment{grain: decade, year: y}}
}

// halfDecade is "the last half of the 1980s", which has no value of its own: the decade.
func (r *timeReader) halfDecade(m []element) answer { return r.decade(m[2], element{}) }

// ordinalSpan is "the 20th century", "the third quarter", "the second day".
func (r *timeReader) ordinalSpan(m []element) answer {
	era := element{}
	if len(m) > 2 {
		era = m[2]
	}
	n := m[0].n
	switch unit := m[1]; unit.unit {
	case century, millennium:
		span := map[grain]int{century: 100, millennium: 1000}[unit.unit]
		y := (n - 1) * span
		if n < 1 || y >= 10000 {
			return answer{}
		}
		if era.n < 0 {
			return value("BC" + moment{grain: unit.unit, year: max(1, y)}.calendar())
		}
		return value(moment{grain: unit.unit, year: max(1, y)}.calendar())
	case quarter:
		return r.quarter(n)
	case day:
		out := r.previous()
		if out.grain == noGrain {
			return answer{at: moment{grain: day}}
		}
		return answer{at: out.in(day)}
	default:
		if unit.plural {
			return vague(unit)
		}
		return duration(number(1), unit)
	}
}
