package store

import (
	"context"
	"database/sql"
	"strings"

	"rapporteur"
)

// Hit is a report, or a statement or position of it, that a search found.
type Hit struct {
	Report Heading
	// Fact is the statement or position, nil where the text itself was searched.
	Fact *Head
	// Snippet is a passage with the words found.
	Snippet Snippet
	// Score is higher for what fits better; it can only be compared within a search.
	Score float64
}

// Snippet is a passage and the words in it that were looked for.
type Snippet struct {
	Text string
	Hits []rapporteur.Span
}

// The marks around words in the snippets of the engines.
const markStart, markEnd = "\x01", "\x02"

// snippetWords is about how many words a snippet has: two lines of a terminal.
const snippetWords = 24

// searchSQL is a search in the language of an engine: what to select from so that it
// has the columns id, score and snippet (of the best limit rows that hold).
type searchSQL struct {
	// from is a FROM clause that names the searched table t; condition, score and snippet are
	// expressions over it.
	from, condition, score, snippet string
	// order is the score once more, as the engine sorts by it without computing the
	// snippets of what it leaves out.
	order string
}

// Search returns the best hits first. The words are a query in the form that the
// package's parseQuery documents; f says which reports and facts count.
func (s *Store) Search(ctx context.Context, in Scope, words string, f Filter) ([]Hit, error) {
	q, err := parseQuery(words)
	if err != nil {
		return nil, &Error{Archive: s.name, Reason: err.Error(), Err: err}
	}
	var hits []Hit
	err = s.asked(ctx, func(tx *transaction) error {
		var err error
		if in == InText {
			hits, err = s.searchTexts(ctx, tx, q, f)
		} else {
			hits, err = s.searchFacts(ctx, tx, in, q, f)
		}
		return err
	})
	return hits, err
}

func (s *Store) searchTexts(ctx context.Context, tx *transaction, q query, f Filter) ([]Hit, error) {
	var w where
	e := s.engine.search(InText, q, &w)
	w.conditions = append(w.conditions, e.condition)
	f.reports(&w)
	return rows(ctx, tx, func(r *sql.Rows) (h Hit, err error) {
		var marked string
		err = r.Scan(append(h.Report.scan(), &h.Score, &marked)...)
		h.Snippet = snippet(marked)
		return h, err
	}, "SELECT "+headingColumns+", "+e.score+", "+e.snippet+" FROM "+e.from+w.sql()+" ORDER BY "+e.order+f.limit(&w), w.args...)
}

func (s *Store) searchFacts(ctx context.Context, tx *transaction, in Scope, q query, f Filter) ([]Hit, error) {
	var w where
	e := s.engine.search(in, q, &w)
	w.conditions = append(w.conditions, e.condition)
	f.facts(&w)
	heads := []*Head{}
	hits, err := rows(ctx, tx, func(r *sql.Rows) (h Hit, err error) {
		var marked string
		h.Fact = &Head{}
		err = h.Fact.scan(r, &h.Score, &marked)
		h.Report, h.Snippet = h.Fact.Report, snippet(marked)
		heads = append(heads, h.Fact)
		return h, err
	}, "SELECT "+headColumns+", "+e.score+", "+e.snippet+" FROM "+e.from+w.sql()+" ORDER BY "+e.order+f.limit(&w), w.args...)
	if err != nil {
		return nil, err
	}
	return hits, completeHeads(ctx, tx, heads)
}

// snippet takes the marks out of a passage.
func snippet(marked string) Snippet {
	var out Snippet
	var text strings.Builder
	for i, piece := range strings.Split(marked, markStart) {
		if i == 0 {
			text.WriteString(oneLine(piece))
			continue
		}
		word, rest, _ := strings.Cut(piece, markEnd)
		start := text.Len()
		text.WriteString(oneLine(word))
		out.Hits = append(out.Hits, rapporteur.Span{Start: start, End: text.Len()})
		text.WriteString(oneLine(rest))
	}
	out.Text = text.String()
	return out
}

// oneLine makes each white space character a space, so that offsets stay.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r == '\r' {
			return ' '
		}
		return r
	}, text)
}
