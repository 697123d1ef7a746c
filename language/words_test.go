package language

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rapporteur"
	"rapporteur/language/encoder"
)

func TestWords(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The U.S. and Mr. Ode met.", "The|U.S.|and|Mr.|Ode|met|."},
		{"Lenko’s envoys don't know; they’ve left.", "Lenko|’s|envoys|do|n't|know|;|they|’ve|left|."},
		{"“We can’t,” he said", "“|We|ca|n’t|,|”|he|said"},
		{"At 10:30 p.m. on 3/4/2025 it fell 1,000.5 to 3.2%", "At|10:30|p.m.|on|3/4/2025|it|fell|1,000.5|to|3.2|%"},
		{"a well-known and/or so-called plan", "a|well|-|known|and|/|or|so|-|called|plan"},
		{"See https://a.example/x?y=1 or a@b.example.", "See|https://a.example/x?y=1|or|a@b.example|."},
		{"Well... no -- yes?!", "Well|...|no|--|yes|?!"},
		{"J. Smith and I. Then I", "J.|Smith|and|I|.|Then|I"},
		{"they cannot agree", "they|can|not|agree"},
		{"the rebels' offer", "the|rebels|'|offer"},
		{"$5 and €20", "$|5|and|€|20"},
		{"No. It is in Jan. or so", "No|.|It|is|in|Jan.|or|so"},
		{"a non-binding e-mail from the ex-envoy", "a|non-binding|e-mail|from|the|ex-envoy"},
		{"call 555-0142 or 201-555-0142 on 2031-05-15, pages 10-12", "call|555-0142|or|201-555-0142|on|2031-05-15|,|pages|10|-|12"},
		{"at 7:30pm, 5km off, for $10m in the 1990's, the 5th", "at|7:30|pm|,|5|km|off|,|for|$|10|m|in|the|1990's|,|the|5th"},
		{"late--or never; https://a.example/b-c.d-e?x=1.", "late|--|or|never|;|https://a.example/b-c.d-e?x=1|."},
		{"the AT&T deal, dont ask <<now>> gonna", "the|AT&T|deal|,|do|nt|ask|<<|now|>>|gon|na"},
		{"``No. 4'' and ''no''", "`|`|No.|4|''|and|''|no|''"},
		{" \u200b\u0000\n", ""},
	} {
		var got []string
		for _, w := range Words(c.text) {
			got = append(got, w.In(c.text))
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

// FuzzWords: the tokens, in order, rebuild the text but for white space,
// controls and what is not UTF-8, and each has a piece.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"", "Mr. A's \"plan\"...", "a\u0301b’s", "x\xffy", "http://", "10:", "U.S..", "\u202eabc"} {
		f.Add(s)
	}
	v := encoder.NewVocabulary()
	f.Fuzz(func(t *testing.T, text string) {
		words := Words(text)
		end := 0
		for _, w := range words {
			if w.Start < end || w.Empty() || w.End > len(text) {
				t.Fatalf("token %+v after %d of %q", w, end, text)
			}
			if !isBlank(text[end:w.Start]) {
				t.Fatalf("%q between tokens of %q", text[end:w.Start], text)
			}
			if utf8.ValidString(text) && !(utf8.RuneStart(text[w.Start]) && utf8.ValidString(w.In(text))) {
				t.Fatalf("token %+v of %q cuts a code point", w, text)
			}
			end = w.End
		}
		if !isBlank(text[end:]) {
			t.Fatalf("%q after the last token of %q", text[end:], text)
		}
		checkPieces(t, text, words, v.Pieces(text))
	})
}

func checkPieces(t *testing.T, text string, words []rapporteur.Token, pieces []encoder.Piece) {
	first := FirstPieces(words, pieces)
	if len(pieces) > 0 && !slices.IsSorted(first) {
		t.Fatalf("first pieces %v of %q", first, text)
	}
	for _, p := range first {
		if len(pieces) > 0 && (p < 0 || p >= len(pieces)) {
			t.Fatalf("first piece %d of %d of %q", p, len(pieces), text)
		}
	}
	if len(Shapes(text, words, pieces)) != len(pieces) {
		t.Fatalf("shapes of %q", text)
	}
}

func TestShapes(t *testing.T) {
	text := "The NATO envoy, A. McCoy: “30-day 2022”\nUN's 北京"
	words := Words(text)
	want := map[string]uint8{
		"The": shapeTitle + paragraphStart, "NATO": shapeUpper, "envoy": shapeLower, ",": shapeComma, "A.": shapeUpper,
		"McCoy": shapeMixed, ":": shapeColon, "“": shapeOpen, "30": shapeDigits, "”": shapeClose, "UN": shapeUpper + paragraphStart,
		"'s": shapeLower, "北": shapeLetter,
	}
	pieces := encoder.NewVocabulary().Pieces(text)
	shapes := Shapes(text, words, pieces)
	for i, f := range FirstPieces(words, pieces) {
		if w, ok := want[words[i].In(text)]; ok && shapes[f] != w {
			t.Errorf("shape of %q is %d, want %d", words[i].In(text), shapes[f], w)
		}
	}
}

func TestOpensSentence(t *testing.T) {
	for text, want := range map[string]string{
		"It is late. “They left.” He said “Go” and went.": "“",
		"It ended.” “We left.”":                           "“",
		"He asked: “Why now?” and “Who?”":                 "",
		"the so-called \"Plan\" failed. \"It did.\"":      "\"",
		"It is 5 p.m. “or so”":                            "",
	} {
		tokens, got := Words(text), ""
		for i := 1; i < len(tokens); i++ {
			if opensSentence(text, tokens, i) {
				got += tokens[i].In(text)
			}
		}
		if got != want {
			t.Errorf("%q: sentences open at %q, want %q", text, got, want)
		}
	}
}
