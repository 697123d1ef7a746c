package language

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"rapporteur"
)

// chain is a linear-chain conditional random field over the labels of flat spans
// of several kinds (Lafferty, McCallum & Pereira 2001). Label 0 is outside, each
// kind has a label for a span's first word and one for the others.
type chain struct {
	labels int       // 1 + 2 × kinds
	moves  []float64 // [labels][labels], exponentials of the learned scores of label j after i
	// worth is the posterior from which on a span is worth finding. Of what may
	// overlap, the spans are found whose posteriors exceed it by most in sum.
	worth float64
}

// newChain takes the scores [labels][labels] of label j after label i. Moves into
// the inside of a span that was not begun are forbidden.
func newChain(scores []float32, kinds int, worth float64) chain {
	n := 1 + 2*kinds
	c := chain{labels: n, moves: make([]float64, n*n), worth: worth}
	for i := range n {
		for j := range n {
			if starts(j) || i == j || i == j-1 {
				c.moves[i*n+j] = math.Exp(float64(scores[i*n+j]))
			}
		}
	}
	return c
}

// begin and inside are the labels of a kind.
func begin(kind int) int  { return 1 + 2*kind }
func inside(kind int) int { return 2 + 2*kind }

// starts reports whether a text may begin with label j: a span begins before it
// goes on.
func starts(j int) bool { return j == 0 || j%2 == 1 }

// run is a span of one kind as a chain found it: a half-open range of words of
// its section and the posterior that exactly these words are one.
type run struct {
	kind, level int
	first, end  int
	posterior   float64
}

// phrase is the run as tokens of the whole text; sec is its section.
func (r run) phrase(sec rapporteur.TokenRange) rapporteur.Phrase {
	return rapporteur.Phrase{
		Tokens:    rapporteur.TokenRange{First: sec.First + r.first, End: sec.First + r.end},
		Posterior: r.posterior,
	}
}

// lattice is what a chain says of the words of a section, one row of labels a
// word.
type lattice struct {
	*chain
	words int
	p     []float64 // weights of the labels, the largest in a word 1
	alpha []float64 // scaled forward probabilities
	beta  []float64 // backward ones, so that alpha × beta is a label's posterior
	norm  []float64 // [words] what a row of alpha was divided by
}

// decode returns the spans with the largest expected number right, each costing
// worth: minimum Bayes risk in place of the single best path (Goodman 1996 for
// trees). On PolNeAR's dev part it finds contents with 2.2 points of F1 more, as
// a long span is often cut in one of several likely ways.
func (c *chain) decode(e emissions, offset, level int) []run {
	l := c.lattice(e, offset)
	var found []run
	for t := range l.words {
		alpha, beta := l.row(l.alpha, t), l.row(l.beta, t)
		for b := 1; b < l.labels; b += 2 {
			if alpha[b]*beta[b] > c.worth {
				found = l.from(found, run{kind: b / 2, level: level, first: t})
			}
		}
	}
	return best(found, c.worth)
}

func (c *chain) lattice(e emissions, offset int) *lattice {
	n := e.words * c.labels
	l := &lattice{
		chain: c, words: e.words,
		p: make([]float64, n), alpha: make([]float64, n), beta: make([]float64, n), norm: make([]float64, e.words),
	}
	l.weigh(e, offset)
	l.forward()
	l.backward()
	return l
}

// row returns the values of word t.
func (l *lattice) row(values []float64, t int) []float64 { return values[t*l.labels:][:l.labels] }

// from appends the spans that begin like r and are worth finding. The
// probability that a span goes on as far as some word bounds those of all longer
// ones.
func (l *lattice) from(found []run, r run) []run {
	in, last := inside(r.kind), begin(r.kind)
	q := l.row(l.alpha, r.first)[last]
	for r.end = r.first + 1; ; r.end++ {
		if r.posterior = min(1, q*l.leave(last, in, r.end)); r.posterior > l.worth {
			found = append(found, r)
		}
		if r.end == l.words {
			return found
		}
		q *= l.moves[last*l.labels+in] * l.row(l.p, r.end)[in] / l.norm[r.end]
		if last = in; q*l.row(l.beta, r.end)[in] <= l.worth {
			return found
		}
	}
}

// leave is the scaled probability of everything from word end on, given label
// last before it and any label but in at it.
func (l *lattice) leave(last, in, end int) float64 {
	if end == l.words {
		return 1
	}
	moves, p, beta := l.row(l.moves, last), l.row(l.p, end), l.row(l.beta, end)
	sum := 0.0
	for j, m := range moves {
		if j != in {
			sum += m * p[j] * beta[j]
		}
	}
	return sum / l.norm[end]
}

// weigh turns scores into weights whose largest in a word is 1.
func (l *lattice) weigh(e emissions, offset int) {
	for t := range l.words {
		s, p := e.at(t, offset, l.labels), l.row(l.p, t)
		top := slices.Max(s)
		for j, v := range s {
			p[j] = math.Exp(float64(v - top))
		}
	}
}

// forward computes the scaled forward probabilities (Rabiner 1989, section V.A).
func (l *lattice) forward() {
	into := make([]float64, l.labels)
	for j := range into {
		if starts(j) {
			into[j] = 1
		}
	}
	for t := range l.words {
		alpha, p := l.row(l.alpha, t), l.row(l.p, t)
		if t > 0 {
			l.advance(into, l.row(l.alpha, t-1))
		}
		sum := 0.0
		for j, v := range into {
			alpha[j] = v * p[j]
			sum += alpha[j]
		}
		l.norm[t] = sum
		for j := range alpha {
			alpha[j] /= sum
		}
	}
}

// advance sets into to the sums of the moves out of the labels of one word. The
// inside of a kind is reached from its own two labels alone.
func (l *lattice) advance(into, alpha []float64) {
	clear(into)
	for i, a := range alpha {
		moves := l.row(l.moves, i)[:len(into)]
		into[0] += a * moves[0]
		for j := 1; j < len(moves); j += 2 {
			into[j] += a * moves[j]
		}
		if in := i + i%2; in > 0 {
			into[in] += a * moves[in]
		}
	}
}

// backward computes the backward probabilities, by the norms of forward.
func (l *lattice) backward() {
	if l.words > 0 {
		last := l.row(l.beta, l.words-1)
		for j := range last {
			last[j] = 1
		}
	}
	ahead := make([]float64, l.labels)
	for t := l.words - 2; t >= 0; t-- {
		p, beta, scale := l.row(l.p, t+1), l.row(l.beta, t+1), 1/l.norm[t+1]
		for j := range ahead {
			ahead[j] = p[j] * beta[j] * scale
		}
		out := l.row(l.beta, t)
		for i := range out {
			moves := l.row(l.moves, i)[:len(ahead)]
			sum := moves[0] * ahead[0]
			for j := 1; j < len(moves); j += 2 {
				sum += moves[j] * ahead[j]
			}
			if in := i + i%2; in > 0 {
				sum += moves[in] * ahead[in]
			}
			out[i] = sum
		}
	}
}

// best returns, in text order, those of the runs that do not overlap and have
// the largest sum of posterior minus worth: weighted interval scheduling.
func best(rs []run, worth float64) []run {
	slices.SortFunc(rs, func(a, b run) int { return cmp.Or(a.end-b.end, a.first-b.first, a.kind-b.kind) })
	sum := make([]float64, len(rs)+1) // of the best among the first i runs
	for i, r := range rs {
		sum[i+1] = max(sum[i], sum[before(rs, r.first)]+r.posterior-worth)
	}
	var out []run
	for i := len(rs); i > 0; {
		if r := rs[i-1]; sum[i] == sum[i-1] {
			i--
		} else {
			out = append(out, r)
			i = before(rs, r.first)
		}
	}
	slices.Reverse(out)
	return out
}

// before counts the runs, sorted by their ends, that end at word first or before.
func before(rs []run, first int) int {
	return sort.Search(len(rs), func(i int) bool { return rs[i].end > first })
}

// spotter is a head that finds flat spans of several kinds.
type spotter struct {
	offset int // where its scores stand in a word's row
	chain  chain
	kinds  []string
}

// spotter reads the spotter of that name, whose kinds the weights file's remarks
// list.
func (l *headLoader) spotter(name, kinds string, worth float64) spotter {
	s := spotter{kinds: l.labels(kinds)}
	labels := 1 + 2*len(s.kinds)
	s.offset = l.row("head."+name, labels)
	s.chain = newChain(l.values("head."+name+".transition", labels, labels), len(s.kinds), worth)
	return s
}
