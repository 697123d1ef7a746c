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
func keys(text string, of []rapporteur.AnyFact) []string {
	out := make([]string, len(of))
	seen := map[string]int{}
	for i, f := range of {
		what := fmt.Sprintf("%s\x00%s\x00%s", f.FactKind(), fold(columnsOf(f, text).core), fold(words(text, f.Common().Evidence...)))
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", what, seen[what]))
		seen[what]++
		out[i] = hex.EncodeToString(sum[:8])
	}
	return out
}

// empty is a fact of a kind to decode into; nil where there is no such kind.
func empty(k Kind) rapporteur.AnyFact { return new(rapporteur.Record).Append(k) }

// columnsOf are what can be seen and searched of a fact.
func columnsOf(f rapporteur.AnyFact, text string) columns {
	switch f := f.(type) {
	case *rapporteur.Statement:
		said := words(text, f.Content...)
		return columns{label: string(f.Kind), words: said, time: f.Time, core: said}
	case *rapporteur.Event:
		anchor := words(text, f.Anchor...)
		kind := strings.Join(append([]string{f.Mode}, f.Context...), " ")
		return columns{label: f.Type, topic: strings.TrimSpace(kind), words: anchor, time: f.Time, core: anchor}
	case *rapporteur.Meeting:
		said := words(text, f.Evidence...)
		return columns{label: string(f.Status), topic: words(text, f.Topic...), words: said, time: f.Time, core: said}
	case *rapporteur.Delegation:
		said := words(text, f.Evidence...)
		return columns{label: string(f.Level), topic: words(text, f.LevelWords), words: said, time: f.Time, core: said}
	case *rapporteur.Position:
		said := words(text, f.Content...)
		return columns{label: string(f.Stance), topic: f.Issue, words: said, time: f.Time, core: said}
	case *rapporteur.Condition:
		outcome, requirement := words(text, f.Outcome...), words(text, f.Requirement...)
		return columns{
			label: string(f.Form), topic: outcome, words: requirement, time: f.Deadline, core: outcome + " | " + requirement,
		}
	}
	return columns{}
}

// refsOf are where a fact names entities by their IDs, those who lead it first.
func refsOf(f rapporteur.AnyFact) []ref {
	switch f := f.(type) {
	case *rapporteur.Statement:
		return []ref{{role: SpeakerRole, many: &f.Speaker}, {role: AddresseeRole, many: &f.Addressee}}
	case *rapporteur.Event:
		all := []ref{
			{role: rapporteur.ActorRole, many: &f.Actors}, {role: rapporteur.RecipientRole, many: &f.Recipients},
			{role: rapporteur.PlaceRole, one: &f.Place},
		}
		for i := range f.ThirdParties {
			all = append(all, ref{role: f.ThirdParties[i].Role, one: &f.ThirdParties[i].Entity})
		}
		return all
	case *rapporteur.Meeting:
		return []ref{
			{role: rapporteur.PartyRole, many: &f.Parties}, {role: rapporteur.ParticipantRole, many: &f.Participants},
			{role: rapporteur.HostRole, many: &f.Hosts}, {role: rapporteur.MediatorRole, many: &f.Mediators},
			{role: rapporteur.PlaceRole, one: &f.Place},
		}
	case *rapporteur.Delegation:
		return []ref{
			{role: rapporteur.PartyRole, one: &f.Party}, {role: rapporteur.HeadRole, one: &f.Head},
			{role: rapporteur.SenderRole, one: &f.SentBy}, {role: rapporteur.MemberRole, many: &f.Members},
			{role: rapporteur.ExcludedRole, many: &f.Excluded}, {role: rapporteur.DestinationRole, one: &f.Destination},
		}
	case *rapporteur.Position:
		return []ref{
			{role: rapporteur.PartyRole, one: &f.Party}, {role: rapporteur.HolderRole, one: &f.Holder},
			{role: rapporteur.TowardRole, many: &f.Toward},
		}
	case *rapporteur.Condition:
		return []ref{{role: rapporteur.HolderRole, many: &f.Holder}, {role: rapporteur.WaitsRole, many: &f.Waits}}
	}
	return nil
}
