package extract

import (
	"strings"
	"unicode"

	"rapporteur"
)

// paragraphs returns the paragraphs of text without the white space around
// them. Lines are paragraphs, but in hard-wrapped text what blank lines part.
func paragraphs(text string) []rapporteur.Span {
	wrapped := hardWrapped(text)
	var found []rapporteur.Span
	start, blank := 0, true
	for start < len(text) {
		end := lineEnd(text, start)
		line := trimSpace(text, rapporteur.Span{Start: start, End: end})
		switch {
		case line.Empty():
			blank = true
		case wrapped && !blank:
			found[len(found)-1].End = line.End
		default:
			found = append(found, line)
			blank = false
		}
		start = end
	}
	return found
}

// hardWrapped reports whether most line breaks inside blocks of lines stand
// in the middle of a sentence, after a small letter or a comma. One such break
// alone is a headline.
func hardWrapped(text string) bool {
	inside, middle := 0, 0
	for start := 0; start < len(text); {
		end := lineEnd(text, start)
		line := strings.TrimSpace(text[start:end])
		next := strings.TrimSpace(text[end:lineEnd(text, end)])
		if line != "" && next != "" {
			inside++
			if c := line[len(line)-1]; c == ',' || 'a' <= c && c <= 'z' {
				middle++
			}
		}
		start = end
	}
	return middle >= 2 && 2*middle > inside
}

// lineEnd returns the offset after the line that starts at start.
func lineEnd(text string, start int) int {
	if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
		return start + i + 1
	}
	return len(text)
}

// trimSpace returns s without the white space at its ends.
func trimSpace(text string, s rapporteur.Span) rapporteur.Span {
	s.End = s.Start + len(strings.TrimRightFunc(s.In(text), unicode.IsSpace))
	s.Start = s.End - len(strings.TrimLeftFunc(s.In(text), unicode.IsSpace))
	return s
}

// words returns the part of s from its first letter or digit to its last,
// empty where it has none.
func words(text string, s rapporteur.Span) rapporteur.Span {
	other := func(r rune) bool { return !isWord(r) }
	s.End = s.Start + len(strings.TrimRightFunc(s.In(text), other))
	s.Start = s.End - len(strings.TrimLeftFunc(s.In(text), other))
	return s
}
