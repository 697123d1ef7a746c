package ingest

import (
	"slices"
	"strings"
	"testing"

	"rapporteur"
)

// A statement in the first person that does not say whose it is: the leader's of the
// state that it counts as its own, and nobody's where that may be another's.
func TestAuthor(t *testing.T) {
	p := pipeline(t, Options{})
	for _, c := range []struct{ name, text, want string }{
		{"a leader", `I welcome the announcement today of a truce in the valley. These are important steps, but they are not enough.

I want to thank our diplomats and everyone across the French government who worked for this agreement.`, "Emmanuel Macron"},
		{"one who sends his minister", `I urge both sides to keep their word. I am sending Annalena Baerbock to the valley on Friday.`, "Olaf Scholz"},
		{"a leader who is named", `I welcome the truce. I thank our diplomats and everyone in the French government, and so did President Emmanuel Macron.`, ""},
		{"a writer", `I have read what the French government and our paper wrote about the truce. It will not hold.`, ""},
		{"of two states", `I welcome the truce. Our friends in the French government and our neighbours in the German government worked for it.`, ""},
	} {
		r, err := p.Record(Input{Name: c.name, Published: "2022-04-01", From: strings.NewReader(c.text)})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, e := range r.Entities {
			if slices.ContainsFunc(e.Mentions, func(m rapporteur.EntityMention) bool { return m.In(r.Report.Text) == "I" }) {
				got = e.Name
			}
		}
		if got != c.want && !(c.want == "" && got != "Emmanuel Macron" && got != "Olaf Scholz") {
			t.Errorf("%s: I is %q, want %q", c.name, got, c.want)
		}
	}
}
