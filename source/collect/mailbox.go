package collect

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"sync"

	"rapporteur/source"
)

// mailboxLine begins a letter in an mbox file: a sender and a date as of asctime.
var mailboxLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^From \S.* \d{1,2}:\d{2}(?::\d{2})? .*\d{4}`)
})

// startsMailbox reports whether a file begins as an mbox file does: such a line
// and a field of a header behind it.
func startsMailbox(head []byte) bool {
	first, rest, _ := bytes.Cut(head, []byte("\n"))
	name, _, ok := bytes.Cut(rest, []byte(":"))
	return mailboxLine().Match(first) && ok && !bytes.ContainsAny(name, " \t\r\n")
}

// boxed is a letter of a mailbox.
type boxed struct {
	number int   // from 1 on
	begin  int64 // the offset of its first line
	text   []byte
	long   bool
}

func (b *boxed) add(line []byte, long bool, max int64) {
	if b.long = b.long || long || int64(len(b.text)+len(line)) > max; !b.long {
		b.text = append(b.text, unquoted(line)...)
	}
}

// unquoted is a line without the ">" that mbox files put before "From " (the form
// called mboxrd).
func unquoted(line []byte) []byte {
	if rest := bytes.TrimLeft(line, ">"); len(rest) < len(line) && bytes.HasPrefix(rest, []byte("From ")) {
		return line[1:]
	}
	return line
}

// mailbox yields the letters of an mbox file (RFC 4155): each begins with a line of
// "From " behind an empty one.
func (c *collector) mailbox(in *input) bool {
	var letter boxed
	blank := true
	for {
		begin := in.at()
		line, long, err := readLine(in.Reader, c.MaxFile)
		if blank && bytes.HasPrefix(line, []byte("From ")) {
			if !c.boxed(in, letter, begin) {
				return false
			}
			letter = boxed{number: letter.number + 1, begin: begin}
		} else {
			letter.add(line, long, c.MaxFile)
		}
		blank = len(bytes.TrimRight(line, "\r\n")) == 0
		switch {
		case errors.Is(err, io.EOF):
			return c.boxed(in, letter, in.at())
		case err != nil:
			return c.boxed(in, letter, in.at()) && c.fail(&source.Refusal{Name: in.name, Reason: brokenReason(in, err), Err: err})
		}
	}
}

// boxed yields a letter of a mailbox that ends before end.
func (c *collector) boxed(in *input, b boxed, end int64) bool {
	name := fmt.Sprintf("%s#%d", in.name, b.number)
	switch {
	case b.number == 0 && len(bytes.TrimSpace(b.text)) > 0:
		return c.refuse(in.name, "is no mailbox: it does not begin with a line of \"From \"")
	case b.number == 0:
		return true
	case b.long:
		return c.refuse(name, "the letter has more than "+size(c.MaxFile)+", the limit for one (--max-file)")
	}
	return c.letter(name, Place{File: in.file, Offset: b.begin, Length: end - b.begin}, b.text, in.share())
}
