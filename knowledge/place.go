package knowledge

import (
	"cmp"
	_ "embed"
	"math"
	"slices"
	"strconv"
	"strings"
)

// tableFile is the embedded file that is no list of entries but table.
const tableFile = "places.txt"

// table has the towns and first-level divisions of GeoNames, one name a line, the
// lines sorted by their first field, so that a name is found by bisection where it
// lies and nothing is read at the start. Fields are separated by tabs:
//
//	folded name, name, country, GeoNames id, kind, region, latitude, longitude, population, Wikidata id
//
// and of a further name of a place:
//
//	folded name, name, country, GeoNames id, =folded own name
//
// knowledge/internal/gen writes it.
//
//go:embed data/places.txt
var table string

// The fields of a line of the table.
const (
	tableKey = iota
	tableName
	tableCountry
	tableGeoNames
	tableKind
	tableRegion
	tableLatitude
	tableLongitude
	tablePopulation
	tableID
	tableFields
)

// LookupPlace finds the places that a name names, the most prominent first: states
// and the base's own places, towns and regions of GeoNames. Its capitals must
// agree as for Lookup. A name such as "Odesa region" or "Gansu province" finds
// the region of the shorter name.
func (b *Base) LookupPlace(name string) []Match {
	found := b.places(name, true)
	if len(found) > 0 {
		return found
	}
	if short := withoutDivision(name); short != "" {
		found = slices.DeleteFunc(b.places(short, true), func(m Match) bool { return m.Kind != "region" })
	}
	return found
}

// divisions are the words for a first-level division that reports put after its
// name.
var divisions = []string{
	"region", "province", "oblast", "governorate", "state", "district", "department", "county", "prefecture", "canton", "territory", "republic",
}

// withoutDivision is a name without the word for a division at its end, "" where
// there is none.
func withoutDivision(name string) string {
	short, last, found := cutLast(strings.TrimSpace(name))
	if found && slices.Contains(divisions, Fold(last)) {
		return short
	}
	return ""
}

func cutLast(s string) (before, last string, found bool) {
	i := strings.LastIndexByte(s, ' ')
	if i < 0 {
		return "", s, false
	}
	return s[:i], s[i+1:], true
}

// places are the matches of a name, by prominence.
func (b *Base) places(name string, cased bool) []Match {
	key := Fold(name)
	if key == "" {
		return nil
	}
	found := append(slices.Clone(b.byPlace[key]), tableLookup(key)...)
	if cased {
		found = agreeing(found, name)
	}
	slices.SortStableFunc(found, func(x, y Match) int { return cmp.Compare(prominence(y, found), prominence(x, found)) })
	return uniquePlaces(found)
}

// uniquePlaces keeps the first match of each place, and of a place that the base
// has itself only that.
func uniquePlaces(matches []Match) []Match {
	var kept []Match
	for _, m := range matches {
		same := func(k Match) bool {
			return k.Entry == m.Entry || m.GeoNames != 0 && k.GeoNames == m.GeoNames || m.ID != "" && k.ID == m.ID || sameSpot(k.Entry, m.Entry)
		}
		if !slices.ContainsFunc(kept, same) {
			kept = append(kept, m)
		}
	}
	return kept
}

// sameSpot reports whether one of two places of one name is the other as the base
// writes it: in the same state, within half a degree.
func sameSpot(a, b *Entry) bool {
	const degrees = 0.5
	return a.Type == b.Type && (a.File == tableFile) != (b.File == tableFile) && a.Country == b.Country && Fold(a.Name) == Fold(b.Name) &&
		math.Abs(a.Latitude-b.Latitude) < degrees && math.Abs(a.Longitude-b.Longitude) < degrees
}

// prominence is how likely a report that does not say more means this one of the
// places of a name, in inhabitants: those of a state or capital count ten times,
// since reports on negotiations speak of them, those of a region half, and a tenth
// where a town of the name lies in it; and a further name counts a fifth of a name
// that the place is known by.
func prominence(m Match, namesakes []Match) float64 {
	p := float64(max(m.Population, 1000))
	switch {
	case m.Type == State, m.Kind == "capital":
		p *= 10
	case m.Kind == "region":
		p /= 2
		within := func(o Match) bool { return o.Region == m.Name && o.Country == m.Country && o.Kind != "region" }
		if slices.ContainsFunc(namesakes, within) {
			p /= 5
		}
	case m.File != tableFile:
		p += 1e6 // written down by hand since reports speak of it
	}
	if m.By == Alias && m.File == tableFile {
		p /= 5
	}
	return p
}

// tableLookup finds the lines of the table with a folded name.
func tableLookup(key string) []Match {
	var found []Match
	for line := range tableLines(key) {
		m, ok := tableMatch(line)
		if ok {
			found = append(found, m)
		}
	}
	return found
}

// tableMatch reads a line of the table.
func tableMatch(line string) (Match, bool) {
	f := tableRow(line)
	own, further := strings.CutPrefix(f[tableKind], "=")
	if !further {
		return Match{tableEntry(f), Canonical, f[tableName]}, true
	}
	for line := range tableLines(own) {
		if g := tableRow(line); g[tableGeoNames] == f[tableGeoNames] && g[tableKind] != f[tableKind] {
			return Match{tableEntry(g), Alias, f[tableName]}, true
		}
	}
	return Match{}, false
}

func tableRow(line string) (f [tableFields]string) {
	for i := range f {
		f[i], line, _ = strings.Cut(line, "\t")
	}
	return f
}

// tableEntry makes the entry of a place from its line.
func tableEntry(f [tableFields]string) *Entry {
	e := &Entry{
		Type: Place, Kind: f[tableKind], Name: f[tableName], ID: f[tableID], Country: f[tableCountry], Region: f[tableRegion],
		Located: true, Names: []Name{{f[tableName], Canonical}}, File: tableFile,
	}
	e.GeoNames, _ = strconv.Atoi(f[tableGeoNames]) // the generator wrote numbers, and a test reads them all
	e.Latitude, _ = strconv.ParseFloat(f[tableLatitude], 64)
	e.Longitude, _ = strconv.ParseFloat(f[tableLongitude], 64)
	e.Population, _ = strconv.Atoi(f[tablePopulation])
	return e
}

// tableLines yields the lines whose first field is key.
func tableLines(key string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for at := tableSearch(key); at < len(table); {
			line, _, _ := strings.Cut(table[at:], "\n")
			if first, _, _ := strings.Cut(line, "\t"); first != key || !yield(line) {
				return
			}
			at += len(line) + 1
		}
	}
}

// tableSearch is the offset of the first line whose first field is not below key.
func tableSearch(key string) int {
	low, high := 0, len(table) // offsets of line starts; lines before low are below key
	for low < high {
		middle := lineStart((low + high) / 2)
		line, _, _ := strings.Cut(table[middle:], "\n")
		if first, _, _ := strings.Cut(line, "\t"); first < key {
			low = middle + len(line) + 1
		} else {
			high = middle
		}
	}
	return min(low, len(table))
}

// lineStart is the offset of the first byte of the line that the byte at i is in.
func lineStart(i int) int { return strings.LastIndexByte(table[:i], '\n') + 1 }

// placeByID finds a place of the table by its Wikidata id, which costs a reading
// of the table.
func placeByID(id string) *Entry {
	i := strings.Index(table, "\t"+id+"\n")
	if id == "" || i < 0 {
		return nil
	}
	line, _, _ := strings.Cut(table[lineStart(i):], "\n")
	return tableEntry(tableRow(line))
}

// GeoNamesPlaces counts the places and the names of the table.
func GeoNamesPlaces() (places, names int) {
	for line := range strings.Lines(table) {
		names++
		if f := tableRow(line); !strings.HasPrefix(f[tableKind], "=") {
			places++
		}
	}
	return places, names
}
