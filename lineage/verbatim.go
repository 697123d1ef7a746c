package lineage

// run is words that stand in the same order in both reports: those from a on in the one
// and those from b on in the other.
type run struct{ a, b, length int }

// Words in a row that are the same by chance are seldom more than four; a run that
// begins or ends inside another one is let go below that length.
const shortestRun = 5

// runs are the longest words in a row of b that stand in a too, without overlap and in
// the order of b.
func runs(a, b *Report) []run {
	at := seeds(a)
	var found []run
	for j := 0; j+shortestRun <= len(b.words); {
		best := run{}
		for _, i := range at[seed(b.words[j:])] {
			if n := sameWords(a.words[i:], b.words[j:]); n > best.length {
				best = run{int(i), j, n}
			}
		}
		if best.length < shortestRun {
			j++
			continue
		}
		found = append(found, best)
		j += best.length
	}
	return found
}

// sameSeeds is the most places of a that one beginning of a run is looked up at: a text
// that repeats one sentence a thousand times has no better place for it than the first.
const sameSeeds = 16

// seeds are the places in a report where runs may begin, by their first words.
func seeds(r *Report) map[uint64][]int32 {
	at := make(map[uint64][]int32, len(r.words))
	for i := 0; i+shortestRun <= len(r.words); i++ {
		if s := seed(r.words[i:]); len(at[s]) < sameSeeds {
			at[s] = append(at[s], int32(i))
		}
	}
	return at
}

// seed identifies the first words of a run.
func seed(words []word) uint64 {
	h := uint64(0)
	for i := range shortestRun {
		h = mix(h*prime64 + words[i].form)
	}
	return h
}

func sameWords(a, b []word) int {
	n := 0
	for n < len(a) && n < len(b) && a[n].form == b[n].form {
		n++
	}
	return n
}
