package collect

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"

	"rapporteur/source"
	"rapporteur/source/fetch"
)

// input is a file or stream that is read from its beginning on.
type input struct {
	// name is what messages call it, file its path, empty for a stream.
	name, file string
	*bufio.Reader
	// raw counts the bytes below Reader; size is how many of them there will be, 0
	// where unknown.
	raw  *counter
	size int64
	// outer is the packed file that this one is the contents of, nil where it is not
	// packed.
	outer *input
	// got is the answer that the input is the body of, with what to remember of it,
	// and path the name of the file there; empty where it was not fetched.
	got   *fetch.Response
	visit Visit
	path  string
}

// address is where the input was found on the web, empty where it was not.
func (in *input) address() string {
	if in.got == nil {
		return ""
	}
	return in.got.URL
}

// fileName is what tells by its ending what the input holds.
func (in *input) fileName() string {
	if in.got != nil {
		return in.path
	}
	return in.name
}

// counter counts the bytes that were read through it.
type counter struct {
	from io.Reader
	n    int64
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.from.Read(b)
	c.n += int64(n)
	return n, err
}

// bufferSize is how many bytes of a file are read at once, and how many of its
// first ones can tell what it is.
const bufferSize = 64 << 10

func newInput(name, file string, r io.Reader, size int64) *input {
	raw, buffer := &counter{from: r}, bufferSize
	if size > 0 && size < bufferSize {
		buffer = max(int(size)+1, sniffed) // of thousands of short reports the buffers were a tenth of all memory asked for
	}
	return &input{name: name, file: file, Reader: bufio.NewReaderSize(raw, buffer), raw: raw, size: size}
}

// at is the offset of the next byte.
func (in *input) at() int64 { return in.raw.n - int64(in.Buffered()) }

// share is how much of the file is read, 0 where that is unknown.
func (in *input) share() float64 {
	if in.outer != nil {
		return in.outer.share()
	}
	if in.size == 0 {
		return 0
	}
	return float64(in.at()) / float64(in.size)
}

// A kind is what a file holds.
type kind int

const (
	reportKind kind = iota // one report, or nothing that is known
	warcKind
	feedKind
	sitemapKind
	linesKind // of JSON
	jsonKind  // one value of JSON over many lines: an object or an array of them
	tableKind
	letterKind
	mailboxKind
)

// sniffed is how many bytes of a file tell its kind.
const sniffed = 4096

// kindOf tells what a file holds by its name and first bytes.
func kindOf(name string, head []byte) kind {
	text := strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n")
	if strings.HasPrefix(text, "WARC/1.") || strings.HasPrefix(text, "WARC/0.") {
		return warcKind
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv":
		return tableKind
	case ".jsonl", ".ndjson":
		return linesKind
	case ".eml":
		return letterKind
	case ".mbox", ".mbx":
		return mailboxKind
	}
	switch {
	case startsMailbox(head):
		return mailboxKind
	case inMaildir(name):
		return letterKind
	case strings.HasPrefix(text, "<"):
		return markupKind(strings.ToLower(text))
	case strings.HasPrefix(text, "{"), strings.HasPrefix(text, "["):
		return jsonKindOf(name, text)
	}
	return reportKind
}

// markupKind tells feeds and sitemaps from pages by the first element that
// belongs to one of them, in lower-cased markup.
func markupKind(head string) kind {
	found, first := reportKind, len(head)
	for _, root := range []struct {
		tag string
		kind
	}{
		{"<rss", feedKind}, {"<feed", feedKind}, {"<rdf:rdf", feedKind},
		{"<urlset", sitemapKind}, {"<sitemapindex", sitemapKind}, {"<html", reportKind}, {"<!doctype html", reportKind},
	} {
		if i := strings.Index(head, root.tag); i >= 0 && i < first {
			found, first = root.kind, i
		}
	}
	return found
}

// jsonKindOf tells the forms of JSON apart; text that merely starts with a bracket
// is a report.
func jsonKindOf(name, head string) kind {
	line, _, several := strings.Cut(head, "\n")
	inside := strings.TrimLeft(head[1:], " \t\r\n")
	switch {
	case strings.Contains(head, "jsonfeed.org/version"):
		return feedKind
	case head[0] == '{' && several && validObject(line):
		return linesKind
	case head[0] == '[' && strings.HasPrefix(inside, "{"), head[0] == '{' && strings.HasPrefix(inside, `"`):
		return jsonKind
	case strings.EqualFold(filepath.Ext(name), ".json"):
		return jsonKind
	}
	return reportKind
}

// stream yields the reports of what has no path.
func (c *collector) stream(name string, r io.Reader) bool {
	if r == nil {
		return c.refuse(name, "is not there to be read")
	}
	return c.read(newInput(name, "", r, 0))
}

// read yields the reports of an input, whatever it holds.
func (c *collector) read(in *input) bool {
	head, err := in.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return c.fail(&source.Refusal{Name: in.name, Reason: brokenReason(in, err), Err: err})
	}
	if bytes.HasPrefix(head, gzipMagic) {
		return c.unpack(in, head)
	}
	switch kindOf(in.fileName(), head) {
	case warcKind:
		return c.warc(in, false)
	case feedKind:
		return c.feedFile(in)
	case sitemapKind:
		return c.sitemapFile(in)
	case linesKind:
		return c.lines(in)
	case jsonKind:
		return c.values(in)
	case tableKind:
		return c.table(in)
	case letterKind:
		return c.letterFile(in)
	case mailboxKind:
		return c.mailbox(in)
	}
	return c.report(in)
}

var gzipMagic = []byte("\x1f\x8b")

// unpack reads what a gzip file (RFC 1952) holds; a web archive is unpacked record
// by record instead.
func (c *collector) unpack(in *input, head []byte) bool {
	if begin, err := gzip.NewReader(bytes.NewReader(head)); err == nil {
		first := make([]byte, 8)
		n, _ := io.ReadFull(begin, first)
		if kindOf("", first[:n]) == warcKind {
			return c.warc(in, true)
		}
	}
	packed, err := gzip.NewReader(in.Reader)
	if err != nil {
		return c.fail(&source.Refusal{Name: in.name, Reason: "is gzip data that is broken at its start", Err: err})
	}
	inner := newInput(unpackedName(in.name), in.file, packed, 0)
	inner.outer, inner.got, inner.path = in, in.got, unpackedName(in.path)
	if head, _ := inner.Peek(2); bytes.HasPrefix(head, gzipMagic) {
		return c.refuse(in.name, "is gzip data within gzip data")
	}
	return c.read(inner)
}

// report yields the whole input as one report.
func (c *collector) report(in *input) bool {
	raw, refusal := c.whole(in, c.MaxBytes, "one report")
	if refusal != nil {
		return c.fail(refusal)
	}
	if len(raw) == 0 {
		return c.refuse(in.name, "is empty")
	}
	it := Item{Name: in.name, Raw: raw, Place: Place{File: in.file}}
	if in.got != nil {
		it.URL, it.ContentType, it.Visit = in.got.URL, in.got.ContentType, in.visit
		in.visit = Visit{} // kept with the item
	}
	return c.item(it, 1)
}

// whole reads an input to its end, which must come within max bytes, the limit for such
// a thing.
func (c *collector) whole(in *input, max int64, what string) ([]byte, *source.Refusal) {
	raw, err := io.ReadAll(io.LimitReader(in, max+1))
	switch {
	case err != nil:
		return nil, &source.Refusal{Name: in.name, Reason: brokenReason(in, err), Err: err}
	case int64(len(raw)) > max:
		return nil, &source.Refusal{Name: in.name, Reason: "has more than " + size(max) + ", the limit for " + what}
	}
	return raw, nil
}

// brokenReason says where an input ends before its time.
func brokenReason(in *input, err error) string {
	if in.outer == nil {
		return source.FileReason(err)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Sprintf("the gzip data is cut off at byte %d", in.outer.at())
	}
	return fmt.Sprintf("the gzip data is broken near byte %d: %v", in.outer.at(), err)
}

// size writes a number of bytes as a reader would say it.
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.3g MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.3g KB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d bytes", n)
}
