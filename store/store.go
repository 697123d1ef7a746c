// Package store keeps reports and their records in one database and answers what
// is asked of them. It is the only package that knows SQL.
//
// An archive is an SQLite file or a PostgreSQL database behind the same methods. The
// tables are those of migrations/, which are only ever added to:
//
//   - raws: the bytes of the reports, compressed, identical ones once;
//   - inputs: where bytes were found and what became of them, refusals with their
//     reason;
//   - reports: one row a text, with its record as JSON and the version that made it;
//   - entities, roles, mentions: who takes part in a report;
//   - facts, parts: every fact of every record, and who takes part in it as what;
//   - decisions: what an analyst decided of a fact, never changed once written;
//   - visits: what servers said when an address was last fetched;
//   - sketches, fingerprints, boilerplate: by what reports with the same words are found;
//   - relations: which report has its words from which;
//   - told, told_keys, ties: what each report tells of its facts, by what tellings that may
//     be of one fact are found, and how alike they are;
//   - joins, joined: facts across reports, and the tellings that they are made of.
//
// What is derived from raws can be made again at any time; raws, inputs and decisions
// cannot, and no method removes a row of them. A fact is known by its key (see Key),
// which a new analysis of the same report keeps, so that decisions hold.
//
// Writing is for one at a time: a second process waits its turn, transaction by
// transaction, and gives up with a clear error after BusyTimeout. Every method that
// writes is one transaction: a process that is killed leaves all of it or nothing.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
)

// BusyTimeout is how long a writer waits for another one's transaction: a hundred
// times what the largest batch takes.
const BusyTimeout = 20 * time.Second

// Options say how an archive is opened. The zero value reads and writes one that
// exists.
type Options struct {
	// Create makes the archive where there is none.
	Create bool
	// ReadOnly never writes, not even to bring the tables up to date.
	ReadOnly bool
	// BusyTimeout is how long to wait for another writer; 0 is the constant.
	BusyTimeout time.Duration
}

// Store is an open archive. It is safe for concurrent use.
type Store struct {
	name string
	// read may be the same as write.
	write, read *sql.DB
	engine      engine
	seen        preparedQuery
	// snapshot is the isolation in which a reader sees one state of the archive.
	snapshot sql.IsolationLevel
}

// An engine is what SQLite and PostgreSQL do differently.
type engine interface {
	// schema is the number of the last migration that the archive has had, 0 where it
	// has had none; foreign says that it holds what is not ours.
	schema(ctx context.Context, db *sql.DB) (version int64, foreign bool, err error)
	// migrate brings the tables up to date.
	migrate(ctx context.Context, db *sql.DB) error
	// begin waits until no one writes, and begins a transaction that does.
	begin(ctx context.Context, db *sql.DB) (*transaction, error)
	// close ends what begin keeps for the next transaction.
	close() error
	// index puts the reports and facts from two rows on into the indexes of words.
	index(ctx context.Context, tx *transaction, report, fact int64) error
	// mergeIndexes makes one of the pieces in which the indexes of words were written.
	mergeIndexes(ctx context.Context, tx *transaction) error
	// reason puts an error of the engine in words, "" where it has none.
	reason(err error) string
	// search is a statement, in the engine's language of searching, for some columns of the
	// reports r or facts f that a query finds, the best first, with their scores and the
	// passages found; and its arguments.
	search(in Scope, q query, f Filter, columns string) (statement string, args []any)
	// about is the condition that a query finds position f.
	about(q query, w *where) string
	// check returns what is wrong with the file, one line each.
	check(ctx context.Context, db *sql.DB) ([]string, error)
}

// Open opens an archive: the SQLite file at a path, or a PostgreSQL database at an
// address that begins with postgres:// or postgresql://. Every error but that of ctx
// is an *Error.
func Open(ctx context.Context, archive string, o Options) (*Store, error) {
	if o.BusyTimeout == 0 {
		o.BusyTimeout = BusyTimeout
	}
	open := openSQLite
	if strings.HasPrefix(archive, "postgres://") || strings.HasPrefix(archive, "postgresql://") {
		open = openPostgres
	}
	s, err := open(ctx, archive, o)
	if err != nil {
		return nil, err
	}
	s.seen.text = seenQuery
	if err := s.prepare(ctx, o); err != nil {
		s.Close()
		return nil, s.told(ctx, err)
	}
	return s, nil
}

// prepare sees to it that the tables are those that this program knows.
func (s *Store) prepare(ctx context.Context, o Options) error {
	have, foreign, err := s.engine.schema(ctx, s.read)
	switch {
	case err != nil:
		return err
	case have > latestSchema:
		return s.refuse("was written by a newer version of rapporteur")
	case have == latestSchema:
		return nil
	case foreign || have == 0 && !o.Create:
		return s.refuse("is not an archive of rapporteur")
	case o.ReadOnly:
		return &Error{Archive: s.name, Reason: "was written by an older version of rapporteur, and is not brought up to date by who only reads it", Err: ErrOutdated}
	}
	return s.migrate(ctx, have)
}

// migrate brings the tables up to date. Where two begin at once the slower one fails,
// and finds that work done: it goes on from there until nothing is left.
func (s *Store) migrate(ctx context.Context, have int64) error {
	for have < latestSchema {
		failed := s.engine.migrate(ctx, s.write)
		if failed == nil {
			return nil
		}
		now, _, err := s.engine.schema(ctx, s.write)
		if err != nil || now <= have {
			return failed
		}
		have = now
	}
	return nil
}

// Name is what messages call the archive: its path, or its address without the
// password.
func (s *Store) Name() string { return s.name }

// Close ends the use of the archive. The writer goes last: only it can bring what stands
// in SQLite's log into the file.
func (s *Store) Close() error {
	var err error
	if s.read != s.write {
		err = s.read.Close()
	}
	return errors.Join(err, s.engine.close(), s.write.Close())
}

// Check reads the whole archive and returns what is wrong with it, one line each.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	wrong, err := s.engine.check(ctx, s.read)
	return wrong, s.told(ctx, err)
}

// inTurn runs do in a transaction that no other writer runs beside.
func (s *Store) inTurn(ctx context.Context, do func(*transaction) error) error {
	tx, err := s.engine.begin(ctx, s.write)
	if err != nil {
		return s.told(ctx, err)
	}
	defer tx.rollback() // does nothing once committed
	if err = do(tx); err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = tx.commit()
	}
	return s.told(ctx, err)
}

// asked runs do on one consistent state of the archive.
func (s *Store) asked(ctx context.Context, do func(*transaction) error) error {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: s.snapshot})
	if err != nil {
		return s.told(ctx, err)
	}
	defer tx.Rollback()
	return s.told(ctx, do(within(tx)))
}

// nextID is the first free ID of a table; only for a transaction that is the only one
// to write.
func nextID(ctx context.Context, tx *transaction, table string) (int64, error) {
	var id int64
	err := tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) + 1 FROM "+table).Scan(&id)
	return id, err
}

// rows scans each row of a query with one function.
func rows[T any](ctx context.Context, tx *transaction, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	found, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var out []T
	for found.Next() {
		row, err := scan(found)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, found.Err()
}

// where gathers the conditions of a query and their arguments.
type where struct {
	conditions []string
	args       []any
}

// arg adds an argument and returns its place in the SQL.
func (w *where) arg(value any) string {
	w.args = append(w.args, value)
	return fmt.Sprintf("$%d", len(w.args))
}

// and adds a condition, its one ? standing for the value.
func (w *where) and(condition string, value any) {
	w.conditions = append(w.conditions, strings.ReplaceAll(condition, "?", w.arg(value)))
}

// sql is the clause, empty where there is no condition.
func (w *where) sql() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conditions, " AND ")
}

// in is a list of places for the values.
func in[T any](w *where, values []T) string {
	places := make([]string, len(values))
	for i, v := range values {
		places[i] = w.arg(v)
	}
	return "(" + strings.Join(places, ", ") + ")"
}
