package main

import (
	"slices"

	"rapporteur"
	"rapporteur/gold"
)

// scorePolnear counts attributions in PolNeAR's own files. Two phrases are the
// same when they touch the same tokens of the analysis, which leaves out white
// space and where an annotator cut a phrase in pieces without words between.
//
//   - triple: source, cue and content are each the same, or absent in both;
//   - linked: each shares a token with its counterpart, or is absent in both;
//   - source, cue, content: the distinct sources, cues and contents of an article,
//     whatever they belong to.
func scorePolnear(p Program, paths []string) ([]Figure, error) {
	var articles []annotated
	for _, path := range paths {
		read, err := readBrat(path)
		if err != nil {
			return nil, err
		}
		articles = append(articles, read...)
	}
	texts := make([]string, len(articles))
	for i, a := range articles {
		texts[i] = a.text
	}
	var sum attributionCounts
	for i, analysis := range p.analyzeTexts(texts) {
		sum.add(countAttributions(articles[i], analysis))
	}
	return sum.figures(), nil
}

type attributionCounts struct {
	triple, linked gold.Count
	role           roleCounts
}

func (c *attributionCounts) add(d attributionCounts) {
	c.triple.Add(d.triple)
	c.linked.Add(d.linked)
	c.role.add(d.role)
}

func (c *attributionCounts) figures() []Figure {
	out := slices.Concat(figures("triple", c.triple), figures("linked", c.linked))
	return append(out, c.role.figures()...)
}

// triple is an attribution as the indices of its roles' tokens, in order.
type triple [roles][]int

// countAttributions compares the annotated attributions with the outermost ones
// of the analysis. One without content, of which dev has one and the analysis
// whatever it could not tie, is no triple.
func countAttributions(a annotated, analysis *rapporteur.Analysis) attributionCounts {
	var want, got []triple
	for _, spans := range a.attributions {
		want = append(want, tripleOf(analysis.Tokens, spans))
	}
	for _, attribution := range outermost(analysis.Attributions) {
		got = append(got, tripleFrom(attribution))
	}
	var counts attributionCounts
	for r := range roles {
		counts.role[r] = gold.Match(distinct(want, r), distinct(got, r), slices.Equal[[]int])
	}
	want, got = whole(want), whole(got)
	counts.triple, counts.linked = gold.Match(want, got, exact), gold.Match(want, got, overlapping)
	return counts
}

// whole returns the triples with content.
func whole(all []triple) []triple {
	return slices.DeleteFunc(all, func(t triple) bool { return len(t[contentRole]) == 0 })
}

// tripleOf returns the tokens that the spans of each role touch.
func tripleOf(tokens []rapporteur.Token, spans [roles][]rapporteur.Span) (t triple) {
	for r := range roles {
		for i, token := range tokens {
			if slices.ContainsFunc(spans[r], token.Overlaps) {
				t[r] = append(t[r], i)
			}
		}
	}
	return t
}

func tripleFrom(a rapporteur.Attribution) (t triple) {
	for r := range roles {
		for _, phrase := range phrasesOf(a, r) {
			for i := phrase.Tokens.First; i < phrase.Tokens.End; i++ {
				t[r] = append(t[r], i)
			}
		}
		slices.Sort(t[r])
		t[r] = slices.Compact(t[r])
	}
	return t
}

// distinct returns the different phrases in one role.
func distinct(all []triple, r role) (out [][]int) {
	for _, t := range all {
		if len(t[r]) > 0 {
			out = append(out, t[r])
		}
	}
	slices.SortFunc(out, slices.Compare[[]int])
	return slices.CompactFunc(out, slices.Equal[[]int])
}

func exact(a, b triple) bool {
	for r := range roles {
		if !slices.Equal(a[r], b[r]) {
			return false
		}
	}
	return true
}

func overlapping(a, b triple) bool {
	for r := range roles {
		if len(a[r])+len(b[r]) > 0 && !share(a[r], b[r]) {
			return false
		}
	}
	return true
}

func share(a, b []int) bool {
	return slices.ContainsFunc(a, func(i int) bool { return slices.Contains(b, i) })
}
