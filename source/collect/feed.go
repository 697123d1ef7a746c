package collect

import (
	"bytes"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"rapporteur/source"
)

// feedFile yields the articles of a feed in RSS, Atom or JSON.
func (c *collector) feedFile(in *input) bool {
	raw, refusal := c.whole(in, c.MaxFile, "a feed (--max-file)")
	if refusal != nil {
		return c.fail(refusal)
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(raw))
	if err != nil {
		return c.fail(&source.Refusal{Name: in.name, Reason: "is a feed that cannot be read: " + err.Error(), Err: err})
	}
	if len(feed.Items) == 0 {
		c.Note(in.name + ": the feed has no articles")
	}
	base := in.address()
	if base == "" {
		base = feed.Link
	}
	links := make([]link, len(feed.Items))
	for i, entry := range feed.Items {
		links[i] = entryLink(entry, base)
		links[i].outlet = plainText(feed.Title)
	}
	c.fetched = 0
	return c.links(in.name, links)
}

func entryLink(entry *gofeed.Item, base string) link {
	l := link{title: plainText(entry.Title), published: entryDate(entry), text: entry.Content}
	if entry.Link != "" {
		l.url = resolve(base, entry.Link)
	}
	if l.text == "" {
		l.text = entry.Description
	}
	var names []string
	for _, person := range entry.Authors {
		if person != nil && person.Name != "" && !strings.Contains(person.Name, "@") {
			names = append(names, person.Name)
		}
	}
	l.byline = strings.Join(names, ", ")
	return l
}

// entryDate is when an article was published, in the feed's own words, which say the
// zone and with it the day, unless only the parser of feeds can read them.
func entryDate(entry *gofeed.Item) string {
	if _, _, err := source.ParsePublished(entry.Published); err != nil && entry.PublishedParsed != nil {
		return entry.PublishedParsed.Format(time.RFC3339)
	}
	return entry.Published
}

// plainText is a title without the tags and entities that feeds leave in it.
func plainText(s string) string {
	if strings.ContainsAny(s, "<&") {
		var b strings.Builder
		z := html.NewTokenizer(strings.NewReader(s))
		for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
			if kind == html.TextToken {
				b.WriteString(html.UnescapeString(string(z.Raw())))
			}
		}
		s = b.String()
	}
	return strings.Join(strings.Fields(s), " ")
}
