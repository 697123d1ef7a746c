package extract

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rapporteur"
)

// sameEnough is the posterior from which on two phrases are taken for the same.
const sameEnough = 0.6

// act is an event in the making: one anchor, then all that name it.
type act struct {
	kind          string
	anchors       []rapporteur.TokenRange
	heads         []int // the token at the head of each
	actors, aimed []int
	own           []int // actors whom the words name
	// doing and bearing are how much speaks for each that it does it, and that it is
	// aimed at it.
	doing, bearing  map[int]float64
	third           []rapporteur.ThirdParty
	place           string
	status          rapporteur.Realis
	posterior       float64
	joined          bool // by a link, with an earlier one
	statusPosterior float64
}

// events are who did what to whom, in the order of their first anchors.
func (f *facts) events() []rapporteur.Event {
	var acts []*act
	owner := map[int]*act{}
	for _, p := range f.anchors() {
		a := f.act(&p)
		if before := f.again(acts, owner, p.at, a); before != nil {
			before.join(a)
			a = before
		} else {
			acts = append(acts, a)
		}
		owner[p.at] = a
	}
	var events []rapporteur.Event
	for i, a := range acts {
		events = append(events, f.event(a, "e"+strconv.Itoa(i+1)))
	}
	return events
}

// act reads one anchor.
func (f *facts) act(n *anchor) *act {
	p := &n.FactPhrase
	a := &act{kind: p.Label, anchors: []rapporteur.TokenRange{p.Tokens}, heads: []int{f.head(p.Tokens)}, posterior: p.Posterior}
	a.doing, a.bearing = map[int]float64{}, map[int]float64{}
	f.sides(a, p)
	for _, role := range []rapporteur.ArgumentRole{rapporteur.MediatorRole, rapporteur.HostRole, rapporteur.GuarantorRole} {
		for _, e := range f.whom(p, role) {
			if !slices.Contains(a.actors, e) && !slices.Contains(a.aimed, e) {
				a.third = append(a.third, rapporteur.ThirdParty{Entity: f.entities[e].ID, Role: role})
			}
		}
	}
	if places := f.whom(p, rapporteur.PlaceRole); len(places) > 0 {
		a.place = f.entities[places[0]].ID
	}
	a.status, a.statusPosterior = f.status(p, a.heads[0])
	return a
}

// mutual reports whether a word for what several do together takes the others by
// "with": "met with", "talks with".
func (f *facts) mutual(head int) bool {
	return len(f.joinedBy(head, "with", "between")) > 0
}

// status is whether it came about, with how sure that is: as the reader has it, or
// where it is in doubt and the words are not, as these say.
func (f *facts) status(p *rapporteur.FactPhrase, head int) (rapporteur.Realis, float64) {
	if s, ok := f.described(head); ok {
		return s, describedWorth
	}
	value, posterior := attribute(p, "status")
	read, sure := f.realis(head)
	if f.uttered(p.Label, head) {
		read, sure = rapporteur.Happened, true
	}
	if value == "" || sure && posterior < statusDoubt {
		return read, max(posterior, statusDoubt)
	}
	return rapporteur.Realis(value), posterior
}

// described is the status that an adjective before a noun says: "ongoing talks".
func (f *facts) described(noun int) (rapporteur.Realis, bool) {
	for _, d := range f.dependants(noun, "amod") {
		if s, ok := describing[f.word(d)]; ok {
			return s, true
		}
	}
	return "", false
}

// describedWorth is how sure a status is that an adjective says.
const describedWorth = 0.9

var describing = map[string]rapporteur.Realis{
	"ongoing": rapporteur.Ongoing, "continuing": rapporteur.Ongoing,
	"planned": rapporteur.Planned, "upcoming": rapporteur.Planned, "scheduled": rapporteur.Planned,
	"forthcoming": rapporteur.Planned, "future": rapporteur.Planned,
	"failed": rapporteur.Happened, "recent": rapporteur.Happened, "previous": rapporteur.Happened,
}

// uttered reports whether an anchor names what somebody has said, whatever became of
// it: an appeal that was rejected, or a refusal in "will not sign".
func (f *facts) uttered(kind string, head int) bool {
	switch kind {
	case "REQUEST", "ACCUSE", "THREATEN":
		return f.nominal(head) && len(f.possessors(head)) > 0
	case "REJECT":
		return f.unwilling(head)
	}
	return false
}

// statusDoubt is the posterior below which what the words say goes before what the
// reader takes for the status.
const statusDoubt = 0.5

// again is the earlier event that an anchor names again, nil where it names one of
// its own.
func (f *facts) again(acts []*act, owner map[int]*act, i int, a *act) *act {
	best, posterior := (*act)(nil), sameEnough
	for _, l := range f.analysis.FactLinks {
		if before := owner[l.From]; l.Kind == rapporteur.SameLink && l.To == i && before != nil && before.kind == a.kind && l.Posterior >= posterior {
			best, posterior = before, l.Posterior
		}
	}
	if best != nil {
		return best
	}
	for k := len(acts) - 1; k >= 0; k-- {
		if f.sameAct(acts[k], a) {
			return acts[k]
		}
	}
	return nil
}

// sameAct reports whether a later anchor goes on about the same act, with "the" or
// "this" before a noun: the same type, actors and word, or "the meeting" where they have
// met and the words name nobody else.
func (f *facts) sameAct(before, a *act) bool {
	h := a.heads[0]
	if before.kind != a.kind || before.status != a.status || len(a.actors) == 0 || !f.nominal(h) || !f.definite(h) {
		return false
	}
	known := func(e int) bool { return slices.Contains(before.actors, e) }
	if a.kind == "CONSULT" && gatherings[f.lemma(h)] && slices.ContainsFunc(a.actors, known) {
		return !slices.ContainsFunc(f.acting(f.able(f.named(h))), func(e int) bool { return !known(e) })
	}
	same := slices.ContainsFunc(before.heads, func(b int) bool { return f.lemma(b) == f.lemma(h) })
	return same && slices.Equal(before.actors, a.actors)
}

// definite reports whether a noun has an article or pronoun that points back.
func (f *facts) definite(noun int) bool {
	return slices.ContainsFunc(f.dependants(noun, "det"), func(d int) bool {
		w := f.word(d)
		return w == "the" || w == "this" || w == "these" || w == "that" || w == "those"
	})
}

// join takes another anchor into the event.
func (a *act) join(b *act) {
	a.anchors, a.heads = append(a.anchors, b.anchors...), append(a.heads, b.heads...)
	a.actors, a.aimed = with(a.actors, b.actors...), with(a.aimed, b.aimed...)
	a.own = with(a.own, b.own...)
	for e, more := range b.doing {
		a.doing[e] = max(a.doing[e], more)
	}
	for e, more := range b.bearing {
		a.bearing[e] = max(a.bearing[e], more)
	}
	for _, t := range b.third {
		if !slices.Contains(a.third, t) {
			a.third = append(a.third, t)
		}
	}
	a.place = cmp.Or(a.place, b.place)
	if b.statusPosterior > a.statusPosterior {
		a.status, a.statusPosterior = b.status, b.statusPosterior
	}
	a.posterior = max(a.posterior, b.posterior)
}

// event writes an act out.
func (f *facts) event(a *act, id string) rapporteur.Event {
	f.settleSides(a)
	e := rapporteur.Event{
		Type: a.kind, Actors: f.ids(a.actors), Recipients: f.ids(a.aimed), ThirdParties: a.third,
		Place: a.place, Status: a.status,
	}
	for k, r := range a.anchors {
		e.Anchor = append(e.Anchor, f.analysis.Span(r))
		e.Time = cmp.Or(e.Time, f.when(r, a.heads[k]))
	}
	e.Place = cmp.Or(e.Place, f.where(a.heads[0]))
	e.Fact = rapporteur.Fact{ID: id, Evidence: f.inSentences(e.Anchor), Confidence: a.posterior}
	e.SaidBy = f.saidBy(e.Anchor[0])
	anchor, near := f.wording(a)
	e.Mode, e.CAMEO = coded(a.kind, anchor, near)
	e.Context = contexts(a.kind, f.betweenStates(a), f.around(a.heads[0]))
	return e
}

// betweenStates reports whether those who take part act for two states or sides.
func (f *facts) betweenStates(a *act) bool {
	var sides []int
	for _, e := range slices.Concat(a.actors, a.aimed) {
		if stateOrPerson(f.entities[e]) {
			sides = with(sides, f.side(e))
		}
	}
	return len(sides) > 1
}

// wording is the dictionary forms of an event's anchors, and of what hangs at their
// heads up to the next clause of its own.
func (f *facts) wording(a *act) (anchor, near []string) {
	for k, r := range a.anchors {
		for t := r.First; t < r.End; t++ {
			anchor = append(anchor, f.lemma(t))
		}
		near = f.hanging(a.heads[k], near, 0)
		if above := f.governor(a.heads[k]); above >= 0 && f.nominal(a.heads[k]) && !f.nominal(above) {
			near = append(near, f.lemma(above))
		}
	}
	return anchor, near
}

// maxHanging is how deep below an anchor words tell what it is about.
const maxHanging = 5

func (f *facts) hanging(token int, found []string, depth int) []string {
	found = append(found, f.lemma(token))
	if depth == maxHanging || f.below == nil {
		return found
	}
	for _, d := range f.below[token] {
		relation, _, _ := strings.Cut(f.relation(d), ":")
		if relation != "advcl" && relation != "parataxis" && relation != "nsubj" && relation != "conj" && relation != "punct" {
			found = f.hanging(d, found, depth+1)
		}
	}
	return found
}

// around is the dictionary forms of the sentence of a token, and its name-like words
// in small letters.
func (f *facts) around(token int) []string {
	first, end := f.sentence(f.analysis.Tokens[token].Start)
	var found []string
	for t := first; t < end; t++ {
		found = append(found, f.lemma(t))
	}
	return found
}
