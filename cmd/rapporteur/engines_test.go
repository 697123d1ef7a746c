package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/export"
	"rapporteur/internal/postgrestest"
	"rapporteur/store"
)

// An archive in PostgreSQL gives the exports, lists and pages that the same reports and
// decisions give in an SQLite file, byte for byte.
func TestEnginesAgree(t *testing.T) {
	file, server := filepath.Join(t.TempDir(), "archive.db"), postgrestest.Archive(t)
	reports := filepath.Join(t.TempDir(), "reports.jsonl")
	if err := os.WriteFile(reports, []byte(shortReports(30)), 0o644); err != nil {
		t.Fatal(err)
	}
	run := func(archive string, args ...string) string {
		t.Helper()
		out, err := program(t.Context(), append([]string{args[0], "--db", archive}, args[1:]...)...).Output()
		if err != nil {
			t.Fatalf("%v: %v", args, err)
		}
		return string(out)
	}
	agree := func(least int, args ...string) {
		t.Helper()
		want := run(file, args...)
		if diff := cmp.Diff(want, run(server, args...)); diff != "" || len(want) < least {
			t.Errorf("%v: %d bytes, %.2000s", args, len(want), diff)
		}
	}
	for _, archive := range []string{file, server} {
		run(archive, "add", "--outlet", "Hale Post", reports)
	}
	facts := shown(t, file, "statements")
	for _, archive := range []string{file, server} {
		decideOn(t, archive, facts)
		run(archive, "reanalyse") // which joins anew what was decided
	}
	for _, f := range export.Formats() {
		args := []string{"export", "--format", f.Name}
		if len(f.Kinds) == 0 {
			least := 100
			if f.Name == "phoenix" {
				least = 0 // it has no header, and these reports no pairs of states
			}
			agree(least, args...)
			agree(least, append(args, "--with-rejected")...)
		}
		for _, kind := range f.Kinds {
			one := append(args, "--kind", kind)
			if f.Name != "parquet" {
				agree(50, one...)
				continue
			}
			into := filepath.Join(t.TempDir(), "table")
			want := run(file, append(one, "-o", into)...) + content(t, into)
			if got := run(server, append(one, "-o", into)...) + content(t, into); got != want || len(want) < 50 {
				t.Errorf("%v: %d and %d bytes", one, len(want), len(got))
			}
		}
	}
	for _, args := range [][]string{
		{"list"}, {"list", "--json"}, {"meetings"}, {"meetings", "--json"}, {"positions"}, {"positions", "--json"}, {"waits", "--json"},
		{"facts", "--json"}, {"story"}, {"show", facts[0]},
	} {
		agree(1, args...)
	}
}

// decideOn keeps decisions on the first facts, all of one second.
func decideOn(t *testing.T, archive string, facts []string) {
	t.Helper()
	s, err := store.Open(t.Context(), archive, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, d := range []struct {
		verdict store.Verdict
		fields  map[string]json.RawMessage
		on      []string
	}{
		{store.Reject, nil, facts[:1]},
		{store.Correct, map[string]json.RawMessage{"Time": json.RawMessage(`"2031-02-04"`)}, facts[1:2]},
		{store.Merge, nil, facts[2:4]},
	} {
		decision := store.Decision{Verdict: d.verdict, Who: "Ida Holm", Why: "seen in the minutes", At: time.Date(2031, 3, 1, 9, 0, 0, 0, time.UTC), Fields: d.fields}
		if _, err := s.Decide(t.Context(), decision, d.on...); err != nil {
			t.Fatal(err)
		}
	}
}

func content(t *testing.T, file string) string {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// factName is how a fact is called.
var factName = regexp.MustCompile(`[0-9a-f]{8}/[a-z][0-9]+`)

// shown are the names of the first facts of a kind in an archive.
func shown(t *testing.T, archive, kind string) []string {
	t.Helper()
	out, err := program(t.Context(), "export", "--db", archive, "--format", "csv", "--kind", kind).Output()
	if err != nil {
		t.Fatal(err)
	}
	names := factName.FindAllString(string(out), -1)
	if len(names) < 4 {
		t.Fatalf("%d facts", len(names))
	}
	return names
}
