package main

import (
	"math"
	"strconv"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
)

// constants holds the address of every constant emitted so far.
var constants = map[uint32]Mem{}

// constant returns the address of eight copies of x.
func constant(x float64) Mem { return pattern(math.Float32bits(float32(x))) }

// pattern returns the address of eight copies of a bit pattern.
func pattern(bits uint32) Mem {
	if m, ok := constants[bits]; ok {
		return m
	}
	m := GLOBL("c"+strconv.FormatUint(uint64(bits), 16), RODATA|NOPTR)
	for i := range lanes {
		DATA(4*i, U32(bits))
	}
	constants[bits] = m
	return m
}

// held returns a register that holds a constant.
func held(m Mem) Op {
	r := YMM()
	VMOVUPS(m, r)
	return r
}
