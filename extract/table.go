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

// besideLikeliest is the part of the posterior of the likeliest from which on others
// take part beside the two sides that a meeting has at least: on gold/dev of the
// parties given 63 of 100 are right rather than 57, and as many of the annotated ones
// are among them; with 0.5 it were 68, but 83 of the annotated ones rather than 87 and
// a meeting fewer found.
const besideLikeliest = 0.25

// likely are those who take part in a meeting: the two likeliest sides with all who
// act for them, and others who are not much less likely.
func (f *facts) likely(e *encounter) []int {
	var found []argued
	for _, s := range e.steps {
		for _, x := range s.named {
			if k := slices.IndexFunc(found, func(y argued) bool { return y.entity == x.entity }); k < 0 {
				found = append(found, x)
			} else {
				found[k].posterior = max(found[k].posterior, x.posterior)
			}
		}
	}
	slices.SortStableFunc(found, func(x, y argued) int { return cmp.Compare(y.posterior, x.posterior) })
	var out, sides []int
	for _, x := range found {
		side := f.side(f.actor(x.entity))
		if len(sides) < 2 || slices.Contains(sides, side) || x.posterior >= besideLikeliest*found[0].posterior {
			sides, out = with(sides, side), with(out, x.entity)
		}
	}
	return out
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
