package export

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"rapporteur"
)

// A Record is a report's record on its way out, with what an archive knows of its
// facts beside it.
type Record struct {
	*rapporteur.Record
	// Version is what made the record.
	Version string
	// Standings are what an archive knows of the facts, nil of a record from elsewhere.
	Standings map[FactID]Standing
}

// FactID names a fact within a record.
type FactID struct {
	Kind rapporteur.FactKind
	ID   string
}

// Standing is what an archive knows of a fact beside the record.
type Standing struct {
	// Key is the identity that a new analysis keeps.
	Key string
	// Decision is the analyst's last verdict, "confirm", "reject" or "correct"; By, Why
	// and At are who gave it, why and when. All are empty where there is none.
	Decision, By, Why string
	At                time.Time
	// Merged is shared by facts that an analyst merged, empty elsewhere.
	Merged string
	// Kept says that only the analyst's decision keeps the fact: the version did not
	// find it.
	Kept bool
	// Joined is the fact with what other reports say of it, nil where that is not known.
	Joined *rapporteur.JoinedFact
}

// Short is the beginning of the report's ID by which a person calls it.
func (r *Record) Short() string { return r.Report.ID[:min(len(r.Report.ID), 8)] }

// idOf names a fact within its record.
func idOf(f rapporteur.AnyFact) FactID { return FactID{f.FactKind(), f.Common().ID} }

// Choose returns the record with the facts that keep takes. What they refer to stays
// named though it is not among them; a deadlock without one of its conditions is none.
func (r *Record) Choose(keep func(FactID) bool) *Record {
	return &Record{r.Keep(func(f rapporteur.AnyFact) bool { return keep(idOf(f)) }), r.Version, r.Standings}
}

// Without returns the record without the facts that wrong takes, as if they had never been
// found: what refers to one refers to nothing.
func (r *Record) Without(wrong func(FactID) bool) *Record {
	out := r.Choose(func(id FactID) bool { return !wrong(id) })
	for i := range out.Meetings {
		out.Meetings[i].Life = slices.Clone(out.Meetings[i].Life) // which links point into
	}
	for f := range out.Facts() {
		for _, link := range f.Links() {
			link.Keep(func(id string) bool { return !wrong(FactID{link.Kind, id}) })
		}
	}
	return out
}

// Empty reports whether the report has no fact.
func (r *Record) Empty() bool {
	for range r.Facts() {
		return false
	}
	return true
}

// reading is a record with what its tables are read by.
type reading struct {
	*Record
	points   codePoints
	entities map[string]*rapporteur.Entity
}

func read(r *Record) *reading {
	out := &reading{Record: r, points: newCodePoints(r.Report.Text), entities: map[string]*rapporteur.Entity{}}
	for i := range r.Entities {
		out.entities[r.Entities[i].ID] = &r.Entities[i]
	}
	return out
}

// name is the canonical name of an entity; one that the record does not have, which an
// analyst named, is called what it is called there.
func (r *reading) name(id string) string {
	if e := r.entities[id]; e != nil {
		return cmp.Or(e.Name, id)
	}
	return id
}

func (r *reading) names(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = r.name(id)
	}
	return out
}

// day is the first day of a TIMEX3 value, else that of publication.
func (r *reading) day(value string) string {
	return cmp.Or(rapporteur.FirstDay(value), r.published())
}

// published is the day of publication, empty where unknown.
func (r *reading) published() string {
	if r.Report.Published.IsZero() {
		return ""
	}
	return r.Report.Published.Format(time.DateOnly)
}

// fact calls a fact as people do: the report's short ID and its own.
func (r *reading) fact(id string) string { return r.Short() + "/" + id }

// facts calls facts as people do, an empty ID by nothing.
func (r *reading) facts(ids ...string) []string {
	var out []string
	for _, id := range ids {
		if id != "" {
			out = append(out, r.fact(id))
		}
	}
	return out
}

// link calls a fact as people do, empty where there is none.
func (r *reading) link(id string) string {
	if id == "" {
		return ""
	}
	return r.fact(id)
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
