package collect

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/source"
)

// bomb is text and behind it so many MB of one byte, packed in a thousandth of that.
func bomb(t testing.TB, text, filler string, megabytes int) string {
	t.Helper()
	b := packed(t, text) + strings.Repeat(packed(t, strings.Repeat(filler, 1<<20)), megabytes)
	if len(b) > megabytes<<11 {
		t.Fatalf("the bomb has %d bytes", len(b))
	}
	return b
}

// mostMemory runs do and returns the most bytes of objects that were seen in the heap.
func mostMemory(do func()) uint64 {
	runtime.GC()
	var most atomic.Uint64
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			metrics.Read(sample)
			most.Store(max(most.Load(), sample[0].Value.Uint64()))
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	do()
	close(stop)
	<-stopped
	return most.Load()
}

// Files that unpack to a thousand times their size, 1 GB from 1 MB, are refused in one line, whatever they say that they
// are, what lies behind them is read, and no more memory is taken than the limits allow.
func TestBombs(t *testing.T) {
	first := packed(t, warcRecord("resource", "one", "one"))
	folder(t, map[string]string{
		"a.txt.gz":   bomb(t, "The towns met. ", "\x00", 1024),
		"b.html.gz":  bomb(t, "<html><body><p>The towns met.", " ", 256),
		"c.jsonl.gz": bomb(t, `{"text":"one"}`+"\n"+`{"text":"`, "x", 1024),
		"d.json.gz":  bomb(t, `[{"text":"one"},`, " ", 256),
		"e.csv.gz":   bomb(t, "title,text\nMet,one\nMet,\"", "x", 256),
		"f.warc.gz":  first + bomb(t, "WARC/1.0\r\nWARC-Type: resource\r\nX: ", "x", 256),
		"g.warc.gz":  bomb(t, warcRecord("resource", "one", "one"), "\n", 256),
		"h.rss.gz":   bomb(t, "<rss><channel><title>", "x", 256),
		"i.xml.gz":   bomb(t, "<urlset><url><loc>http://skarv.example/", "x", 256),
		"j.mbox.gz":  bomb(t, "From a@skarv.example Mon Feb  3 10:00:00 2031\nSubject: one\n\none\n\nFrom b@skarv.example Mon Feb  3 10:00:00 2031\nSubject: two\n\n", "x", 256),
		"k.eml.gz":   bomb(t, "Subject: one\n\n", "x", 256),
		"last.txt":   "the last",
	})
	var f found
	most := mostMemory(func() { f = walk(t, Options{MaxBytes: 1 << 20, MaxFile: 4 << 20}, "*.gz", "last.txt") })
	f.check(t, []string{
		"c.jsonl:1||||||one", "d.json#1||||||one", "e.csv:2||Met||||one", "f.warc.gz#1|one|||||one", "g.warc.gz#1|one|||||one",
		"j.mbox#1||one||||one\n\n", "last.txt||||||the last",
	}, []string{
		"a.txt: has more than 1 MB, the limit for one report",
		"b.html: has more than 1 MB, the limit for one report",
		"c.jsonl:2: the line has more than 2 MB, the limit for one report",
		"d.json: is broken in its object 2: it has more than 2 MB, the limit for one report",
		"e.csv: the table has a row of more than 2 MB, the limit for one report",
		fmt.Sprintf("f.warc.gz: the web archive is cut off in its record 2, which begins at byte %d", len(first)),
		"h.rss: has more than 4 MB, the limit for a feed (--max-file)",
		"i.xml: has more than 4 MB, the limit for a sitemap (--max-file)",
		"j.mbox#2: the letter has more than 4 MB, the limit for one (--max-file)",
		"k.eml: has more than 4 MB, the limit for a letter (--max-file)",
	})
	if most > 200<<20 {
		t.Errorf("%d MB of memory were taken", most>>20)
	}
}

// longPage is an HTML page of so many bytes, made as it is read.
type longPage struct{ left, read int64 }

func (p *longPage) Read(b []byte) (int, error) {
	if p.left <= 0 {
		return 0, io.EOF
	}
	const paragraph = "<p>The towns of Hale and Skarv met over the mill road and did not agree.</p>\n"
	n := 0
	for n < len(b) {
		n += copy(b[n:], paragraph)
	}
	p.left, p.read = p.left-int64(n), p.read+int64(n)
	return n, nil
}

func TestPageOf200MB(t *testing.T) {
	folder(t, map[string]string{"long.html": "<html><body><p>The towns met.", "last.txt": "the last"})
	if err := os.Truncate("long.html", 200<<20); err != nil {
		t.Fatal(err)
	}
	page := &longPage{left: 200 << 20}
	var f found
	most := mostMemory(func() { f = walk(t, Options{Stdin: page}, "-", "long.html", "last.txt") })
	f.check(t, []string{"last.txt||||||the last"}, []string{
		"standard input: has more than 8 MB, the limit for one report",
		"long.html: has more than 8 MB, the limit for one report",
	})
	if page.read > 10<<20 || most > 150<<20 {
		t.Errorf("%d bytes were read, %d of memory taken", page.read, most)
	}
}

// Of a feed that leads to pages of every bad sort the good ones are read.
func TestFeedOfHostilePages(t *testing.T) {
	pages := map[string]http.HandlerFunc{}
	serve := func(path, contentType, text string) {
		pages[path] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			io.WriteString(w, text)
		}
	}
	serve("/first", "text/html", "<p>first")
	serve("/last", "text/html", "<p>last")
	pages["/silent"] = func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	pages["/endless"] = func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, strings.Repeat("endless ", 1<<10))
		}
	}
	pages["/long"] = func(w http.ResponseWriter, _ *http.Request) { io.Copy(w, &longPage{left: 200 << 20}) }
	pages["/circle"] = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/circle", http.StatusFound) }
	pages["/short"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		io.WriteString(w, "not as long as promised")
	}
	pages["/unpacked"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		io.WriteString(w, "this is plain text and no gzip data")
	}
	pages["/bomb"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		io.WriteString(w, bomb(t, "<p>one", " ", 1024))
	}
	paths := []string{"first", "silent", "endless", "long", "circle", "short", "unpacked", "bomb", "last"}
	pages["/feed"] = func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, "<rss><channel><title>Hale Post</title>")
		for _, p := range paths {
			fmt.Fprintf(w, "<item><link>/%s</link></item>", p)
		}
		io.WriteString(w, "</channel></rss>")
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if page := pages[r.URL.Path]; page != nil {
			page(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	defer s.Close()
	defer s.CloseClientConnections()
	o := localOptions(nil)
	o.Fetch.Timeout = 3 * time.Second
	f := walk(t, o, s.URL+"/feed")
	var read []string
	for _, it := range f.items {
		read = append(read, string(it.Raw))
	}
	want := []string{
		"/silent: the server has not answered within 3s",
		"/endless: has more than 8 MB, the limit for one page",
		"/long: has more than 8 MB, the limit for one page",
		"/circle: redirects in a circle",
		"/short: the connection ended before the whole answer had come",
		"/unpacked: the answer is not packed as the server says",
		"/bomb: has more than 8 MB, the limit for one page",
	}
	for i := range want {
		want[i] = s.URL + want[i]
	}
	if diff := cmp.Diff(want, f.errors) + cmp.Diff([]string{"<p>first", "<p>last"}, read); diff != "" {
		t.Error(diff)
	}
}

// What a server says of the encoding counts less than the bytes do.
func TestLiesAboutTheEncoding(t *testing.T) {
	const text = "The café’s owner said the talks went on. “We are not ready,” she said, and left the room with the others."
	latin := strings.NewReplacer("é", "\xe9", "’", "\x92", "“", "\x93", "”", "\x94").Replace(text)
	for contentType, raw := range map[string]string{
		"text/plain; charset=utf-16":                  text,
		"text/plain; charset=klingon":                 text,
		"text/plain; charset=iso-8859-1":              text,
		"text/plain; charset=utf-8":                   latin,
		"text/html; charset=koi8-r":                   "<html><head><meta charset=shift_jis></head><body><p>" + text + "</p></body></html>",
		"image/png":                                   text,
		"text/plain; charset=\"":                      text,
		"application/octet-stream; charset=us-ascii;": text,
	} {
		it := Item{Name: "page", Raw: []byte(raw), ContentType: contentType}
		doc, err := it.Document(source.Options{})
		if err != nil || strings.TrimSpace(doc.Text) != text {
			t.Errorf("%s: %v, %v", contentType, doc, err)
		}
	}
}
