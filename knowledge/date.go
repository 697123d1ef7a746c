package knowledge

import (
	"fmt"
	"strings"
	"time"
)

// Date is a day, a month or a year of the calendar; parts that are not known are
// 0, and the zero Date is unknown altogether.
type Date struct{ Year, Month, Day int }

// The years that a date may have.
const (
	earliestYear = 1500
	latestYear   = 2200
)

// ParseDate reads YYYY, YYYY-MM or YYYY-MM-DD; the empty string is the zero Date.
func ParseDate(s string) (Date, error) {
	var d Date
	if s == "" {
		return d, nil
	}
	y, rest, hasMonth := strings.Cut(s, "-")
	m, day, hasDay := strings.Cut(rest, "-")
	ok := digits(y, 4, &d.Year) && (!hasMonth || digits(m, 2, &d.Month)) && (!hasDay || digits(day, 2, &d.Day))
	switch {
	case !ok,
		d.Year < earliestYear || d.Year > latestYear,
		hasMonth && (d.Month < 1 || d.Month > 12),
		hasDay && (d.Day < 1 || d.first().Day() != d.Day):
		return Date{}, fmt.Errorf("%q is no date (YYYY, YYYY-MM or YYYY-MM-DD)", s)
	}
	return d, nil
}

// digits reads a number of exactly n digits.
func digits(s string, n int, into *int) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
		*into = *into*10 + int(c-'0')
	}
	return len(s) == n
}

// DateOf is the day of t in its own time zone, the zero Date for the zero time.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	y, m, d := t.Date()
	return Date{y, int(m), d}
}

// IsZero reports whether the date is unknown.
func (d Date) IsZero() bool { return d == Date{} }

// String writes the date as ParseDate reads it.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText writes the date into JSON.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// first and last are the earliest and the latest day that d may mean.
func (d Date) first() time.Time {
	return time.Date(d.Year, time.Month(max(d.Month, 1)), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
}

func (d Date) last() time.Time {
	switch {
	case d.Month == 0:
		return time.Date(d.Year, 12, 31, 0, 0, 0, 0, time.UTC)
	case d.Day == 0:
		return time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return d.first()
}

// before reports whether all of d lies before all of e.
func (d Date) before(e Date) bool { return d.last().Before(e.first()) }

// Covers reports whether the role may be held on some day of date, going by its
// own dates; a role without dates covers every day, and so does any role an
// unknown date.
func (r Role) Covers(date Date) bool {
	switch {
	case date.IsZero():
		return true
	case !r.From.IsZero() && date.before(r.From):
		return false
	case !r.To.IsZero() && r.To.before(date):
		return false
	}
	return true
}
