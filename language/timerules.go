package language

import (
	"strings"

	"rapporteur"
)

// timeRule says what a run of elements means.
type timeRule struct {
	family  family
	pattern []slot
	read    func(r *timeReader, m []element) answer
}

// family is what sort of value a rule yields. Of two rules that explain as much
// the one whose family goes with the expression's type is taken, one of mere
// references last.
type family int

const (
	dates family = iota
	periods
	sets
	references
)

// slot is a place in a pattern for an element of one of the kinds.
type slot struct {
	kinds    kind
	optional bool
}

// rule compiles a pattern: the names of kinds, "?" behind those that may be
// absent, "|" between alternatives. The rule is called with one element a name,
// an empty one for what is absent.
func rule(f family, pattern string, read func(*timeReader, []element) answer) timeRule {
	out := timeRule{family: f, read: read}
	for _, name := range strings.Fields(pattern) {
		s := slot{optional: strings.HasSuffix(name, "?")}
		for _, k := range strings.Split(strings.TrimSuffix(name, "?"), "|") {
			s.kinds |= kindNames[k]
		}
		out.pattern = append(out.pattern, s)
	}
	return out
}

// match lays a pattern over the front of in, as much of it as possible, and
// returns the elements by slot and how many were used, 0 where it does not fit.
func (t timeRule) match(in []element) (m []element, used int) {
	m = make([]element, len(t.pattern))
	if used, ok := fit(t.pattern, in, m); ok {
		return m, used
	}
	return nil, 0
}

func fit(pattern []slot, in, m []element) (used int, ok bool) {
	if len(pattern) == 0 {
		return 0, true
	}
	if len(in) > 0 && in[0].is(pattern[0].kinds) {
		if used, ok := fit(pattern[1:], in[1:], m[1:]); ok {
			m[0] = in[0]
			return used + 1, true
		}
	}
	if pattern[0].optional {
		m[0] = element{}
		return fit(pattern[1:], in, m[1:])
	}
	return 0, false
}

// maxElements is how many elements of a phrase are read; no expression has more.
const maxElements = 24

// read applies the rule that explains the most elements in a row. The time of
// day is taken out first and put onto the day that the rest says.
func (r *timeReader) read(phrase []element) answer {
	var core []element
	var time element
	for _, e := range phrase[:min(len(phrase), maxElements)] {
		switch {
		case e.is(kClock) && !time.is(kClock) || e.is(kPart) && !e.is(kRelative) && time.kinds == 0:
			time = e
		case !e.is(kClock) && (!e.is(kPart) || e.is(kRelative)):
			core = append(core, e)
		}
	}
	if time.kinds != 0 {
		return r.readTime(core, time)
	}
	return r.readCore(core)
}

func (r *timeReader) readCore(core []element) answer {
	var best timeRule
	var found []element
	most := 0
	for i := range core {
		for _, t := range timeRules {
			m, used := t.match(core[i:])
			if used > most || used == most && used > 0 && r.rank(t.family) > r.rank(best.family) {
				best, found, most = t, m, used
			}
		}
	}
	if most == 0 {
		return answer{}
	}
	return best.read(r, found)
}

// rank is how well a family goes with the type of the expression.
func (r *timeReader) rank(f family) int {
	fits := map[rapporteur.TimeType]family{rapporteur.DurationTime: periods, rapporteur.SetTime: sets}[r.kind]
	switch f {
	case references:
		return 0
	case fits:
		return 2
	}
	return 1
}

// timeRules is the grammar. Of two rules of one family that explain as much the
// first is taken.
var timeRules = []timeRule{
	rule(dates, "weekday? date", (*timeReader).wholeDate),
	rule(dates, "weekday? month day to month? day year?", func(r *timeReader, m []element) answer { return r.date(m[1].n, m[2].n, m[6], element{}) }),
	rule(dates, "weekday? day to day month year?", func(r *timeReader, m []element) answer { return r.date(m[4].n, m[1].n, m[5], element{}) }),
	rule(dates, "weekday? month day year era?", func(r *timeReader, m []element) answer { return r.date(m[1].n, m[2].n, m[3], m[4]) }),
	rule(dates, "weekday? month day number era", func(r *timeReader, m []element) answer { return r.date(m[1].n, m[2].n, m[3], m[4]) }),
	rule(dates, "weekday? day month year|number era?", func(r *timeReader, m []element) answer { return r.date(m[2].n, m[1].n, m[3], m[4]) }),
	rule(dates, "year month day", func(r *timeReader, m []element) answer { return r.date(m[1].n, m[2].n, m[0], element{}) }),
	rule(dates, "month day step|same unit", func(r *timeReader, m []element) answer { return r.dateIn(m[0].n, m[1].n, m[2], m[3]) }),
	rule(dates, "day month step|same unit", func(r *timeReader, m []element) answer { return r.dateIn(m[1].n, m[0].n, m[2], m[3]) }),
	rule(dates, "weekday? month day", func(r *timeReader, m []element) answer { return r.date(m[1].n, m[2].n, element{}, element{}) }),
	rule(dates, "weekday? day month", func(r *timeReader, m []element) answer { return r.date(m[2].n, m[1].n, element{}, element{}) }),
	rule(dates, "weekday day", func(r *timeReader, m []element) answer { return r.dayOfMonth(m[1].n) }),
	rule(dates, "day step|same unit", (*timeReader).dayOfStep),
	rule(dates, "month to month year?", func(r *timeReader, m []element) answer { return r.date(m[0].n, 0, m[3], element{}) }),
	rule(dates, "month year era?", func(r *timeReader, m []element) answer { return r.date(m[0].n, 0, m[1], m[2]) }),
	rule(dates, "year month", func(r *timeReader, m []element) answer { return r.date(m[1].n, 0, m[0], element{}) }),
	rule(dates, "month number era", func(r *timeReader, m []element) answer { return r.date(m[0].n, 0, m[1], m[2]) }),
	rule(dates, "month step|same unit", func(r *timeReader, m []element) answer { return r.dateIn(m[0].n, 0, m[1], m[2]) }),
	rule(dates, "step|same month", (*timeReader).stepMonth),
	rule(dates, "month", func(r *timeReader, m []element) answer { return r.date(m[0].n, 0, element{}, element{}) }),

	rule(dates, "weekday step|same unit", (*timeReader).weekdayIn),
	rule(dates, "step unit weekday", func(r *timeReader, m []element) answer { return r.weekdayIn([]element{m[2], m[0], m[1]}) }),
	rule(dates, "step|same weekday", (*timeReader).stepWeekday),
	rule(dates, "weekday", func(r *timeReader, m []element) answer { return r.weekday(m[0]) }),
	rule(dates, "unit later relative", func(r *timeReader, m []element) answer { return moved(r.published(), m[2].n+1, m[0].unit) }),
	rule(dates, "unit earlier relative", func(r *timeReader, m []element) answer { return moved(r.published(), m[2].n-1, m[0].unit) }),
	rule(dates, "relative", (*timeReader).relative),

	rule(dates, "ordinal number? unit year", func(r *timeReader, m []element) answer {
		return r.partOfYear(m[0], m[1], m[2], r.yearOf(m[3], element{}))
	}),
	rule(dates, "year ordinal unit", func(r *timeReader, m []element) answer {
		return r.partOfYear(m[1], element{}, m[2], r.yearOf(m[0], element{}))
	}),
	rule(dates, "ordinal unit step|same unit", func(r *timeReader, m []element) answer {
		return r.partOfYear(m[0], element{}, m[1], r.step(m[2], year))
	}),
	rule(dates, "step|same unit ordinal unit", func(r *timeReader, m []element) answer {
		return r.partOfYear(m[2], element{}, m[3], r.step(m[0], year))
	}),
	rule(dates, "unit ago|earlier ordinal unit", func(r *timeReader, m []element) answer { return r.partOfYear(m[2], element{}, m[3], r.yearAgo(year)) }),
	rule(dates, "ordinal unit number unit ago|earlier", func(r *timeReader, m []element) answer { return r.partOfYear(m[0], element{}, m[1], r.yearAgo(year)) }),
	rule(dates, "unit ago|earlier unit", func(r *timeReader, m []element) answer { return answer{at: r.yearAgo(m[2].unit)} }),
	rule(dates, "unit number unit ago|earlier", func(r *timeReader, m []element) answer { return answer{at: r.yearAgo(m[0].unit)} }),
	rule(dates, "year unit", (*timeReader).unitOfYear),
	rule(dates, "step|same unit unit", func(r *timeReader, m []element) answer { return r.topicIn(r.step(m[0], m[1].unit), m[2]) }),
	rule(dates, "unit step|same unit", func(r *timeReader, m []element) answer { return r.topicIn(r.step(m[1], m[2].unit), m[0]) }),
	rule(dates, "ordinal unit era", (*timeReader).ordinalSpan),
	rule(dates, "ordinal unit", (*timeReader).ordinalSpan),
	rule(dates, "ordinal|step half year", func(r *timeReader, m []element) answer { return r.half(m[0], r.yearOf(m[2], element{})) }),
	rule(dates, "ordinal|step half decade", (*timeReader).halfDecade),
	rule(dates, "ordinal|step half step|same unit", func(r *timeReader, m []element) answer { return r.half(m[0], r.step(m[2], year)) }),
	rule(dates, "ordinal half unit", func(r *timeReader, m []element) answer { return r.half(m[0], r.base().in(year)) }),
	rule(dates, "ordinal half", func(r *timeReader, m []element) answer { return r.half(m[0], r.base().in(year)) }),
	rule(dates, "season year|number era?", func(r *timeReader, m []element) answer { return r.seasonOf(m[0], r.yearOf(m[1], m[2])) }),
	rule(dates, "year season", func(r *timeReader, m []element) answer { return r.seasonOf(m[1], r.yearOf(m[0], element{})) }),
	rule(dates, "season step|same unit", func(r *timeReader, m []element) answer { return r.seasonOf(m[0], r.step(m[1], year)) }),
	rule(dates, "step|same season", (*timeReader).stepSeason),
	rule(dates, "season", (*timeReader).season),
	rule(dates, "holiday year", func(r *timeReader, m []element) answer { return answer{at: holidays[m[0].text](m[1].n)} }),
	rule(dates, "step holiday", (*timeReader).stepHoliday),
	rule(dates, "holiday", (*timeReader).holiday),

	rule(dates, "number unit ago", func(r *timeReader, m []element) answer { return r.ago(m[0], m[1], m[2]) }),
	rule(dates, "number unit half ago", func(r *timeReader, m []element) answer { return r.ago(m[0], m[1], m[3]) }),
	rule(dates, "unit ago", func(r *timeReader, m []element) answer { return r.ago(element{}, m[0], m[1]) }),
	rule(dates, "vague|number vague? unit ago", func(r *timeReader, m []element) answer { return value(reference(2*m[3].n - 1)) }),
	rule(dates, "number unit earlier", func(r *timeReader, m []element) answer { return r.fromPrevious(m[0], m[1], -1) }),
	rule(dates, "number unit later", func(r *timeReader, m []element) answer { return r.fromPrevious(m[0], m[1], 1) }),
	rule(dates, "vague unit earlier", func(r *timeReader, m []element) answer { return value("PAST_REF") }),
	rule(dates, "vague unit later", func(r *timeReader, m []element) answer { return value("FUTURE_REF") }),
	rule(dates, "unit earlier", func(r *timeReader, m []element) answer { return r.fromPrevious(element{}, m[0], -1) }),
	rule(dates, "unit later", func(r *timeReader, m []element) answer { return r.fromPrevious(element{}, m[0], 1) }),
	rule(dates, "step vague? unit", (*timeReader).stepUnit),
	rule(dates, "same unit", (*timeReader).sameUnit),
	rule(dates, "latest unit", func(r *timeReader, m []element) answer { return r.unit(m[1]) }),
	rule(dates, "vague unit", (*timeReader).vagueUnit),
	rule(dates, "unit year|number era?", (*timeReader).yearNamed),
	rule(dates, "year era?", func(r *timeReader, m []element) answer { return answer{at: r.yearOf(m[0], m[1])} }),
	rule(dates, "number era", func(r *timeReader, m []element) answer { return answer{at: r.yearOf(m[0], m[1])} }),
	rule(dates, "era number", func(r *timeReader, m []element) answer { return answer{at: r.yearOf(m[1], m[0])} }),
	rule(dates, "decade era?", func(r *timeReader, m []element) answer { return r.decade(m[0], m[1]) }),
	rule(dates, "unit", func(r *timeReader, m []element) answer { return r.unit(m[0]) }),
	rule(references, "reference", func(r *timeReader, m []element) answer { return value(m[0].text) }),
	rule(dates, "day", func(r *timeReader, m []element) answer { return r.dayOfMonth(m[0].n) }),

	rule(periods, "number unit half", func(r *timeReader, m []element) answer { return duration(withHalf(m[0]), m[1]) }),
	rule(periods, "number unit number unit", (*timeReader).compound),
	rule(periods, "number to number unit", func(r *timeReader, m []element) answer { return duration(m[0], m[3]) }),
	rule(periods, "number unit to number unit", func(r *timeReader, m []element) answer { return duration(m[0], m[1]) }),
	rule(periods, "step|same|ordinal|latest|vague number unit", func(r *timeReader, m []element) answer { return r.counted(m[1], m[2]) }),
	rule(periods, "unit ago|earlier number unit", func(r *timeReader, m []element) answer { return r.counted(m[2], m[3]) }),
	rule(periods, "number step|same|vague? unit", func(r *timeReader, m []element) answer { return r.counted(m[0], m[2]) }),
	rule(periods, "half number? unit", func(r *timeReader, m []element) answer { return duration(element{fraction: .5}, m[2]) }),
	rule(periods, "step|same|each? vague unit", func(r *timeReader, m []element) answer { return vague(m[2]) }),
	rule(periods, "step|same unit", func(r *timeReader, m []element) answer { return single(m[1]) }),
	rule(periods, "unit", func(r *timeReader, m []element) answer { return single(m[0]) }),

	rule(sets, "number? each other unit", func(r *timeReader, m []element) answer { return duration(number(2), m[3]) }),
	rule(sets, "each number unit", func(r *timeReader, m []element) answer { return duration(m[1], m[2]) }),
	rule(sets, "each ordinal unit", func(r *timeReader, m []element) answer { return duration(m[1], m[2]) }),
	rule(sets, "number? each unit", func(r *timeReader, m []element) answer { return duration(number(1), m[2]) }),
	rule(sets, "each weekday", func(r *timeReader, m []element) answer { return everyWeekday(m[1]) }),
	rule(sets, "each month day", func(r *timeReader, m []element) answer {
		return answer{at: moment{grain: day, month: m[1].n, day: m[2].n}}
	}),
	rule(sets, "each month", func(r *timeReader, m []element) answer { return answer{at: moment{grain: month, month: m[1].n}} }),
	rule(sets, "each season", func(r *timeReader, m []element) answer { return answer{at: moment{grain: season, number: m[1].n}} }),
	rule(sets, "number season", func(r *timeReader, m []element) answer { return answer{at: moment{grain: season, number: m[1].n}} }),
	rule(sets, "ordinal unit", everyPart),
	rule(sets, "weekday", func(r *timeReader, m []element) answer { return everyWeekday(m[0]) }),
	rule(sets, "rate", rate),
	rule(sets, "number unit", func(r *timeReader, m []element) answer { return duration(m[0], m[1]) }),
	rule(sets, "unit", func(r *timeReader, m []element) answer { return duration(number(1), m[0]) }),
}
