package encoder

// linear is a packed matrix of weights with its bias, one value per output.
type linear struct {
	inputs        int
	weights, bias []float32
}

// Linear is a map from vectors to scores in float32, computed with the encoder's kernel.
type Linear struct {
	kernel  kernel
	outputs int
	linear  linear
}

// Linear packs a map of the given weights [outputs][inputs] and bias [outputs];
// inputs must be a multiple of 4.
func (e *Encoder) Linear(weights, bias []float32, inputs int) *Linear {
	panel := e.kernel.panel()
	padded := (len(bias) + panel - 1) / panel * panel
	l := &Linear{kernel: e.kernel, outputs: padded, linear: linear{inputs, make([]float32, padded*inputs), make([]float32, padded)}}
	copy(l.linear.bias, bias)
	for n := range bias {
		p, j := n/panel, n%panel
		for i, w := range weights[n*inputs:][:inputs] {
			l.linear.weights[p*inputs*panel+i*panel+j] = w
		}
	}
	return l
}

// Outputs is the number of values of a row of results: those of the map, rounded
// up with zeros to what the kernel computes at once.
func (l *Linear) Outputs() int { return l.outputs }

// Rows is how many rows to provide for so many vectors, in x and in y: a kernel
// may read and write some rows more.
func Rows(n int) int { return n + slack }

// Apply sets the first rows of y, Outputs values each, to the map of those of x;
// both have Rows(rows) rows.
func (l *Linear) Apply(y, x []float32, rows int) {
	for first := 0; first < rows; first += block {
		n := min(block, rows-first)
		l.kernel.multiply(y[first*l.outputs:], l.outputs, x[first*l.linear.inputs:], l.linear.inputs, l.linear.weights, l.linear.bias, l.linear.inputs, n)
	}
}

// GELU replaces every value v of the first rows of y, as Apply set them, by
// v·Φ(v), Φ the distribution function of the standard normal.
func (l *Linear) GELU(y []float32, rows int) { l.kernel.gelu(y[:rows*l.outputs]) }
