package store

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"rapporteur"
)

func TestSearch(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 4)
		for _, c := range []struct {
			in    Scope
			words string
			f     Filter
			want  []int // the reports found
			hit   string
		}{
			{InText, "ferry", Filter{}, []int{0, 1, 2, 3}, "ferries"},
			{InText, "quarry closed", Filter{}, []int{0, 1, 2, 3}, "quarry"},
			{InText, `"round 2"`, Filter{}, []int{2}, ""},
			{InText, "not", Filter{Limit: 2}, nil, "not"},
			{InText, `ferries -"round 2"`, Filter{}, []int{0, 1, 3}, ""},
			{InText, `"round 2" OR "round 3"`, Filter{}, []int{2, 3}, ""},
			{InText, "ferr*", Filter{Outlet: "hale post"}, []int{0, 2}, "ferries"},
			{InText, "ferries", Filter{From: "2031-02-05", To: "2031-02-06"}, []int{2, 3}, ""},
			{InText, "zeppelin", Filter{}, []int{}, ""},
			{InText, `"'; DROP TABLE reports; --"`, Filter{}, []int{}, ""},
			{InStatements, "signing Brekke", Filter{}, []int{0, 1, 2, 3}, "sign"},
			{InStatements, "toll", Filter{}, []int{}, ""},
			{InPositions, "tolls", Filter{Party: "hale"}, []int{0, 1, 2, 3}, "toll"},
			{InPositions, "ferry", Filter{Report: sampleID(t, 1)[:8]}, []int{1}, "ferries"},
			{InPositions, "sign", Filter{}, []int{}, ""},
		} {
			hits, err := s.Search(t.Context(), c.in, c.words, c.f)
			if err != nil {
				t.Errorf("%s %q: %v", c.in, c.words, err)
				continue
			}
			if c.want != nil && !slices.Equal(foundSamples(t, hits), c.want) || c.want == nil && len(hits) != c.f.Limit {
				t.Errorf("%s %q: found %v, want %v", c.in, c.words, foundSamples(t, hits), c.want)
			}
			for _, h := range hits {
				if (h.Fact == nil) != (c.in == InText) {
					t.Errorf("%s %q: fact %v", c.in, c.words, h.Fact)
				}
				if c.hit != "" && !slices.ContainsFunc(h.Snippet.Hits, func(span rapporteur.Span) bool { return span.In(h.Snippet.Text) == c.hit }) {
					t.Errorf("%s %q: no %q among the hits of %q %v", c.in, c.words, c.hit, h.Snippet.Text, h.Snippet.Hits)
				}
			}
		}
	})
}

// foundSamples are the numbers of the reports found, in order.
func foundSamples(t *testing.T, hits []Hit) []int {
	t.Helper()
	out := []int{}
	for _, h := range hits {
		for i := range 10 {
			if sampleID(t, i) == h.Report.ID {
				out = append(out, i)
			}
		}
	}
	slices.Sort(out)
	return out
}

// A report that has the word in its title stands before one that has it once in the text.
func TestSearchRanks(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := create(t, archive)
		var batch []*Packed
		for i, title := range []string{"Roads", "The ferries", "Rivers"} {
			r := sampleRecord(t, i)
			r.Report.Title = title
			p, err := Pack(sampleInput(i), r, "1")
			if err != nil {
				t.Fatal(err)
			}
			batch = append(batch, p)
		}
		if _, err := s.Add(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		hits, err := s.Search(t.Context(), InText, "ferry", Filter{})
		if err != nil || len(hits) != 3 || hits[0].Report.Title != "The ferries" || hits[0].Score <= hits[1].Score {
			t.Errorf("%+v, %v", hits, err)
		}
	})
}

// The indexes of words have what the tables have, after reports were added at different
// times, decided on and read again, also in an archive that was made with triggers.
func TestIndexesOfWords(t *testing.T) {
	archive := filepath.Join(t.TempDir(), "archive.db")
	s := create(t, archive)
	if _, err := s.write.ExecContext(t.Context(), `CREATE TRIGGER reports_added AFTER INSERT ON reports BEGIN
		INSERT INTO text_index (rowid, title, text) VALUES (new.id, new.title, new.text); END;
		DELETE FROM schema_version WHERE version_id > 3`); err != nil {
		t.Fatal(err)
	}
	withSamples(t, s, 2)
	if _, err := s.write.ExecContext(t.Context(), "DELETE FROM text_index WHERE rowid = 1"); err != nil {
		t.Fatal(err)
	}
	// The indexes of facts leave other kinds out, which FTS5 would take for a fault.
	indexed := map[string]string{
		"text_index":      "SELECT id FROM reports",
		"statement_index": "SELECT id FROM facts WHERE kind = 'statement'",
		"position_index":  "SELECT id FROM facts WHERE kind = 'position'",
	}
	sound := func(index string) error {
		content := 0
		if index == "text_index" {
			content = 1
		}
		if _, err := s.write.ExecContext(t.Context(), fmt.Sprintf("INSERT INTO %[1]s (%[1]s, rank) VALUES ('integrity-check', %[2]d)", index, content)); err != nil {
			return err
		}
		var other int
		err := s.write.QueryRowContext(t.Context(), fmt.Sprintf("SELECT count(*) FROM (SELECT * FROM (%[1]s EXCEPT %[2]s) UNION SELECT * FROM (%[2]s EXCEPT %[1]s))",
			indexed[index], "SELECT id FROM "+index+"_docsize")).Scan(&other)
		if other > 0 {
			err = fmt.Errorf("%d rows are in the table or the index alone", other)
		}
		return err
	}
	if err := sound("text_index"); err == nil {
		t.Fatal("a report that is put in twice and taken out once is not noticed")
	}
	if _, err := s.write.ExecContext(t.Context(), "INSERT INTO text_index (text_index) VALUES ('rebuild')"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = withSamples(t, open(t, archive, Options{}), 4)
	decide(t, s, decision(Correct, map[string]string{"Stance": `"offers"`}), name(t, 0, "p1"))
	redo(t, s, "2", func(i int, r *rapporteur.Record) { r.Report.Title += ", again" })
	if err := s.MergeIndexes(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	if n := countRows(t, s, "(SELECT DISTINCT segid FROM text_index_idx)"); n != 1 {
		t.Errorf("the index of texts has %d pieces", n)
	}
	for index := range indexed {
		if err := sound(index); err != nil {
			t.Errorf("%s: %v", index, err)
		}
	}
	hits, err := s.Search(t.Context(), InText, "again", Filter{})
	if err != nil || !slices.Equal(foundSamples(t, hits), []int{0, 1, 2, 3}) {
		t.Errorf("found %v, %v", foundSamples(t, hits), err)
	}
}
