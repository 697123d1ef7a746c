package main

import (
	"strings"
	"testing"
)

// pier is a row of the tables of these tests.
type pier struct {
	name, owner string
	boats       int
	owners      []string
}

func pierColumns() []column[pier] {
	return []column[pier]{
		{name: "name", value: func(p pier) any { return p.name }, heading: "NAME", wide: true},
		{name: "boats", value: func(p pier) any { return p.boats }, heading: "BOATS"},
		{name: "owner", value: func(p pier) any { return p.owner }, heading: "OWNER", wide: true},
		{name: "owners", value: func(p pier) any { return p.owners }},
	}
}

// A table fits the width: wide columns give way, numbers stand at the right, columns that
// say nothing are left out, and what would steer a terminal is marked.
func TestTable(t *testing.T) {
	rows := []pier{{name: "the old pier of Hale behind the quarry", boats: 7, owner: "Hale"}, {name: "渡し場の桟橋", boats: 112, owner: "Skarv\x1b[2J"}}
	for width, want := range map[int]string{
		80: "NAME                                    BOATS  OWNER\n" +
			"the old pier of Hale behind the quarry      7  Hale\n" +
			"渡し場の桟橋                              112  Skarv\uFFFD[2J\n",
		34: "NAME              BOATS  OWNER\n" +
			"the old pier of…      7  Hale\n" +
			"渡し場の桟橋        112  Skarv\uFFFD[2J\n",
	} {
		if got := table(pageOptions{width: width}, pierColumns(), rows); got != want {
			t.Errorf("in %d columns:\n%s\nwant\n%s", width, got, want)
		}
	}
	if got := table(pageOptions{width: 80}, pierColumns(), []pier{{name: "Orre"}}); got != "NAME\nOrre\n" {
		t.Errorf("%q", got)
	}
}

// The words of a report are no formula to a spreadsheet, and stay one cell.
func TestCSV(t *testing.T) {
	var b strings.Builder
	rows := []pier{{name: "=HYPERLINK(\"x\")", owner: "-2+3", boats: -1, owners: []string{"@Hale", "Skarv, Orre"}}, {name: "a\nb", owner: "+1"}}
	if err := printCSV(&b, pierColumns(), rows); err != nil {
		t.Fatal(err)
	}
	want := "name,boats,owner,owners\n\"'=HYPERLINK(\"\"x\"\")\",-1,'-2+3,\"'@Hale; Skarv, Orre\"\n\"a\nb\",0,'+1,\n"
	if b.String() != want {
		t.Errorf("%s\nwant\n%s", b.String(), want)
	}
}

func TestRowJSON(t *testing.T) {
	got, err := rowJSON(pierColumns(), pier{name: "<Hale> & “Skarv”", owners: []string{"a", "b"}})
	if want := `{"name":"<Hale> & “Skarv”","boats":0,"owners":["a","b"]}`; err != nil || string(got) != want {
		t.Errorf("%s, %v, want %s", got, err, want)
	}
}

func TestDays(t *testing.T) {
	for _, c := range []struct{ date, first, last string }{
		{"2031-02-03", "2031-02-03", "2031-02-03"},
		{"2031-02", "2031-02-01", "2031-02-28"},
		{"2032-02", "2032-02-01", "2032-02-29"},
		{"2031", "2031-01-01", "2031-12-31"},
		{"3 February 2031", "2031-02-03", "2031-02-03"},
		{"", "", ""},
	} {
		if first, last, err := days(c.date); err != nil || first != c.first || last != c.last {
			t.Errorf("%s: %s to %s, %v", c.date, first, last, err)
		}
	}
	for _, wrong := range []string{"2031-13", "yesterday", "3/4/2031", "31"} {
		if _, _, err := days(wrong); err == nil {
			t.Errorf("%s: no error", wrong)
		}
	}
}
