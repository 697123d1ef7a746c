package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/export"
)

// outputFlags say how a command prints what it has found.
type outputFlags struct {
	json, csv bool
	color     *choice
	width     int
}

// define adds the flags to a command that prints a row for each what.
func (f *outputFlags) define(cmd *cobra.Command, what string) {
	f.color = newChoice("auto", "always", "never")
	flags := cmd.Flags()
	flags.BoolVar(&f.json, "json", false, "print each "+what+" as a JSON object on one line")
	flags.BoolVar(&f.csv, "csv", false, "print each "+what+" as a row of CSV below a heading")
	flags.IntVar(&f.width, "width", 0, "lay the output out for a person, in so many columns (default where it goes to a terminal)")
	defineChoice(cmd, f.color, "color", "whether the output is in colour")
	cmd.MarkFlagsMutuallyExclusive("json", "csv")
}

// check returns what is wrong with how the flags were given.
func (f *outputFlags) check() error {
	if f.width < 0 {
		return errors.New("--width must not be below 0")
	}
	return nil
}

// machine reports whether the output is for a program.
func (f *outputFlags) machine() bool { return f.json || f.csv }

// laidOut reports whether a table is for the eyes of a person: on a terminal, or where a
// width was asked for.
func (f *outputFlags) laidOut() bool { return f.width > 0 || isTerminal(os.Stdout) }

// page is how what is laid out for a person looks.
func (f *outputFlags) page() pageOptions {
	return pageOptions{width: pageWidth(f.width, os.Stdout), color: inColor(f.color.value, os.Stdout)}
}

// column is what a list tells of each of its rows.
type column[T any] struct {
	// name is the key in JSON and the heading in CSV.
	name string
	// value is a string, a number, a bool or a list of strings; empty strings and lists
	// stand for what is not known.
	value func(T) any
	// heading is that in a table for a person, empty where it is left out there, and show
	// what stands below it where that is not the value.
	heading string
	show    func(T) string
	style   style
	// wide columns are shortened where a table has not enough room.
	wide bool
}

// text is what stands in a table for a person.
func (c column[T]) text(row T) string {
	if c.show != nil {
		return printable(c.show(row))
	}
	return printable(asText(c.value(row)))
}

// printRows prints rows in the form that was asked for: JSON, CSV, a table on a
// terminal, else the same columns in full, set apart by tabs. What says in a line on
// standard error that there are none; programs are told nothing.
func printRows[T any](f *outputFlags, w io.Writer, columns []column[T], rows []T, none string) error {
	switch {
	case f.json:
		return printJSON(w, columns, rows)
	case f.csv:
		return printCSV(w, columns, rows)
	case len(rows) == 0:
		fmt.Fprintln(os.Stderr, none)
		return nil
	case f.laidOut():
		return written(io.WriteString(w, table(f.page(), columns, rows)))
	}
	return printTabbed(w, columns, rows)
}

// printJSON writes each row as an object on one line; keys without a known value are
// left out.
func printJSON[T any](w io.Writer, columns []column[T], rows []T) error {
	for _, row := range rows {
		line, err := rowJSON(columns, row)
		if err != nil {
			return failure{err}
		}
		if err := written(fmt.Fprintln(w, string(line))); err != nil {
			return err
		}
	}
	return nil
}

// rowJSON is a row as an object.
func rowJSON[T any](columns []column[T], row T) (json.RawMessage, error) {
	var b strings.Builder
	b.WriteByte('{')
	for _, c := range columns {
		value := c.value(row)
		if unknown(value) {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		encoded, err := encodeJSON(value)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%q:%s", c.name, encoded)
	}
	b.WriteByte('}')
	return json.RawMessage(b.String()), nil
}

// encodeJSON is a value as JSON on one line, with its marks as they are and keys in
// snake_case, as records have them.
func encodeJSON(value any) (string, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(value)
	return goKey.ReplaceAllStringFunc(strings.TrimSuffix(b.String(), "\n"), func(key string) string {
		return strings.ToLower(withinKey.ReplaceAllString(key, "${1}_$2"))
	}), err
}

// goKey is a key of JSON that is the name of a field in Go: within strings quotation marks
// have a backslash before them. Within it a word ends where a capital follows a small letter.
var (
	goKey     = regexp.MustCompile(`"[A-Z][A-Za-z]*":`)
	withinKey = regexp.MustCompile(`([a-z])([A-Z])`)
)

// writeLine writes a value as JSON on one line.
func writeLine(w io.Writer, value any) error {
	line, err := encodeJSON(value)
	if err != nil {
		return failure{err}
	}
	return written(fmt.Fprintln(w, line))
}

// unknown reports whether a value says nothing.
func unknown(value any) bool {
	switch v := value.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []string:
		return len(v) == 0
	}
	return false
}

// asText is a value as one string; the parts of a list are set apart by semicolons.
func asText(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case []string:
		return strings.Join(v, "; ")
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case [][2]int:
		ranges := make([]string, len(v))
		for i, r := range v {
			ranges[i] = fmt.Sprintf("%d-%d", r[0], r[1])
		}
		return strings.Join(ranges, "; ")
	}
	return fmt.Sprint(value)
}

// printCSV writes rows as RFC 4180 has it. A spreadsheet must not take words of a report
// for a formula: what may be one gets an apostrophe before it (OWASP, CSV injection).
func printCSV[T any](w io.Writer, columns []column[T], rows []T) error {
	out := csv.NewWriter(w)
	record := make([]string, len(columns))
	for i, c := range columns {
		record[i] = c.name
	}
	_ = out.Write(record) // Flush tells
	for _, row := range rows {
		for i, c := range columns {
			value := c.value(row)
			record[i] = asText(value)
			_, word := value.(string)
			if _, words := value.([]string); (word || words) && export.Formula(record[i]) {
				record[i] = "'" + record[i]
			}
		}
		_ = out.Write(record)
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return failure{err}
	}
	return nil
}

// printTabbed writes the columns of a table for a person in full, one row a line.
func printTabbed[T any](w io.Writer, columns []column[T], rows []T) error {
	for _, row := range rows {
		var cells []string
		for _, c := range columns {
			if c.heading != "" {
				cells = append(cells, c.text(row))
			}
		}
		if err := written(io.WriteString(w, strings.Join(cells, "\t")+"\n")); err != nil {
			return err
		}
	}
	return nil
}
