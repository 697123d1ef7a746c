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
// contractions and possessives split off, abbreviations and numbers kept whole.
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
	case isMarkRun(x, y):
		return true
	case y == ".":
		return isAbbreviation(x) && !w.endsWithStop(b)
	case y == ":" || y == "/" || y == "@":
		return w.continuesCode(x, y, b.End)
	}
	return endsInCode(x) && isWordStart(y)
}

// endsWithStop reports that the stop at s is the first of several: an ellipsis.
func (w *wordCutter) endsWithStop(s rapporteur.Span) bool {
	return strings.HasPrefix(w.text[s.End:], ".")
}

// isMarkRun reports that y repeats the mark that x is made of: "...", "--", "***".
func isMarkRun(x, y string) bool {
	return len(y) == 1 && strings.Contains(".-!?*=_~#", y) && strings.Trim(x, y) == "" ||
		(y == "!" || y == "?") && strings.Trim(x, "!?") == ""
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
	return strings.Contains(x, "://") || (last == ':' || last == '/' || last == '@') && x[0] != last
}

func isWordStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isWordRune(r) || r == '/' || r == '-' || r == '_' || r == '?' || r == '=' || r == '&' || r == '%' || r == '#'
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
var abbreviations = func() map[string]struct{} {
	m := map[string]struct{}{}
	for _, s := range strings.Fields(`mr mrs ms dr prof rev hon sr jr st ste mt ft messrs mme mlle
		gen lt col maj capt cpt sgt cpl cmdr adm brig pvt sen rep gov pres amb atty supt insp
		inc corp ltd co bros llc plc dept dist univ assn ave blvd rd
		jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri
		vs etc eg ie al approx est cf viz ca nos vol pp ph.d m.d`) {
		m[s] = struct{}{}
	}
	return m
}()

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
	if len(s) < 3 {
		return 0
	}
	if strings.EqualFold(s, "cannot") {
		return 3
	}
	low := strings.ToLower(strings.ReplaceAll(s[max(0, len(s)-6):], "’", "'"))
	for _, c := range [...]string{"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"} {
		if strings.HasSuffix(low, c) && len(low) > len(c) {
			return clitic(s, len(c))
		}
	}
	return 0
}

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
