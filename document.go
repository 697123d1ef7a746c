package rapporteur

import "time"

// Document is one report as it was read: its text, which owns all words and is
// never changed afterwards, and what is known about it.
type Document struct {
	// ID is the lower-case hexadecimal SHA-256 of the normalised text (NFC,
	// runs of white space folded to one space, trimmed).
	ID string
	// Text is valid UTF-8; every Span of an Analysis or Record points into it.
	Text string
	// Title, URL, Outlet and Byline are empty where unknown.
	Title, URL, Outlet, Byline string
	// Published is when the report was published, the zero time where unknown.
	Published time.Time
	// PublishedDay says that only the day of Published is known, not the hour.
	PublishedDay bool
	// Language is an ISO 639-1 code, empty where unknown.
	Language string
}
