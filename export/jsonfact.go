package export

import "rapporteur"

// jsonFacts are the tables of a record that tell of the negotiation itself.
type jsonFacts struct {
	Events      []jsonCodedEvent `json:"events"`
	Meetings    []jsonMeeting    `json:"meetings"`
	Delegations []jsonDelegation `json:"delegations"`
	Positions   []jsonPosition   `json:"positions"`
	Conditions  []jsonCondition  `json:"conditions"`
	Deadlocks   [][]string       `json:"deadlocks"`
}

// jsonSupport is what ties a fact to the report, written behind what it says.
type jsonSupport struct {
	Evidence   []JSONSpan `json:"evidence,omitempty"`
	Confidence float64    `json:"confidence"`
	jsonStanding
}

type jsonCodedEvent struct {
	ID           string            `json:"id"`
	Type         string            `json:"type,omitempty"`
	Mode         string            `json:"mode,omitempty"`
	Context      []string          `json:"context,omitempty"`
	CAMEO        string            `json:"cameo,omitempty"`
	Anchor       []JSONSpan        `json:"anchor,omitempty"`
	Actors       []string          `json:"actors,omitempty"`
	Recipients   []string          `json:"recipients,omitempty"`
	ThirdParties []jsonThirdParty  `json:"third_parties,omitempty"`
	Place        string            `json:"place,omitempty"`
	Time         string            `json:"time,omitempty"`
	Status       rapporteur.Realis `json:"status,omitempty"`
	SaidBy       string            `json:"said_by,omitempty"`
	jsonSupport
}

type jsonThirdParty struct {
	Entity string                  `json:"entity"`
	Role   rapporteur.ArgumentRole `json:"role"`
}

type jsonMeeting struct {
	ID           string                    `json:"id"`
	Kind         rapporteur.MeetingKind    `json:"kind,omitempty"`
	Parties      []string                  `json:"parties,omitempty"`
	Participants []string                  `json:"participants,omitempty"`
	Delegations  []string                  `json:"delegations,omitempty"`
	Hosts        []string                  `json:"hosts,omitempty"`
	Mediators    []string                  `json:"mediators,omitempty"`
	Venue        string                    `json:"venue,omitempty"`
	Place        string                    `json:"place,omitempty"`
	Time         string                    `json:"time,omitempty"`
	Topic        []JSONSpan                `json:"topic,omitempty"`
	Outcome      rapporteur.MeetingOutcome `json:"outcome,omitempty"`
	Status       rapporteur.MeetingStatus  `json:"status,omitempty"`
	Life         []jsonMeetingStep         `json:"life,omitempty"`
	jsonSupport
}

type jsonMeetingStep struct {
	Status   rapporteur.MeetingStatus `json:"status"`
	Time     string                   `json:"time,omitempty"`
	Evidence []JSONSpan               `json:"evidence,omitempty"`
	SaidBy   string                   `json:"said_by,omitempty"`
}

type jsonDelegation struct {
	ID       string                     `json:"id"`
	Party    string                     `json:"party,omitempty"`
	Head     string                     `json:"head,omitempty"`
	Members  []string                   `json:"members,omitempty"`
	Excluded []string                   `json:"excluded,omitempty"`
	Level    rapporteur.DelegationLevel `json:"level,omitempty"`
	// LevelWords is nil where the report has no words for the level.
	LevelWords  *JSONSpan                   `json:"level_words,omitempty"`
	SentBy      string                      `json:"sent_by,omitempty"`
	Destination string                      `json:"destination,omitempty"`
	Status      rapporteur.DelegationStatus `json:"status,omitempty"`
	Time        string                      `json:"time,omitempty"`
	Meeting     string                      `json:"meeting,omitempty"`
	jsonSupport
}

type jsonPosition struct {
	ID        string            `json:"id"`
	Party     string            `json:"party,omitempty"`
	Holder    string            `json:"holder,omitempty"`
	Stance    rapporteur.Stance `json:"stance,omitempty"`
	Issue     string            `json:"issue,omitempty"`
	Content   []JSONSpan        `json:"content,omitempty"`
	Toward    []string          `json:"toward,omitempty"`
	Time      string            `json:"time,omitempty"`
	Statement string            `json:"statement,omitempty"`
	jsonSupport
}

type jsonCondition struct {
	ID          string                   `json:"id"`
	Outcome     []JSONSpan               `json:"outcome,omitempty"`
	Requirement []JSONSpan               `json:"requirement,omitempty"`
	Form        rapporteur.ConditionForm `json:"form,omitempty"`
	// Polarity is "if_met" or "if_unmet".
	Polarity               string                `json:"polarity"`
	Holder                 []string              `json:"holder,omitempty"`
	Waits                  []string              `json:"waits,omitempty"`
	Deadline               string                `json:"deadline,omitempty"`
	Statement              string                `json:"statement,omitempty"`
	Met                    rapporteur.Fulfilment `json:"met,omitempty"`
	OutcomeProposition     string                `json:"outcome_proposition,omitempty"`
	RequirementProposition string                `json:"requirement_proposition,omitempty"`
	jsonSupport
}

// jsonFactory makes the facts of a record as JSON has them, with what an archive knows of
// them, if anything.
type jsonFactory struct {
	codePoints
	standings map[FactID]Standing
}

func (c jsonFactory) facts(r *rapporteur.Record) jsonFacts {
	return jsonFacts{
		Events:      each(r.Events, c.event),
		Meetings:    each(r.Meetings, c.meeting),
		Delegations: each(r.Delegations, c.delegation),
		Positions:   each(r.Positions, c.position),
		Conditions:  each(r.Conditions, c.condition),
		Deadlocks:   each(r.Deadlocks, func(cycle []string) []string { return cycle }),
	}
}

func (c jsonFactory) support(f rapporteur.AnyFact) jsonSupport {
	common := f.Common()
	return jsonSupport{c.spans(common.Evidence), rounded(common.Confidence, 1000), newJSONStanding(c.standings[idOf(f)])}
}

func (c jsonFactory) event(e rapporteur.Event) jsonCodedEvent {
	return jsonCodedEvent{
		ID: e.ID, Type: e.Type, Mode: e.Mode, Context: e.Context, CAMEO: e.CAMEO,
		Anchor: c.spans(e.Anchor), Actors: e.Actors, Recipients: e.Recipients,
		ThirdParties: each(e.ThirdParties, func(t rapporteur.ThirdParty) jsonThirdParty { return jsonThirdParty(t) }),
		Place:        e.Place, Time: e.Time, Status: e.Status, SaidBy: e.SaidBy,
		jsonSupport: c.support(&e),
	}
}

func (c jsonFactory) meeting(m rapporteur.Meeting) jsonMeeting {
	return jsonMeeting{
		ID: m.ID, Kind: m.Kind, Parties: m.Parties, Participants: m.Participants, Delegations: m.Delegations,
		Hosts: m.Hosts, Mediators: m.Mediators, Venue: m.Venue.In(c.text), Place: m.Place, Time: m.Time,
		Topic: c.spans(m.Topic), Outcome: m.Outcome, Status: m.Status, Life: each(m.Life, c.step),
		jsonSupport: c.support(&m),
	}
}

func (c jsonFactory) step(s rapporteur.MeetingStep) jsonMeetingStep {
	return jsonMeetingStep{s.Status, s.Time, c.spans(s.Evidence), s.SaidBy}
}

func (c jsonFactory) delegation(d rapporteur.Delegation) jsonDelegation {
	out := jsonDelegation{
		ID: d.ID, Party: d.Party, Head: d.Head, Members: d.Members, Excluded: d.Excluded,
		Level: d.Level, SentBy: d.SentBy, Destination: d.Destination, Status: d.Status,
		Time: d.Time, Meeting: d.Meeting, jsonSupport: c.support(&d),
	}
	if !d.LevelWords.Empty() {
		words := c.span(d.LevelWords)
		out.LevelWords = &words
	}
	return out
}

func (c jsonFactory) position(p rapporteur.Position) jsonPosition {
	return jsonPosition{
		ID: p.ID, Party: p.Party, Holder: p.Holder, Stance: p.Stance, Issue: p.Issue,
		Content: c.spans(p.Content), Toward: p.Toward, Time: p.Time, Statement: p.Statement,
		jsonSupport: c.support(&p),
	}
}

func (c jsonFactory) condition(d rapporteur.Condition) jsonCondition {
	return jsonCondition{
		ID: d.ID, Outcome: c.spans(d.Outcome), Requirement: c.spans(d.Requirement), Form: d.Form,
		Polarity: polarity(d), Holder: d.Holder, Waits: d.Waits, Deadline: d.Deadline,
		Statement: d.Statement, Met: d.Met, OutcomeProposition: d.OutcomeProposition,
		RequirementProposition: d.RequirementProposition, jsonSupport: c.support(&d),
	}
}

// polarity says when the outcome of a condition comes about.
func polarity(c rapporteur.Condition) string {
	if c.IfUnmet {
		return "if_unmet"
	}
	return "if_met"
}
