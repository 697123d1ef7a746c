package collect

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"strings"

	"rapporteur/source"
	"rapporteur/source/fetch"
)

// address yields what an address of the web leads to: a page, the articles of a
// feed or sitemap, or what a file there holds.
func (c *collector) address(arg string) bool {
	known, _, ok := c.visited(arg)
	if !ok {
		return false
	}
	got, err := c.web.Get(c.ctx, fetch.Request{URL: arg, Validators: known, MaxBytes: c.MaxFile})
	switch {
	case err != nil:
		return c.fail(&source.Refusal{Name: arg, Reason: err.Error(), Err: err})
	case got.NotModified:
		c.Note(arg + ": has not changed since the last visit")
		return true
	}
	in := newInput(arg, "", bytes.NewReader(got.Body), int64(len(got.Body)))
	in.got, in.visit = got, Visit{arg, got.Validators}
	in.path = fileName(got.URL)
	before := c.failures
	if !c.read(in) {
		return false
	}
	return c.failures > before || in.visit.URL == "" || c.mark(arg, in.visit)
}

// fileName is the last part of an address, which may tell what the file there
// holds.
func fileName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return path.Base(u.Path)
}

// mark yields that all an address leads to has been yielded, for a memory that can
// keep it.
func (c *collector) mark(name string, v Visit) bool {
	return c.Memory == nil || c.item(Item{Name: name, Visit: v}, 1)
}

// visited asks the memory for an address; ok is whether to go on.
func (c *collector) visited(address string) (v fetch.Validators, known, ok bool) {
	if c.Memory == nil {
		return v, false, true
	}
	v, known, err := c.Memory.Visited(c.ctx, address)
	if err != nil {
		return v, false, c.fail(&source.Refusal{Name: address, Reason: "the archive cannot say whether it is known: " + err.Error(), Err: err})
	}
	return v, known, true
}

// link is an article that a feed or sitemap leads to, with what that says of it.
type link struct {
	url, title, published, outlet, byline string
	// text is the article as it stands in the feed itself, in HTML; often only its
	// beginning.
	text string
}

// links yields the articles of a feed or sitemap: those that are new, up to the
// limit.
func (c *collector) links(name string, links []link) bool {
	known, limit := 0, len(links)
	for i, l := range links {
		if c.fetched >= c.MaxArticles {
			limit = i
			break
		}
		new, ok := c.article(name, l, float64(i+1)/float64(len(links)))
		if !ok {
			return false
		}
		if !new {
			known++
		}
	}
	if known > 0 {
		c.Note(fmt.Sprintf("%s: %d of %d articles are known already", name, known, len(links)))
	}
	if limit < len(links) {
		return c.refuse(name, fmt.Sprintf("leads to %d articles, of which %d are left out after %d new ones, the limit of --max-articles",
			len(links), len(links)-limit, c.MaxArticles))
	}
	return true
}

// article yields the page of a link unless it is known.
func (c *collector) article(name string, l link, within float64) (new, ok bool) {
	if !isAddress(l.url) {
		return true, c.embedded(name, l, "has no address of the web", within)
	}
	if c.seen[l.url] {
		return false, true
	}
	c.seen[l.url] = true
	v, known, ok := c.visited(l.url)
	if !ok || known && !c.Revisit {
		return false, ok
	}
	c.fetched++
	got, err := c.web.Get(c.ctx, fetch.Request{URL: l.url, Validators: v, MaxBytes: c.MaxBytes})
	switch {
	case err != nil:
		return true, c.embedded(l.url, l, err.Error(), within)
	case got.NotModified:
		return false, true
	case len(got.Body) == 0:
		return true, c.embedded(l.url, l, "is empty", within)
	}
	return true, c.item(Item{
		Name: l.url, Raw: got.Body, ContentType: got.ContentType, URL: got.URL,
		Title: l.title, Published: l.published, Visit: Visit{l.url, got.Validators},
	}, within)
}

// minEmbedded is how many bytes the text of an article in a feed must have to be
// read in place of a page that cannot be had; what is shorter is an announcement.
const minEmbedded = 1000

// embedded yields the text that stands in a feed itself, or the reason why there is
// nothing to read.
func (c *collector) embedded(name string, l link, reason string, within float64) bool {
	if l.text == "" || isAddress(l.url) && len(l.text) < minEmbedded {
		return c.refuse(name, reason)
	}
	it := Item{
		Name: name, Raw: []byte(l.text), ContentType: textType(l.text),
		Title: l.title, Published: l.published, Outlet: l.outlet, Byline: l.byline,
	}
	if isAddress(l.url) {
		it.URL = l.url
	} else if l.title != "" {
		it.Name += ": " + strings.Join(strings.Fields(l.title), " ")
	}
	return c.item(it, within)
}

// resolve is a link as an absolute address.
func resolve(base, link string) string {
	link = strings.TrimSpace(link)
	b, err := url.Parse(base)
	if err != nil {
		return link
	}
	u, err := b.Parse(link)
	if err != nil {
		return link
	}
	return u.String()
}
