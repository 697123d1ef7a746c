// Package rapporteur is the vocabulary of the program: what a report is, what the
// reading of its language yields, and what the record of a negotiation says.
//
// Every other package imports this one and, along the one direction of flow,
// what stands before it: source yields a Document, language an Analysis of it,
// extract a Record. All offsets are half-open byte ranges into Document.Text;
// they become code points only where JSON is written.
package rapporteur

// Span is a half-open range of byte offsets into Document.Text, on code-point
// borders, with 0 <= Start <= End <= len(Text).
type Span struct{ Start, End int }

// In returns the words of text that the span covers.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Len is the length of the span in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty reports whether the span covers nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains reports whether t lies wholly inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Cover returns the smallest span around s and t.
func (s Span) Cover(t Span) Span { return Span{min(s.Start, t.Start), max(s.End, t.End)} }
