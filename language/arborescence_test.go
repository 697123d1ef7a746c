package language

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestIsTree(t *testing.T) {
	for _, c := range []struct {
		heads []int
		want  bool
	}{
		{nil, false},
		{[]int{0}, true},
		{[]int{1, 1}, true},
		{[]int{0, 1}, false},
		{[]int{1, 0}, false},
		{[]int{0, 2, 1}, false},
		{[]int{1, 2, 2, 2, 3}, true},
		{[]int{1, 2, 0, 3}, false},
		{[]int{3, 0, 1, 3}, true},
	} {
		if got := isTree(c.heads); got != c.want {
			t.Errorf("isTree(%v) = %v", c.heads, got)
		}
	}
}

// TestArborescenceIsTheBest: no tree with one root has a larger sum, over random
// matrices of all sizes that can be enumerated. Small integers make ties and
// cycles inside cycles.
func TestArborescenceIsTheBest(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 1; n <= 6; n++ {
		for range 300 {
			scores := make([]float32, n*n)
			for i := range scores {
				scores[i] = float32(r.IntN(12)) - 4
				if n%2 == 0 {
					scores[i] = float32(r.NormFloat64())
				}
			}
			checkArborescence(t, scores, n)
		}
	}
}

func checkArborescence(t *testing.T, scores []float32, n int) {
	t.Helper()
	heads := arborescence(scores, n, n)
	if !isTree(heads) {
		t.Fatalf("%v: heads %v", scores, heads)
	}
	if got, want := treeSum(scores, heads), bestTree(scores, make([]int, 0, n), n); math.Abs(got-want) > 1e-5*math.Abs(want)+1e-5 {
		t.Fatalf("%v: heads %v sum to %g, the best tree's to %g", scores, heads, got, want)
	}
}

func treeSum(scores []float32, heads []int) float64 {
	sum := 0.0
	for i, h := range heads {
		sum += float64(scores[i*len(heads)+h])
	}
	return sum
}

// bestTree is the largest sum of all trees whose first words have these heads.
func bestTree(scores []float32, heads []int, n int) float64 {
	if len(heads) == n {
		if !isTree(heads) {
			return math.Inf(-1)
		}
		return treeSum(scores, heads)
	}
	best := math.Inf(-1)
	for h := range n {
		best = max(best, bestTree(scores, append(heads, h), n))
	}
	return best
}

// TestArborescenceOfManyWords: the result is a tree in the worst cases too: all
// words choose themselves, or one cycle goes through all, or everything is equal.
func TestArborescenceOfManyWords(t *testing.T) {
	const n = 200
	r := rand.New(rand.NewPCG(3, 4))
	for name, score := range map[string]func(i, j int) float32{
		"random": func(i, j int) float32 { return r.Float32() },
		"roots":  func(i, j int) float32 { return float32(b2i(i == j)) },
		"cycle":  func(i, j int) float32 { return float32(b2i((i+1)%n == j)) },
		"nested": func(i, j int) float32 {
			return float32(b2i(i^1 == j))*9 + float32(b2i(i/4 == j/4))*3 - float32((i-j)*(i-j))/n
		},
		"equal": func(i, j int) float32 { return 0 },
		"large": func(i, j int) float32 { return (r.Float32() - 0.5) * math.MaxFloat32 },
	} {
		scores := make([]float32, n*n)
		for i := range scores {
			scores[i] = score(i/n, i%n)
		}
		if heads := arborescence(scores, n, n); !isTree(heads) {
			t.Errorf("%s: no tree", name)
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func FuzzArborescence(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4})
	f.Add([]byte{0, 9, 0, 0, 0, 9, 9, 0, 0})
	f.Add([]byte{9, 9, 0, 0, 9, 9, 0, 0, 0, 0, 9, 9, 0, 0, 9, 9})
	f.Fuzz(func(t *testing.T, b []byte) {
		n := min(5, int(math.Sqrt(float64(len(b)))))
		if n == 0 {
			return
		}
		scores := make([]float32, n*n)
		for i := range scores {
			scores[i] = float32(int8(b[i]))
		}
		checkArborescence(t, scores, n)
	})
}

func BenchmarkArborescence(b *testing.B) {
	for name, n := range map[string]int{"30words": 30, "256words": 256} {
		b.Run(name, func(b *testing.B) {
			r := rand.New(rand.NewPCG(5, 6))
			scores := make([]float32, n*n)
			for i := range scores {
				scores[i] = r.Float32()
			}
			for b.Loop() {
				arborescence(scores, n, n)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/word")
		})
	}
}
