// Score runs the program on data sets with known answers and prints how often it
// is right, one figure a line: the set, the figure and its value, in per cent where
// nothing else is said.
//
// From the repository's root,
//
//	go run ./internal/score SET [PATH…]
//
// scores one set, of which the paths may name any part, and
//
//	go run ./internal/score golden
//
// scores all sets where they lie beside the repository and writes their figures to
// scores.txt; with -check it leaves the file alone and fails when a figure is worse.
// A set that is absent is skipped and keeps its lines.
//
//	go run ./internal/score calibrate
//
// fits the confidences of facts anew on the reports of the set gold and writes the
// scales to extract/calibration.go; thereafter golden writes how reliable they are.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
)

func main() {
	check := flag.Bool("check", false, "with golden: compare with "+goldenFile+" instead of writing it")
	flag.Usage = usage
	flag.Parse()
	if flag.NArg() == 0 {
		usage()
		os.Exit(2)
	}
	name, paths := flag.Arg(0), flag.Args()[1:]
	i := slices.IndexFunc(sets, func(s Set) bool { return s.Name == name })
	golden, fit := name == "golden" && len(paths) == 0, name == "calibrate"
	if i < 0 && !golden && !fit || *check && !golden {
		usage()
		os.Exit(2)
	}
	run := runner{sync.OnceValues(load), os.Stdout}
	var err error
	switch {
	case golden:
		err = run.golden(goldenFile, *check)
	case fit:
		err = run.calibrate(paths, scalesFile)
	default:
		_, err = run.set(sets[i], paths)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "score:", err)
		os.Exit(1)
	}
}

func usage() {
	var names []string
	for _, s := range sets {
		names = append(names, s.Name)
	}
	fmt.Fprintf(os.Stderr, "usage: score SET [PATH…]\n       score [-check] golden\n       score calibrate [PATH…]\nSET is one of %s.\n", strings.Join(names, ", "))
}

// runner scores sets and prints their figures.
type runner struct {
	load func() (Program, error)
	out  io.Writer
}

// set scores the set at the paths, at its own without any, and prints its
// figures. Of a set that is absent it returns none.
func (r runner) set(s Set, paths []string) ([]Figure, error) {
	own := len(paths) == 0
	if own {
		paths = s.Default
	}
	if i := slices.IndexFunc(paths, absent); i >= 0 {
		fmt.Fprintf(r.out, "set %s skipped: %s is absent\n", s.Name, paths[i])
		return nil, nil
	}
	if own {
		held, err := s.held(paths)
		if err != nil {
			return nil, fmt.Errorf("set %s: %w", s.Name, err)
		}
		paths = held
	}
	program, err := r.load()
	if err != nil {
		return nil, err
	}
	figures, err := s.Score(program, paths)
	if err != nil {
		return nil, fmt.Errorf("set %s: %w", s.Name, err)
	}
	for _, f := range figures {
		fmt.Fprintln(r.out, s.Name, f)
	}
	return figures, nil
}

// golden scores all sets and writes their figures to the file, or, to check,
// prints what changed and fails when a figure fell.
func (r runner) golden(file string, check bool) error {
	old, err := readScores(file)
	if err != nil {
		return err
	}
	now := scores{}
	for _, s := range sets {
		figures, err := r.set(s, nil)
		if err != nil {
			return err
		}
		if figures == nil {
			figures = old[s.Name]
		}
		now[s.Name] = figures
	}
	if !check {
		return os.WriteFile(file, []byte(now.String()), 0o666)
	}
	diff, fell := compare(old, now)
	fmt.Fprint(r.out, diff)
	if fell {
		return fmt.Errorf("figures fell below %s", file)
	}
	return nil
}
