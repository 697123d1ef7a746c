package extract

import (
	"slices"

	"rapporteur"
)

// part finds the entities that stand for several others: those joined by "and", and
// "the two leaders" or "both sides" for the two of whom the report has just spoken.
func (f *facts) part() {
	f.joint = map[int][]int{}
	for i, p := range f.places {
		if _, ok := f.joint[p.entity]; ok || f.entities[p.entity].Type != rapporteur.GroupEntity {
			continue
		}
		m := f.conjuncts(p, f.places[i+1:])
		if len(m) < 2 {
			m = f.pair(p, f.places[:i])
		}
		if len(m) > 1 {
			f.joint[p.entity] = m
		}
	}
}

// conjuncts are the entities mentioned inside a mention, if nothing else stands in it
// but what joins them; inside begins with the first place behind it.
func (f *facts) conjuncts(p place, inside []place) []int {
	var found []int
	at := p.tokens.First
	for _, q := range inside {
		if q.tokens.First >= p.tokens.End {
			break
		}
		if q.entity == p.entity || q.tokens.End > p.tokens.End || q.tokens.First < at {
			continue
		}
		if !f.joins(at, q.tokens.First) {
			return nil
		}
		found, at = with(found, q.entity), q.tokens.End
	}
	if !f.joins(at, p.tokens.End) {
		return nil
	}
	return found
}

// joins reports whether only words that join stand from one token to another.
func (f *facts) joins(first, end int) bool {
	for t := first; t < end; t++ {
		if !joining[f.word(t)] {
			return false
		}
	}
	return true
}

var joining = set(`and , & both the as well`)

// each are the entities with those that stand for several parted.
func (f *facts) each(entities []int) []int {
	var out []int
	for _, e := range entities {
		if m, ok := f.joint[e]; ok {
			out = with(out, m...)
		} else {
			out = with(out, e)
		}
	}
	return out
}

// pair are the two that a mention such as "the two leaders" means, of those mentioned
// before it: the last that stand in one sentence with another, or in it and those
// before; nobody where it names no two.
func (f *facts) pair(p place, before []place) []int {
	fits, sure := f.dual(p)
	if fits == nil {
		return nil
	}
	var found []int
	first := len(f.analysis.Tokens)
	for i := len(before) - 1; i >= 0; i-- {
		if q := before[i]; q.tokens.First < first {
			if len(found) > 1 {
				break
			}
			first, _ = f.sentence(f.analysis.Tokens[q.tokens.First].Start)
		}
		for _, e := range f.each([]int{before[i].entity}) {
			if e = fits(e); e >= 0 {
				found = with(found, e)
			}
		}
	}
	if len(found) > 2 && sure {
		slices.SortStableFunc(found, func(x, y int) int { return len(f.entities[y].Mentions) - len(f.entities[x].Mentions) })
		found = found[:2]
	}
	if len(found) != 2 {
		return nil
	}
	slices.Reverse(found)
	return found
}

// dual is for a mention that means two whom it does not name how to take one for an
// entity mentioned before, -1 where it is none; sure says that the mention says that
// they are two.
func (f *facts) dual(p place) (fits func(entity int) int, sure bool) {
	if p.tokens.End-p.tokens.First > longestDual {
		return nil, false
	}
	definite, noun := false, ""
	for t := p.tokens.First; t < p.tokens.End; t++ {
		switch w := f.word(t); w {
		case "the", "these", "our", "their", "its":
			definite = true
		case "two", "2", "both":
			sure = true
		default:
			noun = w
		}
	}
	switch {
	case !sure && (!definite || p.tokens.End-p.tokens.First > 2):
		return nil, false
	case leaderNouns[noun] || noun == "" && sure:
		return f.asPerson, sure
	case sideNouns[noun] && sure:
		return f.asSide, sure
	}
	return nil, false
}

// longestDual is how many words such a mention has at most.
const longestDual = 4

var (
	leaderNouns = set(`leaders presidents ministers premiers men women chiefs counterparts statesmen`)
	sideNouns   = set(`sides countries nations governments states neighbours neighbors parties capitals koreas rivals foes allies`)
)

// asPerson is a person for itself.
func (f *facts) asPerson(e int) int {
	if f.entities[e].Type == rapporteur.PersonEntity {
		return e
	}
	return -1
}

// asSide is the state, movement or body for whose side an entity acts.
func (f *facts) asSide(e int) int {
	e = f.side(f.actor(e))
	if t := f.entities[e].Type; t == rapporteur.GovernmentEntity || t == rapporteur.OrganisationEntity && f.entities[e].KB != "" {
		return e
	}
	return -1
}
