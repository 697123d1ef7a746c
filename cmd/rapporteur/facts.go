package main

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/store"
	"rapporteur/view"
)

// factsFlags are the flags of facts as they were given.
type factsFlags struct {
	archiveFlags
	outputFlags
	kind             *choice
	party, from, to  string
	reports, origins int
	disputed         bool
	limit            int
}

func factsCommand() *cobra.Command {
	f := &factsFlags{kind: newChoice(append([]string{anyStatus}, factKinds()...)...)}
	cmd := &cobra.Command{
		Use:   "facts [FACT]",
		Short: "List what several reports tell of one fact, with its independent origins",
		Long: `List the facts that the reports of an archive tell of: the same meeting, statement,
position, condition, delegation or event told by several reports is one fact. ORIGINS
is how many of its reports do not have it from another report or from a common source;
ten copies of an agency's line are one origin. With a fact's ID it shows the fact's
history and the words of every report that tells it.`,
		Example: `  rapporteur facts --origins 2
  rapporteur facts --kind meeting --party Norvia
  rapporteur facts --disputed --json
  rapporteur facts m3f2a91bc`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd.Context(), cmd.OutOrStdout(), args) },
	}
	f.archiveFlags.define(cmd)
	flags := cmd.Flags()
	defineChoice(cmd, f.kind, "kind", "only facts of this kind")
	flags.StringVar(&f.party, "party", "", "only facts of this party or person")
	flags.StringVar(&f.from, "from", "", "only facts of which something was reported on this day or later, e.g. 2025-05-15, 2025-05 or 2025")
	flags.StringVar(&f.to, "to", "", "only facts first reported on this day or earlier")
	flags.IntVar(&f.reports, "reports", 0, "only facts that so many reports tell, or more")
	flags.IntVar(&f.origins, "origins", 0, "only facts that so many independent origins have, or more")
	flags.BoolVar(&f.disputed, "disputed", false, "only facts that somebody denies")
	flags.IntVar(&f.limit, "limit", 0, "the most facts to show, 0 for all")
	f.outputFlags.define(cmd, "fact")
	completeFrom(cmd, joinCompletions)
	return cmd
}

// factKinds are the values of --kind.
func factKinds() []string {
	var out []string
	for _, k := range []store.Kind{store.MeetingKind, store.DelegationKind, store.PositionKind, store.ConditionKind, store.StatementKind, store.EventKind} {
		out = append(out, string(k))
	}
	return out
}

func (f *factsFlags) run(ctx context.Context, w io.Writer, args []string) error {
	days := filterFlags{from: f.from, to: f.to, limit: f.limit}
	filter, err := days.filter()
	if err := errors.Join(err, f.check()); err != nil {
		return err
	}
	if f.reports < 0 || f.origins < 0 {
		return errors.New("--reports and --origins must not be below 0")
	}
	joins := store.JoinFilter{
		Party: f.party, From: filter.From, To: filter.To, Reports: f.reports, Origins: f.origins,
		Disputed: f.disputed, Limit: f.limit,
	}
	if f.kind.value != anyStatus {
		joins.Kind = store.Kind(f.kind.value)
	}
	return f.read(ctx, func(archive *store.Store) error {
		if len(args) == 1 {
			return f.show(ctx, w, archive, args[0])
		}
		found, err := archive.Joins(ctx, joins)
		if err != nil {
			return failure{err}
		}
		return printRows(&f.outputFlags, w, joinColumns(), found, "no facts found")
	})
}

func joinColumns() []column[rapporteur.JoinedFact] {
	type j = rapporteur.JoinedFact
	return []column[j]{
		{name: "id", value: func(j j) any { return j.ID }, heading: "ID", style: someone},
		{name: "first_reported", value: func(j j) any { return j.FirstReported }, heading: "FIRST", style: faint},
		{name: "kind", value: func(j j) any { return string(j.Kind) }, heading: "KIND"},
		{name: "status", value: func(j j) any { return j.Status }, heading: "STATUS"},
		{name: "reports", value: func(j j) any { return j.Reports }, heading: "REPORTS"},
		{name: "origins", value: func(j j) any { return j.Origins }, heading: "ORIGINS"},
		{name: "disputed", value: func(j j) any { return disputers(j) }, heading: "DISPUTED BY", wide: true},
		{name: "parties", value: func(j j) any { return j.Parties }, heading: "PARTIES", wide: true},
		{name: "label", value: func(j j) any { return j.Label }, heading: "FACT", wide: true},
		{name: "members", value: func(j j) any { return j.Members }},
		{name: "history", value: func(j j) any { return j.History }},
		{name: "disputes", value: func(j j) any { return j.Disputed }},
	}
}

// disputers are the names of those who deny a fact.
func disputers(j rapporteur.JoinedFact) []string {
	var out []string
	for _, d := range j.Disputed {
		if len(d.Who) == 0 {
			out = append(out, "somebody")
		}
		out = append(out, d.Who...)
	}
	return out
}

// show prints one fact with its history and the words of its reports.
func (f *factsFlags) show(ctx context.Context, w io.Writer, archive *store.Store, id string) error {
	fact, err := view.NewFact(ctx, archive, id)
	if err != nil {
		return failure{err}
	}
	if f.machine() {
		return printJSON(w, factColumns(), []*view.Fact{fact})
	}
	p := &page{pageOptions: f.page()}
	p.fill("", "", []run{{string(fact.Kind) + " " + fact.ID, someone}, {and + tally(fact.Reports, fact.Origins), faint}})
	p.fill("  ", "  ", []run{{printable(whose(fact)), strong}, {printable(fact.Label), plain}})
	for _, c := range fact.Changes {
		p.fill("  ", "    ", []run{{printable(c.Text), plain}, {and + c.Quote.Outlet + and + c.Quote.Day, faint}})
	}
	for _, d := range fact.Denials {
		p.fill("  ", "    ", []run{{"denied by " + strings.Join(d.Who, ", "), adverse}, {and + d.Quote.Outlet + and + d.Quote.Day, faint}})
	}
	p.fill("", "", []run{{"", plain}})
	for _, q := range fact.Quotes {
		p.fill("  ", "    ", []run{{inQuotes(printable(q.Words)), plain}, {and + q.Outlet + and + q.Day + and + q.Name, faint}})
	}
	return written(io.WriteString(w, p.out.String()))
}

func factColumns() []column[*view.Fact] {
	type f = *view.Fact
	return []column[f]{
		{name: "fact", value: func(f f) any { return f.JoinedFact }},
		{name: "changes", value: func(f f) any { return f.Changes }},
		{name: "denials", value: func(f f) any { return f.Denials }},
		{name: "quotes", value: func(f f) any { return f.Quotes }},
	}
}

// tally is the pair "n reports, m origins".
func tally(reports, origins int) string {
	return counted(reports, "report", "reports") + ", " + counted(origins, "origin", "origins")
}
