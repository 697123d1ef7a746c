package history

import (
	"cmp"
	"math"
	"slices"

	"rapporteur"
)

// Aligned are the edges between the tellings of two reports that stand in words which
// both carry: a rewording keeps the facts of a sentence and few of its words. Within a
// passage each fact of one report is that of the other which is most alike in kind,
// side and place; borrowed says how sure the relation is.
func Aligned(all []*Telling, relation rapporteur.Relation) []Edge {
	var from, to []int
	for i := range all {
		switch all[i].Report {
		case relation.From:
			from = append(from, i)
		case relation.To:
			to = append(to, i)
		}
	}
	var pairs []Edge
	for _, i := range from {
		for _, j := range to {
			if a := paired(all[i], all[j], relation.Passages); a >= surelyPaired {
				pairs = append(pairs, Edge{i, j, a})
			}
		}
	}
	slices.SortFunc(pairs, func(x, y Edge) int {
		return cmp.Or(cmp.Compare(y.Alike, x.Alike), Compare(all[x.A], all[y.A]), Compare(all[x.B], all[y.B]))
	})
	taken := map[int]bool{}
	return slices.DeleteFunc(pairs, func(e Edge) bool {
		if taken[e.A] || taken[e.B] {
			return true
		}
		taken[e.A], taken[e.B] = true, true
		return false
	})
}

// What counts for two facts in words that both reports carry: that they are of one side
// and of one label, where in the words they stand, and which words they share.
const (
	pairedSide  = 0.3
	pairedLabel = 0.1
	pairedPlace = 0.3
	pairedWords = 0.3
)

// surelyPaired is what must come together for two facts in the same words to be the same.
const surelyPaired = 0.5

// paired is how surely two facts of a kind are the same by where they stand in words
// that both reports carry, 0 where they do not stand in the same words.
func paired(a, b *Telling, passages []rapporteur.Passage) float64 {
	if a.Kind != b.Kind || a.Negative != b.Negative || a.Sort != b.Sort && a.Kind == rapporteur.EventFact {
		return 0
	}
	place := 0.0
	for _, p := range passages {
		x, inA := at(a.Core, p.From)
		y, inB := at(b.Core, p.To)
		if inA && inB {
			place = max(place, 1-math.Abs(x-y))
		}
	}
	if place == 0 {
		return 0
	}
	score := pairedSide*sameSide(a, b) + pairedPlace*place + pairedWords*a.Bag.with(a.Need).alike(b.Bag.with(b.Need))
	if a.Label == b.Label {
		score += pairedLabel
	}
	return score
}

// at is where in a passage words stand, from 0 at its beginning to 1; ok is false where
// they stand outside.
func at(core []rapporteur.Span, passage rapporteur.Span) (where float64, ok bool) {
	inside, middle := 0, 0
	size := 0
	for _, c := range core {
		size += c.Len()
		if n := min(c.End, passage.End) - max(c.Start, passage.Start); n > 0 {
			inside += n
			middle += n * (max(c.Start, passage.Start) + min(c.End, passage.End)) / 2
		}
	}
	if inside == 0 || 2*inside < size {
		return 0, false
	}
	return float64(middle/inside-passage.Start) / float64(max(1, passage.Len())), true
}
