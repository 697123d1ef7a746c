package main

import (
	"cmp"
	"slices"

	"rapporteur"
)

// party is a side of the negotiation with those who act for it.
type party struct {
	id string
	// facts is how many meetings, delegations and positions are its own.
	facts int
	// people are the IDs of the persons and bodies that act for it, by their first
	// mention.
	people []string
}

// parties are the sides of a record: who has a part in its meetings, delegations
// and positions, and whom else somebody acts for. Those with more facts come first.
func parties(r *rapporteur.Record, c cast) []party {
	facts := factsOf(r, c)
	people := map[string][]string{}
	acts := actsFor(r, c)
	for _, e := range r.Entities {
		if side := acts[e.ID]; side != "" && side != e.ID && e.Type != rapporteur.GroupEntity && e.Type != rapporteur.PlaceEntity {
			people[side] = append(people[side], e.ID)
		}
	}
	var out []party
	for _, e := range r.Entities {
		if facts[e.ID] > 0 || len(people[e.ID]) > 0 {
			out = append(out, party{e.ID, facts[e.ID], people[e.ID]})
		}
	}
	slices.SortStableFunc(out, func(a, b party) int { return cmp.Compare(b.facts, a.facts) })
	return out
}

// factsOf counts the facts of each side.
func factsOf(r *rapporteur.Record, c cast) map[string]int {
	facts := map[string]int{}
	for _, m := range r.Meetings {
		for _, id := range m.Parties {
			facts[c.side(id)]++
		}
	}
	for _, d := range r.Delegations {
		facts[c.side(d.Party)]++
	}
	for _, p := range r.Positions {
		facts[c.side(p.Party)]++
	}
	return facts
}

// actsFor is by the ID of an entity that of the side that it acts for: what the
// entity itself says, else who the office is of, whose delegation it is in or whose
// position it voices.
func actsFor(r *rapporteur.Record, c cast) map[string]string {
	acts := map[string]string{}
	set := func(side string, ids ...string) {
		for _, id := range ids {
			if e := c.entities[id]; e != nil && e.Party == "" && acts[id] == "" && side != "" && e.Type == rapporteur.PersonEntity {
				acts[id] = c.side(side)
			}
		}
	}
	for _, e := range r.Entities {
		if c.entities[e.Party] != nil {
			acts[e.ID] = c.side(e.ID)
		}
	}
	for _, e := range r.Entities {
		for _, role := range e.Roles {
			set(c.named(role.Of), e.ID)
		}
	}
	for _, d := range r.Delegations {
		set(d.Party, append([]string{d.Head}, d.Members...)...)
	}
	for _, p := range r.Positions {
		set(p.Party, p.Holder)
	}
	return acts
}

// parties writes each side with those who act for it.
func (p *page) parties() {
	for _, side := range parties(p.record, p.cast) {
		p.item(0, 1, []run{{p.cast.name(side.id), someone}})
		p.firstMention(0, side.id)
		for _, id := range side.people {
			p.under(0, append(label("", p.cast.name(id), plain), label(", ", p.cast.office(id, side.id), faint)...))
			p.firstMention(indent, id)
		}
	}
}

// firstMention is the evidence that an entity takes part: its first name, else the
// first words for it.
func (p *page) firstMention(left int, id string) {
	mentions := p.cast.entities[id].Mentions
	named := slices.IndexFunc(mentions, func(m rapporteur.EntityMention) bool { return m.Form == rapporteur.NameForm })
	if len(mentions) > 0 {
		p.proof(left, []rapporteur.Span{mentions[max(named, 0)].Span})
	}
}
