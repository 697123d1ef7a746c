package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/pressly/goose/v3/database"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// sqliteEngine is an archive in one file, in WAL mode: readers never wait for the
// writer nor it for them.
type sqliteEngine struct {
	// turn is held by who writes.
	turn chan struct{}
	// writer has the connection that writes with its statements, nil before the first
	// transaction. Each transaction of database/sql would compile them anew and start a
	// goroutine for every query.
	writer *compiled
}

// openSQLite opens the file at path. One connection writes and begins every
// transaction as a writer, so that none fails half-way because another one wrote; a second
// one is opened only for what is asked of the file outside of transactions.
func openSQLite(ctx context.Context, path string, o Options) (*Store, error) {
	s := &Store{name: path, engine: &sqliteEngine{turn: make(chan struct{}, 1)}}
	if err := checkFile(path, o); err != nil {
		return nil, &Error{path, fileReason(err), err}
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, s.told(ctx, err)
	}
	usual := []string{fmt.Sprintf("_pragma=busy_timeout(%d)", o.BusyTimeout.Milliseconds()), "_pragma=foreign_keys(1)", "_pragma=cell_size_check(1)"}
	reading := append([]string{"mode=ro", "_pragma=query_only(1)"}, usual...)
	if o.ReadOnly {
		if alone(abs) {
			reading = append(reading, "immutable=1")
		}
		s.read, err = openFile(abs, reading, runtime.GOMAXPROCS(0))
		s.write = s.read
		return s, s.told(ctx, err)
	}
	// What a statement changes is kept in memory for the case that it fails, not in a file.
	writing := append(usual, "_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)", "_pragma=temp_store(memory)",
		fmt.Sprintf("_pragma=cache_size(-%d)", writerCache), fmt.Sprintf("_pragma=wal_autocheckpoint(%d)", checkpointPages))
	if s.write, err = openFile(abs, writing, 2); err != nil {
		return nil, s.told(ctx, err)
	}
	// The first connection makes the file and sets its mode, which readers need.
	if err := connect(ctx, s.write, o.BusyTimeout); err != nil {
		s.write.Close()
		return nil, s.told(ctx, err)
	}
	s.read, err = openFile(abs, reading, runtime.GOMAXPROCS(0))
	return s, s.told(ctx, err)
}

// busyPause lies between two attempts to connect: a new archive has its mode within some
// milliseconds.
const busyPause = 20 * time.Millisecond

// connect makes the first connection, again and again while others hold the file: SQLite
// waits for them in everything but in setting the mode, where it fails at once.
func connect(ctx context.Context, db *sql.DB, patience time.Duration) error {
	end := time.After(patience)
	for {
		err := db.PingContext(ctx)
		if !isBusy(err) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-end:
			return err
		case <-time.After(busyPause):
		}
	}
}

func isBusy(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && e.Code()&0xff == lib.SQLITE_BUSY
}

func openFile(abs string, params []string, connections int) (*sql.DB, error) {
	path := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(abs))
	if path[0] != '/' {
		path = "/" + path // a drive of Windows
	}
	db, err := sql.Open("sqlite", "file://"+path+"?"+strings.Join(params, "&"))
	if err == nil {
		db.SetMaxOpenConns(connections)
	}
	return db, err
}

// checkFile tells early and in plain words what SQLite calls "unable to open".
func checkFile(path string, o Options) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return errors.New("is a directory")
	case errors.Is(err, fs.ErrNotExist) && o.Create && !o.ReadOnly:
		if _, err = os.Stat(filepath.Dir(path)); errors.Is(err, fs.ErrNotExist) {
			err = errors.New("its folder does not exist")
		}
	}
	return err
}

// fileReason puts an error of the file system into words.
func fileReason(err error) string {
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such archive (rapporteur add makes one)"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	case errors.As(err, &path):
		return path.Err.Error()
	}
	return err.Error()
}

// alone reports whether the file has no log beside it and none can be made: then no
// one writes to it, and it can be read as it lies there, in a read-only folder too.
func alone(path string) bool {
	if _, err := os.Stat(path + "-wal"); err == nil {
		return false
	}
	probe, err := os.CreateTemp(filepath.Dir(path), ".rapporteur-*")
	if err != nil {
		return true
	}
	probe.Close()
	os.Remove(probe.Name())
	return false
}

func (*sqliteEngine) schema(ctx context.Context, db *sql.DB) (version int64, foreign bool, err error) {
	var tables, ours int
	err = db.QueryRowContext(ctx, "SELECT count(*), coalesce(sum(name = $1), 0) FROM sqlite_master", schemaTable).Scan(&tables, &ours)
	if err != nil || ours == 0 {
		return 0, tables > 0, err
	}
	return appliedSchema(ctx, db)
}

func (*sqliteEngine) migrate(ctx context.Context, db *sql.DB) error {
	return migrate(ctx, db, database.DialectSQLite3, "sqlite")
}

// The keys by which reports and facts are found lie all over the file. With a cache of
// 2 MB and a checkpoint every 1,000 pages, as SQLite has them, the same pages are read and
// written again and again: adding 10,000 short reports spent 2 of 12 seconds on that.
const (
	writerCache     = 32 << 10 // KB
	checkpointPages = 4096     // of 4 KB
)

// sqlitePerInsert is the most values of one INSERT: what database/sql does for each
// statement costs as much as putting a short row in.
const sqlitePerInsert = 256

// begin has a failed statement leave what it did, which its transaction then undoes:
// else SQLite would keep a copy of each page that a statement of several rows changes.
func (e *sqliteEngine) begin(ctx context.Context, db *sql.DB) (*transaction, error) {
	select {
	case e.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	tx, err := e.beginAlone(ctx, db)
	if err != nil {
		<-e.turn
	}
	return tx, err
}

// beginAlone begins a transaction when no other one of this process writes.
func (e *sqliteEngine) beginAlone(ctx context.Context, db *sql.DB) (*transaction, error) {
	if e.writer == nil {
		conn, err := db.Conn(ctx)
		if err != nil {
			return nil, err
		}
		e.writer = &compiled{on: conn, kept: map[string]*sql.Stmt{}}
	}
	conn := e.writer.on
	end := func(how string) error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), how)
		return err
	}
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		_ = end("ROLLBACK") // it has begun where ctx ended in the moment in which it did
		return nil, err
	}
	open := true
	return &transaction{
		on: conn, compiled: e.writer, insert: "INSERT OR FAIL", perInsert: sqlitePerInsert,
		commit: func() error {
			err := end("COMMIT")
			if err == nil {
				open = false
				<-e.turn
			}
			return err
		},
		rollback: func() error {
			if !open {
				return nil
			}
			open = false
			defer func() { <-e.turn }()
			return end("ROLLBACK") // fails where the error that it follows has ended the transaction
		},
	}, nil
}

func (e *sqliteEngine) close() error {
	if e.writer == nil {
		return nil
	}
	e.writer.drop()
	return e.writer.on.Close()
}

func (*sqliteEngine) reason(err error) string {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return ""
	}
	switch code := e.Code(); code & 0xff {
	case lib.SQLITE_CORRUPT:
		return "the archive is damaged and was not written to (restore it from a copy)"
	case lib.SQLITE_NOTADB:
		return "is not an archive of rapporteur"
	case lib.SQLITE_FULL:
		return "the disk is full; what was kept before is safe"
	case lib.SQLITE_READONLY:
		return "cannot be written to: the file or its folder is read-only"
	case lib.SQLITE_CANTOPEN:
		return "cannot be opened: the folder is read-only or the file may not be read"
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return "another program is writing to it; try again when that has ended"
	case lib.SQLITE_IOERR:
		return "the disk cannot be read or written; what was kept before is safe"
	}
	return ""
}

// check asks SQLite for the integrity of the file, of its references and of its
// indexes of words.
func (*sqliteEngine) check(ctx context.Context, db *sql.DB) ([]string, error) {
	found, err := db.QueryContext(ctx, "PRAGMA integrity_check")
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var wrong []string
	for found.Next() {
		var line string
		if err := found.Scan(&line); err != nil {
			return nil, err
		}
		if line != "ok" {
			wrong = append(wrong, line)
		}
	}
	if err := found.Err(); err != nil {
		return nil, err
	}
	var dangling int
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM pragma_foreign_key_check").Scan(&dangling)
	if err == nil && dangling > 0 {
		wrong = append(wrong, strconv.Itoa(dangling)+" rows refer to rows that are not there")
	}
	return wrong, err
}
