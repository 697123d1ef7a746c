package lineage

import (
	"slices"
	"testing"

	"rapporteur"
)

func span(start, end int) rapporteur.Span { return rapporteur.Span{Start: start, End: end} }

func at(report string, start, end int) Place {
	return Place{report, []rapporteur.Span{span(start, end)}}
}

var story = []rapporteur.Relation{
	{From: "agency", To: "copy", Kind: rapporteur.Copy},
	{From: "agency", To: "reworded", Kind: rapporteur.Rewrite},
	{From: "copy", To: "reworded", Kind: rapporteur.Rewrite},
	{From: "agency", To: "own", Kind: rapporteur.SharedSource, Passages: []rapporteur.Passage{{From: span(100, 200), To: span(50, 150)}}},
	{From: "own", To: "later", Kind: rapporteur.SharedSource, Passages: []rapporteur.Passage{
		{From: span(60, 140), To: span(0, 80)}, {From: span(300, 350), To: span(400, 450)}}},
	{From: "agency", To: "other", Kind: rapporteur.Independent},
}

func TestOrigins(t *testing.T) {
	cases := []struct {
		name   string
		places []Place
		want   int
	}{
		{"nothing", nil, 0},
		{"copies and rewordings are one", []Place{at("agency", 0, 10), at("copy", 0, 10), at("reworded", 7, 9)}, 1},
		{"an independent one counts", []Place{at("copy", 0, 10), at("other", 0, 10)}, 2},
		{"a report in no relation counts", []Place{at("copy", 0, 10), at("unknown", 0, 10)}, 2},
		{"inside a shared passage", []Place{at("agency", 110, 120), at("own", 60, 70)}, 1},
		{"outside of it", []Place{at("agency", 110, 120), at("own", 160, 170)}, 2},
		{"mostly outside of it", []Place{at("agency", 110, 120), at("own", 140, 170)}, 2},
		{"a passage handed on", []Place{at("copy", 110, 120), at("later", 10, 20)}, 1},
		{"a passage of the middle one", []Place{at("copy", 110, 120), at("own", 300, 350), at("later", 400, 450)}, 2},
		{"without evidence the report as a whole", []Place{{Report: "own"}, {Report: "agency"}}, 2},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := NewOrigins(story).Count(c.places); got != c.want {
				t.Errorf("%d origins, want %d", got, c.want)
			}
			turned := slices.Clone(story)
			slices.Reverse(turned)
			if got := NewOrigins(turned).Count(c.places); got != c.want {
				t.Errorf("in another order %d origins, want %d", got, c.want)
			}
		})
	}
	if got := NewOrigins(story).Of(at("reworded", 0, 1)); got != "agency" {
		t.Errorf("the origin is %s", got)
	}
}

// Borrowing in a circle, as wrong dates can have it, ends.
func TestOriginsInACircle(t *testing.T) {
	passages := []rapporteur.Passage{{From: span(0, 10), To: span(0, 10)}}
	o := NewOrigins([]rapporteur.Relation{
		{From: "a", To: "b", Kind: rapporteur.SharedSource, Passages: passages},
		{From: "b", To: "a", Kind: rapporteur.SharedSource, Passages: passages},
		{From: "c", To: "d", Kind: rapporteur.Copy},
		{From: "d", To: "c", Kind: rapporteur.Copy},
	})
	if n := o.Count([]Place{at("a", 0, 5), at("b", 0, 5)}); n < 1 {
		t.Errorf("%d origins", n)
	}
	if n := o.Count([]Place{at("c", 0, 5), at("d", 0, 5)}); n != 1 {
		t.Errorf("%d origins of two copies", n)
	}
}
