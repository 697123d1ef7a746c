package store

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur"
)

func decision(v Verdict, fields map[string]string) Decision {
	d := Decision{Verdict: v, Who: "Liv Aas", Why: "read it twice", At: now.Add(time.Hour)}
	for name, value := range fields {
		if d.Fields == nil {
			d.Fields = map[string]json.RawMessage{}
		}
		d.Fields[name] = json.RawMessage(value)
	}
	return d
}

// name is how a person calls a fact of the i-th report.
func name(t *testing.T, i int, id string) string {
	t.Helper()
	return sampleID(t, i)[:8] + "/" + id
}

func decide(t *testing.T, s *Store, d Decision, names ...string) []Head {
	t.Helper()
	heads, err := s.Decide(t.Context(), d, names...)
	if err != nil {
		t.Fatal(err)
	}
	return heads
}

// A decision stands in every view.
func TestDecisionsShow(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 2)
		decide(t, s, decision(Confirm, nil), name(t, 0, "s1"))
		decide(t, s, decision(Reject, nil), name(t, 0, "c1"), name(t, 1, "c1"))
		got := decide(t, s, decision(Correct, map[string]string{"Stance": `"rejects"`, "Party": `"Skarv"`, "Time": `"2031-02-01"`}), name(t, 0, "p1"))
		if len(got) != 1 || got[0].Label != "rejects" || got[0].Who != "Skarv" || got[0].Day != "2031-02-01" {
			t.Errorf("%+v", got)
		}
		want := Decision{Verdict: Correct, Who: "Liv Aas", Why: "read it twice", At: now.Add(time.Hour)}
		positions, err := s.Positions(t.Context(), Filter{Party: "Skarv", Label: "rejects"})
		if err != nil || len(positions) != 1 || positions[0].Decision == nil {
			t.Fatalf("%+v, %v", positions, err)
		}
		p := positions[0]
		if p.Decision.Verdict != want.Verdict || p.Decision.Who != want.Who || p.Decision.Why != want.Why || !p.Decision.At.Equal(want.At) ||
			p.Fact.Stance != rapporteur.Rejects || p.Fact.Party != "e2" || p.Machine.Stance != rapporteur.Demands || p.Machine.Party != "e1" {
			t.Errorf("%+v", p)
		}
		for verdict, n := range map[Verdict]int{Confirm: 1, Reject: 2, Correct: 1} {
			if facts, err := s.Facts(t.Context(), Filter{Verdict: verdict}); err != nil || len(facts) != n {
				t.Errorf("%s: %d facts, %v, want %d", verdict, len(facts), err, n)
			}
		}
		report, err := s.Report(t.Context(), sampleID(t, 0))
		if err != nil || report.Record.Positions[0].Stance != rapporteur.Rejects {
			t.Errorf("%+v, %v", report.Record.Positions, err)
		}
		decided := 0
		for _, h := range report.Facts {
			if h.Decision != nil {
				decided++
			}
		}
		hits, err := s.Search(t.Context(), InStatements, "paper", Filter{})
		if err != nil || decided != 3 || !slices.ContainsFunc(hits, func(h Hit) bool { return h.Fact.Decision != nil }) {
			t.Errorf("%d decided, %v", decided, err)
		}
		list, err := s.List(t.Context(), Filter{})
		if err != nil || list[1].Decided != 3 {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

// The last verdict counts, and the earlier ones are kept. To confirm or to correct a fact
// once more leaves the corrections that stand; to reject it takes them back.
func TestDecisionsAreOnlyAdded(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 1)
		decide(t, s, decision(Reject, nil), name(t, 0, "s1"))
		decide(t, s, decision(Correct, map[string]string{"Act": `"think"`}), name(t, 0, "s1"))
		got := decide(t, s, decision(Confirm, nil), name(t, 0, "s1"))
		statements, err := s.Statements(t.Context(), Filter{})
		if err != nil || got[0].Decision.Verdict != Confirm || statements[0].Fact.Act != rapporteur.Think || countRows(t, s, "decisions") != 3 {
			t.Errorf("%+v, %v", statements, err)
		}
		got = decide(t, s, decision(Correct, map[string]string{"Speaker": `["Pia Lund"]`}), name(t, 0, "s1"))
		before := map[string]string{"Act": `"say"`, "Speaker": `["Ada Brekke"]`}
		for field, want := range before {
			if len(got[0].Before) != len(before) || string(got[0].Before[field]) != want {
				t.Errorf("%s was %s, want %s", field, got[0].Before[field], want)
			}
		}
		for _, change := range []string{"UPDATE decisions SET who = 'nobody'", "DELETE FROM decisions"} {
			if _, err := s.write.ExecContext(t.Context(), change); err == nil || !strings.Contains(err.Error(), "decisions are only ever added") {
				t.Errorf("%s: %v", change, err)
			}
		}
		history, err := s.Decisions(t.Context(), name(t, 0, "s1"))
		if err != nil || len(history) != 4 || history[1].Verdict != Correct || string(history[1].Fields["Act"]) != `"think"` {
			t.Errorf("%+v, %v", history, err)
		}
		decide(t, s, decision(Reject, nil), name(t, 0, "s1"))
		if statements, err := s.Statements(t.Context(), Filter{}); err != nil || statements[0].Fact.Act != rapporteur.Say || statements[0].Before != nil {
			t.Errorf("%+v, %v", statements, err)
		}
	})
}

func TestMergeAndSplit(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 4)
		joined := func() (out []string) {
			meetings, err := s.Meetings(t.Context(), Filter{})
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range meetings {
				out = append(out, m.Joined)
			}
			return out
		}
		decide(t, s, decision(Merge, nil), name(t, 0, "m1"), name(t, 1, "m1"))
		decide(t, s, decision(Merge, nil), name(t, 2, "m1"), name(t, 3, "m1"))
		if j := joined(); j[0] != j[1] || j[2] != j[3] || j[0] == j[2] || j[0] == "" {
			t.Errorf("two pairs: %q", j)
		}
		if heads := decide(t, s, decision(Merge, nil), name(t, 1, "m1"), name(t, 2, "m1")); len(heads) != 4 {
			t.Errorf("%d facts in the group", len(heads))
		}
		if j := joined(); j[0] != j[1] || j[1] != j[2] || j[2] != j[3] {
			t.Errorf("one group: %q", j)
		}
		decide(t, s, decision(Split, nil), name(t, 3, "m1"))
		j := joined()
		if j[0] != j[2] || j[3] != "" {
			t.Errorf("one split off: %q", j)
		}
		by, group, err := s.Joined(t.Context(), j[0])
		if err != nil || by.Verdict != Merge || by.Who != "Liv Aas" || len(group) != 3 || group[0].Name() != name(t, 0, "m1") {
			t.Errorf("%+v, %d facts, %v", by, len(group), err)
		}
		if heads := decide(t, s, decision(Split, nil), name(t, 0, "m1"), name(t, 1, "m1")); len(heads) != 3 {
			t.Errorf("%d facts are split, with the one that would be left alone", len(heads))
		}
		if j := joined(); strings.Join(j, "") != "" {
			t.Errorf("all split: %q", j)
		}
	})
}

func TestDecisionErrors(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 2)
		s1, p1 := name(t, 0, "s1"), name(t, 0, "p1")
		for _, c := range []struct {
			d     Decision
			names []string
			want  string
		}{
			{Decision{Verdict: Confirm}, []string{s1}, "needs the name of who decides"},
			{decision(Confirm, nil), []string{name(t, 0, "s9")}, "has no fact " + name(t, 0, "s9")},
			{decision(Confirm, nil), []string{"s1"}, "has no fact s1 (a fact is called by"},
			{decision(Merge, nil), []string{s1}, "merge needs two facts"},
			{decision(Merge, nil), []string{s1, p1}, "they cannot be the same"},
			{decision(Correct, nil), []string{p1}, "correct needs one fact"},
			{decision(Correct, map[string]string{"Stanza": `"x"`}), []string{p1}, `a position has no "Stanza"`},
			{decision(Correct, map[string]string{"Party": "5"}), []string{p1}, "not what belongs there"},
			{decision(Correct, map[string]string{"ID": `"p9"`}), []string{p1}, "the ID of a fact cannot be corrected"},
			{decision(Correct, map[string]string{"Content": `[{"words": "a toll of 7 marks"}]`}), []string{p1}, `does not have the words "a toll of 7 marks"`},
			{decision(Correct, map[string]string{"Content": `[{"words": "toll", "place": 2}]`}), []string{p1}, `has the words "toll" fewer than 2 times`},
			{decision(Correct, map[string]string{"Content": `[{"words": "ferr"}]`}), []string{p1}, `does not have the words "ferr"`},
			{decision(Correct, map[string]string{"Content": `[]`}), []string{p1}, "the words must not be empty"},
			{decision(Correct, map[string]string{"Content": `[{"words": " "}]`}), []string{p1}, "the words must not be empty"},
			{decision(Correct, map[string]string{"Evidence": `[{"Start": 2, "End": 9}]`}), []string{p1}, "the words must not be empty"},
			{decision(Correct, map[string]string{"Content": `[{"words": "Hale"}]`}), []string{p1}, `has the words "Hale" in 2 places (1: …Hale and Skarv meet over the…; 2: …Skarv, said on Tuesday. Hale demands a toll of 0…): say which`},
			{decision(Correct, map[string]string{"Life": `[{"Status": "held"}]`}), []string{name(t, 0, "m1")}, `the "Life" of a meeting cannot be corrected`},
			{decision(Confirm, map[string]string{"Stance": `"rejects"`}), []string{p1}, "only a correction changes fields"},
		} {
			_, err := s.Decide(t.Context(), c.d, c.names...)
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%v %v: %v, want %s", c.d.Verdict, c.names, err, c.want)
			}
		}
		if n := countRows(t, s, "decisions"); n != 0 {
			t.Errorf("%d decisions were kept", n)
		}
	})
}

// redo makes the records of reports anew as change has them.
func redo(t *testing.T, s *Store, version string, change func(i int, r *rapporteur.Record)) {
	t.Helper()
	i := 0
	var all []*Redone
	for old, err := range s.OlderReports(t.Context(), version) {
		if err != nil {
			t.Fatal(err)
		}
		if string(old.Input.Raw) != sampleText(i) || old.Input.Name != sampleInput(i).Name || old.Input.Outlet != "Hale Post" {
			t.Errorf("the input is not the one that was added: %+v", old.Input)
		}
		r := sampleRecord(t, i)
		change(i, r)
		old.Input.Seen = now.Add(24 * time.Hour)
		again, err := PackAgain(old, r, version)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, again)
		i++
	}
	if err := s.Redo(t.Context(), all); err != nil {
		t.Fatal(err)
	}
}

// Decisions outlast a new analysis that numbers facts otherwise, finds others words for
// them, knows entities by other IDs, or does not find them at all.
func TestDecisionsOutlastANewAnalysis(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 2)
		decide(t, s, decision(Confirm, nil), name(t, 0, "s1"))
		decide(t, s, decision(Correct, map[string]string{"Stance": `"offers"`}), name(t, 0, "p1"))
		decide(t, s, decision(Correct, map[string]string{"Head": `"Ada Brekke"`}), name(t, 0, "d1"))
		decide(t, s, decision(Reject, nil), name(t, 0, "c1"))
		decide(t, s, decision(Confirm, nil), name(t, 0, "m1"))
		decide(t, s, decision(Merge, nil), name(t, 0, "v1"), name(t, 1, "v1"))
		redo(t, s, "2", func(i int, r *rapporteur.Record) {
			// Another statement before it, and one more letter in the content.
			first := r.Statements[0]
			r.Statements[0].ID = "s2"
			r.Statements[0].Content = []rapporteur.Span{{Start: first.Content[0].Start, End: first.Content[0].End + len(" Ada")}}
			first.ID, first.Content, first.Speaker = "s1", []rapporteur.Span{{Start: 0, End: 4}}, []string{"e1"}
			r.Statements = append([]rapporteur.Statement{first}, r.Statements...)
			// The meeting and the rejected condition are not found again.
			r.Meetings, r.Conditions = nil, nil
			// The entities have other IDs.
			slices.Reverse(r.Entities)
			renamed := map[string]string{"e1": "e6", "e2": "e5", "e3": "e4", "e4": "e3", "e5": "e2", "e6": "e1"}
			for j := range r.Entities {
				e := &r.Entities[j]
				e.ID = renamed[e.ID]
				if e.Party != "" {
					e.Party = renamed[e.Party]
				}
			}
			for f := range r.Facts() {
				for _, ref := range refsOf(f) {
					ref.replace(func(id string) string { return renamed[id] })
				}
			}
		})
		report, err := s.Report(t.Context(), sampleID(t, 0))
		if err != nil {
			t.Fatal(err)
		}
		if report.Version != "2" {
			t.Errorf("version %s", report.Version)
		}
		verdicts := map[string]string{}
		for _, h := range report.Facts {
			what := h.ID + " " + h.Label + " " + h.Who
			if h.Decision != nil {
				verdicts[what] = string(h.Decision.Verdict)
			}
			if h.Kept != strings.HasPrefix(h.ID, "kept-") {
				t.Errorf("%s: kept %v", what, h.Kept)
			}
			if (h.Joined != "") != (h.ID == "v1") {
				t.Errorf("%s: joined %q", what, h.Joined)
			}
		}
		var meeting string
		for what := range verdicts {
			if strings.HasPrefix(what, "kept-") {
				meeting = what
			}
		}
		want := map[string]string{"s2 direct Ada Brekke": "confirm", "p1 offers Hale": "correct", "d1 senior_official Saltmarsh League": "correct", meeting: "confirm"}
		if len(verdicts) != 4 || !strings.HasSuffix(meeting, "expected Hale, Skarv") {
			t.Errorf("%v, want %v", verdicts, want)
		}
		for what, verdict := range want {
			if verdicts[what] != verdict {
				t.Errorf("%s: %q, want %q among %v", what, verdicts[what], verdict, verdicts)
			}
		}
		if len(report.Record.Meetings) != 1 || !slices.Equal(report.Record.Meetings[0].Parties, []string{"e6", "e5"}) ||
			len(report.Record.Conditions) != 0 || report.Record.Delegations[0].Head != "e4" {
			t.Errorf("%+v", report.Record)
		}
		// The condition is found again and is still rejected; the meeting is no longer kept.
		redo(t, s, "3", func(int, *rapporteur.Record) {})
		conditions, err := s.Conditions(t.Context(), Filter{Verdict: Reject})
		if err != nil || len(conditions) != 1 {
			t.Errorf("%+v, %v", conditions, err)
		}
		if meetings, err := s.Meetings(t.Context(), Filter{Verdict: Confirm}); err != nil || len(meetings) != 1 || meetings[0].Kept || meetings[0].ID != "m1" {
			t.Errorf("%+v, %v", meetings, err)
		}
		if wrong, err := s.Check(t.Context()); err != nil || len(wrong) > 0 {
			t.Errorf("%v, %v", wrong, err)
		}
	})
}

// Words that an analyst put in the place of the machine's are found again in a text that
// has moved, and are lost with a text that does not have them; the machine's stand there then.
func TestCorrectedWords(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 1)
		got := decide(t, s, decision(Correct, map[string]string{"Content": `[{"words": "Hale  demands a toll", "place": 1}, {"words": "for the\nferries"}]`}), name(t, 0, "p1"))
		if got[0].Words != "Hale demands a toll … for the ferries" || string(got[0].Before["Content"]) != `[{"words":"a toll of 0 marks"}]` || got[0].Lost != nil {
			t.Errorf("%+v", got[0])
		}
		content := func() string {
			t.Helper()
			list, err := s.List(t.Context(), Filter{})
			if err != nil {
				t.Fatal(err)
			}
			report, err := s.Report(t.Context(), list[0].ID)
			if err != nil {
				t.Fatal(err)
			}
			return words(report.Record.Report.Text, report.Record.Positions[0].Content...)
		}
		if c := content(); c != "Hale demands a toll … for the ferries" {
			t.Errorf("%q", c)
		}
		if hits, err := s.Search(t.Context(), InPositions, "ferries", Filter{}); err != nil || len(hits) != 1 {
			t.Errorf("%+v, %v", hits, err)
		}
		decide(t, s, decision(Correct, map[string]string{"Stance": `"seeks"`}), name(t, 0, "p1"))
		another := func(text string) func(int, *rapporteur.Record) {
			return func(_ int, r *rapporteur.Record) {
				start := strings.Index(text, "a toll of")
				r.Report.ID, r.Report.Text = strings.Repeat("ab", 32), text
				r.Positions = r.Positions[:1]
				r.Positions[0].Content = []rapporteur.Span{{Start: start, End: start + len("a toll of 0 marks")}}
				r.Positions[0].Evidence = r.Positions[0].Content
				r.Statements, r.Events, r.Meetings, r.Delegations, r.Conditions, r.Entities, r.Times = nil, nil, nil, nil, nil, nil, nil
			}
		}
		redo(t, s, "2", another("Read on. Hale demands a toll of 0 marks for the ferries."))
		if c := content(); c != "Hale demands a toll … for the ferries" {
			t.Errorf("moved: %q", c)
		}
		redo(t, s, "3", another("It wants a toll of 0 marks for the road."))
		if c := content(); c != "a toll of 0 marks" {
			t.Errorf("lost: %q", c)
		}
		positions, err := s.Positions(t.Context(), Filter{})
		if err != nil || len(positions) != 1 || !slices.Equal(positions[0].Lost, []string{"Content"}) || positions[0].Fact.Stance != rapporteur.Seeks {
			t.Errorf("%+v, %v", positions, err)
		}
	})
}

// A newer version that reads two texts as one leaves one report with both inputs, and
// the decisions on either.
func TestReportsThatBecomeOne(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 2)
		decide(t, s, decision(Confirm, nil), name(t, 0, "s1"))
		decide(t, s, decision(Reject, nil), name(t, 1, "c1"))
		redo(t, s, "2", func(i int, r *rapporteur.Record) { *r = *sampleRecord(t, 0) })
		list, err := s.List(t.Context(), Filter{})
		if err != nil || len(list) != 1 || list[0].Decided != 2 {
			t.Fatalf("%+v, %v", list, err)
		}
		report, err := s.Report(t.Context(), list[0].ID)
		if err != nil || len(report.Sightings) != 2 || countRows(t, s, "raws") != 2 {
			t.Errorf("%+v, %v", report.Sightings, err)
		}
		if n, err := s.Older(t.Context(), "2"); err != nil || n != 0 {
			t.Errorf("%d left, %v", n, err)
		}
	})
}

// The key of a fact depends on what it says and not on its number or its place.
func TestKeys(t *testing.T) {
	r := sampleRecord(t, 0)
	before := keys(r.Report.Text, slices.Collect(r.Facts()))
	r.Statements[0].ID = "s7"
	moved := "\n\n\n" + r.Report.Text
	for _, f := range [][]rapporteur.Span{r.Statements[0].Content, r.Statements[0].Evidence} {
		f[0] = rapporteur.Span{Start: f[0].Start + 3, End: f[0].End + 3}
	}
	if after := keys(moved, []rapporteur.AnyFact{&r.Statements[0]}); after[0] != before[0] {
		t.Errorf("%s became %s", before[0], after[0])
	}
	twice := []rapporteur.AnyFact{&r.Statements[0], &r.Statements[0]}
	if k := keys(moved, twice); k[0] == k[1] {
		t.Error("two alike have one key")
	}
}
