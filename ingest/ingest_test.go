package ingest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
	"rapporteur/language/encoder"
	"rapporteur/source"
)

func pipeline(tb testing.TB, o Options) *Pipeline {
	tb.Helper()
	p, err := New(o)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func report(bridges int) string {
	return fmt.Sprintf("“We will pay for %d bridges before the winter,” the mayor of Skarv, Liv Aas, said on Monday.\n\n"+
		"She added that the ferry had not been paid for, and that %d crews were waiting.\n", bridges, bridges+1)
}

// The same reports give the same records, one after another or several at once.
func TestRecordsInParallel(t *testing.T) {
	read := func(jobs int) (results []Result[*rapporteur.Record]) {
		p := pipeline(t, Options{Jobs: jobs})
		inputs := make([]Input, 12)
		for i := range inputs {
			inputs[i] = Input{Name: fmt.Sprint(i), From: strings.NewReader(strings.Repeat(report(i), 1+i%3))}
		}
		for r := range p.Records(t.Context(), inputs) {
			r.Input.From = nil
			results = append(results, r)
		}
		return results
	}
	one, several := read(1), read(6)
	if diff := cmp.Diff(one, several); diff != "" {
		t.Error(diff)
	}
	if len(one) != 12 || !strings.Contains(one[11].Made.Report.Text, "11 bridges") {
		t.Errorf("%d results", len(one))
	}
}

func TestRecordsOfFilesAndRefusals(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "report.txt")
	if err := os.WriteFile(file, []byte(report(2)), 0o644); err != nil {
		t.Fatal(err)
	}
	p := pipeline(t, Options{Kernel: encoder.Portable, Source: source.Options{Outlet: "Hale Post"}})
	missing := filepath.Join(folder, "missing.txt")
	inputs := []Input{{Name: missing}, {Name: file}, {Name: "standard input", From: strings.NewReader("")}}
	var got []string
	for r := range p.Records(t.Context(), inputs) {
		var refusal *source.Refusal
		switch {
		case r.Err == nil:
			got = append(got, r.Made.Report.Outlet)
		case errors.As(r.Err, &refusal) && r.Made == nil:
			got = append(got, r.Err.Error())
		default:
			t.Errorf("%s: %v", r.Input.Name, r.Err)
		}
	}
	want := []string{missing + ": no such file", "Hale Post", "standard input: is empty"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestNewRefusesAnUnknownKernel(t *testing.T) {
	if _, err := New(Options{Kernel: "abacus"}); err == nil {
		t.Error("no error")
	}
}

// BenchmarkRecord is the whole walk of a report on one core.
// BenchmarkLink tells what part of the time of the analysis linking takes.
func BenchmarkLink(b *testing.B) {
	p := pipeline(b, Options{})
	text, err := os.ReadFile("../examples/saltmarsh-talks.txt")
	if err != nil {
		b.Fatal(err)
	}
	doc := &rapporteur.Document{Text: string(text), Published: time.Date(2031, 2, 3, 0, 0, 0, 0, time.UTC)}
	var analysing, linking time.Duration
	for b.Loop() {
		start := time.Now()
		a := p.Analyze(doc)
		analysed := time.Now()
		p.Link(doc, a)
		analysing += analysed.Sub(start)
		linking += time.Since(analysed)
	}
	b.ReportMetric(100*float64(linking)/float64(analysing), "%-of-analysis")
}

func BenchmarkRecord(b *testing.B) {
	p := pipeline(b, Options{})
	text := strings.Repeat(report(7), 25)
	for b.Loop() {
		if _, err := p.Record(Input{Name: "report", From: strings.NewReader(text)}); err != nil {
			b.Fatal(err)
		}
	}
	words := float64(len(strings.Fields(text)) * b.N)
	b.ReportMetric(words/b.Elapsed().Seconds(), "words/s")
}
