package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"

	"rapporteur"
)

// scoreFactuality compares how factual events are with annotators' scores from -3
// to +3, in the unified sets of Stanovsky et al. (ACL 2017) as JSON Lines, a
// sentence a line.
//
//   - mae: the mean absolute error over all marked words;
//   - r: Pearson's correlation over the same, in [-1, 1];
//   - missing: the per cent of marked words that the analysis has no event at.
//
// As in the literature the reader is told which words are marked, and says of each
// how factual it is; missing tells how often it would have passed the word over.
func scoreFactuality(p Program, paths []string) ([]Figure, error) {
	var sentences []ratedSentence
	for _, path := range paths {
		read, err := readRated(path)
		if err != nil {
			return nil, err
		}
		sentences = append(sentences, read...)
	}
	texts := make([]string, len(sentences))
	for i, s := range sentences {
		texts[i] = s.text
	}
	var sum factualityCounts
	for i, analysis := range p.analyzeTexts(texts) {
		for _, w := range sentences[i].words {
			value, found := factualityAt(analysis, w.span)
			sum.add(w.score, value, found)
		}
	}
	return sum.figures(), nil
}

// factualityAt returns the factuality of the first token of a word, and whether
// the analysis has an event there.
func factualityAt(a *rapporteur.Analysis, word rapporteur.Span) (value float64, event bool) {
	for t, token := range a.Tokens {
		if token.Overlaps(word) {
			value = a.Factuality[t]
			break
		}
	}
	return value, slices.ContainsFunc(a.Events, func(e rapporteur.EventWord) bool { return a.Tokens[e.Token].Overlaps(word) })
}

// factualityCounts are sums over words of the annotators' scores x and the
// analysis's y.
type factualityCounts struct {
	n, missing       int
	off              float64
	x, y, xx, yy, xy float64
}

func (c *factualityCounts) add(score, value float64, found bool) {
	c.n++
	if !found {
		c.missing++
	}
	c.off += math.Abs(score - value)
	c.x += score
	c.y += value
	c.xx += score * score
	c.yy += value * value
	c.xy += score * value
}

func (c *factualityCounts) figures() []Figure {
	n := float64(max(c.n, 1))
	mae := thousandths("mae", c.off/n)
	missing := Figure{Name: "missing", Value: perCent(float64(c.missing) / n)}
	mae.Lower, missing.Lower = true, true
	return []Figure{mae, thousandths("r", c.correlation()), missing}
}

// correlation is Pearson's r, 0 where a side has the same value throughout, the
// rounding of the sums aside.
func (c *factualityCounts) correlation() float64 {
	n := float64(c.n)
	vx, vy := n*c.xx-c.x*c.x, n*c.yy-c.y*c.y
	if vx <= 1e-9*n*c.xx || vy <= 1e-9*n*c.yy {
		return 0
	}
	return (n*c.xy - c.x*c.y) / math.Sqrt(vx*vy)
}

// ratedSentence is a sentence, its tokens parted by spaces, with the words in it
// that annotators rated.
type ratedSentence struct {
	text  string
	words []ratedWord
}

type ratedWord struct {
	span  rapporteur.Span
	score float64
}

// readRated reads a file of JSON Lines.
func readRated(path string) ([]ratedSentence, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []ratedSentence
	for number, line := range bytes.Split(bytes.TrimSpace(data), []byte("\n")) {
		s, err := parseRated(line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, number+1, err)
		}
		out = append(out, s)
	}
	return out, nil
}

// parseRated reads one line. A word is the first of the tokens that its target
// spans, counted from 0.
func parseRated(line []byte) (ratedSentence, error) {
	var in struct {
		Text    string
		Targets []struct {
			Span1 []int
			Label *float64
		}
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return ratedSentence{}, err
	}
	s := ratedSentence{text: in.Text}
	var tokens []rapporteur.Span
	at := 0
	for token := range strings.SplitSeq(in.Text, " ") {
		tokens = append(tokens, rapporteur.Span{Start: at, End: at + len(token)})
		at += len(token) + 1
	}
	for _, t := range in.Targets {
		if len(t.Span1) != 2 || t.Label == nil {
			return ratedSentence{}, errors.New("a target without its span or label")
		}
		first, score := t.Span1[0], *t.Label
		if first < 0 || first >= len(tokens) || tokens[first].Empty() || math.Abs(score) > 3 {
			return ratedSentence{}, fmt.Errorf("the score %g of word %d in a sentence of %d", score, first, len(tokens))
		}
		s.words = append(s.words, ratedWord{tokens[first], score})
	}
	return s, nil
}
