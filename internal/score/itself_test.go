package main

import (
	"path/filepath"
	"testing"

	"rapporteur"
)

// A treebank scores full against itself, in everything that its words, trees and
// mentions are compared in.
func TestTreebankScoresFullAgainstItself(t *testing.T) {
	paths := []string{"testdata/conllu"}
	for _, s := range sets {
		if s.Name == "conllu" || s.Name == "conllu-gum" {
			paths = append(paths, filepath.Join("..", "..", s.Default[0]))
		}
	}
	for _, path := range paths {
		if absent(path) {
			t.Logf("%s is absent", path)
			continue
		}
		documents, err := readTreebank(path)
		if err != nil {
			t.Fatal(err)
		}
		whole := 0
		for _, d := range documents {
			if a, ok := asTreebank(d); ok {
				whole++
				checkFull(t, path, d, a)
			}
		}
		if 10*whole < 9*len(documents) && len(documents) > 3 {
			t.Errorf("%s: only %d of %d documents have a place for each word", path, whole, len(documents))
		}
	}
}

func checkFull(t *testing.T, path string, d treebankDocument, a *rapporteur.Analysis) {
	t.Helper()
	c := countTreebank(d, a)
	for _, f := range c.figures() {
		if f.Value != 100 {
			t.Errorf("%s: %s in %.40q", path, f, d.text)
		}
	}
	e := countEntities(d.entities(), entitiesOf(a))
	if e.mentions.Gold > 0 && (e.mentions.F1() != 1 || e.b3.f1() < 1-1e-9 || e.ceafe.f1() < 1-1e-9 ||
		e.muc.recall.of > 0 && e.muc.f1() != 1) {
		t.Errorf("%s: %+v in %.40q", path, e, d.text)
	}
}

// asTreebank is an analysis that says what a document's annotators did; there is
// none of a document with words that have no place of their own.
func asTreebank(d treebankDocument) (a *rapporteur.Analysis, ok bool) {
	a = &rapporteur.Analysis{}
	for i, w := range d.words {
		if i > 0 && w.part.Start < d.words[i-1].part.End {
			return nil, false
		}
		a.Tokens = append(a.Tokens, rapporteur.Token{Span: w.part})
		a.Tags = append(a.Tags, w.tag)
		a.Tree = append(a.Tree, rapporteur.Arc{Head: w.head, Relation: w.relation})
	}
	for _, s := range d.sentences {
		a.Sentences = append(a.Sentences, phraseAt(a, s).Tokens)
	}
	clusters := map[string]int{}
	for i, m := range d.mentions {
		cluster, ok := clusters[m.entity]
		if !ok {
			cluster = len(a.Clusters)
			clusters[m.entity] = cluster
			a.Clusters = append(a.Clusters, nil)
		}
		a.Clusters[cluster] = append(a.Clusters[cluster], i)
		a.Mentions = append(a.Mentions, rapporteur.Mention{Tokens: m.words, Cluster: cluster})
	}
	return a, true
}
