package knowledge

import (
	"slices"
	"strings"

	"rapporteur"
)

// linkGroup links a phrase for several or for a collective.
func (l *linking) linkGroup(d description) {
	r := l.nominal(d, rapporteur.GroupEntity)
	r.plural = true
	if d.owner != nil && r.owner == nil {
		if d.owner.Type == State && !foreign[l.words[d.head]] {
			r.country = d.owner.Country
		}
		if d.kind == teamNoun || d.role != nil || actsForSide[singular(l.words[d.head])] || d.owner.Type == Organisation && d.kind == personNoun && !beside[singular(l.words[d.head])] {
			r.owner = d.owner
		}
	}
	if d.owner == nil && r.owner == nil && !d.several && (d.kind == teamNoun || actsForSide[singular(l.words[d.head])]) && l.governmental(d.expression) {
		r.owner = l.nearState(d.expression)
	}
	l.refer(d.expression, r, byNoneOther)
}

// actsForSide are those who, in numbers, act for the side that they belong to.
var actsForSide = setOf(`official diplomat negotiator delegate envoy representative aide adviser advisor minister leader soldier troop force commander
	lawmaker spokesman spokeswoman spokesperson general inspector monitor peacekeeper officer agency mediator`)

// foreign are groups that belong to no one state though it be said whose they are:
// "their two nations", "Norvia's allies".
var foreign = setOf("nations countries states governments sides peoples allies partners neighbours neighbors rivals enemies adversaries foes counterparts powers parties")

// beside are those who belong to an organisation's surroundings and do not act for
// it.
var beside = setOf("ally rival critic supporter protester voter analyst expert investor trader hostage prisoner detainee victim counterpart")

// governmental reports whether a word before the head says that those are of a
// government though not of which: "government officials", "an administration
// delegation".
func (l *linking) governmental(e *expression) bool {
	for t := l.coreStart(e); t < e.head; t++ {
		switch l.words[t] {
		case "government", "cabinet", "administration", "presidential", "military", "ministry":
			return true
		}
	}
	return false
}

// linkGovernment links "the Ukrainian side", "his government", "the country".
func (l *linking) linkGovernment(d description) {
	if d.plural || d.several {
		l.linkGroup(d)
		return
	}
	if d.owner != nil {
		switch d.owner.Type {
		case State:
			l.refer(d.expression, l.government(d.owner), byOwnWords)
			return
		case Organisation:
			l.refer(d.expression, l.organisation(d.owner), byOwnWords)
			return
		}
	}
	if k := l.known[min(d.tokens.End+1, len(l.known)-1)]; (l.small(d.tokens.End) == "in" || l.small(d.tokens.End) == "of") && k.end > 0 && k.entry().Type == State && !d.indefinite {
		l.refer(d.expression, l.government(k.entry()), byOwnWords) // "the government in Port Sar"
		return
	}
	side := func(r *referent) bool {
		return r.kind == rapporteur.GovernmentEntity || r.kind == rapporteur.PlaceEntity && r.entry != nil && r.entry.Type == State ||
			r.kind == rapporteur.OrganisationEntity && l.words[d.head] == "side"
	}
	if r := l.clustered(d.expression, side); r != nil {
		if r.kind == rapporteur.PlaceEntity {
			r = l.government(r.entry)
		}
		l.refer(d.expression, r, byCluster)
		return
	}
	if d.indefinite || l.words[d.head] == "side" || l.prominent == nil {
		return
	}
	if last := l.lastGovernment(d.tokens.First); last != nil && l.words[d.head] != "government" {
		l.refer(d.expression, last, byProminence)
		return
	}
	l.refer(d.expression, l.government(l.prominent), byProminence)
}

// lastGovernment is the state named last before a token in its paragraph or the
// one before, nil where there is none.
func (l *linking) lastGovernment(before int) *referent {
	for t := before - 1; t >= 0 && l.paragraph[t] >= l.paragraph[min(before, len(l.paragraph)-1)]-1; t-- {
		if n := l.named[t]; n != nil && n.referent != nil && n.referent.entry != nil && n.referent.entry.Type == State {
			return l.government(n.referent.entry)
		}
	}
	return nil
}

// linkBody links a phrase for an institution: "the union" is the one that has the
// word in its name; "the defence ministry" that of the state that the phrase says,
// else of the one that the report is about.
func (l *linking) linkBody(d description) {
	body := func(r *referent) bool {
		return r.kind == rapporteur.OrganisationEntity && (d.owner == nil || d.owner.Type != State || r.country == "" || r.country == d.owner.Country)
	}
	if !d.indefinite {
		if r := l.clustered(d.expression, func(r *referent) bool { return body(r) && (r.entry != nil || l.nameHas(r, l.words[d.head])) }); r != nil {
			l.refer(d.expression, r, byCluster)
			return
		}
		if r := l.bodyCalled(d, body); r != nil {
			l.refer(d.expression, r, byAgreement)
			return
		}
	}
	own := d.owner
	if own == nil && stateOrgans[l.words[d.head]] && !d.indefinite {
		own = l.nearState(d.expression)
	}
	if own != nil && own.Type != State {
		own = nil
	}
	d.owner = own
	r := l.nominal(d, rapporteur.OrganisationEntity)
	if own != nil && r.country == "" {
		r.country = own.Country
		if stateOrgans[l.words[d.head]] {
			r.owner = own
		}
	}
	l.refer(d.expression, r, byNoneOther)
}

// nearState is the state that a phrase speaks of without saying it: that of who is
// quoted, else the one named last before it in its paragraph, else the one that
// the report is about.
func (l *linking) nearState(e *expression) *Entry {
	if r := l.speakerOf(e); r != nil {
		if s := l.base.State(r.country); s != nil {
			return s
		}
	}
	for t := e.tokens.First - 1; t >= 0 && l.paragraph[t] == l.paragraph[e.tokens.First]; t-- {
		if n := l.named[t]; n != nil && n.referent != nil && n.referent.kind != rapporteur.PlaceEntity {
			if s := l.base.State(n.referent.country); s != nil {
				return s
			}
		}
	}
	return l.prominent
}

// stateOrgans are the institutions that a state has one of.
var stateOrgans = setOf("ministry army military navy police parliament congress senate cabinet forces troops legislature embassy junta guard department")

// bodyCalled is the organisation named last before a phrase that has its head as a
// word of its name, where the phrase says no more than that word.
func (l *linking) bodyCalled(d description, body func(*referent) bool) *referent {
	if l.coreStart(d.expression) != d.head {
		return nil
	}
	var best *referent
	at := -1
	for _, r := range l.referents {
		if !body(r) || !l.nameHas(r, l.words[d.head]) {
			continue
		}
		if last := r.lastBefore(d.tokens.First); last > at {
			best, at = r, last
		}
	}
	return best
}

// nameHas reports whether a word is one of the entity's name.
func (l *linking) nameHas(r *referent, word string) bool {
	if r.entry != nil && slices.Contains(strings.Fields(Fold(r.entry.Name)), word) {
		return true
	}
	return slices.ContainsFunc(r.expressions, func(e *expression) bool {
		return e.name != nil && slices.Contains(l.words[e.name.tokens.First:e.name.tokens.End], word)
	})
}

// linkSite links a phrase for a place: the capital of a state, or what its cluster
// names.
func (l *linking) linkSite(d description) {
	if l.words[d.head] == "capital" && d.owner != nil && d.owner.Type == State && d.owner.Capital != "" {
		for _, m := range l.base.LookupPlace(d.owner.Capital) {
			if m.Type == Place && m.Country == d.owner.Country {
				l.refer(d.expression, l.territory(m.Entry, m.Entry.Name), byOwnWords)
				return
			}
		}
		l.refer(d.expression, l.namedPlace(d.owner.Capital, d.owner.Country), byOwnWords)
		return
	}
	if r := l.clustered(d.expression, func(r *referent) bool { return r.kind == rapporteur.PlaceEntity }); r != nil {
		l.refer(d.expression, r, byCluster)
	}
}
