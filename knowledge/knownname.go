package knowledge

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"rapporteur"
)

// knownName is what the base knows by a name that begins at some token: states
// and organisations, and persons by more than their surname. End is 0 where there
// is none.
type knownName struct {
	end     int
	matches []Match
}

// entry is the likeliest meaning, nil where there is none.
func (k knownName) entry() *Entry {
	if len(k.matches) == 0 {
		return nil
	}
	return k.matches[0].Entry
}

// longestName is how many tokens a name has that is looked for in running words;
// longer official names hold shorter ones.
const longestName = 7

// readKnown looks every capitalised word up, the longest name that begins there.
func (l *linking) readKnown() {
	inPerson := make([]bool, len(l.words))
	for _, n := range l.a.Names {
		if n.Type == rapporteur.PersonName && l.valid(n.Tokens) && n.Tokens.End-n.Tokens.First > 1 {
			for t := n.Tokens.First; t < n.Tokens.End; t++ {
				inPerson[t] = true
			}
		}
	}
	for i := 0; i < len(l.words); i++ {
		if !inPerson[i] && l.words[i] != "the" && capitalised(l.word(i)) {
			l.known[i] = l.knownAt(i, inPerson)
			if e := l.known[i].entry(); e != nil && e.Type == State {
				l.states[e.Country] = true
			}
		}
	}
}

// readHalves lets "the North" and "the South" mean the two Koreas in a report that
// names one of them; elsewhere they are no one's names.
func (l *linking) readHalves() {
	for i := 1; i < len(l.words); i++ {
		code := map[string]string{"North": "PRK", "South": "KOR"}[l.word(i)]
		if code == "" || l.words[i-1] != "the" || capitalised(l.small(i+1)) || i+1 < len(l.words) && capitalised(l.word(i+1)) || !l.states["PRK"] && !l.states["KOR"] {
			continue
		}
		if state := l.base.State(code); state != nil {
			l.known[i] = knownName{i + 1, []Match{{state, Alias, l.word(i)}}}
			l.states[code] = true
		}
	}
}

// knownAt is the longest known name that begins at token i.
func (l *linking) knownAt(i int, not []bool) knownName {
	longest := i + 1
	for longest < len(l.words) && longest < i+longestName && l.sentence[longest] == l.sentence[i] &&
		!not[longest] && (inName(l.word(longest))) {
		longest++
	}
	if halves[l.small(i-1)] && (l.words[i] == "american" || l.words[i] == "americans") {
		return knownName{} // "North American leaders" are not those of the United States
	}
	for end := longest; end > i; end-- {
		if end > i+1 && !capitalised(l.word(end-1)) {
			continue
		}
		found := slices.DeleteFunc(l.base.Lookup(l.say(i, end)), func(m Match) bool {
			return m.Type == Title || m.Type == Person && (end == i+1 || m.By == Surname)
		})
		if len(found) > 0 {
			slices.SortStableFunc(found, func(x, y Match) int { return l.gone(x.Entry) - l.gone(y.Entry) })
			return knownName{end, found}
		}
	}
	return knownName{}
}

// halves make of "American" somebody else than those of the United States.
var halves = setOf("north south latin central native african pan inter")

// gone is 1 for what no longer exists at the day of the report, 0 for others.
func (l *linking) gone(e *Entry) int {
	if !e.Dissolved.IsZero() && (l.date.IsZero() || e.Dissolved.before(l.date)) {
		return 1
	}
	return 0
}

// inName reports whether a word may stand in the middle of a name.
func inName(w string) bool {
	if capitalised(w) {
		return true
	}
	switch w {
	case "of", "the", "and", "for", "&", "-", "'s", "’s", "de", "on", "in", "to", "al":
		return true
	}
	return false
}

func capitalised(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r)
}
