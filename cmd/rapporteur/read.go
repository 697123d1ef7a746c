package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/export"
	"rapporteur/ingest"
	"rapporteur/language/encoder"
	"rapporteur/source"
)

// readFlags are the flags of read as they were given.
type readFlags struct {
	json, jsonl   bool
	source        source.Options
	kernel, color *choice
	jobs, width   int
}

func readCommand() *cobra.Command {
	f := &readFlags{
		kernel: newChoice("auto", string(encoder.AVX2), string(encoder.Portable)),
		color:  newChoice("auto", "always", "never"),
	}
	cmd := &cobra.Command{
		Use:   "read FILE…",
		Short: "Read reports and print who said what",
		Long: `Read reports in plain text or HTML and print every statement in them: who said or
thought what, in which words. A FILE that is - is standard input.`,
		Example: `  rapporteur read report.txt
  rapporteur read --jsonl reports/*.html > records.jsonl
  curl -s https://example.org/report.html | rapporteur read --json -`,
		Args: func(_ *cobra.Command, args []string) error { return f.check(args) },
		RunE: func(cmd *cobra.Command, args []string) error { return f.read(cmd.Context(), args) },
	}
	f.define(cmd)
	return cmd
}

func (f *readFlags) define(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&f.json, "json", false, "print each record as a JSON object over many lines")
	flags.BoolVar(&f.jsonl, "jsonl", false, "print each record as JSON on one line")
	flags.StringVar(&f.source.Published, "published", "", "when the reports were published, e.g. 2025-05-15")
	flags.StringVar(&f.source.Title, "title", "", "the title of the report")
	flags.StringVar(&f.source.URL, "url", "", "the address of the report")
	flags.StringVar(&f.source.Outlet, "outlet", "", "who published the reports")
	flags.Int64Var(&f.source.MaxBytes, "max-bytes", source.DefaultMaxBytes, "the most text that a report may have")
	flags.BoolVar(&f.source.AnyLanguage, "any-language", false, "read reports in other languages than English too")
	flags.Var(f.kernel, "kernel", "the arithmetic of the encoder")
	flags.IntVar(&f.jobs, "jobs", 0, "how many reports to read at once (default one a core)")
	flags.IntVar(&f.width, "width", 0, "the width of the page in columns (default that of the terminal)")
	flags.Var(f.color, "color", "whether the page is in colour")
	cmd.MarkFlagsMutuallyExclusive("json", "jsonl")
	for name, c := range map[string]*choice{"kernel": f.kernel, "color": f.color} {
		if err := cmd.RegisterFlagCompletionFunc(name, c.complete); err != nil {
			panic(err) // only a flag that is not defined above
		}
	}
}

// check returns what is wrong with how read was called.
func (f *readFlags) check(files []string) error {
	stdin := 0
	for _, file := range files {
		if file == "-" {
			stdin++
		}
	}
	switch {
	case len(files) == 0:
		return errors.New("read needs a file, or - for standard input")
	case stdin > 1:
		return errors.New("standard input (-) can be read only once")
	case len(files) > 1 && (f.source.Title != "" || f.source.URL != ""):
		return errors.New("--title and --url describe one report, and several files were given")
	case f.source.MaxBytes <= 0:
		return errors.New("--max-bytes must be above 0")
	case f.jobs < 0:
		return errors.New("--jobs must not be below 0")
	case f.width < 0:
		return errors.New("--width must not be below 0")
	}
	if f.source.Published == "" {
		return nil
	}
	if _, _, err := source.ParsePublished(f.source.Published); err != nil {
		return fmt.Errorf("--published: %w", err)
	}
	return nil
}

// read prints the records of the files in their order.
func (f *readFlags) read(ctx context.Context, files []string) error {
	bar := newProgress(os.Stderr, len(files))
	defer bar.stop()
	pipeline, err := ingest.New(ingest.Options{Source: f.source, Kernel: f.encoderKernel(), Jobs: f.jobs})
	if err != nil {
		return failure{err}
	}
	write := f.printer(bar.above(os.Stdout), len(files) > 1)
	refused := false
	for result := range pipeline.Records(ctx, inputs(files)) {
		if result.Err != nil {
			fmt.Fprintf(bar.above(os.Stderr), "rapporteur: %v\n", result.Err)
			refused = true
		} else if err := write(result.Input.Name, result.Record); err != nil {
			return failure{fmt.Errorf("writing the record: %w", err)}
		}
		bar.step()
	}
	if refused && ctx.Err() == nil {
		return errRefused
	}
	return ctx.Err()
}

func (f *readFlags) encoderKernel() encoder.Kernel {
	if f.kernel.value == "auto" {
		return encoder.Auto
	}
	return encoder.Kernel(f.kernel.value)
}

func inputs(files []string) []ingest.Input {
	in := make([]ingest.Input, len(files))
	for i, file := range files {
		in[i] = ingest.Input{Name: file}
		if file == "-" {
			in[i] = ingest.Input{Name: "standard input", From: os.Stdin}
		}
	}
	return in
}

// printer returns what prints the record of a file, in the form asked for.
func (f *readFlags) printer(w io.Writer, several bool) func(file string, r *rapporteur.Record) error {
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
