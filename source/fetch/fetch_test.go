package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// site serves pages and counts what was asked for.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
}

func newSite(t *testing.T, pages map[string]http.HandlerFunc) *site {
	t.Helper()
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.URL.RequestURI())
		s.mu.Unlock()
		if page := pages[r.URL.Path]; page != nil {
			page(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	t.Cleanup(s.CloseClientConnections)
	return s
}

func (s *site) times(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, a := range s.asked {
		if a == path {
			n++
		}
	}
	return n
}

func write(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, text) }
}

func redirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
}

// local fetches from this machine at once.
func local(t *testing.T, o Options) *Fetcher {
	t.Helper()
	o.AllowLocal, o.Interval = true, time.Millisecond
	if o.Timeout == 0 {
		o.Timeout = 10 * time.Second
	}
	f := New(o)
	t.Cleanup(f.Close)
	return f
}

func TestGet(t *testing.T) {
	var agent string
	s := newSite(t, map[string]http.HandlerFunc{
		"/page": func(w http.ResponseWriter, r *http.Request) {
			agent = r.UserAgent()
			w.Header().Set("Content-Type", "text/html; charset=koi8-r")
			w.Header().Set("ETag", `"7"`)
			w.Header().Set("Last-Modified", "Mon, 03 Feb 2031 10:00:00 GMT")
			if r.Header.Get("If-None-Match") == `"7"` && r.Header.Get("If-Modified-Since") != "" {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			io.WriteString(w, "the page")
		},
		"/moved": redirect("/page?from=moved#part"),
	})
	f := local(t, Options{UserAgent: "rapporteur/9 (a test)"})
	got, err := f.Get(t.Context(), Request{URL: s.URL + "/moved#top"})
	if err != nil {
		t.Fatal(err)
	}
	if got.URL != s.URL+"/page?from=moved#part" || string(got.Body) != "the page" || got.ContentType != "text/html; charset=koi8-r" || agent != "rapporteur/9 (a test)" {
		t.Errorf("got %+v, agent %q", got, agent)
	}
	again, err := f.Get(t.Context(), Request{URL: s.URL + "/page", Validators: got.Validators})
	if err != nil || !again.NotModified || len(again.Body) > 0 || again.Validators != got.Validators {
		t.Errorf("again %+v, %v", again, err)
	}
	if n := s.times("/robots.txt"); n != 1 {
		t.Errorf("robots.txt was asked for %d times", n)
	}
}

func TestGetRefuses(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write(make([]byte, 64<<20))
	z.Close()
	bomb := packed.Bytes()
	endless := func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := io.WriteString(w, strings.Repeat("endless ", 1<<10)); err != nil {
				return
			}
		}
	}
	s := newSite(t, map[string]http.HandlerFunc{
		"/robots.txt": write("User-agent: *\nDisallow: /secret\n\nUser-agent: rapporteur\nDisallow: /drafts\n"),
		"/drafts/a":   write("a draft"),
		"/secret":     write("for others"),
		"/to-drafts":  redirect("/drafts/a"),
		"/endless":    endless,
		"/gone":       func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) },
		"/circle":     redirect("/circle2"),
		"/circle2":    redirect("/circle"),
		"/file":       redirect("file:///etc/hostname"),
		"/silent":     func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"/stalls": func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, "a beginning")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		},
		"/short": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			io.WriteString(w, "not as long as promised")
		},
		"/brotli": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			io.WriteString(w, "not asked for")
		},
		"/notgzip": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, "this is plain text and no gzip data")
		},
		"/bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb)
		},
	})
	f := local(t, Options{Timeout: time.Second})
	for path, want := range map[string]string{
		"/drafts/a":  "robots.txt of the host asks not to fetch this page",
		"/to-drafts": "robots.txt of the host asks not to fetch this page",
		"/endless":   "has more than 0.0625 MB, the limit for one page",
		"/gone":      "the server answers 410 Gone",
		"/missing":   "the server answers 404 Not Found",
		"/circle":    "redirects in a circle",
		"/file":      "redirects to something that is not the web",
		"/silent":    "the server has not answered within 1s",
		"/stalls":    "the server has not answered within 1s",
		"/short":     "the connection ended before the whole answer had come",
		"/brotli":    `is packed as "br", which was not asked for`,
		"/notgzip":   "the answer is not packed as the server says",
		"/bomb":      "has more than 0.0625 MB, the limit for one page",
	} {
		_, err := f.Get(t.Context(), Request{URL: s.URL + path, MaxBytes: 64 << 10})
		if err == nil || err.Error() != want {
			t.Errorf("%s: error %v, want %q", path, err, want)
		}
	}
	if _, err := f.Get(t.Context(), Request{URL: s.URL + "/secret"}); err != nil {
		t.Errorf("what others must not fetch: %v", err)
	}
	for address, want := range map[string]string{
		"http://":                         "is no address of the web",
		"http://a b/":                     "is no address of the web",
		"ftp://skarv.example/a":           `unsupported protocol scheme "ftp"`,
		"http://me:secret@skarv.example/": "has a name or password in its address, which is not sent",
	} {
		if _, err := f.Get(t.Context(), Request{URL: address}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", address, err, want)
		}
	}
}

func TestMaxRedirects(t *testing.T) {
	pages := map[string]http.HandlerFunc{"/3": write("here")}
	for i := range 3 {
		pages[fmt.Sprint("/", i)] = redirect(fmt.Sprint("/", i+1))
	}
	s := newSite(t, pages)
	if got, err := local(t, Options{MaxRedirects: 3}).Get(t.Context(), Request{URL: s.URL + "/0"}); err != nil || string(got.Body) != "here" {
		t.Errorf("%v, %v", got, err)
	}
	_, err := local(t, Options{MaxRedirects: 2}).Get(t.Context(), Request{URL: s.URL + "/0"})
	if err == nil || err.Error() != "redirects too often (more than 2 times)" {
		t.Errorf("error %v", err)
	}
}

// A redirect from a public page to this machine is not followed. The first server
// stands for a public one: its connection is made by a dialer of its own.
func TestRedirectToPrivateAddress(t *testing.T) {
	reached := false
	inner := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer inner.Close()
	f := New(Options{Interval: time.Millisecond})
	defer f.Close()
	public := roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.URL.Host != "news.example" {
			return f.transport.RoundTrip(r)
		}
		w := httptest.NewRecorder()
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
		} else {
			http.Redirect(w, r, inner.URL+"/admin", http.StatusFound)
		}
		answer := w.Result()
		answer.Request = r
		return answer, nil
	})
	f.robots.Transport = paced{f, public}
	f.pages.HTTPClient.Transport = allowed{f, paced{f, public}}
	_, err := f.Get(t.Context(), Request{URL: "http://news.example/a"})
	if err == nil || !strings.Contains(err.Error(), "leads to 127.0.0.1, which is no public address") {
		t.Errorf("error %v", err)
	}
	if reached {
		t.Error("the server on this machine was reached")
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (r roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return r(req) }

// simulated fetches from pages that answer at once, in the time of a bubble.
func simulated(o Options, page func(r *http.Request, w http.ResponseWriter)) *Fetcher {
	f := New(o)
	base := roundTripper(func(r *http.Request) (*http.Response, error) {
		w := httptest.NewRecorder()
		page(r, w)
		answer := w.Result()
		answer.Request = r
		return answer, nil
	})
	f.robots.Transport = paced{f, base}
	f.pages.HTTPClient.Transport = allowed{f, paced{f, base}}
	return f
}

// A host is asked once a second, two hosts side by side.
func TestPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start, asked := time.Now(), map[string][]time.Duration{}
		f := simulated(Options{}, func(r *http.Request, w http.ResponseWriter) {
			asked[r.URL.Host] = append(asked[r.URL.Host], time.Since(start))
			w.WriteHeader(http.StatusOK)
		})
		for i := range 3 {
			for _, host := range []string{"a.example", "b.example"} {
				if _, err := f.Get(t.Context(), Request{URL: fmt.Sprintf("http://%s/%d", host, i)}); err != nil {
					t.Fatal(err)
				}
			}
		}
		for host, at := range asked {
			for i := 1; i < len(at); i++ {
				if at[i]-at[i-1] < time.Second {
					t.Errorf("%s was asked at %v", host, at)
				}
			}
		}
		if took := time.Since(start); took > 4*time.Second {
			t.Errorf("took %v for three pages of two hosts", took)
		}
	})
}

func TestCrawlDelay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := simulated(Options{}, func(r *http.Request, w http.ResponseWriter) {
			if r.URL.Path == "/robots.txt" {
				io.WriteString(w, "User-agent: *\nCrawl-delay: 7\n")
			}
		})
		start := time.Now()
		for i := range 3 {
			if _, err := f.Get(t.Context(), Request{URL: fmt.Sprintf("http://a.example/%d", i)}); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took < 14*time.Second || took > 22*time.Second {
			t.Errorf("took %v", took)
		}
	})
}

func TestRetry(t *testing.T) {
	for name, c := range map[string]struct {
		answers  []int // the statuses in order, the last one again and again
		after    string
		want     string // of the error
		requests int
		took     time.Duration // at least
	}{
		"passes":                 {[]int{503, 502, 200}, "", "", 3, 3 * time.Second},
		"stays":                  {[]int{500}, "", "the server answers 500 Internal Server Error", 3, 3 * time.Second},
		"is not found":           {[]int{404}, "", "the server answers 404 Not Found", 1, 0},
		"asks for a while":       {[]int{429, 200}, "40", "", 2, 40 * time.Second},
		"asks until a time":      {[]int{503, 200}, "Mon, 03 Feb 2031 10:00:25 GMT", "", 2, 25 * time.Second},
		"asks for too long":      {[]int{429, 200}, "3600", "the server answers 429 Too Many Requests and asks to wait for 1h0m0s", 1, 0},
		"asks for the past":      {[]int{503, 200}, "Mon, 03 Feb 2031 09:00:00 GMT", "", 2, time.Second},
		"asks what no one reads": {[]int{503, 200}, "soon", "", 2, time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				n := 0
				f := simulated(Options{}, func(r *http.Request, w http.ResponseWriter) {
					if r.URL.Path == "/robots.txt" {
						w.WriteHeader(http.StatusForbidden)
						return
					}
					w.Header().Set("Retry-After", c.after)
					w.Header().Set("Date", "Mon, 03 Feb 2031 10:00:00 GMT")
					w.WriteHeader(c.answers[min(n, len(c.answers)-1)])
					n++
				})
				start := time.Now()
				_, err := f.Get(t.Context(), Request{URL: "http://a.example/1"})
				if got := fmt.Sprint(err); err != nil && got != c.want || (err == nil) != (c.want == "") {
					t.Errorf("error %v, want %q", err, c.want)
				}
				if took := time.Since(start); n != c.requests || took < c.took {
					t.Errorf("%d requests in %v, want %d in at least %v", n, took, c.requests, c.took)
				}
				if name == "asks for too long" {
					if _, err := f.Get(t.Context(), Request{URL: "http://a.example/2"}); err == nil || n != 1 {
						t.Errorf("the host was asked again: %v", err)
					}
				}
			})
		})
	}
}

func TestRobots(t *testing.T) {
	for name, c := range map[string]struct {
		status int
		text   string
		want   string
	}{
		"none":      {404, "", ""},
		"forbidden": {403, "", ""},
		"all":       {200, "User-agent: *\nDisallow:\n", ""},
		"nothing":   {200, "User-agent: *\nDisallow: /\n", "robots.txt of the host asks not to fetch this page"},
		"a page":    {200, "<!doctype html><html><body>No such page</body></html>", ""},
		"broken":    {500, "", "robots.txt of the host cannot be had: the server answers 500 Internal Server Error"},
		"query":     {200, "User-agent: *\nDisallow: /*?print=\n", "robots.txt of the host asks not to fetch this page"},
		"other":     {200, "User-agent: otherbot\nDisallow: /\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := simulated(Options{}, func(r *http.Request, w http.ResponseWriter) {
					if r.URL.Path == "/robots.txt" {
						w.WriteHeader(c.status)
						io.WriteString(w, c.text)
					}
				})
				for range 2 {
					_, err := f.Get(t.Context(), Request{URL: "http://a.example/news?print=1"})
					if (err == nil) != (c.want == "") || err != nil && err.Error() != c.want {
						t.Errorf("error %v, want %q", err, c.want)
					}
				}
			})
		})
	}
}

func TestGetEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		f := simulated(Options{}, func(_ *http.Request, w http.ResponseWriter) { w.WriteHeader(http.StatusServiceUnavailable) })
		_, err := f.Get(ctx, Request{URL: "http://a.example/1"})
		if err == nil {
			t.Error("no error")
		}
	})
}

// What is unpacked on the way is what the limit counts.
func TestGzipIsUnpacked(t *testing.T) {
	s := newSite(t, map[string]http.HandlerFunc{"/a": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		io.WriteString(z, "the text")
		z.Close()
	}})
	got, err := local(t, Options{}).Get(t.Context(), Request{URL: s.URL + "/a"})
	if err != nil || !bytes.Equal(got.Body, []byte("the text")) {
		t.Errorf("%v, %v", got, err)
	}
}

func TestNoHost(t *testing.T) {
	s := newSite(t, nil)
	s.Close()
	_, err := local(t, Options{}).Get(t.Context(), Request{URL: s.URL})
	var dns interface{ Timeout() bool }
	if err == nil || !strings.Contains(err.Error(), "no connection to the host") && !errors.As(err, &dns) {
		t.Errorf("error %v", err)
	}
}
