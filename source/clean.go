package source

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// clean gives decoded text the form in which it is stored; the package comment
// says what changes.
func clean(text string) string {
	if isClean(text) {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for i, r := range text {
		switch {
		case r == '\r':
			if i+1 == len(text) || text[i+1] != '\n' {
				b.WriteByte('\n')
			}
		case r == '\f', r == '\v', r == '\u2028', r == '\u2029':
			b.WriteByte('\n')
		case r >= 0x80 && r < 0xa0:
			b.WriteRune(c1(r))
		case r == '\n', r == '\t':
			b.WriteRune(r)
		case unicode.IsControl(r):
			b.WriteByte(' ')
		case !isLayout(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isClean reports whether clean would change nothing.
func isClean(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool {
		return r != '\n' && r != '\t' && unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || isLayout(r)
	}) < 0
}

// c1 is what windows-1252 has in the place of a C1 control character, a space
// where it has nothing.
func c1(r rune) rune {
	r = charmap.Windows1252.DecodeByte(byte(r))
	if unicode.IsControl(r) || r == unicode.ReplacementChar {
		return ' '
	}
	return r
}

// isLayout reports whether r only steers the layout: soft hyphen, zero-width
// space, word joiner, byte order mark, and the bidirectional marks, embeddings,
// overrides and isolates of UAX #9, section 2.
func isLayout(r rune) bool {
	switch r {
	case '\u00ad', '\u200b', '\u2060', '\ufeff', '\u061c', '\u200e', '\u200f':
		return true
	}
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// looksBinary reports whether decoded text has too many characters that no text
// has: at least 8, and more than one in 20. Text with damaged bytes or stray NULs
// stays below, compressed data and programs lie far above.
func looksBinary(text string) bool {
	var bad, all int
	for _, r := range text {
		all++
		if r == unicode.ReplacementChar || r < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1b", r) {
			bad++
		}
	}
	return bad >= 8 && bad*20 > all
}
