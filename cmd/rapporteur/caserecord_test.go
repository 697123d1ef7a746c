package main

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/txtar"

	"rapporteur"
)

// phrases are words of the report, in JSON a list or one string.
type phrases []string

func (p *phrases) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*p = phrases{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(p))
}

// caseFact is what the facts of a case have in common; sure is the confidence of
// those that give none.
type caseFact struct {
	ID         string
	Evidence   phrases
	Confidence *float64
}

const sure = 0.9

// caseFacts is the record of a case as it is written: spans are words of the text
// ("words##2" in their second place), entities are called by their names, IDs are
// short labels; all else is as in the JSON of a record.
type caseFacts struct {
	Title, Outlet, Byline string
	Published             time.Time
	Day                   bool
	Entities              []struct {
		Name, Type, Party string
		Roles             []rapporteur.Role
		Aliases           []string
	}
	Statements []struct {
		caseFact
		Within, Time                string
		Kind                        rapporteur.Kind
		Act                         rapporteur.Act
		Source, Cue, Content, Chain phrases
		Speaker, Addressee          []string
	}
	Events []struct {
		caseFact
		Type, Mode, Place, Time, Status string
		Context                         []string
		Anchor                          phrases
		Actors, Recipients              []string
		ThirdParties                    []struct{ Entity, Role string } `json:"third_parties"`
		SaidBy                          string                          `json:"said_by"`
	}
	Meetings []struct {
		caseFact
		Kind, Venue, Place, Time, Outcome, Status            string
		Parties, Participants, Delegations, Hosts, Mediators []string
		Topic                                                phrases
		Life                                                 []struct {
			Status, Time string
			Evidence     phrases
			SaidBy       string `json:"said_by"`
		}
	}
	Delegations []struct {
		caseFact
		Party, Head, Level, Destination, Time, Meeting, Status string
		SentBy                                                 string `json:"sent_by"`
		LevelWords                                             string `json:"level_words"`
		Members, Excluded                                      []string
	}
	Positions []struct {
		caseFact
		Party, Stance, Issue, Time, Statement string
		Holder                                phrases
		Toward                                []string
		Content                               phrases
	}
	Conditions []struct {
		caseFact
		Outcome, Requirement                     phrases
		Form, Polarity, Deadline, Statement, Met string
		Holder, Waits                            []string
		OutcomeProposition                       string `json:"outcome_proposition"`
		RequirementProposition                   string `json:"requirement_proposition"`
	}
	Deadlocks [][]string
}

// failer is a test, or a script of one.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// caseReader finds the words of a case in its text.
type caseReader struct {
	t    failer
	text string
}

// caseRecord builds the record of a case.
func caseRecord(t failer, archive *txtar.Archive) *rapporteur.Record {
	t.Helper()
	var in caseFacts
	c := caseReader{t, string(caseSection(t, archive, "text"))}
	if err := json.Unmarshal(caseSection(t, archive, "record"), &in); err != nil {
		t.Fatalf("%v", err)
	}
	r := &rapporteur.Record{Report: &rapporteur.Document{
		Text: c.text, Title: in.Title, Outlet: in.Outlet, Byline: in.Byline,
		Published: in.Published, PublishedDay: in.Day,
	}, Deadlocks: in.Deadlocks}
	for _, e := range in.Entities {
		out := rapporteur.Entity{ID: e.Name, Name: e.Name, Type: rapporteur.EntityType(e.Type), Party: e.Party, Roles: e.Roles}
		for _, s := range c.spans(e.Aliases) {
			out.Mentions = append(out.Mentions, rapporteur.EntityMention{Span: s, Form: rapporteur.NameForm})
		}
		r.Entities = append(r.Entities, out)
	}
	c.statements(in, r)
	c.events(in, r)
	c.table(in, r)
	c.stands(in, r)
	return r
}

func caseSection(t failer, archive *txtar.Archive, name string) []byte {
	t.Helper()
	for _, f := range archive.Files {
		if f.Name == name {
			return f.Data
		}
	}
	t.Fatalf("no section %q", name)
	return nil
}

func (c caseReader) statements(in caseFacts, r *rapporteur.Record) {
	for _, s := range in.Statements {
		r.Statements = append(r.Statements, rapporteur.Statement{
			Fact: c.fact(s.caseFact, nil), Within: s.Within, Time: s.Time, Kind: s.Kind, Act: s.Act, Speaker: s.Speaker, Addressee: s.Addressee,
			Source: c.spans(s.Source), Cue: c.spans(s.Cue), Content: c.spans(s.Content), Chain: c.spans(s.Chain),
		})
	}
}

func (c caseReader) events(in caseFacts, r *rapporteur.Record) {
	for _, e := range in.Events {
		out := rapporteur.Event{
			Fact: c.fact(e.caseFact, e.Anchor), Type: e.Type, Mode: e.Mode, Context: e.Context, Anchor: c.spans(e.Anchor),
			Actors: e.Actors, Recipients: e.Recipients, Place: e.Place, Time: e.Time,
			Status: rapporteur.Realis(e.Status), SaidBy: e.SaidBy,
		}
		for _, t := range e.ThirdParties {
			out.ThirdParties = append(out.ThirdParties, rapporteur.ThirdParty{Entity: t.Entity, Role: rapporteur.ArgumentRole(t.Role)})
		}
		r.Events = append(r.Events, out)
	}
}

// table is who meets, and who is sent.
func (c caseReader) table(in caseFacts, r *rapporteur.Record) {
	for _, m := range in.Meetings {
		out := rapporteur.Meeting{
			Fact: c.fact(m.caseFact, nil), Kind: rapporteur.MeetingKind(m.Kind), Parties: m.Parties, Participants: m.Participants,
			Delegations: m.Delegations, Hosts: m.Hosts, Mediators: m.Mediators, Venue: c.span(m.Venue), Place: m.Place, Time: m.Time,
			Topic: c.spans(m.Topic), Outcome: rapporteur.MeetingOutcome(m.Outcome), Status: rapporteur.MeetingStatus(m.Status),
		}
		for _, s := range m.Life {
			out.Life = append(out.Life, rapporteur.MeetingStep{
				Status: rapporteur.MeetingStatus(s.Status), Time: s.Time, Evidence: c.spans(s.Evidence), SaidBy: s.SaidBy,
			})
		}
		r.Meetings = append(r.Meetings, out)
	}
	for _, d := range in.Delegations {
		r.Delegations = append(r.Delegations, rapporteur.Delegation{
			Fact: c.fact(d.caseFact, nil), Party: d.Party, Head: d.Head, SentBy: d.SentBy, Members: d.Members, Excluded: d.Excluded,
			Level: rapporteur.DelegationLevel(d.Level), LevelWords: c.span(d.LevelWords), Destination: d.Destination,
			Time: d.Time, Meeting: d.Meeting, Status: rapporteur.DelegationStatus(d.Status),
		})
	}
}

// stands is where parties stand and what they make it depend on.
func (c caseReader) stands(in caseFacts, r *rapporteur.Record) {
	for _, p := range in.Positions {
		r.Positions = append(r.Positions, rapporteur.Position{
			Fact: c.fact(p.caseFact, p.Content), Party: p.Party, Holder: strings.Join(p.Holder, ""), Toward: p.Toward,
			Stance: rapporteur.Stance(p.Stance), Issue: p.Issue, Content: c.spans(p.Content), Time: p.Time, Statement: p.Statement,
		})
	}
	for _, w := range in.Conditions {
		r.Conditions = append(r.Conditions, rapporteur.Condition{
			Fact:    c.fact(w.caseFact, append(append(phrases{}, w.Outcome...), w.Requirement...)),
			Outcome: c.spans(w.Outcome), Requirement: c.spans(w.Requirement), Form: rapporteur.ConditionForm(w.Form),
			IfUnmet: w.Polarity == "if_unmet", Holder: w.Holder, Waits: w.Waits, Deadline: w.Deadline, Statement: w.Statement,
			Met: rapporteur.Fulfilment(w.Met), OutcomeProposition: w.OutcomeProposition, RequirementProposition: w.RequirementProposition,
		})
	}
}

// fact is what a fact has in common with others; its evidence is other words where
// it gives none.
func (c caseReader) fact(f caseFact, other phrases) rapporteur.Fact {
	out := rapporteur.Fact{ID: f.ID, Evidence: c.spans(f.Evidence), Confidence: sure}
	if len(f.Evidence) == 0 {
		out.Evidence = c.spans(other)
	}
	if f.Confidence != nil {
		out.Confidence = *f.Confidence
	}
	return out
}

func (c caseReader) spans(words []string) []rapporteur.Span {
	var spans []rapporteur.Span
	for _, w := range words {
		spans = append(spans, c.span(w))
	}
	return spans
}

// span finds words in the text, "words##2" in their second place; the empty span
// for none.
func (c caseReader) span(words string) rapporteur.Span {
	c.t.Helper()
	words, nth, _ := strings.Cut(words, "##")
	n, err := strconv.Atoi(cmp.Or(nth, "1"))
	if err != nil {
		c.t.Fatalf("%v", err)
	}
	if words == "" {
		return rapporteur.Span{}
	}
	at := -1
	for range n {
		next := strings.Index(c.text[at+1:], words)
		if next < 0 {
			c.t.Fatalf("%q is not in the text %d times", words, n)
		}
		at += 1 + next
	}
	return rapporteur.Span{Start: at, End: at + len(words)}
}
