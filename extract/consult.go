package extract

import (
	"slices"

	"rapporteur"
)

// consultWorth is the posterior from which on an event of the type CONSULT between two
// sides, of which no phrase of a meeting tells, is a meeting: on gold/dev it finds one
// meeting of 42 more, on the reports learned from 11 of 190, at the same precision.
const consultWorth = 0.3

// consulted are the meetings that events tell of and none of those found does. Until
// the record is graded the confidence of an event is the reader's posterior.
func (f *facts) consulted(events []rapporteur.Event, found []*encounter) []*encounter {
	var out []*encounter
	for i := range events {
		e := &events[i]
		status, ok := consultStatus(e)
		if !ok || e.Confidence < consultWorth || len(f.telling(rapporteur.MeetingFamily, e.Anchor)) > 0 {
			continue
		}
		c := &encounter{}
		for _, p := range f.telling(rapporteur.AnchorFamily, e.Anchor) {
			c.take(f.anchorStep(p, status))
		}
		if len(c.parties) > 1 && !slices.ContainsFunc(found, func(o *encounter) bool { return f.sameTable(o, c) }) {
			out = append(out, c)
		}
	}
	return out
}

// consultStatus is the state of the meeting that an event is, or that it refuses.
func consultStatus(e *rapporteur.Event) (rapporteur.MeetingStatus, bool) {
	if e.Type == "REJECT" && e.Mode == "meet" && e.Status == rapporteur.Happened {
		return rapporteur.RefusedMeeting, true
	}
	status, ok := statuses[e.Status]
	return status, ok && e.Type == "CONSULT"
}

// statuses are the states of a meeting by what is said of the event.
var statuses = map[rapporteur.Realis]rapporteur.MeetingStatus{
	rapporteur.Happened: rapporteur.HeldMeeting, rapporteur.Ongoing: rapporteur.UnderWayMeeting, rapporteur.Planned: rapporteur.ExpectedMeeting,
	rapporteur.Possible: rapporteur.ProposedMeeting, rapporteur.ConditionalEvent: rapporteur.ConditionalMeeting,
	rapporteur.Requested: rapporteur.ProposedMeeting, rapporteur.Denied: rapporteur.RefusedMeeting,
}

// sameTable reports whether two tell of one meeting: the same sides, and nothing that
// is known of day and place differs.
func (f *facts) sameTable(a, b *encounter) bool {
	for _, t := range b.times {
		if !sameDays(a.times, t) {
			return false
		}
	}
	undone := func(s *step) bool { return undoing[s.status] }
	if undone(b.steps[0]) && !slices.ContainsFunc(a.steps, undone) {
		return false
	}
	return containsAll(a.parties, b.parties) && disjointOr(a.places, b.places) && a.ahead() == ahead(b.steps[0].status)
}

// anchorStep reads an anchor of an event as a step of a meeting.
func (f *facts) anchorStep(p *rapporteur.FactPhrase, status rapporteur.MeetingStatus) *step {
	s := &step{phrase: -1, head: f.head(p.Tokens), status: status, posterior: p.Posterior}
	s.span, _ = f.span(p.Tokens)
	s.time = f.when(p.Tokens, s.head)
	s.hosts, s.mediators, s.places = f.whom(p, rapporteur.HostRole), f.whom(p, rapporteur.MediatorRole), f.whom(p, rapporteur.PlaceRole)
	s.named = f.arguments(p, rapporteur.ActorRole, rapporteur.RecipientRole)
	s.own = f.ownMeeters(s.head)
	f.addWorded(s, p.Tokens)
	for _, x := range s.named {
		f.seat(&s.taking, x.entity)
	}
	return s
}
