package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

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
	// Facts are those in which it takes part, by day; of each kind the latest ones up to
	// the limit, Counts is of how many.
	Facts  []Head
	Counts map[Kind]int
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
// Of the filter count Outlet and, for facts, From, To and Limit, which is for each kind.
func (s *Store) Who(ctx context.Context, name string, f Filter) ([]Someone, error) {
	var found []Someone
	err := s.asked(ctx, func(tx *transaction) error {
		var w where
		f.publication(&w)
		w.conditions = append(w.conditions, hasName("e", name, &w))
		all, err := rows(ctx, tx, func(r *sql.Rows) (k knownAs, err error) {
			return k, r.Scan(&k.row, &k.report, &k.entity, &k.party, &k.day, &k.name, &k.kb, &k.country, &k.kind, &k.mentions)
		}, `SELECT e.id, e.report, e.entity_id, e.party, r.day, e.name, e.kb, e.country, e.type, e.mentions
			FROM entities e JOIN reports r ON r.id = e.report`+w.sql()+" ORDER BY r.published_at, e.id", w.args...)
		if err != nil {
			return err
		}
		for _, same := range grouped(all) {
			one, err := someone(ctx, tx, same, f)
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

func someone(ctx context.Context, tx *transaction, same []knownAs, f Filter) (Someone, error) {
	last := same[len(same)-1]
	one := Someone{Name: last.name, Type: last.kind, KB: last.kb, Country: last.country, Counts: map[Kind]int{}}
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
	return one, one.takesPart(ctx, tx, same, f)
}

// takesPart adds the facts in which the entities take part.
func (one *Someone) takesPart(ctx context.Context, tx *transaction, same []knownAs, f Filter) error {
	var latest []datedFact
	for len(same) > 0 {
		n := min(perQuery, len(same))
		for n < len(same) && same[n].report == same[n-1].report {
			n++ // a fact of one report is counted once
		}
		some, err := latestFacts(ctx, tx, same[:n], f)
		if err != nil {
			return err
		}
		latest = append(latest, some...)
		same = same[n:]
	}
	slices.SortFunc(latest, func(a, b datedFact) int { return cmp.Or(cmp.Compare(b.day, a.day), cmp.Compare(b.row, a.row)) })
	shown := map[Kind]int{}
	var rows []int64
	for _, d := range latest {
		if shown[d.kind]++; f.Limit == 0 || shown[d.kind] <= f.Limit {
			rows = append(rows, d.row)
		}
		one.Counts[d.kind] += d.all
	}
	for some := range slices.Chunk(rows, perQuery) {
		found, err := heads(ctx, tx, " WHERE f.id IN ("+places(len(some))+")", anys(some)...)
		if err != nil {
			return err
		}
		one.Facts = append(one.Facts, found...)
	}
	slices.SortFunc(one.Facts, func(a, b Head) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.row, b.row)) })
	return nil
}

// datedFact is a fact by what facts are ordered by; all is, of the latest one of its kind,
// how many of the kind there are, else 0.
type datedFact struct {
	kind Kind
	day  string
	row  int64
	all  int
}

// latestFacts are the latest facts of each kind in which the entities take part, up to
// the limit.
func latestFacts(ctx context.Context, tx *transaction, same []knownAs, f Filter) ([]datedFact, error) {
	var w where
	entities := make([]int64, len(same))
	for i, k := range same {
		entities[i] = k.row
	}
	w.conditions = append(w.conditions, "f.id IN (SELECT p.fact FROM parts p WHERE p.entity IN "+in(&w, entities)+")")
	f.days(&w)
	counted := `SELECT f.kind, f.day, f.id, row_number() OVER (PARTITION BY f.kind ORDER BY f.day DESC, f.id DESC) AS place,
		count(*) OVER (PARTITION BY f.kind) AS total FROM facts f` + w.sql()
	limit := ""
	if f.Limit > 0 {
		limit = " WHERE place <= " + w.arg(f.Limit)
	}
	return rows(ctx, tx, func(r *sql.Rows) (d datedFact, err error) {
		return d, r.Scan(&d.kind, &d.day, &d.row, &d.all)
	}, "SELECT kind, day, id, CASE place WHEN 1 THEN total ELSE 0 END FROM ("+counted+") c"+limit, w.args...)
}

// gather adds what the entities of some rows have.
func (one *Someone) gather(ctx context.Context, tx *transaction, entities []int64) error {
	args := anys(entities)
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
	return nil
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

// Sides counts for every report in how many of the facts that a filter takes each side, by
// its name, acts or is a party; persons and places are none.
func (s *Store) Sides(ctx context.Context, f Filter) (map[string]map[string]int, error) {
	out := map[string]map[string]int{}
	err := s.asked(ctx, func(tx *transaction) error {
		var w where
		w.conditions = append(w.conditions, "p.role IN ('party', 'actor') AND e.type NOT IN ('person', 'place')")
		f.facts(&w)
		_, err := rows(ctx, tx, func(r *sql.Rows) (struct{}, error) {
			var report, name string
			var n int
			err := r.Scan(&report, &name, &n)
			if out[report] == nil {
				out[report] = map[string]int{}
			}
			out[report][name] = n
			return struct{}{}, err
		}, "SELECT r.text_id, e.name, count(*) FROM facts f JOIN parts p ON p.fact = f.id JOIN entities e ON e.id = p.entity"+factJoins+
			w.sql()+" GROUP BY r.text_id, e.name", w.args...)
		return err
	})
	return out, err
}
