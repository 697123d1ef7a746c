package main

import (
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
	flags.BoolVar(&f.json, "json", false, "print each entry, the statistics, or each file that is checked as a JSON object on one line")
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
		return f.statistics(w, base)
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
		wrong += len(problems)
		checked := checkedFile{File: name, Entries: entries, Problems: []string{}, Notes: []string{}}
		for _, p := range problems {
			checked.Problems = append(checked.Problems, p.Error())
		}
		for _, n := range notes {
			checked.Notes = append(checked.Notes, n.Error())
		}
		if err := f.printChecked(w, checked); err != nil {
			return err
		}
	}
	if wrong > 0 {
		return failure{fmt.Errorf("%s in the files", counted(wrong, "problem", "problems"))}
	}
	return nil
}

// printChecked prints what is wrong with one file.
func (f *kbFlags) printChecked(w io.Writer, c checkedFile) error {
	if f.json {
		return writeLine(w, c)
	}
	for _, p := range c.Problems {
		fmt.Fprintln(os.Stderr, p)
	}
	for _, n := range c.Notes {
		if err := written(fmt.Fprintf(w, "note: %s\n", n)); err != nil {
			return err
		}
	}
	return written(fmt.Fprintf(w, "%s: %s, %s, %s\n", filepath.Base(c.File),
		counted(c.Entries, "entry", "entries"), counted(len(c.Problems), "problem", "problems"), counted(len(c.Notes), "note", "notes")))
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// statistics prints how much the base holds.
func (f *kbFlags) statistics(w io.Writer, base *knowledge.Base) error {
	n := countBase(base)
	if f.json {
		return writeLine(w, n)
	}
	return written(fmt.Fprintf(w, `persons        %6d
roles          %6d  (%d without an end, %d with uncertain dates)
states         %6d
organisations  %6d
places         %6d
titles         %6d
Wikidata ids   %6d
GeoNames       %6d  (%d names)
`, n.Persons, n.Roles, n.Open, n.Uncertain, n.States, n.Organisations, n.Places, n.Titles, n.IDs, n.GeoNames, n.GeoNamesNames))
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
		return writeLine(w, kbEntry(m))
	}
	return written(io.WriteString(w, kbPage(m, date)))
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
