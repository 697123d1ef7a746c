package language

import (
	"slices"
	"strings"

	"rapporteur"
)

// resolveTimes fills the values and anchors of the time expressions of a, in text
// order, so that "two days later" counts from the date that it follows. Where the
// day of publication is unknown, what would be computed from it stays unanchored.
//
// The values are those of TIMEX3 (TimeML 1.2.1 after Ferro et al., TIDES 2005
// standard for the annotation of temporal expressions) in the use of TimeBank; a
// day that the calendar does not have is written as the words say it, and nothing
// is computed from it.
func resolveTimes(doc *rapporteur.Document, a *rapporteur.Analysis) {
	if len(a.Times) == 0 {
		return
	}
	r := timeReader{text: doc.Text, a: a}
	if p := doc.Published; !p.IsZero() && p.Year() >= 1 && p.Year() <= 9999 {
		r.now = dayOf(p)
		if !doc.PublishedDay {
			r.clock = p.Hour()*3600 + p.Minute()*60 + p.Second()
		}
		r.hour = !doc.PublishedDay
	}
	phrases := make([][]element, len(a.Times))
	for i, t := range a.Times {
		phrases[i] = r.complete(t, elementsOf(a.Span(t.Tokens).In(doc.Text)))
	}
	r.share(phrases)
	r.narrative = r.isNarrative(phrases)
	for i := range a.Times {
		r.resolve(i, phrases[i])
	}
}

// timeReader resolves the expressions of one text one after another.
type timeReader struct {
	text string
	a    *rapporteur.Analysis
	// now is the day of publication, without a grain where it is unknown; clock
	// its second of the day where hour says that it is known.
	now   moment
	clock int
	hour  bool
	// narrative says that the text tells of another time than its own.
	narrative bool
	// last is the latest place in the calendar that the text named, in the
	// expression of index before-1; topic the quarter or year that it reports on.
	last    moment
	before  int
	topic   moment
	topicAt int
	// Of the expression at hand: its index, its type and what it is computed from.
	i      int
	kind   rapporteur.TimeType
	anchor rapporteur.Anchor
}

// answer is what a rule makes of an expression: a value, or a place in the
// calendar that has one.
type answer struct {
	value string
	at    moment
}

func value(s string) answer { return answer{value: s} }

func (r *timeReader) resolve(i int, phrase []element) {
	t := &r.a.Times[i]
	r.i, r.kind, r.anchor = i, t.Type, rapporteur.Anchor{}
	got := r.read(phrase)
	if got.at.grain != noGrain {
		got.value = got.at.String()
		if got.at.year != 0 && !(r.narrative && r.anchor.Published) {
			r.last, r.before = got.at, i+1
		}
	}
	t.Value = got.value
	if t.Value != "" {
		t.Anchor = r.anchor
	}
}

// isNarrative reports a text on a time that lies behind it: many old years and
// few words that count from the day of publication. Months and weekdays then
// belong to the year that the text has come to.
func (r *timeReader) isNarrative(phrases [][]element) bool {
	old, news := 0, 0
	for _, phrase := range phrases {
		for _, e := range phrase {
			switch {
			case e.is(kYear) && e.n < r.now.year-1:
				old++
			case e.is(kRelative | kStep | kAgo | kWeekday):
				news++
			}
		}
	}
	return r.now.grain != noGrain && old >= 6 && old > 3*news
}

// published is the day of publication as the base of a value.
func (r *timeReader) published() moment {
	if r.now.grain != noGrain {
		r.anchor.Published = true
	}
	return r.now
}

// previous is the latest place in the calendar that the text named, the day of
// publication where there is none.
func (r *timeReader) previous() moment {
	if r.before == 0 {
		return r.published()
	}
	r.anchor.Time = r.before
	return r.last
}

// base is what a date without its year belongs to.
func (r *timeReader) base() moment {
	if r.narrative && r.before > 0 {
		return r.previous()
	}
	return r.published()
}

// moved is m moved by n units, or the word for what lies outside the calendar.
func moved(m moment, n int, g grain) answer {
	m.part = ""
	out, ok := m.plus(n, g)
	switch {
	case ok:
		return answer{at: out}
	case n < 0:
		return value("PAST_REF")
	}
	return value("FUTURE_REF")
}

// complete adds the word behind an amount that makes a date of it, where the
// expression was cut short of it: "a year" earlier.
func (r *timeReader) complete(t rapporteur.Time, phrase []element) []element {
	n := len(phrase)
	if t.Type != rapporteur.DateTime || n == 0 || !phrase[n-1].is(kUnit) || t.Tokens.End >= len(r.a.Tokens) {
		return phrase
	}
	if next := timeWords[r.word(t.Tokens.End)]; next.is(kAgo|kEarlier|kLater) && !next.is(kSame) && r.word(t.Tokens.End) != "after" {
		return append(phrase, next)
	}
	return phrase
}

// share gives a number that opens or ends a range, or stands in a list, what the
// expression beside it says: 6-15 October 1952, 492-490 BC, 1915-16.
func (r *timeReader) share(phrases [][]element) {
	for i := len(phrases) - 1; i >= 0; i-- {
		if len(phrases[i]) != 1 || !phrases[i][0].is(kNumber|kDay) || phrases[i][0].is(kYear) {
			continue
		}
		n := phrases[i][0]
		if i > 0 && n.n < 100 && len(phrases[i-1]) == 1 && phrases[i-1][0].is(kYear) && r.joined(i-1) {
			n.n += phrases[i-1][0].n / 100 * 100
			n.kinds = kYear
			phrases[i] = []element{n}
		} else if i+1 < len(phrases) && r.joined(i) {
			phrases[i] = append([]element{n}, shared(phrases[i+1])...)
		}
	}
}

// shared is what stands behind the number of a phrase, or the month before it.
func shared(phrase []element) []element {
	for i, e := range phrase {
		if e.is(kNumber | kDay) {
			out := slices.Clone(phrase[i+1:])
			if i > 0 && phrase[i-1].is(kMonth) {
				out = append([]element{phrase[i-1]}, out...)
			}
			return out
		}
	}
	return nil
}

// joined reports that a dash, "and", "or" or "to" alone stands between an
// expression and the next.
func (r *timeReader) joined(i int) bool {
	a, b := r.a.Times[i].Tokens.End, r.a.Times[i+1].Tokens.First
	if b-a != 1 {
		return b == a
	}
	return listed(joints, r.word(a))
}

var joints = wordSet("- – — / and or to")

// follows reports that the word stands right before the expression or opens it.
func (r *timeReader) follows(word string) bool {
	first := r.a.Times[r.i].Tokens.First
	if r.a.Tokens[first].Len() == len(word) && strings.EqualFold(r.a.Tokens[first].In(r.text), word) {
		return true
	}
	return first > 0 && strings.EqualFold(r.a.Tokens[first-1].In(r.text), word)
}
