package knowledge

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold brings the spellings of one name together: it drops a leading "the", a
// possessive ending, accents, stops and apostrophes, writes "and" for "&" and
// "plus" for "+", turns hyphens and other marks into spaces, lowers the case and
// joins letters that stand alone ("U.N.", "J. D."). Names in other scripts keep
// their letters. What has no letter or digit folds to "".
func Fold(name string) string {
	b := make([]byte, 0, len(name)+8)
	b = foldInto(b, withoutPossessive(name))
	b = joinLetters(b)
	for len(b) > len("the ") && string(b[:4]) == "the " {
		b = b[4:]
	}
	return string(b)
}

// folded remembers what names fold to: while a base is indexed the same few
// thousand are asked for again and again.
type folded map[string]string

func (f folded) fold(name string) string {
	key, known := f[name]
	if !known {
		key = Fold(name)
		f[name] = key
	}
	return key
}

// foldInto appends the folded words of s, one space between them.
func foldInto(b []byte, s string) []byte {
	gap := false // words before and after it are apart
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			end := i
			for end < len(s) && s[end] >= utf8.RuneSelf {
				end++
			}
			b, gap = foldLetters(b, s[i:end], gap)
			i = end
			continue
		}
		i++
		switch word := asciiWords[c]; {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			b, gap = append(space(b, gap), c), false
		case 'A' <= c && c <= 'Z':
			b, gap = append(space(b, gap), c+'a'-'A'), false
		case word != "":
			b, gap = append(space(b, true), word...), true
		case c != '\'' && c != '.' && c != '`':
			gap = true
		}
	}
	return b
}

// asciiWords are the marks that are read as words.
var asciiWords = [utf8.RuneSelf]string{'&': "and", '+': "plus"}

// space appends a space where the next letter begins another word.
func space(b []byte, gap bool) []byte {
	if gap && len(b) > 0 {
		b = append(b, ' ')
	}
	return b
}

// foldLetters appends the folded form of text outside ASCII.
func foldLetters(b []byte, s string, gap bool) ([]byte, bool) {
	for _, r := range norm.NFKD.String(s) {
		r = unicode.ToLower(r)
		piece, special := specialLetters[r]
		switch {
		case special && piece == "", unicode.Is(unicode.Mn, r):
		case special:
			b, gap = append(space(b, gap), piece...), false
		case r < utf8.RuneSelf && (r < '0' || '9' < r && r < 'a' || 'z' < r):
			gap = gap || r != '\'' && r != '.' && r != '`' // what NFKD makes of a compatibility character
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r):
			b, gap = utf8.AppendRune(space(b, gap), r), false
		default:
			gap = true
		}
	}
	return b, gap
}

// specialLetters are letters that have no decomposition into a plain one and a
// mark, and marks that are dropped.
var specialLetters = map[rune]string{
	'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ß': "ss", 'æ': "ae", 'œ': "oe",
	'ı': "i", 'ə': "a", 'ħ': "h", 'ŋ': "ng", 'ŧ': "t", 'ĸ': "k", 'ɓ': "b", 'ɗ': "d", 'ƙ': "k",
	'’': "", '‘': "", 'ʼ': "", 'ʻ': "", 'ʿ': "", 'ʾ': "", '′': "", 'ʹ': "", 'ʺ': "", '\u00ad': "",
}

// withoutPossessive drops a final 's, or the apostrophe after a final s.
func withoutPossessive(s string) string {
	s = strings.TrimSpace(s)
	word := strings.TrimRight(s, "sS")
	for _, mark := range [...]string{"'", "’"} {
		switch rest := strings.TrimSuffix(word, mark); {
		case rest != word && rest != "" && len(s) == len(word)+1:
			return rest
		case rest != word && len(s) == len(word) && (strings.HasSuffix(rest, "s") || strings.HasSuffix(rest, "S")):
			return rest
		}
	}
	return s
}

// joinLetters joins runs of words of one ASCII letter: "j d vance" is "jd vance".
func joinLetters(b []byte) []byte {
	single := func(i int) bool {
		return i < len(b) && 'a' <= b[i] && b[i] <= 'z' && (i == 0 || b[i-1] == ' ') && (i+1 == len(b) || b[i+1] == ' ')
	}
	for i := 0; i < len(b); i++ {
		if !single(i) {
			continue
		}
		end := i + 1
		for single(end + 1) {
			end += 2
		}
		if end == i+1 {
			continue
		}
		joined := append([]byte(nil), b[:i]...)
		for j := i; j < end; j += 2 {
			joined = append(joined, b[j])
		}
		b = append(joined, b[end:]...)
	}
	return b
}

// caseAgrees reports whether a name as somebody wrote it can be the stored name
// by its capitals. Abbreviations of up to three letters have all their
// capitals ("US", "WHO", "IS", "LeT"), longer ones have at least one ("Nato"); a name of one word
// begins with one wherever the stored name does ("Turkey", not "turkey"). Names
// of several words agree in any case.
func caseAgrees(written, stored string) bool {
	written, stored = withoutThe(written), withoutThe(stored)
	if strings.IndexByte(stored, ' ') >= 0 {
		return true
	}
	letters, capitals := countLetters(stored)
	writtenLetters, writtenCapitals := countLetters(written)
	switch {
	case capitals == 0 || writtenLetters == 0:
		return true
	case capitals > 1 && letters <= 3:
		return writtenCapitals >= capitals
	}
	return writtenCapitals > 0
}

func withoutThe(s string) string {
	if first, rest, found := strings.Cut(strings.TrimSpace(s), " "); found && strings.EqualFold(first, "the") {
		return rest
	}
	return s
}

// countLetters counts the letters and, among them, those that are capitals or
// of a script without case.
func countLetters(s string) (letters, capitals int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
			if !unicode.IsLower(r) {
				capitals++
			}
		}
	}
	return letters, capitals
}
