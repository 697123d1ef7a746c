package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/source"
)

// now is the clock of these tests.
var now = time.Date(2031, 2, 10, 9, 0, 0, 0, time.UTC)

// sampleText is the text of the i-th report on the mill road.
func sampleText(i int) string {
	return fmt.Sprintf(`Hale and Skarv meet over the mill road, round %d

“We will not sign paper %[1]d,” Ada Brekke, the mayor of Skarv, said on Tuesday. Hale demands a toll of %[1]d marks for the ferries.

The towns will meet in Orre unless the quarry stays closed. The League sends its treasurer, Pia Lund.
`, i)
}

// sampleRecord is the record of the i-th report, published i days after 3 February 2031.
func sampleRecord(tb testing.TB, i int) *rapporteur.Record {
	tb.Helper()
	doc, err := source.Read(strings.NewReader(sampleText(i)), "sample", source.Options{
		Title: fmt.Sprintf("Mill road, round %d", i), Outlet: [...]string{"Hale Post", "Skarv Courier"}[i%2],
		URL:       fmt.Sprintf("https://news.example/%d", i),
		Published: time.Date(2031, 2, 3, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i).Format(time.DateOnly),
	})
	if err != nil {
		tb.Fatal(err)
	}
	at := func(words string) rapporteur.Span {
		start := strings.Index(doc.Text, words)
		if start < 0 {
			tb.Fatalf("no %q in the sample", words)
		}
		return rapporteur.Span{Start: start, End: start + len(words)}
	}
	spans := func(words string) []rapporteur.Span { return []rapporteur.Span{at(words)} }
	fact := func(id, words string) rapporteur.Fact {
		return rapporteur.Fact{ID: id, Evidence: spans(words), Confidence: 0.75}
	}
	quote, toll := fmt.Sprintf("“We will not sign paper %d,”", i), fmt.Sprintf("a toll of %d marks", i)
	named := func(words string) []rapporteur.EntityMention {
		return []rapporteur.EntityMention{{Span: at(words), Form: rapporteur.NameForm}}
	}
	return &rapporteur.Record{
		Report: doc,
		Entities: []rapporteur.Entity{
			{ID: "e1", Name: "Hale", Type: rapporteur.GovernmentEntity, Mentions: named("Hale"), Confidence: 0.9},
			{ID: "e2", Name: "Skarv", Type: rapporteur.GovernmentEntity, KB: "Q900001", Mentions: named("Skarv"), Confidence: 0.9},
			{ID: "e3", Name: "Ada Brekke", Type: rapporteur.PersonEntity, Party: "e2", Mentions: append(named("Ada Brekke"),
				rapporteur.EntityMention{Span: at("the mayor of Skarv"), Form: rapporteur.NominalForm},
				rapporteur.EntityMention{Span: at("We"), Form: rapporteur.PronounForm}),
				Roles: []rapporteur.Role{{Title: "mayor", Of: "Skarv", From: "2029-01-01"}}, Confidence: 0.9},
			{ID: "e4", Name: "Orre", Type: rapporteur.PlaceEntity, Mentions: named("Orre"), Confidence: 0.9},
			{ID: "e5", Name: "Saltmarsh League", Type: rapporteur.OrganisationEntity, Mentions: named("The League"), Confidence: 0.8},
			{ID: "e6", Name: "Pia Lund", Type: rapporteur.PersonEntity, Party: "e5", Mentions: named("Pia Lund"), Confidence: 0.8},
		},
		Times: []rapporteur.TimeExpression{{Span: at("Tuesday"), Type: rapporteur.DateTime, Value: "2031-02-04", Published: true}},
		Statements: []rapporteur.Statement{{
			Fact: rapporteur.Fact{ID: "s1", Evidence: spans(quote), Confidence: 0.9}, Kind: rapporteur.Direct, Act: rapporteur.Say,
			Source: spans("Ada Brekke, the mayor of Skarv,"), Cue: spans("said"), Content: spans(quote), Speaker: []string{"e3"}, Time: "2031-02-04",
		}},
		Events: []rapporteur.Event{{
			Fact: fact("v1", "Hale demands"), Type: "REQUEST", Mode: "concede", CAMEO: "1056", Anchor: spans("demands"), Actors: []string{"e1"},
			Recipients: []string{"e2"}, ThirdParties: []rapporteur.ThirdParty{{Entity: "e5", Role: rapporteur.MediatorRole}},
			Status: rapporteur.Happened,
		}},
		Meetings: []rapporteur.Meeting{{
			Fact: fact("m1", "The towns will meet in Orre"), Kind: rapporteur.Talks, Parties: []string{"e1", "e2"}, Place: "e4",
			Topic: spans("the mill road"), Status: rapporteur.ExpectedMeeting, Time: "2031-02",
			Life: []rapporteur.MeetingStep{{Status: rapporteur.ExpectedMeeting, Evidence: spans("will meet in Orre")}},
		}},
		Delegations: []rapporteur.Delegation{{
			Fact: fact("d1", "The League sends its treasurer, Pia Lund"), Party: "e5", Head: "e6", Level: rapporteur.SeniorOfficialLevel,
			Destination: "e4", Status: rapporteur.SentDelegation, Meeting: "m1",
		}},
		Positions: []rapporteur.Position{{
			Fact: fact("p1", "Hale demands "+toll), Party: "e1", Toward: []string{"e2"}, Stance: rapporteur.Demands,
			Issue: "toll for the ferries", Content: spans(toll),
		}},
		Conditions: []rapporteur.Condition{{
			Fact: fact("c1", "The towns will meet in Orre unless the quarry stays closed"), Outcome: spans("will meet in Orre"),
			Requirement: spans("the quarry stays closed"), Form: rapporteur.Unless, Waits: []string{"e2"}, Met: rapporteur.Open,
			OutcomeProposition: "meeting in Orre", RequirementProposition: "quarry opened",
		}},
	}
}

// sampleInput is where the i-th report was found.
func sampleInput(i int) Input {
	return Input{Name: fmt.Sprintf("reports/%d.txt", i), Raw: []byte(sampleText(i)), ContentType: "text/plain", Seen: now,
		Published: "2031-02-03", Outlet: "Hale Post"}
}

func samplePack(tb testing.TB, i int) *Packed {
	tb.Helper()
	p, err := Pack(sampleInput(i), sampleRecord(tb, i), "1")
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// withSamples adds the first n reports.
func withSamples(tb testing.TB, s *Store, n int) *Store {
	tb.Helper()
	var batch []*Packed
	for i := range n {
		batch = append(batch, samplePack(tb, i))
	}
	if _, err := s.Add(tb.Context(), batch); err != nil {
		tb.Fatal(err)
	}
	return s
}

// sampleID is the ID of the i-th report.
func sampleID(tb testing.TB, i int) string { return sampleRecord(tb, i).Report.ID }
