// Command tokens cuts texts into the words, pieces and shapes that the reader
// sees at run time, so that training sees exactly the same. It reads one JSON
// string a line and prints one object a line; offsets are code points.
package main

import (
	"bufio"
	"encoding/json"
	"log"
	"os"
	"unicode/utf8"

	"rapporteur/language"
	"rapporteur/language/encoder"
	"rapporteur/source"
)

type tokens struct {
	Words  [][2]int `json:"words"`
	Pieces []int32  `json:"pieces"`
	Spans  [][2]int `json:"spans"`  // of the pieces
	Shapes []int    `json:"shapes"` // of the pieces
	First  []int    `json:"first"`  // each word's piece
}

func main() {
	v := encoder.NewVocabulary()
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	dec, enc := json.NewDecoder(in), json.NewEncoder(out)
	for dec.More() {
		var text string
		if err := dec.Decode(&text); err != nil {
			log.Fatal(err)
		}
		if err := enc.Encode(cut(v, text)); err != nil {
			log.Fatal(err)
		}
	}
}

func cut(v *encoder.Vocabulary, text string) tokens {
	text = source.Unwrapped(text)
	words := language.Words(text)
	pieces := v.Pieces(text)
	at := codePoints(text)
	t := tokens{First: language.FirstPieces(words, pieces)}
	for _, s := range language.Shapes(text, words, pieces) {
		t.Shapes = append(t.Shapes, int(s))
	}
	for _, w := range words {
		t.Words = append(t.Words, [2]int{at[w.Start], at[w.End]})
	}
	for _, p := range pieces {
		t.Pieces = append(t.Pieces, p.ID)
		t.Spans = append(t.Spans, [2]int{at[p.Start], at[p.End]})
	}
	return t
}

// codePoints gives for every byte offset of text its offset in code points.
func codePoints(text string) []int {
	at := make([]int, len(text)+1)
	n := 0
	for i := 0; i < len(text); {
		_, size := utf8.DecodeRuneInString(text[i:])
		for j := range size {
			at[i+j] = n
		}
		i += size
		n++
	}
	at[len(text)] = n
	return at
}
