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
