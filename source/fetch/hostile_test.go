package fetch

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// bare is a server that writes bytes of its own making, and no robots.txt unless it is
// asked by the name of localhost. It returns its address.
func bare(t *testing.T, answer func(w io.Writer, path string)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				r, err := http.ReadRequest(bufio.NewReader(c))
				if err != nil {
					return
				}
				if r.URL.Path == "/robots.txt" && !strings.Contains(r.Host, "localhost") {
					io.WriteString(c, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
					return
				}
				answer(c, r.URL.Path)
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

// forever writes text again and again until no one listens.
func forever(w io.Writer, text string, pause time.Duration) {
	for {
		if _, err := io.WriteString(w, text); err != nil {
			return
		}
		time.Sleep(pause)
	}
}

// Answers that break the protocol or have no end are refused in a line, within the
// limits of time and size.
func TestAnswersThatAreNoHTTP(t *testing.T) {
	const (
		ok    = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
		moved = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n"
		cut   = "the connection ended before the whole answer had come"
	)
	for name, a := range map[string]struct {
		answer string
		again  string // is written behind it forever, every few milliseconds or at once
		pause  time.Duration
		want   string // a part of the error; empty where there is none
	}{
		"garbage":            {answer: "\x00\x01 who is there?\r\n\r\n", want: "malformed HTTP"},
		"nothing":            {want: cut},
		"drips":              {answer: ok + "\r\n", again: "x", pause: 5 * time.Millisecond, want: "the server has not answered within 3s"},
		"drips its header":   {answer: ok, again: "X-A: b\r\n", pause: 5 * time.Millisecond, want: "the server has not answered within 3s"},
		"endless header":     {answer: ok, again: "X-A: " + strings.Repeat("b", 4096) + "\r\n", want: "server response headers exceeded"},
		"endless":            {answer: ok + "\r\n", again: strings.Repeat("endless ", 1000), want: "has more than 0.0625 MB, the limit for one page"},
		"no chunks":          {answer: ok + "Transfer-Encoding: chunked\r\n\r\nthe text\r\n", want: "invalid byte in chunk length"},
		"cut chunks":         {answer: ok + "Transfer-Encoding: chunked\r\n\r\n40\r\nthe text", want: cut},
		"two lengths":        {answer: ok + "Content-Length: 3\r\nContent-Length: 8\r\n\r\nthe text", want: "Content-Length"},
		"length below 0":     {answer: ok + "Content-Length: -3\r\n\r\nthe text", want: "Content-Length"},
		"length too short":   {answer: ok + "Content-Length: 8\r\n\r\nthe text goes on"},
		"length too long":    {answer: ok + "Content-Length: 9000000000000000000\r\n\r\nthe text", want: cut},
		"cut gzip":           {answer: ok + "Content-Encoding: gzip\r\n\r\n" + gzipped("longer than this is the text")[:20], want: cut},
		"gzip in gzip":       {answer: ok + "Content-Encoding: gzip, gzip\r\n\r\n" + gzipped(gzipped("the text")), want: "which was not asked for"},
		"redirects nowhere":  {answer: moved + "\r\n", want: "the server answers 302 Found"},
		"redirects to noise": {answer: moved + "Location: http://[::1\r\n\r\n", want: "Location"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := bare(t, func(w io.Writer, _ string) {
				io.WriteString(w, a.answer)
				if a.again != "" {
					forever(w, a.again, a.pause)
				}
			})
			f := local(t, Options{Timeout: 3 * time.Second})
			got, err := f.Get(t.Context(), Request{URL: at + "/page", MaxBytes: 64 << 10})
			switch {
			case a.want == "" && (err != nil || string(got.Body) != "the text"):
				t.Errorf("%+v, %v", got, err)
			case a.want != "" && (err == nil || !strings.Contains(err.Error(), a.want) || strings.Contains(err.Error(), "\n")):
				t.Errorf("error %v, want %q", err, a.want)
			}
		})
	}
}

func gzipped(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, text)
	z.Close()
	return b.String()
}

// Of a page of 200 MB, and of one that unpacks to 1 GB from 1 MB, no more is taken than
// the limit and what lies in buffers.
func TestPagesThatAreTooLarge(t *testing.T) {
	const paragraph = "<p>The towns of Hale and Skarv met over the mill road and did not agree.</p>\n"
	var sent atomic.Int64
	bomb := bombOf(t, 1<<30)
	if len(bomb) > 2<<20 {
		t.Fatalf("the bomb has %d bytes", len(bomb))
	}
	s := newSite(t, map[string]http.HandlerFunc{
		"/long": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Length", fmt.Sprint(200<<20))
			block := strings.Repeat(paragraph, 100)
			for sent.Load() < 200<<20 {
				n, err := io.WriteString(w, block)
				if sent.Add(int64(n)); err != nil {
					return
				}
			}
		},
		"/bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb)
		},
	})
	f := local(t, Options{})
	for _, path := range []string{"/long", "/bomb"} {
		_, err := f.Get(t.Context(), Request{URL: s.URL + path, MaxBytes: 8 << 20})
		if err == nil || err.Error() != "has more than 8 MB, the limit for one page" {
			t.Errorf("%s: %v", path, err)
		}
	}
	if n := sent.Load(); n > 100<<20 {
		t.Errorf("%d bytes were taken from the long page", n)
	}
}

// bombOf is so many zeros, packed.
func bombOf(t *testing.T, size int64) []byte {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 1<<20)
	for range size >> 20 {
		z.Write(block)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A host whose robots.txt never comes to an end, or never comes, is left alone, and its
// other pages are not waited for.
func TestRobotsWithoutEnd(t *testing.T) {
	endless := bare(t, func(w io.Writer, path string) {
		io.WriteString(w, "HTTP/1.1 200 OK\r\n\r\n")
		if path == "/robots.txt" {
			forever(w, "# a comment\n", 0)
			return
		}
		io.WriteString(w, "the page")
	})
	silent := bare(t, func(w io.Writer, _ string) { io.Copy(io.Discard, w.(net.Conn)) })
	byName := func(at string) string { return strings.Replace(at, "127.0.0.1", "localhost", 1) }
	f := local(t, Options{Timeout: time.Second})
	if got, err := f.Get(t.Context(), Request{URL: byName(endless) + "/page"}); err != nil || string(got.Body) != "the page" {
		t.Errorf("endless: %+v, %v", got, err)
	}
	start := time.Now()
	for i := range 5 {
		_, err := f.Get(t.Context(), Request{URL: fmt.Sprintf("%s/%d", byName(silent), i)})
		if err == nil || err.Error() != "the server has not answered within 1s" {
			t.Errorf("silent: %v", err)
		}
	}
	if took := time.Since(start); took > 4*time.Second {
		t.Errorf("took %v for five pages of a silent host", took)
	}
}
