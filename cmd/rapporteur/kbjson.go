package main

import "rapporteur/knowledge"

// entryJSON is an entry as kb --json prints it.
type entryJSON struct {
	Type       knowledge.Type   `json:"type"`
	Kind       string           `json:"kind,omitempty"`
	Name       string           `json:"name"`
	MatchedBy  knowledge.Naming `json:"matched_by"`
	MatchedAs  string           `json:"matched_as"`
	KB         string           `json:"kb,omitempty"`
	GeoNames   int              `json:"geonames,omitempty"`
	Country    string           `json:"country,omitempty"`
	Alpha2     string           `json:"alpha2,omitempty"`
	Names      []nameJSON       `json:"names"`
	Roles      []roleJSON       `json:"roles,omitempty"`
	Party      string           `json:"party,omitempty"`
	Capital    string           `json:"capital,omitempty"`
	Region     string           `json:"region,omitempty"`
	Parent     string           `json:"parent,omitempty"`
	Based      string           `json:"based,omitempty"`
	Founded    string           `json:"founded,omitempty"`
	Dissolved  string           `json:"dissolved,omitempty"`
	Location   *locationJSON    `json:"location,omitempty"`
	Population int              `json:"population,omitempty"`
	Source     string           `json:"source"`
}

type nameJSON struct {
	Text string           `json:"text"`
	By   knowledge.Naming `json:"by"`
}

type roleJSON struct {
	Title     string `json:"title"`
	Of        string `json:"of"`
	From      string `json:"from,omitempty"`
	To        string `json:"to,omitempty"`
	Uncertain bool   `json:"uncertain,omitempty"`
}

type locationJSON struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

func kbEntry(m knowledge.Match) entryJSON {
	j := entryJSON{
		Type: m.Type, Kind: m.Kind, Name: m.Name, MatchedBy: m.By, MatchedAs: m.As, KB: m.ID, GeoNames: m.GeoNames,
		Country: m.Country, Alpha2: m.Alpha2, Party: m.Party, Capital: m.Entry.Capital, Region: m.Region, Parent: m.Parent,
		Based: m.Based, Founded: m.Founded.String(), Dissolved: m.Dissolved.String(), Population: m.Population, Source: kbSource(m.Entry),
	}
	for _, n := range m.Names {
		j.Names = append(j.Names, nameJSON(n))
	}
	for _, r := range m.Roles {
		j.Roles = append(j.Roles, roleJSON{r.Title, r.Of, r.From.String(), r.To.String(), r.Uncertain})
	}
	if m.Located {
		j.Location = &locationJSON{m.Latitude, m.Longitude}
	}
	return j
}

// checkedFile is what is wrong with a file of entries.
type checkedFile struct {
	File     string   `json:"file"`
	Entries  int      `json:"entries"`
	Problems []string `json:"problems"`
	Notes    []string `json:"notes"`
}

// baseCount is how much the knowledge base holds.
type baseCount struct {
	Persons int `json:"persons"`
	// Open roles have no end, those of uncertain dates are counted apart.
	Roles         int `json:"roles"`
	Open          int `json:"roles_without_end"`
	Uncertain     int `json:"roles_with_uncertain_dates"`
	States        int `json:"states"`
	Organisations int `json:"organisations"`
	Places        int `json:"places"`
	Titles        int `json:"titles"`
	IDs           int `json:"wikidata_ids"`
	GeoNames      int `json:"geonames"`
	GeoNamesNames int `json:"geonames_names"`
}

func countBase(base *knowledge.Base) baseCount {
	var n baseCount
	of := map[knowledge.Type]*int{
		knowledge.Person: &n.Persons, knowledge.State: &n.States, knowledge.Organisation: &n.Organisations,
		knowledge.Place: &n.Places, knowledge.Title: &n.Titles,
	}
	for _, e := range base.Entries() {
		if count := of[e.Type]; count != nil {
			*count++
		}
		if e.ID != "" {
			n.IDs++
		}
		for _, r := range e.Roles {
			n.Roles++
			if r.To.IsZero() {
				n.Open++
			}
			if r.Uncertain {
				n.Uncertain++
			}
		}
	}
	n.GeoNames, n.GeoNamesNames = knowledge.GeoNamesPlaces()
	return n
}
