package gold

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur"
)

// jsonRecord is what is read of a gold file.
type jsonRecord struct {
	Report struct{ Published string }

	Entities []struct {
		Name    string
		Type    rapporteur.EntityType
		Country string
		Party   string
		Aliases passage
	}
	Times []struct {
		Text  passage
		Value string
	}
	Statements []struct {
		ID               string
		Content, Speaker passage
	}
	Events []struct {
		ID                         string
		Type                       string
		Status                     rapporteur.Realis
		Anchor, Actors, Recipients passage
	}
	Meetings []struct {
		ID                    string
		Parties, Participants passage
		Place, Venue, Time    string
		Status                rapporteur.MeetingStatus
		Life                  []struct {
			Status   rapporteur.MeetingStatus
			Evidence passage
		}
	}
	Delegations []struct {
		ID                   string
		Party, Head, Members passage
		Destination          string
	}
	Positions []struct {
		ID             string
		Party, Content passage
		Stance         rapporteur.Stance
	}
	Conditions []struct {
		ID                           string
		Outcome, Requirement, Holder passage
		Form                         rapporteur.ConditionForm
		Polarity                     string
	}
}

// report is the record over its text; the error names the first fact that cannot
// be.
func (j *jsonRecord) report(text string) (Report, error) {
	c := &checker{text: text, known: map[string]bool{}}
	r := Report{Text: text, Published: j.Report.Published}
	for _, e := range j.Entities {
		c.known[e.Name] = true
		r.Entities = append(r.Entities, Entity{e.Name, e.Type, e.Country, e.Aliases, e.Party})
	}
	for _, t := range j.Times {
		c.fact = "time " + strings.Join(t.Text, " ")
		r.Times = append(r.Times, Time{c.spans(t.Text), t.Value})
	}
	for _, s := range j.Statements {
		c.fact = "statement " + s.ID
		r.Statements = append(r.Statements, Statement{c.spans(s.Content), c.entities(s.Speaker)})
	}
	for _, e := range j.Events {
		c.fact = "event " + e.ID
		check(c, "type", e.Type, types)
		check(c, "status", e.Status, realis)
		r.Events = append(r.Events, Event{e.Type, e.Status, c.spans(e.Anchor), c.entities(e.Actors), c.entities(e.Recipients)})
	}
	for _, m := range j.Meetings {
		c.fact = "meeting " + m.ID
		check(c, "status", m.Status, meetingStatuses)
		meeting := Meeting{c.entities(m.Parties), c.entities(m.Participants), m.Place, m.Venue, m.Time, m.Status, nil}
		for _, step := range m.Life {
			check(c, "status", step.Status, meetingStatuses)
			meeting.Evidence = append(meeting.Evidence, c.spans(step.Evidence)...)
		}
		r.Meetings = append(r.Meetings, meeting)
	}
	j.stances(c, &r)
	return r, c.err
}

// stances reads delegations, positions and conditions into r.
func (j *jsonRecord) stances(c *checker, r *Report) {
	for _, d := range j.Delegations {
		c.fact = "delegation " + d.ID
		r.Delegations = append(r.Delegations, Delegation{c.entities(d.Party), c.entities(d.Head), c.entities(d.Members), d.Destination})
	}
	for _, p := range j.Positions {
		c.fact = "position " + p.ID
		check(c, "stance", p.Stance, stances)
		r.Positions = append(r.Positions, Position{c.entities(p.Party), p.Stance, c.spans(p.Content)})
	}
	for _, d := range j.Conditions {
		c.fact = "condition " + d.ID
		check(c, "form", d.Form, forms)
		check(c, "polarity", d.Polarity, []string{"if_met", "if_unmet"})
		r.Conditions = append(r.Conditions, Condition{c.spans(d.Outcome), c.spans(d.Requirement), c.entities(d.Holder)})
	}
}

// checker holds what a gold file says against its text and its entities and keeps
// the first contradiction.
type checker struct {
	text  string
	known map[string]bool
	fact  string
	err   error
}

func (c *checker) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf("%s: "+format, append([]any{c.fact}, args...)...)
	}
}

func (c *checker) spans(p passage) []rapporteur.Span {
	spans, err := p.locate(c.text)
	if err != nil {
		c.fail("%w", err)
	}
	return spans
}

func (c *checker) entities(p passage) []string {
	for _, name := range p {
		if !c.known[name] {
			c.fail("not among the entities: %.80q", name)
		}
	}
	return p
}

// check holds a value against those that there are.
func check[T ~string](c *checker, key string, value T, values []T) {
	if !slices.Contains(values, value) {
		c.fail("%s %q is none of %s", key, value, fmt.Sprint(values))
	}
}

// types are the root types of PLOVER.
var types = []string{
	"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
	"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}

var realis = []rapporteur.Realis{
	rapporteur.Happened, rapporteur.Ongoing, rapporteur.Planned, rapporteur.Possible, rapporteur.ConditionalEvent,
	rapporteur.Requested, rapporteur.Denied,
}

var meetingStatuses = []rapporteur.MeetingStatus{
	rapporteur.ProposedMeeting, rapporteur.ExpectedMeeting, rapporteur.ConditionalMeeting, rapporteur.UnderWayMeeting,
	rapporteur.HeldMeeting, rapporteur.FailedMeeting, rapporteur.PostponedMeeting, rapporteur.CancelledMeeting, rapporteur.RefusedMeeting,
}

var stances = []rapporteur.Stance{
	rapporteur.Demands, rapporteur.Offers, rapporteur.Accepts, rapporteur.Rejects, rapporteur.Refuses, rapporteur.Seeks, rapporteur.Urges,
}

var forms = []rapporteur.ConditionForm{
	rapporteur.If, rapporteur.Unless, rapporteur.Until, rapporteur.OnlyIf, rapporteur.DependsOn, rapporteur.Without,
}
