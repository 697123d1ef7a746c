package extract

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur"
)

// Deadlocks returns the cycles in what waits for what: lists of the IDs of conditions
// of which each requires the outcome of the next and the last that of the first. The
// condition that stands first in the text begins its list. Of several conditions with
// the same outcome and requirement the first counts, and of the cycles through one
// the shortest. Only where an outcome waits for its requirement to hold can a cycle
// block anything.
func Deadlocks(conditions []rapporteur.Condition) [][]string {
	w := waiting{conditions: conditions, next: map[string][]int{}}
	seen := map[[2]string]bool{}
	for i, d := range conditions {
		edge := [2]string{d.OutcomeProposition, d.RequirementProposition}
		if d.IfUnmet || edge[0] == "" || edge[1] == "" || seen[edge] {
			continue
		}
		seen[edge] = true
		w.next[edge[0]] = append(w.next[edge[0]], i)
	}
	var cycles [][]int
	known := map[string]bool{}
	for i := range conditions {
		cycle := w.shortest(i)
		if key := w.key(cycle); cycle != nil && !known[key] {
			known[key] = true
			cycles = append(cycles, cycle)
		}
	}
	slices.SortFunc(cycles, slices.Compare[[]int])
	return w.ids(cycles)
}

// waiting is the graph of propositions: from an outcome the conditions that it waits
// by.
type waiting struct {
	conditions []rapporteur.Condition
	next       map[string][]int
}

// shortest is the shortest cycle through a condition of the graph, by the indices of
// conditions from the first of them on; nil where there is none.
func (w waiting) shortest(through int) []int {
	d := w.conditions[through]
	if !slices.Contains(w.next[d.OutcomeProposition], through) {
		return nil
	}
	before := map[string]int{d.RequirementProposition: through}
	queue := []string{d.RequirementProposition}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if at == d.OutcomeProposition {
			return w.back(before, through)
		}
		for _, i := range w.next[at] {
			to := w.conditions[i].RequirementProposition
			if _, known := before[to]; !known {
				before[to] = i
				queue = append(queue, to)
			}
		}
	}
	return nil
}

// back is the cycle that ends in the condition's own outcome, turned so that its
// first condition begins it.
func (w waiting) back(before map[string]int, through int) []int {
	var cycle []int
	for i := before[w.conditions[through].OutcomeProposition]; ; i = before[w.conditions[i].OutcomeProposition] {
		cycle = append(cycle, i)
		if i == through {
			break
		}
	}
	slices.Reverse(cycle)
	first := slices.Index(cycle, slices.MinFunc(cycle, cmp.Compare[int]))
	return slices.Concat(cycle[first:], cycle[:first])
}

func (w waiting) key(cycle []int) string { return strings.Join(w.ids([][]int{cycle})[0], " ") }

func (w waiting) ids(cycles [][]int) [][]string {
	var out [][]string
	for _, cycle := range cycles {
		var ids []string
		for _, i := range cycle {
			ids = append(ids, w.conditions[i].ID)
		}
		out = append(out, ids)
	}
	return out
}
