package lineage

import (
	"cmp"
	"math"

	"rapporteur"
)

// The measures of a relation, in words outside of quotations where there are such:
// reports of one event may have the same quotations and each be its own.
type measures struct {
	// verbatim and covered are the shares of either report that stand word for word, or
	// word for word or reworded, in the other.
	verbatim, covered sides
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
	// rewriting. Independent reports reach 0.32.
	wholeFrom = 0.5
	// partFrom suffices where the geometric mean of both shares is mutualFrom: two that
	// were cut differently from one text. Independent reports reach 0.23 in the mean.
	partFrom   = 0.35
	mutualFrom = 0.33
	// copiedFrom is which part of what is common must be verbatim in a copy. Copies have
	// .95, texts reworded by software up to .31.
	copiedFrom = 0.6
	// tellingFrom is from how many telling words in a row on a passage has a common
	// origin. Passages of agencies have 9 and more, independent reports up to 6.
	tellingFrom = 8
	// creditedFrom is how many words a passage must have that stands beside a credit.
	creditedFrom = 6
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
	mutual := math.Sqrt(m.covered.from * m.covered.to)
	whole := max(m.covered.to/wholeFrom, min(mutual/mutualFrom, m.covered.to/partFrom))
	telling := float64(m.telling) / tellingFrom
	switch {
	case whole >= 1:
		verbatim := m.verbatim.to / m.covered.to
		kind := rapporteur.Rewrite
		if verbatim >= copiedFrom {
			kind = rapporteur.Copy
		}
		return kind, min(sure(whole-1, 4), sure(math.Abs(verbatim-copiedFrom), 8))
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
	vFrom, vTo := make([]bool, len(from.words)), make([]bool, len(to.words))
	cFrom, cTo := make([]bool, len(from.words)), make([]bool, len(to.words))
	credits := to.credits(from)
	for _, k := range blocks {
		mark(cFrom, k.a)
		mark(cTo, k.b)
		if k.verbatim() {
			mark(vFrom, k.a)
			mark(vTo, k.b)
			m.telling = max(m.telling, to.telling(k.b))
			m.credited = m.credited || k.b.len() >= creditedFrom && to.saying(k.b) && to.credited(credits, k.b)
		}
	}
	m.verbatim = sides{from.share(vFrom), to.share(vTo)}
	m.covered = sides{from.share(cFrom), to.share(cTo)}
	return m
}

func mark(marks []bool, r wordRange) {
	for i := r.first; i < r.end; i++ {
		marks[i] = true
	}
}

// mostlyQuoted is from which share of quotations on they count as the text itself.
const mostlyQuoted = 0.7

// share is which part of a report's words outside of quotations is marked.
func (r *Report) share(marked []bool) float64 {
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
		if marked[i] {
			inside[q]++
		}
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
			k.verbatim() && k.b.len() >= creditedFrom && to.saying(k.b) && to.credited(credits, k.b),
			!k.verbatim() && k.likeness >= surelyReworded:
			out = append(out, k)
		}
	}
	return out
}

// surelyReworded is from which likeness on one sentence alone is taken for the
// rewording of the other.
const surelyReworded = 0.6

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
