package language

import (
	"slices"
	"strings"

	"rapporteur"
)

// fillForms says of every mention from number first on how it refers, by the tag
// of its head word and by the names found: a proper noun outside them names too.
func fillForms(a *rapporteur.Analysis, first int) {
	named := make([]bool, len(a.Tokens))
	for _, n := range a.Names {
		if n.Type != rapporteur.MoneyName {
			for t := n.Tokens.First; t < n.Tokens.End; t++ {
				named[t] = true
			}
		}
	}
	for i := range a.Mentions[first:] {
		m := &a.Mentions[first+i]
		m.Form = formOf(a.Tags[m.Head], m.Tokens.End-m.Tokens.First == 1, named[m.Head])
	}
}

// formOf is the form of a mention by its head's tag, whether the head is all of
// it ("this", but not "this truce") and whether it stands in a name.
func formOf(tag string, alone, named bool) rapporteur.Form {
	switch {
	case slices.Contains([]string{"PRP", "PRP$", "WP", "WP$"}, tag), alone && (tag == "DT" || tag == "WDT"):
		return rapporteur.PronounForm
	case named, strings.HasPrefix(tag, "NNP"):
		return rapporteur.NameForm
	}
	return rapporteur.NominalForm
}
