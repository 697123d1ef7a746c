package main

import (
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

// layoutFlags say how the page of a record is laid out.
type layoutFlags struct {
	color      *choice
	only       *selection
	width      int
	evidence   bool
	confidence float64
}

func newLayoutFlags() layoutFlags {
	return layoutFlags{color: newChoice("auto", "always", "never"), only: &selection{values: sectionNames()}}
}

func (f *layoutFlags) define(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.Var(f.only, "only", "the sections to show: "+strings.Join(f.only.values, ", "))
	completeFlag(cmd, "only", f.only.complete)
	flags.BoolVar(&f.evidence, "evidence", false, "show under every line the words that say it, with their offsets in code points")
	flags.Float64Var(&f.confidence, "confidence", 0, "the least confidence that a fact is shown with, from 0 to 1")
	flags.IntVar(&f.width, "width", 0, "the width of the page in columns (default that of the terminal)")
	defineChoice(cmd, f.color, "color", "whether the page is in colour")
}

// laidOut reports whether flags were given that only a page has.
func (f *layoutFlags) laidOut() bool {
	return len(f.only.chosen) > 0 || f.evidence || f.confidence != 0
}

// check returns what is wrong with how the flags were given.
func (f *layoutFlags) check() error {
	switch {
	case f.width < 0:
		return errors.New("--width must not be below 0")
	case !(f.confidence >= 0 && f.confidence <= 1):
		return errors.New("--confidence must be from 0 to 1")
	}
	return nil
}

// page is how records look on out.
func (f *layoutFlags) page(out *os.File) pageOptions {
	return pageOptions{
		width: pageWidth(f.width, out), color: inColor(f.color.value, out),
		only: f.only.chosen, evidence: f.evidence, confidence: f.confidence,
	}
}
