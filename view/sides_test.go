package view

import (
	"slices"
	"strings"
	"testing"

	"rapporteur"
	"rapporteur/store"
)

// reportOf is a report that names and describes bodies: "Name|type|country|kb: a name,
// another name; the description".
func reportOf(t *testing.T, bodies ...string) *store.Report {
	t.Helper()
	r := &rapporteur.Record{Report: &rapporteur.Document{}}
	mention := func(words string, form rapporteur.Form) rapporteur.EntityMention {
		start := len(r.Report.Text)
		r.Report.Text += words + "\n"
		return rapporteur.EntityMention{Span: rapporteur.Span{Start: start, End: start + len(words)}, Form: form}
	}
	for _, b := range bodies {
		what, words, found := strings.Cut(b, ": ")
		fields := strings.Split(what, "|")
		if !found || len(fields) != 4 {
			t.Fatalf("%q is no body", b)
		}
		e := rapporteur.Entity{Name: fields[0], Type: rapporteur.EntityType(fields[1]), Country: fields[2], KB: fields[3]}
		names, descriptions, _ := strings.Cut(words, ";")
		for name := range strings.SplitSeq(names, ",") {
			if name = strings.TrimSpace(name); name != "" {
				e.Mentions = append(e.Mentions, mention(name, rapporteur.NameForm))
			}
		}
		for description := range strings.SplitSeq(descriptions, ",") {
			if description = strings.TrimSpace(description); description != "" {
				e.Mentions = append(e.Mentions, mention(description, rapporteur.NominalForm))
			}
		}
		r.Entities = append(r.Entities, e)
	}
	return &store.Report{Record: r}
}

func TestSides(t *testing.T) {
	s := newSides([]*store.Report{
		reportOf(t,
			"Front for the Freedom of Skarv|organisation||: Front for the Freedom of Skarv, FFS; the front's, the rebel group",
			"Norvia|government|NRV|Q1: Norvia, Norvian; the government",
			"Norvian Dockers' Union|organisation||: Norvian Dockers' Union, Union; the dockers",
			"their people|group||: ; their people",
		),
		reportOf(t, "Front|organisation||: Front; the movement", "Government of Norvia|organisation|NRV|: Government of Norvia", "her movement|organisation||: ; her movement"),
		reportOf(t, "FFS|organisation||: FFS", "the front|organisation||: ; the front", "rebels'|group||: ; the rebels'", "Maar|government|MAR|Q2: Maar; the government"),
		reportOf(t, "Skarv Teachers' Union|organisation||: Skarv Teachers' Union, Union", "union|organisation||: ; the union", "government|organisation||: ; the government"),
	})
	for _, c := range []struct{ called, want string }{
		{"FFS", "Front for the Freedom of Skarv"},
		{"Front", "Front for the Freedom of Skarv"},
		{"the front", "Front for the Freedom of Skarv"},
		{"her movement", "Front for the Freedom of Skarv"},
		{"Government of Norvia", "Norvia"},
		{"Maar", "Maar"},
		{"rebels", "rebels'"},        // whom no report ties to the front
		{"government", "government"}, // of two states
		{"union", "union"},           // of two unions
		{"Pia Lund", "Pia Lund"},     // no body at all
		{"dockers", "dockers"},       // whom no report has for a side
		{"their people", "their people"},
	} {
		if got := s.call([]string{c.called}); !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s: %q, want %s", c.called, got, c.want)
		}
	}
	if got := s.call([]string{"FFS", "Maar", "Front"}); !slices.Equal(got, []string{"Front for the Freedom of Skarv", "Maar"}) {
		t.Errorf("%q", got)
	}
	if s.known("their people") || !s.known("her movement") || !s.known("Norvia") || !s.known("Pia Lund") {
		t.Error("who is nowhere named is known, or who is named is not")
	}
}
