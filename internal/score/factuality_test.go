package main

import (
	"math"
	"strings"
	"testing"

	"rapporteur"
)

// eventsIn is an analysis of a text with the events given by their words.
func eventsIn(t *testing.T, text string, factuality map[string]float64) *rapporteur.Analysis {
	t.Helper()
	a := analysisOf(t, text)
	a.Factuality = make([]float64, len(a.Tokens))
	for i, token := range a.Tokens {
		if value, ok := factuality[token.In(text)]; ok {
			a.Factuality[i] = value
			a.Events = append(a.Events, rapporteur.EventWord{Token: i, Factuality: value})
		}
	}
	return a
}

func TestFactualityFigures(t *testing.T) {
	const strike, plan, nothing = "Ina said the crews did n't strike .", "They may plan talks .", "Nothing ."
	p := programOf(t, map[string]*rapporteur.Analysis{
		strike:  eventsIn(t, strike, map[string]float64{"said": 2, "strike": -2, "did": 3}),
		plan:    eventsIn(t, plan, map[string]float64{"talks": 1}),
		nothing: eventsIn(t, nothing, map[string]float64{"Nothing": 3}),
	})
	got, err := scoreFactuality(p, []string{"testdata/factuality.jsonl"})
	if err != nil {
		t.Fatal(err)
	}
	// Errors 1, 1, 0.5 and 1; of (3,2) (-3,-2) (0.5,0) (0,1): 4·12-0.5·1 over
	// the root of (4·18.25-0.25)·(4·9-1).
	wantFigures(t, got, "mae 0.875", "r 0.941", "missing 25.0")
	if !got[0].Lower || got[1].Lower || !got[2].Lower {
		t.Errorf("which way is better: %+v", got)
	}
}

func TestCorrelation(t *testing.T) {
	for _, c := range []struct {
		pairs [][2]float64
		want  float64
	}{
		{nil, 0},
		{[][2]float64{{1, 2}}, 0},
		{[][2]float64{{1, 2}, {2, 4}, {3, 6}}, 1},
		{[][2]float64{{1, 3}, {2, 2}, {3, 1}}, -1},
		{[][2]float64{{2.6, 1}, {2.6, 2}, {2.6, 3}, {2.6, 0}}, 0},
		{[][2]float64{{1, 0.1}, {2, 0.1}, {3, 0.1}}, 0},
	} {
		var sum factualityCounts
		for _, p := range c.pairs {
			sum.add(p[0], p[1], true)
		}
		if got := sum.correlation(); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%v: %g, want %g", c.pairs, got, c.want)
		}
	}
}

func TestRatedRefused(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{`{"text": "a b"`, "unexpected end of JSON input"},
		{`{"text": "a b", "targets": [{"span1": [2, 3], "label": 1}]}`, "the score 1 of word 2 in a sentence of 2"},
		{`{"text": "a b", "targets": [{"span1": [-1, 0], "label": 1}]}`, "the score 1 of word -1 in a sentence of 2"},
		{`{"text": "a b", "targets": [{"span1": [0, 1], "label": 3.5}]}`, "the score 3.5 of word 0 in a sentence of 2"},
		{`{"text": "a  b", "targets": [{"span1": [1, 2], "label": 1}]}`, "the score 1 of word 1 in a sentence of 3"},
		{`{"text": "a b", "targets": [{"span1": [], "label": 1}]}`, "a target without its span or label"},
		{`{"text": "a b", "targets": [{"span1": [0, 1]}]}`, "a target without its span or label"},
	} {
		if _, err := parseRated([]byte(c.line)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.line, err, c.want)
		}
	}
}
