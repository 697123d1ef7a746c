package source

import (
	"testing"
	"time"
)

func TestParsePublished(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2025-05-15T17:22:00Z", "2025-05-15T17:22:00Z"},
		{"2025-05-15T17:22:00.123+02:00", "2025-05-15T17:22:00+02:00"},
		{"2025-05-15T17:22+0200", "2025-05-15T17:22:00+02:00"},
		{"2025-05-15T17:22:00", "2025-05-15T17:22:00Z"},
		{"2025-05-15 17:22:05 -0400", "2025-05-15T17:22:05-04:00"},
		{"2025-05-15", "2025-05-15"},
		{"2025/5/15", "2025-05-15"},
		{"20250515", "2025-05-15"},
		{"15.05.2025", "2025-05-15"},
		{"15/05/2025", "2025-05-15"},
		{"05/15/2025", "2025-05-15"},
		{"07/07/2025", "2025-07-07"},
		{"15 May 2025", "2025-05-15"},
		{" May 15th,  2025 ", "2025-05-15"},
		{"Sept. 3, 2019", "2019-09-03"},
		{"22nd of July 2024", "2024-07-22"},
		{"Thursday, May 15, 2025 5:22 p.m. BST", "2025-05-15T17:22:00+01:00"},
		{"Thu, 15 May 2025 17:22:00 GMT", "2025-05-15T17:22:00Z"},
		{"Thu, 15 May 2025 17:22:00 +0300 (MSK)", ""},
		{"Thu May 15 17:22:00 UTC 2025", "2025-05-15T17:22:00Z"},
		{"May 15, 2025 at 12:05 AM ET", "2025-05-15T00:05:00-05:00"},
		{"Published 15 May 2025, 9pm", "2025-05-15T21:00:00Z"},
		{"15 May 2025 - 17.22 CEST", "2025-05-15T17:22:00+02:00"},
		{"15-May-2025", "2025-05-15"},
		{"3/4/2025", ""},
		{"2025-02-30", ""},
		{"31 June 2025", ""},
		{"last Tuesday", ""},
		{"May 2025", ""},
		{"15 May", ""},
		{"15 May 2025 in Karsk", ""},
		{"15 May 3025", ""},
		{"2025-05-15T25:00:00Z", ""},
		{"", ""},
	} {
		at, day, err := ParsePublished(c.in)
		got := ""
		switch {
		case err != nil:
		case day:
			got = at.Format(time.DateOnly)
		default:
			got = at.Format(time.RFC3339)
		}
		if got != c.want {
			t.Errorf("ParsePublished(%q) = %q (%v), want %q", c.in, got, err, c.want)
		}
	}
}

func FuzzParsePublished(f *testing.F) {
	for _, seed := range []string{"2025-05-15T17:22:00Z", "Thursday, May 15, 2025 5:22 p.m. BST", "15/05/2025", "1 jan 2000 utc+99"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		at, day, err := ParsePublished(s)
		if err == nil && (!plausibleYear(at.Year()) || day && !at.Equal(at.Truncate(24*time.Hour))) {
			t.Errorf("%q: %v, %v", s, at, day)
		}
	})
}
