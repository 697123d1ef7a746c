package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"rapporteur"
)

// JoinFilter says which joined facts count. The zero value takes all.
type JoinFilter struct {
	// ID is the beginning of a fact's ID.
	ID   string
	Kind Kind
	// Party is a name of one of those whose fact it is, or a whole word of one.
	Party string
	// From and To are days, both included: of the time from the first report to the last
	// change.
	From, To string
	// Reports and Origins are the least that a fact must have.
	Reports, Origins int
	Disputed         bool
	// Of takes only facts that one of the reports tells, by their IDs.
	Of []string
	// Limit is the most to return, 0 for all.
	Limit int
}

// Joins returns joined facts, the one first reported before the others.
func (s *Store) Joins(ctx context.Context, f JoinFilter) ([]rapporteur.JoinedFact, error) {
	var found []rapporteur.JoinedFact
	err := s.asked(ctx, func(tx *transaction) error {
		if f.Of == nil {
			var err error
			found, err = joinsWhere(ctx, tx, f, nil)
			return err
		}
		seen := map[string]bool{}
		for some := range slices.Chunk(f.Of, perQuery) {
			more, err := joinsWhere(ctx, tx, f, some)
			if err != nil {
				return err
			}
			for _, j := range more {
				if !seen[j.ID] {
					seen[j.ID] = true
					found = append(found, j)
				}
			}
		}
		return nil
	})
	return found, err
}

func joinsWhere(ctx context.Context, tx *transaction, f JoinFilter, of []string) ([]rapporteur.JoinedFact, error) {
	var w where
	if f.ID != "" {
		w.and(`j.id LIKE ? ESCAPE '\'`, likely(f.ID)+"%")
	}
	if f.Kind != "" {
		w.and("j.kind = ?", string(f.Kind))
	}
	if f.Party != "" {
		folded := likely(fold(f.Party))
		w.conditions = append(w.conditions, "(j.parties LIKE "+w.arg("%|"+folded+"|%")+` ESCAPE '\' OR replace(j.parties, '|', ' ') LIKE `+
			w.arg("% "+folded+" %")+` ESCAPE '\')`)
	}
	if f.From != "" {
		w.and("j.last_day >= ?", f.From)
	}
	if f.To != "" {
		w.and("j.first_day <> '' AND j.first_day <= ?", f.To)
	}
	if f.Reports > 0 {
		w.and("j.reports >= ?", f.Reports)
	}
	if f.Origins > 0 {
		w.and("j.origins >= ?", f.Origins)
	}
	if f.Disputed {
		w.conditions = append(w.conditions, "j.disputed > 0")
	}
	if of != nil {
		w.conditions = append(w.conditions, "j.id IN (SELECT m.fact FROM joined m JOIN reports r ON r.id = m.report WHERE r.text_id IN "+in(&w, of)+")")
	}
	return rows(ctx, tx, scanJoin, "SELECT j.data FROM joins j"+w.sql()+" ORDER BY j.first_day, j.id"+Filter{Limit: f.Limit}.limit(&w), w.args...)
}

func scanJoin(r *sql.Rows) (f rapporteur.JoinedFact, err error) {
	var data string
	if err := r.Scan(&data); err != nil {
		return f, err
	}
	return f, json.Unmarshal([]byte(data), &f)
}

// Headings are those of reports by their IDs.
func (s *Store) Headings(ctx context.Context, reports []string) (map[string]Heading, error) {
	out := map[string]Heading{}
	err := s.asked(ctx, func(tx *transaction) error {
		for some := range slices.Chunk(reports, perQuery) {
			found, err := rows(ctx, tx, scanHeading, "SELECT "+headingColumns+" FROM reports r WHERE r.text_id IN ("+places(len(some))+")", anys(some)...)
			if err != nil {
				return err
			}
			for _, h := range found {
				out[h.ID] = h
			}
		}
		return nil
	})
	return out, err
}
