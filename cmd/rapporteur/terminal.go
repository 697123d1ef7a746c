package main

import (
	"os"
	"strconv"

	"golang.org/x/term"
)

// The width of a page in columns: that of the terminal up to widest, since longer
// lines are hard to read, and usualWidth where there is no terminal.
const (
	usualWidth = 80
	widest     = 100
	narrowest  = 20
)

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// pageWidth is the width asked for, else that of COLUMNS, else that of the
// terminal on out.
func pageWidth(asked int, out *os.File) int {
	if asked > 0 {
		return max(asked, narrowest)
	}
	columns, err := strconv.Atoi(os.Getenv("COLUMNS"))
	if err != nil || columns <= 0 {
		if columns, _, err = term.GetSize(int(out.Fd())); err != nil || columns <= 0 {
			columns = usualWidth
		}
	}
	return min(max(columns, narrowest), widest)
}

// inColor decides by --color, then by NO_COLOR (no-color.org) and TERM, then by
// whether out is a terminal.
func inColor(asked string, out *os.File) bool {
	if asked != "auto" {
		return asked == "always"
	}
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(out)
}
