package main

import (
	"fmt"
	"math"

	"rapporteur/internal/score/gold"
)

// Set is a data set that the program is scored on.
type Set struct {
	Name string
	// Default is where it lies beside the repository.
	Default []string
	// Score runs the program on the files at the paths and compares.
	Score func(p Program, paths []string) ([]Figure, error)
}

var sets = []Set{
	{"polnear-cofenet", []string{"../shared/data/measure-only/polnear-cofenet/valid.txt"}, scoreCofeNet},
	{"polnear", []string{"../shared/data/measure-only/polnear/dev"}, scorePolnear},
	{"gold", []string{"../shared/gold/dev"}, scoreGold},
	{"conllu", []string{"../shared/data/open/ewt/en_ewt-ud-dev.conllu"}, scoreConllu},
	{"conllu-gum", []string{"../shared/data/open/gum/dev"}, scoreConllu},
}

// Figure is one number of a set's score.
type Figure struct {
	Name string
	// Value is in per cent, rounded to one decimal.
	Value float64
}

func (f Figure) String() string { return fmt.Sprintf("%s %.1f", f.Name, f.Value) }

// figures are the F1, precision and recall of a count.
func figures(name string, c gold.Count) []Figure {
	return []Figure{
		{name + ".f1", perCent(c.F1())},
		{name + ".p", perCent(c.Precision())},
		{name + ".r", perCent(c.Recall())},
	}
}

func perCent(part float64) float64 { return math.Round(1000*part) / 10 }
