package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/store"
)

// mostCompletions is how many reports or facts the shell is offered: what fits on a
// screen.
const mostCompletions = 100

// completions are what goes on, in an archive, from what was typed.
type completions func(ctx context.Context, archive *store.Store, begun string) ([]cobra.Completion, error)

// completeFrom lets the shell complete what a command is given from the archive that the
// command is about.
func completeFrom(cmd *cobra.Command, ask completions) {
	cmd.ValidArgsFunction = func(cmd *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		db, err := cmd.Flags().GetString("db")
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		var found []cobra.Completion
		err = (&archiveFlags{db: db}).read(cmd.Context(), func(archive *store.Store) error {
			found, err = ask(cmd.Context(), archive, begun)
			return err
		})
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		return found[:min(len(found), mostCompletions)], cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	}
}

// reportCompletions are the IDs that go on from what was typed, the latest report first.
func reportCompletions(ctx context.Context, archive *store.Store, begun string) ([]cobra.Completion, error) {
	list, err := archive.List(ctx, store.Filter{})
	var found []cobra.Completion
	for _, r := range list {
		if strings.HasPrefix(r.ID, begun) {
			found = append(found, cobra.CompletionWithDesc(r.ID[:max(len(r.Short()), len(begun))], completionText(day(r.Published)+" "+r.Title)))
		}
	}
	return found, err
}

// factCompletions are the IDs of reports and, behind the slash, those of a report's facts.
func factCompletions(ctx context.Context, archive *store.Store, begun string) ([]cobra.Completion, error) {
	report, _, inside := strings.Cut(begun, "/")
	if !inside {
		return reportCompletions(ctx, archive, begun)
	}
	r, err := archive.Report(ctx, report)
	if err != nil {
		return nil, err
	}
	var found []cobra.Completion
	for i := range r.Facts {
		h := &r.Facts[i]
		if name := report + "/" + h.ID; strings.HasPrefix(name, begun) {
			found = append(found, cobra.CompletionWithDesc(name, completionText(h.Who+" "+h.Words)))
		}
	}
	return found, nil
}

// joinCompletions are the IDs of facts across reports.
func joinCompletions(ctx context.Context, archive *store.Store, begun string) ([]cobra.Completion, error) {
	joined, err := archive.Joins(ctx, store.JoinFilter{})
	var found []cobra.Completion
	for _, j := range joined {
		if strings.HasPrefix(j.ID, begun) {
			found = append(found, cobra.CompletionWithDesc(j.ID, completionText(j.Label)))
		}
	}
	return found, err
}

// fieldCompletions are the fields of the fact that a command is given that are words of the
// report, or those that are not, and behind "=" the values that one may have.
func fieldCompletions(words bool) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		db, err := cmd.Flags().GetString("db")
		if err != nil || len(args) == 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		var found []cobra.Completion
		err = (&archiveFlags{db: db}).read(cmd.Context(), func(archive *store.Store) error {
			h, err := archive.Fact(cmd.Context(), args[0])
			for _, c := range correctable(h.Kind) {
				if (c.form == wordsField) != words || err != nil {
					continue
				}
				values := c.values
				if len(values) == 0 || !strings.HasPrefix(begun, c.name+"=") {
					values = []string{""}
				}
				for _, value := range values {
					if one := c.name + "=" + value; strings.HasPrefix(one, begun) {
						found = append(found, one)
					}
				}
			}
			return err
		})
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		return found, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveKeepOrder
	}
}

// completionText is what a shell shows beside a completion: one short line.
func completionText(text string) string {
	return cut(printable(strings.Join(strings.Fields(text), " ")), 60)
}
