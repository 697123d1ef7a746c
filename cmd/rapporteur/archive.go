package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"rapporteur/store"
)

// defaultArchive is the archive where --db names none.
const defaultArchive = "rapporteur.db"

// archiveFlags are the flags of every command that works on an archive.
type archiveFlags struct{ db string }

func (f *archiveFlags) define(cmd *cobra.Command) {
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&f.db, "db", defaultArchive, "the archive: an SQLite file, or a PostgreSQL database as postgres://host/name")
}

// read lets do ask the archive, which is not written to unless an older version of the
// program has made it: its tables are brought up to date first.
func (f *archiveFlags) read(ctx context.Context, do func(*store.Store) error) error {
	err := f.with(ctx, store.Options{ReadOnly: true}, do)
	if errors.Is(err, store.ErrOutdated) {
		return f.with(ctx, store.Options{}, do)
	}
	return err
}

// with lets do work on the archive and closes it. What goes wrong with the archive is a
// failure.
func (f *archiveFlags) with(ctx context.Context, o store.Options, do func(*store.Store) error) error {
	if f.db == "" {
		return errors.New("--db must name an archive")
	}
	archive, err := store.Open(ctx, f.db, o)
	if err != nil {
		return failure{err}
	}
	err = do(archive)
	if closed := archive.Close(); err == nil && closed != nil {
		return failure{closed}
	}
	return err
}
