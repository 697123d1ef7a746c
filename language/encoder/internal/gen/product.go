package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// multiply is the product of the linear layers and of the attention scores. A
// tile of 4×24 keeps 12 sums, 3 vectors of B and 1 broadcast of A in the 16
// registers; it needs 7 loads for 12 multiplications, so that the two
// multipliers are the limit. A is read where it lies, B from panels of 24
// columns.
//
// The weights of all layers exceed the caches, so while one panel is in use the
// next is fetched, evenly spread: one line for each four values of k.
func multiply() {
	function("multiply4x24",
		"(c *float32, ldc int, a *float32, lda int, b, bias *float32, k, tiles, ahead int)",
		"multiply4x24 sets 4·tiles rows × 24 columns of C to A·B + bias, where B is k×24",
		"without gaps and k a multiple of 4. It fetches what follows B into the second cache,",
		"ahead bytes for each four values of k and each tile.")
	t := tile{rows: 4, vectors: 3, lanes: lanes, stepB: 3 * 4 * lanes, vector: narrow}
	t.load(stride("lda"))
	b, bias := argument("b"), argument("bias")
	k, ahead := argument("k"), argument("ahead")
	next := GP64()
	LEAQ(Mem{Base: k, Index: k, Scale: 2}, next)
	SHLQ(U8(5), next) // 24 columns of 4 bytes
	ADDQ(b, next)
	t.each(func() {
		t.start(func(v int) Op { return Mem{Base: bias, Disp: 4 * lanes * v} })
		t.rewind(b)
		left := GP64()
		MOVQ(k, left)
		loop("inner", left, 4, func() {
			PREFETCHT1(Mem{Base: next})
			ADDQ(ahead, next)
			t.multiplyAdd(4)
		})
		t.store(nil)
	})
	done()
}

// weigh is the product of attention weights and values; the number of values
// is that of the window, so the inner loop takes any count.
func weigh() {
	function("weigh6x16",
		"(c *float32, ldc int, a *float32, lda int, b, scale *float32, k, tiles int)",
		"weigh6x16 sets 6·tiles rows × 16 columns of C to the rows of A·B, each times its",
		"scale, where B is k×16 with a row stride of 32.")
	t := tile{rows: 6, vectors: 2, lanes: lanes, stepB: 32 * 4, vector: narrow}
	t.load(stride("lda"))
	b, scale := argument("b"), argument("scale")
	k := argument("k")
	t.each(func() {
		t.start(nil)
		t.rewind(b)
		left := GP64()
		MOVQ(k, left)
		SUBQ(I32(4), left)
		JL(LabelRef("rest"))
		Label("inner")
		t.multiplyAdd(4)
		SUBQ(I32(4), left)
		JGE(LabelRef("inner"))
		Label("rest")
		ADDQ(I32(4), left)
		JZ(LabelRef("scaled"))
		loop("single", left, 1, func() { t.multiplyAdd(1) })
		Label("scaled")
		t.store(scale)
		ADDQ(I32(4*t.rows), scale)
	})
	done()
}

// tile is a block of C held in registers while the inner dimension is walked.
type tile struct {
	rows, vectors int               // its size: rows × lanes·vectors columns
	lanes         int               // numbers of 4 bytes in a register
	stepB         int               // bytes of B for 4 bytes of a row of A
	vector        func() VecVirtual // a register

	c, ldc, ldc2 GPVirtual
	a, lda, lda2 GPVirtual
	count        GPVirtual
	sums         []VecVirtual
	rowsA        []GPVirtual // one pointer into A for three rows each
	rowB         GPVirtual
}

// load reads the arguments that every product has.
func (t *tile) load(lda GPVirtual) {
	t.c, t.ldc = argument("c"), stride("ldc")
	t.a, t.lda = argument("a"), lda
	t.count = argument("tiles")
	t.rowB = GP64()
	for range (t.rows + 2) / 3 {
		t.rowsA = append(t.rowsA, GP64())
	}
	for range t.rows * t.vectors {
		t.sums = append(t.sums, t.vector())
	}
}

// each runs body for every tile, one below the other.
func (t *tile) each(body func()) {
	loop("tile", t.count, 1, func() {
		body()
		for range t.rows / 2 {
			LEAQ(Mem{Base: t.a, Index: t.lda, Scale: 2}, t.a)
			LEAQ(Mem{Base: t.c, Index: t.ldc, Scale: 2}, t.c)
		}
	})
}

// start sets the sums of every row to the given vectors, or to zero.
func (t *tile) start(vector func(v int) Op) {
	for i, s := range t.sums {
		switch {
		case vector == nil:
			clear(s)
		case i < t.vectors:
			VMOVUPS(vector(i), s)
		default:
			VMOVAPS(t.sums[i%t.vectors], s)
		}
	}
}

// rewind sets the pointers to the tile's rows of A and to the first row of B.
func (t *tile) rewind(b GPVirtual) {
	MOVQ(b, t.rowB)
	MOVQ(t.a, t.rowsA[0])
	for i := 1; i < len(t.rowsA); i++ {
		LEAQ(Mem{Base: t.rowsA[i-1], Index: t.lda, Scale: 2}, t.rowsA[i])
		ADDQ(t.lda, t.rowsA[i])
	}
}

// multiplyAdd adds the float32 products of n values of the inner dimension.
func (t *tile) multiplyAdd(n int) {
	t.steps(n, func(a Mem) VecVirtual {
		v := t.vector()
		VBROADCASTSS(a, v)
		return v
	}, func(b, a, sum VecVirtual) { VFMADD231PS(b, a, sum) })
}

// steps adds the products of n times four bytes of every row of A.
func (t *tile) steps(n int, broadcast func(a Mem) VecVirtual, multiply func(b, a, sum VecVirtual)) {
	for u := range n {
		bs := make([]VecVirtual, t.vectors)
		for v := range bs {
			bs[v] = t.vector()
			VMOVUPS(Mem{Base: t.rowB, Disp: u*t.stepB + t.bytes()*v}, bs[v])
		}
		for r := range t.rows {
			a := broadcast(row(t.rowsA[r/3], t.lda, r%3, 4*u))
			for v := range bs {
				multiply(bs[v], a, t.sums[r*t.vectors+v])
			}
		}
	}
	for _, a := range t.rowsA {
		ADDQ(I32(4*n), a)
	}
	ADDQ(I32(n*t.stepB), t.rowB)
}

// bytes is the size of a register.
func (t *tile) bytes() int { return 4 * t.lanes }

// store writes the sums to C, row r times scale[r] unless scale is nil.
func (t *tile) store(scale Register) {
	t.toRows(func(r int, at func(v int) Mem) {
		var factor VecVirtual
		if scale != nil {
			factor = t.vector()
			VBROADCASTSS(Mem{Base: scale, Disp: 4 * r}, factor)
		}
		for v := range t.vectors {
			s := t.sums[r*t.vectors+v]
			if scale != nil {
				VMULPS(factor, s, s)
			}
			VMOVUPS(s, at(v))
		}
	})
}

// toRows calls write for every row of the tile with the places of its vectors in C.
func (t *tile) toRows(write func(r int, at func(v int) Mem)) {
	c := GP64()
	MOVQ(t.c, c)
	for r := range t.rows {
		if r > 0 && r%3 == 0 {
			LEAQ(Mem{Base: c, Index: t.ldc, Scale: 2}, c)
			ADDQ(t.ldc, c)
		}
		write(r, func(v int) Mem { return row(c, t.ldc, r%3, t.bytes()*v) })
	}
}

// row addresses a byte offset in row r of 0, 1 or 2 below base.
func row(base, stride Register, r, offset int) Mem {
	m := Mem{Base: base, Disp: offset}
	if r > 0 {
		m.Index, m.Scale = stride, uint8(r)
	}
	return m
}
