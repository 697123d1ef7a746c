package encoder

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// kernels returns every implementation that this machine can run.
func kernels(t testing.TB) map[Kernel]kernel {
	ks := map[Kernel]kernel{Portable: portable{}}
	if k := avx2Kernel(); k != nil {
		ks[AVX2] = k
	} else {
		t.Log("no AVX2 on this machine: only the portable kernel is tested")
	}
	return ks
}

// random returns n values of standard deviation sd.
func random(r *rand.Rand, n int, sd float64) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(sd * r.NormFloat64())
	}
	return x
}

// packed packs the transpose of w, columns × k, for a kernel.
func packed(k kernel, w []float32, columns, depth int) []float32 {
	p := k.panel()
	b := make([]float32, columns*depth)
	for c := range columns {
		for i := range depth {
			b[c/p*p*depth+i*p+c%p] = w[c*depth+i]
		}
	}
	return b
}

// close fails unless got and want differ by less than tolerance, relative to
// size where that is above 1.
func closeTo(t *testing.T, what string, got float32, want, size, tolerance float64) {
	t.Helper()
	if d := math.Abs(float64(got) - want); !(d <= tolerance*max(1, size)) {
		t.Fatalf("%s: %g, want %g (off by %g)", what, got, want, d)
	}
}

func TestMultiply(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for name, k := range kernels(t) {
		for _, c := range []struct{ rows, columns, depth, lda, ldc int }{
			{1, 24, 4, 4, 24}, {3, 48, 8, 11, 50}, {4, 24, 32, 96, 24}, {5, 72, 32, 100, 96},
			{48, 24, 32, 32, 528}, {67, 96, 384, 384, 96}, {13, 24, 1536, 1536, 24},
		} {
			a := random(r, (c.rows+3)*c.lda, 1)
			w, bias := random(r, c.columns*c.depth, 1), random(r, c.columns, 1)
			got := make([]float32, (c.rows+3)*c.ldc)
			k.multiply(got, c.ldc, a, c.lda, packed(k, w, c.columns, c.depth), bias, c.depth, c.rows)
			for i := range c.rows {
				for j := range c.columns {
					want, size := float64(bias[j]), 0.0
					for d := range c.depth {
						p := float64(a[i*c.lda+d]) * float64(w[j*c.depth+d])
						want, size = want+p, size+math.Abs(p)
					}
					closeTo(t, fmt.Sprintf("%s %+v [%d,%d]", name, c, i, j), got[i*c.ldc+j], want, size, 1e-6)
				}
			}
		}
	}
}

func TestAttentionParts(t *testing.T) {
	const stride, room = 3*headWidth + 5, 528
	r := rand.New(rand.NewPCG(2, 2))
	for name, k := range kernels(t) {
		for _, n := range []int{1, 2, 7, 8, 9, 23, 24, 25, 31, 33, 100, 512} {
			for _, rows := range []int{1, 5, 6, 7, 48} {
				what := fmt.Sprintf("%s %d×%d", name, rows, n)
				q, keys := random(r, 48*stride, 1), random(r, (n+7)*stride, 1)
				v := random(r, n*headWidth, 1)
				p := make([]float32, room*headWidth)
				s, inverse := make([]float32, 48*room), make([]float32, 48)
				c := make([]float32, 48*stride)
				padded := (n + 23) / 24 * 24
				k.packKeys(p, keys, stride, n)
				k.multiply(s, room, q, stride, p, make([]float32, padded), headWidth, rows)
				k.softmax(s, room, n, rows, inverse)
				k.weigh(c, stride, s, room, v, inverse, n, rows)
				for i := range rows {
					for j, want := range naiveAttention(q[i*stride:], keys, v, stride, n) {
						closeTo(t, fmt.Sprintf("%s [%d,%d]", what, i, j), c[i*stride+j], want, 1, 1e-5)
					}
				}
			}
		}
	}
}

// naiveAttention returns one query's context.
func naiveAttention(q, keys, values []float32, stride, n int) []float64 {
	weights, largest := make([]float64, n), math.Inf(-1)
	for i := range weights {
		for d := range headWidth {
			weights[i] += float64(q[d]) * float64(keys[i*stride+d])
		}
		largest = max(largest, weights[i])
	}
	sum, context := 0.0, make([]float64, headWidth)
	for i := range weights {
		weights[i] = math.Exp(weights[i] - largest)
		sum += weights[i]
	}
	for i, w := range weights {
		for d := range context {
			context[d] += w / sum * float64(values[i*headWidth+d])
		}
	}
	return context
}

func TestSoftmaxExtremes(t *testing.T) {
	for name, k := range kernels(t) {
		s := []float32{-1e30, 0, 1e4, 1e4 - 1, -3e38, 1e4 - 200, 7, 7}
		inverse := make([]float32, 1)
		k.softmax(s, 8, 6, 1, inverse)
		sum := 1 + math.Exp(-1)
		closeTo(t, string(name)+" inverse", inverse[0], 1/sum, 1, 1e-6)
		for i, want := range []float64{0, 0, 1, math.Exp(-1), 0, 0} {
			closeTo(t, fmt.Sprint(name, i), s[i], want, 1, 1e-6)
		}
	}
}

func TestGELU(t *testing.T) {
	for name, k := range kernels(t) {
		for _, n := range []int{8, 96, 3 * 16384, 16384 + 8} {
			x := make([]float32, n)
			for i := range x {
				x[i] = 40*float32(i)/float32(n) - 20
			}
			y := append([]float32(nil), x...)
			k.gelu(y)
			for i, v := range x {
				want := float64(v) * 0.5 * math.Erfc(-float64(v)/math.Sqrt2)
				closeTo(t, fmt.Sprint(name, " gelu ", v), y[i], want, math.Abs(want), 1e-6)
			}
		}
	}
}

func TestAddNorm(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for name, k := range kernels(t) {
		for _, c := range []struct{ n, rows int }{{32, 1}, {96, 3}, {384, 7}, {1536, 2}} {
			x, y := random(r, c.n*c.rows, 3), random(r, c.n*c.rows, 3)
			gain, bias := random(r, c.n, 1), random(r, c.n, 1)
			for i := range x {
				y[i] += 50 // a mean far from zero
			}
			sum := make([]float64, len(x))
			for i := range sum {
				sum[i] = float64(x[i] + y[i])
			}
			k.addNorm(x, y, gain, bias, c.rows)
			for i := range c.rows {
				for j, want := range naiveNorm(sum[i*c.n:][:c.n], gain, bias) {
					closeTo(t, fmt.Sprintf("%s %+v [%d,%d]", name, c, i, j), x[i*c.n+j], want, math.Abs(want), 2e-5)
				}
			}
		}
	}
}

// naiveNorm returns the LayerNorm of one row.
func naiveNorm(x []float64, gain, bias []float32) []float64 {
	mean, variance := 0.0, 0.0
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		variance += (v - mean) * (v - mean) / float64(len(x))
	}
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = (v-mean)/math.Sqrt(variance+1e-12)*float64(gain[i]) + float64(bias[i])
	}
	return y
}

// BenchmarkMultiply reports the speed of the model's four linear maps.
func BenchmarkMultiply(b *testing.B) {
	r := rand.New(rand.NewPCG(4, 4))
	for name, k := range kernels(b) {
		for _, c := range []struct{ depth, columns int }{{384, 1152}, {384, 384}, {384, 1536}, {1536, 384}} {
			b.Run(fmt.Sprintf("%s/%dx%d", name, c.depth, c.columns), func(b *testing.B) {
				const rows = block
				x, w := random(r, rows*c.depth, 1), random(r, c.depth*c.columns, 1)
				y, bias := make([]float32, rows*c.columns), make([]float32, c.columns)
				for b.Loop() {
					k.multiply(y, c.columns, x, c.depth, w, bias, c.depth, rows)
				}
				operations := 2 * float64(rows*c.depth*c.columns) * float64(b.N)
				b.ReportMetric(operations/b.Elapsed().Seconds()/1e9, "GFLOP/s")
			})
		}
	}
}
