package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

// gelu computes x·Φ(x) = max(x, 0) − ½|x|·erfc(|x|/√2) with Abramowitz & Stegun
// 7.1.26: erfc(z) = (a₁t + … + a₅t⁵)·exp(−z²), t = 1/(1 + p·z), whose error of
// 1.5e-7 is that of float32 itself.
func gelu() {
	function("geluVectors", "(x *float32, n int)",
		"geluVectors replaces each of n values by its GELU; n is a multiple of 8.")
	x, n := argument("x"), argument("n")
	e := newExponential(inMemory)
	zero := zeros(1)[0]
	magnitude, minusHalf, smallest := held(pattern(0x7fffffff)), held(constant(-0.5)), held(constant(-86))
	slope, one := held(constant(0.3275911/math.Sqrt2)), held(constant(1))
	vectors("vector", x, n, func(m Mem) {
		v, size, t, half, bell, series := YMM(), YMM(), YMM(), YMM(), YMM(), YMM()
		VMOVUPS(m, v)
		VANDPS(v, magnitude, size)
		VMOVAPS(slope, t)
		VFMADD213PS(one, size, t)
		VDIVPS(t, one, t)
		VMULPS(minusHalf, size, half)
		VMULPS(half, size, bell)
		VMAXPS(smallest, bell, bell)
		bell = e.of(bell)
		VMULPS(t, half, half)
		VMULPS(bell, half, half)
		VMOVUPS(constant(1.061405429), series)
		for _, a := range []float64{-1.453152027, 1.421413741, -0.284496736, 0.254829592} {
			VFMADD213PS(constant(a), t, series)
		}
		VMAXPS(zero, v, v)
		VFMADD231PS(series, half, v)
		VMOVUPS(v, m)
	})
	done()
}
