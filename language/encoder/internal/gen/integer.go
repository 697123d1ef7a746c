package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// products are the maps of vectors in bytes by weights in bytes. Their sums are
// exact in 32 bits: 1,536 times 255 times 127 is below 2³¹ by a factor of 40.
//
// With AVX-512 VNNI one instruction takes four products a sum; 24 sums, 3 vectors
// of B and a broadcast of A are in registers. With AVX2 alone, VPMADDWD takes two
// products of 16 bits a sum, which unlike VPMADDUBSW cannot saturate; tiles of 4 to
// 6 rows and 16 or 24 columns are equally fast.
func products() {
	integerProduct("vnni8x48", tile{rows: 8, vectors: 3, lanes: 16, stepB: 3 * 64, vector: wide},
		"bytes", "the four weights of a column for four values of k side by side",
		func(t *tile, b, a, sum VecVirtual) { VPDPBUSD(b, a, sum) })
	integerProduct("madd4x16", tile{rows: 4, vectors: 2, lanes: 8, stepB: 2 * 32, vector: narrow},
		"16 bits", "the two weights of a column for two values of k side by side",
		func(t *tile, b, a, sum VecVirtual) {
			p := t.vector()
			VPMADDWD(b, a, p)
			VPADDD(p, sum, sum)
		})
}

// integerProduct writes the map by one tile.
func integerProduct(name string, t tile, values, order string, multiply func(t *tile, b, a, sum VecVirtual)) {
	function(name,
		"(c *float32, ldc int, a *byte, lda int, b *byte, bytes, tiles, ahead int, row, column *float32)",
		name+" sets a panel of columns of the rows of C of so many tiles to",
		"scale·factor·(A·B) + least·weight + bias: row holds each row's scale and least, column",
		"the factors of the panel's columns, then their weights, then their biases. A's rows, of",
		"so many bytes and lda bytes apart, hold values of "+values+"; B holds",
		order+". It fetches what",
		"follows B into the second cache, ahead bytes for each 16 of a row.")
	t.load(argument("lda"))
	ahead, row := argument("ahead"), argument("row")
	next := argument("bytes")
	IMUL3Q(I32(t.stepB/4), next, next)
	ADDQ(argument("b"), next)
	t.each(func() {
		t.start(nil)
		t.rewind(argument("b"))
		left := argument("bytes")
		loop("inner", left, 16, func() {
			PREFETCHT1(Mem{Base: next})
			ADDQ(ahead, next)
			t.steps(4, func(a Mem) VecVirtual {
				v := t.vector()
				VPBROADCASTD(a, v)
				return v
			}, func(b, a, sum VecVirtual) { multiply(&t, b, a, sum) })
		})
		t.storeScaled(row, argument("column"))
		ADDQ(I32(2*4*t.rows), row)
	})
	done()
}

// storeScaled writes the sums to C as values.
func (t *tile) storeScaled(row, column GPVirtual) {
	factor, weight, bias := 0, t.bytes()*t.vectors, 2*t.bytes()*t.vectors
	t.toRows(func(r int, at func(v int) Mem) {
		scale, least := t.vector(), t.vector()
		VBROADCASTSS(Mem{Base: row, Disp: 8 * r}, scale)
		VBROADCASTSS(Mem{Base: row, Disp: 8*r + 4}, least)
		for v := range t.vectors {
			of := func(values int) Mem { return Mem{Base: column, Disp: values + t.bytes()*v} }
			s, shift := t.sums[r*t.vectors+v], t.vector()
			VCVTDQ2PS(s, s)
			VMULPS(of(factor), s, s)
			VMOVUPS(of(bias), shift)
			VFMADD231PS(of(weight), least, shift)
			VFMADD213PS(shift, scale, s)
			VMOVUPS(s, at(v))
		}
	})
}

// quantise writes the rows of a matrix as integers from 0 to 255 that divide
// each row's range evenly, as bytes and in 16 bits.
func quantise() {
	order := packOrder()
	quantiseRows("quantiseBytes", 1, func(q Mem, v []VecVirtual) {
		VPACKUSDW(v[1], v[0], v[0])
		VPACKUSDW(v[3], v[2], v[2])
		VPACKUSWB(v[2], v[0], v[0])
		VMOVDQU(order, v[1])
		VPERMD(v[0], v[1], v[0])
		VMOVDQU(v[0], q)
	})
	quantiseRows("quantiseWords", 2, func(q Mem, v []VecVirtual) {
		for i := 0; i < 4; i += 2 {
			VPACKUSDW(v[i+1], v[i], v[i])
			VPERMQ(U8(0xd8), v[i], v[i])
			VMOVDQU(v[i], q.Offset(2*lanes*i))
		}
	})
}

// quantiseRows writes one of the two forms; pack stores four vectors of integers.
func quantiseRows(name string, size int, pack func(q Mem, v []VecVirtual)) {
	function(name, "(q *byte, x *float32, n, rows int, row *float32)",
		name+" sets each of n values of a row of x, a multiple of 32, to x ≈ scale·q +",
		"least, where least is the row's smallest value and q from 0 to 255, and the two values of",
		"row that stand for it to scale and least.")
	q, x := argument("q"), argument("x")
	n, rows := argument("n"), argument("rows")
	factors := argument("row")
	loop("row", rows, 1, func() {
		low, high := extremes(x, n)
		VMOVSS(low.AsX(), Mem{Base: factors, Disp: 4})
		VSUBPS(low, high, high)
		VMAXPS(constant(smallestRange), high, high)
		step := YMM()
		VMULPS(constant(1.0/255), high, step)
		VMOVSS(step.AsX(), Mem{Base: factors})
		inverse := YMM()
		VMOVUPS(constant(255), inverse)
		VDIVPS(high, inverse, inverse)
		left := GP64()
		MOVQ(n, left)
		loop("pack", left, 4*lanes, func() {
			vs := make([]VecVirtual, 4)
			for i := range vs {
				vs[i] = YMM()
				VMOVUPS(Mem{Base: x, Disp: 4 * lanes * i}, vs[i])
				VSUBPS(low, vs[i], vs[i])
				VMULPS(inverse, vs[i], vs[i])
				VCVTPS2DQ(vs[i], vs[i])
			}
			pack(Mem{Base: q}, vs)
			ADDQ(I32(4*4*lanes), x)
			ADDQ(I32(4*lanes*size), q)
		})
		ADDQ(I32(2*4), factors)
	})
	done()
}

// smallestRange stands for the range of a row whose values are all the same.
const smallestRange = 1e-30

// extremes returns the smallest and the largest of n values in every lane.
func extremes(x, n GPVirtual) (low, high VecVirtual) {
	low, high = YMM(), YMM()
	VBROADCASTSS(Mem{Base: x}, low)
	VMOVAPS(low, high)
	at, left := GP64(), GP64()
	MOVQ(x, at)
	MOVQ(n, left)
	loop("extremes", left, 2*lanes, func() {
		for i := range 2 {
			v := YMM()
			VMOVUPS(Mem{Base: at, Disp: 4 * lanes * i}, v)
			VMINPS(v, low, low)
			VMAXPS(v, high, high)
		}
		ADDQ(I32(2*4*lanes), at)
	})
	reduce(minimum, low)
	reduce(maximum, high)
	return low, high
}

// packOrder is the order of the four-byte groups after two packings, which work
// in each half of a register by itself.
func packOrder() Mem {
	m := GLOBL("order", RODATA|NOPTR)
	for i, v := range []uint32{0, 4, 1, 5, 2, 6, 3, 7} {
		DATA(4*i, U32(v))
	}
	return m
}
