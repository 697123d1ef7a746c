package source

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// ParsePublished reads a date of publication: RFC 3339 and the other forms of
// ISO 8601, a date alone ("2025-05-15", "15 May 2025", "May 15th, 2025",
// "15.05.2025"), the dates of mail and HTTP headers, and a date with an English
// clock time ("Thursday, May 15, 2025 5:22 p.m. BST"). It reports whether only
// the day is known. A time of day without a zone is taken as UTC. Dates that two
// readers would take for two days, as 3/4/2025, are an error, as are years before
// 1800 and after 2199.
func ParsePublished(s string) (time.Time, bool, error) {
	s = strings.Join(strings.Fields(s), " ")
	p, rest, ok := findDate(s)
	if !ok || strings.Trim(fillers().ReplaceAllString(rest, ""), " ,.;:|·•-–—()/") != "" {
		return time.Time{}, false, fmt.Errorf("%q is not a date that can be read (write it as 2025-05-15 or 2025-05-15T17:22:00Z)", s)
	}
	return p.Time, p.day, nil
}

// findDate finds the first full date in s, with the clock time that stands with
// it. The rest is s without them.
func findDate(s string) (p published, rest string, ok bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700"} {
		if t, err := time.Parse(layout, s); err == nil && plausibleYear(t.Year()) {
			return published{Time: t}, "", true
		}
	}
	s = clockInside().ReplaceAllString(s, "$1 $4 $3")
	for _, form := range dateForms() {
		m := form.re.FindStringSubmatchIndex(s)
		if m == nil {
			continue
		}
		part := func(i int) string { return s[m[2*i]:m[2*i+1]] }
		day, ok := civil(part(form.year), part(form.month), part(form.day))
		if other, both := civil(part(form.year), part(form.day), part(form.month)); !ok || form.unordered && both && !other.Equal(day) {
			continue
		}
		t, rest, clock := clockIn(s[:m[0]]+" "+s[m[1]:], day)
		return published{t, !clock}, rest, true
	}
	return published{}, s, false
}

// dateForm is one way to write a date; the fields are the groups of re that hold
// its year, month and day. A date in an unordered form has the day or the month
// first by the country; it is read only where one order alone is a date.
type dateForm struct {
	re               *regexp.Regexp
	year, month, day int
	unordered        bool
}

const monthNames = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`

var dateForms = sync.OnceValue(func() []dateForm {
	slashed := regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})/(\d{4})\b`)
	return []dateForm{
		{regexp.MustCompile(`\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:T|\b)`), 1, 2, 3, false},
		{regexp.MustCompile(`(?i)\b(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ .-]{1,2}` + monthNames + `\.?,?[ -](\d{4})\b`), 3, 2, 1, false},
		{regexp.MustCompile(`(?i)\b` + monthNames + `\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b`), 3, 1, 2, false},
		{regexp.MustCompile(`\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b`), 3, 2, 1, false},
		{slashed, 3, 2, 1, true},
		{slashed, 3, 1, 2, true},
		{regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`), 1, 2, 3, false},
	}
})

// clockInside is a date of the C library, whose year stands behind the clock time.
var clockInside = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(` + monthNames + ` \d{1,2}) (\d{1,2}:\d{2}:\d{2}(?: [a-z]{2,4}| [+-]\d{4})?) (\d{4})$`)
})

// fillers are the words that may stand beside a date without changing it.
var fillers = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?|at|on|published|posted|date|first)\b`)
})

// civil puts a day together; the month is a number or a name.
func civil(year, month, day string) (time.Time, bool) {
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day)
	m, err := strconv.Atoi(month)
	if err != nil && len(month) >= 3 {
		m = strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(month[:3]))/3 + 1
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, plausibleYear(y) && t.Day() == d && int(t.Month()) == m
}

func plausibleYear(y int) bool { return y >= 1800 && y < 2200 }

var clockForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:\bT|\b)(\d{1,2})(?:[:.](\d{2}))?(?::(\d{2})(?:[.,]\d+)?)? ?(a\.?m\b\.?|p\.?m\b\.?)? ?\(?(z\b|[+-]\d{2}:?\d{2}\b|(?:utc|gmt)[+-]\d{1,2}\b|[a-z]{2,4}\b)?\)?`)
})

// zones are the abbreviations that name one zone only, in minutes east of UTC.
var zones = []struct {
	name    string
	minutes int
}{
	{"z", 0}, {"utc", 0}, {"gmt", 0}, {"wet", 0}, {"bst", 60}, {"west", 60}, {"cet", 60}, {"cest", 120}, {"eet", 120}, {"sast", 120}, {"eest", 180},
	{"msk", 180}, {"trt", 180}, {"eat", 180}, {"pkt", 300}, {"sgt", 480}, {"hkt", 480}, {"jst", 540}, {"kst", 540}, {"aest", 600}, {"aedt", 660},
	{"est", -300}, {"edt", -240}, {"et", -300}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420},
}

// clockIn finds the time of day in s and sets it on the day.
func clockIn(s string, day time.Time) (t time.Time, rest string, found bool) {
	for _, m := range clockForm().FindAllStringSubmatchIndex(s, -1) {
		part := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return strings.ToLower(s[m[2*i]:m[2*i+1]])
		}
		hour, _ := strconv.Atoi(part(1))
		minute, _ := strconv.Atoi(part(2))
		second, _ := strconv.Atoi(part(3))
		half := part(4)
		if half == "" && part(2) == "" || hour > 23 || minute > 59 || second > 60 || half != "" && (hour == 0 || hour > 12) {
			continue
		}
		if half != "" {
			hour %= 12
			if half[0] == 'p' {
				hour += 12
			}
		}
		end := m[1]
		offset, known := zoneOffset(part(5))
		if !known && m[10] >= 0 {
			end = m[10]
		}
		zone := time.UTC
		if offset != 0 {
			zone = time.FixedZone("", offset*60)
		}
		return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, second, 0, zone), s[:m[0]] + " " + s[end:], true
	}
	return day, s, false
}

// zoneOffset is the offset in minutes of a zone in lower case, as "cet", "+0200",
// "+02:00" or "utc+3"; no zone is UTC.
func zoneOffset(zone string) (minutes int, known bool) {
	if zone == "" {
		return 0, true
	}
	for _, z := range zones {
		if z.name == zone {
			return z.minutes, true
		}
	}
	i := strings.IndexAny(zone, "+-")
	if i < 0 {
		return 0, false
	}
	digits := strings.ReplaceAll(zone[i+1:], ":", "")
	n, _ := strconv.Atoi(digits)
	if len(digits) > 2 {
		n = n/100*60 + n%100
	} else {
		n *= 60
	}
	if zone[i] == '-' {
		n = -n
	}
	return n, true
}
