package lineage

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"rapporteur"
)

// cases are the reports of a file of testdata by their names, which are their IDs, and
// what is wanted of them.
func cases(tb testing.TB, file string) (reports map[string]*Report, want string) {
	tb.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", file))
	if err != nil {
		tb.Fatal(err)
	}
	reports = map[string]*Report{}
	for _, f := range archive.Files {
		if f.Name == "want" {
			want = string(f.Data)
			continue
		}
		head, text, _ := strings.Cut(string(f.Data), "\n\n")
		outlet, day, _ := strings.Cut(head, ", ")
		published, err := time.Parse(time.DateOnly, day)
		if err != nil {
			tb.Fatal(f.Name, err)
		}
		reports[f.Name] = Read(&rapporteur.Document{ID: f.Name, Text: text, Outlet: outlet, Published: published, PublishedDay: true})
	}
	return reports, want
}

func TestRelate(t *testing.T) {
	reports, want := cases(t, "ferry.txtar")
	var got []string
	names := slices.Sorted(maps.Keys(reports))
	for i, a := range names {
		for _, b := range names[i+1:] {
			r := Relate(reports[a], reports[b])
			if r.Kind != rapporteur.Independent {
				got = append(got, fmt.Sprintln(r.Kind, r.From, r.To))
			}
			if turned := Relate(reports[b], reports[a]); !cmp.Equal(r, turned) {
				t.Errorf("%s and %s the other way round: %s", a, b, cmp.Diff(r, turned))
			}
			if r.Confidence < 0.5 || r.Confidence > 1 {
				t.Errorf("%s and %s: confidence %v", a, b, r.Confidence)
			}
			sound(t, r, reports)
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, strings.Join(got, "")); diff != "" {
		t.Error(diff)
	}
}

// sound checks that passages lie on words of both texts, in the order of the borrower.
func sound(t *testing.T, r rapporteur.Relation, reports map[string]*Report) {
	t.Helper()
	if (len(r.Passages) == 0) != (r.Kind == rapporteur.Independent) {
		t.Errorf("%s of %s and %s has %d passages", r.Kind, r.From, r.To, len(r.Passages))
	}
	last := 0
	for _, p := range r.Passages {
		from, to := reports[r.From].doc.Text, reports[r.To].doc.Text
		if p.From.Empty() || p.To.Empty() || p.From.End > len(from) || p.To.End > len(to) || p.To.Start < last {
			t.Fatalf("%s of %s and %s: passage %v", r.Kind, r.From, r.To, p)
		}
		last = p.To.Start
		for _, said := range []string{p.From.In(from), p.To.In(to)} {
			if strings.TrimSpace(said) != said {
				t.Errorf("passage %q", said)
			}
		}
	}
}

func TestPassagesOfARewording(t *testing.T) {
	reports, _ := cases(t, "ferry.txtar")
	r := Relate(reports["agency"], reports["reworded"])
	found := ""
	for _, p := range r.Passages {
		if said := p.From.In(reports["agency"].doc.Text); strings.HasPrefix(said, "She said the delegation") {
			found = p.To.In(reports["reworded"].doc.Text)
		}
	}
	if want := "Jonas Moe, the finance director, would lead the crew and would have energy to sign, she stated."; found != want {
		t.Errorf("she said … became %q", found)
	}
}

// Every pair that stands in a relation is found by its keys.
func TestKeysFindRelations(t *testing.T) {
	reports, _ := cases(t, "ferry.txtar")
	for a, ra := range reports {
		for b, rb := range reports {
			ka, kb := ra.Keys(), rb.Keys()
			if kind := Relate(ra, rb).Kind; a != b && kind != rapporteur.Independent &&
				!Comparable(shared(ka.Passages, kb.Passages), shared(ka.Anchors, kb.Anchors)) {
				t.Errorf("%s of %s and %s is not found", kind, a, b)
			}
		}
	}
}

func shared(a, b []uint64) int {
	n := 0
	for _, k := range a {
		if _, found := slices.BinarySearch(b, k); found {
			n++
		}
	}
	return n
}

func TestImplied(t *testing.T) {
	relations := []rapporteur.Relation{
		{From: "agency", To: "reworded", Kind: rapporteur.Rewrite, Confidence: 0.5, Passages: []rapporteur.Passage{
			{From: span(0, 50), To: span(10, 70)}, {From: span(60, 90), To: span(80, 120)}}},
		{From: "agency", To: "borrowed", Kind: rapporteur.SharedSource, Confidence: 1, Passages: []rapporteur.Passage{
			{From: span(55, 95), To: span(200, 240)}}},
		{From: "agency", To: "cut", Kind: rapporteur.SharedSource, Confidence: 1, Passages: []rapporteur.Passage{
			{From: span(100, 150), To: span(0, 50)}}},
	}
	later := func(a, b string) bool { return a == "reworded" }
	got := Implied("borrowed", relations, later)
	want := []rapporteur.Relation{{From: "reworded", To: "borrowed", Kind: rapporteur.SharedSource, Confidence: 0.5,
		Passages: []rapporteur.Passage{{From: span(80, 120), To: span(200, 240)}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := Implied("agency", relations, later); len(got) != 0 {
		t.Errorf("of the agency %v", got)
	}
}

// BenchmarkRelate compares two reports of 250 words that are made ready: a copy, a
// rewording and an independent one.
func BenchmarkRelate(b *testing.B) {
	reports, _ := cases(b, "ferry.txtar")
	for _, other := range []string{"copied", "reworded", "witness"} {
		b.Run(other, func(b *testing.B) {
			for b.Loop() {
				Relate(reports["agency"], reports[other])
			}
		})
	}
}

func BenchmarkRead(b *testing.B) {
	reports, _ := cases(b, "ferry.txtar")
	for b.Loop() {
		Read(reports["agency"].doc).Keys()
	}
}
