package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"
	"golang.org/x/tools/txtar"

	"rapporteur"
)

var update = flag.Bool("update", false, "write what is printed into the cases")

// TestPage lays out the records of testdata/page. A case holds "record" (see
// caseRecord) and the pages wanted: "page N" of N columns, "color N" the same with
// each change of style written as ‹parameters›, either with flags of read behind it.
func TestPage(t *testing.T) {
	files, err := filepath.Glob("testdata/page/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			record := caseRecord(t, archive)
			for i, f := range archive.Files {
				words := strings.Fields(f.Name)
				if len(words) < 2 {
					continue
				}
				got := layout(t, record, caseOptions(t, words))
				if *update {
					archive.Files[i].Data = []byte(got)
				} else if diff := gocmp.Diff(string(f.Data), got); diff != "" {
					t.Errorf("%s:\n%s", f.Name, diff)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// caseOptions are those that the name of a page asks for.
func caseOptions(t *testing.T, words []string) pageOptions {
	t.Helper()
	width, err := strconv.Atoi(words[1])
	if err != nil {
		t.Fatal(err)
	}
	o := pageOptions{width: width, color: words[0] == "color"}
	for _, w := range words[2:] {
		switch name, value, _ := strings.Cut(w, "="); name {
		case "--evidence":
			o.evidence = true
		case "--only":
			o.only = strings.Split(value, ",")
		case "--confidence":
			if o.confidence, err = strconv.ParseFloat(value, 64); err != nil {
				t.Fatal(err)
			}
		default:
			t.Fatalf("no flag %s", w)
		}
	}
	return o
}

var escape = regexp.MustCompile("\x1b\\[([0-9;]*)m")

func layout(t *testing.T, r *rapporteur.Record, o pageOptions) string {
	t.Helper()
	var b bytes.Buffer
	if err := (&pages{w: &b, pageOptions: o}).write("", r); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(escape.ReplaceAllString(b.String(), "")) {
		if got := uniseg.StringWidth(strings.TrimSuffix(line, "\n")); got > o.width {
			t.Errorf("a line of %d columns on a page of %d: %s", got, o.width, line)
		}
	}
	return escape.ReplaceAllString(b.String(), "‹$1›")
}

func TestPrintable(t *testing.T) {
	for in, want := range map[string]string{
		"one\n\ntwo \t three":   "one two three",
		" ends ":                " ends ",
		"12\u00A0000":           "12\u00A0000",
		"\x1b[31mred\a\u009b0m": "\uFFFD[31mred\uFFFD\uFFFD0m",
		"\u202Eleft\u2069":      "left",
		"hy\u00ADphen\uFEFF":    "hyphen",
		"👩\u200D👧":              "👩\u200D👧",
	} {
		if got := printable(in); got != want {
			t.Errorf("printable(%q) is %q, want %q", in, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		in   string
		most int
		want string
	}{
		{"the mill road", 13, "the mill road"},
		{"the mill road, again", 15, "the mill road…"},
		{"the mill road, again", 12, "the mill…"},
		{"Streckenführung", 8, "Strecke…"},
		{"", 5, ""},
	} {
		if got := shorten(c.in, c.most); got != c.want {
			t.Errorf("shorten(%q, %d) is %q, want %q", c.in, c.most, got, c.want)
		}
	}
}

func TestSelection(t *testing.T) {
	s := &selection{values: []string{"meetings", "positions", "events"}}
	if err := s.Set("positions, meetings"); err != nil || s.String() != "positions,meetings" {
		t.Errorf("%q, %v", s, err)
	}
	for _, wrong := range []string{"", "meeting", "meetings,", "all"} {
		if err := s.Set(wrong); err == nil {
			t.Errorf("%q is accepted", wrong)
		}
	}
	offers, _ := s.complete(nil, nil, "meetings,po")
	if diff := gocmp.Diff([]string{"meetings,positions", "meetings,events"}, offers); diff != "" {
		t.Error(diff)
	}
}

// A record whose facts point to nothing, or to one another in circles, is laid out
// all the same.
func TestPageOfACrookedRecord(t *testing.T) {
	r := &rapporteur.Record{
		Report:   &rapporteur.Document{Text: "The towns met."},
		Entities: []rapporteur.Entity{{ID: "a", Name: "A", Party: "b"}, {ID: "b", Name: "B", Party: "a"}, {ID: "c", Party: "c"}},
		Statements: []rapporteur.Statement{
			{Fact: rapporteur.Fact{ID: "s1"}, Within: "gone", Speaker: []string{"gone"}}, {Fact: rapporteur.Fact{ID: "s2"}, Chain: []rapporteur.Span{{Start: 0, End: 3}}},
		},
		Events:      []rapporteur.Event{{}, {Actors: []string{"gone"}, SaidBy: "gone"}},
		Meetings:    []rapporteur.Meeting{{}, {Parties: []string{"a", "gone"}}},
		Delegations: []rapporteur.Delegation{{Meeting: "gone"}},
		Positions:   []rapporteur.Position{{}, {Party: "a", Holder: "gone"}},
		Conditions: []rapporteur.Condition{
			{Fact: rapporteur.Fact{ID: "c1"}, OutcomeProposition: "x", RequirementProposition: "x"},
			{Fact: rapporteur.Fact{ID: "c2"}, OutcomeProposition: "y", RequirementProposition: "z"},
			{Fact: rapporteur.Fact{ID: "c3"}, OutcomeProposition: "z", RequirementProposition: "y"},
			{Fact: rapporteur.Fact{ID: "c4"}},
		},
		Deadlocks: [][]string{{"c2", "c3"}, {"gone"}, {}},
	}
	for _, width := range []int{narrowest, 80} {
		page := layout(t, r, pageOptions{width: width, evidence: true})
		for _, s := range pageSections() {
			if !strings.Contains(page, strings.Fields(s.heading)[0]) {
				t.Errorf("no section %s", s.heading)
			}
		}
		if strings.Count(page, "waits for") < 4 {
			t.Errorf("conditions are missing:\n%s", page)
		}
	}
}
