package main

import (
	"regexp"
	"strings"
	"testing"

	"rapporteur"
)

var tokenPattern = regexp.MustCompile(`[\p{L}\p{N}]+|\S`)

// analysisOf makes the analysis of a text in which the attributions are given as
// the words of source, cue and content, pieces parted by "|"; words are those of
// their first occurrence.
func analysisOf(t *testing.T, text string, attributions ...[roles]string) *rapporteur.Analysis {
	t.Helper()
	a := &rapporteur.Analysis{}
	for _, at := range tokenPattern.FindAllStringIndex(text, -1) {
		a.Tokens = append(a.Tokens, rapporteur.Token{Span: rapporteur.Span{Start: at[0], End: at[1]}})
	}
	for _, words := range attributions {
		a.Attributions = append(a.Attributions, rapporteur.Attribution{
			Source:  phrases(t, a, text, words[sourceRole]),
			Cue:     phrases(t, a, text, words[cueRole]),
			Content: phrases(t, a, text, words[contentRole]),
		})
	}
	return a
}

func phrases(t *testing.T, a *rapporteur.Analysis, text, pieces string) (out []rapporteur.Phrase) {
	t.Helper()
	for words := range strings.SplitSeq(pieces, "|") {
		if words == "" {
			continue
		}
		at := strings.Index(text, words)
		if at < 0 {
			t.Fatalf("%q is not in %q", words, text)
		}
		out = append(out, phraseAt(a, rapporteur.Span{Start: at, End: at + len(words)}))
	}
	return out
}

func phraseAt(a *rapporteur.Analysis, s rapporteur.Span) rapporteur.Phrase {
	spans := make([]rapporteur.Span, len(a.Tokens))
	for i, token := range a.Tokens {
		spans[i] = token.Span
	}
	return rapporteur.Phrase{Tokens: touched(spans, s), Posterior: 1}
}

// programOf analyses documents by looking their texts up.
func programOf(t *testing.T, analyses map[string]*rapporteur.Analysis) Program {
	return Program{Analyze: func(doc *rapporteur.Document) *rapporteur.Analysis {
		if a, ok := analyses[doc.Text]; ok {
			return a
		}
		t.Errorf("no analysis of %q", doc.Text)
		return &rapporteur.Analysis{}
	}}
}

// wantFigures compares figures with lines "name value".
func wantFigures(t *testing.T, got []Figure, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d figures, want %d: %v", len(got), len(want), got)
	}
	for i, f := range got {
		if f.String() != want[i] {
			t.Errorf("got %s, want %s", f, want[i])
		}
	}
}
