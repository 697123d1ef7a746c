package extract

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur"
)

// Quotation is a passage in quotation marks.
type Quotation struct {
	// Outer covers the quotation with its marks, Inner without the first and
	// the last. The marks that open later paragraphs of a quotation stand in both.
	Outer, Inner rapporteur.Span
	// Depth counts the quotations around this one.
	Depth int
	// Opened and Closed say that the mark is there; a quotation without its
	// opening mark begins with its paragraph, one without its closing mark ends
	// with its paragraph or before the next of its family.
	Opened, Closed bool
}

// maxDepth bounds how deep quotations nest; marks that would open a deeper
// one are read as text.
const maxDepth = 8

// quotations finds the quotations of text in the order of their beginnings, an
// outer one before those in it. They nest or are disjoint, and each holds a
// letter or digit. Time is linear in the length of the text, but for the
// sorting of what is found.
//
// A quotation runs on into the next paragraph when it is not closed and that
// paragraph opens with a mark of the same family. A single mark without its
// partner is an apostrophe.
func quotations(text string, pars []rapporteur.Span) []Quotation {
	p := pairing{text: text}
	rest := marks(text)
	for _, par := range pars {
		n := 0
		for n < len(rest) && rest[n].at.Start < par.End {
			n++
		}
		p.paragraph(par, rest[:n])
		rest = rest[n:]
	}
	p.drop(0, p.end)
	return nest(text, p.found)
}

// pairing matches the marks of a text, paragraph by paragraph.
type pairing struct {
	text  string
	found []Quotation
	open  []opened
	// end is the end of the paragraph read last.
	end int
	// from is where a quotation begins whose opening mark is missing, and
	// fresh says that no other precedes it in the paragraph.
	from  int
	fresh bool
}

// opened is a mark that waits for its partner.
type opened struct {
	mark
	// next is where a later mark of the family opens, 0 while none does.
	next int
	// resumed says that a later paragraph opened with the mark again.
	resumed bool
}

func (p *pairing) paragraph(par rapporteur.Span, marks []mark) {
	marks = p.resume(par, marks)
	p.from, p.fresh, p.end = par.Start, true, par.End
	closers := closerFollows(marks)
	for i, m := range marks {
		if j := p.partner(m); !m.closes(j >= 0) {
			p.push(m)
		} else if m.possessive && closers[i] {
			continue
		} else if j >= 0 {
			p.close(j, m)
		} else {
			p.unopened(m)
		}
	}
}

// closerFollows says for each mark whether the next single mark of the
// paragraph can close.
func closerFollows(marks []mark) []bool {
	follows := make([]bool, len(marks))
	next := false
	for i := len(marks) - 1; i >= 0; i-- {
		follows[i] = next
		if marks[i].family.class() == single {
			next = marks[i].closes(true)
		}
	}
	return follows
}

// resume keeps open those quotations whose marks the paragraph begins with
// again and returns the marks after them.
func (p *pairing) resume(par rapporteur.Span, marks []mark) []mark {
	n, at := 0, par.Start
	for n < len(p.open) && n < len(marks) {
		o, m := &p.open[n], marks[n]
		if m.at.Start != at || m.family != o.family || m.form == closing || o.next > 0 {
			break
		}
		o.resumed = true
		at = m.at.End
		n++
	}
	p.drop(n, p.end)
	return marks[n:]
}

// partner returns the index of the innermost open mark that m can close, one
// of its own family first, -1 where none is open.
func (p *pairing) partner(m mark) int {
	akin := -1
	for i := len(p.open) - 1; i >= 0; i-- {
		if p.open[i].family == m.family {
			return i
		}
		if akin < 0 && p.open[i].family.class() == m.family.class() {
			akin = i
		}
	}
	return akin
}

func (p *pairing) push(m mark) {
	for i := range p.open {
		if o := &p.open[i]; o.family == m.family && o.next == 0 {
			o.next = m.at.Start
		}
	}
	if len(p.open) < maxDepth {
		p.open = append(p.open, opened{mark: m})
	}
}

func (p *pairing) close(i int, m mark) {
	p.drop(i+1, m.at.Start)
	o := p.open[i]
	p.open = p.open[:i]
	p.add(Quotation{
		Outer:  rapporteur.Span{Start: o.at.Start, End: m.at.End},
		Inner:  rapporteur.Span{Start: o.at.End, End: m.at.Start},
		Opened: true, Closed: true,
	})
	if i == 0 {
		p.from, p.fresh = m.at.End, false
	}
}

// unopened adds the quotation that m closes although nothing opened it: from
// the beginning of the paragraph or, after another quotation, of the sentence.
func (p *pairing) unopened(m mark) {
	if m.family.class() == single || m.measure {
		return
	}
	inner := rapporteur.Span{Start: p.from, End: m.at.Start}
	if !p.fresh {
		inner.Start += sentenceStart(inner.In(p.text))
	}
	inner.Start = trimSpace(p.text, inner).Start
	p.drop(0, inner.Start)
	p.add(Quotation{Outer: rapporteur.Span{Start: inner.Start, End: m.at.End}, Inner: inner, Closed: true})
	p.from, p.fresh = m.at.End, false
}

// sentenceStart returns the offset after the first full stop, question or
// exclamation mark with white space behind it, 0 where there is none.
func sentenceStart(s string) int {
	for i := 0; i+1 < len(s); i++ {
		if strings.IndexByte(".!?", s[i]) >= 0 && unicode.IsSpace(rune(s[i+1])) {
			return i + 1
		}
	}
	return 0
}

// drop ends the open quotations from the nth on, at the latest at end, for
// want of a closing mark. A single mark that no paragraph resumed opened none.
func (p *pairing) drop(n, end int) {
	for _, o := range p.open[n:] {
		if o.family.class() == single && !o.resumed {
			continue
		}
		last := end
		if o.next > 0 {
			last = min(last, o.next)
		}
		if last > o.at.End {
			outer := trimSpace(p.text, rapporteur.Span{Start: o.at.Start, End: last})
			inner := rapporteur.Span{Start: o.at.End, End: outer.End}
			p.add(Quotation{Outer: outer, Inner: inner, Opened: true})
		}
	}
	p.open = p.open[:n]
}

func (p *pairing) add(q Quotation) {
	if q.Inner.Start < q.Inner.End && strings.IndexFunc(q.Inner.In(p.text), isWord) >= 0 {
		p.found = append(p.found, q)
	}
}

// nest orders the quotations, sets their depth and cuts one that runs out of
// the one around it.
func nest(text string, found []Quotation) []Quotation {
	slices.SortFunc(found, func(a, b Quotation) int {
		if a.Outer.Start != b.Outer.Start {
			return a.Outer.Start - b.Outer.Start
		}
		return b.Outer.End - a.Outer.End
	})
	kept := found[:0]
	var around []rapporteur.Span
	for _, q := range found {
		for len(around) > 0 && around[len(around)-1].End <= q.Outer.Start {
			around = around[:len(around)-1]
		}
		if n := len(around); n > 0 && q.Outer.End > around[n-1].End {
			q.Outer.End = around[n-1].End
			q.Inner.End, q.Closed = min(q.Inner.End, q.Outer.End), false
		}
		if q.Inner.Empty() || words(text, q.Inner).Empty() {
			continue
		}
		q.Depth = len(around)
		around = append(around, q.Outer)
		kept = append(kept, q)
	}
	return kept
}
