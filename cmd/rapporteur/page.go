package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/rivo/uniseg"

	"rapporteur"
)

// doubtful is the confidence below which a statement is marked with "?": the
// reader is more often wrong than right about it.
const doubtful = 0.5

// and stands between facts of equal rank.
const and = " ·" + fixed

// indent is how far a statement's words stand from its heading, and a statement
// inside another from that one.
const indent = 4

// page is a record laid out for a person in a terminal: what is known of the
// report, then who said what in text order.
type page struct {
	width int
	color bool
	out   strings.Builder
}

// pages writes records as pages of a width in columns, an empty line between two.
type pages struct {
	w     io.Writer
	width int
	color bool
	begun bool
}

// write writes one record; a heading that is not empty stands above it.
func (o *pages) write(heading string, r *rapporteur.Record) error {
	p := &page{width: o.width, color: o.color}
	if o.begun {
		p.out.WriteString("\n")
	}
	o.begun = true
	if heading != "" {
		p.heading(heading)
	}
	p.report(r)
	p.statements(byContainer(r.Statements), "", 0, r.Report.Text)
	_, err := io.WriteString(o.w, p.out.String())
	return err
}

// A style is a Select Graphic Rendition parameter string (ECMA-48 8.3.117).
type style string

const (
	plain   style = ""
	strong  style = "1"  // the title
	faint   style = "2"  // cues, kinds, the words around a content
	speaker style = "36" // sources
	thought style = "35" // the mark of a thought
	doubt   style = "33" // the mark of low confidence
)

func (p *page) paint(s style, text string) {
	if !p.color || s == plain {
		p.out.WriteString(text)
		return
	}
	fmt.Fprintf(&p.out, "\x1b[%sm%s\x1b[0m", s, text)
}

// heading is a rule that names the file.
func (p *page) heading(file string) {
	text := "── " + printable(file) + " "
	p.paint(faint, text+strings.Repeat("─", max(p.width-uniseg.StringWidth(text), 2)))
	p.out.WriteString("\n")
}

// report writes the title and a line of what else is known.
func (p *page) report(r *rapporteur.Record) {
	d := r.Report
	if d.Title != "" {
		p.fill("", "", []run{{printable(d.Title), strong}})
	}
	facts := make([]string, 0, 4)
	for _, fact := range []string{published(d), d.Outlet, d.Byline, count(len(r.Statements))} {
		if fact != "" {
			facts = append(facts, printable(fact))
		}
	}
	p.fill("", "", []run{{strings.Join(facts, and), faint}})
}

func published(d *rapporteur.Document) string {
	switch {
	case d.Published.IsZero():
		return ""
	case d.PublishedDay:
		return d.Published.Format("2 January 2006")
	case d.Published.Location() == time.UTC:
		return d.Published.Format("2 January 2006, 15:04 UTC")
	}
	return d.Published.Format("2 January 2006, 15:04 -07:00")
}

func count(statements int) string {
	switch statements {
	case 0:
		return "no statements found"
	case 1:
		return "1 statement"
	}
	return fmt.Sprintf("%d statements", statements)
}

// byContainer groups statements, in their order, under the ID of the statement
// that contains them; "" stands for the report itself.
func byContainer(all []rapporteur.Statement) map[string][]rapporteur.Statement {
	groups := map[string][]rapporteur.Statement{}
	for _, s := range all {
		groups[s.Within] = append(groups[s.Within], s)
	}
	return groups
}

// statements writes those directly within a container, each followed by those
// within it in turn.
func (p *page) statements(groups map[string][]rapporteur.Statement, within string, depth int, text string) {
	for _, s := range groups[within] {
		p.statement(s, min(depth*indent, p.width/2), text)
		p.statements(groups, s.ID, depth+1, text)
	}
}

// statement writes who and how on one line, and under it the words.
func (p *page) statement(s rapporteur.Statement, left int, text string) {
	edge := strings.Repeat(" ", left)
	p.out.WriteString("\n")
	p.fill(edge, edge+strings.Repeat(" ", indent+2), who(s, text))
	edge += strings.Repeat(" ", indent)
	p.fill(edge, edge, words(s, text))
}

// who is the line "? source, citing another — cue · when · thinks · kind".
func who(s rapporteur.Statement, text string) []run {
	line := []run{{"  ", plain}}
	if s.Confidence < doubtful {
		line[0] = run{"? ", doubt}
	}
	if source := named(s.Source, text); source != "" {
		line = append(line, run{source, speaker})
	} else {
		line = append(line, run{"unnamed", faint})
	}
	for _, through := range s.Chain[min(1, len(s.Chain)):] {
		line = append(line, run{", citing ", faint}, run{named([]rapporteur.Span{through}, text), speaker})
	}
	if cue := named(s.Cue, text); cue != "" {
		line = append(line, run{" —" + fixed + cue, faint})
	}
	if said := when(s.Time); said != "" {
		line = append(line, run{and + strings.ReplaceAll(said, " ", fixed), faint})
	}
	if s.Act == rapporteur.Think {
		line = append(line, run{and, faint}, run{"thinks", thought})
	}
	return append(line, run{and + string(s.Kind), faint})
}

// named is the words of the parts of a source or cue, without the marks that set
// them off from the rest of their sentence.
func named(spans []rapporteur.Span, text string) string {
	parts := make([]string, len(spans))
	for i, s := range spans {
		parts[i] = strings.Trim(printable(s.In(text)), " ,;:–—")
	}
	return strings.Join(parts, " … ")
}
