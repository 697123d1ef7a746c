package knowledge

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"rapporteur"
)

var update = flag.Bool("update", false, "write what is got as what is wanted")

// TestLink reads testdata/*.txtar: NAME is a marked text behind a line with the day
// of the report and perhaps its title behind a bar, NAME.want its entities, one a line.
func TestLink(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b := load(t, string(archive.Comment))
		var kept []txtar.File
		for i, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".want") {
				continue
			}
			head, text, _ := strings.Cut(string(file.Data), "\n")
			date, title, _ := strings.Cut(head, "|")
			doc, a := marked(t, strings.TrimSpace(date), strings.TrimSpace(text))
			doc.Title = strings.TrimSpace(title)
			got, want := listing(doc.Text, b.Link(doc, a)), ""
			if i+1 < len(archive.Files) {
				want = string(archive.Files[i+1].Data)
			}
			if got != want && !*update {
				t.Errorf("%s/%s\n%s\ngot:\n%s\nwant:\n%s", path, file.Name, doc.Text, got, want)
			}
			kept = append(kept, file, txtar.File{Name: file.Name + ".want", Data: []byte(got)})
		}
		if *update {
			archive.Files = kept
			if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// listing writes entities as "e1 person NOR Edda Brekke for e2 (foreign minister of
// Norvia): mention; mention".
func listing(text string, links *rapporteur.Links) string {
	var b strings.Builder
	for _, e := range links.Entities {
		fmt.Fprintf(&b, "%s %s", e.ID, e.Type)
		if e.Country != "" {
			fmt.Fprintf(&b, " %s", e.Country)
		}
		fmt.Fprintf(&b, " %s", e.Name)
		if e.Party != "" {
			fmt.Fprintf(&b, " for %s", e.Party)
		}
		for _, r := range e.Roles {
			fmt.Fprintf(&b, " (%s", r.Title)
			if r.Of != "" {
				fmt.Fprintf(&b, " of %s", r.Of)
			}
			b.WriteString(")")
		}
		b.WriteString(":")
		for i, m := range e.Mentions {
			if i > 0 {
				b.WriteString(";")
			}
			fmt.Fprintf(&b, " %s", m.In(text))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// wantRoles is the share of the offices that must be linked to who held them.
const wantRoles = 0.9

func TestRolesByDate(t *testing.T) {
	b := load(t)
	rolesByDate(t, b, "testdata/roles.txt", 100)
	rolesByDate(t, b, "testdata/roles-further.txt", 60)
}

// rolesByDate links each phrase of a list of so many.
func rolesByDate(t *testing.T, b *Base, file string, want int) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	for line := range strings.Lines(string(data)) {
		fields := strings.Split(strings.TrimSpace(line), " | ")
		if len(fields) != 3 {
			continue
		}
		all++
		text := strings.Replace(fields[1], "[", "[person ", 1)
		doc, a := marked(t, fields[0], text)
		links := b.Link(doc, a)
		got := "no one"
		if of := links.Of[0]; of >= 0 {
			got = links.Entities[of].Name
		}
		if slices.ContainsFunc(b.Find(fields[2]), func(m Match) bool { return m.Type == Person && m.Name == got }) {
			right++
		} else {
			t.Logf("%s: got %s, want %s", fields[1], got, fields[2])
		}
	}
	t.Logf("%s: %d of %d offices are linked to who held them", file, right, all)
	if all != want || float64(right) < wantRoles*float64(all) {
		t.Errorf("%s: %d of %d right, want %d of %d", file, right, all, int(wantRoles*float64(want)), want)
	}
}

// No analysis makes it panic, and every mention means an entity that there is.
func FuzzLink(f *testing.F) {
	f.Add("2031-05-01", "[person1 The {place Norvia} minister], {person Edda Brekke}, said “[person2 I] go”. [person1 She] left.")
	f.Add("", "{person Umerov}, the defence minister, and {organisation the Saltmarsh League} (SL) met. [organisation SL] left.")
	f.Add("2022-06-15", "[person its]]{place 's}, {person of} [place the]")
	b, err := Load(Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, date, text string) {
		if _, err := time.Parse(time.DateOnly, date); err != nil {
			date = ""
		}
		doc, a := marked(t, date, text)
		links := b.Link(doc, a)
		if len(links.Of) != len(a.Mentions) {
			t.Fatalf("%d of %d mentions", len(links.Of), len(a.Mentions))
		}
		for _, of := range links.Of {
			if of < -1 || of >= len(links.Entities) {
				t.Fatalf("entity %d of %d", of, len(links.Entities))
			}
		}
		for i, e := range links.Entities {
			if e.ID != entityID(i) || e.Type == "" || e.Confidence < 0 || e.Confidence > 1 {
				t.Errorf("entity %d: %+v", i, e)
			}
		}
	})
}
