package extract

import (
	"slices"
	"strings"

	"rapporteur"
)

// saying are the verbs whose finite complement is what somebody says or thinks, and
// wanting those that mostly have an infinitive in its place. Of such complements in the
// annotated real reports two thirds or more are statements.
var (
	saying = set(`say tell add warn note announce state emphasise emphasize claim argue allege insist agree believe hope think fear stress
		reply answer assure promise propose suspect expect explain confirm assert admit concede maintain doubt signal deny`)
	wanting = set(`want decide plan`)
	// performing are the verbs that one does by wanting to say them: "I want to thank".
	performing = set(`thank congratulate recognise recognize say stress emphasise emphasize express add acknowledge make underline`)
)

// complements are the statements that stand in the complement of a verb of saying or
// thinking of which the reader found none: mostly those inside what somebody else says
// ("she believes that they have decided to wait").
func (r *reading) complements(drafts []*draft) []*draft {
	tree := r.analysis.Tree
	if len(tree) != len(r.analysis.Tokens) {
		return drafts
	}
	below := dependants(tree)
	for v := range tree {
		c, ok := r.complement(v, below)
		if !ok {
			continue
		}
		d := r.complementDraft(v, c, below)
		if d == nil || !slices.ContainsFunc(drafts, func(e *draft) bool { return overlap(d.cue, e.content) }) {
			continue
		}
		if slices.ContainsFunc(drafts, func(e *draft) bool { return sameStatement(d, e) }) {
			continue
		}
		drafts = append(drafts, d)
	}
	sortDrafts(drafts)
	return drafts
}

// dependants lists those of every token.
func dependants(tree []rapporteur.Arc) [][]int {
	below := make([][]int, len(tree))
	for i, arc := range tree {
		if arc.Head != i && arc.Head >= 0 && arc.Head < len(tree) {
			below[arc.Head] = append(below[arc.Head], i)
		}
	}
	return below
}

// complement is the head of the clause that completes a verb of saying or wanting.
func (r *reading) complement(verb int, below [][]int) (int, bool) {
	if verb >= len(r.analysis.Tags) || !strings.HasPrefix(r.analysis.Tags[verb], "VB") {
		return 0, false
	}
	lemma := r.analysis.Lemmas[verb]
	for _, c := range below[verb] {
		switch relation := r.analysis.Tree[c].Relation; {
		case c < verb: // a quotation before its cue is the reader's
		case r.negated(verb, below):
		case relation == "ccomp" && saying[lemma], relation == "xcomp" && wanting[lemma] && r.infinitive(c, below) && !performing[r.analysis.Lemmas[c]]:
			return c, true
		}
	}
	return 0, false
}

// negated reports whether a verb has a negation.
func (r *reading) negated(verb int, below [][]int) bool {
	return slices.ContainsFunc(below[verb], func(m int) bool { return negations[r.word(m)] })
}

// infinitive reports whether a verb has "to" before it.
func (r *reading) infinitive(verb int, below [][]int) bool {
	return slices.ContainsFunc(below[verb], func(m int) bool {
		return r.analysis.Tree[m].Relation == "mark" && r.word(m) == "to"
	})
}

// complementDraft is the statement that a verb makes with its complement, nil where
// nobody is its subject.
func (r *reading) complementDraft(verb, clause int, below [][]int) *draft {
	content := subtree(clause, below)
	content.First = max(content.First, verb+1)
	for content.First < content.End && r.word(content.First) == "," {
		content.First++
	}
	if content.First < content.End && r.word(content.First) == "that" {
		content.First++
	}
	d := &draft{cue: []rapporteur.Span{r.analysis.Tokens[verb].Span}, posterior: complementPosterior}
	for at, n := verb, 0; n < maxShared && len(d.source) == 0; n++ {
		for _, s := range below[at] {
			if tag := r.analysis.Tags[s]; tag == "WDT" || tag == "WP" {
				return nil
			}
			if r.analysis.Tree[s].Relation == "nsubj" {
				d.source = append(d.source, r.analysis.Span(subtree(s, below)))
			}
		}
		if rel := r.analysis.Tree[at].Relation; rel != "advcl" && rel != "conj" && rel != "xcomp" {
			break
		}
		at = r.analysis.Tree[at].Head
	}
	if content.First >= content.End || len(d.source) == 0 {
		return nil
	}
	if thinking[r.analysis.Lemmas[verb]] {
		d.thought = 1
	}
	if d.content = r.shaped(d, []rapporteur.Span{r.analysis.Span(content)}); len(d.content) == 0 {
		return nil
	}
	return d
}

// complementPosterior is that of a statement that only the tree finds.
const complementPosterior = 0.6

var thinking = set(`believe hope think fear want decide plan suspect expect doubt`)

// subtree is the range of tokens from the first to the last below a token.
func subtree(token int, below [][]int) rapporteur.TokenRange {
	r := rapporteur.TokenRange{First: token, End: token + 1}
	for _, d := range below[token] {
		s := subtree(d, below)
		r.First, r.End = min(r.First, s.First), max(r.End, s.End)
	}
	return r
}

// sameStatement reports whether a draft that the tree found is one that the reader
// found: they share the cue, or half of the bytes of each content where the cue is no
// part of the other's.
func sameStatement(d, e *draft) bool {
	if overlap(d.cue, e.cue) {
		return true
	}
	n := 0
	for _, a := range d.content {
		for _, b := range e.content {
			n += max(0, min(a.End, b.End)-max(a.Start, b.Start))
		}
	}
	return 2*n >= d.size() && 2*n >= e.size() && !overlap(d.cue, e.content)
}

// filled gives each cue for which the reader found no content what stands beside it:
// of a content that nobody is said to say what is in its sentence, else the clause that
// completes it.
func (r *reading) filled(drafts, silent []*draft) []*draft {
	for _, d := range silent {
		if d.posterior < silentWorth {
			continue
		}
		k := r.sentenceFrom(d.cue[0].Start+1) - 1
		if k < 0 {
			continue
		}
		sentence := r.sentences[k]
		for _, bare := range drafts {
			if bare.bare() {
				d.content = append(d.content, bare.cut(sentence)...)
			}
		}
		if len(d.content) == 0 {
			d.content = r.completing(d)
		}
		if d.content = r.shaped(d, d.content); len(d.content) > 0 {
			drafts = append(drafts, d)
		}
	}
	drafts = slices.DeleteFunc(drafts, func(d *draft) bool { return len(d.content) == 0 })
	sortDrafts(drafts)
	return drafts
}

// silentWorth is the posterior from which on a cue without content is given one.
const silentWorth = 0.3

// cut takes what lies in a sentence out of a draft's content.
func (d *draft) cut(sentence rapporteur.Span) []rapporteur.Span {
	var kept, taken []rapporteur.Span
	for _, c := range d.content {
		in := rapporteur.Span{Start: max(c.Start, sentence.Start), End: min(c.End, sentence.End)}
		if in.Start >= in.End {
			kept = append(kept, c)
			continue
		}
		taken = append(taken, in)
		if c.Start < in.Start {
			kept = append(kept, rapporteur.Span{Start: c.Start, End: in.Start})
		}
		if in.End < c.End {
			kept = append(kept, rapporteur.Span{Start: in.End, End: c.End})
		}
	}
	d.content = kept
	return taken
}

// completing is the clause that completes a cue.
func (r *reading) completing(d *draft) []rapporteur.Span {
	tree := r.analysis.Tree
	if len(tree) != len(r.analysis.Tokens) {
		return nil
	}
	below := dependants(tree)
	for v := r.tokenAt(d.cue[0].Start); v < len(tree) && r.analysis.Tokens[v].End <= d.cue[0].End; v++ {
		for _, c := range below[v] {
			if c > v && tree[c].Relation == "ccomp" {
				return []rapporteur.Span{r.analysis.Span(after(subtree(c, below), v))}
			}
		}
	}
	return nil
}

// after is the part of a range behind a token.
func after(t rapporteur.TokenRange, token int) rapporteur.TokenRange {
	t.First = max(t.First, token+1)
	return t
}
