package knowledge

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEveryKey(t *testing.T) {
	b := load(t, `# the user's own
person: Jana von Korvath
id: Q999999001
also: Yana fon Korvat; J. Korváth
also: Korvatova
country: FRL
party: Civic Union
role: minister of foreign affairs | Freland | 2019-05-02 | 2022-11
role: chief negotiator | Freland | 2023 | ?

state: Freland
code: FR FRL
official: Republic of Freland
former: Old Freland
abbr: RFL
adjective: Frelandish
demonym: Frelanders
capital: Marn
seat: the Old Mill; Mill Street
at: -12.5, 170.25
population: 1200000
founded: 1918

organisation: Marn Contact Group
kind: regional
abbr: MCG
country: FRL
parent: Freland
based: Marn
founded: 1990-04
dissolved: 2001-02-28

place: Marn
kind: capital
country: FRL
region: Upper Fre
at: 1.5, -2
geonames: 17

title: keeper of the seal
level: minister
also: seal keeper
in: FRL | Lord of Wax; wax minister
`)
	jana := b.Lookup("Jana von Korvath")[0].Entry
	want := &Entry{
		Type: Person, Name: "Jana von Korvath", ID: "Q999999001", Country: "FRL", Party: "Civic Union",
		Names: []Name{
			{"Jana von Korvath", Canonical}, {"Yana fon Korvat", Alias}, {"J. Korváth", Alias}, {"Korvatova", Alias},
			{"von Korvath", Surname}, {"Korvath", Surname},
		},
		Roles: []Role{
			{"minister of foreign affairs", "Freland", Date{2019, 5, 2}, Date{2022, 11, 0}, false},
			{"chief negotiator", "Freland", Date{2023, 0, 0}, Date{}, true},
		},
		File: "user.txt", Line: 2,
	}
	if diff := cmp.Diff(want, jana); diff != "" {
		t.Error(diff)
	}
	for name, by := range map[string]Naming{
		"Korváth": Surname, "the republic of Freland": Official, "RFL": Abbreviation, "Frelandish": Adjective,
		"Old Mill": Seat, "Marn": Capital, "MCG": Abbreviation, "old freland": Former,
	} {
		if m := b.Lookup(name); len(m) != 1 || m[0].By != by {
			t.Errorf("Lookup(%q) = %v, want one match by %s", name, m, by)
		}
	}
	if m := b.LookupPlace("Marn"); len(m) != 1 || m[0].Latitude != 1.5 || m[0].Longitude != -2 || m[0].GeoNames != 17 || m[0].Region != "Upper Fre" {
		t.Errorf("LookupPlace(Marn) = %+v", m)
	}
	if f := b.State("FRL"); f == nil || f.Population != 1_200_000 || f.Alpha2 != "FR" || f.Founded != (Date{1918, 0, 0}) {
		t.Errorf("State(FRL) = %+v", f)
	}
	for _, title := range []string{"seal keeper", "wax minister", "Lord of Wax", "Keeper of the Seal"} {
		if name, e := b.Office(title, "FRL"); name != "keeper of the seal" || e.Level != "minister" {
			t.Errorf("Office(%q) = %q, %v", title, name, e)
		}
	}
	if name, e := b.Office("wax minister", "USA"); name != "wax minister" || e != nil {
		t.Errorf("a national title outside its state is %q, %v", name, e)
	}
}

func TestBadLines(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"persona: X", `user.txt:1: "persona: X" begins no entry: an entry begins with "person: NAME", or state, organisation, place or title`},
		{"\n\njust words\nid: Q1\nalso: y", `user.txt:3: "just words" begins no entry: an entry begins with "person: NAME", or state, organisation, place or title`},
		{"person: ", "user.txt:1: person has no name"},
		{"person: A; B", `user.txt:1: a name has no ";" in it; further names follow "also:"`},
		{"person: ...", "user.txt:1: person has no name"},
		{"person: A B\nage: 4", `user.txt:2: unknown key "age"`},
		{"person: A B\ncapital: Marn", `user.txt:2: "capital" does not belong to a person`},
		{"person: A B\nid: Q1\nid: Q1", `user.txt:3: "id" is given twice`},
		{"person: A B\nid: q12", `user.txt:2: "q12" is no Wikidata id (Q and a number)`},
		{"person: A B\nid: Q012", `user.txt:2: "Q012" is no Wikidata id (Q and a number)`},
		{"person: A B\nalso: C;;D", `user.txt:2: "" is no name`},
		{"person: A B\ncountry: US", `user.txt:2: "US" is no ISO 3166-1 alpha-3 code`},
		{"person: A B\nnothing", `user.txt:2: "nothing" is no "key: value"`},
		{"person: A B\nrole: x", `user.txt:2: "x" is no "title | of | from | to"`},
		{"person: A B\nrole: x | y | 2001 | 2002 | 2003", `user.txt:2: "x | y | 2001 | 2002 | 2003" is no "title | of | from | to"`},
		{"person: A B\nrole: | y | 2001", "user.txt:2: the role has no title"},
		{"person: A B\nrole: x | | 2001", "user.txt:2: the role does not say of what"},
		{"person: A B\nrole: x | y | May 2001", `user.txt:2: "May 2001" is no date (YYYY, YYYY-MM or YYYY-MM-DD)`},
		{"person: A B\nrole: x | y | 2001-02-29", `user.txt:2: "2001-02-29" is no date (YYYY, YYYY-MM or YYYY-MM-DD)`},
		{"person: A B\nrole: x | y | 2001-13", `user.txt:2: "2001-13" is no date (YYYY, YYYY-MM or YYYY-MM-DD)`},
		{"person: A B\nrole: x | y | 2001-1-1", `user.txt:2: "2001-1-1" is no date (YYYY, YYYY-MM or YYYY-MM-DD)`},
		{"person: A B\nrole: x | y | 2003 | 2002-05", "user.txt:2: the role ends (2002-05) before it begins (2003)"},
		{"state: A\ncode: UKR", `user.txt:2: "UKR" is no pair of ISO 3166-1 codes such as "UA UKR"`},
		{"place: A\nat: 91, 0", `user.txt:2: "91, 0" is no latitude and longitude in degrees such as "50.45, 30.52"`},
		{"place: A\nat: NaN, 0", `user.txt:2: "NaN, 0" is no latitude and longitude in degrees such as "50.45, 30.52"`},
		{"place: A\npopulation: many", `user.txt:2: "many" is no number`},
		{"title: a", "user.txt:1: the title has no level"},
		{"title: a\nlevel: king", `user.txt:2: "king" is no level (leader, minister, senior_official, official, technical)`},
		{"title: a\nlevel: leader\nin: boss", `user.txt:3: "boss" is no "USA | secretary of state"`},
		{"person: A\xffB", "user.txt:1: is not UTF-8 text"},
		{"person: A\x00B", "user.txt:1: has a control character"},
		{"person: A B\n" + "also: " + strings.Repeat("long", 200), fmt.Sprintf("user.txt:2: the name %q is longer than 500 bytes", strings.Repeat("long", 15)+"…")},
	} {
		_, problems := readBlocks(File{"user.txt", strings.NewReader(c.text)}, DefaultMaxBytes)
		if len(problems) != 1 || problems[0].Error() != c.want {
			t.Errorf("%q:\n  gives %v,\n  want  %s", c.text, problems, c.want)
		}
	}
}

func TestFileLimits(t *testing.T) {
	_, err := Load(Options{Files: []File{{"big.txt", strings.NewReader("person: A B\n")}}, MaxBytes: 5})
	if err == nil || err.Error() != "big.txt: is larger than 5 bytes" {
		t.Error(err)
	}
	_, problems := readBlocks(File{"bad.txt", strings.NewReader(strings.Repeat("x\n\n", 10_000))}, DefaultMaxBytes)
	if len(problems) != maxProblems {
		t.Errorf("%d problems are told, want %d", len(problems), maxProblems)
	}
}

func TestLineEndingsAndMarks(t *testing.T) {
	b := load(t, "\ufeffperson: Ona Vell\r\nalso: Vella\r\n\r\n# note\r\nperson: Per Oldt\r\n")
	for _, name := range []string{"Ona Vell", "Vella", "Per Oldt"} {
		if len(b.Lookup(name)) != 1 {
			t.Errorf("%s is not found", name)
		}
	}
}

func TestLaterEntriesWin(t *testing.T) {
	b := load(t,
		"person: Ona Vell\nid: Q999999002\nalso: O. Vell\ncountry: FRL\nparty: Greens\nrole: mayor | Marn | 2001 | 2002\n",
		"person: Ona Vell-Marek\nid: Q999999002\nparty:\nrole: mayor | Marn | 2003\n")
	m := b.Lookup("O. Vell")
	if len(m) != 1 || m[0].Name != "Ona Vell-Marek" || m[0].Party != "" || m[0].Country != "FRL" {
		t.Fatalf("the entries are not one: %+v", m)
	}
	if len(m[0].Roles) != 1 || m[0].Roles[0].From.Year != 2003 {
		t.Errorf("roles %v", m[0].Roles)
	}
	if n := b.Lookup("Ona Vell"); len(n) != 1 || n[0].By != Alias {
		t.Errorf("the name that was replaced is no alias: %v", n)
	}
	if e := b.ByID("Q999999002"); e != m[0].Entry {
		t.Errorf("ByID finds %v", e)
	}
}

func TestTwoOfOneName(t *testing.T) {
	b := load(t, "person: Ona Vell\nid: Q999999002\nrole: mayor | Marn | 2001\n\nperson: Ona Vell\nid: Q999999003\nrole: mayor | Marn | 2011\n")
	m := b.Lookup("Ona Vell")
	if len(m) != 2 || m[0].ID != "Q999999003" {
		t.Errorf("want the two, the one in office later first: %+v", m)
	}
}

func TestUserOverridesCarried(t *testing.T) {
	b := load(t, "state: Ukraine\ncapital: Lviv\n")
	ukr := b.State("UKR")
	if ukr == nil || ukr.Capital != "Lviv" || ukr.Alpha2 != "UA" || ukr.File != "user.txt" {
		t.Errorf("%+v", ukr)
	}
}

func FuzzBlocks(f *testing.F) {
	f.Add("person: A B\nrole: x | y | 2001 | ?\n\nstate: C\ncode: CC CCC\n")
	f.Add("title: t\nlevel: leader\nin: ABC | x; y\n")
	f.Add("place: P\nat: 1,2\n#\n \nperson:\n")
	f.Fuzz(func(t *testing.T, text string) {
		blocks, problems := readBlocks(File{"f", strings.NewReader(text)}, 1<<16)
		lines := strings.Count(text, "\n") + 1
		for _, p := range problems {
			if p.Line > lines || p.Text == "" || strings.ContainsAny(p.Error(), "\n\r") {
				t.Errorf("%q: problem %q", text, p.Error())
			}
		}
		b := newBase(blocks)
		for _, e := range b.entries {
			if Fold(e.Name) == "" || len(e.Names) == 0 || e.Names[0].Text != e.Name {
				t.Errorf("%q: entry %+v", text, e)
			}
			for _, r := range e.Roles {
				b.Holder(r.Title, r.Of, r.From)
			}
		}
	})
}
