package extract

import (
	"cmp"
	"slices"
	"sort"

	"rapporteur"
)

// seat gives an entity its place at the table: a person takes part for a side.
func (f *facts) seat(s *taking, e int) {
	e = f.actor(e)
	if f.entities[e].Type == rapporteur.PersonEntity {
		s.people = with(s.people, e)
	}
	side := f.side(e)
	if f.entities[side].Type != rapporteur.PersonEntity {
		s.parties = with(s.parties, side)
	}
}

// table is who sits at a meeting: a side is not its own mediator, and "the leaders"
// are none beside those whom they lead.
func (f *facts) table(e *encounter) taking {
	var at taking
	for _, x := range f.likely(e) {
		f.seat(&at, x)
	}
	known := slices.ContainsFunc(at.parties, func(p int) bool { return !f.unnamed(p) })
	at.parties = slices.DeleteFunc(at.parties, func(p int) bool { return known && f.unnamed(p) })
	at.mediators = slices.DeleteFunc(slices.Clone(e.mediators), func(m int) bool {
		return slices.Contains(at.people, m) || slices.Contains(at.parties, f.side(f.actor(m)))
	})
	for _, h := range e.hosts {
		if h = f.actor(h); f.entities[h].Type != rapporteur.PlaceEntity {
			at.hosts = with(at.hosts, h)
		}
	}
	return at
}

// unnamed reports whether an entity is a group that its words only count or call by
// their offices.
func (f *facts) unnamed(entity int) bool {
	e := f.entities[entity]
	if e.Type != rapporteur.GroupEntity || len(e.Mentions) == 0 {
		return false
	}
	noun := f.word(f.head(f.tokens(e.Mentions[0].Span)))
	return leaderNouns[noun] || sideNouns[noun] || noun == "officials" || noun == "delegations" || noun == "teams"
}

// meeterWorth is how often those take part whom the tree and the words alone name.
const meeterWorth = 0.5

// What is said for taking part, beside the reader's posterior, by the words beside the
// step that name somebody; and the part of what is said for the likeliest from which on
// others take part beside the two sides that a meeting has at least. On gold/dev of the
// persons given 60 of 100 are right rather than 48, of the parties 68 rather than 67, on the
// real part of train 74 rather than 65 and 76 rather than 68; a meeting more is found.
const (
	seatedWorth     = 0.3
	besideLikeliest = 0.4
)

// besideOthers is what the posterior of a person counts whom the sentence of a step does
// not mention, where its words name the sides.
const besideOthers = 0.3

// likely are those who take part in a meeting, likelier ones first: the two likeliest
// sides, and others who are not much less likely.
func (f *facts) likely(e *encounter) []int {
	worth := map[int]float64{}
	var all []int
	for _, s := range e.steps {
		for _, x := range f.taking(s) {
			all = with(all, x.entity)
			worth[x.entity] = max(worth[x.entity], x.posterior)
		}
	}
	slices.SortStableFunc(all, func(x, y int) int { return cmp.Compare(worth[y], worth[x]) })
	var out, sides []int
	for _, x := range all {
		side := f.side(f.actor(x))
		if len(sides) < 2 && !slices.Contains(sides, side) || worth[x] >= besideLikeliest*worth[all[0]] {
			sides, out = with(sides, side), with(out, x)
		}
	}
	return out
}

// taking is who takes part by one step, and how much speaks for each.
func (f *facts) taking(s *step) []argued {
	var found []argued
	at := func(entity int) *argued {
		k := slices.IndexFunc(found, func(x argued) bool { return x.entity == entity })
		if k < 0 {
			k = len(found)
			found = append(found, argued{entity, 0})
		}
		return &found[k]
	}
	near, absent := f.inSentence(s.head), elsewhere
	if len(f.sidesOf(f.acting(s.own))) > 1 {
		absent = besideOthers
	}
	for _, x := range s.named {
		if e := f.actor(x.entity); !near[e] && f.entities[e].Type == rapporteur.PersonEntity {
			x.posterior *= absent
		} else if !near[e] {
			x.posterior *= elsewhere
		}
		one := at(x.entity)
		one.posterior = max(one.posterior, x.posterior)
	}
	for _, e := range s.own {
		at(e).posterior += seatedWorth
	}
	return found
}

// ownMeeters are those whom the words beside a step name: who meets, and with or between
// whom.
func (f *facts) ownMeeters(head int) []int {
	own := f.rightBefore(head)
	if f.nominal(head) {
		if above := f.governor(head); above >= 0 && f.relation(head) == "obj" && light[f.lemma(above)] {
			own = slices.Concat(f.subjects(above), f.joinedBy(above, "with"))
		}
	} else {
		objects := f.dependants(head, "obj")
		own = append(own, objects...)
		for _, o := range objects {
			own = append(own, f.joinedBy(o, "with", "between", "among")...)
		}
	}
	found := f.able(f.means(append(own, f.joinedBy(head, "with", "between", "among")...)))
	return with(found, f.able(f.named(head))...)
}

// togetherWorth is how often those take part for whom a phrase has one word: "the two
// sides met".
const togetherWorth = 0.9

// together are those whom a phrase means by one word for several, "the two sides" even
// where nothing links that to anybody.
func (f *facts) together(r rapporteur.TokenRange) []argued {
	var found []argued
	first := sort.Search(len(f.places), func(i int) bool { return f.places[i].tokens.First >= r.First })
	for _, p := range f.places[first:] {
		if p.tokens.First >= r.End {
			break
		}
		if p.tokens.End > r.End {
			continue
		}
		for _, e := range f.parts[p.entity] {
			found = append(found, argued{e, togetherWorth})
		}
	}
	for t := r.First; t+1 < r.End && len(found) == 0; t++ {
		if w := f.word(t); (w == "two" || w == "both") && sideNouns[f.word(t+1)] {
			for _, e := range f.two(f.analysis.Tokens[t].Start) {
				found = append(found, argued{e, togetherWorth})
			}
		}
	}
	return found
}

// addWorded adds those of whom the words of a step say that they take part.
func (f *facts) addWorded(s *step, r rapporteur.TokenRange) {
	for _, x := range append(f.together(r), f.proposers(s.head)...) {
		s.named, s.own = append(s.named, x), with(s.own, x.entity)
	}
}

// proposals are nouns of which who makes them means to take part.
var proposals = set("proposal offer invitation request call appeal bid")

// proposers are those whose proposal of a meeting a verb takes or refuses, unless it is
// one between others.
func (f *facts) proposers(head int) []argued {
	var found []argued
	for _, o := range append(f.dependants(head, "obj"), head) {
		between := func(noun int) bool { return len(f.joinedBy(noun, "between", "among")) > 0 }
		if !proposals[f.lemma(o)] || between(o) || slices.ContainsFunc(f.dependants(o, "nmod"), between) {
			continue
		}
		for _, e := range f.able(f.means(f.possessors(o))) {
			found = append(found, argued{e, togetherWorth})
		}
	}
	return found
}

// meeters are who meets by the tree and the words, where the reader names nobody:
// who is mentioned in the phrase but where it is, and who does what it says.
func (f *facts) meeters(r rapporteur.TokenRange, s *step) []int {
	var found []int
	for _, e := range f.within(r) {
		if f.entities[e].Type == rapporteur.PlaceEntity {
			s.places = with(s.places, e)
		} else if !slices.Contains(s.hosts, e) && !slices.Contains(s.mediators, e) && !slices.Contains(s.places, e) {
			found = with(found, e)
		}
	}
	for _, e := range f.doers(s.head) {
		if f.entities[e].Type != rapporteur.PlaceEntity {
			found = with(found, e)
		}
	}
	return found
}
