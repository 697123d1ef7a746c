package view

import (
	"cmp"
	"slices"

	"rapporteur"
	"rapporteur/store"
)

// Told is a condition with what the graph needs of its report, which need not be in an
// archive.
type Told struct {
	rapporteur.Condition
	// Report is its ID, Published the day, empty where unknown.
	Report, Published string
	// OutcomeWords and RequirementWords are the words of the two sides.
	OutcomeWords, RequirementWords string
	// Holders and On are who says so and whose action is waited for.
	Holders, On []rapporteur.Entity
}

// WaitsOf makes the graph of conditions, in whatever order they are told.
func WaitsOf(conditions []Told) *Waits {
	of := make([]store.Of[rapporteur.Condition], len(conditions))
	for i, c := range conditions {
		of[i].Fact = c.Condition
		of[i].Head = store.Head{
			Report: store.Heading{ID: c.Report, Published: c.Published}, Kind: store.ConditionKind, ID: c.ID,
			Topic: c.OutcomeWords, Words: c.RequirementWords,
			Participants: append(participants(rapporteur.HolderRole, c.Holders), participants(rapporteur.WaitsRole, c.On)...),
		}
	}
	slices.SortStableFunc(of, func(a, b store.Of[rapporteur.Condition]) int { return cmp.Compare(toldOn(&a.Head), toldOn(&b.Head)) })
	return waitsOf(of)
}

func participants(as rapporteur.ArgumentRole, entities []rapporteur.Entity) []store.Participant {
	var out []store.Participant
	for _, e := range entities {
		out = append(out, store.Participant{As: as, Entity: e.ID, Name: e.Name, Type: e.Type, KB: e.KB})
	}
	return out
}
