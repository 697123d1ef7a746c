package ingest

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"rapporteur/source"
)

// pageWords is the length of a page of a report in words.
const pageWords = 500

// pages returns n pages of a report: the paragraphs of an example again and again,
// each time with other names, days and figures.
func pages(tb testing.TB, n int) string {
	tb.Helper()
	example, err := os.ReadFile("../examples/saltmarsh-talks.txt")
	if err != nil {
		tb.Fatal(err)
	}
	chairs := strings.Fields("Holm Aaker Vik Sand Eide Myhre Ness Tveit Berge Foss Haug Ruud Solli")
	envoys := strings.Fields("Moe Dahl Lie Bakke Nygaard Strand Hagen Brandt Orre Kolstad Wiik")
	days := strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
	var text strings.Builder
	for words, round := 0, 0; words < n*pageWords; round++ {
		varied := strings.NewReplacer(
			"Varn", chairs[round%len(chairs)], "Lund", envoys[round%len(envoys)], "Dragan", chairs[(round+5)%len(chairs)],
			"Thursday", days[round%7], "Friday", days[(round+1)%7], "forty-day", fmt.Sprintf("%d-day", 10+round),
		).Replace(string(example))
		for paragraph := range strings.SplitSeq(strings.TrimSpace(varied), "\n\n") {
			if words >= n*pageWords {
				break
			}
			text.WriteString(paragraph + "\n\n")
			words += len(strings.Fields(paragraph))
		}
	}
	return text.String()
}

// The pages are as long as they say, and most paragraphs differ.
func TestPages(t *testing.T) {
	text := pages(t, 20)
	if words := len(strings.Fields(text)); words < 20*pageWords || words > 20*pageWords+200 {
		t.Errorf("%d words", words)
	}
	seen := map[string]bool{}
	paragraphs := strings.Split(strings.TrimSpace(text), "\n\n")
	for _, p := range paragraphs {
		seen[p] = true
	}
	if len(seen) < len(paragraphs)/2 {
		t.Errorf("%d of %d paragraphs are different", len(seen), len(paragraphs))
	}
}

// BenchmarkLength reads reports of 1 to 200 pages on one core, from the text to
// the record. The time of a word stays the same where the whole grows linearly
// with the length.
func BenchmarkLength(b *testing.B) {
	p := pipeline(b, Options{Source: source.Options{Published: "2031-02-03"}})
	for _, n := range []int{1, 2, 5, 10, 20, 50, 100, 200} {
		text := pages(b, n)
		words := len(strings.Fields(text))
		b.Run(fmt.Sprintf("pages=%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := p.Record(Input{Name: "report", From: strings.NewReader(text)}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*words), "ns/word")
			b.ReportMetric(0, "ns/op")
		})
	}
}
