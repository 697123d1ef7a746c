package store

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

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
