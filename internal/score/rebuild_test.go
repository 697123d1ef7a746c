package main

import (
	"strings"
	"testing"

	"rapporteur"
)

func TestRebuild(t *testing.T) {
	for _, c := range []struct{ name, tokens, want string }{
		{"marks and clitics", "`` I do n't , '' she 's said : `` Well ... ? ''", "“I don’t,” she’s said: “Well ...?”"},
		{"nested quotation", "`` He said ` never . ''' ", "“He said ‘never.’”"},
		{"brackets and money", "The fee -LRB- $ 3 , or 4 % -RRB- -LSB- sic -RSB- -- paid", "The fee ($3, or 4%) [sic] — paid"},
		{"possessive plural", "the crews ' vote", "the crews’ vote"},
		{"words taken apart", "We can not go , you 're gon na wait", "We cannot go, you’re gonna wait"},
		{"added stop", "in Ely , Vt. . | Then", "in Ely, Vt.\n\nThen"},
		{"stop after an ellipsis", "wait ... .", "wait ...."},
		{"one mark for both sides", "'' Yes , '' he said . '' No . ''", "“Yes,” he said. “No.”"},
		{"opening mark before the border", "He left . '' | Yes , '' he said . | '' No . ''", "He left.\n\n“Yes,” he said.\n\n“No.”"},
		{"two opening marks before borders", "He left . '' | Yes . '' '' | No . ''", "He left.\n\n“Yes.”\n\n“No.”"},
		{"closing mark before the border", "`` No . | Not now . '' | He left .", "“No.\n\nNot now.”\n\nHe left."},
		{"opening mark of two before the border", "He left . `` | Yes , '' he said .", "He left.\n\n“Yes,” he said."},
		{"space inside a token", "4\u00a01/2 miles", "4 1/2 miles"},
		{"abbreviation before a name", "N.C. . U.S. said", "N.C. U.S. said"},
	} {
		text, at := rebuild(instancesOf(c.tokens))
		if text != c.want {
			t.Errorf("%s: got %q, want %q", c.name, text, c.want)
		}
		checkPlaces(t, instancesOf(c.tokens), text, at)
	}
}

func instancesOf(tokens string) (out [][]string) {
	for instance := range strings.SplitSeq(tokens, "|") {
		out = append(out, strings.FieldsFunc(instance, func(r rune) bool { return r == ' ' }))
	}
	return out
}

// checkPlaces checks that every token stands at its place, in order, with
// nothing but white space between them and around.
func checkPlaces(t *testing.T, instances [][]string, text string, at [][]rapporteur.Span) {
	t.Helper()
	end := 0
	for i, tokens := range instances {
		for k, token := range tokens {
			place := at[i][k]
			words := place.In(text)
			if token == "``" || token == "''" {
				if words != "“" && words != "”" {
					t.Errorf("%q stands at %q", token, words)
				}
			} else if words != surface(token) {
				t.Errorf("%q stands at %q", token, words)
			}
			if token == "." && place.Start == end-1 {
				continue
			}
			if place.Start < end || strings.TrimSpace(text[end:place.Start]) != "" {
				t.Errorf("%q at %v in %q, after %d", token, place, text, end)
			}
			end = place.End
		}
	}
	if end != len(text) {
		t.Errorf("%q goes on after its last token", text)
	}
}

func FuzzRebuild(f *testing.F) {
	f.Add("He left . '' | Yes , '' he said in N.C. . | `` No ( at $ 4 ) . ''")
	f.Add("'' | '' | ``|` ' . .")
	f.Fuzz(func(t *testing.T, tokens string) {
		var instances [][]string
		for _, in := range instancesOf(strings.ToValidUTF8(tokens, "?")) {
			if len(in) > 0 {
				instances = append(instances, in)
			}
		}
		text, at := rebuild(instances)
		checkPlaces(t, instances, text, at)
	})
}
