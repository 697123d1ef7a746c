package export

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"rapporteur"
)

// citron writes quotes in the JSON of the BBC's Citron (docs/data_format.md of its
// repository), a report a line.
type citron struct{ enc *json.Encoder }

func openCitron(w io.Writer, _ Options) Writer { return citron{newEncoder(w, JSONOptions{})} }

type citronDocument struct {
	// Report, Title and URL are no keys of Citron's, which reads over them.
	Report string        `json:"report"`
	Title  string        `json:"title,omitempty"`
	URL    string        `json:"url,omitempty"`
	Text   string        `json:"text"`
	Quotes []citronQuote `json:"quotes"`
	// CoreferenceGroups are the mentions of each entity that has several.
	CoreferenceGroups [][]JSONSpan `json:"coreference_groups"`
}

type citronQuote struct {
	ID           string     `json:"id"`
	Cue          JSONSpan   `json:"cue"`
	Sources      []JSONSpan `json:"sources"`
	Contents     []JSONSpan `json:"contents"`
	Coreferences []JSONSpan `json:"coreferences"`
	// Confidence is a string, as Citron writes it.
	Confidence string        `json:"confidence"`
	Decision   *jsonDecision `json:"decision,omitempty"`
}

// Write writes a record as a line.
func (c citron) Write(record *Record) error {
	r := read(record)
	out := citronDocument{
		Report: r.Report.ID, Title: r.Report.Title, URL: r.Report.URL, Text: r.Report.Text,
		Quotes: []citronQuote{}, CoreferenceGroups: r.coreferenceGroups(),
	}
	for _, s := range r.Statements {
		if len(s.Cue) > 0 && len(s.Content) > 0 { // Citron knows no quote without them
			out.Quotes = append(out.Quotes, r.quote(s))
		}
	}
	return c.enc.Encode(out)
}

func (citron) Close() error { return nil }

func (r *reading) quote(s rapporteur.Statement) citronQuote {
	return citronQuote{
		ID: s.ID, Cue: r.points.span(s.Cue[0]), Sources: r.points.spans(s.Source), Contents: r.points.spans(s.Content),
		Coreferences: r.coreferences(s), Confidence: fmt.Sprintf("%.4f", s.Confidence),
		Decision: newJSONDecision(r.Standings[FactID{rapporteur.StatementFact, s.ID}]),
	}
}

// coreferences are where the report names the speakers, those of whom the source itself
// is the name left out.
func (r *reading) coreferences(s rapporteur.Statement) []JSONSpan {
	out := []JSONSpan{}
	for _, id := range s.Speaker {
		e := r.entities[id]
		if e == nil {
			continue
		}
		i := slices.IndexFunc(e.Mentions, func(m rapporteur.EntityMention) bool { return m.Form == rapporteur.NameForm })
		if i < 0 || slices.ContainsFunc(s.Source, e.Mentions[i].Span.Overlaps) || namedIn(e, s.Source) {
			continue
		}
		out = append(out, r.points.span(e.Mentions[i].Span))
	}
	return out
}

// namedIn reports whether spans have a name of an entity.
func namedIn(e *rapporteur.Entity, spans []rapporteur.Span) bool {
	return slices.ContainsFunc(e.Mentions, func(m rapporteur.EntityMention) bool {
		return m.Form == rapporteur.NameForm && slices.ContainsFunc(spans, func(s rapporteur.Span) bool { return s.Contains(m.Span) })
	})
}

func (r *reading) coreferenceGroups() [][]JSONSpan {
	out := [][]JSONSpan{}
	for _, e := range r.Entities {
		if len(e.Mentions) > 1 {
			out = append(out, each(e.Mentions, func(m rapporteur.EntityMention) JSONSpan { return r.points.span(m.Span) }))
		}
	}
	return out
}
