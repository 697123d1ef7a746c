package language

import (
	"math"

	"rapporteur"
	"rapporteur/language/encoder"
)

const (
	arcWidth      = 160 // of the projections that the arcs' scores compare
	relationWidth = 96
	// treeWords bounds the words of one tree, whose scores are quadratic in them, and
	// of the trees read together. A longer sentence is cut for its tree's sake; the
	// longest of the treebanks that the heads learned from has 159 words.
	treeWords = 256
	// relationHeads is the number of heads whose relations are scored together; a
	// head's targets take 19 KB.
	relationHeads = 64
	// markPenalty keeps punctuation from governing anything while there is anything
	// else: in EWT and GUM train 16 of 48,000 marks do, and 100 have another relation
	// than punctuation's.
	markPenalty = 1e4
)

// The relations that the shape of a tree says.
const (
	rootRelation  = "root"
	punctRelation = "punct"
	// pieceRelation ties the later parts of a sentence that was cut to the first.
	pieceRelation = "parataxis"
)

// parser reads dependency trees: every word scores each word of its sentence as
// its head, itself as being the root (Dozat & Manning 2017), then each pair of
// the tree its relation.
type parser struct {
	arc, relation biaffine
	relations     []string // by output
	root, punct   int      // the outputs of these relations
}

// treeScratch is the memory of a parser.
type treeScratch struct {
	arc, relation pairing
	heads         []float32 // vectors of words that govern others
}

func (l *headLoader) parser() parser {
	relations := l.labels("relations")
	return parser{
		arc:       l.biaffine("head.arc", l.encoder.Width(), arcWidth, 1),
		relation:  l.biaffine("head.relation", l.encoder.Width(), relationWidth, len(relations)),
		relations: relations,
		root:      l.index(relations, rootRelation), punct: l.index(relations, punctRelation),
	}
}

// read returns the arcs of a section's words, given their tags and sentences.
func (p *parser) read(s *scratch, tags []string, sentences []rapporteur.TokenRange, sec rapporteur.TokenRange) []rapporteur.Arc {
	arcs := make([]rapporteur.Arc, sec.End-sec.First)
	var pieces []rapporteur.TokenRange // of the section's words
	for _, r := range sentences {
		pieces = appendPieces(pieces, tags, rapporteur.TokenRange{First: r.First - sec.First, End: r.End - sec.First})
	}
	for len(pieces) > 0 {
		n := 1
		for n < len(pieces) && pieces[n].End-pieces[0].First <= treeWords {
			n++
		}
		p.trees(s, tags, pieces[:n], arcs)
		pieces = pieces[n:]
	}
	for i := range arcs {
		arcs[i].Head += sec.First
	}
	for _, r := range sentences {
		joinPieces(arcs, r, sec.First)
	}
	return arcs
}

// appendPieces cuts a sentence into stretches of at most treeWords words, after
// the last punctuation mark of the second half where there is one.
func appendPieces(pieces []rapporteur.TokenRange, tags []string, r rapporteur.TokenRange) []rapporteur.TokenRange {
	for r.End-r.First > treeWords {
		end := r.First + treeWords
		for i := end; i > r.First+treeWords/2; i-- {
			if isMarkTag(tags[i-1]) {
				end = i
				break
			}
		}
		pieces = append(pieces, rapporteur.TokenRange{First: r.First, End: end})
		r.First = end
	}
	return append(pieces, r)
}

// joinPieces makes one tree of those of a sentence's pieces. arcs begin with
// token first.
func joinPieces(arcs []rapporteur.Arc, r rapporteur.TokenRange, first int) {
	root := -1
	for i := r.First; i < r.End; i++ {
		switch a := &arcs[i-first]; {
		case a.Head != i:
		case root < 0:
			root = i
		default:
			a.Head, a.Relation = root, pieceRelation
		}
	}
}

// trees sets the arcs of neighbouring pieces, heads as numbers of the section's
// words.
func (p *parser) trees(s *scratch, tags []string, pieces []rapporteur.TokenRange, arcs []rapporteur.Arc) {
	first, end := pieces[0].First, pieces[len(pieces)-1].End
	x := s.words[first*p.arc.inputs:]
	p.arc.lefts(&s.tree.arc, x, end-first)
	p.arc.rights(&s.tree.arc, x, end-first)
	for _, r := range pieces {
		n := r.End - r.First
		scores, stride := p.arc.between(&s.tree.arc, r.First-first, n)
		demoteMarks(scores, stride, tags[r.First:r.End])
		for i, h := range arborescence(scores, stride, n) {
			arcs[r.First+i].Head = r.First + h
		}
	}
	p.label(s, x, tags[first:end], arcs[first:end], first)
}

// demoteMarks lowers the scores of punctuation as head and as root.
func demoteMarks(scores []float32, stride int, tags []string) {
	for j, tag := range tags {
		if !isMarkTag(tag) {
			continue
		}
		for i := range tags {
			scores[i*stride+j] -= markPenalty
		}
	}
}

// label sets the relations of arcs, whose words' vectors are the first rows of x
// and the first of which has number first.
func (p *parser) label(s *scratch, x []float32, tags []string, arcs []rapporteur.Arc, first int) {
	t := &s.tree
	p.relation.lefts(&t.relation, x, len(arcs))
	var heads []int
	slot := make([]int, len(arcs)) // in heads, from 1 on
	for i := range arcs {
		switch h := arcs[i].Head - first; {
		case h == i:
			arcs[i].Relation = rootRelation
		case isMarkTag(tags[i]):
			arcs[i].Relation = punctRelation
		case slot[h] == 0:
			heads = append(heads, h)
			slot[h] = len(heads)
		}
	}
	width := p.relation.inputs
	t.heads = grow(t.heads, encoder.Rows(relationHeads)*width)
	for from := 0; from < len(heads); from += relationHeads {
		some := heads[from:min(from+relationHeads, len(heads))]
		for k, h := range some {
			copy(t.heads[k*width:][:width], x[h*width:])
		}
		p.relation.rights(&t.relation, t.heads, len(some))
		for i := range arcs {
			k := slot[arcs[i].Head-first] - 1 - from
			if arcs[i].Relation == "" && 0 <= k && k < len(some) {
				arcs[i].Relation = p.best(&t.relation, i, k, tags[i])
			}
		}
	}
}

// best is the relation of left end i to right end k with the highest score. The
// root's is no other word's, that of punctuation only such a word's whose tag
// leaves it open.
func (p *parser) best(t *pairing, i, k int, tag string) string {
	best, top := p.punct, float32(math.Inf(-1))
	for o := range p.relations {
		if o == p.root || o == p.punct && tag != "NFP" && tag != "SYM" {
			continue
		}
		if v := p.relation.score(t, i, k, o); v > top {
			best, top = o, v
		}
	}
	return p.relations[best]
}
