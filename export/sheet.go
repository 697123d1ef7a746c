package export

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// dialect is how cells are put into lines.
type dialect struct {
	// comma is what stands between cells. Between tabs nothing is quoted: a cell has its
	// white space folded instead.
	comma rune
	// header says that the first line names the columns.
	header bool
	// lists says that a semicolon within an item of a list is marked by a backslash, so
	// that the list can be taken apart again. Elsewhere it becomes a comma.
	lists bool
	// formulas leaves cells as they are that a spreadsheet takes for formulas.
	formulas bool
	// mark writes a byte order mark, by which Excel knows UTF-8.
	mark bool
}

// rowsOf is a table: its name and the rows that a record gives it.
type rowsOf[T any] struct {
	table string
	of    func(*reading) []T
}

func (t rowsOf[T]) name() string { return t.table }

// sheet is a table that is written as lines of cells.
type sheet[T any] struct {
	rowsOf[T]
	dialect
	out   *bufio.Writer
	lines *csv.Writer // nil between tabs
	begun bool
}

func (t rowsOf[T]) sheet(w io.Writer, d dialect) Writer {
	s := &sheet[T]{rowsOf: t, dialect: d, out: bufio.NewWriter(w)}
	if d.comma != '\t' {
		s.lines = csv.NewWriter(s.out)
		s.lines.Comma = d.comma
	}
	return s
}

// Write adds the rows of a record.
func (s *sheet[T]) Write(r *Record) error {
	if err := s.begin(); err != nil {
		return err
	}
	for _, row := range s.of(read(r)) {
		if err := s.line(s.cells(reflect.ValueOf(row))); err != nil {
			return err
		}
	}
	return nil
}

// Close writes what is still held back; a table without rows has its header.
func (s *sheet[T]) Close() error {
	if err := s.begin(); err != nil {
		return err
	}
	if s.lines != nil {
		s.lines.Flush()
		if err := s.lines.Error(); err != nil {
			return err
		}
	}
	return s.out.Flush()
}

func (s *sheet[T]) begin() error {
	if s.begun {
		return nil
	}
	s.begun = true
	if s.mark {
		if _, err := s.out.WriteString("\ufeff"); err != nil {
			return err
		}
	}
	if !s.header {
		return nil
	}
	return s.line(columns(reflect.TypeFor[T]()))
}

func (s *sheet[T]) line(cells []string) error {
	if s.lines != nil {
		return s.lines.Write(cells)
	}
	_, err := s.out.WriteString(strings.Join(cells, "\t") + "\n")
	return err
}

// columns are the names of the columns of a type of rows, in order.
func columns(row reflect.Type) []string {
	var out []string
	for i := range row.NumField() {
		f := row.Field(i)
		if f.Anonymous {
			out = append(out, columns(f.Type)...)
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("parquet"), ",")
		out = append(out, name)
	}
	return out
}

// cells are those of a row, in the order of the columns.
func (d dialect) cells(row reflect.Value) []string {
	var out []string
	for i := range row.NumField() {
		field := row.Type().Field(i)
		switch {
		case field.Anonymous:
			out = append(out, d.cells(row.Field(i))...)
		case strings.HasSuffix(field.Tag.Get("parquet"), ",optional") && row.Field(i).IsZero():
			out = append(out, "")
		default:
			out = append(out, d.cell(row.Field(i).Interface()))
		}
	}
	return out
}

// cell is a value as text; the empty cell is the unknown.
func (d dialect) cell(value any) string {
	switch v := value.(type) {
	case string:
		return d.text(v)
	case []string:
		return d.text(d.list(v))
	case []codeRange:
		return strings.Join(each(v, codeRange.String), "; ")
	case int32:
		return strconv.Itoa(int(v))
	case float64:
		return decimal(v)
	case *float64:
		if v == nil {
			return ""
		}
		return decimal(*v)
	case bool:
		return strconv.FormatBool(v)
	}
	panic(fmt.Sprintf("export: no cell for a %T", value)) // a row's type is at fault
}

// String is the range as "12..45": a spreadsheet takes 12-45 for a date.
func (r codeRange) String() string { return fmt.Sprintf("%d..%d", r.Start, r.End) }

// list is several items in one cell.
func (d dialect) list(items []string) string {
	inside := strings.NewReplacer(";", ",")
	if d.lists {
		inside = strings.NewReplacer(`\`, `\\`, ";", `\;`)
	}
	return strings.Join(each(items, inside.Replace), "; ")
}

// breaks makes every line break one line feed, as readers of CSV do on their own.
var breaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// text is a cell that no spreadsheet takes for a formula: what begins like one has an
// apostrophe before it, as OWASP advises against CSV injection. Apostrophes before such a
// beginning count as part of it, so that taking one away always gives the cell back.
func (d dialect) text(cell string) string {
	cell = breaks.Replace(cell)
	if d.comma == '\t' {
		cell = strings.Join(strings.Fields(cell), " ")
	}
	if !d.formulas && Formula(cell) {
		return "'" + cell
	}
	return cell
}

// Formula reports whether a spreadsheet may take a cell for one. The wide forms of the
// signs count, which East Asian versions of Excel take for them.
func Formula(cell string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, "'"))
	return strings.ContainsRune("=+-@\t\n\r＝＋－＠", first)
}
