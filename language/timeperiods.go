package language

import (
	"strconv"

	"rapporteur"
)

// duration is an amount of a unit. Half a year is written in months, half of an
// hour or minute in the unit below, other fractions with a point; decades and
// centuries are counted in years and quarters in months, as TimeBank does.
func duration(n, unit element) answer {
	if unit.text == "fortnight" {
		n.n, n.fraction = 2*n.n, 2*n.fraction
	}
	factor, g := 1, unit.unit
	switch g {
	case decade, century, millennium:
		factor, g = map[grain]int{decade: 10, century: 100, millennium: 1000}[g], year
	case quarter, season:
		factor, g = 3, month
	case weekend:
		factor, g = 2, day
	case noGrain:
		return value("PXX")
	}
	amount := (float64(n.n) + n.fraction) * float64(factor)
	whole := int(amount)
	rest, below := amount-float64(whole), ""
	if rest == .5 {
		below = map[grain]string{year: "6M", hour: "30M", minute: "30S"}[g]
	}
	text := strconv.Itoa(whole) + letters[g]
	switch {
	case below != "" && whole == 0:
		text = below
	case below != "":
		text += below
	case rest != 0:
		text = strconv.FormatFloat(amount, 'f', 2, 64)
		for text[len(text)-1] == '0' {
			text = text[:len(text)-1]
		}
		text += letters[g]
	}
	return value(prefix(g) + text)
}

// prefix stands before an amount of days and above or of hours and below.
func prefix(g grain) string {
	if g <= hour {
		return "PT"
	}
	return "P"
}

// vague is an amount that the words leave open.
func vague(unit element) answer {
	if unit.unit == noGrain {
		return value("PXX")
	}
	return value(prefix(unit.unit) + "X" + letters[min(unit.unit, millennium)])
}

// single is a unit alone: one, or in the plural an open amount.
func single(unit element) answer {
	if unit.plural {
		return vague(unit)
	}
	return duration(number(1), unit)
}

func withHalf(n element) element {
	n.fraction += .5
	return n
}

// counted is an amount of a unit, or, of a date with "in" before it, the day that
// lies so far ahead.
func (r *timeReader) counted(n, unit element) answer {
	if months := unit.unit == month && (n.n == 6 || n.n == 9); months && r.topic.grain == quarter {
		r.topic = r.topic.in(year)
	}
	if r.kind == rapporteur.DateTime && r.follows("in") && !r.narrative && r.now.grain != noGrain && n.fraction == 0 && unit.unit >= day && r.direction() > 0 {
		return r.ago(n, unit, element{n: 1})
	}
	return duration(n, unit)
}

// compound is an amount in two units: a year and six months.
func (r *timeReader) compound(m []element) answer {
	if m[0].fraction != 0 || m[2].fraction != 0 || m[1].unit <= m[3].unit || m[3].unit == noGrain {
		return duration(m[0], m[1])
	}
	large, small := duration(m[0], m[1]).value, duration(m[2], m[3]).value
	if prefix(m[1].unit) == prefix(m[3].unit) {
		return value(large + small[len(prefix(m[3].unit)):])
	}
	return value(large + small[1:])
}

// everyWeekday is a day of every week.
func everyWeekday(w element) answer { return answer{at: moment{grain: day, number: w.n}} }

// everyPart is the same quarter of every year.
func everyPart(r *timeReader, m []element) answer {
	if m[1].unit == quarter || m[1].unit == noGrain {
		return answer{at: moment{grain: quarter, number: min(4, m[0].n)}}
	}
	return duration(number(1), m[1])
}

func rate(r *timeReader, m []element) answer {
	switch m[0].text {
	case "NI":
		return value("XXXX-XX-XXTNI")
	case "WD":
		return value("XXXX-WXX-WD")
	}
	return duration(element{n: m[0].n}, m[0])
}
