package history

import (
	"iter"
	"maps"
	"slices"

	"rapporteur"
)

// Origin names the report from which words of a report come, its own ID where they are
// its own.
type Origin func(report string, evidence []rapporteur.Span) string

// Join returns the facts that records tell of, by the day on which they were first
// reported. Relations say which reports carry the same words.
func Join(records []*rapporteur.Record, relations []rapporteur.Relation, origin Origin) []rapporteur.JoinedFact {
	var all []*Telling
	for _, r := range records {
		all = append(all, pointers(Tellings(r))...)
	}
	slices.SortFunc(all, Compare)
	edges, links := Ties(all, sharing(all))
	for _, r := range relations {
		edges = append(edges, Aligned(all, r)...)
	}
	var out []rapporteur.JoinedFact
	for _, group := range Group(all, edges) {
		out = append(out, Tell(all, group, links, origin))
	}
	return out
}

// pointers are those to tellings: a telling is too large to be copied for each comparison.
func pointers(all []Telling) []*Telling {
	out := make([]*Telling, len(all))
	for i := range all {
		out[i] = &all[i]
	}
	return out
}

// sharing yields the candidates among tellings.
func sharing(all []*Telling) iter.Seq[Candidate] {
	return func(yield func(Candidate) bool) {
		s := NewSeekers(all, 0, len(all))
		for i, t := range all {
			for _, c := range s.Of(i, t.Keys().Kept) {
				if !yield(c) {
					return
				}
			}
		}
	}
}

// Candidate is two tellings to be compared, the lower index first: they may be of the same
// fact, or one may have something to say of the other.
type Candidate struct {
	A, B         int
	Same, Linked bool
}

// Ties are the edges and links between candidates.
func Ties(all []*Telling, candidates iter.Seq[Candidate]) ([]Edge, []Link) {
	var edges []Edge
	var links []Link
	for c := range candidates {
		if c.Same {
			if alike := Alike(all[c.A], all[c.B]); alike >= Faint {
				edges = append(edges, Edge{c.A, c.B, alike})
			}
		}
		if !c.Linked {
			continue
		}
		for _, l := range []Link{{From: c.A, To: c.B}, {From: c.B, To: c.A}} {
			if l.Kind = LinkOf(all[l.From], all[l.To]); l.Kind != "" {
				links = append(links, l)
			}
		}
	}
	return edges, links
}

// Seekers are tellings that look for others, by the keys by which they find them.
type Seekers struct {
	by map[uint64][]seeker
	// from and to are the range of their indices.
	from, to int
	// among is where in the candidates of one telling that of a seeker stands.
	among map[int]int
}

type seeker struct {
	telling int
	linked  bool
}

// NewSeekers are the tellings of a range of indices.
func NewSeekers(all []*Telling, from, to int) *Seekers {
	s := &Seekers{map[uint64][]seeker{}, from, to, map[int]int{}}
	for i := from; i < to; i++ {
		k := all[i].Keys()
		for _, key := range k.Same {
			s.by[key] = append(s.by[key], seeker{telling: i})
		}
		for _, key := range k.Linked {
			s.by[key] = append(s.by[key], seeker{i, true})
		}
	}
	return s
}

// Keys are those by which the seekers find others, in order.
func (s *Seekers) Keys() []uint64 { return slices.Sorted(maps.Keys(s.by)) }

// Of are the candidates of the telling at an index, found by keys under which it is kept.
// Two seekers are candidates of the later one alone.
func (s *Seekers) Of(telling int, keys []uint64) []Candidate {
	clear(s.among)
	var out []Candidate
	for _, key := range keys {
		for _, by := range s.by[key] {
			if telling <= by.telling && telling >= s.from && telling < s.to {
				continue
			}
			at, have := s.among[by.telling]
			if !have {
				at = len(out)
				s.among[by.telling] = at
				out = append(out, Candidate{A: min(by.telling, telling), B: max(by.telling, telling)})
			}
			out[at].Same = out[at].Same || !by.linked
			out[at].Linked = out[at].Linked || by.linked
		}
	}
	return out
}
