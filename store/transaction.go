package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"sync"
)

// transaction is one on the archive: on a connection that is its own for as long as it
// lasts, or one of database/sql.
type transaction struct {
	on interface {
		ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error)
		QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error)
		QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row
	}
	// compiled keeps statements, nil where the driver does.
	compiled *compiled
	// insert begins a statement that puts rows in, perInsert is the most values of one.
	insert    string
	perInsert int
	// commit ends it with all that it did, rollback, where it has not ended, with nothing.
	commit, rollback func() error
}

// within is a transaction of database/sql.
func within(tx *sql.Tx) *transaction {
	return &transaction{on: tx, commit: tx.Commit, rollback: tx.Rollback}
}

// compiled are statements of one connection by their text: the hundreds of rows of a
// batch go through a few dozen of them, and compiling cost more than running them (of
// adding 10,000 short reports 6 of 34 seconds).
type compiled struct {
	on   *sql.Conn
	kept map[string]*sql.Stmt
}

// mostCompiled is how many statements a connection keeps: one for each length of a
// list of values could be many.
const mostCompiled = 256

// statement is a compiled statement, nil where it is to be run as it is. It does not end
// with ctx: the driver would start a goroutine to watch over each of the many short ones.
func (tx *transaction) statement(ctx context.Context, text string) (*sql.Stmt, context.Context, error) {
	c := tx.compiled
	if c == nil {
		return nil, ctx, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, ctx, err
	}
	ctx = context.WithoutCancel(ctx)
	if kept := c.kept[text]; kept != nil {
		return kept, ctx, nil
	}
	if len(c.kept) >= mostCompiled {
		c.drop()
	}
	kept, err := c.on.PrepareContext(ctx, unnamed(text))
	if err == nil {
		c.kept[text] = kept
	}
	return kept, ctx, err
}

// unnamed writes a statement whose places $1, $2 … come in order, each once, with ? for each.
// SQLite takes $1 for a name, and its driver asks for the name of each place whenever the
// statement runs, which SQLite finds by going through all: half of what binding 64 values
// cost.
func unnamed(text string) string {
	var out strings.Builder
	whole := text
	for n := 1; ; n++ {
		before, rest, more := strings.Cut(text, "$")
		out.WriteString(before)
		if !more {
			return out.String()
		}
		digits := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		if rest[:digits] != strconv.Itoa(n) {
			return whole
		}
		out.WriteByte('?')
		text = rest[digits:]
	}
}

// drop forgets the statements; rows that are still read of one are read to their end.
func (c *compiled) drop() {
	for _, kept := range c.kept {
		kept.Close()
	}
	clear(c.kept)
}

// ExecContext is that of sql.Tx.
func (tx *transaction) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	kept, ctx, err := tx.statement(ctx, text)
	switch {
	case err != nil:
		return nil, err
	case kept == nil:
		return tx.on.ExecContext(ctx, text, args...)
	}
	return kept.ExecContext(ctx, args...)
}

// QueryContext is that of sql.Tx.
func (tx *transaction) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	kept, ctx, err := tx.statement(ctx, text)
	switch {
	case err != nil:
		return nil, err
	case kept == nil:
		return tx.on.QueryContext(ctx, text, args...)
	}
	return kept.QueryContext(ctx, args...)
}

// QueryRowContext is that of sql.Tx.
func (tx *transaction) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	kept, within, err := tx.statement(ctx, text)
	if err != nil || kept == nil {
		return tx.on.QueryRowContext(ctx, text, args...) // which fails the same way
	}
	return kept.QueryRowContext(within, args...)
}

// preparedQuery is a statement that is asked often outside of transactions, compiled when it is
// first asked.
type preparedQuery struct {
	text string
	mu   sync.Mutex
	kept *sql.Stmt
}

// on is the statement on a database; it does not begin when ctx has ended.
func (q *preparedQuery) on(ctx context.Context, db *sql.DB) (*sql.Stmt, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.kept != nil {
		return q.kept, nil
	}
	var err error
	q.kept, err = db.PrepareContext(ctx, q.text)
	return q.kept, err
}
