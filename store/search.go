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

// mergedFrom is which part of the reports must be new for the indexes of words to be made
// one piece: a search of 10,000 reports then takes a tenth less, and the merging, which
// reads the whole index, comes so seldom that it costs no more than adding them.
const mergedFrom = 4

// MergeIndexes makes searches faster after so many reports were added, if they are many
// beside all.
func (s *Store) MergeIndexes(ctx context.Context, added int) error {
	var all int
	if err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM reports").Scan(&all); err != nil || added*mergedFrom < all || added == 0 {
		return s.told(ctx, err)
	}
	return s.inTurn(ctx, func(tx *transaction) error { return s.engine.mergeIndexes(ctx, tx) })
}

func (s *Store) searchTexts(ctx context.Context, tx *transaction, q query, f Filter) ([]Hit, error) {
	statement, args := s.engine.search(InText, q, f, headingColumns)
	return rows(ctx, tx, func(r *sql.Rows) (h Hit, err error) {
		var marked string
		err = r.Scan(append(h.Report.scan(), &h.Score, &marked)...)
		h.Snippet = snippet(marked)
		return h, err
	}, statement, args...)
}

func (s *Store) searchFacts(ctx context.Context, tx *transaction, in Scope, q query, f Filter) ([]Hit, error) {
	statement, args := s.engine.search(in, q, f, headColumns)
	heads := []*Head{}
	hits, err := rows(ctx, tx, func(r *sql.Rows) (h Hit, err error) {
		var marked string
		h.Fact = &Head{}
		err = h.Fact.scan(r, &h.Score, &marked)
		h.Report, h.Snippet = h.Fact.Report, snippet(marked)
		heads = append(heads, h.Fact)
		return h, err
	}, statement, args...)
	if err != nil {
		return nil, err
	}
	return hits, completeHeads(ctx, tx, heads)
}

// searched adds the conditions on what is searched: on reports r, else on their facts f.
func (f Filter) searched(in Scope, w *where) {
	if in == InText {
		f.reports(w)
	} else {
		f.facts(w)
	}
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
