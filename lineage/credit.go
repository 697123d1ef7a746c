package lineage

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// dateline is how an agency names itself where its report begins: LUSAKA, Sept 2 (MWS) -
var dateline = regexp.MustCompile(`\(([A-Z][A-Za-z]{1,15})\) ?[-–—]`)

// datelineWithin is how many bytes from its beginning a report may have its dateline,
// behind a headline.
const datelineWithin = 600

// signatures are the names by which others credit a report: its outlet and the initials
// of that; the agency in its dateline too where the outlet is unknown or has the same
// initials in another order, as those of another language are. In the report of another
// outlet the dateline is a credit.
func (r *Report) signatures() []string {
	var agency []string
	head := r.doc.Text[:min(len(r.doc.Text), datelineWithin)]
	if m := dateline.FindStringSubmatch(head); m != nil {
		agency = m[1:]
	}
	outlet := strings.TrimSpace(r.doc.Outlet)
	if outlet == "" {
		return agency
	}
	names := outletNames(outlet)
	if len(agency) > 0 && slices.ContainsFunc(names, func(n string) bool { return sameLetters(n, agency[0]) }) {
		names = append(names, agency...)
	}
	return names
}

// sameLetters reports whether two abbreviations differ in the order of their letters
// at most.
func sameLetters(a, b string) bool {
	x, y := []byte(a), []byte(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

// outletNames are the names of an outlet that are telling enough to be found in a text.
func outletNames(outlet string) []string {
	words := strings.FieldsFunc(outlet, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '\'' && c != '’' })
	if len(words) > 1 && strings.EqualFold(words[0], "the") {
		words = words[1:]
	}
	name := strings.Join(words, " ")
	var out []string
	if utf8.RuneCountInString(name) >= 3 {
		out = append(out, name)
	}
	var initials strings.Builder
	for _, w := range words {
		if c, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(c) {
			initials.WriteRune(c)
		}
	}
	if utf8.RuneCountInString(initials.String()) >= 3 {
		out = append(out, initials.String())
	}
	return out
}

// credits are the places where a report names another's signatures, in its byline -1.
func (r *Report) credits(of *Report) []int {
	signatures, own := of.signatures(), r.signatures()
	var at []int
	for _, s := range signatures {
		if slices.Contains(own, s) {
			return nil // both are of one outlet
		}
		at = append(at, wordsAt(r.doc.Text, s)...)
		if len(wordsAt(r.doc.Byline, s)) > 0 {
			at = append(at, -1)
		}
	}
	return at
}

// wordsAt are the offsets at which words stand in a text, as whole words.
func wordsAt(text, words string) []int {
	var out []int
	for from := 0; ; {
		i := strings.Index(text[from:], words)
		if i < 0 {
			return out
		}
		start, end := from+i, from+i+len(words)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if !letter(before) && !letter(after) {
			out = append(out, start)
		}
		from = end
	}
}

// credited reports whether one of the places is in the sentence of word first, in
// that of the word before end, or in the one before or behind.
func (r *Report) credited(places []int, w wordRange) bool {
	first := max(int(r.words[w.first].sentence)-1, 0)
	last := min(int(r.words[w.end-1].sentence)+1, len(r.sentences)-1)
	return slices.ContainsFunc(places, func(at int) bool {
		return r.sentences[first].Start <= at && at < r.sentences[last].End
	})
}
