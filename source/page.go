package source

import (
	"net/url"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"rapporteur"
)

// page reads a page of HTML whose address is known to the caller or empty.
func page(text, address string) (*rapporteur.Document, error) {
	m := readMetadata(text)
	if address != "" {
		m.url = address
	}
	found := mainText(text, m)
	body := clean(found.text)
	if strings.TrimSpace(body) == "" {
		return nil, refuse("is HTML without any text in its body")
	}
	date := m.date(body)
	return &rapporteur.Document{
		Text: body, Title: m.title(), URL: m.url, Outlet: m.outlet(), Byline: firstOf(m.byline(), authorName(found.byline)),
		Published: date.Time, PublishedDay: date.day,
	}, nil
}

// maxTags is the most tags of a page of which a tree is built; a tree of as many
// takes about 100 MB. The largest of the 983 pages of the trafilatura evaluation
// has 34,000.
const maxTags = 250_000

// minMainText is how many bytes of text the finder of the main text has to find;
// below, the whole body is read if it has more. Its own threshold is 500.
const minMainText = 200

// article is the main text of a page and the byline that stands with it.
type article struct{ text, byline string }

// mainText finds the text of the article that a page is about. Where no tree can
// be built, because the page has too many tags or nests more than 512 elements
// (the parser's limit), the text is taken from its tags as they come.
func mainText(page string, m *metadata) article {
	if strings.Count(page, "<") > maxTags {
		return article{text: flatText(page)}
	}
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return article{text: flatText(page)}
	}
	body := treeText(root, true)
	if body == "" {
		body = treeText(root, false)
	}
	found := readable(root, m.url)
	for _, text := range []string{m.body(), body} {
		if len(found.text) < minMainText && len(text) > len(found.text) {
			found.text = text
		}
	}
	return found
}

// readable finds the article with Readability's algorithm; it changes the tree.
func readable(root *html.Node, address string) article {
	base, err := url.ParseRequestURI(address)
	if err != nil {
		base = nil
	}
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	found, err := parser.ParseAndMutate(root, base)
	if err != nil || found.Node == nil {
		return article{}
	}
	return article{treeText(found.Node, false), found.Byline()}
}
