package store

import (
	"context"
	"fmt"
	"strings"
)

// index has nothing to do: PostgreSQL computes the columns of a row that comes in.
func (postgresEngine) index(context.Context, *transaction, int64, int64) error { return nil }

// mergeIndexes leaves that to PostgreSQL, which does it beside other work.
func (postgresEngine) mergeIndexes(context.Context, *transaction) error { return nil }

func (postgresEngine) search(in Scope, q query, f Filter, columns string) (string, []any) {
	var w where
	asked := tsQuery(q, &w)
	from, index, text := "reports r", "r.index", "r.text"
	if in != InText {
		kind := StatementKind
		from, index, text = "facts f"+factJoins, "f.index", "f.who || ': ' || f.words"
		if in == InPositions {
			kind, text = PositionKind, "f.topic || ': ' || f.words || ' (' || f.who || ')'"
		}
		w.and("f.kind = ?", string(kind))
	}
	w.conditions = append(w.conditions, index+" @@ "+asked)
	f.searched(in, &w)
	score := "ts_rank_cd(" + index + ", " + asked + ")"
	snippet := fmt.Sprintf("ts_headline('rapporteur', %s, %s, %s)", text, asked, w.arg(fmt.Sprintf(
		"StartSel=%s, StopSel=%s, MaxWords=%d, MinWords=%d", markStart, markEnd, snippetWords, snippetWords/2)))
	return "SELECT " + columns + ", " + score + ", " + snippet + " FROM " + from + w.sql() + " ORDER BY " + score + " DESC" + f.limit(&w), w.args
}

// tsQuery writes a query as an expression of PostgreSQL.
func tsQuery(q query, w *where) string {
	alternatives := make([]string, len(q))
	for i, a := range q {
		terms := make([]string, len(a))
		for j, t := range a {
			terms[j] = tsTerm(t, w)
			if t.not {
				terms[j] = "!!" + terms[j]
			}
		}
		alternatives[i] = "(" + strings.Join(terms, " && ") + ")"
	}
	return "(" + strings.Join(alternatives, " || ") + ")"
}

func tsTerm(t term, w *where) string {
	if !t.prefix {
		return "phraseto_tsquery('rapporteur', " + w.arg(strings.Join(t.words, " ")) + ")"
	}
	lexemes := make([]string, len(t.words))
	for i, word := range t.words {
		lexemes[i] = "'" + word + "'" // letters and digits only
	}
	return "to_tsquery('rapporteur', " + w.arg(strings.Join(lexemes, " <-> ")+":*") + ")"
}

func (postgresEngine) about(q query, w *where) string {
	return "f.kind = 'position' AND f.index @@ " + tsQuery(q, w)
}
