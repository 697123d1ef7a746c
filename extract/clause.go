package extract

import (
	"slices"
	"strings"

	"rapporteur"
)

// completed is the pair of a phrase of which the reader found one side alone, with
// the clause that the tree ties it to: above a requirement that a mark begins, below
// an outcome where a mark begins another clause.
func (c *claims) completed(fact int) (conditionPair, bool) {
	f := c.analysis.Facts[fact]
	top := c.top(f.Tokens)
	if top < 0 {
		return conditionPair{}, false
	}
	p := conditionPair{fact: -1, outcomeFact: -1, posterior: f.Posterior * treePair}
	var ok bool
	if f.Family == rapporteur.RequirementFamily {
		var first int
		p.requirement, p.fact = f.Tokens, fact
		if p.form, first, ok = c.marked(f.Tokens); ok {
			p.outcome, ok = c.outcomeOf(top, rapporteur.TokenRange{First: first, End: f.Tokens.End}, p.form)
		}
		return p, ok
	}
	p.outcome, p.outcomeFact = f.Tokens, fact
	p.requirement, p.form, ok = c.requirementOf(top, f.Tokens)
	return p, ok
}

// outcomeOf is the clause that a marked requirement with a highest token depends on,
// or the subject of the verb that says that it depends.
func (c *claims) outcomeOf(top int, marked rapporteur.TokenRange, form rapporteur.ConditionForm) (rapporteur.TokenRange, bool) {
	governor := c.analysis.Tree[top].Head
	if governor == top || governor >= marked.First && governor < marked.End && form != rapporteur.DependsOn {
		return rapporteur.TokenRange{}, false
	}
	switch relation(c.analysis.Tree[top]) {
	case "advcl", "obl", "advmod", "nmod", "acl":
	default:
		return rapporteur.TokenRange{}, false
	}
	if form == rapporteur.DependsOn {
		subject := c.subject(governor)
		if subject < 0 {
			return rapporteur.TokenRange{}, false
		}
		return c.clause(subject, marked)
	}
	return c.clause(c.main(governor), marked)
}

// main is the verb of which another is only the last part, as in "is going to
// happen", "has to leave".
func (c *claims) main(verb int) int {
	for range maxShared {
		arc := c.analysis.Tree[verb]
		if relation(arc) != "xcomp" || !helping[strings.ToLower(c.analysis.Lemmas[arc.Head])] {
			break
		}
		verb = arc.Head
	}
	return verb
}

// helping are the verbs that say of another only when or whether it is.
var helping = set(`go have need seem appear tend begin start continue`)

// marking are the words that begin a clause or phrase that is a requirement.
var marking = set(`if unless until once till without provided`)

// requirementOf is the clause below the words of an outcome that a mark begins.
func (c *claims) requirementOf(top int, outcome rapporteur.TokenRange) (rapporteur.TokenRange, rapporteur.ConditionForm, bool) {
	first, end := c.sentence(c.analysis.Tokens[top].Start)
	for t := first; t < end; t++ {
		arc := c.analysis.Tree[t]
		if arc.Head < outcome.First || arc.Head >= outcome.End || t >= outcome.First && t < outcome.End {
			continue
		}
		mark := c.child(t, "mark", "case")
		if r := relation(arc); r != "advcl" && r != "obl" || mark < 0 || !marking[c.word(mark)] {
			continue
		}
		below, ok := c.clause(t, outcome)
		if ok && mark >= below.First && mark < below.End-1 {
			below.First = mark + 1
		}
		form, _, known := c.marked(below)
		return below, form, ok && known
	}
	return rapporteur.TokenRange{}, "", false
}

// outer are the relations of words that begin or end a clause and are no part of what it
// says.
var outer = set(`punct cc mark`)

// clause is the words in a row around a token that it governs, without those of
// another range and what that holds, and without marks and joining words at its ends.
func (c *claims) clause(head int, without rapporteur.TokenRange) (rapporteur.TokenRange, bool) {
	r := rapporteur.TokenRange{First: head, End: head + 1}
	sentence, end := c.sentence(c.analysis.Tokens[head].Start)
	for r.First > sentence && c.belongs(r.First-1, head, without) {
		r.First--
	}
	for r.End < end && c.belongs(r.End, head, without) {
		r.End++
	}
	for r.First < head && outer[relation(c.analysis.Tree[r.First])] {
		r.First++
	}
	for r.End > head+1 && outer[relation(c.analysis.Tree[r.End-1])] {
		r.End--
	}
	return r, r.End-r.First > 1 || slices.Contains([]string{"NN", "NNS", "NNP"}, c.analysis.Tags[head])
}

// belongs reports whether a token stands below head and outside a range, and no
// clause that is joined to head's stands between.
func (c *claims) belongs(token, head int, without rapporteur.TokenRange) bool {
	for range maxSentence {
		if token >= without.First && token < without.End {
			return false
		}
		arc := c.analysis.Tree[token]
		if token == head {
			return true
		}
		if r := relation(arc); arc.Head == token || r == "parataxis" || r == "conj" && arc.Head == head && c.child(token, "nsubj") >= 0 {
			return false
		}
		token = arc.Head
	}
	return false
}
