package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"rapporteur"
)

// timemlDocument is a TimeML file: the content of its TEXT element, when it was
// written and its time expressions in text order.
type timemlDocument struct {
	text         string
	published    time.Time
	publishedDay bool
	times        []timex
}

// timex is a TIMEX3 expression.
type timex struct {
	span        rapporteur.Span
	kind, value string
}

// readTimeML reads a TimeML file or those of a folder, by name. Files that begin
// with a stop are left out: the folders have some that another system made.
func readTimeML(path string) ([]timemlDocument, error) {
	files := []string{path}
	if info, err := os.Stat(path); err != nil {
		return nil, err
	} else if info.IsDir() {
		if files, err = filepath.Glob(filepath.Join(escapeGlob(path), "*.tml")); err != nil {
			return nil, err
		}
	}
	var out []timemlDocument
	for _, name := range files {
		if strings.HasPrefix(filepath.Base(name), ".") {
			continue
		}
		doc, err := readTimeMLFile(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, doc)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no TimeML file (.tml)", path)
	}
	return out, nil
}

func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(path)
}

func readTimeMLFile(path string) (timemlDocument, error) {
	f, err := os.Open(path)
	if err != nil {
		return timemlDocument{}, err
	}
	defer f.Close()
	r := timemlReader{}
	d := xml.NewDecoder(f)
	d.Strict = false // AQUAINT's headers have stray marks outside the text
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return r.document()
		}
		if err != nil {
			return timemlDocument{}, err
		}
		r.take(token)
	}
}

// timemlReader gathers a document from the tokens of its file.
type timemlReader struct {
	inside  string // the element of DCT and TEXT that is open
	text    strings.Builder
	written string
	times   []timex
	open    []int // the expressions begun and not ended
	found   bool
}

func (r *timemlReader) take(token xml.Token) {
	switch t := token.(type) {
	case xml.StartElement:
		r.start(t)
	case xml.EndElement:
		switch n := len(r.open); {
		case t.Name.Local == r.inside:
			r.inside = ""
		case t.Name.Local == "TIMEX3" && n > 0:
			r.times[r.open[n-1]].span.End = r.text.Len()
			r.open = r.open[:n-1]
		}
	case xml.CharData:
		if r.inside == "TEXT" {
			r.text.Write(t)
		}
	}
}

func (r *timemlReader) start(t xml.StartElement) {
	name := t.Name.Local
	if name == "DCT" || name == "TEXT" {
		r.inside, r.found = name, r.found || name == "TEXT"
	}
	if name != "TIMEX3" {
		return
	}
	x := timex{kind: attribute(t, "type"), value: attribute(t, "value")}
	switch {
	case r.inside == "DCT" || attribute(t, "functionInDocument") == "CREATION_TIME":
		r.written = x.value
	case r.inside == "TEXT":
		x.span = rapporteur.Span{Start: r.text.Len(), End: r.text.Len()}
		r.open = append(r.open, len(r.times))
		r.times = append(r.times, x)
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// document is what was gathered; expressions without words or of no type of TIMEX3
// are left out, and of nested ones the inner.
func (r *timemlReader) document() (timemlDocument, error) {
	if !r.found {
		return timemlDocument{}, errors.New("no TEXT element: not a TimeML document")
	}
	doc := timemlDocument{text: r.text.String()}
	doc.published, doc.publishedDay = timexTime(r.written)
	types := []string{string(rapporteur.DateTime), string(rapporteur.ClockTime), string(rapporteur.DurationTime), string(rapporteur.SetTime)}
	end := 0
	for _, x := range r.times {
		if slices.Contains(types, x.kind) && x.span.Start >= end && !x.span.Empty() {
			doc.times = append(doc.times, x)
			end = x.span.End
		}
	}
	return doc, nil
}

// timexTime is the instant of a TIMEX3 value, the zero time where it is none;
// dayOnly says that it has no hour.
func timexTime(value string) (t time.Time, dayOnly bool) {
	for _, layout := range []string{time.DateOnly, "20060102", "2006-01-02T15:04", "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, value); err == nil {
			return t, !strings.Contains(layout, "T")
		}
	}
	return time.Time{}, false
}
