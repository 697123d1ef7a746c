package ingest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
	"rapporteur/history"
	"rapporteur/store"
)

// TestManyComponents adds reports of which each tells of the same many things that have
// nothing to do with one another, more than are grouped at once where they do: the facts
// are those of all reports joined at once.
func TestManyComponents(t *testing.T) {
	const topics, reports, atOnce = 140, 45, 5
	if topics*(reports-atOnce) <= mostRegrouped {
		t.Fatal("the tellings are too few to be more than are grouped at once")
	}
	var records []*rapporteur.Record
	for n := range reports {
		records = append(records, ofTopics(n, topics))
	}
	archive := emptyArchive(t)
	keep(t, archive, records, atOnce)
	want, got := history.Join(records, nil, nil), joins(t, archive, store.JoinFilter{})
	byID(want)
	byID(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	if len(got) != topics {
		t.Errorf("%d facts, want %d", len(got), topics)
	}
}

// ofTopics is the n-th report with a statement on each of some topics, said in other words
// than in the other reports.
func ofTopics(n, topics int) *rapporteur.Record {
	r := &rapporteur.Record{Report: &rapporteur.Document{ID: fmt.Sprintf("%08x", n+1)}}
	var text strings.Builder
	for i := range topics {
		start := text.Len()
		fmt.Fprintf(&text, "Quorvane%d bezoltic%d ferrandule%d", i, i, i)
		content := rapporteur.Span{Start: start, End: text.Len()}
		fmt.Fprintf(&text, " the office of report %d wrote.\n", n)
		r.Statements = append(r.Statements, rapporteur.Statement{
			Fact:    rapporteur.Fact{ID: fmt.Sprintf("s%d", i+1), Evidence: []rapporteur.Span{content}, Confidence: 0.5},
			Content: []rapporteur.Span{content}})
	}
	r.Report.Text = text.String()
	return r
}
