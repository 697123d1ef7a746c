// Package source turns the bytes of one report into a rapporteur.Document: it
// tells plain text from HTML, decodes, finds the main text of a page with its
// title, date, outlet and byline, and is the one place where a report is refused.
//
// # What the stored text is
//
// The text of a plain file is kept as it is, so that an offset into the stored
// text is an offset into the decoded file, except for this:
//   - every line end (CRLF, CR, form feed, vertical tab, U+2028, U+2029) is one LF;
//   - a control character, NUL among them, is a space; U+0080 to U+009F are what
//     windows-1252 has there, because they come from text decoded as Latin-1;
//   - invalid UTF-8 and lone surrogates are U+FFFD;
//   - characters that only steer the layout are left out: byte order marks, soft
//     hyphens, zero-width spaces, word joiners, and the marks, embeddings and
//     isolates of the bidirectional algorithm. Zero-width joiners and non-joiners
//     stay, since emoji and several scripts are spelt with them;
//   - in hard-wrapped text a word that is broken by a hyphen at a line end, and
//     stands unbroken elsewhere in the text, is joined.
//
// The line breaks of hard-wrapped text stay; Unwrapped gives the same text, byte
// for byte as long, with those breaks as spaces.
//
// Of a page the main text is kept, its paragraphs apart by an empty line, its
// lines (list items, table rows, <br>) by one LF, runs of other white space
// folded to one space.
package source

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"rapporteur"
)

// DefaultMaxBytes is the most text, in bytes of UTF-8, that one report may have
// unless Options say otherwise: some 330,000 words, a long book, which take the
// reading of its language minutes.
const DefaultMaxBytes = 2 << 20

// MarkupFactor is how many times larger than its text a file may be: pages carry
// scripts and styles (of 983 pages of the trafilatura evaluation the largest file
// has 1.6 MB), UTF-16 two bytes a letter.
const MarkupFactor = 4

// Options say what is known about a report and how much of it is read. The zero
// value reads an English report of at most DefaultMaxBytes.
type Options struct {
	// Published, Title, URL and Outlet override what the report says of itself.
	// Published is in any form that ParsePublished takes.
	Published, Title, URL, Outlet, Byline string
	// ContentType is the media type that the report came with, as in
	// "text/html; charset=windows-1251"; empty where unknown.
	ContentType string
	// MaxBytes is the most text in bytes of UTF-8; 0 is DefaultMaxBytes. A file of
	// more than four times as many bytes is refused unread.
	MaxBytes int64
	// AnyLanguage reads a report that is not in English instead of refusing it.
	AnyLanguage bool
}

func (o Options) maxBytes() int64 {
	if o.MaxBytes <= 0 {
		return DefaultMaxBytes
	}
	return o.MaxBytes
}

// ReadFile reads the report in the file at path. Every error is a *Refusal.
func ReadFile(path string, o Options) (*rapporteur.Document, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &Refusal{Name: path, Reason: FileReason(err), Err: err}
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, &Refusal{Name: path, Reason: "is a directory"}
	}
	return Read(f, path, o)
}

// FileReason puts an error of the file system into words, without the path.
func FileReason(err error) string {
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "no such file"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	case errors.As(err, &path):
		return path.Err.Error()
	}
	return err.Error()
}

// Read reads one report from r. The name is what an error calls it; a name in
// .html, .htm or .xhtml makes a page of text that has any tag at all. Every error
// is a *Refusal.
func Read(r io.Reader, name string, o Options) (*rapporteur.Document, error) {
	doc, err := read(r, name, o)
	if err == nil {
		return doc, nil
	}
	var refusal *Refusal
	if !errors.As(err, &refusal) {
		refusal = &Refusal{Reason: FileReason(err), Err: err}
	}
	refusal.Name = name
	return nil, refusal
}

func read(r io.Reader, name string, o Options) (*rapporteur.Document, error) {
	raw, err := readAll(r, o.maxBytes())
	if err != nil {
		return nil, err
	}
	text, err := decode(raw, o.ContentType)
	if err != nil {
		return nil, err
	}
	doc, err := document(text, pageName(name) || pageType(o.ContentType), o)
	if err != nil {
		return nil, err
	}
	if int64(len(doc.Text)) > o.maxBytes() {
		return nil, tooLarge(o.maxBytes())
	}
	if err := checkLetters(doc.Text); err != nil {
		return nil, err
	}
	doc.Language = languageOf(doc.Text)
	if doc.Language != "en" && !o.AnyLanguage {
		return nil, notEnglish(doc.Language)
	}
	doc.ID = textID(doc.Text)
	return doc, override(doc, o)
}

// readAll reads a file whose text may fill max bytes.
func readAll(r io.Reader, max int64) ([]byte, error) {
	limit := max * MarkupFactor
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case err != nil:
		return nil, err
	case int64(len(raw)) > limit:
		return nil, tooLarge(max)
	case len(raw) == 0:
		return nil, refuse("is empty")
	}
	return raw, nil
}

func tooLarge(max int64) *Refusal {
	return refuse(fmt.Sprintf("has more than %s of text, the limit of --max-bytes", size(max)))
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

// pageName reports whether a file of this name should hold HTML.
func pageName(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".html", ".htm", ".xhtml":
		return true
	}
	return false
}

// pageType reports whether a report of this media type should be HTML.
func pageType(contentType string) bool {
	media, _, _ := mime.ParseMediaType(contentType)
	return media == "text/html" || media == "application/xhtml+xml"
}

// document reads decoded text as a page or as plain text, whichever it is.
func document(text string, named bool, o Options) (*rapporteur.Document, error) {
	switch form := textForm(text); {
	case form == formHTML || named && hasTag(text):
		return page(text, o.URL)
	case form != formPlain:
		return nil, refuse("is " + form + ", not a report in plain text or HTML")
	}
	return plain(text)
}

func plain(text string) (*rapporteur.Document, error) {
	text = rejoin(clean(text))
	if strings.TrimSpace(text) == "" {
		return nil, refuse("has no text")
	}
	doc := &rapporteur.Document{Text: text}
	h := readHeading(text)
	doc.Title, doc.Byline = h.title, h.byline
	doc.Published, doc.PublishedDay = h.Time, h.day
	return doc, nil
}

// override puts what the user knows in the place of what the report says.
func override(doc *rapporteur.Document, o Options) error {
	for _, f := range []struct {
		field *string
		given string
	}{{&doc.Title, o.Title}, {&doc.URL, o.URL}, {&doc.Outlet, o.Outlet}, {&doc.Byline, o.Byline}} {
		if f.given != "" {
			*f.field = f.given
		}
	}
	if o.Published == "" {
		return nil
	}
	var err error
	if doc.Published, doc.PublishedDay, err = ParsePublished(o.Published); err != nil {
		return refuse(err.Error())
	}
	return nil
}

// textID is the lower-case hexadecimal SHA-256 of the text in Unicode's
// normalisation form C with each run of white space folded to one space.
func textID(text string) string {
	folded := strings.Join(strings.Fields(norm.NFC.String(text)), " ")
	sum := sha256.Sum256([]byte(folded))
	return hex.EncodeToString(sum[:])
}

// published is a date of publication and whether only its day is known.
type published struct {
	time.Time
	day bool
}
