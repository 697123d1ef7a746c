package history

import (
	"testing"

	"rapporteur"
)

func TestIs(t *testing.T) {
	person := func(names ...string) Who { return Who{Type: rapporteur.PersonEntity, Names: names} }
	body := func(names ...string) Who { return Who{Type: rapporteur.OrganisationEntity, Names: names} }
	group := func(beside string, names ...string) Who {
		return Who{Type: rapporteur.GroupEntity, Names: names, Unnamed: true, Beside: []string{beside}}
	}
	with := func(w Who, change func(*Who)) Who { change(&w); return w }
	for _, c := range []struct {
		name string
		a, b Who
		want bool
	}{
		{"the base's IDs", Who{KB: "Q900001", Names: []string{"hale"}}, Who{KB: "Q900001", Names: []string{"the town"}}, true},
		{"other IDs of one name", Who{KB: "Q900001", Names: []string{"hale"}}, Who{KB: "Q900002", Names: []string{"hale"}}, false},
		{"a last name", person("ada brekke"), person("brekke"), true},
		{"another first name", person("ada brekke"), person("ivar brekke"), false},
		{"an office", with(person("ada brekke"), func(w *Who) { w.Roles = []string{"mayor | skarv"} }), with(person("mayor"), func(w *Who) { w.Roles = []string{"mayor | skarv"} }), true},
		{"a person and a town", person("hale"), Who{Type: rapporteur.GovernmentEntity, Names: []string{"hale"}}, false},
		{"states by country", Who{Type: rapporteur.GovernmentEntity, Country: "NOR", Names: []string{"oslo"}}, Who{Type: rapporteur.GovernmentEntity, Country: "NOR", Names: []string{"norway"}}, true},
		{"initials", body("quarry workers league"), body("qwl"), true},
		{"words of a name", body("port of varsk"), body("varsk port authority"), true},
		{"one word of a name", body("league"), body("league of the dykes"), false},
		{"other countries", with(body("foreign ministry"), func(w *Who) { w.Country = "NOR" }), with(body("foreign ministry staff"), func(w *Who) { w.Country = "SWE" }), false},
		{"who sits across from the same side", group("hale", "rebels"), with(body("front for skarv"), func(w *Who) { w.Beside = []string{"hale"} }), true},
		{"who sits across from another", group("hale", "rebels"), with(body("front for skarv"), func(w *Who) { w.Beside = []string{"orre"} }), false},
	} {
		if c.a.is(&c.b) != c.want || c.b.is(&c.a) != c.want {
			t.Errorf("%s: %v and %v", c.name, c.a.is(&c.b), c.b.is(&c.a))
		}
	}
}

func TestDaysOf(t *testing.T) {
	for _, c := range []struct{ value, from, to string }{
		{"2031-02-18", "2031-02-18", "2031-02-18"},
		{"2031-02-18T10:00", "2031-02-18", "2031-02-18"},
		{"2031-02", "2031-02-01", "2031-02-28"},
		{"2031", "2031-01-01", "2031-12-31"},
		{"2031-W08", "2031-02-17", "2031-02-23"},
		{"2031-Q2", "2031-04-01", "2031-06-30"},
		{"2031-H2", "2031-07-01", "2031-12-31"},
		{"2031-WI", "2031-12-01", "2032-02-29"},
		{"2031-02-18/2031-02-20", "2031-02-18", "2031-02-20"},
	} {
		want := Days{dayNumber(c.from), dayNumber(c.to)}
		if got := daysOf(c.value); got != want {
			t.Errorf("%s: %v, want %v", c.value, got, want)
		}
	}
	for _, value := range []string{"", "XXXX-05-15", "P30D", "PRESENT_REF", "2031-WXX-2", "soon"} {
		if got := daysOf(value); value != "2031-WXX-2" && got.known() {
			t.Errorf("%q: %v", value, got)
		}
	}
}

func TestAlikeWords(t *testing.T) {
	bag := func(text string) Bag { b := Bag{}; b.add(text); return b }
	for _, c := range []struct {
		a, b string
		low  float64
		high float64
	}{
		{"release thirty-one prisoners", "the release of 31 detainees", 0.7, 1},
		{"a forty-day truce on the outer dykes", "truce on the dykes", 0.5, 1},
		{"a forty-day truce on the outer dykes", "the price of grain", 0, 0.05},
		{"", "truce", 0, 0},
		{"the and of", "of the and", 0, 0},
	} {
		a, b := bag(c.a), bag(c.b)
		if got := a.alike(b); got < c.low || got > c.high || got != b.alike(a) {
			t.Errorf("%q and %q: %.2f", c.a, c.b, got)
		}
	}
}
