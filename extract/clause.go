package extract

import (
	"slices"
	"sort"
	"strings"

	"rapporteur"
)

// completed is the pair of a phrase of which the reader found one side alone, with
// the clause that the tree ties it to: above a requirement that a mark begins, below
// an outcome where a mark begins another clause.
func (f *facts) completed(fact int) (conditionPair, bool) {
	phrase := f.analysis.Facts[fact]
	top := f.top(phrase.Tokens)
	if top < 0 {
		return conditionPair{}, false
	}
	p := conditionPair{fact: -1, outcomeFact: -1, posterior: phrase.Posterior * treePair}
	var ok bool
	if phrase.Family == rapporteur.RequirementFamily {
		var first int
		p.requirement, p.fact = phrase.Tokens, fact
		if p.form, first, ok = f.markedBy(phrase.Tokens); ok {
			p.outcome, ok = f.outcomeOf(top, rapporteur.TokenRange{First: first, End: phrase.Tokens.End}, p.form)
		}
		return p, ok
	}
	p.outcome, p.outcomeFact = phrase.Tokens, fact
	p.requirement, p.form, ok = f.requirementOf(top, phrase.Tokens)
	return p, ok
}

// outcomeOf is the clause that a marked requirement with a highest token depends on,
// or the subject of the verb that says that it depends.
func (f *facts) outcomeOf(top int, marked rapporteur.TokenRange, form rapporteur.ConditionForm) (rapporteur.TokenRange, bool) {
	governor := f.analysis.Tree[top].Head
	if governor == top || governor >= marked.First && governor < marked.End && form != rapporteur.DependsOn {
		return rapporteur.TokenRange{}, false
	}
	switch relation(f.analysis.Tree[top]) {
	case "advcl", "obl", "advmod", "nmod", "acl":
	default:
		return rapporteur.TokenRange{}, false
	}
	if form == rapporteur.DependsOn {
		subject := f.subject(governor)
		if subject < 0 {
			return rapporteur.TokenRange{}, false
		}
		return f.clause(subject, marked)
	}
	return f.clause(f.main(governor), marked)
}

// main is the verb of which another is only the last part, as in "is going to
// happen", "has to leave".
func (f *facts) main(verb int) int {
	for range maxShared {
		arc := f.analysis.Tree[verb]
		if relation(arc) != "xcomp" || !helping[strings.ToLower(f.analysis.Lemmas[arc.Head])] {
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
func (f *facts) requirementOf(top int, outcome rapporteur.TokenRange) (rapporteur.TokenRange, rapporteur.ConditionForm, bool) {
	first, end := f.sentence(f.analysis.Tokens[top].Start)
	for t := first; t < end; t++ {
		arc := f.analysis.Tree[t]
		if arc.Head < outcome.First || arc.Head >= outcome.End || t >= outcome.First && t < outcome.End {
			continue
		}
		mark := f.child(t, "mark", "case")
		if r := relation(arc); r != "advcl" && r != "obl" || mark < 0 || !marking[f.word(mark)] {
			continue
		}
		if f.apart(outcome, rapporteur.TokenRange{First: t, End: t + 1}) {
			continue
		}
		below, ok := f.clause(t, outcome)
		if ok && mark >= below.First && mark < below.End-1 {
			below.First = mark + 1
		}
		form, _, known := f.markedBy(below)
		return below, form, ok && known
	}
	return rapporteur.TokenRange{}, "", false
}

// outer are the relations of words that begin or end a clause and are no part of what it
// says.
var outer = set(`punct cc mark`)

// clause is the words in a row around a token that it governs, without those of
// another range and what that holds, and without marks and joining words at its ends.
func (f *facts) clause(head int, without rapporteur.TokenRange) (rapporteur.TokenRange, bool) {
	r := rapporteur.TokenRange{First: head, End: head + 1}
	sentence, end := f.sentence(f.analysis.Tokens[head].Start)
	for r.First > sentence && f.belongs(r.First-1, head, without) {
		r.First--
	}
	for r.End < end && f.belongs(r.End, head, without) {
		r.End++
	}
	for r.First < head && outer[relation(f.analysis.Tree[r.First])] {
		r.First++
	}
	for r.End > head+1 && outer[relation(f.analysis.Tree[r.End-1])] {
		r.End--
	}
	return r, r.End-r.First > 1 || slices.Contains([]string{"NN", "NNS", "NNP"}, f.analysis.Tags[head])
}

// belongs reports whether a token stands below head and outside a range, and no
// clause that is joined to head's stands between.
func (f *facts) belongs(token, head int, without rapporteur.TokenRange) bool {
	for range maxSentence {
		if token >= without.First && token < without.End {
			return false
		}
		arc := f.analysis.Tree[token]
		if token == head {
			return true
		}
		if r := relation(arc); arc.Head == token || r == "parataxis" || r == "conj" && arc.Head == head && f.child(token, "nsubj") >= 0 {
			return false
		}
		token = arc.Head
	}
	return false
}

// apart reports whether one of two ranges of tokens stands in a quotation in which the
// other does not: words beside a quotation do not go on with its sentence.
func (f *facts) apart(a, b rapporteur.TokenRange) bool { return f.quoted(a) != f.quoted(b) }

// quoted is the index of the outermost quotation that holds the beginning of a range of
// tokens, -1 where none does.
func (f *facts) quoted(r rapporteur.TokenRange) int {
	at := f.analysis.Tokens[r.First].Start
	k := sort.Search(len(f.outermost), func(i int) bool { return f.quotations[f.outermost[i]].Outer.Start > at }) - 1
	if k < 0 || f.quotations[f.outermost[k]].Outer.End <= at {
		return -1
	}
	return f.outermost[k]
}
