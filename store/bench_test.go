package store

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur"
)

// benchReports is the size of the archive that is searched.
const benchReports = 10_000

// benchWords is the length of a short report.
const benchWords = 300

// benchRecord is the record of a report of benchWords words over a vocabulary whose
// frequencies fall as those of language do (Zipf), with ten statements and five facts of
// each other kind.
func benchRecord(tb testing.TB, rng *rand.Rand, i int) *rapporteur.Record {
	base := sampleRecord(tb, i)
	r := *base
	d := *base.Report
	var text strings.Builder
	text.WriteString(d.Text)
	zipf := rand.NewZipf(rng, 1.1, 2, 20_000)
	for range benchWords {
		fmt.Fprintf(&text, " w%d", zipf.Uint64())
	}
	d.Text = text.String()
	d.ID = fmt.Sprintf("%064x", rng.Uint64())
	r.Report = &d
	span := func() []rapporteur.Span {
		start := len(base.Report.Text) + 1 + rng.IntN(len(d.Text)-len(base.Report.Text)-120)
		return []rapporteur.Span{{Start: start, End: start + 100}}
	}
	for j := range 9 {
		s := base.Statements[0]
		s.ID, s.Content = fmt.Sprintf("s%d", j+2), span()
		r.Statements = append(r.Statements, s)
	}
	for j := range 4 {
		id := fmt.Sprint(j + 2)
		v, p, c := base.Events[0], base.Positions[0], base.Conditions[0]
		v.ID, v.Anchor, p.ID, p.Content, c.ID, c.Requirement = "v"+id, span(), "p"+id, span(), "c"+id, span()
		r.Events, r.Positions, r.Conditions = append(r.Events, v), append(r.Positions, p), append(r.Conditions, c)
	}
	return &r
}

// benchArchive adds n reports to a new archive.
func benchArchive(b *testing.B, n int) *Store {
	s := create(b, filepath.Join(b.TempDir(), "archive.db"))
	rng := rand.New(rand.NewPCG(1, 2))
	for first := 0; first < n; first += 64 {
		var batch []*Packed
		for i := first; i < min(first+64, n); i++ {
			p, err := Pack(sampleInput(i), benchRecord(b, rng, i), "1")
			if err != nil {
				b.Fatal(err)
			}
			batch = append(batch, p)
		}
		if _, err := s.Add(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.MergeIndexes(b.Context(), n); err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkSearch looks for the best 20 of 10,000 reports, with snippets: a rare word, a
// common one, two of them, one that is in every report, a phrase.
func BenchmarkSearch(b *testing.B) {
	s := benchArchive(b, benchReports)
	search := func(in Scope, words string) func() (int, error) {
		return func() (int, error) {
			hits, err := s.Search(b.Context(), in, words, Filter{Limit: 20})
			return len(hits), err
		}
	}
	for _, words := range []string{"w5000", "w3", "w3 w40", "ferries", `"quarry stays closed"`} {
		b.Run(words, func(b *testing.B) { median(b, search(InText, words)) })
	}
	b.Run("statements", func(b *testing.B) { median(b, search(InStatements, "w3")) })
	b.Run("who", func(b *testing.B) {
		median(b, func() (int, error) {
			list, err := s.List(b.Context(), Filter{Person: "Brekke", Limit: 20})
			return len(list), err
		})
	})
}

// median reports the median time of asking for something that is there.
func median(b *testing.B, ask func() (found int, err error)) {
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		if found, err := ask(); err != nil || found == 0 {
			b.Fatal(found, err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/median")
}

// BenchmarkAdd is the archive's own share of adding a short report: packing, which runs
// on all cores beside reading, and keeping, which one core does.
func BenchmarkAdd(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	const some = 640
	records := make([]*rapporteur.Record, some)
	for i := range records {
		records[i] = benchRecord(b, rng, i)
	}
	b.Run("pack", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := Pack(sampleInput(i), records[i%some], "1"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("keep", func(b *testing.B) {
		packed := make([]*Packed, some)
		for i := range packed {
			var err error
			if packed[i], err = Pack(sampleInput(i), records[i], "1"); err != nil {
				b.Fatal(err)
			}
		}
		for b.Loop() {
			b.StopTimer()
			s := create(b, filepath.Join(b.TempDir(), "archive.db"))
			b.StartTimer()
			for first := 0; first < some; first += 64 {
				if _, err := s.Add(b.Context(), packed[first:first+64]); err != nil {
					b.Fatal(err)
				}
			}
		}
		b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*some), "µs/report")
	})
}
