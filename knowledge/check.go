package knowledge

import (
	"cmp"
	"fmt"
	"slices"
)

// Check reads a user's file as Load would. Problems are lines for which Load
// refuses it; notes are where it contradicts what the base says, and names that
// the base cannot resolve.
func (b *Base) Check(f File, maxBytes int64) (entries int, problems, notes []*Problem) {
	blocks, problems := readBlocks(f, cmp.Or(maxBytes, DefaultMaxBytes))
	own := newBase(blocks)
	for _, e := range own.entries {
		note := func(format string, args ...any) {
			notes = append(notes, &Problem{e.File, e.Line, fmt.Sprintf("%s: ", e.Name) + fmt.Sprintf(format, args...)})
		}
		if old := b.earlier(e); old != nil {
			for _, c := range contradictions(old, e) {
				note("%s (%s:%d)", c, old.File, old.Line)
			}
		}
		if e.Type != State && e.Country != "" && b.State(e.Country) == nil && own.State(e.Country) == nil {
			note("country %s is no state of the base", e.Country)
		}
		for _, r := range e.Roles {
			if !b.resolves(r.Of) && !own.resolves(r.Of) {
				note("%s is not in the base", quoted(r.Of))
				continue
			}
			for _, other := range b.rivals(e, r) {
				note("%s of %s is %s (%s) in the base", r.Title, r.Of, other.Name, other.Role.dates())
			}
		}
	}
	return len(own.entries), problems, notes
}

func quoted(s string) string { return fmt.Sprintf("%q", clip(s)) }

// resolves reports whether the base knows what a role is of: a state, an
// organisation, a place, or what has one of them in front ("Turkish Presidency",
// "Rwanda Defence Force", "Burundi peace talks").
func (b *Base) resolves(of string) bool {
	for name := of; name != ""; name, _, _ = cutLast(name) {
		named := func(m Match) bool { return m.Type != Person && (name == of || m.Type != Organisation) }
		if slices.ContainsFunc(b.byName[Fold(name)], named) || len(b.LookupPlace(name)) > 0 {
			return true
		}
	}
	return false
}

// contradictions are the values that both entries have and that differ.
func contradictions(old, e *Entry) (found []string) {
	for _, c := range []struct{ what, old, new string }{
		{"name", old.Name, e.Name}, {"id", old.ID, e.ID}, {"country", old.Country, e.Country},
		{"kind", old.Kind, e.Kind}, {"party", old.Party, e.Party}, {"capital", old.Capital, e.Capital},
		{"parent", old.Parent, e.Parent}, {"based", old.Based, e.Based}, {"region", old.Region, e.Region},
		{"founded", old.Founded.String(), e.Founded.String()}, {"dissolved", old.Dissolved.String(), e.Dissolved.String()},
		{"level", old.Level, e.Level},
	} {
		if c.old != "" && c.new != "" && c.old != c.new {
			found = append(found, fmt.Sprintf("%s is %s here, %s in the base", c.what, quoted(c.new), quoted(c.old)))
		}
	}
	if old.Located && e.Located && (old.Latitude != e.Latitude || old.Longitude != e.Longitude) {
		found = append(found, fmt.Sprintf("lies at %g, %g here, at %g, %g in the base", e.Latitude, e.Longitude, old.Latitude, old.Longitude))
	}
	for _, r := range e.Roles {
		for _, o := range old.Roles {
			same := Fold(o.Title) == Fold(r.Title) && Fold(o.Of) == Fold(r.Of)
			if same && overlaps(o, r) && (o.From != r.From || o.To != r.To) {
				found = append(found, fmt.Sprintf("%s of %s is %s here, %s in the base", r.Title, r.Of, r.dates(), o.dates()))
			}
		}
	}
	return found
}

// rivals are the others who hold the office of a role at the same time, more than
// a day of handing over.
func (b *Base) rivals(e *Entry, r Role) (found []Holding) {
	if shared(r.Title) || r.From.IsZero() {
		return nil
	}
	for _, h := range b.Holder(r.Title, r.Of, Date{}) {
		if Fold(h.Name) != Fold(e.Name) && !h.Role.To.IsZero() && overlaps(h.Role, r) && h.Role.To != r.From && h.Role.From != r.To {
			found = append(found, h)
		}
	}
	return found
}

// overlaps reports whether two roles may be held on one day.
func overlaps(x, y Role) bool {
	apart := func(x, y Role) bool { return !x.To.IsZero() && !y.From.IsZero() && x.To.before(y.From) }
	return !apart(x, y) && !apart(y, x)
}

// dates writes when a role was held.
func (r Role) dates() string {
	s := fmt.Sprintf("%v to %v", r.From, r.To)
	if r.Uncertain {
		s += ", uncertain"
	}
	return s
}
