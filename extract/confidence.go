package extract

import (
	"math"
	"slices"

	"rapporteur"
)

// scale maps the grounds of a fact to its confidence: a logistic regression, which
// with a single ground is Platt scaling (Platt 1999).
type scale struct {
	shift   float64
	weights []float64
}

// confidence is that of a fact with the grounds, in [0, 1]. More of a ground never
// lowers it.
func (s scale) confidence(grounds []float64) float64 {
	z := s.shift
	for i, g := range grounds {
		z += s.weights[i] * g
	}
	return 1 / (1 + math.Exp(-z))
}

// confidence maps the reader's posterior in [0, 1] that a statement is one, every
// border exact, to a calibrated confidence in [0, 1].
func confidence(posterior float64) float64 {
	return scales["statement"].confidence([]float64{logit(posterior)})
}

// logit is the logarithm of the odds of a probability.
func logit(p float64) float64 {
	const least = 1e-9 // a product of many posteriors may vanish
	p = min(max(p, least), 1-least)
	return math.Log(p / (1 - p))
}

// Grounds are what the confidences of a record's facts are computed from, by the
// facts' IDs: of the facts of one kind as many numbers each. The kinds are those that
// gold.Reliability names; which numbers each has say the functions of this file.
type Grounds map[string][]float64

// grade sets the confidences of a record's facts and returns their grounds. Until
// then the confidence of a fact that is no statement is a product of the reader's
// posteriors.
func (f *facts) grade(r *rapporteur.Record) Grounds {
	g := Grounds{}
	set := func(kind string, fact *rapporteur.Fact, grounds []float64) {
		g[fact.ID] = grounds
		fact.Confidence = scales[kind].confidence(grounds)
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		g[s.ID] = []float64{statementGround(s)}
	}
	for i := range r.Events {
		set("event", &r.Events[i].Fact, f.eventGrounds(&r.Events[i]))
	}
	for i := range r.Meetings {
		set("meeting", &r.Meetings[i].Fact, f.meetingGrounds(&r.Meetings[i]))
	}
	for i := range r.Delegations {
		set("delegation", &r.Delegations[i].Fact, f.delegationGrounds(&r.Delegations[i]))
	}
	for i := range r.Positions {
		set("position", &r.Positions[i].Fact, f.positionGrounds(&r.Positions[i]))
	}
	for i := range r.Conditions {
		set("condition", &r.Conditions[i].Fact, f.conditionGrounds(&r.Conditions[i]))
	}
	return g
}

// statementGround is the logit of the posterior that a statement's confidence was
// mapped from.
func statementGround(s *rapporteur.Statement) float64 {
	scale := scales["statement"]
	return (logit(s.Confidence) - scale.shift) / scale.weights[0]
}

// eventGrounds are the posterior of the likeliest anchor, that of the likeliest actor
// by the reader and whether several anchors name it.
func (f *facts) eventGrounds(e *rapporteur.Event) []float64 {
	phrases := f.telling(rapporteur.AnchorFamily, e.Anchor)
	return []float64{logit(surest(phrases)), f.played(phrases, e.Actors, rapporteur.ActorRole), truth(len(e.Anchor) > 1)}
}

// meetingGrounds are the posterior of the likeliest step, that of the least likely
// party by the reader, whether it is known where and whether the report tells of it
// more than once.
func (f *facts) meetingGrounds(m *rapporteur.Meeting) []float64 {
	var steps []rapporteur.Span
	for _, s := range m.Life {
		steps = append(steps, s.Evidence...)
	}
	phrases := f.telling(rapporteur.MeetingFamily, steps)
	least := 1.0
	for _, p := range m.Parties {
		least = min(least, f.played(phrases, []string{p}, rapporteur.PartyRole, rapporteur.ParticipantRole))
	}
	return []float64{logit(surest(phrases)), least, truth(m.Place != "" || !m.Venue.Empty()), truth(len(steps) > 1)}
}

// delegationGrounds are the posterior of the likeliest phrase, that of the head by
// the reader, and whether head and destination are known.
func (f *facts) delegationGrounds(d *rapporteur.Delegation) []float64 {
	phrases := f.telling(rapporteur.DelegationFamily, d.Evidence)
	return []float64{
		logit(surest(phrases)), f.played(phrases, []string{d.Head}, rapporteur.HeadRole),
		truth(d.Head != ""), truth(d.Destination != ""),
	}
}

// positionGrounds are the posterior of its words, those by the reader that the party
// is it and that it voices it, and whether somebody does so for it.
func (f *facts) positionGrounds(p *rapporteur.Position) []float64 {
	phrases := f.telling(rapporteur.PositionFamily, p.Content)
	return []float64{
		logit(surest(phrases)), f.played(phrases, []string{p.Party}, rapporteur.PartyRole),
		f.played(phrases, []string{p.Party}, rapporteur.HolderRole),
		truth(p.Holder != ""),
	}
}

// conditionGrounds are the posteriors of its two sides, 0 for one that the words and
// the tree alone told, and that of the link between them.
func (f *facts) conditionGrounds(c *rapporteur.Condition) []float64 {
	outcomes, requirements := f.telling(rapporteur.OutcomeFamily, c.Outcome), f.telling(rapporteur.RequirementFamily, c.Requirement)
	return []float64{surest(outcomes), surest(requirements), f.tied(outcomes, requirements)}
}

// surest is the highest posterior of phrases, 0 without any.
func surest(phrases []*rapporteur.FactPhrase) float64 {
	best := 0.0
	for _, p := range phrases {
		best = max(best, p.Posterior)
	}
	return best
}

// played is the highest posterior with which one of the entities, or one that acts
// for its side, plays one of the roles in one of the phrases.
func (f *facts) played(phrases []*rapporteur.FactPhrase, entities []string, roles ...rapporteur.ArgumentRole) float64 {
	best := 0.0
	for _, p := range phrases {
		for _, a := range f.arguments(p, roles...) {
			for _, id := range entities {
				e, ok := f.index[id]
				if ok && (a.entity == e || f.actor(a.entity) == e || f.side(f.actor(a.entity)) == e) {
					best = max(best, a.posterior)
				}
			}
		}
	}
	return best
}

func truth(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// tied is the highest posterior of a link that makes one of the outcomes wait for one
// of the requirements.
func (f *facts) tied(outcomes, requirements []*rapporteur.FactPhrase) float64 {
	best := 0.0
	for _, l := range f.analysis.FactLinks {
		if l.Kind == rapporteur.WaitsForLink && slices.Contains(outcomes, &f.analysis.Facts[l.From]) && slices.Contains(requirements, &f.analysis.Facts[l.To]) {
			best = max(best, l.Posterior)
		}
	}
	return best
}
