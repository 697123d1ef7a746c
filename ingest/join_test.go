package ingest

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
	"rapporteur/gold"
	"rapporteur/history"
	"rapporteur/lineage"
	"rapporteur/store"
)

// storyRecords are the gold records of a story, their IDs as an archive wants them.
func storyRecords(t *testing.T, path string) []*rapporteur.Record {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Skip(err)
	}
	stories, err := gold.ReadStories(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range stories[0].Records {
		r.Report.ID = fmt.Sprintf("%08x%s", i+1, "000000000000000000000000000000000000000000000000")
	}
	return stories[0].Records
}

func emptyArchive(t *testing.T) *store.Store {
	t.Helper()
	archive, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "archive.db"), store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { archive.Close() })
	return archive
}

// keep adds records to an archive, a few at a time, and joins their facts. Of every second
// one the tellings are laid out beside it, as Add does; of the others they are made later.
func keep(t *testing.T, archive *store.Store, records []*rapporteur.Record, atOnce int) {
	t.Helper()
	known, made := newTellings(), 0
	for some := range slices.Chunk(records, atOnce) {
		var packed []*store.Packed
		for _, r := range some {
			pack := store.Pack
			if made++; made%2 == 0 {
				pack = known.packed
			}
			p, err := pack(store.Input{Name: r.Report.ID, Raw: []byte(r.Report.Text)}, r, "1")
			if err != nil {
				t.Fatal(err)
			}
			packed = append(packed, p)
		}
		if _, err := archive.Add(t.Context(), packed); err != nil {
			t.Fatal(err)
		}
		if err := known.relate(t.Context(), archive, AddOptions{}); err != nil {
			t.Fatal(err)
		}
	}
}

func joins(t *testing.T, archive *store.Store, f store.JoinFilter) []rapporteur.JoinedFact {
	t.Helper()
	found, err := archive.Joins(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestJoinInAnyOrder adds the reports of a story to archives in many orders, one by one or
// several at once: the facts are always those of all records joined at once.
func TestJoinInAnyOrder(t *testing.T) {
	for _, path := range []string{"../history/testdata/dredgers", "../../shared/gold/stories/ennedi-truce", "../../shared/gold/stories/nacala-wagons"} {
		t.Run(filepath.Base(path), func(t *testing.T) {
			records := storyRecords(t, path)
			traced := emptyArchive(t)
			keep(t, traced, records, len(records))
			relations, err := traced.Relations(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			origins := lineage.NewOrigins(relations)
			want := history.Join(records, relations, func(report string, evidence []rapporteur.Span) string {
				return origins.Of(lineage.Place{Report: report, Evidence: evidence})
			})
			byID(want)
			random := rand.New(rand.NewPCG(3, 3))
			for _, atOnce := range []int{1, 1, 3} {
				random.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
				archive := emptyArchive(t)
				keep(t, archive, records, atOnce)
				got := joins(t, archive, store.JoinFilter{})
				byID(got)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatalf("%d at once: %s", atOnce, diff)
				}
			}
		})
	}
}

func byID(facts []rapporteur.JoinedFact) {
	slices.SortFunc(facts, func(a, b rapporteur.JoinedFact) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
}

// of is the joined fact that has a member.
func of(t *testing.T, archive *store.Store, report, fact string) rapporteur.JoinedFact {
	t.Helper()
	for _, f := range joins(t, archive, store.JoinFilter{}) {
		if slices.Contains(f.Members, rapporteur.FactMember{Report: report, Fact: fact}) {
			return f
		}
	}
	t.Fatalf("no fact has %s of %s", fact, report)
	return rapporteur.JoinedFact{}
}

// TestDecisionsStandAboveJoins merges what the machine holds apart, splits what it joins
// and rejects a fact; all of it stays so when the report is read again.
func TestDecisionsStandAboveJoins(t *testing.T) {
	records := storyRecords(t, "../history/testdata/dredgers")
	archive := emptyArchive(t)
	keep(t, archive, records, 1)
	first, second, third := records[0].Report.ID, records[1].Report.ID, records[2].Report.ID
	decide := func(v store.Verdict, names ...string) {
		t.Helper()
		if _, err := archive.Decide(t.Context(), store.Decision{Verdict: v, Who: "Ada"}, names...); err != nil {
			t.Fatal(err)
		}
		if err := Join(t.Context(), archive, AddOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	decide(store.Split, third+"/m1")
	if f := of(t, archive, third, "m1"); f.Reports != 1 {
		t.Errorf("split: %v", f.Members)
	}
	if f := of(t, archive, first, "m1"); f.Reports != 2 || f.Status != "expected" {
		t.Errorf("what was left by the split: %v %s", f.Members, f.Status)
	}
	decide(store.Merge, first+"/m2", third+"/m1")
	if f := of(t, archive, third, "m1"); f.Reports != 2 || f.Members[0].Fact != "m2" {
		t.Errorf("merged: %v", f.Members)
	}
	decide(store.Reject, second+"/p1")
	if f := of(t, archive, first, "p1"); f.Reports != 1 {
		t.Errorf("rejected: %v", f.Members)
	}
	before := joins(t, archive, store.JoinFilter{})
	redoAll(t, archive, records)
	if diff := cmp.Diff(before, joins(t, archive, store.JoinFilter{})); diff != "" {
		t.Errorf("read again: %s", diff)
	}
}

// redoAll puts the records of a newer version in the place of the older ones.
func redoAll(t *testing.T, archive *store.Store, records []*rapporteur.Record) {
	t.Helper()
	var redone []*store.Redone
	for old, err := range archive.OlderReports(t.Context(), "2") {
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(records, func(r *rapporteur.Record) bool { return r.Report.ID == old.Input.Name })
		r, err := store.PackAgain(old, records[i], "2")
		if err != nil {
			t.Fatal(err)
		}
		redone = append(redone, r)
	}
	if err := archive.Redo(t.Context(), redone); err != nil {
		t.Fatal(err)
	}
	if err := newTellings().relate(t.Context(), archive, AddOptions{}); err != nil {
		t.Fatal(err)
	}
}

func TestJoinFilter(t *testing.T) {
	records := storyRecords(t, "../history/testdata/dredgers")
	archive := emptyArchive(t)
	keep(t, archive, records, 3)
	for _, c := range []struct {
		f    store.JoinFilter
		want int
	}{
		{store.JoinFilter{}, 10},
		{store.JoinFilter{Kind: store.MeetingKind}, 2},
		{store.JoinFilter{Party: "Ulvik"}, 1},
		{store.JoinFilter{Party: "dredgers' UNION"}, 4},
		{store.JoinFilter{Party: "dredg"}, 0},
		{store.JoinFilter{Origins: 3}, 1},
		{store.JoinFilter{Reports: 2}, 4},
		{store.JoinFilter{From: "2031-03-14"}, 0},
		{store.JoinFilter{To: "2031-02-20"}, 7},
		{store.JoinFilter{Disputed: true}, 0},
		{store.JoinFilter{Of: []string{records[1].Report.ID}}, 4},
		{store.JoinFilter{Limit: 3}, 3},
	} {
		if got := joins(t, archive, c.f); len(got) != c.want {
			t.Errorf("%+v: %d facts, want %d", c.f, len(got), c.want)
		}
	}
}

// Reports without a date, with a date that cannot be, without facts or with entities that
// their records lack, a thousand copies of one: all are joined, none stops the others.
func TestJoinOddReports(t *testing.T) {
	records := storyRecords(t, "../history/testdata/dredgers")
	records[0].Report.Published = time.Time{}
	records[1].Report.Published = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	records[2].Meetings[0].Parties = []string{"nobody", ""}
	records[2].Positions[0].Content = []rapporteur.Span{{Start: 10, End: 1 << 20}}
	empty := &rapporteur.Record{Report: &rapporteur.Document{ID: "000000ff", Text: "Nothing."}}
	archive := emptyArchive(t)
	keep(t, archive, append(records, empty), 2)
	if got := joins(t, archive, store.JoinFilter{}); len(got) == 0 {
		t.Error("no facts")
	}
	var copies []*rapporteur.Record
	for i := range 60 {
		r := *storyRecords(t, "../history/testdata/dredgers")[0]
		d := *r.Report
		d.ID = fmt.Sprintf("%08x", 1000+i)
		d.Text += fmt.Sprintf("\n\nOffice %d", i)
		r.Report = &d
		copies = append(copies, &r)
	}
	archive = emptyArchive(t)
	keep(t, archive, copies, 30)
	meetings := joins(t, archive, store.JoinFilter{Kind: store.MeetingKind})
	if len(meetings) != 2 || meetings[0].Reports != 60 || meetings[0].Origins != 1 || len(meetings[0].History) != 1 {
		t.Errorf("of 60 copies %d meetings, the first of %d reports and %d origins", len(meetings), meetings[0].Reports, meetings[0].Origins)
	}
}

// An archive whose facts an older version joined, from tellings in another form and by
// other keys, has those of this version once they are joined again.
func TestJoinOfOlderVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "archive.db")
	archive, err := store.Open(t.Context(), path, store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	keep(t, archive, storyRecords(t, "../history/testdata/dredgers"), 3)
	want := joins(t, archive, store.JoinFilter{})
	archive.Close()
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.ExecContext(t.Context(), `UPDATE told SET version = 1, tellings = x'00'; UPDATE told_keys SET key = key + 1;
		DELETE FROM schema_version WHERE version_id > 4`); err != nil {
		t.Fatal(err)
	}
	raw.Close()
	if archive, err = store.Open(t.Context(), path, store.Options{}); err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	if diff := cmp.Diff(want, joins(t, archive, store.JoinFilter{})); diff != "" {
		t.Errorf("before they are joined again: %s", diff)
	}
	if err := Join(t.Context(), archive, AddOptions{}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, joins(t, archive, store.JoinFilter{})); diff != "" {
		t.Error(diff)
	}
}
