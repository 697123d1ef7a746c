package source

import (
	"bytes"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// decode turns a file into valid UTF-8 or refuses what is not text. The content
// type is the one that it came with, or empty.
func decode(raw []byte, contentType string) (string, error) {
	if name := binaryName(raw); name != "" {
		return "", refuse("is " + name + ", not text")
	}
	text, err := decodeAs(encodingOf(raw, contentType), raw)
	if err != nil {
		return "", err
	}
	if looksBinary(text) {
		return "", refuse("is binary data, not text")
	}
	return text, nil
}

// decodeAs decodes raw; nil is UTF-8.
func decodeAs(e encoding.Encoding, raw []byte) (string, error) {
	if e == nil {
		return strings.ToValidUTF8(string(raw), "\ufffd"), nil
	}
	text, err := e.NewDecoder().Bytes(raw)
	if err != nil {
		return "", &Refusal{Reason: "cannot be decoded: " + err.Error(), Err: err}
	}
	return strings.ToValidUTF8(string(text), "\ufffd"), nil
}

// encodingOf finds the encoding of a file, nil for UTF-8: from the byte order
// mark; from where the zero bytes of UTF-16 stand; from UTF-8's own form; from
// what its content type or the page declares; from the bytes above 0x7f.
func encodingOf(raw []byte, contentType string) encoding.Encoding {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe\x00\x00")):
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case bytes.HasPrefix(raw, []byte("\x00\x00\xfe\xff")):
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	if order, ok := unmarkedUTF16(raw); ok {
		return unicode.UTF16(order, unicode.IgnoreBOM)
	}
	if isUTF8(raw) {
		return nil
	}
	if e, name, _ := charset.DetermineEncoding(raw, contentType); name != "windows-1252" && name != "utf-8" {
		return e
	}
	return guess(raw)
}

// unmarkedUTF16 recognises UTF-16 without a byte order mark: text in a Latin
// script has zeros in at least two of three units at one parity and hardly any at
// the other.
func unmarkedUTF16(raw []byte) (unicode.Endianness, bool) {
	if len(raw) < 4 {
		return unicode.LittleEndian, false
	}
	var zeros [2]int
	for i, b := range raw {
		if b == 0 {
			zeros[i&1]++
		}
	}
	many, few := len(raw)/3, len(raw)/40
	switch {
	case zeros[1] >= many && zeros[0] <= few:
		return unicode.LittleEndian, true
	case zeros[0] >= many && zeros[1] <= few:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// isUTF8 reports whether raw is UTF-8, if need be with some bytes damaged: at
// least as many well-formed sequences as bad bytes. A legacy encoding of more than a few
// letters has nearly none of them, since its bytes above 0x7f seldom pair up as
// lead and trail. A surrogate is a sequence that only UTF-8 software writes.
func isUTF8(raw []byte) bool {
	var good, bad int
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(raw[i:])
		switch {
		case r != utf8.RuneError || n > 1:
			good++
		case isSurrogate(raw[i:]):
			good, n = good+1, 3
		case !utf8.FullRune(raw[i:]): // cut off at the end of the file
			bad, n = bad+1, len(raw)-i
		default:
			bad++
		}
		i += n
	}
	return good >= bad
}

// isSurrogate reports whether b starts with the three bytes of a code point from
// U+D800 to U+DFFF, which RFC 3629, section 3, forbids.
func isSurrogate(b []byte) bool {
	return len(b) >= 3 && b[0] == 0xed && b[1] >= 0xa0 && b[1] <= 0xbf && b[2] >= 0x80 && b[2] <= 0xbf
}

// guess finds a legacy encoding by the bytes above 0x7f. The statistical detector
// takes any text with English words for windows-1252, and is at a loss with a few
// words; it is asked only where most letters are not ASCII, and heard from a
// confidence of 50 in 100: of our test texts, all of the right ones of a sentence
// or more lie above 55, all of the wrong ones below 40.
func guess(raw []byte) encoding.Encoding {
	if mostlyForeign(raw) {
		if e := detected(raw, 50); e != nil {
			return e
		}
	}
	var found encoding.Encoding = charmap.Windows1252
	best := math.Inf(-1)
	for _, c := range []struct {
		e     encoding.Encoding
		score float64
	}{
		{charmap.Windows1252, scoreLetters(charmap.Windows1252, raw)},
		{charmap.Windows1251, scoreLetters(charmap.Windows1251, raw)},
		{charmap.KOI8R, scoreLetters(charmap.KOI8R, raw)},
		{simplifiedchinese.GB18030, scorePairs(commonGB, raw)},
		{japanese.ShiftJIS, scorePairs(commonShiftJIS, raw)},
	} {
		if c.score > best {
			found, best = c.e, c.score
		}
	}
	return found
}

// mostlyForeign reports whether outside tags more bytes are above 0x7f than are
// ASCII letters.
func mostlyForeign(raw []byte) bool {
	var high, ascii int
	inTag := false
	for _, b := range raw {
		switch {
		case b == '<':
			inTag = true
		case b == '>':
			inTag = false
		case inTag:
		case b >= 0x80:
			high++
		case isASCIILetter(b):
			ascii++
		}
	}
	return high > ascii
}

// detectWindow is how many bytes the statistical detector sees.
const detectWindow = 64 << 10

// detected asks the statistical detector and takes the first of its answers in
// the order of confidence, then of name: the order in which it gives equals
// depends on the scheduler.
func detected(raw []byte, least int) encoding.Encoding {
	high := bytes.IndexFunc(raw, func(r rune) bool { return r >= 0x80 })
	raw = raw[max(0, high-80):]
	results, err := chardet.NewHtmlDetector().DetectAll(raw[:min(len(raw), detectWindow)])
	if err != nil {
		return nil
	}
	best := results[0]
	for _, r := range results[1:] {
		if r.Confidence > best.Confidence || r.Confidence == best.Confidence && r.Charset < best.Charset {
			best = r
		}
	}
	if best.Confidence < least {
		return nil
	}
	e, name := charset.Lookup(best.Charset)
	if name == "utf-8" || name == "utf-16le" || name == "utf-16be" || name == "replacement" {
		return nil
	}
	return e
}

func isASCIILetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
