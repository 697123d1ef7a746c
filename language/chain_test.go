package language

import (
	"math"
	"math/rand/v2"
	"testing"
)

// randomChain returns a chain and the emissions of n words, in which moves into
// the inside of a span that was not begun are forbidden as in training.
func randomChain(r *rand.Rand, n int) (chain, emissions) {
	scores := make([]float32, labels*labels)
	for i := range labels {
		for j := range labels {
			scores[i*labels+j] = float32(r.NormFloat64())
			if j > 0 && j%2 == 0 && i != j && i != j-1 {
				scores[i*labels+j] = -1e4
			}
		}
	}
	e := emissions{scores: make([]float32, n*labels), stride: labels, words: n}
	for i := range e.scores {
		e.scores[i] = float32(2 * r.NormFloat64())
	}
	return newChain(scores), e
}

// enumerate calls do with every label path and its unnormalised probability.
func enumerate(c *chain, e emissions, do func(path []uint8, p float64)) {
	path := make([]uint8, e.words)
	var walk func(t int, score float64)
	walk = func(t int, score float64) {
		if t == e.words {
			do(path, math.Exp(score))
			return
		}
		for j := range labels {
			s := score + float64(e.at(t, 0, labels)[j])
			if t > 0 {
				s += c.moves[path[t-1]][j]
			} else if !starts(j) {
				continue
			}
			path[t] = uint8(j)
			walk(t+1, s)
		}
	}
	walk(0, 0)
}

// TestChainAgainstEnumeration holds the best path and the spans' posteriors
// against the sums over all label paths.
func TestChainAgainstEnumeration(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 1; n <= 5; n++ {
		for range 8 {
			c, e := randomChain(r, n)
			got := c.decode(e, 0, 0)
			total, top := 0.0, 0.0
			var best []run
			spans := map[[3]int]float64{}
			enumerate(&c, e, func(path []uint8, p float64) {
				total += p
				rs := runs(path, 0)
				for _, x := range rs {
					spans[[3]int{x.role, x.first, x.end}] += p
				}
				if p > top {
					top, best = p, rs
				}
			})
			if len(got) != len(best) {
				t.Fatalf("%d words: runs %v, best path has %v", n, got, best)
			}
			for i, x := range got {
				want := spans[[3]int{x.role, x.first, x.end}] / total
				if x.first != best[i].first || x.end != best[i].end || x.role != best[i].role || math.Abs(x.posterior-want) > 1e-9 {
					t.Errorf("%d words: run %+v, want %+v with posterior %g", n, x, best[i], want)
				}
			}
		}
	}
}

func TestLongChainDoesNotVanish(t *testing.T) {
	c, e := randomChain(rand.New(rand.NewPCG(3, 4)), 20000)
	for _, x := range c.decode(e, 0, 0) {
		if !(x.posterior > 0 && x.posterior <= 1) {
			t.Fatalf("posterior of %+v", x)
		}
	}
}
