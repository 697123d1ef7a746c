package extract

import (
	"slices"
	"strings"

	"rapporteur"
)

// ofMention is the entities that a mention means: where it joins several, those of its
// parts that mean one.
func (f *facts) ofMention(mention int) []int {
	m := f.analysis.Mentions[mention]
	if parts := f.atHeads(m.Head, m.Tokens); len(parts) > 1 {
		return parts
	}
	if e := f.of[mention]; e >= 0 {
		return []int{e}
	}
	return nil
}

// atHeads is the entities at a head word within a range of tokens and at the words
// that "and" joins to it, each by the longest mention that has none of the others.
func (f *facts) atHeads(head int, within rapporteur.TokenRange) []int {
	heads := []int{head}
	if len(f.analysis.Tree) == len(f.analysis.Tokens) {
		for t := within.First; t < within.End; t++ {
			if f.analysis.Tree[t].Head == head && f.analysis.Tree[t].Relation == "conj" {
				heads = append(heads, t)
			}
		}
	}
	var found []int
	for _, h := range heads {
		for _, m := range f.heads[h] {
			t := f.analysis.Mentions[m].Tokens
			other := slices.ContainsFunc(heads, func(o int) bool { return o != h && o >= t.First && o < t.End })
			if e := f.of[m]; e >= 0 && !other {
				found = with(found, e)
				break
			}
		}
	}
	return found
}

// maxSides bounds how often one acts for another who acts for a third.
const maxSides = 4

// side is for whose side an entity acts: the government or organisation at the end
// of those for whom it does, its state's government where a person or a place has
// no other, itself else.
func (f *facts) side(entity int) int {
	for range maxSides {
		e := f.entities[entity]
		party, acts := f.index[e.Party]
		own, state := f.governments[e.Country]
		switch {
		case acts && party != entity && !f.foreign(e, party):
			entity = party
		case state && own != entity && f.official(e):
			return own
		default:
			return entity
		}
	}
	return entity
}

// official reports whether an entity stands for its state where it has no party of
// its own: a place, and a person with a role, of whom nothing can be known in a
// report without a day.
func (f *facts) official(e rapporteur.Entity) bool {
	switch e.Type {
	case rapporteur.PlaceEntity:
		return true
	case rapporteur.PersonEntity:
		return f.undated || len(e.Roles) > 0
	}
	return false
}

// foreign reports whether the party that is told of a person is the government of a
// state other than the person's own.
func (f *facts) foreign(e rapporteur.Entity, party int) bool {
	p := f.entities[party]
	return e.Type == rapporteur.PersonEntity && p.Type == rapporteur.GovernmentEntity && e.Country != "" && p.Country != e.Country
}

func (f *facts) id(entity int) string { return f.entities[entity].ID }

// players is the entities that play a role in a phrase with at least a posterior,
// the likeliest mention first, and that one's posterior.
func (f *facts) players(phrase rapporteur.FactPhrase, role rapporteur.ArgumentRole, least float64) (entities []int, posterior float64) {
	for _, g := range phrase.Arguments {
		if g.Role != role || g.Posterior < least || g.Mention < 0 || g.Mention >= len(f.analysis.Mentions) {
			continue
		}
		found := f.ofMention(g.Mention)
		if len(found) > 0 {
			posterior = max(posterior, g.Posterior)
			entities = with(entities, found...)
		}
	}
	return entities, posterior
}

// voicedIn is the index of the innermost statement whose content holds at least half
// of a span, -1 where none does.
func (f *facts) voicedIn(span rapporteur.Span) int {
	best, least := -1, 0
	for i, s := range f.statements {
		shared, size := 0, 0
		for _, p := range s.Content {
			shared += max(0, min(p.End, span.End)-max(p.Start, span.Start))
			size += p.Len()
		}
		if 2*shared >= span.Len() && (best < 0 || size < least) {
			best, least = i, size
		}
	}
	return best
}

// statementID is the ID of a statement by its index, empty for -1.
func (f *facts) statementID(i int) string {
	if i < 0 {
		return ""
	}
	return f.statements[i].ID
}

// speakers are the entities that make a statement by its index, none for -1.
func (f *facts) speakers(i int) []int {
	if i < 0 {
		return nil
	}
	var out []int
	for _, id := range f.statements[i].Speaker {
		if e, ok := f.index[id]; ok {
			out = with(out, e)
		}
	}
	return out
}

// top is the token of a range that its tree puts highest: the first whose head lies
// outside the range; -1 without a tree.
func (f *facts) top(r rapporteur.TokenRange) int {
	if f.below == nil {
		return -1
	}
	for t := r.First; t < r.End; t++ {
		if h := f.analysis.Tree[t].Head; (h < r.First || h >= r.End || h == t) && f.analysis.Tree[t].Relation != "punct" {
			return t
		}
	}
	return -1
}

// child is the first token of the sentence that a token governs by one of the
// relations, subtypes included, -1 where there is none.
func (f *facts) child(token int, relations ...string) int {
	first, end := f.sentence(f.analysis.Tokens[token].Start)
	for t := first; t < end; t++ {
		if f.analysis.Tree[t].Head == token && t != token && slices.Contains(relations, relation(f.analysis.Tree[t])) {
			return t
		}
	}
	return -1
}

// relation is the relation of an arc without its subtype.
func relation(a rapporteur.Arc) string {
	r, _, _ := strings.Cut(a.Relation, ":")
	return r
}

// subject is the token of the subject of a verb: its own, or that of the verb that
// it continues.
func (f *facts) subject(verb int) int {
	for range maxShared {
		if s := f.child(verb, "nsubj"); s >= 0 {
			return s
		}
		arc := f.analysis.Tree[verb]
		if r := relation(arc); arc.Head == verb || r != "xcomp" && r != "conj" && r != "advcl" && r != "ccomp" {
			return -1
		}
		verb = arc.Head
	}
	return -1
}

// sidesOf are the sides of entities, each once.
func (f *facts) sidesOf(entities []int) []int {
	var out []int
	for _, e := range f.each(entities) {
		out = with(out, f.side(e))
	}
	return out
}
