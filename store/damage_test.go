package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/internal/postgrestest"
)

// oneLineOf checks that an error names the archive in one line that contains what is
// wanted.
func oneLineOf(t *testing.T, s *Store, err error, want string) {
	t.Helper()
	var told *Error
	if !errors.As(err, &told) || !strings.Contains(told.Reason, want) || strings.Contains(err.Error(), "\n") || told.Archive != s.Name() {
		t.Errorf("%v, want %q", err, want)
	}
}

// sound checks that an archive is unharmed and has so many reports.
func sound(t *testing.T, archive string, reports int) {
	t.Helper()
	s := open(t, archive, Options{})
	if wrong, err := s.Check(t.Context()); err != nil || len(wrong) > 0 {
		t.Errorf("%v, %v", wrong, err)
	}
	if c, err := s.Count(t.Context()); err != nil || c.Reports != reports || c.Statements != reports {
		t.Errorf("%+v, %v, want %d reports", c, err, reports)
	}
}

// A damaged page is told when it is read, and nothing is written over it.
func TestDamagedPage(t *testing.T) {
	archive := filepath.Join(t.TempDir(), "archive.db")
	s := withSamples(t, create(t, archive), 40)
	s.Close()
	file, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	// Every page of the reports' texts is overwritten.
	const page = 4096
	for at := 0; at+page <= len(file); at += page {
		if at > 0 && bytes.Contains(file[at:at+page], []byte("Ada Brekke, the mayor")) {
			copy(file[at:], bytes.Repeat([]byte{0xA5}, page))
		}
	}
	if err := os.WriteFile(archive, file, 0o644); err != nil {
		t.Fatal(err)
	}
	s = open(t, archive, Options{})
	_, err = s.Report(t.Context(), sampleID(t, 20))
	oneLineOf(t, s, err, "the archive is damaged")
	if wrong, err := s.Check(t.Context()); err == nil && len(wrong) == 0 {
		t.Error("the check finds nothing")
	}
	_, err = s.Add(t.Context(), []*Packed{samplePack(t, 41)})
	if err != nil {
		oneLineOf(t, s, err, "the archive is damaged")
	}
	s.Close()
	after, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	for at := page; at+page <= len(file); at += page {
		if bytes.Equal(file[at:at+page], bytes.Repeat([]byte{0xA5}, page)) && !bytes.Equal(file[at:at+page], after[at:at+page]) {
			t.Errorf("the damaged page at %d was written over", at)
		}
	}
}

func TestNoArchive(t *testing.T) {
	folder := t.TempDir()
	for name, contents := range map[string]string{
		"text.db": strings.Repeat("This is a letter, not an archive.\n", 100),
		"half.db": "SQLite format 3\x00",
	} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(contents), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Open(t.Context(), path, Options{Create: true})
		if err == nil || err.Error() != path+": is not an archive of rapporteur" {
			t.Errorf("%s: %v", name, err)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != contents {
			t.Errorf("%s was written to: %v", name, err)
		}
	}
}

// The tables of another program are left alone, and those of a newer version too.
func TestForeignTables(t *testing.T) {
	for _, c := range []struct{ sql, want string }{
		{"CREATE TABLE recipes (name TEXT)", "is not an archive of rapporteur"},
		{"CREATE TABLE schema_version (version_id INTEGER, is_applied INTEGER); INSERT INTO schema_version VALUES (99, 1)",
			"was written by a newer version of rapporteur"},
	} {
		path := filepath.Join(t.TempDir(), "other.db")
		db, err := openFile(path, nil, 1)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(c.sql); err != nil {
			t.Fatal(err)
		}
		db.Close()
		if _, err := Open(t.Context(), path, Options{Create: true}); err == nil || err.Error() != path+": "+c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

// When the disk is full the batch at hand is left out and the rest stays.
func TestFullDisk(t *testing.T) {
	archive := filepath.Join(t.TempDir(), "archive.db")
	s := withSamples(t, create(t, archive), 10)
	err := s.inTurn(t.Context(), func(tx *transaction) error {
		var pages int
		if err := tx.QueryRowContext(t.Context(), "PRAGMA page_count").Scan(&pages); err != nil {
			return err
		}
		return tx.QueryRowContext(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", pages+4)).Scan(&pages)
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Add(t.Context(), samplesFrom(t, 10, 200))
	oneLineOf(t, s, err, "the disk is full; what was kept before is safe")
	s.Close()
	sound(t, archive, 10)
}

func samplesFrom(t *testing.T, first, end int) (batch []*Packed) {
	t.Helper()
	for i := first; i < end; i++ {
		batch = append(batch, samplePack(t, i))
	}
	return batch
}

// The same on a disk that is really full.
func TestFullFileSystem(t *testing.T) {
	folder := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder).CombinedOutput(); err != nil {
		t.Skipf("needs a file system of its own: mount: %s", bytes.TrimSpace(out))
	}
	defer exec.Command("umount", "-l", folder).Run()
	archive := filepath.Join(folder, "archive.db")
	s := create(t, archive)
	kept := 0
	var err error
	for ; err == nil && kept < 10_000; kept += 10 {
		if _, err = s.Add(t.Context(), samplesFrom(t, kept, kept+10)); err != nil {
			break
		}
	}
	oneLineOf(t, s, err, "the disk")
	if list, err := s.List(t.Context(), Filter{}); err != nil || len(list) != kept {
		t.Errorf("%d reports, %v, want %d", len(list), err, kept)
	}
	s.Close()
	moved := filepath.Join(t.TempDir(), "archive.db")
	for _, suffix := range []string{"", "-wal"} {
		if file, err := os.ReadFile(archive + suffix); err == nil {
			if err := os.WriteFile(moved+suffix, file, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	sound(t, moved, kept)
}

// readOnlyVariable tells the test program that it is to read and write an archive in a
// folder where it may only read.
const readOnlyVariable = "RAPPORTEUR_TEST_READ_ONLY"

// In a read-only folder an archive can be read and not written. As root, who may write
// everywhere, the test runs itself as nobody.
func TestReadOnlyFolder(t *testing.T) {
	archive := os.Getenv(readOnlyVariable)
	if archive == "" {
		archive = readOnlyArchive(t)
		if os.Getuid() == 0 {
			againAsNobody(t, archive)
			return
		}
	}
	s, err := Open(t.Context(), archive, Options{})
	if err == nil {
		_, err = s.Add(t.Context(), []*Packed{samplePack(t, 50)})
		s.Close()
	}
	if err == nil || !strings.HasPrefix(err.Error(), archive+": cannot be ") || !strings.Contains(err.Error(), "read-only") || strings.Contains(err.Error(), "\n") {
		t.Errorf("writing: %v", err)
	}
	s = open(t, archive, Options{ReadOnly: true})
	if list, err := s.List(t.Context(), Filter{}); err != nil || len(list) != 3 {
		t.Errorf("reading: %d reports, %v", len(list), err)
	}
	if _, err := Open(t.Context(), filepath.Join(filepath.Dir(archive), "new.db"), Options{Create: true}); err == nil || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("making one: %v", err)
	}
}

func readOnlyArchive(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	archive := filepath.Join(folder, "archive.db")
	withSamples(t, create(t, archive), 3).Close()
	// Whoever runs the test must get to the folder.
	for parent := folder; len(parent) > len(os.TempDir()); parent = filepath.Dir(parent) {
		if err := os.Chmod(parent, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(archive, 0o444); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(folder, 0o755) })
	return archive
}

func againAsNobody(t *testing.T, archive string) {
	t.Helper()
	const nobody = 65534
	self, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Skip("runs as root, who may write everywhere")
	}
	program := filepath.Join(filepath.Dir(filepath.Dir(archive)), "again")
	if err := os.WriteFile(program, self, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-test.run", "^TestReadOnlyFolder$", "-test.v")
	cmd.Env = append(os.Environ(), readOnlyVariable+"="+archive)
	cmd.Dir = "/"
	postgrestest.AsUser(cmd, nobody, nobody)
	out, err := cmd.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("--- PASS")) {
		t.Errorf("as nobody: %v\n%s", err, out)
	}
}
