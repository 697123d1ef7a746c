package language_test

import (
	"strings"
	"testing"

	"rapporteur"
	"rapporteur/language"
)

// The phrases of a family do not overlap, have labels and every attribute of the
// family, and lie within one paragraph's section of the text.
func TestFacts(t *testing.T) {
	r, err := language.New(language.Options{})
	if err != nil {
		t.Fatal(err)
	}
	doc := &rapporteur.Document{Text: "Veloria's foreign minister Ansa Torrel will meet rebel envoys in Maripol on Friday, the ministry said.\n" +
		"The Front for Ostrany demanded the release of 40 prisoners. \"There will be no ceasefire unless they are freed,\" its leader Bero Kanit told reporters.\n" +
		"Veloria sent a delegation headed by Torrel. It rejected the demand and accused the rebels of stalling.\n"}
	a := r.Analyze(doc)
	seen := map[rapporteur.Family]int{}
	for i, f := range a.Facts {
		seen[f.Family]++
		if f.Label == "" || f.Posterior <= 0 || f.Posterior > 1 {
			t.Errorf("phrase %q: label %q, posterior %v", a.Span(f.Tokens).In(doc.Text), f.Label, f.Posterior)
		}
		for _, g := range a.Facts[i+1:] {
			if g.Family == f.Family && g.Tokens.First < f.Tokens.End {
				t.Errorf("%v and %v of %s overlap or are out of order", f.Tokens, g.Tokens, f.Family)
			}
		}
		t.Log(f.Family, f.Label, a.Span(f.Tokens).In(doc.Text), f.Attributes)
	}
	checkArguments(t, a)
	if len(seen) < 4 {
		t.Errorf("phrases of %d families, want 4 at least: %v", len(seen), seen)
	}
}

// Arguments mean mentions near their phrase, likelier ones first within a role;
// links lead from one phrase to another of a fitting family.
func checkArguments(t *testing.T, a *rapporteur.Analysis) {
	t.Helper()
	for _, f := range a.Facts {
		for i, x := range f.Arguments {
			if x.Mention < 0 || x.Mention >= len(a.Mentions) || x.Posterior <= 0 || x.Posterior > 1 {
				t.Errorf("argument %v of %v", x, f.Tokens)
			}
			if i > 0 && f.Arguments[i-1].Role == x.Role && f.Arguments[i-1].Posterior < x.Posterior {
				t.Errorf("arguments of %v out of order: %v", f.Tokens, f.Arguments)
			}
		}
	}
	for _, l := range a.FactLinks {
		from, to := a.Facts[l.From], a.Facts[l.To]
		if l.Kind == rapporteur.WaitsForLink && (from.Family != rapporteur.OutcomeFamily || to.Family != rapporteur.RequirementFamily) {
			t.Errorf("%s waits for %s", from.Family, to.Family)
		}
		if l.Kind == rapporteur.SameLink && to.Tokens.First < from.Tokens.First {
			t.Errorf("link to an earlier phrase: %v to %v", from.Tokens, to.Tokens)
		}
	}
}

// What a source does to a target is named from the words between and around them.
func TestRootType(t *testing.T) {
	r, err := language.New(language.Options{})
	if err != nil {
		t.Fatal(err)
	}
	span := func(text, words string) rapporteur.Span {
		at := strings.Index(text, words)
		return rapporteur.Span{Start: at, End: at + len(words)}
	}
	for _, c := range []struct{ text, source, target, want string }{
		{"Rebels of the Ostrany Front shelled the port of Maripol.", "Rebels of the Ostrany Front", "the port of Maripol", "ASSAULT"},
		{"Veloria condemned the Ostrany Front on Friday.", "Veloria", "the Ostrany Front", "ACCUSE"},
	} {
		if got, p := r.RootType(c.text, span(c.text, c.source), span(c.text, c.target)); got != c.want || p <= 0 || p > 1 {
			t.Errorf("%s to %s: %s (%.2f), want %s", c.source, c.target, got, p, c.want)
		}
	}
	const text = "Veloria waits."
	if got, _ := r.RootType(text, rapporteur.Span{Start: 3, End: 3}, span(text, "Veloria")); got != "" {
		t.Errorf("an empty span gave %s", got)
	}
}
