package extract

import (
	"slices"

	"rapporteur"
)

// besideOwn is the posterior from which on the reader's actors stand beside those whom
// the words themselves name. On gold/dev 0.15 to 0.5 finds the same events; the higher,
// the fewer actors are too many.
const besideOwn = 0.4

// sides finds who does it and at whom it is aimed: those whom the words beside the
// anchor name and those whom the reader does, else those whom the tree makes likely.
func (f *facts) sides(a *act, p *rapporteur.FactPhrase) {
	best := 0.0
	own := f.acting(f.able(f.named(a.heads[0])))
	a.actors = with(a.actors, own...)
	for _, x := range f.arguments(p, rapporteur.ActorRole) {
		best = max(best, x.posterior)
		if len(own) == 0 || x.posterior >= besideOwn {
			a.actors = with(a.actors, f.actor(x.entity))
		}
	}
	for _, x := range f.arguments(p, rapporteur.RecipientRole) {
		if !slices.Contains(a.actors, f.actor(x.entity)) {
			a.aimed = with(a.aimed, f.actor(x.entity))
		}
	}
	if len(a.actors) > 0 {
		if best > 0 {
			a.posterior *= best
		}
		return
	}
	a.actors = f.acting(f.voices(a.kind, p))
	if len(a.actors) == 0 {
		a.actors = f.acting(f.doers(a.heads[0]))
	}
	if len(a.aimed) == 0 && len(a.actors) > 0 {
		a.aimed = slices.DeleteFunc(f.acting(f.undergoers(a.heads[0])), func(e int) bool {
			return slices.Contains(a.actors, e) || f.entities[e].Type == rapporteur.PlaceEntity
		})
	}
	if reciprocal[a.kind] && f.mutual(a.heads[0]) {
		a.actors, a.aimed = with(a.actors, a.aimed...), nil
	}
}

// named are those whom the words beside an anchor name as its doers: the subject of a
// verb, or whose a noun is and by whom.
func (f *facts) named(head int) []int {
	if f.nominal(head) {
		found := f.means(append(f.possessors(head), f.agents(head)...))
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
	if said := f.saidBy(span); said != "" && voiced[kind] != nil && !voiced[kind][f.lemma(f.head(p.Tokens))] {
		for i := range f.statements {
			if f.statements[i].ID == said {
				return f.entitiesOf(f.statements[i].Speaker)
			}
		}
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
