// Package history joins what many reports tell of one and the same fact, and follows
// the fact through them: a meeting proposed in one report, postponed in the next and
// held in a third, a position given up, a condition met.
//
// A Telling is what one report tells of one fact, in the form in which facts are
// compared, so that a record need not be read again to be joined. Whether two tellings
// are of one fact depends on the two alone, and which are grouped on nothing but the set
// of them: reports may come in any order.
package history

import (
	"math"
	"slices"
	"strings"
	"time"

	"rapporteur"
)

// Version is raised whenever other facts may be joined or told otherwise, with a migration
// of the store that forgets the tellings where their form or their keys are others:
//
//	1  the first
//	2  tellings of which one says nothing of the other are not found by words alone;
//	   words weigh whole numbers
const Version = 2

// Telling is what one report tells of one fact.
type Telling struct {
	rapporteur.FactMember
	Kind rapporteur.FactKind
	// Day is when the report was published, "" where unknown; At is it as a number.
	Day string
	At  int
	// Label is the status, stance or type that the report gives it.
	Label string
	// Words say it, for people; Topic is what a position is about, in the report's words.
	Words string
	Topic string `json:",omitempty"`
	// Voiced is who says so, where the report does not say it itself.
	Voiced []Who `json:",omitempty"`
	// Sides are those whose fact it is; People who speaks, leads or takes part; Others
	// those whom it is addressed to or waits for.
	Sides  []Who `json:",omitempty"`
	People []Who `json:",omitempty"`
	Others []Who `json:",omitempty"`
	// Place is where it is.
	Place []Who `json:",omitempty"`
	// Bag are its words, Need those of a condition's requirement.
	Bag  Bag
	Need Bag `json:",omitempty"`
	// Time is the TIMEX3 value of when it is or was to be; When are the days of that and
	// of the steps of its life.
	Time string `json:",omitempty"`
	When Days
	// Past says that it lies behind the report.
	Past bool `json:",omitempty"`
	// Sort tells facts of one kind apart: a meeting's kind, an event's mode.
	Sort string `json:",omitempty"`
	// Life are the steps of a meeting.
	Life []Step `json:",omitempty"`
	// Negative says that it denies, or that a condition comes about when its
	// requirement does not.
	Negative bool `json:",omitempty"`
	// Merged is the name that an analyst's decision gave the facts that are the same, Alone
	// says that by one it is the same as no other.
	Merged string `json:",omitempty"`
	Alone  bool   `json:",omitempty"`
	// Core is where its words stand, Evidence where the words that say it.
	Core, Evidence []rapporteur.Span
	Confidence     float64
	// keys are what Keys returned, nil before: a telling is held against many others.
	keys *Keys
}

// Step is a step of a meeting's life.
type Step struct{ Status, Time string }

// Tellings are the tellings of a record, kind by kind in its order.
func Tellings(r *rapporteur.Record) []Telling {
	t := teller{record: r, cast: newCast(r), lexicon: &lexicon{r.Report.Text}}
	t.statements()
	t.events()
	t.meetings()
	t.delegations()
	t.positions()
	t.conditions()
	return t.out
}

// teller makes the tellings of a record.
type teller struct {
	record *rapporteur.Record
	cast
	*lexicon
	out []Telling
}

// telling begins one.
func (t *teller) telling(kind rapporteur.FactKind, f rapporteur.Fact, core []rapporteur.Span, value string) Telling {
	d := t.record.Report
	out := Telling{
		FactMember: rapporteur.FactMember{Report: d.ID, Fact: f.ID}, Kind: kind, Words: t.said(core), Core: core, Evidence: f.Evidence,
		Time: value, When: daysOf(value), Confidence: f.Confidence,
	}
	if !d.Published.IsZero() {
		out.Day = d.Published.Format(time.DateOnly)
		out.At = dayNumber(out.Day)
	}
	return out
}

// said are words of the report, its white space folded.
func (t *teller) said(spans []rapporteur.Span) string {
	var parts []string
	for _, s := range spans {
		if s.End <= len(t.cast.text) && !s.Empty() {
			parts = append(parts, strings.Join(strings.Fields(s.In(t.cast.text)), " "))
		}
	}
	return strings.Join(parts, " … ")
}

func (t *teller) statements() {
	for _, s := range t.record.Statements {
		out := t.telling(rapporteur.StatementFact, rapporteur.Fact{ID: s.ID, Evidence: s.Evidence, Confidence: s.Confidence}, s.Content, s.Time)
		out.Label, out.Sort = "said", string(s.Act)
		out.People, out.Sides, out.Others = t.all(s.Speaker...), t.sides(s.Speaker...), t.sides(s.Addressee...)
		out.Negative = denial(t.said(s.Cue))
		out.Bag = t.bag(nil, s.Content...)
		t.out = append(t.out, out)
	}
}

// voiced are the speakers of a statement.
func (t *teller) voiced(statement string) []Who {
	for _, s := range t.record.Statements {
		if s.ID == statement && statement != "" {
			return t.all(s.Speaker...)
		}
	}
	return nil
}

func (t *teller) events() {
	for _, e := range t.record.Events {
		out := t.telling(rapporteur.EventFact, e.Fact, e.Anchor, e.Time)
		out.Label, out.Sort = string(e.Status), e.Type
		out.People, out.Sides, out.Others = t.all(e.Actors...), t.sides(e.Actors...), t.sides(e.Recipients...)
		out.Voiced = t.voiced(e.SaidBy)
		out.Place, out.Negative = t.all(e.Place), e.Status == rapporteur.Denied
		out.Bag = t.bag(nil, around(t.cast.text, e.Anchor)...)
		out.Need = t.bag(nil, e.Anchor...)
		t.out = append(t.out, out)
	}
}

func (t *teller) meetings() {
	for i := range t.record.Meetings {
		m := &t.record.Meetings[i]
		out := t.telling(rapporteur.MeetingFact, m.Fact, m.Evidence, m.Time)
		t.meeting(&out, m)
		out.Label = string(m.Status)
		for _, s := range m.Life {
			out.Life = append(out.Life, Step{string(s.Status), s.Time})
		}
		t.out = append(t.out, out)
	}
}

// meeting puts on a telling which meeting it is of.
func (t *teller) meeting(out *Telling, m *rapporteur.Meeting) {
	out.Sort = string(m.Kind)
	out.Sides, out.People, out.Others = t.sides(m.Parties...), t.all(m.Participants...), t.sides(slices.Concat(m.Mediators, m.Hosts)...)
	out.Place = t.all(m.Place)
	out.When = daysOf(m.Time)
	for _, s := range m.Life {
		if d := daysOf(s.Time); d.known() && s.Status != rapporteur.ProposedMeeting && s.Status != rapporteur.ConditionalMeeting {
			out.When = out.When.cover(d)
		}
	}
	over := m.Status == rapporteur.HeldMeeting || m.Status == rapporteur.FailedMeeting
	out.Past = over && (!out.When.known() || out.At == 0 || out.When.To < out.At-recent)
	out.Bag = t.bag(nil, slices.Concat(m.Topic, m.Evidence)...)
}

// recent is how many days after its end a meeting is still the present one of a report
// and not a past round: a communiqué comes days after the talks.
const recent = 14

func (t *teller) delegations() {
	for _, d := range t.record.Delegations {
		out := t.telling(rapporteur.DelegationFact, d.Fact, d.Evidence, d.Time)
		for i := range t.record.Meetings {
			if m := &t.record.Meetings[i]; m.ID == d.Meeting && d.Meeting != "" {
				t.meeting(&out, m)
			}
		}
		out.When = out.When.cover(daysOf(d.Time))
		out.Others = out.Sides // of the meeting
		out.Label, out.Sides, out.People = string(d.Status), t.sides(d.Party), t.all(d.Head)
		if place := t.all(d.Destination); len(place) > 0 {
			out.Place = place
		}
		t.out = append(t.out, out)
	}
}

func (t *teller) positions() {
	first := len(t.out)
	for _, p := range t.record.Positions {
		out := t.telling(rapporteur.PositionFact, p.Fact, p.Content, p.Time)
		out.Label, out.Negative = string(p.Stance), p.Stance.Against()
		out.Sides, out.People, out.Others = t.sides(p.Party), t.all(p.Holder), t.sides(p.Toward...)
		out.Voiced, out.Topic = t.voiced(p.Statement), p.Issue
		out.Bag = t.position(&p)
		t.out = append(t.out, out)
	}
	t.elaborate(t.out[first:])
}

// elaboration is how many bytes may lie between a position and a quotation that says it
// again: “X said”, and the end of a sentence.
const elaboration = 160

// elaborate gives the words of a position to a quotation right behind it that takes the
// same stand for the same side: “the minister ruled out observers. ‘We need no
// witnesses,’ she said” speaks of observers twice.
func (t *teller) elaborate(positions []Telling) {
	order := make([]*Telling, 0, len(positions))
	for i := range positions {
		if len(positions[i].Core) > 0 {
			order = append(order, &positions[i])
		}
	}
	slices.SortStableFunc(order, func(a, b *Telling) int { return a.Core[0].Start - b.Core[0].Start })
	for i := 1; i < len(order); i++ {
		before, p := order[i-1], order[i]
		gap := p.Core[0].Start - before.Core[len(before.Core)-1].End
		if gap < 0 || gap > elaboration || before.Negative != p.Negative || asks(before) != asks(p) || !t.quoted(p.Core[0]) {
			continue
		}
		if part, known := agreement(before.Sides, p.Sides); known && part == 1 {
			p.Bag = p.Bag.with(before.Bag)
		}
	}
}

// quoted reports whether words stand in a quotation.
func (t *teller) quoted(words rapporteur.Span) bool {
	return slices.ContainsFunc(t.record.Statements, func(s rapporteur.Statement) bool {
		return s.Kind != rapporteur.Indirect && slices.ContainsFunc(s.Content, words.Overlaps)
	})
}

// position is the words of a position and its issue, and faintly those beside it, without those of its sides and of
// what it is tied to: who would come if prisoners are freed does not offer to free them.
func (t *teller) position(p *rapporteur.Position) Bag {
	content := slices.DeleteFunc(slices.Clone(p.Content), func(s rapporteur.Span) bool { return s.End > len(t.cast.text) })
	b := Bag{}
	b.add(p.Issue)
	out := t.mentions(append([]string{p.Party}, p.Toward...)...)
	for _, c := range t.record.Conditions {
		if touches(content, c.Outcome) && touches(content, c.Requirement) {
			out = append(out, c.Requirement...)
		}
	}
	for _, piece := range without(content, out) {
		b.add(piece.In(t.cast.text))
	}
	context := Bag{}
	for _, piece := range without(around(t.cast.text, content), out) {
		context.add(piece.In(t.cast.text))
	}
	for word, w := range context {
		if b[word] == 0 {
			b[word] = int(math.Round(contextPart * float64(w)))
		}
	}
	for word := range stanceWords() {
		delete(b, word)
	}
	if len(b) == 0 {
		return t.bag(nil, content...)
	}
	return b
}

// contextPart is what a word beside a position weighs of one in it. It tells positions
// apart whose own words are few: with it the least mean of joinedFrom may lie anywhere from
// 0.15 to 0.25 within 3 points of F1; without, 9 are lost at 0.25.
const contextPart = 0.15

// mentions are where the report speaks of the entities.
func (t *teller) mentions(ids ...string) (out []rapporteur.Span) {
	for _, id := range ids {
		if e := t.of[id]; e != nil {
			for _, m := range e.Mentions {
				out = append(out, m.Span)
			}
		}
	}
	return out
}

func touches(a, b []rapporteur.Span) bool {
	return slices.ContainsFunc(a, func(s rapporteur.Span) bool { return slices.ContainsFunc(b, s.Overlaps) })
}

// without are the parts of spans that no span of out covers.
func without(spans, out []rapporteur.Span) []rapporteur.Span {
	for _, o := range out {
		var rest []rapporteur.Span
		for _, s := range spans {
			if !s.Overlaps(o) {
				rest = append(rest, s)
				continue
			}
			for _, piece := range []rapporteur.Span{{Start: s.Start, End: o.Start}, {Start: o.End, End: s.End}} {
				if !piece.Empty() {
					rest = append(rest, piece)
				}
			}
		}
		spans = rest
	}
	return spans
}

func (t *teller) conditions() {
	for _, c := range t.record.Conditions {
		out := t.telling(rapporteur.ConditionFact, c.Fact, slices.Concat(c.Outcome, c.Requirement), c.Deadline)
		out.Label, out.Sort, out.Negative = string(c.Met), string(c.Form), c.IfUnmet
		out.Sides, out.People, out.Others = t.sides(c.Holder...), t.all(c.Holder...), t.sides(c.Waits...)
		out.Voiced = t.voiced(c.Statement)
		out.Bag = t.proposition(c.OutcomeProposition, c.Outcome)
		out.Need = t.proposition(c.RequirementProposition, c.Requirement)
		t.out = append(t.out, out)
	}
}

// proposition is the words of a side of a condition with those of its label.
func (t *teller) proposition(label string, spans []rapporteur.Span) Bag {
	b := t.bag(nil, spans...)
	b.add(strings.ReplaceAll(label, "_", " "))
	return b
}

// denial reports whether words for saying deny what is said.
func denial(cue string) bool {
	for _, w := range strings.Fields(strings.ToLower(cue)) {
		if denials[strings.Trim(w, ",.")] {
			return true
		}
	}
	return false
}

var denials = setOf(`deny denies denied denying denial dismiss dismisses dismissed dismissing refute refutes refuted refuting
	contradict contradicts contradicted disputes disputed disputing`)

// window is how many bytes of its sentence on either side of an event's anchor are
// its words: some eight words.
const window = 60

// around are the anchors with the words of their sentence beside them.
func around(text string, anchors []rapporteur.Span) []rapporteur.Span {
	var out []rapporteur.Span
	for _, a := range anchors {
		if a.End > len(text) {
			continue
		}
		from, to := max(0, a.Start-window), min(len(text), a.End+window)
		if i := strings.LastIndexAny(text[from:a.Start], ".!?\n"); i >= 0 {
			from += i + 1
		} else if i := strings.IndexByte(text[from:a.Start], ' '); i >= 0 {
			from += i
		}
		if i := strings.IndexAny(text[a.End:to], ".!?\n"); i >= 0 {
			to = a.End + i
		} else if i := strings.LastIndexByte(text[a.End:to], ' '); i >= 0 {
			to = a.End + i
		}
		out = append(out, rapporteur.Span{Start: from, End: to})
	}
	return out
}
