package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func gzipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, text)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// hostileSite is a news site whose feed leads to pages of every bad sort between two good
// ones.
func hostileSite(t *testing.T) *httptest.Server {
	t.Helper()
	good := func(i int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprintf(w, "<!doctype html><html><head><title>Page %d</title></head><body><p>%s</p></body></html>", i, shortReport(i))
		}
	}
	endless := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, strings.Repeat("<p>endless</p>", 1<<10))
		}
	}
	pages := map[string]http.HandlerFunc{
		"/first": good(900), "/last": good(901), "/endless": endless,
		"/silent": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"/circle": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/circle", http.StatusFound) },
		"/short": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			io.WriteString(w, "not as long as promised")
		},
		"/unpacked": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, "this is plain text and no gzip data")
		},
		"/feed": func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, "<rss><channel><title>Hale Post</title>")
			for _, path := range []string{"first", "silent", "endless", "circle", "short", "unpacked", "last"} {
				fmt.Fprintf(w, "<item><link>/%s</link></item>", path)
			}
			io.WriteString(w, "</channel></rss>")
		},
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if page := pages[r.URL.Path]; page != nil {
			page(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(s.Close)
	t.Cleanup(s.CloseClientConnections)
	return s
}

// Of inputs of every bad sort add tells in one line each why they are not read, reads
// the rest, and keeps the reasons.
func TestAddOfHostileInputs(t *testing.T) {
	site := hostileSite(t)
	folder := t.TempDir()
	record := func(i int) string {
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: report-%d\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
			i, len(shortReport(i)), shortReport(i))
	}
	lines := strings.SplitAfter(shortReports(2), "\n")
	for name, text := range map[string]string{
		"bomb.txt.gz":  gzipped(t, shortReport(1)) + strings.Repeat(gzipped(t, strings.Repeat(" ", 1<<20)), 1<<10),
		"cut.warc":     record(800) + record(801)[:300],
		"cut.txt.gz":   gzipped(t, shortReport(802))[:60],
		"broken.jsonl": lines[0] + `{"text": "broken` + "\n" + lines[1],
		"long.html":    "<html><body><p>" + shortReport(803),
		"noise.txt":    strings.Repeat("\x00\x01\x02", 1000),
		"zz-last.txt":  shortReport(804),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Truncate(filepath.Join(folder, "long.html"), 200<<20); err != nil {
		t.Fatal(err)
	}
	archive := filepath.Join(t.TempDir(), "archive.db")
	command := program(t.Context(), "add", "--db", archive, "--allow-local", "--interval", "1ms", "--timeout", "3s", folder, site.URL+"/feed")
	r := runs(t, command)
	want := []string{
		folder + "/bomb.txt: has more than 8 MB, the limit for one report",
		folder + "/broken.jsonl:2: is no object of JSON: unexpected end of JSON input at byte 16",
		folder + "/cut.txt: the gzip data is cut off at byte 60",
		fmt.Sprintf("%s/cut.warc: the web archive is cut off in its record 2, which begins at byte %d", folder, len(record(800))),
		folder + "/long.html: has more than 8 MB, the limit for one report",
		folder + "/noise.txt: is binary data, not text",
		site.URL + "/silent: the server has not answered within 3s",
		site.URL + "/endless: has more than 8 MB, the limit for one page",
		site.URL + "/circle: redirects in a circle",
		site.URL + "/short: the connection ended before the whole answer had come",
		site.URL + "/unpacked: the answer is not packed as the server says",
	}
	told := strings.Split(strings.TrimSuffix(strings.ReplaceAll(r.err, "rapporteur: ", ""), "\n"), "\n")
	slices.Sort(want)
	slices.Sort(told)
	if diff := cmp.Diff(want, told); diff != "" {
		t.Error(diff)
	}
	if r.code != exitFailed || r.out != fmt.Sprintf("%s: added 6 reports, %d refused\n", archive, len(want)) {
		t.Errorf("exit code %d, %q", r.code, r.out)
	}
	refused := runs(t, program(t.Context(), "list", "--refused", "--db", archive)).out
	if n := strings.Count(refused, "\n"); n != len(want) {
		t.Errorf("%d refusals are kept:\n%s", n, refused)
	}
}
