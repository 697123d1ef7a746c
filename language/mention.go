package language

import (
	"cmp"
	"math"
	"slices"

	"rapporteur"
	"rapporteur/language/encoder"
)

const (
	// pointerWidth is that of the projections by which a mention's head word points
	// at its first and last words.
	pointerWidth = 96
	// mentionReach is how many words before or after its head a mention may begin or
	// end; of the mentions in GUM's train part 99.9 % do.
	mentionReach = 128
)

// mentionBias is taken from the score that a word heads no mention.
const mentionBias = float32(0)

// mentioner finds mentions by their head words: the type at the head, then which
// words of the sentence are first and last.
type mentioner struct {
	offset      int // where the scores of no mention and of the types stand
	types       []rapporteur.MentionType
	first, last biaffine
}

func (l *headLoader) mentioner() mentioner {
	m := mentioner{
		first: l.biaffine("head.first", l.encoder.Width(), pointerWidth, 1),
		last:  l.biaffine("head.last", l.encoder.Width(), pointerWidth, 1),
	}
	for _, name := range l.labels("mentions") {
		m.types = append(m.types, rapporteur.MentionType(name))
	}
	m.offset = l.row("head.mention", 1+len(m.types))
	return m
}

// candidate is a mention being found, in words of its section.
type candidate struct {
	head, first, end int
	kind             rapporteur.MentionType
	posterior        float64 // that the word heads a mention of this type
	likely           float64 // that, times the probabilities of first and last
}

// mentions finds the mentions of a section, whose sentences are given, by their
// first word, longer ones first.
func (h *heads) mentions(s *scratch, e emissions, sentences []rapporteur.TokenRange, sec rapporteur.TokenRange) []rapporteur.Mention {
	var out []rapporteur.Mention
	for _, sentence := range sentences {
		first, end := sentence.First-sec.First, sentence.End-sec.First
		cs := h.mention.headed(e, first, end)
		h.mention.point(s, h.width, cs, first, end)
		for _, c := range nested(cs) {
			out = append(out, rapporteur.Mention{
				Tokens: rapporteur.TokenRange{First: sec.First + c.first, End: sec.First + c.end},
				Head:   sec.First + c.head, Type: c.kind, Posterior: c.posterior,
			})
		}
	}
	return out
}

// headed returns the words of a sentence that head a mention.
func (m *mentioner) headed(e emissions, first, end int) []candidate {
	var out []candidate
	for t := first; t < end; t++ {
		s := e.at(t, m.offset, 1+len(m.types))
		best, none := 0, s[0]-mentionBias
		for k := range m.types {
			if s[1+k] > s[1+best] {
				best = k
			}
		}
		if s[1+best] > none {
			p := softmax(s, 1+best)
			out = append(out, candidate{head: t, kind: m.types[best], posterior: p, likely: p})
		}
	}
	return out
}

// softmax is the probability of one of the scores.
func softmax(s []float32, of int) float64 {
	sum := 0.0
	for _, v := range s {
		sum += math.Exp(float64(v - s[of]))
	}
	return 1 / sum
}

// point sets where the mentions of a sentence begin and end.
func (m *mentioner) point(s *scratch, width int, cs []candidate, first, end int) {
	if len(cs) == 0 {
		return
	}
	s.heads.spans = grow(s.heads.spans, encoder.Rows(len(cs))*width)
	for i, c := range cs {
		copy(s.heads.spans[i*width:][:width], s.words[c.head*width:])
	}
	p := &s.heads.pointers
	for _, b := range []*biaffine{&m.first, &m.last} {
		b.lefts(p, s.heads.spans, len(cs))
		b.rights(p, s.words[first*width:], end-first)
		for i := range cs {
			c := &cs[i]
			if b == &m.first {
				at, q := b.pointed(p, i, max(c.head-mentionReach, first)-first, c.head+1-first)
				c.first, c.likely = first+at, c.likely*q
			} else {
				at, q := b.pointed(p, i, c.head-first, min(c.head+mentionReach+1, end)-first)
				c.end, c.likely = first+at+1, c.likely*q
			}
		}
	}
}

// pointed returns the right end in [from, until) that left end i scores highest
// and its probability among them.
func (b *biaffine) pointed(p *pairing, i, from, until int) (int, float64) {
	best, top, sum := from, math.Inf(-1), 0.0
	for j := from; j < until; j++ {
		v := float64(b.score(p, i, j, 0))
		if v > top {
			sum *= math.Exp(top - v)
			best, top = j, v
		}
		sum += math.Exp(v - top)
	}
	return best, 1 / sum
}

// nested returns the mentions of a sentence, given in the order of their heads,
// such that of any two one contains the other or they share no word. Of two that
// cross the less likely one gives way. Mentions of the same words become one.
func nested(cs []candidate) []candidate {
	order := make([]int, len(cs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(cs[b].likely, cs[a].likely) })
	placed := make([]bool, len(cs))
	for _, i := range order {
		placed[i] = shrunk(cs, placed, i)
	}
	var out []candidate
	for i, c := range cs {
		if placed[i] {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b candidate) int { return cmp.Or(a.first-b.first, b.end-a.end) })
	return out
}

// shrunk shrinks mention i until it crosses none of those placed. It reports false
// where another has the same words.
func shrunk(cs []candidate, placed []bool, i int) bool {
	c := &cs[i]
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(cs) && (cs[j].head-c.head)*step <= 2*mentionReach; j += step {
			if placed[j] {
				c.yield(&cs[j])
			}
		}
	}
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(cs) && (cs[j].head-c.head)*step <= 2*mentionReach; j += step {
			if placed[j] && cs[j].first == c.first && cs[j].end == c.end {
				return false
			}
		}
	}
	return true
}

// yield shrinks c where it crosses d: to the words of d where its head is one of
// them, to those outside where it is not.
func (c *candidate) yield(d *candidate) {
	inside := d.first <= c.head && c.head < d.end
	switch {
	case c.first < d.first && d.first < c.end && c.end < d.end:
		if inside {
			c.first = d.first
		} else {
			c.end = d.first
		}
	case d.first < c.first && c.first < d.end && d.end < c.end:
		if inside {
			c.end = d.end
		} else {
			c.first = d.end
		}
	}
}
