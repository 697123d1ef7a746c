package export

import (
	"strings"
	"unicode/utf8"

	"rapporteur"
)

// stride is the distance in bytes between two remembered counts. At 256 the
// table of a text is 3 % of its size and looking up a span reads at most 510
// bytes.
const stride = 256

// codePoints turns byte offsets of a valid UTF-8 text into code-point offsets.
// marks[k] is the number of code points that begin before byte k*stride, so
// that building it reads the text once and a lookup never starts from its
// beginning.
type codePoints struct {
	text  string
	marks []int
}

func newCodePoints(text string) codePoints {
	c := codePoints{text, make([]int, 1, len(text)/stride+1)}
	for end := stride; end <= len(text); end += stride {
		c.marks = append(c.marks, c.marks[len(c.marks)-1]+leadBytes(text[end-stride:end]))
	}
	return c
}

// Offsets returns the number of code points before a byte offset of a text in
// UTF-8, the offset on a code-point border: what the JSON of a report counts in.
func Offsets(text string) func(int) int { return newCodePoints(text).at }

// at returns the number of code points before byte offset i, which is on a
// code-point border of the text.
func (c codePoints) at(i int) int {
	k := i / stride
	return c.marks[k] + leadBytes(c.text[k*stride:i])
}

// leadBytes counts the code points that begin in s, which may start or end
// inside one.
func leadBytes(s string) int {
	n := 0
	for i := range len(s) {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

// Spans returns what tells a span of a text as JSON does.
func Spans(text string) func(rapporteur.Span) JSONSpan { return newCodePoints(text).span }

// span is a span in code points with its words, as JSON has it.
func (c codePoints) span(s rapporteur.Span) JSONSpan {
	return JSONSpan{c.at(s.Start), c.at(s.End), s.In(c.text)}
}

func (c codePoints) spans(spans []rapporteur.Span) []JSONSpan { return each(spans, c.span) }

// ranges are spans in code points, as tables have them.
func (c codePoints) ranges(spans []rapporteur.Span) []codeRange {
	return each(spans, func(s rapporteur.Span) codeRange { return codeRange{int32(c.at(s.Start)), int32(c.at(s.End))} })
}

// words are those of spans, white space folded to one space, with a mark of omission
// between the parts of a passage.
func (c codePoints) words(spans ...rapporteur.Span) string {
	parts := make([]string, 0, len(spans))
	for _, s := range spans {
		if !s.Empty() {
			parts = append(parts, strings.Join(strings.Fields(s.In(c.text)), " "))
		}
	}
	return strings.Join(parts, " … ")
}

// around are up to n code points before and behind a span.
func (c codePoints) around(s rapporteur.Span, n int) (before, behind string) {
	start, end := s.Start, s.End
	for i := 0; i < n && start > 0; i++ {
		_, size := utf8.DecodeLastRuneInString(c.text[:start])
		start -= size
	}
	for i := 0; i < n && end < len(c.text); i++ {
		_, size := utf8.DecodeRuneInString(c.text[end:])
		end += size
	}
	return c.text[start:s.Start], c.text[s.End:end]
}
