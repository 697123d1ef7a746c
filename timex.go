package rapporteur

import (
	"fmt"
	"regexp"
	"strconv"
	"sync"
	"time"
)

// calendar is a TIMEX3 value that names a day, a week, a month, a season, a quarter,
// a half or a year.
var calendar = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(\d{4})(?:-(?:W(\d\d)|Q([1-4])|H([12])|(SP|SU|FA|WI)|(\d\d)(?:-(\d\d))?))?(?:$|T|-WE$|-X)`)
})

// seasonMonths are the months in which the seasons begin in the north, winter with the
// December that begins it.
var seasonMonths = map[string]int{"SP": 3, "SU": 6, "FA": 9, "WI": 12}

// FirstDay is the first day of a TIMEX3 value as "2031-02-03", empty where it is not
// anchored in the calendar.
func FirstDay(value string) string {
	m := calendar().FindStringSubmatch(value)
	if m == nil {
		return ""
	}
	year, month, day := number(m[1]), 1, 1
	switch {
	case m[2] != "":
		return weekStart(year, number(m[2]))
	case m[3] != "":
		month = 3*number(m[3]) - 2
	case m[4] != "":
		month = 6*number(m[4]) - 5
	case m[5] != "":
		month = seasonMonths[m[5]]
	case m[6] != "":
		month, day = number(m[6]), max(number(m[7]), 1)
	}
	first := fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	if _, err := time.Parse(time.DateOnly, first); err != nil {
		return "" // no such day
	}
	return first
}

func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

// weekStart is the Monday of a week of ISO 8601.
func weekStart(year, week int) string {
	if week < 1 || week > 53 {
		return ""
	}
	fourth := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC) // always in the first week
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7)
	return monday.AddDate(0, 0, 7*(week-1)).Format(time.DateOnly)
}
