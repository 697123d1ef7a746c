package lineage

import (
	"cmp"
	"slices"

	"rapporteur"
)

// Origins tells from which report the words of others come. A report that stands in
// no relation is an origin of its own. The zero value knows of no relation.
type Origins struct {
	// roots are the origins of reports that are copied or reworded as a whole, by
	// the reports' IDs.
	roots map[string]string
	// borrowed are the passages that reports share with others, by the borrower.
	borrowed map[string][]loan
}

// loan is a passage of a report that stands in an earlier one too.
type loan struct {
	from        string
	there, here rapporteur.Span
	certain     float64
}

// Place is where a fact stands: a report and the words in it that say it.
type Place struct {
	Report   string
	Evidence []rapporteur.Span
}

// NewOrigins reads the relations among reports, in any order.
func NewOrigins(relations []rapporteur.Relation) *Origins {
	o := &Origins{roots: map[string]string{}, borrowed: map[string][]loan{}}
	lenders := map[string]bool{} // who has all words of its own, as far as known
	whole := map[string][]string{}
	for _, r := range relations {
		switch r.Kind {
		case rapporteur.Copy, rapporteur.Rewrite:
			whole[r.From] = append(whole[r.From], r.To)
			whole[r.To] = append(whole[r.To], r.From)
			if _, borrows := lenders[r.From]; !borrows {
				lenders[r.From] = true
			}
			lenders[r.To] = false
		case rapporteur.SharedSource:
			for _, p := range r.Passages {
				o.borrowed[r.To] = append(o.borrowed[r.To], loan{r.From, p.From, p.To, r.Confidence})
			}
		}
	}
	for report := range whole {
		if _, known := o.roots[report]; !known {
			o.root(whole, lenders, report)
		}
	}
	for _, loans := range o.borrowed {
		slices.SortFunc(loans, func(a, b loan) int {
			return cmp.Or(-cmp.Compare(a.certain, b.certain), cmp.Compare(a.from, b.from), a.here.Start-b.here.Start)
		})
	}
	return o
}

// root gives all reports that are copied or reworded from one another the same
// origin: the one that borrows from none of them.
func (o *Origins) root(whole map[string][]string, lenders map[string]bool, report string) {
	group := []string{report}
	seen := map[string]bool{report: true}
	for i := 0; i < len(group); i++ {
		for _, next := range whole[group[i]] {
			if !seen[next] {
				seen[next] = true
				group = append(group, next)
			}
		}
	}
	root := slices.MinFunc(group, func(a, b string) int {
		if lenders[a] != lenders[b] {
			if lenders[a] {
				return -1
			}
			return 1
		}
		return cmp.Compare(a, b)
	})
	for _, member := range group {
		o.roots[member] = root
	}
}

// Of is the ID of the report from which words of a report come, as far as the relations
// say: its own where they are its own. Without evidence it is that of the report as a
// whole.
func (o *Origins) Of(p Place) string {
	seen := map[string]bool{}
	for !seen[p.Report] {
		seen[p.Report] = true
		from, borrowed := o.lender(p)
		if !borrowed {
			break
		}
		p = from
	}
	if root, known := o.roots[p.Report]; known {
		return root
	}
	return p.Report
}

// lender is where the words stand in the report that they were taken from.
func (o *Origins) lender(p Place) (Place, bool) {
	size := 0
	for _, e := range p.Evidence {
		size += e.Len()
	}
	var from Place
	most := 0
	for start := 0; start < len(o.borrowed[p.Report]); {
		loans := o.borrowed[p.Report][start:]
		end := 1
		for end < len(loans) && loans[end].from == loans[0].from {
			end++
		}
		candidate, inside := lent(loans[:end], p.Evidence)
		if inside > most {
			from, most = candidate, inside
		}
		start += end
	}
	return from, size > 0 && 2*most >= size
}

// lent is where the evidence stands in the lender, and how many of its bytes do.
func lent(loans []loan, evidence []rapporteur.Span) (Place, int) {
	from := Place{Report: loans[0].from}
	inside := 0
	for _, l := range loans {
		within := 0
		for _, e := range evidence {
			within += max(min(e.End, l.here.End)-max(e.Start, l.here.Start), 0)
		}
		if within > 0 {
			from.Evidence = append(from.Evidence, l.there)
			inside += within
		}
	}
	return from, inside
}

// Count is of how many independent origins a fact is known that stands at the places.
func (o *Origins) Count(places []Place) int {
	origins := map[string]bool{}
	for _, p := range places {
		origins[o.Of(p)] = true
	}
	return len(origins)
}
