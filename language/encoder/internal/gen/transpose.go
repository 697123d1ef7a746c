package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// transpose turns eight keys of one attention head into eight columns of a
// panel, as four transpositions of 8×8.
func transpose() {
	function("transpose8x32", "(dst *float32, ldd int, src *float32, lds int)",
		"transpose8x32 writes 8 rows of 32 columns as 32 rows of 8 columns.")
	dst, ldd := argument("dst"), stride("ldd")
	src, lds := argument("src"), stride("lds")
	low, high := GP64(), GP64()
	LEAQ(Mem{Base: src, Index: lds, Scale: 2}, low)
	LEAQ(Mem{Base: low, Index: lds, Scale: 2}, high)
	ADDQ(lds, low)
	ADDQ(lds, high)
	count := GP64()
	MOVQ(U32(32/lanes), count)
	loop("block", count, 1, func() {
		for _, c := range transposed(load8(src, low, high, lds)) {
			VMOVUPS(c, Mem{Base: dst})
			ADDQ(ldd, dst)
		}
		for _, p := range []GPVirtual{src, low, high} {
			ADDQ(I32(4*lanes), p)
		}
	})
	done()
}

// load8 reads eight lanes of eight rows: first is row 0, low row 3, high row 5.
func load8(first, low, high, stride Register) []VecVirtual {
	at := []Mem{
		{Base: first}, {Base: first, Index: stride, Scale: 1}, {Base: first, Index: stride, Scale: 2},
		{Base: low}, {Base: low, Index: stride, Scale: 1},
		{Base: high}, {Base: high, Index: stride, Scale: 1}, {Base: high, Index: stride, Scale: 2},
	}
	rs := make([]VecVirtual, len(at))
	for i, m := range at {
		rs[i] = YMM()
		VMOVUPS(m, rs[i])
	}
	return rs
}

// transposed returns the columns of eight rows: pairs, then fours, then halves
// are exchanged.
func transposed(r []VecVirtual) []VecVirtual {
	pairs := make([]VecVirtual, 8)
	for i := 0; i < 8; i += 2 {
		pairs[i], pairs[i+1] = YMM(), YMM()
		VUNPCKLPS(r[i+1], r[i], pairs[i])
		VUNPCKHPS(r[i+1], r[i], pairs[i+1])
	}
	fours := make([]VecVirtual, 8)
	for i := 0; i < 8; i += 4 {
		for j := range 2 {
			x, y := pairs[i+j], pairs[i+2+j]
			fours[i+2*j], fours[i+2*j+1] = YMM(), YMM()
			VSHUFPS(U8(0x44), y, x, fours[i+2*j])
			VSHUFPS(U8(0xee), y, x, fours[i+2*j+1])
		}
	}
	columns := make([]VecVirtual, 8)
	for i := range 4 {
		columns[i], columns[i+4] = YMM(), YMM()
		VPERM2F128(U8(0x20), fours[i+4], fours[i], columns[i])
		VPERM2F128(U8(0x31), fours[i+4], fours[i], columns[i+4])
	}
	return columns
}
