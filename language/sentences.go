package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur"
)

// sentences cuts a section where the sentence head says that one starts, where a
// paragraph does and where a quotation opens after the end of a sentence.
func (h *heads) sentences(text string, tokens []rapporteur.Token, e emissions, breaks []bool, sec rapporteur.TokenRange) []rapporteur.TokenRange {
	var out []rapporteur.TokenRange
	first := sec.First
	for i := 1; i < e.words; i++ {
		s, t := e.at(i, 0, 2), sec.First+i
		if s[1] > s[0] || breaks[t] || opensSentence(text, tokens, t) {
			out = append(out, rapporteur.TokenRange{First: first, End: t})
			first = t
		}
	}
	return append(out, rapporteur.TokenRange{First: first, End: sec.End})
}

// opensSentence reports an opening quotation mark between the end of a sentence
// and a capital: `late. “They`. The treebanks that the head learned from have few
// curly marks.
func opensSentence(text string, tokens []rapporteur.Token, t int) bool {
	if t+1 >= len(tokens) || tokens[t-1].End == tokens[t].Start || tokens[t].End != tokens[t+1].Start {
		return false
	}
	mark, end := tokens[t].In(text), tokens[t-1].In(text)
	next, _ := utf8.DecodeRuneInString(tokens[t+1].In(text))
	return strings.Contains("“\"‘«„", mark) && strings.Contains(".!?”\"’»", end) && unicode.IsUpper(next)
}
