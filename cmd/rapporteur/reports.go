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

// reportFlags are the flags of every command that prints what it reads.
type reportFlags struct {
	json, jsonl bool
	readingFlags
}

// readingFlags are the flags of every command that takes reports.
type readingFlags struct {
	source source.Options
	analysisFlags
}

// analysisFlags are the flags of every command that analyses reports.
type analysisFlags struct {
	kernel *choice
	jobs   int
}

func newReportFlags() reportFlags { return reportFlags{readingFlags: newReadingFlags()} }

func newReadingFlags() readingFlags { return readingFlags{analysisFlags: newAnalysisFlags()} }

func newAnalysisFlags() analysisFlags {
	return analysisFlags{kernel: newChoice("auto", string(encoder.VNNI), string(encoder.AVX2), string(encoder.Portable))}
}

// define adds the flags to a command that prints one what a report.
func (f *reportFlags) define(cmd *cobra.Command, what string) {
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&f.json, "json", false, "print each "+what+" as a JSON object over many lines")
	flags.BoolVar(&f.jsonl, "jsonl", false, "print each "+what+" as JSON on one line")
	cmd.MarkFlagsMutuallyExclusive("json", "jsonl")
	f.readingFlags.define(cmd)
}

// define adds the flags that say what is known of the reports and how they are read.
func (f *readingFlags) define(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.source.Published, "published", "", "when the reports were published, e.g. 2025-05-15")
	flags.StringVar(&f.source.Title, "title", "", "the title of the report")
	flags.StringVar(&f.source.URL, "url", "", "the address of the report")
	flags.StringVar(&f.source.Outlet, "outlet", "", "who published the reports")
	flags.Int64Var(&f.source.MaxBytes, "max-bytes", source.DefaultMaxBytes, "the most text that a report may have")
	flags.BoolVar(&f.source.AnyLanguage, "any-language", false, "read reports in other languages than English too")
	f.analysisFlags.define(cmd)
}

func (f *analysisFlags) define(cmd *cobra.Command) {
	defineChoice(cmd, f.kernel, "kernel", "the arithmetic of the encoder")
	cmd.Flags().IntVar(&f.jobs, "jobs", 0, "how many reports to read at once (default one a core)")
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
func (f *readingFlags) check(command string, files []string) error {
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
	}
	if err := f.analysisFlags.check(); err != nil || f.source.Published == "" {
		return err
	}
	if _, _, err := source.ParsePublished(f.source.Published); err != nil {
		return fmt.Errorf("--published: %w", err)
	}
	return nil
}

func (f *analysisFlags) check() error {
	if f.jobs < 0 {
		return errors.New("--jobs must not be below 0")
	}
	return nil
}

// A printer prints what was made of the report of a file.
type printer[T any] func(file string, made T) error

// printReports walks the files and prints on w what is made of them in their order; what
// names that in an error. What is refused is told on the command's standard error.
func printReports[T any](
	cmd *cobra.Command, w io.Writer, f *reportFlags, files []string, what string,
	walk func(*ingest.Pipeline, context.Context, []ingest.Input) iter.Seq[ingest.Result[T]],
	printer func(io.Writer) printer[T],
) error {
	ctx, bar := cmd.Context(), newProgress(os.Stderr, len(files))
	defer bar.stop()
	pipeline, err := f.pipeline(f.source)
	if err != nil {
		return failure{err}
	}
	write := printer(bar.above(w))
	refused := false
	for result := range walk(pipeline, ctx, inputs(files)) {
		if result.Err != nil {
			fmt.Fprintf(bar.above(cmd.ErrOrStderr()), "rapporteur: %v\n", result.Err)
			refused = true
		} else if err := write(result.Input.Name, result.Made); err != nil {
			if errors.As(err, new(failure)) {
				return err // it says what could not be written
			}
			return failure{fmt.Errorf("writing the %s: %w", what, err)}
		}
		bar.step()
	}
	if refused && ctx.Err() == nil {
		return errRefused
	}
	return ctx.Err()
}

// pipeline is what reads reports.
func (f *analysisFlags) pipeline(o source.Options) (*ingest.Pipeline, error) {
	return ingest.New(ingest.Options{Source: o, Kernel: f.encoderKernel(), Jobs: f.jobs})
}

func (f *analysisFlags) encoderKernel() encoder.Kernel {
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
