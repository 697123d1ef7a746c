// Package view puts together what a reader asks of many reports at once.
package view

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"rapporteur"
	"rapporteur/store"
)

// Waits is the graph of what waits for what across reports.
type Waits struct {
	// Propositions are the nodes, by the first day on which anyone spoke of them.
	Propositions []Proposition
	// Edges are in the order of their first days.
	Edges []Wait
	// Deadlocks are the sets of propositions of which each waits, by way of others, for
	// itself: indices into Propositions in rising order.
	Deadlocks [][]int
}

// Proposition is something that would or would not come about.
type Proposition struct {
	// Label is what the reports' propositions of the same meaning share, else the words
	// that say it first.
	Label string
	First string
}

// Wait says that one proposition waits for another.
type Wait struct {
	// Outcome and Requirement are indices into Waits.Propositions.
	Outcome, Requirement int
	// IfUnmet says that the outcome comes about when the requirement does not hold.
	IfUnmet bool
	// Holders are the names of those who say so, On of those whose action is waited for.
	Holders, On []string
	// Met is the state of the requirement in the latest report that says so.
	Met rapporteur.Fulfilment
	// First and Last are days; Conditions are those that say so, by day.
	First, Last string
	Conditions  []store.Of[rapporteur.Condition]
}

// NewWaits makes the graph of the conditions that a filter takes. A condition that an
// analyst rejected is left out.
func NewWaits(ctx context.Context, s *store.Store, f store.Filter) (*Waits, error) {
	conditions, err := s.Conditions(ctx, f)
	if err != nil {
		return nil, err
	}
	return waitsOf(conditions), nil
}

// edge is what an edge is known by.
type edge struct {
	outcome, requirement int
	ifUnmet              bool
}

func waitsOf(conditions []store.Of[rapporteur.Condition]) *Waits {
	w := &Waits{}
	nodes, edges := map[string]int{}, map[edge]int{}
	for _, c := range conditions {
		if c.Decision != nil && c.Decision.Verdict == store.Reject {
			continue
		}
		e := edge{
			outcome:     w.node(nodes, cmp.Or(c.Fact.OutcomeProposition, c.Topic), c.Day),
			requirement: w.node(nodes, cmp.Or(c.Fact.RequirementProposition, c.Words), c.Day),
			ifUnmet:     c.Fact.IfUnmet,
		}
		i, known := edges[e]
		if !known {
			i = len(w.Edges)
			edges[e] = i
			w.Edges = append(w.Edges, Wait{Outcome: e.outcome, Requirement: e.requirement, IfUnmet: e.ifUnmet, First: c.Day})
		}
		w.Edges[i].add(c)
	}
	w.Deadlocks = w.cycles()
	return w
}

// node is the index of a proposition. Labels are one where they differ in case, marks
// of punctuation and articles only.
func (w *Waits) node(nodes map[string]int, label, day string) int {
	key := plain(label)
	i, known := nodes[key]
	if !known {
		i = len(w.Propositions)
		nodes[key] = i
		w.Propositions = append(w.Propositions, Proposition{label, day})
	}
	return i
}

// plain is a label by which propositions are compared.
func plain(label string) string {
	words := strings.FieldsFunc(strings.ToLower(label), func(r rune) bool { return strings.ContainsRune(" \t\n.,;:!?“”\"‘’'()-–—_", r) })
	kept := slices.DeleteFunc(words, func(word string) bool { return word == "a" || word == "an" || word == "the" })
	return strings.Join(kept, " ")
}

func (e *Wait) add(c store.Of[rapporteur.Condition]) {
	e.Last, e.Met = cmp.Or(c.Day, e.Last), c.Fact.Met
	for _, name := range c.Named(rapporteur.HolderRole) {
		if !slices.Contains(e.Holders, name) {
			e.Holders = append(e.Holders, name)
		}
	}
	for _, name := range c.Named(rapporteur.WaitsRole) {
		if !slices.Contains(e.On, name) {
			e.On = append(e.On, name)
		}
	}
	e.Conditions = append(e.Conditions, c)
}

// cycles are the strongly connected components of the graph that have a cycle (Tarjan
// 1972), by their first proposition. What an unmet requirement brings about does not wait
// for it, and such edges count for nothing here.
func (w *Waits) cycles() [][]int {
	t := &tarjan{next: make([][]int, len(w.Propositions)), index: make([]int, len(w.Propositions)), low: make([]int, len(w.Propositions)),
		open: make([]bool, len(w.Propositions))}
	loops := map[int]bool{}
	for _, e := range w.Edges {
		if !e.IfUnmet {
			t.next[e.Outcome] = append(t.next[e.Outcome], e.Requirement)
			loops[e.Outcome] = loops[e.Outcome] || e.Outcome == e.Requirement
		}
	}
	for node := range t.next {
		if t.index[node] == 0 {
			t.visit(node)
		}
	}
	var out [][]int
	for _, c := range t.components {
		if len(c) > 1 || loops[c[0]] {
			slices.Sort(c)
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	return out
}

// tarjan is the state of the search for components. An index counts from 1; 0 is not
// visited yet.
type tarjan struct {
	next       [][]int
	index, low []int
	open       []bool
	stack      []int
	visited    int
	components [][]int
}

func (t *tarjan) visit(node int) {
	t.visited++
	t.index[node], t.low[node] = t.visited, t.visited
	t.stack = append(t.stack, node)
	t.open[node] = true
	for _, next := range t.next[node] {
		if t.index[next] == 0 {
			t.visit(next)
			t.low[node] = min(t.low[node], t.low[next])
		} else if t.open[next] {
			t.low[node] = min(t.low[node], t.index[next])
		}
	}
	if t.low[node] != t.index[node] {
		return
	}
	for i := len(t.stack) - 1; ; i-- {
		t.open[t.stack[i]] = false
		if t.stack[i] == node {
			t.components = append(t.components, slices.Clone(t.stack[i:]))
			t.stack = t.stack[:i]
			return
		}
	}
}
