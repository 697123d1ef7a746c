package language

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// maxNumber is where amounts end: nothing larger counts days of the calendar.
const maxNumber = 1e9

// figures reads a run of figures with the letters that touch it.
func (c *composer) figures(x lexeme) {
	suffix := c.at(1)
	if !suffix.joined || suffix.figure {
		suffix.text = ""
	}
	parts := func(sep string) []string { return strings.Split(x.text, sep) }
	switch text := x.text; {
	case strings.Contains(text, ":"):
		c.colon(text)
	case c.wholeDate(text):
	case len(parts("/")) == 3:
		c.i++
	case strings.Contains(text, "-"):
		c.split(parts("-"), true)
	case strings.Contains(text, "/"):
		c.slash(parts("/"))
	case strings.Contains(text, ",") && !isGrouped(parts(",")):
		c.split(parts(","), false)
	case strings.Contains(text, ".") && len(parts(".")) == 2 && c.isMeridiem(1):
		c.clockFigures(parts(".")[0], parts(".")[1])
	case suffix.text == "s":
		c.plural(text)
	case suffix.text == "st" || suffix.text == "nd" || suffix.text == "rd" || suffix.text == "th":
		if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= 9999 {
			c.add(0, ordinal(n))
		}
		c.i += 2
	case c.isMeridiem(1) || c.at(1).text == "oclock":
		c.clockFigures(text, "")
	case len(text) == 4 && c.isZoneOrHours(1):
		c.clockFigures(text[:2], text[2:])
	default:
		c.amount(strings.ReplaceAll(text, ",", ""))
	}
}

// isMeridiem reports "am" or "pm" n places on.
func (c *composer) isMeridiem(n int) bool { return c.at(n).text == "am" || c.at(n).text == "pm" }

// isZoneOrHours reports what makes four figures a time: 1430 GMT, 1430 hrs.
func (c *composer) isZoneOrHours(n int) bool {
	w := c.at(n).text
	return zones[w] != "" || (w == "hrs" || w == "hours") && c.at(n).joined || w == "hrs"
}

func isGrouped(parts []string) bool {
	for _, p := range parts[1:] {
		if len(p) != 3 {
			return false
		}
	}
	return len(parts[0]) <= 3
}

// split reads figures with a mark between them one by one, a dash as a range.
func (c *composer) split(parts []string, ranged bool) {
	var in []lexeme
	for i, p := range parts {
		if i > 0 && ranged {
			in = append(in, lexeme{"-", true, false})
		}
		in = append(in, lexeme{p, i > 0, true})
	}
	c.in = append(in, c.in[c.i+1:]...)
	c.i = 0
}

// wholeDate reads a date in figures: 1998-02-13, 19980213, 13.02.1998,
// 02/13/98, 1998-02. Of two numbers that could both be the month, the first is it
// with slashes and dashes, the second with stops.
func (c *composer) wholeDate(text string) bool {
	m := moment{grain: day}
	f := strings.FieldsFunc(text, func(r rune) bool { return !isFigure(r) })
	n := make([]int, 3)
	for i := range min(3, len(f)) {
		n[i], _ = strconv.Atoi(f[i])
	}
	switch {
	case len(text) == 8 && len(f) == 1:
		v, _ := strconv.Atoi(text)
		m.year, m.month, m.day = v/10000, v/100%100, v%100
	case len(f) == 2 && text[len(f[0])] == '-' && len(f[0]) == 4 && len(f[1]) == 2 && n[1] <= 12:
		m.grain, m.year, m.month = month, n[0], n[1]
		m.day = 1
	case len(f) != 3 || len(f[0])+1+len(f[1])+1+len(f[2]) != len(text) || strings.Contains(text, ",") || text[len(f[0])] != text[len(text)-len(f[2])-1]:
		return false
	case len(f[0]) == 4:
		m.year, m.month, m.day = n[0], n[1], n[2]
	default:
		m.year, m.month, m.day = n[2], n[0], n[1]
		if stops := strings.Contains(text, "."); n[0] > 12 || stops && n[1] <= 12 {
			m.month, m.day = m.day, m.month
		}
		if len(f[2]) == 2 {
			m.year = fullYear(n[2])
		}
	}
	if m.year < 1 || m.month < 1 || m.month > 12 || m.day < 1 || m.day > 31 || len(f[0]) > 4 && len(f) > 1 || len(f[len(f)-1]) > 4 && len(f) > 1 {
		return false
	}
	if m.grain == month {
		m.day = 0
	}
	c.add(1, element{kinds: kDate, date: m})
	return true
}

// fullYear is the year of two figures: those of this century up to 49.
func fullYear(n int) int {
	if n < 50 {
		return 2000 + n
	}
	return 1900 + n
}

// slash reads a fraction, a day of a month or a pair of years.
func (c *composer) slash(f []string) {
	a, _ := strconv.Atoi(f[0])
	b, _ := strconv.Atoi(f[1])
	unit := timeWords[c.at(1).text].is(kUnit)
	l := c.last()
	switch {
	case len(f) == 2 && b >= 2 && b <= 4 && a < b && (l.is(kNumber) || unit):
		if l.is(kNumber) {
			c.out[len(c.out)-1].fraction = float64(a) / float64(b)
			c.i++
			return
		}
		c.add(1, element{kinds: kNumber, fraction: float64(a) / float64(b)})
	case len(f) == 2 && a >= 1 && a <= 12 && b >= 1 && b <= 31:
		c.add(1, element{kinds: kMonth, n: a}, number(b))
	case len(f) == 2 && b >= 1 && b <= 12 && a >= 1 && a <= 31:
		c.add(1, element{kinds: kMonth, n: b}, number(a))
	default:
		c.split(f, true)
	}
}

// plural reads 1980s and 80s.
func (c *composer) plural(text string) {
	n, _ := strconv.Atoi(text)
	switch {
	case len(text) == 2 && n%10 == 0 && n >= 10:
		c.add(2, element{kinds: kDecade, n: n})
	case len(text) >= 3 && len(text) <= 4 && n%10 == 0 && n > 0:
		c.add(2, element{kinds: kDecade, n: n})
	default:
		c.i += 2
	}
}

// shortYear reads '98 and '80s.
func (c *composer) shortYear(text string) {
	n, _ := strconv.Atoi(text)
	if s := c.at(2); s.text == "s" && s.joined && n%10 == 0 {
		c.add(3, element{kinds: kDecade, n: n})
		return
	}
	c.add(2, element{kinds: kYear, n: fullYear(n)})
}

// amount reads a number without marks but a point.
func (c *composer) amount(text string) {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || f >= maxNumber {
		c.i++
		return
	}
	e := number(int(f))
	e.fraction = f - math.Floor(f)
	if len(text) == 4 && f >= 1 && !strings.Contains(text, ".") {
		e.kinds |= kYear
	}
	if strings.Contains(text, ".") || len(text) > 2 {
		e.kinds &^= kDay
	}
	if scale := timeWords[c.at(1).text]; (scale.text == "hundred" || scale.text == "thousand") && float64(scale.n)*f < maxNumber {
		e = element{kinds: kNumber, n: int(f * float64(scale.n))}
		c.i++
	}
	c.add(1, e)
	c.half()
}

// colon reads 10:30, 22:15:08 and what follows them.
func (c *composer) colon(text string) {
	f := strings.Split(text, ":")
	c.clockFigures(f[0], strings.Join(f[1:], ":"))
}

// clockFigures reads an hour with its minutes, or drops what is none.
func (c *composer) clockFigures(hours, minutes string) {
	c.i++
	h, err := strconv.Atoi(hours)
	if err != nil || h > 24 {
		return
	}
	text := ""
	for i, part := range strings.FieldsFunc(minutes, func(r rune) bool { return r == ':' }) {
		n, err := strconv.Atoi(part)
		if err != nil || n > 59 || i > 1 {
			break
		}
		text += fmt.Sprintf(":%02d", n)
	}
	if text == "" {
		text = ":00"
	}
	c.clock(h, text)
}

// clock adds a time of day with the half of the day and the zone that follow it.
func (c *composer) clock(h int, minutes string) {
	if c.at(0).text == "oclock" || c.at(0).text == "hrs" || c.at(0).text == "hours" {
		c.i++
	}
	part := ""
	switch c.at(0).text {
	case "am", "pm":
		part = c.at(0).text
		c.i++
	}
	h = c.halfOfDay(h, part)
	e := element{kinds: kClock, text: fmt.Sprintf("T%02d%s", h, minutes)}
	e.text += c.zone()
	c.add(0, e)
}

// halfOfDay moves an hour to the half of the day that "pm" or "in the evening"
// says.
func (c *composer) halfOfDay(h int, part string) int {
	for n, w := 0, ""; part == "" && n < 3; n++ {
		w = c.at(n).text
		if e := timeWords[w]; e.is(kPart) && len(e.text) == 3 {
			part = "pm"
			if e.text == "TMO" || e.text == "TNI" && h < 6 {
				part = "am"
			}
			c.i += n + 1
		} else if w != "in" && w != "the" && w != "at" {
			break
		}
	}
	switch {
	case part == "am" && h == 12:
		return 0
	case part == "pm" && h < 12:
		return h + 12
	}
	return h
}

// zone reads a zone by name or by offset: GMT, +02:00, -0500.
func (c *composer) zone() string {
	sign, f := c.at(0), c.at(1)
	if z := zones[sign.text]; z != "" {
		c.i++
		return z
	}
	digits := strings.ReplaceAll(f.text, ":", "")
	if (sign.text == "+" || sign.text == "-") && sign.joined && f.figure && f.joined && len(digits) == 4 && digits <= "1400" && digits[2] < '6' {
		c.i += 2
		return sign.text + digits[:2] + ":" + digits[2:]
	}
	return ""
}
