package source

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// The scores below lie between about -2 and 1: 1 where every byte above 0x7f
// decodes to what stands there in well-written text, below 0 where most do not.
// They tell the five encodings of reports apart on a handful of such bytes.

// typographic are the characters above ASCII that English prose has besides letters.
const typographic = "“”‘’–—…•€«»„‚‹›™\u00a0£©®№§°½¼¾·"

// scoreLetters is the mean plausibility of the bytes above 0x7f in a single-byte
// encoding.
func scoreLetters(m *charmap.Charmap, raw []byte) float64 {
	var sum float64
	var n int
	at := func(i int) rune {
		if i < 0 || i >= len(raw) {
			return ' '
		}
		return m.DecodeByte(raw[i])
	}
	for i, b := range raw {
		if b >= 0x80 {
			n++
			sum += plausibility(at(i-1), at(i), at(i+1))
		}
	}
	return sum / float64(max(n, 1))
}

// plausibility is how well r stands between its neighbours.
func plausibility(before, r, after rune) float64 {
	switch {
	case r == unicode.ReplacementChar, unicode.IsControl(r):
		return -2
	case strings.ContainsRune(typographic, r):
		return 1
	case unicode.Is(unicode.Latin, r):
		return latinPlausibility(before, r, after)
	case unicode.Is(unicode.Cyrillic, r):
		return cyrillicPlausibility(before, r, after)
	}
	return -1
}

// latinPlausibility expects an accented letter among plain ones.
func latinPlausibility(before, r, after rune) float64 {
	plain := isPlain(before) || isPlain(after)
	accented := isAccented(before) && isAccented(after)
	switch {
	case accented, unicode.IsUpper(r) && unicode.IsLower(before):
		return -1
	case !plain:
		return 0
	}
	return 1
}

// cyrillicPlausibility expects a lower-case letter of Russian or Ukrainian in a
// Cyrillic word; capitals earn half, because the wrong one of two Cyrillic
// encodings shows most letters as capitals.
func cyrillicPlausibility(before, r, after rune) float64 {
	inWord := unicode.Is(unicode.Cyrillic, before) || unicode.Is(unicode.Cyrillic, after)
	switch {
	case isPlain(before) || isPlain(after), unicode.IsUpper(r) && unicode.IsLower(before):
		return -1
	case !inWord && !strings.ContainsRune("авикосуяАВИКОСУЯ", r), !strings.ContainsRune("ЁёІіЇїЄєҐґ", r) && (r < 'А' || r > 'я'):
		return -0.5
	case unicode.IsUpper(r):
		return 0.5
	}
	return 1
}

func isPlain(r rune) bool { return r < 0x80 && isASCIILetter(byte(r)) }

func isAccented(r rune) bool { return r >= 0x80 && unicode.IsLetter(r) }

// scorePairs is the mean plausibility of the bytes above 0x7f in a double-byte
// encoding. The function unit says how plausible the character is that starts a
// piece of text and how many bytes it has.
func scorePairs(unit func([]byte) (float64, int), raw []byte) float64 {
	var sum float64
	var n int
	for i := 0; i < len(raw); {
		if raw[i] < 0x80 {
			i++
			continue
		}
		score, size := unit(raw[i:])
		if i > 0 && isASCIILetter(raw[i-1]) {
			score--
		}
		if i+size < len(raw) && isASCIILetter(raw[i+size]) {
			score--
		}
		sum += score * float64(size)
		n += size
		i += size
	}
	return sum / float64(max(n, 1))
}

// commonGB knows GB 18030: rows 1 and 3 (punctuation, full-width forms) and the
// 3755 common ideographs of GB 2312, level 1 (rows 16 to 55), are what text has.
func commonGB(b []byte) (float64, int) {
	if len(b) < 2 || b[0] == 0x80 || b[0] == 0xff {
		return -2, 1
	}
	lead, trail := b[0], b[1]
	switch {
	case trail >= 0x30 && trail <= 0x39 && len(b) >= 4 && b[2] > 0x80 && b[3] >= 0x30 && b[3] <= 0x39:
		return -0.5, 4
	case trail < 0x40 || trail == 0x7f || trail == 0xff:
		return -2, 1
	case trail < 0xa1 || lead < 0xa1:
		return -1, 2
	case lead == 0xa1 || lead == 0xa3 || lead >= 0xb0 && lead <= 0xd7:
		return 1, 2
	case lead > 0xd7 && lead <= 0xf7:
		return 0.3, 2
	}
	return -0.5, 2
}

// commonShiftJIS knows Shift_JIS: punctuation, kana and the common kanji of
// JIS X 0208, level 1, are what text has; half-width kana seldom.
func commonShiftJIS(b []byte) (float64, int) {
	lead := b[0]
	if lead >= 0xa1 && lead <= 0xdf {
		return -0.7, 1
	}
	if len(b) < 2 || lead == 0x80 || lead == 0xa0 || lead > 0xfc {
		return -2, 1
	}
	trail := b[1]
	switch {
	case trail < 0x40 || trail == 0x7f || trail > 0xfc:
		return -2, 1
	case lead == 0x81 || lead == 0x82 && trail >= 0x4f || lead == 0x83 && trail <= 0x96 || lead >= 0x88 && lead <= 0x97:
		return 1, 2
	case lead >= 0x98 && lead <= 0x9f || lead >= 0xe0 && lead <= 0xea:
		return 0.2, 2
	}
	return -1, 2
}
