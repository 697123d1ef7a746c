package extract

import (
	"slices"
	"strings"

	"rapporteur"
)

// This file reads who does what to whom off the tree, for phrases in which the
// reader found nobody. Relations are those of Universal Dependencies.

// maxClimb is how many words a subject may be shared by, one below the other, as in
// "has agreed to try to meet".
const maxClimb = 4

// subjects are the tokens that head the subjects of a verb or predicate: its own,
// else those that it shares with the verb above it. Passive ones are left out.
func (f *facts) subjects(verb int) []int {
	for range maxClimb {
		if own := f.dependants(verb, "nsubj", "nsubj:outer"); len(own) > 0 {
			return f.resolved(own, verb)
		}
		if len(f.dependants(verb, "nsubj:pass", "aux:pass")) > 0 {
			return f.agents(verb)
		}
		next := f.governor(verb)
		if next < 0 {
			return nil
		}
		switch relation, _, _ := strings.Cut(f.relation(verb), ":"); relation {
		case "xcomp", "ccomp":
			if bidden := f.bidden(next, verb); len(bidden) > 0 {
				return bidden
			}
		case "advcl":
			if requesting[f.lemma(next)] && f.toVerb(verb) {
				if bidden := f.bidden(next, verb); len(bidden) > 0 {
					return bidden
				}
			}
		case "conj", "parataxis", "cop", "aux":
		case "acl":
			if f.tag(verb) == "VBN" {
				return f.agents(verb)
			}
			if f.tag(verb) == "VBG" {
				return []int{next}
			}
			verb = next
			return f.possessors(verb)
		default:
			return nil
		}
		verb = next
	}
	return nil
}

// bidden are those who are to do what completes a verb: its objects, and whom one asks
// by a preposition ("called on Oram to open").
func (f *facts) bidden(verb, complement int) []int {
	if objects := f.dependants(verb, "obj", "iobj", "nsubj:pass"); len(objects) > 0 {
		return objects
	}
	if !requesting[f.lemma(verb)] || !f.toVerb(complement) {
		return nil
	}
	asked := f.joinedBy(verb, "on", "upon", "to")
	if len(f.dependants(verb, "compound:prt")) > 0 {
		for _, d := range f.dependants(verb, "obl") {
			if d < complement && len(f.dependants(d, "case")) == 0 {
				asked = with(asked, d)
			}
		}
	}
	return asked
}

// toVerb reports whether a verb stands behind "to".
func (f *facts) toVerb(verb int) bool {
	return slices.ContainsFunc(f.dependants(verb, "mark"), func(m int) bool { return f.word(m) == "to" })
}

// resolved puts the noun that a relative clause is about in the place of its
// pronoun: the one that the clause hangs at, else whoever is named right before it.
func (f *facts) resolved(subjects []int, verb int) []int {
	out := slices.Clone(subjects)
	for i, s := range out {
		if t := f.tag(s); t != "WP" && t != "WDT" {
			continue
		}
		above := f.governor(verb)
		if above >= 0 && strings.HasPrefix(f.relation(verb), "acl") {
			out[i] = above
			continue
		}
		end := s
		if end > 0 && f.word(end-1) == "," {
			end--
		}
		if at := f.endings[end]; len(at) > 0 {
			out[i] = f.head(f.places[at[0]].tokens)
		}
	}
	return out
}

// dependants are those of a token with one of the relations, in text order.
func (f *facts) dependants(token int, relations ...string) []int {
	if f.below == nil {
		return nil
	}
	var found []int
	for _, d := range f.below[token] {
		if slices.Contains(relations, f.relation(d)) {
			found = append(found, d)
		}
	}
	return found
}

// agents are the heads of the "by" phrases of a passive verb or a noun.
func (f *facts) agents(token int) []int {
	found := f.dependants(token, "obl:agent")
	return append(found, f.joinedBy(token, "by")...)
}

// joinedBy are the nominal dependants of a token that begin with one of the
// prepositions.
func (f *facts) joinedBy(token int, prepositions ...string) []int {
	var found []int
	for _, d := range f.dependants(token, "obl", "nmod") {
		for _, c := range f.dependants(d, "case") {
			if slices.Contains(prepositions, f.word(c)) {
				found = with(found, d)
			}
		}
	}
	return found
}

// possessors are the heads of whose a noun is.
func (f *facts) possessors(noun int) []int { return f.dependants(noun, "nmod:poss") }

// objects are the heads of the objects of a verb, its subjects where it is passive.
func (f *facts) objects(verb int) []int {
	return f.dependants(verb, "nsubj:pass", "iobj", "obj")
}

// means are the entities that words mean: those of which a mention has the word, or
// a name beside it or joined to it by "and", at its head. Nobody twice.
func (f *facts) means(tokens []int) []int {
	var found []int
	for _, t := range tokens {
		found = with(found, f.meant(t, 0)...)
	}
	return f.each(found)
}

// maxBeside is how deep names may stand beside names.
const maxBeside = 3

func (f *facts) meant(token, depth int) []int {
	var found []int
	if e := f.headed[token]; e >= 0 {
		found = append(found, e)
	}
	if depth == maxBeside {
		return found
	}
	if len(found) == 0 {
		for _, d := range f.dependants(token, "appos", "flat", "compound", "nmod:desc") {
			if found = f.meant(d, depth+1); len(found) > 0 {
				found = found[:1]
				break
			}
		}
	}
	for _, d := range f.dependants(token, "conj") {
		found = with(found, f.meant(d, depth+1)...)
	}
	return found
}

// doers are the entities that do what a word says: the subjects of a verb; of a noun
// those whose it is, those by or between whom, and the subjects of the verb that it
// is the object of; else those nearest before it that can act.
func (f *facts) doers(head int) []int {
	var found []int
	if f.nominal(head) {
		found = f.ofNoun(head)
	} else {
		found = f.able(f.means(f.subjects(head)))
	}
	if len(found) == 0 && len(f.dependants(head, "nsubj:pass")) == 0 {
		found = f.nearestBefore(head)
	}
	return found
}

// ofNoun are the doers of what a noun names.
func (f *facts) ofNoun(head int) []int {
	found := f.means(slices.Concat(f.possessors(head), f.agents(head), f.joinedBy(head, "between", "among", "from")))
	if len(found) == 0 {
		found = f.possessing(head)
	}
	if len(found) > 0 {
		return found
	}
	if above := f.governor(head); above >= 0 && !f.nominal(above) {
		found = f.able(f.means(f.subjects(above)))
	}
	if len(found) == 0 {
		found = f.able(f.means(f.dependants(head, "amod", "compound")))
	}
	if len(found) == 0 {
		found = f.able(f.means(f.joinedBy(head, "of")))
	}
	return found
}

// possessing is whom a possessive ending before a noun, with only what describes the
// noun between, makes its owner.
func (f *facts) possessing(noun int) []int {
	first, _ := f.sentence(f.analysis.Tokens[noun].Start)
	for t := noun - 1; t > first; t-- {
		switch tag := f.tag(t); {
		case tag == "POS":
			return f.ending(t)
		case tag == "PRP$" && f.headed[t] >= 0:
			return []int{f.headed[t]}
		case !strings.HasPrefix(tag, "JJ") && !strings.HasPrefix(tag, "NN") && tag != "VBN" && tag != "VBG" && tag != "CD" && tag != "HYPH":
			return nil
		}
	}
	return nil
}

// ending is the entity of the longest mention that ends before or with a token.
func (f *facts) ending(t int) []int {
	best := -1
	for _, i := range slices.Concat(f.endings[t], f.endings[t+1]) {
		if f.places[i].tokens.First < t && (best < 0 || i < best) {
			best = i
		}
	}
	if best < 0 {
		return nil
	}
	return []int{f.places[best].entity}
}

// able are those of the entities that can act.
func (f *facts) able(entities []int) []int {
	return slices.DeleteFunc(slices.Clone(entities), func(e int) bool {
		return f.entities[f.actor(e)].Type == rapporteur.PlaceEntity
	})
}

// nearestBefore are those who stand nearest before a word in its sentence as the
// subject of a verb, nobody where none does.
func (f *facts) nearestBefore(token int) []int {
	first, _ := f.sentence(f.analysis.Tokens[token].Start)
	for t := token - 1; t >= first; t-- {
		if strings.HasPrefix(f.relation(t), "nsubj") {
			if found := f.able(f.means([]int{t})); len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

// undergoers are the entities that what a word says is aimed at, by the tree.
func (f *facts) undergoers(head int) []int {
	if found := f.means(f.objects(head)); len(found) > 0 {
		return found
	}
	return f.means(f.joinedBy(head, "to", "with", "against", "on", "upon", "for", "at", "from", "of"))
}

// nominal reports whether a word is a noun, not a verb or an adjective.
func (f *facts) nominal(i int) bool { return strings.HasPrefix(f.tag(i), "NN") }

// acting are those of the entities that can act: in the place of a place the state
// whose it is, if the report names it.
func (f *facts) acting(entities []int) []int {
	var out []int
	for _, e := range entities {
		out = with(out, f.actor(e))
	}
	return out
}

func (f *facts) actor(entity int) int {
	p := f.entities[entity]
	if p.Type != rapporteur.PlaceEntity || p.Country == "" {
		return entity
	}
	if state, ok := f.governments[p.Country]; ok {
		return state
	}
	return entity
}

// rightBefore are the heads of whoever is named right before a finite verb with no more
// than its auxiliaries between, and of those joined to it by "and", where no preposition
// or comma stands before: they are its subject unless it is passive, whatever the tree
// makes of the sentence.
func (f *facts) rightBefore(verb int) []int {
	if f.nominal(verb) || f.tag(verb) == "VBN" && verb > 0 && f.lemma(verb-1) == "be" {
		return nil
	}
	t := verb
	for finite := finiteTags[f.tag(verb)]; ; t-- {
		if t == 0 {
			return nil
		}
		before := f.tag(t - 1)
		if before != "MD" && before != "RB" && !auxiliaries[f.lemma(t-1)] {
			if finite {
				break
			}
			return nil
		}
		finite = finite || finiteTags[before]
	}
	var found []int
	for t > 0 {
		first, last := f.ended(t)
		if last < 0 {
			return nil
		}
		found = append(found, f.head(rapporteur.TokenRange{First: first, End: t}))
		if first == 0 || !attaching[f.tag(first-1)] {
			break
		}
		if f.word(first-1) != "and" {
			return nil
		}
		t = first - 1
	}
	slices.Reverse(found)
	return found
}

// ended is the first token of the longest mention that ends before a token, and its
// entity; -1 where none does.
func (f *facts) ended(t int) (first, entity int) {
	if at := f.endings[t]; len(at) > 0 {
		p := f.places[at[0]]
		return p.tokens.First, p.entity
	}
	return -1, -1
}

var (
	finiteTags  = set(`VBD VBZ VBP MD`)
	auxiliaries = set(`be have do`)
	// attaching are the tags before a phrase that belongs to another before it.
	attaching = set(`IN TO CC POS ,`)
)
