package knowledge

import (
	"slices"
	"strings"
)

// known reports whether a name of several words is one of the person's: the same
// words, a part of them in order, an initial for a name, or another spelling.
func (r *referent) known(words []string) bool {
	return slices.ContainsFunc(r.names, func(own []string) bool { return len(own) > 1 && sameName(own, words) })
}

// sameName reports whether two full names may be one person's: their last words
// are spelt alike, and each other word of the shorter one has its match in order.
func sameName(x, y []string) bool {
	if len(x) < len(y) {
		x, y = y, x
	}
	at := 0
	for _, w := range y {
		for at < len(x) && !sameWord(x[at], w) {
			at++
		}
		if at == len(x) {
			return false
		}
		at++
	}
	return sameWord(x[len(x)-1], y[len(y)-1]) || x[0] == y[0] && len(y) > 1 && sameWord(x[1], y[1])
}

// sameWord reports whether two words of names are the same, one the initial of the
// other, or two spellings.
func sameWord(x, y string) bool {
	if x == y {
		return true
	}
	if len(x) == 1 || len(y) == 1 {
		return x[:1] == y[:1]
	}
	return sameSpelling(x, y)
}

// shortestSpelling is how many letters a name must have for its vowels and double
// letters not to count.
const shortestSpelling = 6

// sameSpelling reports whether two words are transliterations of one name: the
// same consonants in order, doubled ones once ("zelensky", "zelenskyy").
func sameSpelling(x, y string) bool {
	if len(x) < shortestSpelling || len(y) < shortestSpelling || x[0] != y[0] || distance(len(x), len(y)) > 2 {
		return false
	}
	return consonants(x) == consonants(y)
}

func consonants(s string) string {
	var b strings.Builder
	var last rune
	for _, r := range s {
		if strings.ContainsRune("aeiouyj'’", r) {
			last = 0
			continue
		}
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}
