package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"rapporteur"
)

// Someone is a person, a side or a place as all reports of an archive know it.
type Someone struct {
	Name    string
	Type    rapporteur.EntityType
	KB      string
	Country string
	// Names are the wordings by which reports name it, the most frequent first.
	Names []string
	// Roles are all that reports give it, without doubles; For are the names of the
	// sides for which it acts, Actors of those who act for it.
	Roles       []rapporteur.Role
	For, Actors []string
	// Reports counts those that mention it, Mentions how often they do.
	Reports, Mentions int
	// First and Last are the days of the first and the last report that mentions it.
	First, Last string
	// Facts are those in which it takes part, by day.
	Facts []Head
}

// knownAs is an entity of one report.
type knownAs struct {
	row, report        int64
	entity, party, day string
	name, kb, country  string
	kind               rapporteur.EntityType
	mentions           int
}

// Who returns those whom reports know by a name, by a whole word of it or by an
// identifier of Wikidata, the most mentioned first. Entities of different reports are
// one where they are the same in the knowledge base, else where name and type agree.
// The filter's Party and Person do not count.
func (s *Store) Who(ctx context.Context, name string, f Filter) ([]Someone, error) {
	f.Party, f.Person = "", ""
	var found []Someone
	err := s.asked(ctx, func(tx *transaction) error {
		var w where
		f.reports(&w)
		w.conditions = append(w.conditions, hasName("e", name, &w))
		all, err := rows(ctx, tx, func(r *sql.Rows) (k knownAs, err error) {
			return k, r.Scan(&k.row, &k.report, &k.entity, &k.party, &k.day, &k.name, &k.kb, &k.country, &k.kind, &k.mentions)
		}, `SELECT e.id, e.report, e.entity_id, e.party, r.day, e.name, e.kb, e.country, e.type, e.mentions
			FROM entities e JOIN reports r ON r.id = e.report`+w.sql()+" ORDER BY r.published_at, e.id", w.args...)
		if err != nil {
			return err
		}
		for _, same := range grouped(all) {
			one, err := someone(ctx, tx, same)
			if err != nil {
				return err
			}
			found = append(found, one)
		}
		return nil
	})
	slices.SortStableFunc(found, func(a, b Someone) int { return cmp.Compare(b.Mentions, a.Mentions) })
	return found, err
}

// grouped puts together those that are the same, in the order of their first reports.
func grouped(all []knownAs) [][]knownAs {
	var groups [][]knownAs
	at := map[string]int{}
	for _, k := range all {
		key := cmp.Or(k.kb, string(k.kind)+" "+fold(k.name))
		i, known := at[key]
		if !known {
			i = len(groups)
			at[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], k)
	}
	return groups
}

func someone(ctx context.Context, tx *transaction, same []knownAs) (Someone, error) {
	last := same[len(same)-1]
	one := Someone{Name: last.name, Type: last.kind, KB: last.kb, Country: last.country}
	entities := make([]int64, len(same))
	reports := map[int64]bool{}
	for i, k := range same {
		entities[i] = k.row
		one.Mentions += k.mentions
		reports[k.report] = true
		if k.day != "" {
			one.First = cmp.Or(one.First, k.day)
			one.Last = k.day
		}
	}
	one.Reports = len(reports)
	for some := range slices.Chunk(entities, perQuery) {
		if err := one.gather(ctx, tx, some); err != nil {
			return one, err
		}
	}
	slices.SortStableFunc(one.Facts, func(a, b Head) int { return strings.Compare(a.Day, b.Day) })
	return one, nil
}

// gather adds what the entities of some rows have.
func (one *Someone) gather(ctx context.Context, tx *transaction, entities []int64) error {
	args := make([]any, len(entities))
	for i, e := range entities {
		args[i] = e
	}
	among := "IN (" + places(len(args)) + ")"
	names, err := rows(ctx, tx, scanString, "SELECT words FROM mentions WHERE entity "+among+
		" GROUP BY words ORDER BY sum(times) DESC, words", args...)
	if err != nil {
		return err
	}
	one.Names = addNew(one.Names, names)
	roles, err := rows(ctx, tx, func(r *sql.Rows) (role rapporteur.Role, err error) {
		return role, r.Scan(&role.Title, &role.Of, &role.From, &role.To)
	}, "SELECT DISTINCT title, of, from_day, to_day FROM roles WHERE entity "+among+" ORDER BY from_day, title, of, to_day", args...)
	if err != nil {
		return err
	}
	one.Roles = addNew(one.Roles, roles)
	sides, err := rows(ctx, tx, scanString, `SELECT DISTINCT side.name FROM entities e JOIN entities side
		ON side.report = e.report AND side.entity_id = e.party WHERE e.id `+among+" ORDER BY side.name", args...)
	if err != nil {
		return err
	}
	one.For = addNew(one.For, sides)
	actors, err := rows(ctx, tx, scanString, `SELECT actor.name FROM entities e JOIN entities actor
		ON actor.report = e.report AND actor.party = e.entity_id WHERE e.id `+among+" GROUP BY actor.name ORDER BY sum(actor.mentions) DESC, actor.name", args...)
	if err != nil {
		return err
	}
	one.Actors = addNew(one.Actors, actors)
	facts, err := heads(ctx, tx, " WHERE f.id IN (SELECT fact FROM parts WHERE entity "+among+") ORDER BY f.day, f.id", args...)
	one.Facts = append(one.Facts, facts...)
	return err
}

func scanString(r *sql.Rows) (s string, err error) { return s, r.Scan(&s) }

// addNew appends the values that are not there yet.
func addNew[T comparable](to, values []T) []T {
	for _, v := range values {
		if !slices.Contains(to, v) {
			to = append(to, v)
		}
	}
	return to
}
