package rapporteur

import (
	"iter"
	"slices"
)

// AnyFact is a fact of any kind: a *Statement, *Event, *Meeting, *Delegation, *Position
// or *Condition.
type AnyFact interface {
	FactKind() FactKind
	// Common is what every fact has.
	Common() *Fact
	// Links are where it names other facts of its record.
	Links() []Link
}

// Link is where a fact names one other fact of its record or several, by their IDs.
type Link struct {
	// Kind is that of the facts that are named.
	Kind FactKind
	one  *string
	many *[]string
}

// Keep takes away the IDs that keep does not take.
func (l Link) Keep(keep func(id string) bool) {
	if l.one != nil && *l.one != "" && !keep(*l.one) {
		*l.one = ""
	}
	if l.many != nil {
		*l.many = slices.DeleteFunc(slices.Clone(*l.many), func(id string) bool { return !keep(id) })
	}
}

// Common returns the fact itself: it is what the kinds of fact embed.
func (f *Fact) Common() *Fact { return f }

// FactKind implements AnyFact.
func (*Statement) FactKind() FactKind { return StatementFact }

// FactKind implements AnyFact.
func (*Event) FactKind() FactKind { return EventFact }

// FactKind implements AnyFact.
func (*Meeting) FactKind() FactKind { return MeetingFact }

// FactKind implements AnyFact.
func (*Delegation) FactKind() FactKind { return DelegationFact }

// FactKind implements AnyFact.
func (*Position) FactKind() FactKind { return PositionFact }

// FactKind implements AnyFact.
func (*Condition) FactKind() FactKind { return ConditionFact }

// Links implements AnyFact.
func (s *Statement) Links() []Link { return []Link{{Kind: StatementFact, one: &s.Within}} }

// Links implements AnyFact.
func (e *Event) Links() []Link { return []Link{{Kind: StatementFact, one: &e.SaidBy}} }

// Links implements AnyFact.
func (m *Meeting) Links() []Link {
	all := []Link{{Kind: DelegationFact, many: &m.Delegations}}
	for i := range m.Life {
		all = append(all, Link{Kind: StatementFact, one: &m.Life[i].SaidBy})
	}
	return all
}

// Links implements AnyFact.
func (d *Delegation) Links() []Link { return []Link{{Kind: MeetingFact, one: &d.Meeting}} }

// Links implements AnyFact.
func (p *Position) Links() []Link { return []Link{{Kind: StatementFact, one: &p.Statement}} }

// Links implements AnyFact.
func (c *Condition) Links() []Link { return []Link{{Kind: StatementFact, one: &c.Statement}} }

// Facts yields all facts of the record, by kind and in its order. They point into the
// record.
func (r *Record) Facts() iter.Seq[AnyFact] {
	return func(yield func(AnyFact) bool) {
		_ = each(r.Statements, yield) && each(r.Events, yield) && each(r.Meetings, yield) &&
			each(r.Delegations, yield) && each(r.Positions, yield) && each(r.Conditions, yield)
	}
}

// pointer is a pointer to a fact of the type T.
type pointer[T any] interface {
	*T
	AnyFact
}

// each yields the facts of a table; false where no more are wanted.
func each[T any, P pointer[T]](table []T, yield func(AnyFact) bool) bool {
	for i := range table {
		if !yield(P(&table[i])) {
			return false
		}
	}
	return true
}

// Fact returns the fact of an ID, nil where the record lacks it.
func (r *Record) Fact(id string) AnyFact {
	for f := range r.Facts() {
		if f.Common().ID == id {
			return f
		}
	}
	return nil
}

// Keep returns the record with the facts that keep takes, in new tables. What they refer
// to stays named though it is not among them; a deadlock without one of its conditions is
// none.
func (r *Record) Keep(keep func(AnyFact) bool) *Record {
	out := *r
	out.Statements, out.Events, out.Meetings = kept(r.Statements, keep), kept(r.Events, keep), kept(r.Meetings, keep)
	out.Delegations, out.Positions, out.Conditions = kept(r.Delegations, keep), kept(r.Positions, keep), kept(r.Conditions, keep)
	conditions := map[string]bool{}
	for _, c := range out.Conditions {
		conditions[c.ID] = true
	}
	out.Deadlocks = slices.DeleteFunc(slices.Clone(r.Deadlocks), func(cycle []string) bool {
		return slices.ContainsFunc(cycle, func(id string) bool { return !conditions[id] })
	})
	return &out
}

// kept is a new table of the facts that keep takes.
func kept[T any, P pointer[T]](table []T, keep func(AnyFact) bool) []T {
	var out []T
	for i := range table {
		if keep(P(&table[i])) {
			out = append(out, table[i])
		}
	}
	return out
}

// Append appends an empty fact of a kind to its table and returns it, nil where there is
// no such kind. Facts that were pointed to in the table are there no longer.
func (r *Record) Append(kind FactKind) AnyFact {
	switch kind {
	case StatementFact:
		return appended(&r.Statements)
	case EventFact:
		return appended(&r.Events)
	case MeetingFact:
		return appended(&r.Meetings)
	case DelegationFact:
		return appended(&r.Delegations)
	case PositionFact:
		return appended(&r.Positions)
	case ConditionFact:
		return appended(&r.Conditions)
	}
	return nil
}

func appended[T any](table *[]T) *T {
	*table = append(*table, *new(T))
	return &(*table)[len(*table)-1]
}
