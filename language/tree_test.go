package language

import (
	"strings"
	"testing"

	"rapporteur"
)

// checkTrees demands a tag and a lemma for every token and for every sentence one
// tree, with the relation of roots at its root alone.
func checkTrees(t *testing.T, a *rapporteur.Analysis) {
	t.Helper()
	if n := len(a.Tokens); len(a.Tags) != n || len(a.Lemmas) != n || len(a.Tree) != n {
		t.Fatalf("%d tags, %d lemmas, %d arcs of %d tokens", len(a.Tags), len(a.Lemmas), len(a.Tree), n)
	}
	for _, s := range a.Sentences {
		heads := make([]int, s.End-s.First)
		for i := range heads {
			arc := a.Tree[s.First+i]
			heads[i] = arc.Head - s.First
			if arc.Head < s.First || arc.Head >= s.End {
				t.Fatalf("token %d of sentence %+v has head %d", s.First+i, s, arc.Head)
			}
			if root := heads[i] == i; arc.Relation == "" || root != (arc.Relation == rootRelation) {
				t.Fatalf("token %d with head %d has relation %q", s.First+i, arc.Head, arc.Relation)
			}
		}
		if !isTree(heads) {
			t.Fatalf("sentence %+v is no tree: %v", s, heads)
		}
	}
	for i := range a.Tokens {
		if a.Tags[i] == "" || a.Lemmas[i] == "" {
			t.Fatalf("token %d has tag %q and lemma %q", i, a.Tags[i], a.Lemmas[i])
		}
	}
}

// TestTreesOfLongSentences: a sentence that is too long for one tree has one all
// the same.
func TestTreesOfLongSentences(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("the boats of the league, ", 400),
		strings.Repeat("word ", 3*treeWords),
		strings.Repeat(", ", 2*treeWords+1),
	} {
		r := rapporteur.TokenRange{End: len(Words(text))}
		tags := make([]string, r.End)
		for i := range tags {
			tags[i] = "NN"
			if text[0] == ',' || i%6 == 5 {
				tags[i] = ","
			}
		}
		pieces := appendPieces(nil, tags, r)
		next := 0
		arcs := make([]rapporteur.Arc, r.End)
		for _, p := range pieces {
			if p.First != next || p.End-p.First > treeWords || p.End <= p.First {
				t.Fatalf("pieces %v", pieces)
			}
			for i := p.First; i < p.End; i++ {
				arcs[i] = rapporteur.Arc{Head: p.First, Relation: "dep"}
			}
			arcs[p.First].Relation = rootRelation
			next = p.End
		}
		joinPieces(arcs, r, 0)
		checkTrees(t, &rapporteur.Analysis{
			Tokens: make([]rapporteur.Token, r.End), Tags: tags, Lemmas: tags, Tree: arcs,
			Sentences: []rapporteur.TokenRange{r},
		})
		if next != r.End || arcs[pieces[1].First].Relation != pieceRelation {
			t.Fatalf("pieces %v", pieces)
		}
		checkTrees(t, reader().Analyze(documentOf(text)))
	}
}

// TestMarksGovernNothing: punctuation is a leaf wherever there are words.
func TestMarksGovernNothing(t *testing.T) {
	a := reader().Analyze(documentOf(salt))
	for i, arc := range a.Tree {
		if isMarkTag(a.Tags[i]) && arc.Relation != punctRelation {
			t.Errorf("mark %d is %s", i, arc.Relation)
		}
		if isMarkTag(a.Tags[arc.Head]) {
			t.Errorf("token %d hangs from mark %d", i, arc.Head)
		}
	}
}

// TestBiaffineBetween: the scores of all pairs are those of each.
func TestBiaffineBetween(t *testing.T) {
	r := reader()
	s := r.scratch.New().(*scratch)
	words := Words(salt)
	in := input{
		pieces: r.vocabulary.Pieces(salt), breaks: paragraphs(salt, words),
	}
	in.shapes, in.first = Shapes(salt, words, in.pieces), FirstPieces(words, in.pieces)
	r.vectors(in, rapporteur.TokenRange{End: len(words)}, s)
	b := &r.heads.tree.arc
	b.lefts(&s.tree.arc, s.words, len(words))
	b.rights(&s.tree.arc, s.words, len(words))
	const first = 5
	scores, stride := b.between(&s.tree.arc, first, len(words)-first)
	for i := first; i < len(words); i++ {
		for j := first; j < len(words); j++ {
			got, want := scores[(i-first)*stride+j-first], b.score(&s.tree.arc, i, j, 0)
			if d := got - want; d > 1e-3 || d < -1e-3 {
				t.Fatalf("score of %d and %d: %g and %g", i, j, got, want)
			}
		}
	}
}

// BenchmarkTrees shows what tags, lemmas and trees cost a word once its vector
// stands.
func BenchmarkTrees(b *testing.B) {
	text := strings.Repeat(salt+"\n\n", 8)
	r, words := reader(), Words(text)
	s := r.scratch.New().(*scratch)
	in := input{pieces: r.vocabulary.Pieces(text), breaks: paragraphs(text, words)}
	in.shapes, in.first = Shapes(text, words, in.pieces), FirstPieces(words, in.pieces)
	all := rapporteur.TokenRange{End: len(words)}
	r.vectors(in, all, s)
	e := r.heads.emissions(s, len(words))
	sentences := r.heads.sentences(text, words, e, in.breaks, all)
	for b.Loop() {
		tags := r.heads.tag.read(text, words, e)
		lemmas(text, words, tags)
		r.heads.tree.read(s, tags, sentences, all)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(words)), "ns/word")
}
