package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur"
)

// The documents of testdata/names.
const (
	meets = "HARBOUR COUNCIL MEETS\nMr Odo Marrin, the Vell Port's envoy, didn't meet Brenish traders. \"Pay $500 (£400) on Monday,\" Ina Osk said."
	kelp  = "Kelp Day"
)

func TestReadNamed(t *testing.T) {
	documents, err := readNamed("testdata/names")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct{ text, names string }{
		{meets, "organisation HARBOUR COUNCIL|person Odo Marrin|organisation Vell Port|group Brenish|money $500|money £400|person Ina|person Osk"},
		{kelp, "product Kelp|misc Day"},
	} {
		d := documents[i]
		var names []string
		for _, n := range d.names {
			names = append(names, string(n.kind)+" "+n.span.In(d.text))
		}
		if d.text != want.text || strings.Join(names, "|") != want.names {
			t.Errorf("got %q\n%q", d.text, names)
		}
	}
}

func TestNamedText(t *testing.T) {
	for _, c := range []struct{ tokens, want string }{
		{"Tolls rise . | Locks shut", "Tolls rise. Locks shut"},
		{"Tolls rise | Locks shut", "Tolls rise\nLocks shut"},
		{"Tolls ( new ) rise : 5 % !", "Tolls (new) rise: 5%!"},
		{`" Go , " said Ina , " now . "`, `"Go," said Ina, "now."`},
		// A mark that is left open closes with its sentence.
		{`" Go . | " Stay . "`, `"Go. "Stay."`},
		{"“ Go ” isn ’t it", "“Go” isn ’t it"},
		{"crews ’ wages , we ’ll go", "crews’ wages, we’ll go"},
		{". . . | ) x", "...) x"},
		{"| | x", "x"},
	} {
		var b strings.Builder
		for token := range strings.FieldsSeq(c.tokens) {
			if token == "|" {
				b.WriteString("\n")
			} else {
				b.WriteString(token + "\tO\n")
			}
		}
		d, err := parseNamed(b.String())
		if err != nil || d.text != c.want {
			t.Errorf("%s: got %q, %v, want %q", c.tokens, d.text, err, c.want)
		}
	}
}

func TestNamedLabels(t *testing.T) {
	for _, c := range []struct{ tsv, want string }{
		{"a\tI-Person\nb\tO\n", ""},
		{"a\tB-Person\nb\tB-Person\nc\tI-Person\n", "a|b c"},
		{"a\tB-Person\n\nb\tI-Person\n", "a"},
		{"a\tB-Date\nb\tI-Date\nc\tB-Misc\r\n", "c"},
		{"a\tB-Person\nb\n", "a"},
		{"a\tB-Facility\n,\tI-Facility\nb\tI-Facility\n", "a, b"},
	} {
		d, err := parseNamed(c.tsv)
		var got []string
		for _, n := range d.names {
			got = append(got, n.span.In(d.text))
		}
		if s := strings.Join(got, "|"); err != nil || s != c.want {
			t.Errorf("%q: got %q, %v, want %q", c.tsv, s, err, c.want)
		}
	}
	if _, err := parseNamed("a\tO\nb\tPerson\n"); err == nil || err.Error() != `2: no label is called "Person"` {
		t.Errorf("%v", err)
	}
}

func TestHeldTenth(t *testing.T) {
	for name, want := range map[string]bool{"": false, "!": true, "+": true, "ab": false, "aj": true} {
		if got := heldTenth(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// namedAnalysis is an analysis of a text with names, "type words" each, in order.
func namedAnalysis(t *testing.T, text string, names ...string) *rapporteur.Analysis {
	t.Helper()
	a, end := analysisOf(t, text), 0
	for _, name := range names {
		kind, words, _ := strings.Cut(name, " ")
		phrase := phraseAt(a, after(t, text, &end, words))
		a.Names = append(a.Names, rapporteur.Name{Phrase: phrase, Type: rapporteur.NameType(kind)})
	}
	return a
}

func TestNamesFigures(t *testing.T) {
	p := programOf(t, map[string]*rapporteur.Analysis{
		// One type wrong, one name too long, one of two for one; money missed.
		meets: namedAnalysis(t, meets, "organisation HARBOUR COUNCIL", "person Mr Odo Marrin", "place Vell Port", "group Brenish", "money $500", "person Ina Osk"),
		kelp:  namedAnalysis(t, kelp, "product Kelp", "misc Day"),
	})
	got, err := scoreNames(p, []string{"testdata/names"})
	if err != nil {
		t.Fatal(err)
	}
	wantFigures(t, got,
		"f1 55.6", "p 62.5", "r 50.0", // 5 of 10, 8 given
		"person.f1 0.0", "person.p 0.0", "person.r 0.0",
		"organisation.f1 66.7", "organisation.p 100.0", "organisation.r 50.0",
		"place.f1 0.0", "place.p 0.0", "place.r 0.0",
		"group.f1 100.0", "group.p 100.0", "group.r 100.0",
		"product.f1 100.0", "product.p 100.0", "product.r 100.0",
		"money.f1 66.7", "money.p 100.0", "money.r 50.0",
		"misc.f1 100.0", "misc.p 100.0", "misc.r 100.0")
}

// Names of GUM's phrases: "form tag head relation misc" a word.
func TestNamesOfMentions(t *testing.T) {
	for _, c := range []struct{ name, lines, want string }{
		{"a person with a title", "Envoy NNP 2 compound (1-person\nIna NNP 0 root _\nOsk NNP 2 flat 1)", "person Ina Osk"},
		{"a person and more", "Ina NNP 0 root (1-person\n, , 3 punct _\nwho WP 4 nsubj _\nleft VBD 1 acl:relcl 1)", "person Ina"},
		{"no proper noun", "the DT 2 det (1-person\nenvoy NN 0 root 1)", ""},
		{"a group", "the DT 2 det (1-person\nBrens NNPS 0 root 1)", ""},
		{"a name with links", "the DT 2 det (1-organization\nCouncil NNP 0 root _\nof IN 4 case _\nVell NNP 2 nmod (2-place)1)", "organisation Council of Vell"},
		{"whose name", "Vell NNP 3 nmod:poss (1-organization(2-place\n's POS 1 case 2)\nCouncil NNP 0 root 1)", "organisation Council|place Vell"},
		{"an apposition", "Vell NNP 0 root (1-place\n, , 3 punct _\nBren NNP 1 appos (2-place)1)", "place Bren|place Vell"},
		{"several", "Vell NNP 0 root (1-place(2-place)\nand CC 3 cc _\nBren NNP 1 conj (3-place)1)", "place Bren|place Vell"},
		{"another type", "March NNP 0 root (1-time)", ""},
		{"the words after", "Vell NNP 0 root (1-place\nin IN 4 case _\nthe DT 4 det _\nsouth NN 1 nmod 1)", "place Vell"},
	} {
		d := mentionsIn(t, c.lines)
		var got []string
		for _, n := range d.names() {
			got = append(got, string(n.kind)+" "+n.span.In(d.text))
		}
		slices.Sort(got)
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: got %q, want %q", c.name, s, c.want)
		}
	}
}

func mentionsIn(t *testing.T, lines string) treebankDocument {
	t.Helper()
	var b strings.Builder
	b.WriteString("# global.Entity = GRP-etype\n")
	number := 0
	for line := range strings.SplitSeq(lines, "\n") {
		number++
		f := strings.Fields(line)
		misc := "_"
		if f[4] != "_" {
			misc = "Entity=" + f[4]
		}
		fmt.Fprintf(&b, "%d\t%s\t_\t_\t%s\t_\t%s\t%s\t_\t%s\n", number, f[0], f[1], f[2], f[3], misc)
	}
	documents, err := parseTreebank(b.String())
	if err != nil {
		t.Fatal(err)
	}
	return documents[0]
}

func TestNamesGUMFigures(t *testing.T) {
	text := "Envoy Ina Osk left Vell for Bren ."
	data := strings.NewReplacer(" ", "\t", "|", "\n").Replace(
		"1 Envoy _ _ NNP _ 2 compound _ Entity=(1-person|2 Ina _ _ NNP _ 4 nsubj _ _|3 Osk _ _ NNP _ 2 flat _ Entity=1)|" +
			"4 left _ _ VBD _ 0 root _ _|5 Vell _ _ NNP _ 4 obj _ Entity=(2-place)|6 for _ _ IN _ 7 case _ _|" +
			"7 Bren _ _ NNP _ 4 obl _ Entity=(3-place)|8 . _ _ . _ 4 punct _ _|")
	file := filepath.Join(t.TempDir(), "GUM_news_ferry.conllu")
	os.WriteFile(file, []byte("# global.Entity = GRP-etype\n"+data), 0o600)
	p := programOf(t, map[string]*rapporteur.Analysis{
		text: namedAnalysis(t, text, "person Ina Osk", "organisation Vell", "place Bren", "misc ."),
	})
	got, err := scoreNamesGUM(p, []string{file})
	if err != nil {
		t.Fatal(err)
	}
	wantFigures(t, got,
		"f1 66.7", "p 66.7", "r 66.7",
		"person.f1 100.0", "person.p 100.0", "person.r 100.0",
		"organisation.f1 0.0", "organisation.p 0.0", "organisation.r 0.0",
		"place.f1 66.7", "place.p 100.0", "place.r 50.0")
}

// FuzzParseNamed: names lie in the text in order, and begin and end with a token.
func FuzzParseNamed(f *testing.F) {
	for _, s := range []string{"", "a\tB-Person\nb\tI-Person\n\nc\tB-Misc\tB-Date\n", "\"\tO\n$\tB-Money\n5\tI-Money\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, tsv string) {
		d, err := parseNamed(tsv)
		if err != nil {
			return
		}
		var spans []rapporteur.Span
		for _, n := range d.names {
			spans = append(spans, n.span)
		}
		checkOrder(t, d.text, spans)
	})
}
