package knowledge

import (
	"math"
	"slices"
	"strings"

	"rapporteur"
)

// surroundings are what a report says of where it takes place, by which one of
// several places of a name is chosen.
type surroundings struct {
	// qualified are the places by their folded names that the report names with the
	// state or region in which they lie; within is the state of those that the base
	// does not have there.
	qualified map[string]*Entry
	within    map[string]string
	// states are the folded names, a state's own, its people's and its seats', by
	// which the report names each state, by alpha-3 code.
	states map[string]map[string]bool
	// regions are the first-level divisions that it names, by region.
	regions map[region]bool
	// sure are the places that can be no others.
	sure []*Entry
	// outlet is the state of who published it, by alpha-3 code.
	outlet string
}

// region is a first-level division of a state.
type region struct{ country, name string }

// nearby is by how much each thing that speaks for a place makes it likelier, as if
// it had so many times its inhabitants: its state is named, its region is named,
// another place of the report is close, the outlet is of its state.
const nearby = 20

// closeBy is how many kilometres apart places are close.
const closeBy = 150

// readSurroundings reads them from the report's names.
func (l *linking) readSurroundings() {
	s := &l.around
	s.qualified, s.within = map[string]*Entry{}, map[string]string{}
	s.states, s.regions = map[string]map[string]bool{}, map[region]bool{}
	s.outlet = l.outletState()
	for i, k := range l.known {
		if k.end > 0 && k.entry().Type == State && !l.qualifies(i) {
			s.name(k.entry().Country, Fold(l.say(i, k.end)))
		}
	}
	for _, e := range l.expressions {
		if e.name == e && !l.personal(e) {
			l.readQualified(e)
		}
	}
	for _, e := range l.expressions {
		if e.name == e && !l.personal(e) {
			l.readSure(e)
		}
	}
}

// name notes that a state is named.
func (s *surroundings) name(country, name string) {
	if s.states[country] == nil {
		s.states[country] = map[string]bool{}
	}
	s.states[country][name] = true
}

// names reports whether a state is named otherwise than by a name.
func (s *surroundings) names(country, but string) bool {
	named := s.states[country]
	return len(named) > 1 || len(named) == 1 && !named[but]
}

// outletState is the state of the outlet, by what the base knows of it and by the
// end of its address, "" where neither tells.
func (l *linking) outletState() string {
	for _, m := range l.base.byName[Fold(l.doc.Outlet)] {
		if m.Type == Organisation && m.Country != "" {
			return m.Country
		}
	}
	_, address, _ := strings.Cut(l.doc.URL, "://")
	host, _, _ := strings.Cut(address, "/")
	host, _, _ = strings.Cut(host, ":")
	ending := strings.ToUpper(host[strings.LastIndexByte(host, '.')+1:])
	switch ending {
	case "UK":
		return "GBR"
	case "TV", "ME", "IO", "CO", "AI", "FM", "LY", "CC": // sold to all the world
		return ""
	}
	for _, state := range l.base.states {
		if state.Alpha2 == ending {
			return state.Country
		}
	}
	return ""
}

// qualifies reports whether a token stands behind a place and a comma, as the state
// or region in which that lies.
func (l *linking) qualifies(t int) bool {
	return l.small(t-1) == "," && l.named[max(0, t-2)] != nil && t >= 2 && l.placeName(t-2)
}

// readQualified notes a place that the report names with the state or region in
// which it lies ("London, Ontario"); elsewhere in it the name means the same. Where
// the base has no such place there, it is none of the others of the name.
func (l *linking) readQualified(e *expression) {
	next := l.nameAt(e.tokens.End + 1)
	if l.small(e.tokens.End) != "," || next == nil {
		return
	}
	words, in := l.say(e.tokens.First, e.tokens.End), l.say(next.tokens.First, next.tokens.End)
	key := Fold(words)
	if l.around.qualified[key] != nil || l.around.within[key] != "" {
		return
	}
	found := l.base.LookupPlace(words)
	if p := l.placeWithin(found, in); p != nil {
		l.around.qualified[key] = p
		if state := l.base.State(p.Country); state.Is(in) {
			l.around.name(p.Country, Fold(in))
		} else if r := l.regionOf(p); r != nil {
			l.around.qualified[Fold(in)] = r // "Athens, Georgia": the region, not the state of the name
		}
		return
	}
	listed := len(found) > 0 && (found[0].Type == State || found[0].Kind == "capital" || found[0].Kind == "region")
	if r := l.base.LookupPlace(in); !listed && len(r) > 0 && r[0].Kind == "region" {
		l.around.within[key] = r[0].Country
	}
}

// placeWithin is the first of the places that lies in the state or region of a
// name.
func (l *linking) placeWithin(found []Match, in string) *Entry {
	regions := l.base.LookupPlace(in)
	for _, m := range found {
		if state := l.base.State(m.Country); state != nil && state.Is(in) && m.Type == Place {
			return m.Entry
		}
		lies := func(r Match) bool { return r.Kind == "region" && m.Region == r.Name && m.Country == r.Country }
		if m.Region != "" && slices.ContainsFunc(regions, lies) {
			return m.Entry
		}
	}
	return nil
}

// regionOf is the first-level division in which a place lies, nil where the base
// has none.
func (l *linking) regionOf(p *Entry) *Entry {
	for _, m := range l.base.LookupPlace(p.Region) {
		if m.Kind == "region" && m.Country == p.Country && m.Name == p.Region {
			return m.Entry
		}
	}
	return nil
}

// readSure notes the region or place that a name means if it can mean no other: it
// is qualified, the only one of the name, or outweighs the others.
func (l *linking) readSure(e *expression) {
	words := l.say(e.tokens.First, e.tokens.End)
	if p := l.around.qualified[Fold(words)]; p != nil {
		l.around.take(p)
		return
	}
	found := l.base.LookupPlace(words)
	if len(found) == 0 || found[0].Type != Place || l.around.within[Fold(words)] != "" {
		return
	}
	if len(found) == 1 || prominence(found[0], found) > nearby*prominence(found[1], found) {
		l.around.take(found[0].Entry)
	}
}

// take notes a place that is sure.
func (s *surroundings) take(p *Entry) {
	if slices.Contains(s.sure, p) {
		return
	}
	if p.Kind == "region" {
		s.regions[region{p.Country, p.Name}] = true
	} else {
		s.sure = append(s.sure, p)
		if p.Region != "" {
			s.regions[region{p.Country, p.Region}] = true
		}
	}
}

// speaksFor is how many things of the report speak for a place of a name.
func (l *linking) speaksFor(m Match, key string) (n int) {
	s := &l.around
	if s.names(m.Country, key) {
		n++
	}
	if s.outlet != "" && s.outlet == m.Country {
		n++
	}
	own := m.Region
	if m.Kind == "region" {
		own = m.Name
	}
	if s.regions[region{m.Country, own}] {
		n++
	}
	close := func(p *Entry) bool { return p != m.Entry && Fold(p.Name) != key && kilometres(p, m.Entry) < closeBy }
	if m.Located && m.Kind != "region" && slices.ContainsFunc(s.sure, close) {
		n++
	}
	return n
}

// placeEntry is the place of the base that a name means: that in the state or
// region named with it, else the one for which its inhabitants and what the report
// says speak most; nil where the base has none there.
func (l *linking) placeEntry(words string) *Entry {
	key := Fold(words)
	if p := l.around.qualified[key]; p != nil || l.around.within[key] != "" {
		return p
	}
	if points[key] {
		return nil
	}
	found := l.base.LookupPlace(words)
	var best *Entry
	top := 0.0
	for _, m := range found {
		if v := prominence(m, found) * math.Pow(nearby, float64(l.speaksFor(m, key))); v > top {
			best, top = m.Entry, v
		}
	}
	return best
}

// points are no names of places by themselves, though somewhere a region has them.
var points = setOf("north south east west center centre central")

// namesake is a town or region of another state that has the name of a state in a
// report that says nothing else of that state and is set where the other lies:
// "Georgia" in a report on Atlanta. It is nil where the name means the state.
func (l *linking) namesake(words string, state *Entry) *Entry {
	key := Fold(words)
	if p := l.around.qualified[key]; p != nil && p.Country != state.Country {
		return p
	}
	if l.around.names(state.Country, key) || l.around.outlet == state.Country {
		return nil
	}
	var best *Entry
	top := 1 // one thing alone may be chance
	for _, m := range l.base.LookupPlace(words) {
		if n := l.speaksFor(m, key); m.Type == Place && m.Country != state.Country && n > top {
			best, top = m.Entry, n
		}
	}
	return best
}

// linkPlace links the name of a place: a town or region of the base, else one of
// the report's own. A place that speaks is the government of a state that the base
// lacks.
func (l *linking) linkPlace(e *expression, words string) {
	if l.source[e.head] && l.sourceHead(e) {
		r := l.keyed("government "+Fold(words), func() *referent { return &referent{kind: rapporteur.GovernmentEntity} })
		l.refer(e, r, byNoneOther)
		return
	}
	if found := l.placeEntry(words); found != nil {
		l.refer(e, l.territory(found, found.Name), byOwnWords)
		return
	}
	country := l.around.within[Fold(words)]
	if owner := l.stateWithin(e); owner != nil {
		country = owner.Country
	}
	if next := e.tokens.End + 1; l.small(e.tokens.End) == "," && next < len(l.known) && l.known[next].end > 0 && l.known[next].entry().Type == State {
		country = l.known[next].entry().Country
	}
	r := l.namedPlace(words, country)
	if r.country == "" {
		r.country = country
	}
	l.refer(e, r, byOwnWords)
}

// kilometres is the great-circle distance of two places, infinite where one has no
// coordinates.
func kilometres(a, b *Entry) float64 {
	if !a.Located || !b.Located {
		return math.Inf(1)
	}
	const radius, degree = 6371, math.Pi / 180
	dLat, dLon := (b.Latitude-a.Latitude)*degree/2, (b.Longitude-a.Longitude)*degree/2
	h := math.Pow(math.Sin(dLat), 2) + math.Cos(a.Latitude*degree)*math.Cos(b.Latitude*degree)*math.Pow(math.Sin(dLon), 2)
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(h)))
}
