package collect

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"regexp"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html/charset"
)

// letterFile yields the text of a letter in a file of its own (RFC 5322).
func (c *collector) letterFile(in *input) bool {
	raw, refusal := c.whole(in, c.MaxFile, "a letter (--max-file)")
	if refusal != nil {
		return c.fail(refusal)
	}
	return c.letter(in.name, Place{File: in.file}, raw, 1)
}

// letter yields the text of a letter: that of its plain part where it has one that
// is worth reading, else its HTML. Letters that are attached are letters of their
// own.
func (c *collector) letter(name string, place Place, raw []byte, within float64) bool {
	message, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return c.refuse(name, "is no letter that can be read: "+err.Error())
	}
	var found parts
	found.read(textproto.MIMEHeader(message.Header), message.Body, 0)
	part := found.best()
	if part == nil && len(found.letters) == 0 {
		return c.refuse(name, "the letter has no text")
	}
	if part != nil && int64(len(part.body)) > c.MaxBytes {
		return c.refuse(name, "the letter has more than "+size(c.MaxBytes)+" of text, the limit for one report")
	}
	if part != nil && !c.item(letterItem(name, place, message.Header, part), within) {
		return false
	}
	for i, attached := range found.letters {
		if !c.letter(fmt.Sprintf("%s, attached letter %d", name, i+1), place, attached, within) {
			return false
		}
	}
	return true
}

// letterItem is a letter with what its header says. A letter to a list, as
// newsletters are, has an outlet; another is by who sent it.
func letterItem(name string, place Place, h mail.Header, p *part) Item {
	it := Item{Name: name, Raw: p.body, ContentType: p.contentType, Title: headerWords(h.Get("Subject")), Place: place}
	if date, err := h.Date(); err == nil {
		it.Published = date.Format(time.RFC3339)
	}
	it.URL = strings.Trim(strings.TrimSpace(h.Get("Archived-At")), "<>")
	parser := mail.AddressParser{WordDecoder: wordDecoder()}
	if from, err := parser.Parse(h.Get("From")); err == nil {
		if h.Get("List-Id") != "" || h.Get("List-Unsubscribe") != "" {
			it.Outlet = from.Name
		} else {
			it.Byline = from.Name
		}
	}
	return it
}

func wordDecoder() *mime.WordDecoder { return &mime.WordDecoder{CharsetReader: charset.NewReaderLabel} }

// headerWords decodes the words of a header (RFC 2047).
func headerWords(s string) string {
	if decoded, err := wordDecoder().DecodeHeader(s); err == nil {
		s = decoded
	}
	return strings.Join(strings.Fields(s), " ")
}

// part is one part of a letter, its transfer encoding undone.
type part struct {
	contentType string
	html        bool
	body        []byte
}

// parts are those of a letter that are text, and the letters attached to it.
type parts struct {
	texts   []part
	letters [][]byte
	n       int
}

// The limits of a letter's structure: real ones have up to 5 levels and some dozens
// of parts.
const (
	maxPartDepth = 20
	maxParts     = 1000
)

// read takes the parts of an entity (RFC 2046), up to where it breaks.
func (p *parts) read(h textproto.MIMEHeader, body io.Reader, depth int) {
	if p.n++; p.n > maxParts || depth > maxPartDepth {
		return
	}
	media, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil && media == "" {
		media = "text/plain"
	}
	body = transferDecoded(h.Get("Content-Transfer-Encoding"), body)
	switch {
	case strings.HasPrefix(media, "multipart/") && params["boundary"] != "":
		inner := multipart.NewReader(body, params["boundary"])
		for {
			next, err := inner.NextRawPart()
			if err != nil {
				return
			}
			p.read(next.Header, next, depth+1)
		}
	case media == "message/rfc822":
		if letter, _ := io.ReadAll(body); len(letter) > 0 {
			p.letters = append(p.letters, letter)
		}
	case (media == "text/plain" || media == "text/html") && !attachment(h):
		text, _ := io.ReadAll(body)
		if len(bytes.TrimSpace(text)) > 0 {
			p.texts = append(p.texts, part{h.Get("Content-Type"), media == "text/html", text})
		}
	}
}

func attachment(h textproto.MIMEHeader) bool {
	disposition, _, _ := mime.ParseMediaType(h.Get("Content-Disposition"))
	return disposition == "attachment"
}

func transferDecoded(encoding string, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	}
	return body
}

// minPlain is how many bytes the plain part of a letter that has HTML too must have:
// newsletters put a line there that asks to read them elsewhere.
const minPlain = 400

// best is the part to read, nil where there is none: the plain one, unless it is
// short or more than a third of it is addresses, which newsletters made of HTML have
// between their words.
func (p *parts) best() *part {
	var plain, html *part
	for i := range p.texts {
		t := &p.texts[i]
		if t.html && (html == nil || len(t.body) > len(html.body)) {
			html = t
		}
		if !t.html && (plain == nil || len(t.body) > len(plain.body)) {
			plain = t
		}
	}
	switch {
	case plain == nil:
		return html
	case html == nil:
		return plain
	case len(plain.body) < minPlain || 3*addressBytes(plain.body) > len(plain.body):
		return html
	}
	return plain
}

var bareAddress = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`https?://\S+`) })

func addressBytes(text []byte) (n int) {
	for _, at := range bareAddress().FindAllIndex(text, -1) {
		n += at[1] - at[0]
	}
	return n
}
