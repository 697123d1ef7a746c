package main

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// run is a stretch of words in one style.
type run struct {
	text  string
	style style
}

// fixed is a blank at which no line breaks, glue nothing at which none does.
const (
	fixed = "\u00A0"
	glue  = "\u2060"
)

// fill lays runs out as one paragraph between the left edge and width columns:
// its first line begins with first, the others with rest, which are blank or
// otherwise plain. Lines break where Unicode's line breaking algorithm (UAX #14)
// allows it, or inside a word that is longer than a line; columns are counted in
// grapheme clusters by East Asian width (UAX #11, #29).
func (p *page) fill(first, rest string, runs []run) {
	runs = coalesced(runs)
	words := joined(runs)
	room := func(edge string) int { return max(p.width-uniseg.StringWidth(edge), 1) }
	edge, at := first, 0
	for at < len(words) {
		end := at + lineEnd(words[at:], room(edge))
		p.line(edge, runs, at, at+len(strings.TrimRight(words[at:end], " ")))
		edge, at = rest, end
	}
}

// coalesced joins neighbours of one style.
func coalesced(runs []run) []run {
	var out []run
	for _, r := range runs {
		if last := len(out) - 1; last >= 0 && out[last].style == r.style {
			out[last].text += r.text
		} else {
			out = append(out, r)
		}
	}
	return out
}

func joined(runs []run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// lineEnd returns how many bytes of words go on a line of room columns. Blanks at
// the end of the line take no room.
func lineEnd(words string, room int) int {
	used, at, fits, state := 0, 0, 0, -1
	for rest := words; rest != ""; {
		var cluster string
		var bounds int
		cluster, rest, bounds, state = uniseg.StepString(rest, state)
		used += bounds >> uniseg.ShiftWidth
		if used > room && cluster != " " && at > 0 {
			if fits > 0 {
				return fits
			}
			return at
		}
		at += len(cluster)
		if bounds&uniseg.MaskLine != uniseg.LineDontBreak {
			fits = at
		}
	}
	return at
}

// line writes the bytes from start to end of the joined runs as one line.
func (p *page) line(edge string, runs []run, start, end int) {
	p.out.WriteString(edge)
	at := 0
	for _, r := range runs {
		from, to := max(start-at, 0), min(end-at, len(r.text))
		if from < to {
			p.paint(r.style, strings.ReplaceAll(strings.ReplaceAll(r.text[from:to], fixed, " "), glue, ""))
		}
		at += len(r.text)
	}
	p.out.WriteByte('\n')
}

// printable makes words of a report safe and even for a terminal: white space
// becomes single blanks, and what would steer the terminal or turn the direction
// of the words around it is marked or left out.
func printable(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range s {
		if unicode.IsSpace(r) && r != '\u00A0' {
			blank = true
			continue
		}
		if blank {
			b.WriteByte(' ')
			blank = false
		}
		switch {
		case unicode.IsControl(r):
			b.WriteRune(unicode.ReplacementChar)
		case r == '\u00AD' || r == '\uFEFF' || unicode.Is(unicode.Bidi_Control, r):
		default:
			b.WriteRune(r)
		}
	}
	if blank {
		b.WriteByte(' ')
	}
	return b.String()
}
