package store

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold is text without case, marks above and below letters and runs of white space:
// what names and words are compared by.
func fold(text string) string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(text))
	return strings.Join(strings.Fields(norm.NFC.String(bare)), " ")
}

// wordsOf are the different words of a text, folded.
func wordsOf(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		out[w] = true
	}
	return out
}

// alike is how alike the words of two texts are, from 0 to 1: Dice's coefficient of
// their sets (Dice 1945).
func alike(a, b map[string]bool) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	common := 0
	for w := range a {
		if b[w] {
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}
