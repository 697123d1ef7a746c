package extract

import (
	"slices"

	"rapporteur"
)

// surePhrase is the confidence from which on a fact whose participants are not
// known to be public actors is kept: on ten texts without a negotiation lower ones
// are most of what is found falsely, on gold/dev few of them are right.
const surePhrase = 0.45

// inScope leaves the events and positions of public actors: governments,
// organisations, groups and those who act for them or hold an office. Bargaining in
// private life gives statements alone (record.md, Scope).
func inScope(r *rapporteur.Record) {
	public, group := map[string]bool{}, map[string]bool{}
	for _, e := range r.Entities {
		switch e.Type {
		case rapporteur.GovernmentEntity, rapporteur.OrganisationEntity:
			public[e.ID] = true
		case rapporteur.PersonEntity, rapporteur.GroupEntity:
			public[e.ID] = e.Party != "" || len(e.Roles) > 0
			group[e.ID] = e.Type == rapporteur.GroupEntity // ministers, rebels, marchers
		}
	}
	some := func(ids ...string) bool {
		return slices.ContainsFunc(ids, func(id string) bool { return public[id] })
	}
	if !negotiates(r) {
		doubtful(r)
	}
	r.Events = slices.DeleteFunc(r.Events, func(e rapporteur.Event) bool {
		return e.Confidence < surePhrase && !some(e.Actors...) && !slices.ContainsFunc(e.Actors, func(id string) bool { return group[id] })
	})
	r.Positions = slices.DeleteFunc(r.Positions, func(p rapporteur.Position) bool {
		return p.Confidence < surePhrase && !some(p.Party)
	})
}

// quietPhrase is the confidence from which on a fact is kept in a report where
// nobody meets and no state acts.
const quietPhrase = 0.6

// negotiates reports whether anybody meets in the report or a state acts or takes a
// side in it.
func negotiates(r *rapporteur.Record) bool {
	state := map[string]bool{}
	for _, e := range r.Entities {
		state[e.ID] = e.Type == rapporteur.GovernmentEntity
	}
	for _, e := range r.Entities {
		state[e.ID] = state[e.ID] || state[e.Party]
	}
	acts := func(e rapporteur.Event) bool {
		return slices.ContainsFunc(e.Actors, func(id string) bool { return state[id] })
	}
	holds := func(p rapporteur.Position) bool { return state[p.Party] }
	return len(r.Meetings) > 0 || slices.ContainsFunc(r.Events, acts) || slices.ContainsFunc(r.Positions, holds)
}

// doubtful drops the facts that a report without a negotiation seldom has.
func doubtful(r *rapporteur.Record) {
	r.Events = slices.DeleteFunc(r.Events, func(e rapporteur.Event) bool { return e.Confidence < quietPhrase })
	r.Delegations = slices.DeleteFunc(r.Delegations, func(d rapporteur.Delegation) bool { return d.Confidence < quietPhrase })
	r.Positions = slices.DeleteFunc(r.Positions, func(p rapporteur.Position) bool { return p.Confidence < quietPhrase })
	r.Conditions = slices.DeleteFunc(r.Conditions, func(c rapporteur.Condition) bool { return c.Confidence < quietPhrase })
}
