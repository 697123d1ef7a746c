package export

import (
	"bytes"
	"io"
	"strings"
	"time"

	"rapporteur"
)

// contextLength is how many code points before and behind a quoted passage a
// TextQuoteSelector has, the 32 that Hypothesis takes: enough to find most passages again
// in another rendering of the page.
const contextLength = 32

// annotations writes facts as annotations of the W3C's Web Annotation Data Model, as the
// items of one AnnotationPage.
type annotations struct {
	out     io.Writer
	version string
	begun   bool
}

func openAnnotations(w io.Writer, o Options) Writer { return &annotations{out: w, version: o.Version} }

type annotation struct {
	ID         string             `json:"id"`
	Type       string             `json:"type"`
	Motivation string             `json:"motivation"`
	Creator    *annotationAgent   `json:"creator,omitempty"`
	Modified   string             `json:"modified,omitempty"`
	Generator  annotationAgent    `json:"generator"`
	Body       []annotationBody   `json:"body"`
	Target     []annotationTarget `json:"target"`
}

type annotationAgent struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

type annotationBody struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
	Value   string `json:"value"`
}

type annotationTarget struct {
	Source   annotationSource     `json:"source"`
	Scope    string               `json:"scope,omitempty"`
	Selector []annotationSelector `json:"selector"`
}

// annotationSource is the text of a report, in which positions count.
type annotationSource struct {
	ID       string `json:"id"`
	Type     string `json:"type"`
	Format   string `json:"format"`
	Language string `json:"language,omitempty"`
}

type annotationSelector struct {
	Type   string `json:"type"`
	Start  *int   `json:"start,omitempty"`
	End    *int   `json:"end,omitempty"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
}

// Write writes the facts of a record, one annotation for each of a fact's parts.
func (a *annotations) Write(record *Record) error {
	r := read(record)
	for _, f := range r.annotated() {
		for _, part := range f.parts {
			if len(part.spans) == 0 {
				continue
			}
			if err := a.item(a.annotation(r, f, part)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Close ends the page.
func (a *annotations) Close() error {
	if err := a.begin(); err != nil {
		return err
	}
	_, err := io.WriteString(a.out, "\n]}\n")
	return err
}

func (a *annotations) begin() error {
	if a.begun {
		return nil
	}
	a.begun = true
	_, err := io.WriteString(a.out, `{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[`)
	return err
}

// item writes an annotation on a line of its own.
func (a *annotations) item(item annotation) error {
	before := ",\n"
	if !a.begun {
		before = "\n"
	}
	if err := a.begin(); err != nil {
		return err
	}
	var line bytes.Buffer
	line.WriteString(before)
	if err := newEncoder(&line, JSONOptions{}).Encode(item); err != nil {
		return err
	}
	_, err := a.out.Write(bytes.TrimRight(line.Bytes(), "\n"))
	return err
}

// annotatedFact is a fact as annotations tell of it.
type annotatedFact struct {
	kind  rapporteur.FactKind
	id    string
	says  string // the fact in a line
	parts []annotatedPart
}

// annotatedPart is the words of one part of a fact.
type annotatedPart struct {
	name  string
	spans []rapporteur.Span
}

func (a *annotations) annotation(r *reading, f annotatedFact, part annotatedPart) annotation {
	out := annotation{
		ID:   "urn:rapporteur:" + r.Report.ID + ":" + f.id + ":" + part.name,
		Type: "Annotation", Motivation: "classifying",
		Generator: annotationAgent{"Software", "rapporteur " + a.version},
		Body: []annotationBody{
			{"TextualBody", "classifying", string(f.kind)}, {"TextualBody", "tagging", part.name}, {"TextualBody", "describing", f.says},
		},
		Target: each(part.spans, r.target),
	}
	if s := r.Standings[FactID{f.kind, f.id}]; s.Decision != "" {
		out.Creator, out.Modified = &annotationAgent{"Person", s.By}, s.At.Format(time.RFC3339)
		out.Body = append(out.Body, annotationBody{"TextualBody", "assessing", s.Decision})
		if s.Why != "" {
			out.Body = append(out.Body, annotationBody{"TextualBody", "commenting", s.Why})
		}
	}
	return out
}

// target selects a span of the report's text by position and by its words; the scope is
// the page that the text was read from.
func (r *reading) target(s rapporteur.Span) annotationTarget {
	at := r.points.span(s)
	before, behind := r.points.around(s, contextLength)
	return annotationTarget{
		Source: annotationSource{"urn:rapporteur:" + r.Report.ID, "Text", "text/plain", r.Report.Language},
		Scope:  r.Report.URL,
		Selector: []annotationSelector{
			{Type: "TextPositionSelector", Start: &at.Start, End: &at.End},
			{Type: "TextQuoteSelector", Exact: at.Text, Prefix: before, Suffix: behind},
		},
	}
}

// annotated are the facts of a record with their parts.
func (r *reading) annotated() []annotatedFact {
	var out []annotatedFact
	add := func(kind rapporteur.FactKind, id, says string, parts ...annotatedPart) {
		out = append(out, annotatedFact{kind, id, says, parts})
	}
	for i, row := range r.statementRows() {
		s := r.Statements[i]
		add(rapporteur.StatementFact, s.ID, said(row.Speaker, row.Act, row.Content),
			annotatedPart{"source", s.Source}, annotatedPart{"cue", s.Cue}, annotatedPart{"content", s.Content})
	}
	for i, row := range r.eventRows() {
		add(rapporteur.EventFact, r.Events[i].ID, said(row.Actors, row.Type, row.Mode, row.Status, "→", enumerated(row.Recipients)), annotatedPart{"anchor", r.Events[i].Anchor})
	}
	for i, row := range r.meetingRows() {
		add(rapporteur.MeetingFact, r.Meetings[i].ID, said(row.Parties, row.Kind, row.Status, row.Time, row.Place),
			annotatedPart{"evidence", r.Meetings[i].Evidence}, annotatedPart{"topic", r.Meetings[i].Topic})
	}
	for i, row := range r.delegationRows() {
		add(rapporteur.DelegationFact, r.Delegations[i].ID, said([]string{row.Party}, row.Level, row.Status, row.Head, row.Destination),
			annotatedPart{"evidence", r.Delegations[i].Evidence})
	}
	for i, row := range r.positionRows() {
		add(rapporteur.PositionFact, r.Positions[i].ID, said([]string{row.Party}, row.Stance, row.Issue), annotatedPart{"content", r.Positions[i].Content})
	}
	for i, row := range r.conditionRows() {
		add(rapporteur.ConditionFact, r.Conditions[i].ID, said(nil, row.OutcomeProposition, row.Form, row.RequirementProposition, "("+row.Polarity+")"),
			annotatedPart{"outcome", r.Conditions[i].Outcome}, annotatedPart{"requirement", r.Conditions[i].Requirement})
	}
	return out
}

// said is a fact in a line: who, and the words that are known of it.
func said(who []string, parts ...string) string {
	line := enumerated(who)
	for _, p := range parts {
		if p != "" {
			line += " " + p
		}
	}
	return strings.TrimSpace(strings.TrimSuffix(line, " →"))
}

func enumerated(names []string) string { return strings.Join(names, ", ") }
