package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
)

const timemlFile = `<?xml version="1.0" ?>
<TimeML>
<DCT><TIMEX3 tid="t0" type="DATE" value="2031-05-14" functionInDocument="CREATION_TIME">2031-05-14</TIMEX3></DCT>
<EXTRAINFO>Skarv &amp;Cx1f; &odd; <TIMEX3 type="DATE" value="2031">2031</TIMEX3></EXTRAINFO>
<TEXT>
The <EVENT>talks</EVENT> &amp; the ferry wait until <TIMEX3 tid="t1" type="DATE" value="2031-05-16">Friday</TIMEX3>, for <TIMEX3 tid="t2" type="DURATION" value="P2D">two
days</TIMEX3>. <TIMEX3 tid="t3" type="DATE" value=""></TIMEX3>It is late <TIMEX3 tid="t4" type="SET" value="P1D">every day</TIMEX3>.
</TEXT>
</TimeML>`

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadTimeML(t *testing.T) {
	docs, err := readTimeML(writeFile(t, "a.tml", timemlFile))
	if err != nil {
		t.Fatal(err)
	}
	d := docs[0]
	if got := d.published.Format("2006-01-02T15:04"); got != "2031-05-14T00:00" || !d.publishedDay {
		t.Errorf("published %s, the day alone %v", got, d.publishedDay)
	}
	var got []string
	for _, x := range d.times {
		got = append(got, x.kind+" "+x.value+" "+x.span.In(d.text))
	}
	want := []string{"DATE 2031-05-16 Friday", "DURATION P2D two\ndays", "SET P1D every day"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if !strings.HasPrefix(d.text, "\nThe talks & the ferry") {
		t.Errorf("text %q", d.text)
	}
}

func TestReadTimeMLRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a.tml", "<TimeML><DCT/></TimeML>", "no TEXT element"},
		{"b.tml", "", "no TEXT element"},
		{"c.tml", "<TimeML><TEXT>x\x00</TEXT></TimeML>", "illegal character"},
	} {
		path := writeFile(t, c.name, c.text)
		if _, err := readTimeML(path); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.name) {
			t.Errorf("%q: %v", c.text, err)
		}
	}
	if _, err := readTimeML(t.TempDir()); err == nil || !strings.Contains(err.Error(), "no TimeML file") {
		t.Errorf("an empty folder: %v", err)
	}
}

// One expression of three is the same, one overlaps with another type and value,
// one is missed; one found is none.
func TestCountTimes(t *testing.T) {
	a := &rapporteur.Analysis{}
	text := "They met on Friday for two long days , again every week or so ."
	at := 0
	for w := range strings.FieldsSeq(text) {
		at += strings.Index(text[at:], w)
		a.Tokens = append(a.Tokens, rapporteur.Token{Span: rapporteur.Span{Start: at, End: at + len(w)}})
		at += len(w)
	}
	span := func(words string) rapporteur.Span {
		i := strings.Index(text, words)
		return rapporteur.Span{Start: i, End: i + len(words)}
	}
	time := func(first, end int, kind rapporteur.TimeType, value string) rapporteur.Time {
		return rapporteur.Time{Phrase: rapporteur.Phrase{Tokens: rapporteur.TokenRange{First: first, End: end}}, Type: kind, Value: value}
	}
	want := []timex{{span("Friday"), "DATE", "2031-05-16"}, {span("two long days"), "DURATION", "P2D"}, {span("every week"), "SET", "P1W"}}
	a.Times = []rapporteur.Time{
		time(0, 1, "DATE", "2031"), time(3, 4, "DATE", "2031-05-16"), time(5, 6, "DATE", "2031"), time(6, 8, "DURATION", "P2D"),
	}
	n := countTimes(want, a)
	got := map[string]int{"strict": n.strict.Hit, "relaxed": n.relaxed.Hit, "type": n.kind.Hit, "value": n.value.Hit, "gold": n.value.Gold, "given": n.value.Given}
	if diff := cmp.Diff(map[string]int{"strict": 1, "relaxed": 2, "type": 1, "value": 1, "gold": 3, "given": 4}, got); diff != "" {
		t.Error(diff)
	}
}

// The scorer agrees with itself: what the files say scores 100.
func TestScoreTimeMLOfGold(t *testing.T) {
	path := writeFile(t, "a.tml", timemlFile)
	docs, err := readTimeML(path)
	if err != nil {
		t.Fatal(err)
	}
	program := Program{Analyze: func(doc *rapporteur.Document) *rapporteur.Analysis {
		if doc.Published.IsZero() || doc.Text != docs[0].text {
			t.Errorf("given %q of %v", doc.Text, doc.Published)
		}
		a := &rapporteur.Analysis{}
		for i, x := range docs[0].times {
			a.Tokens = append(a.Tokens, rapporteur.Token{Span: x.span})
			a.Times = append(a.Times, rapporteur.Time{Phrase: rapporteur.Phrase{Tokens: rapporteur.TokenRange{First: i, End: i + 1}}, Type: rapporteur.TimeType(x.kind), Value: x.value})
		}
		return a
	}}
	got, err := scoreTimeML(program, []string{path})
	if err != nil || len(got) != 12 {
		t.Fatal(got, err)
	}
	for _, f := range got {
		if f.Value != 100 {
			t.Error(f)
		}
	}
}

func TestHeldTimeML(t *testing.T) {
	for name, want := range map[string]bool{"a.tml": false, "d.tml": heldTenth("d.tml"), "._d.tml": false, "d.txt": false} {
		if got := heldTimeML(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
