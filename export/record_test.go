package export

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
)

// ferryRecord is a record with everything in it that a format may stumble over: words
// beyond ASCII, quotation marks, semicolons, and what a spreadsheet takes for formulas.
func ferryRecord(t *testing.T) *Record {
	text := "=Ferry talks\n\nÅsa Kvist, +envoy; of Lind, said: “No 🕊 ferry \"sails\"\r\nuntil the dam is mended.” Lind and Maar met in Orre on 3 February.\tMaar " +
		"demands a toll. The ferry sails only if the toll is paid."
	at := func(words string) []rapporteur.Span { return find(t, text, words) }
	fact := func(id, words string, confidence float64) rapporteur.Fact {
		return rapporteur.Fact{ID: id, Evidence: at(words), Confidence: confidence}
	}
	mention := func(words string, form rapporteur.Form) rapporteur.EntityMention {
		return rapporteur.EntityMention{Span: at(words)[0], Form: form}
	}
	return &Record{
		Version: "0.1.0",
		Standings: map[FactID]Standing{
			{rapporteur.PositionFact, "p1"}: {Key: "0123456789abcdef", Decision: "correct", By: "-Una", Why: "@see \"note\"; a, b",
				At: time.Date(2031, 3, 1, 8, 0, 0, 0, time.UTC)},
			{rapporteur.ConditionFact, "c1"}: {Key: "fedcba9876543210", Decision: "reject", By: "Una", At: time.Date(2031, 3, 2, 8, 0, 0, 0, time.UTC)},
			{rapporteur.MeetingFact, "m1"}:   {Key: "1111111111111111", Merged: "m7"},
			{rapporteur.DelegationFact, "d1"}: {Joined: &rapporteur.JoinedFact{ID: "j1", FirstReported: "2031-02-01", Reports: 3, Origins: 2,
				Disputed: []rapporteur.Dispute{{Who: []string{"-Maar", "Orre"}}, {Who: []string{"Orre"}}}}},
		},
		Record: &rapporteur.Record{
			Report: &rapporteur.Document{
				ID: strings.Repeat("3f2a91bc", 8), Text: text, Title: "=1+1; \"Ferry\", talks", URL: "https://news.example/ferry", Outlet: "Orre Post",
				Byline: "O. Quint", Published: time.Date(2031, 2, 4, 0, 0, 0, 0, time.UTC), PublishedDay: true, Language: "en",
			},
			Entities: []rapporteur.Entity{
				{ID: "n1", Name: "Lind", Type: rapporteur.GovernmentEntity, Country: "LND", KB: "Q900001", Confidence: 0.9,
					Mentions: []rapporteur.EntityMention{mention("Lind and", rapporteur.NameForm)}},
				{ID: "n2", Name: "Maar", Type: rapporteur.GovernmentEntity, Country: "MAR", KB: "Q900002", Confidence: 0.9},
				{ID: "n3", Name: "Åsa Kvist", Type: rapporteur.PersonEntity, Party: "n1", Confidence: 0.8,
					Roles: []rapporteur.Role{{Title: "envoy", Of: "Lind; north", From: "2029"}},
					Mentions: []rapporteur.EntityMention{mention("Åsa Kvist", rapporteur.NameForm),
						mention("+envoy; of Lind", rapporteur.NominalForm)}},
				{ID: "n4", Name: "Orre", Type: rapporteur.PlaceEntity, Country: "ORR", At: &rapporteur.Coordinates{Latitude: -12.5, Longitude: 0}, Confidence: 0.7},
			},
			Times: []rapporteur.TimeExpression{{Span: at("3 February")[0], Type: rapporteur.DateTime, Value: "2031-02-03", Published: true}},
			Statements: []rapporteur.Statement{
				{Fact: fact("s1", "said", 0.9123), Kind: rapporteur.Direct, Act: rapporteur.Say, Source: at("Åsa Kvist, +envoy; of Lind,"), Cue: at("said"),
					Content: at("“No 🕊 ferry \"sails\"\r\nuntil the dam is mended.”"), Speaker: []string{"n3"}, Addressee: []string{"n2"}, Time: "2031-02-03",
					Chain: at("Åsa Kvist")},
				{Fact: rapporteur.Fact{ID: "s2", Confidence: 0.5}, Kind: rapporteur.Indirect, Act: rapporteur.Think, Content: at("the dam is mended"), Within: "s1"},
			},
			Events: []rapporteur.Event{
				{Fact: fact("e1", "met", 0.7), Type: "CONSULT", CAMEO: "046", Context: []string{"diplomatic", "natural_resource"}, Anchor: at("met"),
					Actors: []string{"n1", "n2"}, Place: "n4", Time: "2031-02-03", Status: rapporteur.Happened,
					ThirdParties: []rapporteur.ThirdParty{{Entity: "n3", Role: rapporteur.MediatorRole}}},
				{Fact: fact("e2", "demands", 0.6), Type: "REQUEST", Mode: "yield", CAMEO: "105", Anchor: at("demands"), Actors: []string{"n2"},
					Recipients: []string{"n1", "n3"}, Status: rapporteur.Happened, SaidBy: "s1"},
				{Fact: fact("e3", "sails only", 0.4), Type: "RETREAT", Mode: "access", CAMEO: "0861", Anchor: at("sails only"), Actors: []string{"n1"},
					Status: rapporteur.ConditionalEvent},
			},
			Meetings: []rapporteur.Meeting{{
				Fact: fact("m1", "Lind and Maar met in Orre", 0.8), Kind: rapporteur.Talks, Parties: []string{"n1", "n2"}, Participants: []string{"n3"},
				Delegations: []string{"d1"}, Hosts: []string{"n4"}, Mediators: []string{"n3"}, Venue: at("Orre")[0], Place: "n4", Time: "2031-02-03",
				Topic: at("toll"), Outcome: rapporteur.PartlyReached, Status: rapporteur.HeldMeeting,
				Life: []rapporteur.MeetingStep{{Status: rapporteur.ExpectedMeeting, Evidence: at("talks"), SaidBy: "s1"},
					{Status: rapporteur.HeldMeeting, Time: "2031-02-03", Evidence: at("met")}},
			}},
			Delegations: []rapporteur.Delegation{{
				Fact: fact("d1", "+envoy", 0.6), Party: "n1", Head: "n3", Members: []string{"Rolf; Lunde"}, Level: rapporteur.SeniorOfficialLevel,
				LevelWords: at("envoy")[0], SentBy: "n1", Destination: "n4", Status: rapporteur.ArrivedDelegation, Meeting: "m1",
			}},
			Positions: []rapporteur.Position{
				{Fact: fact("p1", "Maar demands a toll", 0.35), Party: "n2", Toward: []string{"n1"}, Stance: rapporteur.Demands, Issue: "@toll",
					Content: at("a toll"), Time: "2031-02", Statement: "s1"},
				{Fact: fact("p2", "No 🕊 ferry", 0.3), Party: "n1", Holder: "n3", Stance: rapporteur.Refuses, Issue: "ferry", Content: at("No 🕊 ferry")},
			},
			Conditions: []rapporteur.Condition{
				{Fact: fact("c1", "until", 0.5), Outcome: at("No 🕊 ferry"), Requirement: at("the dam is mended"), Form: rapporteur.Until,
					Holder: []string{"n3"}, Waits: []string{"n2"}, Deadline: "2031-03", Statement: "s1", Met: rapporteur.Open,
					OutcomeProposition: "ferry sails", RequirementProposition: "toll paid"},
				{Fact: fact("c2", "only if", 0.5), Outcome: at("The ferry sails"), Requirement: at("the toll is paid"), Form: rapporteur.OnlyIf,
					IfUnmet: true, OutcomeProposition: "toll paid", RequirementProposition: "=ferry \"sails\" \\ again"},
				{Fact: fact("c3", "only", 0.5), Outcome: at("The ferry sails"), Requirement: at("the toll is paid"), Form: rapporteur.OnlyIf,
					OutcomeProposition: "The toll paid", RequirementProposition: "ferry sails"},
			},
			Deadlocks: [][]string{{"c1", "c3"}},
		},
	}
}

// written writes records in a format.
func written(t testing.TB, o Options, records ...*Record) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := New(&b, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWithout(t *testing.T) {
	r := ferryRecord(t)
	before := encode(t, JSONOptions{}, r.Record)
	wrong := map[FactID]bool{{rapporteur.StatementFact, "s1"}: true, {rapporteur.DelegationFact, "d1"}: true, {rapporteur.ConditionFact, "c1"}: true}
	out := r.Without(func(id FactID) bool { return wrong[id] })
	if len(out.Statements) != 1 || out.Statements[0].Within != "" || out.Events[1].SaidBy != "" || len(out.Meetings[0].Delegations) != 0 ||
		out.Meetings[0].Life[0].SaidBy != "" || len(out.Delegations) != 0 || out.Positions[0].Statement != "" || len(out.Conditions) != 2 ||
		len(out.Deadlocks) != 0 || out.Version != r.Version || len(out.Entities) != len(r.Entities) {
		t.Errorf("%+v", out.Record)
	}
	if after := encode(t, JSONOptions{}, r.Record); after != before {
		t.Error("the record itself has changed")
	}
	if diff := cmp.Diff(before, encode(t, JSONOptions{}, r.Without(func(FactID) bool { return false }).Record)); diff != "" {
		t.Errorf("nothing is wrong: %s", diff)
	}
}

// What is chosen still says what it belongs to.
func TestChoose(t *testing.T) {
	r := ferryRecord(t)
	chosen := map[FactID]bool{{rapporteur.PositionFact, "p1"}: true, {rapporteur.ConditionFact, "c1"}: true, {rapporteur.MeetingFact, "m1"}: true}
	out := r.Choose(func(id FactID) bool { return chosen[id] })
	if len(out.Statements)+len(out.Events)+len(out.Delegations) != 0 || len(out.Positions) != 1 || out.Positions[0].Statement != "s1" ||
		len(out.Meetings[0].Delegations) != 1 || len(out.Deadlocks) != 0 {
		t.Errorf("%+v", out.Record)
	}
	if out.Empty() || !r.Choose(func(FactID) bool { return false }).Empty() {
		t.Error("a record with facts is empty, or one without is not")
	}
}

// Every format writes a record without anything in it, and no record at all.
func TestNothing(t *testing.T) {
	for _, o := range allOptions() {
		written(t, o)
		written(t, o, &Record{Record: &rapporteur.Record{Report: &rapporteur.Document{ID: "0000", Text: ""}}})
	}
}

// allOptions are those of every format and kind.
func allOptions() []Options {
	var out []Options
	for _, f := range Formats() {
		if len(f.Kinds) == 0 {
			out = append(out, Options{Format: f.Name})
		}
		for _, kind := range f.Kinds {
			out = append(out, Options{Format: f.Name, Kind: kind})
		}
	}
	return out
}

func TestNewRefuses(t *testing.T) {
	for o, want := range map[Options]string{
		{Format: "xlsx"}:                       `there is no format "xlsx"`,
		{Format: "csv"}:                        "csv is of one kind: reports, statements",
		{Format: "csv", Kind: "waits"}:         `csv has no kind "waits"`,
		{Format: "citron", Kind: "statements"}: `citron has no kind "statements"`,
	} {
		if _, err := New(&bytes.Buffer{}, o); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %s", o, err, want)
		}
	}
}
