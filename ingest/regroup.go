package ingest

import (
	"context"
	"maps"
	"slices"

	"rapporteur"
	"rapporteur/history"
	"rapporteur/lineage"
	"rapporteur/store"
)

// mostRegrouped is how many tellings that are tied to one another are grouped at once at
// most. Beyond, what is farthest from the new reports keeps its groups: so many hang
// together only in archives of many thousand reports on one conflict, where the order of
// adding may then show.
const mostRegrouped = 5000

// regroup groups all tellings that hang together with those touched, by however many
// edges, and writes the facts that they tell.
func (j *joining) regroup(ctx context.Context) error {
	near, ties, err := j.component(ctx)
	if err != nil {
		return err
	}
	all, ids, err := j.tellings(ctx, slices.Concat(near, linked(ties)))
	if err != nil {
		return err
	}
	at := make(map[store.TellingID]int, len(ids))
	for i, id := range ids {
		at[id] = i
	}
	inside := map[int]bool{}
	for _, id := range near {
		if i, have := at[id]; have {
			inside[i] = true
		}
	}
	var edges []history.Edge
	var links []history.Link
	for _, t := range ties {
		a, haveA := at[t.A]
		b, haveB := at[t.B]
		switch {
		case !haveA || !haveB:
		case t.Kind != "":
			links = append(links, history.Link{Kind: history.LinkKind(t.Kind), From: a, To: b})
		case inside[a] && inside[b]:
			edges = append(edges, history.Edge{A: a, B: b, Alike: t.Alike})
		}
	}
	return j.write(ctx, all, ids, inside, edges, links)
}

// linked are the tellings of which one says something of the other.
func linked(ties []store.Tie) []store.TellingID {
	var out []store.TellingID
	for _, t := range ties {
		if t.Kind != "" {
			out = append(out, t.A, t.B)
		}
	}
	return out
}

// component are the tellings that may be grouped otherwise than before because of those
// touched, and all ties of these.
func (j *joining) component(ctx context.Context) ([]store.TellingID, []store.Tie, error) {
	c := newComponents()
	for id := range j.touched {
		c.add(id)
	}
	var ties []store.Tie
	for frontier := slices.Sorted(maps.Keys(j.touched)); len(frontier) > 0; {
		found, err := j.tiesOf(ctx, frontier)
		if err != nil {
			return nil, nil, err
		}
		ties = append(ties, found...)
		frontier = nil
		for _, t := range found {
			if id, beyond := j.beyond(c, t); beyond {
				frontier = append(frontier, id)
			}
		}
	}
	near := slices.Sorted(maps.Keys(c.parent))
	mates, err := j.w.GroupMates(ctx, near)
	if err != nil {
		return nil, nil, err
	}
	mates = slices.DeleteFunc(mates, c.has)
	more, err := j.tiesOf(ctx, mates)
	near = append(near, mates...)
	slices.Sort(near)
	return near, append(ties, more...), err
}

// beyond is the telling that a tie leads to from those in components, if it leads beyond
// them: to one that may come into one group with them, or of which one of them says
// something, which is to be told anew.
func (j *joining) beyond(c *components, t store.Tie) (store.TellingID, bool) {
	hasA, hasB := c.has(t.A), c.has(t.B)
	switch {
	case t.Kind != "":
		c.add(t.B)
		return t.B, !hasB
	case !j.unites(t):
		return 0, false
	case hasA && hasB:
		c.unite(t.A, t.B)
		return 0, false
	}
	known, id := t.A, t.B
	if hasB {
		known, id = t.B, t.A
	}
	if c.size[c.root(known)] >= mostRegrouped {
		return 0, false
	}
	c.add(id)
	c.unite(known, id)
	return id, true
}

// unites reports whether the tellings of a tie are alike enough to come into one group.
func (j *joining) unites(t store.Tie) bool {
	told, n := j.told[t.A.Row()], t.A.Number()
	return n < len(told) && history.Unites(told[n].Kind, t.Alike)
}

// tiesOf are the ties of tellings, the tellings at their ends read.
func (j *joining) tiesOf(ctx context.Context, of []store.TellingID) ([]store.Tie, error) {
	ties, err := j.w.TiesOf(ctx, of)
	if err != nil {
		return nil, err
	}
	var in []int64
	for _, t := range ties {
		in = append(in, t.A.Row())
	}
	return ties, j.load(ctx, in)
}

// components are tellings by which of them hang together: a forest of disjoint sets
// (Galler and Fischer 1964).
type components struct {
	parent map[store.TellingID]store.TellingID
	// size is how many tellings there are, by the root.
	size map[store.TellingID]int
}

func newComponents() *components {
	return &components{map[store.TellingID]store.TellingID{}, map[store.TellingID]int{}}
}

func (c *components) has(id store.TellingID) bool {
	_, has := c.parent[id]
	return has
}

// add adds a telling that hangs together with none.
func (c *components) add(id store.TellingID) {
	if !c.has(id) {
		c.parent[id], c.size[id] = id, 1
	}
}

func (c *components) root(id store.TellingID) store.TellingID {
	for c.parent[id] != id {
		c.parent[id] = c.parent[c.parent[id]]
		id = c.parent[id]
	}
	return id
}

func (c *components) unite(a, b store.TellingID) {
	a, b = c.root(a), c.root(b)
	if a == b {
		return
	}
	if c.size[a] < c.size[b] {
		a, b = b, a
	}
	c.parent[b] = a
	c.size[a] += c.size[b]
	delete(c.size, b)
}

// write groups the tellings inside and puts the facts that they tell in the place of
// those they told before.
func (j *joining) write(ctx context.Context, all []*history.Telling, ids []store.TellingID, inside map[int]bool, edges []history.Edge, links []history.Link) error {
	rows := map[int64]bool{}
	var told []store.TellingID
	for i := range inside {
		rows[ids[i].Row()] = true
		told = append(told, ids[i])
	}
	_, relations, err := j.w.Kin(ctx, slices.Sorted(maps.Keys(rows)))
	if err != nil {
		return err
	}
	origins := lineage.NewOrigins(relations)
	origin := func(report string, evidence []rapporteur.Span) string {
		return origins.Of(lineage.Place{Report: report, Evidence: evidence})
	}
	sortLinks(all, links)
	var facts []store.Joined
	for _, group := range history.Group(all, edges) {
		if !inside[group[0]] {
			continue
		}
		fact := store.Joined{JoinedFact: history.Tell(all, group, links, origin)}
		for _, i := range group {
			fact.Tellings = append(fact.Tellings, ids[i])
		}
		facts = append(facts, fact)
	}
	return j.w.Replace(ctx, told, facts)
}

// sortLinks puts links in an order that does not depend on that of the reports.
func sortLinks(all []*history.Telling, links []history.Link) {
	slices.SortFunc(links, func(a, b history.Link) int {
		if c := history.Compare(all[a.From], all[b.From]); c != 0 {
			return c
		}
		return history.Compare(all[a.To], all[b.To])
	})
}
