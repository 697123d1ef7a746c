package history

import (
	"cmp"
	"hash/fnv"
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

// Keys are the blocking keys of a telling: no telling need be compared with all others,
// only with those that it finds by them. They are hashes (FNV-1a) of what tellings share
// that may have to do with one another. Whoever finds a telling is found by it.
type Keys struct {
	// Kept are those by which others find it.
	Kept []uint64
	// Same are those by which it finds what may be of the same fact, Linked those by which
	// it finds what it may have something to say of, or what may of it.
	Same, Linked []uint64
}

// Keys are those of the telling.
func (t *Telling) Keys() *Keys {
	if t.keys == nil {
		t.keys = t.makeKeys()
	}
	return t.keys
}

func (t *Telling) makeKeys() *Keys {
	k := &Keys{}
	t.sameKeys(k)
	t.linkKeys(k)
	for _, keys := range []*[]uint64{&k.Kept, &k.Same, &k.Linked} {
		slices.Sort(*keys)
		*keys = slices.Clip(slices.Compact(*keys))
	}
	return k
}

// hashed is the hash of a key made of parts.
func hashed(parts ...string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(strings.Join(parts, "|")))
	return h.Sum64()
}

// both adds a key by which those find one another that have it.
func (k *Keys) both(parts ...string) {
	key := hashed(parts...)
	k.Kept, k.Same = append(k.Kept, key), append(k.Same, key)
}

// sameKeys adds the keys by which tellings of one fact find one another.
func (t *Telling) sameKeys(k *Keys) {
	if t.Merged != "" {
		k.both("merged", t.Merged)
	}
	sort := t.sort()
	switch t.Kind {
	case rapporteur.MeetingFact, rapporteur.DelegationFact:
		t.sideKeys(k, sort, []string{""})
	case rapporteur.ConditionFact:
		for _, word := range t.Need.heaviest(wordsWithSide) {
			k.both(sort, "needs", word)
		}
		for _, word := range t.Bag.heaviest(wordsWithSide) {
			k.both(sort, word)
		}
	default:
		t.sideKeys(k, sort, t.Bag.heaviest(wordsWithSide))
		t.sidelessKeys(k, sort)
	}
}

// sort is what tellings of one fact agree in, whoever tells it: of two that do not nothing
// is alike.
func (t *Telling) sort() string {
	switch t.Kind {
	case rapporteur.EventFact:
		return "e " + folded(t)
	case rapporteur.StatementFact, rapporteur.ConditionFact:
		if t.Negative {
			return "not " + string(t.Kind[:1])
		}
	}
	return string(t.Kind[:1])
}

// sideKeys adds the keys of the sides with each of some words.
func (t *Telling) sideKeys(k *Keys, sort string, words []string) {
	for _, w := range slices.Concat(t.Sides, t.People) {
		names := w.keys()
		for _, word := range words {
			k.side(&w, names, sort, word)
		}
	}
}

// side adds the keys of one side by its names with a word. Two that are both known to the
// knowledge base are the same by its ID and by nothing else.
func (k *Keys) side(w *Who, names []string, sort, word string) {
	const known, unknown = "known", "unknown"
	if w.KB != "" {
		k.both(sort, "base", w.KB, word)
	}
	for _, name := range names {
		ofUnknown := hashed(sort, unknown, name, word)
		k.Same = append(k.Same, ofUnknown)
		if w.KB != "" {
			k.Kept = append(k.Kept, hashed(sort, known, name, word))
			continue
		}
		k.Kept = append(k.Kept, ofUnknown)
		k.Same = append(k.Same, hashed(sort, known, name, word))
	}
}

// sidelessKeys adds the keys of words without a side. Of two tellings with known sides
// those alone need them whose sides may be the same though no key of a name says so.
func (t *Telling) sidelessKeys(k *Keys, sort string) {
	const sided, sideless, bodies = "sided", "sideless", "bodies"
	manyWorded := slices.ContainsFunc(slices.Concat(t.Sides, t.People), Who.manyWorded)
	for _, word := range t.Bag.heaviest(wordsAlone) {
		ofSideless := hashed(sort, sideless, word)
		k.Same = append(k.Same, ofSideless)
		if len(t.Sides) == 0 {
			k.Kept = append(k.Kept, ofSideless)
			k.Same = append(k.Same, hashed(sort, sided, word))
			continue
		}
		k.Kept = append(k.Kept, hashed(sort, sided, word))
		if manyWorded {
			k.both(sort, bodies, word)
		}
	}
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

// keys are what those who may be the same share one of, but for the ID of the base.
func (w Who) keys() []string {
	var keys []string
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
	return keys
}
