package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"time"

	"rapporteur"
)

// Traced is a report whose lineage is to be known.
type Traced struct {
	Row    int64
	Report *rapporteur.Document
}

// Fingerprint is a key by which a report is found, and of which kind it is.
type Fingerprint struct {
	Key  uint64
	Kind uint8
}

// Sketch is by what a report is found among others and what it is about.
type Sketch struct {
	Version   int
	Signature []byte
	Keys      []Fingerprint
}

// Sharing is that another report has one of the keys that were asked for.
type Sharing struct {
	Fingerprint
	Row       int64
	Outlet    string
	Signature []byte
}

// Tracing is one transaction that writes lineage.
type Tracing struct {
	tx *transaction
}

// Trace runs do in one transaction, the only one that writes.
func (s *Store) Trace(ctx context.Context, do func(*Tracing) error) error {
	return s.inTurn(ctx, func(tx *transaction) error { return do(&Tracing{tx}) })
}

// untraced are the reports whose sketches another version than $1 made, or none. As one
// condition with OR, SQLite would read all sketches.
const untraced = "SELECT report FROM sketches WHERE version < $1 UNION ALL SELECT report FROM sketches WHERE version > $1"

// Untraced counts the reports whose lineage the version has not made.
func (s *Store) Untraced(ctx context.Context, version int) (int, error) {
	var n int
	err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM ("+untraced+") t", version).Scan(&n)
	return n, s.told(ctx, err)
}

const tracedColumns = "r.id, r.text_id, r.title, r.url, r.outlet, r.byline, r.language, r.published, r.text"

func scanTraced(r *sql.Rows) (Traced, error) {
	t := Traced{Report: &rapporteur.Document{}}
	d := t.Report
	var published string
	err := r.Scan(&t.Row, &d.ID, &d.Title, &d.URL, &d.Outlet, &d.Byline, &d.Language, &published, &d.Text)
	if err != nil {
		return t, err
	}
	d.Published, d.PublishedDay, err = publication(published)
	return t, err
}

// publication reads what published writes.
func publication(full string) (at time.Time, day bool, err error) {
	switch {
	case full == "":
		return at, false, nil
	case len(full) == len(time.DateOnly):
		at, err = time.Parse(time.DateOnly, full)
		return at, true, err
	}
	at, err = time.Parse(time.RFC3339, full)
	return at, false, err
}

// Pending are the next n reports whose lineage the version has not made.
func (t *Tracing) Pending(ctx context.Context, version, n int) ([]Traced, error) {
	return rows(ctx, t.tx, scanTraced, "SELECT "+tracedColumns+" FROM reports r WHERE r.id IN (SELECT report FROM ("+
		untraced+") t LIMIT $2) ORDER BY r.id", version, n)
}

// Reports are the reports in rows.
func (t *Tracing) Reports(ctx context.Context, in []int64) ([]Traced, error) {
	var out []Traced
	for some := range slices.Chunk(in, perQuery) {
		found, err := rows(ctx, t.tx, scanTraced, "SELECT "+tracedColumns+" FROM reports r WHERE r.id IN ("+places(len(some))+") ORDER BY r.id", anys(some)...)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// Sharing is which reports but the one in a row have which of the keys.
func (t *Tracing) Sharing(ctx context.Context, keys []uint64, but int64) ([]Sharing, error) {
	var out []Sharing
	for some := range slices.Chunk(keys, perQuery) {
		args := make([]any, 0, 2*len(some))
		for _, k := range some {
			args = append(args, int64(k))
		}
		args = padded(args)
		found, err := rows(ctx, t.tx, func(r *sql.Rows) (s Sharing, err error) {
			var key int64
			err = r.Scan(&key, &s.Kind, &s.Row, &s.Outlet, &s.Signature)
			s.Key = uint64(key)
			return s, err
		}, fmt.Sprintf(`SELECT f.key, f.kind, f.report, k.outlet, k.signature FROM fingerprints f JOIN sketches k ON k.report = f.report
			WHERE f.key IN (%s) AND f.report <> $%d`, places(len(args)), len(args)+1), append(args, but)...)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// Boilerplate are the keys of sentences that the outlet prints in reports of all sorts.
func (t *Tracing) Boilerplate(ctx context.Context, outlet string) (map[uint64]bool, error) {
	out := map[uint64]bool{}
	_, err := rows(ctx, t.tx, func(r *sql.Rows) (struct{}, error) {
		var key int64
		err := r.Scan(&key)
		out[uint64(key)] = true
		return struct{}{}, err
	}, "SELECT key FROM boilerplate WHERE outlet = $1", outlet)
	return out, err
}

// AddBoilerplate keeps keys of sentences that the outlet prints in reports of all sorts.
func (t *Tracing) AddBoilerplate(ctx context.Context, outlet string, keys []uint64) error {
	table := table{name: "boilerplate", columns: "outlet, key", conflict: "(outlet, key) DO NOTHING"}
	for _, k := range keys {
		table.rows = append(table.rows, []any{outlet, int64(k)})
	}
	return table.insert(ctx, t.tx)
}

// Put keeps the sketch of a report and its relations to others, the rows of which are
// given by the reports' IDs. What was kept of it before goes.
func (t *Tracing) Put(ctx context.Context, of Traced, s Sketch, relations []rapporteur.Relation, known map[string]int64) error {
	if err := forgetLineage(ctx, t.tx, of.Row); err != nil {
		return err
	}
	if err := putSketch(ctx, t.tx, of.Row, of.Report.Outlet, s); err != nil {
		return err
	}
	fingerprints := table{name: "fingerprints", columns: "key, report, kind"}
	for _, k := range s.Keys {
		fingerprints.rows = append(fingerprints.rows, []any{int64(k.Key), of.Row, k.Kind})
	}
	if err := fingerprints.insert(ctx, t.tx); err != nil {
		return err
	}
	kept := table{name: "relations", columns: "lender, borrower, kind, confidence, passages"}
	for _, r := range relations {
		kept.rows = append(kept.rows, []any{known[r.From], known[r.To], string(r.Kind), r.Confidence, packPassages(r.Passages)})
	}
	return kept.insert(ctx, t.tx)
}

// Forget drops the lineage of the reports in rows, which is to be made again.
func (t *Tracing) Forget(ctx context.Context, in []int64) error {
	for _, row := range in {
		if err := forgetLineage(ctx, t.tx, row); err != nil {
			return err
		}
		if _, err := t.tx.ExecContext(ctx, "UPDATE sketches SET version = $1, signature = $2, keys = $2 WHERE report = $3", forgotten, []byte{}, row); err != nil {
			return err
		}
	}
	return nil
}

const sketchColumns = "report, version, outlet, signature, keys"

// The versions of sketches that no lineage made: of a report that is not traced yet, to
// which nothing can be related, and of one whose lineage was forgotten.
const (
	untouched = 0
	forgotten = -1
)

func putSketch(ctx context.Context, tx *transaction, row int64, outlet string, s Sketch) error {
	sketches := table{name: "sketches", columns: sketchColumns, rows: [][]any{{row, s.Version, outlet, notNil(s.Signature), packKeys(s.Keys)}},
		conflict: "(report) DO UPDATE SET version = excluded.version, outlet = excluded.outlet, signature = excluded.signature, keys = excluded.keys"}
	return sketches.insert(ctx, tx)
}

// forgetLineage removes the fingerprints and the relations of the report in a row; its
// sketch is to be put anew.
func forgetLineage(ctx context.Context, tx *transaction, row int64) error {
	packed, err := rows(ctx, tx, func(r *sql.Rows) (keys []byte, err error) {
		err = r.Scan(&keys)
		return keys, err
	}, "SELECT keys FROM sketches WHERE report = $1 AND version <> $2", row, untouched)
	if err != nil {
		return err
	}
	if len(packed) > 0 {
		if err := forgetRelations(ctx, tx, row, unpackKeys(slices.Concat(packed...))); err != nil {
			return err
		}
	}
	return tieAgain(ctx, tx, row)
}

// forgetRelations removes what was kept of a report that was traced.
func forgetRelations(ctx context.Context, tx *transaction, row int64, keys []Fingerprint) error {
	for some := range slices.Chunk(keys, perQuery) {
		args := []any{row}
		for _, k := range some {
			args = append(args, int64(k.Key))
		}
		in := strings.Join(numbered(2, len(some)), ", ")
		if _, err := tx.ExecContext(ctx, "DELETE FROM fingerprints WHERE report = $1 AND key IN ("+in+")", args...); err != nil {
			return err
		}
	}
	for _, end := range []string{"lender", "borrower"} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM relations WHERE "+end+" = $1", row); err != nil {
			return err
		}
	}
	return nil
}

// numbered are n places for values from one on.
func numbered(from, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("$%d", from+i)
	}
	return out
}

func anys[T any](all []T) []any {
	out := make([]any, len(all))
	for i, v := range all {
		out[i] = v
	}
	return out
}

// notNil is bytes that are no NULL.
func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

// keySize is how many bytes a packed key has.
const keySize = 9

func packKeys(keys []Fingerprint) []byte {
	out := make([]byte, 0, keySize*len(keys))
	for _, k := range keys {
		out = append(binary.BigEndian.AppendUint64(out, k.Key), k.Kind)
	}
	return out
}

func unpackKeys(packed []byte) []Fingerprint {
	out := make([]Fingerprint, 0, len(packed)/keySize)
	for ; len(packed) >= keySize; packed = packed[keySize:] {
		out = append(out, Fingerprint{binary.BigEndian.Uint64(packed), packed[keySize-1]})
	}
	return out
}

// packPassages writes passages as the column holds them.
func packPassages(passages []rapporteur.Passage) []byte {
	var out []byte
	var lastFrom, lastTo int
	for _, p := range passages {
		out = binary.AppendVarint(out, int64(p.From.Start-lastFrom))
		out = binary.AppendUvarint(out, uint64(p.From.Len()))
		out = binary.AppendVarint(out, int64(p.To.Start-lastTo))
		out = binary.AppendUvarint(out, uint64(p.To.Len()))
		lastFrom, lastTo = p.From.Start, p.To.Start
	}
	return notNil(out)
}

// unpackPassages reads what packPassages writes; what is no such thing ends it.
func unpackPassages(packed []byte) []rapporteur.Passage {
	var out []rapporteur.Passage
	var lastFrom, lastTo int
	for len(packed) > 0 {
		var v [4]int
		for i := range v {
			var n int
			if i%2 == 0 {
				var x int64
				x, n = binary.Varint(packed)
				v[i] = int(x)
			} else {
				var x uint64
				x, n = binary.Uvarint(packed)
				v[i] = int(x)
			}
			if n <= 0 {
				return out
			}
			packed = packed[n:]
		}
		lastFrom, lastTo = lastFrom+v[0], lastTo+v[2]
		out = append(out, rapporteur.Passage{
			From: rapporteur.Span{Start: lastFrom, End: lastFrom + v[1]}, To: rapporteur.Span{Start: lastTo, End: lastTo + v[3]}})
	}
	return out
}
