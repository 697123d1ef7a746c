package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur"
	"rapporteur/gold"
)

// scoreLinking counts the names of reports that people linked to Wikidata, in the
// JSON Lines of ELEVANT (Bast, Hertel & Prange, EMNLP 2022): a name is right when
// it has the same characters and the same entity. named are all names, person those
// of persons that the base holds. What stands outside the part of a report that was
// annotated counts for nothing, and neither do names of what Wikidata lacks.
func scoreLinking(p Program, paths []string) ([]Figure, error) {
	var articles []linkedArticle
	for _, path := range paths {
		files, err := filesEnding(path, ".jsonl")
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			read, err := readLinked(file)
			if err != nil {
				return nil, err
			}
			articles = append(articles, read...)
		}
	}
	named, person := make([]gold.Count, len(articles)), make([]gold.Count, len(articles))
	each(len(articles), func(i int) {
		a := articles[i]
		links := p.Link(&rapporteur.Document{Text: a.Text})
		held := func(id string) bool { return p.Base.ByID(id) != nil }
		named[i] = compareLinked(a.linked(func(linkedName) bool { return true }), a.given(links, ""))
		person[i] = compareLinked(a.linked(func(n linkedName) bool { return n.Type == wikidataPerson && held(n.ID) }), a.given(links, rapporteur.PersonEntity))
	})
	var all, persons gold.Count
	for i := range articles {
		all.Add(named[i])
		persons.Add(person[i])
	}
	return []Figure{{Name: "named.f1", Value: perCent(all.F1())}, {Name: "person.f1", Value: perCent(persons.F1())}}, nil
}

// wikidataPerson is the type that ELEVANT gives persons.
const wikidataPerson = "Q215627"

// linkedArticle is a report with its labels; offsets count code points.
type linkedArticle struct {
	Text      string       `json:"text"`
	Evaluated [2]int       `json:"evaluation_span"`
	Labels    []linkedName `json:"labels"`
}

type linkedName struct {
	Span [2]int `json:"span"`
	ID   string `json:"entity_id"`
	Type string `json:"type"`
}

func readLinked(file string) ([]linkedArticle, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var out []linkedArticle
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		if strings.TrimSpace(line) == "" {
			continue
		}
		var a linkedArticle
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, number, err)
		}
		out = append(out, a)
	}
	return out, nil
}

// linked are the names of a label that a rule keeps, by their bytes: those that
// begin with a capital and mean something in Wikidata.
func (a linkedArticle) linked(keep func(linkedName) bool) map[rapporteur.Span]string {
	offsets := codePointOffsets(a.Text)
	out := map[rapporteur.Span]string{}
	for _, n := range a.Labels {
		if n.Span[0] < 0 || n.Span[1] >= len(offsets) || n.Span[0] >= n.Span[1] || !strings.HasPrefix(n.ID, "Q") || !keep(n) {
			continue
		}
		s := rapporteur.Span{Start: offsets[n.Span[0]], End: offsets[n.Span[1]]}
		if r, _ := utf8.DecodeRuneInString(s.In(a.Text)); unicode.IsUpper(r) && len(s.In(a.Text)) > 3 {
			out[s] = n.ID
		}
	}
	return out
}

// given are the names in the annotated part with the entity that they mean, of one
// type or of all; those that mean nothing in Wikidata are left out.
func (a linkedArticle) given(links *rapporteur.Links, kind rapporteur.EntityType) map[rapporteur.Span]string {
	offsets := codePointOffsets(a.Text)
	first, end := offsets[min(max(a.Evaluated[0], 0), len(offsets)-1)], offsets[min(max(a.Evaluated[1], 0), len(offsets)-1)]
	out := map[rapporteur.Span]string{}
	for _, e := range links.Entities {
		if e.KB == "" || kind != "" && e.Type != kind {
			continue
		}
		for _, m := range e.Mentions {
			s := withoutArticle(a.Text, m.Span)
			if m.Form == rapporteur.NameForm && first <= s.Start && s.End <= end {
				out[s] = e.KB
			}
		}
	}
	return out
}

func compareLinked(want, given map[rapporteur.Span]string) gold.Count {
	c := gold.Count{Gold: len(want), Given: len(given)}
	for span, id := range given {
		if want[span] == id {
			c.Hit++
		}
	}
	return c
}
