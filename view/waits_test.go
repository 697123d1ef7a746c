package view

import (
	"slices"
	"testing"

	"rapporteur"
	"rapporteur/store"
)

// waiting is a condition that says that one proposition waits for another.
func waiting(day, outcome, requirement string) store.Of[rapporteur.Condition] {
	c := store.Of[rapporteur.Condition]{Head: store.Head{Day: day}}
	c.Fact.OutcomeProposition, c.Fact.RequirementProposition = outcome, requirement
	return c
}

func TestWaits(t *testing.T) {
	unmet := waiting("2031-02-05", "sanctions", "ceasefire")
	unmet.Fact.IfUnmet = true
	wrong := waiting("2031-02-05", "ceasefire", "the moon")
	wrong.Decision = &store.Decision{Verdict: store.Reject}
	again := waiting("2031-02-06", "a meeting of the mayors", "The ceasefire")
	again.Participants = []store.Participant{{As: rapporteur.HolderRole, Name: "Hale"}, {As: rapporteur.WaitsRole, Name: "Skarv"}}
	again.Fact.Met = rapporteur.Met
	w := waitsOf([]store.Of[rapporteur.Condition]{
		waiting("2031-02-03", "meeting of the mayors", "ceasefire"),
		waiting("2031-02-04", "ceasefire", "open road"),
		waiting("2031-02-04", "open road", "meeting of the mayors"),
		unmet, wrong, again,
		waiting("2031-02-07", "truce", "truce"),
	})
	labels := []string{}
	for _, p := range w.Propositions {
		labels = append(labels, p.Label)
	}
	if want := []string{"meeting of the mayors", "ceasefire", "open road", "sanctions", "truce"}; !slices.Equal(labels, want) {
		t.Errorf("%q, want %q", labels, want)
	}
	first := w.Edges[0]
	if len(w.Edges) != 5 || first.First != "2031-02-03" || first.Last != "2031-02-06" || len(first.Conditions) != 2 || first.Met != rapporteur.Met ||
		!slices.Equal(first.Holders, []string{"Hale"}) || !slices.Equal(first.On, []string{"Skarv"}) {
		t.Errorf("%+v", w.Edges)
	}
	if want := [][]int{{0, 1, 2}, {4}}; !slices.EqualFunc(w.Deadlocks, want, slices.Equal) {
		t.Errorf("deadlocks %v, want %v", w.Deadlocks, want)
	}
}

// A requirement that must fail for the outcome makes no deadlock.
func TestUnmetMakesNoDeadlock(t *testing.T) {
	back := waiting("", "ceasefire", "sanctions")
	back.Fact.IfUnmet = true
	if w := waitsOf([]store.Of[rapporteur.Condition]{waiting("", "sanctions", "ceasefire"), back}); len(w.Deadlocks) != 0 {
		t.Errorf("%v", w.Deadlocks)
	}
}

// One negotiation's ceasefire is not another's.
func TestPropositionsBelongToTheirNegotiation(t *testing.T) {
	of := func(report string, c store.Of[rapporteur.Condition], actors ...string) store.Of[rapporteur.Condition] {
		c.Report.ID = report
		for _, name := range actors {
			c.Participants = append(c.Participants, store.Participant{As: rapporteur.HolderRole, Name: name})
		}
		return c
	}
	w := waitsOf([]store.Of[rapporteur.Condition]{
		of("1", waiting("", "ceasefire", "release"), "Hale", "Skarv", "Norvia"),
		of("2", waiting("", "release", "ceasefire"), "Tarn", "Vessmark", "Norvia"),
		of("3", waiting("", "release", "ceasefire"), "Skarv", "hale"),
	})
	if want := [][]int{{0, 1}}; len(w.Propositions) != 4 || !slices.EqualFunc(w.Deadlocks, want, slices.Equal) {
		t.Errorf("%d propositions, deadlocks %v", len(w.Propositions), w.Deadlocks)
	}
}

// Two reports that say one condition in other words close a circle.
func TestDeadlockOfOneFactInOtherWords(t *testing.T) {
	joined := func(report, outcome, requirement, across string) store.Of[rapporteur.Condition] {
		c := waiting("2031-02-03", outcome, requirement)
		c.Report.ID, c.Across = report, across
		return c
	}
	conditions := []store.Of[rapporteur.Condition]{
		joined("a", "the signature", "the opening of the pier", "c1"),
		joined("b", "putting a name to it", "pier opened", "c1"),
		joined("b", "pier opened", "putting a name to it", "c2"),
	}
	if w := waitsOf(conditions); len(w.Deadlocks) != 1 || len(w.Propositions) != 2 {
		t.Errorf("%+v of %+v", w.Deadlocks, w.Propositions)
	}
	for i := range conditions {
		conditions[i].Across = ""
	}
	if w := waitsOf(conditions[:2]); len(w.Propositions) != 4 {
		t.Errorf("%+v", w.Propositions)
	}
}
