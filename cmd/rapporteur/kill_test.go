package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/store"
)

// killsVariable says at how many moments TestKilled kills an add of 500 reports. Without
// it 4 kills of an add of 100 reports are tried.
const killsVariable = "RAPPORTEUR_TEST_KILLS"

// program is a command of this very program as a process of its own.
func program(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Args = append([]string{"rapporteur"}, args...) // see TestMain
	return cmd
}

// contents are the reports and facts of an archive in lines, after a check that it is
// sound and has nothing twice.
func contents(t *testing.T, archive string) (lines []string) {
	t.Helper()
	s, err := store.Open(t.Context(), archive, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if wrong, err := s.Check(t.Context()); err != nil || len(wrong) > 0 {
		t.Fatalf("the archive is not sound: %v, %v", wrong, err)
	}
	reports, err := s.List(t.Context(), store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	facts, err := s.Facts(t.Context(), store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if c, err := s.Count(t.Context()); err != nil || c.Reports != len(reports) || c.Inputs != c.Reports || c.Refused != 0 {
		t.Fatalf("%+v, %v, with %d reports listed", c, err, len(reports))
	}
	for _, r := range reports {
		lines = append(lines, fmt.Sprintf("%s %s %s %d", r.ID, r.Title, r.Published, r.Statements))
	}
	for _, f := range facts {
		lines = append(lines, fmt.Sprintf("%s %s %s %s %q %q %q %v", f.Report.ID, f.Kind, f.ID, f.Key, f.Words, f.Who, f.Day, f.Confidence))
	}
	slices.Sort(lines)
	if all := len(lines); len(slices.Compact(slices.Clone(lines))) != all {
		t.Fatal("something is kept twice")
	}
	return lines
}

// copyOf is a copy of an archive and its log, which can be opened without a change to
// them.
func copyOf(t *testing.T, archive string) string {
	t.Helper()
	copied := filepath.Join(t.TempDir(), "copy.db")
	for _, part := range []string{"", "-wal"} {
		raw, err := os.ReadFile(archive + part)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err := errors.Join(err, os.WriteFile(copied+part, raw, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	return copied
}

// lost is the first line of before that after lacks, empty where it has all.
func lost(before, after []string) string {
	for _, line := range before {
		if _, found := slices.BinarySearch(after, line); !found {
			return line
		}
	}
	return ""
}

// An add that is killed (kill -9) again and again, at random moments and right when it
// writes, leaves an archive that is sound and has all that it had before; the add after
// the last kill completes it to what an add gives that nobody kills.
func TestKilled(t *testing.T) {
	kills, reports := 4, 100
	if n, err := strconv.Atoi(os.Getenv(killsVariable)); err == nil {
		kills, reports = n, 500
	}
	folder := t.TempDir()
	file := filepath.Join(folder, "reports.jsonl")
	if err := os.WriteFile(file, []byte(shortReports(reports)), 0o644); err != nil {
		t.Fatal(err)
	}
	whole := filepath.Join(folder, "whole.db")
	start := time.Now()
	if out, err := program(t.Context(), "add", "--db", whole, file).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	// A batch is kept after two seconds at the latest: kills within four leave some kept
	// and some not, however slow the machine.
	most := min(time.Since(start), 4*time.Second)
	want := contents(t, whole)
	seed := uint64(start.UnixNano())
	t.Logf("seed %d, %d lines, whole in %v", seed, len(want), time.Since(start))
	rng := rand.New(rand.NewPCG(seed, 0))
	complete := func(archive string) {
		out, err := program(t.Context(), "add", "--db", archive, file).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if diff := cmp.Diff(want, contents(t, archive)); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
	}
	var archive string
	var before []string
	archives, partly := 0, 0
	for killed := 0; killed < kills; {
		if archive == "" {
			archives++
			archive, before = filepath.Join(folder, fmt.Sprintf("killed%d.db", archives)), nil
		}
		moment := killMoment{after: time.Duration(rng.Int64N(int64(most))), writing: killed%2 == 1, log: archive + "-wal"}
		if !moment.kill(t, "add", "--db", archive, file) {
			complete(archive) // it was done before its time came
			archive = ""
			continue
		}
		killed++
		if _, err := os.Stat(archive); errors.Is(err, os.ErrNotExist) {
			continue // killed before it made the file
		}
		after := contents(t, copyOf(t, archive))
		if line := lost(before, after); line != "" {
			t.Fatalf("seed %d, kill %d: lost %s", seed, killed, line)
		}
		if len(after) > len(before) && len(after) < len(want) {
			partly++
		}
		before = after
	}
	if archive != "" {
		complete(archive)
	}
	t.Logf("%d kills of %d archives, of which %d left a part of the reports kept, in %v", kills, archives, partly, time.Since(start))
}

// killMoment is when a process is killed: after a while or, where writing is asked for,
// a moment after the archive's log has begun to change, if that is later.
type killMoment struct {
	after   time.Duration
	writing bool
	log     string
}

// kill runs the program and kills it; killed is whether its moment came before its end.
func (m killMoment) kill(t *testing.T, args ...string) (killed bool) {
	t.Helper()
	var out bytes.Buffer
	cmd := program(t.Context(), args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		return m.outcome(t, err, out.String())
	case <-time.After(m.after):
	}
	for was := logState(m.log); m.writing && logState(m.log) == was; {
		select {
		case err := <-ended:
			return m.outcome(t, err, out.String())
		case <-time.After(50 * time.Microsecond):
		}
	}
	cmd.Process.Kill()
	return m.outcome(t, <-ended, out.String())
}

// outcome reports whether a process was killed; it must not have failed.
func (m killMoment) outcome(t *testing.T, err error, out string) (killed bool) {
	t.Helper()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return false
	case errors.As(err, &exit) && exit.ExitCode() == -1: // by a signal
		return true
	}
	t.Fatalf("%v\n%s", err, out)
	return false
}

// logState tells by the size and time of a file whether it has changed.
func logState(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	return fmt.Sprint(info.Size(), info.ModTime().UnixNano())
}
