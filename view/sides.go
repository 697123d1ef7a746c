package view

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur"
	"rapporteur/store"
)

// sides are the states, organisations and groups of several reports, those that are
// called differently here and there under one name.
type sides struct {
	bodies map[string]*body // by the name of an entity, see calling
	order  []*body          // as the reports name them first
}

// body is who goes by one name in some of the reports.
type body struct {
	name, key         string // see calling
	reports, mentions int
	kb, state         string
	// names are those that reports have for it, descriptions the other words; of one that
	// is nowhere named there are no names.
	names, descriptions map[string]bool
	same                *body // one that it was found to be, nil while it is none
}

// longestDescription is how many words a description has at most by which somebody is
// known elsewhere: longer ones tell what happened.
const longestDescription = 3

// newSides reads who takes part in reports and finds out who is whom: by identifier and by
// state first, then by other names, initials and parts of names, last by descriptions,
// each only where it means but one of them.
func newSides(reports []*store.Report) *sides {
	s := &sides{bodies: map[string]*body{}}
	for _, r := range reports {
		for i := range r.Record.Entities {
			s.read(r.Record.Report.Text, &r.Record.Entities[i])
		}
	}
	s.unite(func(b *body) string { return b.kb })
	s.unite(func(b *body) string { return b.state })
	names, initials, words, descriptions := index{}, index{}, index{}, index{}
	for _, b := range s.order {
		for name := range b.names {
			names.add(name, b)
		}
		if b.named() {
			initials.add(firstLetters(b.key), b)
			for word := range IssueWords(b.key) {
				words.add(word, b)
			}
			for description := range b.descriptions {
				descriptions.add(description, b)
			}
		}
	}
	s.uniteIfOne(func(a *body) []*body { return names[a.key] })
	s.uniteIfOne(func(a *body) []*body { return initials[a.key] })
	s.uniteIfOne(func(a *body) []*body { return words.longer(a) })
	s.uniteIfOne(func(a *body) []*body {
		if a.named() {
			return nil
		}
		return descriptions[a.key]
	})
	return s
}

// index finds bodies by what they are called.
type index map[string][]*body

func (x index) add(called string, b *body) { x[called] = append(x[called], b) }

// longer are the bodies in whose names all words of that of a body stand and more; the
// index is by words.
func (x index) longer(a *body) []*body {
	if !a.named() {
		return nil
	}
	var rarest []*body
	for word := range IssueWords(a.key) {
		if with := x[word]; rarest == nil || len(with) < len(rarest) {
			rarest = with
		}
	}
	return slices.DeleteFunc(slices.Clone(rarest), func(b *body) bool { return !partOf(a.key, b.key) })
}

// read counts an entity of a report.
func (s *sides) read(text string, e *rapporteur.Entity) {
	key := calling(e.Name)
	if e.Type == rapporteur.PersonEntity || e.Type == rapporteur.PlaceEntity || key == "" {
		return
	}
	b := s.bodies[key]
	if b == nil {
		b = &body{name: e.Name, key: key, names: map[string]bool{}, descriptions: map[string]bool{}}
		s.bodies[key], s.order = b, append(s.order, b)
	}
	b.reports++
	b.mentions += len(e.Mentions)
	b.kb = cmp.Or(b.kb, e.KB)
	if e.Type == rapporteur.GovernmentEntity || strings.HasPrefix(key, "government of ") {
		b.state = cmp.Or(b.state, e.Country)
	}
	if e.KB != "" {
		b.names[key] = true
	}
	for _, m := range e.Mentions {
		if m.End > len(text) {
			continue
		}
		switch words := calling(m.In(text)); {
		case m.Form == rapporteur.NameForm:
			b.names[key], b.names[words] = true, true
		case m.Form == rapporteur.NominalForm && len(strings.Fields(words)) <= longestDescription:
			b.descriptions[words] = true
		}
	}
}

// calling is a name or description without case, marks, articles and the like before it,
// and possessive endings.
func calling(name string) string {
	name = strings.TrimRight(strings.NewReplacer("’s", "", "'s", "").Replace(name), "'’ ")
	words := strings.Fields(plain(name))
	for len(words) > 1 && strings.Contains(" its his her their our my your this that these those some no ", " "+words[0]+" ") {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// firstLetters are those of the words of a name but for function words.
func firstLetters(key string) string {
	var b strings.Builder
	for _, word := range strings.Fields(key) {
		if !strings.Contains(functionWords, " "+word+" ") {
			b.WriteString(string([]rune(word)[:1]))
		}
	}
	return b.String()
}

// partOf reports whether all words of one name stand in another that has more of them.
func partOf(short, long string) bool {
	a, b := IssueWords(short), IssueWords(long)
	return len(a) < len(b) && Within(a, b)
}

func (b *body) named() bool { return len(b.names) > 0 }

// root is the one that a body was found to be in the end.
func (b *body) root() *body {
	for b.same != nil {
		b = b.same
	}
	return b
}

// unite makes one of all bodies of which something says the same, if anything.
func (s *sides) unite(by func(*body) string) {
	first := map[string]*body{}
	for _, b := range s.order {
		if what := by(b); what != "" && first[what] == nil {
			first[what] = b
		} else if what != "" {
			first[what].root().take(b.root())
		}
	}
}

// uniteIfOne makes one of each body and the only other that it may mean.
func (s *sides) uniteIfOne(meant func(*body) []*body) {
	type pair struct{ from, to *body }
	var found []pair
	for _, a := range s.order {
		var to []*body
		for _, b := range meant(a) {
			if root := b.root(); root != a.root() && !a.root().apartFrom(root) && !slices.Contains(to, root) {
				to = append(to, root)
			}
		}
		if len(to) == 1 {
			found = append(found, pair{a, to[0]})
		}
	}
	for _, p := range found {
		if from, to := p.from.root(), p.to.root(); from != to && !from.apartFrom(to) {
			to.take(from)
		}
	}
}

// apartFrom reports whether identifiers or states say that two are not the same.
func (b *body) apartFrom(other *body) bool {
	return b.kb != "" && other.kb != "" && b.kb != other.kb || b.state != "" && other.state != "" && b.state != other.state
}

// take makes another body one with this, which goes by the name of the better known.
func (b *body) take(other *body) {
	if b == other {
		return
	}
	if other.betterKnown(b) {
		b.name = other.name
	}
	b.kb, b.state = cmp.Or(b.kb, other.kb), cmp.Or(b.state, other.state)
	b.reports, b.mentions = max(b.reports, other.reports), b.mentions+other.mentions
	for name := range other.names {
		b.names[name] = true
	}
	other.same = b
}

// betterKnown reports whether the name of a body is the better one of two for the same: of
// one with an identifier, of one with a name at all, the full one, that of most reports.
func (b *body) betterKnown(than *body) bool {
	known := func(b *body) int {
		switch {
		case b.kb != "":
			return 2
		case b.named():
			return 1
		}
		return 0
	}
	full := func(b, than *body) int {
		short, long := calling(than.name), calling(b.name)
		if partOf(short, long) || firstLetters(long) == short {
			return 1
		}
		return 0
	}
	return cmp.Or(known(b)-known(than), full(b, than)-full(than, b), b.reports-than.reports, len(b.name)-len(than.name)) > 0
}

// call are names with those of the same body under one, each once.
func (s *sides) call(names []string) []string {
	var out []string
	for _, name := range names {
		if b := s.bodies[calling(name)]; b != nil {
			name = b.root().name
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// known reports whether a name means somebody whom a report names, or whom several describe
// alike.
func (s *sides) known(name string) bool {
	b := s.bodies[calling(name)]
	return b == nil || b.root().named() || b.root().reports > 1
}
