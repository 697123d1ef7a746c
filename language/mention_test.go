package language

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"rapporteur"
)

func TestNested(t *testing.T) {
	for name, c := range map[string]struct{ in, want []candidate }{
		"apart and inside": {
			[]candidate{{head: 0, first: 0, end: 6, likely: 0.9}, {head: 3, first: 2, end: 4, likely: 0.2}, {head: 5, first: 5, end: 6, likely: 0.5}},
			[]candidate{{head: 0, first: 0, end: 6}, {head: 3, first: 2, end: 4}, {head: 5, first: 5, end: 6}},
		},
		"longer ones first": {
			[]candidate{{head: 0, first: 0, end: 1, likely: 0.9}, {head: 2, first: 0, end: 4, likely: 0.2}},
			[]candidate{{head: 2, first: 0, end: 4}, {head: 0, first: 0, end: 1}},
		},
		"crossing, its head inside the likelier": {
			[]candidate{{head: 2, first: 1, end: 5, likely: 0.9}, {head: 4, first: 3, end: 8, likely: 0.2}},
			[]candidate{{head: 2, first: 1, end: 5}, {head: 4, first: 3, end: 5}},
		},
		"crossing, its head outside": {
			[]candidate{{head: 2, first: 0, end: 4, likely: 0.2}, {head: 5, first: 3, end: 8, likely: 0.9}},
			[]candidate{{head: 2, first: 0, end: 3}, {head: 5, first: 3, end: 8}},
		},
		"the same words": {
			[]candidate{{head: 1, first: 0, end: 3, likely: 0.4}, {head: 2, first: 0, end: 3, likely: 0.8}},
			[]candidate{{head: 2, first: 0, end: 3}},
		},
	} {
		got := nested(c.in)
		for i := range got {
			got[i].likely = 0
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// TestNestedNeverCross: whatever the pointers say, what comes out is a bracketing
// whose heads lie in their mentions, and the likeliest mention keeps its words.
func TestNestedNeverCross(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 2000 {
		var cs []candidate
		for head := range 12 {
			if r.IntN(2) == 0 {
				cs = append(cs, candidate{head: head, first: r.IntN(head + 1), end: head + 1 + r.IntN(12-head), likely: r.Float64()})
			}
		}
		if len(cs) == 0 {
			continue
		}
		top := slices.MaxFunc(cs, func(a, b candidate) int { return cmp.Compare(a.likely, b.likely) })
		got := nested(slices.Clone(cs))
		if !slices.Contains(got, top) {
			t.Fatalf("%+v of %+v is not among %+v", top, cs, got)
		}
		var ms []rapporteur.Mention
		for _, c := range got {
			ms = append(ms, rapporteur.Mention{Tokens: rapporteur.TokenRange{First: c.first, End: c.end}, Head: c.head})
		}
		checkMentions(t, ms, 12)
	}
}

// checkMentions demands the order of mentions, that each holds its head, and that
// any two share no word or one contains the other.
func checkMentions(t *testing.T, ms []rapporteur.Mention, tokens int) {
	t.Helper()
	var open []rapporteur.TokenRange
	last := rapporteur.TokenRange{First: -1}
	for _, m := range ms {
		r := m.Tokens
		if m.Head < r.First || m.Head >= r.End || r.First < 0 || r.End > tokens {
			t.Fatalf("mention %+v of %d tokens", m, tokens)
		}
		if r.First < last.First || r.First == last.First && r.End >= last.End {
			t.Fatalf("mention %+v after %+v", r, last)
		}
		for last = r; len(open) > 0 && open[len(open)-1].End <= r.First; {
			open = open[:len(open)-1]
		}
		if len(open) > 0 && open[len(open)-1].End < r.End {
			t.Fatalf("mention %+v crosses %+v", r, open[len(open)-1])
		}
		open = append(open, r)
	}
}

// checkClusters demands that the clusters partition the mentions and stand in
// order.
func checkClusters(t *testing.T, a *rapporteur.Analysis) {
	t.Helper()
	seen, first := 0, -1
	for n, c := range a.Clusters {
		if len(c) == 0 || c[0] <= first || !slices.IsSorted(c) {
			t.Fatalf("cluster %d: %v after one that begins with %d", n, c, first)
		}
		first = c[0]
		for _, m := range c {
			if a.Mentions[m].Cluster != n {
				t.Fatalf("mention %d of cluster %d says %d", m, n, a.Mentions[m].Cluster)
			}
		}
		seen += len(slices.Compact(slices.Clone(c)))
	}
	if seen != len(a.Mentions) {
		t.Fatalf("%d mentions in clusters of %d", seen, len(a.Mentions))
	}
}

func TestPointedIsSoftmax(t *testing.T) {
	m := &reader().heads.mention
	s := reader().scratch.New().(*scratch)
	width := reader().heads.width
	x := make([]float32, 40*width)
	r := rand.New(rand.NewPCG(9, 10))
	for i := range x {
		x[i] = float32(r.NormFloat64())
	}
	p := &s.heads.pointers
	m.first.lefts(p, x, 2)
	m.first.rights(p, x, 20)
	best, q := m.first.pointed(p, 1, 3, 17)
	var scores []float32
	for j := 3; j < 17; j++ {
		scores = append(scores, m.first.score(p, 1, j, 0))
	}
	if want := softmax(scores, best-3); scores[best-3] != slices.Max(scores) || q < want-1e-9 || q > want+1e-9 {
		t.Errorf("word %d with %g, want %g; scores %v", best, q, want, scores)
	}
}
