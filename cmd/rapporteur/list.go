package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/store"
)

// listFlags are the flags of list as they were given.
type listFlags struct {
	archiveFlags
	filterFlags
	outputFlags
	refused, sound bool
}

func listCommand() *cobra.Command {
	f := &listFlags{}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the reports of an archive",
		Long: `List the reports of an archive, the latest first. The ID is what other commands call
a report by; the first four of its digits are enough where no other report has them.`,
		Example: `  rapporteur list
  rapporteur list --from 2025-05 --to 2025-06 --party Ukraine
  rapporteur list --outlet Reuters --json | jq -r .title
  rapporteur list --refused
  rapporteur list --check`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context(), cmd.OutOrStdout()) },
	}
	f.archiveFlags.define(cmd)
	f.filterFlags.define(cmd, "reports", "published", 0)
	cmd.Flags().BoolVar(&f.refused, "refused", false, "list what was refused instead, with the reasons")
	cmd.Flags().BoolVar(&f.sound, "check", false, "read the whole archive instead and say whether it is sound")
	f.outputFlags.define(cmd, "report")
	cmd.MarkFlagsMutuallyExclusive("refused", "check")
	return cmd
}

func (f *listFlags) run(ctx context.Context, w io.Writer) error {
	filter, err := f.filter()
	if err := errors.Join(err, f.check()); err != nil {
		return err
	}
	if f.refused && filter != (store.Filter{}) {
		return errors.New("--refused lists all that was refused: what was not read has no date, outlet or party")
	}
	return f.read(ctx, func(archive *store.Store) error {
		if f.sound {
			return f.checkArchive(ctx, w, archive)
		}
		if f.refused {
			refused, err := archive.Refused(ctx)
			if err != nil {
				return failure{err}
			}
			return printRows(&f.outputFlags, w, refusalColumns(), refused, "nothing was refused")
		}
		found, err := archive.List(ctx, filter)
		if err != nil {
			return failure{err}
		}
		return printRows(&f.outputFlags, w, listingColumns(), found, "no reports found")
	})
}

// jsonCheck is whether an archive is sound.
type jsonCheck struct {
	Sound     bool     `json:"sound"`
	Damage    []string `json:"damage"`
	Reports   int      `json:"reports"`
	Decisions int      `json:"decisions"`
}

// checkArchive reads all of an archive and says whether it is sound.
func (f *listFlags) checkArchive(ctx context.Context, w io.Writer, archive *store.Store) error {
	wrong, err := archive.Check(ctx)
	if err != nil {
		return failure{err}
	}
	n, err := archive.Count(ctx)
	if f.json && (err == nil || len(wrong) > 0) {
		out := jsonCheck{len(wrong) == 0, append([]string{}, wrong...), n.Reports, n.Decisions}
		if err := writeLine(w, out); err != nil {
			return err
		}
	}
	switch {
	case len(wrong) > 0:
		return failure{fmt.Errorf("%s: the archive is damaged in %s, the first: %s", archive.Name(), counted(len(wrong), "place", "places"), wrong[0])}
	case err != nil:
		return failure{err}
	case f.json:
		return nil
	}
	return written(fmt.Fprintf(w, "%s: sound, %s and %s\n", archive.Name(), counted(n.Reports, "report", "reports"), counted(n.Decisions, "decision", "decisions")))
}

func listingColumns() []column[store.Listing] {
	type l = store.Listing
	return []column[l]{
		{name: "id", value: func(l l) any { return l.ID }, heading: "ID", show: func(l l) string { return l.Short() }, style: someone},
		{name: "published", value: func(l l) any { return l.Published }, heading: "PUBLISHED", show: func(l l) string { return day(l.Published) }, style: faint},
		{name: "outlet", value: func(l l) any { return l.Outlet }, heading: "OUTLET", wide: true},
		{name: "title", value: func(l l) any { return l.Title }, heading: "TITLE", show: titleOf, wide: true},
		{name: "found", value: func(l l) any { return l.Found }},
		{name: "url", value: func(l l) any { return l.URL }},
		{name: "byline", value: func(l l) any { return l.Byline }},
		{name: "statements", value: func(l l) any { return l.Statements }},
		{name: "events", value: func(l l) any { return l.Events }},
		{name: "meetings", value: func(l l) any { return l.Meetings }},
		{name: "delegations", value: func(l l) any { return l.Delegations }},
		{name: "positions", value: func(l l) any { return l.Positions }},
		{name: "conditions", value: func(l l) any { return l.Conditions }},
		{name: "facts", value: func(l l) any {
			return l.Statements + l.Events + l.Meetings + l.Delegations + l.Positions + l.Conditions
		}, heading: "FACTS"},
		{name: "decided", value: func(l l) any { return l.Decided }, heading: "DECIDED"},
		{name: "version", value: func(l l) any { return l.Version }},
	}
}

// titleOf is the title of a report, else the name of the file or page that it was.
func titleOf(l store.Listing) string { return cmp.Or(l.Title, path.Base(filepath.ToSlash(l.Found))) }

func refusalColumns() []column[store.Sighting] {
	type s = store.Sighting
	return []column[s]{
		{name: "seen", value: func(s s) any { return s.Seen.Format(time.RFC3339) }, heading: "SEEN", show: func(s s) string { return s.Seen.Format(time.DateOnly) }, style: faint},
		{name: "name", value: func(s s) any { return s.Name }, heading: "NAME", wide: true},
		{name: "reason", value: func(s s) any { return s.Refusal }, heading: "REASON", wide: true},
		{name: "size", value: func(s s) any { return int(s.Size) }},
		{name: "sha256", value: func(s s) any { return s.SHA256 }},
	}
}

// day is the day of a moment in RFC 3339.
func day(moment string) string { return moment[:min(len(moment), len(time.DateOnly))] }
