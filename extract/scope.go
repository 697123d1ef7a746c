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
	public := map[string]bool{}
	for _, e := range r.Entities {
		switch e.Type {
		case rapporteur.GovernmentEntity, rapporteur.OrganisationEntity:
			public[e.ID] = true
		case rapporteur.PersonEntity, rapporteur.GroupEntity:
			public[e.ID] = e.Party != "" || len(e.Roles) > 0
		}
	}
	some := func(ids ...string) bool {
		return slices.ContainsFunc(ids, func(id string) bool { return public[id] })
	}
	r.Events = slices.DeleteFunc(r.Events, func(e rapporteur.Event) bool {
		return e.Confidence < surePhrase && !some(e.Actors...)
	})
	r.Positions = slices.DeleteFunc(r.Positions, func(p rapporteur.Position) bool {
		return p.Confidence < surePhrase && !some(p.Party)
	})
}
