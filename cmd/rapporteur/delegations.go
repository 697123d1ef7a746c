package main

import (
	"slices"
	"strings"

	"rapporteur"
)

// delegations writes who is sent to the table.
func (p *page) delegations() {
	for _, d := range p.record.Delegations {
		p.delegation(d)
	}
}

// delegation is the line "party — led by head · sent · to place · when" and under
// it its level and members.
func (p *page) delegation(d rapporteur.Delegation) {
	c := p.cast
	p.fact(0, d.ID, d.Confidence, told(
		append(p.party(d.Party), label(" —"+fixed+"led by ", c.titled(d.Head, d.Party), someone)...),
		said(string(d.Status)), label("to ", c.name(d.Destination), plain), said(moment(d.Time)),
	))
	p.under(0, told(
		append(said(level(d.Level)), p.levelWords(d)...),
		label("with ", c.names(d.Members), plain), label("without ", c.names(d.Excluded), plain),
		label("sent by ", p.other(d.SentBy, d.Party, d.Head), plain), label("for ", p.occasion(d.Meeting, d.Party), faint),
	))
	p.proof(0, d.Evidence)
}

// level is a delegation's level in words.
func level(l rapporteur.DelegationLevel) string {
	if l == "" {
		return ""
	}
	return strings.ReplaceAll(string(l), "_", " ") + " level"
}

// levelWords are the report's own words for the level, behind it where it is known.
func (p *page) levelWords(d rapporteur.Delegation) []run {
	words := p.quoted([]rapporteur.Span{d.LevelWords}, longestPhrase)
	switch {
	case d.LevelWords.Empty():
		return nil
	case d.Level == "":
		return said(words)
	}
	return said(" (" + words + ")")
}

// party is the name of a side, or that the report names none.
func (p *page) party(id string) []run {
	if name := p.cast.name(id); name != "" {
		return []run{{name, someone}}
	}
	return []run{{"unnamed", faint}}
}

// other is the name of an entity that the line does not name already.
func (p *page) other(id string, named ...string) string {
	if slices.Contains(named, id) {
		return ""
	}
	return p.cast.name(id)
}

// occasion is the meeting that a party's delegation is sent to, in words.
func (p *page) occasion(id, party string) string {
	m := p.cast.meetings[id]
	if m == nil {
		return ""
	}
	own := p.cast.side(party)
	others := slices.DeleteFunc(slices.Clone(m.Parties), func(id string) bool { return p.cast.side(id) == own })
	if names := p.cast.names(others); names != "" {
		return "the " + kind(m.Kind) + " with " + names
	}
	return "the " + kind(m.Kind)
}
