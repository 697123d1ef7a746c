package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur"
)

// A marked text holds the phrases of its attributions in brackets:
//
//	[a:source The envoy] [a:cue said] [a:content “No.”]
//
// Before the colon stands which attribution, after it which phrase; thought is
// the cue of one that is thought, and @0.4 behind it sets the posterior. Marks
// nest; other brackets are text.
var markHead = regexp.MustCompile(`^\[(\w+):(source|cue|thought|content)(?:@([0-9.]+))? `)

type markedPhrase struct {
	label, part string
	span        rapporteur.Span
}

// parseMarked returns the text without its marks, and what they say.
func parseMarked(marked string) (*rapporteur.Document, *rapporteur.Analysis) {
	var text strings.Builder
	var stack []int
	var phrases []markedPhrase
	posteriors := map[string]float64{}
	for len(marked) > 0 {
		if m := markHead.FindStringSubmatch(marked); m != nil {
			stack = append(stack, len(phrases))
			phrases = append(phrases, markedPhrase{label: m[1], part: m[2], span: rapporteur.Span{Start: text.Len()}})
			if p, err := strconv.ParseFloat(m[3], 64); err == nil {
				posteriors[m[1]] = p
			}
			marked = marked[len(m[0]):]
			continue
		}
		if marked[0] == ']' && len(stack) > 0 {
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if top >= 0 {
				phrases[top].span.End = text.Len()
				marked = marked[1:]
				continue
			}
		}
		if marked[0] == '[' {
			stack = append(stack, -1)
		}
		text.WriteByte(marked[0])
		marked = marked[1:]
	}
	doc := &rapporteur.Document{Text: text.String()}
	return doc, analyse(doc.Text, phrases, posteriors)
}

func analyse(text string, phrases []markedPhrase, posteriors map[string]float64) *rapporteur.Analysis {
	a := &rapporteur.Analysis{Tokens: tokenise(text)}
	a.Sentences = split(text, a.Tokens)
	index := map[string]int{}
	for _, p := range phrases {
		i, ok := index[p.label]
		if !ok {
			i = len(a.Speech)
			index[p.label] = i
			a.Speech = append(a.Speech, rapporteur.Attribution{Posterior: cmp.Or(posteriors[p.label], 1)})
		}
		phrase := rapporteur.Phrase{Tokens: tokensIn(a.Tokens, p.span), Posterior: 1}
		switch s := &a.Speech[i]; p.part {
		case "source":
			s.Source = append(s.Source, phrase)
		case "content":
			s.Content = append(s.Content, phrase)
		case "thought":
			s.Thought = 1
			fallthrough
		case "cue":
			s.Cue = append(s.Cue, phrase)
		}
	}
	return a
}

func tokensIn(tokens []rapporteur.Token, s rapporteur.Span) rapporteur.TokenRange {
	at := func(offset int) int {
		i, _ := slices.BinarySearchFunc(tokens, offset, func(t rapporteur.Token, o int) int { return cmp.Compare(t.Start, o) })
		return i
	}
	return rapporteur.TokenRange{First: at(s.Start), End: at(s.End)}
}

// tokenise cuts text into words, abbreviations such as U.S., and single other
// characters.
func tokenise(text string) []rapporteur.Token {
	var tokens []rapporteur.Token
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			i += size
			continue
		}
		end := max(i+size, wordEnd(text, i))
		if strings.Contains(text[i:end], ".") && strings.HasPrefix(text[end:], ".") {
			end++
		}
		tokens = append(tokens, rapporteur.Token{Span: rapporteur.Span{Start: i, End: end}})
		i = end
	}
	return tokens
}

// wordEnd returns the end of the word at i, which punctuation may join.
func wordEnd(text string, i int) int {
	end := i
	for j := i; j < len(text); {
		r, size := utf8.DecodeRuneInString(text[j:])
		j += size
		if isWord(r) {
			end = j
		} else if j-size != end || end == i || !strings.ContainsRune("'’.,-", r) {
			break
		}
	}
	return end
}

var sentenceEnd = regexp.MustCompile(`[.!?]["'”’»]*\s+$`)

// split ends sentences at paragraphs and after full stops before anything but
// a small letter.
func split(text string, tokens []rapporteur.Token) []rapporteur.TokenRange {
	var sentences []rapporteur.TokenRange
	starts := map[int]bool{}
	for _, p := range paragraphs(text) {
		starts[p.Start] = true
	}
	first := 0
	for i, t := range tokens {
		r, _ := utf8.DecodeRuneInString(text[t.Start:])
		ends := sentenceEnd.MatchString(text[max(0, t.Start-12):t.Start]) && !unicode.IsLower(r)
		if i > first && (starts[t.Start] || ends) {
			sentences = append(sentences, rapporteur.TokenRange{First: first, End: i})
			first = i
		}
	}
	if first < len(tokens) {
		sentences = append(sentences, rapporteur.TokenRange{First: first, End: len(tokens)})
	}
	return sentences
}
