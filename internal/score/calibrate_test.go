package main

import (
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur"
	"rapporteur/extract"
)

// Facts that are right as often as a known scale says give that scale back, and a
// ground that says nothing weighs next to nothing.
func TestFittedFindsTheScale(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	want := logistic{-0.5, []float64{1.2, 0}}
	var facts []graded
	for i := range 4000 {
		g := []float64{random.NormFloat64(), random.NormFloat64()}
		facts = append(facts, graded{g, random.Float64() < want.confidence(g), i % 10})
	}
	got := fitted(facts)
	if math.Abs(got.shift-want.shift) > 0.15 || math.Abs(got.weights[0]-want.weights[0]) > 0.15 || got.weights[1] > 0.1 {
		t.Errorf("fitted %v, want about %v", got, want)
	}
	if e := leftOut(facts, 10); e > 0.05 {
		t.Errorf("error with reports left out %g", e)
	}
}

// A ground whose more makes facts wrong has no weight: more never makes less sure.
func TestFittedKeepsOrder(t *testing.T) {
	var facts []graded
	for i := range 100 {
		facts = append(facts, graded{[]float64{float64(i % 2)}, i%2 == 0, i % 5})
	}
	if got := fitted(facts); got.weights[0] != 0 || math.Abs(got.shift) > 1e-6 {
		t.Errorf("fitted %v", got)
	}
	if got := fitted(nil); got.shift != 0 || len(got.weights) != 0 {
		t.Errorf("fitted %v on nothing", got)
	}
}

// The scales are written as Go, one of each kind, and a second run gives the same.
func TestCalibrateWritesScales(t *testing.T) {
	graded := func(path, _ string) (*rapporteur.Record, extract.Grounds, error) {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, nil, err
		}
		r := &rapporteur.Record{Report: &rapporteur.Document{Text: string(text)}}
		r.Statements = []rapporteur.Statement{{Fact: rapporteur.Fact{ID: "s1", Confidence: 0.5}, Content: []rapporteur.Span{{Start: 0, End: 9}}}}
		return r, extract.Grounds{"s1": {0}}, nil
	}
	var out strings.Builder
	run := runner{func() (Program, error) { return Program{Graded: graded}, nil }, &out}
	file := filepath.Join(t.TempDir(), "calibration.go")
	var written []string
	for range 2 {
		if err := run.calibrate([]string{"../../gold/testdata"}, file); err != nil {
			t.Fatal(err)
		}
		code, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		written = append(written, string(code))
	}
	if written[0] != written[1] || strings.Count(written[0], "[]float64{") != 6 || !strings.Contains(written[0], "DO NOT EDIT") {
		t.Errorf("wrote\n%s\nthen\n%s", written[0], written[1])
	}
	if !strings.Contains(out.String(), "left out") {
		t.Errorf("printed\n%s", out.String())
	}
}
