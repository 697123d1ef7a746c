package collect

import (
	"os"
	"strings"
	"testing"
)

// newsletter is a letter to a list in both forms; the plain one is of no use.
const newsletter = `From: =?ISO-8859-1?Q?Caf=E9_Hale?= <news@hale.example>
To: reader@skarv.example
Subject: =?UTF-8?B?VGhlIHJvYWQg4oCUIGRheSAz?=
Date: Mon, 3 Feb 2031 10:00:00 +0100
List-Id: <news.hale.example>
Archived-At: <https://hale.example/letters/3>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="outer"

--outer
Content-Type: multipart/alternative; boundary="inner"

--inner
Content-Type: text/plain; charset=utf-8

Read this letter at https://hale.example/letters/3
--inner
Content-Type: text/html; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

<html><body><p>The mayor of Hale met the envoy of Skarv in the caf=E9 =
by the mill.</p></body></html>
--inner--
--outer
Content-Type: text/plain
Content-Disposition: attachment; filename=notes.txt

an attachment, not the letter
--outer
Content-Type: application/pdf
Content-Transfer-Encoding: base64

JVBERi0=
--outer--
`

const plainLetter = `From: "Moe, A." <moe@skarv.example>
Subject: On the
 road
Date: Tue, 4 Feb 2031 09:30:00 GMT

The talks went on.
>From the bridge one saw the dust.
`

const forwarded = `From: lie@skarv.example
Subject: Fwd
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

See below.
--b
Content-Type: message/rfc822

Subject: Within
From: Moe <moe@skarv.example>

The letter within.
--b--
`

func TestMailbox(t *testing.T) {
	box := "From moe@skarv.example Mon Feb  3 10:00:00 2031\n" + newsletter + "\nFrom - Tue Feb 04 09:30:00 2031\r\n" +
		strings.ReplaceAll(plainLetter, "\n", "\r\n") + "\r\nFrom lie@skarv.example Tue Feb  4 10:00:00 2031\n" + forwarded + "\nFrom x Tue Feb  4 10:00:00 2031\nSubject: nothing\n\n\n"
	folder(t, map[string]string{"box.mbox": box, "box": box})
	for _, file := range []string{"box.mbox", "box"} {
		f := walk(t, Options{}, file)
		f.check(t, []string{
			file + "#1|https://hale.example/letters/3|The road — day 3|Café Hale||2031-02-03T10:00:00+01:00|" +
				"<html><body><p>The mayor of Hale met the envoy of Skarv in the caf\xe9 by the mill.</p></body></html>",
			file + "#2||On the road||Moe, A.|2031-02-04T09:30:00Z|The talks went on.\r\nFrom the bridge one saw the dust.\r\n\r\n",
			file + "#3||Fwd||||See below.",
			file + "#3, attached letter 1||Within||Moe||The letter within.",
		}, []string{file + "#4: the letter has no text"})
		for i, begin := range []string{"From moe", "From - ", "From lie", "From lie"} {
			p := f.items[i].Place
			if got := box[p.Offset : p.Offset+p.Length]; !strings.HasPrefix(got, begin) || strings.Count("\n"+got, "\nFrom ") > 1 && i != 0 {
				t.Errorf("letter %d is at %.30q", i+1, got)
			}
		}
		if got := f.items[0].ContentType; got != `text/html; charset="iso-8859-1"` {
			t.Errorf("content type %q", got)
		}
	}
}

func TestLetters(t *testing.T) {
	long := strings.Repeat("The plain part has the whole letter. ", 20)
	folder(t, map[string]string{
		"plain.eml":        plainLetter,
		"mail/cur/1.a:2,S": plainLetter,
		"both.eml": "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n" + long +
			"\n--b\nContent-Type: text/html\n\n<p>The same in HTML.\n--b--\n",
		"links.eml": "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n" +
			strings.Repeat("Read on https://hale.example/a/very/long/address/of/a/page ", 20) + "\n--b\nContent-Type: text/html\n\n<p>HTML.\n--b--\n",
		"unclosed.eml": "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nup to the break",
		"base64.eml":   "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nVGhlIHRhbGtz\nIHdlbnQgb24u\n",
		"broken.eml":   "no header at all\n\ntext\n",
		"nested.eml":   "Content-Type: multipart/mixed; boundary=b0\n\n" + nested(30) + "too deep",
		"picture.eml":  "Content-Type: image/png\n\n\x89PNG",
	})
	f := walk(t, Options{}, "plain.eml", "mail", "both.eml", "links.eml", "unclosed.eml", "base64.eml", "broken.eml", "nested.eml", "picture.eml")
	f.check(t, []string{
		"plain.eml||On the road||Moe, A.|2031-02-04T09:30:00Z|The talks went on.\n>From the bridge one saw the dust.\n",
		"mail/cur/1.a:2,S||On the road||Moe, A.|2031-02-04T09:30:00Z|The talks went on.\n>From the bridge one saw the dust.\n",
		"both.eml||||||" + long, "links.eml||||||<p>HTML.", "unclosed.eml||||||up to the break", "base64.eml||||||The talks went on.",
	}, []string{
		"broken.eml: is no letter that can be read: malformed header line: no header at all",
		"nested.eml: the letter has no text",
		"picture.eml: the letter has no text",
	})
}

func nested(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("--b" + string(rune('0'+i)) + "\nContent-Type: multipart/mixed; boundary=b" + string(rune('1'+i)) + "\n\n")
	}
	return b.String()
}

// A letter above the limit is refused, and the next one read.
func TestLongLetter(t *testing.T) {
	folder(t, nil)
	f, err := os.Create("box.mbox")
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString("From a@b Mon Feb  3 10:00:00 2031\nSubject: long\n\n")
	line := []byte(strings.Repeat("x", 1<<20-1) + "\n")
	for range 5 {
		f.Write(line)
	}
	f.WriteString("\nFrom a@b Mon Feb  3 10:00:00 2031\nSubject: short\n\nThe text.\n")
	f.Close()
	walk(t, Options{MaxFile: 4 << 20}, "box.mbox").check(t, []string{"box.mbox#2||short||||The text.\n"},
		[]string{"box.mbox#1: the letter has more than 4 MB, the limit for one (--max-file)"})
}
