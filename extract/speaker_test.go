package extract

import (
	"slices"
	"strings"
	"testing"

	"rapporteur"
)

// A group that is named by its members speaks as these, another as itself.
func TestMembers(t *testing.T) {
	text := "Presidents Aasen and Sarik met. They agreed. Aasen and his aides left."
	span := func(words string) rapporteur.Span {
		at := strings.Index(text, words)
		return rapporteur.Span{Start: at, End: at + len(words)}
	}
	said := func(words string, form rapporteur.Form) rapporteur.EntityMention {
		return rapporteur.EntityMention{Span: span(words), Form: form}
	}
	s := &speakers{text: text, a: &rapporteur.Analysis{}, entities: []rapporteur.Entity{
		{Type: rapporteur.PersonEntity, Mentions: []rapporteur.EntityMention{said("Aasen", rapporteur.NameForm)}},
		{Type: rapporteur.PersonEntity, Mentions: []rapporteur.EntityMention{said("Sarik", rapporteur.NameForm)}},
		{Type: rapporteur.GroupEntity, Mentions: []rapporteur.EntityMention{said("Presidents Aasen and Sarik", rapporteur.NominalForm), said("They", rapporteur.PronounForm)}},
		{Type: rapporteur.GroupEntity, Mentions: []rapporteur.EntityMention{said("Aasen and his aides", rapporteur.NominalForm)}},
	}}
	for i, e := range s.entities {
		for _, m := range e.Mentions {
			s.marks = append(s.marks, mention{m.Span, i})
		}
	}
	slices.SortFunc(s.marks, func(x, y mention) int { return x.Start - y.Start })
	for entity, want := range [][]int{{0}, {1}, {0, 1}, {3}} {
		if got := s.members(entity); !slices.Equal(got, want) {
			t.Errorf("members of %d are %d, want %d", entity, got, want)
		}
	}
}
