package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/parquet-go/parquet-go"

	"rapporteur"
)

// The columns of every table, as the README has them.
var tableColumns = map[string]string{
	"reports": "report title url outlet byline published language characters statements events meetings delegations positions conditions deadlocks version",
	"statements": "report published outlet fact key day kind act speaker speaker_ids addressee addressee_ids source source_spans cue cue_spans " +
		"content content_spans within chain time evidence evidence_spans confidence version joined first_reported reports origins disputed_by decision decided_by decided_at decided_why merged kept",
	"events": "report published outlet fact key day type mode context cameo status actors actor_ids recipients recipient_ids mediators hosts " +
		"guarantors place place_id time said_by anchor anchor_spans evidence evidence_spans confidence version joined first_reported reports origins disputed_by decision decided_by decided_at decided_why merged kept",
	"meetings": "report published outlet fact key day kind status outcome parties party_ids participants participant_ids hosts mediators delegations venue " +
		"place place_id time topic topic_spans steps evidence evidence_spans confidence version joined first_reported reports origins disputed_by decision decided_by decided_at decided_why merged kept",
	"steps": "report published outlet fact key day step status time said_by parties evidence evidence_spans decision",
	"delegations": "report published outlet fact key day party party_id head head_id members member_ids excluded excluded_ids level level_words sent_by " +
		"sent_by_id destination destination_id status time meeting evidence evidence_spans confidence version joined first_reported reports origins disputed_by decision decided_by decided_at decided_why merged kept",
	"positions": "report published outlet fact key day party party_id holder holder_id stance issue content content_spans toward toward_ids time statement " +
		"evidence evidence_spans confidence version joined first_reported reports origins disputed_by decision decided_by decided_at decided_why merged kept",
	"conditions": "report published outlet fact key day outcome outcome_spans requirement requirement_spans form polarity holder holder_ids waits waits_ids " +
		"deadline statement met outcome_proposition requirement_proposition deadlocks evidence evidence_spans confidence version joined first_reported reports " +
		"origins disputed_by decision decided_by decided_at decided_why merged kept",
	"entities": "report published outlet entity name type country kb latitude longitude party party_id roles mentions names confidence",
	"times":    "report published outlet start end text type value day anchor",
}

func TestColumns(t *testing.T) {
	for _, kind := range Formats()[1].Kinds {
		lines := readCSV(t, written(t, Options{Format: "csv", Kind: kind}), ',')
		if got := strings.Join(lines[0], " "); got != tableColumns[kind] {
			t.Errorf("%s has the columns\n%s\nwant\n%s", kind, got, tableColumns[kind])
		}
	}
}

// Every table of the record read back from CSV and from Parquet is that of the record.
func TestTablesReadBack(t *testing.T) {
	record := ferryRecord(t)
	readBack(t, record, rowsOf[reportRow]{"reports", (*reading).reportRows})
	readBack(t, record, rowsOf[statementRow]{"statements", (*reading).statementRows})
	readBack(t, record, rowsOf[eventRow]{"events", (*reading).eventRows})
	readBack(t, record, rowsOf[meetingRow]{"meetings", (*reading).meetingRows})
	readBack(t, record, rowsOf[stepRow]{"steps", (*reading).stepRows})
	readBack(t, record, rowsOf[delegationRow]{"delegations", (*reading).delegationRows})
	readBack(t, record, rowsOf[positionRow]{"positions", (*reading).positionRows})
	readBack(t, record, rowsOf[conditionRow]{"conditions", (*reading).conditionRows})
	readBack(t, record, rowsOf[entityRow]{"entities", (*reading).entityRows})
	readBack(t, record, rowsOf[timeRow]{"times", (*reading).timeRows})
}

func readBack[T any](t *testing.T, record *Record, table rowsOf[T]) {
	t.Helper()
	want := table.of(read(record))
	if len(want) == 0 {
		t.Fatalf("the record has no %s", table.table)
	}
	want = append(want, want...) // the record is written twice
	inCSV := rowsFrom[T](t, readCSV(t, written(t, Options{Format: "csv", Kind: table.table}, record, record), ','), true)
	if diff := cmp.Diff(want, inCSV, cmp.AllowUnexported(row...), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s in CSV: %s", table.table, diff)
	}
	inParquet, err := parquet.Read[T](bytesReader(written(t, Options{Format: "parquet", Kind: table.table}, record, record)))
	if err != nil {
		t.Fatalf("%s: %v", table.table, err)
	}
	if diff := cmp.Diff(want, inParquet, cmp.AllowUnexported(row...), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s in Parquet: %s", table.table, diff)
	}
}

// row are the types whose embedded parts cmp may look into.
var row = []any{reportRow{}, statementRow{}, eventRow{}, meetingRow{}, stepRow{}, delegationRow{}, positionRow{}, conditionRow{}, entityRow{},
	timeRow{}, identity{}}

func bytesReader(b []byte) (*bytes.Reader, int64) { return bytes.NewReader(b), int64(len(b)) }

func readCSV(t testing.TB, written []byte, comma rune) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(written))
	r.Comma = comma
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatalf("%v in %q", err, written)
	}
	return lines
}

// rowsFrom reads rows back from lines of cells, the first of which names the columns;
// lists says that a list can be taken apart.
func rowsFrom[T any](t testing.TB, lines [][]string, lists bool) []T {
	t.Helper()
	var out []T
	for _, line := range lines[1:] {
		var row T
		if rest := fill(t, reflect.ValueOf(&row).Elem(), line, lists); len(rest) > 0 {
			t.Fatalf("too many cells: %q", rest)
		}
		out = append(out, row)
	}
	return out
}

// fill reads the fields of a row and returns the cells that are left.
func fill(t testing.TB, row reflect.Value, cells []string, lists bool) []string {
	t.Helper()
	for i := range row.NumField() {
		field := row.Field(i)
		if row.Type().Field(i).Anonymous {
			cells = fill(t, fieldAt(field), cells, lists)
			continue
		}
		value := valueOf(t, field.Type(), cells[0], lists)
		cells = cells[1:]
		fieldAt(field).Set(value)
	}
	return cells
}

// fieldAt is a field that can be set though its embedded type is not exported.
func fieldAt(field reflect.Value) reflect.Value {
	return reflect.NewAt(field.Type(), field.Addr().UnsafePointer()).Elem()
}

func valueOf(t testing.TB, kind reflect.Type, cell string, lists bool) reflect.Value {
	t.Helper()
	var value any
	var err error
	switch reflect.Zero(kind).Interface().(type) {
	case string:
		value = unguarded(cell)
	case []string:
		value = items(unguarded(cell))
	case []codeRange:
		value = rangesIn(t, cell)
	case int32:
		if cell == "" {
			return reflect.Zero(kind)
		}
		var n int64
		n, err = strconv.ParseInt(cell, 10, 32)
		value = int32(n)
	case float64:
		value, err = strconv.ParseFloat(cell, 64)
	case *float64:
		var x float64
		if cell == "" {
			return reflect.Zero(kind)
		}
		x, err = strconv.ParseFloat(cell, 64)
		value = &x
	case bool:
		value, err = strconv.ParseBool(cell)
	}
	if err != nil {
		t.Fatal(err)
	}
	return reflect.ValueOf(value)
}

// unguarded takes the guard against formulas away.
func unguarded(cell string) string {
	if rest, guarded := strings.CutPrefix(cell, "'"); guarded && strings.ContainsAny(firstOf(strings.TrimLeft(rest, "'")), "=+-@\t\n＝＋－＠") {
		return rest
	}
	return cell
}

func firstOf(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// items takes a list apart at its semicolons, but those behind a backslash.
func items(cell string) []string {
	if cell == "" {
		return nil
	}
	var out []string
	var item strings.Builder
	for i := 0; i < len(cell); i++ {
		switch {
		case cell[i] == '\\':
			i++
			item.WriteByte(cell[i])
		case strings.HasPrefix(cell[i:], "; "):
			out = append(out, item.String())
			item.Reset()
			i++
		default:
			item.WriteByte(cell[i])
		}
	}
	return append(out, item.String())
}

func rangesIn(t testing.TB, cell string) []codeRange {
	t.Helper()
	var out []codeRange
	for _, part := range items(cell) {
		var r codeRange
		if _, err := fmt.Sscanf(part, "%d..%d", &r.Start, &r.End); err != nil {
			t.Fatalf("%q: %v", part, err)
		}
		out = append(out, r)
	}
	return out
}

// Cells that a spreadsheet takes for formulas have an apostrophe before them, unless that
// is switched off; numbers are left alone.
func TestFormulaGuard(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-x": "'-x", "@a": "'@a", "\tx": "'\tx", "\r=x": "'\n=x", "＝x": "'＝x", "'=x": "''=x", "''=x": "'''=x",
		"": "", "a=1": "a=1", "'a": "'a", "“-”": "“-”", "3-1": "3-1", "'": "'",
	} {
		if got := (dialect{comma: ','}).text(cell); got != want {
			t.Errorf("%q is written as %q, want %q", cell, got, want)
		}
		if got, want := unguarded((dialect{comma: ','}).text(cell)), breaks.Replace(cell); got != want {
			t.Errorf("%q is read back as %q", cell, got)
		}
		if got := (dialect{comma: ',', formulas: true}).text(cell); got != breaks.Replace(cell) {
			t.Errorf("%q unguarded is written as %q", cell, got)
		}
	}
	record := ferryRecord(t)
	if got := string(written(t, Options{Format: "csv", Kind: "entities"}, record)); !strings.Contains(got, ",-12.5,0,") {
		t.Errorf("a number is not written as it is: %s", got)
	}
	for _, o := range allOptions() {
		if o.Format != "csv" && o.Format != "dna" && o.Format != "mend" && o.Format != "polecat" && o.Format != "phoenix" {
			continue
		}
		comma := map[string]rune{"dna": ';', "polecat": '\t', "phoenix": '\t'}[o.Format]
		for _, line := range cellsOf(t, written(t, o, record), max(comma, ',')) {
			for _, cell := range line {
				if _, err := strconv.ParseFloat(cell, 64); err != nil && cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
					t.Errorf("%+v: the cell %q", o, cell)
				}
			}
		}
		o.Formulas = true
		if o.Kind == "positions" && !strings.Contains(string(written(t, o, record)), ",@toll,") {
			t.Errorf("%+v: the guard cannot be switched off", o)
		}
	}
}

// cellsOf are the cells of CSV, or of lines between tabs where comma is a tab.
func cellsOf(t testing.TB, written []byte, comma rune) [][]string {
	t.Helper()
	if bytes.Count(written, []byte("\t")) < 20 {
		return readCSV(t, written, comma)
	}
	var out [][]string
	for line := range strings.Lines(string(written)) {
		out = append(out, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	return out
}

func TestByteOrderMark(t *testing.T) {
	for format, want := range map[string]bool{"csv": true, "mend": true, "dna": true, "polecat": false} {
		kind := ""
		if format == "csv" {
			kind = "reports"
		}
		if got := bytes.HasPrefix(written(t, Options{Format: format, Kind: kind, Mark: true}), []byte("\ufeff")); got != want {
			t.Errorf("%s: a byte order mark: %v", format, got)
		}
	}
}

// A file of many rows is written group by group.
func TestParquetGroups(t *testing.T) {
	record := ferryRecord(t)
	record.Times = slices.Repeat(record.Times, rowsPerGroup)
	file, err := parquet.OpenFile(bytesReader(written(t, Options{Format: "parquet", Kind: "times", Version: "0.1.0"}, record, record, ferryRecord(t))))
	if err != nil {
		t.Fatal(err)
	}
	if groups := len(file.RowGroups()); groups != 3 || file.NumRows() != 2*rowsPerGroup+1 {
		t.Errorf("%d rows in %d groups", file.NumRows(), groups)
	}
	if by := file.Metadata().CreatedBy; !strings.HasPrefix(by, "rapporteur version 0.1.0") {
		t.Errorf("made by %q", by)
	}
}

// Memory does not grow with the number of records.
func TestMemoryStays(t *testing.T) {
	record := ferryRecord(t)
	for _, o := range allOptions() {
		switch {
		case o.Format == "graphml" || o.Format == "dot":
			continue // a graph grows with what it shows
		case o.Format == "parquet" && o.Kind != "events":
			continue // all kinds are written alike
		}
		w, err := New(io.Discard, o)
		if err != nil {
			t.Fatal(err)
		}
		held := func(n int) uint64 {
			for range n {
				if err := w.Write(record); err != nil {
					t.Fatal(err)
				}
			}
			var m runtime.MemStats
			runtime.GC()
			runtime.GC() // what is pooled goes with the second one
			runtime.ReadMemStats(&m)
			return m.HeapAlloc
		}
		n := 400
		if o.Format == "parquet" {
			n = rowsPerGroup // of three rows each: groups are held back one by one
		}
		before := held(n)
		if grown := int64(held(n)) - int64(before); grown > 1<<20 {
			t.Errorf("%+v holds %d bytes more after %d records", o, grown, n)
		}
		runtime.KeepAlive(w)
	}
}

// Whatever words a record has, its tables are read back as they are.
func FuzzTables(f *testing.F) {
	for _, seed := range []string{"", "=1", "'=1", "a; b", `a\; b\`, "\r\n", "\r", "“x”, \"y\"", "\ufeff", "🕊\t", "'", ";", "x\x00y"} {
		f.Add(seed, "Maar", seed)
	}
	f.Fuzz(func(t *testing.T, text, name, issue string) {
		text, name, issue = strings.ToValidUTF8(text, "?"), strings.ToValidUTF8(name, "?"), strings.ToValidUTF8(issue, "?")
		all := []rapporteur.Span{{Start: 0, End: len(text)}}
		fact := rapporteur.Fact{ID: "x1", Evidence: all, Confidence: 0.5}
		record := &Record{Record: &rapporteur.Record{
			Report:     &rapporteur.Document{ID: "00000000", Text: text, Title: issue, Outlet: name},
			Entities:   []rapporteur.Entity{{ID: "n1", Name: name, Roles: []rapporteur.Role{{Title: issue}}, Mentions: []rapporteur.EntityMention{{Span: all[0]}}}},
			Statements: []rapporteur.Statement{{Fact: rapporteur.Fact{ID: "s1"}, Content: all, Speaker: []string{"n1", issue}, Chain: all}},
			Positions:  []rapporteur.Position{{Fact: fact, Party: "n1", Issue: issue, Content: all, Toward: []string{name, issue}}},
			Conditions: []rapporteur.Condition{{Fact: fact, Outcome: all, Requirement: all, OutcomeProposition: issue, Holder: []string{"n1"}}},
		}}
		same(t, record, "statements", (*reading).statementRows)
		same(t, record, "positions", (*reading).positionRows)
		same(t, record, "conditions", (*reading).conditionRows)
		same(t, record, "entities", (*reading).entityRows)
		for _, format := range []string{"citron", "annotation", "dna"} {
			written(t, Options{Format: format}, record)
		}
	})
}

// What CSV cannot tell apart: the kinds of line breaks, and a list of one empty item from
// an empty list.
var (
	oneBreak = cmp.FilterValues(func(a, b string) bool { return strings.Contains(a+b, "\r") },
		cmp.Transformer("breaks", breaks.Replace))
	oneEmptyItem = cmp.FilterValues(func(a, b []string) bool { return len(a) < 2 && len(b) < 2 && strings.Join(append(a, b...), "") == "" }, cmp.Ignore())
)

func same[T any](t *testing.T, record *Record, kind string, of func(*reading) []T) {
	t.Helper()
	got := rowsFrom[T](t, readCSV(t, written(t, Options{Format: "csv", Kind: kind}, record), ','), true)
	if diff := cmp.Diff(of(read(record)), got, cmp.AllowUnexported(row...), cmpopts.EquateEmpty(), oneBreak, oneEmptyItem); diff != "" {
		t.Errorf("%s: %s", kind, diff)
	}
}
