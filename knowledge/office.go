package knowledge

import (
	"slices"
	"strings"

	"rapporteur"
)

// offices are the folded canonical names of the offices that a role may mean in
// the state of its owner, the likeliest first.
func (l *linking) offices(r *role) []string {
	if r.officesOf == nil || r.officesOwner != r.owner {
		r.officesOf, r.officesOwner = l.readOffices(r), r.owner
	}
	return r.officesOf
}

func (l *linking) readOffices(r *role) []string {
	country := ""
	if r.owner != nil {
		country = r.owner.Country
	}
	words := l.say(r.title, r.titleEnd)
	if r.portfolio {
		return []string{Fold(r.words)}
	}
	if r.plural {
		words = singular(words)
	}
	keys := l.base.titleKeys(words, country)
	if country == "" {
		// "the secretary of state": an office of one state only.
		for _, e := range l.base.titleNames[Fold(words)] {
			if key := Fold(e.Name); !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	if r.owner == nil || r.owner.Type == State {
		keys = append(l.base.leading(country, keys), keys...)
	}
	return keys
}

// leading are the offices that "leader", "head of state", "head of government" and
// "chief" mean in a state, none where none of these is among the keys.
func (b *Base) leading(country string, keys []string) []string {
	head := []string{"president", "king", "emir", "supreme leader", "pope", "chairman of the presidency", "head of the junta", "chairman of the sovereignty council", "head of the presidential council"}
	switch {
	case slices.Contains(keys, "head of state"):
		return head
	case slices.Contains(keys, "leader"):
		first := []string{"supreme leader"}
		switch {
		case parliamentary[country]:
			return append(first, append([]string{"prime minister"}, head...)...)
		case reigning[country]:
			return append([]string{"king", "emir", "crown prince", "prime minister"}, head...)
		}
		return append(first, append(head, "prime minister")...)
	}
	return nil
}

// parliamentary are the republics and monarchies whose leader is the head of
// government.
var parliamentary = setOf(`DEU ITA IND ISR IRL AUT GRC HUN CZE SVK SVN HRV BGR LVA EST FIN ISL MLT ALB MKD MNE GEO ARM ETH BGD PAK IRQ SGP
	NPL MUS TTO FJI LBN LBY SRB XKX GBR CAN AUS NZL JPN ESP PRT NLD BEL LUX DNK NOR SWE POL MYS THA KHM VUT JAM BRB`)

// reigning are the monarchies whose ruler is their leader.
var reigning = setOf(`SAU QAT KWT ARE BHR OMN JOR MAR BRN SWZ MCO LIE BTN`)

func setOf(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

// holds reports whether a person holds a role, by the report's own words or by the
// base at the day of the report, and how sure that is.
func (l *linking) holds(p *referent, r *role) bool {
	offices := l.offices(r)
	for _, s := range p.said {
		if s == r {
			return true
		}
		if s.past == r.past && l.sameOwner(s.owner, r.owner, s.of, r.of, p) && shareOffice(offices, l.offices(s)) {
			return true
		}
	}
	if p.entry == nil || r.future {
		return false
	}
	for _, held := range l.held(p.entry) {
		if held.Covers(l.date) == r.past && !l.date.IsZero() || r.owner != nil && held.key != identity(r.owner) {
			continue
		}
		if slices.Contains(offices, held.office) {
			return true
		}
	}
	return false
}

// heldRole is a role of the base by the keys of its owner and office.
type heldRole struct {
	Role
	key, country, office string
}

// held are the roles of a person of the base.
func (l *linking) held(e *Entry) []heldRole {
	if found, ok := l.heldRoles[e]; ok {
		return found
	}
	found := make([]heldRole, len(e.Roles))
	for i, r := range e.Roles {
		key, country := l.base.office(r.Of)
		office := l.base.titleKeys(r.Title, country)[0]
		if plain, _, long := strings.Cut(r.Title, " for "); long && len(l.base.titleNames[Fold(r.Title)]) == 0 {
			office = l.base.titleKeys(plain, country)[0] // "special envoy for the Middle East"
		}
		found[i] = heldRole{r, key, country, office}
	}
	l.heldRoles[e] = found
	return found
}

// sameOwner reports whether two phrases may say the same owner of an office: one
// that says none may mean any, as far as the person's country allows.
func (l *linking) sameOwner(x, y *Entry, ofX, ofY string, p *referent) bool {
	switch {
	case x != nil && y != nil:
		return x == y
	case y != nil && y.Type == State && p.country != "":
		return y.Country == p.country
	case ofX != "" && ofY != "":
		return Fold(ofX) == Fold(ofY)
	}
	return true
}

// shareOffice reports whether the two lists have an office in common; of general
// ones ("leader") the report may mean anybody's.
func shareOffice(x, y []string) bool {
	return slices.ContainsFunc(x, func(k string) bool { return slices.Contains(y, k) })
}

// holder finds who holds a role: a person of the report before a token, else one
// after it, else the one whom the base knows at the day. Of an office that the
// phrase gives to nobody the states that the report speaks of are tried.
func (l *linking) holder(r *role, before int) (*referent, float64) {
	if p := l.reported(r, before); p != nil {
		return p, byOffice
	}
	if r.past || r.future || r.plural || !r.definite && r.owner == nil {
		return nil, 0
	}
	if r.owner != nil {
		return l.heldAt(r, r.owner), byHolder
	}
	if own := l.owned(r); own != nil {
		return l.heldAt(r, own), byHolder
	}
	if r.of != "" || l.prominent == nil || l.date.IsZero() {
		return nil, 0
	}
	own := *r
	own.owner = l.prominent
	return l.heldAt(&own, l.prominent), byNoneOther
}

// reported is the person of the report who holds a role: the last one mentioned
// before the token, else the first one after it.
func (l *linking) reported(r *role, before int) *referent {
	var best *referent
	at := -1
	for _, p := range l.referents {
		if p.kind != rapporteur.PersonEntity || len(p.expressions) == 0 || !l.holds(p, r) {
			continue
		}
		last := p.lastBefore(before)
		if best == nil || last > at {
			best, at = p, last
		}
	}
	return best
}

// lastBefore is the first token of the last mention before a token, -1 where there
// is none.
func (r *referent) lastBefore(token int) int {
	last := -1
	for _, e := range r.expressions {
		if e.tokens.First < token {
			last = max(last, e.tokens.First)
		}
	}
	return last
}

// owned is the owner of an office of which there is but one in the world, nil where
// the role may be another ("the president of the European Commission").
func (l *linking) owned(r *role) *Entry {
	if offices := l.offices(r); len(offices) == 1 {
		if of := l.base.soleOwner[offices[0]]; of != "" {
			for _, m := range l.base.byName[Fold(of)] {
				if m.Type != Person {
					return m.Entry
				}
			}
		}
	}
	return nil
}

// indexSoleOwners notes the offices that are of one state or organisation only and
// say so in their names.
func (b *Base) indexSoleOwners() {
	b.soleOwner = map[string]string{}
	several := map[string]bool{}
	for key, held := range b.offices {
		office, _, _ := strings.Cut(key, "\x00")
		several[office] = several[office] || b.soleOwner[office] != ""
		b.soleOwner[office] = held[0].Role.Of
	}
	for office := range b.soleOwner {
		if titles := b.titles[office]; several[office] || len(titles) == 0 || titles[0].Name == strings.ToLower(titles[0].Name) {
			delete(b.soleOwner, office)
		}
	}
}

// maxOffices is how many offices the words of a role may mean before they say too
// little: "the minister" may be any.
const maxOffices = 14

// heads are the offices of those who lead the organisations of states.
var heads = []string{"secretary-general", "director-general", "managing director", "high commissioner", "president", "chairperson", "executive director"}

// heldAt is the person who holds a role of a state or organisation at the day of
// the report by the base, nil where nobody does.
func (l *linking) heldAt(r *role, owner *Entry) *referent {
	if l.date.IsZero() {
		return nil
	}
	offices := l.offices(r)
	if len(offices) > maxOffices {
		return nil
	}
	if full := strings.Replace(r.words, " to ", " for ", 1); r.end > r.titleEnd && full != l.say(r.title, r.titleEnd) {
		offices = append([]string{full}, offices...) // "special envoy for the Middle East"
	}
	if owner.Type == Organisation && slices.Contains(offices, "leader") {
		offices = append(slices.Clone(offices), heads...) // "the IMF chief"
	}
	for _, office := range offices {
		if plain, of := strings.CutSuffix(office, " of the "+Fold(owner.Name)); of {
			office = plain // "president of the European Commission"
		}
		held := l.base.Holder(office, owner.Name, l.date)
		if of := l.base.soleOwner[office]; len(held) == 0 && of != "" {
			held = l.base.Holder(office, of, l.date)
		}
		if len(held) == 1 || len(held) > 1 && !shared(office) {
			return l.ofEntry(held[0].Entry)
		}
		if len(held) > 1 {
			return nil
		}
	}
	return nil
}
