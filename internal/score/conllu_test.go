package main

import (
	"fmt"
	"slices"
	"strconv"
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
		"sentence.f1 46.2", "sentence.p 42.9", "sentence.r 50.0", // 2+1+0 of 4+1+1, 3+1+3 given
		"uas 56.3", "uas.p 60.0", "uas.r 52.9", // 9+2+0+6 by sentence, 0, 1: of a head that is no word none hangs
		"las 56.3", "las.p 60.0", "las.r 52.9",
		"tag 81.3", "tag.p 86.7", "tag.r 76.5") // all words have the same
}

func TestConlluFile(t *testing.T) {
	p := programOf(t, map[string]*rapporteur.Analysis{dunno: analysisCut(t, dunno, `I|du|n|no|.`)})
	got, err := scoreConllu(p, []string{"testdata/conllu/lock.conllu"})
	if err != nil {
		t.Fatal(err)
	}
	wantFigures(t, got,
		"words.f1 100.0", "words.p 100.0", "words.r 100.0", "sentence.f1 100.0", "sentence.p 100.0", "sentence.r 100.0",
		"uas 100.0", "uas.p 100.0", "uas.r 100.0", "las 100.0", "las.p 100.0", "las.r 100.0", "tag 100.0", "tag.p 100.0", "tag.r 100.0")
}

// Pairs of a treebank's document and an analysis, each a line a word: form, tag,
// head and relation, heads counted from 1 over the sentence, 0 at a root. A line
// "2-3 form" says that the token of the next words is one; an empty line ends a
// sentence. Counted by hand: right words, heads, heads with relations and tags of
// so many words on both sides.
func TestCountTreebank(t *testing.T) {
	const gold = "Ina NNP 2 nsubj\nleft VBD 0 root\nPort NNP 4 compound\nVell NNP 2 obj:x\n. . 2 punct"
	for _, c := range []struct {
		name, gold, given                             string
		words, heads, labelled, tags, inGold, inGiven int
	}{
		{"the same", gold, gold, 5, 5, 5, 5, 5, 5},
		{"another head", gold, strings.Replace(gold, "4 compound", "2 compound", 1), 5, 4, 4, 5, 5, 5},
		{"another relation", gold, strings.Replace(gold, "obj:x", "obl", 1), 5, 5, 4, 5, 5, 5},
		{"another subtype", gold, strings.Replace(gold, "obj:x", "obj:y", 1), 5, 5, 5, 5, 5, 5},
		{"another tag", gold, strings.Replace(gold, "VBD", "VBN", 1), 5, 5, 5, 4, 5, 5},
		{"another root", gold, strings.NewReplacer("2 nsubj", "0 root", "0 root", "1 nsubj").Replace(gold), 5, 3, 3, 5, 5, 5},
		{
			// "Port" is a root now, "." hangs on "Vell": 3 heads are others.
			"a sentence cut in two", gold,
			"Ina NNP 2 nsubj\nleft VBD 0 root\n\nPort NNP 0 root\nVell NNP 1 obj\n. . 2 punct", 5, 2, 2, 5, 5, 5,
		},
		{
			"two words for three", gold, "Ina NNP 2 nsubj\nleft VBD 0 root\nPortVell NNP 2 obj\n. . 2 punct", 3, 3, 3, 3, 5, 4,
		},
		{
			"a head that is no word", "go VB 2 dep\nPort NNP 0 root\n. . 2 punct",
			"go VB 2 dep\nPo NNP 0 root\nrt NNP 2 flat\n. . 2 punct", 2, 0, 0, 2, 3, 4,
		},
		{
			"a token of two words", "They PRP 4 nsubj\n2-3 don't\ndo VBP 4 aux\nn't RB 4 advmod\nsail VB 0 root",
			"They PRP 4 nsubj\ndo VBP 4 aux\nn't RB 4 advmod\nsail VB 0 root", 4, 4, 4, 4, 4, 4,
		},
		{
			"a token of two words, whole", "They PRP 4 nsubj\n2-3 don't\ndo VBP 4 aux\nn't RB 4 advmod\nsail VB 0 root",
			"They PRP 3 nsubj\ndon't VBP 3 aux\nsail VB 0 root", 2, 2, 2, 2, 4, 3,
		},
		{
			"a token of two words that are written otherwise", "1-2 dunno\ndo VBP 2 aux\nnot RB 0 root\n. . 2 punct",
			"du VBP 2 aux\nnno RB 0 root\n. . 2 punct", 1, 0, 0, 1, 3, 3,
		},
		{"no head marked", "Ina NNP _ _\nleft VBD _ _", "Ina NNP 2 nsubj\nleft VBD 0 root", 2, 0, 0, 2, 2, 2},
	} {
		d := documentOf(t, c.gold)
		got := countTreebank(d, analysisLike(t, d.text, c.given))
		all := []int{
			got.words.Hit, got.unlabelled.Hit, got.labelled.Hit, got.tags.Hit,
			got.words.Gold, got.unlabelled.Gold, got.words.Given, got.tags.Given,
		}
		want := []int{c.words, c.heads, c.labelled, c.tags, c.inGold, c.inGold, c.inGiven, c.inGiven}
		if !slices.Equal(all, want) {
			t.Errorf("%s: got %v, want %v", c.name, all, want)
		}
	}
}

// documentOf reads a document of short lines as TestCountTreebank describes them.
func documentOf(t *testing.T, lines string) treebankDocument {
	t.Helper()
	var b strings.Builder
	number := 0
	for line := range strings.SplitSeq(lines, "\n") {
		switch f := strings.Fields(line); len(f) {
		case 0:
			b.WriteString("\n")
			number = 0
		case 2:
			b.WriteString(node(f[0], f[1]))
		default:
			number++
			fmt.Fprintf(&b, "%d\t%s\t_\t_\t%s\t_\t%s\t%s\t_\t_\n", number, f[0], f[1], f[2], f[3])
		}
	}
	documents, err := parseTreebank(b.String())
	if err != nil {
		t.Fatal(err)
	}
	return documents[0]
}

// analysisLike makes the analysis of a text that says what such lines do, of
// which the forms stand in the text in their order.
func analysisLike(t *testing.T, text, lines string) *rapporteur.Analysis {
	t.Helper()
	a, end := &rapporteur.Analysis{}, 0
	for sentence := range strings.SplitSeq(lines, "\n\n") {
		first := len(a.Tokens)
		for line := range strings.SplitSeq(sentence, "\n") {
			f := strings.Fields(line)
			head, err := strconv.Atoi(f[2])
			if err != nil {
				t.Fatal(err)
			}
			if head += first - 1; head < first {
				head = len(a.Tokens)
			}
			at := afterLetters(t, text, &end, f[0])
			a.Tokens = append(a.Tokens, rapporteur.Token{Span: at})
			a.Tags = append(a.Tags, f[1])
			a.Tree = append(a.Tree, rapporteur.Arc{Head: head, Relation: f[3]})
		}
		a.Sentences = append(a.Sentences, rapporteur.TokenRange{First: first, End: len(a.Tokens)})
	}
	return a
}

// afterLetters is after, for a form between whose characters the text may have
// spaces.
func afterLetters(t *testing.T, text string, end *int, form string) rapporteur.Span {
	t.Helper()
	first, rest := form[:1], form[1:]
	s := after(t, text, end, first)
	for _, letter := range strings.Split(rest, "") {
		s.End = after(t, text, end, letter).End
	}
	return s
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
// "‖" between two sentences. All have the tag "_" and depend, by "dep", on the
// first of their sentence.
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
		for i := range a.Tokens[first:] {
			a.Tags = append(a.Tags, "_")
			a.Tree = append(a.Tree, rapporteur.Arc{Head: first, Relation: [...]string{"root", "dep"}[min(i, 1)]})
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
			d.words = append(d.words, treebankWord{form: word, token: place, part: place, head: noHead})
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
