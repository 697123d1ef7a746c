package encoder

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestPiecesEqualTheOriginals compares with the original tokenizer's output on
// 1,529 odd strings (testdata/wordpiece.jsonl, recorded with the library
// tokenizers 0.23): accents, CJK, emoji, control characters, long words.
func TestPiecesEqualTheOriginals(t *testing.T) {
	f, err := os.Open("testdata/wordpiece.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	v := NewVocabulary()
	lines := bufio.NewScanner(f)
	n := 0
	for ; lines.Scan(); n++ {
		var want struct {
			Text string  `json:"text"`
			IDs  []int32 `json:"ids"`
		}
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		if got := ids(v.Pieces(want.Text)); !slices.Equal(got, want.IDs) {
			t.Errorf("%q: pieces %v, want %v", want.Text, got, want.IDs)
		}
	}
	if n < 1500 {
		t.Errorf("%d recorded strings, want at least 1500", n)
	}
}

func ids(ps []Piece) []int32 {
	out := make([]int32, 0, len(ps))
	for _, p := range ps {
		out = append(out, p.ID)
	}
	return out
}

func TestLongWordIsUnknown(t *testing.T) {
	got := NewVocabulary().Pieces("at " + strings.Repeat("x", 5_000_000) + " end")
	if len(got) != 3 || got[1].ID != Unknown || got[1].End-got[1].Start != 5_000_000 {
		t.Errorf("pieces of a word of 5 MB: %d of them, the second %+v", len(got), got[min(1, len(got)-1)])
	}
}

func FuzzPieces(f *testing.F) {
	for _, s := range []string{"", "Zelenskyy’s talks", "naïve Türkiye", "北京 a\u0000b", "\xff\xfe", "e\u0301"} {
		f.Add(s)
	}
	v := NewVocabulary()
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, p := range v.Pieces(text) {
			if p.Start < 0 || p.Start >= p.End || p.End > len(text) || p.End < end {
				t.Fatalf("piece %+v of %q", p, text)
			}
			if !utf8.RuneStart(text[p.Start]) && utf8.ValidString(text) {
				t.Fatalf("piece %+v of %q begins inside a code point", p, text)
			}
			end = p.End
		}
	})
}

func BenchmarkPieces(b *testing.B) {
	text := strings.Repeat("The foreign minister said the talks in Ankara would resume on Thursday. ", 100)
	v := NewVocabulary()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		v.Pieces(text)
	}
}
