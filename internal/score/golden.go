package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// goldenFile holds the figures of all sets, one a line as they are printed, so
// that a change of quality shows in the difference of two versions.
const goldenFile = "scores.txt"

// scores are the figures of sets by their names.
type scores map[string][]Figure

// readScores reads figures as String writes them; a file that is absent has none.
func readScores(path string) (scores, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return scores{}, nil
	}
	if err != nil {
		return nil, err
	}
	s := scores{}
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		field := strings.Fields(line)
		if len(field) != 3 {
			return nil, fmt.Errorf("%s:%d: not a set, a figure and its value", path, number)
		}
		value, err := strconv.ParseFloat(field[2], 64)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %q is no value", path, number, field[2])
		}
		_, decimals, _ := strings.Cut(field[2], ".")
		s[field[0]] = append(s[field[0]], Figure{Name: field[1], Value: value, Decimals: len(decimals)})
	}
	return s, nil
}

// String writes one figure a line, "set figure value", in the order of the table
// of sets.
func (s scores) String() string {
	var b strings.Builder
	for _, set := range sets {
		for _, f := range s[set.Name] {
			fmt.Fprintln(&b, set.Name, f)
		}
	}
	return b.String()
}

// compare returns the lines in which two scores differ, the old after "-" and the
// new after "+", and whether a figure is worse or no longer there.
func compare(old, now scores) (diff string, fell bool) {
	var b strings.Builder
	for _, set := range sets {
		was, is := byName(old[set.Name]), byName(now[set.Name])
		for _, f := range old[set.Name] {
			g, kept := is[f.Name]
			if kept && g.Value == f.Value {
				continue
			}
			fmt.Fprintln(&b, "-", set.Name, f)
			if kept {
				fmt.Fprintln(&b, "+", set.Name, g)
			}
			fell = fell || !kept || g.worse(g.Value, f.Value)
		}
		for _, f := range now[set.Name] {
			if _, known := was[f.Name]; !known {
				fmt.Fprintln(&b, "+", set.Name, f)
			}
		}
	}
	return b.String(), fell
}

func byName(figures []Figure) map[string]Figure {
	out := map[string]Figure{}
	for _, f := range figures {
		out[f.Name] = f
	}
	return out
}
