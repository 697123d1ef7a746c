package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur"
)

// The most code points of the report's words that a line shows; --evidence shows
// them all. What somebody said fills about three lines of 80 columns.
const (
	longestName    = 60
	longestPhrase  = 120
	longestContent = 240
)

// elision stands for words left out.
const elision = " … "

// proof writes, where evidence was asked for, the words that say a fact, each with
// their half-open range of code points in the report.
func (p *page) proof(left int, spans []rapporteur.Span) {
	if !p.evidence {
		return
	}
	edge := blanks(left + indent)
	for _, s := range spans {
		words := strings.TrimSpace(printable(s.In(p.record.Report.Text)))
		p.fill(edge, edge+"  ", said(fmt.Sprintf("[%d–%d]"+fixed, p.points(s.Start), p.points(s.End))+inQuotes(words)))
	}
}

// words are those of the spans, up to a number of code points. Parts between which
// only marks or white space stand follow one another as they are.
func (p *page) words(spans []rapporteur.Span, most int) string {
	text := p.record.Report.Text
	var b strings.Builder
	for i, s := range spans {
		switch {
		case i == 0:
		case spans[i-1].End <= s.Start && !strings.ContainsFunc(text[spans[i-1].End:s.Start], wordly):
			b.WriteString(text[spans[i-1].End:s.Start])
		default:
			b.WriteString(elision)
		}
		b.WriteString(s.In(text))
	}
	return shorten(bare(b.String()), most)
}

// quoted is the words of the spans in quotation marks.
func (p *page) quoted(spans []rapporteur.Span, most int) string {
	return inQuotes(p.words(spans, most))
}

// inQuotes sets words in quotation marks, unless they begin or end with some.
func inQuotes(words string) string {
	first, _ := utf8.DecodeRuneInString(words)
	last, _ := utf8.DecodeLastRuneInString(words)
	if words == "" || strings.ContainsRune("“„«\"", first) || strings.ContainsRune("”»\"", last) {
		return words
	}
	return "“" + words + "”"
}

// bare is words without the marks that set them off from the rest of their
// sentence.
func bare(words string) string { return strings.Trim(printable(words), " ,;:–—") }

// wordly reports whether a character belongs to a word.
func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// shorten cuts words behind a word so that at most so many code points stand.
func shorten(words string, most int) string {
	if utf8.RuneCountInString(words) <= most {
		return words
	}
	runes := []rune(words)
	end := most - 1
	for i := end; i > most/2; i-- {
		if runes[i] == ' ' {
			end = i
			break
		}
	}
	return strings.TrimRight(string(runes[:end]), " ,;:–—") + "…"
}

// apart are the spans that do not lie inside one of others.
func apart(spans, others []rapporteur.Span) []rapporteur.Span {
	return slices.DeleteFunc(slices.Clone(spans), func(s rapporteur.Span) bool {
		return slices.ContainsFunc(others, func(o rapporteur.Span) bool { return o.Contains(s) })
	})
}
