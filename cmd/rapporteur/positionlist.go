package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/store"
	"rapporteur/view"
)

// positionsFlags are the flags of positions as they were given.
type positionsFlags struct {
	archiveFlags
	factFlags
	outputFlags
	stance *choice
	issue  string
}

func positionsCommand() *cobra.Command {
	f := &positionsFlags{factFlags: newFactFlags(), stance: newChoice(append([]string{anyStatus}, valuesOf(store.PositionKind, "stance")...)...)}
	cmd := &cobra.Command{
		Use:   "positions",
		Short: "Show who stands where on which issue over time, and who has changed",
		Long: `Show the positions of an archive issue by issue and party by party over time: first the
issues on which a party has changed its stance, then those on which more parties have
one. Positions that --issue asks for are shown as on one issue. Where an analyst has
rejected a position it makes no change.`,
		Example: `  rapporteur positions --issue ceasefire
  rapporteur positions --party Ukraine --from 2025-05
  rapporteur positions --stance refuses --json`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context(), cmd.OutOrStdout()) },
	}
	f.archiveFlags.define(cmd)
	cmd.Flags().StringVar(&f.issue, "issue", "", "only positions in which these words are found, in the form of search")
	f.filterFlags.define(cmd, "positions", "taken", 0)
	defineChoice(cmd, f.stance, "stance", "only positions of this stance")
	f.defineDecided(cmd)
	f.outputFlags.define(cmd, "position")
	return cmd
}

func (f *positionsFlags) run(ctx context.Context, w io.Writer) error {
	filter, err := f.factFilter()
	if err := errors.Join(err, f.outputFlags.check()); err != nil {
		return err
	}
	if f.stance.value != anyStatus {
		filter.Label = f.stance.value
	}
	filter.Topic, filter.Limit = f.issue, 0
	return f.read(ctx, func(archive *store.Store) error {
		issues, err := view.NewIssues(ctx, archive, filter, f.limit)
		if err != nil {
			return failure{err}
		}
		if f.machine() || !f.laidOut() || len(issues) == 0 {
			return printRows(&f.outputFlags, w, standColumns(), standsOf(issues), "no positions found")
		}
		p := &page{pageOptions: f.page()}
		p.issues(issues)
		return written(io.WriteString(w, p.out.String()))
	})
}

// issues writes issues with more than one position, then the positions that stand alone.
func (p *page) issues(issues []view.Issue) {
	var single []view.Stand
	for _, i := range issues {
		if len(i.Parties) == 1 && len(i.Parties[0].Stands) == 1 {
			single = append(single, i.Parties[0].Stands[0])
			continue
		}
		p.apart()
		heading := []run{{shorten(bare(i.Name), longestPhrase), strong}}
		if n := i.Changes(); n > 0 {
			heading = append(heading, run{and, faint}, run{counted(n, "change", "changes") + " of stance", doubt})
		}
		p.fill("", "  ", heading)
		for _, l := range i.Parties {
			p.fill("  ", "    ", []run{{printable(l.Party), someone}})
			for _, s := range l.Stands {
				p.stand(&s, "")
			}
		}
	}
	if len(single) > 0 {
		p.apart()
		p.fill("", "", []run{{"SAID ONCE", strong}, {and + fmt.Sprint(len(single)), faint}})
	}
	for i := range single {
		p.stand(&single[i], strings.Join(namedIn(&single[i].Head, cmp.Or(single[i].Fact.Party, single[i].Fact.Holder)), ""))
	}
}

// apart sets what follows apart from what stands on the page.
func (p *page) apart() {
	if p.out.Len() > 0 {
		p.out.WriteByte('\n')
	}
}

// stand writes one position, of a party where that does not stand above it.
func (p *page) stand(s *view.Stand, party string) {
	h := &s.Head
	var line []run
	if party != "" {
		line = append(line, run{printable(party) + " ", someone})
	}
	if s.Before != "" {
		line = append(line, run{string(s.Before), stanceStyle(s.Before)}, run{" →" + fixed, doubt})
	}
	line = append(line, run{string(s.Fact.Stance), stanceStyle(s.Fact.Stance)}, run{": ", faint}, run{inQuotes(inFew(h.Words)), plain})
	holder := ""
	if s.Fact.Holder != s.Fact.Party && s.Fact.Party != "" {
		holder = enumerated(printed(namedIn(h, s.Fact.Holder)))
	}
	p.dayLine(h, told(line, label(toward(s.Fact.Stance), enumerated(printed(namedIn(h, s.Fact.Toward...))), plain), label("voiced by ", holder, faint)))
}

// standRow is a position with the issue that it was put under.
type standRow struct {
	issue string
	party string
	view.Stand
}

// standsOf are the positions of all issues.
func standsOf(issues []view.Issue) []standRow {
	var rows []standRow
	for _, i := range issues {
		for _, l := range i.Parties {
			for _, s := range l.Stands {
				rows = append(rows, standRow{i.Name, l.Party, s})
			}
		}
	}
	return rows
}

func standColumns() []column[standRow] {
	type r = standRow
	return append([]column[r]{
		{name: "fact", value: func(r r) any { return r.Name() }, heading: "FACT"},
		{name: "day", value: func(r r) any { return r.Day }, heading: "DAY"},
		{name: "time", value: func(r r) any { return r.Time }},
		{name: "about", value: func(r r) any { return r.issue }, heading: "ABOUT"},
		{name: "party", value: func(r r) any { return r.party }, heading: "PARTY"},
		{name: "holder", value: func(r r) any { return strings.Join(namedIn(&r.Head, r.Fact.Holder), "") }},
		{name: "stance", value: func(r r) any { return string(r.Fact.Stance) }, heading: "STANCE"},
		{name: "stance_before", value: func(r r) any { return string(r.Before) }, heading: "BEFORE"},
		{name: "toward", value: func(r r) any { return namedIn(&r.Head, r.Fact.Toward...) }},
		{name: "issue", value: func(r r) any { return r.Topic }},
		{name: "words", value: func(r r) any { return r.Words }, heading: "WORDS"},
	}, supportColumns(func(r r) *store.Head { return &r.Head })...)
}
