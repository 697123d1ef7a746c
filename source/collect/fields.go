package collect

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Fields name the fields of JSON Lines and CSV that hold the parts of a report,
// each with the names that are tried in order; a dot leads into an object
// ("source.name"). Names are compared without regard to case. What is empty has the
// names of DefaultFields.
type Fields struct {
	Text, Title, URL, Published, Outlet, Byline []string
}

// DefaultFields are the names that news collections use: those of the Common Crawl
// news tools (maintext, date_publish, source_domain), of the usual news interfaces
// and of schema.org (articleBody, headline, datePublished).
func DefaultFields() Fields {
	return Fields{
		Text:  []string{"text", "body", "content", "maintext", "article", "articleBody", "full_text", "fulltext", "content_text", "content_html", "html"},
		Title: []string{"title", "headline", "heading"},
		URL:   []string{"url", "link", "canonical_url", "uri", "source_url", "web_url"},
		Published: []string{
			"published", "date", "date_publish", "published_at", "publishedAt", "published_date", "publish_date", "datePublished", "date_published",
			"pubDate", "publication_date", "datetime", "timestamp", "created_at",
		},
		Outlet: []string{"outlet", "publisher", "publication", "site_name", "sitename", "source.name", "source", "source_domain", "domain", "newspaper", "feed"},
		Byline: []string{"byline", "author", "authors"},
	}
}

// ParseFields reads pairs of a part and the name of its field, as
// "text=story,published=day"; the parts are text, title, url, published, outlet and
// byline.
func ParseFields(pairs []string) (Fields, error) {
	var f Fields
	parts := map[string]*[]string{
		"text": &f.Text, "title": &f.Title, "url": &f.URL, "published": &f.Published, "outlet": &f.Outlet, "byline": &f.Byline,
	}
	for _, pair := range pairs {
		part, name, ok := strings.Cut(pair, "=")
		names := parts[strings.TrimSpace(part)]
		if !ok || names == nil || strings.TrimSpace(name) == "" {
			return Fields{}, fmt.Errorf("%q must be PART=NAME with one of the parts %s", pair, strings.Join(slices.Sorted(maps.Keys(parts)), ", "))
		}
		*names = append(*names, strings.TrimSpace(name))
	}
	return f, nil
}

// withDefaults fills what is empty.
func (f Fields) withDefaults() Fields {
	d := DefaultFields()
	for _, p := range []struct{ names, usual *[]string }{
		{&f.Text, &d.Text}, {&f.Title, &d.Title}, {&f.URL, &d.URL}, {&f.Published, &d.Published}, {&f.Outlet, &d.Outlet}, {&f.Byline, &d.Byline},
	} {
		if len(*p.names) == 0 {
			*p.names = *p.usual
		}
	}
	return f
}

// object yields the report that an object of JSON or a row of a table holds.
func (c *collector) object(in *input, name string, place Place, object map[string]any) bool {
	f := c.Fields.withDefaults()
	text := field(object, f.Text, "\n\n")
	if strings.TrimSpace(text) == "" {
		keys := slices.Sorted(maps.Keys(object))
		const most = 12
		if len(keys) > most {
			keys = append(keys[:most], "…")
		}
		return c.refuse(name, fmt.Sprintf("none of its fields is the text (it has %s); name it with --field text=NAME", strings.Join(keys, ", ")))
	}
	if int64(len(text)) > c.MaxBytes {
		return c.refuse(name, "has more than "+size(c.MaxBytes)+", the limit for one report")
	}
	return c.item(Item{
		Name: name, Raw: []byte(text), ContentType: textType(text), Place: place,
		URL: field(object, f.URL, " "), Title: field(object, f.Title, " "), Outlet: field(object, f.Outlet, ", "),
		Byline: field(object, f.Byline, ", "), Published: moment(field(object, f.Published, " ")),
	}, in.share())
}

// textType is the media type of text from a field that is UTF-8 already, whatever
// a page in it declares.
func textType(text string) string {
	if strings.HasPrefix(strings.TrimSpace(text), "<") {
		return "text/html; charset=utf-8"
	}
	return "text/plain; charset=utf-8"
}

// field is the first of the named fields that is not empty, as text.
func field(object map[string]any, names []string, separator string) string {
	for _, name := range names {
		if text := strings.TrimSpace(asText(lookup(object, name), separator)); text != "" {
			return text
		}
	}
	return ""
}

// lookup finds a field by its name, exactly or else without regard to case, or
// along a path of names.
func lookup(object map[string]any, name string) any {
	if v, ok := object[name]; ok {
		return v
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if strings.EqualFold(key, name) {
			return object[key]
		}
	}
	if first, rest, ok := strings.Cut(name, "."); ok {
		if inner, ok := lookup(object, first).(map[string]any); ok {
			return lookup(inner, rest)
		}
	}
	return nil
}

// asText is a value as text: strings as they are, lists joined, things by their
// names.
func asText(v any, separator string) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case map[string]any:
		return asText(v["name"], separator)
	case []any:
		var all []string
		for _, x := range v {
			if s := asText(x, separator); s != "" {
				all = append(all, s)
			}
		}
		return strings.Join(all, separator)
	}
	return ""
}

// moment turns seconds or milliseconds since 1970 into RFC 3339 and leaves other
// dates as they are. Numbers of nine digits and fewer are no such time, so that
// 20250515 stays a day.
func moment(s string) string {
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil || n < 1e9 || n >= 1e13:
		return s
	case n >= 1e11:
		return time.UnixMilli(n).UTC().Format(time.RFC3339)
	case n >= 1e10:
		return s
	}
	return time.Unix(n, 0).UTC().Format(time.RFC3339)
}
