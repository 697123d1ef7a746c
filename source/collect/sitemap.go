package collect

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/net/html/charset"

	"rapporteur/source"
	"rapporteur/source/fetch"
)

// sitemap is what a file of the sitemap protocol 0.9 (sitemaps.org) says: of pages,
// with Google's news extension, or of other sitemaps.
type sitemap struct {
	pages, sitemaps []sitemapEntry
}

type sitemapEntry struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
	News    struct {
		Outlet    string `xml:"publication>name"`
		Published string `xml:"publication_date"`
		Title     string `xml:"title"`
	} `xml:"http://www.google.com/schemas/sitemap-news/0.9 news"`
}

// day is what entries are ordered by; the forms of W3C's note on dates sort as text
// as they sort in time, but for their zones.
func (e sitemapEntry) day() string { return cmp.Or(e.News.Published, e.LastMod) }

// newestFirst puts what is limited in the order in which it is wanted.
func newestFirst(entries []sitemapEntry) {
	slices.SortStableFunc(entries, func(a, b sitemapEntry) int { return strings.Compare(b.day(), a.day()) })
}

// sitemapFile yields the pages of a sitemap or of those that an index names, the
// newest first.
func (c *collector) sitemapFile(in *input) bool {
	raw, refusal := c.whole(in, c.MaxFile, "a sitemap (--max-file)")
	if refusal != nil {
		return c.fail(refusal)
	}
	found, err := readSitemap(raw)
	if err != nil && !c.fail(&source.Refusal{Name: in.name, Reason: "the sitemap is broken: " + err.Error(), Err: err}) {
		return false
	}
	c.fetched = 0
	pages := found.pages
	newestFirst(found.sitemaps)
	for i, child := range found.sitemaps {
		if i == c.MaxSitemaps {
			if !c.refuse(in.name, fmt.Sprintf("names %d sitemaps, of which the newest %d are read, the limit of --max-sitemaps", len(found.sitemaps), i)) {
				return false
			}
			break
		}
		more, ok := c.childSitemap(resolve(in.address(), child.Loc))
		if !ok {
			return false
		}
		pages = append(pages, more...)
	}
	newestFirst(pages)
	return c.links(in.name, sitemapLinks(in.address(), pages))
}

// childSitemap gets a sitemap that an index names.
func (c *collector) childSitemap(address string) ([]sitemapEntry, bool) {
	if !isAddress(address) {
		return nil, c.refuse(address, "is no address of the web")
	}
	got, err := c.web.Get(c.ctx, fetch.Request{URL: address, MaxBytes: c.MaxFile})
	if err != nil {
		return nil, c.fail(&source.Refusal{Name: address, Reason: err.Error(), Err: err})
	}
	raw, err := unpacked(got.Body, c.MaxFile)
	if err != nil {
		return nil, c.fail(&source.Refusal{Name: address, Reason: err.Error(), Err: err})
	}
	found, err := readSitemap(raw)
	if err != nil {
		return found.pages, c.fail(&source.Refusal{Name: address, Reason: "the sitemap is broken: " + err.Error(), Err: err})
	}
	if len(found.sitemaps) > 0 {
		return found.pages, c.refuse(address, "is an index within an index of sitemaps")
	}
	return found.pages, true
}

// unpacked is a listing of at most max bytes without the gzip that it may be packed in.
func unpacked(body []byte, max int64) ([]byte, error) {
	if !bytes.HasPrefix(body, gzipMagic) {
		return body, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, errors.New("is gzip data that is broken at its start")
	}
	raw, err := io.ReadAll(io.LimitReader(z, max+1))
	switch {
	case err != nil:
		return nil, errors.New("is gzip data that is cut off or broken")
	case int64(len(raw)) > max:
		return nil, errors.New("has more than " + size(max) + " when unpacked, the limit for a sitemap (--max-file)")
	}
	return raw, nil
}

// readSitemap reads up to the end or an error.
func readSitemap(raw []byte) (found sitemap, err error) {
	d := xml.NewDecoder(bytes.NewReader(raw))
	d.CharsetReader = charset.NewReaderLabel
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return found, err
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		var entry sitemapEntry
		if err := d.DecodeElement(&entry, &start); err != nil {
			return found, err
		}
		if start.Name.Local == "url" {
			found.pages = append(found.pages, entry)
		} else {
			found.sitemaps = append(found.sitemaps, entry)
		}
	}
}

func sitemapLinks(base string, pages []sitemapEntry) []link {
	links := make([]link, len(pages))
	for i, p := range pages {
		links[i] = link{
			url: resolve(base, p.Loc), title: strings.TrimSpace(p.News.Title),
			published: strings.TrimSpace(p.News.Published), outlet: strings.TrimSpace(p.News.Outlet),
		}
	}
	return links
}
