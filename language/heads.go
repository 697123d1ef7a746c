package language

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"rapporteur/language/encoder"
)

// A group labels each word, on every level, as outside or as the begin or inside
// of one of the roles.
const (
	roleSource = iota
	roleCue
	roleContent
	roleCount

	labels = 1 + 2*roleCount // outside is 0
)

// heads are the maps and small tables that read the words' vectors.
type heads struct {
	// tokens maps a word's vector to the scores of all heads that label words, one
	// behind the other.
	tokens      *encoder.Linear
	sentence    int // where the scores of a head stand in a word's row
	event       int
	factuality  int
	attribution group
	statement   group
	links       linker
	tag         tagger
	tree        parser
	name        spotter
	time        spotter
	mention     mentioner
	coreference coreferer
	fact        factReader
	argument    arguer
	root        rooter
	width       int // of a word's vector
}

// group is one convention of attribution: where its scores stand in a word's
// row, and a chain per level.
type group struct {
	offset int
	chains []chain
}

// headScratch is the memory of the heads.
type headScratch struct {
	tokens, spans, ends []float32
	pointers            pairing
	mentions            []float32 // their projections
}

// emissions are the scores of a section's words, one row of stride values each.
type emissions struct {
	scores []float32
	stride int
	words  int
}

// at returns n scores of word i from offset on.
func (e emissions) at(i, offset, n int) []float32 { return e.scores[i*e.stride+offset:][:n] }

// From which posterior on a span is worth finding, a level: tuned on PolNeAR's
// dev part (attributions, exact spans) and gold/dev (statements, half of the
// words).
var (
	attributionWorth = []float64{0.33}
	statementWorth   = []float64{0.1, 0.1}
)

func loadHeads(t *encoder.Tensors, e *encoder.Encoder) (heads, error) {
	l := headLoader{tensors: t, encoder: e}
	h := heads{width: e.Width(), links: l.linker()}
	h.sentence = l.row("head.sentence", 2)
	h.event = l.row("head.event", 2)
	h.factuality = l.row("head.factuality", 1)
	h.attribution = group{l.row("head.attribution", labels), l.chains("head.attribution.transition", attributionWorth)}
	h.statement = group{l.row("head.statement", 2*labels), l.chains("head.statement.transition", statementWorth)}
	h.name = l.spotter("name", "names", nameWorth)
	h.time = l.spotter("time", "times", timeWorth)
	h.mention = l.mentioner()
	h.fact = l.facts()
	h.argument = l.arguer()
	h.root = l.rooter()
	h.coreference = l.coreferer()
	h.tag = l.tagger()
	h.tree = l.parser()
	h.tokens = l.linear(e.Width(), l.rows...)
	return h, l.err
}

// headLoader reads tensors and keeps the first error.
type headLoader struct {
	tensors *encoder.Tensors
	encoder *encoder.Encoder
	rows    []part // of the heads that label words
	err     error
}

// row adds a head that labels words and returns where its scores will stand.
func (l *headLoader) row(name string, outputs int) int {
	offset := 0
	for _, p := range l.rows {
		offset += p.outputs
	}
	l.rows = append(l.rows, part{name, outputs})
	return offset
}

// labels returns what the outputs of a head mean, from the remarks of the weights
// file.
func (l *headLoader) labels(name string) []string {
	names := strings.Fields(l.tensors.Metadata()[name])
	if len(names) == 0 && l.err == nil {
		l.err = fmt.Errorf("weights: no %s in the remarks", name)
	}
	return names
}

// index returns where a label stands among those of a head.
func (l *headLoader) index(labels []string, label string) int {
	i := slices.Index(labels, label)
	if i < 0 && l.err == nil {
		l.err = fmt.Errorf("weights: no label %s", label)
	}
	return i
}

// part is a linear map by the name of its tensors and its number of outputs.
type part struct {
	name    string
	outputs int
}

func (l *headLoader) values(name string, shape ...int) []float32 {
	if l.err != nil {
		return make([]float32, product(shape))
	}
	v, err := l.tensors.Float32(name, shape...)
	if l.err = err; err != nil {
		return make([]float32, product(shape))
	}
	return v
}

func product(shape []int) int {
	n := 1
	for _, s := range shape {
		n *= s
	}
	return n
}

// linear stacks several maps of one input into one.
func (l *headLoader) linear(inputs int, parts ...part) *encoder.Linear {
	var weights, bias []float32
	for _, p := range parts {
		weights = append(weights, l.values(p.name, p.outputs, inputs)...)
		bias = append(bias, l.values(p.name+".bias", p.outputs)...)
	}
	return l.encoder.Linear(weights, bias, inputs)
}

// chains reads the chain of every level.
func (l *headLoader) chains(name string, worth []float64) []chain {
	v := l.values(name, len(worth), labels, labels)
	out := make([]chain, len(worth))
	for i := range out {
		out[i] = newChain(v[i*labels*labels:][:labels*labels], roleCount, worth[i])
	}
	return out
}

// emissions runs the heads that label words over the vectors in s.words.
func (h *heads) emissions(s *scratch, words int) emissions {
	stride := h.tokens.Outputs()
	s.heads.tokens = grow(s.heads.tokens, encoder.Rows(words)*stride)
	h.tokens.Apply(s.heads.tokens, s.words, words)
	return emissions{scores: s.heads.tokens, stride: stride, words: words}
}

func sigmoid(x float32) float64 { return 1 / (1 + math.Exp(-float64(x))) }
