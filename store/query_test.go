package store

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestQueries(t *testing.T) {
	for _, c := range []struct{ words, want string }{
		{"ferry", `(("ferry"))`},
		{"mill road", `(("mill" AND "road"))`},
		{`"mill road" toll*`, `(("mill road" AND "toll" *))`},
		{`"mill ro"* x`, `(("mill ro" * AND "x"))`},
		{"a OR b c", `(("a")) OR (("b" AND "c"))`},
		{`"OR" or`, `(("OR" AND "or"))`},
		{"road -toll -\"mill road\"", `(("road") NOT "toll" NOT "mill road")`},
		{"e-mail's", `(("e mail s"))`},
		{`say "hello`, `(("say" AND "hello"))`},
		{`NEAR(a b) title:x ^y`, `(("NEAR a" AND "b" AND "title x" AND "y"))`},
		{"Østby Åse 東京", `(("Østby" AND "Åse" AND "東京"))`},
		{" OR a OR OR ", `(("a"))`},
	} {
		q, err := parseQuery(c.words)
		if err != nil {
			t.Errorf("%s: %v", c.words, err)
		} else if got := ftsQuery(q); got != c.want {
			t.Errorf("%s: %s, want %s", c.words, got, c.want)
		}
	}
	for _, words := range []string{"", " ", "— !", `""`, "-road", "a OR -b", "OR", "*"} {
		if q, err := parseQuery(words); err == nil {
			t.Errorf("%q is a query: %v", words, q)
		}
	}
}

// No query, however odd, is an error of the engine.
func FuzzSearch(f *testing.F) {
	for _, seed := range []string{"ferry", `"a b" OR c* -d`, `'; "`, "a:b ^c NEAR/2", "\x00", "\xff", "-", "ﬁ ½ ١", "a*b* **", `"" "*`, "x̀ ̀"} {
		f.Add(seed)
	}
	s, err := Open(f.Context(), filepath.Join(f.TempDir(), "archive.db"), Options{Create: true})
	if err != nil {
		f.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Add(f.Context(), []*Packed{samplePack(f, 0)}); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, words string) {
		for _, in := range []Scope{InText, InStatements, InPositions} {
			_, err := s.Search(t.Context(), in, words, Filter{Party: words, Limit: 5})
			if err != nil && !strings.HasSuffix(err.Error(), errNoWords.Error()) {
				t.Errorf("%q in %s: %v", words, in, err)
			}
		}
	})
}

func TestFold(t *testing.T) {
	for text, want := range map[string]string{"Åse  ØSTBY": "ase østby", "José\nÑandú": "jose nandu", "": "", "İzmir": "izmir"} {
		if got := fold(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
