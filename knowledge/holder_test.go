package knowledge

import (
	"strings"
	"testing"
)

const offices = `
state: Freland
code: FR FRL
adjective: Frelandish

state: Ostmark
code: OM OST

person: Ona Vell
role: president | Freland | 1999-03-01 | 2004-02

person: Per Oldt
role: president | Freland | 2004-02-20 | 2010

person: Mira Kass
role: acting president | Freland | 2012-05-01 | 2012-06-01

person: Jon Brek
role: minister of foreign affairs | Freland | 2005

person: Lia Torn
role: minister of foreign affairs | Freland | 2009-07

person: Ada Finn
role: special envoy | Freland | 2005

person: Ben Holm
role: special envoy | Freland | 2007

person: Kai Lund
role: special representative for the Lower Isles | Freland | 2007
role: envoy to Ostmark | Freland | 2009

title: keeper
level: minister
in: OST | president
`

func TestHolder(t *testing.T) {
	b := load(t, offices)
	for _, c := range []struct {
		title, of, date, want string
	}{
		{"president", "Freland", "2001-01-01", "Ona Vell"},
		{"President", "the Frelandish", "2001", "Ona Vell"},
		{"president", "Freland", "2004-02-19", "Ona Vell"},
		{"president", "Freland", "2004-02-21", "Per Oldt Ona Vell"}, // the month of the end is all that is known
		{"president", "Freland", "2004-03-01", "Per Oldt"},
		{"president", "Freland", "2010-12-31", "Per Oldt"},
		{"president", "Freland", "2011-01-01", ""},
		{"president", "Freland", "2012-05-20", "Mira Kass"},
		{"president", "Freland", "1999-02-28", ""},
		{"president", "Ostmark", "2001", ""},
		{"foreign minister", "Freland", "2008", "Jon Brek"},
		{"top diplomat", "Freland", "2010", "Lia Torn"},
		{"foreign minister", "Freland", "", "Lia Torn Jon Brek"},
		{"envoy", "Freland", "2010", "Ben Holm Ada Finn"},
		{"envoy for the Lower Isles", "Freland", "2010", "Kai Lund"},
		{"special representative to the Lower Isles", "Freland", "", "Kai Lund"},
		{"envoy for the Upper Isles", "Freland", "2010", ""},
		{"juggler", "Freland", "2010", ""},
		{"president", "Nowhere", "2010", ""},
	} {
		date, err := ParseDate(c.date)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, h := range b.Holder(c.title, c.of, date) {
			names = append(names, h.Name)
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("the %s of %s at %s: %q, want %q", c.title, c.of, c.date, got, c.want)
		}
	}
}

func TestCovers(t *testing.T) {
	for _, c := range []struct {
		from, to, at string
		want         bool
	}{
		{"2001", "2002", "2001-06-01", true}, {"2001", "2002", "2002-12-31", true}, {"2001", "2002", "2003", false},
		{"2001-05", "", "2001-04-30", false}, {"2001-05", "", "2001", true}, {"", "2001-05", "2001-06-01", false},
		{"", "", "1800", true}, {"2001", "2002", "", true}, {"2024-02-29", "2024-02-29", "2024-02-29", true},
	} {
		from, _ := ParseDate(c.from)
		to, _ := ParseDate(c.to)
		at, err := ParseDate(c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := (Role{From: from, To: to}).Covers(at); got != c.want {
			t.Errorf("%s to %s covers %s: %v", c.from, c.to, c.at, got)
		}
	}
}
