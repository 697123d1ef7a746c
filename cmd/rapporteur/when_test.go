package main

import "testing"

func TestWhen(t *testing.T) {
	for value, want := range map[string]string{
		"2031-02-03":             "3 February 2031",
		"2031-02-03TNI":          "3 February 2031, night",
		"2031-02-03TMO":          "3 February 2031, morning",
		"2031-02-03T14:05":       "3 February 2031, 14:05",
		"2031-02-03T14:05+02:00": "3 February 2031, 14:05+02:00",
		"2031-02-03TXX":          "3 February 2031",
		"2031-02":                "February 2031",
		"2031":                   "2031",
		"0001-01-01":             "1 January 0001",
		"9999-12-31":             "31 December 9999",
		"2031-02-31":             "",
		"2031-W05":               "week of 27 January 2031",
		"2032-W53":               "week of 27 December 2032",
		"2031-W53":               "",
		"2031-W00":               "",
		"2031-W5":                "",
		"203":                    "",
		"XXXX-02-03":             "3 February",
		"XXXX-02":                "February",
		"XXXX-WXX-1TEV":          "Monday, evening",
		"XXXX-WXX-7":             "Sunday",
		"XXXX-WXX-8":             "",
		"XXXX-XX-03":             "",
		"P30D":                   "",
		"PRESENT_REF":            "",
		"T":                      "",
		"":                       "",
	} {
		if got := when(value); got != want {
			t.Errorf("when(%q) is %q, want %q", value, got, want)
		}
	}
}
