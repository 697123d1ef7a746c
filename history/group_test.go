package history

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"rapporteur"
)

// groupSlowly unites the closest two groups of all, which it looks for anew each time.
func groupSlowly(all []*Telling, edges []Edge) [][]int {
	g := newGrouping(all, edges)
	g.decided()
	for {
		var best pair
		found := false
		for a, near := range g.near {
			for b := range near {
				p, worth := g.pair(a, b)
				if a > b || !worth || g.apart(a, b) {
					continue
				}
				if !found || cmp.Or(cmp.Compare(best.mean, p.mean), cmp.Compare(a, best.a), cmp.Compare(b, best.b)) < 0 {
					best, found = p, true
				}
			}
		}
		if !found {
			return g.groups()
		}
		g.unite(best.a, best.b)
	}
}

// Groups are those that uniting the closest two again and again gives.
func TestGroupUnitesTheClosest(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 0))
		all := pointers(make([]Telling, 30))
		for i := range all {
			all[i].Kind = []rapporteur.FactKind{rapporteur.MeetingFact, rapporteur.PositionFact}[rng.IntN(2)]
			all[i].At, all[i].Report, all[i].Fact = rng.IntN(5), fmt.Sprint(rng.IntN(9)), fmt.Sprint(i)
			all[i].Alone = rng.IntN(20) == 0
			if rng.IntN(8) == 0 {
				all[i].Merged = fmt.Sprint(all[i].Kind, rng.IntN(2))
			}
		}
		var edges []Edge
		for range 120 {
			if a, b := rng.IntN(len(all)), rng.IntN(len(all)); all[a].Kind == all[b].Kind {
				edges = append(edges, Edge{a, b, float64(1+rng.IntN(10)) / 10}) // many are equal
			}
		}
		if diff := gocmp.Diff(groupSlowly(all, edges), Group(all, edges)); diff != "" {
			t.Fatalf("seed %d (-slow +fast):\n%s", seed, diff)
		}
	}
}
