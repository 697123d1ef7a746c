package collect

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"

	"rapporteur/source"
)

// warc yields the pages of a web archive (WARC 1.1, ISO 28500:2017), packed record
// by record (annex D) or plain: the responses, resources and conversions that are
// text. A revisit record says that a page was the same as before, which is read
// where it stands. Of a broken file everything before the break is read.
func (c *collector) warc(in *input, packed bool) bool {
	w := &warcReader{collector: c, in: in, passed: map[string]int{}}
	if packed {
		w.packed = new(gzip.Reader)
	}
	for {
		more, err := w.record()
		if errors.Is(err, errStopped) {
			return false
		}
		if err != nil {
			w.note()
			return c.fail(&source.Refusal{Name: in.name, Reason: w.broken(err), Err: err})
		}
		if !more {
			w.note()
			return true
		}
	}
}

// errStopped says that no one wants more items.
var errStopped = errors.New("stopped")

// warcReader reads one web archive from its beginning on.
type warcReader struct {
	*collector
	in     *input
	packed *gzip.Reader // nil where records are not packed
	// begin is the offset of the present record, count its number from 1.
	begin int64
	count int
	// passed counts the records that are no report, by the reason.
	passed map[string]int
}

func (w *warcReader) note() {
	if n := w.passed["revisit"]; n > 0 {
		w.Note(fmt.Sprintf("%s: %d revisit records say that a page had not changed", w.in.name, n))
	}
	if n := w.passed["status"] + w.passed["type"]; n > 0 {
		w.Note(fmt.Sprintf("%s: %d records are no pages of text and are left out", w.in.name, n))
	}
}

func (w *warcReader) broken(err error) string {
	where := fmt.Sprintf("in its record %d, which begins at byte %d", max(w.count, 1), w.begin)
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return "the web archive is cut off " + where
	}
	return fmt.Sprintf("the web archive is broken %s: %v", where, err)
}

// record reads the next record, or member of a packed file, which mostly holds one.
// more is false behind the last.
func (w *warcReader) record() (more bool, err error) {
	if w.packed == nil {
		if err := skipBlank(w.in.Reader); errors.Is(err, io.EOF) {
			return false, nil
		}
	} else if _, err := w.in.Peek(1); errors.Is(err, io.EOF) {
		return false, nil
	}
	w.begin = w.in.at()
	if w.packed != nil {
		return true, w.member()
	}
	it, err := w.next(w.in.Reader)
	if err != nil {
		return true, err
	}
	return true, w.deliver(it, w.in.at()-w.begin)
}

// member reads the records of one member of gzip data. The last one is held back
// until the member's end is known; where there are several, the others have no
// length of their own in the file.
func (w *warcReader) member() error {
	if err := w.packed.Reset(w.in.Reader); err != nil {
		return err
	}
	w.packed.Multistream(false)
	inner := bufio.NewReader(w.packed)
	var held *Item
	for {
		err := skipBlank(inner)
		if errors.Is(err, io.EOF) {
			return w.deliver(held, w.in.at()-w.begin)
		}
		if stopped := w.deliver(held, 0); stopped != nil {
			return stopped
		}
		if err != nil {
			return err
		}
		if held, err = w.next(inner); err != nil {
			return err
		}
	}
}

// deliver yields the item of a record, nil where it has none, of so many bytes in
// the file.
func (w *warcReader) deliver(it *Item, length int64) error {
	switch {
	case it == nil:
		return nil
	case it.Raw == nil: // its title is why it is not read
		if !w.refuse(it.Name, it.Title) {
			return errStopped
		}
		return nil
	}
	it.Place.Length = length
	if !w.item(*it, w.in.share()) {
		return errStopped
	}
	return nil
}

// skipBlank skips the line ends between records.
func skipBlank(r *bufio.Reader) error {
	for {
		b, err := r.ReadByte()
		if err != nil {
			return err
		}
		if b != '\r' && b != '\n' {
			return r.UnreadByte()
		}
	}
}

// warcHeader is what the header of a record says.
type warcHeader struct {
	kind, target, contentType string
	// length is that of the block in bytes, size that of the header.
	length int64
	size   int64
}

// maxHeader is the most bytes of the header of a record or of a response.
const maxHeader = 256 << 10

// next reads a record up to the end of its block. The item is nil where it has no
// report, and has no bytes where it has one that is not read.
func (w *warcReader) next(r *bufio.Reader) (*Item, error) {
	w.count++
	h, err := readWARCHeader(r)
	if err != nil {
		return nil, err
	}
	if !w.wanted(h) {
		return nil, skip(r, h.length)
	}
	it := &Item{Name: fmt.Sprintf("%s#%d", w.in.name, w.count), URL: h.target, Place: Place{File: w.in.file, Offset: w.begin}}
	if most := w.MaxBytes + maxHeader; h.length > most {
		it.Title = fmt.Sprintf("the record of %s has %s, above the limit for one report", h.target, size(h.length))
		return it, skip(r, h.length)
	}
	block := make([]byte, h.length)
	if _, err := io.ReadFull(r, block); err != nil {
		return nil, io.ErrUnexpectedEOF
	}
	return w.page(it, h, block), nil
}

func skip(r *bufio.Reader, n int64) error {
	if _, err := io.CopyN(io.Discard, r, n); err != nil {
		if errors.Is(err, io.EOF) {
			return io.ErrUnexpectedEOF
		}
		return err
	}
	return nil
}

// wanted reports whether a record of this sort may hold a page.
func (w *warcReader) wanted(h warcHeader) bool {
	switch h.kind {
	case "response":
		return strings.HasPrefix(strings.ToLower(h.contentType), "application/http") && isAddress(h.target)
	case "resource", "conversion":
		return true
	case "revisit":
		w.passed["revisit"]++
	}
	return false
}

// readWARCHeader reads the version and the named fields of a record (sections 4
// and 5).
func readWARCHeader(r *bufio.Reader) (h warcHeader, err error) {
	text, err := readHeader(r)
	if err != nil {
		return h, err
	}
	version, fields, _ := strings.Cut(text, "\n")
	if !strings.HasPrefix(version, "WARC/") {
		return h, errors.New("no record begins there")
	}
	named := namedFields(fields)
	h = warcHeader{
		kind: strings.ToLower(named["warc-type"]), target: strings.Trim(named["warc-target-uri"], "<>"),
		contentType: named["content-type"], size: int64(len(text)),
	}
	h.length, err = strconv.ParseInt(named["content-length"], 10, 64)
	if err != nil || h.length < 0 {
		return h, fmt.Errorf("its Content-Length is %q", named["content-length"])
	}
	return h, nil
}

// readHeader reads lines up to and with an empty one.
func readHeader(r *bufio.Reader) (string, error) {
	var b strings.Builder
	for {
		line, long, err := readLine(r, maxHeader)
		b.Write(line)
		switch {
		case long || b.Len() > maxHeader:
			return "", errors.New("its header has no end")
		case errors.Is(err, io.EOF):
			return "", io.ErrUnexpectedEOF
		case err != nil:
			return "", err
		case len(bytes.TrimRight(line, "\r\n")) == 0:
			return b.String(), nil
		}
	}
}

// namedFields are the fields of a header under their lower-cased names, the first
// of each; a line that begins with white space goes on with the one before.
func namedFields(header string) map[string]string {
	fields, last := map[string]string{}, ""
	for line := range strings.Lines(header) {
		if line[0] == ' ' || line[0] == '\t' {
			if last != "" {
				fields[last] = strings.TrimSpace(fields[last] + " " + strings.TrimSpace(line))
			}
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		name = strings.ToLower(strings.TrimSpace(name))
		if _, known := fields[name]; known {
			last = ""
			continue
		}
		last = name
		fields[name] = strings.TrimSpace(value)
	}
	return fields
}
