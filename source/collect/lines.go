package collect

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"rapporteur/source"
)

// lines yields the reports of JSON Lines, one object a line. A line that is broken
// or too long is refused by its number.
func (c *collector) lines(in *input) bool {
	for n := 1; ; n++ {
		place := Place{File: in.file, Offset: in.at(), Line: n}
		line, long, err := readLine(in.Reader, c.MaxBytes*jsonFactor)
		place.Length = in.at() - place.Offset
		name := fmt.Sprintf("%s:%d", in.name, n)
		switch {
		case long:
			if !c.refuse(name, "the line has more than "+size(c.MaxBytes*jsonFactor)+", the limit for one report") {
				return false
			}
		case len(bytes.TrimSpace(line)) > 0:
			if !c.line(in, name, place, line) {
				return false
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return true
		case err != nil:
			return c.fail(&source.Refusal{Name: in.name, Reason: brokenReason(in, err), Err: err})
		}
	}
}

// jsonFactor is how many times larger than its text a line of JSON may be: most
// letters stay one byte, each outside ASCII may be written in six or twelve, and
// other fields stand beside the text.
const jsonFactor = 2

func (c *collector) line(in *input, name string, place Place, line []byte) bool {
	var object map[string]any
	if err := json.Unmarshal(bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff"))), &object); err != nil {
		return c.refuse(name, "is no object of JSON: "+jsonReason(err))
	}
	return c.object(in, name, place, object)
}

// jsonReason says in a few words what is wrong with JSON.
func jsonReason(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("%v at byte %d", syntax, syntax.Offset)
	case errors.As(err, &kind) && kind.Value == "array":
		return "it is an array"
	case errors.As(err, &kind):
		return "it is a " + kind.Value
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}

// readLine reads up to and with the next line feed. A line of more than max bytes
// is read over and long; err is io.EOF at the end of the input, with the last line.
func readLine(r *bufio.Reader, max int64) (line []byte, long bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if long = long || int64(len(line)+len(part)) > max; long {
			line = nil
		} else {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, long, err
		}
	}
}

func validObject(line string) bool {
	var object map[string]json.RawMessage
	return json.Unmarshal([]byte(line), &object) == nil
}

// values yields the reports of JSON over many lines: one object, several one after
// another, or an array of them. It cannot be read on behind what is broken.
func (c *collector) values(in *input) bool {
	from := &budget{from: in.Reader, max: c.MaxBytes * jsonFactor}
	decoder := json.NewDecoder(from)
	if first, _ := in.Peek(sniffed); bytes.HasPrefix(bytes.TrimLeft(first, "\ufeff \t\r\n"), []byte("[")) {
		if _, err := decoder.Token(); err != nil {
			return c.brokenValue(in, 1, err)
		}
	}
	for n := 1; decoder.More(); n++ {
		var raw json.RawMessage
		from.used = 0
		if err := decoder.Decode(&raw); err != nil {
			return c.brokenValue(in, n, err)
		}
		end := decoder.InputOffset()
		place := Place{File: in.file, Offset: end - int64(len(raw)), Length: int64(len(raw))}
		if !c.line(in, fmt.Sprintf("%s#%d", in.name, n), place, raw) {
			return false
		}
	}
	return true
}

func (c *collector) brokenValue(in *input, n int, err error) bool {
	var syntax *json.SyntaxError
	reason := fmt.Sprintf("is broken in its object %d: ", n)
	switch {
	case errors.Is(err, errBudget):
		reason += "it has more than " + size(c.MaxBytes*jsonFactor) + ", the limit for one report"
	case errors.As(err, &syntax):
		reason += jsonReason(err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		reason += "it is cut off"
	default:
		reason += brokenReason(in, err)
	}
	return c.fail(&source.Refusal{Name: in.name, Reason: reason, Err: err})
}

var errBudget = errors.New("too many bytes for one report")

// budget is a reader that fails once max bytes were used.
type budget struct {
	from      io.Reader
	max, used int64
}

func (b *budget) Read(p []byte) (int, error) {
	if b.used > b.max {
		return 0, errBudget
	}
	n, err := b.from.Read(p)
	b.used += int64(n)
	return n, err
}
