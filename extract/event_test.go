package extract

import (
	"fmt"
	"strings"
	"testing"

	"rapporteur"
)

func TestEvents(t *testing.T) {
	testFactCases(t, "testdata/events/*.txtar", func(c *factCase, r *rapporteur.Record) string {
		var b strings.Builder
		for _, e := range r.Events {
			fmt.Fprintf(&b, "%s %s %s: %s%s\n", e.ID, e.Type, e.Status, c.words(e.Anchor), said(
				"by", strings.Join(e.Actors, "+"), "to", strings.Join(e.Recipients, "+"), "said by", e.SaidBy))
		}
		return b.String()
	})
}

func TestVoices(t *testing.T) {
	testFactCases(t, "testdata/voices/*.txtar", func(c *factCase, r *rapporteur.Record) string {
		var b strings.Builder
		for _, s := range r.Statements {
			fmt.Fprintf(&b, "%s %s: %s%s\n", s.ID, s.Act, c.words(s.Content), said(
				"source", c.words(s.Source), "cue", c.words(s.Cue), "by", strings.Join(s.Speaker, "+"), "within", s.Within))
		}
		return b.String()
	})
}
