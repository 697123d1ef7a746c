package rapporteur_test

import (
	"testing"

	"rapporteur"
)

func TestFirstDay(t *testing.T) {
	for value, want := range map[string]string{
		"2031-02-04": "2031-02-04", "2031-02-04TNI": "2031-02-04", "2031-02-04T10:00": "2031-02-04", "2031-02": "2031-02-01", "2031": "2031-01-01",
		"2031-W01": "2030-12-30", "2031-W05": "2031-01-27", "2031-W05-WE": "2031-01-27", "2031-Q3": "2031-07-01", "2031-H2": "2031-07-01",
		"2031-SU": "2031-06-01", "2031-WI": "2031-12-01", "XXXX-05-15": "", "P30D": "", "PRESENT_REF": "", "": "", "2031-13": "", "2031-W60": "",
		"203": "", "2031-02-30": "", "2031-02-XX": "2031-02-01",
	} {
		if got := rapporteur.FirstDay(value); got != want {
			t.Errorf("%s: %q, want %q", value, got, want)
		}
	}
}
