package main

import (
	"math"
	"testing"

	"rapporteur"
	"rapporteur/gold"
	"rapporteur/knowledge"
)

func TestKilometres(t *testing.T) {
	// A quarter of the equator, and a degree of latitude.
	if d := kilometres(0, 0, 0, 90); math.Abs(d-10007.5) > 1 {
		t.Error(d)
	}
	if d := kilometres(50, 7, 51, 7); math.Abs(d-111.2) > 0.1 {
		t.Error(d)
	}
}

func TestCountPlaced(t *testing.T) {
	b, err := knowledge.Load(knowledge.Options{})
	if err != nil {
		t.Fatal(err)
	}
	text := "Élan in the Norway of Oslo and Bergen; so Oslo said."
	at := func(start, end int, country string, lat, lon float64) toponym {
		return toponym{Start: start, End: end, Place: gazetteerEntry{Name: "x", Country: country, Latitude: lat, Longitude: lon}}
	}
	a := placedArticle{Text: text, Toponyms: []toponym{
		at(12, 18, "Norway", 62, 10), at(22, 26, "Norway", 0, 0), at(31, 37, "Sweden", 60.39, 5.32), at(42, 46, "Norway", 59.9, 10.7),
	}}
	span := func(start, end int) []rapporteur.EntityMention {
		offsets := codePointOffsets(text)
		return []rapporteur.EntityMention{{Span: rapporteur.Span{Start: offsets[start], End: offsets[end]}, Form: rapporteur.NameForm}}
	}
	got := countPlaced(b, a, &rapporteur.Links{Entities: []rapporteur.Entity{
		{Name: "Norway", Type: rapporteur.GovernmentEntity, Country: "NOR", Mentions: append(span(8, 18), span(42, 46)...)},
		{Name: "Oslo", Type: rapporteur.PersonEntity, Country: "NOR", Mentions: span(22, 26)},
		{Name: "Bergen", Type: rapporteur.PlaceEntity, Country: "NOR", At: &rapporteur.Coordinates{Latitude: 63, Longitude: 5}, Mentions: span(31, 37)},
	}})
	want := placed{names: gold.Count{Hit: 3, Gold: 4, Given: 3}, country: gold.Count{Hit: 2, Gold: 3}, near: gold.Count{Hit: 2, Gold: 3}}
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestCompareLinked(t *testing.T) {
	a := linkedArticle{Text: "Édda Brekke met him. Oslo fell.", Evaluated: [2]int{0, 20}, Labels: []linkedName{
		{[2]int{0, 11}, "Q1", wikidataPerson}, {[2]int{16, 19}, "Q2", wikidataPerson}, {[2]int{21, 25}, "<NIL>", "OTHER"}, {[2]int{30, 90}, "Q3", ""},
	}}
	links := &rapporteur.Links{Entities: []rapporteur.Entity{
		{KB: "Q1", Type: rapporteur.PersonEntity, Mentions: []rapporteur.EntityMention{{Span: rapporteur.Span{Start: 0, End: 12}, Form: rapporteur.NameForm}}},
		{KB: "Q9", Type: rapporteur.PlaceEntity, Mentions: []rapporteur.EntityMention{{Span: rapporteur.Span{Start: 22, End: 26}, Form: rapporteur.NameForm}}},
	}}
	all := func(linkedName) bool { return true }
	if got := compareLinked(a.linked(all), a.given(links, "")); got != (gold.Count{Hit: 1, Gold: 1, Given: 1}) {
		t.Errorf("%+v", got)
	}
}
