package extract

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rapporteur"
)

// conditions are what waits for what, in text order, with the labels of their
// propositions.
func (f *facts) conditions() []rapporteur.Condition {
	pairs := f.conditionPairs()
	found := make([]rapporteur.Condition, len(pairs))
	for i, p := range pairs {
		found[i] = f.condition(p)
		found[i].ID = "c" + strconv.Itoa(i+1)
	}
	f.label(found, pairs)
	return found
}

// touches reports whether the requirements of two pairs, or their outcomes, overlap.
func (p conditionPair) touches(q conditionPair) bool {
	return crosses(p.requirement, q.requirement) || crosses(p.outcome, q.outcome) && crosses(p.requirement, q.outcome)
}

func crosses(a, b rapporteur.TokenRange) bool { return a.First < b.End && b.First < a.End }

// conditionPair is an outcome and what it waits for.
type conditionPair struct {
	outcome, requirement rapporteur.TokenRange
	// fact is the index of the requirement's phrase in Analysis.Facts, outcomeFact that
	// of the outcome's; -1 where the tree alone found it.
	fact, outcomeFact int
	form              rapporteur.ConditionForm
	posterior         float64
}

const (
	// waitsWorth is the posterior from which on a link pairs the two sides.
	waitsWorth = 0.5
	// nearPair and treePair are how often two sides belong together that stand
	// nearest in one sentence, and a side that the tree adds to the one found.
	nearPair = 0.7
	treePair = 0.6
)

// conditionPairs are the outcomes and requirements that belong together, in text
// order: those that the reader ties, else the nearest of one sentence, else a phrase
// with the clause that its mark ties it to.
func (f *facts) conditionPairs() []conditionPair {
	var pairs []conditionPair
	outcomes, requirements := f.phrases(rapporteur.OutcomeFamily), f.phrases(rapporteur.RequirementFamily)
	paired := map[int]bool{}
	add := func(o, r int, certain float64) {
		of, rf := f.analysis.Facts[o], f.analysis.Facts[r]
		paired[o], paired[r] = true, true
		pairs = append(pairs, conditionPair{of.Tokens, rf.Tokens, r, o, f.form(rf), min(of.Posterior, rf.Posterior) * certain})
	}
	for _, r := range requirements {
		for _, l := range f.analysis.FactLinks {
			if l.Kind == rapporteur.WaitsForLink && l.To == r && l.Posterior >= waitsWorth && slices.Contains(outcomes, l.From) && !f.insideOf(l.From, r) {
				add(l.From, r, l.Posterior)
			}
		}
	}
	for _, r := range requirements {
		if o := f.nearest(r, outcomes); o >= 0 && !paired[r] {
			add(o, r, nearPair)
		}
	}
	for _, o := range outcomes {
		if r := f.nearest(o, requirements); r >= 0 && !paired[o] {
			add(o, r, nearPair)
		}
	}
	for _, i := range slices.Concat(requirements, outcomes) {
		if p, ok := f.completed(i); ok && !paired[i] {
			pairs = append(pairs, p)
		}
	}
	for _, p := range f.spelled() {
		if !slices.ContainsFunc(pairs, p.touches) {
			pairs = append(pairs, p)
		}
	}
	slices.SortStableFunc(pairs, func(x, y conditionPair) int {
		return cmp.Or(
			cmp.Compare(min(x.outcome.First, x.requirement.First), min(y.outcome.First, y.requirement.First)),
			cmp.Compare(x.outcome.First, y.outcome.First), cmp.Compare(x.requirement.First, y.requirement.First))
	})
	return pairs
}

// nearest is the one of the facts in the sentence of fact i that stands nearest to it
// without overlap, -1 where none does.
func (f *facts) nearest(i int, facts []int) int {
	own := f.analysis.Facts[i].Tokens
	first, end := f.sentence(f.analysis.Tokens[own.First].Start)
	best, least := -1, end-first+1
	for _, k := range facts {
		t := f.analysis.Facts[k].Tokens
		gap := max(t.First-own.End, own.First-t.End)
		if t.First >= first && t.End <= end && gap >= 0 && gap < least && !f.apart(own, t) && !f.insideOf(k, i) && !f.insideOf(i, k) {
			best, least = k, gap
		}
	}
	return best
}

// insideOf reports whether the tree puts the words of an outcome inside the clause of a
// requirement that a mark begins: what "if" begins is no part of what waits for it.
func (f *facts) insideOf(outcome, requirement int) bool {
	o, r := f.top(f.analysis.Facts[outcome].Tokens), f.top(f.analysis.Facts[requirement].Tokens)
	if o < 0 || r < 0 || f.analysis.Facts[requirement].Family != rapporteur.RequirementFamily || f.child(r, "mark") < 0 {
		return false
	}
	for range maxSentence {
		if o == r {
			return true
		}
		if o = f.governor(o); o < 0 {
			break
		}
	}
	return false
}

// condition is a pair as it is written down.
func (f *facts) condition(p conditionPair) rapporteur.Condition {
	outcome, requirement := f.analysis.Span(p.outcome), f.analysis.Span(p.requirement)
	around := f.voicedIn(requirement)
	if around < 0 {
		around = f.voicedIn(outcome)
	}
	d := rapporteur.Condition{
		Outcome: []rapporteur.Span{outcome}, Requirement: []rapporteur.Span{requirement},
		Form: p.form, IfUnmet: f.ifUnmet(p), Statement: f.statementID(around), Met: f.fulfilment(p), Deadline: f.deadline(p.requirement),
	}
	holders := f.speakers(around)
	var waits []int
	if p.fact >= 0 {
		told, _ := f.players(f.analysis.Facts[p.fact], rapporteur.HolderRole, holderWorth)
		holders = with(holders, told[:min(len(told), 1)]...)
		waits, _ = f.players(f.analysis.Facts[p.fact], rapporteur.WaitsRole, waitsWorth)
	}
	if len(holders) == 0 {
		holders = f.subjectsOf(p.outcome)
	}
	if len(waits) == 0 {
		waits = f.subjectsOf(p.requirement)
	}
	d.Holder, d.Waits = f.ids(holders), f.ids(waits)
	d.Evidence, d.Confidence = f.inSentences([]rapporteur.Span{outcome, requirement}), p.posterior
	return d
}

// subjectsOf are the entities that are the subject of the highest verb of a range,
// within it or above.
func (f *facts) subjectsOf(r rapporteur.TokenRange) []int {
	top := f.top(r)
	if top < 0 {
		return nil
	}
	if s := f.subject(top); s >= 0 {
		return f.atSubject(s)
	}
	return nil
}

// deadline is the value of the first point in time within a range, empty where none
// is or follows it.
func (f *facts) deadline(r rapporteur.TokenRange) string {
	if top := f.top(r); top >= 0 && f.analysis.Tags[top] == "VBD" {
		return "" // what was by then
	}
	for _, t := range f.analysis.Times {
		if t.Tokens.First >= r.First && (t.Tokens.End <= r.End || t.Tokens.First == r.End) && isPoint(t) {
			return t.Value
		}
	}
	return ""
}

// On the scale of factuality from -3 to 3, a requirement is met where both sides are
// said to have come about with at least such certainty.
const certainlyHappened = 2.0

// fulfilment says whether the requirement of a pair has come about by the words of the
// report: open, where both sides are not told as facts.
func (f *facts) fulfilment(p conditionPair) rapporteur.Fulfilment {
	o, r := f.top(p.outcome), f.top(p.requirement)
	if max(o, r) >= len(f.analysis.Factuality) || min(o, r) < 0 || p.form == rapporteur.Unless || p.form == rapporteur.OnlyIf {
		return rapporteur.Open
	}
	past := func(t int) bool { return f.analysis.Tags[t] == "VBD" || f.analysis.Tags[t] == "VBN" }
	if past(o) && past(r) && min(f.analysis.Factuality[o], f.analysis.Factuality[r]) >= certainlyHappened {
		return rapporteur.Met
	}
	return rapporteur.Open
}

// sureAttribute is the posterior from which on the reader's polarity stands against
// what the words' negations say.
const sureAttribute = 0.9

// ifUnmet reports whether the outcome comes about when the requirement does not
// hold, both taken as positive propositions.
func (f *facts) ifUnmet(p conditionPair) bool {
	if p.fact >= 0 {
		for _, t := range f.analysis.Facts[p.fact].Attributes {
			if t.Name == "polarity" && t.Posterior >= sureAttribute {
				return t.Value == "if_unmet"
			}
		}
	}
	negations := f.negations(p.outcome) + f.negations(p.requirement)
	if p.form == rapporteur.Unless || p.form == rapporteur.Until || p.form == rapporteur.Without {
		negations++
	}
	return negations%2 == 1
}

// negating are words that turn a proposition into its opposite.
var negating = set(`no not n't n’t never nothing neither nor nobody none fail fails failed failing refuse refuses refused refusing
	collapse collapses reject rejects rejected without lack lacks absent absence impossible unable`)

// negations is 1 where a range of tokens is negated, 0 else.
func (f *facts) negations(r rapporteur.TokenRange) int {
	for t := r.First; t < r.End; t++ {
		if negating[f.word(t)] {
			return 1
		}
	}
	return 0
}

// conditionMark is words that tie an outcome to its requirement, which follows them
// or begins with them.
type conditionMark struct {
	words []string
	form  rapporteur.ConditionForm
}

// conditionMarks are by the guideline's forms; longer ones first.
var conditionMarks = marksOf(map[rapporteur.ConditionForm]string{
	rapporteur.OnlyIf: "only if|only when|only once|only after|only way|only under|only through|only with|only by|needs|requires",
	rapporteur.If: `if|once|after|when|provided|provided that|providing|as long as|so long as|in return for|in exchange for|` +
		`on condition that|on the condition that|on condition of|assuming|should|even if`,
	rapporteur.Unless:    "unless|otherwise|or else|failing",
	rapporteur.Until:     "until|till|before|pending|as soon as",
	rapporteur.Without:   "without|in the absence of|absent",
	rapporteur.DependsOn: "depend on|depends on|depended on|depending on|dependent on|rely on|relies on|hinge on|hinges on|hinged on|subject to|contingent on|contingent upon|conditional on|conditional upon|conditioned on|depend upon|depends upon",
})

func marksOf(table map[rapporteur.ConditionForm]string) []conditionMark {
	var out []conditionMark
	for form, marks := range table {
		for mark := range strings.SplitSeq(marks, "|") {
			out = append(out, conditionMark{strings.Fields(mark), form})
		}
	}
	slices.SortFunc(out, func(x, y conditionMark) int {
		return cmp.Or(cmp.Compare(len(y.words), len(x.words)), slices.Compare(x.words, y.words))
	})
	return out
}

// markedBy is the form that the mark before a range of tokens or at its beginning
// says, and where that mark begins; false where there is none.
func (f *facts) markedBy(r rapporteur.TokenRange) (form rapporteur.ConditionForm, first int, ok bool) {
	for _, m := range conditionMarks {
		for _, at := range []int{r.First - len(m.words), r.First} {
			if at >= 0 && at+len(m.words) <= len(f.analysis.Tokens) && f.says(m.words, at) {
				return m.form, at, true
			}
		}
	}
	return "", r.First, false
}

// says reports whether words stand from a token on.
func (f *facts) says(words []string, at int) bool {
	for i, w := range words {
		if f.word(at+i) != w {
			return false
		}
	}
	return true
}

// form is how a requirement is tied to its outcome: by the words before it, else by
// what the reader takes it for.
func (f *facts) form(requirement rapporteur.FactPhrase) rapporteur.ConditionForm {
	if form, _, ok := f.markedBy(requirement.Tokens); ok {
		return form
	}
	for _, t := range requirement.Attributes {
		if t.Name == "form" {
			return rapporteur.ConditionForm(t.Value)
		}
	}
	return rapporteur.If
}
