package knowledge

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestLookup(t *testing.T) {
	b := load(t)
	for _, c := range []struct {
		name, want string
		by         Naming
	}{
		{"Ukraine", "Ukraine", Canonical},
		{"the Ukrainians", "Ukraine", Demonym},
		{"Ukraine's", "Ukraine", Canonical},
		{"Türkiye", "Turkey", Alias},
		{"TURKEY", "Turkey", Canonical},
		{"Côte d’Ivoire", "Ivory Coast", Alias},
		{"Cote d'Ivoire", "Ivory Coast", Alias},
		{"the U.S.", "United States", Abbreviation},
		{"US", "United States", Abbreviation},
		{"U.K.", "United Kingdom", Abbreviation},
		{"the Kremlin", "Russia", Seat},
		{"Elysee", "France", Seat},
		{"Downing Street", "United Kingdom", Seat},
		{"Zhongnanhai", "China", Seat},
		{"Foggy Bottom", "United States", Seat},
		{"the Blue House", "South Korea", Seat},
		{"Kyiv", "Ukraine", Capital},
		{"Burma", "Myanmar", Alias},
		{"Swaziland", "Eswatini", Former},
		{"Chad", "Chad", Canonical},
		{"Jordan", "Jordan", Canonical},
		{"Georgia", "Georgia", Canonical},
	} {
		m := b.Lookup(c.name)
		if len(m) == 0 || m[0].Name != c.want || m[0].By != c.by {
			t.Errorf("Lookup(%q) = %v, want %s by %s first", c.name, describe(m), c.want, c.by)
		}
	}
	for _, name := range []string{"us", "Us", "who", "turkey", "chad", "", "...", "Nowhereland"} {
		if m := b.Lookup(name); len(m) != 0 {
			t.Errorf("Lookup(%q) = %v, want nobody", name, describe(m))
		}
	}
	if m := b.Find("turkey"); len(m) == 0 || m[0].Name != "Turkey" {
		t.Errorf("Find(turkey) = %v", describe(m))
	}
}

func describe(matches []Match) string {
	var b strings.Builder
	for _, m := range matches {
		b.WriteString("[" + string(m.Type) + " " + m.Kind + " " + m.Name + " " + m.Country + " by " + string(m.By) + " " + strconv.Itoa(m.Population) + "]")
	}
	return b.String()
}

func TestLookupPlace(t *testing.T) {
	b := load(t)
	for _, c := range []struct{ name, country, kind string }{
		{"Paris", "FRA", "capital"},
		{"Kiev", "UKR", "capital"},
		{"Odessa", "UKR", "seat"},
		{"Washington", "USA", "capital"},
		{"Istanbul", "TUR", "seat"},
		{"Geneva", "CHE", "seat"},
		{"Cologne", "DEU", "city"},
		{"Nur-Sultan", "KAZ", "capital"},
		{"Zürich", "CHE", "seat"},
		{"Zurich", "CHE", "seat"},
		{"Chisinau", "MDA", "capital"},
		{"Donetsk region", "UKR", "region"},
		{"Texas", "USA", "region"},
		{"Georgia", "GEO", ""},
		{"Jordan", "JOR", ""},
	} {
		m := b.LookupPlace(c.name)
		if len(m) == 0 || m[0].Country != c.country || c.kind != "" && m[0].Kind != c.kind {
			t.Errorf("LookupPlace(%q) = %s, want %s %s first", c.name, describe(m), c.country, c.kind)
		}
	}
	georgias := b.LookupPlace("Georgia")
	if !slices.ContainsFunc(georgias, func(m Match) bool { return m.Country == "USA" && m.Kind == "region" }) {
		t.Errorf("LookupPlace(Georgia) = %s lacks the state of the USA", describe(georgias))
	}
	for _, name := range []string{"paris", "", "Xyzzyville"} {
		if m := b.LookupPlace(name); len(m) != 0 {
			t.Errorf("LookupPlace(%q) = %s", name, describe(m))
		}
	}
	if e := b.ByID("Q90"); e == nil || e.Name != "Paris" {
		t.Errorf("ByID(Q90) = %v", e)
	}
}

func FuzzLookup(f *testing.F) {
	b := load(f)
	for _, s := range []string{"Kyiv", "the U.S.'s", "São Paulo", "x region", "\xff", strings.Repeat("a", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, m := range append(b.Lookup(s), b.LookupPlace(s)...) {
			if short := withoutDivision(s); Fold(m.As) != Fold(s) && Fold(m.As) != Fold(short) {
				t.Errorf("%q is found for %q", m.As, s)
			}
		}
		b.Find(s)
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}

func BenchmarkLookup(b *testing.B) {
	base := load(b)
	names := []string{"Ukraine", "the U.S.", "Türkiye", "Nobody Known", "the Kremlin"}
	for i := 0; b.Loop(); i++ {
		base.Lookup(names[i%len(names)])
	}
}

func BenchmarkLookupPlace(b *testing.B) {
	base := load(b)
	names := []string{"Paris", "Kiev", "Springfield", "Nowhereville", "Donetsk region"}
	for i := 0; b.Loop(); i++ {
		base.LookupPlace(names[i%len(names)])
	}
}

func BenchmarkHolder(b *testing.B) {
	base := load(b)
	for b.Loop() {
		base.Holder("foreign minister", "Ukraine", Date{2022, 5, 1})
	}
}
