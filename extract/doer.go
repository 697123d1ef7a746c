package extract

import (
	"slices"

	"rapporteur"
)

// besideOwn is the posterior from which on the reader's actors stand beside those whom
// the words themselves name. On gold/dev 0.15 to 0.5 finds the same events; the higher,
// the fewer actors are too many.
const besideOwn = 0.4

// besideBest is the part of the posterior of the likeliest actor from which on the reader's
// others stand beside it: as many events are found, with a tenth fewer actors too many.
const besideBest = 0.3

// sides finds who does it and at whom it is aimed: those whom the words beside the
// anchor name and those whom the reader does, else those whom the tree makes likely.
func (f *facts) sides(a *act, p *rapporteur.FactPhrase) {
	head := a.heads[0]
	own := f.acting(f.able(f.named(head)))
	if a.kind == "REQUEST" && f.necessary(p.Tokens) {
		own = f.acting(f.tellers(f.analysis.Span(p.Tokens)))
	}
	a.actors = with(a.actors, own...)
	best := f.readSides(a, p, len(own) > 0)
	switch {
	case best > 0 && len(a.actors) > 0:
		a.posterior *= best
	case len(a.actors) == 0:
		a.actors = f.acting(f.voices(a.kind, p))
	}
	if len(a.aimed) == 0 && len(a.actors) > 0 {
		a.aimed = slices.DeleteFunc(f.acting(f.undergoers(head)), func(e int) bool {
			return slices.Contains(a.actors, e) || f.entities[e].Type == rapporteur.PlaceEntity
		})
	}
	if reciprocal[a.kind] && f.mutual(head) {
		a.actors, a.aimed = with(a.actors, a.aimed...), nil
	}
}

// readSides adds those whom the reader finds, beside others whom the words name, and
// returns the posterior of the likeliest actor.
func (f *facts) readSides(a *act, p *rapporteur.FactPhrase, named bool) (best float64) {
	for _, x := range f.arguments(p, rapporteur.ActorRole) { // likelier ones first
		best = max(best, x.posterior)
		if x.posterior >= besideOwn || !named && x.posterior >= besideBest*best {
			a.actors = with(a.actors, f.actor(x.entity))
		}
	}
	for _, x := range f.arguments(p, rapporteur.RecipientRole) {
		if !slices.Contains(a.actors, f.actor(x.entity)) {
			a.aimed = with(a.aimed, f.actor(x.entity))
		}
	}
	return best
}

// necessary reports whether an anchor asks for something by saying that it must be, not
// by a word for asking.
func (f *facts) necessary(r rapporteur.TokenRange) bool {
	must := false
	for t := r.First; t < r.End; t++ {
		must = must || necessity[f.lemma(t)]
		if f.cue(t) == "REQUEST" {
			return false
		}
	}
	return must
}

var necessity = set(`must should need critical necessary imperative essential vital crucial`)

// tellers are those who say a span: the speakers of the statement around it, else the
// author of a text in the first person.
func (f *facts) tellers(span rapporteur.Span) []int {
	said := f.saidBy(span)
	for i := range f.statements {
		if f.statements[i].ID == said {
			return f.entitiesOf(f.statements[i].Speaker)
		}
	}
	for _, p := range f.places {
		if w := f.word(p.tokens.First); p.tokens.End == p.tokens.First+1 && (w == "i" || w == "we") && f.saidBy(f.analysis.Span(p.tokens)) == "" {
			return []int{p.entity}
		}
	}
	return nil
}

// named are those whom the words beside an anchor name as its doers: the subject of a
// verb, or whose a noun is and by whom.
func (f *facts) named(head int) []int {
	if f.nominal(head) {
		found := f.means(slices.Concat(f.possessors(head), f.agents(head), f.joinedBy(head, "between", "among")))
		if len(found) == 0 {
			found = f.possessing(head)
		}
		if above := f.governor(head); len(found) == 0 && above >= 0 && f.relation(head) == "obj" && light[f.lemma(above)] {
			found = f.means(f.subjects(above))
		}
		return found
	}
	return f.means(f.subjects(head))
}

// light are the verbs that say only that their subject does what their object names.
var light = set(`hold make have give take issue launch do conduct pay stage mount express voice offer extend impose reach sign`)

// voices are the speakers of the statement whose cue an anchor is, and for what one
// does by saying it those of the statement in which it has no doer of its own.
func (f *facts) voices(kind string, p *rapporteur.FactPhrase) []int {
	span := f.analysis.Span(p.Tokens)
	for i := range f.statements {
		if overlap(f.statements[i].Cue, []rapporteur.Span{span}) {
			return f.entitiesOf(f.statements[i].Speaker)
		}
	}
	if voiced[kind] != nil && !voiced[kind][f.lemma(f.head(p.Tokens))] {
		return f.tellers(span)
	}
	return nil
}

// voiced are the types of event that one may do by what one says, with the words for
// doing so: said without one of these they are the speaker's own, as is the charge in
// "the lock is a disgrace".
var voiced = map[string]map[string]bool{
	"ACCUSE": set(`accuse blame allege claim accusation allegation charge condemn denounce criticise criticize criticism complain complaint
		deplore slam fault investigate investigation inquiry probe sue lawsuit lament regret decry assail rebuke protest summon`),
	"REQUEST": set(`ask urge demand call request insist press push appeal want propose invite invitation plea proposal order seek instruct
		encourage suggest recommend require beg lobby pressure petition`),
	"THREATEN": set(`threaten threat warn warning vow ultimatum caution promise`),
}

// entitiesOf are the entities of IDs.
func (f *facts) entitiesOf(ids []string) []int {
	var found []int
	for _, id := range ids {
		if e, ok := f.index[id]; ok {
			found = append(found, e)
		}
	}
	return f.each(found)
}
