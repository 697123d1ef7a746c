package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"rapporteur/ingest"
	"rapporteur/source"
	"rapporteur/store"
)

// reanalyseFlags are the flags of reanalyse as they were given.
type reanalyseFlags struct {
	archiveFlags
	analysisFlags
	maxBytes int64
	json     bool
}

func reanalyseCommand() *cobra.Command {
	f := &reanalyseFlags{analysisFlags: newAnalysisFlags()}
	cmd := &cobra.Command{
		Use:   "reanalyse",
		Short: "Read again what an older version of the program has read",
		Long: `Read the reports of an archive again whose records another version of the program has
made. Reports keep their IDs, and what analysts decided stays with the facts. An
interrupted run is taken up by running it again.`,
		Args: func(_ *cobra.Command, args []string) error { return f.check(args) },
		RunE: func(cmd *cobra.Command, _ []string) error { return f.run(cmd.Context(), cmd.OutOrStdout()) },
	}
	f.archiveFlags.define(cmd)
	f.analysisFlags.define(cmd)
	cmd.Flags().Int64Var(&f.maxBytes, "max-bytes", source.DefaultMaxBytes, "the most text that a report may have")
	cmd.Flags().BoolVar(&f.json, "json", false, "print how many were read again as a JSON object")
	return cmd
}

func (f *reanalyseFlags) check(args []string) error {
	switch {
	case len(args) > 0:
		return fmt.Errorf("reanalyse takes no arguments, and %q was given", args[0])
	case f.maxBytes <= 0:
		return errors.New("--max-bytes must be above 0")
	}
	return f.analysisFlags.check()
}

func (f *reanalyseFlags) run(ctx context.Context, w io.Writer) error {
	return f.with(ctx, store.Options{}, func(archive *store.Store) error {
		pipeline, err := f.pipeline(source.Options{MaxBytes: f.maxBytes})
		if err != nil {
			return failure{err}
		}
		made, err := walk(ctx, func(o ingest.AddOptions, _ func(any)) (ingest.Progress, error) {
			return pipeline.Reanalyse(ctx, archive, o)
		})
		return errors.Join(f.tell(w, archive.Name(), made, err == nil), err)
	})
}

// tell prints what became of the reports; whole is whether all were looked at.
func (f *reanalyseFlags) tell(w io.Writer, archive string, made ingest.Progress, whole bool) error {
	if f.json {
		return written(fmt.Fprintf(w, `{"reports":%d,"refused":%d}`+"\n", made.Reports, made.Refused))
	}
	line := archive + ": read " + counted(made.Reports, "report", "reports") + " again"
	if whole && made.Inputs == 0 {
		line = archive + ": nothing to read again, this version has read all reports"
	}
	if made.Refused > 0 {
		line += fmt.Sprintf(", %d refused and left as they were", made.Refused)
	}
	return written(fmt.Fprintln(w, line))
}
