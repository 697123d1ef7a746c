package export

// stride is the distance in bytes between two remembered counts. At 256 the
// table of a text is 3 % of its size and looking up a span reads at most 510
// bytes.
const stride = 256

// codePoints turns byte offsets of a valid UTF-8 text into code-point offsets.
// marks[k] is the number of code points that begin before byte k*stride, so
// that building it reads the text once and a lookup never starts from its
// beginning.
type codePoints struct {
	text  string
	marks []int
}

func newCodePoints(text string) codePoints {
	c := codePoints{text, make([]int, 1, len(text)/stride+1)}
	for end := stride; end <= len(text); end += stride {
		c.marks = append(c.marks, c.marks[len(c.marks)-1]+leadBytes(text[end-stride:end]))
	}
	return c
}

// Offsets returns the number of code points before a byte offset of a text in
// UTF-8, the offset on a code-point border: what the JSON of a report counts in.
func Offsets(text string) func(int) int { return newCodePoints(text).at }

// at returns the number of code points before byte offset i, which is on a
// code-point border of the text.
func (c codePoints) at(i int) int {
	k := i / stride
	return c.marks[k] + leadBytes(c.text[k*stride:i])
}

// leadBytes counts the code points that begin in s, which may start or end
// inside one.
func leadBytes(s string) int {
	n := 0
	for i := range len(s) {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}
