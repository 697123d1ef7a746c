package knowledge

import (
	"rapporteur"
)

// linkOfficial links a phrase for one person: the name in apposition to it, who
// holds the office that it says, the person of its cluster, else somebody of whom
// no more is said.
func (l *linking) linkOfficial(d description) {
	if d.role != nil {
		if p := l.appositions[d.role.title]; p != nil {
			l.refer(d.expression, p, byOwnWords)
			return
		}
		if p := l.endsInName(d); p != nil {
			l.refer(d.expression, p, byOwnWords)
			return
		}
		if r := l.possessor(d.role.possessor); r != nil && d.role.owner == nil {
			if s := l.stateOf(r); s != nil {
				d.owner, d.role.owner, d.role.of = s, s, s.Name
			}
		}
		if p, confidence := l.official(d); p != nil {
			l.refer(d.expression, p, confidence)
			return
		}
	} else if p := l.counterpart(d); p != nil {
		l.refer(d.expression, p, byHolder)
		return
	} else if p := l.clustered(d.expression, l.mayBe(d)); p != nil && !d.indefinite {
		l.refer(d.expression, p, byCluster)
		return
	}
	r := l.nominal(d, rapporteur.PersonEntity)
	if d.owner != nil && r.owner == nil {
		r.owner = d.owner
		r.country = d.owner.Country
	}
	if d.role != nil && len(r.said) == 0 {
		r.said = append(r.said, d.role)
	}
	r.gender = genderOf(l.words[d.head])
	l.refer(d.expression, r, byNoneOther)
}

// endsInName is the person with whose name a phrase for an office ends, in
// apposition or behind a bracket ("the head of the Tide Council (TC) Ona Bly"), nil
// where it ends in none.
func (l *linking) endsInName(d description) *referent {
	last := d.tokens.End - 1
	for last > d.role.end && isPossessive(l.words[last]) {
		last--
	}
	n := l.named[last]
	if n == nil || n.referent == nil || n.referent.kind != rapporteur.PersonEntity || n.tokens.First < d.role.end {
		return nil
	}
	before := l.small(n.tokens.First - 1)
	if n.tokens.First == d.role.end || before == "," || before == ")" || l.small(d.role.end) == "," && l.describing(d.role.end+1, n.tokens.First) {
		return n.referent
	}
	return nil
}

// describing reports whether a range holds nothing but what may stand before a name:
// "the mediator, former judge Aurel Dragan".
func (l *linking) describing(first, end int) bool {
	for t := first; t < end; t++ {
		if _, qualifies := qualifiers[l.words[t]]; !qualifies && !l.adjectival(t) {
			return false
		}
	}
	return true
}

// counterpart is who holds at the day of the report in the state of a phrase the
// office that the one has whose counterpart it says: "her Norvian counterpart".
func (l *linking) counterpart(d description) *referent {
	if l.words[d.head] != "counterpart" || d.owner == nil || d.owner.Type != State || l.date.IsZero() {
		return nil
	}
	for t := d.tokens.First; t < d.head; t++ {
		if p := pronounOf(l.words[t]); (p == nil || !p.possessive) && (l.named[t] == nil || !l.personal(l.named[t])) {
			continue
		}
		r := l.possessor(t)
		if r == nil {
			return nil
		}
		if held := l.latestHeld(r.entry); held != nil {
			if others := l.base.Holder(held.Title, d.owner.Name, l.date); len(others) == 1 && others[0].Entry != r.entry {
				return l.ofEntry(others[0].Entry)
			}
		}
		return nil
	}
	return nil
}

// official is the person whom the words for an office mean, nil where the phrase
// brings in somebody new or nobody is known.
func (l *linking) official(d description) (*referent, float64) {
	definite := d.role.definite || !d.indefinite && (d.role.owner != nil || capitalised(l.word(d.role.title)))
	if d.indefinite || d.plural || !definite {
		return nil, 0
	}
	if d.role.owner == nil && d.role.of == "" {
		if p := l.clustered(d.expression, func(p *referent) bool { return l.mayBe(d)(p) && l.holds(p, d.role) }); p != nil {
			return p, byOffice
		}
	}
	if p, confidence := l.holder(d.role, d.tokens.First); p != nil {
		return p, confidence
	}
	p := l.clustered(d.expression, func(p *referent) bool { return l.mayBe(d)(p) && !l.holdsOther(p, d.role) })
	return p, byCluster
}

// mayBe reports whether a person may be whom a phrase describes.
func (l *linking) mayBe(d description) func(*referent) bool {
	return func(p *referent) bool {
		return p.kind == rapporteur.PersonEntity && agree(p.gender, genderOf(l.words[d.head])) &&
			(d.owner == nil || d.owner.Type != State || p.country == "" || p.country == d.owner.Country)
	}
}

// holdsOther reports whether a person is known to hold other offices than one.
func (l *linking) holdsOther(p *referent, r *role) bool {
	return (p.entry != nil && len(p.entry.Roles) > 0 || len(p.said) > 0) && !l.holds(p, r) && len(l.base.titleNames[Fold(l.say(r.title, r.titleEnd))]) > 0
}
