package ingest

import (
	"fmt"
	"iter"
	"path/filepath"
	"testing"
	"time"

	"rapporteur/source/collect"
	"rapporteur/store"
)

// reports are items of a few numbered reports; the name says their place.
func reports(from, to int) iter.Seq2[collect.Item, error] {
	return func(yield func(collect.Item, error) bool) {
		for i := from; i < to; i++ {
			if !yield(collect.Item{Name: fmt.Sprint(i), Raw: []byte(report(i))}, nil) {
				return
			}
		}
	}
}

// What is known and what is new is told apart however many are asked for, by a walk and by
// another that takes it up.
func TestAddKnownAndNew(t *testing.T) {
	const first, all = askedSingly / 2, 2 * askedSingly
	archive, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "archive.db"), store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	p := pipeline(t, Options{})
	for _, c := range []struct{ from, to, reports, known int }{
		{all - first, all, first, 0}, {0, all, all - first, first}, {0, all, 0, all}, {1, all + 1, 1, all - 1},
	} {
		got, err := p.Add(t.Context(), archive, reports(c.from, c.to), AddOptions{Version: "1", Now: time.Now})
		if err != nil || got.Reports != c.reports || got.Known != c.known || got.Copies != 0 {
			t.Errorf("%d to %d: %+v, %v; want %d new, %d known", c.from, c.to, got, err, c.reports, c.known)
		}
	}
	if sums, err := archive.Sums(t.Context(), all+1); err != nil || len(sums) != all+1 {
		t.Errorf("%d sums, %v", len(sums), err)
	}
	if sums, err := archive.Sums(t.Context(), all); err != nil || sums != nil {
		t.Errorf("%d sums of too many, %v", len(sums), err)
	}
}

// Of items with the same bytes the first is kept as the report, whichever is looked at
// first, and the others as copies of it; of bytes that are refused each is.
func TestAddSameBytes(t *testing.T) {
	const all = 60
	archive := emptyArchive(t)
	p := pipeline(t, Options{Jobs: 16})
	walk := func(round int) iter.Seq2[collect.Item, error] {
		return func(yield func(collect.Item, error) bool) {
			for i := range all {
				for copy := range 4 {
					raw := report(i)
					if i%3 == 2 {
						raw = fmt.Sprint("%PDF-1.4 ", i)
					}
					if !yield(collect.Item{Name: fmt.Sprint(round, "/", i, "/", copy), Raw: []byte(raw)}, nil) {
						return
					}
				}
			}
		}
	}
	for round, want := range []Progress{
		{Reports: all / 3 * 2, Copies: all / 3 * 2 * 3, Refused: all / 3 * 4, Inputs: 4 * all},
		{Copies: all / 3 * 2 * 4, Refused: all / 3 * 4, Inputs: 4 * all},
	} {
		for _, want := range []Progress{want, {Known: 4 * all, Inputs: 4 * all}} {
			got, err := p.Add(t.Context(), archive, walk(round), AddOptions{Version: "1", Now: time.Now})
			if err != nil || got != want {
				t.Fatalf("round %d: %+v, %v; want %+v", round, got, err, want)
			}
		}
	}
	found, err := archive.List(t.Context(), store.Filter{})
	if err != nil || len(found) != all/3*2 {
		t.Errorf("%d reports, %v", len(found), err)
	}
}
