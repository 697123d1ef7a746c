package main

import (
	"io"

	"github.com/spf13/cobra"

	"rapporteur/export"
	"rapporteur/ingest"
)

// parseFlags are the flags of parse as they were given.
type parseFlags struct{ reportFlags }

func parseCommand() *cobra.Command {
	f := &parseFlags{newReportFlags()}
	cmd := &cobra.Command{
		Use:   "parse FILE…",
		Short: "Analyse the language of reports and print it as CoNLL-U",
		Long: `Analyse the language of reports in plain text or HTML: sentences, words, parts of
speech, lemmas, dependency trees, mentions and what they refer to, names, times,
and how factual each event is. A FILE that is - is standard input.

CoNLL-U is the format of Universal Dependencies. Entities and coreference stand in
its last column in the notation of GUM, beside Name, Timex (TIMEX3 type and value)
and Factuality (-3 to 3). --json prints the same and who says what as JSON, with
offsets in code points.`,
		Example: `  rapporteur parse report.txt
  rapporteur parse --published 2025-05-15 reports/*.txt > reports.conllu
  curl -s https://example.org/report.html | rapporteur parse --json -`,
		Args: func(_ *cobra.Command, args []string) error { return f.check("parse", args) },
		RunE: func(cmd *cobra.Command, args []string) error { return f.parse(cmd, args) },
	}
	f.define(cmd, "analysis")
	return cmd
}

// parse prints the analyses of the files in their order.
func (f *parseFlags) parse(cmd *cobra.Command, files []string) error {
	return printReports(cmd, cmd.OutOrStdout(), &f.reportFlags, files, "analysis", (*ingest.Pipeline).Parses, f.printer)
}

// printer returns what prints the analysis of a report, in the form asked for.
func (f *parseFlags) printer(w io.Writer) printer[*ingest.Parsed] {
	if f.json || f.jsonl {
		layers := export.NewLayers(w, export.JSONOptions{Indent: f.json})
		return func(_ string, p *ingest.Parsed) error { return layers.Write(p.Report, p.Analysis) }
	}
	treebank := export.NewCoNLLU(w)
	return func(_ string, p *ingest.Parsed) error { return treebank.Write(p.Flat, p.Analysis) }
}
