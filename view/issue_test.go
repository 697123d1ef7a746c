package view

import (
	"testing"

	"rapporteur"
	"rapporteur/store"
)

func TestSameIssue(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"an immediate 30-day ceasefire", "the ceasefire", true},
		{"the ceasefire", "a ceasefire", true},
		{"the talks", "talks", true},
		{"the talks", "talks on the prisoners", false},
		{"a plan of the talks", "the plan", false},
		{"the prisoners", "the tolls", false},
		{"not to", "to", false},
		{"", "", false},
	} {
		a, b := IssueWords(c.a), IssueWords(c.b)
		if got := SameIssue(a, b); got != c.want || got != SameIssue(b, a) {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
}

// stood is a position of a party on an issue.
func stood(day, party string, stance rapporteur.Stance, issue string) store.Of[rapporteur.Position] {
	p := store.Of[rapporteur.Position]{Head: store.Head{Day: day, Topic: issue, Words: issue, Report: store.Heading{ID: day}}}
	p.Participants = []store.Participant{{As: rapporteur.PartyRole, Entity: "e1", Name: party}}
	p.Fact.Party, p.Fact.Stance = "e1", stance
	return p
}

// seatedIn counts two sides in the reports of all positions.
func seatedIn(positions []store.Of[rapporteur.Position], a, b string) map[string]map[string]int {
	sides := map[string]map[string]int{}
	for _, p := range positions {
		sides[p.Report.ID] = map[string]int{a: 2, b: 1}
	}
	return sides
}

// What has the same words between others is another issue; names, and the words of any
// negotiation, are none.
func TestIssuesOfSeveralNegotiations(t *testing.T) {
	positions := []store.Of[rapporteur.Position]{
		stood("2031-02-01", "Hale", rapporteur.Rejects, "the truce"),
		stood("2031-02-02", "Hale", rapporteur.Accepts, "a truce,"),
		stood("2031-02-03", "Hale", rapporteur.Accepts, "a truce"),
		stood("2031-02-04", "Hale", rapporteur.Offers, "one of the crates"),
		stood("2031-02-05", "Hale", rapporteur.Refuses, "not one cent"),
		stood("2031-02-06", "Hale", rapporteur.Offers, "Hale"),
		stood("2031-02-07", "Hale", rapporteur.Refuses, "the support of the mills"),
	}
	positions[5].Words = "support for the ferries"
	sides := seatedIn(positions, "Hale", "Skarv")
	sides["2031-02-03"] = map[string]int{"Hale": 3, "Orre": 2, "Norvia": 1}
	issues := issuesOf(positions, "", sides)
	if len(issues) != 6 || issues[0].Name != "truce" || issues[0].Changes() != 1 || issues[0].size() != 2 {
		t.Fatalf("%+v", issues)
	}
	for _, i := range issues[1:] {
		if i.size() != 1 || i.Name == "Hale" {
			t.Errorf("%+v", i)
		}
	}
}

func TestIssues(t *testing.T) {
	wrong := stood("2031-02-06", "Skarv", rapporteur.Offers, "the toll")
	wrong.Decision = &store.Decision{Verdict: store.Reject}
	named := stood("2031-02-07", "", rapporteur.Demands, "ferries")
	named.Fact.Party = "Norvia" // an analyst's own name
	positions := []store.Of[rapporteur.Position]{
		stood("2031-02-02", "Hale", rapporteur.Offers, "ferries"),
		stood("2031-02-03", "Skarv", rapporteur.Rejects, "a toll on the mill road"),
		stood("2031-02-04", "Hale", rapporteur.Demands, "the toll"),
		stood("2031-02-05", "Skarv", rapporteur.Rejects, "toll"),
		wrong,
		stood("2031-02-09", "skarv", rapporteur.Accepts, "the toll"),
		stood("2031-02-09", "Skarv", rapporteur.Demands, "a lower toll"), // in the same report
		stood("2031-02-10", "Skarv", rapporteur.Offers, "the toll"),
		stood("2031-02-10", "Hale", rapporteur.Urges, "the toll"),
		named,
	}
	if asked := issuesOf(positions, "tolls and ferries", nil); len(asked) != 1 || asked[0].Name != "tolls and ferries" || len(asked[0].Parties) != 3 {
		t.Errorf("%+v", asked)
	}
	issues := issuesOf(positions, "", seatedIn(positions, "Hale", "Skarv"))
	if len(issues) != 2 || issues[0].Name != "toll" || issues[0].Changes() != 2 || issues[1].Changes() != 0 {
		t.Fatalf("%+v", issues)
	}
	toll, ferries := issues[0].Parties, issues[1].Parties
	if len(toll) != 2 || toll[0].Party != "Skarv" || len(toll[0].Stands) != 6 || toll[0].Stands[3].Before != rapporteur.Rejects || toll[0].Stands[2].Before != "" ||
		toll[0].Stands[4].Before != rapporteur.Rejects || toll[0].Stands[5].Before != "" {
		t.Errorf("%+v", toll)
	}
	if len(ferries) != 2 || ferries[1].Party != "Norvia" {
		t.Errorf("%+v", ferries)
	}
}
