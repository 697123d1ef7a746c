// Package view puts together what a reader asks of many reports at once.
package view

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

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
	// reports are those that speak of it, actors who takes part in their conditions.
	reports, actors map[string]bool
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
	// First and Last are the days of the reports that say so; Conditions are what they
	// say, by day.
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
	slices.SortStableFunc(conditions, func(a, b store.Of[rapporteur.Condition]) int { return cmp.Compare(toldOn(&a.Head), toldOn(&b.Head)) })
	return waitsOf(conditions), nil
}

// edge is what an edge is known by.
type edge struct {
	outcome, requirement int
	ifUnmet              bool
}

func waitsOf(conditions []store.Of[rapporteur.Condition]) *Waits {
	w := &Waits{}
	nodes, edges := newNodes(conditions), map[edge]int{}
	for _, c := range conditions {
		if c.Decision != nil && c.Decision.Verdict == store.Reject {
			continue
		}
		e := edge{
			outcome:     w.node(nodes, cmp.Or(c.Fact.OutcomeProposition, c.Topic), "outcome", &c.Head),
			requirement: w.node(nodes, cmp.Or(c.Fact.RequirementProposition, c.Words), "requirement", &c.Head),
			ifUnmet:     c.Fact.IfUnmet,
		}
		i, known := edges[e]
		if !known {
			i = len(w.Edges)
			edges[e] = i
			w.Edges = append(w.Edges, Wait{Outcome: e.outcome, Requirement: e.requirement, IfUnmet: e.ifUnmet, First: toldOn(&c.Head)})
		}
		w.Edges[i].add(c)
	}
	w.Deadlocks = w.cycles()
	return w
}

// nodes finds propositions by their labels.
type nodes struct {
	byLabel map[string][]int
	// byFact are those of conditions that were found to be one across reports, by its ID and
	// side.
	byFact map[[2]string]int
	// actors are those who take part in the conditions of a report.
	actors map[string]map[string]bool
}

func newNodes(conditions []store.Of[rapporteur.Condition]) nodes {
	n := nodes{map[string][]int{}, map[[2]string]int{}, map[string]map[string]bool{}}
	for _, c := range conditions {
		of := n.actors[c.Report.ID]
		if of == nil {
			of = map[string]bool{}
			n.actors[c.Report.ID] = of
		}
		for _, p := range c.Participants {
			of[cmp.Or(p.KB, strings.ToLower(p.Name))] = true
		}
	}
	return n
}

// node is the index of the proposition of a label on a side of a condition. Labels are one
// where they differ in case, marks of punctuation and articles only, and where those who
// take part are the same: one negotiation's ceasefire is not another's. In other words they
// are one where the conditions are one fact across reports.
func (w *Waits) node(n nodes, label, side string, h *store.Head) int {
	key, actors := plain(label), n.actors[h.Report.ID]
	i := slices.IndexFunc(n.byLabel[key], func(i int) bool {
		p := &w.Propositions[i]
		return p.reports[h.Report.ID] || sameTable(actors, p.actors)
	})
	fact := [2]string{h.Across, side}
	told, joined := n.byFact[fact]
	switch {
	case i >= 0:
		i = n.byLabel[key][i]
	case joined:
		i = told
		n.byLabel[key] = append(n.byLabel[key], i)
	default:
		i = len(w.Propositions)
		n.byLabel[key] = append(n.byLabel[key], i)
		w.Propositions = append(w.Propositions, Proposition{Label: label, First: toldOn(h), reports: map[string]bool{}, actors: map[string]bool{}})
	}
	if h.Across != "" && !joined {
		n.byFact[fact] = i
	}
	w.Propositions[i].reports[h.Report.ID] = true
	maps.Copy(w.Propositions[i].actors, actors)
	return i
}

// sharedActors is how many must take part in the conditions of two reports for these to
// tell of one negotiation: a single mediator or great power sits at many tables.
const sharedActors = 2

// sameTable reports whether two sets of actors belong to one negotiation.
func sameTable(a, b map[string]bool) bool {
	shared := 0
	for actor := range a {
		if b[actor] {
			shared++
		}
	}
	return shared >= sharedActors || shared > 0 && shared == len(a) && shared == len(b)
}

// toldOn is the day on which a report says a fact: that of its publication, where it is
// known, and not the fact's own, which for a condition is its deadline.
func toldOn(h *store.Head) string {
	if published := h.Report.Published; len(published) >= len(time.DateOnly) {
		return published[:len(time.DateOnly)]
	}
	return h.Day
}

// plain is a label by which propositions are compared.
func plain(label string) string {
	words := strings.FieldsFunc(strings.ToLower(label), func(r rune) bool { return strings.ContainsRune(" \t\n.,;:!?“”\"‘’'()-–—_", r) })
	kept := slices.DeleteFunc(words, func(word string) bool { return word == "a" || word == "an" || word == "the" })
	return strings.Join(kept, " ")
}

func (e *Wait) add(c store.Of[rapporteur.Condition]) {
	e.Last, e.Met = cmp.Or(toldOn(&c.Head), e.Last), c.Fact.Met
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
