package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/rivo/uniseg"

	"rapporteur"
	"rapporteur/export"
	"rapporteur/view"
)

// and stands between facts of equal rank.
const and = " ·" + fixed

// indent is how far what is told of a fact stands from its first line, and a
// statement inside another from that one.
const indent = 4

// pageOptions says how records are laid out.
type pageOptions struct {
	// width is in columns.
	width int
	color bool
	// only are the names of the sections to show, all where it is empty.
	only []string
	// evidence shows under every line the words that say it.
	evidence bool
	// confidence in [0, 1] is the least that a fact is shown with.
	confidence float64
}

// page is a record laid out for a person in a terminal: what is known of the
// report, then a section for each sort of fact.
type page struct {
	pageOptions
	record *rapporteur.Record
	cast   cast
	// standings are what an archive knows of the facts by their IDs, nil of a record from
	// elsewhere.
	standings map[string]standing
	// points turns a byte offset of the report into code points.
	points func(int) int
	out    strings.Builder
}

func newPage(o pageOptions, r *rapporteur.Record) *page {
	r = confident(r, o.confidence)
	return &page{pageOptions: o, record: r, cast: newCast(r), points: export.Offsets(r.Report.Text)}
}

// pages writes records as pages, an empty line between two.
type pages struct {
	pageOptions
	w     io.Writer
	begun bool
}

// write writes one record; a heading that is not empty stands above it.
func (o *pages) write(heading string, r *rapporteur.Record) error {
	p := newPage(o.pageOptions, r)
	o.apart(p)
	if heading != "" {
		p.heading(heading)
	}
	p.report()
	p.sections()
	_, err := io.WriteString(o.w, p.out.String())
	return err
}

// apart sets a page apart from the one before it.
func (o *pages) apart(p *page) {
	if o.begun {
		p.out.WriteString("\n")
	}
	o.begun = true
}

// A style is a Select Graphic Rendition parameter string (ECMA-48 8.3.117).
type style string

const (
	plain      style = ""
	strong     style = "1"  // titles and headings
	faint      style = "2"  // what ties the facts together, and evidence
	someone    style = "36" // who does, says or wants it
	thought    style = "35" // the mark of a thought
	doubt      style = "33" // the mark of low confidence
	favourable style = "32" // held, agreed, accepted
	adverse    style = "31" // called off, refused, in a deadlock
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
func (p *page) report() {
	d := p.record.Report
	if d.Title != "" {
		p.fill("", "", []run{{printable(d.Title), strong}})
	}
	if known := told(said(published(d)), said(printable(d.Outlet)), said(printable(d.Byline))); len(known) > 0 {
		p.fill("", "", known)
	}
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

// item writes a line, marked where the reader doubts it.
func (p *page) item(left int, confidence float64, line []run) {
	p.marked(left, mark(confidence, "  "), line)
}

func (p *page) marked(left int, mark run, line []run) {
	edge := blanks(left)
	p.fill(edge, edge+blanks(indent+2), append([]run{mark}, line...))
}

// fact writes the first line of a fact, of an archive with its ID and what an analyst
// decided.
func (p *page) fact(left int, id string, confidence float64, line []run) {
	s, known := p.standings[id]
	if !known {
		p.item(left, confidence, line)
		return
	}
	p.marked(left, s.mark(confidence, "  "), append(line, run{and + id, faint}))
	for _, told := range s.told() {
		p.under(left, told)
	}
}

// under writes what more is told of a fact, nothing where there is nothing.
func (p *page) under(left int, line []run) {
	if len(line) > 0 {
		edge := blanks(left + indent)
		p.fill(edge, edge+"  ", line)
	}
}

// mark is the sign of a doubtful fact, or what stands where there is no doubt.
func mark(confidence float64, sure string) run {
	if confidence < view.Doubtful {
		return run{"? ", doubt}
	}
	return run{sure, plain}
}

func blanks(n int) string { return strings.Repeat(" ", n) }

// said is words that only tie facts together, nothing where they are empty.
func said(words string) []run { return label("", words, faint) }

// label is words with what introduces them, nothing where they are empty.
func label(before, words string, s style) []run {
	switch {
	case words == "":
		return nil
	case before == "":
		return []run{{words, s}}
	}
	return []run{{before, faint}, {words, s}}
}

// told sets facts of equal rank in a row and leaves out empty ones.
func told(facts ...[]run) []run {
	var line []run
	for _, fact := range facts {
		if len(fact) > 0 && len(line) > 0 {
			line = append(line, run{and, faint})
		}
		line = append(line, fact...)
	}
	return line
}
