package export

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Writer writes records in one format. It holds back little: memory does not grow with
// how many are written, but for graphs, which grow with what they show.
type Writer interface {
	// Write adds a record.
	Write(*Record) error
	// Close ends the file; without it the file is not whole. It does not close what it
	// is written to.
	Close() error
}

// Options say what is written and how.
type Options struct {
	// Format is the name of a Format, Kind one of its kinds; Kind stays empty where the
	// format has none.
	Format, Kind string
	// Formulas leaves cells as they are that a spreadsheet takes for formulas.
	Formulas bool
	// Mark writes a byte order mark before CSV, by which Excel knows UTF-8.
	Mark bool
	// Version is that of the program, for formats that name what made them.
	Version string
}

// Format is a format to export.
type Format struct {
	Name string
	// Extension is that of its files, with the dot.
	Extension string
	// Kinds are what of a record can be written, one a file; empty where the format
	// writes one thing.
	Kinds []string
	// About says in some words what it is.
	About string
	open  func(io.Writer, Options) Writer
}

// table is one kind of row that records give.
type table interface {
	name() string
	sheet(io.Writer, dialect) Writer
	parquet(w io.Writer, version string) Writer
}

// tables are those of CSV and Parquet.
func tables() []table {
	return []table{
		rowsOf[reportRow]{"reports", (*reading).reportRows},
		rowsOf[statementRow]{"statements", (*reading).statementRows},
		rowsOf[eventRow]{"events", (*reading).eventRows},
		rowsOf[meetingRow]{"meetings", (*reading).meetingRows},
		rowsOf[stepRow]{"steps", (*reading).stepRows},
		rowsOf[delegationRow]{"delegations", (*reading).delegationRows},
		rowsOf[positionRow]{"positions", (*reading).positionRows},
		rowsOf[conditionRow]{"conditions", (*reading).conditionRows},
		rowsOf[entityRow]{"entities", (*reading).entityRows},
		rowsOf[timeRow]{"times", (*reading).timeRows},
	}
}

// Formats are all formats, in the order in which help lists them.
func Formats() []Format {
	kinds := each(tables(), table.name)
	return []Format{
		{"jsonl", ".jsonl", nil, "the records as JSON Lines", openJSON},
		{"csv", ".csv", kinds, "tables as CSV", openCSV},
		{"parquet", ".parquet", kinds, "tables as Parquet", openParquet},
		{"citron", ".jsonl", nil, "quotes in BBC Citron's JSON, a report a line", openCitron},
		{"annotation", ".jsonld", nil, "facts as W3C Web Annotations", openAnnotations},
		{"polecat", ".txt", nil, "events in the columns of POLECAT", openPolecat},
		{"phoenix", ".txt", nil, "pairs of actors in the columns of Phoenix", openPhoenix},
		{"dna", ".csv", nil, "positions as statements of Discourse Network Analyzer", openDNA},
		{"mend", ".csv", nil, "meetings as mediation events, in the manner of MEND", openMEND},
		{"graphml", ".graphml", graphKinds, "a graph for Gephi, NetworkX, igraph, yEd", openGraphML},
		{"dot", ".dot", graphKinds, "a graph for Graphviz", openDOT},
	}
}

// New returns a writer to w, or says what is wrong with the options.
func New(w io.Writer, o Options) (Writer, error) {
	formats := Formats()
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Name == o.Format })
	switch {
	case i < 0:
		return nil, fmt.Errorf("there is no format %q", o.Format)
	case o.Kind == "" && len(formats[i].Kinds) > 0:
		return nil, fmt.Errorf("%s is of one kind: %s", o.Format, strings.Join(formats[i].Kinds, ", "))
	case o.Kind != "" && !slices.Contains(formats[i].Kinds, o.Kind):
		return nil, fmt.Errorf("%s has no kind %q", o.Format, o.Kind)
	}
	return formats[i].open(w, o), nil
}

func openCSV(w io.Writer, o Options) Writer {
	return tableOf(o.Kind).sheet(w, dialect{comma: ',', header: true, lists: true, formulas: o.Formulas, mark: o.Mark})
}

func openParquet(w io.Writer, o Options) Writer { return tableOf(o.Kind).parquet(w, o.Version) }

// tableOf is the table of a name that there is.
func tableOf(name string) table {
	all := tables()
	return all[slices.IndexFunc(all, func(t table) bool { return t.name() == name })]
}
