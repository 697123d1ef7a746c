package gold

import (
	"regexp"
	"strings"

	"rapporteur"
)

// Scores says how many of the gold facts the records have, a Count a kind of
// fact, over all reports.
type Scores struct {
	// Reports is how many of the gold reports had a record.
	Reports int
	// StatementContent counts statements whoever their speaker: one is found
	// when its content and the gold content share at least half of the words of
	// each.
	StatementContent Count
	// Statement counts those of them whose speaker is the same entity too.
	Statement Count
	// Entity counts the entities that are no groups: one is found when an entity of
	// the record that means it has its type and, where the gold one says a country,
	// its country. None are given that count as wrong.
	Entity Count
}

// Score counts the facts of each record against the gold report of the same
// text, white space aside. A record of another text counts for nothing, and so
// does a gold report without a record.
func Score(reports []Report, records []*rapporteur.Record) Scores {
	var s Scores
	seen := map[*Report]struct{}{}
	for _, record := range records {
		if r := ofText(reports, record.Report.Text); r != nil {
			seen[r] = struct{}{}
			named := names(r, record)
			s.StatementContent.Add(statements(r, record, func(Statement, rapporteur.Statement) bool { return true }))
			s.Statement.Add(statements(r, record, named.sameSpeaker))
			s.Entity.Add(named.found(r))
		}
	}
	s.Reports = len(seen)
	return s
}

// alike is how many characters two texts must share at the start, if one is
// longer than the other, to be taken for the same: readers differ in how much of
// a page they take for the report.
const alike = 200

// ofText returns the report whose text this is, nil where none is.
func ofText(reports []Report, text string) *Report {
	key := squash(text)
	for i := range reports {
		if squash(reports[i].Text) == key {
			return &reports[i]
		}
	}
	for i := range reports {
		own := squash(reports[i].Text)
		if strings.Contains(key, prefix(own, alike)) || strings.Contains(own, prefix(key, alike)) {
			return &reports[i]
		}
	}
	return nil
}

func squash(text string) string { return strings.Join(strings.Fields(text), " ") }

// prefix is the first n code points of s.
func prefix(s string, n int) string {
	for at := range s {
		if n == 0 {
			return s[:at]
		}
		n--
	}
	return s
}

// statements counts those whose contents share half of the words of each and whose
// speakers are the same by the rule.
func statements(r *Report, record *rapporteur.Record, speaker func(Statement, rapporteur.Statement) bool) Count {
	words := wordsOf(r.Text)
	gold, given := make([]wordSet, len(r.Statements)), make([]wordSet, len(record.Statements))
	var golds, givens []int
	for i, s := range r.Statements {
		gold[i], golds = words.in(s.Content), append(golds, i)
	}
	for i, s := range record.Statements {
		given[i], givens = words.in(inText(r.Text, record.Report.Text, s.Content)), append(givens, i)
	}
	return Match(golds, givens, func(g, s int) bool {
		return halfOfEach(gold[g], given[s]) && speaker(r.Statements[g], record.Statements[s])
	})
}

// inText returns the spans of another version of the text in text itself: the
// first occurrence of the words of each, where there is one.
func inText(text, other string, spans []rapporteur.Span) []rapporteur.Span {
	if text == other {
		return spans
	}
	var out []rapporteur.Span
	for _, s := range spans {
		words := s.In(other)
		if at := strings.Index(text, words); at >= 0 {
			out = append(out, rapporteur.Span{Start: at, End: at + len(words)})
		}
	}
	return out
}

// words are where the words of a text stand: runs of letters, numbers and
// low lines.
type words []rapporteur.Span

var word = regexp.MustCompile(`[\p{L}\p{N}_]+`)

func wordsOf(text string) words {
	var w words
	for _, at := range word.FindAllStringIndex(text, -1) {
		w = append(w, rapporteur.Span{Start: at[0], End: at[1]})
	}
	return w
}

// wordSet holds indices of words.
type wordSet map[int]struct{}

// in returns the words that the spans touch.
func (w words) in(spans []rapporteur.Span) wordSet {
	set := wordSet{}
	for i, word := range w {
		for _, s := range spans {
			if word.Overlaps(s) {
				set[i] = struct{}{}
			}
		}
	}
	return set
}

// halfOfEach reports whether a and b share at least half of the words of each.
func halfOfEach(a, b wordSet) bool {
	shared := 0
	for i := range a {
		if _, ok := b[i]; ok {
			shared++
		}
	}
	return shared > 0 && 2*shared >= len(a) && 2*shared >= len(b)
}
