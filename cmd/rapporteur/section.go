package main

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur"
)

// section is the part of a page that holds one sort of fact.
type section struct {
	// name is what --only calls it, heading what stands above it.
	name, heading string
	count         func(*page) int
	write         func(*page)
}

// pageSections are the sections in the order of the page.
func pageSections() []section {
	return []section{
		{"parties", "PARTIES", func(p *page) int { return len(parties(p.record, p.cast)) }, (*page).parties},
		{"delegations", "DELEGATIONS", func(p *page) int { return len(p.record.Delegations) }, (*page).delegations},
		{"meetings", "MEETINGS", func(p *page) int { return len(p.record.Meetings) }, (*page).meetings},
		{"positions", "POSITIONS", func(p *page) int { return len(p.record.Positions) }, (*page).positions},
		{"conditions", "WHAT WAITS FOR WHAT", func(p *page) int { return len(p.record.Conditions) }, (*page).conditions},
		{"events", "EVENTS", func(p *page) int { return len(p.record.Events) }, (*page).events},
		{"statements", "WHO SAID WHAT", func(p *page) int { return len(p.record.Statements) }, (*page).statements},
	}
}

// sectionNames are the values of --only.
func sectionNames() []string {
	var names []string
	for _, s := range pageSections() {
		names = append(names, s.name)
	}
	return names
}

// sections writes the sections that were asked for and hold something; where none
// does, one line says so.
func (p *page) sections() {
	empty := true
	for _, s := range pageSections() {
		n := s.count(p)
		if n == 0 || len(p.only) > 0 && !slices.Contains(p.only, s.name) {
			continue
		}
		empty = false
		if strings.TrimSpace(p.out.String()) != "" {
			p.out.WriteString("\n")
		}
		p.fill("", "", []run{{s.heading, strong}, {and + fmt.Sprint(n), faint}})
		s.write(p)
	}
	if empty {
		p.fill("", "", said(p.nothing()))
	}
}

// nothing says that the page has no facts.
func (p *page) nothing() string {
	what := "facts of a negotiation"
	if len(p.only) > 0 {
		what = strings.Join(p.only, ", ")
	}
	if p.confidence > 0 {
		return fmt.Sprintf("no %s found of a confidence of at least %v", what, p.confidence)
	}
	return "no " + what + " found"
}

// confident is the record without the facts of a lower confidence.
func confident(r *rapporteur.Record, least float64) *rapporteur.Record {
	kept := *r
	kept.Statements = above(r.Statements, least, func(s rapporteur.Statement) float64 { return s.Confidence })
	kept.Events = above(r.Events, least, func(e rapporteur.Event) float64 { return e.Confidence })
	kept.Meetings = above(r.Meetings, least, func(m rapporteur.Meeting) float64 { return m.Confidence })
	kept.Delegations = above(r.Delegations, least, func(d rapporteur.Delegation) float64 { return d.Confidence })
	kept.Positions = above(r.Positions, least, func(p rapporteur.Position) float64 { return p.Confidence })
	kept.Conditions = above(r.Conditions, least, func(c rapporteur.Condition) float64 { return c.Confidence })
	ids := map[string]bool{}
	for _, c := range kept.Conditions {
		ids[c.ID] = true
	}
	kept.Deadlocks = slices.DeleteFunc(slices.Clone(r.Deadlocks), func(cycle []string) bool {
		return slices.ContainsFunc(cycle, func(id string) bool { return !ids[id] })
	})
	return &kept
}

// onlyFact is the record with one fact alone.
func onlyFact(r *rapporteur.Record, id string) *rapporteur.Record {
	only := *r
	only.Entities, only.Deadlocks = nil, nil
	only.Statements = slices.DeleteFunc(slices.Clone(r.Statements), func(s rapporteur.Statement) bool { return s.ID != id })
	only.Events = slices.DeleteFunc(slices.Clone(r.Events), func(e rapporteur.Event) bool { return e.ID != id })
	only.Meetings = slices.DeleteFunc(slices.Clone(r.Meetings), func(m rapporteur.Meeting) bool { return m.ID != id })
	only.Delegations = slices.DeleteFunc(slices.Clone(r.Delegations), func(d rapporteur.Delegation) bool { return d.ID != id })
	only.Positions = slices.DeleteFunc(slices.Clone(r.Positions), func(p rapporteur.Position) bool { return p.ID != id })
	only.Conditions = slices.DeleteFunc(slices.Clone(r.Conditions), func(c rapporteur.Condition) bool { return c.ID != id })
	return &only
}

// evidenceOfFact is what says a fact of a record, nothing where the record lacks it.
func evidenceOfFact(r *rapporteur.Record, id string) []rapporteur.Span {
	only := onlyFact(r, id)
	var spans []rapporteur.Span
	for _, s := range only.Statements {
		spans = append(spans, s.Evidence...)
	}
	for _, e := range only.Events {
		spans = append(spans, e.Evidence...)
	}
	for _, m := range only.Meetings {
		spans = append(spans, m.Evidence...)
	}
	for _, d := range only.Delegations {
		spans = append(spans, d.Evidence...)
	}
	for _, p := range only.Positions {
		spans = append(spans, p.Evidence...)
	}
	for _, c := range only.Conditions {
		spans = append(spans, c.Evidence...)
	}
	return spans
}

func above[T any](facts []T, least float64, confidence func(T) float64) []T {
	return slices.DeleteFunc(slices.Clone(facts), func(f T) bool { return confidence(f) < least })
}
