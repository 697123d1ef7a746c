package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"rapporteur"
)

// Kind is a kind of fact. What Head's Label, Topic and Words are depends on it:
//
//	statement   direct, indirect or mixed  -                 its content
//	event       PLOVER's root type         mode, contexts    its anchor
//	meeting     its status                 its topic         its evidence
//	delegation  its level                  words for that    its evidence
//	position    its stance                 its issue         its content
//	condition   its form                   its outcome       its requirement
type Kind = rapporteur.FactKind

// The kinds of fact.
const (
	StatementKind  = rapporteur.StatementFact
	EventKind      = rapporteur.EventFact
	MeetingKind    = rapporteur.MeetingFact
	DelegationKind = rapporteur.DelegationFact
	PositionKind   = rapporteur.PositionFact
	ConditionKind  = rapporteur.ConditionFact
)

// Roles of parts that are no rapporteur.ArgumentRole.
const (
	SpeakerRole   rapporteur.ArgumentRole = "speaker"
	AddresseeRole rapporteur.ArgumentRole = "addressee"
)

// A fact is a fact of one kind, as the tables want it.
type fact interface {
	kind() Kind
	// value points to the fact of the record.
	value() any
	// common is what every fact has.
	common() rapporteur.Fact
	// rename gives it another ID.
	rename(id string)
	// columns are what can be seen and searched of it.
	columns(text string) columns
	// refs are where it names entities by their IDs, links where other facts; passages are
	// where it says in which words of the text it stands.
	refs() []ref
	links() []*string
	passages() []spanField
}

// columns are what can be seen and searched of a fact of any kind.
type columns struct {
	// label is a value of the kind's own scale: the kind of a statement, the type of
	// an event, the status of a meeting, the level of a delegation, the stance of a
	// position, the form of a condition.
	label string
	// topic is what it is about, words the words that say it, time a TIMEX3 value.
	topic, words, time string
	// core is the words that make it this fact and no other of its report.
	core string
}

// ref is where a fact names one entity or several.
type ref struct {
	role rapporteur.ArgumentRole
	one  *string
	many *[]string
}

// ids are the IDs that stand there.
func (r ref) ids() []string {
	switch {
	case r.many != nil:
		return *r.many
	case *r.one == "":
		return nil
	}
	return []string{*r.one}
}

// replace puts other names in their place.
func (r ref) replace(name func(string) string) {
	if r.one != nil && *r.one != "" {
		*r.one = name(*r.one)
	}
	if r.many != nil {
		renamed := make([]string, len(*r.many))
		for i, id := range *r.many {
			renamed[i] = name(id)
		}
		*r.many = renamed
	}
}

// facts are all facts of a record, by kind and in the record's order. They point into
// the record.
func facts(r *rapporteur.Record) []fact {
	var out []fact
	for i := range r.Statements {
		out = append(out, statement{&r.Statements[i]})
	}
	for i := range r.Events {
		out = append(out, event{&r.Events[i]})
	}
	for i := range r.Meetings {
		out = append(out, meeting{&r.Meetings[i]})
	}
	for i := range r.Delegations {
		out = append(out, delegation{&r.Delegations[i]})
	}
	for i := range r.Positions {
		out = append(out, position{&r.Positions[i]})
	}
	for i := range r.Conditions {
		out = append(out, condition{&r.Conditions[i]})
	}
	return out
}

// empty is a fact of a kind to decode into; nil where there is no such kind.
func empty(k Kind) fact {
	switch k {
	case StatementKind:
		return statement{&rapporteur.Statement{}}
	case EventKind:
		return event{&rapporteur.Event{}}
	case MeetingKind:
		return meeting{&rapporteur.Meeting{}}
	case DelegationKind:
		return delegation{&rapporteur.Delegation{}}
	case PositionKind:
		return position{&rapporteur.Position{}}
	case ConditionKind:
		return condition{&rapporteur.Condition{}}
	}
	return nil
}

// words are those of spans of a text, white space folded. A span that the text does not
// have, that of a kept fact whose report has another text by now, has none.
func words(text string, spans ...rapporteur.Span) string {
	parts := make([]string, 0, len(spans))
	for _, s := range spans {
		if !s.Empty() && s.End <= len(text) {
			parts = append(parts, strings.Join(strings.Fields(s.In(text)), " "))
		}
	}
	return strings.Join(parts, " … ")
}

// keys gives facts of one report their keys, which depend on the kind, the words that
// make the fact and those that say it, and how many alike stand before it: not on its
// number among the others nor on where in the text it stands.
func keys(text string, of []fact) []string {
	out := make([]string, len(of))
	seen := map[string]int{}
	for i, f := range of {
		what := fmt.Sprintf("%s\x00%s\x00%s", f.kind(), fold(f.columns(text).core), fold(words(text, f.common().Evidence...)))
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", what, seen[what]))
		seen[what]++
		out[i] = hex.EncodeToString(sum[:8])
	}
	return out
}

type statement struct{ *rapporteur.Statement }

func (s statement) kind() Kind       { return StatementKind }
func (s statement) value() any       { return s.Statement }
func (s statement) rename(id string) { s.ID = id }
func (s statement) links() []*string { return []*string{&s.Within} }

func (s statement) common() rapporteur.Fact {
	return rapporteur.Fact{ID: s.ID, Evidence: s.Evidence, Confidence: s.Confidence}
}

func (s statement) columns(text string) columns {
	said := words(text, s.Content...)
	return columns{label: string(s.Kind), words: said, time: s.Time, core: said}
}

func (s statement) refs() []ref {
	return []ref{{role: SpeakerRole, many: &s.Speaker}, {role: AddresseeRole, many: &s.Addressee}}
}

func (s statement) passages() []spanField {
	return []spanField{
		{field: "Source", many: &s.Source}, {field: "Cue", many: &s.Cue}, {field: "Content", many: &s.Content, needed: true},
		{field: "Evidence", many: &s.Evidence, needed: true},
	}
}

type event struct{ *rapporteur.Event }

func (e event) kind() Kind              { return EventKind }
func (e event) value() any              { return e.Event }
func (e event) common() rapporteur.Fact { return e.Fact }
func (e event) rename(id string)        { e.ID = id }
func (e event) links() []*string        { return []*string{&e.SaidBy} }

func (e event) columns(text string) columns {
	anchor := words(text, e.Anchor...)
	kind := strings.Join(append([]string{e.Mode}, e.Context...), " ")
	return columns{label: e.Type, topic: strings.TrimSpace(kind), words: anchor, time: e.Time, core: anchor}
}

func (e event) refs() []ref {
	out := []ref{
		{role: rapporteur.ActorRole, many: &e.Actors}, {role: rapporteur.RecipientRole, many: &e.Recipients},
		{role: rapporteur.PlaceRole, one: &e.Place},
	}
	for i := range e.ThirdParties {
		out = append(out, ref{role: e.ThirdParties[i].Role, one: &e.ThirdParties[i].Entity})
	}
	return out
}

func (e event) passages() []spanField {
	return []spanField{
		{field: "Anchor", many: &e.Anchor, needed: true}, {field: "Evidence", many: &e.Evidence, needed: true},
	}
}

type meeting struct{ *rapporteur.Meeting }

func (m meeting) kind() Kind              { return MeetingKind }
func (m meeting) value() any              { return m.Meeting }
func (m meeting) common() rapporteur.Fact { return m.Fact }
func (m meeting) rename(id string)        { m.ID = id }

func (m meeting) links() []*string {
	out := []*string{}
	for i := range m.Life {
		out = append(out, &m.Life[i].SaidBy)
	}
	return out
}

func (m meeting) columns(text string) columns {
	said := words(text, m.Evidence...)
	return columns{label: string(m.Status), topic: words(text, m.Topic...), words: said, time: m.Time, core: said}
}

func (m meeting) refs() []ref {
	return []ref{
		{role: rapporteur.PartyRole, many: &m.Parties}, {role: rapporteur.ParticipantRole, many: &m.Participants},
		{role: rapporteur.HostRole, many: &m.Hosts}, {role: rapporteur.MediatorRole, many: &m.Mediators},
		{role: rapporteur.PlaceRole, one: &m.Place},
	}
}

func (m meeting) passages() []spanField {
	return []spanField{
		{field: "Topic", many: &m.Topic}, {field: "Venue", one: &m.Venue}, {field: "Evidence", many: &m.Evidence, needed: true},
	}
}

type delegation struct{ *rapporteur.Delegation }

func (d delegation) kind() Kind              { return DelegationKind }
func (d delegation) value() any              { return d.Delegation }
func (d delegation) common() rapporteur.Fact { return d.Fact }
func (d delegation) rename(id string)        { d.ID = id }
func (d delegation) links() []*string        { return []*string{&d.Meeting} }

func (d delegation) columns(text string) columns {
	said := words(text, d.Evidence...)
	return columns{label: string(d.Level), topic: words(text, d.LevelWords), words: said, time: d.Time, core: said}
}

func (d delegation) refs() []ref {
	return []ref{
		{role: rapporteur.PartyRole, one: &d.Party}, {role: rapporteur.HeadRole, one: &d.Head},
		{role: rapporteur.SenderRole, one: &d.SentBy}, {role: rapporteur.MemberRole, many: &d.Members},
		{role: rapporteur.ExcludedRole, many: &d.Excluded}, {role: rapporteur.DestinationRole, one: &d.Destination},
	}
}

func (d delegation) passages() []spanField {
	return []spanField{
		{field: "LevelWords", one: &d.LevelWords}, {field: "Evidence", many: &d.Evidence, needed: true},
	}
}

type position struct{ *rapporteur.Position }

func (p position) kind() Kind              { return PositionKind }
func (p position) value() any              { return p.Position }
func (p position) common() rapporteur.Fact { return p.Fact }
func (p position) rename(id string)        { p.ID = id }
func (p position) links() []*string        { return []*string{&p.Statement} }

func (p position) columns(text string) columns {
	said := words(text, p.Content...)
	return columns{label: string(p.Stance), topic: p.Issue, words: said, time: p.Time, core: said}
}

func (p position) refs() []ref {
	return []ref{
		{role: rapporteur.PartyRole, one: &p.Party}, {role: rapporteur.HolderRole, one: &p.Holder},
		{role: rapporteur.TowardRole, many: &p.Toward},
	}
}

func (p position) passages() []spanField {
	return []spanField{
		{field: "Content", many: &p.Content, needed: true}, {field: "Evidence", many: &p.Evidence, needed: true},
	}
}

type condition struct{ *rapporteur.Condition }

func (c condition) kind() Kind              { return ConditionKind }
func (c condition) value() any              { return c.Condition }
func (c condition) common() rapporteur.Fact { return c.Fact }
func (c condition) rename(id string)        { c.ID = id }
func (c condition) links() []*string        { return []*string{&c.Statement} }

func (c condition) columns(text string) columns {
	outcome, requirement := words(text, c.Outcome...), words(text, c.Requirement...)
	return columns{
		label: string(c.Form), topic: outcome, words: requirement, time: c.Deadline, core: outcome + " | " + requirement,
	}
}

func (c condition) refs() []ref {
	return []ref{{role: rapporteur.HolderRole, many: &c.Holder}, {role: rapporteur.WaitsRole, many: &c.Waits}}
}

func (c condition) passages() []spanField {
	return []spanField{
		{field: "Outcome", many: &c.Outcome, needed: true}, {field: "Requirement", many: &c.Requirement, needed: true},
		{field: "Evidence", many: &c.Evidence, needed: true},
	}
}
