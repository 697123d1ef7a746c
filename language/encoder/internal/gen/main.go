// Command gen writes the AVX2 and AVX-512 kernels of package encoder, as Go assembly
// with its stubs. It is a module of its own so that the program does not depend
// on the assembler library; the package's go:generate line runs it.
//
// Conventions of every kernel: matrices are row-major, strides count
// elements, pointers may be unaligned, counts of at least one are the caller's
// duty, no call runs longer than about 100 µs (assembly cannot be preempted),
// and the upper register halves are cleared before returning, without which the
// scalar Go code that follows runs several times slower.
package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	. "github.com/mmcloughlin/avo/reg"
)

// lanes is the number of float32 in a register.
const lanes = 8

func main() {
	ConstraintExpr("amd64")
	multiply()
	weigh()
	products()
	quantise()
	transpose()
	softmax()
	gelu()
	addNorm()
	Generate()
}

// function opens an assembly function.
func function(name, signature string, doc ...string) {
	TEXT(name, NOSPLIT, "func"+signature)
	Doc(doc...)
	Pragma("noescape")
}

// done closes an assembly function.
func done() {
	VZEROUPPER()
	RET()
}

// argument loads a parameter into a register.
func argument(name string) GPVirtual {
	return Load(Param(name), GP64()).(GPVirtual)
}

// stride loads a parameter counted in elements and turns it into bytes.
func stride(name string) GPVirtual {
	r := argument(name)
	SHLQ(U8(2), r)
	return r
}

// loop repeats body until counter, decreased by step after each pass, is zero.
func loop(label string, counter Register, step int, body func()) {
	Label(label)
	body()
	SUBQ(I32(step), counter)
	JNZ(LabelRef(label))
}

// zeros returns n cleared registers.
func zeros(n int) []VecVirtual {
	rs := make([]VecVirtual, n)
	for i := range rs {
		rs[i] = YMM()
		clear(rs[i])
	}
	return rs
}

// narrow and wide return a register of 32 and of 64 bytes.
func narrow() VecVirtual { return YMM() }
func wide() VecVirtual   { return ZMM() }

// clear sets a register to zero.
func clear(v VecVirtual) {
	if v.Size() == 64 {
		VPXORD(v, v, v)
	} else {
		VXORPS(v, v, v)
	}
}

// reduce leaves op over all lanes of v in every lane of v.
func reduce(op func(...Op), v VecVirtual) {
	t := YMM()
	VPERM2F128(U8(1), v, v, t)
	op(t, v, v)
	VPERMILPS(U8(0x4e), v, t)
	op(t, v, v)
	VPERMILPS(U8(0xb1), v, t)
	op(t, v, v)
}

// add, minimum and maximum are operations for reduce.
func add(ops ...Op)     { VADDPS(ops[0], ops[1], ops[2]) }
func minimum(ops ...Op) { VMINPS(ops[0], ops[1], ops[2]) }
func maximum(ops ...Op) { VMAXPS(ops[0], ops[1], ops[2]) }
