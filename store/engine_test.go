package store

import (
	"os"
	"path/filepath"
	"testing"

	"rapporteur/internal/postgrestest"
)

func TestMain(m *testing.M) { os.Exit(postgrestest.M{M: m}.Run()) }

// onEach runs a test on an empty archive of every engine. The archive is an address by
// which it can be opened again.
func onEach(t *testing.T, test func(t *testing.T, archive string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "archive.db")) })
	t.Run("postgres", func(t *testing.T) { test(t, postgrestest.Archive(t)) })
}

func open(tb testing.TB, archive string, o Options) *Store {
	tb.Helper()
	s, err := Open(tb.Context(), archive, o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.Close() })
	return s
}

// create makes an archive.
func create(tb testing.TB, archive string) *Store { return open(tb, archive, Options{Create: true}) }
