package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Unwrapped returns text, byte for byte as long, in which each line break inside
// a paragraph of hard-wrapped text is a space, so that every line break left
// ends a paragraph, heading or list item. Text that is not hard-wrapped is
// returned unchanged. An offset into the one is an offset into the other.
//
// Lines are hard-wrapped at width W if the first word of a line would not have
// fitted onto the line before it: with lengths in code points, a line of length a
// followed by a word of length w was broken at any W with a <= W < a+1+w. The W
// that explains most breaks is taken if it explains at least three and three in
// five of them, and two in five of those come before a lower-case letter, which
// sets prose apart from lists and headlines of like length.
func Unwrapped(text string) string {
	lines := wrapLines(text)
	width := wrapWidth(lines)
	if width == 0 {
		return text
	}
	out := []byte(text)
	for i := 1; i < len(lines); i++ {
		if lines[i].continues && lines[i-1].breaksAt(lines[i], width) {
			out[lines[i].start-1] = ' '
		}
	}
	return string(out)
}

// The widths to which text is wrapped: narrow newspaper columns to wide terminals.
const (
	minWidth = 40
	maxWidth = 140
)

// wrapLine is one line of a text. Lengths are in code points, without the white
// space at the end.
type wrapLine struct {
	start, end        int // bytes, without the line break
	length, firstWord int
	lower             bool // starts with a lower-case letter
	// continues says that this line may be the same paragraph as the line before:
	// neither is empty, and it is not indented further nor starts a list item.
	continues bool
}

// breaksAt reports whether wrapping at the width breaks the line before next.
func (l wrapLine) breaksAt(next wrapLine, width int) bool {
	return l.length <= width && l.length+1+next.firstWord > width
}

func wrapLines(text string) []wrapLine {
	var lines []wrapLine
	indent := 0
	for start := 0; start <= len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		line := strings.TrimRightFunc(text[start:end], unicode.IsSpace)
		body := strings.TrimLeftFunc(line, unicode.IsSpace)
		in := utf8.RuneCountInString(line) - utf8.RuneCountInString(body)
		word, _, _ := strings.Cut(body, " ")
		first, _ := utf8.DecodeRuneInString(body)
		l := wrapLine{start: start, end: end, length: utf8.RuneCountInString(line), firstWord: utf8.RuneCountInString(word), lower: unicode.IsLower(first)}
		if n := len(lines); n > 0 {
			l.continues = body != "" && lines[n-1].length > 0 && in <= indent && !startsItem(body)
		}
		lines, indent, start = append(lines, l), in, end+1
	}
	return lines
}

// startsItem reports whether a line starts with a bullet or an item's number.
func startsItem(line string) bool {
	mark, _, ok := strings.Cut(line, " ")
	switch mark {
	case "-", "*", "•", "–", "—", "·", ">", "#", "##", "###":
		return ok
	}
	digits := strings.TrimRight(strings.TrimPrefix(mark, "("), ".):")
	return ok && digits != "" && len(digits) < len(mark) && len(digits) <= 3 && strings.Trim(digits, "0123456789") == ""
}

// wrapWidth is the width to which the lines are wrapped, 0 if they are not.
func wrapWidth(lines []wrapLine) int {
	var votes [maxWidth + 1]struct{ all, lower int }
	breaks, best := 0, minWidth
	for i := 1; i < len(lines); i++ {
		l, next := lines[i-1], lines[i]
		if !next.continues {
			continue
		}
		breaks++
		for w := max(l.length, minWidth); w <= maxWidth && l.breaksAt(next, w); w++ {
			votes[w].all++
			if next.lower {
				votes[w].lower++
			}
		}
	}
	for w := range votes {
		if votes[w].all > votes[best].all {
			best = w
		}
	}
	if v := votes[best]; v.all < 3 || v.all*5 < breaks*3 || v.lower*5 < v.all*2 {
		return 0
	}
	return best
}

// rejoin joins the words of hard-wrapped text that a hyphen breaks at a line end,
// if the whole word stands elsewhere in the text and the hyphenated one does not;
// the line break moves behind the word. "Ex-\nminister" stays.
func rejoin(text string) string {
	lines := wrapLines(text)
	if wrapWidth(lines) == 0 {
		return text
	}
	var known map[string]bool
	var b strings.Builder
	done := 0
	for i := 1; i < len(lines); i++ {
		head, tail := brokenWord(text, lines[i-1], lines[i])
		if tail == 0 || head < done {
			continue
		}
		if known == nil {
			known = wordsOf(text)
		}
		hyphen := strings.LastIndexByte(text[head:lines[i].start], '-') + head
		first, second := text[head:hyphen], text[lines[i].start:lines[i].start+tail]
		if !known[strings.ToLower(first+second)] || known[strings.ToLower(first+"-"+second)] {
			continue
		}
		after := lines[i].start + tail
		for after < len(text) && text[after] != ' ' && text[after] != '\n' { // punctuation stays with its word
			after++
		}
		b.WriteString(text[done:hyphen])
		b.WriteString(text[lines[i].start:after])
		b.WriteByte('\n')
		done = after
		if done < len(text) {
			done++
		}
	}
	if done == 0 {
		return text
	}
	return b.String() + text[done:]
}

// brokenWord returns where the word starts that the line l breaks with a hyphen,
// and how many bytes of it stand on the next line, 0 if there is none.
func brokenWord(text string, l, next wrapLine) (head, tail int) {
	if !next.continues || next.start == next.end || !strings.HasSuffix(text[l.start:l.end], "-") {
		return 0, 0
	}
	first := text[l.start : l.end-1]
	head = l.start + len(strings.TrimRightFunc(first, unicode.IsLetter))
	rest := text[next.start:next.end]
	tail = len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsLower))
	if head == l.end-1 {
		return 0, 0
	}
	return head, tail
}

// wordsOf is the set of lower-cased words, hyphens inside them kept.
func wordsOf(text string) map[string]bool {
	words := map[string]bool{}
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		words[strings.ToLower(w)] = true
	}
	return words
}
