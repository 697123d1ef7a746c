package knowledge

import (
	"cmp"
	"slices"
	"strings"
)

// Holding is a person in an office.
type Holding struct {
	*Entry
	Role Role
}

// Holder finds who held an office on a date: none where it was vacant or the base
// does not know, several where the dates overlap, the one who came last first.
// The title may be any name that a Title of the base has, in the words of the
// state ("secretary of state" of the USA is its minister of foreign affairs), with
// "acting" before it or not; of is any name of the state or organisation. A role
// without an end ends where the next holder's begins, but for offices that
// several hold at once. Of two offices that a title may mean, such as the top
// diplomat of a state and of the European Union, that one counts which was held at
// of. The zero Date finds all who ever held it.
func (b *Base) Holder(title, of string, date Date) []Holding {
	of, country := b.office(of)
	var found []Holding
	for _, key := range b.titleKeys(title, country) {
		held := b.offices[key+"\x00"+of]
		for _, h := range held {
			if h.Role.Covers(date) {
				found = append(found, h)
			}
		}
		if len(held) > 0 {
			break
		}
	}
	if date.IsZero() {
		return found
	}
	found = slices.CompactFunc(found, func(x, y Holding) bool { return x.Entry == y.Entry })
	if !shared(title) {
		found = slices.DeleteFunc(found, func(h Holding) bool { return superseded(h, found) })
	}
	return found
}

// superseded reports whether a role is only thought to go on because its end is
// not written down.
func superseded(h Holding, others []Holding) bool {
	return h.Role.To.IsZero() && slices.ContainsFunc(others, func(o Holding) bool {
		return o.Entry != h.Entry && !h.Role.From.IsZero() && h.Role.From.before(o.Role.From)
	})
}

// shared reports whether several may hold an office at once.
func shared(title string) bool {
	title, _, _ = strings.Cut(Fold(title), " for ")
	first, _, _ := strings.Cut(title, " ")
	last := title[strings.LastIndexByte(title, ' ')+1:]
	return slices.Contains([]string{"deputy", "envoy", "special", "adviser", "negotiator", "member", "mediator", "spokesperson", "presidential"}, first) ||
		slices.Contains([]string{"aide", "delegate", "envoy"}, last)
}

// office is the key and the country of what a role is of: an entry that the name
// names, else the name itself.
func (b *Base) office(of string) (key, country string) {
	name := b.fold(of)
	for _, m := range b.byName[name] {
		if m.Type != Person && indirectness(m) < 6 {
			return m.identity(b.fold(m.Name)), m.Country
		}
	}
	for _, m := range b.byName[name] {
		if m.By == Seat { // the spokesman of the Kremlin
			return m.identity(b.fold(m.Name)), m.Country
		}
	}
	return name, ""
}

// Office is the canonical name of a title in a state, given by its alpha-3 code
// or "": "foreign secretary" in GBR is "minister of foreign affairs". A mandate is
// kept: an "envoy to the Horn of Africa" is a "special envoy for horn of africa".
// A title that the base lacks is returned folded, with a nil Entry.
func (b *Base) Office(title, country string) (string, *Entry) {
	if list := b.titlesOf(Fold(title), country); len(list) > 0 {
		return list[0].Name, list[0]
	}
	head, tail := mandate(Fold(title))
	if list := b.titlesOf(head, country); len(list) > 0 && tail != "" {
		return list[0].Name + " for " + tail, list[0]
	}
	return Fold(title), nil
}

// titlesOf are the titles that a folded phrase may mean in a state, the likeliest
// first.
func (b *Base) titlesOf(folded, country string) []*Entry {
	if e := b.national[country+" "+folded]; e != nil {
		return []*Entry{e}
	}
	return b.titles[folded]
}

// mandate splits a folded title such as "special envoy for yemen" before its
// preposition; tail is empty where there is none.
func mandate(folded string) (head, tail string) {
	first := len(folded)
	for _, preposition := range [...]string{" for ", " to ", " at "} {
		if i := strings.Index(folded, preposition); i >= 0 && i < first {
			first, tail = i, strings.TrimPrefix(folded[i+len(preposition):], "the ")
		}
	}
	return folded[:first], tail
}

// titleKeys are the folded canonical names of what a title may mean, without
// "acting" and the like.
func (b *Base) titleKeys(title, country string) []string {
	folded := b.fold(title)
	for _, prefix := range [...]string{"acting ", "interim ", "caretaker ", "transitional "} {
		folded = strings.TrimPrefix(folded, prefix)
	}
	suffix := ""
	titles := b.titlesOf(folded, country)
	if len(titles) == 0 {
		var head string
		if head, suffix = mandate(folded); suffix != "" {
			titles, suffix = b.titlesOf(head, country), " for "+suffix
		}
	}
	var keys []string
	for _, e := range titles {
		keys = append(keys, b.fold(e.Name)+suffix)
	}
	if len(keys) == 0 {
		return []string{folded}
	}
	return keys
}

func (b *Base) indexTitle(e *Entry) {
	for _, n := range e.Names {
		key := b.fold(n.Text)
		switch list := b.titles[key]; {
		case slices.Contains(list, e): // "vice-president" is "vice president"
		case n.By == Canonical:
			b.titles[key] = slices.Insert(list, 0, e)
		default:
			b.titles[key] = append(list, e)
		}
	}
	for _, n := range e.National {
		b.national[n.Country+" "+b.fold(n.Text)] = e
	}
}

// indexRoles sorts all roles by office, newest first.
func (b *Base) indexRoles() {
	b.offices = make(map[string][]Holding, len(b.entries))
	for _, e := range b.entries {
		for _, r := range e.Roles {
			of, country := b.office(r.Of)
			key := b.titleKeys(r.Title, country)[0] + "\x00" + of
			b.offices[key] = append(b.offices[key], Holding{e, r})
		}
	}
	for _, list := range b.offices {
		slices.SortStableFunc(list, func(x, y Holding) int {
			return cmp.Or(
				cmp.Compare(y.Role.From.Year, x.Role.From.Year),
				cmp.Compare(y.Role.From.Month, x.Role.From.Month),
				cmp.Compare(y.Role.From.Day, x.Role.From.Day),
			)
		})
	}
}
