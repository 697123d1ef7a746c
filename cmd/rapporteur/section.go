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
	return r.Keep(func(f rapporteur.AnyFact) bool { return f.Common().Confidence >= least })
}

// onlyFact is the record with one fact alone.
func onlyFact(r *rapporteur.Record, id string) *rapporteur.Record {
	only := r.Keep(func(f rapporteur.AnyFact) bool { return f.Common().ID == id })
	only.Entities, only.Deadlocks = nil, nil
	return only
}
