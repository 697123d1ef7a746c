package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"rapporteur/store"
)

// usualHits is how many hits search shows where nothing else is asked for: about two
// screens.
const usualHits = 20

// searchFlags are the flags of search as they were given.
type searchFlags struct {
	archiveFlags
	factFlags
	outputFlags
	in *choice
}

func searchCommand() *cobra.Command {
	f := &searchFlags{in: newChoice(string(store.InText), string(store.InStatements), string(store.InPositions)), factFlags: newFactFlags()}
	cmd := &cobra.Command{
		Use:   "search WORDS",
		Short: "Search the reports, statements or positions of an archive",
		Long: `Search an archive and show what fits best first, with the words found. All words must
be there, in any of their forms: "several words" in quotation marks stand in a row,
beginn* is the beginning of a word, -word must not be there, and OR stands between
alternatives. What begins with - stands behind -- (or in the quotation marks of the
shell, with other words before it).`,
		Example: `  rapporteur search toll
  rapporteur search '"ferry pier" -dust' --from 2031-02
  rapporteur search --in statements 'sign OR signed' --person Brekke
  rapporteur search --in positions ceasefire --party Ukraine --json`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), cmd.OutOrStdout(), strings.Join(args, " "))
		},
	}
	f.archiveFlags.define(cmd)
	defineChoice(cmd, f.in, "in", "where to look")
	f.filterFlags.define(cmd, "hits", "dated", usualHits)
	f.defineDecided(cmd)
	f.outputFlags.define(cmd, "hit")
	return cmd
}

func (f *searchFlags) run(ctx context.Context, w io.Writer, words string) error {
	filter, err := f.factFilter()
	if err := errors.Join(err, f.outputFlags.check()); err != nil {
		return err
	}
	if strings.TrimSpace(words) == "" {
		return errors.New("search needs words to look for")
	}
	in := store.Scope(f.in.value)
	if in == store.InText && filter.Verdict != "" {
		return errors.New("--decided goes with --in statements or positions: a text is no fact")
	}
	return f.read(ctx, func(archive *store.Store) error {
		hits, err := archive.Search(ctx, in, words, filter)
		switch {
		case err != nil:
			return failure{err}
		case f.machine() || len(hits) == 0:
			return printRows(&f.outputFlags, w, hitColumns(in), hits, "nothing found")
		}
		p := &page{pageOptions: f.page()}
		for _, h := range hits {
			p.hit(h)
		}
		return written(io.WriteString(w, p.out.String()))
	})
}

// hit writes what was found in three lines: what it is, where it stands and the words.
func (p *page) hit(h store.Hit) {
	if p.out.Len() > 0 {
		p.out.WriteByte('\n')
	}
	passage := p.marking(h.Snippet)
	origin := told(said(day(h.Report.Published)), said(printable(h.Report.Outlet)))
	if h.Fact == nil {
		title := cmp.Or(printable(h.Report.Title), "untitled")
		p.fill("", "  ", append([]run{{title, strong}}, rest(told([]run{{h.Report.Short(), someone}}, origin))...))
	} else {
		line := []run{standing{Head: h.Fact}.mark(h.Fact.Confidence, ""), {cmp.Or(printable(h.Fact.Who), "unnamed"), strong}}
		if h.Fact.Kind == store.PositionKind {
			line = append(line, run{" " + h.Fact.Label + ": ", plain})
			if h.Snippet.Text == h.Fact.Topic { // the issue is what was found
				line = append(line, passage...)
				passage = said(inQuotes(shorten(bare(h.Fact.Words), longestContent)))
			} else {
				line = append(line, run{printable(h.Fact.Topic), plain})
			}
		}
		line = append(line, rest(told([]run{{called(h.Fact), someone}}, origin, said(printable(h.Report.Title))))...)
		p.fill("", "  ", line)
		for _, told := range (standing{Head: h.Fact}).told() {
			p.fill("  ", "    ", told)
		}
	}
	p.fill("  ", "  ", passage)
}

// rest is what is told behind the beginning of a line.
func rest(line []run) []run {
	if len(line) == 0 {
		return nil
	}
	return append([]run{{and, faint}}, line...)
}

// found is the style of words that were looked for.
const found style = "1;33"

// marking is a passage with the words found marked: in colour, or between asterisks.
func (p *page) marking(s store.Snippet) []run {
	var line []run
	at := 0
	for _, hit := range s.Hits {
		words := s.Text[hit.Start:hit.End]
		if !p.color {
			words = "*" + words + "*"
		}
		line = append(line, run{printable(s.Text[at:hit.Start]), plain}, run{printable(words), found})
		at = hit.End
	}
	return append(line, run{printable(s.Text[at:]), plain})
}

// hitColumns are what a hit is in rows.
func hitColumns(in store.Scope) []column[store.Hit] {
	type h = store.Hit
	columns := []column[h]{
		{name: "score", value: func(h h) any { return rounded(h.Score) }},
		{name: "snippet", value: func(h h) any { return h.Snippet.Text }},
		{name: "hits", value: func(h h) any { return pointsOf(h.Snippet) }},
	}
	if in == store.InText {
		return append(columns, reportColumns(func(h h) *store.Heading { return &h.Report })...)
	}
	for _, c := range headColumns() {
		columns = append(columns, column[h]{name: c.name, value: func(h h) any { return c.value(*h.Fact) }})
	}
	return columns
}

// pointsOf are the half-open ranges of code points of the words found.
func pointsOf(s store.Snippet) [][2]int {
	ranges := make([][2]int, len(s.Hits))
	for i, hit := range s.Hits {
		start := utf8.RuneCountInString(s.Text[:hit.Start])
		ranges[i] = [2]int{start, start + utf8.RuneCountInString(hit.In(s.Text))}
	}
	return ranges
}
