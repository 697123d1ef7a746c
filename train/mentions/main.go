// Command mentions prints what the embedded reader finds in texts that training
// takes as given: mentions, what they refer to, trees and sentences. It reads one
// JSON string a line and prints one object a line, all as indices of words, which
// are those of the command tokens.
package main

import (
	"bufio"
	"encoding/json"
	"log"
	"os"

	"rapporteur"
	"rapporteur/language"
	"rapporteur/source"
)

type layers struct {
	Mentions  []mention `json:"mentions"`
	Heads     []int     `json:"heads"`     // of every word
	Relations []string  `json:"relations"` // of every word
	Sentences []int     `json:"sentences"` // their first words
}

type mention struct {
	Head    int    `json:"head"`
	First   int    `json:"first"`
	End     int    `json:"end"`
	Type    string `json:"type"`
	Form    string `json:"form"`
	Cluster int    `json:"cluster"`
}

func main() {
	r, err := language.New(language.Options{})
	if err != nil {
		log.Fatal(err)
	}
	dec := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20))
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	enc := json.NewEncoder(out)
	for dec.More() {
		var text string
		if err := dec.Decode(&text); err != nil {
			log.Fatal(err)
		}
		if err := enc.Encode(read(r, text)); err != nil {
			log.Fatal(err)
		}
	}
}

func read(r *language.Reader, text string) layers {
	a := r.Analyze(&rapporteur.Document{Text: source.Unwrapped(text)})
	var l layers
	for _, m := range a.Mentions {
		l.Mentions = append(l.Mentions, mention{m.Head, m.Tokens.First, m.Tokens.End, string(m.Type), string(m.Form), m.Cluster})
	}
	for _, arc := range a.Tree {
		l.Heads, l.Relations = append(l.Heads, arc.Head), append(l.Relations, arc.Relation)
	}
	for _, s := range a.Sentences {
		l.Sentences = append(l.Sentences, s.First)
	}
	return l
}
