package extract

import (
	"strings"

	"rapporteur"
)

// untangled ends a content before a verb that is joined to its cue: in "both sides
// welcomed the draft and agreed to meet" the second is no part of what was welcomed.
func (r *reading) untangled(d *draft) {
	tree := r.analysis.Tree
	if len(tree) != len(r.analysis.Tokens) {
		return
	}
	for _, cue := range d.cue {
		for v := r.tokenAt(cue.Start); v < len(tree) && r.analysis.Tokens[v].End <= cue.End; v++ {
			for i, c := range d.content {
				if at := r.joinedVerb(v, c); at > c.Start {
					d.content[i].End = at
				}
			}
		}
	}
}

// joinedVerb is where in a span the words begin that join a verb in the same form to the
// one at a token, 0 where none do.
func (r *reading) joinedVerb(verb int, in rapporteur.Span) int {
	tree := r.analysis.Tree
	for t := max(verb+1, r.tokenAt(in.Start)); t < len(tree) && r.analysis.Tokens[t].End <= in.End; t++ {
		if tree[t].Head != verb || tree[t].Relation != "conj" || r.analysis.Tags[t] != r.analysis.Tags[verb] {
			continue
		}
		first := t
		for first > verb+1 && (tree[first-1].Head == t || r.word(first-1) == ",") {
			first--
		}
		return r.analysis.Tokens[first].Start
	}
	return 0
}

// cites reports whether a draft is no more than whom somebody cites: the "citing" of
// "the paper reported, citing a senior official", which stands in a chain.
func (r *reading) cites(d *draft) bool {
	if len(d.cue) != 1 || len(d.content) != 1 {
		return false
	}
	if w := strings.ToLower(d.cue[0].In(r.text)); w != "citing" && w != "quoting" {
		return false
	}
	first, end := r.tokenAt(d.content[0].Start), r.tokenAt(d.content[0].End)
	for t := first; t < end; t++ {
		if t < len(r.analysis.Tags) && strings.HasPrefix(r.analysis.Tags[t], "VB") {
			return false
		}
	}
	return end > first && r.isSource(end-1)
}
