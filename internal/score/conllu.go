package main

import (
	"slices"
	"strings"

	"rapporteur"
	"rapporteur/gold"
)

// scoreConllu counts as the CoNLL 2018 shared task does (Zeman et al., CoNLL 2018,
// section 3, and its page on evaluation): running text against a treebank in
// CoNLL-U, F1 over all words of both sides.
//
//   - words: a word is right when alignWords pairs it;
//   - sentence: a sentence is right when it has the same characters without white
//     space;
//   - uas: the word is right, and so is the word that governs it, or both are
//     roots. Punctuation counts like all else;
//   - las: and the relation is the same, subtypes ("pass" of "nsubj:pass") aside;
//   - tag: the word is right and has the treebank's own tag, XPOS.
//
// The task refuses an analysis whose characters are not the treebank's. Here
// both stand in the same text, so that a character that the analysis leaves out
// makes the word or sentence that begins or ends with it wrong, and no other.
func scoreConllu(p Program, paths []string) ([]Figure, error) {
	documents, err := readTreebanks(paths)
	if err != nil {
		return nil, err
	}
	var sum treebankCounts
	for i, analysis := range p.analyzeTexts(textsOf(documents)) {
		sum.add(countTreebank(documents[i], analysis))
	}
	return sum.figures(), nil
}

// treebankCounts are the words and sentences that are right in each respect.
type treebankCounts struct {
	words, sentences, unlabelled, labelled, tags gold.Count
}

func (c *treebankCounts) add(d treebankCounts) {
	c.words.Add(d.words)
	c.sentences.Add(d.sentences)
	c.unlabelled.Add(d.unlabelled)
	c.labelled.Add(d.labelled)
	c.tags.Add(d.tags)
}

func (c *treebankCounts) figures() []Figure {
	return slices.Concat(figures("words", c.words), figures("sentence", c.sentences),
		headline("uas", c.unlabelled), headline("las", c.labelled), headline("tag", c.tags))
}

func countTreebank(d treebankDocument, analysis *rapporteur.Analysis) treebankCounts {
	pairs := alignWords(d, analysis.Tokens)
	none := gold.Count{Gold: len(d.words), Given: len(analysis.Tokens)}
	c := treebankCounts{none, countSentences(d.sentences, analysis), none, none, none}
	c.words.Hit = len(pairs)
	if len(analysis.Tags) == 0 || len(analysis.Tree) == 0 {
		return c
	}
	wordOf := map[int]int{}
	for _, p := range pairs {
		wordOf[p.token] = p.word
	}
	for _, p := range pairs {
		word, arc := d.words[p.word], analysis.Tree[p.token]
		if analysis.Tags[p.token] == word.tag {
			c.tags.Hit++
		}
		// A root is its own head on both sides.
		if head, ok := wordOf[arc.Head]; ok && head == word.head {
			c.unlabelled.Hit++
			if universal(arc.Relation) == universal(word.relation) {
				c.labelled.Hit++
			}
		}
	}
	return c
}

// universal is the part of a relation that all languages share.
func universal(relation string) string {
	relation, _, _ = strings.Cut(relation, ":")
	return relation
}

func countSentences(want []rapporteur.Span, analysis *rapporteur.Analysis) gold.Count {
	wanted, got := map[rapporteur.Span]struct{}{}, map[rapporteur.Span]struct{}{}
	for _, s := range want {
		wanted[s] = struct{}{}
	}
	for _, r := range analysis.Sentences {
		got[analysis.Span(r)] = struct{}{}
	}
	return compareSets(wanted, got)
}

// pair is a word of the treebank and the token of the analysis that is the same
// word, by their indices.
type pair struct{ word, token int }

// alignWords pairs the words of a document with the tokens of its analysis. A word
// that is a token of its own goes with the token at the same place. The words of a
// token of several, which have no places of their own, go with the tokens inside
// it by their forms.
func alignWords(d treebankDocument, tokens []rapporteur.Token) (pairs []pair) {
	var w, t rapporteur.TokenRange // the words at a place and the tokens inside it
	for w.End < len(d.words) {
		place := d.words[w.End].token
		for w.First = w.End; w.End < len(d.words) && d.words[w.End].token == place; w.End++ {
		}
		for t.First = t.End; t.First < len(tokens) && tokens[t.First].Start < place.Start; t.First++ {
		}
		for t.End = t.First; t.End < len(tokens) && tokens[t.End].End <= place.End; t.End++ {
		}
		if w.End-w.First > 1 {
			for _, c := range commonForms(d.forms(w), formsOf(tokens[t.First:t.End], d.text)) {
				pairs = append(pairs, pair{w.First + c.word, t.First + c.token})
			}
		} else if t.First < t.End && tokens[t.First].Span == place {
			pairs = append(pairs, pair{w.First, t.First})
		}
	}
	return pairs
}

func (d treebankDocument) forms(r rapporteur.TokenRange) (out []string) {
	for _, w := range d.words[r.First:r.End] {
		out = append(out, w.form)
	}
	return out
}

func formsOf(tokens []rapporteur.Token, text string) (out []string) {
	for _, t := range tokens {
		out = append(out, t.In(text))
	}
	return out
}

// commonForms pairs forms along a longest common subsequence in which upper and
// lower case are the same.
func commonForms(words, tokens []string) (pairs []pair) {
	// longest[i][k] is the length of one of words[i:] and tokens[k:].
	longest := make([][]int, len(words)+1)
	longest[len(words)] = make([]int, len(tokens)+1)
	for i := len(words) - 1; i >= 0; i-- {
		longest[i] = make([]int, len(tokens)+1)
		for k := len(tokens) - 1; k >= 0; k-- {
			longest[i][k] = max(longest[i+1][k], longest[i][k+1])
			if strings.EqualFold(words[i], tokens[k]) {
				longest[i][k] = 1 + longest[i+1][k+1]
			}
		}
	}
	for i, k := 0, 0; longest[i][k] > 0; {
		switch longest[i][k] {
		case longest[i+1][k]:
			i++
		case longest[i][k+1]:
			k++
		default:
			pairs = append(pairs, pair{i, k})
			i, k = i+1, k+1
		}
	}
	return pairs
}
