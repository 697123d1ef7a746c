package history

import "rapporteur"

// LinkKind is what one telling has to say of another fact.
type LinkKind string

// The links: that it is not so; that what a condition waits for has come about, or has
// not.
const (
	Denies LinkKind = "denies"
	Meets  LinkKind = "meets"
	Fails  LinkKind = "fails"
)

// Link is that telling From has something to say of telling To, both by their indices.
type Link struct {
	Kind     LinkKind
	From, To int
}

// How much the words of a denial must be those of what it denies: below 0.35 a denial was
// taken for one of anything about the same place (both stories). And which part of what a
// condition waits for must stand in the words of the event that brings it about.
const (
	denialAlike = 0.36
	effectShare = 0.6
)

// LinkOf is what a says of b, "" where nothing.
func LinkOf(a, b *Telling) LinkKind {
	switch {
	case a.Report == b.Report && a.Fact == b.Fact:
	case denies(a, b):
		return Denies
	case b.Kind == rapporteur.ConditionFact && a.Kind == rapporteur.EventFact:
		return effect(a, b)
	}
	return ""
}

// denies reports whether a says that what b tells is not so: a denial by others than
// those who say b, of the same content.
func denies(a, b *Telling) bool {
	if !a.denial() || !claims(b) || !within(a, b, statementDays) {
		return false
	}
	if a.Kind == rapporteur.EventFact && (b.Kind != a.Kind || a.Sort != b.Sort || sameSide(a, b) < 1) {
		return false
	}
	return common(a.voices(), b.voices()) == 0 && a.Bag.alike(b.Bag) >= denialAlike
}

// denial reports whether a telling says that something is not so.
func (t *Telling) denial() bool {
	return t.Kind == rapporteur.StatementFact && t.Negative || t.Kind == rapporteur.EventFact && t.Label == string(rapporteur.Denied)
}

// claims reports whether a telling says something that can be denied.
func claims(t *Telling) bool {
	switch t.Kind {
	case rapporteur.StatementFact:
		return !t.Negative
	case rapporteur.EventFact:
		return t.Label != string(rapporteur.Denied) && t.Label != string(rapporteur.Requested)
	case rapporteur.PositionFact:
		return t.Label == string(rapporteur.Offers) || t.Label == string(rapporteur.Accepts)
	}
	return false
}

// voices are those who say it, as far as the report tells.
func (t *Telling) voices() []Who {
	if t.Kind == rapporteur.StatementFact {
		return t.People
	}
	return t.Voiced
}

// effect is what an event of a later report does to a condition: what it waits for has
// come about, by those whom it waits for where it says so.
func effect(e, c *Telling) LinkKind {
	if e.At <= c.At || c.At == 0 || !within(e, c, positionDays) {
		return ""
	}
	if part, known := agreement(c.Others, e.Sides); known && part == 0 {
		return ""
	}
	if len(c.Need) < 2 || c.Need.shared(e.Bag) < effectShare*c.Need.total() {
		return ""
	}
	return effectOf(e)
}

// effectOf is what an event does to a condition that waits for it.
func effectOf(e *Telling) LinkKind {
	if words[e.Sort] {
		return ""
	}
	switch e.Label {
	case string(rapporteur.Happened), string(rapporteur.Ongoing):
		return Meets
	case string(rapporteur.Denied):
		return Fails
	}
	return ""
}

// words are the types of event that are said and not done: to demand a thing does not
// bring it about.
var words = map[string]bool{"REQUEST": true, "REJECT": true, "ACCUSE": true, "THREATEN": true}

// The parts that tellings take in links, as parts of keys: what can be denied and who
// denies it, what brings a thing about and what waits for it.
const (
	claimPart     = "claims"
	denialPart    = "denies"
	effectPart    = "brings"
	conditionPart = "waits"
)

// linkKeys adds the keys by which a telling that says something of others and those others
// find one another.
func (t *Telling) linkKeys(k *Keys) {
	bag := t.Bag
	var parts, finds []string
	switch {
	case t.denial():
		parts, finds = []string{denialPart}, []string{claimPart}
	case claims(t):
		parts, finds = []string{claimPart}, []string{denialPart}
	case t.Kind == rapporteur.ConditionFact:
		bag, parts, finds = t.Need, []string{conditionPart}, []string{effectPart}
	}
	if t.Kind == rapporteur.EventFact && effectOf(t) != "" {
		parts, finds = append(parts, effectPart), append(finds, conditionPart)
	}
	for _, word := range bag.heaviest(wordsAlone) {
		for _, part := range parts {
			k.Kept = append(k.Kept, hashed(part, word))
		}
		for _, part := range finds {
			k.Linked = append(k.Linked, hashed(part, word))
		}
	}
}
