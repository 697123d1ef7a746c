package history

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Days are a range of days, both included, counted from 1970-01-01; the zero value is
// unknown.
type Days struct{ From, To int }

func (d Days) known() bool { return d != Days{} }

// apart is how many days lie between two ranges, 0 where they overlap.
func (d Days) apart(e Days) int { return max(0, d.From-e.To, e.From-d.To) }

// cover is the smallest range around two.
func (d Days) cover(e Days) Days {
	switch {
	case !d.known():
		return e
	case !e.known():
		return d
	}
	return Days{min(d.From, e.From), max(d.To, e.To)}
}

// dayNumber is the number of a day written "2031-02-03", 0 where it is none.
func dayNumber(day string) int {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0
	}
	return int(t.Unix() / 86400)
}

// calendar is a TIMEX3 value of a day or something longer.
var calendar = regexp.MustCompile(`^(\d{4})(?:-(?:W(\d\d)(-WE)?|Q([1-4])|H([12])|(SP|SU|FA|WI)|(\d\d)(?:-(\d\d))?))?(?:$|[T/X-])`)

// seasons are the months in which they begin in the north.
var seasons = map[string]int{"SP": 3, "SU": 6, "FA": 9, "WI": 12}

// daysOf are the days of a TIMEX3 value, unknown where it is not anchored; of a range
// "2031-02-18/2031-02-20" from its beginning to its end.
func daysOf(value string) Days {
	if from, to, ranged := strings.Cut(value, "/"); ranged {
		return daysOf(from).cover(daysOf(to))
	}
	m := calendar.FindStringSubmatch(value)
	if m == nil {
		return Days{}
	}
	year := atoi(m[1])
	switch {
	case m[2] != "":
		return week(year, atoi(m[2]))
	case m[4] != "":
		return months(year, 3*atoi(m[4])-2, 3)
	case m[5] != "":
		return months(year, 6*atoi(m[5])-5, 6)
	case m[6] != "":
		return months(year, seasons[m[6]], 3)
	case m[8] != "":
		day := number(time.Date(year, time.Month(atoi(m[7])), atoi(m[8]), 0, 0, 0, 0, time.UTC))
		return Days{day, day}
	case m[7] != "":
		return months(year, atoi(m[7]), 1)
	}
	return months(year, 1, 12)
}

func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

func number(t time.Time) int { return int(t.Unix() / 86400) }

// months are n months from one on.
func months(year, month, n int) Days {
	first := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	return Days{number(first), number(first.AddDate(0, n, -1))}
}

// week is a week of ISO 8601, Monday to Sunday.
func week(year, n int) Days {
	fourth := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC) // always in the first week
	monday := number(fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7)) + 7*(n-1)
	return Days{monday, monday + 6}
}
