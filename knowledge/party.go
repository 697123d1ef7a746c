package knowledge

import "rapporteur"

// takeSides gives each entity the side for which it acts: a minister his state, a
// spokesman his movement, a delegation those who sent it. A side that the report
// does not name becomes an entity of its own.
func (l *linking) takeSides() {
	for i := 0; i < len(l.referents); i++ { // sides are added behind
		r := l.referents[i]
		if r.side != nil || len(r.expressions) == 0 {
			continue
		}
		if owner := l.actsFor(r); owner != nil {
			l.side(r, owner)
		} else if r.kind == rapporteur.PersonEntity {
			l.namedSide(r)
		}
	}
}

// actsFor is the state or organisation that an entity acts for, nil where it acts
// for none or for itself.
func (l *linking) actsFor(r *referent) *Entry {
	switch r.kind {
	case rapporteur.GroupEntity, rapporteur.OrganisationEntity:
		return r.owner
	case rapporteur.PersonEntity:
	default:
		return nil
	}
	for _, s := range r.said {
		if !s.past && s.owner != nil {
			return s.owner
		}
	}
	if r.owner != nil {
		return r.owner
	}
	if r.entry == nil || l.date.IsZero() {
		return nil
	}
	var held *Role
	for i, own := range r.entry.Roles {
		if own.Covers(l.date) && !l.superseded(r.entry, own) && (held == nil || held.From.before(own.From)) {
			held = &r.entry.Roles[i]
		}
	}
	if held == nil {
		return nil
	}
	for _, m := range l.base.byName[Fold(held.Of)] {
		if m.Type == State || m.Type == Organisation {
			return m.Entry
		}
	}
	return l.base.State(r.country)
}

// side sets the side of an entity.
func (l *linking) side(r *referent, owner *Entry) {
	switch {
	case owner == r.entry:
	case owner.Type == State:
		r.side = l.government(owner)
	case owner.Type == Organisation:
		r.side = l.organisation(owner)
	}
}

// namedSide is the organisation or state that the base lacks and the report names
// as that of a person's office.
func (l *linking) namedSide(r *referent) {
	for _, s := range r.said {
		if s.past || s.of == "" {
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
