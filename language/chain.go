package language

import "math"

// chain is a linear-chain conditional random field over the labels of one level
// (Lafferty, McCallum & Pereira 2001): moves[i][j] scores label j after label i.
type chain struct {
	moves [labels][labels]float64 // log domain
	exp   [labels][labels]float64
}

func newChain(scores []float32) chain {
	var c chain
	for i := range labels {
		for j := range labels {
			c.moves[i][j] = float64(scores[i*labels+j])
			c.exp[i][j] = math.Exp(c.moves[i][j])
		}
	}
	return c
}

// run is a span of one role as a chain found it: a half-open range of words of
// its section and the posterior that exactly these words are one.
type run struct {
	role, level int
	first, end  int
	posterior   float64
}

type row = [labels]float64

// decode returns the spans of the best path through the emissions (Viterbi) with
// their posteriors (forward-backward).
func (c *chain) decode(e emissions, offset, level int) []run {
	path := c.viterbi(e, offset)
	out := runs(path, level)
	if len(out) > 0 {
		c.posteriors(e, offset, out)
	}
	return out
}

// starts reports whether a text may begin with label j: a span begins before it
// goes on.
func starts(j int) bool { return j == 0 || j%2 == 1 }

func (c *chain) viterbi(e emissions, offset int) []uint8 {
	back := make([][labels]uint8, e.words)
	var score row
	for j, v := range e.at(0, offset, labels) {
		score[j] = float64(v)
		if !starts(j) {
			score[j] = math.Inf(-1)
		}
	}
	for t := 1; t < e.words; t++ {
		var next row
		for j, v := range e.at(t, offset, labels) {
			best := 0
			for i := 1; i < labels; i++ {
				if score[i]+c.moves[i][j] > score[best]+c.moves[best][j] {
					best = i
				}
			}
			back[t][j] = uint8(best)
			next[j] = score[best] + c.moves[best][j] + float64(v)
		}
		score = next
	}
	return trace(back, score)
}

// trace follows the best path back from its end.
func trace(back [][labels]uint8, score row) []uint8 {
	path := make([]uint8, len(back))
	last := 0
	for j := range score {
		if score[j] > score[last] {
			last = j
		}
	}
	for t := len(back) - 1; t >= 0; t-- {
		path[t] = uint8(last)
		last = int(back[t][last])
	}
	return path
}

// runs lists the spans of a path in order.
func runs(path []uint8, level int) []run {
	var out []run
	open := -1 // index of the run being read
	for t, label := range path {
		if open >= 0 && int(label) != inside(out[open].role) {
			out[open].end = t
			open = -1
		}
		if label%2 == 1 {
			open = len(out)
			out = append(out, run{role: int(label-1) / 2, level: level, first: t, end: len(path)})
		}
	}
	return out
}

// posteriors sets each run's probability under the chain: that its first word
// begins a span of its role, its other words continue it and the next does not.
func (c *chain) posteriors(e emissions, offset int, rs []run) {
	p := probabilities(e, offset)
	alpha, norm := c.forward(p)
	beta := c.backward(p, norm)
	for n := range rs {
		r := &rs[n]
		in := inside(r.role)
		q := alpha[r.first][begin(r.role)]
		for t, from := r.first+1, begin(r.role); t < r.end; t, from = t+1, in {
			q *= c.exp[from][in] * p[t][in] / norm[t]
		}
		r.posterior = min(1, q*c.leave(r, p, beta, norm))
	}
}

// leave is the scaled probability of everything after a run that ends there.
func (c *chain) leave(r *run, p, beta []row, norm []float64) float64 {
	if r.end == len(p) {
		return 1
	}
	last, in, sum := begin(r.role), inside(r.role), 0.0
	if r.end-r.first > 1 {
		last = in
	}
	for j := range labels {
		if j != in {
			sum += c.exp[last][j] * p[r.end][j] * beta[r.end][j]
		}
	}
	return sum / norm[r.end]
}

// probabilities turns scores into weights whose largest in a word is 1.
func probabilities(e emissions, offset int) []row {
	out := make([]row, e.words)
	for t := range out {
		s := e.at(t, offset, labels)
		top := s[0]
		for _, v := range s {
			top = max(top, v)
		}
		for j, v := range s {
			out[t][j] = math.Exp(float64(v) - float64(top))
		}
	}
	return out
}

// forward returns the scaled forward probabilities and their norms (Rabiner
// 1989, section V.A).
func (c *chain) forward(p []row) ([]row, []float64) {
	alpha, norm := make([]row, len(p)), make([]float64, len(p))
	for t := range p {
		sum := 0.0
		for j := range labels {
			v := 0.0
			switch {
			case t > 0:
				for i := range labels {
					v += alpha[t-1][i] * c.exp[i][j]
				}
			case starts(j):
				v = 1
			}
			alpha[t][j] = v * p[t][j]
			sum += alpha[t][j]
		}
		norm[t] = sum
		for j := range labels {
			alpha[t][j] /= sum
		}
	}
	return alpha, norm
}

func (c *chain) backward(p []row, norm []float64) []row {
	beta := make([]row, len(p))
	for j := range labels {
		beta[len(p)-1][j] = 1
	}
	for t := len(p) - 2; t >= 0; t-- {
		for i := range labels {
			for j := range labels {
				beta[t][i] += c.exp[i][j] * p[t+1][j] * beta[t+1][j] / norm[t+1]
			}
		}
	}
	return beta
}
