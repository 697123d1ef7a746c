package language

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// randomChain returns a chain over spans of so many kinds and the emissions of n
// words.
func randomChain(r *rand.Rand, kinds, n int) (chain, emissions) {
	labels := 1 + 2*kinds
	scores := make([]float32, labels*labels)
	for i := range scores {
		scores[i] = float32(r.NormFloat64())
	}
	e := emissions{scores: make([]float32, n*labels), stride: labels, words: n}
	for i := range e.scores {
		e.scores[i] = float32(2 * r.NormFloat64())
	}
	return newChain(scores, kinds, 0.1), e
}

// posteriors sums, over all label paths, the probability of every span.
func posteriors(c *chain, e emissions) map[run]float64 {
	path, total, spans := make([]int, e.words), 0.0, map[run]float64{}
	var walk func(t int, p float64)
	walk = func(t int, p float64) {
		if t == e.words {
			total += p
			for _, r := range runs(path) {
				spans[r] += p
			}
			return
		}
		for j := range c.labels {
			q := p * math.Exp(float64(e.at(t, 0, c.labels)[j]))
			if t > 0 {
				q *= c.moves[path[t-1]*c.labels+j]
			} else if !starts(j) {
				continue
			}
			path[t] = j
			walk(t+1, q)
		}
	}
	walk(0, 1)
	for r := range spans {
		spans[r] /= total
	}
	return spans
}

// runs lists the spans of a label path.
func runs(path []int) []run {
	var out []run
	for t, label := range path {
		switch n := len(out) - 1; {
		case label%2 == 1:
			out = append(out, run{kind: (label - 1) / 2, first: t, end: t + 1})
		case label > 0 && n >= 0 && out[n].end == t && label == inside(out[n].kind):
			out[n].end++
		}
	}
	return out
}

// gain is the sum of what spans are worth; ok says that none overlap.
func gain(rs []run, p map[run]float64, worth float64) (sum float64, ok bool) {
	for i, r := range rs {
		if i > 0 && rs[i-1].end > r.first {
			return 0, false
		}
		sum += p[run{kind: r.kind, first: r.first, end: r.end}] - worth
	}
	return sum, true
}

// TestChainAgainstEnumeration holds the posteriors of what is found against the
// sums over all label paths, and its worth against that of every choice of spans
// that some path has.
func TestChainAgainstEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, size := range []struct{ kinds, words int }{{3, 1}, {3, 2}, {3, 3}, {3, 5}, {1, 9}, {4, 4}, {7, 3}} {
		for range 8 {
			c, e := randomChain(r, size.kinds, size.words)
			checkChain(t, &c, e)
		}
	}
}

func checkChain(t *testing.T, c *chain, e emissions) {
	t.Helper()
	got, want := c.decode(e, 0, 0), posteriors(c, e)
	for _, x := range got {
		if p := want[run{kind: x.kind, first: x.first, end: x.end}]; math.Abs(x.posterior-p) > 1e-6 {
			t.Errorf("%d labels: %+v, want posterior %g", c.labels, x, p)
		}
	}
	found, ok := gain(got, want, c.worth)
	if !ok {
		t.Fatalf("%d labels: overlapping runs %v", c.labels, got)
	}
	everyPath(e.words, c.labels, func(path []int) {
		if other, _ := gain(runs(path), want, c.worth); other > found+1e-6 {
			t.Errorf("%d labels: %v are worth %g, found %v worth %g", c.labels, runs(path), other, got, found)
		}
	})
}

// everyPath calls do with every sequence of n of the labels.
func everyPath(n, labels int, do func(path []int)) {
	path := make([]int, n)
	for {
		do(path)
		i := 0
		for ; i < n; i++ {
			if path[i]++; path[i] < labels {
				break
			}
			path[i] = 0
		}
		if i == n {
			return
		}
	}
}

func TestLongChainDoesNotVanish(t *testing.T) {
	c, e := randomChain(rand.New(rand.NewPCG(3, 4)), 3, 20000)
	rs := c.decode(e, 0, 0)
	if len(rs) < 1000 {
		t.Fatalf("%d runs in 20,000 words", len(rs))
	}
	for _, x := range rs {
		if !(x.posterior > c.worth && x.posterior <= 1) {
			t.Fatalf("posterior of %+v", x)
		}
	}
}

// BenchmarkChain shows the time a word for chains of so many kinds.
func BenchmarkChain(b *testing.B) {
	for _, kinds := range []int{3, 4, 7} {
		b.Run(fmt.Sprint(kinds), func(b *testing.B) {
			const words = 8192
			c, e := randomChain(rand.New(rand.NewPCG(5, 6)), kinds, words)
			for b.Loop() {
				c.decode(e, 0, 0)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/words, "ns/word")
		})
	}
}
