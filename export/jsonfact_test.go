package export

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
)

// lockTalks is a record with one fact of each kind that has all its fields.
func lockTalks(t *testing.T) *rapporteur.Record {
	text := "Åland’s senior envoys met Orla Quint’s team at the Tide Hall in Maar 🕊 on the locks; no barge passes until the dam is mended."
	at := func(words string) []rapporteur.Span { return find(t, text, words) }
	fact := func(id, words string) rapporteur.Fact {
		return rapporteur.Fact{ID: id, Evidence: at(words), Confidence: 0.25}
	}
	return &rapporteur.Record{
		Report: &rapporteur.Document{Text: text},
		Events: []rapporteur.Event{{
			Fact: fact("e1", "met"), Type: "CONSULT", Mode: "third-party", Context: []string{"diplomatic"}, CAMEO: "046",
			Anchor: at("met"), Actors: []string{"n1", "n2"}, Recipients: []string{"n3"},
			ThirdParties: []rapporteur.ThirdParty{{Entity: "n4", Role: rapporteur.HostRole}},
			Place:        "n5", Time: "2031-02-03", Status: rapporteur.Happened, SaidBy: "s1",
		}},
		Meetings: []rapporteur.Meeting{{
			Fact: fact("m1", "met"), Kind: rapporteur.Talks, Parties: []string{"n1"}, Participants: []string{"n2"},
			Delegations: []string{"d1"}, Hosts: []string{"n4"}, Mediators: []string{"n6"}, Venue: at("the Tide Hall")[0],
			Place: "n5", Time: "2031-02-03", Topic: at("the locks"), Outcome: rapporteur.PartlyReached, Status: rapporteur.HeldMeeting,
			Life: []rapporteur.MeetingStep{{Status: rapporteur.HeldMeeting, Time: "2031-02-03", Evidence: at("met"), SaidBy: "s1"}},
		}},
		Delegations: []rapporteur.Delegation{{
			Fact: fact("d1", "envoys"), Party: "n1", Head: "n2", SentBy: "n3", Members: []string{"n6"}, Excluded: []string{"n7"},
			Level: rapporteur.SeniorOfficialLevel, LevelWords: at("senior")[0], Destination: "n5", Time: "2031-02", Meeting: "m1",
			Status: rapporteur.ArrivedDelegation,
		}},
		Positions: []rapporteur.Position{{
			Fact: fact("p1", "no barge"), Party: "n1", Holder: "n2", Toward: []string{"n3"}, Stance: rapporteur.Demands,
			Issue: "the dam", Content: at("the dam is mended"), Time: "2031-02-03", Statement: "s1",
		}},
		Conditions: []rapporteur.Condition{{
			Fact: fact("c1", "until"), Outcome: at("no barge passes"), Requirement: at("the dam is mended"), Form: rapporteur.Until,
			IfUnmet: true, Holder: []string{"n1"}, Waits: []string{"n2"}, Deadline: "2031-03", Statement: "s1", Met: rapporteur.Open,
			OutcomeProposition: "barge passes", RequirementProposition: "dam mended",
		}},
		Deadlocks: [][]string{{"c1"}},
	}
}

func TestJSONFacts(t *testing.T) {
	met := `{"start":22,"end":25,"text":"met"}`
	for key, want := range map[string]string{
		"events": `[{"id":"e1","type":"CONSULT","mode":"third-party","context":["diplomatic"],"cameo":"046","anchor":[` + met + `],` +
			`"actors":["n1","n2"],"recipients":["n3"],"third_parties":[{"entity":"n4","role":"host"}],"place":"n5",` +
			`"time":"2031-02-03","status":"happened","said_by":"s1","evidence":[` + met + `],"confidence":0.25}]`,
		"meetings": `[{"id":"m1","kind":"talks","parties":["n1"],"participants":["n2"],"delegations":["d1"],"hosts":["n4"],` +
			`"mediators":["n6"],"venue":"the Tide Hall","place":"n5","time":"2031-02-03","topic":[{"start":74,"end":83,"text":"the locks"}],` +
			`"outcome":"partial","status":"held","life":[{"status":"held","time":"2031-02-03","evidence":[` + met + `],"said_by":"s1"}],` +
			`"evidence":[` + met + `],"confidence":0.25}]`,
		"delegations": `[{"id":"d1","party":"n1","head":"n2","members":["n6"],"excluded":["n7"],"level":"senior_official",` +
			`"level_words":{"start":8,"end":14,"text":"senior"},"sent_by":"n3","destination":"n5","status":"arrived","time":"2031-02",` +
			`"meeting":"m1","evidence":[{"start":15,"end":21,"text":"envoys"}],"confidence":0.25}]`,
		"positions": `[{"id":"p1","party":"n1","holder":"n2","stance":"demands","issue":"the dam",` +
			`"content":[{"start":107,"end":124,"text":"the dam is mended"}],"toward":["n3"],"time":"2031-02-03","statement":"s1",` +
			`"evidence":[{"start":85,"end":93,"text":"no barge"}],"confidence":0.25}]`,
		"conditions": `[{"id":"c1","outcome":[{"start":85,"end":100,"text":"no barge passes"}],` +
			`"requirement":[{"start":107,"end":124,"text":"the dam is mended"}],"form":"until","polarity":"if_unmet","holder":["n1"],` +
			`"waits":["n2"],"deadline":"2031-03","statement":"s1","met":"open","outcome_proposition":"barge passes",` +
			`"requirement_proposition":"dam mended","evidence":[{"start":101,"end":106,"text":"until"}],"confidence":0.25}]`,
		"deadlocks": `[["c1"]]`,
	} {
		var got map[string]json.RawMessage
		if err := json.Unmarshal([]byte(encode(t, JSONOptions{}, lockTalks(t))), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(got[key])); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
}

func TestJSONFactsLeaveOutTheUnknown(t *testing.T) {
	fact := rapporteur.Fact{ID: "x"}
	got := encode(t, JSONOptions{}, &rapporteur.Record{
		Report: &rapporteur.Document{Text: "x"}, Events: []rapporteur.Event{{Fact: fact}},
		Meetings:    []rapporteur.Meeting{{Fact: fact, Life: []rapporteur.MeetingStep{{Status: rapporteur.HeldMeeting}}}},
		Delegations: []rapporteur.Delegation{{Fact: fact}}, Positions: []rapporteur.Position{{Fact: fact}},
		Conditions: []rapporteur.Condition{{Fact: fact}},
	})
	bare := `[{"id":"x","confidence":0}]`
	want := `{"report":{"text":"x"},"entities":[],"times":[],"statements":[],"events":` + bare +
		`,"meetings":[{"id":"x","life":[{"status":"held"}],"confidence":0}],"delegations":` + bare + `,"positions":` + bare +
		`,"conditions":[{"id":"x","polarity":"if_met","confidence":0}],"deadlocks":[]}` + "\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
