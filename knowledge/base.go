package knowledge

import (
	"cmp"
	"embed"
	"slices"
)

//go:embed data/*.txt
var embedded embed.FS

// Options say what a Base holds beside what the program carries; the zero value
// is nothing.
type Options struct {
	// Files are the user's, later ones before earlier ones, all of them before
	// what the program carries.
	Files []File
	// MaxBytes is the largest file that is read, DefaultMaxBytes where 0.
	MaxBytes int64
}

// Base is all that is known. It does not change after Load and may be used by
// several goroutines at once.
type Base struct {
	entries []*Entry
	byID    map[string]*Entry
	byKey   map[string]*Entry
	// byName are the names of everything but places, byPlace those of places and
	// states, by their folded form.
	byName, byPlace map[string][]Match
	states          map[string]*Entry   // by alpha-3 code
	titles          map[string][]*Entry // by folded name
	national        map[string]*Entry   // by alpha-3 code, a space and folded name
	offices         map[string][]Holding
	folded          folded // what names fold to, while the base is made
	// titleNames are all titles, those of single states too, by folded name.
	titleNames map[string][]*Entry
	// titleStarts are the first words of titles.
	titleStarts map[string]bool
	// soleOwner is whose an office is of which there is but one.
	soleOwner map[string]string
}

// Load reads what the program carries and the files of the options. An entry of
// the same type and name as an earlier one, or with the same Wikidata id, takes
// its place: what it says wins, and keys that it lacks are kept. The error is
// the first *Problem of a file.
func Load(o Options) (*Base, error) {
	var blocks []*block
	for _, name := range carried() {
		data, err := embedded.ReadFile("data/" + name)
		if err != nil {
			return nil, err
		}
		read, problems := parseBlocks(name, string(data))
		if len(problems) > 0 {
			return nil, problems[0]
		}
		blocks = append(blocks, read...)
	}
	for _, f := range o.Files {
		read, problems := readBlocks(f, cmp.Or(o.MaxBytes, DefaultMaxBytes))
		if len(problems) > 0 {
			return nil, problems[0]
		}
		blocks = append(blocks, read...)
	}
	return newBase(blocks), nil
}

func newBase(blocks []*block) *Base {
	n := len(blocks)
	b := &Base{byID: make(map[string]*Entry, n), byKey: make(map[string]*Entry, n), folded: make(folded, 6*n)}
	b.merge(blocks)
	b.index()
	b.folded = nil
	return b
}

// carried are the names of the embedded files of entries, in order.
func carried() []string {
	files, err := embedded.ReadDir("data")
	if err != nil {
		return nil // the folder is embedded
	}
	var list []string
	for _, f := range files {
		if f.Name() != tableFile {
			list = append(list, f.Name())
		}
	}
	return list
}

// identity is under what an entry is found again when a later one means it; name
// is its folded name.
func (e *Entry) identity(name string) string {
	if e.Type == Place {
		return string(e.Type) + "\x00" + e.Country + "\x00" + name
	}
	return string(e.Type) + "\x00" + name
}

// fold is Fold, remembered while the base is made.
func (b *Base) fold(name string) string {
	if b.folded == nil {
		return Fold(name)
	}
	return b.folded.fold(name)
}

// merge joins blocks that mean the same into one entry, at the earliest one's
// place.
func (b *Base) merge(blocks []*block) {
	kept := make(map[*Entry]*block, len(blocks))
	for _, next := range blocks {
		e := b.earlier(next.Entry)
		if e == nil {
			e = next.Entry
			b.entries = append(b.entries, e)
			kept[e] = next
		} else {
			merged := kept[e].override(next)
			*e = *merged.Entry
			merged.Entry = e
			kept[e] = merged
		}
		b.know(e)
	}
	for _, last := range kept {
		last.finish()
	}
}

// know makes an entry found by its id and name.
func (b *Base) know(e *Entry) {
	if e.ID != "" {
		b.byID[e.ID] = e
	}
	b.byKey[e.identity(b.fold(e.Name))] = e
}

// earlier is the entry that e means too, nil where there is none. Two entries of
// one name with different ids are two.
func (b *Base) earlier(e *Entry) *Entry {
	if e.ID != "" {
		if old := b.byID[e.ID]; old != nil && old.Type == e.Type {
			return old
		}
	}
	old := b.byKey[e.identity(b.fold(e.Name))]
	if old != nil && old.ID != "" && e.ID != "" && old.ID != e.ID {
		return nil
	}
	return old
}

// override is b with what a later block says: the fields whose key the later one
// lacks, and all of the later one's.
func (b *block) override(later *block) *block {
	merged := &block{Entry: &Entry{Type: b.Type, Name: later.Name, File: later.File, Line: later.Line}}
	fields := slices.DeleteFunc(slices.Clone(b.fields), func(f field) bool { return later.has(f.key) })
	if b.Name != later.Name && !later.has("also") {
		fields = append(fields, field{"also", b.Name})
	}
	for _, f := range append(fields, later.fields...) {
		merged.set(f.key, f.value) // no problem: both blocks were read without one
	}
	return merged
}

// index fills the maps that lookups read.
func (b *Base) index() {
	b.byName, b.byPlace = make(map[string][]Match, 4*len(b.entries)), make(map[string][]Match, len(b.entries)/2)
	b.states, b.titles, b.national = map[string]*Entry{}, map[string][]*Entry{}, map[string]*Entry{}
	for _, e := range b.entries {
		switch e.Type {
		case Title:
			b.indexTitle(e)
			continue
		case State:
			if e.Alpha2 != "" && e.Dissolved.IsZero() {
				b.states[e.Country] = e
			}
		}
		for _, n := range e.Names {
			key := b.fold(n.Text)
			m := Match{e, n.By, n.Text}
			if e.Type != Place {
				b.byName[key] = append(b.byName[key], m)
			}
			if e.Type == Place || e.Type == State && namesTerritory(n.By) {
				b.byPlace[key] = append(b.byPlace[key], m)
			}
		}
	}
	b.indexTitleNames()
	b.indexRoles()
	b.indexSoleOwners()
}

// namesTerritory reports whether a state's name of this kind means its land too.
func namesTerritory(by Naming) bool {
	switch by {
	case Adjective, Demonym, Seat, Capital:
		return false
	}
	return true
}

// Entries are all entries but the towns and regions of GeoNames, in the order of
// the files. The slice must not be changed.
func (b *Base) Entries() []*Entry { return b.entries }

// ByID is the entry with a Wikidata id, nil where the base has none.
func (b *Base) ByID(id string) *Entry {
	if e := b.byID[id]; e != nil {
		return e
	}
	return placeByID(id)
}

// State is the state of an ISO 3166-1 alpha-3 code, nil where there is none.
func (b *Base) State(alpha3 string) *Entry { return b.states[alpha3] }

// Lookup finds the persons, states and organisations that a name names, as
// written in a report: in any case and spelling that Fold brings together, as
// long as its capitals agree ("turkey", "us" and "who" name nobody). Own names
// come before what a name stands for (seats, capitals) and before surnames;
// within these, states and organisations before persons, who come in the order of
// their latest role, newest first.
func (b *Base) Lookup(name string) []Match {
	return ranked(agreeing(b.byName[Fold(name)], name))
}

// Find is Lookup and LookupPlace together, whatever the case of the name.
func (b *Base) Find(name string) []Match {
	found := ranked(slices.Clone(b.byName[Fold(name)]))
	seen := map[*Entry]bool{}
	for _, m := range found {
		seen[m.Entry] = true
	}
	for _, m := range b.places(name, false) {
		if !seen[m.Entry] {
			found = append(found, m)
		}
	}
	return found
}

// agreeing are the matches whose capitals agree with the name as written.
func agreeing(matches []Match, name string) []Match {
	var kept []Match
	for _, m := range matches {
		if caseAgrees(name, m.As) {
			kept = append(kept, m)
		}
	}
	return kept
}

// ranked sorts matches and keeps the first of each entry.
func ranked(matches []Match) []Match {
	slices.SortStableFunc(matches, func(a, b Match) int {
		return cmp.Or(
			cmp.Compare(indirectness(a), indirectness(b)),
			cmp.Compare(latest(b.Entry), latest(a.Entry)),
		)
	})
	seen := map[*Entry]bool{}
	return slices.DeleteFunc(matches, func(m Match) bool {
		again := seen[m.Entry]
		seen[m.Entry] = true
		return again
	})
}

// indirectness orders the ways of naming, the most direct first.
func indirectness(m Match) int {
	person := 0
	if m.Type == Person {
		person = 1
	}
	switch m.By {
	case Canonical, Abbreviation, Official:
		return person
	case Surname:
		return 8
	case Seat, Capital:
		return 6
	}
	return 2 + person
}

// latest is the year in which a person's last role began, 0 for others.
func latest(e *Entry) (year int) {
	for _, r := range e.Roles {
		year = max(year, r.From.Year)
	}
	return year
}

// Is reports whether a name, in any case, is one of the entry's own.
func (e *Entry) Is(name string) bool {
	folded := Fold(name)
	return slices.ContainsFunc(e.Names, func(n Name) bool { return Fold(n.Text) == folded })
}

// All returns the entry's names of one kind.
func (e *Entry) All(by Naming) []string {
	var list []string
	for _, n := range e.Names {
		if n.By == by {
			list = append(list, n.Text)
		}
	}
	return list
}
