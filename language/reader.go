// Package language reads the language of a report: its words, its sentences and
// who attributes what to whom. A small transformer reads the text once and light
// heads read everything else off its vectors; nothing here knows what a
// negotiation is.
package language

import (
	_ "embed"
	"fmt"
	"sync"

	"rapporteur"
	"rapporteur/language/encoder"
)

//go:embed weights.safetensors
var weights []byte

// Options says how a Reader works; the zero value is right for most uses.
type Options struct {
	// Kernel forces an implementation of the arithmetic.
	Kernel encoder.Kernel
}

// Reader holds the weights and reads any number of texts at once, each call on
// one core. It is safe for concurrent use.
type Reader struct {
	vocabulary *encoder.Vocabulary
	encoder    *encoder.Encoder
	heads      heads
	scratch    sync.Pool // of *scratch
}

// scratch is the memory that one call uses and hands on to the next.
type scratch struct {
	arena *encoder.Arena
	words []float32 // vectors of a section's words
	heads headScratch
	tree  treeScratch
}

// New prepares the embedded weights. It fails only where a kernel is forced that
// this processor lacks.
func New(o Options) (*Reader, error) {
	t, err := encoder.ParseTensors(weights)
	if err != nil {
		return nil, fmt.Errorf("embedded weights: %w", err)
	}
	e, err := encoder.New(t, encoder.Options{Kernel: o.Kernel})
	if err != nil {
		return nil, err
	}
	h, err := loadHeads(t, e)
	if err != nil {
		return nil, fmt.Errorf("embedded weights: %w", err)
	}
	r := &Reader{vocabulary: encoder.NewVocabulary(), encoder: e, heads: h}
	r.scratch.New = func() any { return &scratch{arena: e.NewArena()} }
	return r, nil
}

// Analyze reads a document's text, of any kind and length; memory and time grow
// with its length and no faster.
func (r *Reader) Analyze(doc *rapporteur.Document) *rapporteur.Analysis {
	text := doc.Text
	a := &rapporteur.Analysis{Tokens: Words(text)}
	if len(a.Tokens) == 0 {
		return a
	}
	s := r.scratch.Get().(*scratch)
	defer r.scratch.Put(s)
	in := r.input(text, a.Tokens)
	f := newReferents(&r.heads.coreference, r.encoder, text, a)
	for _, sec := range sections(in.breaks) {
		r.section(a, text, in, sec, s)
		f.add(s, sec)
	}
	resolveTimes(doc, a)
	return a
}

// input cuts a text that has words as the encoder reads it.
func (r *Reader) input(text string, words []rapporteur.Token) input {
	pieces := r.vocabulary.Pieces(text)
	if len(pieces) == 0 { // accents without a letter
		pieces = []encoder.Piece{{ID: encoder.Unknown, Start: 0, End: len(text)}}
	}
	return input{
		pieces: pieces, shapes: Shapes(text, words, pieces),
		first: FirstPieces(words, pieces), breaks: paragraphs(text, words),
	}
}

// section reads one stretch of the text and adds what it finds to a.
func (r *Reader) section(a *rapporteur.Analysis, text string, in input, sec rapporteur.TokenRange, s *scratch) {
	facts, mentions := len(a.Facts), len(a.Mentions)
	r.vectors(in, sec, s)
	e := r.heads.emissions(s, sec.End-sec.First)
	sentences := r.heads.sentences(text, a.Tokens, e, in.breaks, sec)
	a.Sentences = append(a.Sentences, sentences...)
	a.Mentions = append(a.Mentions, r.heads.mentions(s, e, sentences, sec)...)
	tags := r.heads.tag.read(text, a.Tokens[sec.First:sec.End], e)
	a.Tags = append(a.Tags, tags...)
	a.Lemmas = append(a.Lemmas, lemmas(text, a.Tokens[sec.First:sec.End], tags)...)
	a.Tree = append(a.Tree, r.heads.tree.read(s, tags, sentences, sec)...)
	a.Factuality = append(a.Factuality, r.heads.factual(e)...)
	a.Events = append(a.Events, r.heads.events(a, e, sec)...)
	a.Names = append(a.Names, r.heads.names(e, sec)...)
	a.Times = append(a.Times, r.heads.times(e, sec)...)
	a.Attributions = append(a.Attributions, r.heads.attribution.read(&r.heads, e, s, sec)...)
	a.Speech = append(a.Speech, r.heads.statement.read(&r.heads, e, s, sec)...)
	fillForms(a, mentions)
	a.Facts = append(a.Facts, r.heads.fact.read(e, s, r.heads.width, sec)...)
	r.heads.argument.read(a, text, s, r.heads.width, facts, mentions, sec)
}
