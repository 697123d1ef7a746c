package gold

import (
	"slices"
	"strings"

	"rapporteur"
)

// statement is a statement as it is compared: by the words of its content and the
// names of its speakers.
type statement struct {
	content wordSet
	speaker []string
}

func (c *comparison) statements(gold []Statement) []statement {
	return each(gold, func(s Statement) statement { return statement{c.words.in(s.Content), s.Speaker} })
}

func (c *comparison) givenStatements() []statement {
	return each(c.record.Statements, func(s rapporteur.Statement) statement {
		return statement{c.given(s.Content), c.named.all(s.Speaker...)}
	})
}

func (c *comparison) sameStatement(g, s statement) bool {
	return halfOfEach(g.content, s.content) && common(g.speaker, s.speaker) > 0
}

// event is an event by its folded type, the sentences of its anchors and the names
// of its actors.
type event struct {
	kind      string
	sentences wordSet
	actors    []string
}

// folded is the type of an event; a meeting ahead is agreed upon, as in PLOVER.
func folded(kind string, status rapporteur.Realis) string {
	if kind == "CONSULT" && status == rapporteur.Planned {
		return "AGREE"
	}
	return kind
}

func (c *comparison) events() []event {
	return each(c.Events, func(e Event) event { return event{folded(e.Type, e.Status), c.sentences.in(e.Anchor), e.Actors} })
}

func (c *comparison) givenEvents() []event {
	return each(c.record.Events, func(e rapporteur.Event) event {
		return event{folded(e.Type, e.Status), c.sentences.in(c.inText(e.Anchor)), c.named.all(e.Actors...)}
	})
}

func (c *comparison) sameEvent(g, s event) bool {
	return g.kind == s.kind && g.sentences.shared(s.sentences) > 0 && alikeOrNone(g.actors, s.actors)
}

// meeting is a meeting by the names of its sides and persons, its place and day and
// the words of its evidence.
type meeting struct {
	parties, people []string
	place, day      string
	evidence        wordSet
}

func (c *comparison) meetings() []meeting {
	return each(c.Meetings, func(m Meeting) meeting {
		return meeting{m.Parties, slices.Concat(m.Parties, m.Participants), plain(firstOf(m.Place, m.Venue)), day(m.Time), c.words.in(m.Evidence)}
	})
}

func (c *comparison) givenMeetings() []meeting {
	return each(c.record.Meetings, func(m rapporteur.Meeting) meeting {
		var evidence []rapporteur.Span
		for _, step := range m.Life {
			evidence = append(evidence, step.Evidence...)
		}
		place := c.named.place(m.Place)
		if m.Place == "" {
			place = plain(m.Venue.In(c.record.Report.Text))
		}
		parties := c.named.all(m.Parties...)
		return meeting{parties, slices.Concat(parties, c.named.all(m.Participants...)), place, day(m.Time), c.given(evidence)}
	})
}

func (c *comparison) sameMeeting(g, s meeting) bool {
	n := common(g.people, s.people)
	alone := n == 1 && common(g.people, g.people) == 1
	if !sameNames(g.parties, s.parties) && n < 2 && !alone {
		return false
	}
	return g.evidence.shared(s.evidence) > 0 || g.place != "" && g.place == s.place || g.day != "" && g.day == s.day
}

// day is a TIMEX3 value no finer than a day.
func day(value string) string { return prefix(value, len("2025-05-16")) }

func (c *comparison) sameDelegation(g Delegation, s rapporteur.Delegation) bool {
	if common(g.Party, c.named.all(s.Party)) == 0 {
		return false
	}
	head := c.named.all(s.Head)
	if common(g.Head, head) > 0 || g.Destination != "" && plain(g.Destination) == c.named.place(s.Destination) {
		return true
	}
	return common(slices.Concat(g.Head, g.Members), slices.Concat(head, c.named.all(s.Members...))) > 0
}

// position is a position by the name of its party, its side and the words of its
// content.
type position struct {
	party   []string
	against bool
	content wordSet
}

func (c *comparison) positions() []position {
	return each(c.Positions, func(p Position) position { return position{p.Party, p.Stance.Against(), c.words.in(p.Content)} })
}

func (c *comparison) givenPositions() []position {
	return each(c.record.Positions, func(p rapporteur.Position) position {
		return position{c.named.all(p.Party), p.Stance.Against(), c.given(p.Content)}
	})
}

func (c *comparison) samePosition(g, s position) bool {
	return common(g.party, s.party) > 0 && g.against == s.against && halfOfShorter(g.content, s.content)
}

// condition is a condition by the words of its two sides.
type condition struct{ outcome, requirement wordSet }

func (c *comparison) conditions() []condition {
	return each(c.Conditions, func(d Condition) condition { return condition{c.words.in(d.Outcome), c.words.in(d.Requirement)} })
}

func (c *comparison) givenConditions() []condition {
	return each(c.record.Conditions, func(d rapporteur.Condition) condition {
		return condition{c.given(d.Outcome), c.given(d.Requirement)}
	})
}

func sameCondition(g, s condition) bool {
	return halfOfShorter(g.outcome, s.outcome) && halfOfShorter(g.requirement, s.requirement)
}

// timeValue is a time expression by its words and its value.
type timeValue struct {
	words wordSet
	value string
}

func (c *comparison) times() []timeValue {
	return each(c.Times, func(t Time) timeValue { return timeValue{c.words.in(t.Words), t.Value} })
}

func (c *comparison) givenTimes() []timeValue {
	return each(c.record.Times, func(t rapporteur.TimeExpression) timeValue {
		return timeValue{c.given([]rapporteur.Span{t.Span}), t.Value}
	})
}

// given are the words of the gold text that spans of the record's text cover.
func (c *comparison) given(spans []rapporteur.Span) wordSet { return c.words.in(c.inText(spans)) }

// inText returns the spans of another version of the text in the gold text itself:
// the first occurrence of the words of each, where there is one.
func (c *comparison) inText(spans []rapporteur.Span) []rapporteur.Span {
	text, other := c.Text, c.record.Report.Text
	if text == other {
		return spans
	}
	var out []rapporteur.Span
	for _, s := range spans {
		words := s.In(other)
		if at := strings.Index(text, words); at >= 0 {
			out = append(out, rapporteur.Span{Start: at, End: at + len(words)})
		}
	}
	return out
}

func each[T, U any](list []T, entry func(T) U) []U {
	out := make([]U, len(list))
	for i, x := range list {
		out[i] = entry(x)
	}
	return out
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
