package collect

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/source"
	"rapporteur/source/fetch"
)

// found is what a walk came to.
type found struct {
	items  []Item
	errors []string
	notes  []string
}

// walk collects everything; each error must be a refusal of one line.
func walk(t testing.TB, o Options, args ...string) (f found) {
	t.Helper()
	o.Note = func(line string) { f.notes = append(f.notes, line) }
	done := 0.0
	for it, err := range Items(t.Context(), args, o) {
		var refusal *source.Refusal
		switch {
		case err == nil:
			if it.Done < done || it.Done > 1 {
				t.Errorf("%s: done %v after %v", it.Name, it.Done, done)
			}
			done = it.Done
			f.items = append(f.items, it)
		case !errors.As(err, &refusal) || it.Raw != nil || it.Name != refusal.Name || strings.Contains(err.Error(), "\n"):
			t.Errorf("error %#v with item %+v", err, it)
		default:
			f.errors = append(f.errors, err.Error())
		}
	}
	return f
}

// folder writes files and makes the folder the working one.
func folder(t testing.TB, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func packed(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// short is an item as one line of a test.
func short(items []Item) (lines []string) {
	for _, it := range items {
		lines = append(lines, fmt.Sprintf("%s|%s|%s|%s|%s|%s|%s", it.Name, it.URL, it.Title, it.Outlet, it.Byline, it.Published, it.Raw))
	}
	return lines
}

func (f found) check(t *testing.T, items, problems []string) {
	t.Helper()
	if diff := cmp.Diff(items, short(f.items)); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(problems, f.errors); diff != "" {
		t.Errorf("errors (-want +got):\n%s", diff)
	}
}

func TestFoldersAndPatterns(t *testing.T) {
	folder(t, map[string]string{
		"reports/a.txt":             "one",
		"reports/deep/b.HTML":       "<p>two",
		"reports/deep/c":            "three",
		"reports/deep/e.txt.gz":     packed(t, "five"),
		"reports/deep/logo.png":     "a picture",
		"reports/deep/b_files/x.js": "a script",
		"reports/.git/d.txt":        "hidden",
		"reports/.d.txt":            "hidden",
		"empty/x.png":               "a picture",
		"other/f.md":                "six",
	})
	if err := os.Symlink("..", "reports/deep/up"); err != nil {
		t.Fatal(err)
	}
	f := walk(t, Options{Stdin: strings.NewReader("from standard input")}, "reports", "o*", "missing.txt", "*.warc", "empty", "-", "reports/a.txt", "reports/deep/logo.png")
	f.check(t, []string{
		"reports/a.txt||||||one", "reports/deep/b.HTML||||||<p>two", "reports/deep/c||||||three", "reports/deep/e.txt||||||five",
		"other/f.md||||||six", "standard input||||||from standard input", "reports/a.txt||||||one", "reports/deep/logo.png||||||a picture",
	}, []string{
		"reports/deep/up: is a directory",
		"missing.txt: no such file",
		"*.warc: no file matches this pattern",
		"empty: has no report in it, by the names of its files",
	})
	want := []string{
		"reports: files left out that are no reports by their names: 2 (.js .png)",
		"empty: files left out that are no reports by their names: 1 (.png)",
	}
	if diff := cmp.Diff(want, f.notes); diff != "" {
		t.Error(diff)
	}
}

func TestFilesThatAreNotRead(t *testing.T) {
	long := strings.Repeat("long ", 1000)
	folder(t, map[string]string{
		"empty.txt":     "",
		"long.txt":      long,
		"bomb.txt.gz":   packed(t, strings.Repeat("\x00", 1<<20)),
		"short.txt.gz":  packed(t, "cut off")[:15],
		"start.txt.gz":  "\x1f\x8b\x07",
		"twice.gz.gz":   packed(t, packed(t, "within")),
		"damaged.gz":    damaged(packed(t, "The towns met on the bridge and talked about the road.")),
		"notmail.mbox":  "no letters here",
		"nothing.jsonl": "",
	})
	f := walk(t, Options{MaxBytes: 4000}, "empty.txt", "long.txt", "bomb.txt.gz", "short.txt.gz", "start.txt.gz", "twice.gz.gz", "damaged.gz", "notmail.mbox", "nothing.jsonl")
	f.check(t, nil, []string{
		"empty.txt: is empty",
		"long.txt: has more than 3.91 KB, the limit for one report",
		"bomb.txt: has more than 3.91 KB, the limit for one report",
		"short.txt: the gzip data is cut off at byte 15",
		"start.txt.gz: is gzip data that is broken at its start",
		"twice.gz.gz: is gzip data within gzip data",
		"damaged: the gzip data is broken near byte 75: gzip: invalid checksum",
		"notmail.mbox: is no mailbox: it does not begin with a line of \"From \"",
	})
}

// damaged changes a byte of the checksum.
func damaged(z string) string { return z[:len(z)-6] + "?" + z[len(z)-5:] }

func TestJSONLines(t *testing.T) {
	lines := []string{
		`{"title":"The road","text":"one","url":"https://skarv.example/1","published":"2031-02-03","outlet":"Hale Post","author":["A. Moe","B. Lie"]}`,
		`{"headline":"The mill","maintext":"two","date_publish":"2031-02-03 10:00:00","source_domain":"skarv.example"}`,
		`{"text": "broken`,
		``,
		`["an array"]`,
		`{"body":"<p>three</p>","timestamp":1927879200,"source":{"id":7,"name":"Skarv Times"},"Title":"The dust"}`,
		`{"summary":"no text"}`,
		`{"text":"` + strings.Repeat("x", 10000) + `"}`,
		`{"text":"four \u00e9","date":"who knows"}`,
	}
	folder(t, map[string]string{"a.jsonl": strings.Join(lines, "\n")})
	f := walk(t, Options{MaxBytes: 4000}, "a.jsonl")
	f.check(t, []string{
		"a.jsonl:1|https://skarv.example/1|The road|Hale Post|A. Moe, B. Lie|2031-02-03|one",
		"a.jsonl:2||The mill|skarv.example||2031-02-03 10:00:00|two",
		"a.jsonl:6||The dust|Skarv Times||2031-02-03T10:00:00Z|<p>three</p>",
		"a.jsonl:9||||||four é",
	}, []string{
		"a.jsonl:3: is no object of JSON: unexpected end of JSON input at byte 16",
		"a.jsonl:5: is no object of JSON: it is an array",
		"a.jsonl:7: none of its fields is the text (it has summary); name it with --field text=NAME",
		"a.jsonl:8: the line has more than 7.81 KB, the limit for one report",
	})
	raw, _ := os.ReadFile("a.jsonl")
	for _, it := range f.items {
		p := it.Place
		if got := strings.TrimSpace(string(raw[p.Offset : p.Offset+p.Length])); got != lines[p.Line-1] || p.File != "a.jsonl" {
			t.Errorf("%+v holds %s", p, got)
		}
	}
}

func TestFieldsByFlags(t *testing.T) {
	folder(t, map[string]string{"a.jsonl": `{"story":{"full":"one"},"text":"not this","day":"2031-02-03","paper":"Hale Post"}`})
	fields, err := ParseFields([]string{"text=story.full", "published=when", "published=day", "outlet=paper"})
	if err != nil {
		t.Fatal(err)
	}
	walk(t, Options{Fields: fields}, "a.jsonl").check(t, []string{"a.jsonl:1|||Hale Post||2031-02-03|one"}, nil)
	for _, pair := range []string{"text", "text=", "story=text", "=x"} {
		if _, err := ParseFields([]string{pair}); err == nil {
			t.Errorf("%q is taken", pair)
		}
	}
}

func TestJSONOverManyLines(t *testing.T) {
	array := "[\n  {\n    \"text\": \"one\"\n  },\n  {\"text\": \"two\"},\n  7\n]"
	folder(t, map[string]string{
		"array.json":  array,
		"object.json": "{\n  \"text\": \"three\"\n}\n",
		"broken.json": "[{\"text\": \"four\"}, {\"text\": five}]",
		"cut.json":    "[{\"text\": \"six\"}, {\"te",
		"large.json":  `[{"text": "` + strings.Repeat("x", 100_000) + `"}]`,
		"bracket.txt": "[Skarv] The mayor spoke.",
		"brace.txt":   "{sic} The mayor spoke.",
	})
	f := walk(t, Options{MaxBytes: 4000}, "array.json", "object.json", "broken.json", "cut.json", "large.json", "bracket.txt", "brace.txt")
	f.check(t, []string{
		"array.json#1||||||one", "array.json#2||||||two", "object.json#1||||||three", "broken.json#1||||||four", "cut.json#1||||||six",
		"bracket.txt||||||[Skarv] The mayor spoke.", "brace.txt||||||{sic} The mayor spoke.",
	}, []string{
		"array.json#3: is no object of JSON: it is a number",
		"broken.json: is broken in its object 2: invalid character 'i' in literal false (expecting 'a') at byte 28",
		"cut.json: is broken in its object 2: it is cut off",
		"large.json: is broken in its object 1: it has more than 7.81 KB, the limit for one report",
	})
	p := f.items[0].Place
	if got := array[p.Offset : p.Offset+p.Length]; got != "{\n    \"text\": \"one\"\n  }" {
		t.Errorf("the place holds %q", got)
	}
}

func TestTables(t *testing.T) {
	comma := "\ufefftitle,text,date\nThe road,\"one, in \"\"quotes\"\"\nover two lines\",2031-02-03\n,,\nThe mill,two,2031-02-04\n"
	folder(t, map[string]string{
		"comma.csv":     comma,
		"semicolon.csv": "Title;Body;URL\nThe caf\xe9;three, with a comma;https://skarv.example/3\n",
		"tab.tsv":       "text\toutlet\nfour\tHale Post\nfive\n",
		"empty.csv":     "",
		"open.csv":      "text\nsix\n\"" + strings.Repeat("never closed ", 1000),
	})
	f := walk(t, Options{MaxBytes: 4000}, "comma.csv", "semicolon.csv", "tab.tsv", "empty.csv", "open.csv")
	f.check(t, []string{
		"comma.csv:2||The road|||2031-02-03|one, in \"quotes\"\nover two lines", "comma.csv:5||The mill|||2031-02-04|two",
		"semicolon.csv:2|https://skarv.example/3|The café||||three, with a comma",
		"tab.tsv:2|||Hale Post|||four", "tab.tsv:3||||||five", "open.csv:2||||||six",
	}, []string{
		"comma.csv:4: none of its fields is the text (it has date, text, title); name it with --field text=NAME",
		"empty.csv: is empty",
		"open.csv: the table has a row of more than 7.81 KB, the limit for one report",
	})
	p := f.items[1].Place
	if got := comma[p.Offset : p.Offset+p.Length]; got != "The mill,two,2031-02-04\n" {
		t.Errorf("the place holds %q", got)
	}
}

// What is known of an item stands where the user says nothing else.
func TestDocument(t *testing.T) {
	it := Item{
		Name: "a.jsonl:1", Raw: []byte("<p>The two towns have met again, the mayor said on Tuesday, and they will go on with the talks.</p>"),
		ContentType: "text/html; charset=utf-8", Title: "The road", Outlet: "Hale Post", Byline: "A. Moe", Published: "2031-02-03", URL: "https://skarv.example/1",
	}
	doc, err := it.Document(source.Options{Outlet: "Skarv Times"})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Title != "The road" || doc.Outlet != "Skarv Times" || doc.Byline != "A. Moe" || doc.URL != it.URL || !doc.PublishedDay ||
		!doc.Published.Equal(time.Date(2031, 2, 3, 0, 0, 0, 0, time.UTC)) || strings.Contains(doc.Text, "<") {
		t.Errorf("%+v", doc)
	}
}

func TestItemsEndWithTheirContext(t *testing.T) {
	folder(t, map[string]string{"a.txt": "one", "b.txt": "two", "c.jsonl": "{\"text\":\"three\"}\n{\"text\":\"four\"}\n"})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	for range Items(ctx, []string{".", "missing", "c.jsonl", "*.none"}, Options{}) {
		n++
		cancel()
	}
	if n != 1 {
		t.Errorf("%d items after the end", n-1)
	}
	n = 0
	for range Items(t.Context(), []string{".", "missing", "c.jsonl"}, Options{}) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d items", n)
	}
}

// FuzzItems reads any bytes under any name without failing, and each item lies in
// its file.
func FuzzItems(f *testing.F) {
	for _, seed := range [][2]string{
		{"a.txt", "a report"}, {"a.jsonl", "{\"text\":\"one\"}\n{"}, {"a.json", "[{\"text\":\"one\"},7]"}, {"a.csv", "text,date\none,\"2031"},
		{"a.warc", warcRecord("response", "https://skarv.example/1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n0\r\n\r\n")},
		{"a.warc.gz", packed(f, warcRecord("resource", "https://skarv.example/1", "one"))},
		{"a.mbox", "From a@skarv.example Mon Feb 03 10:00:00 2031\nSubject: x\n\none\n\nFrom b\n"},
		{"a.eml", "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\nb25l\n--b--\n"},
		{"a.xml", "<rss><channel><item><title>x</title><description>one</description></item></channel></rss>"},
		{"a.xml", "<urlset><url><loc>ftp://skarv.example/1</loc></url></urlset>"}, {"a.json", `{"version":"https://jsonfeed.org/version/1.1","items":[{"content_text":"one"}]}`},
	} {
		f.Add(seed[0], []byte(seed[1]))
	}
	f.Fuzz(func(t *testing.T, name string, raw []byte) {
		if strings.ContainsAny(name, "/\x00") || name == "" || name == "." || name == ".." || len(name) > 100 {
			name = "name"
		}
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, raw, 0o644); err != nil {
			t.Skip(err)
		}
		// no request goes anywhere: each takes a turn that never comes
		o := Options{MaxBytes: 1 << 16, Fetch: fetch.Options{Timeout: time.Nanosecond, Interval: time.Nanosecond}}
		for it, err := range Items(t.Context(), []string{path}, o) {
			p := it.Place
			if err == nil && (p.Offset < 0 || p.Length < 0 || len(it.Raw) == 0 || len(it.Raw) > 1<<16 || it.Name == "") {
				t.Errorf("%+v, %d bytes", p, len(it.Raw))
			}
		}
	})
}
