package knowledge

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur"
)

// takeSides gives each entity the side for which it acts: a minister his state, a
// spokesman his movement, a delegation those who sent it. A side that the report
// does not name becomes an entity of its own.
func (l *linking) takeSides() {
	for _, e := range l.expressions {
		if r := e.referent; r != nil && r.kind == rapporteur.GroupEntity && headNouns[l.words[e.head]] == teamNoun {
			l.takeLeader(e)
		}
	}
	for i := 0; i < len(l.referents); i++ { // sides are added behind
		r := l.referents[i]
		if r.side != nil || len(r.expressions) == 0 {
			continue
		}
		if owner := l.actsFor(r); owner != nil {
			l.takeSide(r, owner)
		} else if r.kind == rapporteur.PersonEntity {
			l.namedSide(r)
		}
	}
}

// leaderReach is how many tokens behind a team the one who leads it is named.
const leaderReach = 12

// takeLeader lets a team and the one who leads it act for one side: "Norvia's
// delegation, led by Tor Aasen", "a delegation headed by the Norvian minister".
func (l *linking) takeLeader(e *expression) {
	for t := e.head + 1; t < min(len(l.words)-1, e.head+leaderReach) && l.sentence[t] == l.sentence[e.head]; t++ {
		if w := l.words[t]; w != "led" && w != "headed" || l.words[t+1] != "by" {
			continue
		}
		for at := t + 2; at < min(len(l.words), t+2+leaderReach) && l.sentence[at] == l.sentence[e.head]; at++ {
			n := l.nameAt(at)
			if n == nil || n.referent == nil || n.referent.kind != rapporteur.PersonEntity {
				continue
			}
			if e.referent.owner == nil {
				e.referent.owner = l.employer(n.referent)
			} else if l.employer(n.referent) == nil {
				n.referent.owner = e.referent.owner
			}
			return
		}
	}
}

// actsFor is the state or organisation that an entity acts for, nil where it acts
// for none or for itself.
func (l *linking) actsFor(r *referent) *Entry {
	switch r.kind {
	case rapporteur.GroupEntity:
		return r.owner
	case rapporteur.OrganisationEntity:
		if r.entry != nil {
			return l.organOf(r.entry)
		}
		return r.owner
	case rapporteur.PersonEntity:
		owner := l.employer(r)
		if owner != nil && owner.Type == Organisation {
			// A ministry's spokesman acts for the state, and so does its head.
			if state := l.organOf(owner); state != nil && state.Type == State {
				return state
			}
		}
		return owner
	}
	return nil
}

// employer is the state or organisation whose office a person holds: by the
// report's own words, else by the base at its day.
func (l *linking) employer(r *referent) *Entry {
	for _, s := range r.said {
		if s.past {
			continue
		}
		l.ownRole(s) // whom "Aasen's spokesman" serves is known only now
		if s.owner != nil {
			return l.stateInstead(s.owner, r.entry)
		}
	}
	if r.owner != nil {
		return r.owner
	}
	if held := l.latestHeld(r.entry); held != nil {
		return cmp.Or(l.ownerOf(*held), l.base.State(r.country))
	}
	for _, s := range r.said {
		if !s.past && s.of == "" && s.possessor < 0 && l.ofCabinet(s) {
			return l.nearState(r.expressions[0])
		}
	}
	return nil
}

// stateInstead is the state for which a person of the base holds office, in place
// of an institution of that state whose office the report says; else the owner
// itself.
func (l *linking) stateInstead(owner, e *Entry) *Entry {
	held := l.latestHeld(e)
	if held == nil || owner.Type == State {
		return owner
	}
	if state := l.ownerOf(*held); state != nil && state.Type == State && state.Country == owner.Country {
		return state
	}
	return owner
}

// latestHeld is the office of a person of the base at the day of the report that
// began last, nil where there is none.
func (l *linking) latestHeld(e *Entry) *Role {
	if e == nil || l.date.IsZero() {
		return nil
	}
	var held *Role
	for i, own := range e.Roles {
		if own.Covers(l.date) && !l.superseded(e, own) && (held == nil || held.From.before(own.From)) {
			held = &e.Roles[i]
		}
	}
	return held
}

// ofCabinet reports whether an office is one of a state though the report does not
// say of which: "the trade minister", "the cabinet secretary".
func (l *linking) ofCabinet(s *role) bool {
	words := strings.Fields(Fold(s.words))
	if s.words == "Secretary" {
		return true
	}
	return slices.ContainsFunc(words, func(w string) bool { return w == "minister" || w == "cabinet" }) || strings.HasPrefix(Fold(s.words), "secretary of ")
}

// organOf is the state or organisation of which an organisation of the base is a
// part: that of a ministry, an army, a parliament or a service, and that of an
// agency or mission of the United Nations and the like; nil of others.
func (l *linking) organOf(e *Entry) *Entry {
	switch e.Kind {
	case "ministry", "military", "parliament", "agency":
		return l.base.State(e.Country)
	case "un agency", "un body", "eu body", "mission":
		if e.Parent != "" {
			for _, m := range l.base.byName[Fold(e.Parent)] {
				if m.Type == Organisation {
					return m.Entry
				}
			}
		}
	}
	return nil
}

// takeSide sets the side of an entity.
func (l *linking) takeSide(r *referent, owner *Entry) {
	switch {
	case owner == r.entry:
	case owner.Type == State:
		r.side = l.government(owner)
	case owner.Type == Organisation:
		r.side = l.organisation(owner)
	}
}

// namedSide is the organisation or state that the base lacks and the report names
// as that of a person's office, or means by a phrase or pronoun: "the council's chair".
func (l *linking) namedSide(r *referent) {
	for _, s := range r.said {
		if s.past {
			continue
		}
		if s.of == "" {
			whose := l.possessor(s.possessor)
			if whose != nil && (whose.kind == rapporteur.OrganisationEntity || whose.kind == rapporteur.GovernmentEntity) {
				r.side = whose
				return
			}
			continue
		}
		for _, kind := range []string{"organisation ", "government "} {
			if side := l.byKey[kind+Fold(s.of)]; side != nil && side != r {
				r.side = side
				return
			}
		}
	}
}

// isSide reports whether a mentioned entity acts for this one.
func (l *linking) isSide(side *referent) bool {
	for _, r := range l.referents {
		if r.side == side && len(r.expressions) > 0 {
			return true
		}
	}
	return false
}
