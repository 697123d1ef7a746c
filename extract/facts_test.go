package extract

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"rapporteur"
	"rapporteur/language"
)

var parse = flag.Bool("parse", false, "read the words and trees of the cases of facts anew")

func TestFacts(t *testing.T) { testFactCases(t, "testdata/facts/*.txtar", (*factCase).listing) }

// testFactCases reads archives that hold for each case NAME, a text as factCase reads
// it, NAME.parse, its words and trees, and NAME.want, the facts of its record as listing
// writes them.
func testFactCases(t *testing.T, glob string, listing func(*factCase, *rapporteur.Record) string) {
	paths, _ := filepath.Glob(glob)
	if len(paths) == 0 {
		t.Fatal("no cases")
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files := map[string]string{}
		var names []string
		for _, f := range archive.Files {
			files[f.Name] = string(f.Data)
			if filepath.Ext(f.Name) == "" {
				names = append(names, f.Name)
			}
		}
		for _, name := range names {
			t.Run(filepath.Base(path)+"/"+name, func(t *testing.T) {
				if *parse {
					files[name+".parse"] = reparsed(t, files[name])
				}
				c := newFactCase(t, files[name], files[name+".parse"])
				got := listing(c, Record(c.doc, c.a, c.links))
				if got != files[name+".want"] && !*update {
					t.Errorf("%s\ngot:\n%s\nwant:\n%s", c.doc.Text, got, files[name+".want"])
				}
				files[name+".want"] = got
			})
		}
		if *update || *parse {
			archive.Files = archive.Files[:0]
			for _, name := range names {
				for _, part := range []string{"", ".parse", ".want"} {
					archive.Files = append(archive.Files, txtar.File{Name: name + part, Data: []byte(files[name+part])})
				}
			}
			if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// reparsed is the words and trees of a case as the embedded reader has them.
func reparsed(t *testing.T, marked string) string {
	t.Helper()
	reader, err := language.New(language.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := &factCase{t: t}
	_, body, _ := strings.Cut(marked, "\n\n")
	text := c.unmark(body)
	return unparsed(text, reader.Analyze(&rapporteur.Document{Text: text}))
}

// listing is the facts of a record but its statements and events, one a line with
// what is said of it.
func (c *factCase) listing(r *rapporteur.Record) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	for _, m := range r.Meetings {
		line("%s %s of %s%s", m.ID, m.Kind, strings.Join(m.Parties, "+"), said(
			"with", strings.Join(m.Participants, "+"), "hosts", strings.Join(m.Hosts, "+"), "mediators", strings.Join(m.Mediators, "+"),
			"venue", m.Venue.In(c.doc.Text), "place", m.Place, "time", m.Time, "outcome", string(m.Outcome),
			"about", c.words(m.Topic), "delegations", strings.Join(m.Delegations, "+")))
		for _, s := range m.Life {
			line("  %s: %s%s", s.Status, c.words(s.Evidence), said("time", s.Time, "said by", s.SaidBy))
		}
	}
	for _, d := range r.Delegations {
		line("%s %s of %s: %s%s", d.ID, d.Level, d.Party, c.words(d.Evidence), said(
			"head", d.Head, "members", strings.Join(d.Members, "+"), "excluded", strings.Join(d.Excluded, "+"), "words", d.LevelWords.In(c.doc.Text),
			"to", d.Destination, "sent by", d.SentBy, "is", string(d.Status), "time", d.Time, "meeting", d.Meeting))
	}
	for _, p := range r.Positions {
		line("%s %s %s %q: %s%s", p.ID, p.Party, p.Stance, p.Issue, c.words(p.Content), said(
			"holder", p.Holder, "toward", strings.Join(p.Toward, "+"), "statement", p.Statement))
	}
	for _, d := range r.Conditions {
		polarity := "if_met"
		if d.IfUnmet {
			polarity = "if_unmet"
		}
		line("%s %s %s: %s <- %s%s", d.ID, d.Form, polarity, c.words(d.Outcome), c.words(d.Requirement), said(
			"holder", strings.Join(d.Holder, "+"), "waits", strings.Join(d.Waits, "+"), "deadline", d.Deadline, "statement", d.Statement,
			"met", strings.TrimPrefix(string(d.Met), string(rapporteur.Open))))
		line("  [%s] <- [%s]", d.OutcomeProposition, d.RequirementProposition)
	}
	for _, cycle := range r.Deadlocks {
		line("deadlock %s", strings.Join(cycle, " "))
	}
	return b.String()
}

// said are pairs of a name and its value, those without a value left out.
func said(pairs ...string) string {
	var b strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			fmt.Fprintf(&b, "; %s %s", pairs[i], pairs[i+1])
		}
	}
	return b.String()
}

func (c *factCase) words(spans []rapporteur.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, s.In(c.doc.Text))
	}
	return strings.Join(out, " | ")
}
