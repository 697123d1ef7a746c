package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"rapporteur"
)

// Old is a report whose record another version made, with all that is needed to make it
// anew.
type Old struct {
	Input   Input
	Version string
	row     int64
}

// Older counts the reports whose record another version made.
func (s *Store) Older(ctx context.Context, version string) (int, error) {
	var n int
	err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM reports WHERE version <> $1", version).Scan(&n)
	return n, s.told(ctx, err)
}

// OlderReports yields the reports whose record another version made. It ends after an
// error.
func (s *Store) OlderReports(ctx context.Context, version string) iter.Seq2[Old, error] {
	return func(yield func(Old, error) bool) {
		var last int64
		for {
			old, err := s.nextOlder(ctx, version, last)
			if errors.Is(err, sql.ErrNoRows) {
				return
			}
			if !yield(old, err) || err != nil {
				return
			}
			last = old.row
		}
	}
}

// nextOlder is the first report behind a row whose record another version made. Of the
// places where its bytes were found the first one counts, as when it was first read.
func (s *Store) nextOlder(ctx context.Context, version string, last int64) (Old, error) {
	var o Old
	var packed []byte
	in := &o.Input
	err := s.read.QueryRowContext(ctx, `SELECT r.id, r.version, i.name, i.content_type, i.url, i.title, i.outlet, i.byline, i.published, raws.bytes
		FROM reports r JOIN inputs i ON i.report = r.id AND i.sha256 = r.raw JOIN raws ON raws.sha256 = r.raw
		WHERE r.id > $1 AND r.version <> $2 ORDER BY r.id, i.id LIMIT 1`, last, version).Scan(
		&o.row, &o.Version, &in.Name, &in.ContentType, &in.URL, &in.Title, &in.Outlet, &in.Byline, &in.Published, &packed)
	if errors.Is(err, sql.ErrNoRows) && ctx.Err() == nil {
		return o, err
	}
	if err == nil {
		in.Raw, err = decoder().DecodeAll(packed, nil)
	}
	return o, s.told(ctx, err)
}

// Redone is a report with the record that a newer version made.
type Redone struct {
	Old    Old
	Packed *Packed
	record *rapporteur.Record
}

// PackAgain lays out the record that a newer version made of a report.
func PackAgain(o Old, r *rapporteur.Record, version string) (*Redone, error) {
	p := pack(o.Input, version)
	var err error
	p.record, err = packRecord(r, version)
	return &Redone{o, p, r}, err
}

// Redo puts records in the place of older ones, in one transaction. Decisions on the
// older facts hold for the newer ones.
func (s *Store) Redo(ctx context.Context, all []*Redone) error {
	return s.inTurn(ctx, func(tx *transaction) error {
		for _, r := range all {
			if err := s.redo(ctx, tx, r); err != nil {
				return fmt.Errorf("%s: %w", r.Old.Input.Name, err)
			}
		}
		return nil
	})
}

func (s *Store) redo(ctx context.Context, tx *transaction, r *Redone) error {
	row, p := r.Old.row, r.Packed
	d := p.record.document
	if err := clearRecord(ctx, tx, row); err != nil {
		return err
	}
	if err := forgetLineage(ctx, tx, row); err != nil {
		return err
	}
	var same int64
	err := tx.QueryRowContext(ctx, "SELECT id FROM reports WHERE text_id = $1 AND id <> $2", d.ID, row).Scan(&same)
	if err == nil {
		return s.unite(ctx, tx, row, same)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE reports SET text_id = $1, title = $2, url = $3, outlet = $4, byline = $5, language = $6, published = $7,
		published_at = $8, day = $9, text = $10, record = $11, version = $12, analysed_at = $13 WHERE id = $14`,
		d.ID, d.Title, d.URL, d.Outlet, d.Byline, d.Language, p.record.published, unix(d.Published), p.record.day, d.Text, p.record.json,
		p.version, unix(p.input.Seen), row)
	if err == nil {
		err = putSketch(ctx, tx, row, d.Outlet, Sketch{})
	}
	if err != nil {
		return err
	}
	return s.putRecord(ctx, tx, row, p.record, r.record)
}

// unite leaves one report of two whose texts are the same to a newer version.
func (s *Store) unite(ctx context.Context, tx *transaction, from, to int64) error {
	if _, err := tx.ExecContext(ctx, "UPDATE inputs SET report = $1 WHERE report = $2", to, from); err != nil {
		return err
	}
	if err := dropTold(ctx, tx, from); err != nil {
		return err
	}
	for _, statement := range []string{"DELETE FROM sketches WHERE report = $1", "DELETE FROM reports WHERE id = $1"} {
		if _, err := tx.ExecContext(ctx, statement, from); err != nil {
			return err
		}
	}
	return s.redecide(ctx, tx, to)
}

// putRecord writes the rows of a record with the decisions on its report.
func (s *Store) putRecord(ctx context.Context, tx *transaction, row int64, p *packedRecord, r *rapporteur.Record) error {
	decisions, err := decisionsOn(ctx, tx, row)
	if err != nil {
		return err
	}
	if err := p.decide(decisions, r); err != nil {
		return err
	}
	w, err := newWriting(ctx, tx)
	if err != nil {
		return err
	}
	w.addRecord(row, p)
	if err := w.flush(ctx, s.engine); err != nil {
		return err
	}
	return joinAgain(ctx, tx, row)
}

// redecide writes the facts of a report anew with the decisions on them.
func (s *Store) redecide(ctx context.Context, tx *transaction, row int64) error {
	r, err := readReport(ctx, tx, row)
	if err != nil {
		return err
	}
	var version string
	if err := tx.QueryRowContext(ctx, "SELECT version FROM reports WHERE id = $1", row).Scan(&version); err != nil {
		return err
	}
	p, err := packRecord(r, version)
	if err != nil {
		return err
	}
	if err := clearRecord(ctx, tx, row); err != nil {
		return err
	}
	return s.putRecord(ctx, tx, row, p, r)
}

// clearRecord removes what is derived from a report's record.
func clearRecord(ctx context.Context, tx *transaction, row int64) error {
	for _, statement := range []string{
		"DELETE FROM parts WHERE fact IN (SELECT id FROM facts WHERE report = $1)",
		"DELETE FROM facts WHERE report = $1",
		"DELETE FROM roles WHERE entity IN (SELECT id FROM entities WHERE report = $1)",
		"DELETE FROM mentions WHERE entity IN (SELECT id FROM entities WHERE report = $1)",
		"DELETE FROM entities WHERE report = $1",
	} {
		if _, err := tx.ExecContext(ctx, statement, row); err != nil {
			return err
		}
	}
	return nil
}
