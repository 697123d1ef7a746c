package collect

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// warcRecord is a record of WARC 1.0 with its line ends.
func warcRecord(kind, target, block string) string {
	contentType := map[string]string{"response": "application/http; msgtype=response", "request": "application/http; msgtype=request", "warcinfo": "application/warc-fields"}[kind]
	if contentType == "" {
		contentType = "text/plain"
	}
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2031-02-03T10:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, target, contentType, len(block), block)
}

func httpPage(fields, body string) string {
	return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + fields + "\r\n" + body
}

func chunked(body string) string {
	var b strings.Builder
	for len(body) > 0 {
		n := min(len(body), 17)
		fmt.Fprintf(&b, "%x\r\n%s\r\n", n, body[:n])
		body = body[n:]
	}
	return b.String() + "0\r\n\r\n"
}

// packing writes a body in a content encoding.
func packing(t testing.TB, name, body string) string {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch name {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zlib":
		w = zlib.NewWriter(&b)
	case "deflate":
		w, _ = flate.NewWriter(&b, 6)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		w, _ = zstd.NewWriter(&b)
	}
	io.WriteString(w, body)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func page(i int) string {
	return fmt.Sprintf("<html><body><h1>Page %d</h1><p>The towns met for the %d. time. %s</p></body></html>", i, i, strings.Repeat("They went on. ", i%50))
}

// archive is a web archive of n pages in turn plain, chunked and packed in every
// way, with the records around them that crawlers write, each record apart.
func archive(t testing.TB, n int) (records []string) {
	records = append(records, warcRecord("warcinfo", "", "software: a test\r\n"))
	for i := range n {
		url := fmt.Sprintf("https://skarv.example/%d", i)
		records = append(records, warcRecord("request", url, "GET / HTTP/1.1\r\nHost: skarv.example\r\n\r\n"))
		body := page(i)
		switch i % 8 {
		case 0:
			body = httpPage("", body)
		case 1:
			body = httpPage("Transfer-Encoding: chunked\r\n", chunked(body))
		case 2:
			body = httpPage("Content-Encoding: gzip\r\n", packing(t, "gzip", body))
		case 3:
			body = httpPage("Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n", chunked(packing(t, "br", body)))
		case 4:
			body = httpPage("content-encoding: DEFLATE\r\n", packing(t, "deflate", body))
		case 5:
			body = httpPage("Content-Encoding: deflate\r\n", packing(t, "zlib", body))
		case 6:
			body = httpPage("Content-Encoding: zstd\r\n", packing(t, "zstd", body))
		case 7: // an archiver that has undone what it says
			body = httpPage("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", body)
		}
		records = append(records, warcRecord("response", url, body))
		if i%10 == 0 {
			records = append(records,
				warcRecord("response", url+".png", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
				warcRecord("response", url+"/gone", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone"),
				warcRecord("revisit", url, "HTTP/1.1 304 Not Modified\r\n\r\n"))
		}
	}
	return records
}

// TestArchiveOfAThousandPages finds every page, and each again by its place alone.
func TestArchiveOfAThousandPages(t *testing.T) {
	const n = 1000
	records := archive(t, n)
	members := make([]string, len(records))
	for i, r := range records {
		members[i] = packed(t, r)
	}
	folder(t, map[string]string{"plain.warc": strings.Join(records, ""), "packed.warc.gz": strings.Join(members, "")})
	for _, file := range []string{"plain.warc", "packed.warc.gz"} {
		f := walk(t, Options{}, file)
		if len(f.items) != n || len(f.errors) > 0 {
			t.Fatalf("%s: %d pages, errors %v", file, len(f.items), f.errors)
		}
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, it := range f.items {
			if string(it.Raw) != page(i) || it.URL != fmt.Sprintf("https://skarv.example/%d", i) || it.ContentType != "text/html; charset=utf-8" {
				t.Fatalf("%s: page %d is %+v", file, i, it)
			}
			checkPlace(t, raw, it, i)
		}
		want := []string{file + ": 100 revisit records say that a page had not changed", file + ": 200 records are no pages of text and are left out"}
		if diff := cmp.Diff(want, f.notes); diff != "" {
			t.Error(diff)
		}
	}
}

// checkPlace reads page i again from where its item says that it stands.
func checkPlace(t *testing.T, raw []byte, it Item, i int) {
	t.Helper()
	record := raw[it.Place.Offset : it.Place.Offset+it.Place.Length]
	if strings.HasSuffix(it.Place.File, ".gz") {
		z, err := gzip.NewReader(bytes.NewReader(record))
		if err != nil {
			t.Fatalf("%+v: %v", it.Place, err)
		}
		if record, err = io.ReadAll(z); err != nil {
			t.Fatalf("%+v: %v", it.Place, err)
		}
	}
	if !bytes.HasPrefix(record, []byte("WARC/1.0\r\nWARC-Type: response\r\n")) {
		t.Fatalf("%+v: no record begins there", it.Place)
	}
	if head := string(record[:it.Place.Body]); !strings.HasSuffix(head, "\r\n\r\n") || strings.Count(head, "\r\n\r\n") != 2 {
		t.Fatalf("%+v: before the body stands %q", it.Place, head)
	}
	if body := record[it.Place.Body:]; i%8 == 0 && !bytes.HasPrefix(body, []byte(page(i))) || i%8 == 2 && !bytes.HasPrefix(body, gzipMagic) {
		t.Fatalf("%+v: the body is %.40q", it.Place, body)
	}
}

// Of an archive that is cut off anywhere what is whole is read, and one line says
// where it broke.
func TestArchiveCutOff(t *testing.T) {
	records := archive(t, 20)
	var plain, gz []byte
	var ends [2][]int // of the records with a page, packed or not
	for _, r := range records {
		plain, gz = append(plain, r...), append(gz, packed(t, r)...)
		if strings.Contains(r, "Type: response") && strings.Contains(r, "text/html; charset") {
			ends[0], ends[1] = append(ends[0], len(plain)-4), append(ends[1], len(gz))
		}
	}
	folder(t, nil)
	for k, whole := range [][]byte{plain, gz} {
		name := []string{"cut.warc", "cut.warc.gz"}[k]
		for cut := 1; cut < len(whole); cut += 1 + len(whole)/80 {
			if err := os.WriteFile(name, whole[:cut], 0o644); err != nil {
				t.Fatal(err)
			}
			want := 0
			for _, end := range ends[k] {
				if end <= cut {
					want++
				}
			}
			f := walk(t, Options{}, name)
			if cut < 12 { // too short to tell what it is
				continue
			}
			if len(f.items) != want && len(f.items) != want+1 {
				t.Fatalf("%s cut at %d: %d pages, want %d", name, cut, len(f.items), want)
			}
			if len(f.errors) > 1 || len(f.errors) == 1 && !strings.Contains(f.errors[0], name+": the web archive is cut off in its record ") {
				t.Fatalf("%s cut at %d: errors %q", name, cut, f.errors)
			}
		}
	}
	if err := os.WriteFile("cut.warc", plain[:ends[0][4]-10], 0o644); err != nil {
		t.Fatal(err)
	}
	f := walk(t, Options{}, "cut.warc")
	begin := bytes.LastIndex(plain[:ends[0][4]], []byte("WARC/1.0"))
	want := []string{fmt.Sprintf("cut.warc: the web archive is cut off in its record 14, which begins at byte %d", begin)}
	if diff := cmp.Diff(want, f.errors); diff != "" || len(f.items) != 4 {
		t.Errorf("%d pages, %s", len(f.items), diff)
	}
}

func TestArchiveThatIsAwkward(t *testing.T) {
	resource := func(name string) string { return warcRecord("resource", name, "text of "+name) }
	bomb := packing(t, "gzip", strings.Repeat("\x00", 4<<20))
	folder(t, map[string]string{
		"large.warc":   resource("a") + warcRecord("resource", "b", strings.Repeat("x", 2<<20)) + resource("c"),
		"bomb.warc":    warcRecord("response", "https://skarv.example/bomb", httpPage("Content-Encoding: gzip\r\n", bomb)) + resource("d"),
		"packed.warc":  warcRecord("response", "https://skarv.example/7z", httpPage("Content-Encoding: 7z\r\n", "?")) + resource("e"),
		"junk.warc":    resource("f") + "junk between records\r\n\r\n" + resource("g"),
		"length.warc":  "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: -5\r\n\r\n",
		"lies.warc":    "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 999999999999\r\n\r\nshort",
		"one.warc.gz":  packed(t, resource("h")+resource("i")+resource("j")),
		"folded.warc":  "WARC/1.1\nwarc-type: conversion\nWARC-Target-URI:\n <https://skarv.example/k>\ncontent-length: 4\n\ntext\n\n",
		"garbage.warc": "WARC/1.0\r\n" + strings.Repeat("x", 1<<20),
		"robots.warc":  warcRecord("response", "https://skarv.example/robots.txt", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\r\n"),
	})
	f := walk(t, Options{MaxBytes: 1 << 20}, "large.warc", "bomb.warc", "packed.warc", "junk.warc", "length.warc", "lies.warc", "one.warc.gz", "folded.warc", "garbage.warc", "robots.warc")
	f.check(t, []string{
		"large.warc#1|a|||||text of a", "large.warc#3|c|||||text of c", "bomb.warc#2|d|||||text of d", "packed.warc#2|e|||||text of e",
		"junk.warc#1|f|||||text of f", "one.warc.gz#1|h|||||text of h", "one.warc.gz#2|i|||||text of i", "one.warc.gz#3|j|||||text of j",
		"folded.warc#1|https://skarv.example/k|||||text",
	}, []string{
		"large.warc#2: the record of b has 2 MB, above the limit for one report",
		"bomb.warc#1: the page https://skarv.example/bomb has more than 1 MB when unpacked, the limit for one report",
		`packed.warc#1: the page https://skarv.example/7z is packed as "7z", which is not read`,
		`junk.warc: the web archive is broken in its record 2, which begins at byte 144: no record begins there`,
		`length.warc: the web archive is broken in its record 1, which begins at byte 0: its Content-Length is "-5"`,
		"lies.warc: the web archive is cut off in its record 1, which begins at byte 0",
		"garbage.warc: the web archive is broken in its record 1, which begins at byte 0: its header has no end",
	})
}

// BenchmarkArchive reads an archive of 1,000 pages, packed record by record.
func BenchmarkArchive(b *testing.B) {
	var all []byte
	for _, r := range archive(b, 1000) {
		all = append(all, packed(b, r)...)
	}
	folder(b, map[string]string{"a.warc.gz": string(all)})
	b.SetBytes(int64(len(all)))
	for b.Loop() {
		if n := len(walk(b, Options{}, "a.warc.gz").items); n != 1000 {
			b.Fatal(n)
		}
	}
}
