package knowledge

import (
	"rapporteur"
)

// owner is the state or organisation whose a phrase says that its head is:
// "Ukraine's", "Ukrainian", "of Ukraine", "their" of a state, "his" of its
// president. Where it says several ("Russian and Ukrainian") it is nil.
func (l *linking) owner(e *expression) (owner *Entry, several bool) {
	whose := false // owner is only that of a possessor: "his Norvian counterpart" is Norvia's
	take := func(k knownName) bool {
		if k.end == 0 || k.entry().Type == Person {
			return false
		}
		if whose {
			owner, whose = nil, false
		}
		several = several || owner != nil && owner != k.entry() && owner.Type == State && k.entry().Type == State
		owner = k.entry()
		return true
	}
	for t := e.tokens.First; t < e.head; t++ {
		if k := l.known[t]; take(k) {
			t = max(t, k.end-1)
			if next := l.small(t + 1); (next == "and" || next == "or") && t+2 <= e.head && l.known[t+2].end == 0 {
				several = true // "Norvia and other powers"
			}
			continue
		}
		if n := l.named[t]; n != nil && n.referent != nil && !l.personal(n) && owner == nil {
			owner = l.stateOf(n.referent)
			continue
		}
		if e := l.governs(t); e != nil {
			owner = e
			continue
		}
		if p := pronounOf(l.words[t]); p != nil && p.possessive || l.named[t] != nil && l.personal(l.named[t]) {
			if r := l.possessor(t); r != nil && owner == nil {
				owner = l.stateOf(r)
				whose = owner != nil
			}
		}
	}
	if owner == nil {
		for t := e.head + 1; t+1 < e.tokens.End; t++ {
			w := l.words[t]
			if w == "," || w == "who" || w == "that" || w == "which" {
				break
			}
			if w == "of" || owner == nil && !l.adjectiveAt(t+1) && (w == "from" || w == "in" && l.governsIn(e)) {
				at := t + 1
				for at < e.tokens.End && (l.words[at] == "the" || l.words[at] == "both") {
					at++
				}
				for at < e.tokens.End && !take(l.known[at]) && l.describes(at) {
					at++
				}
			} else if w == "and" && owner != nil && t+1 < e.tokens.End {
				take(l.known[t+1])
			}
		}
	}
	if several {
		return nil, true
	}
	if w := l.words[e.head]; whose && (beside[singular(w)] || foreign[w]) {
		return nil, false // "her counterpart" is not of her state
	}
	return owner, false
}

// sender is the state or organisation of who sends a team: of the one named last
// before the verb of sending that it stands behind, nil where it stands behind none.
func (l *linking) sender(e *expression) *Entry {
	verb := e.tokens.First - 1
	if !sending[l.lemma(verb)] && !sending[l.small(verb)] {
		return nil
	}
	for t := verb - 1; t >= 0 && l.sentence[t] == l.sentence[verb]; t-- {
		if n := l.named[t]; n != nil && n.referent != nil && n.referent.kind != rapporteur.PlaceEntity {
			return l.stateOf(n.referent)
		}
	}
	return nil
}

// sending are the verbs of who sends a team of one's own.
var sending = setOf("send sends sent dispatch dispatched despatch despatched lead led head headed appoint appointed")

// governsIn reports whether those whom a phrase means are of the state in which it
// says that they are: "the government in Port Sar", not "the talks of ministers in
// Port Sar".
func (l *linking) governsIn(e *expression) bool {
	kind, plural := l.noun(e.head)
	return kind == governmentNoun || kind == organisationNoun || plural && kind == personNoun && len(l.titles(e.head, e.head+1)) == 0
}

// adjectiveAt reports whether the name of a people stands at a token: "from
// Norvian companies" is not from Norvia.
func (l *linking) adjectiveAt(t int) bool {
	return l.known[t].end > 0 && l.known[t].matches[0].By == Adjective
}

// describes reports whether a word may stand between "of" and the state or
// organisation that the words behind it are of: "of high-level Norvian officials".
func (l *linking) describes(t int) bool {
	tag := l.tag(t)
	return tag == "JJ" || tag == "HYPH" || tag == "CD" || tag == "NN" && l.tag(t+1) == "HYPH" || tag == "NN" && l.tag(t-1) == "HYPH"
}

// governs is the state whose leader gives an administration his name ("the Obama
// administration"), nil where the token does not.
func (l *linking) governs(t int) *Entry {
	if next := l.small(t + 1); next != "administration" && next != "government" && next != "cabinet" || !capitalised(l.word(t)) {
		return nil
	}
	for _, m := range l.base.byName[Fold(l.word(t))] {
		if m.Type != Person {
			continue
		}
		for _, r := range l.held(m.Entry) {
			if r.office == "president" || r.office == "prime minister" {
				return l.base.State(m.Country)
			}
		}
	}
	return nil
}

// possessor is whom a possessive pronoun, a name or the head of a phrase at a token
// means, nil where that is not clear.
func (l *linking) possessor(t int) *referent {
	if t < 0 {
		return nil
	}
	if n := l.named[t]; n != nil {
		return n.referent
	}
	for _, e := range l.byMention {
		if e == nil || e.head != t || e.form == rapporteur.NameForm {
			continue
		}
		if e.referent == nil && e.form == rapporteur.PronounForm {
			l.linkPronoun(e)
		}
		return e.referent
	}
	p := pronounOf(l.words[t])
	if p == nil {
		return nil
	}
	e := &expression{tokens: rapporteur.TokenRange{First: t, End: t + 1}, head: t, mention: -1, cluster: -1}
	if p.person == 1 {
		return l.speakerOf(e) // "our delegation"
	}
	r, _ := l.antecedent(e, p)
	return r
}

// stateOf is the state or organisation that an entity is or belongs to.
func (l *linking) stateOf(r *referent) *Entry {
	switch {
	case r.kind == rapporteur.PersonEntity && r.country == "" && r.owner != nil:
		return r.owner
	case r.entry != nil && r.kind != rapporteur.PersonEntity && r.entry.Type != Place:
		return r.entry
	}
	return l.base.State(r.country)
}
