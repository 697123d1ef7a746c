package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

// migrations make the tables. A file of them is never changed once released: what is
// new stands in a new one.
//
//go:embed migrations
var migrations embed.FS

// latestSchema is the number of the last migration.
const latestSchema = 5

// schemaTable says which migrations an archive has had.
const schemaTable = "schema_version"

// migrate applies the migrations of a folder that the archive has not had.
func migrate(ctx context.Context, db *sql.DB, dialect database.Dialect, folder string, o ...goose.ProviderOption) error {
	files, err := fs.Sub(migrations, "migrations/"+folder)
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(dialect, db, files, append(o, goose.WithTableName(schemaTable), goose.WithDisableGlobalRegistry(true))...)
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	var partial *goose.PartialError
	if errors.As(err, &partial) {
		err = partial.Err
	}
	return err
}

// appliedSchema reads the number of the last migration.
func appliedSchema(ctx context.Context, db *sql.DB) (version int64, foreign bool, err error) {
	err = db.QueryRowContext(ctx, "SELECT coalesce(max(version_id), 0) FROM "+schemaTable+" WHERE is_applied").Scan(&version)
	return version, false, err
}
