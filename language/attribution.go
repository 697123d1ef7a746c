package language

import (
	"math"
	"slices"

	"rapporteur"
)

// linkThreshold is the probability from which two spans belong together. From
// 0.25 to 0.5 the F1 of gold/dev's contents moves by 0.3 points.
const linkThreshold = 0.35

// read finds the spans of a group in a section and ties them into attributions,
// in text order.
func (g *group) read(h *heads, e emissions, s *scratch, sec rapporteur.TokenRange) []rapporteur.Attribution {
	var rs []run
	for level := range g.chains {
		rs = append(rs, g.chains[level].decode(e, g.offset+level*labels, level)...)
	}
	slices.SortStableFunc(rs, func(a, b run) int { return a.first - b.first })
	if len(rs) == 0 {
		return nil
	}
	t := tie{ends: h.links.ends(s, h.width, rs), sec: sec}
	t.contents()
	t.cues()
	t.findSources()
	return t.attributions()
}

// tie groups spans: every content goes to the cue, or else to the earlier
// content, that it most likely belongs to, every cue to a source. What belongs to
// nothing stands alone.
type tie struct {
	ends
	sec    rapporteur.TokenRange
	groups []*bundle
	of     []*bundle // [run] the bundle of a cue or content
	tied   []bool    // [run] is the source of a bundle
}

// bundle is an attribution being tied, as indices into the runs.
type bundle struct {
	source, cue int // -1 where there is none
	contents    []int
	posterior   float64
}

// contents makes the bundles that have content.
func (t *tie) contents() {
	t.of = make([]*bundle, len(t.runs))
	for c, r := range t.runs {
		if r.kind == roleContent {
			t.of[c] = t.place(c)
		}
	}
}

// cues makes a bundle of every cue that no content belongs to.
func (t *tie) cues() {
	for c, r := range t.runs {
		if r.kind == roleCue && t.of[c] == nil {
			t.open(c)
		}
	}
}

// place returns the bundle of content c, a new one where it belongs to none.
func (t *tie) place(c int) *bundle {
	first, end := t.around(c)
	cue, p := t.best(linkContentCue, c, true, first, end)
	if p >= linkThreshold {
		if t.of[cue] == nil {
			t.open(cue)
		}
		return t.of[cue].add(c, p)
	}
	if other, p := t.best(linkContentContent, c, true, first, c); p >= linkThreshold {
		return t.of[other].add(c, p)
	}
	return t.open(-1).add(c, 1)
}

func (t *tie) open(cue int) *bundle {
	b := &bundle{source: -1, cue: cue, posterior: 1}
	t.groups = append(t.groups, b)
	if cue >= 0 {
		t.of[cue] = b
	}
	return b
}

func (b *bundle) add(content int, p float64) *bundle {
	b.contents = append(b.contents, content)
	b.posterior *= p
	return b
}

// linkRuns is how many spans before and after a span are looked at for its links;
// within linkReach there are seldom more than a dozen.
const linkRuns = 40

// around returns the range of runs that a link of run i may reach.
func (t *tie) around(i int) (first, end int) {
	return max(0, i-linkRuns), min(len(t.runs), i+linkRuns+1)
}

// best returns the span of the same level at the other end of a link that i most
// likely has and the probability, -1 and 0 where there is none. i is the left end
// or the right; only runs from first to end are looked at.
func (t *tie) best(link, i int, left bool, first, end int) (int, float64) {
	best, top := -1, 0.0
	role := linkRoles[link][0]
	if left {
		role = linkRoles[link][1]
	}
	for o := first; o < end; o++ {
		if o == i || t.runs[o].kind != role || t.runs[o].level != t.runs[i].level {
			continue
		}
		a, b := o, i
		if left {
			a, b = i, o
		}
		if p := t.probability(link, a, b); p > top {
			best, top = o, p
		}
	}
	return best, top
}

// findSources gives each bundle its source; a source of none stands alone.
func (t *tie) findSources() {
	t.tied = make([]bool, len(t.runs))
	for _, b := range t.groups {
		link, to := linkSourceCue, b.cue
		if b.cue < 0 {
			link, to = linkSourceContent, b.contents[0]
		}
		first, end := t.around(to)
		if source, p := t.best(link, to, false, first, end); p >= linkThreshold {
			b.source, t.tied[source] = source, true
			b.posterior *= p
		}
	}
	for i, r := range t.runs {
		if r.kind == roleSource && !t.tied[i] {
			t.groups = append(t.groups, &bundle{source: i, cue: -1, posterior: 1})
		}
	}
}

// attributions returns the bundles in text order.
func (t *tie) attributions() []rapporteur.Attribution {
	slices.SortStableFunc(t.groups, func(a, b *bundle) int { return a.first() - b.first() })
	out := make([]rapporteur.Attribution, len(t.groups))
	for i, b := range t.groups {
		out[i] = t.attribution(b)
	}
	return out
}

// first is the first run of a bundle, which has one at least.
func (b *bundle) first() int {
	first := math.MaxInt
	for _, i := range append([]int{b.source, b.cue}, b.contents...) {
		if i >= 0 {
			first = min(first, i)
		}
	}
	return first
}

func (t *tie) attribution(b *bundle) rapporteur.Attribution {
	a := rapporteur.Attribution{Posterior: b.posterior}
	if len(b.contents) > 0 {
		a.Thought = t.thought[b.contents[0]]
	}
	add := func(list *[]rapporteur.Phrase, i int) {
		if i < 0 {
			return
		}
		r := t.runs[i]
		a.Posterior *= r.posterior
		*list = append(*list, r.phrase(t.sec))
	}
	add(&a.Source, b.source)
	add(&a.Cue, b.cue)
	for _, c := range b.contents {
		add(&a.Content, c)
	}
	return a
}
