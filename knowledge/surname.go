package knowledge

import (
	"slices"
	"strings"

	"rapporteur"
)

// surname is whom a single word means: a person of the report who has it as
// surname or given name, else one of the base who is the clear choice, else
// somebody whom the base does not know.
func (l *linking) surname(p *personName) (*referent, float64) {
	w := p.words[0]
	var having []*referent
	for _, r := range l.referents {
		if r.kind == rapporteur.PersonEntity && r.isCalled(w) && agree(r.gender, p.gender) {
			having = append(having, r)
		}
	}
	if !slices.ContainsFunc(having, func(r *referent) bool { return p.role == nil || l.holds(r, p.role) }) {
		if e, confidence := l.baseBySurname(p); e != nil && l.everHeld(e, p.role) {
			return l.ofEntry(e), confidence
		}
	}
	if p.role != nil {
		if e := l.baseByName(&personName{words: append(strings.Fields(Fold(p.role.words)), w)}); e != nil {
			return l.ofEntry(e), byOwnWords // "King Abdullah"
		}
	}
	if r := l.choose(having, p); r != nil {
		confidence := bySurname
		if len(having) > 1 {
			confidence = byAgreement
		}
		return r, confidence
	}
	if e, confidence := l.baseBySurname(p); e != nil {
		return l.ofEntry(e), confidence
	}
	return l.add(&referent{kind: rapporteur.PersonEntity}), byOwnWords
}

// isCalled reports whether a person goes by a single word.
func (r *referent) isCalled(w string) bool {
	if r.entry != nil && slices.ContainsFunc(r.entry.Names, func(n Name) bool { return n.By == Surname && Fold(n.Text) == w }) {
		return true
	}
	for _, own := range r.names {
		last := own[len(own)-1]
		if last == w || own[0] == w || sameSpelling(last, w) {
			return true
		}
	}
	return false
}

// choose is one of several persons of one surname: who holds the office before the
// name, whom a mention of the same cluster names, who has it as surname, else who
// was named last before, else who is named first.
func (l *linking) choose(having []*referent, p *personName) *referent {
	if len(having) == 0 {
		return nil
	}
	mates := map[*referent]bool{}
	if p.cluster >= 0 {
		for _, e := range l.clusters[p.cluster] {
			if e.name != nil && e.name.referent != nil && slices.Contains(having, e.name.referent) {
				mates[e.name.referent] = true
			}
		}
	}
	score := func(r *referent) (v float64) {
		if p.role != nil && l.holds(r, p.role) {
			v += 8
		} else if p.role != nil && len(r.said) > 0 {
			v -= 2
		}
		if mates[r] && len(mates) == 1 {
			v += 2
		}
		if r.entry != nil && slices.ContainsFunc(l.held(r.entry), func(h heldRole) bool { return h.Covers(l.date) }) {
			v++
		}
		for _, own := range r.names {
			if own[len(own)-1] == p.words[0] {
				v += 2
				break
			}
		}
		if r.gender == female && p.gender == neither {
			v-- // of a couple the one in office goes by the bare surname more often
		}
		if at := r.lastBefore(p.tokens.First); at >= 0 {
			v += 1 - float64(p.tokens.First-at)/float64(1+len(l.words))
		}
		return v
	}
	best := having[0]
	for _, r := range having[1:] {
		if score(r) > score(best) {
			best = r
		}
	}
	if p.role != nil && !p.role.plural && score(best) < 0 {
		return nil
	}
	return best
}

// baseBySurname is the person of the base whom a bare surname means where that is
// clear: whose office stands before it, else the one who holds an office at the
// day of the report, a leader or one of a state that the report speaks of.
func (l *linking) baseBySurname(p *personName) (*Entry, float64) {
	var best *Entry
	top, second := 0.0, 0.0
	for _, m := range l.base.byName[p.words[0]] {
		if m.Type != Person || m.Entry == best {
			continue
		}
		v := l.prominence(m.Entry, p.role)
		if v > top {
			best, top, second = m.Entry, v, top
		} else {
			second = max(second, v)
		}
	}
	switch {
	case best == nil || top < 2 || top == second:
		return nil, 0
	case p.role != nil && l.everHeld(best, p.role):
		return best, byOwnWords
	}
	return best, byBase
}

// prominence is how likely a report means a person by the surname alone, 0 where
// it hardly does.
func (l *linking) prominence(e *Entry, said *role) float64 {
	if said != nil && said.owner != nil && !l.serves(e, said.owner) {
		return 0
	}
	v := 0.0
	if said != nil {
		if l.everHeld(e, said) {
			v += 4
		} else if len(l.offices(said)) > 0 {
			return 0
		}
	}
	office := 0.0
	for _, r := range l.held(e) {
		if !r.Covers(l.date) || l.date.IsZero() {
			continue
		}
		if _, title := l.base.Office(r.Title, r.country); title != nil {
			office = max(office, map[string]float64{"leader": 2, "minister": 1.2}[title.Level])
		}
		office = max(office, 0.8)
	}
	v += office
	if office > 0 && l.mentionsState(e.Country) {
		v++
	}
	return v
}

// mentionsState reports whether the report names a state in any way.
func (l *linking) mentionsState(country string) bool {
	if country == "" {
		return false
	}
	return l.states[country]
}

// unreadSurnames finds the surnames of the report's persons that the reader took
// for no name.
func (l *linking) unreadSurnames() {
	bySurname := map[string]*referent{}
	for _, r := range l.referents {
		if r.kind != rapporteur.PersonEntity || len(r.expressions) == 0 {
			continue
		}
		for _, own := range r.names {
			if w := own[len(own)-1]; len(w) > 2 {
				if other := bySurname[w]; other != nil && other != r {
					r = nil
				}
				bySurname[w] = r
			}
			if r == nil {
				break
			}
		}
	}
	for t := range l.words {
		if l.named[t] != nil || !capitalised(l.word(t)) || l.known[t].end > 0 {
			continue
		}
		w := Fold(l.word(t))
		if r := bySurname[w]; r != nil {
			e := l.name(rapporteur.TokenRange{First: t, End: t + 1}, rapporteur.PersonName)
			l.person(l.personName(e), r, byBase)
			l.adopt(e)
		}
	}
}

// adopt gives mentions that have a newly found name at their head this name.
func (l *linking) adopt(name *expression) {
	for _, e := range l.byMention {
		if e != nil && e.name == nil && e.head == name.head {
			e.name, e.form = name, rapporteur.NameForm
			name.cluster = max(name.cluster, e.cluster)
		}
	}
}
