package language

import (
	"math"
	"slices"
	"strings"

	"rapporteur"
)

// tagger gives words their Penn Treebank tags.
type tagger struct {
	offset int
	tags   []string // by output
	mark   []bool   // is the output a punctuation mark's tag
}

func (l *headLoader) tagger() tagger {
	t := tagger{tags: l.labels("tags")}
	t.offset = l.row("head.tag", len(t.tags))
	for _, tag := range t.tags {
		t.mark = append(t.mark, isMarkTag(tag))
	}
	return t
}

// read returns the tags of a section's words: what a mark says by itself, else
// the output with the highest score, for a word none that is a mark's.
func (t *tagger) read(text string, tokens []rapporteur.Token, e emissions) []string {
	out := make([]string, len(tokens))
	for i, token := range tokens {
		word := token.In(text)
		if tag, ok := tagOfMark[word]; ok {
			out[i] = tag
			continue
		}
		out[i] = t.best(e.at(i, t.offset, len(t.tags)), strings.IndexFunc(word, isWordRune) >= 0)
	}
	return out
}

func (t *tagger) best(scores []float32, word bool) string {
	best, top := "NN", float32(math.Inf(-1))
	for o, v := range scores {
		if v > top && !(word && t.mark[o]) {
			best, top = t.tags[o], v
		}
	}
	return best
}

// tagOfMark has the marks that have the same tag in at least 97 of 100 places of
// EWT and GUM train, and those like them that are rare there.
var tagOfMark = map[string]string{
	".": ".", "?": ".", "!": ".", "!!": ".", "!!!": ".", ",": ",",
	"(": "-LRB-", "[": "-LRB-", "{": "-LRB-", ")": "-RRB-", "]": "-RRB-", "}": "-RRB-",
	"“": "``", "„": "``", "«": "``", "”": "''", "»": "''",
	":": ":", "—": ":", "$": "$", "€": "$", "£": "$", "&": "CC", "%": "NN",
}

// isMarkTag reports the tag of a punctuation mark that stands for nothing else.
func isMarkTag(tag string) bool { return slices.Contains(markTags, tag) }

var markTags = []string{".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH"}
