package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/export"
	"rapporteur/store"
)

// exportFlags are the flags of export as they were given.
type exportFlags struct {
	archiveFlags
	writingFlags
	filterFlags
	report       string
	confidence   float64
	withRejected bool
}

func exportCommand() *cobra.Command {
	f := &exportFlags{}
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the facts of an archive in the formats of the field",
		Long: "Write the facts of an archive in one of these formats:\n\n" + formatList() + `
What an analyst rejected is left out, and what was corrected is written as it was
corrected. Files are written whole or not at all.`,
		Example: `  rapporteur export > records.jsonl
  rapporteur export --format csv --kind positions --party Ukraine -o positions.csv
  rapporteur export --format parquet -o tables/
  rapporteur export --format graphml --kind met --from 2025 -o met.graphml
  rapporteur export --format dot --kind waits | dot -Tsvg > waits.svg`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context()) },
	}
	f.archiveFlags.define(cmd)
	f.writingFlags.define(cmd, "")
	f.filterFlags.define(cmd, "facts", "that happen or are said", noLimit)
	cmd.Flags().StringVar(&f.report, "report", "", "only what this report says, by its ID")
	cmd.Flags().Float64Var(&f.confidence, "confidence", 0, "the least confidence of a fact that no analyst confirmed or corrected, from 0 to 1")
	cmd.Flags().BoolVar(&f.withRejected, "with-rejected", false, "write what an analyst rejected too")
	return cmd
}

// formatList is a line for each format.
func formatList() string {
	out := ""
	for _, f := range export.Formats() {
		out += fmt.Sprintf("  %-11s %s\n", f.Name, f.About)
	}
	return out
}

// run writes the records of the archive.
func (f *exportFlags) run(ctx context.Context) error {
	filter, err := f.filter()
	if err == nil {
		err = f.check()
	}
	if err == nil && !(f.confidence >= 0 && f.confidence <= 1) {
		err = errors.New("--confidence must be from 0 to 1")
	}
	if err != nil {
		return err
	}
	filter.Report = f.report
	return f.read(ctx, func(archive *store.Store) error {
		if err := f.notTheArchive(); err != nil {
			return err
		}
		count, err := archive.Count(ctx)
		if err != nil {
			return failure{err}
		}
		bar := newProgress(os.Stderr, count.Reports)
		defer bar.stop()
		out, err := f.begin(bar.above(os.Stdout))
		if err != nil {
			return err
		}
		defer out.drop()
		if err := f.write(ctx, archive, filter, out, bar); err != nil {
			return err
		}
		return out.keep()
	})
}

// notTheArchive refuses to write over the archive.
func (f *exportFlags) notTheArchive() error {
	from, err := os.Stat(f.db)
	if err != nil {
		return nil // a server
	}
	for _, kind := range f.wanted() {
		if to, err := os.Stat(f.path(kind)); err == nil && os.SameFile(from, to) {
			return fmt.Errorf("--output: %s is the archive itself", f.path(kind))
		}
	}
	return nil
}

// write writes the facts that a filter takes.
func (f *exportFlags) write(ctx context.Context, archive *store.Store, filter store.Filter, out *writing, bar *progress) error {
	reports := filter
	reports.From, reports.To = "", "" // the days of facts are not those of publication
	for report, err := range archive.Reports(ctx, reports) {
		if err != nil {
			return failure{err}
		}
		record, err := f.record(ctx, archive, filter, report)
		if err != nil {
			return failure{err}
		}
		if record != nil {
			if err := out.add(record); err != nil {
				return err
			}
		}
		bar.step()
	}
	return ctx.Err()
}

// record is what is written of a report, nil where it has no fact that was asked for.
func (f *exportFlags) record(ctx context.Context, archive *store.Store, filter store.Filter, report *store.Report) (*export.Record, error) {
	joined, err := archive.Joins(ctx, store.JoinFilter{Of: []string{report.ID}})
	if err != nil {
		return nil, err
	}
	record := newExported(report, joined)
	if !f.withRejected {
		record = record.Without(func(id export.FactID) bool { return record.Standings[id].Decision == string(store.Reject) })
	}
	if filter == (store.Filter{Outlet: filter.Outlet, Report: filter.Report}) && f.confidence == 0 {
		return record, nil
	}
	filter.Report = report.ID
	heads, err := archive.Facts(ctx, filter)
	if err != nil {
		return nil, err
	}
	asked := map[export.FactID]bool{}
	for _, h := range heads {
		asked[factID(h)] = h.Confidence >= f.confidence || h.Decision != nil
	}
	record = record.Choose(func(id export.FactID) bool { return asked[id] })
	if record.Empty() {
		return nil, nil
	}
	return record, nil
}

func factID(h store.Head) export.FactID {
	return export.FactID{Kind: rapporteur.FactKind(h.Kind), ID: h.ID}
}

// newExported is a report of an archive with what is decided of its facts and what other
// reports say of them.
func newExported(report *store.Report, joined []rapporteur.JoinedFact) *export.Record {
	out := &export.Record{Record: report.Record, Version: report.Version, Standings: map[export.FactID]export.Standing{}}
	for _, h := range report.Facts {
		s := export.Standing{Key: h.Key, Merged: h.Joined, Kept: h.Kept}
		if d := h.Decision; d != nil {
			s.Decision, s.By, s.Why, s.At = string(d.Verdict), d.Who, d.Why, d.At
		}
		out.Standings[factID(h)] = s
	}
	for i, j := range joined {
		for _, m := range j.Members {
			id := export.FactID{Kind: j.Kind, ID: m.Fact}
			if s, known := out.Standings[id]; known && m.Report == report.ID {
				s.Joined = &joined[i]
				out.Standings[id] = s
			}
		}
	}
	return out
}
