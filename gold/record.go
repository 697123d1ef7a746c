package gold

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"rapporteur"
)

// wholeRecord is all of a gold file, as it becomes a record.
type wholeRecord struct {
	Report struct{ Published, Outlet, Language string }

	Entities []struct {
		Name, Country, Party string
		Type                 rapporteur.EntityType
		Aliases              passage
		Roles                []rapporteur.Role
	}
	Times []struct {
		Text, Anchor passage
		Type         rapporteur.TimeType
		Value        string
	}
	Statements []struct {
		ID, Within, Time     string
		Kind                 rapporteur.Kind
		Act                  rapporteur.Act
		Source, Cue, Content passage
		Speaker, Addressee   passage
	}
	Events []struct {
		ID, Type, Mode, CAMEO, Place, Time string
		SaidBy                             string `json:"said_by"`
		Context, Anchor                    passage
		Actors, Recipients                 passage
		ThirdParties                       []struct {
			Entity string
			Role   rapporteur.ArgumentRole
		} `json:"third_parties"`
		Status rapporteur.Realis
	}
	Meetings []struct {
		ID, Place, Time              string
		Kind                         rapporteur.MeetingKind
		Parties, Participants, Hosts passage
		Delegations, Mediators       passage
		Venue, Topic                 passage
		Outcome                      rapporteur.MeetingOutcome
		Status                       rapporteur.MeetingStatus
		Life                         []struct {
			Status   rapporteur.MeetingStatus
			Time     string
			Evidence passage
			SaidBy   string `json:"said_by"`
		}
	}
	Delegations []struct {
		ID, Destination, Time, Meeting string
		Party, Head, Members, Excluded passage
		SentBy                         passage `json:"sent_by"`
		Evidence                       passage
		LevelWords                     passage `json:"level_words"`
		Level                          rapporteur.DelegationLevel
		Status                         rapporteur.DelegationStatus
	}
	Positions []struct {
		ID, Issue, Time, Statement string
		Party, Holder, Toward      passage
		Content                    passage
		Stance                     rapporteur.Stance
	}
	Conditions []struct {
		ID, Polarity, Deadline, Statement string
		Outcome, Requirement              passage
		Holder, Waits                     passage
		Form                              rapporteur.ConditionForm
		Met                               rapporteur.Fulfilment
		OutcomeProposition                string `json:"outcome_proposition"`
		RequirementProposition            string `json:"requirement_proposition"`
	}
}

// readRecords reads the whole records of gold reports.
func readRecords(reports []Report) ([]*rapporteur.Record, error) {
	records := make([]*rapporteur.Record, len(reports))
	for i, r := range reports {
		file := recordFile(r.Path)
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var whole wholeRecord
		if err := json.Unmarshal(data, &whole); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		if records[i], err = whole.record(reportID(r.Path), r.Text); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	return records, nil
}

// recording turns a gold file into a record over its text.
type recording struct {
	checker
	ids map[string]string // by the names of entities
	out *rapporteur.Record
}

func (w *wholeRecord) record(id, text string) (*rapporteur.Record, error) {
	d := &rapporteur.Document{ID: id, Text: text, Outlet: w.Report.Outlet, Language: w.Report.Language}
	d.Title, _, _ = strings.Cut(strings.TrimSpace(text), "\n")
	if day, err := time.Parse(time.DateOnly, w.Report.Published); err == nil {
		d.Published, d.PublishedDay = day, true
	}
	r := &recording{checker{text: text, known: map[string]bool{}}, map[string]string{}, &rapporteur.Record{Report: d}}
	r.entities(w)
	r.times(w)
	r.statements(w)
	r.events(w)
	r.meetings(w)
	r.delegations(w)
	r.positions(w)
	r.conditions(w)
	return r.out, r.err
}

// name is the ID of an entity; a place need not be among the entities.
func (r *recording) name(name string) string {
	if id, known := r.ids[name]; known || name == "" {
		return id
	}
	id := fmt.Sprintf("n%d", len(r.out.Entities)+1)
	r.ids[name] = id
	r.out.Entities = append(r.out.Entities, rapporteur.Entity{ID: id, Name: name, Type: rapporteur.PlaceEntity, Confidence: 1})
	return id
}

func (r *recording) names(names passage) []string {
	var ids []string
	for _, name := range names {
		ids = append(ids, r.name(name))
	}
	return ids
}

// first is the first of names: a file may write one as a list.
func (r *recording) first(names passage) string {
	if len(names) == 0 {
		return ""
	}
	return r.name(names[0])
}

func (r *recording) span(p passage) rapporteur.Span {
	if spans := r.spans(p); len(spans) > 0 {
		return spans[0]
	}
	return rapporteur.Span{}
}

func (r *recording) entities(w *wholeRecord) {
	for i, e := range w.Entities {
		r.known[e.Name] = true
		r.ids[e.Name] = fmt.Sprintf("n%d", i+1)
	}
	for _, e := range w.Entities {
		r.fact = "entity " + e.Name
		entity := rapporteur.Entity{
			ID: r.ids[e.Name], Name: e.Name, Type: e.Type, Country: e.Country, Party: r.ids[e.Party], Roles: e.Roles, Confidence: 1,
		}
		for _, alias := range e.Aliases {
			entity.Mentions = append(entity.Mentions, r.mentions(alias)...)
		}
		slices.SortFunc(entity.Mentions, func(a, b rapporteur.EntityMention) int { return a.Start - b.Start })
		r.out.Entities = append(r.out.Entities, entity)
	}
}

// mentions are the places where words stand, all of them unless one is numbered.
func (r *recording) mentions(alias string) (out []rapporteur.EntityMention) {
	words, _, numbered := strings.Cut(alias, "##")
	form := rapporteur.NominalForm
	bare := strings.TrimPrefix(strings.TrimPrefix(words, "the "), "The ")
	if first, _ := utf8.DecodeRuneInString(bare); unicode.IsUpper(first) && bare == words {
		form = rapporteur.NameForm
	}
	if numbered {
		return []rapporteur.EntityMention{{Span: r.span(passage{alias}), Form: form}}
	}
	for at := 0; words != ""; at += len(words) {
		next := strings.Index(r.text[at:], words)
		if next < 0 {
			break
		}
		at += next
		out = append(out, rapporteur.EntityMention{Span: rapporteur.Span{Start: at, End: at + len(words)}, Form: form})
	}
	return out
}

func (r *recording) times(w *wholeRecord) {
	for _, t := range w.Times {
		r.fact = "time " + strings.Join(t.Text, " ")
		r.out.Times = append(r.out.Times, rapporteur.TimeExpression{Span: r.span(t.Text), Type: t.Type, Value: t.Value})
	}
}

func (r *recording) statements(w *wholeRecord) {
	for _, s := range w.Statements {
		r.fact = "statement " + s.ID
		content := r.spans(s.Content)
		r.out.Statements = append(r.out.Statements, rapporteur.Statement{
			Fact: told(s.ID, content), Kind: s.Kind, Act: s.Act, Source: r.spans(s.Source), Cue: r.spans(s.Cue), Content: content,
			Speaker: r.names(s.Speaker), Addressee: r.names(s.Addressee), Within: s.Within, Time: s.Time,
		})
	}
}

// told is what every fact of a gold record has.
func told(id string, evidence []rapporteur.Span) rapporteur.Fact {
	return rapporteur.Fact{ID: id, Evidence: evidence, Confidence: 1}
}

func (r *recording) events(w *wholeRecord) {
	for _, e := range w.Events {
		r.fact = "event " + e.ID
		anchor := r.spans(e.Anchor)
		event := rapporteur.Event{
			Fact: told(e.ID, anchor), Type: e.Type, Mode: e.Mode, Context: e.Context, CAMEO: e.CAMEO, Anchor: anchor,
			Actors: r.names(e.Actors), Recipients: r.names(e.Recipients), Place: r.name(e.Place), Time: e.Time, Status: e.Status, SaidBy: e.SaidBy,
		}
		for _, t := range e.ThirdParties {
			event.ThirdParties = append(event.ThirdParties, rapporteur.ThirdParty{Entity: r.name(t.Entity), Role: t.Role})
		}
		r.out.Events = append(r.out.Events, event)
	}
}

func (r *recording) meetings(w *wholeRecord) {
	for _, m := range w.Meetings {
		r.fact = "meeting " + m.ID
		meeting := rapporteur.Meeting{
			Kind: m.Kind, Parties: r.names(m.Parties), Participants: r.names(m.Participants), Delegations: m.Delegations, Hosts: r.names(m.Hosts),
			Mediators: r.names(m.Mediators), Venue: r.span(m.Venue), Place: r.name(m.Place), Time: m.Time, Topic: r.spans(m.Topic),
			Outcome: m.Outcome, Status: m.Status,
		}
		var evidence []rapporteur.Span
		for _, step := range m.Life {
			spans := r.spans(step.Evidence)
			evidence = append(evidence, spans...)
			meeting.Life = append(meeting.Life, rapporteur.MeetingStep{Status: step.Status, Time: step.Time, Evidence: spans, SaidBy: step.SaidBy})
		}
		meeting.Fact = told(m.ID, evidence)
		r.out.Meetings = append(r.out.Meetings, meeting)
	}
}

func (r *recording) delegations(w *wholeRecord) {
	for _, d := range w.Delegations {
		r.fact = "delegation " + d.ID
		r.out.Delegations = append(r.out.Delegations, rapporteur.Delegation{
			Fact: told(d.ID, r.spans(d.Evidence)), Party: r.first(d.Party), Head: r.first(d.Head), SentBy: r.first(d.SentBy), Members: r.names(d.Members),
			Excluded: r.names(d.Excluded), Level: d.Level, LevelWords: r.span(d.LevelWords), Destination: r.name(d.Destination),
			Time: d.Time, Meeting: d.Meeting, Status: d.Status,
		})
	}
}

func (r *recording) positions(w *wholeRecord) {
	for _, p := range w.Positions {
		r.fact = "position " + p.ID
		content := r.spans(p.Content)
		r.out.Positions = append(r.out.Positions, rapporteur.Position{
			Fact: told(p.ID, content), Party: r.first(p.Party), Holder: r.first(p.Holder), Toward: r.names(p.Toward), Stance: p.Stance,
			Issue: p.Issue, Content: content, Time: p.Time, Statement: p.Statement,
		})
	}
}

func (r *recording) conditions(w *wholeRecord) {
	for _, c := range w.Conditions {
		r.fact = "condition " + c.ID
		outcome, requirement := r.spans(c.Outcome), r.spans(c.Requirement)
		r.out.Conditions = append(r.out.Conditions, rapporteur.Condition{
			Fact: told(c.ID, slices.Concat(outcome, requirement)), Outcome: outcome, Requirement: requirement, Form: c.Form,
			IfUnmet: c.Polarity == "if_unmet", Holder: r.names(c.Holder), Waits: r.names(c.Waits), Deadline: c.Deadline, Statement: c.Statement, Met: c.Met,
			OutcomeProposition: c.OutcomeProposition, RequirementProposition: c.RequirementProposition,
		})
	}
}
