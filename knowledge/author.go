package knowledge

import (
	"regexp"
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
