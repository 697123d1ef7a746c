package source

import "strings"

// Refusal is the one error of this package: a report that is not read.
type Refusal struct {
	// Name is what the caller calls the report, usually a path.
	Name string
	// Reason says in a few words why the report is not read.
	Reason string
	// Err is the error beneath, nil where the report itself is the reason.
	Err error
}

// Error returns one line, "name: reason".
func (r *Refusal) Error() string {
	return oneLine(r.Name) + ": " + oneLine(r.Reason)
}

// Unwrap returns the error beneath.
func (r *Refusal) Unwrap() error { return r.Err }

func refuse(reason string) *Refusal { return &Refusal{Reason: reason} }

// oneLine replaces what would break a line or steer a terminal.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || isLayout(r) {
			return '?'
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
}
