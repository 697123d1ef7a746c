package encoder

import "fmt"

// Kernel names an implementation of the encoder's arithmetic.
type Kernel string

// The implementations: Auto takes the fastest that the processor has, VNNI is
// assembly for x86-64 with AVX-512 and its instructions for bytes, AVX2 that for
// AVX2 with FMA, Portable is plain Go. They round to the same bytes and sum these
// exactly; what is computed in float32 differs in the last bits, so that now and
// then a value falls into the next byte.
const (
	Auto     Kernel = ""
	VNNI     Kernel = "vnni"
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
	// form is how maps of bytes are packed.
	form() form
	// quantise sets q to rows of n values of x each, n a multiple of 32, as integers
	// from 0 to 255 of the form's size, and rows[r] to what they stand for. Surplus: none.
	quantise(q []byte, x []float32, n int, rows []rowScale)
	// product sets the rows of C to those of a map of quantised rows. Surplus: up
	// to 7 rows, of which q and rows must have as many more.
	product(c []float32, ldc int, q []byte, rows []rowScale, m byteMap)
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
	kernels := available()
	if name == Auto {
		best := kernels[0]
		return best.kernel, best.name, nil
	}
	for _, k := range kernels {
		if k.name == name {
			return k.kernel, name, nil
		}
	}
	if name == VNNI || name == AVX2 {
		return nil, "", fmt.Errorf("kernel %s: this processor lacks its instructions", name)
	}
	return nil, "", fmt.Errorf("kernel %q: want %s, %s or %s", name, VNNI, AVX2, Portable)
}

// namedKernel is an implementation with its name.
type namedKernel struct {
	name   Kernel
	kernel kernel
}

// available lists what this processor can run, the fastest first.
func available() []namedKernel {
	return append(assembly(), namedKernel{Portable, portable{}})
}
