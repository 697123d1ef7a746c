package language

import (
	"math"

	"rapporteur"
	"rapporteur/language/encoder"
)

// rootWidth is that of the hidden layer that names an event given its actors.
const rootWidth = 128

// rooter names what a source does to a target by PLOVER's root types: attention
// from the two over the words, then a hidden layer; the chain that finds anchors
// says beforehand how likely each type is anywhere.
type rooter struct {
	query, key, hidden *encoder.Linear
	out                *encoder.Linear
	types              []string
	anchors            int // labels of the chain of anchors
	inputs             int // of the last map
}

func (l *headLoader) rooter() rooter {
	width := l.encoder.Width()
	r := rooter{types: l.labels("roots"), anchors: len(l.labels(string(rapporteur.AnchorFamily)))}
	r.inputs = rootWidth + r.anchors
	r.query = l.linear(4*width, part{"head.root.query", rootWidth})
	r.key = l.linear(width, part{"head.root.key", rootWidth})
	r.hidden = l.linear(5*width, part{"head.root.hidden", rootWidth})
	r.out = l.linear(r.inputs, part{"head.root", len(r.types)})
	return r
}

// RootType names by PLOVER's root types what source does to target, two spans of
// a text of one or few sentences, and the posterior in [0, 1]. CONCEDE and
// RETREAT are YIELD, as in the PLV set (Lefebvre & Stoehr, "Rethinking the event
// coding pipeline with prompt entailment", 2022). The type is empty where a span
// has no word.
func (r *Reader) RootType(text string, source, target rapporteur.Span) (string, float64) {
	words := Words(text)
	a, okA := covering(words, source)
	b, okB := covering(words, target)
	if !okA || !okB {
		return "", 0
	}
	s := r.scratch.Get().(*scratch)
	defer r.scratch.Put(s)
	n := min(len(words), sectionWords)
	r.vectors(r.input(text, words), rapporteur.TokenRange{First: 0, End: n}, s)
	return r.heads.root.read(&r.heads, s, n, a, b)
}

// covering is the range of words that a span touches, among the first
// sectionWords.
func covering(words []rapporteur.Token, s rapporteur.Span) (rapporteur.TokenRange, bool) {
	r := rapporteur.TokenRange{First: -1}
	for i, w := range words[:min(len(words), sectionWords)] {
		if !s.Empty() && w.Start < s.End && w.End > s.Start {
			if r.First < 0 {
				r.First = i
			}
			r.End = i + 1
		}
	}
	return r, r.First >= 0
}

// read names the event from the vectors of n words in s.
func (r *rooter) read(h *heads, s *scratch, n int, source, target rapporteur.TokenRange) (string, float64) {
	width := h.width
	x := make([]float32, encoder.Rows(1)*5*width)
	for k, w := range [...]int{source.First, source.End - 1, target.First, target.End - 1} {
		copy(x[(1+k)*width:][:width], s.words[w*width:])
	}
	actors := make([]float32, encoder.Rows(1)*4*width)
	copy(actors, x[width:5*width])
	r.attend(x[:width], actors, s.words, n, width)
	hidden := applied(r.hidden, x)[:rootWidth]
	gelu(hidden)
	last := make([]float32, encoder.Rows(1)*r.inputs)
	copy(last, hidden)
	r.begins(last[rootWidth:r.inputs], h, h.emissions(s, n))
	scores := applied(r.out, last)[:len(r.types)]
	best := 0
	for k, v := range scores {
		if v > scores[best] {
			best = k
		}
	}
	return r.types[best], softmax(scores, best)
}

// applied is a map of one row.
func applied(m *encoder.Linear, x []float32) []float32 {
	y := make([]float32, encoder.Rows(1)*m.Outputs())
	m.Apply(y, x, 1)
	return y
}

// attend sets dst to the mean of the words as weighted by the actors.
func (r *rooter) attend(dst, actors, words []float32, n, width int) {
	query := applied(r.query, actors)[:rootWidth]
	stride := r.key.Outputs()
	keys := make([]float32, encoder.Rows(n)*stride)
	r.key.Apply(keys, words, n)
	weights, sum, top := make([]float64, n), 0.0, math.Inf(-1)
	for i := range weights {
		weights[i] = float64(dot(query, keys[i*stride:][:rootWidth])) / math.Sqrt(rootWidth)
		top = max(top, weights[i])
	}
	for i := range weights {
		weights[i] = math.Exp(weights[i] - top)
		sum += weights[i]
	}
	for i, w := range weights {
		for d := range dst {
			dst[d] += float32(w/sum) * words[i*width+d]
		}
	}
}

// begins sets dst to how likely an anchor of each type begins anywhere.
func (r *rooter) begins(dst []float32, h *heads, e emissions) {
	offset := h.fact.spotters[0].offset
	for k := range dst {
		top := float32(-1e4)
		for w := range e.words {
			s := e.at(w, offset, 1+2*r.anchors)
			top = max(top, s[begin(k)]-s[0])
		}
		dst[k] = float32(math.Tanh(float64(top) / 4))
	}
}
