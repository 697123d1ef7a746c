package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapporteur"
)

// treebankMention is a phrase that a treebank marks as meaning something.
type treebankMention struct {
	words rapporteur.TokenRange // indices into the document's words
	// entity is what it means, the same name for all mentions of it in a document,
	// and kind what sort of thing that is, in the treebank's own words.
	entity, kind string
}

// mentionReader collects the mentions of a document from the brackets that the
// attribute Entity in column MISC opens and closes, as GUM and the other corpora
// of CorefUD 1.0 write them: "(7-person-new-coref" opens a mention of entity 7,
// whose fields the comment "# global.Entity" names, "7)" closes the one of it
// that was opened last, "(8-place)" does both. Mentions may lie within and across
// each other.
type mentionReader struct {
	// entityField and kindField are which fields say the two, counted from zero;
	// of undeclared fields nothing is known.
	declared               bool
	entityField, kindField int

	// mentions are those of the document in the order in which they opened, of
	// which open are the ones that are not closed.
	mentions []treebankMention
	open     []int
}

// declare takes the names of the fields, "GRP-etype-infstat" in GUM.
func (r *mentionReader) declare(fields string) error {
	names := strings.Split(fields, "-")
	r.entityField = slices.IndexFunc(names, func(s string) bool { return s == "GRP" || s == "eid" })
	r.kindField = slices.IndexFunc(names, func(s string) bool { return s == "etype" || s == "entity" })
	if r.entityField < 0 || r.kindField < 0 {
		return fmt.Errorf("mentions of the fields %s have no entity or no type", fields)
	}
	r.declared = true
	return nil
}

// word reads the column MISC of a word.
func (r *mentionReader) word(word int, misc string) error {
	for attribute := range strings.SplitSeq(misc, "|") {
		brackets, ok := strings.CutPrefix(attribute, "Entity=")
		if !ok {
			continue
		}
		if !r.declared {
			return errors.New("a mention before the comment global.Entity")
		}
		if err := r.brackets(word, brackets); err != nil {
			return fmt.Errorf("mentions %q: %w", brackets, err)
		}
	}
	return nil
}

func (r *mentionReader) brackets(word int, s string) error {
	for s != "" {
		opens := s[0] == '('
		if opens {
			s = s[1:]
		}
		end := strings.IndexAny(s, "()")
		if end < 0 {
			end = len(s)
		}
		fields := s[:end]
		closes := end < len(s) && s[end] == ')'
		if s = s[end:]; closes {
			s = s[1:]
		}
		if err := r.bracket(word, fields, opens, closes); err != nil {
			return err
		}
	}
	return nil
}

func (r *mentionReader) bracket(word int, s string, opens, closes bool) error {
	entity := s
	if opens {
		fields := strings.Split(s, "-")
		if max(r.entityField, r.kindField) >= len(fields) {
			return fmt.Errorf("%q has %d fields", s, len(fields))
		}
		entity = fields[r.entityField]
		r.open = append(r.open, len(r.mentions))
		r.mentions = append(r.mentions, treebankMention{rapporteur.TokenRange{First: word}, entity, fields[r.kindField]})
	}
	if strings.Contains(entity, "[") {
		return fmt.Errorf("%q is one of a mention's several pieces, which are not read", entity)
	}
	if !opens && !closes {
		return fmt.Errorf("%q has no bracket", s)
	}
	if closes {
		return r.close(word, entity)
	}
	return nil
}

func (r *mentionReader) close(word int, entity string) error {
	for i := len(r.open) - 1; i >= 0; i-- {
		if m := &r.mentions[r.open[i]]; m.entity == entity {
			m.words.End = word + 1
			r.open = slices.Delete(r.open, i, i+1)
			return nil
		}
	}
	return fmt.Errorf("%q closes nothing", entity)
}

// end returns the mentions of the document by their first word, longer ones first,
// of the same words that which opened first.
func (r *mentionReader) end() ([]treebankMention, error) {
	if len(r.open) > 0 {
		return nil, fmt.Errorf("a mention of %q is never closed", r.mentions[r.open[0]].entity)
	}
	mentions := r.mentions
	slices.SortStableFunc(mentions, func(a, b treebankMention) int {
		return cmp.Or(cmp.Compare(a.words.First, b.words.First), cmp.Compare(b.words.End, a.words.End))
	})
	r.open, r.mentions = nil, nil
	return mentions, nil
}

// span is where a mention of the document stands in its text.
func (d treebankDocument) span(m treebankMention) rapporteur.Span {
	return d.words[m.words.First].part.Cover(d.words[m.words.End-1].part)
}
