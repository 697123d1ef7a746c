package store

import (
	"cmp"
	"time"

	"rapporteur"
)

// factDay is the day under which a fact is listed: the first day of its TIMEX3 value,
// else the day that the report was published, "" where neither is known.
func factDay(value, published string) string {
	return cmp.Or(rapporteur.FirstDay(value), published)
}

// published is when a report was published in RFC 3339, or its day alone, and that
// day; both are empty where it is unknown.
func published(d *rapporteur.Document) (full, day string) {
	switch {
	case d.Published.IsZero():
		return "", ""
	case d.PublishedDay:
		day = d.Published.Format(time.DateOnly)
		return day, day
	}
	return d.Published.Format(time.RFC3339), d.Published.Format(time.DateOnly)
}
