package main

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/store"
)

// meetingsFlags are the flags of meetings as they were given.
type meetingsFlags struct {
	archiveFlags
	factFlags
	outputFlags
	status *choice
}

func meetingsCommand() *cobra.Command {
	f := &meetingsFlags{factFlags: newFactFlags(), status: newChoice(append([]string{anyStatus}, valuesOf(store.MeetingKind, "status")...)...)}
	cmd := &cobra.Command{
		Use:   "meetings",
		Short: "List the meetings that an archive knows of, over time",
		Long: `List meetings by the day on which they were or are to be, with what became of them.
Where a report does not tell the day, that of its publication stands.`,
		Example: `  rapporteur meetings --party Iran --from 2025
  rapporteur meetings --status postponed --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context(), cmd.OutOrStdout()) },
	}
	f.archiveFlags.define(cmd)
	f.filterFlags.define(cmd, "meetings", "held or planned", 0)
	defineChoice(cmd, f.status, "status", "only meetings of this state")
	f.defineDecided(cmd)
	f.outputFlags.define(cmd, "meeting")
	return cmd
}

// anyStatus is the value of --status that asks for nothing.
const anyStatus = "any"

// valuesOf are the values that a field of a kind of fact may have.
func valuesOf(kind store.Kind, field string) []string {
	for _, c := range correctable(kind) {
		if c.name == field {
			return c.values
		}
	}
	return nil
}

func (f *meetingsFlags) run(ctx context.Context, w io.Writer) error {
	filter, err := f.factFilter()
	if err := errors.Join(err, f.outputFlags.check()); err != nil {
		return err
	}
	if f.status.value != anyStatus {
		filter.Label = f.status.value
	}
	filter.Limit = 0
	return f.read(ctx, func(archive *store.Store) error {
		meetings, err := archive.Meetings(ctx, filter)
		if err != nil {
			return failure{err}
		}
		meetings = latest(meetings, f.limit)
		if f.machine() || !f.laidOut() || len(meetings) == 0 {
			return printRows(&f.outputFlags, w, meetingColumns(), meetings, "no meetings found")
		}
		p := &page{pageOptions: f.page()}
		for _, group := range groups(meetings, func(m *store.Of[rapporteur.Meeting]) *store.Head { return &m.Head }) {
			p.meetingLine(group)
		}
		return written(io.WriteString(w, p.out.String()))
	})
}

// latest are the last rows of a list by day.
func latest[T any](rows []T, most int) []T {
	if most > 0 && len(rows) > most {
		return rows[len(rows)-most:]
	}
	return rows
}

// groups are the rows of a list, those together that an analyst merged, where the first of
// them stands.
func groups[T any](rows []T, head func(*T) *store.Head) [][]*T {
	var out [][]*T
	of := map[string]int{}
	for i := range rows {
		joined := head(&rows[i]).Joined
		if at, known := of[joined]; known && joined != "" {
			out[at] = append(out[at], &rows[i])
			continue
		}
		of[joined] = len(out)
		out = append(out, []*T{&rows[i]})
	}
	return out
}

// meetingLine writes a meeting as the last of the reports that tell of it has it: its day,
// who meets, what became of it, where, and by way of which states it came to that.
func (p *page) meetingLine(group []*store.Of[rapporteur.Meeting]) {
	m := group[len(group)-1]
	h := &m.Head
	sides := enumerated(printed(namedIn(h, m.Fact.Parties...)))
	who := enumerated(printed(namedIn(h, m.Fact.Participants...)))
	if sides == "" {
		sides, who = who, ""
	}
	line := []run{{sides, someone}}
	if sides == "" {
		line = said("unnamed")
	}
	line = append(line, run{" —" + fixed + kind(m.Fact.Kind) + ", ", faint}, run{state(m.Fact.Status), statusStyle(m.Fact.Status)})
	p.dayLine(h, told(line, said(lifeOf(group...)), label("in ", enumerated(printed(namedIn(h, m.Fact.Place))), plain), outcome(m.Fact.Outcome),
		label("taking part: ", who, plain), label("mediated by ", enumerated(printed(namedIn(h, m.Fact.Mediators...))), plain),
		label("hosted by ", enumerated(printed(namedIn(h, m.Fact.Hosts...))), plain), label("about ", inFew(h.Topic), plain)))
	for _, before := range group[:len(group)-1] {
		p.sameAs(&before.Head)
	}
}

// lifeOf is the states of a meeting one after another, as one report or several have
// them, empty where there is but one.
func lifeOf(group ...*store.Of[rapporteur.Meeting]) string {
	var states []string
	for _, m := range group {
		for _, s := range m.Fact.Life {
			if shown := state(s.Status); len(states) == 0 || states[len(states)-1] != shown {
				states = append(states, shown)
			}
		}
	}
	if len(states) < 2 {
		return ""
	}
	return strings.Join(states, " → ")
}

func meetingColumns() []column[store.Of[rapporteur.Meeting]] {
	type m = store.Of[rapporteur.Meeting]
	some := func(ids func(*rapporteur.Meeting) []string) func(m) any {
		return func(row m) any { return namedIn(&row.Head, ids(&row.Fact)...) }
	}
	return append([]column[m]{
		{name: "fact", value: func(m m) any { return m.Name() }, heading: "FACT"},
		{name: "day", value: func(m m) any { return m.Day }, heading: "DAY"},
		{name: "time", value: func(m m) any { return m.Time }},
		{name: "kind", value: func(m m) any { return string(m.Fact.Kind) }, heading: "KIND"},
		{name: "status", value: func(m m) any { return string(m.Fact.Status) }, heading: "STATUS"},
		{name: "parties", value: some(func(m *rapporteur.Meeting) []string { return m.Parties }), heading: "PARTIES"},
		{name: "participants", value: some(func(m *rapporteur.Meeting) []string { return m.Participants }), heading: "PARTICIPANTS"},
		{name: "hosts", value: some(func(m *rapporteur.Meeting) []string { return m.Hosts })},
		{name: "mediators", value: some(func(m *rapporteur.Meeting) []string { return m.Mediators })},
		{name: "place", value: func(m m) any { return strings.Join(namedIn(&m.Head, m.Fact.Place), "") }, heading: "PLACE"},
		{name: "outcome", value: func(m m) any { return string(m.Fact.Outcome) }, heading: "OUTCOME"},
		{name: "life", value: func(m m) any { return lifeOf(&m) }},
		{name: "topic", value: func(m m) any { return m.Topic }},
		{name: "words", value: func(m m) any { return m.Words }},
	}, supportColumns(func(m m) *store.Head { return &m.Head })...)
}
