package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/store"
)

// usualFacts is how many facts of each kind who shows where nothing else is asked for.
const usualFacts = 12

// mostNames is how many names of somebody, and of those who act for one, who shows.
const mostNames = 8

// whoFlags are the flags of who as they were given.
type whoFlags struct {
	archiveFlags
	filterFlags
	outputFlags
}

func whoCommand() *cobra.Command {
	f := &whoFlags{}
	cmd := &cobra.Command{
		Use:   "who NAME",
		Short: "Show what an archive knows of a person, a side or a place",
		Long: `Show whom reports know by a NAME, by a whole word of it or by an identifier of Wikidata:
the names and roles that reports give, whom they act for, and their meetings,
delegations, positions, statements and events over time. Several who have the name
stand one after another, the most mentioned first.`,
		Example: `  rapporteur who Brekke
  rapporteur who "Foreign Ministry of Ukraine" --from 2025-05
  rapporteur who Q7747 --json`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if (f.json || f.csv) && !cmd.Flags().Changed("limit") {
				f.limit = 0
			}
			return f.run(cmd.Context(), cmd.OutOrStdout(), strings.Join(args, " "))
		},
	}
	f.archiveFlags.define(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.from, "from", "", "only what was on this day or later, e.g. 2025-05-15, 2025-05 or 2025")
	flags.StringVar(&f.to, "to", "", "only what was on this day or earlier")
	flags.StringVar(&f.outlet, "outlet", "", "only what this outlet has published")
	flags.IntVar(&f.limit, "limit", usualFacts, "the most facts of each kind to show, the latest of them, 0 for all; with --json and --csv all are shown unless it is given")
	f.outputFlags.define(cmd, "one of the name")
	return cmd
}

func (f *whoFlags) run(ctx context.Context, w io.Writer, name string) error {
	filter, err := f.filter()
	if err := errors.Join(err, f.outputFlags.check()); err != nil {
		return err
	}
	if strings.TrimSpace(name) == "" {
		return errors.New("who needs a name")
	}
	return f.read(ctx, func(archive *store.Store) error {
		found, err := archive.Who(ctx, name, filter)
		if err != nil {
			return failure{err}
		}
		switch {
		case len(found) == 0:
			return failure{fmt.Errorf("%s: no report mentions %s", archive.Name(), name)}
		case f.json:
			return whoJSON(w, found)
		case f.csv:
			return printCSV(w, whoColumns(), factsOfAll(found))
		}
		p := &page{pageOptions: f.page()}
		for i := range found {
			if i == 0 || exactly(&found[i], name) {
				p.someone(&found[i])
			}
		}
		p.alsoNamed(found, name)
		return written(io.WriteString(w, p.out.String()))
	})
}

// someone writes all that reports know of somebody.
func (p *page) someone(one *store.Someone) {
	if p.out.Len() > 0 {
		p.out.WriteByte('\n')
	}
	p.fill("", "  ", told([]run{{printable(one.Name), strong}}, said(kindOfEntity(one.Type)), said(one.Country), said(one.KB)))
	for _, r := range telling(one.Roles) {
		p.fill("  ", "    ", append(label("", title(r), plain), said(tenure(r))...))
	}
	p.fill("  ", "    ", label("acts for ", enumerated(printed(one.For)), someone))
	p.fill("  ", "    ", label("for it act ", few(one.Actors, one.Name), someone))
	p.fill("  ", "    ", label("called ", few(one.Names, one.Name), plain))
	p.fill("  ", "    ", said(mentioned(one)))
	for _, kind := range []store.Kind{
		store.MeetingKind, store.DelegationKind, store.PositionKind, store.ConditionKind, store.StatementKind, store.EventKind,
	} {
		p.factsOfKind(one, kind)
	}
}

// exactly reports whether a report calls somebody just so.
func exactly(one *store.Someone, name string) bool {
	return strings.EqualFold(one.KB, name) || slices.ContainsFunc(one.Names, func(n string) bool { return strings.EqualFold(n, name) })
}

// alsoNamed lists those of whom the name is only a part.
func (p *page) alsoNamed(found []store.Someone, name string) {
	first := true
	for i := range found {
		one := &found[i]
		if i == 0 || exactly(one, name) {
			continue
		}
		if first {
			p.out.WriteByte('\n')
			p.fill("", "", []run{{"ALSO IN A NAME", strong}})
			first = false
		}
		p.fill("  ", "    ", told([]run{{shorten(printable(one.Name), longestName), someone}}, said(kindOfEntity(one.Type)), said(mentioned(one))))
	}
}

// telling are roles without those that another says with more words.
func telling(roles []rapporteur.Role) []rapporteur.Role {
	var kept []rapporteur.Role
	for i, r := range roles {
		said := func(j int, other rapporteur.Role) bool {
			mine, others := " "+strings.ToLower(title(r))+" ", " "+strings.ToLower(title(other))+" "
			return j != i && r.From == "" && r.To == "" && strings.Contains(others, mine) && (len(others) > len(mine) || j < i)
		}
		known := false
		for j, other := range roles {
			known = known || said(j, other)
		}
		if !known {
			kept = append(kept, r)
		}
	}
	return kept
}

// factsOfKind writes the facts of a kind in which somebody takes part, by day.
func (p *page) factsOfKind(one *store.Someone, kind store.Kind) {
	facts := slices.DeleteFunc(slices.Clone(one.Facts), func(h store.Head) bool { return h.Kind != kind })
	if len(facts) == 0 {
		return
	}
	p.out.WriteByte('\n')
	count := fmt.Sprint(len(facts))
	if all := one.Counts[kind]; all > len(facts) {
		count = fmt.Sprintf("the last %d of %d", len(facts), all)
	}
	p.fill("", "", []run{{strings.ToUpper(string(kind)) + "S", strong}, {and + count, faint}})
	for i := range facts {
		p.headLine(&facts[i], one.Name)
	}
}

// title is an office with whose it is.
func title(r rapporteur.Role) string {
	if r.Of == "" || strings.Contains(strings.ToLower(r.Title), strings.ToLower(r.Of)) {
		return printable(r.Title)
	}
	return printable(r.Title + " of " + r.Of)
}

// tenure is since when and until when an office is held, as far as that is known.
func tenure(r rapporteur.Role) string {
	switch {
	case r.From != "" && r.To != "":
		return ", " + r.From + " to " + r.To
	case r.From != "":
		return ", from " + r.From
	case r.To != "":
		return ", until " + r.To
	}
	return ""
}

// few are the first of some names, but for one.
func few(names []string, but string) string {
	var others []string
	for _, name := range names {
		if !strings.EqualFold(name, but) && len(others) < mostNames {
			others = append(others, shorten(printable(name), longestName))
		}
	}
	return strings.Join(others, ", ")
}

// mentioned is how often and when reports mention somebody.
func mentioned(one *store.Someone) string {
	text := counted(one.Mentions, "mention", "mentions") + " in " + counted(one.Reports, "report", "reports")
	switch {
	case one.First == "":
	case one.First == one.Last:
		text += ", " + dated(one.First)
	default:
		text += ", " + dated(one.First) + " to " + dated(one.Last)
	}
	return text
}

// printed are names for a terminal.
func printed(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = shorten(printable(name), longestName)
	}
	return out
}

// whoFact is a fact in which somebody takes part.
type whoFact struct {
	one  *store.Someone
	fact *store.Head
}

func factsOfAll(found []store.Someone) []whoFact {
	var all []whoFact
	for i := range found {
		for j := range found[i].Facts {
			all = append(all, whoFact{&found[i], &found[i].Facts[j]})
		}
	}
	return all
}

func whoColumns() []column[whoFact] {
	columns := []column[whoFact]{
		{name: "name", value: func(f whoFact) any { return f.one.Name }},
		{name: "as", value: func(f whoFact) any { return rolesIn(f.fact, f.one.Name) }},
	}
	for _, c := range headColumns() {
		columns = append(columns, column[whoFact]{name: c.name, value: func(f whoFact) any { return c.value(*f.fact) }})
	}
	return columns
}

// jsonSomeone is somebody as a program reads it.
type jsonSomeone struct {
	Name     string                `json:"name"`
	Type     rapporteur.EntityType `json:"type"`
	KB       string                `json:"kb,omitempty"`
	Country  string                `json:"country,omitempty"`
	Names    []string              `json:"names"`
	Roles    []jsonRole            `json:"roles"`
	For      []string              `json:"for,omitempty"`
	Actors   []string              `json:"actors,omitempty"`
	Reports  int                   `json:"reports"`
	Mentions int                   `json:"mentions"`
	First    string                `json:"first,omitempty"`
	Last     string                `json:"last,omitempty"`
	Facts    []json.RawMessage     `json:"facts"`
}

type jsonRole struct {
	Title string `json:"title"`
	Of    string `json:"of,omitempty"`
	From  string `json:"from,omitempty"`
	To    string `json:"to,omitempty"`
}

func whoJSON(w io.Writer, found []store.Someone) error {
	for i := range found {
		one := &found[i]
		out := jsonSomeone{
			Name: one.Name, Type: one.Type, KB: one.KB, Country: one.Country, Names: one.Names, Roles: []jsonRole{}, For: one.For, Actors: one.Actors,
			Reports: one.Reports, Mentions: one.Mentions, First: one.First, Last: one.Last, Facts: []json.RawMessage{},
		}
		for _, r := range one.Roles {
			out.Roles = append(out.Roles, jsonRole(r))
		}
		for j := range one.Facts {
			row, err := rowJSON(whoColumns()[1:], whoFact{one, &one.Facts[j]})
			if err != nil {
				return failure{err}
			}
			out.Facts = append(out.Facts, row)
		}
		if err := writeLine(w, out); err != nil {
			return err
		}
	}
	return nil
}
