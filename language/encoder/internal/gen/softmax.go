package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// softmax leaves the division by the sum to the product that follows, where it
// is one multiplication per 32 columns instead of one per weight.
func softmax() {
	function("softmaxRows", "(s *float32, lds, n, rows int, inverse *float32)",
		"softmaxRows replaces each row of n scores by exp(score − largest) and stores the",
		"inverse of the row's sum. Columns from n to the next multiple of 8 are overwritten.")
	s, lds := argument("s"), stride("lds")
	n, rows, inverse := argument("n"), argument("rows"), argument("inverse")
	outside := remainder(n)
	e, smallest := newExponential(held), held(constant(-86))
	loop("row", rows, 1, func() {
		fence(s, n, outside)
		largest := YMM()
		VMOVUPS(Mem{Base: s}, largest)
		vectors("largest", s, n, func(m Mem) { VMAXPS(m, largest, largest) })
		reduce(maximum, largest)
		sum := zeros(1)[0]
		vectors("exponential", s, n, func(m Mem) {
			x := YMM()
			VMOVUPS(m, x)
			VSUBPS(largest, x, x)
			VMAXPS(smallest, x, x)
			y := e.of(x)
			VADDPS(y, sum, sum)
			VMOVUPS(y, m)
		})
		reduce(add, sum)
		quotient := YMM()
		VDIVPS(sum, e.one, quotient)
		VMOVSS(quotient.AsX(), Mem{Base: inverse})
		ADDQ(I32(4), inverse)
		ADDQ(lds, s)
	})
	done()
}

// remainder returns the address of a mask of the lanes beyond n in the last
// vector of a row, and rounds n up to whole vectors.
func remainder(n GPVirtual) GPVirtual {
	table := GLOBL("lanes", RODATA|NOPTR)
	for i := range 2 * lanes {
		DATA(4*i, U32(uint32(math.MaxUint32*(i/lanes))))
	}
	mask, used := GP64(), GP64()
	LEAQ(table.Offset(4*lanes), mask)
	DECQ(n)
	MOVQ(n, used)
	ANDQ(I32(lanes-1), used)
	INCQ(used)
	SHLQ(U8(2), used)
	SUBQ(used, mask)
	ANDQ(I32(-lanes), n)
	ADDQ(I32(lanes), n)
	return mask
}

// fence sets the lanes beyond the end of a row to the smallest number, whose
// exponential (of −86 after the bound) vanishes beside a sum of at least 1.
func fence(s, n, outside GPVirtual) {
	mask, low, last := YMM(), YMM(), YMM()
	end := Mem{Base: s, Index: n, Scale: 4, Disp: -4 * lanes}
	VMOVUPS(Mem{Base: outside}, mask)
	VMOVUPS(constant(-math.MaxFloat32), low)
	VMOVUPS(end, last)
	VBLENDVPS(mask, low, last, last)
	VMOVUPS(last, end)
}

// vectors runs body over the n/8 vectors from base on.
func vectors(label string, base, n GPVirtual, body func(Mem)) {
	at, left := GP64(), GP64()
	MOVQ(base, at)
	MOVQ(n, left)
	loop(label, left, lanes, func() {
		body(Mem{Base: at})
		ADDQ(I32(4*lanes), at)
	})
}
