package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/knowledge"
)

// kbFlags are the flags of kb as they were given.
type kbFlags struct {
	files               []string
	at                  string
	json, format, check bool
	maxBytes            int64
}

func kbCommand() *cobra.Command {
	f := &kbFlags{}
	cmd := &cobra.Command{
		Use:   "kb [NAME…]",
		Short: "Show, check and document the knowledge base",
		Long: `Show what the knowledge base holds of a NAME: persons with the dates of their roles,
states, organisations and places. Without a NAME its statistics are printed.`,
		Example: `  rapporteur kb Kyiv
  rapporteur kb --kb ours.txt --json "foreign minister of Ukraine" --at 2022-05-01
  rapporteur kb --check ours.txt
  rapporteur kb --format`,
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd.OutOrStdout(), args) },
	}
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringArrayVar(&f.files, "kb", nil, "a file of your own entries; later entries win")
	flags.StringVar(&f.at, "at", "", "the date at which the holder of an office is asked for, e.g. 2022-05-01")
	flags.BoolVar(&f.json, "json", false, "print entries as JSON, one a line")
	flags.BoolVar(&f.check, "check", false, "check the files given as arguments and say where they contradict the base")
	flags.BoolVar(&f.format, "format", false, "print the documentation of the format")
	flags.Int64Var(&f.maxBytes, "max-bytes", knowledge.DefaultMaxBytes, "the largest file of entries that is read")
	cmd.MarkFlagsMutuallyExclusive("check", "format")
	return cmd
}

// run does what the flags ask for.
func (f *kbFlags) run(w io.Writer, args []string) error {
	date, err := knowledge.ParseDate(f.at)
	switch {
	case err != nil:
		return fmt.Errorf("--at: %w", err)
	case f.maxBytes <= 0:
		return errors.New("--max-bytes must be above 0")
	case f.check && len(args) == 0:
		return errors.New("--check needs a file")
	case f.format && len(args) > 0:
		return errors.New("--format takes no arguments")
	case f.format:
		return written(io.WriteString(w, knowledge.Format))
	}
	base, err := f.load()
	switch {
	case err != nil:
		return failure{err}
	case f.check:
		return f.checkFiles(w, base, args)
	case len(args) == 0:
		return kbStatistics(w, base)
	}
	return f.show(w, base, args, date)
}

// written is the failure of a write, nil where there was none.
func written(_ int, err error) error {
	if err != nil {
		return failure{err}
	}
	return nil
}

// load makes the base with the user's files.
func (f *kbFlags) load() (*knowledge.Base, error) {
	o := knowledge.Options{MaxBytes: f.maxBytes}
	for _, name := range f.files {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		o.Files = append(o.Files, knowledge.File{Name: name, Data: file})
	}
	return knowledge.Load(o)
}

// checkFiles says what is wrong with files of entries; it is a failure where
// Load would refuse one.
func (f *kbFlags) checkFiles(w io.Writer, base *knowledge.Base, names []string) error {
	wrong := 0
	for _, name := range names {
		file, err := os.Open(name)
		if err != nil {
			return failure{err}
		}
		entries, problems, notes := base.Check(knowledge.File{Name: name, Data: file}, f.maxBytes)
		file.Close()
		for _, p := range problems {
			fmt.Fprintln(os.Stderr, p)
		}
		for _, n := range notes {
			if err := written(fmt.Fprintf(w, "note: %v\n", n)); err != nil {
				return err
			}
		}
		wrong += len(problems)
		err = written(fmt.Fprintf(w, "%s: %s, %s, %s\n", filepath.Base(name),
			counted(entries, "entry", "entries"), counted(len(problems), "problem", "problems"), counted(len(notes), "note", "notes")))
		if err != nil {
			return err
		}
	}
	if wrong > 0 {
		return failure{fmt.Errorf("%s in the files", counted(wrong, "problem", "problems"))}
	}
	return nil
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// kbStatistics prints how much the base holds.
func kbStatistics(w io.Writer, base *knowledge.Base) error {
	entries, roles, open, uncertain, ids := map[knowledge.Type]int{}, 0, 0, 0, 0
	for _, e := range base.Entries() {
		entries[e.Type]++
		if e.ID != "" {
			ids++
		}
		for _, r := range e.Roles {
			roles++
			if r.To.IsZero() {
				open++
			}
			if r.Uncertain {
				uncertain++
			}
		}
	}
	places, names := knowledge.GeoNamesPlaces()
	return written(fmt.Fprintf(w, `persons        %6d
roles          %6d  (%d without an end, %d with uncertain dates)
states         %6d
organisations  %6d
places         %6d
titles         %6d
Wikidata ids   %6d
GeoNames       %6d  (%d names)
`, entries[knowledge.Person], roles, open, uncertain, entries[knowledge.State], entries[knowledge.Organisation],
		entries[knowledge.Place], entries[knowledge.Title], ids, places, names))
}

// show prints what the base holds of names.
func (f *kbFlags) show(w io.Writer, base *knowledge.Base, names []string, date knowledge.Date) error {
	unknown := []string{}
	for _, name := range names {
		matches := base.Find(name)
		if of := strings.LastIndex(name, " of "); of >= 0 && len(matches) == 0 {
			matches = holders(base, name[:of], name[of+len(" of "):], date)
		}
		if len(matches) == 0 {
			unknown = append(unknown, name)
		}
		for _, m := range matches {
			if err := f.printMatch(w, m, date); err != nil {
				return err
			}
		}
	}
	if len(unknown) > 0 {
		return failure{fmt.Errorf("the knowledge base has nothing of %s", strings.Join(unknown, ", "))}
	}
	return nil
}

// holders are those who held an office, as matches of it.
func holders(base *knowledge.Base, title, of string, date knowledge.Date) []knowledge.Match {
	var found []knowledge.Match
	for _, h := range base.Holder(title, of, date) {
		found = append(found, knowledge.Match{Entry: h.Entry, By: "role", As: h.Role.Title + " of " + h.Role.Of})
	}
	return found
}

func (f *kbFlags) printMatch(w io.Writer, m knowledge.Match, date knowledge.Date) error {
	if f.json {
		line, err := json.Marshal(kbEntry(m))
		if err != nil {
			return failure{err}
		}
		return written(fmt.Fprintf(w, "%s\n", line))
	}
	return written(io.WriteString(w, kbPage(m, date)))
}

// entryJSON is an entry as kb --json prints it.
type entryJSON struct {
	Type       knowledge.Type   `json:"type"`
	Kind       string           `json:"kind,omitempty"`
	Name       string           `json:"name"`
	MatchedBy  knowledge.Naming `json:"matched_by"`
	MatchedAs  string           `json:"matched_as"`
	KB         string           `json:"kb,omitempty"`
	GeoNames   int              `json:"geonames,omitempty"`
	Country    string           `json:"country,omitempty"`
	Alpha2     string           `json:"alpha2,omitempty"`
	Names      []nameJSON       `json:"names"`
	Roles      []roleJSON       `json:"roles,omitempty"`
	Party      string           `json:"party,omitempty"`
	Capital    string           `json:"capital,omitempty"`
	Region     string           `json:"region,omitempty"`
	Parent     string           `json:"parent,omitempty"`
	Based      string           `json:"based,omitempty"`
	Founded    string           `json:"founded,omitempty"`
	Dissolved  string           `json:"dissolved,omitempty"`
	Location   *locationJSON    `json:"location,omitempty"`
	Population int              `json:"population,omitempty"`
	Source     string           `json:"source"`
}

type nameJSON struct {
	Text string           `json:"text"`
	By   knowledge.Naming `json:"by"`
}

type roleJSON struct {
	Title     string `json:"title"`
	Of        string `json:"of"`
	From      string `json:"from,omitempty"`
	To        string `json:"to,omitempty"`
	Uncertain bool   `json:"uncertain,omitempty"`
}

type locationJSON struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

func kbEntry(m knowledge.Match) entryJSON {
	j := entryJSON{
		Type: m.Type, Kind: m.Kind, Name: m.Name, MatchedBy: m.By, MatchedAs: m.As, KB: m.ID, GeoNames: m.GeoNames,
		Country: m.Country, Alpha2: m.Alpha2, Party: m.Party, Capital: m.Entry.Capital, Region: m.Region, Parent: m.Parent,
		Based: m.Based, Founded: m.Founded.String(), Dissolved: m.Dissolved.String(), Population: m.Population, Source: kbSource(m.Entry),
	}
	for _, n := range m.Names {
		j.Names = append(j.Names, nameJSON(n))
	}
	for _, r := range m.Roles {
		j.Roles = append(j.Roles, roleJSON{r.Title, r.Of, r.From.String(), r.To.String(), r.Uncertain})
	}
	if m.Located {
		j.Location = &locationJSON{m.Latitude, m.Longitude}
	}
	return j
}

func kbSource(e *knowledge.Entry) string {
	if e.Line == 0 {
		return e.File
	}
	return fmt.Sprintf("%s:%d", e.File, e.Line)
}

// kbPage is an entry as a person reads it.
func kbPage(m knowledge.Match, date knowledge.Date) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s  %s\n", m.Name, strings.Join(present(string(m.Type), m.Kind, m.Country, m.ID), ", "))
	line := func(what, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %-12s %s\n", what, value)
		}
	}
	if m.As != m.Name {
		line("found by", fmt.Sprintf("%s %q", m.By, m.As))
	}
	for _, by := range []knowledge.Naming{
		knowledge.Official, knowledge.Abbreviation, knowledge.Alias, knowledge.Former, knowledge.Adjective, knowledge.Demonym, knowledge.Seat,
	} {
		line(string(by), strings.Join(m.All(by), "; "))
	}
	for _, r := range m.Roles {
		if r.Covers(date) {
			line("role", roleLine(r))
		}
	}
	line("party", m.Party)
	line("capital", m.Entry.Capital)
	line("region", m.Region)
	line("part of", m.Parent)
	line("based in", m.Based)
	line("founded", m.Founded.String())
	line("dissolved", m.Dissolved.String())
	if m.Located {
		line("at", fmt.Sprintf("%g, %g", m.Latitude, m.Longitude))
	}
	if m.Population > 0 {
		line("population", fmt.Sprint(m.Population))
	}
	line("source", kbSource(m.Entry))
	b.WriteString("\n")
	return b.String()
}

func roleLine(r knowledge.Role) string {
	s := r.Title + " of " + r.Of
	switch from, to := r.From.String(), r.To.String(); {
	case from != "" && to != "":
		s += ", " + from + " to " + to
	case from != "":
		s += ", from " + from
	case to != "":
		s += ", to " + to
	}
	if r.Uncertain {
		s += " (dates uncertain)"
	}
	return s
}

// present are the strings that are not empty.
func present(list ...string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}
