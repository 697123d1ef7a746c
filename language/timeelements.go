package language

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// lexeme is a word or a run of figures of a time expression, in lower case.
type lexeme struct {
	text string
	// joined says that no white space stands before it.
	joined bool
	figure bool
}

// lexemes cuts a phrase into words without their stops and possessives, figures
// with the marks between them, dashes and signs; other marks are left out.
func lexemes(phrase string) (out []lexeme) {
	s := []rune(timeMarks.Replace(strings.ToLower(phrase)))
	for i := 0; i < len(s) && len(out) < maxLexemes; {
		start, joined := i, i > 0 && !unicode.IsSpace(s[i-1])
		switch r := s[i]; {
		case isFigure(r):
			i = figuresEnd(s, i)
			out = append(out, lexeme{string(s[start:i]), joined, true})
		case unicode.IsLetter(r):
			i = wordEnd(s, i)
			out = append(out, lexeme{strings.ReplaceAll(string(s[start:i]), ".", ""), joined, false})
		default:
			if i++; strings.ContainsRune("-+'", r) {
				out = append(out, lexeme{string(r), joined, false})
			}
		}
	}
	return out
}

// maxLexemes is how many lexemes of a phrase are read: no expression has more, and
// what a head takes for one in a table may.
const maxLexemes = 64

// timeMarks takes out what the words of time are written with in several ways.
var timeMarks = strings.NewReplacer("’", "'", "`", "'", "o'clock", "oclock", "o’clock", "oclock", "'s ", " ", "’s ", " ", "s' ", "s ", "–", "-", "—", "-", "−", "-",
	"½", " 1/2", "¼", " 1/4", "¾", " 3/4")

func isFigure(r rune) bool { return r >= '0' && r <= '9' }

func figuresEnd(s []rune, i int) int {
	for i++; i < len(s); i++ {
		mark := strings.ContainsRune(".,:/-", s[i]) && i+1 < len(s) && isFigure(s[i+1])
		if !isFigure(s[i]) && !mark {
			break
		}
	}
	return i
}

// wordEnd keeps the stops of initials in the word: a.m, b.c.
func wordEnd(s []rune, start int) int {
	i := start + 1
	for ; i < len(s); i++ {
		stop := s[i] == '.' && i+1 < len(s) && unicode.IsLetter(s[i+1]) && (i-start)%2 == 1 && (i == start+1 || s[i-2] == '.')
		if !unicode.IsLetter(s[i]) && !stop {
			break
		}
	}
	return i
}

// elementsOf is the meaning of a phrase piece by piece. Words that mean nothing to
// the grammar are left out, so that it matters little where a phrase begins and
// ends: "the three trading days" is a number and a unit.
func elementsOf(phrase string) []element {
	c := composer{in: lexemes(phrase)}
	for c.i < len(c.in) {
		c.step()
	}
	return c.out
}

// composer joins lexemes into elements from left to right.
type composer struct {
	in  []lexeme
	i   int
	out []element
	// article says that "a" or "another" waits for the unit that it counts.
	article bool
}

// at is the lexeme n places on, an empty one past the end.
func (c *composer) at(n int) lexeme {
	if c.i+n < len(c.in) {
		return c.in[c.i+n]
	}
	return lexeme{}
}

func (c *composer) add(used int, e ...element) {
	for _, x := range e {
		if c.article && x.is(kUnit|kPart) && !x.plural && !x.is(kNumber|kOrdinal) {
			c.out = append(c.out, number(1))
		}
		if x.kinds != 0 {
			c.article = false
		}
		c.out = append(c.out, x)
	}
	c.i += used
}

func (c *composer) last() element {
	if len(c.out) == 0 {
		return element{}
	}
	return c.out[len(c.out)-1]
}

func (c *composer) step() {
	x := c.at(0)
	switch {
	case c.holiday():
	case x.figure:
		c.figures(x)
	case x.text == "'" && c.at(1).figure && c.at(1).joined && len(c.at(1).text) == 2:
		c.shortYear(c.at(1).text)
	case x.text == "-":
		c.dash()
	case x.text == "a" || x.text == "an" || x.text == "another":
		c.article = true
		c.i++
	case c.number():
	default:
		c.word(x.text)
	}
}

// word takes the meaning of a word from the lexicon, and of the few that need a
// second word.
func (c *composer) word(w string) {
	e, ok := timeWords[w]
	next := c.at(1).text
	switch {
	case w == "from" && next == "now", w == "hence":
		c.add(1+len(next)/4, element{kinds: kAgo, n: 1})
	case w == "time" && c.last().is(kUnit) && len(c.out) > 1:
		c.add(1, element{kinds: kAgo, n: 1})
	case w == "time" || w == "times", !ok:
		c.otherWord(w)
	case w == "second" && c.last().is(kNumber):
		c.add(1, element{kinds: kUnit, unit: second})
	case e.is(kReference) && e.text == "PAST_REF" && w == "past" && c.clockOffset(1):
	case e.is(kTo) && w == "to" && c.clockOffset(-1):
	case e.is(kTo) && !(c.last().is(kNumber|kDay|kYear|kMonth|kWeekday) && c.rangesTo(1)):
		c.i++
	default:
		c.add(1, e)
	}
}

// rangesTo reports that a range can end in the lexeme n places on.
func (c *composer) rangesTo(n int) bool {
	x := c.at(n)
	return x.figure || timeWords[x.text].is(kNumber|kDay|kMonth|kWeekday)
}

// otherWord keeps "time" where "that" or "this" says which.
func (c *composer) otherWord(w string) {
	if w == "time" && c.last().is(kSame|kStep|kVague) {
		c.add(1, element{kinds: kUnit, text: "time"})
		return
	}
	c.i++
}

// clockOffset reads "half past five", "ten to six" behind the number.
func (c *composer) clockOffset(sign int) bool {
	minutes := c.last()
	h, ok := timeWords[c.at(1).text]
	if n, err := strconv.Atoi(c.at(1).text); err == nil {
		h, ok = number(n), true
	}
	switch {
	case !ok || !h.is(kNumber) || h.n < 1 || h.n > 12 || timeWords[c.at(2).text].is(kUnit|kNumber|kMonth):
		return false
	case minutes.is(kHalf):
		minutes.n = 30
	case minutes.is(kUnit) && minutes.unit == quarter:
		minutes.n = 15
		if len(c.out) > 1 && c.out[len(c.out)-2].is(kNumber) {
			c.out = c.out[:len(c.out)-1]
		}
	case !minutes.is(kNumber) || minutes.n > 25 || minutes.n < 5 || minutes.n%5 != 0:
		return false
	}
	c.out = c.out[:len(c.out)-1]
	total := (h.n*60 + sign*minutes.n + 24*60) % (24 * 60)
	c.i += 2
	c.clock(total/60, fmt.Sprintf(":%02d", total%60))
	return true
}

// dash keeps a dash that joins two days, months or years.
func (c *composer) dash() {
	l := c.last()
	next := c.at(1)
	month := timeWords[next.text].is(kMonth)
	ranged := l.is(kDay|kYear|kDate|kClock) && next.figure || l.is(kMonth) && month || l.is(kWeekday) && timeWords[next.text].is(kWeekday)
	if !ranged || l.is(kDay) && month {
		c.i++
		return
	}
	c.add(1, element{kinds: kTo})
}

// holiday joins the words of a feast's name.
func (c *composer) holiday() bool {
	name, used := "", 0
	for n := range 4 {
		w := c.at(n).text
		if w == "" || w == "'" {
			continue
		}
		name += w
		if _, ok := holidays[strings.TrimSuffix(name, "day")]; ok && (n > 0 || !strings.Contains("election labor memorial independence veterans presidents columbus boxing armistice epiphany", w)) {
			used = n + 1
		} else if _, ok := holidays[name]; ok && n > 0 {
			used = n + 1
		}
	}
	if used == 0 {
		return false
	}
	name = ""
	for n := range used {
		name += strings.Trim(c.at(n).text, "'")
	}
	if _, ok := holidays[name]; !ok {
		name = strings.TrimSuffix(name, "day")
	}
	c.add(used, element{kinds: kHoliday, text: name})
	return true
}
