package main

import (
	"rapporteur"
	"rapporteur/gold"
)

// entityCounts compare entities in the ways of the CoNLL shared tasks. A mention
// that only one side has is, as the reference scorer of version 8.01 takes it
// (Pradhan et al., ACL 2014), missed or spurious in each of them, and no measure
// changes either side to make them alike.
type entityCounts struct {
	mentions gold.Count
	// muc counts links (Vilain et al., MUC-6 1995): an entity of n mentions has
	// n-1, of which those are missing that would join the parts into which the
	// other side's entities divide it. A singleton has none.
	muc measure
	// b3 counts for each mention how much of its entity the other side has in the
	// mention's entity (Bagga & Baldwin, LREC 1998), all mentions alike.
	b3 measure
	// ceafe pairs each entity with at most one of the other side such that the
	// sum of their likeness φ4 = 2|K∩R| / (|K|+|R|) is greatest (Luo, HLT 2005),
	// and divides it by the number of entities.
	ceafe measure
}

func (c *entityCounts) add(d entityCounts) {
	c.mentions.Add(d.mentions)
	c.muc.add(d.muc)
	c.b3.add(d.b3)
	c.ceafe.add(d.ceafe)
}

// measure is a recall and a precision, which add up over documents part by part.
type measure struct{ recall, precision ratio }

func (m *measure) add(n measure) {
	m.recall.add(n.recall)
	m.precision.add(n.precision)
}

// f1 is the harmonic mean, in [0, 1].
func (m measure) f1() float64 {
	r, p := m.recall.value(), m.precision.value()
	if r+p == 0 {
		return 0
	}
	return 2 * r * p / (r + p)
}

// ratio is a part of a whole, 0 of nothing.
type ratio struct{ part, of float64 }

func (r *ratio) add(s ratio) {
	r.part += s.part
	r.of += s.of
}

func (r ratio) value() float64 {
	if r.of == 0 {
		return 0
	}
	return r.part / r.of
}

func countEntities(want, got entities) entityCounts {
	shared := overlaps(want, got)
	back := make([]map[int]int, len(got))
	for k := range got {
		back[k] = map[int]int{}
	}
	for i, row := range shared {
		for k, n := range row {
			back[k][i] = n
		}
	}
	likeness := similarity(want, got, shared)
	return entityCounts{
		mentions: countMentions(want, got),
		muc:      measure{links(want, shared), links(got, back)},
		b3:       measure{likeMentions(want, shared), likeMentions(got, back)},
		ceafe:    measure{ratio{likeness, float64(len(want))}, ratio{likeness, float64(len(got))}},
	}
}

// overlaps returns for each wanted entity how many mentions it shares with which
// of the given ones.
func overlaps(want, got entities) []map[int]int {
	entityOf := map[rapporteur.Span]int{}
	for k, mentions := range got {
		for _, m := range mentions {
			entityOf[m] = k
		}
	}
	out := make([]map[int]int, len(want))
	for i, mentions := range want {
		out[i] = map[int]int{}
		for _, m := range mentions {
			if k, ok := entityOf[m]; ok {
				out[i][k]++
			}
		}
	}
	return out
}

// links is MUC's measure of one side, with what its entities share with the other
// side's.
func links(e entities, shared []map[int]int) (r ratio) {
	for i, mentions := range e {
		alone := len(mentions)
		for _, n := range shared[i] {
			alone -= n
		}
		parts := len(shared[i]) + alone
		r.add(ratio{float64(len(mentions) - parts), float64(len(mentions) - 1)})
	}
	return r
}

// likeMentions is B³'s measure of one side.
func likeMentions(e entities, shared []map[int]int) (r ratio) {
	for i, mentions := range e {
		r.of += float64(len(mentions))
		for _, n := range shared[i] {
			r.part += float64(n*n) / float64(len(mentions))
		}
	}
	return r
}

// similarity is the greatest sum of φ4 over pairs of entities. Entities that share
// no mention add nothing, so that each group of entities tied together by shared
// mentions is paired by itself: in a report hundreds of groups of a few each.
func similarity(want, got entities, shared []map[int]int) (sum float64) {
	for _, g := range groups(len(got), shared) {
		weight := make([][]float64, len(g.want))
		for r, i := range g.want {
			weight[r] = make([]float64, len(g.got))
			for c, k := range g.got {
				weight[r][c] = 2 * float64(shared[i][k]) / float64(len(want[i])+len(got[k]))
			}
		}
		sum += assignment(weight)
	}
	return sum
}
