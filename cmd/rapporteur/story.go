package main

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/store"
	"rapporteur/view"
)

// storyFlags are the flags of story as they were given.
type storyFlags struct {
	archiveFlags
	filterFlags
	outputFlags
}

func storyCommand() *cobra.Command {
	f := &storyFlags{}
	cmd := &cobra.Command{
		Use:   "story [STORY]",
		Short: "Group the reports of an archive by the negotiation that they are on",
		Long: `List the negotiations that the reports of an archive are on, the latest first: reports
that tell facts in common, or of the same parties within three weeks, are of one story.
A story goes by the ID of its earliest report; with that of any of its reports it shows
the reports of one. ORIGINS is how many of them do not have their text from another.`,
		Example: `  rapporteur story
  rapporteur story --party Norvia --from 2025
  rapporteur story 3f2a91bc`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd.Context(), cmd.OutOrStdout(), args) },
	}
	f.archiveFlags.define(cmd)
	f.filterFlags.define(cmd, "reports", "published", noLimit)
	cmd.Flags().IntVar(&f.limit, "limit", 0, "the most stories to show, 0 for all")
	f.outputFlags.define(cmd, "story")
	completeFrom(cmd, reportCompletions)
	return cmd
}

func (f *storyFlags) run(ctx context.Context, w io.Writer, args []string) error {
	filter, err := f.filter()
	if err := errors.Join(err, f.check()); err != nil {
		return err
	}
	return f.read(ctx, func(archive *store.Store) error {
		stories, err := view.NewStories(ctx, archive, filter)
		if err != nil {
			return failure{err}
		}
		if len(args) == 0 {
			return printRows(&f.outputFlags, w, storyColumns(), stories, "no reports found")
		}
		story, err := storyOf(archive, stories, args[0])
		if err != nil {
			return failure{err}
		}
		if f.json {
			return printJSON(w, storyColumns(), []view.Story{story})
		}
		return printRows(&f.outputFlags, w, headingColumns(), story.Reports, "no reports found")
	})
}

// storyOf is the story with a report whose ID begins so.
func storyOf(archive *store.Store, stories []view.Story, id string) (view.Story, error) {
	var found []view.Story
	for _, s := range stories {
		if slices.ContainsFunc(s.Reports, func(r store.Heading) bool { return strings.HasPrefix(r.ID, strings.ToLower(id)) }) {
			found = append(found, s)
		}
	}
	switch {
	case len(found) == 0:
		return view.Story{}, errors.New(archive.Name() + ": has no story with a report " + id + " (story lists them)")
	case len(found) > 1:
		return view.Story{}, errors.New(archive.Name() + ": has several stories with reports whose ID begins with " + id + ": give more of its digits")
	}
	return found[0], nil
}

func storyColumns() []column[view.Story] {
	type s = view.Story
	return []column[s]{
		{name: "id", value: func(s s) any { return s.ID }, heading: "STORY", show: func(s s) string { return s.Reports[0].Short() }, style: someone},
		{name: "first", value: func(s s) any { return s.First }, heading: "FIRST", style: faint},
		{name: "last", value: func(s s) any { return s.Last }, heading: "LAST", style: faint},
		{name: "report_count", value: func(s s) any { return len(s.Reports) }, heading: "REPORTS"},
		{name: "origins", value: func(s s) any { return s.Origins }, heading: "ORIGINS"},
		{name: "facts", value: func(s s) any { return s.Facts }, heading: "FACTS"},
		{name: "confirmed", value: func(s s) any { return s.Confirmed }, heading: "CONFIRMED"},
		{name: "parties", value: func(s s) any { return s.Parties }, heading: "PARTIES", wide: true},
		{name: "title", value: func(s s) any { return s.Title }, heading: "TITLE", wide: true},
		{name: "reports", value: func(s s) any {
			var ids []string
			for _, r := range s.Reports {
				ids = append(ids, r.ID)
			}
			return ids
		}},
	}
}

func headingColumns() []column[store.Heading] {
	type h = store.Heading
	return []column[h]{
		{name: "id", value: func(h h) any { return h.ID }, heading: "ID", show: func(h h) string { return h.Short() }, style: someone},
		{name: "published", value: func(h h) any { return h.Published }, heading: "PUBLISHED", show: func(h h) string { return day(h.Published) }, style: faint},
		{name: "outlet", value: func(h h) any { return h.Outlet }, heading: "OUTLET", wide: true},
		{name: "title", value: func(h h) any { return h.Title }, heading: "TITLE", wide: true},
		{name: "url", value: func(h h) any { return h.URL }},
	}
}
