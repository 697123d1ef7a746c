package store

import (
	"context"
	"database/sql"
	"sync"
)

// transaction is one on the archive. Where its engine compiles every statement anew it
// keeps the compiled ones for as long as it lasts: the hundreds of rows of a batch go
// through a few dozen statements, and compiling cost more than running them (of adding
// 10,000 short reports 6 of 34 seconds).
type transaction struct {
	*sql.Tx
	// compiled are statements by their text, nil where none is kept.
	compiled map[string]*sql.Stmt
	// insert begins a statement that puts rows in, perInsert is the most values of one.
	insert    string
	perInsert int
}

// mostCompiled is how many statements a transaction keeps; lists of ever other lengths
// could make them many.
const mostCompiled = 128

// statement is a compiled statement, nil where it is to be run as it is. It does not end
// with ctx: the driver would start a goroutine to watch over each of the many short ones.
// That ctx ends ends the transaction.
func (tx *transaction) statement(ctx context.Context, text string) (*sql.Stmt, context.Context, error) {
	if tx.compiled == nil {
		return nil, ctx, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, ctx, err
	}
	kept := tx.compiled[text]
	if kept != nil || len(tx.compiled) >= mostCompiled {
		return kept, context.WithoutCancel(ctx), nil
	}
	kept, err := tx.Tx.PrepareContext(ctx, text)
	if err == nil {
		tx.compiled[text] = kept
	}
	return kept, context.WithoutCancel(ctx), err
}

// ExecContext is that of sql.Tx.
func (tx *transaction) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	kept, ctx, err := tx.statement(ctx, text)
	switch {
	case err != nil:
		return nil, err
	case kept == nil:
		return tx.Tx.ExecContext(ctx, text, args...)
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
		return tx.Tx.QueryContext(ctx, text, args...)
	}
	return kept.QueryContext(ctx, args...)
}

// QueryRowContext is that of sql.Tx.
func (tx *transaction) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	kept, within, err := tx.statement(ctx, text)
	if err != nil || kept == nil {
		return tx.Tx.QueryRowContext(ctx, text, args...) // which fails the same way
	}
	return kept.QueryRowContext(within, args...)
}

// standingQuery is a statement that is asked often outside of transactions, compiled when it is
// first asked.
type standingQuery struct {
	text string
	mu   sync.Mutex
	kept *sql.Stmt
}

// on is the statement on a database; it does not begin when ctx has ended.
func (q *standingQuery) on(ctx context.Context, db *sql.DB) (*sql.Stmt, error) {
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
