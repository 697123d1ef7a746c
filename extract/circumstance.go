package extract

import (
	"slices"
	"sort"
	"strings"

	"rapporteur"
)

// when is the TIMEX3 value of the time expression that says when what a phrase with
// this head word names is, "" where none does: one inside the phrase, else the
// nearest that hangs in the head's clause.
func (f *facts) when(r rapporteur.TokenRange, head int) string {
	first, end := f.sentence(f.analysis.Tokens[head].Start)
	times := f.analysis.Times
	at := sort.Search(len(times), func(i int) bool { return times[i].Tokens.First >= first })
	best, nearest := "", maxSentence*2
	for _, t := range times[at:] {
		if t.Tokens.First >= end {
			break
		}
		if _, ok := f.span(t.Tokens); !ok || !isPoint(t) || f.limited(t.Tokens.First, first) {
			continue
		}
		inside := r.First <= t.Tokens.First && t.Tokens.End <= r.End
		distance := max(t.Tokens.First-head, head-t.Tokens.First)
		if !inside {
			distance += maxSentence
		}
		if distance < nearest && (inside || f.inClause(t.Tokens.First, head)) {
			best, nearest = t.Value, distance
		}
	}
	return best
}

// limited reports whether the words before a time, from the first token of its sentence
// on, make it a limit: "until March", but not "planned for March".
func (f *facts) limited(time, first int) bool {
	if time <= first || !limits[f.word(time-1)] {
		return false
	}
	return f.word(time-1) != "for" || time-2 < first || !dating[f.lemma(time-2)]
}

// inClause reports whether the way up the tree from a token ends at the head or at a
// verb of which the head is a part, before it leaves a clause.
func (f *facts) inClause(token, head int) bool {
	if f.below == nil {
		return false
	}
	shared := f.sharers(head)
	for i := token; i >= 0; i = f.governor(i) {
		if slices.Contains(shared, i) {
			return true
		}
		relation, _, _ := strings.Cut(f.relation(i), ":")
		if clausal[relation] && i != token && !(relation == "acl" && dating[f.lemma(i)]) {
			return false
		}
	}
	return false
}

// dating are the words between what is planned and when: "a round planned for March".
var dating = set(`plan schedule set slate due expect hold`)

// sharers are the words whose time and place are also the head's: itself, the verb
// that it is the object or subject of, and those that complete or go on with it.
func (f *facts) sharers(head int) []int {
	found := []int{head}
	for at := head; len(found) <= maxClimb; {
		above := f.governor(at)
		if above < 0 {
			break
		}
		relation, _, _ := strings.Cut(f.relation(at), ":")
		if relation != "obj" && relation != "nsubj" && relation != "xcomp" && relation != "obl" && relation != "aux" && relation != "cop" {
			break
		}
		found = append(found, above)
		at = above
	}
	return found
}

// where is the ID of the place at which what a head word names is, "" where none is
// said: "in Velm", "at the palace" in its clause.
func (f *facts) where(head int) string {
	for _, h := range f.sharers(head) {
		for _, d := range f.joinedBy(h, "in", "at", "to", "near", "inside", "outside") {
			if e := f.headed[d]; e >= 0 && f.entities[e].Type == rapporteur.PlaceEntity {
				return f.entities[e].ID
			}
		}
	}
	return ""
}
