package collect

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"rapporteur/source"
)

// table yields the reports of a CSV file (RFC 4180) whose first row names the
// columns. The separator is the tab in .tsv files, else the one of comma,
// semicolon and tab that the first row has most of. Text that is not UTF-8 is read
// as windows-1252, in which spreadsheets write.
func (c *collector) table(in *input) bool {
	from := &budget{from: in.Reader, max: c.MaxBytes * jsonFactor}
	rows := csv.NewReader(from)
	rows.Comma, rows.LazyQuotes, rows.FieldsPerRecord = separator(in), true, -1
	head, err := rows.Read()
	if err != nil {
		return c.brokenRow(in, 1, err)
	}
	for i := range head {
		head[i] = strings.TrimSpace(strings.TrimPrefix(cell(head[i]), "\ufeff"))
	}
	for {
		from.used = 0
		begin := rows.InputOffset()
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil {
			return c.brokenRow(in, 0, err)
		}
		line, _ := rows.FieldPos(0)
		place := Place{File: in.file, Offset: begin, Length: rows.InputOffset() - begin, Line: line}
		object := map[string]any{}
		for i, value := range row[:min(len(row), len(head))] {
			object[head[i]] = cell(value)
		}
		if !c.object(in, fmt.Sprintf("%s:%d", in.name, line), place, object) {
			return false
		}
	}
}

func (c *collector) brokenRow(in *input, line int, err error) bool {
	refusal := &source.Refusal{Name: in.name, Err: err}
	var parse *csv.ParseError
	switch {
	case errors.As(err, &parse):
		refusal.Reason = fmt.Sprintf("the table is broken in line %d: %v", parse.Line, parse.Err)
	case errors.Is(err, errBudget):
		refusal.Reason = "the table has a row of more than " + size(c.MaxBytes*jsonFactor) + ", the limit for one report"
	case errors.Is(err, io.EOF) && line == 1:
		refusal.Reason = "is empty"
	default:
		refusal.Reason = brokenReason(in, err)
	}
	return c.fail(refusal)
}

func cell(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	decoded, err := charmap.Windows1252.NewDecoder().String(s)
	if err != nil {
		return strings.ToValidUTF8(s, "\ufffd")
	}
	return decoded
}

// separator is what stands between the columns of a table.
func separator(in *input) rune {
	if strings.EqualFold(filepath.Ext(in.fileName()), ".tsv") {
		return '\t'
	}
	head, _ := in.Peek(sniffed)
	first, _, _ := strings.Cut(string(head), "\n")
	best, most := ',', strings.Count(first, ",")
	for _, r := range ";\t" {
		if n := strings.Count(first, string(r)); n > most {
			best, most = r, n
		}
	}
	return best
}
