package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/export"
	"rapporteur/lineage"
	"rapporteur/store"
)

// lineageFlags are the flags of lineage as they were given.
type lineageFlags struct {
	archiveFlags
	json  bool
	color *choice
	width int
}

func lineageCommand() *cobra.Command {
	f := &lineageFlags{color: newChoice("auto", "always", "never")}
	cmd := &cobra.Command{
		Use:   "lineage ID…",
		Short: "Show which reports have their words from a report, and which words",
		Long: `Show the reports of an archive that carry words of a report or of which it carries
words, as a tree: below each report those that copy it, reword it or carry a passage of
it inside their own reporting. Under it the words that the report shares with the one
that it has them from, else with those that have them from it, side by side; words that
stand on one side alone stand out in colour. With two IDs the words that these two share.

An origin is a report that has its words from no other: ten copies of one report are
eleven reports of one origin.`,
		Example: `  rapporteur lineage 3f2a91bc
  rapporteur lineage 3f2a 77c0
  rapporteur lineage 3f2a --json | jq -r '.relations[] | [.kind, .from, .to] | @tsv'`,
		Args: func(_ *cobra.Command, args []string) error { return f.check(args) },
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd.Context(), cmd.OutOrStdout(), args) },
	}
	f.archiveFlags.define(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&f.json, "json", false, "print reports, relations and passages as a JSON object")
	flags.IntVar(&f.width, "width", 0, "the width of the page in columns (default that of the terminal)")
	defineChoice(cmd, f.color, "color", "whether the page is in colour")
	completeFrom(cmd, reportCompletions)
	return cmd
}

func (f *lineageFlags) check(ids []string) error {
	switch {
	case len(ids) == 0 || len(ids) > 2:
		return errors.New("lineage needs the ID of a report, or of two that are to be compared (list prints them)")
	case f.width < 0:
		return errors.New("--width must not be below 0")
	}
	return nil
}

func (f *lineageFlags) run(ctx context.Context, w io.Writer, ids []string) error {
	return f.read(ctx, func(archive *store.Store) error {
		k, err := kinOf(ctx, archive, ids)
		if err != nil {
			return failure{err}
		}
		if f.json {
			return writeLine(w, k.json())
		}
		return written(io.WriteString(w, k.page(pageOptions{width: pageWidth(f.width, os.Stdout), color: inColor(f.color.value, os.Stdout)})))
	})
}

// kin is a report with those that are related to it.
type kin struct {
	// reports are the headings, that of the report itself first.
	reports []store.Heading
	// relations are all that are kept among them, shown those whose words are shown, which
	// the report takes part in, the nearest first.
	relations, shown []rapporteur.Relation
	// pair says that two reports were named.
	pair    bool
	texts   map[string]string
	origins *lineage.Origins
}

// mostCompared is with how many others a report is compared on a page for a person.
const mostCompared = 3

// kinOf reads what is related to the first report, and the words that are to be shown.
func kinOf(ctx context.Context, archive *store.Store, ids []string) (*kin, error) {
	k := &kin{texts: map[string]string{}}
	var err error
	if k.relations, k.reports, err = archive.Kin(ctx, ids[0]); err != nil {
		return nil, err
	}
	k.origins = lineage.NewOrigins(k.relations)
	own := k.reports[0].ID
	order := map[string]int{}
	for i, r := range k.reports {
		order[r.ID] = i
	}
	earlier := func(a, b string) bool {
		return cmp.Or(cmp.Compare(k.reports[order[a]].Published, k.reports[order[b]].Published), cmp.Compare(a, b)) < 0
	}
	for _, r := range slices.Concat(k.relations, lineage.Implied(own, k.relations, earlier)) {
		if r.From == own || r.To == own {
			k.shown = append(k.shown, r)
		}
	}
	slices.SortStableFunc(k.shown, func(a, b rapporteur.Relation) int {
		return cmp.Or(compareBool(b.To == own, a.To == own), kindRank[a.Kind]-kindRank[b.Kind], order[end(a, own)]-order[end(b, own)])
	})
	if k.pair = len(ids) > 1; k.pair {
		if err := k.only(ctx, archive, ids[1]); err != nil {
			return nil, err
		}
	}
	return k, k.read(ctx, archive, own)
}

// only leaves the relation to one other report.
func (k *kin) only(ctx context.Context, archive *store.Store, id string) error {
	_, others, err := archive.Kin(ctx, id)
	if err != nil {
		return err
	}
	other := others[0]
	k.shown = slices.DeleteFunc(k.shown, func(r rapporteur.Relation) bool { return end(r, k.reports[0].ID) != other.ID })
	if len(k.shown) == 0 && other.ID != k.reports[0].ID {
		k.shown = []rapporteur.Relation{{From: k.reports[0].ID, To: other.ID, Kind: rapporteur.Independent}}
	}
	if !slices.ContainsFunc(k.reports, func(h store.Heading) bool { return h.ID == other.ID }) {
		k.reports = append(k.reports, other)
	}
	return nil
}

// read reads the texts whose words are shown.
func (k *kin) read(ctx context.Context, archive *store.Store, own string) error {
	for _, id := range append([]string{own}, ends(k.shown, own)...) {
		r, err := archive.Report(ctx, id)
		if err != nil {
			return err
		}
		k.texts[id] = r.Record.Report.Text
	}
	return nil
}

// kindRank orders relations by how much of a report they mean.
var kindRank = map[rapporteur.RelationKind]int{rapporteur.Copy: 0, rapporteur.Rewrite: 1, rapporteur.SharedSource: 2, rapporteur.Independent: 3}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// end is the other report of a relation.
func end(r rapporteur.Relation, own string) string {
	if r.From == own {
		return r.To
	}
	return r.From
}

func ends(relations []rapporteur.Relation, own string) []string {
	var out []string
	for _, r := range relations {
		out = append(out, end(r, own))
	}
	return out
}

// countOrigins is how many independent origins the reports have.
func (k *kin) countOrigins() int {
	var places []lineage.Place
	for _, r := range k.reports {
		places = append(places, lineage.Place{Report: r.ID})
	}
	return k.origins.Count(places)
}

// jsonLineage is the lineage of a report for machines.
type jsonLineage struct {
	Report    string         `json:"report"`
	Reports   []jsonRelative `json:"reports"`
	Origins   int            `json:"origins"`
	Relations []jsonRelation `json:"relations"`
}

// jsonRelative is a report of a lineage; origin is the report that it has its words from
// as a whole, itself where they are its own.
type jsonRelative struct {
	ID        string `json:"id"`
	Title     string `json:"title,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Published string `json:"published,omitempty"`
	Origin    string `json:"origin"`
}

type jsonRelation struct {
	From       string                  `json:"from"`
	To         string                  `json:"to"`
	Kind       rapporteur.RelationKind `json:"kind"`
	Confidence float64                 `json:"confidence"`
	// Passages are those of relations that the report takes part in.
	Passages []jsonPassage `json:"passages,omitempty"`
}

type jsonPassage struct {
	From export.JSONSpan `json:"from"`
	To   export.JSONSpan `json:"to"`
}

func (k *kin) json() jsonLineage {
	own := k.reports[0].ID
	out := jsonLineage{Report: own, Origins: k.countOrigins(), Relations: []jsonRelation{}}
	for _, r := range k.reports {
		out.Reports = append(out.Reports, jsonRelative{r.ID, r.Title, r.Outlet, r.Published, k.origins.Of(lineage.Place{Report: r.ID})})
	}
	for _, r := range k.shown {
		one := jsonRelation{r.From, r.To, r.Kind, r.Confidence, nil}
		from, to := k.texts[r.From], k.texts[r.To]
		spanFrom, spanTo := export.Spans(from), export.Spans(to)
		for _, p := range r.Passages {
			one.Passages = append(one.Passages, jsonPassage{spanFrom(p.From), spanTo(p.To)})
		}
		out.Relations = append(out.Relations, one)
	}
	for _, r := range k.relations {
		if r.From != own && r.To != own {
			out.Relations = append(out.Relations, jsonRelation{From: r.From, To: r.To, Kind: r.Kind, Confidence: r.Confidence})
		}
	}
	return out
}
