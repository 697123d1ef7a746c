package knowledge

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// carriedBlocks are the blocks of the embedded files.
func carriedBlocks(t *testing.T) []*block {
	t.Helper()
	var all []*block
	for _, name := range carried() {
		data, err := embedded.ReadFile("data/" + name)
		if err != nil {
			t.Fatal(err)
		}
		blocks, problems := parseBlocks(name, string(data))
		for _, p := range problems {
			t.Error(p)
		}
		all = append(all, blocks...)
	}
	return all
}

// TestCarriedOnce finds entries that would silently become one, and ids given
// to two.
func TestCarriedOnce(t *testing.T) {
	names, ids := map[string]*block{}, map[string]*block{}
	for _, b := range carriedBlocks(t) {
		b.finish()
		if old := names[b.identity(Fold(b.Name))]; old != nil {
			t.Errorf("%s:%d: %s %s is at %s:%d too", b.File, b.Line, b.Type, b.Name, old.File, old.Line)
		}
		names[b.identity(Fold(b.Name))] = b
		if b.ID == "" {
			continue
		}
		// A region may be at once a place and a state.
		if old := ids[b.ID+string(b.Type)]; old != nil {
			t.Errorf("%s:%d: %s is %s at %s:%d too", b.File, b.Line, b.ID, old.Name, old.File, old.Line)
		}
		ids[b.ID+string(b.Type)] = b
	}
}

// TestCarriedResolves holds every name in the embedded files that means another
// entry against the base.
func TestCarriedResolves(t *testing.T) {
	b := load(t)
	for _, e := range b.Entries() {
		fail := func(what, name string) {
			t.Errorf("%s:%d: %s: %s %q is not in the base", e.File, e.Line, e.Name, what, name)
		}
		if e.Country != "" && b.State(e.Country) == nil {
			fail("country", e.Country)
		}
		for _, r := range e.Roles {
			if !b.resolves(r.Of) {
				fail("role of", r.Of)
			}
		}
		for _, n := range e.National {
			if b.State(n.Country) == nil {
				fail("country", n.Country)
			}
		}
		if e.Parent != "" && !slices.ContainsFunc(b.Lookup(e.Parent), func(m Match) bool { return m.Type == Organisation }) {
			fail("parent", e.Parent)
		}
		if e.Type == State && e.Capital != "" && e.Alpha2 != "" && len(b.LookupPlace(e.Capital)) == 0 {
			fail("capital", e.Capital)
		}
		if e.Type == Organisation && e.Kind == "" || e.Type == Place && (e.Kind == "" || !e.Located) {
			t.Errorf("%s:%d: %s has no kind or coordinates", e.File, e.Line, e.Name)
		}
	}
}

// TestCarriedRoles finds two holders of one office at a time, among offices that
// one holds alone.
func TestCarriedRoles(t *testing.T) {
	b := load(t)
	single := []string{"president", "prime minister", "minister of foreign affairs", "minister of defence", "secretary-general"}
	for _, e := range b.Entries() {
		for i, r := range e.Roles {
			if !slices.Contains(single, r.Title) {
				continue
			}
			for _, other := range e.Roles[i+1:] {
				if r.Title == other.Title && r.Of == other.Of && overlaps(r, other) && r.To != other.From && r.From != other.To && !r.To.IsZero() && !other.To.IsZero() {
					t.Errorf("%s:%d: %s is %s of %s twice at a time", e.File, e.Line, e.Name, r.Title, r.Of)
				}
			}
		}
	}
}

// TestTitlesOnce finds words that two titles claim, other than those whose office
// decides.
func TestTitlesOnce(t *testing.T) {
	b := load(t)
	twice := 0
	for word, list := range b.titles {
		canonical := 0
		for _, e := range list {
			if Fold(e.Name) == word {
				canonical++
			}
		}
		if canonical > 1 {
			t.Errorf("%q names two titles", word)
		}
		if len(list) > 1 {
			twice++
		}
	}
	if twice > 20 {
		t.Errorf("%d words are claimed by several titles", twice)
	}
}

// TestTable reads every line of the table of places.
func TestTable(t *testing.T) {
	b := load(t)
	last := ""
	places, names := 0, 0
	for line := range strings.Lines(table) {
		line = strings.TrimSuffix(line, "\n")
		f := tableRow(line)
		bad := func(why string) { t.Errorf("places.txt: %q: %s", line, why) }
		names++
		if f[tableKey] < last {
			bad("is not in order")
		}
		last = f[tableKey]
		if f[tableKey] != Fold(f[tableName]) {
			bad("the first field is not the name folded, which is " + Fold(f[tableName]))
		}
		if b.State(f[tableCountry]) == nil {
			bad("the country is not in the base")
		}
		if strings.HasPrefix(f[tableKind], "=") {
			if _, ok := tableMatch(line); !ok {
				bad("names no place")
			}
			continue
		}
		places++
		lat, err1 := strconv.ParseFloat(f[tableLatitude], 64)
		lon, err2 := strconv.ParseFloat(f[tableLongitude], 64)
		_, err3 := strconv.Atoi(f[tablePopulation])
		id, err4 := strconv.Atoi(f[tableGeoNames])
		if err1 != nil || err2 != nil || err3 != nil || err4 != nil || lat < -90 || lat > 90 || lon < -180 || lon > 180 || id <= 0 {
			bad("a number is wrong")
		}
		if strings.Count(line, "\t") != tableFields-1 {
			bad("has too many or too few fields")
		}
	}
	if places < 25_000 {
		t.Errorf("%d places, fewer than 25,000", places)
	}
	if p, n := GeoNamesPlaces(); p != places || n != names {
		t.Errorf("GeoNamesPlaces counts %d and %d, not %d and %d", p, n, places, names)
	}
}
