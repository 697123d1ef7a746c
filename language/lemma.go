package language

import (
	"strings"

	"rapporteur"
)

// lemmas returns the dictionary forms of words with these Penn tags, as EWT and
// GUM write them: plurals, verbs and comparatives at their base, proper names and
// words made of them in their capitals, everything else in lower case.
func lemmas(text string, tokens []rapporteur.Token, tags []string) []string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.In(text)
	}
	out := make([]string, len(words))
	for i := range words {
		out[i] = lemma(words, tags, i)
	}
	return out
}

// lemma is that of the i-th word.
func lemma(words, tags []string, i int) string {
	word, tag := words[i], tags[i]
	low := strings.ReplaceAll(strings.ToLower(word), "’", "'")
	if form, ok := closedLemmas[tag+" "+low]; ok {
		return form
	}
	switch tag {
	case "NNP":
		return properName(word)
	case "NNPS":
		return singularName(word)
	case "NNS":
		return commonPlural(word, low)
	case "VB", "VBP", "VBZ", "VBD", "VBN", "VBG":
		return verbInContext(low, words, tags, i)
	case "JJR", "JJS", "RBR", "RBS":
		return positive(low, tag)
	case "JJ":
		return adjective(word, low)
	case "CD":
		return strings.ReplaceAll(numeral(word, low), ",", "")
	case "NN":
		return commonNoun(word, low)
	case "POS":
		return "'s"
	}
	if form, ok := marks[word]; ok {
		return form
	}
	return low
}

// properName is a name as it is written, but for the months' abbreviations.
func properName(word string) string {
	if month, ok := months[word]; ok {
		return month
	}
	return word
}

// singularName takes the ending of the plural off a name; what stays keeps its
// capitals.
func singularName(word string) string {
	low := strings.ToLower(word)
	n, same := noun(low), 0
	if len(low) != len(word) {
		return word
	}
	for same < len(n) && n[same] == low[same] {
		same++
	}
	return word[:same] + n[same:]
}

// adjective keeps the capital of an adjective made of a name.
func adjective(word, low string) string {
	if _, ok := namedAdjectives[low]; isUpper(word[:min(1, len(word))]) && (ok || endsInOne(low, namedEndings)) {
		return word[:1] + low[1:]
	}
	return low
}

// commonNoun keeps the capitals of what is spelled out: TV, AI, Q1.
func commonNoun(word, low string) string {
	if isUpper(word) && (len(word) <= 2 || strings.ContainsAny(word, "0123456789") || !hasVowel(low)) {
		return word
	}
	return low
}

// commonPlural keeps the capitals of initials before their s: CDs.
func commonPlural(word, low string) string {
	if stem, ok := strings.CutSuffix(word, "s"); ok && len(stem) > 1 && isUpper(stem) {
		return stem
	}
	return noun(low)
}

// numeral keeps Roman figures.
func numeral(word, low string) string {
	if strings.Trim(word, "IVXLC") == "" {
		return word
	}
	return low
}

// verbInContext is the lemma of a form of a verb: 's is "have" before the
// participles that are seldom passive.
func verbInContext(low string, words, tags []string, i int) string {
	switch tag := tags[i]; {
	case low == "'s" && tag == "VBZ":
		return isOrHas(words[i+1:], tags[i+1:])
	case tag == "VB" || tag == "VBP":
		if base, ok := baseLemmas[low]; ok {
			return base
		}
		return low
	case low == "'d":
		return "have"
	}
	return verb(low)
}

// isOrHas says which verb the 's before these words is.
func isOrHas(words, tags []string) string {
	for i, w := range words {
		if tags[i] == "RB" {
			continue
		}
		if isOneOf(w, "been had got gotten become") {
			return "have"
		}
		break
	}
	return "be"
}

// verb is the base of an inflected form.
func verb(w string) string {
	if base, ok := irregularVerbs[w]; ok {
		return base
	}
	for _, p := range verbPrefixes {
		if rest, ok := strings.CutPrefix(w, p); ok {
			if base, ok := irregularVerbs[rest]; ok {
				return p + base
			}
		}
	}
	switch {
	case len(w) > 4 && (strings.HasSuffix(w, "ies") || strings.HasSuffix(w, "ied")):
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "eed"):
		return w
	case strings.HasSuffix(w, "ed") && hasVowel(w[:len(w)-2]):
		return stem(w[:len(w)-2])
	case strings.HasSuffix(w, "ing") && hasVowel(w[:len(w)-3]):
		return stem(w[:len(w)-3])
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && len(w) > 2:
		return thirdPerson(w[:len(w)-1])
	}
	return w
}

// thirdPerson takes the e off a verb's form whose s is off already, where it
// belongs to the ending.
func thirdPerson(w string) string {
	for _, s := range []string{"sse", "she", "che", "xe", "zze", "oe"} {
		if strings.HasSuffix(w, s) && !isOneOf(w, "ache shoe cache psyche") {
			return w[:len(w)-1]
		}
	}
	return w
}

// isOneOf reports a word of a list with spaces between.
func isOneOf(w, list string) bool {
	for s := range strings.FieldsSeq(list) {
		if s == w {
			return true
		}
	}
	return false
}

// stem returns the base of a verb without its -ed or -ing: with the e that the
// ending took, or without the consonant that it doubled.
func stem(s string) string {
	n := len(s)
	if n < 3 {
		return shortStem(s)
	}
	last, vowel := s[n-1], isVowel(s[n-2]) || s[n-2] == 'y' && !isVowel(s[n-3])
	switch {
	case last == s[n-2] && strings.IndexByte("lsfz", last) >= 0:
		return s // call, pass
	case last == s[n-2] && !isVowel(last):
		return s[:n-1]
	case endsInOne(s, withE):
		return s + "e"
	case !vowel || isVowel(last) || strings.IndexByte("wxy", last) >= 0:
		return s
	case isVowel(s[n-3]) && !(n > 3 && s[n-4:n-2] == "qu"):
		return s // treat, explain
	case vowelGroups(s) == 1: // make: after a short vowel the consonant would be doubled
		return s + "e"
	case endsInOne(s, longWithE) && !endsInOne(s, longWithoutE):
		return s + "e"
	}
	return s
}

// shortStem is stem for one or two letters: us, ic.
func shortStem(s string) string {
	if len(s) == 2 && isVowel(s[0]) && !isVowel(s[1]) && s[1] != 'x' {
		return s + "e"
	}
	return s
}

func isVowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

func hasVowel(s string) bool { return strings.ContainsAny(s, "aeiouy") }

// vowelGroups counts the runs of vowels, about the syllables.
func vowelGroups(s string) int {
	n := 0
	for i := range len(s) {
		if v := isVowel(s[i]) || s[i] == 'y' && i > 0; v && (i == 0 || !isVowel(s[i-1])) {
			n++
		}
	}
	return n
}

func endsInOne(s string, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}

// noun is the singular of a plural.
func noun(w string) string {
	if base, ok := irregularNouns[w]; ok {
		return base
	}
	for i := 1; i+3 < len(w); i++ { // grandchildren, spokesmen
		if base, ok := compoundNouns[w[i:]]; ok {
			return w[:i] + base
		}
	}
	switch {
	case strings.HasSuffix(w, "'s") && len(w) > 2:
		return w[:len(w)-2]
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case endsInOne(w, esPlurals):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && len(w) > 1:
		return w[:len(w)-1]
	}
	return w
}

// positive is the base of a comparative or superlative.
func positive(w, tag string) string {
	s, ok := strings.CutSuffix(w, "er")
	if tag == "JJS" || tag == "RBS" {
		s, ok = strings.CutSuffix(w, "est")
	}
	n := len(s)
	switch {
	case !ok || n < 3:
		return w
	case s[n-1] == 'i':
		return s[:n-1] + "y"
	case endsInOne(s, comparedWithE):
		return s + "e"
	case s[n-1] == s[n-2] && strings.IndexByte("ls", s[n-1]) < 0:
		return s[:n-1]
	}
	return s
}
