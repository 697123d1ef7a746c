package extract

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strconv"

	"rapporteur"
)

// told returns who said what in the report, in text order.
//
// The analysis ties sources, cues and contents together; here contents take
// their quotation marks along, quotations that go on without a cue of their own
// join the statement they continue, and each statement gets its kind, the
// statement it stands within and the chain of those it came through.
func (r *reading) told() []rapporteur.Statement {
	drafts := r.drafts()
	drafts = r.continued(drafts)
	drafts = r.complements(drafts)
	drafts = r.headlined(drafts)
	drafts = slices.DeleteFunc(drafts, func(d *draft) bool { return r.unheard(d) || r.cites(d) })
	drafts = distinct(drafts)
	enclose(drafts)
	return r.statements(drafts)
}

// draft is a statement in the making.
type draft struct {
	source, cue, content []rapporteur.Span
	thought, posterior   float64
	// within is the innermost draft whose content contains this one, nil if none.
	within *draft
	id     string
	// loose says that no phrase found the content, only its quotation marks.
	loose bool
}

// bare reports whether nothing says whose the content is.
func (d *draft) bare() bool { return len(d.source) == 0 && len(d.cue) == 0 }

// unheard reports a content that nothing says anybody said: neither a source, a
// cue nor quotation marks, nor is it a turn of its own. Of 3,778 annotated
// statements five are such; of what the reader finds without source and cue most
// is the report's own.
func (r *reading) unheard(d *draft) bool {
	return d.bare() && r.kind(d) != rapporteur.Direct
}

func (d *draft) start() int { return d.content[0].Start }

func (d *draft) end() int { return d.content[len(d.content)-1].End }

// size is the length of the content in bytes.
func (d *draft) size() int {
	n := 0
	for _, s := range d.content {
		n += s.Len()
	}
	return n
}

// reading is the text with its marks, as the drafts are shaped by them.
type reading struct {
	text       string
	analysis   *rapporteur.Analysis
	paragraphs []rapporteur.Span
	quotations []Quotation
	// after[i] is the index of the first quotation that does not lie in the ith.
	after []int
	// outermost are the indices of the quotations of depth 0.
	outermost []int
	// sentences are in order and do not overlap.
	sentences []rapporteur.Span
	// below are the dependants of each token, nil without a tree.
	below [][]int
}

func newReading(text string, a *rapporteur.Analysis) *reading {
	r := &reading{text: text, analysis: a, paragraphs: paragraphs(text), below: dependants(a)}
	r.quotations = quotations(text, r.paragraphs)
	r.after = make([]int, len(r.quotations))
	for i := len(r.quotations) - 1; i >= 0; i-- {
		r.after[i] = i + 1
		for j := i + 1; j < len(r.quotations) && r.quotations[j].Depth > r.quotations[i].Depth; j = r.after[j] {
			r.after[i] = r.after[j]
		}
	}
	for i := 0; i < len(r.quotations); i = r.after[i] {
		r.outermost = append(r.outermost, i)
	}
	for _, s := range a.Sentences {
		if s, ok := r.span(s); ok {
			r.sentences = append(r.sentences, s)
		}
	}
	return r
}

// span returns the bytes of a range of tokens, false where the range is empty
// or points beside the tokens or they beside the text.
func (r *reading) span(t rapporteur.TokenRange) (rapporteur.Span, bool) {
	if t.First < 0 || t.First >= t.End || t.End > len(r.analysis.Tokens) {
		return rapporteur.Span{}, false
	}
	s := r.analysis.Span(t)
	return s, s.Start >= 0 && s.Start < s.End && s.End <= len(r.text)
}

func (r *reading) spans(phrases []rapporteur.Phrase) []rapporteur.Span {
	var found []rapporteur.Span
	for _, p := range phrases {
		if s, ok := r.span(p.Tokens); ok {
			found = append(found, s)
		}
	}
	sortSpans(found)
	return found
}

func sortSpans(s []rapporteur.Span) {
	slices.SortFunc(s, compareSpans)
}

func compareSpans(a, b rapporteur.Span) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// drafts returns the attributions whose content has words, in text order.
func (r *reading) drafts() []*draft {
	var found, silent []*draft
	for _, t := range r.analysis.Speech {
		d := &draft{thought: t.Thought, posterior: t.Posterior}
		d.source, d.cue = disjoint(r.spans(t.Source)), disjoint(r.spans(t.Cue))
		d.content = disjoint(r.spans(t.Content))
		r.untangled(d)
		d.content = r.shaped(d, d.content)
		if len(d.content) > 0 {
			found = append(found, d)
		} else if len(d.cue) > 0 {
			silent = append(silent, d)
		}
	}
	sortDrafts(found)
	return r.filled(found, silent)
}

func sortDrafts(drafts []*draft) {
	slices.SortStableFunc(drafts, func(a, b *draft) int {
		return cmp.Or(
			cmp.Compare(a.start(), b.start()),
			slices.CompareFunc(a.cue, b.cue, compareSpans),
			slices.CompareFunc(a.source, b.source, compareSpans),
			slices.CompareFunc(a.content, b.content, compareSpans),
		)
	})
}

// disjoint joins those of the sorted spans that overlap.
func disjoint(spans []rapporteur.Span) []rapporteur.Span {
	kept := spans[:0]
	for _, s := range spans {
		if n := len(kept); n > 0 && s.Start < kept[n-1].End {
			kept[n-1] = kept[n-1].Cover(s)
		} else {
			kept = append(kept, s)
		}
	}
	return kept
}

// distinct leaves one of the drafts with the same content and no sources that
// tell them apart: the most confident.
func distinct(drafts []*draft) []*draft {
	ranked := slices.Clone(drafts)
	slices.SortStableFunc(ranked, func(a, b *draft) int { return cmp.Compare(b.posterior, a.posterior) })
	same := map[string][]*draft{}
	var kept []*draft
	for _, d := range ranked {
		key := fmt.Sprint(d.content)
		if slices.ContainsFunc(same[key], func(e *draft) bool { return !toldApart(d, e) }) {
			continue
		}
		same[key] = append(same[key], d)
		kept = append(kept, d)
	}
	sortDrafts(kept)
	return kept
}

func toldApart(a, b *draft) bool {
	return len(a.source) > 0 && len(b.source) > 0 && !overlap(a.source, b.source)
}

func overlap(a, b []rapporteur.Span) bool {
	for _, s := range a {
		if slices.ContainsFunc(b, s.Overlaps) {
			return true
		}
	}
	return false
}

// enclose sets for each draft the innermost other one whose content contains
// all of it.
func enclose(drafts []*draft) {
	type part struct {
		span  rapporteur.Span
		owner *draft
	}
	var parts []part
	for _, d := range drafts {
		for _, s := range d.content {
			parts = append(parts, part{s, d})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(a.span.Start, b.span.Start) })
	var around []part
	for i, j := 0, 0; i < len(parts); i++ {
		p := parts[i]
		for ; j < len(parts) && parts[j].span.Start <= p.span.Start; j++ {
			around = append(around, parts[j])
		}
		around = slices.DeleteFunc(around, func(q part) bool { return q.span.End <= p.span.Start })
		for _, q := range around {
			if q.owner.contains(p.owner) && (p.owner.within == nil || q.owner.size() < p.owner.within.size()) {
				p.owner.within = q.owner
			}
		}
	}
}

// contains reports whether e lies in the content of d, which holds more than
// the content of e.
func (d *draft) contains(e *draft) bool {
	if d == e || d.size() <= e.size() {
		return false
	}
	for _, spans := range [][]rapporteur.Span{e.source, e.cue, e.content} {
		for _, s := range spans {
			if !slices.ContainsFunc(d.content, func(c rapporteur.Span) bool { return c.Contains(s) }) {
				return false
			}
		}
	}
	return true
}

// evidence returns the sentences that hold the draft's words.
func (r *reading) evidence(d *draft) []rapporteur.Span {
	return r.inSentences(slices.Concat(d.source, d.cue, d.content))
}

// inSentences returns the sentences that hold the spans, and words that no sentence
// holds as they are.
func (r *reading) inSentences(spans []rapporteur.Span) []rapporteur.Span {
	words := slices.Clone(spans)
	for i, s := range words {
		first, end := r.sentencesAround(s)
		if first < end {
			words[i] = s.Cover(r.sentences[first]).Cover(r.sentences[end-1])
		}
	}
	sortSpans(words)
	return disjoint(words)
}

// sentencesAround returns the range of sentences that a span touches.
func (r *reading) sentencesAround(s rapporteur.Span) (first, end int) {
	first = sort.Search(len(r.sentences), func(i int) bool { return r.sentences[i].End > s.Start })
	return first, r.sentenceFrom(s.End)
}

// sentenceFrom returns the index of the first sentence that begins at offset or
// later.
func (r *reading) sentenceFrom(offset int) int {
	return sort.Search(len(r.sentences), func(i int) bool { return r.sentences[i].Start >= offset })
}

// statements numbers the drafts and writes them out.
func (r *reading) statements(drafts []*draft) []rapporteur.Statement {
	for i, d := range drafts {
		d.id = "s" + strconv.Itoa(i+1)
	}
	found := make([]rapporteur.Statement, 0, len(drafts))
	for _, d := range drafts {
		s := rapporteur.Statement{
			Fact: rapporteur.Fact{ID: d.id, Evidence: r.evidence(d), Confidence: confidence(d.posterior)},
			Kind: r.kind(d), Act: rapporteur.Say,
			Source: d.source, Cue: d.cue, Content: d.content,
			Chain: r.chain(d), Time: r.said(d),
		}
		if d.thought > 0.5 {
			s.Act = rapporteur.Think
		}
		if d.within != nil {
			s.Within = d.within.id
		}
		found = append(found, s)
	}
	return found
}
