package history

import (
	"cmp"
	"container/heap"
	"maps"
	"math"
	"slices"

	"rapporteur"
)

// Edge is how alike two tellings are, by their indices.
type Edge struct {
	A, B  int
	Alike float64
}

// Faint is the least likeness that is worth an edge: fainter ones would hardly change
// which facts are joined, and there are many.
const Faint = 0.2

// joinedFrom is how alike two groups of tellings must be on the average for them to tell
// of one fact, by kind. Measured on the two stories: between 0.2 and 0.35 the F1 of
// positions and events falls by 12 and 8 points, that of conditions is flat from 0.25 to
// 0.4, of statements from 0.2 to 0.35, of meetings and delegations from 0.35 to 0.6.
var joinedFrom = map[rapporteur.FactKind]float64{
	rapporteur.StatementFact:  0.3,
	rapporteur.EventFact:      0.2,
	rapporteur.MeetingFact:    0.45,
	rapporteur.DelegationFact: 0.45,
	rapporteur.PositionFact:   0.2,
	rapporteur.ConditionFact:  0.35,
}

// Group parts tellings into those of one fact each: it unites the two groups that are
// the most alike on the average of all pairs between them, again and again (Sokal and
// Michener 1958), pairs without an edge counting as not alike. No two meetings and no two
// delegations of one report, which its record holds apart, come into one group. Groups
// and what is in them are in the order of publication; nothing depends on the order of
// the tellings, nor on those that no edge ties to them. What an analyst merged or split
// stands above that.
func Group(all []*Telling, edges []Edge) [][]int {
	g := newGrouping(all, edges)
	g.decided()
	for a, near := range g.near {
		for b := range near {
			if a < b {
				g.offer(a, b)
			}
		}
	}
	for g.Len() > 0 {
		p := heap.Pop(g).(pair)
		if !g.stands(p) || g.apart(p.a, p.b) {
			continue
		}
		g.unite(p.a, p.b)
		for other := range g.near[p.a] {
			g.offer(p.a, other)
		}
	}
	return g.groups()
}

// Compare orders tellings by the publication of their reports, those of one day by the
// reports' IDs, those of one report by their own.
func Compare(a, b *Telling) int {
	return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Report, b.Report), cmp.Compare(len(a.Fact), len(b.Fact)), cmp.Compare(a.Fact, b.Fact))
}

// grouping is groups on their way to being united. A group goes by its earliest telling.
type grouping struct {
	all     []*Telling
	members map[int][]int
	// near are, for every group, the sums of the likenesses between its tellings and
	// those of another, in millionths, so that they are the same in any order.
	near map[int]map[int]int64
	// pairs are those that may be united next. What became of a pair since it was made
	// shows when its turn comes.
	pairs []pair
}

const millionth = 1e6

func newGrouping(all []*Telling, edges []Edge) *grouping {
	g := &grouping{all: all, members: map[int][]int{}, near: map[int]map[int]int64{}}
	for i := range all {
		g.members[i] = []int{i}
		g.near[i] = map[int]int64{}
	}
	for _, e := range edges {
		if sum := int64(math.Round(e.Alike * millionth)); e.A != e.B && sum > g.near[e.A][e.B] {
			g.near[e.A][e.B], g.near[e.B][e.A] = sum, sum
		}
	}
	return g
}

// decided unites the tellings that an analyst merged.
func (g *grouping) decided() {
	first := map[string]int{}
	order := make([]int, len(g.all))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return Compare(g.all[a], g.all[b]) })
	for _, i := range order {
		name := g.all[i].Merged
		if name == "" {
			continue
		}
		if at, known := first[name]; known {
			g.unite(at, i)
		} else {
			first[name] = i
		}
	}
}

// pair is two groups, the earlier one first, and how alike they were when it was made.
type pair struct {
	a, b int
	mean float64
}

// offer adds two groups to the pairs if they are alike enough.
func (g *grouping) offer(a, b int) {
	if Compare(g.all[a], g.all[b]) > 0 {
		a, b = b, a
	}
	if mean := g.mean(a, b); mean >= joinedFrom[g.all[a].Kind] {
		heap.Push(g, pair{a, b, mean})
	}
}

// mean is how alike two groups are.
func (g *grouping) mean(a, b int) float64 {
	return float64(g.near[a][b]) / float64(len(g.members[a])*len(g.members[b])) / millionth
}

// stands reports whether the groups of a pair are still two and as alike as they were.
func (g *grouping) stands(p pair) bool {
	return g.members[p.a] != nil && g.members[p.b] != nil && g.mean(p.a, p.b) == p.mean
}

// Less, Len, Swap, Push and Pop make g a heap of pairs: the most alike first, of equals
// the earliest ones.
func (g *grouping) Less(i, j int) bool {
	p, q := g.pairs[i], g.pairs[j]
	return cmp.Or(cmp.Compare(q.mean, p.mean), Compare(g.all[p.a], g.all[q.a]), Compare(g.all[p.b], g.all[q.b])) < 0
}
func (g *grouping) Len() int      { return len(g.pairs) }
func (g *grouping) Swap(i, j int) { g.pairs[i], g.pairs[j] = g.pairs[j], g.pairs[i] }
func (g *grouping) Push(p any)    { g.pairs = append(g.pairs, p.(pair)) }
func (g *grouping) Pop() any {
	last := g.pairs[len(g.pairs)-1]
	g.pairs = g.pairs[:len(g.pairs)-1]
	return last
}

// apart reports whether an analyst or the record of a report holds two groups apart.
func (g *grouping) apart(a, b int) bool {
	if g.all[a].Alone || g.all[b].Alone {
		return true
	}
	if k := g.all[a].Kind; k != rapporteur.MeetingFact && k != rapporteur.DelegationFact {
		return false
	}
	return slices.ContainsFunc(g.members[a], func(i int) bool {
		return slices.ContainsFunc(g.members[b], func(j int) bool { return g.all[i].Report == g.all[j].Report })
	})
}

// unite puts group b into a, which is the earlier one.
func (g *grouping) unite(a, b int) {
	g.members[a] = append(g.members[a], g.members[b]...)
	for other, sum := range g.near[b] {
		delete(g.near[other], b)
		if other != a {
			g.near[a][other] += sum
			g.near[other][a] = g.near[a][other]
		}
	}
	delete(g.members, b)
	delete(g.near, b)
}

// groups are the groups in the order of their first tellings.
func (g *grouping) groups() [][]int {
	out := slices.Collect(maps.Values(g.members))
	for _, group := range out {
		slices.SortFunc(group, func(a, b int) int { return Compare(g.all[a], g.all[b]) })
	}
	slices.SortFunc(out, func(a, b []int) int { return Compare(g.all[a[0]], g.all[b[0]]) })
	return out
}
