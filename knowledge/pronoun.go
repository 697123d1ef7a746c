package knowledge

import (
	"cmp"
	"strings"

	"rapporteur"
)

// pronoun is what a pronoun says of whom it means.
type pronoun struct {
	person     int // first, second or third
	plural     bool
	gender     gender
	thing      bool // "it"
	possessive bool
	relative   bool
}

var pronouns = map[string]*pronoun{
	"i": {person: 1}, "me": {person: 1}, "my": {person: 1, possessive: true}, "mine": {person: 1}, "myself": {person: 1},
	"we": {person: 1, plural: true}, "us": {person: 1, plural: true}, "our": {person: 1, plural: true, possessive: true}, "ours": {person: 1, plural: true}, "ourselves": {person: 1, plural: true},
	"you": {person: 2}, "your": {person: 2, possessive: true}, "yours": {person: 2}, "yourself": {person: 2}, "yourselves": {person: 2},
	"he": {person: 3, gender: male}, "him": {person: 3, gender: male}, "his": {person: 3, gender: male, possessive: true}, "himself": {person: 3, gender: male},
	"she": {person: 3, gender: female}, "her": {person: 3, gender: female, possessive: true}, "hers": {person: 3, gender: female}, "herself": {person: 3, gender: female},
	"it": {person: 3, thing: true}, "its": {person: 3, thing: true, possessive: true}, "itself": {person: 3, thing: true},
	"they": {person: 3, plural: true}, "them": {person: 3, plural: true}, "their": {person: 3, plural: true, possessive: true}, "theirs": {person: 3, plural: true}, "themselves": {person: 3, plural: true},
	"who": {person: 3, relative: true}, "whom": {person: 3, relative: true}, "whose": {person: 3, relative: true, possessive: true},
	"which": {person: 3, relative: true, thing: true},
}

// pronounOf is what a word in small letters says as a pronoun, nil where it is
// none.
func pronounOf(word string) *pronoun { return pronouns[word] }

// linkPronouns links the pronouns of the third person, in the order of the text: the
// first that means a person tells their gender.
func (l *linking) linkPronouns() {
	for _, e := range l.expressions {
		if e.form != rapporteur.PronounForm {
			continue
		}
		if e.referent == nil {
			l.linkPronoun(e)
		}
		if p := pronounOf(l.words[e.head]); p != nil && p.person == 3 && e.referent != nil {
			e.referent.gender = cmp.Or(e.referent.gender, p.gender)
		}
	}
}

// linkPronoun links one pronoun: by its cluster where that agrees, else by what
// stands before it.
func (l *linking) linkPronoun(e *expression) {
	p := pronounOf(l.words[e.head])
	if p == nil || p.person != 3 {
		return
	}
	r, confidence := l.antecedent(e, p)
	if r == nil {
		return
	}
	l.refer(e, r, confidence)
}

// antecedent is whom a pronoun of the third person means.
func (l *linking) antecedent(e *expression, p *pronoun) (*referent, float64) {
	if p.person != 3 {
		return nil, 0
	}
	if p.relative {
		if r := l.before(e); r != nil {
			return r, byPosition
		}
	}
	may := func(r *referent) bool { return p.agrees(r) }
	if l.source[e.head] && p.plural {
		if r := l.lastSpeakers(e); r != nil {
			return r, byAgreement
		}
	}
	if l.source[e.head] {
		// Of those who go on speaking as a pronoun more are the last speaker than
		// whom their cluster names.
		if r := l.nearest(e, may); r != nil {
			return r, byAgreement
		}
	}
	if r := l.clusteredNear(e, may); r != nil {
		return r, byCluster
	}
	if r := l.nearest(e, may); r != nil {
		return r, byAgreement
	}
	return nil, 0
}

// agrees reports whether an entity may be meant by the pronoun.
func (p *pronoun) agrees(r *referent) bool {
	switch {
	case p.relative:
		return true
	case p.plural:
		return r.plural || r.kind == rapporteur.OrganisationEntity || r.kind == rapporteur.GroupEntity
	case p.thing:
		return r.kind == rapporteur.OrganisationEntity || r.kind == rapporteur.GovernmentEntity || r.kind == rapporteur.PlaceEntity
	}
	return r.kind == rapporteur.PersonEntity && agree(r.gender, p.gender)
}

// clusteredNear is the last entity of the cluster before a pronoun that it may
// mean, else the first after it.
func (l *linking) clusteredNear(e *expression, may func(*referent) bool) *referent {
	if e.cluster < 0 {
		return nil
	}
	var found *referent
	for _, o := range l.clusters[e.cluster] {
		if o == e || o.referent == nil || !may(o.referent) {
			continue
		}
		if o.tokens.First > e.tokens.First {
			if found == nil {
				found = o.referent
			}
			break
		}
		found = o.referent
	}
	return found
}

// before is the entity of the phrase that a relative pronoun stands behind.
func (l *linking) before(e *expression) *referent {
	end := e.tokens.First
	if l.small(end-1) == "," {
		end--
	}
	var best *expression
	for _, o := range l.expressions {
		if o.referent != nil && o != e && o.head < end && (o.tokens.End == end || o.tokens.End > e.tokens.First && o.tokens.First < e.tokens.First) {
			if best == nil || o.head >= best.head {
				best = o
			}
		}
	}
	if best == nil {
		return nil
	}
	return best.referent
}

// pronounReach is how many sentences before its own the antecedent of a pronoun is
// looked for without a cluster; of the pronouns in GUM nine tenths have one in
// their own or the last two.
const pronounReach = 3

// nearest is whom a pronoun means by what stands before it: who speaks in the
// sentence before counts most, then who stands first in a sentence; a quotation's
// own persons, and those within the pronoun's own clause, count less.
func (l *linking) nearest(e *expression, may func(*referent) bool) *referent {
	var best *referent
	top, plural := 0.0, pronounOf(l.words[e.head]).plural
	for _, o := range l.expressions {
		if o.tokens.First >= e.tokens.First {
			break
		}
		apart := l.sentence[e.head] - l.sentence[o.head]
		if o.referent == nil || apart > pronounReach || o.form == rapporteur.PronounForm && o.referent == nil || !may(o.referent) {
			continue
		}
		v := 10 - 3*float64(apart)
		if l.source[o.head] {
			v += 4
		}
		if relation, _ := l.relation(o.head); relation == "nsubj" || relation == "" && l.beforeVerb(o.tokens.End) {
			v += 2
		}
		if l.possessiveAfter(o) {
			v--
		}
		if plural && o.referent.plural {
			v += 6
		}
		if v += float64(o.tokens.First-e.tokens.First) / 50; v >= top {
			best, top = o.referent, v
		}
	}
	return best
}

// lastSpeakers are those who spoke last before a pronoun as several, nil where none
// did.
func (l *linking) lastSpeakers(e *expression) *referent {
	var last *referent
	for _, o := range l.expressions {
		if o.head >= e.head {
			break
		}
		if o.referent != nil && o.referent.plural && l.source[o.head] {
			last = o.referent
		}
	}
	return last
}

// linkQuoted links the first person inside what somebody is quoted to say: "I" is
// the one who says it, "we" the side for which that one speaks.
func (l *linking) linkQuoted() {
	l.takeSides()
	for _, e := range l.expressions {
		p := pronounOf(l.words[e.head])
		if e.form != rapporteur.PronounForm || e.referent != nil || p == nil || p.person != 1 {
			continue
		}
		speaker := l.speakerOf(e)
		switch {
		case speaker == nil:
		case !p.plural && speaker.kind == rapporteur.PersonEntity:
			l.refer(e, speaker, byPosition)
		case p.plural && speaker.side != nil:
			l.refer(e, speaker.side, byAgreement)
		case p.plural && speaker.kind != rapporteur.PersonEntity:
			l.refer(e, speaker, byPosition)
		}
	}
}

// speakerOf is who says the quotation in which a pronoun stands, nil where it
// stands in none or nobody is said to say it.
func (l *linking) speakerOf(e *expression) *referent {
	var content *rapporteur.Phrase
	var speech *rapporteur.Attribution
	for i := range l.a.Speech {
		s := &l.a.Speech[i]
		for k := range s.Content {
			c := &s.Content[k]
			if !l.valid(c.Tokens) || e.head < c.Tokens.First || e.head >= c.Tokens.End || !l.quoted(c.Tokens.First, e.head) {
				continue
			}
			if content == nil || c.Tokens.End-c.Tokens.First > content.Tokens.End-content.Tokens.First {
				content, speech = c, s
			}
		}
	}
	if speech == nil {
		return nil
	}
	for _, p := range speech.Source {
		if r := l.meant(p.Tokens); r != nil {
			return r
		}
	}
	return nil
}

// quoted reports whether a quotation mark is open at a token that opened at first
// or later, or right before it.
func (l *linking) quoted(first, at int) bool {
	open := strings.HasPrefix(l.word(first-1), "“")
	for t := first; t <= at; t++ {
		switch w := l.word(t); {
		case strings.HasPrefix(w, "“") || w == "``":
			open = true
		case strings.HasPrefix(w, "”") || w == "''":
			open = false
		case strings.HasPrefix(w, `"`):
			open = !open
		}
	}
	return open
}

// meant is the entity that a phrase means by its head.
func (l *linking) meant(r rapporteur.TokenRange) *referent {
	if !l.valid(r) {
		return nil
	}
	var best *expression
	for _, e := range l.expressions {
		if e.referent == nil || e.tokens.First >= r.End || e.tokens.End <= r.First || e.head < r.First || e.head >= r.End {
			continue
		}
		if best == nil || e.tokens.First < best.tokens.First || e.tokens.First == best.tokens.First && e.tokens.End > best.tokens.End {
			best = e
		}
	}
	if best == nil {
		return nil
	}
	return best.referent
}
