package lineage

import (
	"cmp"
	"math"

	"rapporteur"
)

// The measures of a relation, in words outside of quotations where there are such:
// reports of one event may have the same quotations and each be its own.
type measures struct {
	// verbatim is the share of the borrower that stands word for word in the other; covered
	// are the shares of both that stand in the other verbatim or reworded, a sentence the
	// less the less it is like the other's.
	verbatim float64
	covered  sides
	// telling is how many words that are no names and no mere grammar the longest verbatim
	// passage has.
	telling int
	// credited says that a passage stands beside the name of the other's outlet.
	credited bool
}

// sides are a value of From and of To.
type sides struct{ from, to float64 }

// The constants of the decision, chosen on the two stories of ../shared/gold/stories, on
// pairs made from our own invented reports (SET reuse) and against 60 pairs of real
// reports of one event by different outlets, none of which is a copy.
const (
	// wholeFrom is which share of the borrower must come from the other in a copy or a
	// rewriting. Those of the stories have 0.60 to 0.98, independent reports up to 0.25, and a
	// follow-up that repeats half of the outlet's last report 0.53.
	wholeFrom = 0.6
	// partFrom suffices for a rewriting, of which not every sentence is recognised, where
	// the geometric mean of both shares is mutualFrom. Independent reports reach 0.14 in the
	// mean, short ones on one announcement 0.51 and 0.23 in the mean.
	partFrom   = 0.4
	mutualFrom = 0.35
	// copiedFrom is which part of what is common must be verbatim in a copy. Copies have
	// .95, texts reworded by software up to .34.
	copiedFrom = 0.6
	// tellingFrom is from how many telling words in a row on a passage has a common
	// origin. Passages of agencies have 9 and more, independent reports up to 7.
	tellingFrom = 8
	// creditedFrom is how many words a verbatim passage must have that stands beside a
	// credit; a reworded sentence there must be as like as creditedLike.
	creditedFrom = 6
	creditedLike = 0.5
)

// Relate tells how two reports stand to each other. Neither order of the two matters.
func Relate(a, b *Report) rapporteur.Relation {
	if a.doc.ID > b.doc.ID {
		a, b = b, a
	}
	from, to := direct(a, b)
	r := rapporteur.Relation{From: from.doc.ID, To: to.doc.ID}
	blocks := aligned(from, to)
	m := measure(from, to, blocks)
	r.Kind, r.Confidence = m.decide()
	switch r.Kind {
	case rapporteur.Independent:
	case rapporteur.SharedSource:
		r.Passages = passages(from, to, taken(from, to, blocks))
	default:
		r.Passages = passages(from, to, blocks)
	}
	return r
}

// decide is the kind of relation with the confidence in it.
func (m measures) decide() (rapporteur.RelationKind, float64) {
	copied := m.verbatim / max(m.covered.to, m.verbatim, 1e-9)
	whole := m.covered.to / wholeFrom
	if copied < copiedFrom {
		mutual := math.Sqrt(m.covered.from * m.covered.to)
		whole = max(whole, min(mutual/mutualFrom, m.covered.to/partFrom))
	}
	telling := float64(m.telling) / tellingFrom
	switch {
	case whole >= 1 && copied >= copiedFrom:
		return rapporteur.Copy, min(sure(whole-1, 4), sure(copied-copiedFrom, 8))
	case whole >= 1:
		return rapporteur.Rewrite, min(sure(whole-1, 4), sure(copiedFrom-copied, 8))
	case telling >= 1 || m.credited:
		return rapporteur.SharedSource, min(sure(1-whole, 4), sure(max(telling-1, 0.2), 4))
	}
	return rapporteur.Independent, min(sure(1-whole, 4), sure(1-telling, 4))
}

// sure is the confidence in a decision that lies so far from its border.
func sure(distance, steepness float64) float64 { return 1 / (1 + math.Exp(-steepness*distance-0.5)) }

// measure compares what blocks two reports have in common with what they are.
func measure(from, to *Report, blocks []block) measures {
	var m measures
	verbatim := make([]float64, len(to.words))
	inFrom, inTo := make([]float64, len(from.words)), make([]float64, len(to.words))
	credits := to.credits(from)
	for _, k := range blocks {
		raise(inFrom, k.a, k.surely())
		raise(inTo, k.b, k.surely())
		if k.verbatim() {
			raise(verbatim, k.b, 1)
			m.telling = max(m.telling, to.telling(k.b))
		}
		m.credited = m.credited || to.borrows(k, credits)
	}
	m.verbatim = to.share(verbatim)
	m.covered = sides{from.share(inFrom), to.share(inTo)}
	return m
}

// raise lifts the values of a range to one value at least.
func raise(values []float64, r wordRange, value float64) {
	for i := r.first; i < r.end; i++ {
		values[i] = max(values[i], value)
	}
}

// borrows reports whether a block is as much as a passage must be beside a credit.
func (r *Report) borrows(k block, credits []int) bool {
	return len(credits) > 0 && r.credited(credits, k.b) &&
		(k.verbatim() && k.b.len() >= creditedFrom && r.saying(k.b) || !k.verbatim() && k.likeness >= creditedLike)
}

// mostlyQuoted is from which share of quotations on they count as the text itself.
const mostlyQuoted = 0.7

// share is the mean of the values of a report's words outside of quotations.
func (r *Report) share(values []float64) float64 {
	var all, inside [2]float64 // not quoted, quoted
	for i := range r.words {
		w := &r.words[i]
		if w.common {
			continue
		}
		q := 0
		if w.quoted {
			q = 1
		}
		all[q]++
		inside[q] += values[i]
	}
	if all[1] > mostlyQuoted*(all[0]+all[1]) {
		return (inside[0] + inside[1]) / (all[0] + all[1])
	}
	return inside[0] / max(all[0], 1)
}

// telling counts the words in a range that are more than names, grammar or quotation,
// each once.
func (r *Report) telling(in wordRange) int {
	told := map[uint64]bool{}
	for i := in.first; i < in.end; i++ {
		if w := &r.words[i]; !w.quoted && !w.common && (w.class == plain || w.class == number) {
			told[w.form] = true
		}
	}
	return len(told)
}

// saying reports whether a range has more than names.
func (r *Report) saying(in wordRange) bool {
	n := 0
	for i := in.first; i < in.end; i++ {
		if w := &r.words[i]; !w.common && (w.class == plain || w.class == number) {
			n++
		}
	}
	return n >= 2
}

// taken are the blocks that speak of a common origin.
func taken(from, to *Report, blocks []block) []block {
	credits := to.credits(from)
	var out []block
	for _, k := range blocks {
		switch {
		case k.verbatim() && to.telling(k.b) >= tellingFrom/2,
			k.verbatim() && k.b.len() >= creditedFrom && to.saying(k.b) && to.quotes(k.b),
			to.borrows(k, credits),
			!k.verbatim() && k.likeness >= surelyReworded:
			out = append(out, k)
		}
	}
	return out
}

// surelyReworded is from which likeness on a sentence is taken for the rewording of the
// other without more.
const surelyReworded = 0.5

func (r *Report) quotes(in wordRange) bool {
	n := 0
	for i := in.first; i < in.end; i++ {
		if r.words[i].quoted {
			n++
		}
	}
	return 2*n > in.len()
}

// direct tells which of two reports the other borrows from, if it does: the one that
// the other credits, else the one published first, else the one whose words stand in
// quotation marks in the other, else the one that has more.
func direct(a, b *Report) (from, to *Report) {
	creditsA, creditsB := len(b.credits(a)) > 0, len(a.credits(b)) > 0
	order := 0
	switch {
	case creditsA != creditsB && creditsA:
		order = -1
	case creditsA != creditsB:
		order = 1
	default:
		if order = published(a.doc, b.doc); order == 0 {
			order = cmp.Or(quoting(a, b), len(b.words)-len(a.words), cmp.Compare(a.doc.ID, b.doc.ID))
		}
	}
	if order <= 0 {
		return a, b
	}
	return b, a
}

// quoting is negative where b has most of the words that it shares with a in quotation
// marks and a has not, positive where it is the other way round.
func quoting(a, b *Report) int {
	shared, inA, inB := 0, 0, 0
	for _, r := range runs(a, b) {
		for i := range r.length {
			shared++
			switch qa, qb := a.words[r.a+i].quoted, b.words[r.b+i].quoted; {
			case qa && !qb:
				inA++
			case qb && !qa:
				inB++
			}
		}
	}
	switch {
	case 2*inB > shared:
		return -1
	case 2*inA > shared:
		return 1
	}
	return 0
}

// published compares when two documents were published, 0 where that is not known or
// was the same day of which the hour is unknown.
func published(a, b *rapporteur.Document) int {
	if a.Published.IsZero() || b.Published.IsZero() {
		return 0
	}
	if a.PublishedDay || b.PublishedDay {
		return cmp.Compare(a.Published.Format("2006-01-02"), b.Published.Format("2006-01-02"))
	}
	return a.Published.Compare(b.Published)
}
