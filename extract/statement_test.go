package extract

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"rapporteur"
)

var update = flag.Bool("update", false, "write what the cases of testdata give")

// Each archive holds pairs of files: NAME, a marked text, and NAME.want, its
// statements.
func TestStatements(t *testing.T) {
	paths, _ := filepath.Glob("testdata/*.txtar")
	if len(paths) == 0 {
		t.Fatal("no cases")
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var kept []txtar.File
		for i, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".want") {
				continue
			}
			doc, a := parseMarked(string(file.Data))
			got := listing(doc.Text, Record(doc, a, &rapporteur.Links{}).Statements)
			want := ""
			if i+1 < len(archive.Files) && archive.Files[i+1].Name == file.Name+".want" {
				want = string(archive.Files[i+1].Data)
			}
			t.Run(filepath.Base(path)+"/"+file.Name, func(t *testing.T) {
				if got != want && !*update {
					t.Errorf("%s\ngot:\n%s\nwant:\n%s", doc.Text, got, want)
				}
			})
			kept = append(kept, file, txtar.File{Name: file.Name + ".want", Data: []byte(got)})
		}
		if *update {
			archive.Files = kept
			if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func listing(text string, statements []rapporteur.Statement) string {
	var b strings.Builder
	for _, s := range statements {
		fmt.Fprintf(&b, "%s %s %s %.2f", s.ID, s.Kind, s.Act, posterior(s))
		if s.Within != "" {
			fmt.Fprintf(&b, " within %s", s.Within)
		}
		b.WriteByte('\n')
		for _, part := range []struct {
			name  string
			spans []rapporteur.Span
		}{{"source", s.Source}, {"cue", s.Cue}, {"content", s.Content}, {"chain", s.Chain}} {
			for _, span := range part.spans {
				fmt.Fprintf(&b, "  %s: %s\n", part.name, strings.ReplaceAll(span.In(text), "\n", "¶"))
			}
		}
	}
	return b.String()
}

// posterior is that from which the confidence of a statement was computed, which no
// new scale changes.
func posterior(s rapporteur.Statement) float64 { return 1 / (1 + math.Exp(-statementGround(&s))) }

func TestStatementsOfNothing(t *testing.T) {
	if got := newReading("", &rapporteur.Analysis{}).told(); len(got) != 0 {
		t.Errorf("got %v", got)
	}
	phrase := []rapporteur.Phrase{{Tokens: rapporteur.TokenRange{First: -1, End: 7}}}
	a := &rapporteur.Analysis{Speech: []rapporteur.Attribution{{}, {Content: phrase}}}
	if got := newReading("Oram spoke.", a).told(); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestStatementsOfNoise(t *testing.T) {
	for _, unit := range noise {
		const head = "[a:source Oram] [a:cue said], citing Tass: [a:content “No.”] [b:content “Never.”] "
		doc, a := parseMarked(head)
		rest := strings.Repeat(unit, 1<<16/len(unit))
		tokens := tokenise(rest)
		for _, t := range tokens {
			t.Start, t.End = t.Start+len(doc.Text), t.End+len(doc.Text)
			a.Tokens = append(a.Tokens, t)
		}
		doc.Text += rest
		a.Sentences = split(doc.Text, a.Tokens)
		n := len(a.Tokens)
		for i := 10; i+7 < n; i += n/1000 + 5 {
			phrase := []rapporteur.Phrase{{Tokens: rapporteur.TokenRange{First: i, End: i + 7}}}
			a.Speech = append(a.Speech, rapporteur.Attribution{Content: phrase})
			a.Speech = append(a.Speech, rapporteur.Attribution{Content: phrase, Cue: phrase, Source: phrase})
		}
		checkStatements(t, doc.Text, newReading(doc.Text, a).told())
	}
}

// FuzzStatements gives any text any phrases: four bytes choose the attribution,
// the part, the first token and the length of each.
func FuzzStatements(f *testing.F) {
	for _, text := range quotedTexts {
		f.Add(text, []byte{0, 0, 0, 2, 0, 1, 2, 1, 0, 2, 3, 9, 1, 2, 4, 2, 1, 2, 5, 30})
		f.Add(text, []byte{0, 0, 2, 2, 0, 1, 4, 1, 0, 2, 5, 9, 0, 3, 5, 1, 0, 3, 0, 90})
		f.Add(text, []byte{0, 2, 0, 200, 1, 1, 3, 0, 1, 2, 2, 4, 2, 2, 0, 200})
	}
	f.Fuzz(func(t *testing.T, text string, phrases []byte) {
		if !utf8.ValidString(text) {
			t.Skip("a document's text is valid UTF-8")
		}
		doc := &rapporteur.Document{Text: text}
		a := anyAnalysis(text, phrases)
		got := newReading(doc.Text, a).told()
		checkStatements(t, text, got)
		if again := newReading(doc.Text, a).told(); !reflect.DeepEqual(got, again) {
			t.Errorf("differs the second time:\n%v\n%v", got, again)
		}
	})
}

func anyAnalysis(text string, phrases []byte) *rapporteur.Analysis {
	a := &rapporteur.Analysis{Tokens: tokenise(text), Speech: make([]rapporteur.Attribution, 4)}
	a.Sentences = split(text, a.Tokens)
	for ; len(phrases) >= 4; phrases = phrases[4:] {
		first := int(phrases[2]) - 2
		p := rapporteur.Phrase{Tokens: rapporteur.TokenRange{First: first, End: first + int(phrases[3])}}
		s := &a.Speech[phrases[0]%4]
		s.Posterior = float64(phrases[0]) / 255
		switch phrases[1] % 4 {
		case 0:
			s.Source = append(s.Source, p)
		case 1:
			s.Cue = append(s.Cue, p)
		case 2:
			s.Content = append(s.Content, p)
		case 3:
			a.Times = append(a.Times, rapporteur.Time{Phrase: p, Type: rapporteur.DateTime, Value: "2031-02-03"})
		}
	}
	return a
}

func checkStatements(t *testing.T, text string, statements []rapporteur.Statement) {
	t.Helper()
	byID := map[string]rapporteur.Statement{}
	for _, s := range statements {
		if _, ok := byID[s.ID]; ok || s.ID == "" {
			t.Errorf("id %q is not unique", s.ID)
		}
		byID[s.ID] = s
		if len(s.Content) == 0 || words(text, s.Content[0]).Empty() {
			t.Errorf("%s has no content", s.ID)
		}
		for _, spans := range [][]rapporteur.Span{s.Source, s.Cue, s.Content} {
			checkSpans(t, text, spans)
			for i := 1; i < len(spans); i++ {
				if spans[i].Start < spans[i-1].End {
					t.Errorf("%s: %v overlap", s.ID, spans)
				}
			}
		}
		checkSpans(t, text, s.Chain)
		checkSpans(t, text, s.Evidence)
		if !slices.IsSortedFunc(s.Evidence, compareSpans) {
			t.Errorf("%s: evidence %v is out of order", s.ID, s.Evidence)
		}
	}
	for _, s := range statements {
		for steps, w := 0, s.Within; w != ""; steps++ {
			outer, ok := byID[w]
			if !ok || steps > len(statements) {
				t.Fatalf("%s is within %q", s.ID, w)
			}
			w = outer.Within
		}
	}
}

func checkSpans(t *testing.T, text string, spans []rapporteur.Span) {
	t.Helper()
	border := func(i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }
	for _, s := range spans {
		if s.Start < 0 || s.Start >= s.End || s.End > len(text) || !border(s.Start) || !border(s.End) {
			t.Fatalf("bad span %v in %d bytes", s, len(text))
		}
	}
}

func BenchmarkStatements(b *testing.B) {
	const marked = "[a:source The envoy, Ilse Oram,] [a:cue said] on Monday, citing two aides: [a:content “The bridge stays shut.”] “We wait.” He left.\n"
	var text strings.Builder
	var phrases []markedPhrase
	for i := range 2000 {
		doc, a := parseMarked(marked)
		for _, s := range a.Speech {
			for part, list := range map[string][]rapporteur.Phrase{"source": s.Source, "cue": s.Cue, "content": s.Content} {
				span := a.Span(list[0].Tokens)
				span.Start, span.End = span.Start+text.Len(), span.End+text.Len()
				phrases = append(phrases, markedPhrase{label: fmt.Sprint(i), part: part, span: span})
			}
		}
		text.WriteString(doc.Text)
	}
	doc := &rapporteur.Document{Text: text.String()}
	a := analyse(doc.Text, phrases, nil)
	b.SetBytes(int64(len(doc.Text)))
	for b.Loop() {
		newReading(doc.Text, a).told()
	}
}
