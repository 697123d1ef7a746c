package history

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur"
)

// How many words of a telling it is looked up by, the weightiest first: with its side,
// and without one.
const (
	wordsWithSide = 8
	wordsAlone    = 4
)

// Keys are what tellings that may be of one fact share at least one of, so that no
// telling need be compared with all others. Only tellings that share a key are.
func (t *Telling) Keys() []string {
	if t.keys == nil {
		t.keys = t.makeKeys()
	}
	return t.keys
}

func (t *Telling) makeKeys() []string {
	kind := string(t.Kind[:1])
	var keys []string
	add := func(parts ...string) {
		if key := kind + "|" + strings.Join(parts, "|"); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	sides := sideKeys(slices.Concat(t.Sides, t.People))
	switch t.Kind {
	case rapporteur.MeetingFact, rapporteur.DelegationFact:
		for _, side := range sides {
			add(side)
		}
	case rapporteur.ConditionFact:
		for _, word := range t.Need.heaviest(wordsWithSide) {
			add("needs", word)
		}
		for _, word := range t.Bag.heaviest(wordsWithSide) {
			add(word)
		}
	default:
		for _, word := range t.Bag.heaviest(wordsWithSide) {
			for _, side := range sides {
				add(side, word)
			}
		}
		for _, word := range t.Bag.heaviest(wordsAlone) {
			add(word)
		}
	}
	if t.Merged != "" {
		add("merged", t.Merged)
	}
	slices.Sort(keys)
	return keys
}

// heaviest are the n words that weigh most.
func (b Bag) heaviest(n int) []string {
	words := make([]string, 0, len(b))
	for w := range b {
		words = append(words, w)
	}
	slices.SortFunc(words, func(x, y string) int { return cmp.Or(cmp.Compare(b[y], b[x]), cmp.Compare(x, y)) })
	return words[:min(n, len(words))]
}

// sideKeys are what those who may be the same share one of.
func sideKeys(all []Who) []string {
	var keys []string
	for _, w := range all {
		if w.KB != "" {
			keys = append(keys, w.KB)
		}
		if w.Type == rapporteur.GovernmentEntity && w.Country != "" {
			keys = append(keys, w.Country)
		}
		for _, name := range w.Names {
			if w.Type == rapporteur.PersonEntity {
				name = name[strings.LastIndexByte(name, ' ')+1:]
			} else if short := initials(name); len(short) > 2 {
				keys = append(keys, short)
			}
			keys = append(keys, name)
		}
		keys = append(keys, w.Roles...)
		if w.Unnamed || w.Type == rapporteur.OrganisationEntity || w.Type == rapporteur.GroupEntity {
			for _, other := range w.Beside {
				keys = append(keys, "beside "+other)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}
