package source

import (
	"testing"
	"time"
)

func TestReadHeading(t *testing.T) {
	body := "\n\nThe envoys of the two valleys met on Tuesday for the third time this year, said the mediator, Henrike Vollan.\n"
	for name, c := range map[string]struct{ text, title, byline, date string }{
		"title":                  {"Envoys meet for a third time" + body, "Envoys meet for a third time", "", ""},
		"title, byline":          {"Envoys meet for a third time\n\nBy Mirela Tostova and Jon Adekar" + body, "Envoys meet for a third time", "Mirela Tostova and Jon Adekar", ""},
		"title, byline, date":    {"Envoys meet for a third time\nBy Mirela Tostova\nKarsk, 4 March 2031" + body, "Envoys meet for a third time", "Mirela Tostova", "2031-03-04"},
		"kicker":                 {"OPINION\n\nThe valley that would not meet\n\nPublished: March 4, 2031 9:15 am GMT" + body, "The valley that would not meet", "", "2031-03-04T09:15:00Z"},
		"wrapped title":          {"Readout of the meeting of the two ministers of rivers in the valley of\nthe upper Ostra\n\nMarch 4, 2031\n\nThe envoys of the two valleys met on Tuesday for the third time this\nyear, said the mediator, Henrike Vollan, who had called them to a hut\nnear the source of the river and had let them wait.\n", "Readout of the meeting of the two ministers of rivers in the valley of the upper Ostra", "", "2031-03-04"},
		"dateline":               {"KARSK, March 4, 2031 (Meridian) - The envoys of the two valleys met for the third time this year.\n", "", "", "2031-03-04"},
		"dateline without year":  {"KARSK, March 4 (Meridian) - The envoys of the two valleys met for the third time this year.\n", "", "", ""},
		"letterhead":             {"MINISTRY OF RIVERS\nPress service" + body, "", "", ""},
		"prose at once":          {"The envoys met. They did not speak.\n\nThe talks go on.\n", "", "", ""},
		"sentence first":         {"The envoys of the two valleys met again." + body, "", "", ""},
		"date inside prose":      {"Envoys meet for a third time\n\nThe accord of 4 March 2031 has failed, said the mediator, and no one in either valley was surprised.\n", "Envoys meet for a third time", "", ""},
		"salutation":             {"Dear readers of this page:" + body, "", "", ""},
		"one line":               {"Envoys meet for a third time", "", "", ""},
		"by as part of a phrase": {"By the river, nobody spoke" + body, "By the river, nobody spoke", "", ""},
	} {
		h := readHeading(c.text)
		date := ""
		switch {
		case h.day:
			date = h.Format(time.DateOnly)
		case !h.IsZero():
			date = h.Format(time.RFC3339)
		}
		if h.title != c.title || h.byline != c.byline || date != c.date {
			t.Errorf("%s: got %q, %q, %q", name, h.title, h.byline, date)
		}
	}
}
