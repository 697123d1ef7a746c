package language

import (
	"testing"

	"rapporteur"
)

func TestFormOf(t *testing.T) {
	for _, c := range []struct {
		tag          string
		alone, named bool
		want         rapporteur.Form
	}{
		{"PRP", true, false, rapporteur.PronounForm},
		{"PRP$", true, false, rapporteur.PronounForm},
		{"DT", true, false, rapporteur.PronounForm},
		{"DT", false, false, rapporteur.NominalForm},
		{"NNP", true, false, rapporteur.NameForm},
		{"NN", true, true, rapporteur.NameForm},
		{"NNS", false, false, rapporteur.NominalForm},
	} {
		if got := formOf(c.tag, c.alone, c.named); got != c.want {
			t.Errorf("%s, alone %t, named %t: %s, want %s", c.tag, c.alone, c.named, got, c.want)
		}
	}
}

func TestEveryMentionHasAForm(t *testing.T) {
	a := reader().Analyze(documentOf(salt))
	forms := map[rapporteur.Form]int{}
	for _, m := range a.Mentions {
		forms[m.Form]++
	}
	for _, form := range []rapporteur.Form{rapporteur.NameForm, rapporteur.NominalForm, rapporteur.PronounForm} {
		if forms[form] == 0 {
			t.Errorf("no mention is a %s: %v", form, forms)
		}
	}
	if forms[""] > 0 {
		t.Errorf("%d mentions have no form", forms[""])
	}
}
