package language

import (
	"math"
	"math/bits"
	"strings"

	"rapporteur"
	"rapporteur/language/encoder"
)

const (
	// mentionWidth is that of a mention where antecedents are compared.
	mentionWidth = 192
	// antecedentReach is how many mentions back an antecedent is looked for; beyond
	// it only the last mention with the same head word is.
	antecedentReach = 250
	// antecedentBlock is how many mentions are compared with those before them at
	// once.
	antecedentBlock = 64
)

// coreferer scores the antecedent of a mention: bilinear between mentions, each
// its head, first and last words (Lee, He, Lewis & Zettlemoyer 2017), with what is
// seen without vectors.
type coreferer struct {
	project *encoder.Linear // of head, first and last word
	// form maps a projection to what later mentions are held against: the
	// mentionWidth values of F b + f and then g·b + c.
	form     *encoder.Linear
	distance []float32 // [8] by the mentions between
	same     []float32 // [4] head words, whole mentions, the same pronoun, types
}

func (l *headLoader) coreferer() coreferer {
	const name = "head.coreference"
	weights := append(l.values(name+".form", mentionWidth, mentionWidth), l.values(name+".antecedent", 1, mentionWidth)...)
	bias := append(l.values(name+".anaphor", 1, mentionWidth), l.values(name+".anaphor.bias", 1)...)
	return coreferer{
		project:  l.linear(3*l.encoder.Width(), part{name + ".project", mentionWidth}),
		form:     l.encoder.Linear(weights, bias, mentionWidth),
		distance: l.values(name+".distance", 8),
		same:     l.values(name+".same", 4),
	}
}

// referents joins the mentions of a report into clusters, section by section.
type referents struct {
	head    *coreferer
	encoder *encoder.Encoder
	width   int // of a word's vector
	text    string
	a       *rapporteur.Analysis
	words   map[string]int // numbers of words and phrases, in small letters
	looks   []look         // [mention]
	targets []float32      // of the last mentions, form.Outputs() each
	first   int            // the mention whose target comes first
	far     map[int]distant
	weights []float64 // [cluster] of the antecedents of one mention
	weighed []int     // the clusters that have some
}

// look is what is compared of a mention without vectors.
type look struct {
	head, words int // numbers
	pronoun     bool
	kind        rapporteur.MentionType
}

// distant is the last mention with some head word.
type distant struct {
	mention int
	target  []float32
}

func newReferents(head *coreferer, e *encoder.Encoder, text string, a *rapporteur.Analysis) *referents {
	return &referents{
		head: head, encoder: e, width: e.Width(), text: text, a: a,
		words: map[string]int{}, far: map[int]distant{},
	}
}

// add finds the clusters of the mentions of a section, which are those added to
// the analysis since the last call.
func (f *referents) add(s *scratch, sec rapporteur.TokenRange) {
	first := len(f.looks)
	n := len(f.a.Mentions) - first
	if n == 0 {
		return
	}
	for _, m := range f.a.Mentions[first:] {
		f.looks = append(f.looks, f.look(m))
	}
	left := f.vectors(s, first, sec)
	f.aim(left, n)
	for begin := 0; begin < n; begin += antecedentBlock {
		f.block(left[begin*f.head.project.Outputs():], first+begin, min(antecedentBlock, n-begin))
	}
	f.forget()
}

func (f *referents) look(m rapporteur.Mention) look {
	words := strings.ToLower(f.a.Span(m.Tokens).In(f.text))
	return look{
		head: f.number(strings.ToLower(f.a.Tokens[m.Head].In(f.text))), words: f.number(words),
		pronoun: pronouns[words], kind: m.Type,
	}
}

func (f *referents) number(words string) int {
	n, ok := f.words[words]
	if !ok {
		n = len(f.words)
		f.words[words] = n
	}
	return n
}

// vectors projects the mentions from first on.
func (f *referents) vectors(s *scratch, first int, sec rapporteur.TokenRange) []float32 {
	ms := f.a.Mentions[first:]
	s.heads.mentions = project(f.head.project, s.heads.mentions, mentionVectors(s, f.width, ms, sec), len(ms))
	return s.heads.mentions
}

// mentionVectors are the vectors of the head, first and last words of mentions of a
// section, behind one another.
func mentionVectors(s *scratch, width int, ms []rapporteur.Mention, sec rapporteur.TokenRange) []float32 {
	s.heads.spans = grow(s.heads.spans, encoder.Rows(len(ms))*3*width)
	for i, m := range ms {
		x := s.heads.spans[i*3*width:][:3*width]
		for k, word := range [...]int{m.Head, m.Tokens.First, m.Tokens.End - 1} {
			copy(x[k*width:][:width], s.words[(word-sec.First)*width:])
		}
	}
	return s.heads.spans
}

// aim appends the targets of n mentions.
func (f *referents) aim(left []float32, n int) {
	stride := f.head.form.Outputs()
	out := make([]float32, encoder.Rows(n)*stride)
	f.head.form.Apply(out, left, n)
	f.targets = append(f.targets, out[:n*stride]...)
}

// target is that of a mention whose target is still held.
func (f *referents) target(mention int) []float32 {
	stride := f.head.form.Outputs()
	return f.targets[(mention-f.first)*stride:][:mentionWidth+1]
}

// block finds the antecedents of n mentions, whose projections are given, from
// mention first on.
func (f *referents) block(left []float32, first, n int) {
	from := max(f.first, first-antecedentReach)
	count := first + n - from
	weights, bias := make([]float32, 0, count*mentionWidth), make([]float32, count)
	for j := range count {
		t := f.target(from + j)
		weights, bias[j] = append(weights, t[:mentionWidth]...), t[mentionWidth]
	}
	all := f.encoder.Linear(weights, bias, mentionWidth)
	scores := make([]float32, encoder.Rows(n)*all.Outputs())
	all.Apply(scores, left, n)
	for k := range n {
		i := first + k
		near := scores[k*all.Outputs():][:i-from]
		f.join(i, left[k*f.head.project.Outputs():][:mentionWidth], near, from)
	}
}

// join puts mention i into the cluster that its antecedent most likely belongs to,
// or into a new one. near are its scores against the mentions from number from on.
//
// Training takes all mentions of a cluster together as the right antecedents of
// the next one, so that the weights of a cluster's mentions are summed.
func (f *referents) join(i int, left, near []float32, from int) {
	for k := max(0, i-antecedentReach-from); k < len(near); k++ {
		f.weigh(from+k, near[k]+f.seen(i, from+k))
	}
	if l := f.looks[i]; !l.pronoun {
		d, ok := f.far[l.head]
		if ok && d.mention < i-antecedentReach {
			f.weigh(d.mention, dot(left, d.target)+d.target[mentionWidth]+f.seen(i, d.mention))
		}
		f.far[l.head] = distant{i, append(d.target[:0], f.target(i)...)}
	}
	cluster := f.heaviest()
	f.a.Mentions[i].Cluster = cluster
	f.a.Clusters[cluster] = append(f.a.Clusters[cluster], i)
}

// weigh adds the weight of antecedent j with that score to its cluster.
func (f *referents) weigh(j int, score float32) {
	if score < antecedentWorth-12 { // less than a part in 100,000 of what is worth it
		return
	}
	c := f.a.Mentions[j].Cluster
	if f.weights[c] == 0 {
		f.weighed = append(f.weighed, c)
	}
	f.weights[c] += math.Exp(float64(score))
}

// heaviest returns the cluster of most weight, a new one where none has enough,
// and takes all weights off. Of equal ones the first weighed is taken.
func (f *referents) heaviest() int {
	best, top := -1, math.Exp(antecedentWorth)
	for _, c := range f.weighed {
		if f.weights[c] > top {
			best, top = c, f.weights[c]
		}
		f.weights[c] = 0
	}
	f.weighed = f.weighed[:0]
	if best < 0 {
		best = len(f.a.Clusters)
		f.a.Clusters = append(f.a.Clusters, nil)
		f.weights = append(f.weights, 0)
	}
	return best
}

// seen scores what is seen of anaphor i and antecedent j without vectors.
func (f *referents) seen(i, j int) float32 {
	a, b := &f.looks[i], &f.looks[j]
	v := f.head.distance[min(7, bits.Len(uint(i-j-1)))]
	if plain := !a.pronoun && !b.pronoun; plain && a.head == b.head {
		v += f.head.same[0]
	}
	if a.words == b.words {
		if a.pronoun {
			v += f.head.same[2]
		} else {
			v += f.head.same[1]
		}
	}
	if a.kind == b.kind {
		v += f.head.same[3]
	}
	return v
}

// forget drops the targets that no later mention is held against.
func (f *referents) forget() {
	first := max(f.first, len(f.a.Mentions)-antecedentReach)
	f.targets = append(f.targets[:0], f.targets[(first-f.first)*f.head.form.Outputs():]...)
	f.first = first
}

// antecedentWorth is the logarithm of the weight from which on a mention joins a
// cluster.
const antecedentWorth = 0.0

var pronouns = setOf(`i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself
	she her hers herself it its itself they them their theirs themselves who whom whose which that this these those one`)

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}
