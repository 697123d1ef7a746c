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
	kind := string(t.Kind[:1])
	if t.Merged != "" {
		k.both(kind, "merged", t.Merged)
	}
	sides := sideKeys(slices.Concat(t.Sides, t.People))
	switch t.Kind {
	case rapporteur.MeetingFact, rapporteur.DelegationFact:
		for _, side := range sides {
			k.both(kind, side)
		}
	case rapporteur.ConditionFact:
		for _, word := range t.Need.heaviest(wordsWithSide) {
			k.both(kind, "needs", word)
		}
		for _, word := range t.Bag.heaviest(wordsWithSide) {
			k.both(kind, word)
		}
	default:
		for _, word := range t.Bag.heaviest(wordsWithSide) {
			for _, side := range sides {
				k.both(kind, side, word)
			}
		}
		t.sidelessKeys(k, kind)
	}
}

// sidelessKeys adds the keys of words without a side. Of two tellings with known sides
// those alone need them whose sides may be the same though no key of a name says so.
func (t *Telling) sidelessKeys(k *Keys, kind string) {
	const known, unknown, bodies = "known", "unknown", "bodies"
	for _, word := range t.Bag.heaviest(wordsAlone) {
		ofUnknown := hashed(kind, unknown, word)
		k.Same = append(k.Same, ofUnknown)
		if len(t.Sides) == 0 {
			k.Kept = append(k.Kept, ofUnknown)
			k.Same = append(k.Same, hashed(kind, known, word))
			continue
		}
		k.Kept = append(k.Kept, hashed(kind, known, word))
		if slices.ContainsFunc(slices.Concat(t.Sides, t.People), Who.manyWorded) {
			k.both(kind, bodies, word)
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
