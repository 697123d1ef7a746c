package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// addNorm walks each row three times, as its 1.5 kB stay in the first cache:
// the variance from the differences to the mean, not from the sum of squares,
// which cancels in float32.
func addNorm() {
	function("addNormRows", "(x, y *float32, n, rows int, gain, bias *float32)",
		"addNormRows sets each row of n values of x to the LayerNorm of x + y (Ba, Kiros &",
		"Hinton 2016) with a variance of at least 1e-12; n is a multiple of 32.")
	x, y := argument("x"), argument("y")
	n, rows := argument("n"), argument("rows")
	gain, bias := argument("gain"), argument("bias")
	length := YMM()
	VCVTSI2SSQ(n, length.AsX(), length.AsX())
	VBROADCASTSS(length.AsX(), length)
	SHLQ(U8(2), n)
	at := GP64()
	over := func(label string, body func(v int)) {
		XORQ(at, at)
		Label(label)
		for v := range 4 {
			body(v)
		}
		ADDQ(I32(4*4*lanes), at)
		CMPQ(at, n)
		JNE(LabelRef(label))
	}
	in := func(base Register, v int) Mem { return Mem{Base: base, Index: at, Scale: 1, Disp: 4 * lanes * v} }
	loop("row", rows, 1, func() {
		sums := zeros(4)
		over("sum", func(v int) {
			t := YMM()
			VMOVUPS(in(x, v), t)
			VADDPS(in(y, v), t, t)
			VMOVUPS(t, in(x, v))
			VADDPS(t, sums[v], sums[v])
		})
		mean := total(sums)
		VDIVPS(length, mean, mean)
		squares := zeros(4)
		over("squares", func(v int) {
			t := YMM()
			VMOVUPS(in(x, v), t)
			VSUBPS(mean, t, t)
			VFMADD231PS(t, t, squares[v])
		})
		scale := total(squares)
		VDIVPS(length, scale, scale)
		VADDPS(constant(1e-12), scale, scale)
		VSQRTPS(scale, scale)
		one := YMM()
		VMOVUPS(constant(1), one)
		VDIVPS(scale, one, scale)
		over("scale", func(v int) {
			t, g := YMM(), YMM()
			VMOVUPS(in(x, v), t)
			VSUBPS(mean, t, t)
			VMULPS(scale, t, t)
			VMOVUPS(in(gain, v), g)
			VFMADD213PS(in(bias, v), g, t)
			VMOVUPS(t, in(x, v))
		})
		ADDQ(n, x)
		ADDQ(n, y)
	})
	done()
}

// total returns the sum over the lanes of four registers in every lane.
func total(r []VecVirtual) VecVirtual {
	VADDPS(r[1], r[0], r[0])
	VADDPS(r[3], r[2], r[2])
	VADDPS(r[2], r[0], r[0])
	reduce(add, r[0])
	return r[0]
}
