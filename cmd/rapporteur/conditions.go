package main

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur"
)

// conditions writes the deadlocks in words, then what waits for what as trees:
// under each outcome what it depends on, and under that what it depends on in turn.
func (p *page) conditions() {
	for _, cycle := range p.record.Deadlocks {
		p.deadlock(cycle)
	}
	t := &waitTree{page: p, of: map[string][]rapporteur.Condition{}, shown: map[string]bool{}}
	required := map[string]bool{}
	for _, c := range p.record.Conditions {
		t.of[outcomeOf(c)] = append(t.of[outcomeOf(c)], c)
		required[requirementOf(c)] = true
	}
	for _, c := range p.record.Conditions {
		if !required[outcomeOf(c)] {
			t.root(c)
		}
	}
	for _, c := range p.record.Conditions { // those that wait only for one another
		t.root(c)
	}
}

// deadlock says which outcomes wait for one another, and who says so.
func (p *page) deadlock(cycle []string) {
	var waits, sides []string
	var spans []rapporteur.Span
	for _, c := range p.inOrder(cycle) {
		waits = append(waits, p.quoted(c.Outcome, longestPhrase)+" "+form(c.Form)+" "+p.quoted(c.Requirement, longestPhrase))
		spans = append(spans, c.Evidence...)
		for _, holder := range c.Holder {
			if name := p.cast.name(p.cast.side(holder)); name != "" && !slices.Contains(sides, name) {
				sides = append(sides, name)
			}
		}
	}
	line := []run{{"Deadlock", adverse}}
	if len(sides) > 1 {
		line = append(line, label(" between ", enumerated(sides), someone)...)
	}
	p.item(0, 1, append(line, run{": " + enumerated(waits) + circle(len(waits)), plain}))
	p.proof(0, spans)
}

// inOrder are the conditions of the IDs.
func (p *page) inOrder(ids []string) []rapporteur.Condition {
	var out []rapporteur.Condition
	for _, id := range ids {
		i := slices.IndexFunc(p.record.Conditions, func(c rapporteur.Condition) bool { return c.ID == id })
		if i >= 0 {
			out = append(out, p.record.Conditions[i])
		}
	}
	return out
}

// circle says how so many outcomes wait for one another.
func circle(outcomes int) string {
	switch outcomes {
	case 0:
		return ""
	case 1:
		return ", so that it waits for itself"
	case 2:
		return ", so that each waits for the other"
	}
	return ", so that each waits for the next and the last for the first"
}

// waitTree writes conditions, each once.
type waitTree struct {
	page *page
	// of are the conditions of an outcome.
	of    map[string][]rapporteur.Condition
	shown map[string]bool
}

// outcomeOf and requirementOf are the propositions that a condition ties together,
// its own where it shares none with others.
func outcomeOf(c rapporteur.Condition) string { return cmp.Or(c.OutcomeProposition, c.ID+" outcome") }

func requirementOf(c rapporteur.Condition) string {
	return cmp.Or(c.RequirementProposition, c.ID+" requirement")
}

// left are the conditions of a proposition that have not been written.
func (t *waitTree) left(proposition string) []rapporteur.Condition {
	return slices.DeleteFunc(slices.Clone(t.of[proposition]), func(c rapporteur.Condition) bool { return t.shown[c.ID] })
}

// root writes the outcome of a condition and all that it waits for.
func (t *waitTree) root(c rapporteur.Condition) {
	if t.shown[c.ID] {
		return
	}
	p := t.page
	p.item(0, 1, []run{{cmp.Or(p.words(c.Outcome, longestPhrase), "unnamed"), plain}})
	t.branches(outcomeOf(c), "  ")
}

// branches writes what a proposition waits for behind an edge. Where no room is
// left for what that waits for in turn, it becomes a root.
func (t *waitTree) branches(proposition, edge string) {
	conditions := t.left(proposition)
	for _, c := range conditions {
		t.shown[c.ID] = true
	}
	for i, c := range conditions {
		twig, next := "├─"+fixed, "│  "
		if i == len(conditions)-1 {
			twig, next = "└─"+fixed, "   "
		}
		deeper, known := t.left(requirementOf(c)), t.of[requirementOf(c)]
		roomy := len([]rune(edge)) < t.page.width/3
		line := t.condition(c)
		switch {
		case len(known) > 0 && len(deeper) == 0:
			line = append(line, run{and + "see above", faint})
		case len(deeper) > 0 && !roomy:
			line = append(line, run{and + "see below", faint})
		}
		t.page.fill(edge+twig, edge+next+"  ", line)
		for _, told := range t.page.standings[c.ID].told() {
			t.page.fill(edge+next+"  ", edge+next+"    ", told)
		}
		t.page.proof(len([]rune(edge+next))-indent, c.Evidence)
		if roomy {
			t.branches(requirementOf(c), edge+next)
		}
	}
}

// condition is "if: the words · up to whom · according to whom · by when".
func (t *waitTree) condition(c rapporteur.Condition) []run {
	p := t.page
	required := []run{p.standings[c.ID].mark(c.Confidence, ""), {form(c.Form) + " ", faint}, {p.quoted(c.Requirement, longestPhrase), plain}}
	return told(
		required, label("up to ", p.cast.names(c.Waits), someone), label("by ", moment(c.Deadline), plain),
		label("according to ", cmp.Or(p.cast.names(c.Holder), p.speakers(p.cast.statements[c.Statement])), faint), met(c.Met), p.idOf(c.ID),
	)
}

// form is what ties an outcome to its requirement, in words.
func form(f rapporteur.ConditionForm) string {
	return cmp.Or(strings.ReplaceAll(string(f), "_", " "), "waits for")
}

// met is what has become of a requirement, nothing where that is open.
func met(f rapporteur.Fulfilment) []run {
	switch f {
	case rapporteur.Met:
		return label("", "met", favourable)
	case rapporteur.Failed:
		return label("", "not met", adverse)
	}
	return nil
}
