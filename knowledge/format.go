package knowledge

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// File is one file of the text format that Format describes.
type File struct {
	// Name is what errors call it.
	Name string
	Data io.Reader
}

// Problem is one thing that is wrong with a line of a file.
type Problem struct {
	File string
	// Line counts from 1, 0 where the whole file is meant.
	Line int
	Text string
}

// Error is one line: file, line number, what is wrong.
func (p *Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Text
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
}

// DefaultMaxBytes is the largest file that is read where Options say nothing:
// fifty times all that the program carries.
const DefaultMaxBytes = 64 << 20

// maxProblems ends the reading of a file that is hardly one of the base.
const maxProblems = 100

// maxNameBytes is the longest name; the longest official name of a state has 62
// letters.
const maxNameBytes = 500

// readBlocks parses a file of at most maxBytes: every block without a problem, in
// the order of the file, and what is wrong with the others.
func readBlocks(f File, maxBytes int64) ([]*block, []*Problem) {
	whole := func(text string) ([]*block, []*Problem) { return nil, []*Problem{{File: f.Name, Text: text}} }
	data, err := io.ReadAll(io.LimitReader(f.Data, maxBytes+1))
	switch {
	case err != nil:
		return whole(err.Error())
	case int64(len(data)) > maxBytes:
		return whole(fmt.Sprintf("is larger than %d bytes", maxBytes))
	}
	return parseBlocks(f.Name, string(bytes.TrimPrefix(data, []byte("\ufeff"))))
}

// A block is an entry while it is read.
type block struct {
	*Entry
	fields []field
	names  []Name // given ones but the first line's
}

// A field is one line of a block but the first.
type field struct{ key, value string }

func (b *block) has(key string) bool {
	return slices.ContainsFunc(b.fields, func(f field) bool { return f.key == key })
}

// parseBlocks reads the text of a file; lines count from 1.
func parseBlocks(file, text string) (blocks []*block, problems []*Problem) {
	var current *block
	spoilt := false // the current block has a problem, so it is left out
	end := func() {
		if current != nil && !spoilt {
			if lack := current.lack(); lack != "" {
				problems = append(problems, &Problem{file, current.Line, lack})
			} else {
				blocks = append(blocks, current)
			}
		}
		current, spoilt = nil, false
	}
	for number := 1; text != "" && len(problems) < maxProblems; number++ {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			end()
			continue
		case line[0] == '#':
			continue
		}
		started := current == nil && !spoilt
		var problem string
		current, problem = current.add(file, number, line, started)
		if problem != "" {
			problems = append(problems, &Problem{file, number, problem})
			spoilt = true
		}
	}
	end()
	return blocks, problems
}

// add takes one line into the block, or begins one with it. Of a block whose
// first line is wrong only the first problem is told.
func (b *block) add(file string, number int, line string, first bool) (*block, string) {
	key, value, found := strings.Cut(line, ":")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	if problem := unreadable(line); problem != "" {
		return b, problem
	}
	if first {
		kind := Type(key)
		switch {
		case !found || !slices.Contains([]Type{Person, State, Organisation, Place, Title}, kind):
			return nil, fmt.Sprintf("%q begins no entry: an entry begins with \"person: NAME\", or state, organisation, place or title", clip(line))
		case !hasLetter(value):
			return nil, fmt.Sprintf("%s has no name", kind)
		case strings.Contains(value, ";"):
			return nil, "a name has no \";\" in it; further names follow \"also:\""
		case len(value) > maxNameBytes:
			return nil, fmt.Sprintf("the name is longer than %d bytes", maxNameBytes)
		}
		return &block{Entry: &Entry{Type: kind, Name: value, File: file, Line: number}}, ""
	}
	if b == nil {
		return nil, ""
	}
	if !found {
		return b, fmt.Sprintf("%q is no \"key: value\"", clip(line))
	}
	return b, b.set(key, value)
}

// unreadable says why a line cannot be part of any file of the base.
func unreadable(line string) string {
	if !utf8.ValidString(line) {
		return "is not UTF-8 text"
	}
	if i := strings.IndexFunc(line, func(r rune) bool { return r != '\t' && unicode.IsControl(r) }); i >= 0 {
		return "has a control character"
	}
	return ""
}

// hasLetter reports whether a name folds to more than nothing.
func hasLetter(name string) bool {
	for _, c := range []byte(name) {
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
			return true
		}
	}
	return Fold(name) != ""
}

// clip shortens what an error quotes.
func clip(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}

// A key is one word that may stand before a colon: for which types of entry, and
// how its value is taken; take returns what is wrong with it.
type key struct {
	of   []Type
	many bool // may be given on several lines
	take func(b *block, value string) string
}

// keys are all keys but the types themselves.
var keys = map[string]key{
	"id":         {of: all, take: (*block).takeID},
	"also":       {of: all, many: true, take: names(Alias)},
	"abbr":       {of: named, many: true, take: names(Abbreviation)},
	"official":   {of: named, many: true, take: names(Official)},
	"former":     {of: named, many: true, take: names(Former)},
	"adjective":  {of: named, many: true, take: names(Adjective)},
	"demonym":    {of: named, many: true, take: names(Demonym)},
	"seat":       {of: []Type{State, Organisation}, many: true, take: names(Seat)},
	"surname":    {of: []Type{Person}, many: true, take: names(Surname)},
	"country":    {of: []Type{Person, State, Organisation, Place}, take: (*block).takeCountry},
	"code":       {of: []Type{State}, take: (*block).takeCode},
	"capital":    {of: []Type{State}, take: text(func(e *Entry) *string { return &e.Capital })},
	"kind":       {of: named, take: text(func(e *Entry) *string { return &e.Kind })},
	"party":      {of: []Type{Person}, take: text(func(e *Entry) *string { return &e.Party })},
	"parent":     {of: []Type{Organisation}, take: text(func(e *Entry) *string { return &e.Parent })},
	"based":      {of: []Type{Organisation}, take: text(func(e *Entry) *string { return &e.Based })},
	"region":     {of: []Type{Place}, take: text(func(e *Entry) *string { return &e.Region })},
	"founded":    {of: []Type{State, Organisation}, take: date(func(e *Entry) *Date { return &e.Founded })},
	"dissolved":  {of: []Type{State, Organisation}, take: date(func(e *Entry) *Date { return &e.Dissolved })},
	"at":         {of: []Type{State, Place}, take: (*block).takeAt},
	"population": {of: []Type{State, Place}, take: (*block).takePopulation},
	"geonames":   {of: []Type{Place}, take: (*block).takeGeoNames},
	"role":       {of: []Type{Person}, many: true, take: (*block).takeRole},
	"level":      {of: []Type{Title}, take: (*block).takeLevel},
	"in":         {of: []Type{Title}, many: true, take: (*block).takeNational},
}

var (
	all   = []Type{Person, State, Organisation, Place, Title}
	named = []Type{State, Organisation, Place}
)

// set takes the value of a key and returns what is wrong with it.
func (b *block) set(name, value string) string {
	k, known := keys[name]
	switch {
	case !known:
		return fmt.Sprintf("unknown key %q", clip(name))
	case !slices.Contains(k.of, b.Type):
		return fmt.Sprintf("%q does not belong to a %s", name, b.Type)
	case !k.many && b.has(name):
		return fmt.Sprintf("%q is given twice", name)
	}
	b.fields = append(b.fields, field{name, value})
	if value == "" {
		return "" // known to be nothing: clears what an earlier entry says
	}
	return k.take(b, value)
}

// names takes a list of names, with ";" between them.
func names(by Naming) func(*block, string) string {
	return func(b *block, value string) string {
		for name := range strings.SplitSeq(value, ";") {
			name = strings.TrimSpace(name)
			switch {
			case !hasLetter(name):
				return fmt.Sprintf("%q is no name", clip(name))
			case len(name) > maxNameBytes:
				return fmt.Sprintf("the name %q is longer than %d bytes", clip(name), maxNameBytes)
			}
			b.names = append(b.names, Name{name, by})
		}
		return ""
	}
}

func text(field func(*Entry) *string) func(*block, string) string {
	return func(b *block, value string) string {
		*field(b.Entry) = value
		return ""
	}
}

func date(field func(*Entry) *Date) func(*block, string) string {
	return func(b *block, value string) string {
		d, err := ParseDate(value)
		if err != nil {
			return err.Error()
		}
		*field(b.Entry) = d
		return ""
	}
}

func (b *block) takeID(value string) string {
	digits := strings.TrimPrefix(value, "Q")
	if n, err := strconv.ParseUint(digits, 10, 40); err != nil || n == 0 || digits == value || digits[0] == '0' {
		return fmt.Sprintf("%q is no Wikidata id (Q and a number)", clip(value))
	}
	b.ID = value
	return ""
}

// isCode reports whether s is n capital letters.
func isCode(s string, n int) bool {
	return len(s) == n && strings.IndexFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

func (b *block) takeCountry(value string) string {
	if !isCode(value, 3) {
		return fmt.Sprintf("%q is no ISO 3166-1 alpha-3 code", clip(value))
	}
	b.Country = value
	return ""
}

func (b *block) takeCode(value string) string {
	codes := strings.Fields(value)
	if len(codes) != 2 || !isCode(codes[0], 2) || !isCode(codes[1], 3) {
		return fmt.Sprintf("%q is no pair of ISO 3166-1 codes such as \"UA UKR\"", clip(value))
	}
	b.Alpha2, b.Country = codes[0], codes[1]
	return ""
}

func (b *block) takeAt(value string) string {
	north, east, found := strings.Cut(value, ",")
	lat, err1 := strconv.ParseFloat(strings.TrimSpace(north), 64)
	lon, err2 := strconv.ParseFloat(strings.TrimSpace(east), 64)
	if !found || err1 != nil || err2 != nil || !(-90 <= lat && lat <= 90) || !(-180 <= lon && lon <= 180) {
		return fmt.Sprintf("%q is no latitude and longitude in degrees such as \"50.45, 30.52\"", clip(value))
	}
	b.Located, b.Latitude, b.Longitude = true, lat, lon
	return ""
}

// natural reads a number from 0 to one below 2^40.
func natural(value string) (int, string) {
	n, err := strconv.ParseUint(value, 10, 40)
	if err != nil {
		return 0, fmt.Sprintf("%q is no number", clip(value))
	}
	return int(n), ""
}

func (b *block) takePopulation(value string) (problem string) {
	b.Population, problem = natural(value)
	return problem
}

func (b *block) takeGeoNames(value string) (problem string) {
	b.GeoNames, problem = natural(value)
	return problem
}

func (b *block) takeLevel(value string) string {
	levels := []string{"leader", "minister", "senior_official", "official", "technical"}
	if !slices.Contains(levels, value) {
		return fmt.Sprintf("%q is no level (%s)", clip(value), strings.Join(levels, ", "))
	}
	b.Level = value
	return ""
}

func (b *block) takeNational(value string) string {
	code, list, found := strings.Cut(value, "|")
	code = strings.TrimSpace(code)
	if !found || !isCode(code, 3) {
		return fmt.Sprintf("%q is no \"USA | secretary of state\"", clip(value))
	}
	for title := range strings.SplitSeq(list, ";") {
		title = strings.TrimSpace(title)
		if !hasLetter(title) {
			return fmt.Sprintf("%q names no office", clip(value))
		}
		b.National = append(b.National, NationalTitle{code, title})
	}
	return ""
}

// takeRole reads "title | of | from | to", with " ?" at the end where the dates
// are not sure.
func (b *block) takeRole(value string) string {
	if n := strings.Count(value, "|"); n < 1 || n > 3 {
		return fmt.Sprintf("%q is no \"title | of | from | to\"", clip(value))
	}
	var r Role
	var fields [4]string
	rest := value
	for i := range fields {
		var marked bool
		fields[i], rest, _ = strings.Cut(rest, "|")
		fields[i], marked = strings.CutSuffix(strings.TrimSpace(fields[i]), "?")
		fields[i] = strings.TrimSpace(fields[i])
		r.Uncertain = r.Uncertain || marked
	}
	r.Title, r.Of = fields[0], fields[1]
	var err1, err2 error
	r.From, err1 = ParseDate(fields[2])
	r.To, err2 = ParseDate(fields[3])
	switch {
	case !hasLetter(r.Title):
		return "the role has no title"
	case !hasLetter(r.Of):
		return "the role does not say of what"
	case err1 != nil:
		return err1.Error()
	case err2 != nil:
		return err2.Error()
	case !r.From.IsZero() && !r.To.IsZero() && r.To.before(r.From):
		return fmt.Sprintf("the role ends (%v) before it begins (%v)", r.To, r.From)
	}
	b.Roles = append(b.Roles, r)
	return ""
}

// lack says what a whole entry is missing.
func (b *block) lack() string {
	if b.Type == Title && b.Level == "" {
		return "the title has no level"
	}
	return ""
}
