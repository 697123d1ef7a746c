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
	e := memoryExponential()
	zero := zeros(1)[0]
	magnitude, one := held(pattern(0x7fffffff)), held(constant(1))
	vectors("vector", x, n, func(m Mem) {
		v, half, t := YMM(), YMM(), YMM()
		VMOVUPS(m, v)
		VANDPS(v, magnitude, half)
		VMOVUPS(constant(0.3275911/math.Sqrt2), t)
		VFMADD213PS(one, half, t)
		VDIVPS(t, one, t)
		VMULPS(constant(-0.5), half, half)
		square := YMM()
		VMULPS(v, v, square)
		VMULPS(constant(-0.5), square, square)
		VMAXPS(constant(-86), square, square)
		bell := e.of(square)
		VMULPS(t, half, half)
		VMULPS(bell, half, half)
		series := YMM()
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
