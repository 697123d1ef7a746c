package main

import (
	"fmt"
	"strings"
	"time"
)

// when is a TIMEX3 value for a person, "" where it says no day, week, month or year
// of the calendar. A day that the report does not tie to a year stands without one,
// a weekday alone.
func when(value string) string {
	date, clock, timed := strings.Cut(value, "T")
	shown := dated(date)
	if part := partOfDay(clock); timed && shown != "" && part != "" {
		shown += ", " + part
	}
	return shown
}

// dated is the date of a TIMEX3 value for a person.
func dated(date string) string {
	for _, form := range []struct{ value, shown string }{
		{time.DateOnly, "2 January 2006"}, {"2006-01", "January 2006"}, {"2006", "2006"},
		{"XXXX-01-02", "2 January"}, {"XXXX-01", "January"},
	} {
		if t, err := time.Parse(form.value, date); err == nil {
			return t.Format(form.shown)
		}
	}
	var year, week, day int
	if n, _ := fmt.Sscanf(date, "XXXX-WXX-%d", &day); n == 1 && day >= 1 && day <= 7 {
		return time.Weekday(day % 7).String()
	}
	if n, _ := fmt.Sscanf(date, "%4d-W%2d", &year, &week); n == 2 && date == fmt.Sprintf("%04d-W%02d", year, week) {
		return weekOf(year, week)
	}
	return ""
}

// weekOf is a week of ISO 8601 by its Monday, "" where the year has no such week.
func weekOf(year, week int) string {
	fourth := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC) // always in week 1
	monday := fourth.AddDate(0, 0, 7*(week-1)-(int(fourth.Weekday())+6)%7)
	if y, w := monday.ISOWeek(); y != year || w != week {
		return ""
	}
	return monday.Format("week of 2 January 2006")
}

// moment is when on one line.
func moment(value string) string { return strings.ReplaceAll(when(value), " ", fixed) }

// partOfDay is what stands behind the T of a TIMEX3 value: 14:05, or one of the
// parts of the day of ISO-TimeML.
func partOfDay(clock string) string {
	switch clock {
	case "MO":
		return "morning"
	case "MI":
		return "midday"
	case "AF":
		return "afternoon"
	case "EV":
		return "evening"
	case "NI":
		return "night"
	case "DT":
		return "daytime"
	}
	if clock != "" && clock[0] >= '0' && clock[0] <= '9' {
		return clock
	}
	return ""
}
