package main

import (
	"strings"
	"testing"

	"rapporteur"
)

// The documents of testdata/conllu.
const (
	crews   = "\"Crews don't sail,\" Odo Marrin said. Wait…Then talks.\n\nIna left and Odo too."
	keepers = "Locks’ keepers cannot wait."
	dunno   = "I dunno."
)

func TestConlluFigures(t *testing.T) {
	p := programOf(t, map[string]*rapporteur.Analysis{
		// A token for two words; a sentence for two.
		crews: analysisCut(t, crews, `"|Crews|do|n't|sail|,|"|Odo Marrin|said|.‖Wait|…|Then|talks|.‖Ina|left|and|Odo|too|.`),
		// Two tokens for two words each, of which one is a token of the treebank.
		keepers: analysisCut(t, keepers, `Locks’|keepers|cannot|wait|.`),
		// Two tokens for three words, three sentences for one.
		dunno: analysisCut(t, dunno, `I‖dun‖no|.`),
	})
	got, err := scoreConllu(p, []string{"testdata/conllu"})
	if err != nil {
		t.Fatal(err)
	}
	wantFigures(t, got,
		"words.f1 81.3", "words.p 86.7", "words.r 76.5", // 20+3+3 of 22+7+5, 21+5+4 given
		"sentence.f1 46.2", "sentence.p 42.9", "sentence.r 50.0") // 2+1+0 of 4+1+1, 3+1+3 given
}

func TestConlluFile(t *testing.T) {
	p := programOf(t, map[string]*rapporteur.Analysis{dunno: analysisCut(t, dunno, `I|du|n|no|.`)})
	got, err := scoreConllu(p, []string{"testdata/conllu/lock.conllu"})
	if err != nil {
		t.Fatal(err)
	}
	wantFigures(t, got,
		"words.f1 100.0", "words.p 100.0", "words.r 100.0", "sentence.f1 100.0", "sentence.p 100.0", "sentence.r 100.0")
}

func TestAlignWords(t *testing.T) {
	for _, c := range []struct{ name, text, words, tokens, want string }{
		{"the same", "Tolls rise.", "Tolls|rise|.", "Tolls|rise|.", "Tolls=Tolls rise=rise .=."},
		{"nothing found", "Tolls rise.", "Tolls|rise|.", "", ""},
		{"cut too often", "Tolls rise.", "Tolls|rise|.", "To|lls|r|ise|.", ".=."},
		{"cut too seldom", "Tolls rise.", "Tolls|rise|.", "Tolls rise|.", ".=."},
		{"cut elsewhere", "abcd e", "ab|cd|e", "abc|d|e", "e=e"},
		{"a token's words", "They don't.", "They|don't=do+n't|.", "They|do|n't|.", "They=They do=do n't=n't .=."},
		{"a token's words whole", "They don't.", "They|don't=do+n't|.", "They|don't|.", "They=They .=."},
		{"in capitals", "DON'T", "DON'T=do+n't", "DO|N'T", "do=DO n't=N'T"},
		{"written otherwise", "dont au", "dont=do+n't|au=à+le", "do|nt|au", "do=do"},
		{"the longest row of forms", "abcabd", "abcabd=ab+x+c+abd", "ab|c|ab|d", "ab=ab c=c"},
		{"a token that sticks out", "don't, no", "don't=do+n't|,|no", "do|n't,|no", "do=do no=no"},
		{"a token that sticks in", "-can't", "-|can't=ca+n't", "-ca|n't", "n't=n't"},
		{"one that sticks out with a word's form", "abc", "ab=a+bc|c", "a|bc", "a=a"},
		{"one that sticks in with a word's form", "abc", "a|bc=ab+c", "ab|c", "c=c"},
		{"the same form beside", "not cannot not", "not|cannot=can+not|not", "not|cannot|not", "not=not not=not"},
		{"characters left out", "\u200bTolls rise \u0001 again\u200b.", "\u200bTolls|rise|\u0001|again\u200b|.", "Tolls|rise|again|.", "rise=rise .=."},
	} {
		d, analysis := documentCut(t, c.text, c.words), analysisCut(t, c.text, c.tokens)
		var got []string
		for _, p := range alignWords(d, analysis.Tokens) {
			got = append(got, d.words[p.word].form+"="+analysis.Tokens[p.token].In(c.text))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.name, s, c.want)
		}
	}
}

// A sentence whose first or last character is left out is wrong, the others are
// not.
func TestSentencesWithCharactersLeftOut(t *testing.T) {
	const text = "Tolls\u200brise. Locks shut.\u200b Boats turn."
	d := documentCut(t, text, "Tolls\u200brise|.|Locks|shut|.|\u200b|Boats|turn|.")
	d.sentences = []rapporteur.Span{d.words[0].token.Cover(d.words[1].token),
		d.words[2].token.Cover(d.words[5].token), d.words[6].token.Cover(d.words[8].token)}
	got := countSentences(d.sentences, analysisCut(t, text, "Tolls|rise|.‖Locks|shut|.‖Boats|turn|."))
	if got.Hit != 2 || got.Gold != 3 || got.Given != 3 {
		t.Errorf("got %+v, want 2 of 3, 3 given", got)
	}
}

// analysisCut makes the analysis of a text from its tokens, "|" between two and
// "‖" between two sentences.
func analysisCut(t *testing.T, text, tokens string) *rapporteur.Analysis {
	t.Helper()
	a, end := &rapporteur.Analysis{}, 0
	for sentence := range strings.SplitSeq(tokens, "‖") {
		first := len(a.Tokens)
		for token := range strings.SplitSeq(sentence, "|") {
			if token != "" {
				a.Tokens = append(a.Tokens, rapporteur.Token{Span: after(t, text, &end, token)})
			}
		}
		if first < len(a.Tokens) {
			a.Sentences = append(a.Sentences, rapporteur.TokenRange{First: first, End: len(a.Tokens)})
		}
	}
	return a
}

// documentCut makes a document from its tokens, "|" between two; the words of one
// of several stand after it: "don't=do+n't".
func documentCut(t *testing.T, text, tokens string) treebankDocument {
	t.Helper()
	d, end := treebankDocument{text: text}, 0
	for token := range strings.SplitSeq(tokens, "|") {
		form, words, several := strings.Cut(token, "=")
		if !several {
			words = form
		}
		place := after(t, text, &end, form)
		for word := range strings.SplitSeq(words, "+") {
			d.words = append(d.words, treebankWord{word, place})
		}
	}
	return d
}

// after finds the next place of a form and moves end behind it.
func after(t *testing.T, text string, end *int, form string) rapporteur.Span {
	t.Helper()
	i := strings.Index(text[*end:], form)
	if i < 0 {
		t.Fatalf("no %q after byte %d of %q", form, *end, text)
	}
	s := rapporteur.Span{Start: *end + i, End: *end + i + len(form)}
	*end = s.End
	return s
}
