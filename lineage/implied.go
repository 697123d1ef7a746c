package lineage

import (
	"cmp"
	"slices"

	"rapporteur"
)

// Implied are the relations of a report that follow from others: two that both carry
// the same words of a third carry them from a common origin, even where each has them so
// reworded that the two alone would not show it. Pairs that stand in a relation
// already are left out. Earlier says which of two reports was published first.
func Implied(report string, relations []rapporteur.Relation, earlier func(a, b string) bool) []rapporteur.Relation {
	neighbours := map[string][]rapporteur.Relation{}
	for _, r := range relations {
		if r.Kind != rapporteur.Independent {
			neighbours[r.From] = append(neighbours[r.From], r)
			neighbours[r.To] = append(neighbours[r.To], r)
		}
	}
	known := map[string]bool{report: true}
	for _, r := range neighbours[report] {
		known[other(r, report)] = true
	}
	best := map[string]rapporteur.Relation{}
	for _, near := range neighbours[report] {
		third := other(near, report)
		for _, far := range neighbours[third] {
			end := other(far, third)
			if known[end] {
				continue
			}
			r, follows := composed(near, far, report, end, earlier)
			if old, have := best[end]; follows && (!have || stronger(r, old)) {
				best[end] = r
			}
		}
	}
	out := make([]rapporteur.Relation, 0, len(best))
	for _, r := range best {
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b rapporteur.Relation) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	return out
}

func other(r rapporteur.Relation, report string) string {
	if r.From == report {
		return r.To
	}
	return r.From
}

// strength orders the kinds of relation.
var strength = map[rapporteur.RelationKind]int{rapporteur.SharedSource: 1, rapporteur.Rewrite: 2, rapporteur.Copy: 3}

func stronger(a, b rapporteur.Relation) bool {
	return cmp.Or(strength[a.Kind]-strength[b.Kind], cmp.Compare(a.Confidence, b.Confidence), len(a.Passages)-len(b.Passages)) > 0
}

// composed is what two relations to a third report say of the reports at their ends.
func composed(near, far rapporteur.Relation, report, end string, earlier func(a, b string) bool) (rapporteur.Relation, bool) {
	r := rapporteur.Relation{From: report, To: end, Kind: near.Kind, Confidence: near.Confidence * far.Confidence}
	if strength[far.Kind] < strength[near.Kind] {
		r.Kind = far.Kind
	}
	lent, borrowed := near.From == report && far.To == end, near.To == report && far.From == end
	turned := borrowed || !lent && earlier(end, report)
	if turned {
		r.From, r.To = end, report
	}
	for _, p := range near.Passages {
		here, middle := sidesOf(p, near, report)
		for _, q := range far.Passages {
			there, same := sidesOf(q, far, end)
			switch {
			case !overlap(middle, same):
			case turned:
				r.Passages = append(r.Passages, rapporteur.Passage{From: there, To: here})
			default:
				r.Passages = append(r.Passages, rapporteur.Passage{From: here, To: there})
			}
		}
	}
	slices.SortFunc(r.Passages, func(p, q rapporteur.Passage) int {
		return cmp.Or(p.To.Start-q.To.Start, p.From.Start-q.From.Start)
	})
	return r, len(r.Passages) > 0
}

// sidesOf are the spans of a passage in a report and in the one at the other side.
func sidesOf(p rapporteur.Passage, r rapporteur.Relation, report string) (here, there rapporteur.Span) {
	if r.From == report {
		return p.From, p.To
	}
	return p.To, p.From
}

// overlap reports whether two spans of one report have half of the shorter one in common.
func overlap(a, b rapporteur.Span) bool {
	return 2*(min(a.End, b.End)-max(a.Start, b.Start)) >= min(a.Len(), b.Len())
}
