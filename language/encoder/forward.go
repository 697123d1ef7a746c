package encoder

// Window is one stretch of text as the model reads it: its pieces, special
// tokens included, and the shape of the word that each belongs to. Attention
// does not look beyond it.
type Window struct {
	IDs    []int32 // in [0, Vocabulary)
	Shapes []uint8 // in [0, Shapes), as many as IDs
	// Wanted are the pieces whose vectors are wanted, ascending; nil wants all.
	// The last layer is computed for them alone.
	Wanted []int
}

// wanted counts the vectors that a window yields.
func (w *Window) wanted() int {
	if w.Wanted == nil {
		return len(w.IDs)
	}
	return len(w.Wanted)
}

const (
	// block is the number of rows that pass through a layer's linear maps
	// together, so that the wide rows between them stay in the second cache.
	block = 64
	// queries is the number of rows of attention scores computed together, a
	// multiple of every kernel's tiles.
	queries = 48
	// slack is the number of surplus rows that kernels may read or write.
	slack = 8
	// scoreStep rounds rows of scores up to whole panels and vectors of every kernel.
	scoreStep = 24
)

// Arena is the memory of one worker's passes. It grows with the longest list of
// windows seen and is not for use by two goroutines at once.
type Arena struct {
	vectors  []float32  // result: rows × width
	qkv      []float32  // queries, keys and values of a group of windows
	context  []float32  // attention's output for the group
	integers []byte     // one block, quantised
	scales   []rowScale // what its rows stand for
	hidden   []float32  // one block between the linear maps
	sum      []float32  // one block before it is added and normalised
	keys     []float32  // one head's keys, packed
	values   []float32  // one head's values without gaps
	scores   []float32  // one head's scores of some queries
	inverses []float32  // 1 / the sum of each row of scores
	noBias   []float32  // zeros, one per column of scores
}

// NewArena returns memory for one worker.
func (e *Encoder) NewArena() *Arena {
	rows := e.MaxPieces() + slack
	scores := (e.MaxPieces() + scoreStep - 1) / scoreStep * scoreStep
	return &Arena{
		qkv:      make([]float32, rows*3*e.width),
		context:  make([]float32, rows*e.width),
		integers: make([]byte, (block+slack)*max(e.inner, e.width)*e.kernel.form().size),
		scales:   make([]rowScale, block+slack),
		hidden:   make([]float32, (block+slack)*e.inner),
		sum:      make([]float32, (block+slack)*e.width),
		keys:     make([]float32, scores*headWidth),
		values:   make([]float32, e.MaxPieces()*headWidth),
		scores:   make([]float32, queries*scores),
		inverses: make([]float32, queries),
		noBias:   make([]float32, scores),
	}
}

// Forward returns the vectors of all wanted pieces of all windows, one row of
// Width values for each, in order. A window has 1 to MaxPieces pieces and its
// vectors are the same whatever stands beside it. The result is valid until the
// next Forward on the same arena.
func (e *Encoder) Forward(a *Arena, windows []Window) []float32 {
	rows := 0
	for _, w := range windows {
		rows += len(w.IDs)
	}
	if need := (rows + slack) * e.width; len(a.vectors) < need {
		a.vectors = make([]float32, need)
	}
	rows = 0
	for len(windows) > 0 {
		n, pieces := e.group(windows)
		rows += e.forward(a, a.vectors[rows*e.width:], windows[:n], pieces)
		windows = windows[n:]
	}
	return a.vectors[:rows*e.width]
}

// group returns how many windows to take together, and their pieces: short
// windows share the reading of the weights, and no group is larger than the
// largest window, which bounds the arena.
func (e *Encoder) group(windows []Window) (n, pieces int) {
	for n < len(windows) && (n == 0 || pieces+len(windows[n].IDs) <= e.MaxPieces()) {
		pieces += len(windows[n].IDs)
		n++
	}
	return n, pieces
}

// forward computes the vectors of one group into the first rows of x and returns
// how many are wanted.
func (e *Encoder) forward(a *Arena, x []float32, windows []Window, rows int) int {
	first := 0
	for _, w := range windows {
		e.embed(x[first*e.width:], w)
		first += len(w.IDs)
	}
	kept := rows
	for i := range e.layers {
		l := &e.layers[i]
		last := i == len(e.layers)-1
		if last {
			queries, keysValues := l.qkv.split(e.width)
			e.project(a, a.qkv[e.width:], keysValues, x, rows)
			kept = e.gather(x, windows)
			e.project(a, a.qkv, queries, x, kept)
		} else {
			e.project(a, a.qkv, l.qkv, x, rows)
		}
		first, query := 0, 0
		for _, w := range windows {
			n := len(w.IDs)
			if last {
				n = w.wanted()
			}
			e.attend(a, first, len(w.IDs), query, n)
			first, query = first+len(w.IDs), query+n
		}
		blocks(kept, func(first, n int) {
			e.transform(l, a, x[first*e.width:], a.context[first*e.width:], n)
		})
	}
	return kept
}

// gather moves the rows of the wanted pieces together and counts them.
func (e *Encoder) gather(x []float32, windows []Window) int {
	first, kept := 0, 0
	for _, w := range windows {
		for i := range w.wanted() {
			from := first + i
			if w.Wanted != nil {
				from = first + w.Wanted[i]
			}
			if from > kept {
				copy(x[kept*e.width:][:e.width], x[from*e.width:])
			}
			kept++
		}
		first += len(w.IDs)
	}
	return kept
}

// blocks divides rows into blocks of nearly equal size, all but the last of
// them whole tiles of eight rows; the last may exceed block by seven.
func blocks(rows int, do func(first, n int)) {
	count := (rows + block - 1) / block
	for i := range count {
		first := rows * i / count &^ 7
		end := rows * (i + 1) / count &^ 7
		if i == count-1 {
			end = rows
		}
		do(first, end-first)
	}
}

// embed sets x to the sum of a window's word, shape and position vectors,
// normalised.
func (e *Encoder) embed(x []float32, w Window) {
	for i, id := range w.IDs {
		row := x[i*e.width:][:e.width]
		e.word.read(row, int(id), 1)
		for j, v := range e.shape[int(w.Shapes[i])*e.width:][:e.width] {
			row[j] += v
		}
	}
	if len(w.IDs) > 0 {
		e.kernel.addNorm(x, e.position, e.norm.gain, e.norm.bias, len(w.IDs))
	}
}

// linear sets y to the map of the given rows of x, at most a block of them.
func (e *Encoder) linear(a *Arena, m byteMap, y []float32, ldy int, x []float32, rows int) {
	scales := a.scales[:rows]
	e.kernel.quantise(a.integers, x, m.inputs, scales)
	e.kernel.product(y, ldy, a.integers, scales, m)
}

// project sets some columns of the rows of queries, keys and values to the map of
// the rows of x.
func (e *Encoder) project(a *Arena, qkv []float32, m byteMap, x []float32, rows int) {
	stride := 3 * e.width
	blocks(rows, func(first, n int) {
		e.linear(a, m, qkv[first*stride:], stride, x[first*e.width:], n)
	})
}

// attend sets the context of one window's rows: per head, the values weighted
// by the softmax of queries · keys. The keys are n rows from first on, the queries
// count rows from query on.
func (e *Encoder) attend(a *Arena, first, n, query, count int) {
	stride := 3 * e.width
	padded := (n + scoreStep - 1) / scoreStep * scoreStep
	qkv, asked, context := a.qkv[first*stride:], a.qkv[query*stride:], a.context[query*e.width:]
	for h := 0; h < e.width; h += headWidth {
		e.kernel.packKeys(a.keys, qkv[e.width+h:], stride, n)
		for i := range n {
			copy(a.values[i*headWidth:][:headWidth], qkv[i*stride+2*e.width+h:])
		}
		for q := 0; q < count; q += queries {
			rows := min(queries, count-q)
			e.kernel.multiply(a.scores, padded, asked[q*stride+h:], stride, a.keys, a.noBias[:padded], headWidth, rows)
			e.kernel.softmax(a.scores, padded, n, rows, a.inverses)
			e.kernel.weigh(context[q*e.width+h:], e.width, a.scores, padded, a.values, a.inverses, n, rows)
		}
	}
}

// transform completes a layer for some rows of x, given their context.
func (e *Encoder) transform(l *layer, a *Arena, x, context []float32, rows int) {
	e.linear(a, l.output, a.sum, e.width, context, rows)
	e.kernel.addNorm(x, a.sum, l.norm1.gain, l.norm1.bias, rows)
	e.linear(a, l.up, a.hidden, e.inner, x, rows)
	e.kernel.gelu(a.hidden[:rows*e.inner])
	e.linear(a, l.down, a.sum, e.width, a.hidden, rows)
	e.kernel.addNorm(x, a.sum, l.norm2.gain, l.norm2.bias, rows)
}
