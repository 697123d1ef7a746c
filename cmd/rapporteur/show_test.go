package main

import (
	"strings"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/store"
)

// A fact whose report has another text since is told by the words that it had: its spans
// mean nothing any more.
func TestShowsWhatIsAdrift(t *testing.T) {
	report := store.Report{
		Heading: store.Heading{ID: strings.Repeat("ab", 32), Version: "2"},
		Record:  &rapporteur.Record{Report: &rapporteur.Document{Text: "Another text.", Title: "The pier"}},
		Facts: []store.Head{{
			ID: "kept-5b7321", Kind: store.PositionKind, Label: "rejects", Who: "Skarv", Words: "a toll on the mill road", Kept: true, Adrift: true,
			Report:   store.Heading{Version: "2"},
			Decision: &store.Decision{Verdict: store.Confirm, Who: "Ida Holm", At: time.Date(2031, 2, 10, 0, 0, 0, 0, time.UTC)},
		}},
		Sightings: []store.Sighting{{Name: "pier.txt"}, {Name: "copy.txt"}},
	}
	var b strings.Builder
	pages := &pages{w: &b, pageOptions: pageOptions{width: 100}}
	if err := pages.writeKept(&report, newStandings(report.Facts)); err != nil {
		t.Fatal(err)
	}
	want := `The pier
abababab · found in pier.txt and 1 other place · read by version 2
no facts of a negotiation found

KEPT FROM AN EARLIER TEXT
✓ Skarv rejects · “a toll on the mill road” · the report has another text since · kept-5b7321
    confirmed by Ida Holm, 10 February 2031
    kept by this decision; the version 2 does not find it
`
	if b.String() != want {
		t.Errorf("%s\nwant\n%s", b.String(), want)
	}
}
