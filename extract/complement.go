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

// complements adds the statements that stand in the complement of a verb of saying or
// thinking inside what somebody else says ("she believes that they have decided to
// wait") and of which the reader found none.
func (r *reading) complements(drafts []*draft) []*draft {
	if len(r.analysis.Tags) != len(r.below) || len(r.analysis.Lemmas) != len(r.below) {
		return drafts
	}
	for v := range r.below {
		content, ok := r.complement(v)
		if !ok {
			continue
		}
		d := r.complementDraft(v, content)
		if d == nil || !slices.ContainsFunc(drafts, func(e *draft) bool { return overlap(d.cue, e.content) }) {
			continue
		}
		if !slices.ContainsFunc(drafts, func(e *draft) bool { return sameStatement(d, e) }) {
			drafts = append(drafts, d)
		}
	}
	sortDrafts(drafts)
	return drafts
}

// dependants lists those of every token, nil without a tree.
func dependants(a *rapporteur.Analysis) [][]int {
	if len(a.Tree) != len(a.Tokens) {
		return nil
	}
	below := make([][]int, len(a.Tree))
	for i, arc := range a.Tree {
		if arc.Head != i && arc.Head >= 0 && arc.Head < len(a.Tree) {
			below[arc.Head] = append(below[arc.Head], i)
		}
	}
	return below
}

// complement is the words that complete a verb of saying or wanting: a clause by the
// tree, else what "that" begins behind the verb.
func (r *reading) complement(verb int) (content rapporteur.TokenRange, ok bool) {
	if !strings.HasPrefix(r.analysis.Tags[verb], "VB") || r.negated(verb) {
		return content, false
	}
	lemma := r.analysis.Lemmas[verb]
	for _, c := range r.below[verb] {
		relation := r.analysis.Tree[c].Relation
		said := relation == "ccomp" && saying[lemma]
		wanted := relation == "xcomp" && wanting[lemma] && r.infinitive(c) && !performing[r.analysis.Lemmas[c]]
		if c > verb && (said || wanted) {
			return r.behind(verb, r.subtree(c)), true
		}
	}
	if all := r.subtree(verb); saying[lemma] && verb+1 < all.End && r.word(verb+1) == "that" && r.analysis.Tags[verb+1] == "IN" {
		return r.behind(verb, all), true
	}
	return content, false
}

// behind is the part of a range behind a verb, without a comma and "that" before it.
func (r *reading) behind(verb int, t rapporteur.TokenRange) rapporteur.TokenRange {
	t.First = max(t.First, verb+1)
	for t.First < t.End && (r.word(t.First) == "," || r.word(t.First) == "that") {
		t.First++
	}
	return t
}

// negated reports whether a verb has a negation.
func (r *reading) negated(verb int) bool {
	return slices.ContainsFunc(r.below[verb], func(m int) bool { return negations[r.word(m)] })
}

// infinitive reports whether a verb has "to" before it.
func (r *reading) infinitive(verb int) bool {
	return slices.ContainsFunc(r.below[verb], func(m int) bool {
		return r.analysis.Tree[m].Relation == "mark" && r.word(m) == "to"
	})
}

// complementDraft is the statement that a verb makes with its complement, nil where
// nobody is its subject.
func (r *reading) complementDraft(verb int, content rapporteur.TokenRange) *draft {
	source := r.subject(verb)
	if content.First >= content.End || source == nil {
		return nil
	}
	d := &draft{source: source, cue: []rapporteur.Span{r.analysis.Tokens[verb].Span}, posterior: complementPosterior}
	if thinking[r.analysis.Lemmas[verb]] {
		d.thought = 1
	}
	if d.content = r.shaped(d, []rapporteur.Span{r.analysis.Span(content)}); len(d.content) == 0 {
		return nil
	}
	return d
}

// subject is the words of the subject of a verb, or of the verb that it goes on from;
// nil where there is none and where a relative pronoun is.
func (r *reading) subject(verb int) []rapporteur.Span {
	for range maxShared {
		var found []rapporteur.Span
		for _, s := range r.below[verb] {
			if tag := r.analysis.Tags[s]; tag == "WDT" || tag == "WP" {
				return nil
			}
			if r.analysis.Tree[s].Relation == "nsubj" {
				found = append(found, r.analysis.Span(r.subtree(s)))
			}
		}
		relation := r.analysis.Tree[verb].Relation
		if found != nil || relation != "advcl" && relation != "conj" && relation != "xcomp" {
			return found
		}
		verb = r.analysis.Tree[verb].Head
	}
	return nil
}

// complementPosterior is that of a statement that only the tree finds.
const complementPosterior = 0.6

var thinking = set(`believe hope think fear want decide plan suspect expect doubt`)

// subtree is the range of tokens from the first to the last below a token.
func (r *reading) subtree(token int) rapporteur.TokenRange {
	t := rapporteur.TokenRange{First: token, End: token + 1}
	for _, d := range r.below[token] {
		s := r.subtree(d)
		t.First, t.End = min(t.First, s.First), max(t.End, s.End)
	}
	return t
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
	for v := r.tokenAt(d.cue[0].Start); v < len(r.below) && r.analysis.Tokens[v].End <= d.cue[0].End; v++ {
		for _, c := range r.below[v] {
			if content := r.behind(v, r.subtree(c)); c > v && r.analysis.Tree[c].Relation == "ccomp" && content.First < content.End {
				return []rapporteur.Span{r.analysis.Span(content)}
			}
		}
	}
	return nil
}
