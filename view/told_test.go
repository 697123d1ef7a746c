package view

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rapporteur"
)

// Conditions told of records make the graph that those of an archive make, in whatever
// order they come.
func TestWaitsOf(t *testing.T) {
	hale := []rapporteur.Entity{{ID: "n1", Name: "Hale"}}
	first := Told{Condition: rapporteur.Condition{OutcomeProposition: "meeting"}, Report: "1", Published: "2031-02-03",
		RequirementWords: "the truce holds", Holders: hale}
	second := Told{Condition: rapporteur.Condition{OutcomeProposition: "The meeting", Met: rapporteur.Met}, Report: "2", Published: "2031-02-05",
		RequirementWords: "the truce holds", Holders: hale}
	want := &Waits{
		Propositions: []Proposition{{Label: "meeting", First: "2031-02-03"}, {Label: "the truce holds", First: "2031-02-03"}},
		Edges:        []Wait{{Requirement: 1, Holders: []string{"Hale"}, Met: rapporteur.Met, First: "2031-02-03", Last: "2031-02-05"}},
	}
	for _, order := range [][]Told{{first, second}, {second, first}} {
		got := WaitsOf(order)
		if len(got.Edges[0].Conditions) != 2 {
			t.Errorf("%d conditions", len(got.Edges[0].Conditions))
		}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Proposition{}), cmpopts.IgnoreFields(Wait{}, "Conditions"), cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	}
}
