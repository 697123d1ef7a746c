package store

import (
	"context"
	"fmt"
	"strings"
)

func (*sqliteEngine) index(ctx context.Context, tx *transaction, report, fact int64) error {
	for _, part := range []struct {
		statement string
		from      int64
	}{
		{"INSERT INTO text_index (rowid, title, text) SELECT id, title, text FROM reports WHERE id >= $1", report},
		{"INSERT INTO statement_index (rowid, who, words) SELECT id, who, words FROM facts WHERE id >= $1 AND kind = 'statement'", fact},
		{"INSERT INTO position_index (rowid, topic, words, who) SELECT id, topic, words, who FROM facts WHERE id >= $1 AND kind = 'position'", fact},
	} {
		if _, err := tx.ExecContext(ctx, part.statement, part.from); err != nil {
			return err
		}
	}
	return nil
}

func (*sqliteEngine) mergeIndexes(ctx context.Context, tx *transaction) error {
	for _, index := range []string{"text_index", "statement_index", "position_index"} {
		if _, err := tx.ExecContext(ctx, fmt.Sprintf("INSERT INTO %[1]s (%[1]s) VALUES ('optimize')", index)); err != nil {
			return err
		}
	}
	return nil
}

// search scores and sorts what it finds by row alone and then reads the best rows. Where
// FTS5 sorts itself (ORDER BY rank) it keeps the places of the words of every row, and
// counts anew how many rows have each phrase to tell the scores of the best.
func (*sqliteEngine) search(in Scope, q query, f Filter, columns string) (string, []any) {
	index, column, table := "text_index", 1, "reports r ON r.id"
	switch in {
	case InStatements:
		index, table = "statement_index", "facts f ON f.id"
	case InPositions:
		index, column, table = "position_index", -1, "facts f ON f.id"
	}
	joins := ""
	if in != InText {
		joins = factJoins
	}
	var w where
	found := index + " MATCH " + w.arg(ftsQuery(q))
	w.conditions = append(w.conditions, found)
	f.searched(in, &w)
	from := index
	if len(w.conditions) > 1 {
		from += " JOIN " + table + " = " + index + ".rowid" + joins
	}
	return fmt.Sprintf(`WITH best AS MATERIALIZED (SELECT %[1]s.rowid AS hit, %[1]s.rank AS score FROM %[2]s%[3]s ORDER BY +%[1]s.rank, %[1]s.rowid%[4]s)
		SELECT %[5]s, -best.score, (SELECT snippet(%[1]s, %[6]d, char(1), char(2), '…', %[7]d) FROM %[1]s WHERE %[8]s AND %[1]s.rowid = best.hit)
		FROM best JOIN %[9]s = best.hit%[10]s ORDER BY best.score, best.hit`,
		index, from, w.sql(), f.limit(&w), columns, column, snippetWords, found, table, joins), w.args
}

// ftsQuery writes a query in the language of FTS5.
func ftsQuery(q query) string {
	alternatives := make([]string, len(q))
	for i, a := range q {
		var wanted, unwanted []string
		for _, t := range a {
			phrase := `"` + strings.Join(t.words, " ") + `"`
			if t.prefix {
				phrase += " *"
			}
			if t.not {
				unwanted = append(unwanted, phrase)
			} else {
				wanted = append(wanted, phrase)
			}
		}
		alternatives[i] = "(" + strings.Join(append([]string{"(" + strings.Join(wanted, " AND ") + ")"}, unwanted...), " NOT ") + ")"
	}
	return strings.Join(alternatives, " OR ")
}

func (*sqliteEngine) about(q query, w *where) string {
	return "f.id IN (SELECT rowid FROM position_index WHERE position_index MATCH " + w.arg(ftsQuery(q)) + ")"
}
