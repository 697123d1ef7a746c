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
