package extract

import (
	"testing"

	"rapporteur"
)

func TestConfidenceKeepsOrderAndBounds(t *testing.T) {
	last := -1.0
	for p := 0.0; p <= 1; p += 1.0 / 128 {
		c := confidence(p)
		if c < 0 || c > 1 || c <= last && p > 1e-9 {
			t.Fatalf("confidence(%g) = %g after %g", p, c, last)
		}
		last = c
	}
}

// Every kind of fact has a weight for each of its grounds, and more of a ground never
// makes it less sure.
func TestScalesFitTheGrounds(t *testing.T) {
	f := newFacts(newReading("", &rapporteur.Analysis{}), &rapporteur.Links{}, nil, false)
	for kind, grounds := range map[string][]float64{
		"statement":  {statementGround(&rapporteur.Statement{Fact: rapporteur.Fact{Confidence: 0.5}})},
		"event":      f.eventGrounds(&rapporteur.Event{}),
		"meeting":    f.meetingGrounds(&rapporteur.Meeting{}),
		"delegation": f.delegationGrounds(&rapporteur.Delegation{}),
		"position":   f.positionGrounds(&rapporteur.Position{}),
		"condition":  f.conditionGrounds(&rapporteur.Condition{}),
	} {
		scale := scales[kind]
		if len(scale.weights) != len(grounds) {
			t.Errorf("%s: %d weights for %d grounds", kind, len(scale.weights), len(grounds))
		}
		for i, w := range scale.weights {
			if w < 0 {
				t.Errorf("%s: weight %d is %g", kind, i, w)
			}
		}
	}
	if len(scales) != 6 {
		t.Errorf("scales of %d kinds", len(scales))
	}
}

// Of two positions the one whose words and party the reader is surer of is the surer.
func TestGrade(t *testing.T) {
	doc, a := parseMarked("Oram demands a truce. Pell rejects it.")
	a.Facts = []rapporteur.FactPhrase{phrase(2, 4, 0.9, 0.8), phrase(6, 8, 0.4, 0.4)}
	a.Mentions = []rapporteur.Mention{{Tokens: rapporteur.TokenRange{First: 0, End: 1}}, {Tokens: rapporteur.TokenRange{First: 5, End: 6}, Head: 5}}
	a.Facts[1].Arguments[0].Mention = 1
	links := &rapporteur.Links{Of: []int{0, 1}, Entities: []rapporteur.Entity{
		{ID: "n1", Name: "Oram", Type: rapporteur.GovernmentEntity}, {ID: "n2", Name: "Pell", Type: rapporteur.GovernmentEntity},
	}}
	r, grounds := Graded(doc, a, links)
	if len(r.Positions) != 2 {
		t.Fatalf("%d positions", len(r.Positions))
	}
	if p := r.Positions; p[0].Confidence <= p[1].Confidence || p[1].Confidence <= 0 || p[0].Confidence >= 1 {
		t.Errorf("confidences %g and %g by %v and %v", p[0].Confidence, p[1].Confidence, grounds[p[0].ID], grounds[p[1].ID])
	}
}

// phrase is a position with the posteriors of its words and of its party.
func phrase(first, end int, posterior, party float64) rapporteur.FactPhrase {
	return rapporteur.FactPhrase{
		Phrase: rapporteur.Phrase{Tokens: rapporteur.TokenRange{First: first, End: end}, Posterior: posterior},
		Family: rapporteur.PositionFamily, Label: string(rapporteur.Demands),
		Arguments: []rapporteur.Argument{{Role: rapporteur.PartyRole, Posterior: party}},
	}
}
