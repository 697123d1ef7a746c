package source

import (
	"net/url"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

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
	title := m.title()
	if first, rest, ok := strings.Cut(body, "\n"); ok && (fold(first) == title || fold(first) == m.head) {
		body = strings.TrimLeft(rest, "\n")
	}
	date := m.date(body)
	return &rapporteur.Document{
		Text: body, Title: title, URL: m.url, Outlet: m.outlet(), Byline: firstOf(m.byline(), authorName(found.byline)),
		Published: date.Time, PublishedDay: date.day,
	}, nil
}

// maxNodes is the most elements of a page of which a tree is built; a tree of as
// many takes about 100 MB. The largest of the 983 pages of the trafilatura
// evaluation has 10,000.
const maxNodes = 250_000

// minMainText is how many bytes of text the finder of the main text has to find;
// below, the whole body is read if it has more. Its own threshold is 500.
const minMainText = 200

// article is the main text of a page and the byline that stands with it.
type article struct{ text, byline string }

// mainText finds the text of the article that a page is about. Where no tree can
// be built, because it would be too large or nests more than 512 elements
// (the parser's limit), the text is taken from its tags as they come.
func mainText(page string, m *metadata) article {
	if treeSize(page) > maxNodes {
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

// treeSize is about how many elements the tree of a page will have, stopping above
// maxNodes. A formatting element that is not closed counts again at each tag and
// text behind it, where the parser may open it anew (HTML Living Standard, section
// 13.2.4.3): without that, 64 KB of markup can make a tree of 700 MB.
func treeSize(page string) int {
	n, open := 0, 0
	z := html.NewTokenizer(strings.NewReader(page))
	for n <= maxNodes {
		switch z.Next() {
		case html.ErrorToken:
			return n
		case html.TextToken:
			n += open
		case html.StartTagToken, html.SelfClosingTagToken: // <b/> opens as <b> does
			n += 1 + open
			if name, _ := z.TagName(); isFormatting(atom.Lookup(name)) {
				open++
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); isFormatting(atom.Lookup(name)) {
				open = max(0, open-1)
			}
		}
	}
	return n
}

// isFormatting reports whether an element is a formatting element of the standard;
// <a> is not here, since it closes itself.
func isFormatting(a atom.Atom) bool {
	switch a {
	case atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		return true
	}
	return false
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
