package main

import (
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"rapporteur"
	"rapporteur/gold"
	"rapporteur/knowledge"
)

// scorePlaces counts the places of reports with toponyms that people resolved, in
// the XML of the EUPEG platform (Wang & Hu 2019). f1 is how many of them are names
// of places or states in the record, by the same characters. country and acc161
// are, as Gritta et al. (2018) count them, of the toponyms that the record links:
// in how many it gives the country of the gold entry, among those that it gives one
// (of gold entries that lie in no country, continents and seas, none is right or
// wrong); and how many it places within 161 km (100 miles) of the gold entry's
// coordinates, among those that it gives coordinates. The distance is that of two
// points, whatever the toponym: of a state or region it is that between the points
// that stand for it here and in GeoNames. located is the share of all toponyms that
// have coordinates. A state that acts has the point of the state, and that of its
// capital where it is called by the capital's name. After the figures of all files
// come those of each, since the reports of local papers (LGL), which say nothing of
// the towns that their readers know, are another task than those of the world's
// (TR-News).
func scorePlaces(p Program, paths []string) ([]Figure, error) {
	var all placed
	var single []Figure
	for _, path := range paths {
		files, err := filesEnding(path, ".xml")
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			articles, err := readPlaced(file)
			if err != nil {
				return nil, err
			}
			c := countAllPlaced(p, articles)
			all.add(c)
			single = append(single, c.figures(strings.ToLower(strings.TrimSuffix(filepath.Base(file), ".xml"))+".")...)
		}
	}
	return append(all.figures(""), single...), nil
}

// countAllPlaced counts the toponyms of articles.
func countAllPlaced(p Program, articles []placedArticle) (all placed) {
	counts := make([]placed, len(articles))
	each(len(articles), func(i int) {
		counts[i] = countPlaced(p.Base, articles[i], p.Link(articles[i].document()))
	})
	for _, c := range counts {
		all.add(c)
	}
	return all
}

// placedArticle is a report with its toponyms; offsets count code points.
type placedArticle struct {
	Text     string    `xml:"text"`
	URL      string    `xml:"url"`
	Outlet   string    `xml:"domain"`
	Date     string    `xml:"dltime"`
	Toponyms []toponym `xml:"toponyms>toponym"`
}

// document is the article with what its page tells of it.
func (a placedArticle) document() *rapporteur.Document {
	doc := &rapporteur.Document{Text: a.Text, URL: strings.TrimSpace(a.URL), Outlet: strings.TrimSpace(a.Outlet)}
	day, _, _ := strings.Cut(strings.TrimSpace(a.Date), " ")
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		doc.Published, doc.PublishedDay = t, true
	}
	return doc
}

type toponym struct {
	Start int            `xml:"start"`
	End   int            `xml:"end"`
	Place gazetteerEntry `xml:"gaztag"`
}

type gazetteerEntry struct {
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

func (c *placed) add(d placed) {
	c.names.Add(d.names)
	c.country.Add(d.country)
	c.near.Add(d.near)
}

// figures are those of a count, their names behind a prefix.
func (c placed) figures(prefix string) []Figure {
	return []Figure{
		{Name: prefix + "f1", Value: perCent(c.names.F1())},
		{Name: prefix + "country", Value: perCent(c.country.Recall())},
		{Name: prefix + "acc161", Value: perCent(c.near.Recall())},
		{Name: prefix + "located", Value: perCent(float64(c.near.Gold) / float64(max(c.names.Gold, 1)))},
	}
}

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
		if at := pointOf(b, e, a.Text[offsets[t.Start]:offsets[t.End]]); at != nil && t.Place.Name != "" {
			c.near.Gold++
			if kilometres(at.Latitude, at.Longitude, t.Place.Latitude, t.Place.Longitude) <= nearEnough {
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

// pointOf is where an entity lies that is mentioned by these words, nil where that
// is not known.
func pointOf(b *knowledge.Base, e rapporteur.Entity, words string) *rapporteur.Coordinates {
	state := b.State(e.Country)
	if e.Type != rapporteur.GovernmentEntity || state == nil {
		return e.At
	}
	if knowledge.Fold(words) == knowledge.Fold(state.Capital) {
		for _, m := range b.LookupPlace(state.Capital) {
			if m.Type == knowledge.Place && m.Country == e.Country {
				return &rapporteur.Coordinates{Latitude: m.Latitude, Longitude: m.Longitude}
			}
		}
	}
	return &rapporteur.Coordinates{Latitude: state.Latitude, Longitude: state.Longitude}
}

// kilometres is the great-circle distance of two places in degrees.
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const radius, degree = 6371, math.Pi / 180
	dLat, dLon := (lat2-lat1)*degree/2, (lon2-lon1)*degree/2
	h := math.Sin(dLat)*math.Sin(dLat) + math.Cos(lat1*degree)*math.Cos(lat2*degree)*math.Sin(dLon)*math.Sin(dLon)
	return 2 * radius * math.Asin(math.Min(1, math.Sqrt(h)))
}
