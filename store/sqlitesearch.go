package store

import (
	"fmt"
	"strings"
)

func (sqliteEngine) search(in Scope, q query, w *where) searchSQL {
	index, column, from := "text_index", 1, "text_index JOIN reports r ON r.id = text_index.rowid"
	switch in {
	case InStatements:
		index, from = "statement_index", "statement_index JOIN facts f ON f.id = statement_index.rowid"+factJoins
	case InPositions:
		index, column, from = "position_index", -1, "position_index JOIN facts f ON f.id = position_index.rowid"+factJoins
	}
	return searchSQL{
		from:      from,
		condition: index + " MATCH " + w.arg(ftsQuery(q)),
		score:     "-" + index + ".rank",
		order:     index + ".rank",
		snippet:   fmt.Sprintf("snippet(%s, %d, char(1), char(2), '…', %d)", index, column, snippetWords),
	}
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

func (sqliteEngine) about(q query, w *where) string {
	return "f.id IN (SELECT rowid FROM position_index WHERE position_index MATCH " + w.arg(ftsQuery(q)) + ")"
}
