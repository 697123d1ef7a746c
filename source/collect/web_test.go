package collect

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/source/fetch"
)

// site is a news site on this machine that says what it was asked for. In its pages
// HOST is its own address.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
}

func newSite(t *testing.T, pages map[string]string) *site {
	t.Helper()
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.URL.Path)
		s.mu.Unlock()
		page, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		tag := fmt.Sprintf(`"%x"`, len(page))
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", tag)
		if strings.HasPrefix(page, "<p>") {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		io.WriteString(w, strings.ReplaceAll(page, "HOST", s.URL))
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *site) pagesAsked() (n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range s.asked {
		if a != "/robots.txt" {
			n++
		}
	}
	s.asked = nil
	return n
}

// memory remembers visits as the archive does.
type memory map[string]fetch.Validators

func (m memory) Visited(_ context.Context, url string) (fetch.Validators, bool, error) {
	v, known := m[url]
	return v, known, nil
}

func (m memory) keep(items []Item) (reports int) {
	for _, it := range items {
		if it.Visit.URL != "" {
			m[it.Visit.URL] = it.Visit.Validators
		}
		if len(it.Raw) > 0 {
			reports++
		}
	}
	return reports
}

func localOptions(m Memory) Options {
	return Options{Memory: m, Fetch: fetch.Options{AllowLocal: true, Interval: time.Millisecond, Timeout: 10 * time.Second}}
}

const rss = `<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Hale Post</title><link>HOST/</link>
<item><title>The caf&amp;eacute; &lt;i&gt;talks&lt;/i&gt;</title><link>/1</link><pubDate>Mon, 03 Feb 2031 10:00:00 +0100</pubDate></item>
<item><title>Gone</title><link>HOST/gone</link><description>Only a line.</description></item>
<item><title>Gone but whole</title><link>HOST/gone2</link><content:encoded>&lt;p&gt;LONG&lt;/p&gt;</content:encoded></item>
<item><title>Twice</title><link>HOST/1</link></item>
<item><title>No link</title><description>The text in the feed.</description></item>
<item><title>Nothing</title></item>
</channel></rss>`

func TestFeed(t *testing.T) {
	long := strings.Repeat("The towns met. ", 100)
	s := newSite(t, map[string]string{"/feed": strings.ReplaceAll(rss, "LONG", long), "/1": "<p>one", "/page": "<p>a page", "/data.jsonl": `{"text":"two"}`})
	m := memory{}
	f := walk(t, localOptions(m), s.URL+"/feed", s.URL+"/page", s.URL+"/data.jsonl", s.URL+"/missing")
	f.check(t, []string{
		s.URL + "/1|" + s.URL + "/1|The café talks|||Mon, 03 Feb 2031 10:00:00 +0100|<p>one",
		s.URL + "/gone2|" + s.URL + "/gone2|Gone but whole|Hale Post|||<p>" + long + "</p>",
		s.URL + "/feed: No link||No link|Hale Post|||The text in the feed.",
		s.URL + "/page|" + s.URL + "/page|||||<p>a page",
		s.URL + "/data.jsonl:1||||||two",
		s.URL + "/data.jsonl||||||",
	}, []string{
		s.URL + "/gone: the server answers 404 Not Found",
		s.URL + "/feed: has no address of the web",
		s.URL + "/missing: the server answers 404 Not Found",
	})
	if v := f.items[0].Visit; v.URL != s.URL+"/1" || v.ETag == "" {
		t.Errorf("visit %+v", v)
	}
}

// A second walk asks only whether the feed has changed, a third after a change only
// for what is new.
func TestFeedAgain(t *testing.T) {
	feed := func(n int) string {
		var b strings.Builder
		b.WriteString(`<feed xmlns="http://www.w3.org/2005/Atom"><title>Skarv Times</title>`)
		for i := range n {
			fmt.Fprintf(&b, `<entry><title>Day %d</title><link href="/%d"/><published>2031-02-%02dT10:00:00Z</published></entry>`, i, i, i+1)
		}
		return b.String() + `</feed>`
	}
	pages := map[string]string{"/feed": feed(3)}
	for i := range 5 {
		pages[fmt.Sprint("/", i)] = fmt.Sprint("<p>page ", i)
	}
	s := newSite(t, pages)
	m := memory{}
	for i, want := range []struct{ entries, asked, reports int }{{3, 4, 3}, {3, 1, 0}, {5, 3, 2}} {
		pages["/feed"] = feed(want.entries)
		f := walk(t, localOptions(m), s.URL+"/feed")
		if got := m.keep(f.items); got != want.reports || s.pagesAsked() != want.asked || len(f.errors) > 0 {
			t.Errorf("walk %d: %d reports, notes %q, errors %q", i+1, got, f.notes, f.errors)
		}
	}
	o := localOptions(m)
	o.Revisit = true
	pages["/2"], pages["/feed"] = "<p>page 2 has changed", feed(4)
	f := walk(t, o, s.URL+"/feed")
	if got := m.keep(f.items); got != 1 || string(f.items[0].Raw) != "<p>page 2 has changed" {
		t.Errorf("revisit: %q", short(f.items))
	}
}

// A feed whose articles could not all be had is read again the next time.
func TestFeedWithFailures(t *testing.T) {
	pages := map[string]string{"/feed": `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","url":"HOST/1"},{"id":"2","url":"HOST/2"}]}`, "/1": "<p>one"}
	s := newSite(t, pages)
	m := memory{}
	m.keep(walk(t, localOptions(m), s.URL+"/feed").items)
	pages["/2"] = "<p>two"
	f := walk(t, localOptions(m), s.URL+"/feed")
	if m.keep(f.items) != 1 || string(f.items[0].Raw) != "<p>two" {
		t.Errorf("%q, %q", short(f.items), f.errors)
	}
}

func TestLimitOfArticles(t *testing.T) {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>x</title>`)
	for i := range 100_000 {
		fmt.Fprintf(&b, `<item><title>%d</title><link>HOST/%d</link></item>`, i, i)
	}
	b.WriteString(`</channel></rss>`)
	s := newSite(t, map[string]string{"/feed": b.String(), "/0": "<p>0", "/1": "<p>1", "/2": "<p>2"})
	o := localOptions(nil)
	o.MaxArticles = 3
	f := walk(t, o, s.URL+"/feed")
	want := []string{s.URL + "/feed: leads to 100000 articles, of which 99997 are left out after 3 new ones, the limit of --max-articles"}
	if diff := cmp.Diff(want, f.errors); diff != "" || len(f.items) != 3 {
		t.Errorf("%d items, %s", len(f.items), diff)
	}
}

func TestSitemaps(t *testing.T) {
	s := newSite(t, map[string]string{
		"/sitemap.xml": `<?xml version="1.0" encoding="UTF-8"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
			<sitemap><loc>HOST/old.xml</loc><lastmod>2030-01-01</lastmod></sitemap>
			<sitemap><loc>HOST/new.xml.gz</loc><lastmod>2031-02-03</lastmod></sitemap>
			<sitemap><loc>HOST/index.xml</loc><lastmod>2031-01-03</lastmod></sitemap></sitemapindex>`,
		"/old.xml": `<urlset><url><loc>HOST/1</loc><lastmod>2030-01-01</lastmod></url><url><loc>HOST/2`,
		"/new.xml.gz": packed(t, `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
			<url><loc>/3</loc><news:news><news:publication><news:name>Hale Post</news:name><news:language>en</news:language></news:publication>
			<news:publication_date>2031-02-01T10:00:00Z</news:publication_date><news:title>The road</news:title></news:news></url>
			<url><loc>/4</loc><lastmod>2031-02-02</lastmod></url></urlset>`),
		"/index.xml": `<sitemapindex><sitemap><loc>HOST/sitemap.xml</loc></sitemap></sitemapindex>`,
		"/1":         "<p>one", "/3": "<p>three", "/4": "<p>four",
	})
	f := walk(t, localOptions(nil), s.URL+"/sitemap.xml")
	f.check(t, []string{
		s.URL + "/4|" + s.URL + "/4|||||<p>four",
		s.URL + "/3|" + s.URL + "/3|The road|||2031-02-01T10:00:00Z|<p>three",
		s.URL + "/1|" + s.URL + "/1|||||<p>one",
	}, []string{
		s.URL + "/index.xml: is an index within an index of sitemaps",
		s.URL + "/old.xml: the sitemap is broken: XML syntax error on line 1: unexpected EOF",
	})
	o := localOptions(nil)
	o.MaxSitemaps = 1
	f = walk(t, o, s.URL+"/sitemap.xml")
	want := []string{s.URL + "/sitemap.xml: names 3 sitemaps, of which the newest 1 are read, the limit of --max-sitemaps"}
	if diff := cmp.Diff(want, f.errors); diff != "" || len(f.items) != 2 {
		t.Errorf("%d items, %s", len(f.items), diff)
	}
}

// A page given by its address is asked for anew with what its server said.
func TestPageAgain(t *testing.T) {
	s := newSite(t, map[string]string{"/page": "<p>a page"})
	m := memory{}
	m.keep(walk(t, localOptions(m), s.URL+"/page").items)
	f := walk(t, localOptions(m), s.URL+"/page")
	if diff := cmp.Diff([]string{s.URL + "/page: has not changed since the last visit"}, f.notes); diff != "" || len(f.items) > 0 {
		t.Errorf("%q %s", short(f.items), diff)
	}
}

// Feeds and sitemaps lead nowhere but to public addresses.
func TestNoLocalAddress(t *testing.T) {
	s := newSite(t, map[string]string{"/1": "<p>one"})
	folder(t, map[string]string{
		"feed.xml": strings.ReplaceAll(`<rss version="2.0"><channel><item><link>HOST/1</link></item><item><link>file:///etc/hostname</link></item>
			<item><link>http://169.254.169.254/latest</link></item></channel></rss>`, "HOST", s.URL),
	})
	o := localOptions(nil)
	o.Fetch.AllowLocal = false
	f := walk(t, o, "feed.xml", s.URL+"/1")
	const reason = ", which is no public address (--allow-local allows it)"
	f.check(t, nil, []string{
		s.URL + "/1: leads to 127.0.0.1" + reason,
		"feed.xml: has no address of the web",
		"http://169.254.169.254/latest: leads to 169.254.169.254" + reason,
		s.URL + "/1: leads to 127.0.0.1" + reason,
	})
	if s.pagesAsked() != 0 {
		t.Error("this machine was asked")
	}
}
