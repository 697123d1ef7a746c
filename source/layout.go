package source

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// treeText is the text of a tree of HTML; cut leaves out headers, menus and the
// like.
func treeText(n *html.Node, cut bool) string {
	l := layout{cut: cut}
	l.node(n)
	return l.text.String()
}

// flatText is the text of a page from its tags alone, without a tree. Headers,
// menus and the like are left out if their end tags are where they should be, that
// is, if anything is left.
func flatText(page string) string {
	if text := flatten(page, true); text != "" {
		return text
	}
	return flatten(page, false)
}

func flatten(page string, cut bool) string {
	l := layout{cut: cut}
	var skipped atom.Atom
	depth := 0
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return l.text.String()
		case html.TextToken:
			if depth == 0 {
				l.write(html.UnescapeString(string(z.Raw())), false)
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			switch {
			case depth > 0 && a == skipped:
				depth++
			case depth == 0 && l.leavesOut(a):
				skipped, depth = a, 1
			case depth == 0:
				l.open(a)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			switch {
			case depth > 0 && a == skipped:
				depth--
			case depth == 0:
				l.close(a)
			}
		case html.SelfClosingTagToken:
			if name, _ := z.TagName(); depth == 0 {
				l.open(atom.Lookup(name))
			}
		}
	}
}

// layout writes the text of HTML as a browser lays it out: blocks apart by an
// empty line, lines by a line break, other white space folded.
type layout struct {
	text   strings.Builder
	cut    bool // leave out what stands around an article
	breaks int  // line breaks due before the next word, at most 2
	space  bool // a space is due before the next word
}

// node writes a tree. The parser nests no deeper than 512 elements.
func (l *layout) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		l.write(n.Data, n.Parent != nil && n.Parent.DataAtom == atom.Pre)
		return
	case n.Type == html.ElementNode && (l.leavesOut(n.DataAtom) || isHidden(n)):
		return
	}
	l.open(n.DataAtom)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		l.node(c)
	}
	l.close(n.DataAtom)
}

// write adds text; if it is preformatted, its line breaks count.
func (l *layout) write(text string, preformatted bool) {
	for text != "" {
		i := strings.IndexFunc(text, unicode.IsSpace)
		switch {
		case i < 0:
			l.word(text)
			return
		case i > 0:
			l.word(text[:i])
			text = text[i:]
			continue
		}
		end := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
		l.space = true
		if preformatted {
			l.breaks = min(2, l.breaks+strings.Count(text[:end], "\n"))
		}
		text = text[end:]
	}
}

func (l *layout) word(w string) {
	if l.text.Len() > 0 {
		switch {
		case l.breaks > 0:
			l.text.WriteString("\n\n"[:l.breaks])
		case l.space:
			l.text.WriteByte(' ')
		}
	}
	l.breaks, l.space = 0, false
	l.text.WriteString(w)
}

// open does what the start of an element does to the layout; <q> has its quotation
// marks from the browser.
func (l *layout) open(a atom.Atom) {
	switch a {
	case atom.Br:
		l.breaks = min(2, l.breaks+1)
	case atom.Q:
		l.word("“")
	case atom.Td, atom.Th:
		l.space = true
	}
	l.breaks = max(l.breaks, blockBreaks(a))
}

func (l *layout) close(a atom.Atom) {
	if a == atom.Q {
		l.breaks, l.space = 0, false
		l.word("”")
	}
	l.breaks = max(l.breaks, blockBreaks(a))
}

// blockBreaks is how many line breaks part an element from its neighbours.
func blockBreaks(a atom.Atom) int {
	switch a {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Blockquote, atom.Pre, atom.Article, atom.Section,
		atom.Main, atom.Header, atom.Footer, atom.Aside, atom.Nav, atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.Hr, atom.Address, atom.Figure,
		atom.Figcaption, atom.Details, atom.Summary, atom.Fieldset, atom.Form, atom.Center, atom.Body, atom.Title, atom.Caption:
		return 2
	case atom.Li, atom.Dt, atom.Dd, atom.Tr, atom.Option:
		return 1
	}
	return 0
}

func (l *layout) leavesOut(a atom.Atom) bool { return isUnread(a) || l.cut && isFurniture(a) }

// isUnread reports whether an element holds nothing that a reader reads as text.
func isUnread(a atom.Atom) bool {
	switch a {
	case atom.Title, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Object, atom.Audio, atom.Video, atom.Canvas,
		atom.Select, atom.Button, atom.Textarea, atom.Datalist, atom.Figcaption:
		return true
	}
	return false
}

// isFurniture reports whether an element stands around the article.
func isFurniture(a atom.Atom) bool {
	switch a {
	case atom.Nav, atom.Header, atom.Footer, atom.Aside, atom.Form:
		return true
	}
	return false
}

// isHidden reports whether an element is marked as not shown.
func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			return a.Val == "true"
		case "style":
			style := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(style, "display:none") {
				return true
			}
		}
	}
	return false
}
