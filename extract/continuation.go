package extract

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur"
)

// continued joins quotations without a source and cue of their own to the
// statement that they continue, those that no phrase touches among them.
//
// On this project's annotated reports a quotation that follows a direct
// statement with no sentence between belongs to it in 133 of 134 cases in the
// same paragraph and in 14 of 14 in the next one; after an indirect statement it
// is one of its own in 16 of 16.
func (r *reading) continued(drafts []*draft) []*draft {
	drafts = append(drafts, r.loose(drafts)...)
	sortDrafts(drafts)
	drafts = r.followed(r.gathered(drafts))
	return slices.DeleteFunc(drafts, func(d *draft) bool { return d.loose })
}

// loose returns a draft for each paragraph of an outermost quotation that no
// phrase of the drafts touches, but for statements made in the quotation.
func (r *reading) loose(drafts []*draft) []*draft {
	var taken []rapporteur.Span
	for _, d := range drafts {
		if i := r.outermostAt(d.start()); i >= 0 && d.saidIn(r.quotations[i].Outer) {
			continue
		}
		taken = append(append(append(taken, d.source...), d.cue...), d.content...)
	}
	sortSpans(taken)
	taken = disjoint(taken)
	var found []*draft
	for _, i := range r.outermost {
		for _, s := range r.perParagraph(r.quotations[i].Outer) {
			k := sort.Search(len(taken), func(k int) bool { return taken[k].End > s.Start })
			if (k == len(taken) || !taken[k].Overlaps(s)) && !words(r.text, s).Empty() {
				found = append(found, &draft{content: []rapporteur.Span{s}, loose: true})
			}
		}
	}
	return found
}

// perParagraph returns the parts of s that the paragraphs cut it into.
func (r *reading) perParagraph(s rapporteur.Span) []rapporteur.Span {
	var parts []rapporteur.Span
	for i := r.paragraphIndex(s.Start); i < len(r.paragraphs) && r.paragraphs[i].Start < s.End; i++ {
		p := r.paragraphs[i]
		part := rapporteur.Span{Start: max(p.Start, s.Start), End: min(p.End, s.End)}
		if !part.Empty() {
			parts = append(parts, part)
		}
	}
	return parts
}

// gathered joins the bare parts of a quotation of several paragraphs to the
// statement of which another part has a source or cue, else to one another.
func (r *reading) gathered(drafts []*draft) []*draft {
	owners := map[int]*draft{}
	for _, d := range drafts {
		for _, i := range r.longQuotations(d) {
			if o := owners[i]; o == nil || o.rank() < d.rank() {
				owners[i] = d
			}
		}
	}
	kept := drafts[:0]
	grown := map[*draft]bool{}
	for _, d := range drafts {
		in := r.longQuotations(d)
		if len(in) != 1 || !d.bare() || owners[in[0]] == d {
			kept = append(kept, d)
			continue
		}
		owner := owners[in[0]]
		owner.content = append(owner.content, d.content...)
		grown[owner] = true
	}
	for d := range grown {
		d.content = r.joined(d.content)
	}
	sortDrafts(kept)
	return kept
}

// rank orders drafts by how much the reader found of them.
func (d *draft) rank() int {
	switch {
	case d.loose:
		return 1
	case d.bare():
		return 2
	}
	return 3
}

// longQuotations returns the outermost quotations of several paragraphs in
// which parts of the content begin, unless the draft is said in one itself.
func (r *reading) longQuotations(d *draft) []int {
	var found []int
	for _, c := range d.content {
		i := r.outermostAt(c.Start)
		if i < 0 || slices.Contains(found, i) || d.saidIn(r.quotations[i].Outer) {
			continue
		}
		if q := r.quotations[i].Outer; r.paragraphIndex(q.Start) != r.paragraphIndex(q.End-1) {
			found = append(found, i)
		}
	}
	return found
}

// outermostAt returns the index of the outermost quotation around offset, -1
// where there is none.
func (r *reading) outermostAt(offset int) int {
	k := sort.Search(len(r.outermost), func(k int) bool {
		return r.quotations[r.outermost[k]].Outer.End > offset
	})
	if k == len(r.outermost) || r.quotations[r.outermost[k]].Outer.Start > offset {
		return -1
	}
	return r.outermost[k]
}

// followed joins each bare quotation to the direct statement that it follows.
func (r *reading) followed(drafts []*draft) []*draft {
	kept := drafts[:0]
	var last *draft
	direct := false
	for _, d := range drafts {
		if direct && d.bare() && r.follows(last, d) {
			last.content = r.extended(last.content, d.content)
			continue
		}
		kept = append(kept, d)
		if d.loose {
			continue
		}
		if last == nil || d.end() > last.end() || d.end() == last.end() && d.size() > last.size() {
			last, direct = d, r.isQuotation(d)
		}
	}
	return kept
}

// extended is joined for parts that stand after the content.
func (r *reading) extended(content, parts []rapporteur.Span) []rapporteur.Span {
	if last := &content[len(content)-1]; r.adjacent(*last, parts[0]) {
		*last = last.Cover(parts[0])
		parts = parts[1:]
	}
	return append(content, parts...)
}

// follows reports whether d is a quotation of whole sentences that begins after
// the statement before it, with no sentence between and at most at the
// beginning of the next paragraph.
func (r *reading) follows(before, d *draft) bool {
	if before.end() > d.start() || !r.isQuotation(d) || !r.isWhole(d) {
		return false
	}
	reach := before.end()
	for _, s := range slices.Concat(before.source, before.cue) {
		if s.End <= d.start() {
			reach = max(reach, s.End)
		}
	}
	here, there := r.paragraphIndex(reach-1), r.paragraphIndex(d.start())
	if there > here+1 || there > here && r.paragraphs[there].Start != d.start() {
		return false
	}
	k := r.sentenceFrom(d.start())
	return k == 0 || r.sentences[k-1].Start <= reach
}

// isQuotation reports whether all of the content stands in quotation marks.
func (r *reading) isQuotation(d *draft) bool {
	inside, outside := r.weights(d)
	return inside > 0 && outside == 0
}

// isWhole reports whether d begins with an opening mark and ends with a
// sentence, so that no cue follows it: "Y," she added.
func (r *reading) isWhole(d *draft) bool {
	i := r.outermostAt(d.start())
	if i < 0 || r.quotations[i].Outer.Start != d.start() {
		return false
	}
	inner := rapporteur.Span{Start: d.start(), End: min(d.end(), r.quotations[i].Inner.End)}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(inner.In(r.text), func(c rune) bool {
		_, _, quote := glyph(c)
		return quote || unicode.IsSpace(c)
	}))
	rest := strings.TrimLeftFunc(r.text[d.end():max(d.end(), r.paragraph(d.end()-1).End)], unicode.IsSpace)
	next, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune(".!?…", last) && !unicode.IsLower(next)
}
