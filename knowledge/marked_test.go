package knowledge

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"rapporteur"
)

// A marked text holds its mentions in brackets and its names in braces:
//
//	[person1 The foreign minister of {place Norvia}], [person1 {person Edda Brekke}]
//
// The number behind a type of mention is its cluster. {source …} are the words for
// those who speak, {said …} what they say. Marks nest.
var markStart = regexp.MustCompile(`^([\[{])([a-z]+)(\d*) `)

type mark struct {
	open, kind string
	cluster    int
	first, end int // bytes
}

// marked returns the report and the analysis of a marked text.
func marked(t testing.TB, date, text string) (*rapporteur.Document, *rapporteur.Analysis) {
	t.Helper()
	var b strings.Builder
	var marks []*mark
	var open []*mark
	for text != "" {
		if m := markStart.FindStringSubmatch(text); m != nil {
			k := &mark{open: m[1], kind: m[2], first: b.Len(), cluster: -1}
			if n, err := strconv.Atoi(m[3]); err == nil {
				k.cluster = n
			}
			marks, open, text = append(marks, k), append(open, k), text[len(m[0]):]
			continue
		}
		if (text[0] == ']' || text[0] == '}') && len(open) > 0 {
			open[len(open)-1].end, open, text = b.Len(), open[:len(open)-1], text[1:]
			continue
		}
		b.WriteByte(text[0])
		text = text[1:]
	}
	doc := &rapporteur.Document{Text: b.String()}
	if date != "" {
		day, err := time.Parse(time.DateOnly, date)
		if err != nil {
			t.Fatal(err)
		}
		doc.Published = day
	}
	return doc, analysisOf(doc.Text, marks)
}

var tokenPattern = regexp.MustCompile(`['’]s\b|[\p{L}\p{N}]+(?:\.[A-Za-z]\.?)*|[^\s\p{L}\p{N}]`)

// analysisOf has no tree and no tags, as an analysis of a text that is no English.
func analysisOf(text string, marks []*mark) *rapporteur.Analysis {
	a := &rapporteur.Analysis{}
	for _, at := range tokenPattern.FindAllStringIndex(text, -1) {
		a.Tokens = append(a.Tokens, rapporteur.Token{Span: rapporteur.Span{Start: at[0], End: at[1]}})
	}
	first := 0
	for i, token := range a.Tokens {
		if w := token.In(text); w == "." || w == "?" || i+1 == len(a.Tokens) {
			a.Sentences = append(a.Sentences, rapporteur.TokenRange{First: first, End: i + 1})
			first = i + 1
		}
	}
	var speech rapporteur.Attribution
	clusters := map[int]int{}
	for _, m := range marks {
		r := rapporteur.TokenRange{}
		for i, token := range a.Tokens {
			if token.End <= m.first {
				r.First = i + 1
			}
			if token.Start < m.end {
				r.End = i + 1
			}
		}
		phrase := rapporteur.Phrase{Tokens: r, Posterior: 1}
		switch {
		case m.kind == "source":
			speech.Source = append(speech.Source, phrase)
		case m.kind == "said":
			speech.Content = append(speech.Content, phrase)
			a.Speech = append(a.Speech, speech)
			speech = rapporteur.Attribution{}
		case m.open == "{":
			a.Names = append(a.Names, rapporteur.Name{Phrase: phrase, Type: rapporteur.NameType(m.kind)})
		default:
			c, ok := clusters[m.cluster]
			if !ok || m.cluster < 0 {
				c = len(a.Clusters)
				a.Clusters = append(a.Clusters, nil)
				clusters[m.cluster] = c
			}
			a.Clusters[c] = append(a.Clusters[c], len(a.Mentions))
			head := r.End - 1
			for i := r.First; i < r.End; i++ {
				if w := a.Tokens[i].In(text); i > r.First && (w == "of" || w == "," || w == "for" || w == "to" || w == "from") {
					head = i - 1
					break
				}
			}
			a.Mentions = append(a.Mentions, rapporteur.Mention{Tokens: r, Head: head, Type: rapporteur.MentionType(m.kind), Cluster: c, Posterior: 1})
		}
	}
	return a
}
