package knowledge

import (
	"slices"
	"strings"
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

// withinName reports whether a name of the reader already has all these tokens and
// more, or is of a person with just these.
func (l *linking) withinName(first, end int) bool {
	e := l.named[first]
	if e == nil || e.tokens.First > first || e.tokens.End < end {
		return false
	}
	return true
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

// readMentions makes expressions of the mentions, each with the proper name at its
// head where it has one, and of those who speak without being a mention.
func (l *linking) readMentions() {
	for i, m := range l.a.Mentions {
		if !l.valid(m.Tokens) || m.Head < m.Tokens.First || m.Head >= m.Tokens.End {
			continue
		}
		e := &expression{tokens: m.Tokens, head: m.Head, mention: i, cluster: -1, kind: m.Type}
		if 0 <= m.Cluster && m.Cluster < len(l.clusters) {
			e.cluster = m.Cluster
		}
		if isPossessive(l.words[e.head]) && e.head > e.tokens.First {
			e.head--
		}
		l.place(e)
		l.byMention[i] = e
	}
	for _, s := range l.a.Speech {
		for _, p := range s.Source {
			if l.valid(p.Tokens) && !l.covered(p.Tokens) {
				l.place(&expression{tokens: p.Tokens, head: l.sourceWord(p.Tokens), mention: -1, cluster: -1, kind: rapporteur.PersonMention})
			}
		}
	}
	l.sort()
}

// place finds the name and the form of an expression and files it.
func (l *linking) place(e *expression) {
	e.name = l.nameOf(e)
	if e.name == nil {
		e.name = l.unreadName(e)
	}
	switch {
	case e.name != nil:
		e.form = rapporteur.NameForm
		e.name.cluster = max(e.name.cluster, e.cluster)
	case e.tokens.End-e.tokens.First == 1 && pronounOf(l.words[e.head]) != nil:
		e.form = rapporteur.PronounForm
	default:
		e.form = rapporteur.NominalForm
	}
	l.expressions = append(l.expressions, e)
	if e.cluster >= 0 {
		l.clusters[e.cluster] = append(l.clusters[e.cluster], e)
	}
}

// covered reports whether a mention or name has the head of a phrase.
func (l *linking) covered(r rapporteur.TokenRange) bool {
	head := l.headOf(r)
	for _, e := range l.expressions {
		inside := r.First <= e.tokens.First && e.tokens.End <= r.End
		if e.head == head && (inside || e.tokens.First <= r.First && r.End <= e.tokens.End) ||
			inside && e.name != nil && e.tokens.First <= head && head < e.tokens.End {
			return true
		}
	}
	return false
}

// headOf is the head word of a phrase: by the tree where there is one, else the
// last word before a preposition, a comma or a relative clause.
func (l *linking) headOf(r rapporteur.TokenRange) int {
	if len(l.a.Tree) == len(l.words) {
		for t := r.First; t < r.End; t++ {
			if h := l.a.Tree[t].Head; (h < r.First || h >= r.End || h == t) && !(t+1 < r.End && isPossessive(l.words[t+1])) {
				return t
			}
		}
	}
	head := r.First
	for t := r.First; t < r.End && (t == r.First || !endsPhrase(l.words[t])); t++ {
		head = t
	}
	return head
}

// sourceWord is the head of a phrase for those who speak: where the tree takes
// something else for it ("Brekke speaking to the union"), the first name of a
// person.
func (l *linking) sourceWord(r rapporteur.TokenRange) int {
	head := l.headOf(r)
	if l.nounish(head) || l.words[head] == "the" {
		return head
	}
	for t := r.First; t < r.End; t++ {
		if n := l.nameAt(t); n != nil && n.tokens.End <= r.End && l.personal(n) {
			return n.head
		}
	}
	return head
}

// endsPhrase reports whether a word follows the core of a noun phrase.
func endsPhrase(w string) bool {
	switch w {
	case "of", "for", "in", "at", "from", "to", "with", "on", "by", ",", "who", "which", "that", "whose", "(", "familiar", "close", "briefed":
		return true
	}
	return false
}

// nameOf is the proper name that a mention is: the one at its head, or the one
// that the title at its head stands before.
func (l *linking) nameOf(e *expression) *expression {
	// "the Norvian foreign minister": a state before an office is not the head,
	// whatever the reader takes for it.
	if n := l.named[e.head]; n != nil && !l.personal(n) && n.tokens.End < e.tokens.End {
		if r, ok := l.roleAt(e.tokens.First, e.tokens.End); ok && r.title >= n.tokens.End && r.titleEnd <= e.tokens.End {
			e.head = r.titleEnd - 1
		}
	}
	if n := l.named[e.head]; n != nil && n.tokens.End < e.tokens.End && l.personal(n) && headNouns[l.words[e.tokens.End-1]] == governmentNoun {
		e.head = e.tokens.End - 1 // "the Aasen administration"
		return nil
	}
	if n := l.named[e.head]; n != nil && n.tokens.First >= e.tokens.First && n.tokens.End <= e.tokens.End {
		// "the Kremlin spokesman" is no Kremlin, and "Ukraine's president" no Ukraine.
		if n.head == e.head || !isPossessive(l.small(n.tokens.End)) {
			return n
		}
		return nil
	}
	if r, ok := l.roleAt(e.tokens.First, e.tokens.End); ok && r.end < e.tokens.End {
		if n := l.named[r.end]; n != nil && n.tokens.First == r.end && l.personal(n) && e.head < r.end {
			return n
		}
	}
	return nil
}

// unreadName makes a name of the capitalised words at the head of a mention that
// the reader does not take for one.
func (l *linking) unreadName(e *expression) *expression {
	first, end := e.head, e.head+1
	for first > e.tokens.First && l.properWord(first-1) {
		first--
	}
	for end < e.tokens.End && l.properWord(end) {
		end++
	}
	if kind, _ := l.noun(e.head); kind != 0 {
		return nil
	}
	if !l.properWord(e.head) || len(l.titles(first, end)) > 0 || pronounOf(l.words[first]) != nil {
		return nil
	}
	kind := map[rapporteur.MentionType]rapporteur.NameType{
		rapporteur.PersonMention: rapporteur.PersonName, rapporteur.PlaceMention: rapporteur.PlaceName,
		rapporteur.OrganisationMention: rapporteur.OrganisationName,
	}[e.kind]
	if kind == "" {
		return nil
	}
	return l.name(rapporteur.TokenRange{First: first, End: end}, kind)
}

// properWord reports whether a word is capitalised though no sentence begins with
// it, and belongs to no name yet.
func (l *linking) properWord(t int) bool {
	begins := t == 0 || l.sentence[t] != l.sentence[t-1] || l.paragraph[t] != l.paragraph[t-1]
	if tag := l.tag(t); tag != "" {
		return l.named[t] == nil && strings.HasPrefix(tag, "NNP")
	}
	return !begins && l.named[t] == nil && capitalised(l.word(t)) && !strings.HasPrefix(l.word(t-1), "“")
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

// coordinated reports whether a mention with a name goes on with another after
// "and", so that it means several.
func (l *linking) coordinated(e *expression) bool {
	if e.name == nil || e.name.tokens.End >= e.tokens.End {
		return false
	}
	for t := e.name.tokens.End; t < e.tokens.End; t++ {
		switch l.words[t] {
		case "and", "or", "&":
			return t == e.name.tokens.End || l.onlyNames(e.name.tokens.End, t)
		}
	}
	return false
}

// onlyNames reports whether a range has nothing but names, titles and commas.
func (l *linking) onlyNames(first, end int) bool {
	for t := first; t < end; t++ {
		if l.words[t] != "," && l.named[t] == nil {
			return false
		}
	}
	return true
}

// possessiveAfter reports whether a possessive ending follows the expression.
func (l *linking) possessiveAfter(e *expression) bool {
	last := e.tokens.End - 1
	return isPossessive(l.small(e.tokens.End)) || strings.HasSuffix(l.words[last], "'s") || strings.HasSuffix(l.words[last], "’s")
}
