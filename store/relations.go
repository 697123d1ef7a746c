package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"rapporteur"
)

// maxKin is from how many reports on no more are looked for that are related to one: a
// text of which there are more copies is known by these.
const maxKin = 5000

// relationRow is a relation with the rows of its reports.
type relationRow struct {
	rapporteur.Relation
	lender, borrower int64
}

// Relations are those among all reports of the archive, independent ones left out.
func (s *Store) Relations(ctx context.Context) ([]rapporteur.Relation, error) {
	var found []relationRow
	err := s.asked(ctx, func(tx *transaction) (err error) {
		found, err = relationsWhere(ctx, tx, "")
		return err
	})
	return relationsOnce(found), err
}

// Kin are the relations of a report and of all that are related to it, over however many
// others, and the headings of these reports, its own first. The ID may be shortened.
func (s *Store) Kin(ctx context.Context, id string) ([]rapporteur.Relation, []Heading, error) {
	var relations []relationRow
	var reports []Heading
	err := s.asked(ctx, func(tx *transaction) error {
		h, err := s.heading(ctx, tx, id)
		if err != nil {
			return err
		}
		reports = []Heading{h}
		known := map[int64]bool{h.row: true}
		for frontier := []int64{h.row}; len(frontier) > 0 && len(known) < maxKin; {
			found, err := relationsOf(ctx, tx, frontier)
			if err != nil {
				return err
			}
			relations = append(relations, found...)
			frontier = unknown(found, known)
			more, err := headingsIn(ctx, tx, frontier)
			if err != nil {
				return err
			}
			reports = append(reports, more...)
		}
		return nil
	})
	return relationsOnce(relations), reports, err
}

// unknown are the reports of relations that are not known yet; then they are.
func unknown(found []relationRow, known map[int64]bool) []int64 {
	var out []int64
	for _, r := range found {
		for _, row := range []int64{r.lender, r.borrower} {
			if !known[row] {
				known[row] = true
				out = append(out, row)
			}
		}
	}
	return out
}

// relationsOf are the relations that reports in rows take part in.
func relationsOf(ctx context.Context, tx *transaction, in []int64) ([]relationRow, error) {
	var out []relationRow
	for some := range slices.Chunk(in, perQuery) {
		args := padded(anys(some))
		for _, end := range []string{"lender", "borrower"} {
			found, err := relationsWhere(ctx, tx, " WHERE l."+end+" IN ("+places(len(args))+")", args...)
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		}
	}
	return out, nil
}

func relationsWhere(ctx context.Context, tx *transaction, where string, args ...any) ([]relationRow, error) {
	return rows(ctx, tx, func(r *sql.Rows) (out relationRow, err error) {
		var passages []byte
		err = r.Scan(&out.lender, &out.borrower, &out.From, &out.To, &out.Kind, &out.Confidence, &passages)
		out.Passages = unpackPassages(passages)
		return out, err
	}, `SELECT l.lender, l.borrower, a.text_id, b.text_id, l.kind, l.confidence, l.passages
		FROM relations l JOIN reports a ON a.id = l.lender JOIN reports b ON b.id = l.borrower`+where, args...)
}

// headingsIn are the headings of reports in rows, the earliest first.
func headingsIn(ctx context.Context, tx *transaction, in []int64) ([]Heading, error) {
	var out []Heading
	for some := range slices.Chunk(in, perQuery) {
		found, err := rows(ctx, tx, scanHeading, "SELECT "+headingColumns+" FROM reports r WHERE r.id IN ("+places(len(some))+
			") ORDER BY r.published_at, r.text_id", anys(some)...)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// relationsOnce leaves each relation once, in a fixed order.
func relationsOnce(all []relationRow) []rapporteur.Relation {
	byEnds := func(a, b rapporteur.Relation) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	}
	out := make([]rapporteur.Relation, len(all))
	for i, r := range all {
		out[i] = r.Relation
	}
	slices.SortFunc(out, byEnds)
	return slices.CompactFunc(out, func(a, b rapporteur.Relation) bool { return byEnds(a, b) == 0 })
}
