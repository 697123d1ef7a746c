package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
)

// find returns the first place of words in text.
func find(t *testing.T, text, words string) []rapporteur.Span {
	t.Helper()
	i := strings.Index(text, words)
	if i < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	return []rapporteur.Span{{Start: i, End: i + len(words)}}
}

func encode(t *testing.T, o JSONOptions, records ...*rapporteur.Record) string {
	t.Helper()
	var b bytes.Buffer
	j := NewJSON(&b, o)
	for _, r := range records {
		if err := j.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

func harbourRecord(t *testing.T) *rapporteur.Record {
	text := "Mme Noë 🕊 said: “Talks <resume> & go on.”\n"
	at := func(words string) rapporteur.Span { return find(t, text, words)[0] }
	return &rapporteur.Record{
		Report: &rapporteur.Document{
			ID: "ab12", Text: text, Title: "Talks & tides", Outlet: "Fjell Courier",
			Published: time.Date(2031, 2, 3, 0, 0, 0, 0, time.UTC), PublishedDay: true,
			Language: "en",
		},
		Times: []rapporteur.TimeExpression{
			{Span: at("Noë 🕊"), Type: rapporteur.DateTime, Value: "2031-02-03", Published: true},
			{Span: at("<"), Type: rapporteur.ClockTime, Value: "2031-02-03TMO", From: at("Noë 🕊")},
			{Span: at("&"), Type: rapporteur.SetTime},
		},
		Statements: []rapporteur.Statement{{
			Fact: rapporteur.Fact{ID: "s1", Confidence: 2.0 / 3}, Kind: rapporteur.Direct, Act: rapporteur.Say, Time: "2031-02-03",
			Source: find(t, text, "Mme Noë"), Cue: find(t, text, "said"), Content: find(t, text, "“Talks <resume> & go on.”"),
		}},
	}
}

// noFacts are the last tables of a record that tells of no negotiation.
const noFacts = `"events":[],"meetings":[],"delegations":[],"positions":[],"conditions":[],"deadlocks":[]}` + "\n"

func TestJSONLine(t *testing.T) {
	got := encode(t, JSONOptions{}, harbourRecord(t))
	want := `{"report":{"id":"ab12","title":"Talks & tides","outlet":"Fjell Courier","published":"2031-02-03",` +
		`"language":"en","text":"Mme Noë 🕊 said: “Talks <resume> & go on.”\n"},` +
		`"entities":[],"times":[{"start":4,"end":9,"text":"Noë 🕊","type":"DATE","value":"2031-02-03","anchor":"published"},` +
		`{"start":23,"end":24,"text":"<","type":"TIME","value":"2031-02-03TMO","anchor":{"start":4,"end":9,"text":"Noë 🕊"}},` +
		`{"start":32,"end":33,"text":"&","type":"SET"}],` +
		`"statements":[{"id":"s1","kind":"direct","act":"say","source":[{"start":0,"end":7,"text":"Mme Noë"}],` +
		`"cue":[{"start":10,"end":14,"text":"said"}],` +
		`"content":[{"start":16,"end":41,"text":"“Talks <resume> & go on.”"}],"time":"2031-02-03","confidence":0.667}],` +
		noFacts
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestJSONIndentIsTheSame(t *testing.T) {
	r := harbourRecord(t)
	var lines, pages any
	dec := json.NewDecoder(strings.NewReader(encode(t, JSONOptions{Indent: true}, r, r)))
	if err := json.Unmarshal([]byte(encode(t, JSONOptions{}, r)), &lines); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := dec.Decode(&pages); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(lines, pages); diff != "" {
			t.Error(diff)
		}
	}
	if err := dec.Decode(&pages); err != io.EOF {
		t.Errorf("after two records: %v", err)
	}
}

func TestJSONOneLineARecord(t *testing.T) {
	r := harbourRecord(t)
	r.Report.Text += "\u2028\r\v\x00"
	s := bufio.NewScanner(strings.NewReader(encode(t, JSONOptions{}, r, r, r)))
	n := 0
	for ; s.Scan(); n++ {
		if !json.Valid(s.Bytes()) {
			t.Errorf("line %d is not JSON", n)
		}
	}
	if n != 3 {
		t.Errorf("%d lines for 3 records", n)
	}
}

func TestJSONLeavesOutTheUnknown(t *testing.T) {
	got := encode(t, JSONOptions{}, &rapporteur.Record{
		Report:     &rapporteur.Document{Text: "x"},
		Statements: []rapporteur.Statement{{Fact: rapporteur.Fact{ID: "s1"}}},
	})
	want := `{"report":{"text":"x"},"entities":[],"times":[],"statements":[{"id":"s1","confidence":0}],` + noFacts
	if got != want {
		t.Errorf("got %s", got)
	}
	got = encode(t, JSONOptions{}, &rapporteur.Record{Report: &rapporteur.Document{}})
	if want := `{"report":{"text":""},"entities":[],"times":[],"statements":[],` + noFacts; got != want {
		t.Errorf("got %s", got)
	}
}

func TestPublished(t *testing.T) {
	at := time.Date(2031, 2, 3, 14, 5, 0, 0, time.FixedZone("", 2*3600))
	for want, d := range map[string]rapporteur.Document{
		"":                          {},
		"2031-02-03":                {Published: at, PublishedDay: true},
		"2031-02-03T14:05:00+02:00": {Published: at},
		"2031-02-03T12:05:00Z":      {Published: at.UTC()},
	} {
		if got := published(&d); got != want {
			t.Errorf("published %q, want %q", got, want)
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errDiskFull }

var errDiskFull = errors.New("disk full")

func TestJSONReportsWriteErrors(t *testing.T) {
	err := NewJSON(fullDisk{}, JSONOptions{}).Write(harbourRecord(t))
	if !errors.Is(err, errDiskFull) {
		t.Errorf("got %v", err)
	}
}

// border moves i to the next code-point border of text.
func border(text string, i int) int {
	i %= len(text) + 1
	for i < len(text) && !utf8.RuneStart(text[i]) {
		i++
	}
	return i
}

// FuzzSpans checks that the text of every span in the JSON is what stands at
// its offsets in report.text, counted in code points.
func FuzzSpans(f *testing.F) {
	f.Add("Mme Noë 🕊 said: “no”.", uint16(4), uint16(9))
	f.Add(strings.Repeat("日本語の会談 ", 120), uint16(250), uint16(1999))
	f.Add(strings.Repeat("é", stride), uint16(stride-1), uint16(stride+1))
	f.Add("\x00\u2028\u200f<&>\"\\ \U0010FFFF", uint16(0), uint16(60))
	f.Add("", uint16(0), uint16(0))
	f.Fuzz(func(t *testing.T, text string, a, b uint16) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		start, end := border(text, int(a)), border(text, int(b))
		span := rapporteur.Span{Start: min(start, end), End: max(start, end)}
		line := encode(t, JSONOptions{}, &rapporteur.Record{
			Report: &rapporteur.Document{Text: text},
			Statements: []rapporteur.Statement{{
				Fact: rapporteur.Fact{Evidence: []rapporteur.Span{{Start: 0, End: len(text)}}}, Source: []rapporteur.Span{span},
			}},
		})
		var got jsonRecord
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		if got.Report.Text != text {
			t.Fatalf("report.text %q, want %q", got.Report.Text, text)
		}
		points := []rune(got.Report.Text)
		for _, s := range append(got.Statements[0].Source, got.Statements[0].Evidence...) {
			if at := string(points[s.Start:s.End]); at != s.Text {
				t.Errorf("span %d-%d has text %q, at its offsets stands %q", s.Start, s.End, s.Text, at)
			}
		}
		if s := got.Statements[0].Source[0]; s.Text != span.In(text) {
			t.Errorf("span text %q, want %q", s.Text, span.In(text))
		}
	})
}

// BenchmarkJSON writes a record of 5 MB of text with a span every 50 bytes.
func BenchmarkJSON(b *testing.B) {
	text := strings.Repeat("Überall sagte jemand etwas, “vielleicht” auch mehr. ", 100_000)
	r := &rapporteur.Record{Report: &rapporteur.Document{Text: text}}
	for at := 0; at+40 < len(text); at += 50 {
		s := rapporteur.Span{Start: border(text, at), End: border(text, at+40)}
		r.Statements = append(r.Statements, rapporteur.Statement{Content: []rapporteur.Span{s}})
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if err := NewJSON(io.Discard, JSONOptions{}).Write(r); err != nil {
			b.Fatal(err)
		}
	}
}
