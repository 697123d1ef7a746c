package lineage

// Boilerplate are the keys of what an outlet prints under or over its reports: cookie
// notices, "read more", what its agency is. Copies of one report share their sentences
// too, so that a key counts only where reports that are about different things share it.
const (
	// boilerplateFrom is from how many different reports of one outlet on a sentence is
	// its boilerplate. An outlet repeats the background of a story as often, and that
	// tells of no origin either.
	boilerplateFrom = 4
	// boilerplateAmong bounds how many reports with one key are looked at.
	boilerplateAmong = 64
)

// signature keeps 16 bits of each minimum.
func signature(least []uint64) []byte {
	out := make([]byte, 0, 2*len(least))
	for _, h := range least {
		h = mix(h)
		out = append(out, byte(h>>8), byte(h))
	}
	return out
}

// alike is from how many of the minima on two reports are about the same thing: a copy
// cut to half shares half of them, reports that share names only in their boilerplate
// one in ten.
const alike = minima / 4

// Different reports whether two reports are about different things, by their signatures.
func Different(a, b []byte) bool {
	same := 0
	for i := 0; i+1 < min(len(a), len(b)); i += 2 {
		if a[i] == b[i] && a[i+1] == b[i+1] {
			same++
		}
	}
	return same < alike
}

// IsBoilerplate reports whether a sentence is boilerplate of an outlet, by the signatures
// of a report with it and of the outlet's other reports with it: whether enough of
// them, the report among them, are about different things each.
func IsBoilerplate(signature []byte, others [][]byte) bool {
	var different [][]byte
	for _, o := range others {
		if len(different) < boilerplateAmong && Different(signature, o) {
			different = append(different, o)
		}
	}
	return mutuallyDifferent(different, boilerplateFrom-1)
}

// mutuallyDifferent reports whether n of the signatures are each different from the
// others.
func mutuallyDifferent(all [][]byte, n int) bool {
	if n <= 0 {
		return true
	}
	for i := range all {
		var rest [][]byte
		for _, o := range all[i+1:] {
			if Different(all[i], o) {
				rest = append(rest, o)
			}
		}
		if mutuallyDifferent(rest, n-1) {
			return true
		}
	}
	return false
}

// Discount marks the sentences of the report whose keys are boilerplate, so that they
// count for nothing when it is compared.
func (r *Report) Discount(boilerplate func(key uint64) bool) {
	for i, s := range r.sentences {
		keys, line := r.sentenceKeys(i)
		known := 0
		keys = append(keys, line...)
		for _, k := range keys {
			if boilerplate(k) {
				known++
			}
		}
		for j := s.first; j < s.end; j++ {
			r.words[j].common = known > 0 && 2*known >= len(keys)
		}
	}
}
