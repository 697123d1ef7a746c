package main

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur"
)

// near is the distance in bytes up to which two passages of a statement are
// shown with the words between them; farther ones are joined by "…".
const near = 60

// worthShowing is how many words, beside the source and the cue that the line
// above names, the context before or after a content must have to be shown:
// "On Monday" is, the "that" of "she said that" is not.
const worthShowing = 2

// shortSource is the length in code points up to which a source is repeated in
// the context; the line above names a longer one already.
const shortSource = 24

// role is what a stretch of the report is to a statement.
type role int

const (
	roleContext role = iota
	roleContent
	roleSource
	roleCue
)

var roleStyles = [...]style{roleContext: faint, roleContent: plain, roleSource: speaker, roleCue: faint}

// part is a stretch of a statement's passage in one role.
type part struct {
	text string
	role role
}

// words is the content of a statement in its context: the report's own words
// before, between and after the parts of the content stand in brackets.
func words(s rapporteur.Statement, text string) []run {
	var line []run
	groups := grouped(passage(s, text))
	for i, g := range groups {
		switch {
		case g[0].role == roleContent:
			line = append(line, runs(g)...)
		case i == 0 && extra(g) >= worthShowing:
			line = append(append(line, bracketed(g)...), run{" ", plain})
		case i == len(groups)-1 && extra(g) >= worthShowing:
			line = append(append(line, run{" ", plain}), bracketed(g)...)
		case i > 0 && i < len(groups)-1:
			line = append(line, between(g)...)
		}
	}
	return line
}

// between is what stands between two parts of a content: marks alone as they
// are, source and cue alone left out, other words in brackets.
func between(g []part) []run {
	switch {
	case extra(g) > 0:
		space := run{" ", plain}
		return append(append([]run{space}, bracketed(g)...), space)
	case slices.ContainsFunc(g, func(p part) bool { return p.role != roleContext || p.text == elision }):
		return []run{{elision, faint}}
	}
	return runs(g)
}

// bracketed is a stretch of context in brackets, without blanks and the marks of
// the sentence before at its beginning or blanks at its end.
func bracketed(g []part) []run {
	out := runs(g)
	for i, p := range g {
		if p.role == roleSource && utf8.RuneCountInString(p.text) > shortSource {
			out[i].text = "…"
			if i+1 < len(g) {
				out[i+1].text = strings.TrimPrefix(out[i+1].text, ",")
			}
		}
	}
	last := &out[len(out)-1].text
	*last = strings.TrimRight(*last, " ")
	for out[0].text = strings.TrimLeft(out[0].text, " ,;.:!?"); out[0].text == "" && len(out) > 1; {
		out = out[1:]
		out[0].text = strings.TrimLeft(out[0].text, " ")
	}
	return append(append([]run{{"[", faint}}, out...), run{"]", faint})
}

func runs(g []part) []run {
	out := make([]run, len(g))
	for i, p := range g {
		out[i] = run{p.text, roleStyles[p.role]}
	}
	return out
}

// extra counts the words of a stretch that are neither source nor cue.
func extra(g []part) int {
	n := 0
	for _, p := range g {
		if p.role == roleContext {
			n += len(strings.FieldsFunc(p.text, func(r rune) bool {
				return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’'
			}))
		}
	}
	return n
}

// grouped splits parts into stretches of content and of everything else.
func grouped(parts []part) [][]part {
	var groups [][]part
	for i, p := range parts {
		if i == 0 || (p.role == roleContent) != (parts[i-1].role == roleContent) {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], p)
	}
	return groups
}

// elision stands for the words between passages.
const elision = " … "

// passage is the words of a statement and those around them, in text order. The
// evidence of a statement inside another is left to that one.
func passage(s rapporteur.Statement, text string) []part {
	spans := slices.Concat(s.Source, s.Cue, s.Content)
	if s.Within == "" {
		spans = append(spans, s.Evidence...)
	}
	var parts []part
	for i, p := range merged(spans) {
		if i > 0 {
			parts = append(parts, part{elision, roleContext})
		}
		parts = append(parts, partition(s, p, text)...)
	}
	return parts
}

// merged returns the passages that the spans cover, with gaps up to near closed.
func merged(spans []rapporteur.Span) []rapporteur.Span {
	slices.SortFunc(spans, func(a, b rapporteur.Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []rapporteur.Span
	for _, s := range spans {
		if last := len(out) - 1; last >= 0 && s.Start <= out[last].End+near {
			out[last] = out[last].Cover(s)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// partition cuts a passage where the role of its words changes.
func partition(s rapporteur.Statement, p rapporteur.Span, text string) []part {
	edges := []int{p.Start, p.End}
	for _, span := range slices.Concat(s.Source, s.Cue, s.Content) {
		if p.Contains(span) {
			edges = append(edges, span.Start, span.End)
		}
	}
	slices.Sort(edges)
	var parts []part
	for i, start := range edges[:len(edges)-1] {
		if cut := (rapporteur.Span{Start: start, End: edges[i+1]}); !cut.Empty() {
			parts = append(parts, part{printable(cut.In(text)), roleOf(s, cut)})
		}
	}
	return parts
}

func roleOf(s rapporteur.Statement, cut rapporteur.Span) role {
	covers := func(span rapporteur.Span) bool { return span.Contains(cut) }
	switch {
	case slices.ContainsFunc(s.Source, covers):
		return roleSource
	case slices.ContainsFunc(s.Cue, covers):
		return roleCue
	case slices.ContainsFunc(s.Content, covers):
		return roleContent
	}
	return roleContext
}
