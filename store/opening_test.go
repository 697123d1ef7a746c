package store

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"
	"time"
)

// Who makes an archive waits for another program that makes it at the same moment: while
// the other has the file before its mode is set, and after each step of its migrations.
func TestMadeByTwoAtOnce(t *testing.T) {
	for _, c := range []struct {
		name string
		mode string
		// steps are the migrations that the other program commits, 0 the table of them.
		before, during []int
	}{
		{"no mode yet", "delete", nil, nil},
		{"no mode yet, the first tables made", "delete", nil, []int{0, 1}},
		{"the table of migrations", "wal", nil, []int{0}},
		{"the first tables", "wal", []int{0}, []int{1}},
		{"further tables", "wal", []int{0, 1}, []int{2, 3}},
		{"all", "wal", []int{0, 1, 2}, []int{3, 4, 5}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "archive.db")
			other, err := openFile(path, []string{"_pragma=journal_mode(" + c.mode + ")", "_txlock=immediate"}, 1)
			if err != nil {
				t.Fatal(err)
			}
			defer other.Close()
			begin(t, other, c.before).Commit()
			tx := begin(t, other, c.during)
			time.AfterFunc(200*time.Millisecond, func() { tx.Commit() })
			s, err := Open(t.Context(), path, Options{Create: true})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			withSamples(t, s, 1)
			if wrong, err := s.Check(t.Context()); err != nil || len(wrong) > 0 {
				t.Errorf("%v, %v", wrong, err)
			}
		})
	}
}

// begin applies migrations in a transaction that it leaves open.
func begin(t *testing.T, db *sql.DB, steps []int) *sql.Tx {
	t.Helper()
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range steps {
		statements := "CREATE TABLE " + schemaTable + " (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')))"
		if step > 0 {
			statements = migration(t, step)
		}
		if _, err := tx.Exec(statements); err != nil {
			t.Fatal(step, err)
		}
		if _, err := tx.Exec("INSERT INTO "+schemaTable+" (version_id, is_applied) VALUES ($1, 1)", step); err != nil {
			t.Fatal(err)
		}
	}
	return tx
}

func migration(t *testing.T, step int) string {
	t.Helper()
	found, err := migrations.ReadDir("migrations/sqlite")
	if err != nil {
		t.Fatal(err)
	}
	name := found[step-1].Name()
	text, err := migrations.ReadFile("migrations/sqlite/" + name)
	if err != nil || name[:5] != fmt.Sprintf("%05d", step) {
		t.Fatal(name, err)
	}
	return string(text)
}
