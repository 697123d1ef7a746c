package history

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rapporteur"
)

// Who is someone who takes part in a fact, as it is compared across reports.
type Who struct {
	// Name is for people to read.
	Name    string
	Type    rapporteur.EntityType
	Country string `json:",omitempty"`
	KB      string `json:",omitempty"`
	// Names are all names that the report has for it, folded; for one without a name
	// its description.
	Names []string
	// Roles are its offices with whom they are held for, folded.
	Roles []string `json:",omitempty"`
	// Unnamed says that the report has no name for it; Beside are then the names of those
	// with whom it sits at a table, folded.
	Unnamed bool     `json:",omitempty"`
	Beside  []string `json:",omitempty"`
}

// cast is who takes part in a report.
type cast struct {
	text string
	of   map[string]*rapporteur.Entity
	// beside are the folded names of the other sides of the meetings of each.
	beside map[string][]string
}

func newCast(r *rapporteur.Record) cast {
	c := cast{r.Report.Text, make(map[string]*rapporteur.Entity, len(r.Entities)), map[string][]string{}}
	for i := range r.Entities {
		c.of[r.Entities[i].ID] = &r.Entities[i]
	}
	for _, m := range r.Meetings {
		for _, a := range m.Parties {
			for _, b := range m.Parties {
				if x, y := c.side(a), c.of[c.side(b)]; y != nil && x != y.ID {
					c.beside[x] = append(c.beside[x], fold(y.Name))
				}
			}
		}
	}
	return c
}

// all are those of the IDs that the record knows, each once.
func (c cast) all(ids ...string) []Who {
	var out []Who
	for i, id := range ids {
		if e := c.of[id]; e != nil && !slices.Contains(ids[:i], id) {
			out = append(out, c.who(e))
		}
	}
	return out
}

// maxParties is how far an entity is followed to the side for which it acts: a
// spokesman for a ministry, the ministry for its state.
const maxParties = 3

// side is the ID of whom an entity acts for in the end, its own where for nobody else.
func (c cast) side(id string) string {
	for range maxParties {
		e := c.of[id]
		if e == nil || e.Party == "" || c.of[e.Party] == nil {
			return id
		}
		id = e.Party
	}
	return id
}

// sides are those for whom the entities act.
func (c cast) sides(ids ...string) []Who {
	var out []string
	for _, id := range ids {
		if side := c.side(id); side != "" && !slices.Contains(out, side) {
			out = append(out, side)
		}
	}
	return c.all(out...)
}

func (c cast) who(e *rapporteur.Entity) Who {
	name := strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(e.Name, "'s"), "’s"), "'’")
	w := Who{Name: name, Type: e.Type, Country: e.Country, KB: e.KB, Names: []string{fold(name)}}
	for _, m := range e.Mentions {
		if m.Form != rapporteur.NameForm || m.End > len(c.text) {
			continue
		}
		if name := fold(m.In(c.text)); !slices.Contains(w.Names, name) {
			w.Names = append(w.Names, name)
		}
	}
	for _, r := range e.Roles {
		if r.Title != "" && r.Of != "" {
			w.Roles = append(w.Roles, fold(r.Title)+" | "+fold(r.Of))
		}
	}
	w.Unnamed = e.KB == "" && len(w.Names) == 1 && !slices.ContainsFunc(e.Mentions, func(m rapporteur.EntityMention) bool {
		return m.Form == rapporteur.NameForm
	})
	w.Beside = slices.Compact(slices.Sorted(slices.Values(c.beside[e.ID])))
	slices.Sort(w.Names)
	slices.Sort(w.Roles)
	return w
}

// fold is a name without case, marks, articles and forms of address.
func fold(name string) string {
	bare := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		case r == '’' || r == '\'' || r == '.':
			return -1
		}
		return ' '
	}, norm.NFD.String(name))
	words := strings.Fields(bare)
	for len(words) > 1 && addresses[words[0]] {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// addresses are words before a name that are no part of it.
var addresses = setOf(`the a an mr mrs ms miss dr sir madam he general gen colonel col major maj captain capt lieutenant lt
	admiral president minister senator governor ambassador sheikh`)

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// is reports whether two reports mean the same by a and b: by the knowledge base where
// both are known to it, else by names, an office, or, states, by the country.
func (a *Who) is(b *Who) bool {
	switch {
	case a.KB != "" && b.KB != "":
		return a.KB == b.KB
	case (a.Type == rapporteur.PersonEntity) != (b.Type == rapporteur.PersonEntity):
		return false
	case a.Type == rapporteur.GovernmentEntity && b.Type == a.Type && a.Country != "" && b.Country != "":
		return a.Country == b.Country
	}
	return shares(a.Names, b.Names) || shares(a.Roles, b.Roles) || a.standsFor(b) ||
		slices.ContainsFunc(a.Names, func(x string) bool {
			return slices.ContainsFunc(b.Names, func(y string) bool { return a.shortened(x, y) || a.shortened(y, x) })
		})
}

// standsFor reports whether two bodies are the same although no name says so: of the same
// country as far as known, one's name is made of words of the other's, of one alone where
// both sit across from the same side, or one has none and both sit so.
func (a *Who) standsFor(b *Who) bool {
	if !a.body() || !b.body() || a.Country != "" && b.Country != "" && a.Country != b.Country {
		return false
	}
	if (a.Unnamed || b.Unnamed) && shares(a.Beside, b.Beside) {
		return true
	}
	return slices.ContainsFunc(a.Names, func(x string) bool {
		return slices.ContainsFunc(b.Names, func(y string) bool {
			n := max(madeOf(x, y), madeOf(y, x))
			return n > 1 || n == 1 && shares(a.Beside, b.Beside)
		})
	})
}

// manyWorded reports whether it may be the same as a body with which it shares no name, an
// office, initials or a side across from it: by two words of a longer name.
func (a Who) manyWorded() bool {
	return a.body() && slices.ContainsFunc(a.Names, func(name string) bool { return madeOf(name, name) > 1 })
}

// body reports whether it may be an organisation or a group that acts as one.
func (a *Who) body() bool {
	return a.Type == rapporteur.OrganisationEntity || a.Type == rapporteur.GroupEntity
}

// madeOf is how many words a name has where all of them stand in a longer one, else 0.
func madeOf(short, long string) int {
	have := setOf(long)
	n := 0
	for _, w := range strings.Fields(short) {
		if functionWords[w] {
			continue
		}
		if n++; !have[w] {
			return 0
		}
	}
	return n
}

// shortened reports whether a name is short for a longer one: a person's last name, the
// first letters of an organisation's words.
func (a *Who) shortened(short, long string) bool {
	if a.Type == rapporteur.PersonEntity {
		return len(short) > 2 && strings.HasSuffix(long, " "+short)
	}
	return len(short) > 2 && short == initials(long)
}

// initials are the first letters of the words of a name that are not small words.
func initials(name string) string {
	var b strings.Builder
	for _, w := range strings.Fields(name) {
		if !functionWords[w] {
			b.WriteString(w[:1])
		}
	}
	return b.String()
}

func shares(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// common is how many of a are among b.
func common(a, b []Who) (n int) {
	for i := range a {
		if slices.ContainsFunc(b, func(w Who) bool { return a[i].is(&w) }) {
			n++
		}
	}
	return n
}

// agreement is which part of the shorter of two lists is in the other, from 0 to 1;
// known is false where one is empty.
func agreement(a, b []Who) (part float64, known bool) {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0, false
	}
	return float64(common(a, b)) / float64(len(a)), true
}
