package source

import (
	"bytes"
	"encoding/json"
	"strings"
)

// signatures are the first bytes of files that are not text, at their offset, and
// what to call such a file. The more specific come first.
var signatures = []struct {
	offset int
	bytes  string
	name   string
}{
	{0, "\x89PNG\r\n", "a PNG image"},
	{0, "\xff\xd8\xff", "a JPEG image"},
	{0, "GIF87a", "a GIF image"},
	{0, "GIF89a", "a GIF image"},
	{8, "WEBP", "a WebP image"},
	{0, "II*\x00", "a TIFF image"},
	{0, "MM\x00*", "a TIFF image"},
	{0, "PK\x03\x04", "a ZIP archive (DOCX, ODT and EPUB files are such)"},
	{0, "PK\x05\x06", "a ZIP archive"},
	{0, "\x1f\x8b\x08", "gzip data (unpack it first)"},
	{0, "BZh", "bzip2 data (unpack it first)"},
	{0, "\xfd7zXZ\x00", "xz data (unpack it first)"},
	{0, "\x28\xb5\x2f\xfd", "zstd data (unpack it first)"},
	{0, "7z\xbc\xaf\x27\x1c", "a 7-Zip archive"},
	{0, "Rar!\x1a\x07", "a RAR archive"},
	{257, "ustar", "a tar archive"},
	{0, "\x7fELF", "an ELF program"},
	{0, "\xca\xfe\xba\xbe", "a Java class or Mach-O program"},
	{0, "\xcf\xfa\xed\xfe", "a Mach-O program"},
	{0, "\x00asm", "a WebAssembly program"},
	{0, "SQLite format 3\x00", "an SQLite database"},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (DOC, XLS)"},
	{0, "{\\rtf", "an RTF document"},
	{0, "%!PS", "a PostScript document"},
	{0, "ID3", "an MP3 recording"},
	{0, "OggS", "an Ogg recording"},
	{4, "ftyp", "an MP4 recording"},
	{0, "RIFF", "a RIFF recording"},
	{0, "PAR1", "a Parquet table"},
	{0, "wOF2", "a font"},
}

// pdfWindow is how far from the start of a file the PDF signature may stand:
// readers accept it within the first 1024 bytes (ISO 32000-1, annex H.3.4.1).
const pdfWindow = 1024

// binaryName says what a file that starts with these bytes is if it is not text.
func binaryName(raw []byte) string {
	for _, s := range signatures {
		if len(raw) > s.offset && bytes.HasPrefix(raw[s.offset:], []byte(s.bytes)) {
			return s.name
		}
	}
	head := raw[:min(len(raw), pdfWindow)]
	if bytes.HasPrefix(raw, []byte("MZ")) && bytes.IndexByte(head, 0) >= 0 {
		return "a Windows program"
	}
	if i := bytes.Index(head, []byte("%PDF-")); i == 0 || i > 0 && !mostlyText(head[:i]) {
		return "a PDF document"
	}
	return ""
}

// mostlyText reports whether no byte is a control character: what stands before
// the signature of a PDF is not, where a report mentions the signature.
func mostlyText(b []byte) bool {
	return bytes.IndexFunc(b, func(r rune) bool { return r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == '\ufffd' }) < 0
}

// The forms of decoded text: what is read, and in words what is not.
const (
	formPlain = "plain text"
	formHTML  = "HTML"
	formXML   = "XML (a feed?)"
	formJSON  = "JSON"
	formWARC  = "a WARC archive"
)

// sniffWindow is how many bytes from the start of a text decide what form it has.
const sniffWindow = 4096

// textForm tells HTML from plain text and from the forms that are not reports.
func textForm(text string) string {
	text = strings.TrimLeft(text, "\ufeff \t\r\n\f")
	head := strings.ToLower(text[:min(len(text), sniffWindow)])
	head = skipPrologue(head)
	switch {
	case strings.HasPrefix(head, "<!doctype html"), hasAnyTag(head, "html", "head", "body"):
		return formHTML
	case startsWithTag(head):
		return formHTML
	case strings.HasPrefix(head, "<?xml"), hasAnyPrefix(head, "<rss", "<feed", "<urlset", "<rdf:"):
		return formXML
	case strings.HasPrefix(head, "warc/1."):
		return formWARC
	case isJSON(text):
		return formJSON
	}
	return formPlain
}

// skipPrologue skips comments before the first element of lower-cased markup.
func skipPrologue(head string) string {
	for strings.HasPrefix(head, "<!--") {
		_, rest, ok := strings.Cut(head, "-->")
		if !ok {
			return head
		}
		head = strings.TrimLeft(rest, " \t\r\n\f")
	}
	return head
}

func hasAnyPrefix(s string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// hasAnyTag reports whether markup that starts with "<" opens one of the elements.
func hasAnyTag(head string, names ...string) bool {
	if !strings.HasPrefix(head, "<") {
		return false
	}
	for _, name := range names {
		if i := strings.Index(head, "<"+name); i >= 0 && endsName(head[i+1+len(name):]) {
			return true
		}
	}
	return false
}

// endsName reports whether a tag's name ends before rest.
func endsName(rest string) bool {
	return rest != "" && strings.IndexByte(" \t\r\n\f/>", rest[0]) >= 0
}

// fragments are the elements that a piece of a page may start with.
var fragments = []string{"div", "p", "article", "section", "main", "h1", "h2", "h3", "span", "meta", "title", "table", "ul", "ol",
	"script", "style", "link", "header", "nav", "blockquote", "a", "b", "i", "em", "strong", "br", "img", "figure", "font", "center", "pre"}

// startsWithTag reports whether text starts with a tag of HTML.
func startsWithTag(head string) bool {
	for _, name := range fragments {
		if rest, ok := strings.CutPrefix(head, "<"+name); ok && endsName(rest) {
			return true
		}
	}
	return false
}

// hasTag reports whether a start or end tag stands anywhere in the text.
func hasTag(text string) bool {
	for i := strings.IndexByte(text, '<'); i >= 0; {
		rest := strings.TrimPrefix(text[i+1:], "/")
		if rest != "" && (rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z') && strings.IndexByte(rest, '>') > 0 {
			return true
		}
		next := strings.IndexByte(text[i+1:], '<')
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}

// isJSON reports whether text is a JSON object or array, or lines of such.
func isJSON(text string) bool {
	if text == "" || text[0] != '{' && text[0] != '[' {
		return false
	}
	line, _, _ := strings.Cut(text, "\n")
	return json.Valid([]byte(text)) || len(line) > 2 && json.Valid([]byte(line))
}
