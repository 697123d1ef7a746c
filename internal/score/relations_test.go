package main

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"rapporteur"
	"rapporteur/gold"
)

const council = `Council and ferrymen meet again

The council of Orre and the ferrymen met for five hours on Monday and agreed to meet again.

The ferrymen said that the council had offered 14 marks a crossing. “We want 16, and a roof,” said their speaker, Jonas Moe.

The council would pay for the roof if the ferrymen kept to the timetable until spring, Liv Aas said in Hale. She did not say who would count.

A storm had taken the roof in January. Nobody has sat under it since, and the tea is served in the rain.`

// Figures of relations fall when a relation is wrong.
func TestRelationFigures(t *testing.T) {
	cut := strings.TrimSuffix(council, "\n\nA storm had taken the roof in January. Nobody has sat under it since, and the tea is served in the rain.")
	records := []*rapporteur.Record{{Report: document("a", council)}, {Report: document("b", cut)}, {Report: document("c", "The bakers of Skarv have no flour.")}}
	story := gold.Story{Records: records, Lineage: []rapporteur.Relation{
		{From: "a", To: "b", Kind: rapporteur.Copy}, {From: "a", To: "c", Kind: rapporteur.Independent}, {From: "c", To: "b", Kind: rapporteur.Independent}}}
	values := func(s gold.Story) map[string]float64 {
		out := map[string]float64{}
		for _, f := range relationFigures([]gold.Story{s}) {
			out[f.Name] = f.Value
		}
		return out
	}
	if v := values(story); v["relation.accuracy"] != 100 || v["relation.copy.f1"] != 100 || v["relation.independent.copied"] != 0 {
		t.Errorf("of a story told right: %v", v)
	}
	story.Lineage[0].Kind = rapporteur.Independent
	if v := values(story); v["relation.accuracy"] != 66.7 || v["relation.copy.p"] != 0 || v["relation.independent.copied"] != 1 {
		t.Errorf("of a story told wrong: %v", v)
	}
}

// What SET reuse makes of a text leaves quotations and names, and changes words.
func TestReuse(t *testing.T) {
	own := paragraphs(council)[1:]
	for _, way := range reuseWays {
		rng := rand.New(rand.NewPCG(1, 2))
		made := strings.Join(way.make(own, rng), "\n")
		if made == strings.Join(own, "\n") {
			t.Errorf("%s changes nothing", way.name)
		}
		if strings.HasPrefix(way.name, "reworded") && (!strings.Contains(made, "“We want 16, and a roof,”") || strings.Contains(made, "agreed")) {
			t.Errorf("%s: %s", way.name, made)
		}
	}
	event := sameEvent(council, "The judges of Skarv heard Mr Ketil Olsby for 3 hours. “There is no such book,” Olsby told them.")
	for _, want := range []string{"“We want 16, and a roof,”", "heard", "told them", "14 hours"} {
		if !strings.Contains(event, want) {
			t.Errorf("no %q in %q", want, event)
		}
	}
	if strings.Contains(event, "Skarv heard") || strings.Contains(event, "Olsby told") {
		t.Errorf("names stayed: %q", event)
	}
}

// The floors of the relations, on the sets beside the repository.
func TestFloorsOfLineage(t *testing.T) {
	const storyPath, reusePath = "../../../shared/gold/stories", "../../../shared/gold/written"
	for _, path := range []string{storyPath, reusePath} {
		if _, err := os.Stat(path); err != nil {
			t.Skipf("%s is absent", path)
		}
	}
	stories, err := gold.ReadStories(storyPath)
	if err != nil {
		t.Fatal(err)
	}
	figures, err := scoreReuse(Program{}, []string{reusePath})
	if err != nil {
		t.Fatal(err)
	}
	floors := map[string]float64{"relation.macro.f1": 85, "found": 97}
	ceilings := map[string]float64{"relation.independent.copied": 0, "alarms": 1}
	for _, f := range append(relationFigures(stories), figures...) {
		if floor, has := floors[f.Name]; has && f.Value < floor {
			t.Errorf("%s is below %v", f, floor)
		}
		if ceiling, has := ceilings[f.Name]; has && f.Value > ceiling {
			t.Errorf("%s is above %v", f, ceiling)
		}
	}
}
