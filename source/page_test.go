package source

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"rapporteur"
)

var update = flag.Bool("update", false, "write what the pages of testdata give as what they should")

// TestPages reads each page of testdata/pages and compares what was found with the
// archive's second file.
func TestPages(t *testing.T) {
	cases, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := Read(strings.NewReader(string(archive.Files[0].Data)), "page.html", Options{})
			if err != nil {
				t.Fatal(err)
			}
			got := describe(doc)
			if *update {
				archive.Files[1].Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(archive.Files[1].Data), got); diff != "" {
				t.Errorf("want - got +\n%s", diff)
			}
		})
	}
}

func describe(d *rapporteur.Document) string {
	date := ""
	switch {
	case d.PublishedDay:
		date = d.Published.Format(time.DateOnly)
	case !d.Published.IsZero():
		date = d.Published.Format(time.RFC3339)
	}
	return fmt.Sprintf("title: %s\npublished: %s\noutlet: %s\nbyline: %s\nurl: %s\ntext:\n%s\n", d.Title, date, d.Outlet, d.Byline, d.URL, d.Text)
}

// TestPageShapes reads pages that break the usual way through.
func TestPageShapes(t *testing.T) {
	sentence := "The talks, he said, are over, and that is the end of it."
	paragraph := "<p>" + sentence + "</p>"
	unclosed := "<p>"
	for i := range 400 {
		unclosed += fmt.Sprintf("<font size=%d>", i)
	}
	for name, c := range map[string]struct{ page, want string }{
		"10,000 nested elements":  {"<html><title>x</title><body><nav>Menu</nav>" + strings.Repeat("<div>", 10000) + sentence + strings.Repeat("</div>", 10000), sentence},
		"500 nested elements":     {"<html><body>" + strings.Repeat("<div>", 500) + paragraph + strings.Repeat("</div>", 500), sentence},
		"unclosed formatting":     {"<html><body>" + unclosed + "</p>" + strings.Repeat(paragraph, 5000), sentence},
		"unclosed head":           {"<html><head><title>x</title>" + paragraph, sentence},
		"no body":                 {"<p>" + sentence, sentence},
		"frame of a menu alone":   {"<html><body><nav>" + sentence + "</nav></body></html>", sentence},
		"text in JSON-LD alone":   {`<html><script type="application/ld+json">{"@type":"NewsArticle","headline":"x","articleBody":"` + sentence + `"}</script><body><div id=app></div>`, sentence},
		"markup cut off in a tag": {"<html><body>" + paragraph + "<p cla", sentence},
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := Read(strings.NewReader(c.page), "page", Options{})
			if err != nil {
				t.Fatal(err)
			}
			if first, _, _ := strings.Cut(doc.Text, "\n"); first != c.want {
				t.Errorf("got %.200q", doc.Text)
			}
		})
	}
}

func TestCutOutlet(t *testing.T) {
	for _, c := range []struct{ title, outlet, want string }{
		{"Envoys meet again in Karsk | The Karsk Courier", "", "Envoys meet again in Karsk"},
		{"Envoys meet again in Karsk - The Karsk Courier", "", "Envoys meet again in Karsk"},
		{"Envoys meet – again and again in Karsk", "", "Envoys meet – again and again in Karsk"},
		{"Envoys meet – The Karsk Courier", "The Karsk Courier", "Envoys meet"},
		{"Envoys meet - and part", "The Karsk Courier", "Envoys meet - and part"},
		{"Karsk | Lume", "", "Karsk | Lume"},
	} {
		m := &metadata{named: map[string]string{"og:site_name": c.outlet}}
		if got := m.cutOutlet(c.title); got != c.want {
			t.Errorf("cutOutlet(%q) with outlet %q = %q, want %q", c.title, c.outlet, got, c.want)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	archive, err := txtar.ParseFile("testdata/pages/linked-data.txtar")
	if err != nil {
		b.Fatal(err)
	}
	page := string(archive.Files[0].Data)
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := Read(strings.NewReader(page), "page.html", Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
