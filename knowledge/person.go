package knowledge

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur"
)

// personName is a person's name in a report with what stands around it.
type personName struct {
	*expression
	words  []string // folded, without honorifics
	role   *role    // nil where the report says none here
	gender gender
}

// honorifics stand before a name and are no part of it.
var honorifics = map[string]gender{
	"mr": male, "mrs": female, "ms": female, "miss": female, "madame": female, "madam": female, "sir": male, "lady": female, "lord": male,
	"dr": neither, "prof": neither, "professor": neither, "gen": neither, "general": neither, "lt": neither, "lieutenant": neither,
	"col": neither, "colonel": neither, "maj": neither, "major": neither, "capt": neither, "captain": neither, "adm": neither,
	"admiral": neither, "brigadier": neither, "marshal": neither, "sheikh": male, "ayatollah": male, "imam": male, "rev": neither,
	"reverend": neither, "archbishop": neither, "cardinal": male, "bishop": neither, "sen": neither, "rep": neither, "gov": neither,
	"president": neither, "amir": male, "king": male, "queen": female, "prince": male, "princess": female, "sultan": male, "emir": male, "pope": male,
	"hajj": male, "first lady": female,
}

// borne are titles of respect that are given names too: inside a name they are.
var borne = setOf("sultan amir emir")

// linkPersons joins the names of persons: full names first, since they are sure and
// a headline may have the surname before them; then surnames after them, those
// behind an office before bare ones.
func (l *linking) linkPersons() {
	var names []*personName
	for _, e := range l.expressions {
		if e.name == e && l.personal(e) {
			if p := l.personName(e); len(p.words) > 0 {
				names = append(names, p)
			}
		}
	}
	for _, p := range names {
		if len(p.words) > 1 {
			l.person(p, l.fullName(p), byFullName)
		}
	}
	for _, titled := range []bool{true, false} {
		for _, p := range names {
			if len(p.words) == 1 && (p.role != nil) == titled {
				r, confidence := l.surname(p)
				l.person(p, r, confidence)
			}
		}
	}
	l.unreadSurnames()
}

// personName reads a name and the office that the words around it say.
func (l *linking) personName(e *expression) *personName {
	p := &personName{expression: e}
	start := l.behindTitle(e)
	for t := start; t < e.tokens.End; t++ {
		folded := Fold(l.word(t))
		g, honour := honorifics[folded]
		honour = honour && !borne[folded]
		switch {
		case len(p.words) == 0 && honour:
			p.gender = cmp.Or(p.gender, g)
		case folded != "":
			p.words = append(p.words, strings.Fields(folded)...)
		}
	}
	if g, honour := honorifics[Fold(l.word(e.tokens.First-1))]; honour {
		p.gender = cmp.Or(p.gender, g)
	}
	if len(p.words) > 1 {
		p.gender = cmp.Or(p.gender, givenNames[p.words[0]])
	}
	p.role = l.roleOf(e, start)
	return p
}

// behindTitle is where a name begins behind an office that the reader took for a
// part of it ("Secretary Rubio", "Crown Relations Minister Marc Miller").
func (l *linking) behindTitle(e *expression) int {
	for end := e.tokens.End - 1; end > e.tokens.First; end-- {
		for first := e.tokens.First; first < end; first++ {
			if (first == e.tokens.First && !borne[l.words[first]] || portfolios[l.words[end-1]]) && len(l.titles(first, end)) > 0 {
				return end
			}
		}
	}
	return e.tokens.First
}

// roleOf is the office that stands before a name ("US President Joe Biden"; "the
// foreign minister, Edda Brekke,") or after it ("Umerov, the defence minister,").
func (l *linking) roleOf(e *expression, first int) *role {
	if r := l.roleEnding(first); r != nil {
		l.behindName(r, e)
		return r
	}
	if l.small(first-1) == "," {
		if r := l.roleEnding(first - 1); r != nil && (r.definite || r.owner != nil || r.of != "") && !r.plural && !l.followsName(r.first) {
			return r
		}
	}
	at := e.tokens.End
	if l.small(at) != "," {
		return nil
	}
	r, ok := l.roleAt(at+1, min(len(l.words), at+maxRole))
	if !ok || r.plural || l.titlesName(r) || l.small(r.first) == "and" || l.beforeVerb(r.end) {
		return nil // "according to Umerov, the minister said"
	}
	return r
}

// maxRole is how many tokens the words for an office and whose it is may have.
const maxRole = 14

// roleEnding is the office whose words end right before a token.
func (l *linking) roleEnding(end int) *role {
	for first := max(0, end-maxRole); first < end; first++ {
		if l.paragraph[first] != l.paragraph[end-1] || l.sentence[first] != l.sentence[end-1] {
			continue
		}
		if r, ok := l.roleAt(first, end); ok && r.end == end && !r.plural {
			return r
		}
	}
	return nil
}

// behindName reads "President Emmanuel Macron of France".
func (l *linking) behindName(r *role, e *expression) {
	if r.owner == nil && r.of == "" && r.possessor < 0 && l.small(e.tokens.End) == "of" {
		behind := *r
		behind.end = e.tokens.End
		l.behind(&behind, len(l.words))
		r.owner, r.of = behind.owner, behind.of
	}
}

// followsName reports whether an office stands after a name and a comma, whose it
// then is.
func (l *linking) followsName(first int) bool {
	return l.small(first-1) == "," && first >= 2 && l.named[first-2] != nil
}

// titlesName reports whether a person's name follows an office right away, so that
// it is the office of that name.
func (l *linking) titlesName(r *role) bool {
	n := (*expression)(nil)
	if r.end < len(l.named) {
		n = l.named[r.end]
	}
	return n != nil && n.tokens.First == r.end && l.personal(n)
}

// person lets a name mean a person and takes over what stands around it.
func (l *linking) person(p *personName, r *referent, confidence float64) {
	if r == nil {
		return
	}
	l.refer(p.expression, r, confidence)
	if !slices.ContainsFunc(r.names, func(w []string) bool { return slices.Equal(w, p.words) }) {
		r.names = append(r.names, p.words)
	}
	r.gender = cmp.Or(r.gender, p.gender)
	if p.role != nil {
		l.giveRole(r, p.role)
	}
}

// giveRole notes that the report gives a person an office.
func (l *linking) giveRole(r *referent, s *role) {
	r.said = append(r.said, s)
	l.appositions[s.title] = r
	if s.owner == nil && s.of == "" {
		s.owner, s.of = l.heldOf(r, s)
	}
	l.ownRole(s)
	if s.owner != nil && r.country == "" {
		r.country = s.owner.Country
	}
	r.gender = cmp.Or(r.gender, genderOf(s.words))
}

// heldOf is whose office a person of the base holds at the day of the report, else
// at any, that the words say without its owner: "his defence minister, Ruda Kesh"
// is that of Kesh's state, whoever "his" seems to mean.
func (l *linking) heldOf(r *referent, s *role) (owner *Entry, of string) {
	if r.entry == nil || s.past || s.future {
		return nil, ""
	}
	offices := l.offices(s)
	for _, held := range l.held(r.entry) {
		if !slices.Contains(offices, held.office) {
			continue
		}
		if covers := !l.date.IsZero() && held.Covers(l.date); covers || owner == nil {
			owner, of = l.ownerOf(held.Role), held.Of
			if covers {
				break
			}
		}
	}
	return owner, of
}

// ownerOf is the state or organisation whose office a role of the base is, nil
// where the base has none of the name.
func (l *linking) ownerOf(r Role) *Entry {
	for _, m := range l.base.byName[Fold(r.Of)] {
		if m.Type == State || m.Type == Organisation {
			return m.Entry
		}
	}
	return nil
}

// ownRole finds whose an office is by the pronoun or the organisation before it:
// "its commissioner", "a Harbour Board spokesman".
func (l *linking) ownRole(s *role) {
	if s.owner != nil {
		return
	}
	var whose *referent
	if s.possessor >= 0 {
		whose = l.possessor(s.possessor)
	}
	if whose == nil {
		return
	}
	if e := l.stateOf(whose); e != nil {
		s.owner = e
		if s.of == "" {
			s.of = e.Name
		}
	}
}

// fullName is the person whom a name of several words means: one whom the report
// has already, else the base's, else one of the report's own.
func (l *linking) fullName(p *personName) *referent {
	if e := l.baseByName(p); e != nil {
		return l.ofEntry(e)
	}
	for _, r := range l.referents {
		if r.kind == rapporteur.PersonEntity && r.known(p.words) {
			return r
		}
	}
	return l.add(&referent{kind: rapporteur.PersonEntity})
}

// ofEntry is the person of the base as an entity of the report.
func (l *linking) ofEntry(e *Entry) *referent {
	return l.keyed("person "+identity(e)+e.ID, func() *referent {
		r := &referent{kind: rapporteur.PersonEntity, entry: e, country: e.Country}
		for _, held := range l.held(e) {
			r.country = cmp.Or(r.country, held.country)
		}
		for _, n := range e.Names {
			if words := strings.Fields(Fold(n.Text)); n.By != Surname && len(words) > 1 {
				r.names = append(r.names, words)
				r.gender = cmp.Or(r.gender, givenNames[words[0]])
			}
		}
		return r
	})
}

// baseByName is the person of the base who has a name: of several the one whose
// office the report says, else who held one nearest to its day. Where the report
// gives the name another state's office, it is somebody else. A middle initial, a
// further name and another spelling of a given name count as the base's where one
// of that surname was in office about the day.
func (l *linking) baseByName(p *personName) *Entry {
	best, _ := l.mostPlausible(p, l.base.byName[strings.Join(p.words, " ")], func(m Match) bool { return m.By != Surname })
	if best != nil || len(p.words) < 2 {
		return best
	}
	best, v := l.mostPlausible(p, l.base.byName[p.words[len(p.words)-1]], func(m Match) bool {
		return m.By == Surname && m.named(p.words)
	})
	if v < inOffice {
		return nil
	}
	return best
}

// inOffice is how plausible a person of the base is who holds an office at the day
// of the report.
const inOffice = 2

// mostPlausible is the person of the matches who fits the report best, nil where
// none may be meant.
func (l *linking) mostPlausible(p *personName, matches []Match, may func(Match) bool) (best *Entry, top float64) {
	top = -1
	for _, m := range matches {
		if m.Type != Person || !may(m) {
			continue
		}
		if v := l.plausible(m.Entry, p.role); v > top {
			best, top = m.Entry, v
		}
	}
	return best, top
}

// named reports whether a full name may be one of the person's, other words for it
// aside than a surname.
func (m Match) named(words []string) bool {
	return slices.ContainsFunc(m.Names, func(n Name) bool {
		own := strings.Fields(Fold(n.Text))
		return n.By != Surname && len(own) > 1 && len(words) > 1 && sameWord(own[0], words[0]) && sameName(own, words)
	})
}

// plausible is how well a person of the base fits what the report says and its
// day, below 0 where it contradicts.
func (l *linking) plausible(e *Entry, said *role) float64 {
	v := 0.0
	if said != nil && said.owner != nil && !l.serves(e, said.owner) {
		return -2
	}
	for _, r := range e.Roles {
		switch {
		case l.date.IsZero():
		case r.Covers(l.date):
			v = max(v, inOffice)
		case r.From.IsZero() || r.To.IsZero():
			v = max(v, 0.5)
		default:
			apart := min(distance(r.From.Year, l.date.Year), distance(r.To.Year, l.date.Year))
			v = max(v, 1/float64(1+apart))
		}
	}
	if said != nil && l.everHeld(e, said) {
		v += 3
	}
	return v
}

func distance(x, y int) int { return max(x-y, y-x) }

// serves reports whether a person of the base belongs to a state or held an office
// of a state or organisation.
func (l *linking) serves(e, owner *Entry) bool {
	if e.Country != "" && e.Country == owner.Country || owner.Type != State {
		return true
	}
	for _, r := range l.held(e) {
		if r.key == identity(owner) || r.country == owner.Country {
			return true
		}
	}
	return e.Country == ""
}

// everHeld reports whether a person of the base held an office at any time.
func (l *linking) everHeld(e *Entry, said *role) bool {
	if said == nil {
		return false
	}
	offices := l.offices(said)
	return slices.ContainsFunc(l.held(e), func(r heldRole) bool { return slices.Contains(offices, r.office) })
}

// roles are the offices of a person: those of the base at the day of the report,
// and what the report says beside them.
func (l *linking) roles(r *referent) []rapporteur.Role {
	var out []rapporteur.Role
	var held []string
	if r.entry != nil && !l.date.IsZero() {
		for _, own := range l.held(r.entry) {
			if own.Covers(l.date) && !l.superseded(r.entry, own.Role) {
				out = append(out, rapporteur.Role{Title: own.Title, Of: own.Of, From: own.From.String(), To: own.To.String()})
				held = append(held, own.office)
			}
		}
	}
	for _, s := range r.said {
		role := s.said()
		same := func(o rapporteur.Role) bool {
			return Fold(o.Title) == Fold(role.Title) && (Fold(o.Of) == Fold(role.Of) || role.Of == "") || Fold(o.Title) == Fold(role.Title+" of "+role.Of) ||
				Fold(o.Title) == Fold(role.Title+" of the "+role.Of)
		}
		if slices.ContainsFunc(out, same) || !s.past && shareOffice(l.offices(s), held) {
			continue
		}
		out = append(out, role)
	}
	return out
}

// superseded reports whether another holds the office of an open role by now.
func (l *linking) superseded(e *Entry, r Role) bool {
	return r.To.IsZero() && !shared(r.Title) && !slices.ContainsFunc(l.base.Holder(r.Title, r.Of, l.date), func(h Holding) bool { return h.Entry == e })
}
