package language

import (
	"strings"

	"rapporteur"
)

// direction says whether what happens at the expression at hand lies ahead (1, and
// 2 where the words are plain) or behind (-1, -2) for the writer, 0 where they do not
// tell: the tense of the verb that governs it, by the tree where there is one, else
// of the nearest verb.
func (r *timeReader) direction() int {
	t := r.a.Times[r.i].Tokens
	if len(r.a.Tree) == len(r.a.Tokens) && len(r.a.Tags) == len(r.a.Tokens) {
		if verb := r.governor(t); verb >= 0 {
			if d := r.tense(verb); d != 0 {
				return d
			}
		}
	}
	return r.nearestTense(t)
}

// reach is how many tokens on either side are looked at for a verb's parts.
const reach = 25

// governor climbs from the expression to the verb or the predicate of a copula over it,
// -1 where there is none. What stands before the word that opens a clause ("said on Tuesday
// that …") is not of the clause, whatever the tree says.
func (r *timeReader) governor(t rapporteur.TokenRange) int {
	at := t.First
	for range 2 * reach {
		head := r.a.Tree[at].Head
		if (at < t.First || at >= t.End) && (strings.HasPrefix(r.a.Tags[at], "VB") || r.hasCopula(at)) && !r.opensBehind(t, at) {
			return at
		}
		if head == at || head < 0 || head >= len(r.a.Tree) {
			return -1
		}
		at = head
	}
	return -1
}

// opensBehind reports whether the clause of a verb is opened between an expression and the
// verb.
func (r *timeReader) opensBehind(t rapporteur.TokenRange, verb int) bool {
	for i := t.End; i < verb; i++ {
		if r.a.Tree[i].Head == verb && r.a.Tree[i].Relation == "mark" && r.word(i) == "that" {
			return true
		}
	}
	return false
}

// hasCopula reports whether a word is the predicate of a copula.
func (r *timeReader) hasCopula(word int) bool {
	for i := max(0, word-reach); i < min(len(r.a.Tree), word+reach); i++ {
		if r.a.Tree[i].Head == word && r.a.Tree[i].Relation == "cop" {
			return true
		}
	}
	return false
}

// tense is that of a verb, or of the predicate of a copula, with its auxiliaries.
func (r *timeReader) tense(verb int) int {
	ahead, will, behind, present := listed(planned, r.word(verb)), false, false, false
	for i := max(0, verb-reach); i < min(len(r.a.Tree), verb+reach); i++ {
		if r.a.Tree[i].Head != verb || i == verb {
			continue
		}
		switch rel, w := r.a.Tree[i].Relation, r.word(i); {
		case rel == "mark" && w == "to" || r.a.Tags[i] == "MD":
			ahead, will = true, will || listed(certain, w)
		case strings.HasPrefix(rel, "aux") || rel == "cop":
			behind = behind || r.a.Tags[i] == "VBD" || w == "has" || w == "have" || w == "had" || w == "'ve"
			present = present || r.a.Tags[i] == "VBZ" || r.a.Tags[i] == "VBP"
		}
	}
	switch tag := r.a.Tags[verb]; {
	case will:
		return 2
	case ahead && !behind, tag == "VBG" && present && !behind:
		return 1
	case behind, tag == "VBD":
		return -2
	case tag == "VBN":
		return -1
	}
	return 0
}

// nearestTense is that of the nearest sign of one in the sentence, before the
// expression rather than after it.
func (r *timeReader) nearestTense(t rapporteur.TokenRange) int {
	if i := t.First - 1; i > 0 && (r.follows("until") && !r.ends(i-1) || i > 1 && r.follows("as") && r.word(i-1) == "soon") {
		return 1
	}
	for i := t.First - 1; i >= max(0, t.First-reach) && !r.ends(i); i-- {
		if d := r.sign(i); d != 0 {
			return d
		}
	}
	for i := t.End; i < min(len(r.a.Tokens), t.End+reach) && !r.ends(i); i++ {
		if d := r.sign(i); d != 0 {
			return d
		}
	}
	return 0
}

func (r *timeReader) word(i int) string { return strings.ToLower(r.a.Tokens[i].In(r.text)) }

func (r *timeReader) ends(i int) bool {
	w := r.word(i)
	return w == "." || w == "?" || w == "!"
}

// sign is the tense that a word alone shows.
func (r *timeReader) sign(i int) int {
	w := r.word(i)
	switch {
	case listed(certain, w):
		return 2
	case listed(planned, w), w == "to" && r.opensInfinitive(i):
		return 1
	case listed(past, w), len(w) > 4 && strings.HasSuffix(w, "ed") && (!strings.HasSuffix(w, "eed") || w == "agreed"):
		for k := max(0, i-3); k < i; k++ {
			if listed(modal, r.word(k)) {
				return 1
			}
		}
		return -1
	}
	return 0
}

// opensInfinitive reports that a verb may follow the "to" at i.
func (r *timeReader) opensInfinitive(i int) bool {
	if i == 0 || i+1 >= len(r.a.Tokens) || r.word(i-1) == "next" || r.word(i-1) == "according" || listed(noVerb, r.word(i+1)) {
		return false
	}
	first := r.a.Tokens[i+1].In(r.text)[0]
	return first >= 'a' && first <= 'z'
}

// noVerb are words that follow "to" where it is no sign of a verb.
var noVerb = wordSet(`the a an this that these those his her its their our my your some any all both each more less death most
	about almost nearly one two three four five six seven eight nine ten`)

// certain are the words that make a verb future.
var certain = wordSet("will 'll ’ll shall wo")

// modal are the words before a participle that put it ahead: will be named.
var modal = wordSet("will 'll ’ll shall wo to")

// planned are the words that put what they govern ahead, past those whose form
// says past.
var planned = wordSet(`would may might should must could going plan plans planned planning expect expects
	expected anticipated scheduled due slated poised bound upcoming tomorrow supposed
	meet meets begins starts ends expires opens closes resumes arrives leaves`)

// past are the verbs whose past has no regular ending.
var past = wordSet(`was were had did said has have been told took made came went met held began left became gave found
	fell rose won lost sent saw got put ran grew spoke wrote brought sold bought struck broke shot fought led quit spent kept hit cut
	knew thought set felt drew flew stood paid sought`)

func listed(words map[string]struct{}, w string) bool {
	_, ok := words[w]
	return ok
}
