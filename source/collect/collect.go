// Package collect finds reports where they are: in files and folders, in tables
// and lines of JSON, in web archives, mail boxes, feeds and sitemaps, and at
// addresses of the web. It yields the bytes of each with what the place where it
// was found says of it; source reads them.
//
// What an argument is follows from its form and from the bytes behind it, not
// from flags. Whatever cannot be had is one error with one line, and the rest goes
// on. Nothing is held in memory but the report at hand and what must be read whole:
// one feed, one sitemap, one message.
package collect

import (
	"bytes"
	"context"
	"io"
	"iter"
	"strings"

	"rapporteur"
	"rapporteur/source"
	"rapporteur/source/fetch"
)

// Item is the bytes of one report and what is known of it from where it was found.
// Every field but Name may be empty.
type Item struct {
	// Name is what a message calls it: a path, an address, or a path with the line
	// or the offset where it stands.
	Name string
	// Raw is the report as it was found, unpacked and its transfer encoding undone:
	// a text file, a page, a field of a table, a part of a letter. It is empty only
	// where Options have a Memory and the item is no report but says, by its Visit,
	// that all that a feed or sitemap leads to has been yielded without an error.
	Raw []byte
	// ContentType is the media type that it came with.
	ContentType string
	// URL, Title, Outlet and Byline are what the place says of the report; Published
	// is in a form that source.ParsePublished takes.
	URL, Title, Outlet, Byline, Published string
	Place                                 Place
	// Visit is what to remember of an address once this item, and all before it, are
	// kept; its URL is empty where the item was not fetched.
	Visit Visit
	// Done in [0, 1] is how much of everything asked for has been read with this
	// item, as far as can be told: files by their bytes, feeds by their articles.
	Done float64
}

// Place is where in a file an item stands.
type Place struct {
	// File is the path of the file, empty where the item came from the web.
	File string
	// Offset and Length are in bytes of the file, as it lies on the disk where it is
	// a web archive (a compressed record of a .warc.gz is Length bytes from Offset
	// on), else of its unpacked contents. Length is 0 where the item is the whole
	// file.
	Offset, Length int64
	// Body is the offset in bytes of the entity body in the unpacked record of a web
	// archive, behind the header of the record and that of the response.
	Body int64
	// Line counts from 1 in files of lines, 0 elsewhere.
	Line int
}

// Options returns o with what is known of the item in the fields that o leaves
// empty.
func (it *Item) Options(o source.Options) source.Options {
	for _, f := range []struct {
		field *string
		known string
	}{
		{&o.Published, it.Published}, {&o.Title, it.Title}, {&o.URL, it.URL}, {&o.Outlet, it.Outlet},
		{&o.Byline, it.Byline}, {&o.ContentType, it.ContentType},
	} {
		if *f.field == "" {
			*f.field = f.known
		}
	}
	return o
}

// Document reads the report with what is known of it; o overrides that. The error
// is a *source.Refusal.
func (it *Item) Document(o source.Options) (*rapporteur.Document, error) {
	return source.Read(bytes.NewReader(it.Raw), it.Name, it.Options(o))
}

// Visit is what is remembered of an address that was fetched.
type Visit struct {
	URL string
	fetch.Validators
}

// Memory is what is remembered of earlier visits; the archive implements it.
type Memory interface {
	// Visited returns what the last Visit of the address that was kept said, with
	// known false where there was none.
	Visited(ctx context.Context, url string) (v fetch.Validators, known bool, err error)
}

// The limits where Options say nothing else.
const (
	// DefaultMaxBytes is the most bytes of one report: what source reads at most.
	DefaultMaxBytes = source.DefaultMaxBytes * source.MarkupFactor
	// DefaultMaxFile is the most bytes of what is read whole before reports are found in
	// it: a feed, a sitemap (50 MB at most by sitemaps.org), a letter with its attachments
	// (providers refuse to deliver more than 25 to 50 MB), a file of the web.
	DefaultMaxFile = 64 << 20
	// DefaultMaxArticles is the most articles of one feed or sitemap that are
	// fetched: a quarter of an hour at one a second. News feeds have 10 to 100, a news
	// sitemap at most 1,000 (Google's limit).
	DefaultMaxArticles = 1000
	// DefaultMaxSitemaps is the most sitemaps that are read for one index.
	DefaultMaxSitemaps = 50
)

// Options say how reports are found. The zero value reads files and fetches
// politely from public addresses.
type Options struct {
	// Fields say which fields of JSON Lines and CSV hold what.
	Fields Fields
	// MaxBytes is the most bytes of one report, unpacked; 0 is DefaultMaxBytes.
	MaxBytes int64
	// MaxFile is the most bytes, unpacked, of a feed, a sitemap, a letter or a file of the
	// web; 0 is DefaultMaxFile.
	MaxFile int64
	// MaxArticles and MaxSitemaps bound what one feed or sitemap leads to; 0 are the
	// defaults.
	MaxArticles, MaxSitemaps int
	// Revisit fetches articles of feeds and sitemaps again that Memory knows.
	Revisit bool
	Fetch   fetch.Options
	// Memory is asked before each fetch; nil remembers nothing.
	Memory Memory
	// Stdin is what the argument "-" reads.
	Stdin io.Reader
	// Note is told in a line what is no error: what did not change since the last
	// visit, files that were left out. nil tells no one.
	Note func(line string)
}

func (o Options) withDefaults() Options {
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.MaxFile <= 0 {
		o.MaxFile = DefaultMaxFile
	}
	if o.MaxArticles <= 0 {
		o.MaxArticles = DefaultMaxArticles
	}
	if o.MaxSitemaps <= 0 {
		o.MaxSitemaps = DefaultMaxSitemaps
	}
	if o.Note == nil {
		o.Note = func(string) {}
	}
	return o
}

// Items yields the reports of the arguments in order: paths of files and folders,
// patterns of such, addresses of the web, and "-" for standard input. An error is a
// *source.Refusal, beside an item that has only the name; the rest goes on. The
// iteration ends early when ctx does.
func Items(ctx context.Context, args []string, o Options) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		c := &collector{Options: o.withDefaults(), ctx: ctx, yield: yield, web: fetch.New(o.Fetch), seen: map[string]bool{}}
		defer c.web.Close()
		for i, arg := range args {
			c.part, c.parts = i, len(args)
			if !c.argument(arg) {
				return
			}
		}
	}
}

// collector is one walk through the arguments. Its methods return whether to go
// on.
type collector struct {
	Options
	ctx   context.Context
	yield func(Item, error) bool
	web   *fetch.Fetcher
	// part of parts arguments are done, and of the one at hand the share file from
	// which on the present file stands, which has the share width.
	part, parts int
	file, width float64
	// failures counts errors; fetched the articles of the present feed or sitemap;
	// seen are the addresses of all articles.
	failures, fetched int
	seen              map[string]bool
}

// item yields a report of which the share within, in [0, 1], of the present file
// is read.
func (c *collector) item(it Item, within float64) bool {
	if c.ctx.Err() != nil {
		return false
	}
	if it.Published != "" {
		if _, _, err := source.ParsePublished(it.Published); err != nil {
			it.Published = "" // a hint that no one can read is none
		}
	}
	it.Done = (float64(c.part) + c.file + c.width*min(max(within, 0), 1)) / float64(max(c.parts, 1))
	return c.yield(it, nil)
}

// refuse yields that something is not read.
func (c *collector) refuse(name, reason string) bool {
	return c.fail(&source.Refusal{Name: name, Reason: reason})
}

func (c *collector) fail(refusal *source.Refusal) bool {
	c.failures++
	return c.ctx.Err() == nil && c.yield(Item{Name: refusal.Name}, refusal)
}

// argument yields the reports of one argument.
func (c *collector) argument(arg string) bool {
	c.file, c.width = 0, 1
	switch {
	case arg == "-":
		return c.stream("standard input", c.Stdin)
	case isAddress(arg):
		return c.address(arg)
	}
	return c.path(arg)
}

// isAddress reports whether an argument is an address of the web.
func isAddress(arg string) bool {
	scheme, _, ok := strings.Cut(arg, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}
