package encoder

import (
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
)

func cpuNow() float64 {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

func mul(kc int, chunkOuter bool, c []float32, ldc int, a []float32, lda int, b, bias []float32, k, rows int) {
	tiles := (rows + productRows - 1) / productRows
	n := len(bias)
	ahead := 4 * 4 * productColumns / tiles
	if chunkOuter {
		for k0 := 0; k0 < k; k0 += kc {
			d := min(kc, k-k0)
			for p := 0; p < n; p += productColumns {
				bb := &bias[p]
				if k0 > 0 {
					bb = nil
				}
				multiply4x24(&c[p], ldc, &a[k0], lda, &b[k0*n+p*d], bb, d, tiles, ahead)
			}
		}
		return
	}
	for p := 0; p < n; p += productColumns {
		for k0 := 0; k0 < k; k0 += kc {
			d := min(kc, k-k0)
			bb := &bias[p]
			if k0 > 0 {
				bb = nil
			}
			multiply4x24(&c[p], ldc, &a[k0], lda, &b[p*k+k0*productColumns], bb, d, tiles, ahead)
		}
	}
}

func TestZZ(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for _, c := range []struct{ depth, columns int }{{384, 1152}, {384, 384}, {384, 1536}, {1536, 384}} {
		ws := make([][]float32, 6)
		for i := range ws {
			ws[i] = random(r, c.depth*c.columns, 1)
		}
		for _, rows := range []int{48, 64, 96, 128} {
			x := random(r, rows*c.depth, 1)
			y, bias := make([]float32, rows*c.columns), make([]float32, c.columns)
			type variant struct {
				kc    int
				outer bool
			}
			vs := []variant{{1536, false}, {128, false}, {192, false}, {256, false}, {128, true}, {192, true}, {256, true}}
			best := make([]float64, len(vs))
			for range 9 {
				for v, p := range vs {
					t0 := cpuNow()
					n := 0
					for cpuNow()-t0 < 0.02 {
						for i := range ws {
							mul(p.kc, p.outer, y, c.columns, x, c.depth, ws[i], bias, c.depth, rows)
						}
						n++
					}
					best[v] = max(best[v], 6*2*float64(rows*c.depth*c.columns)*float64(n)/(cpuNow()-t0)/1e9)
				}
			}
			fmt.Printf("%4dx%4d rows %3d ", c.depth, c.columns, rows)
			for v, p := range vs {
				o := "in"
				if p.outer {
					o = "out"
				}
				fmt.Printf(" %d%s %5.1f", p.kc, o, best[v])
			}
			fmt.Println()
		}
	}
}
