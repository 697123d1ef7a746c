package collect

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// page fills the item of a record with the page in its block; nil where that is
// no page of text.
func (w *warcReader) page(it *Item, h warcHeader, block []byte) *Item {
	it.ContentType, it.Place.Body = h.contentType, h.size
	body := block
	if h.kind == "response" {
		response, ok := splitResponse(block)
		if !ok || response.status < 200 || response.status > 299 {
			w.passed["status"]++
			return nil
		}
		it.ContentType = response.fields["content-type"]
		it.Place.Body += int64(len(block) - len(response.body))
		if !readableType(it.ContentType, it.URL) {
			w.passed["type"]++
			return nil
		}
		var err error
		if body, err = response.decode(w.MaxBytes); err != nil {
			it.Title = fmt.Sprintf("the page %s %v", it.URL, err)
			return it
		}
	} else if !readableType(it.ContentType, it.URL) {
		w.passed["type"]++
		return nil
	}
	if len(bytes.TrimSpace(body)) == 0 {
		w.passed["type"]++
		return nil
	}
	if int64(len(body)) > w.MaxBytes {
		it.Title = fmt.Sprintf("the page %s has more than %s, the limit for one report", it.URL, size(w.MaxBytes))
		return it
	}
	it.Raw = body
	return it
}

// readableType reports whether a page of this type may be a report; robots.txt is
// none, though it is text.
func readableType(contentType, address string) bool {
	if u, err := url.Parse(address); err == nil && u.Path == "/robots.txt" {
		return false
	}
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		media, _, _ = strings.Cut(strings.ToLower(contentType), ";")
	}
	switch strings.TrimSpace(media) {
	case "", "text/html", "application/xhtml+xml", "text/plain":
		return true
	}
	return false
}

// response is an HTTP response as it went over the wire.
type response struct {
	status int
	fields map[string]string
	body   []byte
}

// splitResponse takes a response apart, however badly its header is formed.
func splitResponse(block []byte) (response, bool) {
	r := bufio.NewReader(bytes.NewReader(block))
	header, err := readHeader(r)
	if err != nil || !strings.HasPrefix(header, "HTTP/") {
		return response{}, false
	}
	line, fields, _ := strings.Cut(header, "\n")
	_, rest, _ := strings.Cut(line, " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	status, err := strconv.Atoi(strings.TrimSpace(code))
	return response{status, namedFields(fields), block[len(header):]}, err == nil
}

// decode undoes the transfer and content encodings of the body, which may give max
// bytes. Archives are written that keep the names of encodings which they have
// undone; such bodies are taken as they are.
func (r response) decode(max int64) ([]byte, error) {
	body := r.body
	if strings.Contains(strings.ToLower(r.fields["transfer-encoding"]), "chunked") {
		body = dechunked(body)
	}
	packings := strings.Split(strings.ToLower(r.fields["content-encoding"]), ",")
	for i := len(packings) - 1; i >= 0; i-- {
		var err error
		if body, err = unpackedBody(strings.TrimSpace(packings[i]), body, max); err != nil {
			return nil, err
		}
	}
	return body, nil
}

// dechunked is a body without its chunks (RFC 9112, section 7.1), or as it is where
// it has none. What comes before a break is kept.
func dechunked(body []byte) []byte {
	plain, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(body)))
	if err != nil && len(plain) == 0 {
		return body
	}
	return plain
}

// unpackedBody undoes one content encoding (RFC 9110, section 8.4.1).
func unpackedBody(packing string, body []byte, max int64) ([]byte, error) {
	from, err := unpacker(packing, body)
	if err != nil || from == nil {
		return body, err
	}
	plain, err := io.ReadAll(io.LimitReader(from, max+1))
	switch {
	case int64(len(plain)) > max:
		return nil, errors.New("has more than " + size(max) + " when unpacked, the limit for one report")
	case err != nil && len(plain) == 0 && bytes.HasPrefix(bytes.TrimSpace(body), []byte("<")):
		return body, nil // unpacked already
	case err != nil:
		return nil, fmt.Errorf("is not packed as %s, as its header says, or is cut off", packing)
	}
	return plain, nil
}

// unpacker is the reader of what is packed, nil where nothing is.
func unpacker(packing string, body []byte) (io.Reader, error) {
	from := bytes.NewReader(body)
	switch packing {
	case "", "identity", "utf-8", "none":
		return nil, nil
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(body, gzipMagic) {
			return nil, nil
		}
		return gzip.NewReader(from)
	case "deflate": // zlib by the standard, bare deflate by many servers
		if z, err := zlib.NewReader(from); err == nil {
			return z, nil
		}
		return flate.NewReader(bytes.NewReader(body)), nil
	case "br":
		return brotli.NewReader(from), nil
	case "zstd":
		z, err := zstd.NewReader(from, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(64<<20))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}
	return nil, fmt.Errorf("is packed as %q, which is not read", packing)
}
