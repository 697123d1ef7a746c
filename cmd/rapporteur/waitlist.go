package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"rapporteur/store"
	"rapporteur/view"
)

// waitsFlags are the flags of waits as they were given.
type waitsFlags struct {
	archiveFlags
	factFlags
	outputFlags
}

func waitsCommand() *cobra.Command {
	f := &waitsFlags{factFlags: newFactFlags()}
	cmd := &cobra.Command{
		Use:   "waits",
		Short: "Show what waits for what across the reports of an archive, and deadlocks",
		Long: `Show what parties make depend on what, over all reports: first the deadlocks, in which
outcomes wait for one another, then each outcome with what it waits for and what that
waits for in turn. Conditions that an analyst rejected are left out. With --json the
graph is one object; with --csv each line of it is a row.`,
		Example: `  rapporteur waits
  rapporteur waits --party Hale --from 2031-02
  rapporteur waits --json | jq .deadlocks`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context(), cmd.OutOrStdout()) },
	}
	f.archiveFlags.define(cmd)
	f.filterFlags.define(cmd, "conditions", "due", 0)
	f.defineDecided(cmd)
	f.outputFlags.define(cmd, "graph")
	return cmd
}

func (f *waitsFlags) run(ctx context.Context, w io.Writer) error {
	filter, err := f.factFilter()
	if err := errors.Join(err, f.outputFlags.check()); err != nil {
		return err
	}
	return f.read(ctx, func(archive *store.Store) error {
		waits, err := view.NewWaits(ctx, archive, filter)
		switch {
		case err != nil:
			return failure{err}
		case f.json:
			return waitsJSON(w, waits)
		case f.csv || !f.laidOut() || len(waits.Edges) == 0:
			return printRows(&f.outputFlags, w, edgeColumns(waits), waits.Edges, "nothing waits for anything")
		}
		t := newGraphTree(&page{pageOptions: f.page()}, waits)
		t.write()
		return written(io.WriteString(w, t.page.out.String()))
	})
}

// graphTree writes a graph of what waits for what as trees, each edge once.
type graphTree struct {
	page  *page
	waits *view.Waits
	// labels are the propositions in the words of the reports that say them first, else
	// their labels.
	labels []string
	// from are the edges of each outcome.
	from  [][]int
	shown []bool
}

func newGraphTree(p *page, waits *view.Waits) *graphTree {
	n := len(waits.Propositions)
	t := &graphTree{page: p, waits: waits, labels: make([]string, n), from: make([][]int, n), shown: make([]bool, len(waits.Edges))}
	for i, e := range waits.Edges {
		c := &e.Conditions[0]
		t.from[e.Outcome] = append(t.from[e.Outcome], i)
		t.labels[e.Outcome] = cmp.Or(t.labels[e.Outcome], inFew(c.Topic))
		t.labels[e.Requirement] = cmp.Or(t.labels[e.Requirement], inFew(c.Words))
	}
	for i, p := range waits.Propositions {
		t.labels[i] = cmp.Or(t.labels[i], inFew(p.Label))
	}
	return t
}

func (t *graphTree) write() {
	p := t.page
	if n := len(t.waits.Deadlocks); n > 0 {
		p.fill("", "", []run{{"DEADLOCKS", strong}, {and + fmt.Sprint(n), faint}})
	}
	for _, cycle := range t.waits.Deadlocks {
		t.deadlock(cycle)
	}
	p.apart()
	p.fill("", "", []run{{"WHAT WAITS FOR WHAT", strong}, {and + fmt.Sprint(len(t.waits.Edges)), faint}})
	required := make([]bool, len(t.waits.Propositions))
	for _, e := range t.waits.Edges {
		required[e.Requirement] = true
	}
	for _, e := range t.waits.Edges {
		if !required[e.Outcome] {
			t.root(e.Outcome)
		}
	}
	for _, e := range t.waits.Edges { // those that wait only for one another
		t.root(e.Outcome)
	}
}

// deadlock says which outcomes wait for one another, and who says so.
func (t *graphTree) deadlock(cycle []int) {
	var labels, sides []string
	for _, node := range cycle {
		labels = append(labels, inQuotes(t.labels[node]))
	}
	for _, node := range cycle {
		for _, i := range t.from[node] {
			if e := t.waits.Edges[i]; slices.Contains(cycle, e.Requirement) {
				sides = append(sides, e.Holders...)
			}
		}
	}
	sides = slices.Compact(slices.Sorted(slices.Values(sides)))
	line := []run{{enumerated(labels), adverse}, {" —" + fixed + waiting(len(cycle)), faint}}
	p := t.page
	p.fill("  ", "    ", append(line, label(", by what is said by ", enumerated(printed(sides)), someone)...))
}

// waiting says how so many outcomes wait for one another.
func waiting(outcomes int) string {
	switch outcomes {
	case 1:
		return "waits for itself"
	case 2:
		return "each waits for the other"
	}
	return "each waits, by way of others, for itself"
}

// left are the edges from an outcome that have not been written.
func (t *graphTree) left(outcome int) []int {
	return slices.DeleteFunc(slices.Clone(t.from[outcome]), func(i int) bool { return t.shown[i] })
}

func (t *graphTree) root(outcome int) {
	if len(t.left(outcome)) == 0 {
		return
	}
	t.page.fill("", "  ", []run{{t.labels[outcome], plain}})
	t.branches(outcome, "")
}

// branches writes what a proposition waits for behind an edge of the page. Where no room
// is left for what that waits for in turn, it becomes a root.
func (t *graphTree) branches(outcome int, edge string) {
	left := t.left(outcome)
	for _, i := range left {
		t.shown[i] = true
	}
	for n, i := range left {
		twig, next := "├─"+fixed, "│  "
		if n == len(left)-1 {
			twig, next = "└─"+fixed, "   "
		}
		e := &t.waits.Edges[i]
		roomy := len([]rune(edge)) < t.page.width/3
		line := t.edge(e)
		switch deeper, known := t.left(e.Requirement), t.from[e.Requirement]; {
		case len(known) > 0 && len(deeper) == 0:
			line = append(line, run{and + "see above", faint})
		case len(deeper) > 0 && !roomy:
			line = append(line, run{and + "see below", faint})
		}
		t.page.fill(edge+twig, edge+next+"  ", line)
		for _, c := range e.Conditions {
			for _, told := range (standing{Head: &c.Head}).told() {
				t.page.fill(edge+next+"  ", edge+next+"    ", told)
			}
		}
		if roomy {
			t.branches(e.Requirement, edge+next)
		}
	}
}

// edge is "if the words · up to whom · according to whom · by when · said when, where".
func (t *graphTree) edge(e *view.Wait) []run {
	c := &e.Conditions[0]
	best := c.Confidence
	deadline := ""
	var facts []string
	for i := range e.Conditions {
		best = max(best, e.Conditions[i].Confidence)
		if d := e.Conditions[i].Fact.Deadline; when(d) != "" {
			deadline = d
		}
		facts = append(facts, called(&e.Conditions[i].Head))
	}
	line := []run{standing{Head: &c.Head}.mark(best, ""), {form(c.Fact.Form) + " ", faint}, {inQuotes(inFew(c.Words)), plain}}
	return told(line, label("up to ", enumerated(printed(e.On)), someone), label("by ", moment(deadline), plain),
		label("according to ", enumerated(printed(e.Holders)), faint), met(e.Met), said(span(e.First, e.Last)), said(enumerated(facts)))
}

// span is from which day to which, in a few words.
func span(first, last string) string {
	if first == last || first == "" || last == "" {
		return dated(cmp.Or(last, first))
	}
	return dated(first) + " to " + dated(last)
}

func edgeColumns(waits *view.Waits) []column[view.Wait] {
	type e = view.Wait
	text := func(e e, of func(*store.Head) string) string { return of(&e.Conditions[0].Head) }
	return []column[e]{
		{name: "outcome", value: func(e e) any { return text(e, func(h *store.Head) string { return h.Topic }) }, heading: "OUTCOME"},
		{name: "form", value: func(e e) any { return string(e.Conditions[0].Fact.Form) }, heading: "FORM"},
		{name: "requirement", value: func(e e) any { return text(e, func(h *store.Head) string { return h.Words }) }, heading: "REQUIREMENT"},
		{name: "outcome_proposition", value: func(e e) any { return waits.Propositions[e.Outcome].Label }},
		{name: "requirement_proposition", value: func(e e) any { return waits.Propositions[e.Requirement].Label }},
		{name: "if_unmet", value: func(e e) any { return e.IfUnmet }},
		{name: "up_to", value: func(e e) any { return e.On }, heading: "UP TO"},
		{name: "according_to", value: func(e e) any { return e.Holders }, heading: "ACCORDING TO"},
		{name: "met", value: func(e e) any { return string(e.Met) }, heading: "MET"},
		{name: "deadline", value: func(e e) any { return deadlines(e) }},
		{name: "first", value: func(e e) any { return e.First }, heading: "FIRST"},
		{name: "last", value: func(e e) any { return e.Last }},
		{name: "facts", value: func(e e) any { return factsOfEdge(e) }, heading: "FACTS"},
		{name: "decisions", value: func(e e) any { return decisionsOfEdge(e) }},
		{name: "deadlock", value: func(e e) any { return inDeadlock(waits, e) }},
	}
}

func deadlines(e view.Wait) []string {
	var all []string
	for _, c := range e.Conditions {
		if d := c.Fact.Deadline; d != "" && !slices.Contains(all, d) {
			all = append(all, d)
		}
	}
	return all
}

func factsOfEdge(e view.Wait) []string {
	var all []string
	for i := range e.Conditions {
		all = append(all, e.Conditions[i].Name())
	}
	return all
}

func decisionsOfEdge(e view.Wait) []string {
	var all []string
	for i := range e.Conditions {
		if h := &e.Conditions[i].Head; decidedInBrief(h) != "" {
			all = append(all, h.Name()+" "+decidedInBrief(h))
		}
	}
	return all
}

// inDeadlock is whether an edge is part of a deadlock.
func inDeadlock(waits *view.Waits, e view.Wait) bool {
	return !e.IfUnmet && slices.ContainsFunc(waits.Deadlocks, func(cycle []int) bool {
		return slices.Contains(cycle, e.Outcome) && slices.Contains(cycle, e.Requirement)
	})
}

// jsonWaits is the graph as a program reads it; edges and deadlocks call propositions by
// their place in the list.
type jsonWaits struct {
	Propositions []jsonProposition `json:"propositions"`
	Edges        []jsonEdge        `json:"edges"`
	Deadlocks    [][]int           `json:"deadlocks"`
}

type jsonProposition struct {
	Label string `json:"label"`
	Words string `json:"words"`
	First string `json:"first,omitempty"`
}

type jsonEdge struct {
	Outcome     int      `json:"outcome"`
	Requirement int      `json:"requirement"`
	Form        string   `json:"form,omitempty"`
	IfUnmet     bool     `json:"if_unmet"`
	On          []string `json:"up_to,omitempty"`
	Holders     []string `json:"according_to,omitempty"`
	Met         string   `json:"met,omitempty"`
	Deadlines   []string `json:"deadlines,omitempty"`
	First       string   `json:"first,omitempty"`
	Last        string   `json:"last,omitempty"`
	Facts       []string `json:"facts"`
	Decisions   []string `json:"decisions,omitempty"`
}

func waitsJSON(w io.Writer, waits *view.Waits) error {
	t := newGraphTree(nil, waits)
	out := jsonWaits{Propositions: []jsonProposition{}, Edges: []jsonEdge{}, Deadlocks: waits.Deadlocks}
	if out.Deadlocks == nil {
		out.Deadlocks = [][]int{}
	}
	for i, p := range waits.Propositions {
		out.Propositions = append(out.Propositions, jsonProposition{p.Label, t.labels[i], p.First})
	}
	for _, e := range waits.Edges {
		out.Edges = append(out.Edges, jsonEdge{
			e.Outcome, e.Requirement, string(e.Conditions[0].Fact.Form), e.IfUnmet, e.On, e.Holders, string(e.Met), deadlines(e), e.First, e.Last,
			factsOfEdge(e), decisionsOfEdge(e),
		})
	}
	return writeLine(w, out)
}
