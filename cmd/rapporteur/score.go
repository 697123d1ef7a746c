package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/gold"
	"rapporteur/ingest"
	"rapporteur/source"
)

// scoreFlags are the flags of score as they were given.
type scoreFlags struct{ reportFlags }

func scoreCommand() *cobra.Command {
	f := &scoreFlags{newReportFlags()}
	cmd := &cobra.Command{
		Use:   "score DIR",
		Short: "Compare records with those that people wrote",
		Long: `Read the reports of DIR and compare their records with those that people wrote. DIR
holds pairs of files: NAME.txt, a report, and NAME.json, its record, in which
entities go by their names and spans are words of the report. Printed are precision,
recall and F1 of every kind of fact, how often a property of those found is right,
and how many of the facts of a confidence are.`,
		Example: `  rapporteur score annotated
  rapporteur score --json annotated > scores.json`,
		Args: func(_ *cobra.Command, args []string) error { return f.check(args) },
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.score(cmd.Context(), cmd.OutOrStdout(), args[0])
		},
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.BoolVar(&f.json, "json", false, "print the figures as a JSON object")
	flags.StringVar(&f.source.Published, "published", "", "when those reports were published whose record does not say it")
	flags.Int64Var(&f.source.MaxBytes, "max-bytes", source.DefaultMaxBytes, "the most text that a report may have")
	flags.BoolVar(&f.source.AnyLanguage, "any-language", false, "read reports in other languages than English too")
	f.analysisFlags.define(cmd)
	return cmd
}

// check returns what is wrong with how score was called.
func (f *scoreFlags) check(args []string) error {
	if len(args) != 1 {
		return errors.New("score needs one folder of reports and their records")
	}
	return f.reportFlags.check("score", args)
}

// score reads the gold records at a path, makes those of the program and prints the
// comparison.
func (f *scoreFlags) score(ctx context.Context, w io.Writer, path string) error {
	reports, err := gold.Read(path)
	if err != nil {
		return failure{err}
	}
	records, err := f.records(ctx, reports)
	if err != nil {
		return err
	}
	s := gold.Score(reports, records)
	if f.json {
		return writeScores(w, s)
	}
	return printScores(w, s)
}

// records are the program's own of the reports; a report that is refused is a
// failure, so that no figure is over fewer reports than it says.
func (f *scoreFlags) records(ctx context.Context, reports []gold.Report) ([]*rapporteur.Record, error) {
	bar := newProgress(os.Stderr, len(reports))
	defer bar.stop()
	pipeline, err := ingest.New(ingest.Options{Source: f.source, Kernel: f.encoderKernel(), Jobs: f.jobs})
	if err != nil {
		return nil, failure{err}
	}
	inputs := make([]ingest.Input, len(reports))
	for i, r := range reports {
		inputs[i] = ingest.Input{Name: r.Path, Published: r.Published}
	}
	var records []*rapporteur.Record
	for result := range pipeline.Records(ctx, inputs) {
		if result.Err != nil {
			return nil, failure{result.Err}
		}
		records = append(records, result.Made)
		bar.step()
	}
	return records, ctx.Err()
}

// bins is into how many parts confidences are parted.
const bins = len(gold.Bins{})

// edge is where the ith bin of confidences begins.
func edge(i int) float64 { return float64(i) / float64(bins) }

// jsonScores are the figures as JSON; parts of one, counts beside them.
type jsonScores struct {
	Reports     int               `json:"reports"`
	Facts       []jsonFactScore   `json:"facts"`
	Reliability []jsonReliability `json:"reliability"`
}

type jsonFactScore struct {
	Kind  string `json:"kind"`
	Found int    `json:"found"`
	Gold  int    `json:"gold"`
	Given int    `json:"given"`
	// Right is the share of those found of which a property is right; the others
	// are those of a kind of fact.
	Right     *float64 `json:"right,omitempty"`
	Precision *float64 `json:"precision,omitempty"`
	Recall    *float64 `json:"recall,omitempty"`
	F1        *float64 `json:"f1,omitempty"`
}

type jsonReliability struct {
	Kind  string    `json:"kind"`
	Error float64   `json:"calibration_error"`
	Bins  []jsonBin `json:"bins"`
}

type jsonBin struct {
	From  float64 `json:"from"`
	To    float64 `json:"to"`
	Given int     `json:"given"`
	Right int     `json:"right"`
}

// writeScores writes the figures as a JSON object.
func writeScores(w io.Writer, s gold.Scores) error {
	out := jsonScores{Reports: s.Reports}
	for _, row := range s.Rows() {
		f := jsonFactScore{Kind: row.Name, Found: row.Hit, Gold: row.Gold, Given: row.Given}
		if row.Property {
			f.Right = new(row.Recall())
		} else {
			f.Precision, f.Recall, f.F1 = new(row.Precision()), new(row.Recall()), new(row.F1())
		}
		out.Facts = append(out.Facts, f)
	}
	for _, kind := range s.Reliability.Kinds() {
		r := jsonReliability{Kind: kind.Name, Error: kind.Bins.Error()}
		for i, bin := range kind.Bins {
			r.Bins = append(r.Bins, jsonBin{edge(i), edge(i + 1), bin.Given, bin.Right})
		}
		out.Reliability = append(out.Reliability, r)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return failure{fmt.Errorf("writing the figures: %w", err)}
	}
	return nil
}

// printScores prints the figures as tables.
func printScores(w io.Writer, s gold.Scores) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\tprecision\trecall\tF1\tfound\tgold\tgiven\t")
	for _, row := range s.Rows() {
		if row.Property {
			fmt.Fprintf(t, "%s\t\t%.3f\t\t%d\t%d\t\t\n", row.Name, row.Recall(), row.Hit, row.Gold)
		} else {
			fmt.Fprintf(t, "%s\t%.3f\t%.3f\t%.3f\t%d\t%d\t%d\t\n", row.Name, row.Precision(), row.Recall(), row.F1(), row.Hit, row.Gold, row.Given)
		}
	}
	fmt.Fprint(t, "\nright of given, by confidence")
	for i := range bins {
		fmt.Fprintf(t, "\t%.1f to %.1f", edge(i), edge(i+1))
	}
	fmt.Fprintln(t, "\terror\t")
	for _, kind := range s.Reliability.Kinds() {
		fmt.Fprint(t, kind.Name)
		for _, bin := range kind.Bins {
			fmt.Fprintf(t, "\t%d of %d", bin.Right, bin.Given)
		}
		fmt.Fprintf(t, "\t%.3f\t\n", kind.Bins.Error())
	}
	fmt.Fprintf(t, "\n%s\n", counted(s.Reports, "report", "reports"))
	return written(0, t.Flush())
}
