package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/ingest"
	"rapporteur/store"
)

// decideFlags are the flags of the commands that keep an analyst's decision.
type decideFlags struct {
	archiveFlags
	outputFlags
	verdict  store.Verdict
	who, why string
	set      []string
	words    []string
}

// analystVariable is the environment variable that names who decides where --who does
// not.
const analystVariable = "RAPPORTEUR_WHO"

func confirmCommand() *cobra.Command {
	return decideCommand(store.Confirm, &cobra.Command{
		Use:   "confirm FACT…",
		Short: "Keep that facts are right",
		Long: `Keep an analyst's decision that facts are right. A fact is called as show prints it,
with its report before it: 3f2a91bc/m1. The decision outlasts new analyses of the
report; a fact that a newer version does not find any more is kept for its sake.
Corrections that stand are confirmed with the fact.`,
		Example: `  rapporteur confirm 3f2a/m1 3f2a/m2 --who "Ada Brekke" --why "minutes of the talks"`,
	})
}

func rejectCommand() *cobra.Command {
	return decideCommand(store.Reject, &cobra.Command{
		Use:   "reject FACT…",
		Short: "Keep that facts are wrong",
		Long: `Keep an analyst's decision that facts are wrong. They stay in the archive and are
marked in every view; corrections of them are taken back.`,
		Example: `  rapporteur reject 3f2a/p4 --who "Ada Brekke" --why "a quotation of last year"`,
	})
}

func correctCommand() *cobra.Command {
	return decideCommand(store.Correct, &cobra.Command{
		Use:   "correct FACT {--set FIELD=VALUE|--words [FIELD=]WORDS}…",
		Short: "Keep what is right about a fact that is wrong in parts",
		Long: `Keep an analyst's correction of a fact. Every view shows the fact as corrected, with
what the machine had beside it. Those who take part are called by name, several set
apart by commas; an empty value says that nothing is known. The fields of --set:

` + correctableHelp(false) + `
--words corrects which words of the report say it: they are given as they stand there,
whatever the white space between them; several times for one field, where it stands in
several places. Of words that the report has more than once FIELD:2=WORDS means the
second ones. Without a FIELD the first one of these is meant:

` + correctableHelp(true),
		Example: `  rapporteur correct 3f2a/p1 --set stance=rejects --set party=Skarv --who "Ada Brekke"
  rapporteur correct 3f2a/m1 --set status=held --set time=2031-02-06 --who "Ada Brekke"
  rapporteur correct 3f2a/s1 --words "We reject the toll" --who "Ada Brekke"
  rapporteur correct 3f2a/c2 --words "outcome:2=sign the paper" --who "Ada Brekke"`,
	})
}

func mergeCommand() *cobra.Command {
	return decideCommand(store.Merge, &cobra.Command{
		Use:   "merge FACT FACT…",
		Short: "Keep that facts of one or several reports are the same",
		Long: `Keep an analyst's decision that facts of one kind, of one or several reports, are the
same. Groups that were merged before become one.`,
		Example: `  rapporteur merge 3f2a/m1 91c0/m2 --who "Ada Brekke" --why "one meeting, told twice"`,
	})
}

func splitCommand() *cobra.Command {
	return decideCommand(store.Split, &cobra.Command{
		Use:     "split FACT…",
		Short:   "Keep that merged facts are not the same after all",
		Example: `  rapporteur split 3f2a/m1 --who "Ada Brekke"`,
	})
}

// decideCommand makes the command of a verdict.
func decideCommand(v store.Verdict, cmd *cobra.Command) *cobra.Command {
	f := &decideFlags{verdict: v}
	cmd.Args = func(_ *cobra.Command, args []string) error { return f.check(args) }
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return f.decide(cmd.Context(), cmd.OutOrStdout(), args) }
	f.archiveFlags.define(cmd)
	flags := cmd.Flags()
	if v == store.Correct {
		flags.StringArrayVar(&f.set, "set", nil, "a field and what is right there, as stance=rejects")
		flags.StringArrayVar(&f.words, "words", nil, "the words of the report that are right, of a field as outcome=…, in their second place as outcome:2=…")
		completeFlag(cmd, "set", fieldCompletions(false))
		completeFlag(cmd, "words", fieldCompletions(true))
	}
	flags.StringVar(&f.who, "who", "", "who decides (default what "+analystVariable+" says)")
	flags.StringVar(&f.why, "why", "", "why")
	f.outputFlags.define(cmd, "fact")
	completeFrom(cmd, factCompletions)
	return cmd
}

// check returns what is wrong with how the command was called.
func (f *decideFlags) check(facts []string) error {
	if f.who == "" {
		f.who = os.Getenv(analystVariable)
	}
	switch {
	case len(facts) == 0:
		return fmt.Errorf("%s needs a fact (show prints their IDs)", f.verdict)
	case f.verdict == store.Merge && len(facts) < 2:
		return errors.New("merge needs two facts or more")
	case f.verdict == store.Correct && len(facts) > 1:
		return errors.New("correct takes one fact at a time")
	case f.verdict == store.Correct && len(f.set)+len(f.words) == 0:
		return errors.New("correct needs --set FIELD=VALUE or --words WORDS")
	case f.who == "":
		return errors.New("--who must name who decides (or " + analystVariable + ")")
	}
	return f.outputFlags.check()
}

// decide keeps the decision and prints the facts as they are now.
func (f *decideFlags) decide(ctx context.Context, w io.Writer, facts []string) error {
	return f.with(ctx, store.Options{}, func(archive *store.Store) error {
		d := store.Decision{Verdict: f.verdict, Who: f.who, Why: f.why, At: time.Now()}
		if f.verdict == store.Correct {
			h, err := archive.Fact(ctx, facts[0])
			if err != nil {
				return failure{err}
			}
			if d.Fields, err = f.corrections(h.Kind); err != nil {
				return err
			}
		}
		decided, err := archive.Decide(ctx, d, facts...)
		if err == nil {
			err = ingest.Join(ctx, archive, ingest.AddOptions{})
		}
		if err != nil {
			return failure{err}
		}
		return printRows(&f.outputFlags, w, headColumns(), decided, "nothing was decided")
	})
}

// corrections are the fields that were given for a fact of a kind.
func (f *decideFlags) corrections(kind store.Kind) (map[string]json.RawMessage, error) {
	fields, err := parseCorrections(kind, f.set)
	if err != nil {
		return nil, err
	}
	words, err := parseWords(kind, f.words)
	maps.Copy(fields, words)
	return fields, err
}
