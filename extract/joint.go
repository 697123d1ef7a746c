package extract

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"rapporteur"
)

// part finds the entities that stand for several others: those joined by "and", "the
// governments of" several, and "the two leaders" or "both sides" for the two of whom
// the report speaks. A group of persons of several sides ("the presidents of Oram,
// Lint and Vorr") stays one.
func (f *facts) part() {
	f.parts = map[int][]int{}
	whole := map[int]bool{}
	open := func(e int) bool {
		return f.entities[e].Type == rapporteur.GroupEntity && f.parts[e] == nil && !whole[e]
	}
	for i, p := range f.places {
		if !open(p.entity) {
			continue
		}
		m, each := f.conjuncts(p, f.places[i+1:]), true
		if len(m) < 2 {
			m, each = f.owners(p, f.places[i+1:])
		}
		if len(m) > 1 && each && !slices.ContainsFunc(m, f.nameless) {
			f.parts[p.entity] = m
		} else if len(m) > 1 {
			whole[p.entity] = true
		}
	}
	for i, p := range f.places {
		if !open(p.entity) {
			continue
		}
		m := f.pair(p, f.places[:i])
		if span := f.analysis.Span(p.tokens); len(m) < 2 && bothWords.MatchString(span.In(f.text)) {
			m = f.two(span.Start)
			whole[p.entity] = true // where it is first said it is clear who is meant, or never
		}
		if len(m) > 1 {
			f.parts[p.entity] = m
		}
	}
}

// owners are the entities that "and" joins inside a mention, by the tree, and whether
// the mention means each of them: where they are its own heads, or each have one of
// what it names. inside begins with the first place behind it.
func (f *facts) owners(p place, inside []place) (found []int, each bool) {
	head := f.head(p.tokens)
	for _, q := range inside {
		if q.tokens.First >= p.tokens.End {
			break
		}
		if q.entity == p.entity || q.tokens.End > p.tokens.End {
			continue
		}
		if joined := f.atHeads(f.head(q.tokens), p.tokens); len(joined) > 1 {
			return joined, f.head(q.tokens) == head || governing[f.word(head)]
		}
	}
	return nil, false
}

// governing are the nouns whose joint owners each have one.
var governing = set(`governments sides authorities delegations`)

// bothWords are what the two sides of talks are called together.
var bothWords = regexp.MustCompile(`(?i)^(?:both|the two|two|their two)(?: \w+)? (?:sides|parties|countries|nations|governments|leaders|presidents|ministers|delegations|neighbou?rs|foes|men|teams|states)$|^(?:the )?(?:two|both|sides|leaders|presidents)$`)

// two are the two sides that the report has named most often up to an offset, its own
// first person aside; nobody where it has not named two, or a third more than half as
// often as the second.
func (f *facts) two(offset int) []int {
	count := map[int]int{}
	for i, e := range f.entities {
		side := f.side(i)
		if t := f.entities[side].Type; t != rapporteur.GovernmentEntity && t != rapporteur.OrganisationEntity {
			continue
		}
		for _, m := range e.Mentions {
			if m.Start < offset && !ownWords[strings.ToLower(m.In(f.text))] {
				count[side]++
			}
		}
	}
	order := slices.Sorted(maps.Keys(count))
	slices.SortStableFunc(order, func(x, y int) int { return count[y] - count[x] })
	if len(order) < 2 || len(order) > 2 && 2*count[order[2]] > count[order[1]] {
		return nil
	}
	return order[:2]
}

// nameless reports whether an entity goes by no name, so that no list names it.
func (f *facts) nameless(e int) bool {
	return f.entities[e].KB == "" && !slices.ContainsFunc(f.entities[e].Mentions, func(m rapporteur.EntityMention) bool { return m.Form == rapporteur.NameForm })
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
		if m, ok := f.parts[e]; ok {
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
		if ownWords[f.word(before[i].tokens.First)] {
			continue // who speaks of two means others
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

// asPerson is a person whom the report names for itself.
func (f *facts) asPerson(e int) int {
	named := func(m rapporteur.EntityMention) bool { return m.Form == rapporteur.NameForm }
	if f.entities[e].Type == rapporteur.PersonEntity && slices.ContainsFunc(f.entities[e].Mentions, named) {
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
