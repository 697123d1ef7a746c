package language

import (
	"fmt"
	"strings"
	"time"
)

// grain is a unit of the calendar or the clock, from small to large.
type grain int

const (
	noGrain grain = iota
	second
	minute
	hour
	day
	weekend
	week
	month
	season
	quarter
	halfYear
	year
	decade
	century
	millennium
)

// letters are the designators of the units in a duration, TIMEX3's own past the
// year (TIMEX2 guidelines, Ferro et al. 2005, section 4.2).
var letters = map[grain]string{
	second: "S", minute: "M", hour: "H", day: "D", weekend: "WE", week: "W", month: "M", quarter: "Q",
	year: "Y", decade: "DE", century: "CE", millennium: "ML",
}

// moment is a place in the calendar as wide as its grain. Zero fields are unknown.
type moment struct {
	grain grain
	// year is that of the Gregorian calendar, 490 BC being -490; that of the first
	// year for a decade, a century and a millennium (1980, 1900, 1000; -490, -400);
	// the ISO year for weeks and weekends.
	year       int
	month, day int
	// number counts weeks, quarters, halves and seasons within the year, and is
	// the day of the week (Monday is 1) of a day without a date.
	number int
	// part is the time of day as TIMEX3 writes it: "TMO", "T17:00", "T17:00Z".
	part string
}

// The seasons in the order of the news year: a winter is that of the year in
// which it begins.
var seasons = [...]string{"XX", "SP", "SU", "FA", "WI"}

func (m moment) String() string { return m.calendar() + m.part }

func (m moment) calendar() string {
	switch m.grain {
	case day:
		if m.month == 0 && m.day == 0 && m.number > 0 {
			return fmt.Sprintf("XXXX-WXX-%d", m.number)
		}
		return m.yearText(4) + "-" + field(m.month) + "-" + field(m.day)
	case weekend:
		return m.yearText(4) + "-W" + field(m.number) + "-WE"
	case week:
		return m.yearText(4) + "-W" + field(m.number)
	case month:
		return m.yearText(4) + "-" + field(m.month)
	case season:
		return m.yearText(4) + "-" + seasons[m.number]
	case quarter, halfYear:
		return m.yearText(4) + "-" + strings.Replace(map[grain]string{quarter: "Q", halfYear: "H"}[m.grain]+fmt.Sprint(m.number), "0", "X", 1)
	}
	return m.yearText(digits(m.grain))
}

// digits is how many digits of a year a span of years has in common.
func digits(g grain) int {
	return min(4, max(1, 4-int(g)+int(year)))
}

func field(n int) string {
	if n <= 0 {
		return "XX"
	}
	return fmt.Sprintf("%02d", n)
}

// yearText is the first n digits of the year, BC before it where it is one.
func (m moment) yearText(n int) string {
	if m.year == 0 {
		return "XXXX"[:n]
	}
	if m.year < 0 {
		return "BC" + fmt.Sprintf("%04d", -m.year)[:n]
	}
	return fmt.Sprintf("%04d", m.year)[:n]
}

// dayOf is the day of t.
func dayOf(t time.Time) moment {
	return moment{grain: day, year: t.Year(), month: int(t.Month()), day: t.Day()}
}

// exists reports a day that the calendar has, in the years 1 to 9999.
func (m moment) exists() bool {
	if m.grain != day || m.year < 1 || m.year > 9999 || m.month == 0 || m.day == 0 {
		return false
	}
	t := m.time()
	return t.Day() == m.day && int(t.Month()) == m.month
}

// time is the first day of m, unknown fields taken as the first.
func (m moment) time() time.Time {
	switch m.grain {
	case week, weekend:
		if m.number > 0 {
			return weekStart(m.year, m.number)
		}
	case quarter, halfYear, season:
		start := map[grain]int{quarter: 3*m.number - 2, halfYear: 6*m.number - 5, season: 3 * m.number}[m.grain]
		return time.Date(m.year, time.Month(max(1, start)), 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(m.year, time.Month(max(1, m.month)), max(1, m.day), 0, 0, 0, 0, time.UTC)
}

// weekStart is the Monday of an ISO week.
func weekStart(y, w int) time.Time {
	fourth := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC) // always in week 1
	return fourth.AddDate(0, 0, 7*(w-1)-int(fourth.Weekday()+6)%7)
}

// weekday of an existing day, Monday is 1 and Sunday 7.
func (m moment) weekday() int { return int(m.time().Weekday()+6)%7 + 1 }

// in widens m to the unit around it; what m does not say stays unknown.
func (m moment) in(g grain) moment {
	out := moment{grain: g, year: m.year}
	switch g {
	case day:
		out.month, out.day = m.month, m.day
	case week, weekend:
		out.number = 0
		if m.exists() {
			out.year, out.number = m.time().ISOWeek()
		} else if m.grain == week || m.grain == weekend {
			out.number = m.number
		}
	case month:
		out.month = m.month
	case season, quarter, halfYear:
		out.number = m.partOf(g)
	case decade, century, millennium:
		out.year = floor(m.year, map[grain]int{decade: 10, century: 100, millennium: 1000}[g])
	}
	return out
}

// partOf is which season, quarter or half of the year m lies in, 0 where it does
// not say. December is counted to the winter before it is over, January and
// February to the one that began the year before.
func (m moment) partOf(g grain) int {
	if m.grain == g {
		return m.number
	}
	if m.grain == quarter && g == halfYear && m.number > 0 {
		return (m.number + 1) / 2
	}
	if m.month == 0 {
		return 0
	}
	switch g {
	case quarter:
		return (m.month + 2) / 3
	case halfYear:
		return (m.month + 5) / 6
	}
	return (m.month+9)%12/3 + 1
}

// floor rounds a year to the first of its span towards the birth of Christ: 1989
// to 1980, -489 to -480.
func floor(y, span int) int { return y / span * span }

// plus moves m by n units, to a moment as wide as the unit, days and weeks by
// days. What m does not say of the unit stays unknown. ok is false outside the years
// 1 to 9999, and before Christ where the unit is below the year.
func (m moment) plus(n int, g grain) (out moment, ok bool) {
	if m.year == 0 {
		return moment{grain: g}, true
	}
	switch g {
	case day, week, weekend:
		return m.plusDays(n, g)
	case month, season, quarter, halfYear:
		return m.plusParts(n, g)
	}
	span := map[grain]int{year: 1, decade: 10, century: 100, millennium: 1000}[g]
	out = m.in(g)
	out.year = stepYear(out.year, n*span)
	return out, out.year >= -9999 && out.year <= 9999
}

// stepYear counts years over the birth of Christ, where no year 0 is.
func stepYear(y, n int) int {
	to := y + n
	switch {
	case y < 0 && to >= 0:
		return to + 1
	case y > 0 && to <= 0:
		return to - 1
	}
	return to
}

func (m moment) plusDays(n int, g grain) (moment, bool) {
	known := m.exists() || m.number > 0 && (m.grain == week || m.grain == weekend) && g != day
	if !known {
		out := m.in(g)
		out.day, out.number = 0, 0
		return out, m.year <= 9999
	}
	if g != day {
		n *= 7
	}
	t := m.time().AddDate(0, 0, n)
	out := dayOf(t).in(g)
	return out, out.year >= 1 && out.year <= 9999
}

func (m moment) plusParts(n int, g grain) (moment, bool) {
	out := m.in(g)
	field, count := &out.number, map[grain]int{month: 12, season: 4, quarter: 4, halfYear: 2}[g]
	if g == month {
		field = &out.month
	}
	if *field == 0 {
		return out, true
	}
	index := *field - 1 + n
	years := index / count
	if index%count < 0 {
		years--
	}
	*field = index - years*count + 1
	out.year = stepYear(out.year, years)
	return out, out.year >= -9999 && out.year <= 9999
}

// nthWeekday is the nth (from 1; -1 the last) such weekday of a month.
func nthWeekday(y, mo, weekday, n int) moment {
	first := time.Date(y, time.Month(mo), 1, 0, 0, 0, 0, time.UTC)
	if n < 0 {
		last := first.AddDate(0, 1, -1)
		return dayOf(last.AddDate(0, 0, -((int(last.Weekday()+6)%7 + 1 - weekday + 7) % 7)))
	}
	return dayOf(first.AddDate(0, 0, (weekday-int(first.Weekday()+6)%7-1+7)%7+7*(n-1)))
}

// easter is Easter Sunday of the western churches (Meeus, Astronomical Algorithms,
// 1991, chapter 8).
func easter(y int) moment {
	a, b, c := y%19, y/100, y%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	n := h + l - 7*((a+11*h+22*l)/451) + 114
	return moment{grain: day, year: y, month: n / 31, day: n%31 + 1}
}
