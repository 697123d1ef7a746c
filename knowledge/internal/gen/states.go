package main

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rapporteur/knowledge"
)

// state is one state or territory.
type state struct {
	alpha2, alpha3, id, name, capital, at string
	adjectives, demonyms                  []string
	also, official, former, abbr, seats   []string
	population                            int
}

// The fields of a line of states.txt.
const (
	fieldCode = iota
	fieldName
	fieldCapital
	fieldAdjective
	fieldDemonym
	fieldAlso
	fieldOfficial
	fieldFormer
	fieldAbbr
	fieldSeat
	fieldAt
	stateFields
)

// wikidataStates replaces ids that country-coder has of the kingdom instead of
// the state that reports mean.
var wikidataStates = map[string]string{"DNK": "Q35", "NLD": "Q55"}

// readStates joins states.txt with the codes and Wikidata ids of country-coder
// and the names of CLDR.
func readStates(packages, tables string) ([]*state, error) {
	codes, err := readCodes(packages)
	if err != nil {
		return nil, err
	}
	names, err := readCLDR(packages)
	if err != nil {
		return nil, err
	}
	lines, err := tableLines(tables, "states.txt")
	if err != nil {
		return nil, err
	}
	var states []*state
	for _, line := range lines {
		f := strings.Split(line, "|")
		if len(f) != stateFields {
			return nil, fmt.Errorf("states.txt: %q has %d fields, not %d", line, len(f), stateFields)
		}
		s := codes[f[fieldCode]]
		if s == nil {
			return nil, fmt.Errorf("states.txt: country-coder has no %s", f[fieldCode])
		}
		s.take(f)
		s.addNames(names[s.alpha2])
		states = append(states, s)
	}
	slices.SortFunc(states, func(a, b *state) int { return cmp.Compare(a.alpha3, b.alpha3) })
	return states, nil
}

func list(s string) []string {
	var items []string
	for item := range strings.SplitSeq(s, ";") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

// take reads a line of states.txt.
func (s *state) take(f []string) {
	s.name, s.capital, s.at = f[fieldName], f[fieldCapital], strings.TrimSpace(f[fieldAt])
	s.adjectives, s.demonyms = list(f[fieldAdjective]), list(f[fieldDemonym])
	if len(s.demonyms) == 0 {
		for _, a := range s.adjectives {
			if a == strings.ToUpper(a) {
				continue // "US" has no plural
			}
			s.demonyms = append(s.demonyms, a+"s")
		}
	}
	s.also, s.official, s.former = list(f[fieldAlso]), list(f[fieldOfficial]), list(f[fieldFormer])
	s.abbr, s.seats = list(f[fieldAbbr]), list(f[fieldSeat])
}

// addNames adds the names of CLDR and country-coder that are not there yet.
func (s *state) addNames(names []string) {
	have := map[string]bool{}
	for _, known := range [][]string{{s.name}, s.also, s.official, s.former, s.abbr} {
		for _, n := range known {
			have[knowledge.Fold(n)] = true
		}
	}
	for _, n := range names {
		n = strings.ReplaceAll(n, "’", "'")
		key := knowledge.Fold(n)
		if !have[key] && !strings.ContainsAny(n, "()") && !strings.Contains(n, " - ") && n != strings.ToUpper(n) {
			have[key] = true
			s.also = append(s.also, n)
		}
	}
}

// readCodes reads ISO 3166-1 codes and Wikidata ids, by alpha-3 code.
func readCodes(packages string) (map[string]*state, error) {
	var file struct {
		Features []struct {
			Properties struct{ ISO1A2, ISO1A3, Wikidata string }
		}
	}
	err := readJSON(&file, packages, "@rapideditor/country-coder", "src/data/borders.json")
	if err != nil {
		return nil, err
	}
	codes := map[string]*state{}
	for _, f := range file.Features {
		if p := f.Properties; p.ISO1A3 != "" {
			codes[p.ISO1A3] = &state{alpha2: p.ISO1A2, alpha3: p.ISO1A3, id: cmp.Or(wikidataStates[p.ISO1A3], p.Wikidata)}
		}
	}
	return codes, nil
}

// readCLDR reads the English names of territories with their variants, by alpha-2
// code.
func readCLDR(packages string) (map[string][]string, error) {
	var file struct {
		Main struct {
			En struct {
				LocaleDisplayNames struct{ Territories map[string]string }
			}
		}
	}
	if err := readJSON(&file, packages, "cldr-localenames-full", "main/en/territories.json"); err != nil {
		return nil, err
	}
	names := map[string][]string{}
	territories := file.Main.En.LocaleDisplayNames.Territories
	for _, suffix := range []string{"", "-alt-short", "-alt-variant"} {
		for code, name := range territories {
			if base, found := strings.CutSuffix(code, suffix); found && len(base) == 2 {
				names[base] = append(names[base], name)
			}
		}
	}
	return names, nil
}

func writeStates(b *bytes.Buffer, states []*state) {
	b.WriteString("# States and territories. Written by knowledge/internal/gen from its states.txt, the codes\n" +
		"# and Wikidata ids of country-coder, the names of Unicode CLDR and populations of GeoNames.\n")
	for _, s := range states {
		fmt.Fprintf(b, "\nstate: %s\nid: %s\ncode: %s %s\n", s.name, s.id, s.alpha2, s.alpha3)
		for _, line := range []struct {
			key   string
			items []string
		}{
			{"official", s.official}, {"also", s.also}, {"abbr", s.abbr}, {"former", s.former},
			{"adjective", s.adjectives}, {"demonym", s.demonyms}, {"seat", s.seats},
		} {
			if len(line.items) > 0 {
				fmt.Fprintf(b, "%s: %s\n", line.key, strings.Join(line.items, "; "))
			}
		}
		if s.capital != "" {
			fmt.Fprintf(b, "capital: %s\n", s.capital)
		}
		fmt.Fprintf(b, "at: %s\n", s.at)
		if s.population > 0 {
			fmt.Fprintf(b, "population: %d\n", s.population)
		}
	}
}
