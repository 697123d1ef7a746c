package main

import (
	"cmp"
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
	layoutFlags
	writingFlags
}

func readCommand() *cobra.Command {
	f := &readFlags{reportFlags: newReportFlags(), layoutFlags: newLayoutFlags()}
	cmd := &cobra.Command{
		Use:   "read FILE…",
		Short: "Read reports and print the record of the negotiation",
		Long: `Read reports in plain text or HTML and print what they say of a negotiation: the
parties and their delegations, meetings and what became of them, who demands,
offers or refuses what, what waits for what, who did what to whom, and who said
what. A FILE that is - is standard input.

"?" marks what the reader itself is not sure of.`,
		Example: `  rapporteur read report.txt
  rapporteur read --only meetings,positions --evidence report.txt
  rapporteur read --jsonl reports/*.html > records.jsonl
  rapporteur read --format csv --kind positions -o positions.csv reports/*.html
  curl -s https://example.org/report.html | rapporteur read --json -`,
		Args: func(_ *cobra.Command, args []string) error { return f.check(args) },
		RunE: func(cmd *cobra.Command, args []string) error { return f.read(cmd, args) },
	}
	f.reportFlags.define(cmd, "record")
	f.layoutFlags.define(cmd)
	f.writingFlags.define(cmd, "page")
	cmd.MarkFlagsMutuallyExclusive("json", "jsonl", "format")
	return cmd
}

// check returns what is wrong with how read was called.
func (f *readFlags) check(files []string) error {
	if err := f.layoutFlags.check(); err != nil {
		return err
	}
	if err := f.writingFlags.check(); err != nil {
		return err
	}
	if f.laidOut() && (f.json || f.jsonl || f.chosen() != nil) {
		return errors.New("--only, --evidence and --confidence lay out the page; --json, --jsonl and --format print the whole record")
	}
	return f.reportFlags.check("read", files)
}

// read prints the records of the files in their order.
func (f *readFlags) read(cmd *cobra.Command, files []string) error {
	if f.chosen() != nil {
		return f.write(cmd, files)
	}
	records := (*ingest.Pipeline).Records
	return printReports(cmd, cmd.OutOrStdout(), &f.reportFlags, files, "record", records, func(w io.Writer) printer[*rapporteur.Record] {
		return f.printer(w, len(files) > 1)
	})
}

// write writes the records of the files in a format of export's. What could be read is
// written though a report was refused.
func (f *readFlags) write(cmd *cobra.Command, files []string) error {
	var out *writing
	err := printReports(cmd, os.Stdout, &f.reportFlags, files, "record", (*ingest.Pipeline).Records, func(w io.Writer) printer[*rapporteur.Record] {
		var begun error
		out, begun = f.begin(w)
		return func(_ string, r *rapporteur.Record) error {
			if begun != nil {
				return begun
			}
			return out.add(&export.Record{Record: r, Version: recordVersion()})
		}
	})
	if out == nil {
		return err
	}
	defer out.drop()
	if err != nil && !errors.Is(err, errRefused) {
		return err
	}
	return cmp.Or(out.keep(), err)
}

// printer returns what prints the record of a file, in the form asked for.
func (f *readFlags) printer(w io.Writer, several bool) printer[*rapporteur.Record] {
	if f.json || f.jsonl {
		j := export.NewJSON(w, export.JSONOptions{Indent: f.json})
		return func(_ string, r *rapporteur.Record) error { return j.Write(r) }
	}
	p := &pages{w: w, pageOptions: f.page(os.Stdout)}
	return func(file string, r *rapporteur.Record) error {
		if !several && r.Report.Title != "" {
			file = "" // the title says what this is
		}
		return p.write(file, r)
	}
}
