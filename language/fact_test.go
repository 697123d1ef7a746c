package language_test

import (
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
	if len(seen) < 4 {
		t.Errorf("phrases of %d families, want 4 at least: %v", len(seen), seen)
	}
}
