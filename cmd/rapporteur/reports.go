package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"github.com/spf13/cobra"

	"rapporteur/ingest"
	"rapporteur/language/encoder"
	"rapporteur/source"
)

// reportFlags are the flags of every command that takes reports.
type reportFlags struct {
	json, jsonl bool
	source      source.Options
	kernel      *choice
	jobs        int
}

func newReportFlags() reportFlags {
	return reportFlags{kernel: newChoice("auto", string(encoder.AVX2), string(encoder.Portable))}
}

// define adds the flags to a command that prints one what a report.
func (f *reportFlags) define(cmd *cobra.Command, what string) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&f.json, "json", false, "print each "+what+" as a JSON object over many lines")
	flags.BoolVar(&f.jsonl, "jsonl", false, "print each "+what+" as JSON on one line")
	flags.StringVar(&f.source.Published, "published", "", "when the reports were published, e.g. 2025-05-15")
	flags.StringVar(&f.source.Title, "title", "", "the title of the report")
	flags.StringVar(&f.source.URL, "url", "", "the address of the report")
	flags.StringVar(&f.source.Outlet, "outlet", "", "who published the reports")
	flags.Int64Var(&f.source.MaxBytes, "max-bytes", source.DefaultMaxBytes, "the most text that a report may have")
	flags.BoolVar(&f.source.AnyLanguage, "any-language", false, "read reports in other languages than English too")
	defineChoice(cmd, f.kernel, "kernel", "the arithmetic of the encoder")
	flags.IntVar(&f.jobs, "jobs", 0, "how many reports to read at once (default one a core)")
	cmd.MarkFlagsMutuallyExclusive("json", "jsonl")
}

// defineChoice adds a flag with a few values, which the shell completes.
func defineChoice(cmd *cobra.Command, c *choice, name, usage string) {
	cmd.Flags().Var(c, name, usage)
	completeFlag(cmd, name, c.complete)
}

// completeFlag lets the shell complete the values of a flag that the command has.
func completeFlag(cmd *cobra.Command, name string, complete cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(name, complete); err != nil {
		panic(err) // only a flag that is not defined
	}
}

// check returns what is wrong with how a command was called.
func (f *reportFlags) check(command string, files []string) error {
	stdin := 0
	for _, file := range files {
		if file == "-" {
			stdin++
		}
	}
	switch {
	case len(files) == 0:
		return fmt.Errorf("%s needs a file, or - for standard input", command)
	case stdin > 1:
		return errors.New("standard input (-) can be read only once")
	case len(files) > 1 && (f.source.Title != "" || f.source.URL != ""):
		return errors.New("--title and --url describe one report, and several files were given")
	case f.source.MaxBytes <= 0:
		return errors.New("--max-bytes must be above 0")
	case f.jobs < 0:
		return errors.New("--jobs must not be below 0")
	}
	if f.source.Published == "" {
		return nil
	}
	if _, _, err := source.ParsePublished(f.source.Published); err != nil {
		return fmt.Errorf("--published: %w", err)
	}
	return nil
}

// A printer prints what was made of the report of a file.
type printer[T any] func(file string, made T) error

// printReports walks the files and prints what is made of them in their order;
// what names that in an error. What is refused is told on standard error.
func printReports[T any](
	ctx context.Context, f *reportFlags, files []string, what string,
	walk func(*ingest.Pipeline, context.Context, []ingest.Input) iter.Seq[ingest.Result[T]],
	printer func(io.Writer) printer[T],
) error {
	bar := newProgress(os.Stderr, len(files))
	defer bar.stop()
	pipeline, err := ingest.New(ingest.Options{Source: f.source, Kernel: f.encoderKernel(), Jobs: f.jobs})
	if err != nil {
		return failure{err}
	}
	write := printer(bar.above(os.Stdout))
	refused := false
	for result := range walk(pipeline, ctx, inputs(files)) {
		if result.Err != nil {
			fmt.Fprintf(bar.above(os.Stderr), "rapporteur: %v\n", result.Err)
			refused = true
		} else if err := write(result.Input.Name, result.Made); err != nil {
			return failure{fmt.Errorf("writing the %s: %w", what, err)}
		}
		bar.step()
	}
	if refused && ctx.Err() == nil {
		return errRefused
	}
	return ctx.Err()
}

func (f *reportFlags) encoderKernel() encoder.Kernel {
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
