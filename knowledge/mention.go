package knowledge

import (
	"strings"

	"rapporteur"
)

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
