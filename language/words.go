package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"

	"rapporteur"
)

// Words cuts text into words and punctuation marks: the default word boundaries
// of Unicode (UAX 29), then what English Universal Dependencies treat otherwise,
// contractions, possessives and units split off, abbreviations, prefixes and numbers kept whole.
// The tokens are in order, do not overlap, lie on code-point borders and leave
// out white space and control characters only.
func Words(text string) []rapporteur.Token {
	w := wordCutter{text: text, out: make([]rapporteur.Token, 0, len(text)/5+1)}
	w.segments()
	w.join()
	w.split()
	return w.out
}

type wordCutter struct {
	text string
	out  []rapporteur.Token
}

func (w *wordCutter) segments() {
	seg := words.FromString(w.text)
	for seg.Next() {
		if v := seg.Value(); !isBlank(v) {
			w.out = append(w.out, rapporteur.Token{Span: rapporteur.Span{Start: seg.Start(), End: seg.End()}})
		}
	}
}

// isBlank reports a segment without anything to see: white space, controls and
// format characters.
func isBlank(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) && !unicode.Is(unicode.C, r) && r != utf8.RuneError {
			return false
		}
	}
	return true
}

// join merges neighbours that are one token in Universal Dependencies. Each rule
// looks at the token just kept and the one that touches it.
func (w *wordCutter) join() {
	kept := w.out[:0]
	for _, t := range w.out {
		if n := len(kept); n > 0 && kept[n-1].End == t.Start && w.joins(kept[n-1].Span, t.Span) {
			kept[n-1].End = t.End
			continue
		}
		kept = append(kept, t)
	}
	w.out = kept
}

func (w *wordCutter) joins(a, b rapporteur.Span) bool {
	x, y := a.In(w.text), b.In(w.text)
	switch {
	case isMarkRun(x, y) || isQuoteMark(x) && isQuoteMark(y):
		return true
	case strings.Contains(x, "://"):
		return isWordStart(y) || (y == "." || y == ":" || y == ",") && isWordStart(w.text[b.End:])
	case y == ".":
		return (isAbbreviation(x) || w.isNumero(x, b.End)) && !w.endsWithStop(b)
	case y == ":" || y == "/" || y == "@":
		return w.continuesCode(x, y, b.End)
	case y == "-":
		return w.continuesHyphened(x, b.End)
	case y == "&":
		return isUpper(x) && len(x) <= 2 && isUpper(w.text[b.End:min(b.End+1, len(w.text))])
	case isHyphened(x) || len(x) <= 3 && strings.HasSuffix(x, "&") && isUpper(strings.TrimSuffix(x, "&")):
		return isWordStart(y)
	case isQuoteMark(y) || y == "s":
		return isDecade(x + y + w.text[b.End:min(b.End+1, len(w.text))])
	case x == ":" || x == ";" || x == ":-" || x == ";-":
		return y == ")" || y == "("
	}
	return endsInCode(x) && isWordStart(y)
}

// continuesHyphened reports a hyphen inside one token: after a prefix ("non-",
// "e-"), or between the figures of a telephone number or a date ("555-0100",
// "2025-05-15"), which is unlike a range or a score in that it has a third part
// or a last part of four figures behind three.
func (w *wordCutter) continuesHyphened(x string, next int) bool {
	after, _ := utf8.DecodeRuneInString(w.text[next:])
	if _, ok := prefixes[strings.ToLower(x)]; ok {
		return unicode.IsLetter(after)
	}
	if !unicode.IsDigit(after) || strings.Trim(x, "0123456789-") != "" {
		return false
	}
	rest := w.text[next : next+leading(w.text[next:], "0123456789")]
	more := strings.HasPrefix(w.text[next+len(rest):], "-")
	return strings.Contains(x, "-") || len(x) == 3 && len(rest) == 4 ||
		more && leading(w.text[next+len(rest)+1:], "0123456789") > 0
}

// leading is the number of bytes at the start of s that are in the set.
func leading(s, set string) int { return len(s) - len(strings.TrimLeft(s, set)) }

// isHyphened reports a prefix or figures with the hyphen that continues them.
func isHyphened(s string) bool {
	stem, ok := strings.CutSuffix(strings.ToLower(s), "-")
	_, prefix := prefixes[stem]
	return ok && (prefix || strings.Trim(stem, "0123456789-") == "" && leading(stem, "0123456789") > 0)
}

// isDecade reports figures with a plural's apostrophe or more of it ("1990's"),
// and perhaps what stands behind.
func isDecade(s string) bool {
	rest := s[leading(s, "0123456789"):]
	return len(rest) < len(s) && (strings.HasPrefix(rest, "'s") || strings.HasPrefix(rest, "’s"))
}

// isQuoteMark reports a single quotation mark, of which two make a double one.
func isQuoteMark(s string) bool { return s == "'" || s == "’" || s == "‘" }

func isUpper(s string) bool {
	return s != "" && strings.ToUpper(s) == s && strings.ToLower(s) != s
}

// prefixes stay with the word behind their hyphen in Universal Dependencies,
// where other compounds are cut at it: those that EWT and GUM train keep whole
// in at least nine of ten places.
var prefixes = wordSet(`non e re anti co mid pre pro cross post semi ex sub multi counter mini neo socio inter micro psycho un over`)

// isNumero reports "No" before a stop and a figure.
func (w *wordCutter) isNumero(x string, next int) bool {
	rest := strings.TrimPrefix(w.text[next:], " ")
	return strings.EqualFold(x, "no") && leading(rest, "0123456789") > 0
}

// endsWithStop reports that the stop at s is the first of several: an ellipsis.
func (w *wordCutter) endsWithStop(s rapporteur.Span) bool {
	return strings.HasPrefix(w.text[s.End:], ".")
}

// isMarkRun reports that y repeats the mark that x is made of: "...", "--", "***".
func isMarkRun(x, y string) bool {
	return len(y) == 1 && strings.Contains(".-!?*=_~#<>", y) && strings.Trim(x, y) == "" ||
		(y == "!" || y == "?") && strings.Trim(x, "!?.") == ""
}

// continuesCode reports that mark joins figures (10:30, 3/4), the parts of an
// address (https://, a@b.org) or of a path.
func (w *wordCutter) continuesCode(x, mark string, next int) bool {
	last, _ := utf8.DecodeLastRuneInString(x)
	after, _ := utf8.DecodeRuneInString(w.text[next:])
	switch mark {
	case ":":
		return unicode.IsDigit(last) && unicode.IsDigit(after) || isScheme(x) && strings.HasPrefix(w.text[next:], "//")
	case "/":
		return unicode.IsDigit(last) && unicode.IsDigit(after) || strings.Contains(x, "://") || isScheme(strings.TrimRight(x, ":/")) && strings.Contains(x, ":")
	}
	return isWordRune(last) && isWordRune(after)
}

func isScheme(s string) bool { return s == "http" || s == "https" || s == "ftp" || s == "mailto" }

// endsInCode reports that x wants what touches it next: "10:", "https://x/".
func endsInCode(x string) bool {
	if len(x) < 2 {
		return false
	}
	last := x[len(x)-1]
	return (last == ':' || last == '/' || last == '@') && x[0] != last
}

func isWordStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isWordRune(r) || r == '/' || r == '-' || r == '_' || r == '?' || r == '=' || r == '&' || r == '%' || r == '#' || r == '+'
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// isAbbreviation reports a word that keeps the stop after it: "U.S", "p.m", a
// single capital, or one of the abbreviations that reports use.
func isAbbreviation(s string) bool {
	if _, ok := abbreviations[strings.ToLower(s)]; ok {
		return true
	}
	r, n := utf8.DecodeRuneInString(s)
	if n == len(s) {
		return unicode.IsUpper(r) && r != 'I'
	}
	return isInitials(s)
}

// isInitials reports single letters with stops between them.
func isInitials(s string) bool {
	letter := true
	for _, r := range s {
		if letter != unicode.IsLetter(r) || !letter && r != '.' {
			return false
		}
		letter = !letter
	}
	return !letter && strings.Contains(s, ".")
}

// abbreviations are written with a stop that is part of the word. Words that
// more often end a sentence ("no", "fig", "sun") are left out.
var abbreviations = wordSet(`mr mrs ms dr prof rev hon sr jr st ste mt ft messrs mme mlle
	gen lt col maj capt cpt sgt cpl cmdr adm brig pvt sen rep reps sens gov pres amb atty attn supt insp
	inc corp ltd co bros llc plc dept dist univ assn ave blvd rd
	jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri
	vs eg ie al approx est cf viz ca nos vol pp ph.d m.d`)

func wordSet(words string) map[string]struct{} {
	m := map[string]struct{}{}
	for _, s := range strings.Fields(words) {
		m[s] = struct{}{}
	}
	return m
}

// split cuts contractions and possessives off their word.
func (w *wordCutter) split() {
	out := make([]rapporteur.Token, 0, len(w.out)+len(w.out)/16)
	for _, t := range w.out {
		if cut := cliticStart(t.In(w.text)); cut > 0 {
			out = append(out, rapporteur.Token{Span: rapporteur.Span{Start: t.Start, End: t.Start + cut}})
			t.Start += cut
		}
		out = append(out, t)
	}
	w.out = out
}

// cliticStart returns where the clitic of an English word begins, 0 where it has
// none: do|n't, Kyiv|'s, they|'ve, can|not.
func cliticStart(s string) int {
	if len(s) < 2 {
		return 0
	}
	if cut := cuts[strings.ToLower(s)]; cut > 0 {
		return cut
	}
	if n := figure(s); n > 0 && n < len(s) {
		return n
	}
	if len(s) < 3 {
		return 0
	}
	low := strings.ToLower(strings.ReplaceAll(s[max(0, len(s)-6):], "’", "'"))
	for _, c := range [...]string{"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"} {
		if strings.HasSuffix(low, c) && len(low) > len(c) {
			if c == "'s" && leading(s, "0123456789") > 1 { // the 1990's
				return 0
			}
			return clitic(s, len(c))
		}
	}
	return 0
}

// cuts are words that are two without a mark between them, by where the second
// begins.
var cuts = map[string]int{
	"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "lemme": 3, "gimme": 3, "im": 1, "thats": 4, "whats": 4, "theres": 5, "dont": 2, "wont": 2, "cant": 2, "didnt": 3,
	"doesnt": 4, "isnt": 2, "wasnt": 3, "arent": 3, "werent": 4, "couldnt": 5, "wouldnt": 5, "shouldnt": 6,
	"havent": 4, "hasnt": 3, "hadnt": 3, "aint": 2,
}

// figure is the length of the figures that a unit is written to without a space
// (7:30|pm, 5|km, 10|m), 0 where s is no such thing.
func figure(s string) int {
	n := leading(s, "0123456789.,:")
	if _, ok := units[strings.ToLower(s[n:])]; ok && unicode.IsDigit(rune(s[0])) {
		return n
	}
	return 0
}

var units = wordSet(`m pm am p.m. a.m. k b mm x ft cm bn hz kg km mi mw kw gw lb lbs kb mb gb mins minutes min hrs hours days percent mph kmh kph tn mn`)

// clitic returns the start of the last n characters of s, a curly apostrophe
// counting as one, 0 where nothing would stand before them.
func clitic(s string, n int) int {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return i
}
