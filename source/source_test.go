package source

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf8"
)

const report = "Mediators said on Tuesday that the talks in Karsk would go on. “We are not done,” Henrike Vollan told reporters.\n\nThe other side did not answer.\n"

func TestReadPlain(t *testing.T) {
	doc, err := Read(strings.NewReader(report), "report", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Text != report || doc.Language != "en" || !doc.Published.IsZero() || doc.Title != "" {
		t.Errorf("got %+v", doc)
	}
}

// TestIDIsOfNormalisedText reads one text in several guises.
func TestIDIsOfNormalisedText(t *testing.T) {
	text := "The café of Malmö stayed shut, the mayor said.\n"
	want, err := Read(strings.NewReader(text), "", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(want.ID) != 64 {
		t.Errorf("ID %q is no SHA-256", want.ID)
	}
	for _, guise := range []string{
		"\ufeff" + text, "  " + strings.ReplaceAll(text, " ", " \t\r\n"), "The cafe\u0301 of Malmo\u0308 stayed shut, the mayor said.",
		"The caf\xe9 of Malm\xf6 stayed shut, the mayor said.", "<p>The caf&eacute; of Malm&ouml; stayed shut,&nbsp;the mayor said.</p>",
	} {
		got, err := Read(strings.NewReader(guise), "", Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got.ID != want.ID {
			t.Errorf("%q has another ID", guise)
		}
	}
	if other, _ := Read(strings.NewReader(text+"Or not."), "", Options{}); other.ID == want.ID {
		t.Error("another text has the same ID")
	}
}

func TestOptionsOverride(t *testing.T) {
	o := Options{Published: "15 May 2025", Title: "Own title", URL: "https://own.example/x", Outlet: "Own Outlet"}
	doc, err := Read(strings.NewReader("<title>Their title</title><meta name=date content=2020-01-01><p>"+report), "", o)
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2025, 5, 15, 0, 0, 0, 0, time.UTC)
	if doc.Title != o.Title || doc.URL != o.URL || doc.Outlet != o.Outlet || !doc.Published.Equal(day) || !doc.PublishedDay {
		t.Errorf("got %+v", doc)
	}
}

func TestRefusals(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	w.Write([]byte(report))
	w.Close()
	noise := make([]byte, 4096)
	source := rand.NewChaCha8([32]byte{})
	source.Read(noise)
	for _, c := range []struct{ name, raw, want string }{
		{"empty", "", "empty: is empty"},
		{"blank", " \n\t\r\n", "blank: has no text"},
		{"pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf: is a PDF document, not text"},
		{"pdf-late", "\x00\x01\x02junk%PDF-1.4", "pdf-late: is a PDF document, not text"},
		{"png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "png: is a PNG image, not text"},
		{"zip", "PK\x03\x04\x14\x00", "zip: is a ZIP archive (DOCX, ODT and EPUB files are such), not text"},
		{"gzip", packed.String(), "gzip: is gzip data (unpack it first), not text"},
		{"elf", "\x7fELF\x02\x01\x01", "elf: is an ELF program, not text"},
		{"rtf", `{\rtf1\ansi The talks}`, "rtf: is an RTF document, not text"},
		{"noise", string(noise), "noise: is binary data, not text"},
		{"zeros", strings.Repeat("\x00", 5000), "zeros: is binary data, not text"},
		{"repeated", strings.Repeat("a", 100_000), "repeated: is one character, 'a', repeated"},
		{"digits", "12 34 56\n78 90", "digits: has no letters"},
		{"feed", "<?xml version=\"1.0\"?><rss><channel><title>x</title></channel></rss>", "feed: is XML (a feed?), not a report in plain text or HTML"},
		{"json", "{\"title\": \"The talks\"}\n{\"title\": \"The end\"}\n", "json: is JSON, not a report in plain text or HTML"},
		{"no-body", "<html><head><title>The talks</title></head></html>", "no-body: is HTML without any text in its body"},
		{"scripts", "<html><body><script>var a = 'The talks';</script></body></html>", "scripts: is HTML without any text in its body"},
		{"line", strings.Repeat("The talks go on and on. ", 5<<20/24), "line: has more than 2 MB of text, the limit of --max-bytes"},
		{"large", strings.Repeat("The talks go on and on.\n", 20<<20/24), "large: has more than 2 MB of text, the limit of --max-bytes"},
		{"french", french, "french: is not in English (it looks like French); --any-language reads it all the same"},
		{"steer\x1b[2J\nme", "", "steer?[2J?me: is empty"},
	} {
		_, err := Read(strings.NewReader(c.raw), c.name, Options{})
		var refusal *Refusal
		if !errors.As(err, &refusal) {
			t.Errorf("%s: error %v", c.name, err)
		} else if err.Error() != c.want {
			t.Errorf("got  %q\nwant %q", err, c.want)
		}
	}
}

func TestLimitCanBeRaised(t *testing.T) {
	text := strings.Repeat("The talks go on and on. ", 3<<20/24)
	if _, err := Read(strings.NewReader(text), "", Options{MaxBytes: 4 << 20}); err != nil {
		t.Error(err)
	}
	if _, err := Read(strings.NewReader(report), "", Options{MaxBytes: 50}); err == nil || !strings.Contains(err.Error(), "50 bytes") {
		t.Errorf("error %v", err)
	}
}

func TestBadDateIsRefused(t *testing.T) {
	if _, err := Read(strings.NewReader(report), "x", Options{Published: "last week"}); err == nil || !strings.HasPrefix(err.Error(), `x: "last week" is not a date`) {
		t.Errorf("error %v", err)
	}
}

func TestReadError(t *testing.T) {
	broken := errors.New("the pipe broke")
	if _, err := Read(iotest.ErrReader(broken), "pipe", Options{}); !errors.Is(err, broken) || err.Error() != "pipe: the pipe broke" {
		t.Errorf("error %v", err)
	}
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "report.txt")
	if err := os.WriteFile(path, []byte(report), 0o644); err != nil {
		t.Fatal(err)
	}
	if doc, err := ReadFile(path, Options{}); err != nil || doc.Text != report {
		t.Errorf("%v, %v", doc, err)
	}
	if _, err := ReadFile(dir, Options{}); err == nil || err.Error() != dir+": is a directory" {
		t.Errorf("error %v", err)
	}
	missing := filepath.Join(dir, "missing.txt")
	if _, err := ReadFile(missing, Options{}); !errors.Is(err, fs.ErrNotExist) || err.Error() != missing+": no such file" {
		t.Errorf("error %v", err)
	}
	if os.Geteuid() == 0 {
		return // root reads what no one may
	}
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadFile(path, Options{}); err == nil || err.Error() != path+": permission denied" {
		t.Errorf("error %v", err)
	}
}

// TestFormOfText tells pages from plain text that has angle brackets.
func TestFormOfText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"<!DOCTYPE html><p>x", formHTML},
		{"\ufeff\n<?xml version='1.0'?><!DOCTYPE html><html><body>", formHTML},
		{"<!-- a --><!-- b -->\n<HTML>", formHTML},
		{"<div class=x>The talks</div>", formHTML},
		{"<p>The talks", formHTML},
		{"<The talks> were a film.", formPlain},
		{"The <b>talks</b> ended <html>.", formPlain},
		{"[Live] The talks ended.", formPlain},
		{"<pubdate>", formPlain},
		{"<feed><entry/></feed>", formXML},
		{"[1, 2]", formJSON},
		{"WARC/1.1\r\nWARC-Type: warcinfo\r\n", formWARC},
	} {
		if got := textForm(c.text); got != c.want {
			t.Errorf("textForm(%q) = %s, want %s", c.text, got, c.want)
		}
	}
	doc, err := Read(strings.NewReader("The <b>talks</b> ended, he said."), "x.HTM", Options{})
	if err != nil || doc.Text != "The talks ended, he said." {
		t.Errorf("a page by its name: %v, %v", doc, err)
	}
}

// TestGoldTextIsKept reads the gold reports, whose records count on every byte.
func TestGoldTextIsKept(t *testing.T) {
	var paths []string
	for _, set := range []string{"dev/*.txt", "train/*.txt", "written/*.txt", "stories/*/*.txt"} {
		found, _ := filepath.Glob(filepath.Join("../../shared/gold", set))
		paths = append(paths, found...)
	}
	if len(paths) == 0 {
		t.Skip("../shared/gold is not here")
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if doc, err := ReadFile(path, Options{}); err != nil {
			t.Error(err)
		} else if doc.Text != string(raw) {
			t.Errorf("%s: the text changed", path)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		report, english, russian, "<html><body><p>The talks</p><table><tr><td>x", "{\"a\":1}", "%PDF-1.4", "\xff\xfeT\x00h\x00e\x00", "\xed\xa0\x80The",
		"<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"datePublished\":\"2020-01-01T\"}</script>", "By A B\r\n\r\n12 May 2020\r\n", "a\x00\x1b\u2028\u200e",
		"The minis-\nter of the upper valley said that the minister would not come\nto the table unless the other one had left the room before the end\nof the first day of the talks.\n",
	} {
		f.Add([]byte(seed), false)
		f.Add([]byte(seed), true)
	}
	f.Fuzz(func(t *testing.T, raw []byte, named bool) {
		name := "fuzz"
		if named {
			name = "fuzz.html"
		}
		o := Options{AnyLanguage: true, MaxBytes: 1 << 16}
		doc, err := Read(bytes.NewReader(raw), name, o)
		if err != nil {
			if line := err.Error(); strings.ContainsAny(line, "\n\r\x1b") || !strings.HasPrefix(line, name+": ") {
				t.Errorf("error %q", line)
			}
			return
		}
		if !utf8.ValidString(doc.Text) || strings.ContainsAny(doc.Text, "\r\x00\x1b\f") || strings.TrimSpace(doc.Text) == "" {
			t.Errorf("text %q", doc.Text)
		}
		if !utf8.ValidString(doc.Title + doc.Byline + doc.Outlet + doc.URL) {
			t.Errorf("metadata %q", []string{doc.Title, doc.Byline, doc.Outlet, doc.URL})
		}
		if again, err := Read(bytes.NewReader(raw), name, o); err != nil || again.ID != doc.ID || again.Text != doc.Text {
			t.Errorf("read again: %v, %v", again, err)
		}
		if doc.ID != textID(doc.Text) {
			t.Error("the ID is not of the text")
		}
		checkUnwrapped(t, doc.Text)
	})
}
