package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"
	"golang.org/x/tools/txtar"

	"rapporteur"
)

var update = flag.Bool("update", false, "write what is printed into the cases")

// TestPage lays out the records of testdata/page. A case holds "record", whose
// spans are words of "text" ("words##2" for their second place), and the pages
// wanted: "page N" of N columns, "color N" the same with each change of style
// written as ‹parameters›.
func TestPage(t *testing.T) {
	files, err := filepath.Glob("testdata/page/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			record := caseRecord(t, archive)
			for i, f := range archive.Files {
				form, width, _ := strings.Cut(f.Name, " ")
				if form != "page" && form != "color" {
					continue
				}
				got := layout(t, record, width, form == "color")
				if *update {
					archive.Files[i].Data = []byte(got)
				} else if diff := gocmp.Diff(string(f.Data), got); diff != "" {
					t.Errorf("%s:\n%s", f.Name, diff)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

var escape = regexp.MustCompile("\x1b\\[([0-9;]*)m")

func layout(t *testing.T, r *rapporteur.Record, width string, color bool) string {
	t.Helper()
	columns, err := strconv.Atoi(width)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := (&pages{w: &b, width: columns, color: color}).write("", r); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(escape.ReplaceAllString(b.String(), "")) {
		if got := uniseg.StringWidth(strings.TrimSuffix(line, "\n")); got > columns {
			t.Errorf("a line of %d columns on a page of %d: %s", got, columns, line)
		}
	}
	return escape.ReplaceAllString(b.String(), "‹$1›")
}

// caseRecord builds the record of a case.
func caseRecord(t *testing.T, archive *txtar.Archive) *rapporteur.Record {
	t.Helper()
	section := func(name string) []byte {
		for _, f := range archive.Files {
			if f.Name == name {
				return f.Data
			}
		}
		t.Fatalf("no section %q", name)
		return nil
	}
	var in struct {
		Title, Outlet, Byline string
		Published             time.Time
		Day                   bool
		Statements            []struct {
			ID, Within, Time                      string
			Kind                                  rapporteur.Kind
			Act                                   rapporteur.Act
			Source, Cue, Content, Evidence, Chain []string
			Confidence                            float64
		}
	}
	if err := json.Unmarshal(section("record"), &in); err != nil {
		t.Fatal(err)
	}
	text := string(section("text"))
	spans := func(words []string) []rapporteur.Span { return places(t, text, words) }
	r := &rapporteur.Record{Report: &rapporteur.Document{
		Text: text, Title: in.Title, Outlet: in.Outlet, Byline: in.Byline,
		Published: in.Published, PublishedDay: in.Day,
	}}
	for _, s := range in.Statements {
		r.Statements = append(r.Statements, rapporteur.Statement{
			ID: s.ID, Within: s.Within, Time: s.Time, Kind: s.Kind, Act: s.Act,
			Source: spans(s.Source), Cue: spans(s.Cue), Content: spans(s.Content),
			Evidence: spans(s.Evidence), Chain: spans(s.Chain), Confidence: s.Confidence,
		})
	}
	return r
}

// places finds words in text, "words##2" in their second place.
func places(t *testing.T, text string, words []string) []rapporteur.Span {
	t.Helper()
	var spans []rapporteur.Span
	for _, w := range words {
		w, nth, _ := strings.Cut(w, "##")
		n, err := strconv.Atoi(cmp.Or(nth, "1"))
		if err != nil {
			t.Fatal(err)
		}
		at := -1
		for range n {
			next := strings.Index(text[at+1:], w)
			if next < 0 {
				t.Fatalf("%q is not in the text %d times", w, n)
			}
			at += 1 + next
		}
		spans = append(spans, rapporteur.Span{Start: at, End: at + len(w)})
	}
	return spans
}

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"one\n\ntwo \t three":   "one two three",
		" ends ":                " ends ",
		"12\u00A0000":           "12\u00A0000",
		"\x1b[31mred\a\u009b0m": "\uFFFD[31mred\uFFFD\uFFFD0m",
		"\u202Eleft\u2069":      "left",
		"hy\u00ADphen\uFEFF":    "hyphen",
		"👩\u200D👧":              "👩\u200D👧",
	} {
		if got := printable(in); got != want {
			t.Errorf("printable(%q) is %q, want %q", in, got, want)
		}
	}
}
