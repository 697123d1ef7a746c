package gold

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rapporteur"
)

// naming says which gold entity each entity of a record means.
type naming struct {
	record *rapporteur.Record
	// of is by the ID of an entity of the record the name of the gold one, or "?"
	// and its own name where it is none.
	of map[string]string
}

// names finds for each entity of the record the gold one that it means: the first
// that goes by its name or by the words of one of its mentions but pronouns, in
// this order; a government without such words by its country.
func names(r *Report, record *rapporteur.Record) naming {
	aliases := map[string]string{}
	set := func(key, name string) {
		if _, taken := aliases[key]; !taken {
			aliases[key] = name
		}
	}
	for _, e := range r.Entities {
		for _, words := range append([]string{e.Name}, e.Aliases...) {
			words, _, _ = strings.Cut(words, "##")
			set(plain(words), e.Name)
		}
		if e.Type == rapporteur.GovernmentEntity && e.Country != "" {
			set("gov:"+e.Country, e.Name)
		}
	}
	n := naming{record, map[string]string{}}
	for _, e := range record.Entities {
		n.of[e.ID] = "?" + e.Name
		keys := []string{plain(e.Name)}
		for _, m := range e.Mentions {
			if m.Form != rapporteur.PronounForm {
				keys = append(keys, plain(m.In(record.Report.Text)))
			}
		}
		if e.Type == rapporteur.GovernmentEntity {
			keys = append(keys, "gov:"+e.Country)
		}
		for _, key := range keys {
			if name, ok := aliases[key]; ok {
				n.of[e.ID] = name
				break
			}
		}
	}
	return n
}

// plain is a name without accents, case, marks and articles.
func plain(name string) string {
	var ascii, b strings.Builder
	for _, r := range norm.NFKD.String(name) {
		if r < utf8.RuneSelf {
			ascii.WriteRune(unicode.ToLower(r))
		}
	}
	for _, r := range strings.ReplaceAll(ascii.String(), "the ", "") {
		if r == ' ' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}

// all are the names of the gold entities that IDs of the record mean, "?" and the
// ID where the record has no such entity; no ID means none.
func (n naming) all(ids ...string) []string {
	var out []string
	for _, id := range ids {
		name, known := n.of[id]
		switch {
		case known:
			out = append(out, name)
		case id != "":
			out = append(out, "?"+id)
		}
	}
	return out
}

// place is the plain name of where an ID of the record means.
func (n naming) place(id string) string {
	if name, known := n.of[id]; known {
		id = strings.TrimLeft(name, "?")
	}
	return plain(id)
}

// found counts the gold entities but groups that an entity of the record has the
// words, the type and the country of.
func (n naming) found(r *Report) Count {
	var c Count
	for _, g := range r.Entities {
		if g.Type == rapporteur.GroupEntity {
			continue
		}
		c.Gold++
		if slices.ContainsFunc(n.record.Entities, func(e rapporteur.Entity) bool { return n.fits(g, e) }) {
			c.Hit++
		}
	}
	c.Given = c.Hit
	return c
}

// sides counts for which gold entities the record says the right side.
func (n naming) sides(r *Report) Count {
	if !slices.ContainsFunc(r.Entities, func(g Entity) bool { return g.Party != "" }) {
		return Count{}
	}
	given := map[string][]string{}
	for _, e := range n.record.Entities {
		if e.Party != "" {
			given[n.of[e.ID]] = append(given[n.of[e.ID]], n.of[e.Party])
		}
	}
	var c Count
	for _, g := range r.Entities {
		if g.Party != "" {
			c.Gold++
			if slices.Contains(given[g.Name], g.Party) {
				c.Hit++
			}
		}
		if len(given[g.Name]) > 0 {
			c.Given++
		}
	}
	return c
}

// fits reports whether an entity of the record goes by some words of a gold one and
// has its type and country.
func (n naming) fits(g Entity, e rapporteur.Entity) bool {
	if e.Type != g.Type || g.Country != "" && e.Country != g.Country {
		return false
	}
	own := map[string]bool{plain(e.Name): true}
	for _, m := range e.Mentions {
		if m.Form != rapporteur.PronounForm {
			own[plain(m.In(n.record.Report.Text))] = true
		}
	}
	return slices.ContainsFunc(append([]string{g.Name}, g.Aliases...), func(words string) bool {
		words, _, _ = strings.Cut(words, "##")
		return own[plain(words)]
	})
}
