package encoder

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// kernels returns every implementation that this machine can run.
func kernels(t testing.TB) map[Kernel]kernel {
	ks := map[Kernel]kernel{}
	for _, k := range available() {
		ks[k.name] = k.kernel
	}
	for _, name := range []Kernel{VNNI, AVX2} {
		if ks[name] == nil {
			t.Logf("this machine cannot run the kernel %s: it is not tested", name)
		}
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

// TestQuantise: every value is met to half a step, the extremes exactly, and all
// kernels choose the same integers.
func TestQuantise(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 12))
	for _, c := range []struct{ n, rows int }{{32, 1}, {96, 3}, {384, 7}, {1536, 64}} {
		x := random(r, c.n*c.rows, 3)
		for i := range c.n {
			x[i] = 0.7 // a row without a range
		}
		var first []int
		for name, k := range kernels(t) {
			size := k.form().size
			q, rows := make([]byte, c.n*c.rows*size), make([]rowScale, c.rows)
			k.quantise(q, x, c.n, rows)
			integers := make([]int, c.n*c.rows)
			for i, v := range x {
				integers[i] = int(q[i*size])
				if size == 2 {
					integers[i] |= int(q[2*i+1]) << 8
				}
				row := rows[i/c.n]
				closeTo(t, fmt.Sprintf("%s %+v [%d]", name, c, i), v, float64(row.scale)*float64(integers[i])+float64(row.least), 0,
					0.51*float64(row.scale)+1e-6)
			}
			if first == nil {
				first = integers
			} else if !slices.Equal(integers, first) {
				t.Errorf("%s %+v: other integers", name, c)
			}
		}
	}
}

// TestProduct holds maps of bytes against a loop in float64, with the extreme
// integers, which must not overflow a sum.
func TestProduct(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 13))
	for name, k := range kernels(t) {
		for _, c := range []struct{ rows, columns, depth, ldc int }{
			{1, 48, 96, 48}, {3, 96, 96, 100}, {8, 48, 384, 48}, {64, 96, 384, 96}, {71, 48, 1536, 48},
		} {
			f, room := k.form(), c.rows+slack
			x := random(r, room*c.depth, 1)
			for i := range c.depth { // a row whose integers are all the largest, but one
				x[i] = min(float32(i), 1)
			}
			w := matrix{rows: c.columns, columns: c.depth, values: make([]byte, c.columns*c.depth)}
			for i := range w.values {
				w.values[i] = byte(int8(127 - r.IntN(255)*min(1, i/c.depth))) // the first column is the largest, too
			}
			factors, bias := random(r, c.columns, 0.01), random(r, c.columns, 1)
			m := byteMap{c.depth, c.columns, make([]byte, len(w.values)*f.size), make([]float32, 3*c.columns)}
			m.pack(w, factors, bias, f)
			q, rows := make([]byte, room*c.depth*f.size), make([]rowScale, room)
			k.quantise(q, x, c.depth, rows)
			got := make([]float32, room*c.ldc)
			k.product(got, c.ldc, q, rows[:c.rows], m)
			for i := range c.rows {
				for j := range c.columns {
					want, size := float64(bias[j]), 0.0
					for d := range c.depth {
						rounded := float64(rows[i].least) + float64(rows[i].scale)*math.RoundToEven(float64((x[i*c.depth+d]-rows[i].least)/rows[i].scale))
						p := rounded * float64(factors[j]) * float64(int8(w.values[j*c.depth+d]))
						want, size = want+p, size+math.Abs(p)
					}
					closeTo(t, fmt.Sprintf("%s %+v [%d,%d]", name, c, i, j), got[i*c.ldc+j], want, size, 2e-4)
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

// BenchmarkProduct reports the speed of the model's four linear maps, quantising included.
func BenchmarkProduct(b *testing.B) {
	r := rand.New(rand.NewPCG(14, 14))
	for name, k := range kernels(b) {
		for _, c := range []struct{ depth, columns int }{{384, 1152}, {384, 384}, {384, 1536}, {1536, 384}} {
			b.Run(fmt.Sprintf("%s/%dx%d", name, c.depth, c.columns), func(b *testing.B) {
				const rows = block
				f := k.form()
				x, y := random(r, rows*c.depth, 1), make([]float32, (rows+slack)*c.columns)
				m := byteMap{c.depth, c.columns, make([]byte, c.depth*c.columns*f.size), make([]float32, 3*c.columns)}
				q, scales := make([]byte, (rows+slack)*c.depth*f.size), make([]rowScale, rows+slack)
				for b.Loop() {
					k.quantise(q, x, c.depth, scales[:rows])
					k.product(y, c.columns, q, scales[:rows], m)
				}
				operations := 2 * float64(rows*c.depth*c.columns) * float64(b.N)
				b.ReportMetric(operations/b.Elapsed().Seconds()/1e9, "GOP/s")
			})
		}
	}
}

// BenchmarkMultiply reports the speed of maps of that size in float32.
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
