package extract

import (
	"slices"
	"strconv"
	"strings"

	"rapporteur"
)

// proposition is one side of a condition as it is compared with others: who takes
// part, and what is said of them, without negations, times and words of grammar.
type proposition struct {
	entities []int
	terms    []string
	// head is the term of its highest word, or its first.
	head string
	// words are the terms and names in text order, for the label.
	words []string
	// facts are the indices of its phrase in Analysis.Facts, -1 where it has none.
	fact int
}

// sameMeaning are words that a negotiation's outcomes and requirements go by, as
// lemmas; each list means the same as its first word.
var sameMeaning = meanings(`
	ceasefire cease-fire truce armistice
	meet meeting summit encounter assembly together face-to-face
	progress breakthrough headway advance happen
	agreement agree deal accord pact settlement
	release free
	withdraw withdrawal pullout leave
	sanction embargo
	talk negotiation negotiate dialogue
	concession concede
	guarantee assurance
	end stop halt cessation
	payment pay
	signature sign
	resumption resume
	visit trip travel journey
	lift lifting removal remove
	war fighting fight hostility conflict`)

func meanings(lists string) map[string]string {
	out := map[string]string{}
	for list := range strings.Lines(lists) {
		words := strings.Fields(list)
		for _, w := range words {
			out[w] = words[0]
		}
	}
	return out
}

// empty are lemmas that say nothing of what a proposition is about.
var empty = set(`be have do will would can could may might shall should must get go come make take give let there any some such
	every all only own other possible likely ready able new first whole thing something anything nothing way chance prospect want like seem
	no not never this that these those`)

// proposition is what a range of tokens says.
func (f *facts) proposition(r rapporteur.TokenRange, fact int) proposition {
	p := proposition{fact: fact}
	taken := map[int]bool{}
	for t := r.First; t < r.End; t++ {
		if taken[t] || f.dated(t) {
			continue
		}
		if m := f.participant(t, r); m >= 0 {
			for _, e := range f.ofMention(m) {
				p.entities = with(p.entities, e)
				p.words = with(p.words, f.entities[e].Name)
			}
			for k := t; k < f.analysis.Mentions[m].Tokens.End; k++ {
				taken[k] = true
			}
			continue
		}
		if term := f.term(t); term != "" {
			p.terms = with(p.terms, term)
			p.words = with(p.words, term)
		}
	}
	if top := f.top(r); top >= 0 && !taken[top] {
		p.head = f.term(top)
	}
	if p.head == "" && len(p.terms) > 0 {
		p.head = p.terms[0]
	}
	return p
}

// dated reports whether a token is part of a time expression.
func (f *facts) dated(token int) bool {
	return slices.ContainsFunc(f.analysis.Times, func(t rapporteur.Time) bool {
		return token >= t.Tokens.First && token < t.Tokens.End
	})
}

// participant is the longest mention of r that begins with a token, names or stands
// for someone and means an entity; -1 where there is none.
func (f *facts) participant(token int, r rapporteur.TokenRange) int {
	best := -1
	for i, m := range f.analysis.Mentions {
		if m.Tokens.First != token || m.Tokens.End > r.End || m.Form == rapporteur.NominalForm || f.of[i] < 0 {
			continue
		}
		if best < 0 || f.size(i) > f.size(best) {
			best = i
		}
	}
	return best
}

// term is the word of meaning at a token, its lemma without endings that make nouns
// of verbs; empty for a word of grammar.
func (f *facts) term(token int) string {
	tag := f.analysis.Tags[token]
	if !strings.HasPrefix(tag, "NN") && !strings.HasPrefix(tag, "VB") && !strings.HasPrefix(tag, "JJ") && tag != "RB" && tag != "RP" {
		return ""
	}
	lemma := strings.ToLower(f.analysis.Lemmas[token])
	if word, ok := sameMeaning[lemma]; ok {
		return word
	}
	if empty[lemma] || negating[lemma] || strings.HasPrefix(tag, "R") || relation(f.analysis.Tree[token]) == "aux" {
		return ""
	}
	return lemma
}

// sharedTerms is the least part of the terms of the shorter of two propositions that
// the other must have.
const sharedTerms = 0.6

// means reports whether two propositions are the same: they share most of the terms
// of the shorter, the head where that is all it has, and the participants of the one
// that has fewer; or they are of the same two or more and say no more than that these meet.
func (p proposition) means(q proposition) bool {
	shared := 0
	for _, t := range p.terms {
		if slices.Contains(q.terms, t) {
			shared++
		}
	}
	who := 0
	for _, e := range p.entities {
		if slices.Contains(q.entities, e) {
			who++
		}
	}
	least := min(len(p.terms), len(q.terms))
	if least > 0 && float64(shared) >= sharedTerms*float64(least) && (least > 1 || p.head == q.head) {
		return who == min(len(p.entities), len(q.entities))
	}
	return who > 1 && who == len(p.entities) && who == len(q.entities) && p.meets() && q.meets()
}

// meets reports whether a proposition says no more of its participants than that
// they come together.
func (p proposition) meets() bool {
	return !slices.ContainsFunc(p.terms, func(t string) bool { return t != "meet" && t != "agreement" && t != "talk" })
}

// sameWorth is the posterior from which on a link joins two propositions.
const sameWorth = 0.6

// label gives the propositions of conditions their labels: those that mean the same
// one in common, but never the two sides of one condition.
func (f *facts) label(found []rapporteur.Condition, pairs []conditionPair) {
	if f.below == nil {
		return
	}
	sides := make([]proposition, 0, 2*len(pairs))
	for _, p := range pairs {
		sides = append(sides, f.proposition(p.outcome, p.outcomeFact), f.proposition(p.requirement, p.fact))
	}
	same := f.sameSides()
	class := make([]int, len(sides))
	for i := range class {
		class[i] = i
	}
	// What is one phrase is one proposition, whatever else may look the same.
	mergeWhere(class, func(i, j int) bool { return sides[i].fact >= 0 && sides[i].fact == sides[j].fact })
	mergeWhere(class, func(i, j int) bool { return linked(same, sides[i], sides[j]) || sides[i].means(sides[j]) })
	names := labels(sides, class)
	for i := range found {
		found[i].OutcomeProposition, found[i].RequirementProposition = names[class[2*i]], names[class[2*i+1]]
	}
}

// linked reports whether the reader takes the phrases of two propositions for the
// same.
func linked(same map[[2]int]bool, p, q proposition) bool {
	if p.fact < 0 || q.fact < 0 {
		return false
	}
	return same[[2]int{p.fact, q.fact}] || same[[2]int{q.fact, p.fact}]
}

// sameSides are the pairs of phrases that the reader takes for the same.
func (f *facts) sameSides() map[[2]int]bool {
	out := map[[2]int]bool{}
	for _, l := range f.analysis.FactLinks {
		if l.Kind == rapporteur.SameLink && l.Posterior >= sameWorth {
			out[[2]int{l.From, l.To}] = true
		}
	}
	return out
}

// mergeWhere merges the classes of all pairs that are alike.
func mergeWhere(class []int, alike func(i, j int) bool) {
	for i := range class {
		for j := range i {
			if class[i] != class[j] && alike(i, j) {
				merge(class, i, j)
			}
		}
	}
}

// merge makes one class of those of i and j, unless a condition, whose sides stand at
// 2k and 2k+1, would then wait for itself.
func merge(class []int, i, j int) {
	from, to := class[i], class[j]
	for k := 0; k < len(class); k += 2 {
		a, b := class[k], class[k+1]
		if a == from && b == to || a == to && b == from {
			return
		}
	}
	for k := range class {
		if class[k] == from {
			class[k] = to
		}
	}
}

// maxLabel is how many words a label has at most.
const maxLabelWords = 6

// labels are by the classes of propositions: the words of the shortest one, and a
// number where another class has them.
func labels(sides []proposition, class []int) map[int]string {
	shortest := map[int]proposition{}
	var order []int
	for i, s := range sides {
		old, known := shortest[class[i]]
		if !known {
			order = append(order, class[i])
		}
		if !known || len(old.words) == 0 || len(s.words) > 0 && len(s.words) < len(old.words) {
			shortest[class[i]] = s
		}
	}
	out, taken := map[int]string{}, map[string]int{}
	for _, k := range order {
		words := shortest[k].words
		name := strings.Join(words[:min(len(words), maxLabelWords)], " ")
		if name == "" {
			name = "that"
		}
		taken[name]++
		if n := taken[name]; n > 1 {
			name += " " + strconv.Itoa(n)
		}
		out[k] = name
	}
	return out
}
