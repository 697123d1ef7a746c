package store

import (
	"context"
	"database/sql"
	"errors"
)

// Visit is what a server said when an address was last fetched, so that it can be asked
// for what is new only (RFC 9110, sections 8.8 and 13.1).
type Visit struct{ URL, ETag, LastModified string }

// Visited returns what was kept of the last visit to an address.
func (s *Store) Visited(ctx context.Context, url string) (v Visit, known bool, err error) {
	v.URL = url
	err = s.read.QueryRowContext(ctx, "SELECT etag, last_modified FROM visits WHERE url = $1", url).Scan(&v.ETag, &v.LastModified)
	if errors.Is(err, sql.ErrNoRows) {
		return Visit{}, false, nil
	}
	return v, err == nil, s.told(ctx, err)
}
