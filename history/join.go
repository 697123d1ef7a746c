package history

import (
	"iter"
	"slices"

	"rapporteur"
)

// Origin names the report from which words of a report come, its own ID where they are
// its own.
type Origin func(report string, evidence []rapporteur.Span) string

// Join returns the facts that records tell of, by the day on which they were first
// reported. Relations say which reports carry the same words.
func Join(records []*rapporteur.Record, relations []rapporteur.Relation, origin Origin) []rapporteur.JoinedFact {
	var all []Telling
	for _, r := range records {
		all = append(all, Tellings(r)...)
	}
	slices.SortFunc(all, func(a, b Telling) int { return Compare(&a, &b) })
	edges, links := Ties(all, nil)
	for _, r := range relations {
		edges = append(edges, Aligned(all, r)...)
	}
	var out []rapporteur.JoinedFact
	for _, group := range Group(all, edges) {
		out = append(out, Tell(all, group, links, origin))
	}
	return out
}

// Ties are the edges and links between tellings, and, where fresh is not nil, only those
// of which one end is fresh.
func Ties(all []Telling, fresh func(i int) bool) ([]Edge, []Link) {
	var edges []Edge
	for i, j := range sharing(all, (*Telling).Keys, fresh) {
		if alike := Alike(&all[i], &all[j]); alike >= Faint {
			edges = append(edges, Edge{i, j, alike})
		}
	}
	var links []Link
	for i, j := range sharing(all, (*Telling).LinkKeys, fresh) {
		for _, l := range []Link{{From: i, To: j}, {From: j, To: i}} {
			if l.Kind = LinkOf(&all[l.From], &all[l.To]); l.Kind != "" {
				links = append(links, l)
			}
		}
	}
	return edges, links
}

// sharing yields each pair of tellings that share a key once, the lower index first; where
// fresh is not nil, only those of which one end is fresh.
func sharing(all []Telling, keys func(*Telling) []string, fresh func(int) bool) iter.Seq2[int, int] {
	if fresh == nil {
		fresh = func(int) bool { return true }
	}
	by := map[string][]int{} // the fresh ones
	for i := range all {
		if fresh(i) {
			for _, key := range keys(&all[i]) {
				by[key] = append(by[key], i)
			}
		}
	}
	return func(yield func(i, j int) bool) {
		seen := map[int]bool{}
		for j := range all {
			clear(seen)
			for _, key := range keys(&all[j]) {
				for _, i := range by[key] {
					if seen[i] || i == j || i > j && fresh(j) {
						continue // or yielded when the turn of i comes
					}
					seen[i] = true
					if !yield(min(i, j), max(i, j)) {
						return
					}
				}
			}
		}
	}
}
