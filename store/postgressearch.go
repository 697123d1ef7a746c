package store

import (
	"fmt"
	"strings"
)

func (postgresEngine) search(in Scope, q query, w *where) searchSQL {
	asked := tsQuery(q, w)
	e := searchSQL{from: "reports r", condition: "r.index @@ " + asked, score: "ts_rank_cd(r.index, " + asked + ")"}
	text := "r.text"
	if in != InText {
		kind := StatementKind
		text = "f.who || ': ' || f.words"
		if in == InPositions {
			kind, text = PositionKind, "f.topic || ': ' || f.words || ' (' || f.who || ')'"
		}
		e.from = "facts f" + factJoins
		e.condition = "f.kind = " + w.arg(string(kind)) + " AND f.index @@ " + asked
		e.score = "ts_rank_cd(f.index, " + asked + ")"
	}
	e.order = e.score + " DESC"
	e.snippet = fmt.Sprintf("ts_headline('rapporteur', %s, %s, %s)", text, asked, w.arg(fmt.Sprintf(
		"StartSel=%s, StopSel=%s, MaxWords=%d, MinWords=%d", markStart, markEnd, snippetWords, snippetWords/2)))
	return e
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
