package main

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/export"
	"rapporteur/ingest"
)

// readFlags are the flags of read as they were given.
type readFlags struct {
	reportFlags
	color *choice
	width int
}

func readCommand() *cobra.Command {
	f := &readFlags{reportFlags: newReportFlags(), color: newChoice("auto", "always", "never")}
	cmd := &cobra.Command{
		Use:   "read FILE…",
		Short: "Read reports and print who said what",
		Long: `Read reports in plain text or HTML and print every statement in them: who said or
thought what, in which words and when. A FILE that is - is standard input.`,
		Example: `  rapporteur read report.txt
  rapporteur read --jsonl reports/*.html > records.jsonl
  curl -s https://example.org/report.html | rapporteur read --json -`,
		Args: func(_ *cobra.Command, args []string) error { return f.check(args) },
		RunE: func(cmd *cobra.Command, args []string) error { return f.read(cmd.Context(), args) },
	}
	f.define(cmd, "record")
	cmd.Flags().IntVar(&f.width, "width", 0, "the width of the page in columns (default that of the terminal)")
	defineChoice(cmd, f.color, "color", "whether the page is in colour")
	return cmd
}

// check returns what is wrong with how read was called.
func (f *readFlags) check(files []string) error {
	if f.width < 0 {
		return errors.New("--width must not be below 0")
	}
	return f.reportFlags.check("read", files)
}

// read prints the records of the files in their order.
func (f *readFlags) read(ctx context.Context, files []string) error {
	records := (*ingest.Pipeline).Records
	return printReports(ctx, &f.reportFlags, files, "record", records, func(w io.Writer) printer[*rapporteur.Record] {
		return f.printer(w, len(files) > 1)
	})
}

// printer returns what prints the record of a file, in the form asked for.
func (f *readFlags) printer(w io.Writer, several bool) printer[*rapporteur.Record] {
	if f.json || f.jsonl {
		j := export.NewJSON(w, export.JSONOptions{Indent: f.json})
		return func(_ string, r *rapporteur.Record) error { return j.Write(r) }
	}
	p := &pages{w: w, width: pageWidth(f.width, os.Stdout), color: inColor(f.color.value, os.Stdout)}
	return func(file string, r *rapporteur.Record) error {
		if !several && r.Report.Title != "" {
			file = "" // the title says what this is
		}
		return p.write(file, r)
	}
}
