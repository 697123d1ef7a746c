package extract

import (
	"slices"
	"strings"

	"rapporteur"
)

// spelledPair is how often the sides of a condition are right that its words alone
// give away.
const spelledPair = 0.5

// spelled are the conditions whose words leave little doubt, in text order: what
// depends on something, what will not be unless or until something is, and the only
// way to something.
func (f *facts) spelled() []conditionPair {
	if f.below == nil {
		return nil
	}
	var found []conditionPair
	for t := range f.analysis.Tokens {
		p := conditionPair{fact: -1, outcomeFact: -1, posterior: spelledPair}
		ok := false
		switch word := f.word(t); {
		case word == "unless" || word == "until":
			p.form = rapporteur.ConditionForm(word)
			p.outcome, p.requirement, ok = f.barred(t)
		case word == "way" && t > 0 && f.word(t-1) == "only":
			p.form = rapporteur.OnlyIf
			p.outcome, p.requirement, ok = f.onlyWay(t)
		case f.depends(t):
			p.form = rapporteur.DependsOn
			p.outcome, p.requirement, ok = f.dependence(t)
		}
		if ok {
			found = append(found, p)
		}
	}
	return found
}

// barred are the sides of "unless" and, where the outcome is denied, of "until".
func (f *facts) barred(mark int) (outcome, requirement rapporteur.TokenRange, ok bool) {
	below := f.analysis.Tree[mark].Head
	if below <= mark || relation(f.analysis.Tree[below]) != "advcl" || f.analysis.Tree[below].Head == below {
		return outcome, requirement, false
	}
	outcome, told := f.clause(f.main(f.analysis.Tree[below].Head), rapporteur.TokenRange{First: mark, End: below + 1})
	requirement, ok = f.clause(below, outcome)
	requirement.First = max(requirement.First, mark+1)
	return outcome, requirement, ok && told && (f.word(mark) == "unless" || f.negations(outcome) == 1)
}

// dependent are the words that say of their subject that it depends on what follows;
// relying those that say it only of what is to come.
var (
	dependent = set(`depend hinge contingent conditional dependent`)
	relying   = set(`rely rest turn`)
)

// depends reports whether a token says that its subject depends on something.
func (f *facts) depends(t int) bool {
	lemma := strings.ToLower(f.analysis.Lemmas[t])
	if relying[lemma] {
		aux := f.child(t, "aux")
		return aux >= 0 && f.analysis.Tags[aux] == "MD"
	}
	return dependent[lemma]
}

// dependence are the subject of a word that depends and what it depends on.
func (f *facts) dependence(t int) (outcome, requirement rapporteur.TokenRange, ok bool) {
	subject := f.subject(t)
	_, end := f.sentence(f.analysis.Tokens[t].Start)
	if subject < 0 || t+2 >= end || f.word(t+1) != "on" && f.word(t+1) != "upon" {
		return outcome, requirement, false
	}
	on := f.analysis.Tree[t+1].Head
	if on <= t+1 || on >= end {
		return outcome, requirement, false
	}
	requirement, ok = f.clause(on, rapporteur.TokenRange{First: t, End: t + 2})
	for _, time := range f.analysis.Times {
		if time.Tokens.First == requirement.End {
			requirement.End = time.Tokens.End
		}
	}
	outcome, told := f.clause(subject, requirement)
	return outcome, requirement, ok && told
}

// onlyWay are the sides of "the only way … is …": what stands on either side of the
// verb, to the end of the clause.
func (f *facts) onlyWay(way int) (outcome, requirement rapporteur.TokenRange, ok bool) {
	_, end := f.sentence(f.analysis.Tokens[way].Start)
	is := way + 1
	for is < end && !slices.Contains([]string{"is", "was"}, f.word(is)) {
		is++
	}
	stop := is + 1
	for stop < end && !strings.ContainsAny(f.word(stop), ".,;:”\"") {
		stop++
	}
	outcome = rapporteur.TokenRange{First: way + 1, End: is}
	requirement = rapporteur.TokenRange{First: is + 1, End: stop}
	return outcome, requirement, is < end && outcome.End-outcome.First > 1 && requirement.End-requirement.First > 1
}
