package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"rapporteur"
	"rapporteur/gold"
)

// scoreCofeNet gives precision, recall and F1 of sources, cues and contents as
// CofeNet (Wang et al., COLING 2022) counts them: a span is right when it is
// exactly one of the instance's labels, over all instances alike. The files are
// its form of PolNeAR, a line of JSON an instance.
func scoreCofeNet(p Program, paths []string) ([]Figure, error) {
	var articles []article
	for _, path := range paths {
		read, err := readInstances(path)
		if err != nil {
			return nil, err
		}
		articles = append(articles, read...)
	}
	texts := make([]string, len(articles))
	places := make([][][]rapporteur.Span, len(articles))
	for i, a := range articles {
		texts[i], places[i] = rebuild(a.tokens())
	}
	var counts roleCounts
	for i, analysis := range p.analyzeTexts(texts) {
		counts.add(countLabels(articles[i], places[i], analysis))
	}
	return counts.figures(), nil
}

// instance is a paragraph, tokenized and labelled by CofeNet.
type instance struct {
	// ID names the article and the annotator.
	ID     string
	Tokens []string
	// Labels are one a token: O, or B- (the first of a span) or I- (a further
	// one) before source, cue or content.
	Labels []string
}

// article is the instances of one annotator's version of an article, in order.
type article []instance

func (a article) tokens() [][]string {
	out := make([][]string, len(a))
	for i, in := range a {
		out[i] = in.Tokens
	}
	return out
}

// readInstances reads a file of CofeNet's: instances that follow each other with
// the same ID are one article.
func readInstances(path string) ([]article, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var articles []article
	for number, line := range bytes.Split(bytes.TrimSpace(data), []byte("\n")) {
		var in instance
		err := json.Unmarshal(line, &in)
		if err == nil {
			err = in.check()
		}
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, number+1, err)
		}
		if n := len(articles); n > 0 && articles[n-1][0].ID == in.ID {
			articles[n-1] = append(articles[n-1], in)
		} else {
			articles = append(articles, article{in})
		}
	}
	return articles, nil
}

func (in instance) check() error {
	if len(in.Tokens) == 0 || len(in.Tokens) != len(in.Labels) {
		return fmt.Errorf("%d tokens and %d labels", len(in.Tokens), len(in.Labels))
	}
	for i, label := range in.Labels {
		if in.Tokens[i] == "" {
			return fmt.Errorf("token %d is empty", i+1)
		}
		if _, _, ok := parseLabel(label); !ok {
			return fmt.Errorf("no label is called %q", label)
		}
	}
	return nil
}

// parseLabel takes a label apart; first is true for B-. Outside all spans the
// role is -1.
func parseLabel(label string) (r role, first, ok bool) {
	if label == "O" {
		return -1, false, true
	}
	letter, name, _ := strings.Cut(label, "-")
	r, ok = roleNamed(name)
	return r, letter == "B", ok && (letter == "B" || letter == "I")
}

// labelled is a span of an instance's tokens.
type labelled struct {
	instance int
	tokens   rapporteur.TokenRange
}

// countLabels compares an article's labels with the analysis of its rebuilt text,
// in which at says where the tokens stand.
func countLabels(a article, at [][]rapporteur.Span, analysis *rapporteur.Analysis) roleCounts {
	want, got := labelsOf(a), labelsFrom(at, analysis)
	var counts roleCounts
	for r := range counts {
		counts[r] = compareSets(want[r], got[r])
	}
	return counts
}

func compareSets[T comparable](want, got map[T]struct{}) gold.Count {
	c := gold.Count{Gold: len(want), Given: len(got)}
	for s := range want {
		if _, ok := got[s]; ok {
			c.Hit++
		}
	}
	return c
}

type labelSets [roles]map[labelled]struct{}

func newLabelSets() (sets labelSets) {
	for r := range sets {
		sets[r] = map[labelled]struct{}{}
	}
	return sets
}

// labelsOf returns the spans that the labels of an article mark.
func labelsOf(a article) labelSets {
	sets := newLabelSets()
	for i, in := range a {
		for k := 0; k < len(in.Labels); {
			r, _, _ := parseLabel(in.Labels[k])
			end := k + 1
			for ; end < len(in.Labels); end++ {
				if next, first, _ := parseLabel(in.Labels[end]); next != r || first {
					break
				}
			}
			if r >= 0 {
				sets[r][labelled{i, rapporteur.TokenRange{First: k, End: end}}] = struct{}{}
			}
			k = end
		}
	}
	return sets
}

// labelsFrom returns the spans that the analysis would have had labelled: as in
// the labels, each phrase of an outermost attribution is a span of its own of the
// tokens it touches, cut at the borders of instances, and one that several
// attributions share is one.
func labelsFrom(at [][]rapporteur.Span, analysis *rapporteur.Analysis) labelSets {
	sets := newLabelSets()
	for _, a := range outermost(analysis.Attributions) {
		for r := range roles {
			for _, phrase := range phrasesOf(a, r) {
				span := analysis.Span(phrase.Tokens)
				for i := range at {
					if tokens := touched(at[i], span); tokens.First < tokens.End {
						sets[r][labelled{i, tokens}] = struct{}{}
					}
				}
			}
		}
	}
	return sets
}

// touched returns the range of the places, which are in text order, that share a
// byte with span; it is empty where none does.
func touched(places []rapporteur.Span, span rapporteur.Span) (r rapporteur.TokenRange) {
	for k, place := range places {
		if place.Overlaps(span) {
			if r.End == 0 {
				r.First = k
			}
			r.End = k + 1
		}
	}
	return r
}
