package ingest

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur"
	"rapporteur/store"
)

// newsroom makes short reports of 220 words on negotiations, a hundred on each, over a
// vocabulary whose frequencies fall as those of language do (Zipf). One in eight copies an
// earlier one of its negotiation or rewords it; the others share its names, some of its
// figures and a quotation now and then.
type newsroom struct {
	rng   *rand.Rand
	zipf  *rand.Zipf
	kept  map[int][]string
	count int
}

func newNewsroom() *newsroom {
	rng := rand.New(rand.NewPCG(3, 4))
	return &newsroom{rng: rng, zipf: rand.NewZipf(rng, 1.05, 8, 30_000), kept: map[int][]string{}}
}

// word is one that can be told from others by its letters, as words of a language can.
func (n *newsroom) word() string { return lettered(n.zipf.Uint64()) }

func lettered(i uint64) string {
	var b strings.Builder
	for i += 20; i > 0; i /= 20 {
		b.WriteByte("bdfgklmnprstvzbcdhjw"[i%20])
		b.WriteByte("aeiou"[i%5])
	}
	return b.String()
}

func (n *newsroom) sentence(story int) string {
	var words []string
	for i := range 14 + n.rng.IntN(12) {
		switch {
		case i > 0 && n.rng.IntN(9) == 0:
			name := lettered(uint64(40_000 + 12*story + n.rng.IntN(12)))
			words = append(words, strings.ToUpper(name[:1])+name[1:])
		case n.rng.IntN(20) == 0:
			words = append(words, fmt.Sprint(n.rng.IntN(900)+2))
		default:
			words = append(words, n.word())
		}
	}
	return strings.ToUpper(words[0][:1]) + words[0][1:] + " " + strings.Join(words[1:], " ") + "."
}

// report is the text of the next report and its outlet.
func (n *newsroom) report(stories int) (text, outlet string) {
	story := n.rng.IntN(stories)
	n.count++
	outlet = fmt.Sprintf("Outlet %s", lettered(uint64(n.rng.IntN(400))))
	earlier := n.kept[story]
	if len(earlier) > 0 && n.rng.IntN(8) == 0 {
		lines := strings.Split(earlier[n.rng.IntN(len(earlier))], "\n")
		lines[0] = n.sentence(story)
		return strings.Join(lines[:max(len(lines)*3/4, 1)], "\n"), outlet
	}
	var lines []string
	for range 11 {
		lines = append(lines, n.sentence(story))
	}
	said := fmt.Sprintf("“%s”", n.sentence(story))
	if len(earlier) > 0 && n.rng.IntN(6) == 0 {
		said = strings.Split(earlier[0], "\n")[11]
	}
	text = strings.Join(append(lines, said), "\n")
	if len(earlier) < 5 {
		n.kept[story] = append(earlier, text)
	}
	return text, outlet
}

// add keeps the next n reports without records.
func (n *newsroom) add(b *testing.B, archive *store.Store, reports, stories int) {
	for done := 0; done < reports; {
		var batch []*store.Packed
		for ; done < reports && len(batch) < 1000; done++ {
			text, outlet := n.report(stories)
			d := &rapporteur.Document{ID: fmt.Sprintf("%064d", n.count), Text: text, Outlet: outlet,
				Published: time.Date(2031, 1, 1, n.count, 0, 0, 0, time.UTC)}
			p, err := store.Pack(store.Input{Name: d.ID, Raw: []byte(d.ID)}, &rapporteur.Record{Report: d}, "1")
			if err != nil {
				b.Fatal(err)
			}
			batch = append(batch, p)
		}
		if _, err := archive.Add(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTrace finds how one new report stands to all of an archive and keeps that,
// the transaction included.
func BenchmarkTrace(b *testing.B) {
	for _, size := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			archive, err := store.Open(b.Context(), filepath.Join(b.TempDir(), "archive.db"), store.Options{Create: true})
			if err != nil {
				b.Fatal(err)
			}
			defer archive.Close()
			news := newNewsroom()
			news.add(b, archive, size, size/100)
			if err := Trace(b.Context(), archive, AddOptions{}); err != nil {
				b.Fatal(err)
			}
			var took []time.Duration
			for b.Loop() {
				b.StopTimer()
				news.add(b, archive, 1, size/100)
				b.StartTimer()
				began := time.Now()
				if err := Trace(b.Context(), archive, AddOptions{}); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
		})
	}
}
