package knowledge

import (
	"slices"
	"strings"

	"rapporteur"
)

// readNames makes expressions of the proper names: those of the reader, and those
// that only the base knows. Of two that overlap the longer one counts.
func (l *linking) readNames() {
	for _, n := range l.a.Names {
		r := l.trimmed(n.Tokens)
		if !l.valid(r) || n.Type == rapporteur.MoneyName || l.onlyHonorific(r) {
			continue
		}
		if at := l.comma(r); n.Type == rapporteur.PlaceName && at > 0 {
			l.name(rapporteur.TokenRange{First: r.First, End: at}, n.Type) // "Paris, Texas" are two
			r.First = at + 1
		}
		l.name(r, n.Type)
	}
	for i := 0; i < len(l.known); i++ {
		k := l.known[i]
		if k.end == 0 || l.withinName(i, k.end) && !l.inTitleOf(i, k) {
			continue
		}
		for t := i; t < k.end; t++ {
			if old := l.named[t]; old != nil {
				l.forget(old)
			}
		}
		kind := rapporteur.NameType("")
		if k.entry().Type == Person {
			kind = rapporteur.PersonName
		}
		e := l.name(rapporteur.TokenRange{First: i, End: k.end}, kind)
		e.matches = k.matches
		i = k.end - 1
	}
	l.readTitled()
	l.forgetOffices()
	for _, e := range l.expressions {
		if k := l.known[e.tokens.First]; e.matches == nil && k.end == e.tokens.End {
			e.matches = k.matches
		}
	}
	slices.SortStableFunc(l.expressions, func(x, y *expression) int { return x.tokens.First - y.tokens.First })
}

// forgetOffices takes back the names that are nothing but an office ("the UN
// Secretary-General"), which the reader takes for an organisation or a person.
func (l *linking) forgetOffices() {
	for _, e := range slices.Clone(l.expressions) {
		if e.tokens.End-e.tokens.First < 2 || len(e.matches) > 0 {
			continue
		}
		if r, ok := l.roleWithin(e); ok && r.titleEnd == e.tokens.End && (r.title == e.tokens.First || r.owner != nil && r.end == e.tokens.End) {
			l.forget(e)
		}
	}
}

// roleWithin is the office that a name holds, read as if the reader had not taken
// the words for a name.
func (l *linking) roleWithin(e *expression) (*role, bool) {
	saved := slices.Clone(l.named[e.tokens.First:e.tokens.End])
	clear(l.named[e.tokens.First:e.tokens.End])
	r, ok := l.roleAt(e.tokens.First, e.tokens.End)
	copy(l.named[e.tokens.First:e.tokens.End], saved)
	return r, ok
}

// onlyHonorific reports whether a name is a title of respect and nothing more.
func (l *linking) onlyHonorific(r rapporteur.TokenRange) bool {
	_, honour := honorifics[Fold(l.word(r.First))]
	return honour && r.End-r.First == 1 && strings.HasSuffix(l.word(r.First), ".")
}

// comma is the first comma inside a name, 0 where it has none or is known as a
// whole.
func (l *linking) comma(r rapporteur.TokenRange) int {
	if l.known[r.First].end == r.End {
		return 0
	}
	for t := r.First + 1; t < r.End-1; t++ {
		if l.words[t] == "," {
			return t
		}
	}
	return 0
}

// readTitled makes names of persons of the capitalised words behind an office, and
// lengthens persons' names by those that follow them.
func (l *linking) readTitled() {
	for i := range l.words {
		start := 0
		if n := l.named[i]; n != nil && n.tokens.First == i && l.personal(n) {
			start = n.tokens.End
		} else if n == nil || l.known[i].end > i+1 {
			if start = l.titleEnd(i, len(l.words)); start == 0 {
				continue
			}
		}
		first := start
		if n := l.named[i]; n != nil && n.tokens.First == i {
			first = i
		}
		end := l.properRun(start, l.sentence[i])
		if start == 0 || end <= start {
			continue
		}
		for t := first; t < end; t++ {
			if l.named[t] != nil {
				l.forget(l.named[t])
			}
		}
		l.name(rapporteur.TokenRange{First: first, End: end}, rapporteur.PersonName)
	}
}

// properRun is the end of the capitalised words from a token on that may be a
// person's name, in which nothing else is known by name.
func (l *linking) properRun(start, sentence int) int {
	end := start
	for t := start; t < len(l.words) && l.sentence[t] == sentence && l.paragraph[t] == l.paragraph[max(0, start-1)]; t++ {
		w := l.word(t)
		switch {
		case w == "-" && t > start && t+1 < len(l.words) && l.a.Tokens[t].Start == l.a.Tokens[t-1].End && l.a.Tokens[t].End == l.a.Tokens[t+1].Start:
			continue
		case t > start && nameParticles[w]:
			continue
		case w == "-" || !capitalised(w) && end > start && l.word(t-1) == "-":
			if w == "-" {
				return end
			}
		case !capitalised(w), calendar[l.words[t]], l.named[t] == nil && strings.HasPrefix(l.tag(t), "VB"), l.known[t].end > 0 && l.known[t].entry().Type != Person, l.titleEnd(t, len(l.words)) > 0,
			l.named[t] != nil && !l.personal(l.named[t]), pronounOf(l.words[t]) != nil, functionWords[l.words[t]]:
			return end
		}
		end = t + 1
	}
	return end
}

// nameParticles stand in small letters inside a person's name.
var nameParticles = setOf("al el bin ben bint ibn abu de del della da dos du van von der den la le ten ter")

// calendar words are capitalised and no names.
var calendar = setOf(`monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
	october november december`)

// trimmed is a name without articles before and possessive endings after it.
func (l *linking) trimmed(r rapporteur.TokenRange) rapporteur.TokenRange {
	if !l.valid(r) {
		return r
	}
	for r.First < r.End && (l.words[r.First] == "the" || isPossessive(l.words[r.First])) {
		r.First++
	}
	for r.First < r.End && (isPossessive(l.words[r.End-1]) || l.words[r.End-1] == ",") {
		r.End--
	}
	return r
}

func isPossessive(w string) bool { return w == "'s" || w == "’s" || w == "'" || w == "’" }

// name adds the expression of a proper name.
func (l *linking) name(r rapporteur.TokenRange, kind rapporteur.NameType) *expression {
	e := &expression{tokens: r, head: r.End - 1, mention: -1, cluster: -1, form: rapporteur.NameForm, nameType: kind}
	e.name = e
	l.expressions = append(l.expressions, e)
	for t := r.First; t < r.End; t++ {
		if l.named[t] == nil {
			l.named[t] = e
		}
	}
	return e
}

// nameAt is the proper name that begins at a token, nil where none does.
func (l *linking) nameAt(t int) *expression {
	if t < 0 || t >= len(l.named) || l.named[t] == nil || l.named[t].tokens.First != t {
		return nil
	}
	return l.named[t]
}

// inTitleOf reports whether a known organisation of several words stands in the
// name of a text or a thing ("World Assembly Resolution 12"): both are named.
func (l *linking) inTitleOf(first int, k knownName) bool {
	return k.entry().Type == Organisation && k.end-first > 1 && l.named[first].nameType == rapporteur.OtherName
}

// withinName reports whether a name of the reader already has all these tokens.
func (l *linking) withinName(first, end int) bool {
	e := l.named[first]
	return e != nil && e.tokens.First <= first && e.tokens.End >= end
}

// forget takes a name back.
func (l *linking) forget(e *expression) {
	for t := e.tokens.First; t < e.tokens.End; t++ {
		if l.named[t] == e {
			l.named[t] = nil
		}
	}
	l.expressions = slices.DeleteFunc(l.expressions, func(o *expression) bool { return o == e })
}

// personal reports whether the reader takes a name for a person's.
func (l *linking) personal(n *expression) bool {
	return n.nameType == rapporteur.PersonName && !stateOrgans[l.words[n.head]] && !l.notPersonal(n)
}

// notPersonal reports whether a single word that the reader takes for a person is
// the name of a state or organisation, and nobody's in the report.
func (l *linking) notPersonal(n *expression) bool {
	if len(n.matches) == 0 || n.tokens.End-n.tokens.First > 1 {
		return false
	}
	for _, o := range l.expressions {
		if o != n && o.name == o && o.nameType == rapporteur.PersonName && o.tokens.End-o.tokens.First > 1 &&
			slices.Contains(l.words[o.tokens.First:o.tokens.End], l.words[n.head]) {
			return false
		}
	}
	return true
}
