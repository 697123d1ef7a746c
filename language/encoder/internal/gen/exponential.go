package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// exponential holds the constants of exp as operands: registers where a kernel
// has them to spare, else memory.
type exponential struct {
	log2e, ln2high, ln2low Op
	coefficients           []Op // highest power first
}

// exp is computed as in the Cephes library (Moshier, expf): x = n·ln 2 + r with
// |r| ≤ ln 2 / 2, ln 2 in two parts so that r is exact, exp(r) by a polynomial of
// degree 7 (relative error below 2e-7), times 2ⁿ by adding n to the exponent.
// The range is −86 … 88, below which n would leave the normal exponents.
func memoryExponential() exponential {
	e := exponential{log2e: constant(1.4426950408889634), ln2high: constant(0.693359375), ln2low: constant(-2.12194440e-4)}
	for _, c := range []float64{
		1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1, 1, 1,
	} {
		e.coefficients = append(e.coefficients, constant(c))
	}
	return e
}

// heldExponential is memoryExponential with its constants in registers (the
// two ones of the polynomial share one, and the polynomial's first needs none).
func heldExponential() exponential {
	e := memoryExponential()
	e.log2e, e.ln2high, e.ln2low = held(e.log2e.(Mem)), held(e.ln2high.(Mem)), held(e.ln2low.(Mem))
	for i := 1; i < 6; i++ {
		e.coefficients[i] = held(e.coefficients[i].(Mem))
	}
	return e
}

// of returns exp of x, which is overwritten.
func (e exponential) of(x VecVirtual) VecVirtual {
	n, y := YMM(), YMM()
	VMULPS(e.log2e, x, y)
	VCVTPS2DQ(y, n)
	VCVTDQ2PS(n, y)
	VFNMADD231PS(e.ln2high, y, x)
	VFNMADD231PS(e.ln2low, y, x)
	VPSLLD(U8(23), n, n)
	VMOVUPS(e.coefficients[0], y)
	for _, c := range e.coefficients[1:] {
		VFMADD213PS(c, x, y)
	}
	VPADDD(n, y, y)
	return y
}
