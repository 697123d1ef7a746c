package main

import (
	"math"
	"os"
	"path/filepath"
	"strconv"

	"rapporteur/gold"
)

// Set is a data set that the program is scored on.
type Set struct {
	Name string
	// Default is where it lies beside the repository.
	Default []string
	// Score runs the program on the files at the paths and compares.
	Score func(p Program, paths []string) ([]Figure, error)
	// Held says by a file's name which files of a folder in Default are kept from
	// training and scored; nil means all. At a path that is given all count.
	Held func(name string) bool
}

var sets = []Set{
	{Name: "polnear-cofenet", Default: []string{"../shared/data/measure-only/polnear-cofenet/valid.txt"}, Score: scoreCofeNet},
	{Name: "polnear", Default: []string{"../shared/data/measure-only/polnear/dev"}, Score: scorePolnear},
	{Name: "gold", Default: []string{"../shared/gold/dev"}, Score: scoreGold},
	{Name: "plv", Default: []string{"../shared/data/measure-only/plv/PLV_train.tsv"}, Score: scorePLV},
	{Name: "conllu", Default: []string{"../shared/data/open/ewt/en_ewt-ud-dev.conllu"}, Score: scoreConllu},
	{Name: "conllu-gum", Default: []string{"../shared/data/open/gum/dev"}, Score: scoreConllu},
	{Name: "coreference", Default: []string{"../shared/data/open/gum/dev"}, Score: scoreCoreference},
	{Name: "names", Default: []string{"../shared/data/measure-only/worldwide-newswire/annotated"}, Score: scoreNames, Held: heldTenth},
	{Name: "names-gum", Default: []string{"../shared/data/open/gum/dev"}, Score: scoreNamesGUM, Held: gumNews},
	{Name: "factuality", Default: []string{"../shared/data/measure-only/factuality/UW/dev.jsonl"}, Score: scoreFactuality},
	{Name: "places", Default: []string{"../shared/data/measure-only/geo"}, Score: scorePlaces},
	{Name: "linking", Default: []string{"../shared/data/measure-only/news-fair"}, Score: scoreLinking},
	{Name: "timeml", Default: []string{"../shared/data/measure-only/timebank", "../shared/data/measure-only/aquaint-timeml/data/TBAQ-cleaned/AQUAINT"}, Score: scoreTimeML, Held: heldTimeML},
	{Name: "stories", Default: []string{"../shared/gold/stories"}, Score: scoreStories},
	{Name: "reuse", Default: []string{"../shared/gold/written"}, Score: scoreReuse},
}

// held returns the paths with the files of each folder that are kept from
// training in its place.
func (s Set) held(paths []string) ([]string, error) {
	if s.Held == nil {
		return paths, nil
	}
	var out []string
	for _, path := range paths {
		entries, err := os.ReadDir(path)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if s.Held(e.Name()) {
				out = append(out, filepath.Join(path, e.Name()))
			}
		}
	}
	return out, nil
}

// Figure is one number of a set's score.
type Figure struct {
	Name string
	// Value is rounded to as many decimals as are printed.
	Value float64
	// Decimals is how many; 0 means one, as a value in per cent has.
	Decimals int
	// Lower says that a lower value is the better one.
	Lower bool
	// Neutral says that neither is better, as of a count.
	Neutral bool
}

func (f Figure) String() string {
	return f.Name + " " + strconv.FormatFloat(f.Value, 'f', max(f.Decimals, 1), 64)
}

// worse reports whether a value is worse than another of the figure.
func (f Figure) worse(value, than float64) bool {
	switch {
	case f.Neutral:
		return false
	case f.Lower:
		return value > than
	}
	return value < than
}

// figures are the F1, precision and recall of a count.
func figures(name string, c gold.Count) []Figure {
	return []Figure{
		{Name: name + ".f1", Value: perCent(c.F1())},
		{Name: name + ".p", Value: perCent(c.Precision())},
		{Name: name + ".r", Value: perCent(c.Recall())},
	}
}

// headline are the same figures, of which F1 has the name alone.
func headline(name string, c gold.Count) []Figure {
	out := figures(name, c)
	out[0].Name = name
	return out
}

func perCent(part float64) float64 { return math.Round(1000*part) / 10 }

// thousandths is a figure on its own scale.
func thousandths(name string, value float64) Figure {
	return Figure{Name: name, Value: math.Round(1000*value) / 1000, Decimals: 3}
}
