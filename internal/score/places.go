package main

import (
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"strings"
	"unicode/utf8"

	"rapporteur"
	"rapporteur/gold"
	"rapporteur/knowledge"
)

// scorePlaces counts the places of reports with toponyms that people resolved, in
// the XML of the EUPEG platform (Wang & Hu 2019): how many of them are names of
// places or states in the record (f1), and of these as far as the record says where
// they lie, how many lie in the right country and how many within 161 km (100 miles)
// of where they should. A state or region that is the right one is where it should
// be, whatever point in it stands for it.
func scorePlaces(p Program, paths []string) ([]Figure, error) {
	var articles []placedArticle
	for _, path := range paths {
		files, err := filesEnding(path, ".xml")
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			read, err := readPlaced(file)
			if err != nil {
				return nil, err
			}
			articles = append(articles, read...)
		}
	}
	documents := make([]*rapporteur.Document, len(articles))
	for i, a := range articles {
		documents[i] = &rapporteur.Document{Text: a.Text}
	}
	counts := make([]placed, len(articles))
	each(len(articles), func(i int) {
		counts[i] = countPlaced(p.Base, articles[i], p.Link(documents[i]))
	})
	var all placed
	for _, c := range counts {
		all.names.Add(c.names)
		all.country.Add(c.country)
		all.near.Add(c.near)
	}
	return []Figure{
		{Name: "f1", Value: perCent(all.names.F1())},
		{Name: "country", Value: perCent(all.country.Recall())},
		{Name: "acc161", Value: perCent(all.near.Recall())},
	}, nil
}

// placedArticle is a report with its toponyms; offsets count code points.
type placedArticle struct {
	Text     string    `xml:"text"`
	Toponyms []toponym `xml:"toponyms>toponym"`
}

type toponym struct {
	Start int            `xml:"start"`
	End   int            `xml:"end"`
	Place gazetteerEntry `xml:"gaztag"`
}

type gazetteerEntry struct {
	GeoNames  int     `xml:"geonameid,attr"`
	Class     string  `xml:"fcode"`
	Name      string  `xml:"name"`
	Country   string  `xml:"country"`
	Latitude  float64 `xml:"lat"`
	Longitude float64 `xml:"lon"`
}

func readPlaced(file string) ([]placedArticle, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var set struct {
		Articles []placedArticle `xml:"article"`
	}
	if err := xml.Unmarshal(data, &set); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return set.Articles, nil
}

// placed counts names found, and of those found the ones in the right country and
// near enough.
type placed struct{ names, country, near gold.Count }

// nearEnough is in kilometres.
const nearEnough = 161

func countPlaced(b *knowledge.Base, a placedArticle, links *rapporteur.Links) (c placed) {
	given := map[rapporteur.Span]rapporteur.Entity{}
	for _, e := range links.Entities {
		if e.Type != rapporteur.PlaceEntity && e.Type != rapporteur.GovernmentEntity {
			continue
		}
		for _, m := range e.Mentions {
			if m.Form == rapporteur.NameForm {
				given[withoutArticle(a.Text, m.Span)] = e
			}
		}
	}
	c.names.Given = len(given)
	offsets := codePointOffsets(a.Text)
	for _, t := range a.Toponyms {
		if t.Start < 0 || t.End >= len(offsets) || t.Start >= t.End {
			continue
		}
		c.names.Gold++
		e, found := given[rapporteur.Span{Start: offsets[t.Start], End: offsets[t.End]}]
		if !found {
			continue
		}
		c.names.Hit++
		if t.Place.Country != "" && e.Country != "" {
			c.country.Gold++
			if countryCode(b, t.Place.Country) == e.Country {
				c.country.Hit++
			}
		}
		if entry := placeOf(b, e, a.Text[offsets[t.Start]:offsets[t.End]]); entry != nil && entry.Located && t.Place.Name != "" {
			c.near.Gold++
			if t.Place.near(b, entry) {
				c.near.Hit++
			}
		}
	}
	return c
}

// withoutArticle is a mention without "the" before the name.
func withoutArticle(text string, s rapporteur.Span) rapporteur.Span {
	if strings.HasPrefix(strings.ToLower(s.In(text)), "the ") {
		s.Start += len("the ")
	}
	return s
}

// codePointOffsets are the bytes at which code points begin, and the end.
func codePointOffsets(text string) []int {
	offsets := make([]int, 0, utf8.RuneCountInString(text)+1)
	for at := range text {
		offsets = append(offsets, at)
	}
	return append(offsets, len(text))
}

// countryCode is the alpha-3 code of a state by GeoNames' name of it.
func countryCode(b *knowledge.Base, name string) string {
	for _, m := range b.Find(name) {
		if m.Type == knowledge.State {
			return m.Country
		}
	}
	return ""
}

// placeOf is the entry of the base that an entity means where it is mentioned by
// these words, nil where the base has none.
func placeOf(b *knowledge.Base, e rapporteur.Entity, words string) *knowledge.Entry {
	for _, name := range []string{words, e.Name} {
		for _, m := range b.LookupPlace(name) {
			if m.Country == e.Country && (e.KB == "" || m.ID == e.KB || e.Type == rapporteur.GovernmentEntity) {
				return m.Entry
			}
		}
	}
	return nil
}

// near reports whether an entry is the same or lies near enough.
func (g gazetteerEntry) near(b *knowledge.Base, e *knowledge.Entry) bool {
	same := g.GeoNames != 0 && g.GeoNames == e.GeoNames
	state := e.Type == knowledge.State && strings.HasPrefix(g.Class, "PCL") && countryCode(b, g.Country) == e.Country
	return same || state || kilometres(e.Latitude, e.Longitude, g.Latitude, g.Longitude) <= nearEnough
}

// kilometres is the great-circle distance of two places in degrees.
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const radius, degree = 6371, math.Pi / 180
	dLat, dLon := (lat2-lat1)*degree/2, (lon2-lon1)*degree/2
	h := math.Sin(dLat)*math.Sin(dLat) + math.Cos(lat1*degree)*math.Cos(lat2*degree)*math.Sin(dLon)*math.Sin(dLon)
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(h)))
}
