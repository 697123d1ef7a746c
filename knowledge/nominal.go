package knowledge

import (
	"slices"
	"strings"

	"rapporteur"
)

// nounKind is what sort of entity a common noun means.
type nounKind int

// The kinds: one person, several or a collective, a state as one who acts, an
// institution, a place. A word that is not listed is none of them by itself.
const (
	personNoun nounKind = iota + 1
	groupNoun
	teamNoun // a group that acts for a side
	governmentNoun
	organisationNoun
	placeNoun
	textNoun // what is said or written: speaks, but is no one
)

// headNouns are the common nouns at the head of phrases that mean entities, in
// the singular unless they are collective. What "side", "team", "ministry" and
// the like mean follows the majority in annotated reports.
var headNouns = nouns(map[nounKind]string{
	personNoun: `official diplomat spokesman spokeswoman spokesperson source aide adviser advisor analyst expert observer journalist reporter
		resident man woman lawyer soldier fighter activist politician lawmaker negotiator mediator envoy delegate minister leader commander
		candidate author scholar professor researcher doctor teacher witness survivor citizen counterpart colleague successor predecessor
		ally rival critic supporter protester negociator person economist strategist dissident cleric priest bishop rebel militant hostage prisoner detainee
		refugee migrant worker farmer striker voter investor trader player wife husband son daughter brother sister father mother
		president premier king insider veteran historian interpreter passenger judge prosecutor inspector monitor peacekeeper officer`,
	groupNoun: `people public opposition media press population family community world west mankind elite audience crowd readers youth
		allies parties sides both countries nations states governments leaders powers neighbours neighbors partners members others`,
	teamNoun:       `delegation team crew mission entourage staff contingent`,
	governmentNoun: `government administration regime authorities side country nation kingdom republic homeland leadership`,
	organisationNoun: `ministry army military navy police parliament congress senate cabinet court bank company firm union commission council committee
		agency party group organisation organization movement association federation ministry department office institute university forces troops
		militia alliance bloc coalition board newspaper channel network website magazine daily broadcaster outlet corporation league
		body watchdog institution think-tank secretariat bureau embassy junta front brigade faction foundation charity tribunal assembly
		legislature guard center centre`,
	placeNoun: `capital city town village region province area border territory island port airport peninsula enclave district strip zone
		coast sea strait river bridge venue hotel palace residence building site base camp crossing`,
	textNoun: `statement report document letter text communique communiqué draft proposal agreement deal plan readout note memo survey poll
		study data figures documents reports transcript post tweet message video article editorial`,
})

func nouns(lists map[nounKind]string) map[string]nounKind {
	out := map[string]nounKind{}
	for kind, words := range lists {
		for w := range strings.FieldsSeq(words) {
			if _, twice := out[w]; !twice || kind == organisationNoun {
				out[w] = kind
			}
		}
	}
	return out
}

// noun is the kind of the head of a phrase and whether it is in the plural.
func (l *linking) noun(head int) (kind nounKind, plural bool) {
	w := l.words[head]
	if kind = headNouns[w]; kind != 0 {
		return kind, kind == groupNoun
	}
	if kind = headNouns[singular(w)]; kind != 0 && singular(w) != w {
		return kind, true
	}
	tag := l.tag(head)
	return 0, tag == "NNS" || tag == "NNPS" || tag == "" && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss")
}

// linkNominals links the mentions that have a name to what it means, and then
// those without one, in the order of the text.
func (l *linking) linkNominals() {
	for _, e := range l.expressions {
		if e.name == nil || e.name == e || e.name.referent == nil || l.coordinated(e) {
			continue
		}
		if end := e.name.tokens.End; end < e.tokens.End {
			if state := l.governs(end - 1); state != nil {
				l.refer(e, l.government(state), byOwnWords) // "the Obama administration"
			}
		}
		l.refer(e, e.name.referent, e.name.confidence)
	}
	for _, e := range l.expressions {
		if e.name == nil && e.form == rapporteur.NominalForm && e.referent == nil {
			l.linkNominal(e)
		}
	}
}

// noOne are the words at the head of phrases that mean no one in particular.
var noOne = setOf("one anyone everyone someone nobody anybody somebody everybody something nothing anything everything each none")

// happenings are words at the head of phrases that the reader at times takes for
// those who take part.
var happenings = setOf("meeting gathering summit call dinner lunch visit session ceremony negotiations dialogue conversation discussions")

// nounish reports whether a word can be the head of a phrase for somebody: no verb,
// preposition or article, as far as tags tell.
func (l *linking) nounish(t int) bool {
	tag := l.tag(t)
	proper := capitalised(l.word(t)) && !functionWords[l.words[t]]
	return tag == "" || proper || strings.HasPrefix(tag, "NN") || strings.HasPrefix(tag, "JJ") || tag == "CD" || tag == "DT" && l.words[t] != "the" && l.words[t] != "a"
}

// description is what a phrase without a name says.
type description struct {
	*expression
	role   *role // nil where it says no office
	kind   nounKind
	plural bool
	// owner is the state or organisation whose it is, nil where unknown; several
	// says that it is more than one's.
	owner   *Entry
	several bool
	// indefinite says that it brings in somebody new.
	indefinite bool
	// core is the phrase without articles and numbers, folded.
	core string
}

// linkNominal links one phrase by its head.
func (l *linking) linkNominal(e *expression) {
	if noOne[l.words[e.head]] || happenings[l.words[e.head]] || !l.nounish(e.head) {
		return
	}
	if n := l.named[e.head]; n != nil && (n.tokens.First < e.tokens.First || n.tokens.End > e.tokens.End) {
		if n.referent != nil && (n.referent.kind == rapporteur.GovernmentEntity || n.referent.kind == rapporteur.PersonEntity) {
			l.refer(e, n.referent, byPosition) // "The U.S." of "The U.S. Government"
		}
		return
	}
	d := l.describe(e)
	switch {
	case d.role != nil && !d.plural, d.kind == personNoun && !d.plural:
		l.linkOfficial(d)
	case d.kind == teamNoun, d.kind == groupNoun, d.plural && d.kind != textNoun && d.kind != placeNoun && d.kind != 0:
		l.linkGroup(d)
	case d.kind == governmentNoun:
		l.linkGovernment(d)
	case d.kind == organisationNoun:
		l.linkBody(d)
	case d.kind == placeNoun:
		l.linkSite(d)
	case d.kind == textNoun:
		l.linkText(d)
	case e.kind == rapporteur.PersonMention && d.plural:
		l.linkGroup(d)
	case e.kind == rapporteur.PersonMention:
		l.linkOfficial(d)
	case e.kind == rapporteur.OrganisationMention && d.plural:
		l.linkGroup(d)
	case e.kind == rapporteur.OrganisationMention:
		l.linkBody(d)
	case e.kind == rapporteur.PlaceMention:
		l.linkSite(d)
	case l.source[e.head] && d.plural:
		l.linkGroup(d)
	}
}

// linkText links a text that is cited: a report is the outlet's that is named last
// before it, other texts that the report brings in are sources that nobody names.
func (l *linking) linkText(d description) {
	if !l.source[d.head] {
		return
	}
	var outlet *referent
	for _, e := range l.expressions {
		if e.tokens.First >= d.tokens.First {
			break
		}
		if r := e.referent; r != nil && r.entry != nil && r.entry.Kind == "outlet" && l.paragraph[d.head]-l.paragraph[e.head] <= citedReach {
			outlet = r
		}
	}
	switch {
	case outlet != nil && reporting[singular(l.words[d.head])] && !d.indefinite:
		l.refer(d.expression, outlet, byAgreement)
	case d.indefinite || d.tokens.First == d.head || d.plural && l.words[d.tokens.First] != "the":
		l.linkGroup(d)
	}
}

// citedReach is how many paragraphs before a cited report its outlet is named.
const citedReach = 3

// reporting are the texts of outlets.
var reporting = setOf("report article newspaper editorial")

// describe reads a phrase.
func (l *linking) describe(e *expression) description {
	d := description{expression: e}
	d.kind, d.plural = l.noun(e.head)
	if r, ok := l.roleAt(e.tokens.First, e.tokens.End); ok && r.title <= e.head && e.head < r.end {
		d.role, d.plural = r, r.plural
		if d.kind == 0 {
			d.kind = personNoun
		}
	}
	if d.kind == organisationNoun && l.small(e.head+1) == "of" && e.head+2 < e.tokens.End {
		for t := e.head + 2; t < min(e.tokens.End, e.head+6); t++ {
			if kind, plural := l.noun(t); kind == personNoun && plural {
				d.kind, d.plural = groupNoun, true // "an assembly of several ministers"
			}
		}
	}
	d.owner, d.several = l.owner(e)
	if d.owner == nil && !d.several && d.kind == teamNoun {
		d.owner = l.sender(e)
	}
	if d.role != nil {
		if d.several {
			d.role.owner, d.role.of = nil, "" // "the presidents of Norvia and Sarland"
		}
		if d.role.owner == nil && d.role.of == "" && !d.several {
			d.role.owner = d.owner
			if d.owner != nil {
				d.role.of = d.owner.Name
			}
		} else if d.role.owner != nil {
			d.owner = d.role.owner
		}
	}
	switch l.words[e.tokens.First] {
	case "a", "an", "one", "another", "some", "several", "two", "three", "many", "other", "any", "no":
		d.indefinite = true
	}
	d.core = Fold(l.say(l.coreStart(e), e.tokens.End))
	return d
}

// coreStart is the first token of a phrase behind articles, numbers and pronouns.
func (l *linking) coreStart(e *expression) int {
	t := e.tokens.First
	for t < e.head {
		switch l.words[t] {
		case "the", "a", "an", "this", "that", "these", "those", "both", "all", "some", "several", "many", "other", "one", "two", "three", "four",
			"five", "his", "her", "its", "their", "our", "any", "another":
			t++
			continue
		}
		break
	}
	return t
}

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

// possessor is whom a possessive pronoun or a name at a token means, nil where that
// is not clear.
func (l *linking) possessor(t int) *referent {
	if t < 0 {
		return nil
	}
	if n := l.named[t]; n != nil {
		return n.referent
	}
	for _, e := range l.byMention {
		if e != nil && e.head == t && e.form == rapporteur.PronounForm {
			if e.referent == nil {
				l.linkPronoun(e)
			}
			return e.referent
		}
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

// clustered is the entity of a phrase's cluster that most of its names mean, as far
// as it may be the phrase's: of those before the phrase, else of all.
func (l *linking) clustered(e *expression, may func(*referent) bool) *referent {
	if e.cluster < 0 {
		return nil
	}
	count := map[*referent]int{}
	var best *referent
	for _, before := range []bool{true, false} {
		for _, o := range l.clusters[e.cluster] {
			if o == e || o.referent == nil || (o.tokens.First < e.tokens.First) != before || o.form == rapporteur.PronounForm || !may(o.referent) {
				continue
			}
			weight := 1
			if o.name != nil {
				weight = 3
			}
			count[o.referent] += weight
			if best == nil || count[o.referent] >= count[best] {
				best = o.referent
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}

// nominal is an entity that phrases without a name mean: that of the cluster, else
// that of the same words before, else a new one.
func (l *linking) nominal(d description, kind rapporteur.EntityType) *referent {
	if r := l.clustered(d.expression, func(r *referent) bool {
		return r.kind == kind && r.entry == nil && len(r.names) == 0 && (d.owner == nil || r.owner == nil || r.owner == d.owner) &&
			(kind != rapporteur.GroupEntity || generic[l.words[d.head]] || l.headed(r, l.words[d.head]))
	}); r != nil && !d.indefinite {
		return r
	}
	key := string(kind) + " phrase " + d.core
	if d.kind == teamNoun && d.owner != nil {
		key = string(kind) + " team" // one side's delegation is one, however it is described
	}
	if d.owner != nil {
		key += " " + d.owner.Name
	}
	head := string(kind) + " head " + l.words[d.head]
	if d.indefinite && kind == rapporteur.PersonEntity {
		r := l.add(&referent{kind: kind})
		l.byKey[key], l.byKey[head] = r, r
		return r
	}
	if r := l.byKey[key]; r != nil {
		return r
	}
	if r := l.byKey[head]; r != nil && !d.indefinite && (kind != rapporteur.GroupEntity || d.tokens.First < d.head) && l.coreStart(d.expression) == d.head && d.tokens.End == d.head+1 && d.owner == nil {
		return r // "the official" after "a senior official"
	}
	r := l.keyed(key, func() *referent { return &referent{kind: kind} })
	l.byKey[head] = r
	return r
}

// generic are heads of phrases that may take up any group.
var generic = setOf("people men women group sides parties members ones delegation team two three latter former side")

// headed reports whether a phrase that means an entity has a word as its head.
func (l *linking) headed(r *referent, word string) bool {
	return slices.ContainsFunc(r.expressions, func(e *expression) bool { return singular(l.words[e.head]) == singular(word) })
}

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
	if before := l.small(n.tokens.First - 1); n.tokens.First == d.role.end || before == "," || before == ")" {
		return n.referent
	}
	return nil
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
