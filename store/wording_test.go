package store

import (
	"testing"
	"unicode/utf8"
)

// Every place of words in a text is words that are called the same there, in bytes that are
// not UTF-8 too, and no two overlap.
func FuzzPlaces(f *testing.F) {
	f.Add("Hale demands “a toll”\nof 7 marks, a  toll of 8.", "a toll")
	f.Add("it’s Hale's", "it's")
	f.Add("a\xff b\xe2\x80", "b\xe2\x80")
	f.Add("Skarv", "kar")
	f.Fuzz(func(t *testing.T, text, words string) {
		end := 0
		for _, s := range (Wording{Words: words}).places(text) {
			if s.Start < end || s.Empty() || s.End > len(text) {
				t.Fatalf("%v in %q", s, text)
			}
			end = s.End
			found, again := s.In(text), (Wording{Words: words}).places(s.In(text))
			if len(again) == 0 || again[0].Len() > len(found) {
				t.Errorf("%q for %q", found, words)
			}
			if utf8.ValidString(text) && !utf8.ValidString(found) {
				t.Errorf("%q cuts a character", found)
			}
		}
	})
}
