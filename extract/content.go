package extract

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur"
)

// shaped fits each part of a content to the quotation marks around it, trims
// what belongs to the sentence around it, and joins parts between which no word
// stands.
func (r *reading) shaped(d *draft, content []rapporteur.Span) []rapporteur.Span {
	var parts []rapporteur.Span
	for _, c := range content {
		c = r.trimmed(d, r.fitted(d, c))
		if !words(r.text, c).Empty() {
			parts = append(parts, c)
		}
	}
	return r.joined(r.unbroken(d, parts))
}

// unbroken leaves out what stands in a later paragraph than the words before it and in no
// quotation of d's own: only quotations go on there, and what a colon announces.
func (r *reading) unbroken(d *draft, parts []rapporteur.Span) []rapporteur.Span {
	if d.bare() {
		return parts
	}
	var kept, each []rapporteur.Span
	for _, c := range parts {
		each = append(each, r.perParagraph(c)...)
	}
	each = slices.DeleteFunc(each, func(c rapporteur.Span) bool { return words(r.text, c).Empty() })
	for _, c := range each {
		if n := len(kept); n > 0 {
			before := r.paragraph(kept[n-1].End - 1)
			own, _ := r.quoted(d, c)
			if c.Start >= before.End && len(own) == 0 && !strings.HasSuffix(before.In(r.text), ":") {
				continue
			}
		}
		kept = append(kept, c)
	}
	return kept
}

// joined joins parts that overlap or between which no word stands.
func (r *reading) joined(parts []rapporteur.Span) []rapporteur.Span {
	sortSpans(parts)
	kept := parts[:0]
	for _, c := range parts {
		if n := len(kept); n > 0 && r.adjacent(kept[n-1], c) {
			kept[n-1] = kept[n-1].Cover(c)
		} else {
			kept = append(kept, c)
		}
	}
	return kept
}

func (r *reading) adjacent(a, b rapporteur.Span) bool {
	return b.Start <= a.End || strings.IndexFunc(r.text[a.End:b.Start], isWord) < 0
}

// fitted moves the ends of c that stop beside a quotation mark: over it where
// the words in the quotation are covered up to there, back from it where none
// is. In a quotation that another speaker makes, c stops before its closing mark.
func (r *reading) fitted(d *draft, c rapporteur.Span) rapporteur.Span {
	own, around := r.quoted(d, c)
	for _, i := range own {
		q := r.quotations[i].Outer
		w := words(r.text, r.quotations[i].Inner)
		if q.Start < c.Start && (c.Start <= w.Start || r.resumes(q, c)) && w.Start < c.End {
			c.Start = max(q.Start, r.paragraph(c.Start).Start)
		}
		if w.End <= c.End && c.End < q.End && c.Start < w.End {
			c.End = q.End
		}
		if q.Start < c.End && c.End <= w.Start {
			c.End = max(q.Start, c.Start)
		}
		if w.End <= c.Start && c.Start < q.End {
			c.Start = min(q.End, c.End)
		}
	}
	if around >= 0 {
		c.End = max(c.Start, min(c.End, r.quotations[around].Inner.End))
	}
	return c
}

// resumes reports whether only marks stand between c and the beginning of its
// paragraph, which continues q.
func (r *reading) resumes(q, c rapporteur.Span) bool {
	start := r.paragraph(c.Start).Start
	return q.Start < start && start < c.Start && strings.IndexFunc(r.text[start:c.Start], isWord) < 0
}

// paragraph returns the paragraph that holds offset or is the last before it.
func (r *reading) paragraph(offset int) rapporteur.Span {
	return r.paragraphs[r.paragraphIndex(offset)]
}

func (r *reading) paragraphIndex(offset int) int {
	i := sort.Search(len(r.paragraphs), func(i int) bool { return r.paragraphs[i].Start > offset })
	return max(i-1, 0)
}

// quoted returns the outermost quotations that overlap c and mark words of d's
// own, and the innermost quotation of another around c, -1 where there is none.
func (r *reading) quoted(d *draft, c rapporteur.Span) (own []int, around int) {
	around = -1
	first := sort.Search(len(r.outermost), func(i int) bool {
		return r.quotations[r.outermost[i]].Outer.End > c.Start
	})
	if first == len(r.outermost) {
		return nil, -1
	}
	for i := r.outermost[first]; i < len(r.quotations) && r.quotations[i].Outer.Start < c.End; {
		switch q := r.quotations[i].Outer; {
		case q.End <= c.Start:
			i = r.after[i]
		case d.saidIn(q) && q.Start < c.Start:
			around = i
			i++
		default:
			own = append(own, i)
			i = r.after[i]
		}
	}
	return own, around
}

// saidIn reports whether the quotation holds the cue of d or, without a cue,
// its source, so that another makes the quotation.
func (d *draft) saidIn(q rapporteur.Span) bool {
	for _, spans := range [][]rapporteur.Span{d.cue, d.source} {
		if len(spans) > 0 {
			return q.Contains(spans[0])
		}
	}
	return false
}

// trimmed returns c without white space, commas, colons and semicolons at its
// ends and without the full stop of the sentence around it. What stands in
// quotation marks of d's own stays, and a turn keeps its full stop.
func (r *reading) trimmed(d *draft, c rapporteur.Span) rapporteur.Span {
	own, _ := r.quoted(d, c)
	c = trimSpace(r.text, c)
	if r.isTurn(d, c) {
		return rapporteur.Span{Start: c.Start, End: max(c.End, r.paragraph(c.End-1).End)}
	}
	for !c.Empty() {
		first, size := utf8.DecodeRuneInString(c.In(r.text))
		if !isStray(first) {
			break
		}
		c.Start += size
	}
	for !c.Empty() && !r.marked(own, c.End) {
		last, size := utf8.DecodeLastRuneInString(c.In(r.text))
		if !isStray(last) && !(last == '.' && r.stops(c)) {
			break
		}
		c.End -= size
	}
	return c
}

func isStray(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' || r == ':' }

// marked reports whether the character before end stands in one of the
// quotations.
func (r *reading) marked(quotations []int, end int) bool {
	return slices.ContainsFunc(quotations, func(i int) bool {
		q := r.quotations[i].Outer
		return q.Start < end && end <= q.End
	})
}

// stops reports whether the full stop that ends c is a token of its own, not
// part of an abbreviation.
func (r *reading) stops(c rapporteur.Span) bool {
	tokens := r.analysis.Tokens
	i := sort.Search(len(tokens), func(i int) bool { return tokens[i].End >= c.End })
	return i < len(tokens) && tokens[i].Span == rapporteur.Span{Start: c.End - 1, End: c.End}
}

// isTurn reports whether c is a turn of a transcript or interview: whole
// paragraphs of sentences without a cue, alone or after a label such as "Q:".
func (r *reading) isTurn(d *draft, c rapporteur.Span) bool {
	if len(d.cue) > 0 || c.Empty() {
		return false
	}
	first, last := r.paragraph(c.Start), r.paragraph(c.End-1)
	head := strings.TrimSpace(r.text[first.Start:max(first.Start, c.Start)])
	tail := r.text[c.End:max(c.End, last.End)]
	begin, _ := utf8.DecodeRuneInString(c.In(r.text))
	end, _ := utf8.DecodeLastRuneInString(last.In(r.text))
	return (head == "" || isLabel(head)) && strings.IndexFunc(tail, isWord) < 0 &&
		!unicode.IsLower(begin) && (strings.ContainsRune(".!?…", end) || isDash(end))
}

// maxLabel is the longest label of a turn in bytes: a name with an office, as
// transcripts give it at a speaker's first turn.
const maxLabel = 60

func isLabel(s string) bool {
	return len(s) <= maxLabel && strings.HasSuffix(s, ":") && !strings.ContainsAny(s, ".!?,;\"“")
}

// kind compares the letters and digits of the content in quotation marks with
// those outside. Bracketed insertions count for neither. A turn is direct
// speech without marks.
func (r *reading) kind(d *draft) rapporteur.Kind {
	if r.isTurn(d, rapporteur.Span{Start: d.start(), End: d.end()}) {
		return rapporteur.Direct
	}
	switch inside, outside := r.weights(d); {
	case inside == 0:
		return rapporteur.Indirect
	case outside == 0:
		return rapporteur.Direct
	}
	return rapporteur.Mixed
}

// weights returns the weight of the content in quotation marks of d's own and
// outside.
func (r *reading) weights(d *draft) (inside, outside int) {
	for _, c := range d.content {
		own, _ := r.quoted(d, c)
		at := c.Start
		for _, i := range own {
			q := r.quotations[i].Outer
			outside += r.weight(at, min(q.Start, c.End))
			inside += r.weight(max(q.Start, c.Start), min(q.End, c.End))
			at = q.End
		}
		outside += r.weight(at, c.End)
	}
	return inside, outside
}

// weight counts the letters and digits of the text from start to end that do
// not stand in brackets.
func (r *reading) weight(start, end int) int {
	n, depth := 0, 0
	for i := start; i < end; {
		c, size := utf8.DecodeRuneInString(r.text[i:])
		switch {
		case c == '[':
			depth++
		case c == ']':
			depth = max(depth-1, 0)
		case depth == 0 && isWord(c):
			n++
		}
		i += size
	}
	return n
}
