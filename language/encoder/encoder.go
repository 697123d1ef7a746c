// Package encoder turns the pieces of words into vectors: a transformer encoder
// of the BERT family (Devlin et al. 2019), its linear maps in bytes and the rest in
// float32, with its kernels and the reader of its weights.
package encoder

import (
	"fmt"
	"math"
	"slices"
	"sync"
)

// normEpsilon is the smallest variance in a LayerNorm, as the model was trained.
const normEpsilon = 1e-12

// sizeStep is the least common multiple of a head's width and of the panels of
// every kernel: the model's widths must be multiples of it.
const sizeStep = 96

// Options says how an Encoder computes; the zero value takes the fastest way.
type Options struct {
	// Kernel forces an implementation; Auto chooses by the processor.
	Kernel Kernel
}

// Encoder computes a vector for every piece of a window of text. It is never
// written after New, so that any number of goroutines may use it, each with an
// arena of its own.
type Encoder struct {
	kernel kernel
	name   Kernel

	width, inner int // 384 and 1536 in the model at hand

	word            matrix // one row per piece of the vocabulary, kept as int8
	position, shape []float32
	norm            layerNorm
	layers          []layer
}

// layer is one block of the transformer: attention, then two linear maps with a
// GELU between, each added to its input and normalised.
type layer struct {
	qkv              byteMap // queries, then keys and values
	output, up, down byteMap
	norm1, norm2     layerNorm
}

// layerNorm is the gain and bias of a LayerNorm.
type layerNorm struct{ gain, bias []float32 }

// New prepares an encoder from its weights: it reads the sizes from the
// tensors' shapes and packs the linear maps for the kernel. It refuses a kernel
// that the processor lacks and weights that are missing or misshapen.
func New(t *Tensors, o Options) (*Encoder, error) {
	k, name, err := choose(o.Kernel)
	if err != nil {
		return nil, fmt.Errorf("encoder: %w", err)
	}
	e := &Encoder{kernel: k, name: name}
	l := loader{tensors: t, form: k.form()}
	l.embeddings(e)
	for i := 0; l.err == nil && (i == 0 || l.has(layerName(i, "qkv"))); i++ {
		e.layers = append(e.layers, l.layer(i, e))
	}
	l.packing.Wait()
	if l.err != nil {
		return nil, fmt.Errorf("encoder: %w", l.err)
	}
	return e, nil
}

// Kernel returns the implementation in use, never Auto.
func (e *Encoder) Kernel() Kernel { return e.name }

// Width returns the number of values in a vector.
func (e *Encoder) Width() int { return e.width }

// MaxPieces returns the number of pieces that a window may have.
func (e *Encoder) MaxPieces() int { return len(e.position) / e.width }

// Vocabulary returns the number of pieces that the encoder knows.
func (e *Encoder) Vocabulary() int { return e.word.rows }

// Shapes returns the number of word shapes that the encoder knows.
func (e *Encoder) Shapes() int { return len(e.shape) / e.width }

// loader reads tensors and keeps the first error.
type loader struct {
	tensors *Tensors
	form    form
	err     error
	packing sync.WaitGroup
}

func layerName(i int, part string) string { return fmt.Sprintf("layer.%d.%s", i, part) }

func (l *loader) has(name string) bool {
	_, ok := l.tensors.tensors[name]
	return ok
}

// matrix is Tensors.matrix, the zero matrix after an error.
func (l *loader) matrix(name string, shape ...int) matrix {
	if l.err != nil {
		return matrix{}
	}
	var m matrix
	m, l.err = l.tensors.matrix(name, shape...)
	if l.err == nil && m.rows*m.columns == 0 {
		l.err = fmt.Errorf("weights: %s: empty", name)
	}
	return m
}

// values is Tensors.Float32, nil after an error.
func (l *loader) values(name string, shape ...int) []float32 {
	m := l.matrix(name, shape...)
	v := make([]float32, m.rows*m.columns)
	m.read(v, 0, m.rows)
	return v
}

// embeddings reads what stands before the layers and the sizes it has.
func (l *loader) embeddings(e *Encoder) {
	e.word = l.matrix("embeddings.word", -1, -1)
	e.width = e.word.columns
	l.size("embeddings.word", e.width)
	e.position = l.values("embeddings.position", -1, e.width)
	e.shape = l.values("embeddings.shape", -1, e.width)
	e.norm = l.norm("embeddings.norm", e.width)
}

// layer reads layer i; the first says how wide the inner map is.
func (l *loader) layer(i int, e *Encoder) layer {
	if i == 0 {
		e.inner = l.matrix(layerName(0, "up"), -1, e.width).rows
		l.size(layerName(0, "up"), e.inner)
	}
	// Scores are divided by the root of the head's width: fold it into the queries.
	return layer{
		qkv:    l.linear(layerName(i, "qkv"), 3*e.width, e.width, e.width, float32(1/math.Sqrt(headWidth))),
		output: l.linear(layerName(i, "output"), e.width, e.width, 0, 1),
		norm1:  l.norm(layerName(i, "norm1"), e.width),
		up:     l.linear(layerName(i, "up"), e.inner, e.width, 0, 1),
		down:   l.linear(layerName(i, "down"), e.width, e.inner, 0, 1),
		norm2:  l.norm(layerName(i, "norm2"), e.width),
	}
}

// size demands that a width fits the kernels.
func (l *loader) size(name string, n int) {
	if l.err == nil && (n == 0 || n%sizeStep != 0) {
		l.err = fmt.Errorf("weights: %s: width %d is not a multiple of %d", name, n, sizeStep)
	}
}

func (l *loader) norm(name string, width int) layerNorm {
	return layerNorm{l.values(name+".weight", width), l.values(name+".bias", width)}
}

// linear reads a linear map, its first outputs times a factor, and packs it
// beside the others: wait for packing before use.
func (l *loader) linear(name string, outputs, inputs, first int, factor float32) byteMap {
	w, bias := l.matrix(name, outputs, inputs), l.values(name+".bias", outputs)
	if l.err == nil && w.scale == nil {
		l.err = fmt.Errorf("weights: %s: type F32, want I8", name)
	}
	if l.err != nil {
		return byteMap{}
	}
	factors := slices.Clone(w.scale)
	for i := range first {
		factors[i] *= factor
		bias[i] *= factor
	}
	m := byteMap{inputs, outputs, make([]byte, outputs*inputs*l.form.size), make([]float32, 3*outputs)}
	l.packing.Go(func() { m.pack(w, factors, bias, l.form) })
	return m
}
