package history

import (
	"cmp"
	"container/heap"
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

// Unites reports whether two tellings of a kind are alike enough to be the first two of a
// group. Groups whose tellings are all less alike than that are never united.
func Unites(kind rapporteur.FactKind, alike float64) bool {
	return float64(millionths(alike))/millionth >= joinedFrom[kind]
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
			if p, worth := g.pair(a, b); worth && a < b {
				g.pairs = append(g.pairs, p)
			}
		}
	}
	heap.Init(g)
	for g.Len() > 0 {
		p := heap.Pop(g).(pair)
		if !g.stands(p) || g.apart(p.a, p.b) {
			continue
		}
		g.unite(p.a, p.b)
		for other := range g.near[p.a] {
			if next, worth := g.pair(p.a, other); worth {
				heap.Push(g, next)
			}
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
	// all are the tellings in their order, order where they stood before.
	all   []*Telling
	order []int
	// members are those of every group, nil where it was put into another.
	members [][]int
	// near are, for every group, the sums of the likenesses between its tellings and
	// those of another, in millionths, so that they are the same in any order.
	near []map[int]int64
	// pairs are those that may be united next. What became of a pair since it was made
	// shows when its turn comes.
	pairs []pair
}

const millionth = 1e6

func millionths(alike float64) int64 { return int64(math.Round(alike * millionth)) }

func newGrouping(all []*Telling, edges []Edge) *grouping {
	g := &grouping{order: make([]int, len(all)), members: make([][]int, len(all)), near: make([]map[int]int64, len(all))}
	for i := range all {
		g.order[i] = i
		g.members[i] = []int{i}
		g.near[i] = map[int]int64{}
	}
	slices.SortFunc(g.order, func(a, b int) int { return Compare(all[a], all[b]) })
	place := make([]int, len(all))
	for i, from := range g.order {
		place[from] = i
		g.all = append(g.all, all[from])
	}
	for _, e := range edges {
		if a, b, sum := place[e.A], place[e.B], millionths(e.Alike); a != b && sum > g.near[a][b] {
			g.near[a][b], g.near[b][a] = sum, sum
		}
	}
	return g
}

// decided unites the tellings that an analyst merged.
func (g *grouping) decided() {
	first := map[string]int{}
	for i, t := range g.all {
		if t.Merged == "" {
			continue
		}
		if at, known := first[t.Merged]; known {
			g.unite(at, i)
		} else {
			first[t.Merged] = i
		}
	}
}

// pair is two groups, the earlier one first, and how alike they were when it was made.
type pair struct {
	a, b int
	mean float64
}

// pair is two groups as a pair, and whether they are alike enough to be one.
func (g *grouping) pair(a, b int) (p pair, worth bool) {
	p = pair{min(a, b), max(a, b), g.mean(a, b)}
	return p, p.mean >= joinedFrom[g.all[a].Kind]
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
	return cmp.Or(cmp.Compare(q.mean, p.mean), cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b)) < 0
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
	g.members[b], g.near[b] = nil, nil
}

// groups are the groups in the order of their first tellings, by the indices of before.
func (g *grouping) groups() [][]int {
	var out [][]int
	for _, group := range g.members {
		if group == nil {
			continue
		}
		slices.Sort(group)
		for i, at := range group {
			group[i] = g.order[at]
		}
		out = append(out, group)
	}
	return out
}
