// Package export writes records in the formats that others read.
//
// JSON is the door at which byte offsets become code points: nothing behind it
// counts in anything but bytes, nothing before it in anything but code points.
package export

import (
	"encoding/json"
	"io"
	"math"
	"time"

	"rapporteur"
)

// JSONOptions says how records are laid out.
type JSONOptions struct {
	// Indent spreads each record over many lines for a person to read; without
	// it each record is one line.
	Indent bool
}

// JSON writes records as JSON objects one after another, each ended by a
// newline, so that a consumer can read each as it comes. Keys are snake_case, a
// key without a known value is left out, and offsets count Unicode code points.
type JSON struct{ enc *json.Encoder }

// NewJSON returns a writer of records to w.
func NewJSON(w io.Writer, o JSONOptions) *JSON {
	return &JSON{newEncoder(w, o)}
}

func newEncoder(w io.Writer, o JSONOptions) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if o.Indent {
		enc.SetIndent("", "  ")
	}
	return enc
}

// Write writes one record with a single call of the underlying writer; the
// error is that writer's.
func (j *JSON) Write(r *rapporteur.Record) error {
	return j.enc.Encode(newJSONRecord(&Record{Record: r}))
}

type jsonRecord struct {
	Report     jsonReport      `json:"report"`
	Entities   []jsonEntity    `json:"entities"`
	Times      []jsonTime      `json:"times"`
	Statements []jsonStatement `json:"statements"`
	jsonFacts
}

type jsonReport struct {
	ID        string `json:"id,omitempty"`
	Title     string `json:"title,omitempty"`
	URL       string `json:"url,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Byline    string `json:"byline,omitempty"`
	Published string `json:"published,omitempty"`
	Language  string `json:"language,omitempty"`
	Text      string `json:"text"`
}

type jsonStatement struct {
	ID        string          `json:"id"`
	Kind      rapporteur.Kind `json:"kind,omitempty"`
	Act       rapporteur.Act  `json:"act,omitempty"`
	Source    []JSONSpan      `json:"source,omitempty"`
	Speaker   []string        `json:"speaker,omitempty"`
	Cue       []JSONSpan      `json:"cue,omitempty"`
	Content   []JSONSpan      `json:"content,omitempty"`
	Addressee []string        `json:"addressee,omitempty"`
	Within    string          `json:"within,omitempty"`
	Chain     []JSONSpan      `json:"chain,omitempty"`
	Time      string          `json:"time,omitempty"`
	jsonSupport
}

type jsonTime struct {
	JSONSpan
	Type  rapporteur.TimeType `json:"type"`
	Value string              `json:"value,omitempty"`
	// Anchor is "published", a JSONSpan, or nil.
	Anchor any `json:"anchor,omitempty"`
}

// JSONSpan is words of a report with their half-open range of code points.
type JSONSpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

func newJSONRecord(r *Record) jsonRecord {
	facts := jsonFactory{newCodePoints(r.Report.Text), r.Standings}
	return jsonRecord{
		Report:     newJSONReport(r.Report),
		Entities:   each(r.Entities, facts.entity),
		Times:      each(r.Times, facts.time),
		Statements: each(r.Statements, facts.statement),
		jsonFacts:  facts.facts(r.Record),
	}
}

// each is never nil, so that an empty table is written as one.
func each[T, U any](table []T, entry func(T) U) []U {
	out := make([]U, len(table))
	for i, row := range table {
		out[i] = entry(row)
	}
	return out
}

func newJSONReport(d *rapporteur.Document) jsonReport {
	return jsonReport{
		ID:        d.ID,
		Title:     d.Title,
		URL:       d.URL,
		Outlet:    d.Outlet,
		Byline:    d.Byline,
		Published: published(d),
		Language:  d.Language,
		Text:      d.Text,
	}
}

// published is RFC 3339's date-time, or its full-date alone where the hour is
// unknown.
func published(d *rapporteur.Document) string {
	switch {
	case d.Published.IsZero():
		return ""
	case d.PublishedDay:
		return d.Published.Format(time.DateOnly)
	}
	return d.Published.Format(time.RFC3339)
}

func (c jsonFactory) statement(s rapporteur.Statement) jsonStatement {
	return jsonStatement{
		ID: s.ID, Kind: s.Kind, Act: s.Act, Source: c.spans(s.Source), Speaker: s.Speaker, Cue: c.spans(s.Cue),
		Content: c.spans(s.Content), Addressee: s.Addressee, Within: s.Within, Chain: c.spans(s.Chain), Time: s.Time,
		jsonSupport: c.support(&s),
	}
}

// rounded returns x in parts of one, never a negative zero.
func rounded(x, parts float64) float64 { return math.Round(x*parts)/parts + 0 }

func (c codePoints) time(t rapporteur.TimeExpression) jsonTime {
	out := jsonTime{JSONSpan: c.span(t.Span), Type: t.Type, Value: t.Value}
	switch {
	case t.Published:
		out.Anchor = "published"
	case !t.From.Empty():
		out.Anchor = c.span(t.From)
	}
	return out
}
