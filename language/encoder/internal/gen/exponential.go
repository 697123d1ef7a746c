package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// exponential holds constants of exp as operands: registers in a kernel that
// has them to spare, else memory.
//
// exp(x) = 2ⁿ·exp(r), where n is x/ln 2 rounded and |r| ≤ ln 2 / 2. Adding
// 1.5·2²³ rounds and leaves n in the low bits, from which a shift moves it onto
// the exponent. exp(r) is a polynomial of degree 5 with exp(0) = 1, the minimax
// fit of the relative error by Lawson's iteration (9.2e-8), evaluated in pairs
// to keep the chain of dependent operations short. One constant for ln 2
// suffices with a fused product: its error, 1.9e-9·|n|, matters only where the
// result is tiny. The range is −86 … 88, below which n leaves the exponents.
type exponential struct {
	log2e, round, ln2, one, c2, c4 Op
}

// newExponential passes each constant through place, which may load it.
func newExponential(place func(Mem) Op) exponential {
	return exponential{
		log2e: place(constant(1.4426950408889634)),
		round: place(constant(3 << 22)),
		ln2:   place(constant(0.6931471805599453)),
		one:   place(constant(1)),
		c2:    place(constant(0.49999144673347473)),
		c4:    place(constant(0.041898392140865326)),
	}
}

// inMemory leaves a constant where it is.
func inMemory(m Mem) Op { return m }

// of returns exp of x, which is overwritten.
func (e exponential) of(x VecVirtual) VecVirtual {
	n, t := YMM(), YMM()
	VMOVUPS(e.round, n)
	VFMADD231PS(e.log2e, x, n)
	VSUBPS(e.round, n, t)
	VFNMADD231PS(e.ln2, t, x)
	VPSLLD(U8(23), n, n)
	square, high, low, y := YMM(), YMM(), YMM(), YMM()
	VMULPS(x, x, square)
	VMOVUPS(constant(0.008290229365229607), high)
	VFMADD213PS(e.c4, x, high)
	VMOVUPS(constant(0.16667640209197998), low)
	VFMADD213PS(e.c2, x, low)
	VFMADD231PS(square, high, low)
	VMOVUPS(constant(0.9999997019767761), y)
	VFMADD213PS(e.one, x, y)
	VFMADD231PS(square, low, y)
	VPADDD(n, y, y)
	return y
}
