package source

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

// metadata is what a page says of itself outside its text. Everything is as
// written, entities decoded.
type metadata struct {
	// named holds the first content of each <meta>, under its lower-cased name,
	// property or itemprop.
	named map[string]string
	// times are the dates of <time> and of elements whose itemprop or class says
	// that they hold a date, those that say "published" first.
	times []string
	// articles are the objects of JSON-LD that describe the article, the most
	// specific first.
	articles       []linkedData
	url            string
	titleTag, head string // <title>, first <h1>
}

// linkedData is one object of JSON-LD in the vocabulary of schema.org.
type linkedData struct {
	article                                             bool // its type is an article of some kind
	headline, published, modified, author, outlet, body string
}

// metadataReader collects metadata from the tags of a page as they come.
type metadataReader struct {
	*metadata
	// expect takes the next text that is not white space, nil if no one waits for it.
	expect func(string)
	// inHead says that the first <h1> is open.
	inHead bool
}

func readMetadata(page string) *metadata {
	r := metadataReader{metadata: &metadata{named: map[string]string{}}}
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			r.head = fold(r.head)
			r.sortArticles()
			return r.metadata
		case html.StartTagToken, html.SelfClosingTagToken:
			r.tag(z)
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "h1" {
				r.inHead = false
			}
		case html.TextToken:
			r.text(z)
		}
	}
}

func (r *metadataReader) text(z *html.Tokenizer) {
	if r.expect == nil && !r.inHead {
		return
	}
	raw := string(z.Raw())
	if r.inHead {
		r.head += html.UnescapeString(raw)
	}
	if text := strings.TrimSpace(raw); r.expect != nil && text != "" {
		r.expect(text)
		r.expect = nil
	}
}

// tag takes what the start tag at which z stands has to say.
func (r *metadataReader) tag(z *html.Tokenizer) {
	name, more := z.TagName()
	element := string(name)
	attr := map[string]string{}
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		attr[string(k)] = strings.TrimSpace(string(v))
	}
	switch element {
	case "meta":
		r.meta(attr)
	case "link":
		if strings.EqualFold(attr["rel"], "canonical") && r.url == "" {
			r.url = attr["href"]
		}
	case "title":
		if r.titleTag == "" {
			r.expect = func(text string) { r.titleTag = fold(html.UnescapeString(text)) }
		}
	case "h1":
		r.inHead = r.head == ""
	case "script":
		r.expect = nil
		if strings.Contains(strings.ToLower(attr["type"]), "ld+json") {
			r.expect = r.linked
		}
	case "style":
		r.expect = nil
	default:
		r.time(element, attr)
	}
}

func (m *metadata) meta(attr map[string]string) {
	content := attr["content"]
	for _, key := range []string{"property", "name", "itemprop"} {
		name := strings.ToLower(attr[key])
		if name != "" && content != "" && m.named[name] == "" {
			m.named[name] = content
		}
	}
	if u := m.named["og:url"]; u != "" && m.url == "" {
		m.url = u
	}
}

// time takes a date from <time> or from an element that is marked as one.
func (r *metadataReader) time(element string, attr map[string]string) {
	mark := strings.ToLower(attr["itemprop"] + " " + attr["class"] + " " + attr["property"] + " " + attr["id"])
	has := func(s string) bool { return strings.Contains(mark, s) }
	_, pubdate := attr["pubdate"]
	first := pubdate || has("publi") || has("entry-date") || has("datecreated")
	if !first && element != "time" && !has("date") && !has("time") || has("update") || has("modif") {
		return
	}
	keep := func(text string) {
		text = html.UnescapeString(text)
		if first {
			r.times = append([]string{text}, r.times...)
		} else {
			r.times = append(r.times, text)
		}
	}
	if value := firstOf(attr["datetime"], attr["content"]); value != "" {
		keep(value)
	} else {
		r.expect = keep
	}
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// linked takes the objects of a piece of JSON-LD, in which pages have raw line
// breaks inside strings. What is not valid JSON for another reason is left.
func (m *metadata) linked(text string) {
	text = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, text)
	var v any
	if json.Unmarshal([]byte(strings.Trim(text, "; ")), &v) == nil {
		m.walk(v, 0)
	}
}

// maxNesting is how deep objects of JSON-LD are looked for.
const maxNesting = 8

func (m *metadata) walk(v any, depth int) {
	if depth > maxNesting {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			m.walk(x, depth+1)
		}
	case map[string]any:
		if words(v["datePublished"]) != "" || words(v["headline"]) != "" {
			m.articles = append(m.articles, linkedArticle(v))
			return
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"} {
			m.walk(v[key], depth+1)
		}
	}
}

func linkedArticle(v map[string]any) linkedData {
	kind := words(v["@type"])
	return linkedData{
		article:   strings.Contains(kind, "Article") || strings.Contains(kind, "Posting") || strings.Contains(kind, "Report"),
		headline:  words(v["headline"]),
		published: words(v["datePublished"]),
		modified:  firstOf(words(v["dateCreated"]), words(v["dateModified"])),
		author:    words(v["author"]),
		outlet:    words(v["publisher"]),
		body:      words(v["articleBody"]),
	}
}

// words is a value of JSON-LD as text: a string, the name of a thing, or those of
// a list of them.
func words(v any) string {
	switch v := v.(type) {
	case string:
		return fold(html.UnescapeString(v))
	case map[string]any:
		return words(v["name"])
	case []any:
		var all []string
		for _, x := range v {
			if s := words(x); s != "" {
				all = append(all, s)
			}
		}
		return strings.Join(all, ", ")
	}
	return ""
}

// sortArticles puts articles before other things that have a headline or a date.
func (m *metadata) sortArticles() {
	var articles, others []linkedData
	for _, a := range m.articles {
		if a.article {
			articles = append(articles, a)
		} else {
			others = append(others, a)
		}
	}
	m.articles = append(articles, others...)
}

// firstLinked is the first value that the JSON-LD of the page has in a field.
func (m *metadata) firstLinked(field func(linkedData) string) string {
	for _, a := range m.articles {
		if s := field(a); s != "" {
			return s
		}
	}
	return ""
}

// body is the article's text from JSON-LD.
func (m *metadata) body() string {
	return m.firstLinked(func(a linkedData) string { return a.body })
}

// title is the headline: JSON-LD's, else OpenGraph's, else the page's first
// heading if the page's title starts with it, else the page's title, without the
// outlet's name behind it.
func (m *metadata) title() string {
	headline := m.firstLinked(func(a linkedData) string { return a.headline })
	title := firstOf(headline, m.named["og:title"], m.named["twitter:title"])
	if title == "" && m.head != "" && strings.HasPrefix(m.titleTag, m.head) {
		return m.head
	}
	return m.cutOutlet(fold(firstOf(title, m.titleTag, m.head)))
}

// cutOutlet cuts the outlet's name off a title: " | Outlet", " - Outlet". What is
// cut must be the outlet where it is known, and else be short: at most four words
// and fewer than stay.
func (m *metadata) cutOutlet(title string) string {
	for _, separator := range []string{" | ", " — ", " – ", " - ", " :: ", " » ", " • ", " · "} {
		i := strings.LastIndex(title, separator)
		if i <= 0 {
			continue
		}
		head, tail := title[:i], title[i+len(separator):]
		outlet := m.outlet()
		n := len(strings.Fields(tail))
		if strings.EqualFold(tail, outlet) || outlet == "" && n <= 4 && n < len(strings.Fields(head)) && separator != " – " && separator != " — " {
			return strings.TrimSpace(head)
		}
	}
	return title
}

func (m *metadata) outlet() string {
	publisher := m.firstLinked(func(a linkedData) string { return a.outlet })
	return firstOf(m.named["og:site_name"], publisher, m.named["application-name"], m.named["dc.publisher"])
}

// byline is the authors' names.
func (m *metadata) byline() string {
	author := m.firstLinked(func(a linkedData) string { return a.author })
	for _, s := range []string{author, m.named["author"], m.named["article:author"], m.named["parsely-author"], m.named["sailthru.author"], m.named["dc.creator"]} {
		if name := authorName(s); name != "" {
			return name
		}
	}
	return ""
}

// authorName cuts what is no name off a byline: "By" and what stands before it, a
// colon. A line with an address or a number is no byline, nor is one of labels.
func authorName(s string) string {
	s = fold(strings.ReplaceAll(s, "\u00a0", " "))
	if i := strings.LastIndex(strings.ToLower(s), " by "); i >= 0 {
		s = s[i+1:]
	}
	s = strings.Trim(cutBy(s), " ,:;|")
	switch strings.ToLower(s) {
	case "by", "posted", "published", "written by", "no author", "unknown", "admin":
		return ""
	}
	if strings.ContainsAny(s, "@0123456789") || strings.Contains(s, "://") || len(s) > 200 {
		return ""
	}
	return s
}

// dateNames are the names under which <meta> has the date of publication, the most
// reliable first.
var dateNames = []string{
	"article:published_time", "datepublished", "og:published_time", "og:article:published_time", "parsely-pub-date", "sailthru.date",
	"article.published", "pubdate", "publishdate", "publish-date", "publication_date", "publish_date", "cxenseparse:recs:publishtime",
	"citation_publication_date", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date.created", "dc.date", "date", "article:published",
	"datecreated", "og:article:published", "rnews:datepublished", "article_date_original", "originalpublicationdate", "timestamp",
}

// date is when the page was published, from the first of these that is a date:
// JSON-LD, <meta>, what is marked as a date in the page, the address, the first
// lines of the text, and as a last resort when the page was changed.
func (m *metadata) date(text string) published {
	candidates := []string{m.firstLinked(func(a linkedData) string { return a.published })}
	for _, name := range dateNames {
		candidates = append(candidates, m.named[name])
	}
	candidates = append(candidates, m.times...)
	candidates = append(candidates, addressDate(m.url))
	if p := firstDate(candidates); !p.IsZero() {
		return p
	}
	if h := readHeading(text); !h.IsZero() {
		return h.published
	}
	modified := m.firstLinked(func(a linkedData) string { return a.modified })
	return firstDate([]string{modified, m.named["article:modified_time"], m.named["og:updated_time"], m.named["last-modified"]})
}

// maxDateText is the most that stands beside a date in an element that holds it.
const maxDateText = 200

func firstDate(candidates []string) published {
	for _, c := range candidates {
		if p, rest, ok := findDate(fold(c)); ok && len(rest) <= maxDateText {
			return p
		}
	}
	return published{}
}

var addressDay = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`/((?:19|20)\d{2})[/-]?(0[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-]?([0-3]\d)(?:\D|$)`)
})

// addressDate is the day in the path of an address, as in "/2025/05/15/".
func addressDate(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	m := addressDay().FindStringSubmatch(u.Path)
	if m == nil {
		return ""
	}
	day, ok := civil(m[1], m[2], m[3])
	if !ok {
		return ""
	}
	return day.Format("2006-01-02")
}
