package main

import (
	"strings"
	"time"
)

// when is a TIMEX3 value for a person, "" where it is not anchored to a day,
// month or year of the calendar.
func when(value string) string {
	date, clock, timed := strings.Cut(value, "T")
	for _, form := range []struct{ value, shown string }{
		{time.DateOnly, "2 January 2006"}, {"2006-01", "January 2006"}, {"2006", "2006"},
	} {
		t, err := time.Parse(form.value, date)
		if err != nil {
			continue
		}
		shown := t.Format(form.shown)
		if part := partOfDay(clock); timed && part != "" {
			shown += ", " + part
		}
		return shown
	}
	return ""
}

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
