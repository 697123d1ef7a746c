package extract

import (
	"strings"
	"unicode/utf8"

	"rapporteur"
)

// maxHeadlineSource is how many words name the source behind a headline.
const maxHeadlineSource = 4

// headlined adds what the headline says whose news it is: "Truce to be extended until
// June: report".
func (r *reading) headlined(drafts []*draft) []*draft {
	if len(r.paragraphs) < 2 {
		return drafts
	}
	line := r.paragraphs[0]
	colon := strings.LastIndex(line.In(r.text), ": ")
	last, _ := utf8.DecodeLastRuneInString(line.In(r.text))
	if colon < 0 || strings.ContainsRune(".!?”\"", last) {
		return drafts
	}
	content := rapporteur.Span{Start: line.Start, End: line.Start + colon}
	source := rapporteur.Span{Start: content.End + len(": "), End: line.End}
	first, end := r.tokenAt(source.Start), r.tokenAt(source.End)
	if end-first < 1 || end-first > maxHeadlineSource || r.tokenAt(content.End)-r.tokenAt(content.Start) <= end-first || !r.isSource(end-1) {
		return drafts
	}
	for _, d := range drafts {
		if overlap(d.content, []rapporteur.Span{content}) {
			return drafts
		}
	}
	cue := rapporteur.Span{Start: content.End, End: content.End + len(":")}
	drafts = append(drafts, &draft{source: []rapporteur.Span{source}, cue: []rapporteur.Span{cue}, content: []rapporteur.Span{content}, posterior: headlinePosterior})
	sortDrafts(drafts)
	return drafts
}

// headlinePosterior is that of what a headline says whose news it is.
const headlinePosterior = 0.8
