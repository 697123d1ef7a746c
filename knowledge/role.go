package knowledge

import (
	"slices"
	"strings"

	"rapporteur"
)

// role is an office as a phrase of the report says it: "Ukraine's former defence
// minister", "the chief mediator", "President of the Yemeni Presidential Leadership
// Council".
type role struct {
	// first, title and end are tokens: the phrase, and where in it the office
	// begins; titleEnd is behind the office without "of …".
	first, title, titleEnd, end int
	// words are the office as written, without whose it is.
	words string
	// owner is the state or organisation whose office it is, nil where the phrase
	// does not say or the base does not know; of is how the phrase calls it.
	owner *Entry
	of    string
	// possessor is the token of "his" or of a person or body in the possessive, -1
	// where there is none.
	possessor int
	definite  bool
	plural    bool
	// portfolio says that words beside the base's titles tell the office from others:
	// "transport minister", "Minister of Public Works".
	portfolio bool
	// past and future say that it is no longer or not yet held.
	past, future bool
	// officesOf are the offices that it may mean where its owner is officesOwner.
	officesOf    []string
	officesOwner *Entry
}

// longestTitle is how many tokens the words for an office have at most.
const longestTitle = 9

// titles are the base's titles that just these tokens name, in one state or in
// all, nil where none. A plural counts as its singular.
func (l *linking) titles(first, end int) []*Entry {
	if first >= end || end > len(l.words) || !l.base.titleStarts[l.folded(first)] || l.folded(end-1) == "" {
		return nil
	}
	found, _ := l.base.titled(l.say(first, end))
	return found
}

// folded is the first folded word of a token, in the singular.
func (l *linking) folded(t int) string {
	w := l.words[t]
	if strings.IndexFunc(w, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) >= 0 {
		w, _, _ = strings.Cut(Fold(w), " ")
	}
	return singular(w)
}

// titled are the titles that a phrase names and whether it is in the plural.
func (b *Base) titled(phrase string) (found []*Entry, plural bool) {
	folded := Fold(phrase)
	if found = b.titleNames[folded]; len(found) > 0 {
		return found, false
	}
	one := singular(folded)
	return b.titleNames[one], one != folded
}

// singular is a phrase with its last word in the singular, as far as endings tell.
func singular(s string) string {
	switch {
	case strings.HasSuffix(s, "men"):
		return strings.TrimSuffix(s, "men") + "man"
	case strings.HasSuffix(s, "ies"):
		return strings.TrimSuffix(s, "ies") + "y"
	case strings.HasSuffix(s, "ss"):
		return s
	}
	return strings.TrimSuffix(s, "s")
}

// indexTitleNames files the titles under all their names, those of single states
// too.
func (b *Base) indexTitleNames() {
	b.titleNames = map[string][]*Entry{}
	for key, list := range b.titles {
		b.titleNames[key] = slices.Clone(list)
	}
	for key, e := range b.national {
		_, name, _ := strings.Cut(key, " ")
		if !slices.Contains(b.titleNames[name], e) {
			b.titleNames[name] = append(b.titleNames[name], e)
		}
	}
	b.titleStarts = map[string]bool{}
	for name, list := range b.titleNames {
		first, rest, _ := strings.Cut(name, " ")
		b.titleStarts[singular(first)] = true
		// "Secretary Rubio", "Minister Umerov": some office of the kind.
		for _, short := range []string{"secretary", "minister"} {
			if (first == short || strings.HasSuffix(rest, short)) && name != "foreign secretary" {
				for _, e := range list {
					if e.Level == "minister" && !slices.Contains(b.titleNames[short], e) {
						b.titleNames[short] = append(b.titleNames[short], e)
					}
				}
			}
		}
	}
}

// qualifiers stand before an office and are no part of it.
var qualifiers = map[string]int{
	"former": -1, "ex": -1, "late": -1, "ousted": -1, "deposed": -1, "then": -1, "previous": -1, "outgoing": 0, "erstwhile": -1,
	"next": 1, "incoming": 1, "future": 1, "designated": 1, "prospective": 1,
	"new": 0, "visiting": 0, "acting": 0, "interim": 0, "caretaker": 0, "current": 0, "longtime": 0, "veteran": 0, "senior": 0, "top": 0,
	"unidentified": 0, "unnamed": 0, "fellow": 0, "powerful": 0, "influential": 0, "reclusive": 0, "hardline": 0,
}

// roleAt reads an office that begins at a token and ends before limit.
func (l *linking) roleAt(first, limit int) (*role, bool) {
	r := &role{first: first, title: -1, possessor: -1}
	limit = min(limit, len(l.words))
	loose := 0 // unknown words so far
	for i := first; i < limit; {
		if l.sentence[i] != l.sentence[first] || l.paragraph[i] != l.paragraph[first] {
			return nil, false
		}
		if end := l.titleEnd(i, limit); end > 0 {
			l.finish(r, i, end, limit)
			return r, true
		}
		next, ok := l.premodifier(r, i, &loose)
		if !ok {
			return nil, false
		}
		i = next
	}
	return nil, false
}

// titleEnd is where the longest office that begins at a token ends, 0 where none
// does.
func (l *linking) titleEnd(i, limit int) int {
	if !l.base.titleStarts[l.folded(i)] || l.named[i] != nil && l.personal(l.named[i]) {
		return 0
	}
	for end := min(limit, i+longestTitle); end > i; end-- {
		if l.sentence[end-1] != l.sentence[i] {
			continue
		}
		if len(l.titles(i, end)) > 0 {
			return end
		}
	}
	return 0
}

// premodifier reads one thing before an office: an article, a qualifier, an owner,
// an unknown adjective. It returns the token after it.
func (l *linking) premodifier(r *role, i int, loose *int) (next int, ok bool) {
	w := l.words[i]
	if when, found := qualifiers[w]; found {
		r.past, r.future = r.past || when < 0, r.future || when > 0
		next = i + 1
		if l.small(next) == "-" {
			next++
		}
		return next, true
	}
	switch w {
	case "the":
		r.definite = true
		return i + 1, i == r.first
	case "a", "an", "one", "another", "some", "several", "many", "two", "three", "four", "five", "both", "all", "other", "top-ranking":
		return i + 1, *loose == 0
	case "his", "her", "their", "its", "our", "my", "your":
		r.possessor, r.definite = i, true
		return i + 1, true
	case ",", ".", ";", ":", "(", ")", "“", "”", "\"", "—", "–":
		return 0, false
	}
	if k := l.known[i]; k.end > 0 && k.entry().Type != Person {
		r.owner, r.of, r.possessor = k.entry(), k.entry().Name, -1
		next = k.end
		if isPossessive(l.small(next)) {
			next, r.definite = next+1, true
		}
		return next, true
	}
	if n := l.named[i]; n != nil && n.tokens.First == i {
		next = n.tokens.End
		switch {
		case isPossessive(l.small(next)):
			next++
			r.definite = true
		case l.personal(n):
			return 0, false
		}
		r.owner, r.of = nil, l.say(n.tokens.First, n.tokens.End)
		if l.personal(n) {
			r.possessor = n.head
		}
		return next, true
	}
	if isPossessive(w) {
		r.definite = true
		if owner := l.word(i - 1); r.owner == nil && r.of == "" && i > r.first && capitalised(owner) {
			r.of = owner
		}
		return i + 1, i > r.first
	}
	if isPossessive(l.small(i+1)) && capitalised(l.word(i)) && r.owner == nil {
		r.of, r.definite = l.word(i), true // a state that nobody knows
		return i + 2, true
	}
	if isPossessive(l.small(i+1)) && r.owner == nil && r.of == "" {
		r.possessor, r.definite = i, true // "the council's chair"
		return i + 2, true
	}
	*loose++
	return i + 1, *loose <= 2 && l.adjectival(i) && (r.owner == nil || !bareOwner(l, r, i))
}

// bareOwner reports whether the word before i is a state by its plain name, after
// which no adjective can stand: "Russia told …" is no beginning of an office.
func bareOwner(l *linking, r *role, i int) bool {
	e := l.named[i-1]
	return e != nil && len(e.matches) > 0 && e.matches[0].By != Adjective && !isPossessive(l.small(i-1))
}

// adjectival reports whether a word may stand before an office: an adjective or a
// noun, as far as tags or, without them, endings tell.
func (l *linking) adjectival(i int) bool {
	switch tag := l.tag(i); {
	case tag != "":
		return strings.HasPrefix(tag, "JJ") || strings.HasPrefix(tag, "NN") || tag == "HYPH" || tag == "VBN" || tag == "VBG"
	case functionWords[l.words[i]] || speechVerbs[l.words[i]]:
		return false
	}
	w := l.words[i]
	return w != "" && (w[0] >= 'a' && w[0] <= 'z' || w == "-" || w[0] >= 0x80) && !strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "ly")
}

// finish completes a role whose office is found, with "of …" behind it.
func (l *linking) finish(r *role, title, end, limit int) {
	r.title, r.titleEnd, r.end = title, end, end
	_, r.plural = l.base.titled(l.say(title, end))
	// "White House chief of staff", "Kremlin spokesman" and "UN envoy" are offices
	// that say whose they are.
	if k := l.known[title]; k.end > 0 && k.end < end && r.owner == nil {
		r.owner, r.of = k.entry(), k.entry().Name
	}
	if l.small(end) == "-" && (l.small(end+1) == "elect" || l.small(end+1) == "designate") {
		r.future, r.end = true, end+2
	}
	if w := l.small(end); w == "elect" || w == "designate" {
		r.future, r.end = true, end+1
	}
	r.words = l.say(title, r.end)
	if l.hasPortfolio(r) {
		if l.portfolioBefore(r) {
			r.words, r.portfolio = l.say(title-1, r.end), true
		} else if end := l.portfolioBehind(r.end, limit); end > 0 {
			r.words, r.portfolio, r.end = l.say(title, end), true, end
		}
	}
	l.behind(r, limit)
}

// hasPortfolio reports whether an office is one of many of the name, told apart by
// what they are for.
func (l *linking) hasPortfolio(r *role) bool {
	return r.titleEnd == r.title+1 && portfolios[singular(l.words[r.title])]
}

var portfolios = setOf("minister secretary commissioner")

// portfolioBefore reports whether a noun right before an office says what it is
// for.
func (l *linking) portfolioBefore(r *role) bool {
	t := r.title - 1
	if t < r.first || l.known[t].end > 0 || isPossessive(l.words[t]) || functionWords[l.words[t]] {
		return false
	}
	if _, qualifies := qualifiers[l.words[t]]; qualifies {
		return false
	}
	tag := l.tag(t)
	return tag == "" && l.named[t] == nil || strings.HasPrefix(tag, "NN") && (l.named[t] == nil || !l.personal(l.named[t]))
}

// portfolioBehind is where the capitalised words behind "minister of" end that say
// what it is for, 0 where none do.
func (l *linking) portfolioBehind(t, limit int) int {
	if w := l.small(t); w != "of" && w != "for" {
		return 0
	}
	end := 0
	for at := t + 1; at < limit; at++ {
		switch w := l.words[at]; {
		case w == "the" || w == "of" || w == "and" || w == "&":
			continue
		case !capitalised(l.word(at)), l.known[at].end > 0, l.named[at] != nil && l.personal(l.named[at]), l.titleEnd(at, limit) > 0:
			return end
		}
		end = at + 1
	}
	return end
}

// behind reads "of the United States", "of Hamas", "for Yemen", "to Greece" after
// an office. What an envoy is for is part of the office, not its owner.
func (l *linking) behind(r *role, limit int) {
	preposition := l.small(r.end)
	if preposition != "of" && preposition != "for" && preposition != "to" && preposition != "at" || r.end+1 >= limit {
		return
	}
	at := r.end + 1
	if l.words[at] == "the" {
		at++
	}
	if at >= limit {
		return
	}
	if preposition == "to" || preposition == "for" {
		if other, ok := l.roleAt(at, limit); ok && other.title <= at+1 {
			// "security adviser to the vice president", "a spokesman for the Norvian minister"
			r.words += " " + l.say(r.end, other.end)
			r.end = other.end
			if r.owner == nil {
				r.owner, r.of, r.possessor = other.owner, other.of, max(r.possessor, other.possessor)
			}
			return
		}
	}
	end, entry := 0, (*Entry)(nil)
	if n := l.named[at]; n != nil && n.tokens.First == at {
		end = n.tokens.End
	}
	if k := l.known[at]; k.end > 0 && k.entry().Type != Person {
		end, entry = max(end, k.end), k.entry()
		if k.end < end {
			entry = nil
		}
	}
	if next := l.nameAt(end); end > 0 && next != nil && entry != nil && entry.Type == State && l.small(end-1) != "'s" && !l.personal(next) {
		// "the president of the Norvian Harbour Council"
		if end = next.tokens.End; l.known[next.tokens.First].end == end {
			entry = l.known[next.tokens.First].entry()
		}
	}
	if end == 0 || end > limit {
		return
	}
	if preposition == "of" || preposition == "at" || preposition == "for" && speaks[singular(l.words[r.titleEnd-1])] {
		if r.owner == nil {
			r.owner, r.of = entry, l.say(at, end)
			if entry != nil {
				r.of = entry.Name
			}
			if n := l.named[at]; n != nil && l.personal(n) {
				r.possessor = n.head
			}
		}
	} else {
		r.words += " " + l.say(r.end, end)
	}
	r.end = end
}

// speaks are the offices that are for whom they are of.
var speaks = setOf("spokesman spokeswoman spokesperson lawyer negotiator")

// said is the role as the record writes it.
func (r *role) said() rapporteur.Role {
	title := r.words
	if r.past {
		title = "former " + title
	}
	return rapporteur.Role{Title: title, Of: r.of}
}
