package store

import (
	"errors"
	"strings"
	"unicode"
)

// Scope is where a search looks.
type Scope string

// Where a search looks: the texts of reports with their titles; the words of statements
// with their speakers; the positions with their issues and parties.
const (
	InText       Scope = "text"
	InStatements Scope = "statements"
	InPositions  Scope = "positions"
)

// A query is what was asked for, as alternatives of which one must hold.
type query []alternative

// alternative is terms that must all hold.
type alternative []term

// term is words in a row; the last one may be the beginning of one only.
type term struct {
	words       []string
	prefix, not bool
}

// errNoWords says that a query asks for nothing.
var errNoWords = errors.New("the search needs a word to look for")

// parseQuery reads a query: words that must all be there, "several words" in a row,
// beginn* for what begins so, -word for what must not be there, OR between
// alternatives. Words are found in all their forms (ferry, ferries).
func parseQuery(text string) (query, error) {
	var q query
	var current alternative
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		var t term
		var literal bool
		t, literal, text = nextTerm(text)
		switch {
		case !literal && len(t.words) == 1 && t.words[0] == "OR":
			q, current = append(q, current), nil
		case len(t.words) > 0:
			current = append(current, t)
		}
	}
	q = append(q, current)
	var sound query
	for _, a := range q {
		if a.positive() {
			sound = append(sound, a)
		} else if len(a) > 0 {
			return nil, errNoWords
		}
	}
	if len(sound) == 0 {
		return nil, errNoWords
	}
	return sound, nil
}

// positive reports whether the alternative asks for anything.
func (a alternative) positive() bool {
	for _, t := range a {
		if !t.not {
			return true
		}
	}
	return false
}

// nextTerm cuts the first term off a text. One that is literal was in quotation marks.
func nextTerm(text string) (t term, literal bool, rest string) {
	if strings.HasPrefix(text, "-") && len(text) > 1 {
		t.not, text = true, text[1:]
	}
	var said string
	if strings.HasPrefix(text, `"`) {
		said, rest, _ = strings.Cut(text[1:], `"`)
		literal = true
	} else if i := strings.IndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '"' }); i >= 0 {
		said, rest = text[:i], text[i:]
	} else {
		said = text
	}
	t.prefix = strings.HasSuffix(said, "*")
	if strings.HasPrefix(rest, "*") {
		t.prefix, rest = true, rest[1:]
	}
	t.words = strings.FieldsFunc(said, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	return t, literal, rest
}
