package encoder

import "fmt"

// Kernel names an implementation of the encoder's arithmetic.
type Kernel string

// The implementations: Auto takes the fastest that the processor has, AVX2 is
// assembly for x86-64 with AVX2 and FMA, Portable is plain Go. Their vectors
// differ in the last bits.
const (
	Auto     Kernel = ""
	AVX2     Kernel = "avx2"
	Portable Kernel = "portable"
)

// headWidth is the number of values of one attention head in this family of
// models; kernels are written for it.
const headWidth = 32

// kernel is the arithmetic of the forward pass. Matrices are row-major, a
// stride (ldX) counts the values from one row of X to the next. What a kernel
// may write beyond its result is surplus; arenas leave room for it.
type kernel interface {
	// panel is the number of columns in a panel of a packed matrix: column
	// panel·p + j of a matrix of k rows has its values at p·k·panel + i·panel + j.
	panel() int
	// multiply sets rows × len(bias) values of C to A·B + bias; B is packed and
	// has k rows, k a multiple of 4 and len(bias) of the panel. Surplus: up to 3 rows.
	multiply(c []float32, ldc int, a []float32, lda int, b, bias []float32, k, rows int)
	// packKeys packs the transpose of n keys of headWidth values. Surplus: the
	// columns of the last panel; up to 7 keys more may be read.
	packKeys(dst, keys []float32, ldk, n int)
	// softmax replaces each row of n scores by exp(score − largest) and sets
	// inverse to 1 / the row's sum. Surplus: up to 7 columns.
	softmax(s []float32, lds, n, rows int, inverse []float32)
	// weigh sets rows × headWidth values of C to P·V, each row times its inverse;
	// V is n × headWidth without gaps. Surplus: up to 5 rows.
	weigh(c []float32, ldc int, p []float32, ldp int, v, inverse []float32, n, rows int)
	// gelu replaces every x by x·Φ(x); len(x) is a multiple of 8.
	gelu(x []float32)
	// addNorm sets each row of x, of len(gain) values, to the LayerNorm of x + y;
	// len(gain) is a multiple of 32.
	addNorm(x, y, gain, bias []float32, rows int)
}

// choose returns the arithmetic of that name and the name itself, which for
// Auto depends on the processor.
func choose(name Kernel) (kernel, Kernel, error) {
	fast := avx2Kernel()
	switch {
	case name == Portable || name == Auto && fast == nil:
		return portable{}, Portable, nil
	case name == AVX2 && fast == nil:
		return nil, "", fmt.Errorf("kernel %s: this processor has no AVX2 with FMA", AVX2)
	case name == AVX2 || name == Auto:
		return fast, AVX2, nil
	}
	return nil, "", fmt.Errorf("kernel %q: want %s or %s", name, AVX2, Portable)
}
