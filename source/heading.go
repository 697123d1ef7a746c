package source

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// heading is what the first lines of a plain report say of it. The lines stay in
// the text.
type heading struct {
	title, byline string
	published
}

// headingLines is how many lines may stand above the body of a report: kicker,
// title, subtitle, byline, date line, place.
const headingLines = 8

// readHeading reads the lines above the first line of prose. A title is taken only
// where it clearly is one: a line of 3 to 25 words without a final stop, with an
// empty line, a byline or a date behind it.
func readHeading(text string) heading {
	var h heading
	lines := firstLines(Unwrapped(text))
	for i, line := range lines {
		if line == "" {
			continue
		}
		if isProse(line) {
			h.published = datelineDate(line, h.published)
			break
		}
		after := ""
		if i+1 < len(lines) {
			after = lines[i+1]
		}
		switch date, isDate := dateLine(line); {
		case isDate:
			if h.IsZero() {
				h.published = date
			}
		case isByline(line):
			if h.byline == "" {
				h.byline = cutBy(line)
			}
		case h.title == "" && isTitle(line) && endsHeadline(after) && i+1 < len(lines):
			h.title = line
			if h.IsZero() {
				h.published = date
			}
		}
	}
	return h
}

// firstLines are the trimmed lines in which a heading may stand; runs of empty
// lines are one.
func firstLines(text string) []string {
	var lines []string
	filled := 0
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" && (len(lines) == 0 || lines[len(lines)-1] == "") {
			continue
		}
		if line != "" {
			filled++
		}
		lines = append(lines, line)
		if filled > headingLines {
			break
		}
	}
	return lines
}

// isProse reports whether a line is the report itself: a sentence with its stop,
// or longer than a headline.
func isProse(line string) bool {
	words := len(strings.Fields(line))
	return words > 25 || words > 8 && endsSentence(line)
}

func endsSentence(line string) bool {
	line = strings.TrimRight(line, "\"'”’»)")
	return strings.HasSuffix(line, ".") || strings.HasSuffix(line, ";") || strings.HasSuffix(line, ",")
}

// isTitle leaves out letterheads and kickers, which are short and all in capitals,
// and what goes on from the line before.
func isTitle(line string) bool {
	words := len(strings.Fields(line))
	first, _ := utf8.DecodeRuneInString(line)
	if unicode.IsLower(first) {
		return false
	}
	capitals := strings.IndexFunc(line, unicode.IsLower) < 0
	return words >= 3 && words <= 25 && !endsSentence(line) && !strings.HasSuffix(line, ":") && !(capitals && words < 6)
}

// endsHeadline reports whether what follows a line lets it be a headline.
func endsHeadline(after string) bool {
	_, date := dateLine(after)
	return after == "" || date || isByline(after)
}

// isByline reports whether a line is "By" and one or more names.
func isByline(line string) bool {
	name := cutBy(line)
	if name == line || len(strings.Fields(name)) > 12 || strings.HasSuffix(line, ".") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r)
}

// cutBy cuts the word "by" off a byline.
func cutBy(line string) string {
	word, name, ok := strings.Cut(line, " ")
	if ok && strings.EqualFold(strings.TrimSuffix(word, ":"), "by") {
		return strings.TrimSpace(name)
	}
	return line
}

// dateLine finds the full date in a line and reports whether the line is little
// more: at most six other words, as a place or "Published".
func dateLine(line string) (published, bool) {
	date, rest, ok := findDate(line)
	return date, ok && len(strings.Fields(fillers().ReplaceAllString(rest, ""))) <= 6
}

// datelineDate reads the date of a dateline before the first sentence, as in
// "KYIV, May 15, 2025 (Meridian) - The talks ...".
func datelineDate(line string, known published) published {
	if !known.IsZero() {
		return known
	}
	for _, dash := range []string{" - ", " – ", " — ", " -- ", " -", " –"} {
		if head, _, ok := strings.Cut(line, dash); ok && len(head) <= 80 {
			if date, _, ok := findDate(head); ok {
				return date
			}
		}
	}
	return known
}
