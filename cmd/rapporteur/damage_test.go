package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// ran is what a run of the program said.
type ran struct {
	code     int
	out, err string
}

func runs(t *testing.T, cmd *exec.Cmd) ran {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return ran{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// failsOn checks that a run failed with one line that names the archive and has a part of
// a reason.
func (r ran) failsOn(t *testing.T, archive, reason string) {
	t.Helper()
	line, rest, _ := strings.Cut(r.err, "\n")
	if r.code != exitFailed || rest != "" || !strings.HasPrefix(line, "rapporteur: "+archive+": ") || !strings.Contains(line, reason) {
		t.Errorf("exit code %d, standard output %q, standard error %q, want %q", r.code, r.out, r.err, reason)
	}
}

// shortFile writes short reports from the first on to a file.
func shortFile(t *testing.T, folder, name string, first, end int) string {
	t.Helper()
	file := filepath.Join(folder, name)
	lines := strings.SplitAfter(shortReports(end), "\n")[first:end]
	if err := os.WriteFile(file, []byte(strings.Join(lines, "")), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// added is a new archive of n short reports.
func added(t *testing.T, n int) string {
	t.Helper()
	folder := t.TempDir()
	archive := filepath.Join(folder, "archive.db")
	if r := runs(t, program(t.Context(), "add", "--db", archive, shortFile(t, folder, "first.jsonl", 0, n))); r.code != exitOK {
		t.Fatal(r)
	}
	return archive
}

// shortID is how the first report that list shows is called.
func shortID(t *testing.T, archive string) string {
	t.Helper()
	id, _, found := strings.Cut(runs(t, program(t.Context(), "list", "--db", archive)).out, "\t")
	if !found {
		t.Fatal("list shows nothing")
	}
	return id
}

// Every command that reads a damaged archive says so, and add writes nothing over it.
func TestDamagedArchive(t *testing.T) {
	archive := added(t, 30)
	fact := shortID(t, archive) + "/s1"
	file, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	middle := len(file) / 2 / page * page
	damaged := slices.Concat(file[:middle], bytes.Repeat([]byte{0xA5}, page), file[middle+page:])
	if err := os.WriteFile(archive, damaged, 0o644); err != nil {
		t.Fatal(err)
	}
	runs(t, program(t.Context(), "list", "--check", "--db", archive)).failsOn(t, archive, "the archive is damaged")
	// All pages are overwritten but the first, which says that the file is an archive.
	for at := page; at+page <= len(file); at += page {
		copy(file[at:], bytes.Repeat([]byte{0xA5}, page))
	}
	if err := os.WriteFile(archive, file, 0o644); err != nil {
		t.Fatal(err)
	}
	more := shortFile(t, filepath.Dir(archive), "more.jsonl", 30, 40)
	for _, command := range [][]string{
		{"list"}, {"list", "--refused"}, {"list", "--check"}, {"show", fact}, {"search", "council"}, {"who", "Lund"}, {"meetings"},
		{"positions"}, {"waits"}, {"facts"}, {"lineage", fact[:8]}, {"reanalyse"}, {"confirm", fact, "--who", "Ada Brekke"},
		{"correct", fact, "--set", "act=think", "--who", "Ada Brekke"}, {"add", more},
	} {
		runs(t, program(t.Context(), append(command, "--db", archive)...)).failsOn(t, archive, "the archive is damaged")
	}
	after, err := os.ReadFile(archive)
	if err != nil || !bytes.Equal(after[page:], file[page:]) {
		t.Errorf("the archive was written to: %v", err)
	}
}

// What is no archive is left as it is.
func TestNoArchive(t *testing.T) {
	folder := t.TempDir()
	more := shortFile(t, folder, "more.jsonl", 0, 1)
	letter := filepath.Join(folder, "letter.db")
	const text = "This is a letter and no archive.\n"
	if err := os.WriteFile(letter, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	missing, nowhere := filepath.Join(folder, "missing.db"), filepath.Join(folder, "nowhere", "new.db")
	for _, c := range []struct {
		args            []string
		archive, reason string
	}{
		{[]string{"list"}, letter, "is not an archive of rapporteur"},
		{[]string{"add", more}, letter, "is not an archive of rapporteur"},
		{[]string{"list"}, missing, "no such archive (rapporteur add makes one)"},
		{[]string{"list"}, folder, "is a directory"},
		{[]string{"add", more}, nowhere, "its folder does not exist"},
		{[]string{"list"}, "postgres://nobody@127.0.0.1:1/none", "the server cannot be reached"},
	} {
		runs(t, program(t.Context(), append(c.args, "--db", c.archive)...)).failsOn(t, c.archive, c.reason)
	}
	if after, err := os.ReadFile(letter); err != nil || string(after) != text {
		t.Errorf("the letter was written to: %v", err)
	}
	if _, err := os.Stat(missing); err == nil {
		t.Error("list has made an archive")
	}
}

// On a full disk add keeps what it has kept and says so; on one with room again it is
// completed.
func TestFullDisk(t *testing.T) {
	folder := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder).CombinedOutput(); err != nil {
		t.Skipf("needs a file system of its own: mount: %s", bytes.TrimSpace(out))
	}
	defer exec.Command("umount", "-l", folder).Run()
	archive := filepath.Join(folder, "archive.db")
	reports := shortFile(t, t.TempDir(), "reports.jsonl", 0, 120)
	runs(t, program(t.Context(), "add", "--db", archive, reports)).failsOn(t, archive, "the disk")
	kept := contents(t, copyOf(t, archive))
	if out, err := exec.Command("mount", "-o", "remount,size=64m", folder).CombinedOutput(); err != nil {
		t.Fatalf("mount: %s", out)
	}
	if r := runs(t, program(t.Context(), "add", "--db", archive, reports)); r.code != exitOK {
		t.Fatal(r)
	}
	all := contents(t, archive)
	if line := lost(kept, all); line != "" {
		t.Errorf("lost %s", line)
	}
	if diff := cmp.Diff(contents(t, added(t, 120)), all); diff != "" {
		t.Error(diff)
	}
}

// In a folder that is read-only for the user, root included, an archive is read and not
// written.
func TestReadOnlyFolder(t *testing.T) {
	archive := added(t, 3)
	folder := filepath.Dir(archive)
	before := contents(t, copyOf(t, archive))
	if os.Getuid() == 0 {
		if out, err := exec.Command("sh", "-c", `mount --bind "$1" "$1" && mount -o remount,bind,ro "$1"`, "sh", folder).CombinedOutput(); err != nil {
			t.Skipf("runs as root, who may write everywhere, and without a file system of its own: mount: %s", bytes.TrimSpace(out))
		}
		defer exec.Command("umount", "-l", folder).Run()
	} else {
		if err := errors.Join(os.Chmod(archive, 0o444), os.Chmod(folder, 0o555)); err != nil {
			t.Fatal(err)
		}
		defer os.Chmod(folder, 0o755)
	}
	more := shortFile(t, t.TempDir(), "more.jsonl", 3, 5)
	runs(t, program(t.Context(), "add", "--db", archive, more)).failsOn(t, archive, "read-only")
	runs(t, program(t.Context(), "add", "--db", filepath.Join(folder, "new.db"), more)).failsOn(t, filepath.Join(folder, "new.db"), "read-only")
	if r := runs(t, program(t.Context(), "list", "--db", archive)); r.code != exitOK || strings.Count(r.out, "\n") != 3 || r.err != "" {
		t.Error(r)
	}
	if r := runs(t, program(t.Context(), "list", "--check", "--db", archive)); r.code != exitOK || r.out != archive+": sound, 3 reports and 0 decisions\n" {
		t.Error(r)
	}
	if diff := cmp.Diff(before, contents(t, copyOf(t, archive))); diff != "" {
		t.Error(diff)
	}
}

// Two that add at once both end well, and the archive has every report once, those that
// both had included.
func TestTwoAddAtOnce(t *testing.T) {
	folder := t.TempDir()
	archive := filepath.Join(folder, "archive.db")
	files := []string{shortFile(t, folder, "one.jsonl", 0, 60), shortFile(t, folder, "two.jsonl", 40, 100)}
	said := make([]ran, len(files))
	var both sync.WaitGroup
	for i, file := range files {
		both.Go(func() { said[i] = runs(t, program(t.Context(), "add", "--db", archive, file)) })
	}
	both.Wait()
	for _, r := range said {
		if r.code != exitOK || r.err != "" {
			t.Error(r)
		}
	}
	out := runs(t, program(t.Context(), "list", "--db", archive)).out
	if n := strings.Count(out, "\n"); n != 100 {
		t.Errorf("%d reports, want 100", n)
	}
}

// A program that does not stop writing is waited for, and not for ever; what it has
// locked can be read meanwhile.
func TestAddBesideAWriter(t *testing.T) {
	t.Parallel()
	archive := added(t, 3)
	db, err := sql.Open("sqlite", "file:"+archive+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if r := runs(t, program(t.Context(), "list", "--db", archive)); r.code != exitOK || strings.Count(r.out, "\n") != 3 {
		t.Error(r)
	}
	more := shortFile(t, t.TempDir(), "more.jsonl", 3, 5)
	start := time.Now()
	runs(t, program(t.Context(), "add", "--db", archive, more)).failsOn(t, archive, "another program is writing to it; try again when that has ended")
	if took := time.Since(start); took < 15*time.Second || took > 2*time.Minute {
		t.Errorf("waited %v", took)
	}
	tx.Rollback()
	if r := runs(t, program(t.Context(), "add", "--db", archive, more)); r.code != exitOK {
		t.Error(r)
	}
}
