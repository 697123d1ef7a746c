package lineage

import "math"

// pair is a sentence of b and the one of a that says the same in part.
type pair struct {
	a, b int
	// likeness in [0, 1] is the mean of how much of the weight of both sentences stands in
	// both, whatever the order, and of how many of their words, grammar included, stand in
	// both in one order: software that swaps synonyms leaves the skeleton, and independent
	// sentences on one thing have the names and not the skeleton.
	likeness float64
}

// bag is the stems of a sentence with their weights.
type bag struct {
	stems  []uint64
	weight []float64
	total  float64
}

// bags are the sentences of a report as stems. A stem weighs less the more sentences of
// both reports have it: the names and words that the event itself brings.
func bags(r *Report, frequency map[uint64]int) []bag {
	out := make([]bag, len(r.sentences))
	for s := range out {
		b := &out[s]
		for i := r.sentences[s].first; i < r.sentences[s].end; i++ {
			w := &r.words[i]
			if w.class == function || contains(b.stems, w.stem) {
				continue
			}
			weight := 1 / math.Sqrt(float64(max(frequency[w.stem]-1, 1)))
			b.stems, b.weight, b.total = append(b.stems, w.stem), append(b.weight, weight), b.total+weight
		}
	}
	return out
}

func contains(stems []uint64, s uint64) bool {
	for _, t := range stems {
		if t == s {
			return true
		}
	}
	return false
}

// frequencies count in how many sentences of both reports a stem stands.
func frequencies(reports ...*Report) map[uint64]int {
	count := map[uint64]int{}
	for _, r := range reports {
		for s := range r.sentences {
			first := r.sentences[s].first
			for i := first; i < r.sentences[s].end; i++ {
				if w := &r.words[i]; w.class != function && !stood(r.words[first:i], w.stem) {
					count[w.stem]++
				}
			}
		}
	}
	return count
}

func stood(words []word, stem uint64) bool {
	for i := range words {
		if words[i].stem == stem {
			return true
		}
	}
	return false
}

// rewordings pairs each of the sentences of b with the sentence of a that is likest.
func rewordings(a, b *Report, sentences []int) []pair {
	if len(sentences) == 0 {
		return nil
	}
	frequency := frequencies(a, b)
	as, bs := bags(a, frequency), bags(b, frequency)
	where := map[uint64][]int32{}
	for s := range as {
		for _, stem := range as[s].stems {
			where[stem] = append(where[stem], int32(s))
		}
	}
	var out []pair
	shared := make([]float64, len(as))
	count := make([]int, len(as))
	for _, s := range sentences {
		clear(shared)
		clear(count)
		for i, stem := range bs[s].stems {
			for _, t := range where[stem] {
				shared[t] += bs[s].weight[i]
				count[t]++
			}
		}
		best := pair{a: -1, b: s}
		for t := range as {
			if count[t] < 2 {
				continue
			}
			if likeness := 2 * shared[t] / (as[t].total + bs[s].total); likeness > best.likeness {
				best = pair{t, s, likeness}
			}
		}
		if best.a >= 0 {
			best.likeness = (best.likeness + sameOrder(a.sentence(best.a), b.sentence(s))) / 2
			out = append(out, best)
		}
	}
	return out
}

func (r *Report) sentence(i int) []word { return r.words[r.sentences[i].first:r.sentences[i].end] }

// longestCompared is how many words of a sentence are compared in their order: the work
// grows with the square.
const longestCompared = 80

// sameOrder is the share of the words of two sentences that both have in one order: twice
// the length of their longest common subsequence by that of both.
func sameOrder(a, b []word) float64 {
	a, b = a[:min(len(a), longestCompared)], b[:min(len(b), longestCompared)]
	var row [longestCompared + 1]int
	for i := range a {
		diagonal := 0
		for j := range b {
			above := row[j+1]
			if a[i].form == b[j].form {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return 2 * float64(row[len(b)]) / float64(len(a)+len(b))
}
