package encoder

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Ids of the special pieces of the uncased BERT vocabulary.
const (
	Unknown = 100
	Class   = 101 // starts a window
	Sep     = 102 // ends a window
)

// maxWordRunes is the longest word that is cut into pieces; a longer one is a
// single Unknown, as in the original tokenizer.
const maxWordRunes = 100

//go:embed vocab.txt
var vocabText string

// Piece is one WordPiece of a text: its id in the vocabulary and the bytes of
// the text that it stands for, 0 <= Start < End <= len(text).
type Piece struct {
	ID         int32
	Start, End int
}

// Vocabulary is the uncased WordPiece vocabulary of BERT (Devlin et al., 2019),
// 30,522 pieces, safe for concurrent use.
type Vocabulary struct {
	word    map[string]int32 // pieces that begin a word
	suffix  map[string]int32 // pieces that continue one, without their "##"
	longest int              // bytes of the longest piece
}

// NewVocabulary builds the embedded vocabulary.
func NewVocabulary() *Vocabulary {
	v := &Vocabulary{word: make(map[string]int32, 25000), suffix: make(map[string]int32, 6000)}
	var id int32
	for line := range strings.Lines(vocabText) {
		line = strings.TrimSuffix(line, "\n")
		if s, ok := strings.CutPrefix(line, "##"); ok && s != "" {
			v.suffix[s] = id
		} else {
			v.word[line] = id
		}
		v.longest = max(v.longest, len(line))
		id++
	}
	return v
}

// Pieces cuts text as the original BERT tokenizer does: clean, isolate CJK
// characters, decompose and drop non-spacing marks, lower, split at white space
// and punctuation, then the longest piece first (Wu et al., 2016).
func (v *Vocabulary) Pieces(text string) []Piece {
	c := cutter{v: v, out: make([]Piece, 0, len(text)/4+1)}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		c.rune(r, i, i+n, r == utf8.RuneError && n == 1)
		i += n
	}
	c.flush()
	return c.out
}

// cutter holds the word being collected: its normalised bytes and, for every
// byte, the span of the source rune that gave it.
type cutter struct {
	v          *Vocabulary
	out        []Piece
	word       []byte
	start, end []int32
	runes      int
}

func (c *cutter) rune(r rune, start, end int, invalid bool) {
	switch {
	case r < utf8.RuneSelf && isPlain(byte(r)):
		c.add(byte(r), start, end)
	case r == '\t', r == '\n', r == '\r':
		c.flush()
	case invalid, r == utf8.RuneError, isControl(r) && !unicode.Is(unassigned, r):
	case unicode.IsSpace(r):
		c.flush()
	case r >= utf8.RuneSelf && unicode.Is(unassigned, r):
		c.addRune(r, start, end)
	case isPunctuation(r), isCJK(r):
		c.flush()
		c.normalise(r, start, end)
		c.flush()
	default:
		c.normalise(r, start, end)
	}
}

// isPlain reports a byte that stands for itself in a word.
func isPlain(b byte) bool { return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' }

func (c *cutter) add(b byte, start, end int) {
	c.word = append(c.word, b)
	c.start = append(c.start, int32(start))
	c.end = append(c.end, int32(end))
	c.runes++
}

// normalise decomposes one rune, drops its marks and adds the rest in lower
// case. A part that is punctuation by itself stands alone.
func (c *cutter) normalise(r rune, start, end int) {
	if r < utf8.RuneSelf {
		c.add(byte(unicode.ToLower(r)), start, end)
		return
	}
	for _, d := range norm.NFD.String(string(r)) {
		if unicode.Is(unicode.Mn, d) {
			continue
		}
		alone := isPunctuation(d)
		if alone {
			c.flush()
		}
		c.addRune(unicode.ToLower(d), start, end)
		if alone {
			c.flush()
		}
	}
}

func (c *cutter) addRune(r rune, start, end int) {
	var buf [utf8.UTFMax]byte
	for _, b := range buf[:utf8.EncodeRune(buf[:], r)] {
		c.word = append(c.word, b)
		c.start = append(c.start, int32(start))
		c.end = append(c.end, int32(end))
	}
	c.runes++
}

// flush ends the word and appends its pieces, or one Unknown where the
// vocabulary cannot spell it.
func (c *cutter) flush() {
	if len(c.word) == 0 {
		return
	}
	n := len(c.out)
	if c.runes > maxWordRunes || !c.spell() {
		c.out = append(c.out[:n], Piece{Unknown, int(c.start[0]), int(c.end[len(c.word)-1])})
	}
	c.word, c.start, c.end, c.runes = c.word[:0], c.start[:0], c.end[:0], 0
}

func (c *cutter) spell() bool {
	table := c.v.word
	for i := 0; i < len(c.word); {
		j := min(len(c.word), i+c.v.longest)
		id, ok := int32(0), false
		for ; j > i; j-- {
			if id, ok = table[string(c.word[i:j])]; ok {
				break
			}
		}
		if !ok {
			return false
		}
		c.out = append(c.out, Piece{id, int(c.start[i]), int(c.end[j-1])})
		i, table = j, c.v.suffix
	}
	return true
}

func isPunctuation(r rune) bool {
	if r < utf8.RuneSelf {
		return '!' <= r && r <= '/' || ':' <= r && r <= '@' || '[' <= r && r <= '`' || '{' <= r && r <= '~'
	}
	return unicode.IsPunct(r)
}

// isControl reports what the original drops: control, format and private-use
// code points (not the unassigned ones, which unicode.C holds too).
func isControl(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co) }

// isCJK reports the ideographs that the original isolates (the CJK Unified
// Ideographs blocks; kana and Hangul are not among them).
func isCJK(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || 0x3400 <= r && r <= 0x4DBF ||
		0x20000 <= r && r <= 0x2A6DF || 0x2A700 <= r && r <= 0x2B73F ||
		0x2B740 <= r && r <= 0x2B81F || 0x2B920 <= r && r <= 0x2CEAF ||
		0xF900 <= r && r <= 0xFAFF || 0x2F800 <= r && r <= 0x2FA1F
}
