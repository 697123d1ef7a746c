package language

// number reads an amount in words, "two and a half", an ordinal in words,
// "twenty-first", and a year read out in pairs, "nineteen ninety-eight".
func (c *composer) number() bool {
	first, ok := c.numeral(0)
	if !ok || first.is(kDecade) {
		return false
	}
	n := numeralRun{}
	used := 0
	for c.i+used < len(c.in) {
		w := c.at(used).text
		e, ok := c.numeral(used)
		next, then := c.numeral(used + 1)
		switch {
		case ok && e.is(kNumber|kOrdinal) && n.takes(e):
			used++
			continue
		case w == "-" && then && used > 0 && n.takes(next), w == "and" && then && n.scaled && n.takes(next):
			used += 2
			continue
		}
		break
	}
	c.add(used, n.element())
	c.half()
	return true
}

// numeral is the number or ordinal n places on.
func (c *composer) numeral(n int) (element, bool) {
	w := c.at(n).text
	e, ok := timeWords[w]
	if c.at(n).figure || !ok || !e.is(kNumber|kOrdinal) || w == "second" && len(c.out) > 0 && c.last().is(kNumber) {
		return element{}, false
	}
	return e, true
}

// half reads "and a half" behind a number, and the hour of "four in the morning".
func (c *composer) half() {
	l := &c.out[len(c.out)-1]
	skip := 0
	if c.at(0).text == "and" {
		skip = 1
		if c.at(1).text == "a" || c.at(1).text == "one" {
			skip = 2
		}
	}
	switch {
	case skip > 0 && c.at(skip).text == "half" && l.is(kNumber):
		l.fraction = .5
		c.i += skip + 1
	case l.is(kNumber) && l.n >= 1 && l.n <= 12 && (c.at(0).text == "in" && c.at(1).text == "the" && timeWords[c.at(2).text].is(kPart) || c.isMeridiem(0) || c.at(0).text == "oclock"):
		h := l.n
		c.out = c.out[:len(c.out)-1]
		c.clock(h, ":00")
	}
}

// numeralRun adds up the words of one number.
type numeralRun struct {
	total, part int
	started     bool
	scaled      bool // a hundred or a thousand is in it
	paired      bool // a year in pairs
	ordinal     bool
	single      element
	words       int
}

// takes adds a word to the number where it can belong to it.
func (n *numeralRun) takes(e element) bool {
	ok := false
	switch {
	case n.ordinal:
	case e.text == "hundred" || e.text == "thousand" || e.text == "dozen":
		ok = n.scale(e.n)
	case !n.started || n.part == 0:
		n.part, ok = e.n, true
	case n.part%100 >= 20 && n.part%10 == 0 && e.n < 10 && e.n > 0, n.part%100 == 0 && n.scaled && e.n < 100:
		n.part, ok = n.part+e.n, true
	case !n.scaled && !n.paired && n.part >= 10 && n.part <= 20 && e.n >= 10 && e.n <= 99 && !e.is(kOrdinal):
		n.total, n.part, n.paired, ok = n.part*100, e.n, true, true
	}
	if ok {
		n.started, n.ordinal, n.single = true, e.is(kOrdinal), e
		n.words++
	}
	return ok
}

func (n *numeralRun) scale(by int) bool {
	part := max(1, n.part)
	if n.paired || part*by >= maxNumber || n.total > 0 && by >= 1000 {
		return false
	}
	if by == 1000 {
		n.total, n.part = part*by, 0
	} else {
		n.part = part * by
	}
	n.scaled = true
	return true
}

func (n *numeralRun) element() element {
	v := n.total + n.part
	switch {
	case n.words == 1:
		e := n.single
		if e.text == "hundred" || e.text == "thousand" || e.text == "dozen" {
			e.text = ""
		}
		return e
	case n.ordinal:
		return ordinal(v)
	}
	e := number(v)
	if n.paired || v >= 1000 && v <= 2999 {
		e.kinds |= kYear
	}
	return e
}
