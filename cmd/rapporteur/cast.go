package main

import (
	"strings"

	"rapporteur"
)

// cast is who takes part in a record, by the IDs of the entities and statements.
type cast struct {
	record     *rapporteur.Record
	entities   map[string]*rapporteur.Entity
	statements map[string]*rapporteur.Statement
	meetings   map[string]*rapporteur.Meeting
}

func newCast(r *rapporteur.Record) cast {
	c := cast{r, map[string]*rapporteur.Entity{}, map[string]*rapporteur.Statement{}, map[string]*rapporteur.Meeting{}}
	for i := range r.Entities {
		c.entities[r.Entities[i].ID] = &r.Entities[i]
	}
	for i := range r.Statements {
		c.statements[r.Statements[i].ID] = &r.Statements[i]
	}
	for i := range r.Meetings {
		c.meetings[r.Meetings[i].ID] = &r.Meetings[i]
	}
	return c
}

// name is the canonical name of an entity, empty where there is none. An analyst may
// name someone whom the report has no entity of.
func (c cast) name(id string) string {
	if e := c.entities[id]; e != nil {
		id = e.Name
	}
	return shorten(bare(id), longestName)
}

// named is the ID of the first entity of a canonical name, empty where there is none.
func (c cast) named(name string) string {
	for _, e := range c.record.Entities {
		if name != "" && strings.EqualFold(e.Name, name) {
			return e.ID
		}
	}
	return ""
}

// names are those of entities as words of a sentence.
func (c cast) names(ids []string) string {
	var names []string
	for _, id := range ids {
		if name := c.name(id); name != "" {
			names = append(names, name)
		}
	}
	return enumerated(names)
}

// enumerated is "A, B and C".
func enumerated(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and" + fixed + names[last]
}

// side is the ID of the side that an entity acts for in the end, its own where it
// acts for none. Each step up is taken once, whatever the record says.
func (c cast) side(id string) string {
	for range len(c.entities) {
		e := c.entities[id]
		if e == nil || c.entities[e.Party] == nil {
			return id
		}
		id = e.Party
	}
	return id
}

// office is the first role that an entity holds; of whom is left out where that
// is the side that it stands under.
func (c cast) office(id, side string) string {
	e := c.entities[id]
	if e == nil || len(e.Roles) == 0 {
		return ""
	}
	r := e.Roles[0]
	of := bare(r.Of)
	if of == "" || strings.EqualFold(of, c.name(side)) || strings.Contains(strings.ToLower(r.Title), strings.ToLower(of)) {
		return bare(r.Title)
	}
	return bare(r.Title) + " of " + of
}

// titled is the name of an entity with its office.
func (c cast) titled(id, side string) string {
	name := c.name(id)
	if office := c.office(id, side); name != "" && office != "" {
		return name + ", " + office
	}
	return name
}

// speakers are those who say a statement: by name, else in the report's words.
func (p *page) speakers(s *rapporteur.Statement) string {
	if s == nil {
		return ""
	}
	if names := p.cast.names(s.Speaker); names != "" {
		return names
	}
	return p.words(s.Source, longestName)
}

// according is who says what a fact is told by, empty where the report itself does.
func (p *page) according(statement string) []run {
	return label("according to ", p.speakers(p.cast.statements[statement]), faint)
}
