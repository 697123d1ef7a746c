package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur"
)

// Wording is words of a report as an analyst calls them: as they stand there but for how
// much white space is between them and whether quotation marks and apostrophes are curled.
type Wording struct {
	Words string `json:"words"`
	// Place says which of the places that have the words is meant, from 1; 0 where they
	// stand once.
	Place int `json:"place,omitempty"`
}

// places are where a text has the words, whole words only.
func (w Wording) places(text string) []rapporteur.Span {
	folded, from, to := foldMarks(text)
	words, _, _ := foldMarks(strings.TrimSpace(w.Words))
	if words == "" {
		return nil
	}
	var found []rapporteur.Span
	for start := 0; ; {
		i := strings.Index(folded[start:], words)
		if i < 0 {
			return found
		}
		i += start
		end := i + len(words)
		start = i + 1
		if !insideWord(folded, i) && !insideWord(folded, end) {
			found = append(found, rapporteur.Span{Start: from[i], End: to[end-1]})
			start = end
		}
	}
}

// insideWord reports whether a word goes on over offset i of a text.
func insideWord(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i:])
	wordly := func(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	return wordly(before) && wordly(after)
}

// foldMarks is a text with one blank for all white space and straight quotation marks and
// apostrophes, and where each of its bytes comes from.
func foldMarks(text string) (folded string, from, to []int) {
	b := make([]byte, 0, len(text))
	add := func(c string, start, end int) {
		b = append(b, c...)
		for range len(c) {
			from, to = append(from, start), append(to, end)
		}
	}
	for i, r := range text {
		_, size := utf8.DecodeRuneInString(text[i:]) // 1 where r stands for a byte that is not UTF-8
		end := i + size
		switch {
		case unicode.IsSpace(r) && len(b) > 0 && b[len(b)-1] == ' ':
			to[len(to)-1] = end
		case unicode.IsSpace(r):
			add(" ", i, end)
		case strings.ContainsRune("“”„‟", r):
			add(`"`, i, end)
		case strings.ContainsRune("‘’‚‛", r):
			add("'", i, end)
		default:
			add(text[i:end], i, end)
		}
	}
	return string(b), from, to
}

// span is where the words stand in a text, at the last place that has them where it has
// fewer by now.
func (w Wording) span(text string) (rapporteur.Span, bool) {
	found := w.places(text)
	if len(found) == 0 {
		return rapporteur.Span{}, false
	}
	return found[min(max(w.Place, 1), len(found))-1], true
}

// check returns why a text does not tell which words are meant.
func (w Wording) check(text string) error {
	switch found := w.places(text); {
	case w.Place < 0:
		return errors.New("the places of words are counted from 1")
	case len(found) == 0:
		return fmt.Errorf("the report does not have the words %q", w.Words)
	case w.Place == 0 && len(found) > 1:
		return fmt.Errorf("the report has the words %q in %d places (%s): say which, as FIELD:2=WORDS", w.Words, len(found), surroundings(text, found))
	case w.Place > len(found):
		return fmt.Errorf("the report has the words %q fewer than %d times", w.Words, w.Place)
	}
	return nil
}

// mostPlaces is how many of the places of words are told of, and aroundPlace how many
// bytes before and behind one.
const (
	mostPlaces  = 4
	aroundPlace = 24
)

// surroundings tells the places of words apart by what stands around them.
func surroundings(text string, found []rapporteur.Span) string {
	var told []string
	for i, s := range found[:min(len(found), mostPlaces)] {
		from, to := max(s.Start-aroundPlace, 0), min(s.End+aroundPlace, len(text))
		for ; from > 0 && from < s.Start && text[from-1] != ' '; from++ {
		}
		for ; to < len(text) && to > s.End && text[to] != ' '; to-- {
		}
		told = append(told, fmt.Sprintf("%d: …%s…", i+1, strings.Join(strings.Fields(text[from:to]), " ")))
	}
	if len(found) > mostPlaces {
		told = append(told, "…")
	}
	return strings.Join(told, "; ")
}

// spanField is a field of a fact that says where in the text it stands: one span or several.
type spanField struct {
	field string
	one   *rapporteur.Span
	many  *[]rapporteur.Span
	// needed passages are never empty.
	needed bool
}

// spans are what stands there.
func (p spanField) spans() []rapporteur.Span {
	switch {
	case p.many != nil:
		return *p.many
	case p.one.Empty():
		return nil
	}
	return []rapporteur.Span{*p.one}
}

// set puts other spans there.
func (p spanField) set(spans []rapporteur.Span) {
	if p.many != nil {
		*p.many = spans
		return
	}
	*p.one = rapporteur.Span{}
	if len(spans) > 0 {
		*p.one = spans[0]
	}
}

// wordings reads what a correction puts into the field.
func (p spanField) wordings(value json.RawMessage) ([]Wording, error) {
	var all []Wording
	if err := json.Unmarshal(value, &all); err != nil {
		return nil, fmt.Errorf("not what belongs there: %w", err)
	}
	switch {
	case len(all) == 0 && p.needed:
		return nil, errors.New("the words must not be empty")
	case slices.ContainsFunc(all, func(w Wording) bool { return strings.TrimSpace(w.Words) == "" }):
		return nil, errors.New("the words must not be empty")
	case len(all) > 1 && p.one != nil:
		return nil, errors.New("these words stand in one place")
	}
	return all, nil
}

// passagesOf are where a fact says in which words of the text it stands.
func passagesOf(f rapporteur.AnyFact) []spanField {
	evidence := spanField{field: "Evidence", many: &f.Common().Evidence, needed: true}
	switch f := f.(type) {
	case *rapporteur.Statement:
		return []spanField{{field: "Content", many: &f.Content, needed: true}, {field: "Source", many: &f.Source}, {field: "Cue", many: &f.Cue}, evidence}
	case *rapporteur.Event:
		return []spanField{{field: "Anchor", many: &f.Anchor, needed: true}, evidence}
	case *rapporteur.Meeting:
		return []spanField{{field: "Topic", many: &f.Topic}, {field: "Venue", one: &f.Venue}, evidence}
	case *rapporteur.Delegation:
		return []spanField{{field: "LevelWords", one: &f.LevelWords}, evidence}
	case *rapporteur.Position:
		return []spanField{{field: "Content", many: &f.Content, needed: true}, evidence}
	case *rapporteur.Condition:
		return []spanField{{field: "Outcome", many: &f.Outcome, needed: true}, {field: "Requirement", many: &f.Requirement, needed: true}, evidence}
	}
	return nil
}

// passageOf is the passage of a fact that a field is.
func passageOf(f rapporteur.AnyFact, field string) (spanField, bool) {
	all := passagesOf(f)
	i := slices.IndexFunc(all, func(p spanField) bool { return p.field == field })
	if i < 0 {
		return spanField{}, false
	}
	return all[i], true
}

// rewording is a passage with the words that a correction puts there.
type rewording struct {
	spanField
	words []Wording
}

// rewordings are the passages of a fact that a correction is about.
func rewordings(f rapporteur.AnyFact, fields map[string]json.RawMessage) ([]rewording, error) {
	var all []rewording
	for _, p := range passagesOf(f) {
		value, corrected := fields[p.field]
		if !corrected {
			continue
		}
		words, err := p.wordings(value)
		if err != nil {
			return nil, err
		}
		all = append(all, rewording{p, words})
	}
	return all, nil
}

// checkWords returns which words of a correction the report's text does not tell.
func checkWords(f rapporteur.AnyFact, fields map[string]json.RawMessage, text string) error {
	all, err := rewordings(f, fields)
	for _, r := range all {
		for _, w := range r.words {
			if err := w.check(text); err != nil {
				return err
			}
		}
	}
	return err
}

// place puts the words of a correction into a fact, those of each field that a text has.
func place(f rapporteur.AnyFact, fields map[string]json.RawMessage, text string) error {
	all, err := rewordings(f, fields)
	for _, r := range all {
		if spans, placed := spansOf(r.words, text); placed {
			r.set(spans)
		}
	}
	return err
}

// spansOf are where a text has all of some words, in its order.
func spansOf(all []Wording, text string) ([]rapporteur.Span, bool) {
	var spans []rapporteur.Span
	for _, w := range all {
		s, has := w.span(text)
		if !has {
			return nil, false
		}
		spans = append(spans, s)
	}
	slices.SortFunc(spans, func(a, b rapporteur.Span) int { return a.Start - b.Start })
	return spans, true
}
