package language

import (
	"strings"

	"rapporteur"
	"rapporteur/language/encoder"
)

const (
	// windowPieces is the largest size of a window without its two special pieces;
	// the model was trained on windows of up to 318. overlapPieces is how much two
	// neighbours share, so that every word is read with at least half of it before and
	// behind. Of sizes from 256 to 510 and overlaps from 40 to 128 none is best on
	// PolNeAR, TimeBank, gold/dev and the real part of train together: each moves a
	// figure by a point or two, of rare kinds of fact by some more. With these two no
	// kind on gold/dev is below what it must reach, and TestIstanbul's facts are found.
	windowPieces  = 324
	overlapPieces = 72
	// sectionWords bounds the words whose vectors are held at once (1.5 KB each);
	// no attribution reaches from one section into the next.
	sectionWords = 8192
)

// input is a text as the encoder reads it.
type input struct {
	pieces []encoder.Piece
	shapes []uint8
	first  []int  // each word's piece
	breaks []bool // does a paragraph start at this word
}

// paragraphs reports for every word whether a line begins with it.
func paragraphs(text string, words []rapporteur.Token) []bool {
	out := make([]bool, len(words))
	end := 0
	for i, w := range words {
		out[i] = i == 0 || strings.Contains(text[end:w.Start], "\n")
		end = w.End
	}
	return out
}

// sections cuts the words into stretches of at most sectionWords, at the last
// paragraph of the second half where there is one.
func sections(breaks []bool) []rapporteur.TokenRange {
	var out []rapporteur.TokenRange
	for first := 0; first < len(breaks); {
		end := min(first+sectionWords, len(breaks))
		if end < len(breaks) {
			for i := end; i > first+sectionWords/2; i-- {
				if breaks[i] {
					end = i
					break
				}
			}
		}
		out = append(out, rapporteur.TokenRange{First: first, End: end})
		first = end
	}
	return out
}

// span is a half-open range of pieces.
type span struct{ first, end int }

// windows covers pieces with as few windows as do, of equal size and step, that
// overlap by overlapPieces or a little more: of a report of 500 words an eighth less
// is read than with windows of the full size.
func windows(pieces span) []span {
	n := pieces.end - pieces.first
	if n <= windowPieces {
		return []span{pieces}
	}
	const stride = windowPieces - overlapPieces
	count := (n - overlapPieces + stride - 1) / stride
	size := (n + (count-1)*overlapPieces + count - 1) / count
	out := make([]span, count)
	for i := range out {
		first := pieces.first + i*(n-size)/(count-1)
		out[i] = span{first, first + size}
	}
	return out
}

// vectors fills s.words with the vectors of a section's words, each from the
// window in which its piece stands farthest from an edge.
func (r *Reader) vectors(in input, sec rapporteur.TokenRange, s *scratch) {
	width := r.encoder.Width()
	s.words = grow(s.words, encoder.Rows(sec.End-sec.First)*width)
	pieces := span{in.first[sec.First], len(in.pieces)}
	if sec.End < len(in.first) {
		pieces.end = max(in.first[sec.End], pieces.first+1)
	}
	ws := windows(pieces)
	word := sec.First
	for i, w := range ws {
		until := w.end
		if i+1 < len(ws) { // from the middle of the overlap on, the next window is farther in
			until = (ws[i+1].first + w.end) / 2
		}
		first := word
		for word < sec.End && (in.first[word] < until || i == len(ws)-1) {
			word++
		}
		r.read(in, w, rapporteur.TokenRange{First: first, End: word}, s.words[(first-sec.First)*width:], s.arena)
	}
}

// read fills the first rows of dst with the vectors of some words from one window.
func (r *Reader) read(in input, w span, words rapporteur.TokenRange, dst []float32, a *encoder.Arena) {
	input := window(in, w)
	rows := make([]int, 0, words.End-words.First) // of each word among the wanted
	for _, p := range in.first[words.First:words.End] {
		p = min(max(p, w.first), w.end-1) - w.first + 1
		if n := len(input.Wanted); n == 0 || input.Wanted[n-1] < p {
			input.Wanted = append(input.Wanted, p)
		}
		rows = append(rows, len(input.Wanted)-1)
	}
	x, width := r.encoder.Forward(a, []encoder.Window{input}), r.encoder.Width()
	for i, row := range rows {
		copy(dst[i*width:][:width], x[row*width:])
	}
}

// window returns the pieces of w between the special ones; none are wanted yet.
func window(in input, w span) encoder.Window {
	n := w.end - w.first
	out := encoder.Window{IDs: make([]int32, n+2), Shapes: make([]uint8, n+2), Wanted: []int{}}
	out.IDs[0], out.IDs[n+1] = encoder.Class, encoder.Sep
	for i, p := range in.pieces[w.first:w.end] {
		out.IDs[i+1] = p.ID
	}
	copy(out.Shapes[1:], in.shapes[w.first:w.end])
	return out
}

// grow returns a slice of n values, b itself where it is long enough.
func grow(b []float32, n int) []float32 {
	if cap(b) < n {
		return make([]float32, n)
	}
	return b[:n]
}
