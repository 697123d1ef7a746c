package lineage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rapporteur"
)

// Report is a report made ready to be compared with others.
type Report struct {
	doc       *rapporteur.Document
	words     []word
	sentences []sentence
}

// word is a run of letters and digits.
type word struct {
	rapporteur.Span
	// form identifies its letters without case and marks, stem moreover without endings.
	form, stem uint64
	class      class
	// quoted says that it stands in a quotation of some length.
	quoted bool
	// common says that it stands in words that many reports share, which tell nothing.
	common bool
	// sentence is its index into Report.sentences.
	sentence int32
}

// class is what a word contributes.
type class uint8

const (
	plain    class = iota
	function       // articles, pronouns, prepositions, verbs of being and saying
	name           // capitalised inside a sentence
	number
)

// sentence is words that end with a full stop or with their paragraph.
type sentence struct {
	rapporteur.Span
	first, end int // words
}

// quotedFrom is how many words in quotation marks are a quotation; fewer are a
// borrowed term, which every report may use.
const quotedFrom = 4

// Read makes a report ready. The text must have each paragraph on one line, as
// source.Unwrapped leaves it.
func Read(doc *rapporteur.Document) *Report {
	r := &Report{doc: doc}
	s := scanner{text: doc.Text, report: r}
	s.scan()
	r.markQuotations()
	r.markNames()
	return r
}

// scanner cuts a text into words and sentences.
type scanner struct {
	text    string
	report  *Report
	quoting bool
}

func (s *scanner) scan() {
	r := s.report
	for at := 0; at < len(s.text); {
		start, end := nextWord(s.text, at)
		ends := s.between(at, start)
		if n := len(r.words); ends && n > 0 {
			s.endSentence(n)
		}
		if start == end {
			break
		}
		r.words = append(r.words, s.word(start, end))
		at = end
	}
	s.endSentence(len(r.words))
}

// endSentence ends a sentence before word n.
func (s *scanner) endSentence(n int) {
	r := s.report
	first := 0
	if len(r.sentences) > 0 {
		first = r.sentences[len(r.sentences)-1].end
	}
	if first == n {
		return
	}
	for i := first; i < n; i++ {
		r.words[i].sentence = int32(len(r.sentences))
	}
	r.sentences = append(r.sentences, sentence{rapporteur.Span{Start: r.words[first].Start, End: r.words[n-1].End}, first, n})
}

// nextWord is the first word at or behind at; one without length where there is none.
// Addresses of pages are none.
func nextWord(text string, at int) (start, end int) {
	start = len(text)
	skip := 0
	for i, c := range text[at:] {
		if i < skip || !letter(c) {
			continue
		}
		if skip = i + address(text[at+i:]); skip == i {
			start = at + i
			break
		}
	}
	end = start
	for end < len(text) {
		c, size := utf8.DecodeRuneInString(text[end:])
		if !letter(c) && !joins(text, start, end, c) {
			break
		}
		end += size
	}
	return start, end
}

// address is how long the address of a page is that the text begins with.
func address(text string) int {
	for _, scheme := range []string{"http://", "https://", "www."} {
		if strings.HasPrefix(text, scheme) {
			if end := strings.IndexFunc(text, unicode.IsSpace); end >= 0 {
				return end
			}
			return len(text)
		}
	}
	return 0
}

func letter(c rune) bool {
	if c < utf8.RuneSelf {
		return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
	}
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c)
}

// joins reports whether the mark c at i joins two parts of one word: an apostrophe, the
// point of an abbreviation such as U.N., the mark in a number.
func joins(text string, start, i int, c rune) bool {
	if i == start {
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(c):])
	switch c {
	case '\'', '’':
		return unicode.IsLetter(next)
	case '.':
		return isDigit(text[i-1]) && next < utf8.RuneSelf && isDigit(byte(next)) ||
			unicode.IsUpper(next) && (i == start+1 || text[i-2] == '.')
	case ',':
		return isDigit(text[i-1]) && next < utf8.RuneSelf && isDigit(byte(next))
	}
	return false
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// between follows the marks between two words and reports whether a sentence ends there.
func (s *scanner) between(from, to int) bool {
	ends, stopped, opened := false, false, false
	before := rune(' ')
	if from > 0 {
		before = 'x'
	}
	for i, c := range s.text[from:to] {
		switch c {
		case '\n':
			s.quoting, ends = false, true
		case '.', '!', '?', '…':
			stopped = stopped || c != '.' || i > 0 || !s.abbreviated()
		case ' ', '\t', '\u00a0':
			ends = ends || stopped
		case '“', '„', '«':
			s.quoting, opened = true, true
		case '”', '»':
			s.quoting = false
		case '"':
			s.quoting = unicode.IsSpace(before) || before == '(' || before == '—' || before == '–'
			opened = s.quoting
		}
		before = c
	}
	if next, _ := utf8.DecodeRuneInString(s.text[to:]); stopped && !opened && unicode.IsLower(next) {
		return strings.ContainsRune(s.text[from:to], '\n')
	}
	return ends
}

// abbreviated reports whether the last word is one whose full stop ends no sentence.
func (s *scanner) abbreviated() bool {
	n := len(s.report.words)
	if n == 0 {
		return false
	}
	last := s.report.words[n-1].In(s.text)
	return utf8.RuneCountInString(last) == 1 && last != "I" || abbreviations[strings.ToLower(last)]
}

func (s *scanner) word(start, end int) word {
	w := word{Span: rapporteur.Span{Start: start, End: end}, quoted: s.quoting}
	said := folded(s.text[start:end])
	w.form = identity(said)
	switch value, isNumber := numberOf(said); {
	case isNumber:
		w.class, w.form, w.stem = number, value, value
	case functionWords[said]:
		w.class, w.stem = function, w.form
	default:
		w.stem = identity(stem(said))
	}
	return w
}

// folded is a word without case, marks, the points of an abbreviation and the ending
// of the possessive.
func folded(said string) string {
	said = strings.ToLower(said)
	if !ascii(said) {
		said = strings.Map(func(c rune) rune {
			switch {
			case c == '’':
				return '\''
			case unicode.Is(unicode.Mn, c):
				return -1
			}
			return c
		}, norm.NFD.String(said))
	}
	said = strings.TrimSuffix(said, "'s")
	if strings.IndexByte(said, '.') > 0 && !isDigit(said[0]) {
		said = strings.ReplaceAll(said, ".", "")
	}
	return said
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// stem cuts the commonest endings off, so that a form of a word finds the others.
func stem(said string) string {
	for _, ending := range []string{"ing", "ies", "ied", "ed", "es", "ly", "s"} {
		if cut, found := strings.CutSuffix(said, ending); found && len(cut) >= 3 {
			if ending[0] == 'i' && len(ending) == 3 && ending != "ing" {
				cut += "y"
			}
			return strings.TrimSuffix(cut, "e")
		}
	}
	if len(said) > 4 {
		return strings.TrimSuffix(said, "e")
	}
	return said
}

// markQuotations leaves the mark on words of quotations of some length only.
func (r *Report) markQuotations() {
	for i := 0; i < len(r.words); {
		end := i
		for end < len(r.words) && r.words[end].quoted {
			end++
		}
		for j := i; j < end && end-i < quotedFrom; j++ {
			r.words[j].quoted = false
		}
		i = max(end, i+1)
	}
}

// markNames finds the names: words that begin with a capital inside a sentence, and
// where a sentence begins with one of these.
func (r *Report) markNames() {
	names := map[uint64]bool{}
	for _, s := range r.sentences {
		if r.inTitleCase(s) {
			continue
		}
		for i := s.first + 1; i < s.end; i++ {
			w := &r.words[i]
			if w.class == plain && r.capital(w) && !r.opensQuotation(i) {
				w.class = name
				names[w.form] = true
			}
		}
	}
	for i := range r.words {
		w := &r.words[i]
		if w.class == plain && names[w.form] && r.capital(w) {
			w.class = name
		}
	}
}

func (r *Report) capital(w *word) bool {
	c, _ := utf8.DecodeRuneInString(r.doc.Text[w.Start:])
	return unicode.IsUpper(c)
}

// opensQuotation reports whether word i begins a quotation, where a capital says nothing.
func (r *Report) opensQuotation(i int) bool {
	before, _ := utf8.DecodeLastRuneInString(r.doc.Text[:r.words[i].Start])
	return before == '"' || before == '“' || before == '«' || before == '‘'
}

// inTitleCase reports whether nearly all words of a sentence begin with a capital.
func (r *Report) inTitleCase(s sentence) bool {
	capitals, of := 0, 0
	for i := s.first; i < s.end; i++ {
		if w := &r.words[i]; w.class == plain {
			of++
			if r.capital(w) {
				capitals++
			}
		}
	}
	return of > 2 && 10*capitals >= 8*of
}

// seed makes identities the same in every run: they are kept.
const (
	offset64 = 14695981039346656037
	prime64  = 1099511628211
)

// identity is the FNV-1a hash of a word, mixed.
func identity(said string) uint64 {
	h := uint64(offset64)
	for i := range len(said) {
		h = (h ^ uint64(said[i])) * prime64
	}
	return mix(h)
}

// mix spreads a value over all bits: the finalizer of MurmurHash3.
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
