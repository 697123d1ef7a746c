package knowledge

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur"
)

// linkNames links the names that are no person's: what the base knows, what an
// abbreviation in brackets stands for, and what the report alone names.
func (l *linking) linkNames() {
	l.prominent = l.mostNamed()
	l.readSurroundings()
	for _, e := range l.expressions {
		if e.name == e && e.referent == nil && len(e.matches) > 0 {
			l.linkKnown(e)
		}
	}
	for _, e := range l.expressions {
		if e.name == e && e.referent == nil && len(e.matches) == 0 {
			l.linkUnknown(e)
		}
	}
}

// mostNamed is the state that the report names most, nil where it names none.
func (l *linking) mostNamed() *Entry {
	count := map[*Entry]int{}
	var best *Entry
	for _, k := range l.known {
		if k.end == 0 || k.entry().Type != State || k.entry().Country == "" {
			continue
		}
		e := k.entry()
		count[e]++
		if best == nil || count[e] > count[best] {
			best = e
		}
	}
	return best
}

// linkKnown links a name of the base. A place that is a state too is one of the
// two by how it stands in its sentence.
func (l *linking) linkKnown(e *expression) {
	m := e.matches[0]
	switch m.Type {
	case State:
		// "London, Ontario" is no government, and "Georgia" may be the state of the USA.
		words := l.say(e.tokens.First, e.tokens.End)
		other := (*Entry)(nil)
		switch m.By {
		case Capital:
			if other = l.placeEntry(words); other == nil && l.around.within[Fold(words)] != "" {
				l.linkPlace(e, words)
				return
			}
		case Canonical:
			other = l.namesake(words, m.Entry)
		}
		if other != nil && other.Country != m.Country {
			l.refer(e, l.territory(other, other.Name), byOwnWords)
			return
		}
		l.linkState(e, m)
	case Organisation:
		l.refer(e, l.organisation(m.Entry), byFullName)
	case Person:
		l.refer(e, l.ofEntry(m.Entry), byFullName)
	}
}

// organisation is one of the base's as an entity.
func (l *linking) organisation(e *Entry) *referent {
	return l.keyed("organisation "+identity(e), func() *referent {
		return &referent{kind: rapporteur.OrganisationEntity, entry: e, country: e.Country}
	})
}

// linkUnknown links a name that the base lacks by what the reader takes it for.
func (l *linking) linkUnknown(e *expression) {
	words := l.say(e.tokens.First, e.tokens.End)
	switch {
	case e.nameType == rapporteur.PlaceName && !l.organised(e), l.sited(e), l.writtenPlace(words) && !(l.source[e.head] && l.sourceHead(e)):
		l.linkPlace(e, words)
	case e.nameType == rapporteur.OrganisationName, e.nameType == rapporteur.PlaceName,
		e.nameType != rapporteur.GroupName && l.source[e.head] && l.sourceHead(e):
		l.linkOrganisation(e, words)
	case e.nameType == rapporteur.GroupName && !l.adjective(e):
		r := l.keyed("group "+Fold(words), func() *referent { return &referent{kind: rapporteur.GroupEntity, plural: true} })
		l.refer(e, r, byOwnWords)
	}
}

// writtenPlace reports whether the base has a place of a name that is written down
// by hand, since reports speak of it ("the West Bank"), whatever the reader takes
// it for.
func (l *linking) writtenPlace(name string) bool {
	found := l.base.LookupPlace(name)
	return len(found) > 0 && found[0].Type == Place && found[0].File != tableFile && found[0].By != Abbreviation
}

// organised reports whether a word of a name says that it is an organisation
// ("Harbour Workers' Union", "Bank of Korvenia").
func (l *linking) organised(e *expression) bool {
	for t := e.tokens.First; t < e.tokens.End; t++ {
		if noun, _ := l.noun(t); noun == organisationNoun {
			return e.tokens.End-e.tokens.First > 1
		}
	}
	return false
}

// sited reports whether the last word of a name says that it is a place.
func (l *linking) sited(e *expression) bool {
	noun, _ := l.noun(e.tokens.End - 1)
	return noun == placeNoun && e.tokens.End-e.tokens.First > 1
}

// adjective reports whether a noun follows a name that says a people, so that it
// is no one by itself.
func (l *linking) adjective(e *expression) bool {
	next := l.small(e.tokens.End)
	switch tag := l.tag(e.tokens.End); {
	case tag != "":
		return strings.HasPrefix(tag, "NN") || strings.HasPrefix(tag, "JJ")
	case next == "" || functionWords[next] || speechVerbs[next] || auxiliaries[next]:
		return false
	}
	return next[0] >= 'a' && next[0] <= 'z'
}

// linkOrganisation links the name of an organisation that the base lacks: one of
// the report's by its abbreviation, by a part of its name, or a new one.
func (l *linking) linkOrganisation(e *expression, words string) {
	if noun, _ := l.noun(e.head); noun == teamNoun && l.stateWithin(e) != nil {
		e.form = rapporteur.NominalForm // "the Norvian Delegation", written large
		l.linkGroup(l.describe(e))
		return
	}
	if r := l.knownOrganisation(e, words); r != nil {
		l.refer(e, r, byOwnWords)
		return
	}
	r := l.keyed("organisation "+Fold(words), func() *referent {
		return &referent{kind: rapporteur.OrganisationEntity}
	})
	owner, organ := l.stateWithin(e), l.organ(e)
	if owner == nil && organ {
		if owner = l.sideWithin(e); owner == nil {
			owner = l.nearState(e)
		}
	}
	if owner != nil && r.country == "" {
		r.country = owner.Country
		if organ {
			r.owner = owner
		}
	}
	if fold := Fold(words); strings.HasSuffix(fold, "government") || strings.HasSuffix(fold, "administration") {
		if r.owner != nil {
			r = l.government(r.owner)
		}
	}
	l.refer(e, r, byOwnWords)
	if short := l.bracketed(e); short != "" {
		l.byKey["organisation "+Fold(short)] = r
	}
}

// organ reports whether a word of a name says that it is an institution of which a
// state has one ("Ministry of Trade", "Norvian Border Guard"); a bank or union that
// has a state in its name acts for itself.
func (l *linking) organ(e *expression) bool {
	return slices.ContainsFunc(l.words[e.tokens.First:e.tokens.End], func(w string) bool { return stateOrgans[w] })
}

// sideWithin is the organisation whose a name says that it is ("U.N. forces"), nil
// where it says none.
func (l *linking) sideWithin(e *expression) *Entry {
	for t := e.tokens.First; t < e.tokens.End; t++ {
		if k := l.known[t]; k.end > 0 && k.end < e.tokens.End && k.entry().Type == Organisation {
			return k.entry()
		}
	}
	return nil
}

// bracketed is the abbreviation in brackets behind a name, "" where there is none.
func (l *linking) bracketed(e *expression) string {
	at := e.tokens.End
	if l.small(at) != "(" || l.small(at+2) != ")" {
		return ""
	}
	short := l.word(at + 1)
	if letters, capitals := countLetters(short); letters > 1 && capitals > letters/2 {
		return short
	}
	return ""
}

// knownOrganisation is the organisation of the report that a name means: by the
// first letters of its words, or by words of a longer name.
func (l *linking) knownOrganisation(e *expression, words string) *referent {
	if r := l.byKey["organisation "+Fold(words)]; r != nil {
		return r
	}
	letters, capitals := countLetters(words)
	short := letters == capitals && letters > 1 && !strings.Contains(words, " ")
	var found *referent
	for _, o := range l.expressions {
		if o.name != o || o.tokens.End-o.tokens.First < 2 || o == e || o.nameType != rapporteur.OrganisationName && len(o.matches) == 0 {
			continue
		}
		if short && o.referent != nil && l.initials(o) == strings.ToUpper(words) {
			return o.referent
		}
		if !short && o.referent != nil && e.nameType == rapporteur.OrganisationName && o.tokens.End-o.tokens.First > e.tokens.End-e.tokens.First &&
			o.referent.kind == rapporteur.OrganisationEntity && l.partOf(e, o) {
			if found != nil && found != o.referent {
				return nil
			}
			found = o.referent
		}
	}
	return found
}

// initials are the first letters of the capitalised words of a name.
func (l *linking) initials(e *expression) string {
	var b strings.Builder
	for t := e.tokens.First; t < e.tokens.End; t++ {
		if w := l.word(t); capitalised(w) {
			first, _ := utf8.DecodeRuneInString(w)
			b.WriteRune(first)
		}
	}
	return strings.ToUpper(b.String())
}

// partOf reports whether all words of a name are the first or the last ones of
// another.
func (l *linking) partOf(short, long *expression) bool {
	x, y := l.words[short.tokens.First:short.tokens.End], l.words[long.tokens.First:long.tokens.End]
	return slices.Equal(x, y[:len(x)]) || slices.Equal(x, y[len(y)-len(x):])
}

// stateWithin is the state that a name holds ("Turkish Ministry of Foreign
// Affairs"), or that stands in the possessive or as adjective before it, nil where
// there is none.
func (l *linking) stateWithin(e *expression) *Entry {
	for t := e.tokens.First; t < e.tokens.End; t++ {
		if k := l.known[t]; k.end > 0 && k.end <= e.tokens.End && k.entry().Type == State {
			return k.entry()
		}
	}
	before := e.tokens.First - 1
	if isPossessive(l.small(before)) {
		before--
	}
	for t := before; t >= max(0, before-longestName); t-- {
		if k := l.known[t]; k.end == before+1 && k.entry().Type == State && (before < e.tokens.First-1 || k.matches[0].By == Adjective || k.matches[0].By == Abbreviation) {
			return k.entry()
		}
	}
	return nil
}
