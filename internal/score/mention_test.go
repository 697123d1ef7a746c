package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// marked is a CoNLL-U document of words each with its column MISC, "word=misc".
func marked(declaration, words string) string {
	var b strings.Builder
	if declaration != "" {
		b.WriteString("# global.Entity = " + declaration + "\n")
	}
	for i, word := range strings.Fields(words) {
		form, misc, ok := strings.Cut(word, "=")
		if !ok {
			misc = "_"
		}
		fmt.Fprintf(&b, "%d\t%s%s\t%s\n", i+1, form, strings.Repeat("\t_", 7), misc)
	}
	return b.String()
}

const gumFields = "GRP-etype-infstat-identity"

func TestMentions(t *testing.T) {
	for _, c := range []struct{ name, fields, words, want string }{
		{"one word", gumFields, "Ina=Entity=(7-person-new) left", "Ina 7 person"},
		{"several words", gumFields, "the=Entity=(7-person-new port=_ envoy=SpaceAfter=No|Entity=7) left", "the port envoy 7 person"},
		{"nested", gumFields, "the=Entity=(7-person-new port=Entity=(8-place-new) envoy=Entity=7)", "the port envoy 7 person|port 8 place"},
		{"nested at the start", gumFields, "port=Entity=(7-person-new(8-place-new) envoy=Entity=7)", "port envoy 7 person|port 8 place"},
		{"nested at the end", gumFields, "envoy=Entity=(7-person-new of port=Entity=(8-place-new)7)", "envoy of port 7 person|port 8 place"},
		{"nested of the same entity", gumFields, "a=Entity=(7-person-new b=Entity=(7-person-giv c=Entity=7)7)", "a b c 7 person|b c 7 person"},
		{"crossing", gumFields, "a=Entity=(7-person-new b=Entity=(8-place-new c=Entity=7) d=Entity=8)", "a b c 7 person|b c d 8 place"},
		{"all at once", gumFields, "a=Entity=(1-place-new(2-place-new b=Entity=2)1)(3-event-new)", "a b 1 place|a b 2 place|b 3 event"},
		{"hyphens in the last field", gumFields, "a=Entity=(1-place-new-Al-Maj)", "a 1 place"},
		{"other fields", "eid-head-etype-other", "a=Entity=(e1-1-place-x(e2--person-x) b=Entity=e1)", "a b e1 place|a e2 person"},
		{"another attribute's brackets", gumFields, "a=Bridge=1<2|XEntity=(1|Entity=(1-place-new)", "a 1 place"},
	} {
		documents, err := parseTreebank(marked(c.fields, c.words))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, m := range documents[0].mentions {
			got = append(got, documents[0].span(m).In(documents[0].text)+" "+m.entity+" "+m.kind)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: got %s, want %s", c.name, s, c.want)
		}
	}
}

func TestMentionsRefused(t *testing.T) {
	for _, c := range []struct{ fields, words, want string }{
		{"", "a=Entity=(1-place-new)", "1: a mention before the comment global.Entity"},
		{"GRP-infstat", "a", "1: mentions of the fields GRP-infstat have no entity or no type"},
		{"etype-infstat", "a", "1: mentions of the fields etype-infstat have no entity or no type"},
		{gumFields, "a=Entity=1)", `2: mentions "1)": "1" closes nothing`},
		{gumFields, "a=Entity=(1-place b=Entity=2)", `3: mentions "2)": "2" closes nothing`},
		{gumFields, "a=Entity=(1)", `2: mentions "(1)": "1" has 1 fields`},
		{gumFields, "a=Entity=1", `2: mentions "1": "1" has no bracket`},
		{gumFields, "a=Entity=(1[1/2]-place-new)", `2: mentions "(1[1/2]-place-new)": "1[1/2]" is one of a mention's several pieces, which are not read`},
		{gumFields, "a=Entity=(1-place b", `3: a mention of "1" is never closed`},
	} {
		if _, err := parseTreebank(marked(c.fields, c.words)); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.words, err, c.want)
		}
	}
}

// The fields once declared hold for all documents of a file, the mentions each
// for its own.
func TestMentionsOfDocuments(t *testing.T) {
	data := "# newdoc\n" + marked(gumFields, "a=Entity=(1-place)") + "\n# newdoc\n" + marked("", "b c=Entity=(1-person)")
	documents, err := parseTreebank(data)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"a", "c"} {
		d := documents[i]
		if len(d.mentions) != 1 || d.span(d.mentions[0]).In(d.text) != want {
			t.Errorf("document %d: %+v", i, d.mentions)
		}
	}
}

// Words have their own characters in a token that spells them, and the token's in
// one that does not.
func TestParts(t *testing.T) {
	for _, c := range []struct{ data, want string }{
		{node("1-2", "envoy's") + node("1", "envoy") + node("2", "'s"), "envoy|'s"},
		{node("1-2", "CANNOT") + node("1", "can") + node("2", "not"), "CAN|NOT"},
		{node("1-2", "dunno") + node("1", "do") + node("2", "not"), "dunno|dunno"},
		{node("1-2", "abc") + node("1", "a") + node("2", "b"), "abc|abc"},
		{node("1-2", "aa") + node("1", "a") + node("2", "a") + node("3-4", "ab") + node("3", "a") + node("4", "b"), "a|a|a|b"},
	} {
		documents, err := parseTreebank(c.data)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, w := range documents[0].words {
			got = append(got, w.part.In(documents[0].text))
		}
		if !slices.Equal(got, strings.Split(c.want, "|")) {
			t.Errorf("got %q, want %s", got, c.want)
		}
	}
}

func FuzzMentions(f *testing.F) {
	f.Add("(7-person-new(8-place)", "7)")
	f.Add("(7-person(7-place", "7)7)")
	f.Fuzz(func(t *testing.T, first, second string) {
		documents, _ := parseTreebank(marked(gumFields, "a b=Entity="+first+" c=Entity="+second))
		for _, d := range documents {
			for _, m := range d.mentions {
				if m.words.First >= m.words.End || m.words.End > len(d.words) || m.entity == "" && m.kind == "" && first == "" {
					t.Fatalf("mention %+v of %d words", m, len(d.words))
				}
			}
		}
	})
}
