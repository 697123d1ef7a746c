package store

import (
	"fmt"
	"strings"
)

// Filter says which reports and facts count. The zero value takes all.
type Filter struct {
	// Report is the beginning of a report's ID.
	Report string
	// From and To are days ("2031-02-03"), both included: of publication for reports,
	// of when it was or is to be for facts.
	From, To string
	// Outlet is who published, whatever its case.
	Outlet string
	// Party and Person name who takes part, by any name that a report has for them or
	// by a whole word of it; Party also finds those who act for it.
	Party, Person string
	// Label is a value of the fact's own scale, as a stance or a status.
	Label string
	// Topic is a search among the issues of positions, in the form of Search.
	Topic string
	// Verdict is what an analyst decided: Confirm, Reject or Correct.
	Verdict Verdict
	// Limit is the most to return, 0 for all; Offset is how many to leave out first.
	Limit, Offset int
}

// reports adds the conditions on reports r.
func (f Filter) reports(w *where) {
	f.publication(w)
	if f.From != "" {
		w.and("r.day >= ?", f.From)
	}
	if f.To != "" {
		w.and("r.day <> '' AND r.day <= ?", f.To)
	}
	for _, who := range f.named() {
		w.conditions = append(w.conditions, "r.id IN (SELECT e.report FROM entities e WHERE "+who.condition(w)+")")
	}
}

// facts adds the conditions on facts f of reports r.
func (f Filter) facts(w *where) {
	f.publication(w)
	f.days(w)
	if f.Label != "" {
		w.and("f.label = ?", f.Label)
	}
	if f.Verdict != "" {
		w.and("d.verdict = ?", string(f.Verdict))
	}
	for _, who := range f.named() {
		w.conditions = append(w.conditions,
			"f.id IN (SELECT p.fact FROM parts p JOIN entities e ON e.id = p.entity WHERE "+who.condition(w)+")")
	}
}

// days adds the conditions on the days of facts f.
func (f Filter) days(w *where) {
	if f.From != "" {
		w.and("f.day >= ?", f.From)
	}
	if f.To != "" {
		w.and("f.day <> '' AND f.day <= ?", f.To)
	}
}

func (f Filter) publication(w *where) {
	if f.Report != "" {
		w.and(`r.text_id LIKE ? ESCAPE '\'`, likely(strings.ToLower(f.Report))+"%")
	}
	if f.Outlet != "" {
		w.and("lower(r.outlet) = lower(?)", f.Outlet)
	}
}

func (f Filter) limit(w *where) string {
	out := ""
	if f.Limit > 0 || f.Offset > 0 {
		limit := f.Limit
		if limit == 0 {
			limit = 1 << 31
		}
		out = fmt.Sprintf(" LIMIT %s OFFSET %s", w.arg(limit), w.arg(f.Offset))
	}
	return out
}

// naming is a name that someone is asked for by.
type naming struct {
	name string
	// types are those that it may have, in SQL.
	types string
	// acting counts those who act for it too.
	acting bool
}

func (f Filter) named() []naming {
	var out []naming
	if f.Party != "" {
		out = append(out, naming{f.Party, "e.type <> 'person'", true})
	}
	if f.Person != "" {
		out = append(out, naming{f.Person, "e.type = 'person'", false})
	}
	return out
}

// condition is that entity e has the name, a wording of it in its report, or its
// identifier in Wikidata, or acts for one who has.
func (n naming) condition(w *where) string {
	is := "(" + n.types + " AND " + hasName("e", n.name, w) + ")"
	if !n.acting {
		return is
	}
	return "(" + is + ` OR e.party <> '' AND EXISTS (SELECT 1 FROM entities side
		WHERE side.report = e.report AND side.entity_id = e.party AND ` + hasName("side", n.name, w) + "))"
}

// hasName is that an entity of an alias has a name.
func hasName(alias, name string, w *where) string {
	folded := fold(name)
	exact, within, kb := w.arg(folded), w.arg("% "+likely(folded)+" %"), w.arg(strings.ToUpper(name))
	return fmt.Sprintf(`(%[1]s.folded = %[2]s OR %[1]s.kb = %[4]s OR ' ' || %[1]s.folded || ' ' LIKE %[3]s ESCAPE '\'
		OR %[1]s.id IN (SELECT m.entity FROM mentions m WHERE m.folded = %[2]s
			OR m.form = 'name' AND ' ' || m.folded || ' ' LIKE %[3]s ESCAPE '\'))`, alias, exact, within, kb)
}

// likely is text for LIKE that stands for itself.
func likely(text string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(text)
}
