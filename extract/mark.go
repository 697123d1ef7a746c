package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur"
)

// A family is the marks that pair in well-kept typography; families of one
// class pair where a writer mixes styles, as in “so" or “so".
type family uint8

const (
	curlyDouble family = iota
	straightDouble
	doubled // two single marks: `` ''
	curlySingle
	straightSingle
	guillemet
	guillemetSingle
)

type class uint8

const (
	double class = iota
	single
	angle
)

func (f family) class() class {
	switch f {
	case curlyDouble, straightDouble, doubled:
		return double
	case curlySingle, straightSingle:
		return single
	}
	return angle
}

// A form is what the shape of a mark says of its direction.
type form uint8

const (
	either form = iota
	opening
	closing
)

// A flank is what stands around a mark says of its direction: leading a word,
// trailing one, or neither.
type flank uint8

const (
	neutral flank = iota
	leading
	trailing
)

type mark struct {
	at     rapporteur.Span
	family family
	form   form
	flank  flank
	// possessive says that a trailing single mark stands where an apostrophe
	// may ("the rebels' terms"): it closes only if no other mark can.
	possessive bool
	// measure says that a trailing mark follows a digit, as in 12" or 6'.
	measure bool
}

// maxRun is how many marks may stand side by side: three levels closed and
// three opened. A longer run is a drawn line or noise and holds no mark.
const maxRun = 6

func glyph(r rune) (f family, d form, ok bool) {
	switch r {
	case '"':
		return straightDouble, either, true
	case '\'':
		return straightSingle, either, true
	case '`':
		return straightSingle, opening, true
	case '“', '‟', '„':
		return curlyDouble, opening, true
	case '”':
		return curlyDouble, closing, true
	case '‘', '‛', '‚':
		return curlySingle, opening, true
	case '’':
		return curlySingle, closing, true
	case '«':
		return guillemet, opening, true
	case '»':
		return guillemet, closing, true
	case '‹':
		return guillemetSingle, opening, true
	case '›':
		return guillemetSingle, closing, true
	}
	return 0, 0, false
}

// marks returns the quotation marks of text in order, apostrophes left out.
func marks(text string) []mark {
	var found []mark
	for i := 0; i < len(text); {
		end := i
		switch text[i] {
		case '"', '\'', '`', "«"[0], "“"[0]: // the first bytes of all quote characters
			end = runEnd(text, i)
		}
		if end > i {
			found = appendRun(found, text, rapporteur.Span{Start: i, End: end})
		}
		i = max(end, i+1)
	}
	return found
}

// runEnd returns the end of the run of quote characters that starts at i.
func runEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if _, _, ok := glyph(r); !ok {
			break
		}
		i += size
	}
	return i
}

// appendRun appends the marks of one run of quote characters. All of them take
// their flank from what stands before and after the whole run.
func appendRun(found []mark, text string, run rapporteur.Span) []mark {
	if utf8.RuneCountInString(run.In(text)) > maxRun {
		return found
	}
	before, _ := utf8.DecodeLastRuneInString(text[:run.Start])
	after, _ := utf8.DecodeRuneInString(text[run.End:])
	side := flankOf(before, after, run, len(text))
	for i := run.Start; i < run.End; {
		m := markAt(text, i, run.End, side)
		m.flank = side
		m.measure = unicode.IsDigit(before) && side != leading
		i = m.at.End
		if m.family.class() == single && isApostrophe(text, m, run, before, after) {
			continue
		}
		m.possessive = m.family.class() == single && run.End == m.at.End && mayPossess(text, run)
		found = append(found, m)
	}
	return found
}

// markAt reads the mark at i, joining two equal single marks into a double one.
// Of three, the double stands outside, where the run opens or closes.
func markAt(text string, i, end int, side flank) mark {
	r, size := utf8.DecodeRuneInString(text[i:])
	f, d, _ := glyph(r)
	n := 1
	for n < 3 && strings.HasPrefix(text[i+n*size:end], text[i:i+size]) {
		n++
	}
	if f.class() == single && (n == 2 || n == 3 && side == leading) {
		return mark{at: rapporteur.Span{Start: i, End: i + 2*size}, family: doubled, form: d}
	}
	return mark{at: rapporteur.Span{Start: i, End: i + size}, family: f, form: d}
}

func flankOf(before, after rune, run rapporteur.Span, end int) flank {
	b := run.Start == 0 || unicode.IsSpace(before) || isDash(before) || strings.ContainsRune("([{/", before)
	a := run.End == end || unicode.IsSpace(after) || isDash(after) || strings.ContainsRune(",.;:!?)]}/…", after)
	switch {
	case b && !a:
		return leading
	case a && !b:
		return trailing
	}
	return neutral
}

func isDash(r rune) bool { return r == '-' || r >= '‐' && r <= '―' }

// isApostrophe reports whether a single mark stands inside a word or for
// letters left out at its start: don't, 'tis, the '90s.
func isApostrophe(text string, m mark, run rapporteur.Span, before, after rune) bool {
	if isWord(before) && isWord(after) {
		return true
	}
	if m.flank != leading || m.at.End != run.End {
		return false
	}
	word := text[run.End : run.End+wordLen(text[run.End:], 8)]
	if unicode.IsDigit(after) {
		return strings.HasSuffix(word, "s") && len(word) <= 5
	}
	return m.form != opening && elided[strings.ToLower(word)]
}

// elided are the words that English writes with an apostrophe in front.
var elided = map[string]bool{
	"tis": true, "twas": true, "twere": true, "twill": true, "em": true, "n": true,
	"til": true, "cause": true, "cos": true, "bout": true, "neath": true, "im": true,
}

// wordLen is the length in bytes of the word at the start of s, at most limit.
func wordLen(s string, limit int) int {
	for i, r := range s {
		if !isWord(r) || i >= limit {
			return i
		}
	}
	return len(s)
}

// mayPossess reports whether the run follows an s, or the in of a clipped
// -ing, and a word follows after a space.
func mayPossess(text string, run rapporteur.Span) bool {
	head, tail := text[:run.Start], text[run.End:]
	if !strings.HasSuffix(head, "s") && !strings.HasSuffix(head, "S") && !strings.HasSuffix(head, "in") {
		return false
	}
	r, size := utf8.DecodeRuneInString(tail)
	next, _ := utf8.DecodeRuneInString(tail[size:])
	return unicode.IsSpace(r) && isWord(next)
}

func isWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// closes reports whether the mark ends a quotation rather than begins one,
// where open says that one of its class is open.
func (m mark) closes(open bool) bool {
	switch {
	case m.flank == leading && (m.form != closing || !open):
		return false
	case m.flank == trailing && (m.form != opening || open):
		return true
	case m.form != either:
		return m.form == closing
	}
	return open
}
