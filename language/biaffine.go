package language

import "rapporteur/language/encoder"

// biaffine scores pairs of words, a left and a right one, for each of a number
// of outputs: a·U b + l·a + r·b + c, where a and b are what the words' vectors
// are projected to (Dozat & Manning, "Deep biaffine attention for neural
// dependency parsing", ICLR 2017).
type biaffine struct {
	inputs, width, outputs int // of a word's vector and of a projection; scores of a pair
	left, right            *encoder.Linear
	// form maps a right projection to what the left ones are held against, its
	// targets: for each output the width values of U b + l, then each output's
	// r·b + c.
	form    *encoder.Linear
	encoder *encoder.Encoder
}

// pairing is the memory of a biaffine and the words on which it stands: the
// projections of the left ends and the targets of the right ends of pairs.
type pairing struct{ left, right, targets, columns, constants, scores []float32 }

func (l *headLoader) biaffine(name string, inputs, width, outputs int) biaffine {
	b := biaffine{
		inputs: inputs, width: width, outputs: outputs, encoder: l.encoder,
		left:  l.linear(inputs, part{name + ".left", width}),
		right: l.linear(inputs, part{name + ".right", width}),
	}
	// A right projection has as many values as the kernel makes of it, the last
	// ones zero.
	stride := b.right.Outputs()
	weights := make([]float32, 0, outputs*(width+1)*stride)
	for _, rows := range [][]float32{
		l.values(name+".form", outputs*width, width),
		l.values(name+".right_score", outputs, width),
	} {
		for ; len(rows) > 0; rows = rows[width:] {
			weights = append(weights, rows[:width]...)
			weights = append(weights, make([]float32, stride-width)...)
		}
	}
	bias := append(l.values(name+".left_score", outputs, width), l.values(name+".left_score.bias", outputs)...)
	b.form = l.encoder.Linear(weights, bias, stride)
	return b
}

// lefts projects n words, whose vectors are the first rows of x, to the left
// ends of p. x has encoder.Rows(n) rows.
func (b *biaffine) lefts(p *pairing, x []float32, n int) {
	p.left = project(b.left, p.left, x, n)
}

// rights makes the targets of p from n words likewise.
func (b *biaffine) rights(p *pairing, x []float32, n int) {
	p.right = project(b.right, p.right, x, n)
	p.targets = grow(p.targets, encoder.Rows(n)*b.form.Outputs())
	b.form.Apply(p.targets, p.right, n)
}

func project(m *encoder.Linear, y, x []float32, n int) []float32 {
	y = grow(y, encoder.Rows(n)*m.Outputs())
	if n > 0 {
		m.Apply(y, x, n)
		m.GELU(y, n)
	}
	return y
}

// score is that of one output for the pair of left end i and right end j.
func (b *biaffine) score(p *pairing, i, j, output int) float32 {
	t := p.targets[j*b.form.Outputs():][:b.outputs*(b.width+1)]
	return dot(p.left[i*b.left.Outputs():][:b.width], t[output*b.width:]) + t[b.outputs*b.width+output]
}

// between returns the scores of the first output for all pairs among n ends from
// the given one on, a row of stride values for each left end.
func (b *biaffine) between(p *pairing, first, n int) (scores []float32, stride int) {
	inputs := b.left.Outputs()
	p.columns, p.constants = grow(p.columns, n*inputs), grow(p.constants, n)
	for j := range n {
		t := p.targets[(first+j)*b.form.Outputs():]
		column := p.columns[j*inputs:][:inputs]
		copy(column, t[:b.width])
		clear(column[b.width:])
		p.constants[j] = t[b.outputs*b.width]
	}
	m := b.encoder.Linear(p.columns, p.constants, inputs)
	p.scores = grow(p.scores, encoder.Rows(n)*m.Outputs())
	m.Apply(p.scores, p.left[first*inputs:], n)
	return p.scores, m.Outputs()
}
