package language

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rapporteur"
	"rapporteur/language/encoder"
)

// randomCoreferer has weights that say nothing.
func randomCoreferer(r *rand.Rand) *coreferer {
	values := func(n int, scale float64) []float32 {
		out := make([]float32, n)
		for i := range out {
			out[i] = float32(scale * r.NormFloat64())
		}
		return out
	}
	e, inputs := reader().encoder, 3*reader().encoder.Width()
	bias := values(mentionWidth+1, 0.1)
	bias[mentionWidth] = -4.5 // so that about half of the mentions have no antecedent
	return &coreferer{
		project:  e.Linear(values(mentionWidth*inputs, 0.03), values(mentionWidth, 0.1), inputs),
		form:     e.Linear(values((mentionWidth+1)*mentionWidth, 0.02), bias, mentionWidth),
		distance: values(8, 1), same: values(4, 1),
	}
}

// randomMentions is a text of one-word mentions in sections of so many words, with
// the words' vectors.
func randomMentions(r *rand.Rand, n int) (string, *rapporteur.Analysis, []float32) {
	var text strings.Builder
	a := &rapporteur.Analysis{}
	for i := range n {
		start := text.Len()
		word := fmt.Sprintf("Orrel%d", r.IntN(n/2+1))
		if r.IntN(4) == 0 {
			word = "They"
		}
		text.WriteString(word)
		a.Tokens = append(a.Tokens, rapporteur.Token{Span: rapporteur.Span{Start: start, End: text.Len()}})
		text.WriteString(" ")
		a.Mentions = append(a.Mentions, rapporteur.Mention{Tokens: rapporteur.TokenRange{First: i, End: i + 1}, Head: i, Type: rapporteur.PlaceMention})
	}
	words := make([]float32, encoder.Rows(n)*reader().encoder.Width())
	for i := range words {
		words[i] = float32(r.NormFloat64())
	}
	return text.String(), a, words
}

// resolve joins the mentions of a in sections of so many words.
func resolve(head *coreferer, text string, a *rapporteur.Analysis, words []float32, section int) *referents {
	ms := a.Mentions
	a.Mentions, a.Clusters = nil, nil
	f := newReferents(head, reader().encoder, text, a)
	s := &scratch{}
	for first := 0; first < len(ms); first += section {
		end := min(first+section, len(ms))
		a.Mentions = append(a.Mentions, ms[first:end]...)
		s.words = words[first*reader().encoder.Width():]
		f.add(s, rapporteur.TokenRange{First: first, End: end})
	}
	return f
}

// TestReferentsAgainstEveryPair holds the clusters against those of a plain walk
// over all pairs: neither blocks nor sections nor what is forgotten change them.
func TestReferentsAgainstEveryPair(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	head := randomCoreferer(r)
	text, a, words := randomMentions(r, 900)
	f := resolve(head, text, a, words, 900)
	want := everyPair(f, words)
	checkClusters(t, a)
	for _, section := range []int{900, 400, 63} {
		resolve(head, text, a, words, section)
		checkClusters(t, a)
		for i, m := range a.Mentions {
			if m.Cluster != want[i] {
				t.Fatalf("sections of %d: mention %d in cluster %d, want %d", section, i, m.Cluster, want[i])
			}
		}
	}
	if n := len(a.Clusters); n < 10 || n > 850 {
		t.Errorf("%d clusters of 900 mentions show nothing", n)
	}
}

// everyPair returns the cluster of every mention.
func everyPair(f *referents, words []float32) []int {
	s := &scratch{words: words}
	n := len(f.a.Mentions)
	left := slices.Clone(f.vectors(s, 0, rapporteur.TokenRange{End: n}))
	targets := make([]float32, encoder.Rows(n)*f.head.form.Outputs())
	f.head.form.Apply(targets, left, n)
	clusters, count := make([]int, n), 0
	for i := range n {
		weights := make([]float64, count)
		far := true // has no mention with the head word of i been seen yet
		for j := i - 1; j >= 0; j-- {
			same := f.looks[j].head == f.looks[i].head
			if i-j <= antecedentReach || far && same && !f.looks[i].pronoun {
				weights[clusters[j]] += math.Exp(float64(pairScore(f, left, targets, i, j)))
			}
			far = far && !same
		}
		clusters[i] = count
		for c, w := range weights {
			if w > math.Exp(antecedentWorth) && (clusters[i] == count || w > weights[clusters[i]]) {
				clusters[i] = c
			}
		}
		if clusters[i] == count {
			count++
		}
	}
	return clusters
}

func pairScore(f *referents, left, targets []float32, i, j int) float32 {
	t := targets[j*f.head.form.Outputs():]
	return dot(left[i*f.head.project.Outputs():][:mentionWidth], t) + t[mentionWidth] + f.seen(i, j)
}

func TestSeenCountsMentionsBetween(t *testing.T) {
	f := &referents{head: &coreferer{distance: []float32{0, 1, 2, 3, 4, 5, 6, 7}, same: make([]float32, 4)}, looks: make([]look, 300)}
	for between, want := range map[int]float32{1: 0, 2: 1, 3: 2, 4: 2, 5: 3, 8: 3, 9: 4, 16: 4, 17: 5, 33: 6, 64: 6, 65: 7, 250: 7} {
		if got := f.seen(299, 299-between); got != want {
			t.Errorf("%d mentions back: bucket %g, want %g", between, got, want)
		}
	}
}

// BenchmarkReferents shows that the time a mention does not grow with their
// number.
func BenchmarkReferents(b *testing.B) {
	for _, n := range []int{500, 5_000, 50_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := rand.New(rand.NewPCG(13, 14))
			head := randomCoreferer(r)
			text, a, words := randomMentions(r, n)
			for b.Loop() {
				resolve(head, text, a, words, 2000)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/mention")
		})
	}
}
