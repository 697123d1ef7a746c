package lineage

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur"
)

// block is words of a and words of b that say the same.
type block struct {
	a, b wordRange
	// runs are what it consists of where it is verbatim, none where it is reworded.
	runs []run
	// likeness is that of the sentences, 1 where verbatim.
	likeness float64
}

func (k block) verbatim() bool { return len(k.runs) > 0 }

// surely is how much of the block is taken for borrowed: nothing at a likeness that any
// two sentences on one event may have, all of it from surelyReworded on.
func (k block) surely() float64 {
	return min(max((k.likeness-chanceLikeness)/(surelyReworded-chanceLikeness), 0), 1)
}

// chanceLikeness is what the likest sentences of two independent reports of one event have.
const chanceLikeness = 0.3

// wordRange is a half-open range of words.
type wordRange struct{ first, end int }

func (r wordRange) len() int { return r.end - r.first }

// bridged is how many words on either side may be others in the midst of a verbatim
// passage: a title or a unit restyled, "stranded" for "stuck".
const bridged = 3

// verbatims joins runs that follow one another on both sides.
func verbatims(all []run) []block {
	var out []block
	for _, r := range all {
		next := block{wordRange{r.a, r.a + r.length}, wordRange{r.b, r.b + r.length}, []run{r}, 1}
		if n := len(out); n > 0 {
			last := &out[n-1]
			gapA, gapB := next.a.first-last.a.end, next.b.first-last.b.end
			if 0 <= gapA && gapA <= bridged && gapB <= bridged {
				last.a.end, last.b.end, last.runs = next.a.end, next.b.end, append(last.runs, r)
				continue
			}
		}
		out = append(out, next)
	}
	return out
}

// rewordedFrom is from which likeness on two sentences say the same: four in five sentences
// of reworded reports lie above, one in twenty of independent reports of one event.
const rewordedFrom = 0.36

// aligned are the blocks that two reports have in common: what stands verbatim in both,
// then the sentences that are mostly outside of that and are reworded.
func aligned(a, b *Report) []block {
	blocks := verbatims(runs(a, b))
	for _, p := range rewordings(a, b, mostlyOutside(b, blocks)) {
		if p.likeness >= rewordedFrom {
			sa, sb := a.sentences[p.a], b.sentences[p.b]
			blocks = append(blocks, block{wordRange{sa.first, sa.end}, wordRange{sb.first, sb.end}, nil, p.likeness})
		}
	}
	return blocks
}

// verbatimFrom is which share of a sentence must lie in verbatim blocks for it to be
// looked for no more.
const verbatimFrom = 0.8

// mostlyOutside are the sentences of b of which enough lies outside of the blocks.
func mostlyOutside(b *Report, blocks []block) []int {
	verbatim := make([]int, len(b.sentences))
	for _, k := range blocks {
		for i := k.b.first; i < k.b.end; i++ {
			verbatim[b.words[i].sentence]++
		}
	}
	var out []int
	for s, n := range verbatim {
		if float64(n) < verbatimFrom*float64(b.sentences[s].end-b.sentences[s].first) {
			out = append(out, s)
		}
	}
	return out
}

// passages are the blocks as spans, sentence by sentence of b in text order; what lies
// inside another one is left out.
func passages(a, b *Report, blocks []block) []rapporteur.Passage {
	var out []rapporteur.Passage
	for _, k := range blocks {
		for _, piece := range k.sentences(b) {
			out = append(out, rapporteur.Passage{From: a.span(piece.a), To: b.span(piece.b)})
		}
	}
	slices.SortFunc(out, func(p, q rapporteur.Passage) int {
		return cmp.Or(p.To.Start-q.To.Start, q.To.End-p.To.End, p.From.Start-q.From.Start)
	})
	kept := out[:0]
	for _, p := range out {
		if n := len(kept); n == 0 || !kept[n-1].To.Contains(p.To) {
			kept = append(kept, p)
		}
	}
	return kept
}

// sentences cuts a verbatim block where sentences of b end.
func (k block) sentences(b *Report) []block {
	if !k.verbatim() {
		return []block{k}
	}
	var out []block
	for _, r := range k.runs {
		for first := r.b; first < r.b+r.length; {
			in := int(b.words[first].sentence)
			end := min(b.sentences[in].end, r.b+r.length)
			from := r.a + first - r.b
			if n := len(out); n > 0 && int(b.words[out[n-1].b.first].sentence) == in {
				out[n-1].a.end, out[n-1].b.end = from+end-first, end
			} else {
				out = append(out, block{a: wordRange{from, from + end - first}, b: wordRange{first, end}})
			}
			first = end
		}
	}
	return out
}

// span is the words with the quotation marks, brackets and full stops that cling to them.
func (r *Report) span(w wordRange) rapporteur.Span {
	text := r.doc.Text
	start := len(strings.TrimRight(text[:r.words[w.first].Start], opening))
	end := r.words[w.end-1].End
	return rapporteur.Span{Start: start, End: len(text) - len(strings.TrimLeft(text[end:], closing))}
}

// The marks that cling to the first and to the last word of a passage.
const (
	opening = "\"“„«‘'(["
	closing = "\"”»’'.,;:!?…)]"
)
