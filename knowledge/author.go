package knowledge

import (
	"regexp"
	"slices"
	"strings"

	"rapporteur"
)

// linkAuthor links the first person of a text that speaks for itself, outside what
// anybody is quoted to say: a statement or a speech is its author's, whether it says
// "I" or "we".
func (l *linking) linkAuthor() {
	var own []*expression
	alone := false
	for _, e := range l.expressions {
		p := pronounOf(l.words[e.head])
		if e.form != rapporteur.PronounForm || e.referent != nil || p == nil || p.person != 1 || l.reportedAt(e.head) {
			continue
		}
		own = append(own, e)
		alone = alone || !p.plural
	}
	if !alone {
		return
	}
	author := l.titledAuthor()
	if author == nil {
		author = l.leaderOfOwn()
	}
	if author == nil {
		author = l.leaderByWords(own)
	}
	for _, e := range own {
		l.refer(e, author, byPosition)
	}
}

// reportedAt reports whether a token stands in quotation marks or in what somebody
// is said to say.
func (l *linking) reportedAt(token int) bool {
	first := token
	for first > 0 && l.paragraph[first-1] == l.paragraph[token] {
		first--
	}
	if l.quoted(first, token) {
		return true
	}
	for _, s := range l.a.Speech {
		for _, c := range s.Content {
			if len(s.Source) > 0 && c.Tokens.First <= token && token < c.Tokens.End && !l.firstPerson(s.Source) {
				return true
			}
		}
	}
	return false
}

// firstPerson reports whether a source is the author: "As I said".
func (l *linking) firstPerson(source []rapporteur.Phrase) bool {
	for _, s := range source {
		if p := pronounOf(l.words[s.Tokens.First]); l.valid(s.Tokens) && p != nil && p.person == 1 {
			return true
		}
	}
	return false
}

// authored are the titles of texts that say whose they are, with the name behind.
var authored = regexp.MustCompile(`(?i)^(?:full text: |transcript: )?(?:joint )?(?:statement|remarks|address|speech|message|letter)s? (?:by|from|of) (.+?)(?: (?:on|in|at|to|regarding|about|following|after|before|during)\b.*)?$`)

// titledAuthor is the person whose the title of the report says that the text is,
// nil where it says nobody's whom the base knows.
func (l *linking) titledAuthor() *referent {
	m := authored.FindStringSubmatch(strings.TrimSpace(l.title))
	if m == nil {
		return nil
	}
	words := strings.Fields(m[1])
	for first := range words {
		for _, found := range l.base.Lookup(strings.Join(words[first:], " ")) {
			if found.Type == Person {
				return l.ofEntry(found.Entry)
			}
		}
	}
	return nil
}

// leaderOfOwn is the leader of the state that an officer of the author's serves: who
// writes "my foreign minister, Edda Brekke" leads the state of that minister.
func (l *linking) leaderOfOwn() *referent {
	if l.date.IsZero() {
		return nil
	}
	for _, p := range l.referents {
		for _, s := range p.said {
			if s.possessor < 0 || l.words[s.possessor] != "my" || l.reportedAt(s.possessor) {
				continue
			}
			if state := l.actsFor(p); state != nil && state.Type == State {
				return l.leader(state)
			}
		}
	}
	return nil
}

// leader is who leads a state at the day of the report, nil where the base does not
// know.
func (l *linking) leader(state *Entry) *referent {
	for _, office := range l.base.leading(state.Country, []string{"leader"}) {
		if held := l.base.Holder(office, state.Name, l.date); len(held) > 0 {
			return l.ofEntry(held[0].Entry)
		}
	}
	return nil
}

// leaderByWords is the leader of the state in whose name a statement speaks that says
// neither whose it is nor names him: it does in the first person what one does in office ("I
// welcome", "I urge"), and the only state that it counts as its own is his.
func (l *linking) leaderByWords(own []*expression) *referent {
	if l.date.IsZero() || !slices.ContainsFunc(own, l.performs) {
		return nil
	}
	var state *Entry
	for _, r := range l.referents {
		for _, e := range r.expressions {
			s := l.servedState(r)
			if s == nil || s == state || l.reportedAt(e.head) || !l.ownedAt(e, own) {
				continue
			}
			if state != nil {
				return nil
			}
			state = s
		}
	}
	if state == nil {
		return nil
	}
	if author := l.leader(state); author != nil && len(author.expressions) == 0 {
		return author
	}
	return nil
}

// performs reports whether the first person does in office what its verb says.
func (l *linking) performs(e *expression) bool {
	if p := pronounOf(l.words[e.head]); p.plural || l.words[e.head] != "i" {
		return false
	}
	relation, verb := l.relation(e.head)
	if relation != "nsubj" || verb < 0 {
		return false
	}
	if performing[l.lemma(verb)] {
		return true
	}
	for t := verb + 1; t < len(l.words) && l.sentence[t] == l.sentence[verb]; t++ { // "I want to thank"
		if r, h := l.relation(t); r == "xcomp" && h == verb {
			return performing[l.lemma(t)]
		}
	}
	return false
}

// performing are the words for what one does in office by saying so.
var performing = setOf(`welcome thank congratulate commend applaud grateful urge call appeal direct instruct send order condemn reaffirm announce pleased
	appreciate proclaim`)

// servedState is the state that an entity is, or that a person or a body of it serves.
func (l *linking) servedState(r *referent) *Entry {
	if r.kind == rapporteur.GovernmentEntity {
		if r.entry != nil && r.entry.Type == State {
			return r.entry
		}
		return nil
	}
	if s := l.actsFor(r); s != nil && s.Type == State {
		return s
	}
	return nil
}

// ownedAt reports whether the words at an expression count it as the author's own: the
// state that "will" or "remains" before "we" or "our", what stands behind "our" without a
// verb between ("our diplomats and all in the Norvian government"), whom "I" send.
func (l *linking) ownedAt(e *expression, own []*expression) bool {
	relation, verb := l.relation(e.head)
	for _, p := range own {
		if l.sentence[p.head] != l.sentence[e.head] {
			continue
		}
		governed, by := l.relation(p.head)
		switch word := l.words[p.head]; {
		case e.referent.kind == rapporteur.PersonEntity:
			if word == "i" && relation == "obj" && governed == "nsubj" && by == verb && dispatching[l.lemma(verb)] {
				return true
			}
		case relation == "nsubj" && e.head < p.head && pronounOf(word).plural && l.pledges(e.head, verb):
			return true
		case word == "our" && p.head < e.head && !l.verbBetween(p.head, e.head):
			return true
		}
	}
	return false
}

// dispatching are the verbs for what one has one's own officers do.
var dispatching = setOf(`send direct instruct order ask dispatch appoint`)

// pledges reports whether a subject says in its own name what it will do or go on doing.
func (l *linking) pledges(subject, verb int) bool {
	if staying[l.lemma(verb)] {
		return true
	}
	for t := subject + 1; t < verb; t++ {
		if l.words[t] == "will" || l.words[t] == "remains" {
			return true
		}
	}
	return false
}

var staying = setOf(`remain continue stand`)

// verbBetween reports whether a verb stands between two tokens.
func (l *linking) verbBetween(first, end int) bool {
	for t := first + 1; t < end; t++ {
		if tag := l.tag(t); strings.HasPrefix(tag, "VB") || tag == "MD" {
			return true
		}
	}
	return false
}
