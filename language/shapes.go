package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur"
	"rapporteur/language/encoder"
)

// The shapes of words: what the uncased vocabulary loses. A shape is a row of
// the encoder's shape embedding; ParagraphStart is added to it for the first
// word of a paragraph.
const (
	shapeNone    = iota // special pieces
	shapeLower          // talks
	shapeTitle          // Talks
	shapeUpper          // NATO
	shapeCapital        // A
	shapeMixed          // McCoy, 30-day
	shapeDigits         // 2022
	shapeOpen           // “ ‘ «
	shapeClose          // ” ’ »
	shapeQuote          // " '
	shapeComma
	shapeStop   // . ! ?
	shapeColon  // : ; –
	shapeLetter // a letter without case
	shapeOther

	// paragraphStart is the offset of the shapes of words that begin a paragraph.
	paragraphStart = 16
)

// Shapes returns the shape of every piece, that of the word it belongs to.
func Shapes(text string, words []rapporteur.Token, pieces []encoder.Piece) []uint8 {
	out := make([]uint8, len(pieces))
	w, end, shape := -1, 0, uint8(shapeNone)
	for i, p := range pieces {
		for w+1 < len(words) && (w < 0 || words[w].End <= p.Start) {
			w++
			shape = wordShape(words[w].In(text))
			if w == 0 || strings.Contains(text[end:words[w].Start], "\n") {
				shape += paragraphStart
			}
			end = words[w].End
		}
		out[i] = shape
	}
	return out
}

func wordShape(s string) uint8 {
	r, n := utf8.DecodeRuneInString(s)
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return markShape(r, s)
	}
	var upper, lower, digit, other int
	for _, c := range s {
		switch {
		case unicode.IsUpper(c):
			upper++
		case unicode.IsLower(c):
			lower++
		case unicode.IsDigit(c):
			digit++
		case unicode.IsLetter(c):
			other++
		}
	}
	return letterShape(n == len(s), unicode.IsUpper(r), upper, lower, digit, other)
}

func letterShape(single, initial bool, upper, lower, digit, other int) uint8 {
	switch {
	case upper+lower+other == 0:
		return shapeDigits
	case upper+lower == 0:
		return shapeLetter
	case digit > 0:
		return shapeMixed
	case upper == 0:
		return shapeLower
	case lower == 0 && single:
		return shapeCapital
	case lower == 0:
		return shapeUpper
	case initial && upper == 1:
		return shapeTitle
	}
	return shapeMixed
}

func markShape(r rune, s string) uint8 {
	switch r {
	case '“', '‘', '«', '‹', '„', '‚':
		return shapeOpen
	case '”', '»', '›':
		return shapeClose
	case '’':
		if len(s) == len("’") {
			return shapeClose
		}
		return shapeLower // ’s
	case '"', '\'', '`':
		if len(s) > 1 && s != "''" && s != "``" {
			return shapeLower // 's
		}
		return shapeQuote
	case ',':
		return shapeComma
	case '.', '!', '?', '…':
		return shapeStop
	case ':', ';', '–', '—':
		return shapeColon
	}
	return shapeOther
}

// FirstPieces returns for every word the index of the piece whose vector is the
// word's: the first that begins in it, else the one that reaches into it (the
// "not" of "cannot"), else its left neighbour (a word of dropped characters).
func FirstPieces(words []rapporteur.Token, pieces []encoder.Piece) []int {
	out := make([]int, len(words))
	p := 0
	for i, w := range words {
		for p < len(pieces) && pieces[p].End <= w.Start {
			p++
		}
		q := p
		if q+1 < len(pieces) && pieces[q].Start < w.Start && pieces[q+1].Start < w.End {
			q++
		}
		out[i] = min(q, len(pieces)-1)
	}
	return out
}
