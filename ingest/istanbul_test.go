package ingest

import (
	"os"
	"slices"
	"strings"
	"testing"

	"rapporteur"
)

// A report that a machine has reworded, on the eve of talks that one leader skips.
func TestIstanbul(t *testing.T) {
	const path = "../../shared/reports/istanbul-talks.txt"
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is absent", path)
	}
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := p.Record(Input{Name: path, Published: "2025-05-15"})
	if err != nil {
		t.Fatal(err)
	}
	w := wanted{r, map[string]string{}}
	for _, e := range r.Entities {
		w.names[e.ID] = e.Name
	}
	for fact, found := range map[string]bool{
		"a delegation to Istanbul headed by the defence minister": slices.ContainsFunc(r.Delegations, func(d rapporteur.Delegation) bool {
			return w.is(d.Party, "Ukraine") && w.is(d.Head, "Umerov") && w.is(d.Destination, "Istanbul")
		}),
		"the Russian one headed by Medinsky, lower-level": slices.ContainsFunc(r.Delegations, func(d rapporteur.Delegation) bool {
			return w.is(d.Party, "Russia") && w.is(d.Head, "Medinsky") && strings.HasSuffix(w.words(d.LevelWords), "-level")
		}),
		"talks expected at Dolmabahçe": slices.ContainsFunc(r.Meetings, func(m rapporteur.Meeting) bool {
			return m.Status == rapporteur.ExpectedMeeting && w.among(m.Parties, "Ukraine") && w.among(m.Parties, "Russia") && strings.Contains(w.words(m.Venue), "Dolmabahçe")
		}),
		"a meeting of Putin and Zelenskyy refused": slices.ContainsFunc(r.Meetings, func(m rapporteur.Meeting) bool {
			refused := func(s rapporteur.MeetingStep) bool { return s.Status == rapporteur.RefusedMeeting }
			return slices.ContainsFunc(m.Life, refused) && w.among(m.Participants, "Putin") && w.among(m.Participants, "Zelenskyy")
		}),
		"Kyiv's demand for a ceasefire of 30 days": slices.ContainsFunc(r.Positions, func(p rapporteur.Position) bool {
			return p.Stance == rapporteur.Demands && w.is(p.Party, "Ukraine") && strings.Contains(w.words(p.Content...), "30-day ceasefire")
		}),
		"sanctions if there is no ceasefire": slices.ContainsFunc(r.Conditions, func(c rapporteur.Condition) bool {
			return c.IfUnmet && strings.Contains(w.words(c.Outcome...), "sanctions") && strings.Contains(w.words(c.Requirement...), "no ceasefire")
		}),
		"the deadlock of a breakthrough, a meeting and progress": slices.ContainsFunc(r.Deadlocks, func(cycle []string) bool {
			said := w.cycle(cycle)
			return strings.Contains(said, "Putin and I get together") && strings.Contains(said, "progress this week")
		}),
	} {
		if !found {
			t.Errorf("not found: %s", fact)
		}
	}
}

// wanted looks facts up in a record.
type wanted struct {
	*rapporteur.Record
	names map[string]string
}

func (w wanted) is(id, name string) bool { return strings.Contains(w.names[id], name) }

func (w wanted) among(ids []string, name string) bool {
	return slices.ContainsFunc(ids, func(id string) bool { return w.is(id, name) })
}

func (w wanted) words(spans ...rapporteur.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, s.In(w.Report.Text))
	}
	return strings.Join(out, " ")
}

// cycle is the words of the conditions of a deadlock.
func (w wanted) cycle(ids []string) string {
	var out []string
	for _, c := range w.Conditions {
		if slices.Contains(ids, c.ID) {
			out = append(out, w.words(c.Outcome...), w.words(c.Requirement...))
		}
	}
	return strings.Join(out, " | ")
}
