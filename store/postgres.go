package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"
)

// postgresEngine is an archive in a PostgreSQL database, in the schema that the
// address's search_path names first.
type postgresEngine struct{}

// writerLock is the advisory lock of whoever writes: "rapport" in ASCII.
const writerLock = 0x726170706f7274

// openPostgres opens the database at an address. Readers and the writer share one
// pool; that there is one writer is seen to by a lock in the database.
func openPostgres(ctx context.Context, address string, o Options) (*Store, error) {
	s := &Store{name: "the PostgreSQL archive", engine: postgresEngine{}, snapshot: sql.LevelRepeatableRead}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, s.refuse("its address is none of a database (postgres://user@host/database)")
	}
	s.name = fmt.Sprintf("postgres://%s@%s:%d/%s", config.User, config.Host, config.Port, config.Database) // without the password
	if config.RuntimeParams["lock_timeout"] == "" {
		config.RuntimeParams["lock_timeout"] = fmt.Sprint(o.BusyTimeout.Milliseconds())
	}
	config.RuntimeParams["client_min_messages"] = "warning"
	if o.ReadOnly {
		config.RuntimeParams["default_transaction_read_only"] = "on"
	}
	s.read = stdlib.OpenDB(*config)
	s.read.SetMaxOpenConns(runtime.GOMAXPROCS(0) + 1)
	s.write = s.read
	if err := s.read.PingContext(ctx); err != nil {
		s.read.Close()
		return nil, s.told(ctx, err)
	}
	return s, nil
}

func (postgresEngine) schema(ctx context.Context, db *sql.DB) (version int64, foreign bool, err error) {
	var ours bool
	err = db.QueryRowContext(ctx, "SELECT to_regclass($1) IS NOT NULL", schemaTable).Scan(&ours)
	if err != nil || !ours {
		return 0, false, err
	}
	return appliedSchema(ctx, db)
}

func (postgresEngine) migrate(ctx context.Context, db *sql.DB) error {
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockID(writerLock))
	if err != nil {
		return err
	}
	return migrate(ctx, db, database.DialectPostgres, "postgres", goose.WithSessionLocker(locker))
}

// perInsert is the most values of one INSERT, each of which is a round trip to the server.
const perInsert = 1000

// begin keeps no statements: the driver does.
func (postgresEngine) begin(ctx context.Context, db *sql.DB) (*transaction, error) {
	begun, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	tx := within(begun)
	tx.insert, tx.perInsert = "INSERT", perInsert
	if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock($1)", int64(writerLock)); err != nil {
		return nil, errors.Join(err, tx.rollback())
	}
	return tx, nil
}

func (postgresEngine) close() error { return nil }

func (postgresEngine) reason(err error) string {
	var connecting *pgconn.ConnectError
	if errors.As(err, &connecting) {
		var refused *pgconn.PgError
		if errors.As(err, &refused) {
			return "the server refuses: " + refused.Message
		}
		return "the server cannot be reached"
	}
	var e *pgconn.PgError
	if !errors.As(err, &e) {
		return ""
	}
	switch e.Code {
	case "53100":
		return "the server's disk is full; what was kept before is safe"
	case "55P03":
		return "another program is writing to it; try again when that has ended"
	case "25006", "42501":
		return "cannot be written to: " + e.Message
	case "XX001", "XX002":
		return "the archive is damaged: " + e.Message
	case "57P01", "57P02", "57P03":
		return "the server is shutting down"
	}
	return e.Message
}

// check has nothing to ask: PostgreSQL checks its pages as it reads them and its
// references as it writes them.
func (postgresEngine) check(ctx context.Context, db *sql.DB) ([]string, error) {
	return nil, db.PingContext(ctx)
}
