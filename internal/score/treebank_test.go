package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur"
)

func TestReadTreebank(t *testing.T) {
	documents, err := readTreebank("testdata/conllu")
	if err != nil {
		t.Fatal(err)
	}
	want := []struct{ text, words, sentences string }{
		{crews, `"|Crews|do/don't|n't/don't|sail|,|"|Odo|Marrin|said|.|Wait|…|Then|talks|.|Ina|left|and|Odo|too|.`,
			`"Crews don't sail," Odo Marrin said.|Wait…|Then talks.|Ina left and Odo too.`},
		{keepers, `Locks|’|keepers|can/cannot|not/cannot|wait|.`, keepers},
		{dunno, `I|du/dunno|n/dunno|no/dunno|.`, dunno},
	}
	if len(documents) != len(want) {
		t.Fatalf("%d documents, want %d", len(documents), len(want))
	}
	for i, d := range documents {
		var words, sentences []string
		for _, w := range d.words {
			word := w.form
			if token := w.token.In(d.text); token != word {
				word += "/" + token
			}
			words = append(words, word)
		}
		for _, s := range d.sentences {
			sentences = append(sentences, s.In(d.text))
		}
		if d.text != want[i].text || strings.Join(words, "|") != want[i].words || strings.Join(sentences, "|") != want[i].sentences {
			t.Errorf("got %q\n%q\n%q, want %q", d.text, words, sentences, want[i])
		}
	}
}

// The text of a sentence is what the treebank's own comment says.
func TestTreebankText(t *testing.T) {
	paths := []string{"testdata/conllu"}
	for _, s := range sets {
		if strings.HasPrefix(s.Name, "conllu") {
			paths = append(paths, filepath.Join("..", "..", s.Default[0]))
		}
	}
	for _, path := range paths {
		if absent(path) {
			t.Logf("%s is absent", path)
			continue
		}
		documents, err := readTreebank(path)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range documents {
			for _, s := range d.sentences {
				got = append(got, s.In(d.text))
			}
		}
		for i, want := range textComments(t, path) {
			if i >= len(got) || got[i] != want {
				t.Fatalf("%s: sentence %d of %d differs", path, i+1, len(got))
			}
		}
	}
}

func textComments(t *testing.T, path string) (texts []string) {
	files, err := filesEnding(path, ".conllu")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if text, ok := strings.CutPrefix(line, "# text = "); ok {
				texts = append(texts, strings.TrimSpace(text))
			}
		}
	}
	return texts
}

// node is a line of CoNLL-U.
func node(id, form string) string { return id + "\t" + form + strings.Repeat("\t_", 8) + "\n" }

func TestParseTreebankBorders(t *testing.T) {
	a, b := node("1", "a"), node("1", "b")
	for _, c := range []struct{ name, data, want string }{
		{"sentences", a + "\n" + b, "a b"},
		{"several empty lines", "\n\n" + a + "\n \n" + b + "\n\n", "a b"},
		{"windows line ends", strings.ReplaceAll(a+"\n"+b, "\n", "\r\n"), "a b"},
		{"a paragraph", "# newpar\n" + a + "\n# newpar id = p2\n" + b, "a\n\nb"},
		{"a paragraph's other comments", a + "\n# newpar_block = p\n#newdocument\n" + b, "a b"},
		{"a document", a + "\n# sent_id = 2\n#newdoc\n# newpar\n" + b, "a|b"},
		{"a document without a sentence", "# newdoc id = x\n\n# newdoc id = y\n" + a, "a"},
		{"a form with a space", node("1", "1 000") + node("2", "b"), "1 000 b"},
	} {
		documents, err := parseTreebank(c.data)
		var texts []string
		for _, d := range documents {
			texts = append(texts, d.text)
		}
		if got := strings.Join(texts, "|"); err != nil || got != c.want {
			t.Errorf("%s: %q, %v, want %q", c.name, got, err, c.want)
		}
	}
}

func TestTreebankRefusesBadFiles(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ data, want string }{
		{node("1", "a") + "2\tb\n", "bad.conllu:2: 2 columns, want 10"},
		{node("1", "a") + node("3", "b"), "bad.conllu:2: number 3 after 1 words"},
		{node("x", "a"), "bad.conllu:1: number x after 0 words"},
		{node("1", ""), `bad.conllu:1: form "" is empty or has white space around it`},
		{node("1", "a\u00a0"), `bad.conllu:1: form "a\u00a0" is empty or has white space around it`},
		{node("1-x", "ab"), "bad.conllu:1: a token of words 1-x after one up to 0"},
		{node("1-2", "ab") + node("1-3", "abc"), "bad.conllu:2: a token of words 1-3 after one up to 2"},
		{"# newdoc\n\n", "bad.conllu:2: the file ends without a sentence"},
		{"", "bad.conllu:0: the file ends without a sentence"},
	} {
		path := filepath.Join(dir, "bad.conllu")
		os.WriteFile(path, []byte(c.data), 0o600)
		if _, err := readTreebank(path); err == nil || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.data, err, c.want)
		}
	}
	if _, err := readTreebank(t.TempDir()); err == nil || !strings.HasSuffix(err.Error(), "holds no .conllu file") {
		t.Errorf("empty folder: %v", err)
	}
	if _, err := readTreebank(filepath.Join(dir, "none.conllu")); err == nil || !strings.Contains(err.Error(), "none.conllu") {
		t.Errorf("no file: %v", err)
	}
}

// FuzzParseTreebank: tokens and sentences lie in the text in order, and an
// analysis of the same tokens has each word that is one.
func FuzzParseTreebank(f *testing.F) {
	for _, s := range []string{"", node("1", "a"), node("1-2", "ab") + node("1", "a") + node("2", "b"),
		"# newdoc\n" + node("1", "a") + "\n# newpar\n" + node("1", "b") + node("1.1", "c") + node("2-9", "d")} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data string) {
		documents, _ := parseTreebank(data)
		for _, d := range documents {
			var places []rapporteur.Span
			for _, w := range d.words {
				places = append(places, w.token)
			}
			places = slices.Compact(places)
			checkOrder(t, d.text, places)
			checkOrder(t, d.text, d.sentences)
			var tokens []rapporteur.Token
			for _, s := range places {
				tokens = append(tokens, rapporteur.Token{Span: s})
			}
			paired := map[int]bool{}
			for _, p := range alignWords(d, tokens) {
				paired[p.word] = true
			}
			for i, w := range d.words {
				if w.form == w.token.In(d.text) && !paired[i] && !shared(d.words, i) {
					t.Errorf("word %d of %q has no token", i, d.text)
				}
			}
		}
	})
}

// shared reports whether the token of a word has others.
func shared(words []treebankWord, i int) bool {
	return i > 0 && words[i-1].token == words[i].token || i+1 < len(words) && words[i+1].token == words[i].token
}

func checkOrder(t *testing.T, text string, spans []rapporteur.Span) {
	t.Helper()
	end := 0
	for _, s := range spans {
		if s.Start < end || s.Empty() || s.End > len(text) {
			t.Fatalf("%+v after %d in %q", s, end, text)
		}
		end = s.End
	}
}
