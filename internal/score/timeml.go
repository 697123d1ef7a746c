package main

import (
	"strings"

	"rapporteur"
	"rapporteur/gold"
)

// scoreTimeML counts time expressions as TempEval-3 does (UzZaman et al., SemEval
// 2013, task 1A). The files are TimeML; the time of creation is told to the
// program and not counted.
//
//   - strict: an expression is right when it has the same words, which here are the
//     tokens of the analysis that it touches;
//   - relaxed: it is right when it shares one with the other's, each other one
//     counted once;
//   - type, value: relaxed, times the part of the pairs with the same type, the same
//     value.
//
// A path is a folder or one file.
func scoreTimeML(p Program, paths []string) ([]Figure, error) {
	var texts []timemlDocument
	for _, path := range paths {
		read, err := readTimeML(path)
		if err != nil {
			return nil, err
		}
		texts = append(texts, read...)
	}
	documents := make([]*rapporteur.Document, len(texts))
	for i, t := range texts {
		documents[i] = &rapporteur.Document{Text: t.text, Published: t.published, PublishedDay: t.publishedDay}
	}
	var sum timeCounts
	for i, analysis := range p.analyzeAll(documents) {
		sum.add(countTimes(texts[i].times, analysis))
	}
	return sum.figures(), nil
}

// heldTimeML says whether a file of TimeBank or AQUAINT is of the tenth that is
// measured on and never trained on.
func heldTimeML(name string) bool {
	return strings.HasSuffix(name, ".tml") && !strings.HasPrefix(name, ".") && heldTenth(name)
}

type timeCounts struct{ strict, relaxed, kind, value gold.Count }

func (c *timeCounts) add(d timeCounts) {
	c.strict.Add(d.strict)
	c.relaxed.Add(d.relaxed)
	c.kind.Add(d.kind)
	c.value.Add(d.value)
}

// figures are those of the counts: the relaxed ones times the part of the pairs
// that agree is the same as counting the pairs that do.
func (c *timeCounts) figures() []Figure {
	out := append(figures("strict", c.strict), figures("relaxed", c.relaxed)...)
	out = append(out, figures("type", c.kind)...)
	return append(out, figures("value", c.value)...)
}

// countTimes compares the expressions of a text with those of its analysis.
func countTimes(want []timex, a *rapporteur.Analysis) timeCounts {
	n := gold.Count{Gold: len(want), Given: len(a.Times)}
	c := timeCounts{n, n, n, n}
	ranges := timexTokens(want, a.Tokens)
	for _, p := range alignTimes(ranges, a.Times) {
		g, s := want[p.word], a.Times[p.token]
		c.relaxed.Hit++
		if ranges[p.word] == s.Tokens {
			c.strict.Hit++
		}
		if g.kind == string(s.Type) {
			c.kind.Hit++
		}
		if g.value == s.Value {
			c.value.Hit++
		}
	}
	return c
}

// timexTokens are the tokens that each expression shares a byte with; both lists
// are in text order.
func timexTokens(times []timex, tokens []rapporteur.Token) []rapporteur.TokenRange {
	out := make([]rapporteur.TokenRange, len(times))
	k := 0
	for i, x := range times {
		for k < len(tokens) && tokens[k].End <= x.span.Start {
			k++
		}
		end := k
		for end < len(tokens) && tokens[end].Start < x.span.End {
			end++
		}
		out[i] = rapporteur.TokenRange{First: k, End: end}
	}
	return out
}

// alignTimes pairs expressions that overlap, each at most once and as many as can
// be. Both lists are flat and in text order.
func alignTimes(want []rapporteur.TokenRange, given []rapporteur.Time) (pairs []pair) {
	for i, k := 0, 0; i < len(want) && k < len(given); {
		w, g := want[i], given[k].Tokens
		switch {
		case w.First < g.End && g.First < w.End:
			pairs = append(pairs, pair{i, k})
			i, k = i+1, k+1
		case w.End <= g.First:
			i++
		default:
			k++
		}
	}
	return pairs
}
