package language

import (
	"fmt"
	"slices"

	"rapporteur"
)

// quarter is a quarter of the year that suits the verb, and what the text reports
// on from then.
func (r *timeReader) quarter(n int) answer {
	if n > 4 {
		return answer{}
	}
	out := moment{grain: quarter, number: n}
	if base := r.base(); base.year != 0 {
		out.year = base.year
		if now := base.in(quarter).number; now > 0 && n > now+1 && r.direction() <= 0 {
			out.year = stepYear(out.year, -1)
		}
	}
	r.about(out)
	return answer{at: out}
}

// about notes the period that a report of results is on.
func (r *timeReader) about(m moment) {
	if m.year != 0 && (m.grain == quarter || m.grain == year) && (r.now.year == 0 || m.year <= r.now.year) {
		r.topic, r.topicAt = m, r.i+1
	}
}

// yearAgo is the period that the text reports on a year before, a year where it
// reports on none.
func (r *timeReader) yearAgo(g grain) moment {
	base := r.published()
	if r.topic.grain != noGrain {
		base = r.topic
		r.anchor.Published, r.anchor.Time = false, r.topicAt
	}
	if g == noGrain {
		g = year
		if base.grain == quarter {
			g = quarter
		}
	}
	out, _ := base.plus(-1, year)
	if g == quarter {
		out = moment{grain: quarter, year: out.year, number: r.reported().number}
	}
	return out.widened(g)
}

// widened gives m the grain where it has what it takes.
func (m moment) widened(g grain) moment {
	if m.grain == g || g < year {
		return m
	}
	return m.in(g)
}

// reported is the quarter that the text reports on, by default the last that is
// over.
func (r *timeReader) reported() moment {
	if r.topic.grain == quarter {
		return r.topic
	}
	out, _ := r.published().in(quarter).plus(-1, quarter)
	return out
}

// partOfYear is a quarter or half of a year: "the third quarter of 1990", "the first
// two quarters of 1990".
func (r *timeReader) partOfYear(n, count, unit element, of moment) answer {
	switch {
	case unit.unit == quarter && count.n == 2:
		return answer{at: moment{grain: halfYear, year: of.year, number: 1 + (n.n-1)/2%2}}
	case unit.unit == quarter && n.n <= 4:
		out := moment{grain: quarter, year: of.year, number: n.n}
		r.about(out)
		return answer{at: out}
	case count.n > 0:
		return duration(count, unit)
	case unit.unit == day || unit.unit == week:
		return answer{at: of}
	}
	return duration(number(1), unit)
}

func (r *timeReader) half(n element, of moment) answer {
	number := n.n
	if n.is(kStep) {
		number = 2
	}
	if number > 2 {
		return answer{}
	}
	return answer{at: moment{grain: halfYear, year: of.year, number: number}}
}

// unitOfYear is "the 1988 quarter".
func (r *timeReader) unitOfYear(m []element) answer {
	return r.topicIn(r.yearOf(m[0], element{}), m[1])
}

// topicIn is the period that the text reports on, in a year.
func (r *timeReader) topicIn(of moment, unit element) answer {
	if unit.unit == quarter || unit.unit == noGrain && r.topic.grain == quarter {
		return answer{at: moment{grain: quarter, year: of.year, number: r.reported().number}}
	}
	return answer{at: of}
}

// seasonOf is a season of a year.
func (r *timeReader) seasonOf(s element, of moment) answer {
	return answer{at: moment{grain: season, year: of.year, number: s.n}}
}

func (r *timeReader) season(m []element) answer {
	return answer{at: r.nearest(moment{grain: season, number: m[0].n})}
}

// stepSeason is the season of that name last over or next to come.
func (r *timeReader) stepSeason(m []element) answer {
	base := r.step(element{kinds: m[0].kinds}, month)
	out := moment{grain: season, year: base.year, number: m[1].n}
	if base.year != 0 && base.month != 0 {
		switch first := 3 * m[1].n; {
		case m[0].n < 0 && base.month < first+3:
			out.year = stepYear(out.year, -1)
		case m[0].n > 0 && base.month >= first:
			out.year = stepYear(out.year, 1)
		}
	}
	return answer{at: out}
}

func (r *timeReader) holiday(m []element) answer {
	base := r.base()
	if base.year < 1 {
		out := holidays[m[0].text](2000)
		out.year = 0
		return answer{at: out}
	}
	best, direction := holidays[m[0].text](base.year), r.direction()
	for _, y := range [...]int{base.year - 1, base.year + 1} {
		if y < 1 || y > 9999 || r.narrative {
			continue
		}
		if h := holidays[m[0].text](y); r.distance(h, direction) < r.distance(best, direction) {
			best = h
		}
	}
	return answer{at: best}
}

func (r *timeReader) stepHoliday(m []element) answer {
	base := r.base()
	if base.year < 2 || base.year > 9998 || !base.exists() {
		return r.holiday(m[1:])
	}
	out := holidays[m[1].text](base.year)
	switch {
	case m[0].n < 0 && !out.time().Before(base.time()):
		out = holidays[m[1].text](base.year - 1)
	case m[0].n > 0 && !out.time().After(base.time()):
		out = holidays[m[1].text](base.year + 1)
	}
	return answer{at: out}
}

// unit is a unit with "the" alone: the period that the text is in or reports on.
func (r *timeReader) unit(u element) answer {
	switch {
	case u.plural:
		return vague(u)
	case u.text == "time":
		return r.sameUnit([]element{{kinds: kSame}, u})
	case u.unit == quarter, u.unit == noGrain:
		out := r.reported()
		r.about(out)
		return answer{at: out}
	case u.unit < day || u.unit > year:
		return duration(number(1), u)
	case u.unit == day:
		return answer{at: r.step(element{kinds: kSame}, day)}
	}
	if u.unit == weekend {
		return answer{at: r.weekend()}
	}
	out := r.step(element{}, u.unit)
	r.about(out)
	return answer{at: out}
}

// weekend is the one that is on, else the one over before Thursday and the one to
// come from then on, where the verb does not say otherwise.
func (r *timeReader) weekend() moment {
	base := r.base()
	out := base.in(weekend)
	if direction := r.direction(); base.exists() && base.weekday() < 6 && (direction < 0 || direction == 0 && base.weekday() < 4) {
		out, _ = base.plus(-1, weekend)
	}
	return out
}

// clockText is a second of the day as TIMEX3 writes it.
func clockText(seconds int) string {
	return fmt.Sprintf("T%02d:%02d", seconds/3600, seconds/60%60)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// readTime is a time of day on the day that the other words say.
func (r *timeReader) readTime(core []element, time element) answer {
	var on answer
	core = slices.DeleteFunc(core, func(e element) bool { return e.is(kReference|kLater|kEarlier) && !e.is(kStep|kSame) })
	switch {
	case len(core) == 1 && core[0].is(kEach), r.isSet(core, time) && len(core) == 0:
		return value("XXXX-XX-XX" + time.text)
	case len(core) == 0 || len(core) == 1 && core[0].is(kNumber):
		on = r.dayOfTime(time)
	case len(core) == 1 && core[0].is(kStep|kSame|kReference|kLater|kEarlier) && !core[0].is(kRelative):
		on = r.stepDay(core[0])
	default:
		on = r.readCore(core)
	}
	if on.at.grain == noGrain {
		if on.value == "" {
			on = r.dayOfTime(time)
		} else {
			return on
		}
	}
	if on.at.grain != day {
		on.at = on.at.in(day)
		on.at.number = 0
	}
	on.at.part = time.text
	return on
}

// isSet reports that a time of day alone comes again every day.
func (r *timeReader) isSet(core []element, time element) bool {
	return r.kind == rapporteur.SetTime && (time.plural || len(core) == 0)
}

// dayOfTime is the day that a time of day alone belongs to.
func (r *timeReader) dayOfTime(time element) answer {
	out := r.now
	if r.before > 0 && r.last.grain == day {
		out = r.previous()
	} else {
		out = r.published()
	}
	if out.grain == noGrain {
		out = moment{grain: day}
	}
	out.part = ""
	return answer{at: out}
}

// stepDay is the day of "last night", "this morning", "the following evening".
func (r *timeReader) stepDay(s element) answer {
	if s.is(kStep) && s.n <= 0 {
		if base := r.published(); base.grain != noGrain {
			return moved(base, s.n, day)
		}
		return answer{at: moment{grain: day}}
	}
	base := r.previous()
	if base.grain == noGrain {
		return answer{at: moment{grain: day}}
	}
	return moved(base, s.n, day)
}
