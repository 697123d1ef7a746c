package gold

import (
	"math"
	"strings"
	"testing"

	"rapporteur"
)

// weir is the gold report of the talks on a weir, as its own record, and how that
// record is spoken of: by the first place of words in the text.
func weir(t *testing.T) (Report, *rapporteur.Record, func(string) []rapporteur.Span) {
	t.Helper()
	r := read(t, "testdata/weir.txt")[0]
	return r, asAnnotated(r), func(words string) []rapporteur.Span {
		s, err := locate(r.Text, words)
		if err != nil {
			t.Fatal(err)
		}
		return []rapporteur.Span{s}
	}
}

// Each case changes one thing of a record that is right in all, and says of which
// row how many are still found.
func TestRules(t *testing.T) {
	_, _, at := weir(t)
	for _, c := range []struct {
		name   string
		change func(*rapporteur.Record)
		row    string
		want   int
	}{
		{"nothing", func(*rapporteur.Record) {}, "event", 3},
		{"another type", func(r *rapporteur.Record) { r.Events[0].Type = "AID" }, "event", 2},
		{"a planned meeting is an agreement", func(r *rapporteur.Record) { r.Events[0].Status = rapporteur.Planned }, "event", 2},
		{"one of two actors", func(r *rapporteur.Record) { r.Events[0].Actors = []string{"Norvia"} }, "event", 3},
		{"of two actors one in the list", func(r *rapporteur.Record) { r.Events[0].Actors = []string{"Norvia"} }, "event.actor", 2},
		{"a party too many in the list", func(r *rapporteur.Record) {
			r.Meetings[0].Parties = append([]string{"Bo Tarn"}, r.Meetings[0].Parties...)
		}, "meeting.party", 2},
		{"another actor", func(r *rapporteur.Record) { r.Events[0].Actors = []string{"Bo Tarn"} }, "event", 2},
		{"an actor where there is none", func(r *rapporteur.Record) { r.Events[2].Actors = []string{"Bo Tarn"} }, "event", 2},
		{"an anchor in the same sentence", func(r *rapporteur.Record) { r.Events[0].Anchor = at("weir. “No") }, "event", 3},
		{"an anchor in another sentence", func(r *rapporteur.Record) { r.Events[0].Anchor = at("“No water") }, "event", 2},
		{"another status", func(r *rapporteur.Record) { r.Events[1].Status = rapporteur.Ongoing }, "event.status", 2},
		{"the day alone", func(r *rapporteur.Record) {
			r.Meetings[0].Place, r.Meetings[0].Life, r.Meetings[0].Time = "", nil, "2031-02-03TNI"
		}, "meeting", 2},
		{"the place alone", func(r *rapporteur.Record) {
			r.Meetings[0].Time, r.Meetings[0].Life, r.Meetings[0].Place = "", nil, "Maar"
		}, "meeting", 2},
		{"the venue for the place", func(r *rapporteur.Record) {
			r.Meetings[1].Place, r.Meetings[1].Life, r.Meetings[1].Venue = "", nil, at("Skarv")[0]
		}, "meeting", 2},
		{"neither", func(r *rapporteur.Record) {
			r.Meetings[0].Place, r.Meetings[0].Life, r.Meetings[0].Time = "", nil, "2031-02"
		}, "meeting", 1},
		{"a party too many", func(r *rapporteur.Record) {
			r.Meetings[0].Parties = append([]string{"Bo Tarn"}, r.Meetings[0].Parties...)
		}, "meeting", 2},
		{"a party too few", func(r *rapporteur.Record) { r.Meetings[0].Parties = []string{"Norvia"} }, "meeting", 1},
		{"another state", func(r *rapporteur.Record) { r.Meetings[1].Status = rapporteur.HeldMeeting }, "meeting.status", 1},
		{"another head, the same destination", func(r *rapporteur.Record) { r.Delegations[0].Head = "Orla Quint" }, "delegation", 1},
		{"another destination, the same head", func(r *rapporteur.Record) { r.Delegations[0].Destination = "Skarv" }, "delegation", 1},
		{"the head a member", func(r *rapporteur.Record) {
			r.Delegations[0] = rapporteur.Delegation{Party: "Weir League", Members: []string{"Bo Tarn"}}
		}, "delegation", 1},
		{"another party", func(r *rapporteur.Record) { r.Delegations[0].Party = "Norvia" }, "delegation", 0},
		{"the same side", func(r *rapporteur.Record) { r.Positions[0].Stance = rapporteur.Rejects }, "position", 2},
		{"the other side", func(r *rapporteur.Record) { r.Positions[0].Stance = rapporteur.Accepts }, "position", 1},
		{"half of the shorter", func(r *rapporteur.Record) { r.Positions[0].Content = at("refused to open") }, "position", 2},
		{"less than half of the shorter", func(r *rapporteur.Record) { r.Positions[0].Content = at("envoy Orla Quint refused to") }, "position", 1},
		{"another holder", func(r *rapporteur.Record) { r.Conditions[0].Holder = []string{"Norvia"} }, "condition.holder", 0},
		{"another requirement", func(r *rapporteur.Record) { r.Conditions[0].Requirement = at("she said") }, "condition", 0},
		{"another value", func(r *rapporteur.Record) { r.Times[0].Value = "2031-02-10" }, "time.value", 1},
	} {
		report, record, _ := weir(t)
		c.change(record)
		for _, row := range Score([]Report{report}, []*rapporteur.Record{record}).Rows() {
			if row.Name == c.row && row.Hit != c.want {
				t.Errorf("%s: %+v, want %d found", c.name, row, c.want)
			}
		}
	}
}

// A list that names one too many is less precise, one named twice counts once.
func TestLists(t *testing.T) {
	report, record, _ := weir(t)
	before := Score([]Report{report}, []*rapporteur.Record{record})
	record.Events[0].Actors = append(record.Events[0].Actors, "Bo Tarn", "Norvia")
	after := Score([]Report{report}, []*rapporteur.Record{record})
	if before.Actor.Precision() != 1 || before.Actor.Recall() != 1 {
		t.Errorf("of a record that is right: %+v", before.Actor)
	}
	if want := (Count{before.Actor.Hit, before.Actor.Gold, before.Actor.Given + 1}); after.Actor != want || after.Event != before.Event {
		t.Errorf("got %+v, want %+v", after.Actor, want)
	}
}

func TestSentences(t *testing.T) {
	text := "He (Mr. Oe) left. “No.” 5 came\n\nby 3.5 p.m. yesterday! And"
	var got []string
	at := 0
	for _, end := range sentencesOf(text) {
		got = append(got, text[at:end])
		at = end
	}
	want := "He (Mr. |Oe) left. |“No.” |5 came\n\n|by 3.5 p.m. yesterday! |And"
	if strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", strings.Join(got, "|"), want)
	}
}

func TestReliability(t *testing.T) {
	report, record, at := weir(t)
	record.Positions[0].Confidence, record.Positions[1].Confidence = 0.9, 1
	record.Positions = append(record.Positions, rapporteur.Position{Party: "Norvia", Content: at("she said"), Fact: rapporteur.Fact{Confidence: 0.1}})
	got := Score([]Report{report}, []*rapporteur.Record{record}).Reliability.Position
	want := Bins{0: {Given: 1, Confidence: 0.1}, 4: {Given: 2, Right: 2, Confidence: 1.9}}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if e := got.Error(); math.Abs(e-0.2/3) > 1e-9 {
		t.Errorf("error %v, want %v", e, 0.2/3)
	}
	if (Bins{}).Error() != 0 {
		t.Error("nothing given has an error")
	}
}
