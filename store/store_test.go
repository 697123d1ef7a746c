package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"

	"rapporteur"
)

// A record comes back as it was put in, with where it was found.
func TestAddAndShow(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 3)
		want := sampleRecord(t, 1)
		got, err := s.Report(t.Context(), want.Report.ID[:10])
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got.Record, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
		if len(got.Facts) != 6 || got.Facts[0].Who != "Ada Brekke" || got.Facts[0].Words != "“We will not sign paper 1,”" {
			t.Errorf("facts: %+v", got.Facts)
		}
		in := sampleInput(1)
		sighting := []Sighting{{Name: "reports/1.txt", SHA256: in.SHA256(), Size: int64(len(in.Raw)), Seen: now}}
		if diff := cmp.Diff(sighting, got.Sightings); diff != "" {
			t.Error(diff)
		}
		if got.Published != "2031-02-04" || got.Outlet != "Skarv Courier" || got.Version != "1" {
			t.Errorf("heading: %+v", got.Heading)
		}
	})
}

func TestReportsAreFoundByTheBeginningOfTheirID(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 1)
		for _, c := range []struct{ id, want string }{
			{"0123456789", "has no report 0123456789"},
			{"x", `"x" is not an ID: it takes 4 or more of the digits that list shows`},
			{"%%%%%%", `"%%%%%%" is not an ID: it takes 4 or more of the digits that list shows`},
		} {
			if _, err := s.Report(t.Context(), c.id); err == nil || err.Error() != s.Name()+": "+c.want {
				t.Errorf("%s: %v, want %s", c.id, err, c.want)
			}
		}
	})
}

// Who gives too few digits of an ID is told the reports that it may be.
func TestReportsOfSimilarIDs(t *testing.T) {
	first, second, digits := similarSamples(t)
	onEach(t, func(t *testing.T, archive string) {
		s := create(t, archive)
		for _, i := range []int{first, second} {
			p, err := Pack(Input{Name: "sample", Raw: []byte(sampleText(i)), Seen: now}, sampleRecord(t, i), "1")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Add(t.Context(), []*Packed{p}); err != nil {
				t.Fatal(err)
			}
		}
		told := []string{sampleID(t, first)[:8] + fmt.Sprintf(" (Mill road, round %d)", first), sampleID(t, second)[:8] + fmt.Sprintf(" (Mill road, round %d)", second)}
		slices.Sort(told)
		want := s.Name() + ": the IDs of 2 reports begin with " + digits + ": " + strings.Join(told, ", ")
		if _, err := s.Fact(t.Context(), digits+"/p1"); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
		if _, err := s.Report(t.Context(), digits); err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
		if _, err := s.Report(t.Context(), sampleID(t, first)[:8]); err != nil {
			t.Error(err)
		}
	})
}

// similarSamples are the first two samples whose IDs begin with the same digits.
func similarSamples(t *testing.T) (first, second int, digits string) {
	seen := map[string]int{}
	for i := range 2000 {
		digits := sampleID(t, i)[:minPrefix]
		if first, known := seen[digits]; known {
			return first, i, digits
		}
		seen[digits] = i
	}
	t.Fatal("no two of 2,000 IDs begin alike")
	return 0, 0, ""
}

// Identical bytes are kept once and a text has one report, wherever it is found.
func TestNothingIsKeptTwice(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 2)
		elsewhere := sampleInput(0)
		elsewhere.Name = "mirror/0.txt"
		spaced := sampleInput(0)
		spaced.Name, spaced.Raw = "spaced.txt", append([]byte("\n\n"), spaced.Raw...)
		other, err := Pack(spaced, sampleRecord(t, 0), "1")
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if _, err := s.Add(t.Context(), []*Packed{samplePack(t, 0), samplePack(t, 0), PackKnown(elsewhere), other}); err != nil {
				t.Fatal(err)
			}
		}
		c, err := s.Count(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if c.Reports != 2 || c.Inputs != 4 || c.Statements != 2 || c.Positions != 2 {
			t.Errorf("%+v", c)
		}
		if n := countRows(t, s, "raws"); n != 3 {
			t.Errorf("%d rows of bytes, want 3", n)
		}
		for _, at := range []struct {
			Sight
			want Seen
		}{
			{Sight{"reports/0.txt", elsewhere.SHA256()}, SeenHere},
			{Sight{"mirror/0.txt", elsewhere.SHA256()}, SeenHere},
			{Sight{"new.txt", spaced.SHA256()}, SeenElsewhere},
			{Sight{"reports/0.txt", "00"}, Unseen},
		} {
			if got, err := s.Seen(t.Context(), at.Sight, "1"); got != at.want || err != nil {
				t.Errorf("%v: %v %v, want %v", at.Sight, got, err, at.want)
			}
		}
	})
}

func countRows(t *testing.T, s *Store, table string) (n int) {
	t.Helper()
	if err := s.read.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// A refusal is kept with its reason and forgotten by the version that reads the bytes.
func TestRefusals(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := create(t, archive)
		in := sampleInput(0)
		for range 2 {
			added, err := s.Add(t.Context(), []*Packed{PackRefusal(in, "is too dull", "1")})
			if err != nil || added != (Added{Refused: 1}) {
				t.Errorf("%+v, %v", added, err)
			}
		}
		refused, err := s.Refused(t.Context())
		if err != nil || len(refused) != 1 || refused[0].Refusal != "is too dull" || countRows(t, s, "raws") != 0 {
			t.Errorf("%+v, %v", refused, err)
		}
		at := Sight{in.Name, in.SHA256()}
		for version, want := range map[string]Seen{"1": SeenRefused, "2": Unseen} {
			if got, err := s.Seen(t.Context(), at, version); got != want || err != nil {
				t.Errorf("version %s: %v, %v", version, got, err)
			}
		}
		withSamples(t, s, 1)
		if refused, err := s.Refused(t.Context()); err != nil || len(refused) != 0 {
			t.Errorf("%+v, %v", refused, err)
		}
	})
}

func TestVisits(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := create(t, archive)
		const url = "https://news.example/feed"
		if _, known, err := s.Visited(t.Context(), url); known || err != nil {
			t.Errorf("%v, %v", known, err)
		}
		for _, want := range []Visit{{url, `"1"`, ""}, {url, `"2"`, "Tue, 04 Feb 2031 09:00:00 GMT"}} {
			if _, err := s.Add(t.Context(), []*Packed{PackVisit(want, now)}); err != nil {
				t.Fatal(err)
			}
			if got, known, err := s.Visited(t.Context(), url); got != want || !known || err != nil {
				t.Errorf("%+v, %v, %v", got, known, err)
			}
		}
	})
}

func TestSearch(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 4)
		for _, c := range []struct {
			in    Scope
			words string
			f     Filter
			want  []int // the reports found
			hit   string
		}{
			{InText, "ferry", Filter{}, []int{0, 1, 2, 3}, "ferries"},
			{InText, "quarry closed", Filter{}, []int{0, 1, 2, 3}, "quarry"},
			{InText, `"round 2"`, Filter{}, []int{2}, ""},
			{InText, "not", Filter{Limit: 2}, nil, "not"},
			{InText, `ferries -"round 2"`, Filter{}, []int{0, 1, 3}, ""},
			{InText, `"round 2" OR "round 3"`, Filter{}, []int{2, 3}, ""},
			{InText, "ferr*", Filter{Outlet: "hale post"}, []int{0, 2}, "ferries"},
			{InText, "ferries", Filter{From: "2031-02-05", To: "2031-02-06"}, []int{2, 3}, ""},
			{InText, "zeppelin", Filter{}, []int{}, ""},
			{InText, `"'; DROP TABLE reports; --"`, Filter{}, []int{}, ""},
			{InStatements, "signing Brekke", Filter{}, []int{0, 1, 2, 3}, "sign"},
			{InStatements, "toll", Filter{}, []int{}, ""},
			{InPositions, "tolls", Filter{Party: "hale"}, []int{0, 1, 2, 3}, "toll"},
			{InPositions, "ferry", Filter{Report: sampleID(t, 1)[:8]}, []int{1}, "ferries"},
			{InPositions, "sign", Filter{}, []int{}, ""},
		} {
			hits, err := s.Search(t.Context(), c.in, c.words, c.f)
			if err != nil {
				t.Errorf("%s %q: %v", c.in, c.words, err)
				continue
			}
			if c.want != nil && !slices.Equal(foundSamples(t, hits), c.want) || c.want == nil && len(hits) != c.f.Limit {
				t.Errorf("%s %q: found %v, want %v", c.in, c.words, foundSamples(t, hits), c.want)
			}
			for _, h := range hits {
				if (h.Fact == nil) != (c.in == InText) {
					t.Errorf("%s %q: fact %v", c.in, c.words, h.Fact)
				}
				if c.hit != "" && !slices.ContainsFunc(h.Snippet.Hits, func(span rapporteur.Span) bool { return span.In(h.Snippet.Text) == c.hit }) {
					t.Errorf("%s %q: no %q among the hits of %q %v", c.in, c.words, c.hit, h.Snippet.Text, h.Snippet.Hits)
				}
			}
		}
	})
}

// foundSamples are the numbers of the reports found, in order.
func foundSamples(t *testing.T, hits []Hit) []int {
	t.Helper()
	out := []int{}
	for _, h := range hits {
		for i := range 10 {
			if sampleID(t, i) == h.Report.ID {
				out = append(out, i)
			}
		}
	}
	slices.Sort(out)
	return out
}

// A report that has the word in its title stands before one that has it once in the text.
func TestSearchRanks(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := create(t, archive)
		var batch []*Packed
		for i, title := range []string{"Roads", "The ferries", "Rivers"} {
			r := sampleRecord(t, i)
			r.Report.Title = title
			p, err := Pack(sampleInput(i), r, "1")
			if err != nil {
				t.Fatal(err)
			}
			batch = append(batch, p)
		}
		if _, err := s.Add(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		hits, err := s.Search(t.Context(), InText, "ferry", Filter{})
		if err != nil || len(hits) != 3 || hits[0].Report.Title != "The ferries" || hits[0].Score <= hits[1].Score {
			t.Errorf("%+v, %v", hits, err)
		}
	})
}

// The indexes of words have what the tables have, after reports were added at different
// times, decided on and read again, also in an archive that was made with triggers.
func TestIndexesOfWords(t *testing.T) {
	archive := filepath.Join(t.TempDir(), "archive.db")
	s := create(t, archive)
	if _, err := s.write.ExecContext(t.Context(), `CREATE TRIGGER reports_added AFTER INSERT ON reports BEGIN
		INSERT INTO text_index (rowid, title, text) VALUES (new.id, new.title, new.text); END;
		DELETE FROM schema_version WHERE version_id > 3`); err != nil {
		t.Fatal(err)
	}
	withSamples(t, s, 2)
	if _, err := s.write.ExecContext(t.Context(), "DELETE FROM text_index WHERE rowid = 1"); err != nil {
		t.Fatal(err)
	}
	// The indexes of facts leave other kinds out, which FTS5 would take for a fault.
	indexed := map[string]string{
		"text_index":      "SELECT id FROM reports",
		"statement_index": "SELECT id FROM facts WHERE kind = 'statement'",
		"position_index":  "SELECT id FROM facts WHERE kind = 'position'",
	}
	sound := func(index string) error {
		content := 0
		if index == "text_index" {
			content = 1
		}
		if _, err := s.write.ExecContext(t.Context(), fmt.Sprintf("INSERT INTO %[1]s (%[1]s, rank) VALUES ('integrity-check', %[2]d)", index, content)); err != nil {
			return err
		}
		var other int
		err := s.write.QueryRowContext(t.Context(), fmt.Sprintf("SELECT count(*) FROM (SELECT * FROM (%[1]s EXCEPT %[2]s) UNION SELECT * FROM (%[2]s EXCEPT %[1]s))",
			indexed[index], "SELECT id FROM "+index+"_docsize")).Scan(&other)
		if other > 0 {
			err = fmt.Errorf("%d rows are in the table or the index alone", other)
		}
		return err
	}
	if err := sound("text_index"); err == nil {
		t.Fatal("a report that is put in twice and taken out once is not noticed")
	}
	if _, err := s.write.ExecContext(t.Context(), "INSERT INTO text_index (text_index) VALUES ('rebuild')"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = withSamples(t, open(t, archive, Options{}), 4)
	decide(t, s, decision(Correct, map[string]string{"Stance": `"offers"`}), name(t, 0, "p1"))
	redo(t, s, "2", func(i int, r *rapporteur.Record) { r.Report.Title += ", again" })
	if err := s.MergeIndexes(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if n := countRows(t, s, "(SELECT DISTINCT segid FROM text_index_idx)"); n != 1 {
		t.Errorf("the index of texts has %d pieces", n)
	}
	for index := range indexed {
		if err := sound(index); err != nil {
			t.Errorf("%s: %v", index, err)
		}
	}
	hits, err := s.Search(t.Context(), InText, "again", Filter{})
	if err != nil || !slices.Equal(foundSamples(t, hits), []int{0, 1, 2, 3}) {
		t.Errorf("found %v, %v", foundSamples(t, hits), err)
	}
}

func TestFilters(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 4)
		for _, c := range []struct {
			f    Filter
			want int
		}{
			{Filter{}, 4}, {Filter{From: "2031-02-04"}, 3}, {Filter{To: "2031-02-04"}, 2}, {Filter{From: "2031-02-04", To: "2031-02-04"}, 1},
			{Filter{Outlet: "HALE POST"}, 2}, {Filter{Outlet: "Hale"}, 0}, {Filter{Party: "Skarv"}, 4}, {Filter{Party: "q900001"}, 4},
			{Filter{Party: "Ada Brekke"}, 0}, {Filter{Person: "brekke"}, 4}, {Filter{Person: "the mayor of Skarv"}, 4}, {Filter{Person: "mayor"}, 0},
			{Filter{Person: "Skarv"}, 0}, {Filter{Party: "league"}, 4}, {Filter{Party: "%"}, 0}, {Filter{Limit: 3}, 3}, {Filter{Limit: 3, Offset: 2}, 2},
		} {
			got, err := s.List(t.Context(), c.f)
			if err != nil || len(got) != c.want {
				t.Errorf("%+v: %d reports, %v, want %d", c.f, len(got), err, c.want)
			}
		}
		list, err := s.List(t.Context(), Filter{Limit: 1})
		if err != nil || list[0].ID != sampleID(t, 3) || list[0].Statements != 1 || list[0].Conditions != 1 {
			t.Errorf("%+v, %v", list, err)
		}
	})
}

func TestFactsOfEachKind(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 3)
		ctx := t.Context()
		statements, err := s.Statements(ctx, Filter{Person: "Brekke", From: "2031-02-04", To: "2031-02-04"})
		if err != nil || len(statements) != 3 || statements[0].Fact.Kind != rapporteur.Direct || statements[0].Words != "“We will not sign paper 0,”" {
			t.Errorf("statements: %+v, %v", statements, err)
		}
		// The mayor speaks for Skarv.
		if statements, err := s.Statements(ctx, Filter{Party: "Skarv"}); err != nil || len(statements) != 3 {
			t.Errorf("statements for Skarv: %d, %v", len(statements), err)
		}
		positions, err := s.Positions(ctx, Filter{Party: "Hale", Topic: "ferry", Label: "demands"})
		if err != nil || len(positions) != 3 || !slices.Equal(positions[0].Named(rapporteur.TowardRole), []string{"Skarv"}) || positions[1].Day != "2031-02-04" {
			t.Errorf("positions: %+v, %v", positions, err)
		}
		meetings, err := s.Meetings(ctx, Filter{})
		if err != nil || len(meetings) != 3 || meetings[0].Day != "2031-02-01" || meetings[0].Topic != "the mill road" || meetings[0].Who != "Hale, Skarv" {
			t.Errorf("meetings: %+v, %v", meetings, err)
		}
		delegations, err := s.Delegations(ctx, Filter{})
		if err != nil || len(delegations) != 3 || delegations[0].Fact.Head != "e6" {
			t.Errorf("delegations: %+v, %v", delegations, err)
		}
		conditions, err := s.Conditions(ctx, Filter{})
		if err != nil || len(conditions) != 3 || conditions[0].Words != "the quarry stays closed" {
			t.Errorf("conditions: %+v, %v", conditions, err)
		}
		events, err := s.Events(ctx, Filter{})
		if err != nil || len(events) != 3 || !slices.Equal(events[0].Named(rapporteur.MediatorRole), []string{"Saltmarsh League"}) {
			t.Errorf("events: %+v, %v", events, err)
		}
		all, err := s.Facts(ctx, Filter{})
		some, err2 := s.Facts(ctx, Filter{}, MeetingKind, EventKind)
		if err != nil || err2 != nil || len(all) != 18 || len(some) != 6 {
			t.Errorf("%d and %d facts, %v, %v", len(all), len(some), err, err2)
		}
	})
}

func TestWho(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 3)
		found, err := s.Who(t.Context(), "BREKKE", Filter{})
		if err != nil || len(found) != 1 {
			t.Fatalf("%+v, %v", found, err)
		}
		one := found[0]
		one.Facts, one.Counts = nil, nil
		want := Someone{
			Name: "Ada Brekke", Type: rapporteur.PersonEntity, Names: []string{"Ada Brekke", "the mayor of Skarv"},
			Roles: []rapporteur.Role{{Title: "mayor", Of: "Skarv", From: "2029-01-01"}}, For: []string{"Skarv"},
			Reports: 3, Mentions: 9, First: "2031-02-03", Last: "2031-02-05",
		}
		if diff := cmp.Diff(want, one); diff != "" {
			t.Error(diff)
		}
		if len(found[0].Facts) != 3 || found[0].Facts[0].Kind != StatementKind {
			t.Errorf("%+v", found[0].Facts)
		}
		if towns, err := s.Who(t.Context(), "Skarv", Filter{}); err != nil || len(towns) != 1 || towns[0].KB != "Q900001" || len(towns[0].Facts) != 12 {
			t.Errorf("%d towns, %v", len(towns), err)
		}
		all, err := s.Who(t.Context(), "Skarv", Filter{})
		if err != nil {
			t.Fatal(err)
		}
		few, err := s.Who(t.Context(), "Skarv", Filter{Limit: 2})
		if err != nil || len(few) != 1 || !maps.Equal(few[0].Counts, all[0].Counts) || all[0].Counts[MeetingKind] != 3 {
			t.Fatalf("%+v, %v", few, err)
		}
		latest := map[Kind][]string{}
		for _, h := range all[0].Facts {
			latest[h.Kind] = append(latest[h.Kind], h.Name())
		}
		for _, h := range few[0].Facts {
			if kept := latest[h.Kind]; !slices.Contains(kept[max(0, len(kept)-2):], h.Name()) {
				t.Errorf("%s is none of the latest two of %v", h.Name(), kept)
			}
		}
		if n := len(few[0].Facts); n != 8 {
			t.Errorf("%d facts within the limit", n)
		}
		if day, err := s.Who(t.Context(), "Skarv", Filter{From: "2031-02-05", To: "2031-02-05", Limit: 9}); err != nil || len(day) != 1 || day[0].Reports != 3 ||
			slices.ContainsFunc(day[0].Facts, func(h Head) bool { return h.Day != "2031-02-05" }) || len(day[0].Facts) != 3 {
			t.Errorf("%+v, %v", day, err)
		}
		if none, err := s.Who(t.Context(), "Nobody", Filter{}); err != nil || len(none) != 0 {
			t.Errorf("%+v, %v", none, err)
		}
	})
}

func TestSides(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 2)
		all, err := s.Sides(t.Context(), Filter{})
		want := map[string]int{"Hale": 3, "Skarv": 1, "Saltmarsh League": 1}
		if err != nil || len(all) != 2 || !maps.Equal(all[sampleID(t, 1)], want) {
			t.Errorf("%v, %v", all, err)
		}
		if one, err := s.Sides(t.Context(), Filter{Outlet: "Hale Post"}); err != nil || len(one) != 1 || !maps.Equal(one[sampleID(t, 0)], want) {
			t.Errorf("%v, %v", one, err)
		}
	})
}

func TestReportsYieldsAll(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), perRead+3)
		n := 0
		for r, err := range s.Reports(t.Context(), Filter{}) {
			if err != nil {
				t.Fatal(err)
			}
			if r.ID != sampleID(t, n) || !bytes.Contains([]byte(r.Record.Report.Text), fmt.Appendf(nil, "round %d", n)) {
				t.Errorf("report %d is %s", n, r.Title)
			}
			n++
		}
		if n != perRead+3 {
			t.Errorf("%d reports", n)
		}
	})
}

// Two that write at once wait for each other; nothing is lost and nothing is there twice.
func TestTwoWriters(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		const reports = 12
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() {
				s, err := Open(t.Context(), archive, Options{Create: true})
				if err != nil {
					t.Error(err)
					return
				}
				defer s.Close()
				for i := range reports {
					if _, err := s.Add(t.Context(), []*Packed{samplePack(t, i)}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		s := open(t, archive, Options{})
		if c, err := s.Count(t.Context()); err != nil || c.Reports != reports || c.Inputs != reports || c.Statements != reports {
			t.Errorf("%+v, %v", c, err)
		}
		if wrong, err := s.Check(t.Context()); err != nil || len(wrong) != 0 {
			t.Errorf("%v, %v", wrong, err)
		}
	})
}

// An archive of an older version is not read before it is brought up to date, which
// whoever may write to it does.
func TestOutdatedArchive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "old.db")
	old, err := openSQLite(t.Context(), path, Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	err = migrate(t.Context(), old.write, database.DialectSQLite3, "sqlite", goose.WithExcludeVersions([]int64{latestSchema}))
	if err := errors.Join(err, old.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path, Options{ReadOnly: true}); !errors.Is(err, ErrOutdated) || !strings.HasPrefix(err.Error(), path+": was written by an older version") {
		t.Errorf("%v", err)
	}
	open(t, path, Options{}).Close()
	if list, err := open(t, path, Options{ReadOnly: true}).List(t.Context(), Filter{}); err != nil || len(list) != 0 {
		t.Errorf("%d, %v", len(list), err)
	}
}

// One that does not get its turn says so in a line.
func TestWriterThatDoesNotGetItsTurn(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		first := withSamples(t, create(t, archive), 1)
		tx, err := first.engine.begin(t.Context(), first.write)
		if err != nil {
			t.Fatal(err)
		}
		defer tx.rollback()
		second := open(t, archive, Options{BusyTimeout: 50 * time.Millisecond})
		_, err = second.Add(t.Context(), []*Packed{samplePack(t, 1)})
		if err == nil || !strings.Contains(err.Error(), ": another program is writing to it") {
			t.Errorf("%v", err)
		}
		if list, err := second.List(t.Context(), Filter{}); err != nil || len(list) != 1 {
			t.Errorf("reading beside it: %d, %v", len(list), err)
		}
	})
}

// One that is called off while it waits leaves nothing behind: the next gets its turn.
func TestWriterCalledOffWhileItWaits(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		first := withSamples(t, create(t, archive), 1)
		tx, err := first.engine.begin(t.Context(), first.write)
		if err != nil {
			t.Fatal(err)
		}
		second := open(t, archive, Options{})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(50*time.Millisecond, cancel)
		time.AfterFunc(200*time.Millisecond, func() { tx.rollback() })
		if _, err = second.Add(ctx, []*Packed{samplePack(t, 1)}); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		withSamples(t, second, 2)
	})
}

// Nor does one that is called off just when its turn comes.
func TestWriterCalledOffAtItsTurn(t *testing.T) {
	s := create(t, filepath.Join(t.TempDir(), "archive.db"))
	for n := range 1000 {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Duration(n%100)*time.Microsecond, cancel)
		if tx, err := s.engine.begin(ctx, s.write); err == nil {
			tx.rollback()
		} else if !errors.Is(err, context.Canceled) {
			t.Fatal(n, err)
		}
		cancel()
	}
}

func TestOpenErrors(t *testing.T) {
	folder := t.TempDir()
	for _, c := range []struct {
		archive string
		o       Options
		want    string
	}{
		{filepath.Join(folder, "none.db"), Options{}, "no such archive (rapporteur add makes one)"},
		{folder, Options{Create: true}, "is a directory"},
		{filepath.Join(folder, "none", "none.db"), Options{Create: true}, "its folder does not exist"},
	} {
		_, err := Open(t.Context(), c.archive, c.o)
		var told *Error
		if !errors.As(err, &told) || told.Reason != c.want || told.Archive != c.archive {
			t.Errorf("%s: %v, want %s", c.archive, err, c.want)
		}
	}
	for _, address := range []string{"postgres://nobody:secret@127.0.0.1:1/none?connect_timeout=1", "postgres://%zz"} {
		_, err := Open(t.Context(), address, Options{})
		if err == nil || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", address, err)
		}
	}
}
