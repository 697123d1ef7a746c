package gold

import (
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"rapporteur"
)

// words are where the words of a text stand: runs of letters, numbers and
// low lines.
type words []rapporteur.Span

var word = regexp.MustCompile(`[\p{L}\p{N}_]+`)

func wordsOf(text string) words {
	var w words
	for _, at := range word.FindAllStringIndex(text, -1) {
		w = append(w, rapporteur.Span{Start: at[0], End: at[1]})
	}
	return w
}

// wordSet holds indices of words.
type wordSet map[int]struct{}

// in returns the words that the spans touch.
func (w words) in(spans []rapporteur.Span) wordSet {
	set := wordSet{}
	for _, s := range spans {
		first := sort.Search(len(w), func(i int) bool { return w[i].End > s.Start })
		for i := first; i < len(w) && w[i].Start < s.End; i++ {
			set[i] = struct{}{}
		}
	}
	return set
}

// shared is how many words two sets have in common.
func (a wordSet) shared(b wordSet) (n int) {
	for i := range a {
		if _, ok := b[i]; ok {
			n++
		}
	}
	return n
}

// halfOfEach reports whether a and b share at least half of the words of each.
func halfOfEach(a, b wordSet) bool {
	n := a.shared(b)
	return n > 0 && 2*n >= len(a) && 2*n >= len(b)
}

// halfOfShorter reports whether a and b share at least half of the words of the
// smaller of the two.
func halfOfShorter(a, b wordSet) bool {
	n := a.shared(b)
	return n > 0 && 2*n >= min(len(a), len(b))
}

// sentences are where the sentences of a text end, the last at its end: behind a
// full stop or another such mark before white space and a capital, a figure or a
// quotation mark, and at every line break.
type sentences []int

var (
	space       = `[\s\v\x1c-\x1f\x{85}\p{Z}]`
	sentenceEnd = regexp.MustCompile(`[.!?][”"’)\]]*` + space + `+["“‘A-Z0-9]|\n+`)
)

func sentencesOf(text string) sentences {
	var s sentences
	for _, at := range sentenceEnd.FindAllStringIndex(text, -1) {
		end := at[1]
		if !strings.HasSuffix(text[:end], "\n") {
			_, first := utf8.DecodeLastRuneInString(text[:end]) // of the next sentence
			end -= first
		}
		s = append(s, end)
	}
	return append(s, len(text))
}

// in returns the sentences in which the spans begin.
func (s sentences) in(spans []rapporteur.Span) wordSet {
	set := wordSet{}
	for _, span := range spans {
		i := sort.Search(len(s), func(i int) bool { return s[i] > span.Start })
		set[min(i, len(s)-1)] = struct{}{}
	}
	return set
}
