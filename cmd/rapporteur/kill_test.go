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

	"rapporteur/internal/postgrestest"
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
	s, err := store.Open(t.Context(), archive, store.Options{Create: true})
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

// home is where archives are killed in.
type home struct {
	// place is where the n-th archive is.
	place func(t *testing.T, n int) string
	// made reports whether the archive is there; sight is where it can be looked at as it
	// is, without a change to it.
	made  func(archive string) bool
	sight func(t *testing.T, archive string) string
	// writing returns what tells whether the archive has begun to be written to.
	writing func(t *testing.T, archive string) func() bool
}

// inFiles are archives in SQLite files.
func inFiles(folder string) home {
	return home{
		place: func(_ *testing.T, n int) string { return filepath.Join(folder, fmt.Sprintf("killed%d.db", n)) },
		made: func(archive string) bool {
			_, err := os.Stat(archive)
			return !errors.Is(err, os.ErrNotExist)
		},
		sight: copyOf,
		writing: func(_ *testing.T, archive string) func() bool {
			was := logState(archive + "-wal")
			return func() bool { return logState(archive+"-wal") != was }
		},
	}
}

// onServer are archives in a PostgreSQL database.
func onServer() home {
	return home{
		place:   func(t *testing.T, _ int) string { return postgrestest.Archive(t) },
		made:    func(string) bool { return true },
		sight:   func(_ *testing.T, archive string) string { return archive },
		writing: func(t *testing.T, _ string) func() bool { return postgrestest.Writing(t) },
	}
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
	t.Run("sqlite", func(t *testing.T) { testKilled(t, inFiles(t.TempDir())) })
	t.Run("postgres", func(t *testing.T) { testKilled(t, onServer()) })
}

func testKilled(t *testing.T, h home) {
	kills, reports := 4, 100
	if n, err := strconv.Atoi(os.Getenv(killsVariable)); err == nil {
		kills, reports = n, 500
	}
	file := filepath.Join(t.TempDir(), "reports.jsonl")
	if err := os.WriteFile(file, []byte(shortReports(reports)), 0o644); err != nil {
		t.Fatal(err)
	}
	whole := h.place(t, 0)
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
			archive, before = h.place(t, archives), nil
		}
		moment := killMoment{after: time.Duration(rng.Int64N(int64(most)))}
		if killed%2 == 1 {
			moment.writing = func() func() bool { return h.writing(t, archive) }
		}
		if !moment.kill(t, "add", "--db", archive, file) {
			complete(archive) // it was done before its time came
			archive = ""
			continue
		}
		killed++
		if !h.made(archive) {
			continue // killed before it made the file
		}
		after := contents(t, h.sight(t, archive))
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

// killMoment is when a process is killed: after a while and then, where writing is there,
// as soon as what it returns says that the archive is written to.
type killMoment struct {
	after   time.Duration
	writing func() func() bool
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
	if m.writing != nil {
		for begun := m.writing(); !begun(); {
			select {
			case err := <-ended:
				return m.outcome(t, err, out.String())
			case <-time.After(50 * time.Microsecond):
			}
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
