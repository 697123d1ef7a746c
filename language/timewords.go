package language

import "strings"

// kind is what an element of a time expression can be; an element can be several.
type kind uint64

const (
	kNumber    kind = 1 << iota // an amount: two, 30, 2 1/2
	kDay                        // a number or ordinal that can be a day of the month
	kOrdinal                    // third, 3rd
	kYear                       // 1998, '98, nineteen ninety-eight
	kDate                       // 1998-02-13, 05/15/2025
	kDecade                     // 1980s, eighties
	kUnit                       // day, weeks
	kWeekday                    // Monday
	kMonth                      // May
	kSeason                     // spring
	kHoliday                    // Christmas
	kPart                       // morning, night, noon
	kClock                      // 10:30 p.m. GMT
	kRelative                   // today, yesterday
	kStep                       // last, this, next: the nth from now
	kSame                       // that, the same: of the expression before
	kAgo                        // back from now
	kEarlier                    // back from the expression before
	kLater                      // on from the expression before
	kVague                      // few, several
	kEach                       // every
	kRate                       // daily, annually
	kHalf                       // half
	kEra                        // BC
	kTo                         // -, to: of a range
	kReference                  // now, recently
	kOther                      // every other
	kLatest                     // latest, the one just over
)

// kindNames are the kinds as the patterns of rules call them.
var kindNames = map[string]kind{
	"number": kNumber, "day": kDay, "ordinal": kOrdinal, "year": kYear, "date": kDate, "decade": kDecade,
	"unit": kUnit, "weekday": kWeekday, "month": kMonth, "season": kSeason, "holiday": kHoliday, "part": kPart,
	"clock": kClock, "relative": kRelative, "step": kStep, "same": kSame, "ago": kAgo, "earlier": kEarlier,
	"later": kLater, "vague": kVague, "each": kEach, "rate": kRate, "half": kHalf, "era": kEra,
	"to": kTo, "reference": kReference, "other": kOther, "latest": kLatest,
}

// element is one piece of a time expression with its meaning.
type element struct {
	kinds kind
	// n is the number, the year, the weekday (Monday is 1), the month, the season,
	// the first year of a decade, or the steps of a step or relative day.
	n int
	// fraction is the part of a number behind the point, in [0, 1).
	fraction float64
	unit     grain
	plural   bool
	// text is the word, or what TIMEX3 writes for a part, a reference and a holiday.
	text string
	date moment
}

func (e element) is(k kind) bool { return e.kinds&k != 0 }

// timeWords is the lexicon of the grammar.
var timeWords = func() map[string]element {
	m := map[string]element{}
	add := func(words string, e element) {
		for _, w := range strings.Fields(words) {
			m[w] = e
		}
	}
	for i, words := range [...]string{
		"january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
		"september sept sep", "october oct", "november nov", "december dec",
	} {
		add(words, element{kinds: kMonth, n: i + 1})
	}
	for i, words := range [...]string{
		"monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat", "sunday sun",
	} {
		add(words, element{kinds: kWeekday, n: i + 1})
		add(strings.Fields(words)[0]+"s", element{kinds: kWeekday, n: i + 1, plural: true})
	}
	for i, words := range [...][2]string{{"spring springtime", "springs"}, {"summer summertime", "summers"}, {"autumn fall", "autumns"}, {"winter wintertime", "winters"}} {
		add(words[0], element{kinds: kSeason, n: i + 1})
		add(words[1], element{kinds: kSeason, n: i + 1, plural: true})
	}
	addUnits(m)
	addNumbers(m)
	addParts(m)
	addDirections(m)
	addReferences(m)
	return m
}()

func addUnits(m map[string]element) {
	for g, words := range map[grain][2]string{
		second: {"second sec", "seconds secs"}, minute: {"minute min", "minutes mins"}, hour: {"hour hr", "hours hrs"},
		day: {"day", "days"}, weekend: {"weekend", "weekends"}, week: {"week wk", "weeks wks"}, month: {"month", "months"},
		season: {"season", "seasons"}, quarter: {"quarter", "quarters"}, year: {"year yr", "years yrs"},
		decade: {"decade", "decades"}, century: {"century", "centuries"}, millennium: {"millennium", "millennia millenniums"},
	} {
		for i, list := range words {
			for _, w := range strings.Fields(list) {
				m[w] = element{kinds: kUnit, unit: g, plural: i == 1, text: w}
			}
		}
	}
	m["period"] = element{kinds: kUnit, text: "period"}
	m["then"] = element{kinds: kUnit, text: "time"}
	m["while"] = element{kinds: kUnit, text: "while"}
	m["fortnight"] = element{kinds: kUnit, unit: week, n: 2, text: "fortnight"}
	m["fortnights"] = element{kinds: kUnit, unit: week, n: 2, plural: true, text: "fortnight"}
	for w, r := range map[string]element{
		"hourly": {unit: hour, n: 1}, "daily": {unit: day, n: 1}, "weekly": {unit: week, n: 1}, "biweekly": {unit: week, n: 2},
		"fortnightly": {unit: week, n: 2}, "monthly": {unit: month, n: 1}, "bimonthly": {unit: month, n: 2},
		"quarterly": {unit: month, n: 3}, "yearly": {unit: year, n: 1}, "annually": {unit: year, n: 1}, "annual": {unit: year, n: 1},
		"biannual": {unit: month, n: 6}, "semiannual": {unit: month, n: 6}, "biennial": {unit: year, n: 2}, "everyday": {unit: day, n: 1},
	} {
		r.kinds = kRate
		m[w] = r
	}
	m["nightly"] = element{kinds: kRate, text: "NI"}
	m["weekdays"] = element{kinds: kRate, text: "WD"}
}

func addNumbers(m map[string]element) {
	for i, w := range strings.Fields(`zero one two three four five six seven eight nine ten eleven twelve thirteen
		fourteen fifteen sixteen seventeen eighteen nineteen`) {
		m[w] = number(i)
	}
	for i, w := range strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety") {
		m[w] = number(10 * (i + 2))
	}
	for i, w := range strings.Fields(`first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
		thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth`) {
		m[w] = ordinal(i + 1)
	}
	m["second"] = element{kinds: kOrdinal | kDay | kUnit, n: 2, unit: second, text: "second"}
	m["thirtieth"], m["latter"] = ordinal(30), ordinal(2)
	m["hundred"] = element{kinds: kNumber, n: 100, text: "hundred"}
	m["thousand"] = element{kinds: kNumber, n: 1000, text: "thousand"}
	m["dozen"] = element{kinds: kNumber, n: 12, text: "dozen"}
	m["couple"] = number(2)
	m["half"] = element{kinds: kHalf}
	for i, w := range strings.Fields("twenties thirties forties fifties sixties seventies eighties nineties") {
		m[w] = element{kinds: kDecade, n: 10 * (i + 2)}
	}
}

// number is an amount, a day of the month where it can be.
func number(n int) element {
	e := element{kinds: kNumber, n: n}
	if n >= 1 && n <= 31 {
		e.kinds |= kDay
	}
	return e
}

func ordinal(n int) element {
	e := element{kinds: kOrdinal, n: n}
	if n >= 1 && n <= 31 {
		e.kinds |= kDay
	}
	return e
}

// addParts adds the parts of the day, with the steps from today for those that
// say it.
func addParts(m map[string]element) {
	for text, words := range map[string]string{
		"MO": "morning mornings midmorning dawn sunrise breakfast", "AF": "afternoon afternoons", "EV": "evening evenings dusk sunset",
		"NI": "night nights nighttime overnight", "DT": "daytime",
		"12:00": "noon midday noontime lunchtime", "24:00": "midnight",
	} {
		for _, w := range strings.Fields(words) {
			m[w] = element{kinds: kPart, text: "T" + text, plural: strings.HasSuffix(w, "s")}
		}
	}
	m["tonight"] = element{kinds: kPart | kRelative, text: "TNI"}
	m["today"] = element{kinds: kRelative}
	m["yesterday"] = element{kinds: kRelative, n: -1}
	m["tomorrow"] = element{kinds: kRelative, n: 1}
}

func addDirections(m map[string]element) {
	for _, d := range []struct {
		words string
		e     element
	}{
		{"last", element{kinds: kStep, n: -1}},
		{"past", element{kinds: kStep | kReference, n: -1, text: "PAST_REF"}},
		{"this these", element{kinds: kStep}},
		{"next coming upcoming", element{kinds: kStep, n: 1}},
		{"that same", element{kinds: kSame}},
		{"previous preceding prior", element{kinds: kSame, n: -1}},
		{"following subsequent succeeding", element{kinds: kSame | kLater, n: 1}},
		{"latest", element{kinds: kLatest}},
		{"ago back", element{kinds: kAgo}},
		{"earlier before previously beforehand", element{kinds: kEarlier}},
		{"later after afterwards afterward thereafter", element{kinds: kLater}},
		{"few several some many recent numerous various couple", element{kinds: kVague}},
		{"each every per", element{kinds: kEach}},
		{"other alternate", element{kinds: kOther}},
		{"bc bce", element{kinds: kEra, n: -1}},
		{"ad ce", element{kinds: kEra, n: 1}},
		{"to through until till and or", element{kinds: kTo}},
	} {
		for _, w := range strings.Fields(d.words) {
			m[w] = d.e
		}
	}
	m["couple"] = number(2)
}

// addReferences adds the words that mean the present, the past and the future
// without saying when.
func addReferences(m map[string]element) {
	for text, words := range map[string]string{
		"PRESENT_REF": "now currently presently nowadays present moment already yet",
		"PAST_REF":    "recently lately formerly former once ago historically recent past earlier previously",
		"FUTURE_REF":  "soon shortly future someday eventually later coming sometime",
	} {
		for _, w := range strings.Fields(words) {
			e := m[w]
			e.kinds |= kReference
			e.text = text
			m[w] = e
		}
	}
	m["current"] = element{kinds: kStep | kReference, text: "PRESENT_REF"}
	m["future"] = element{kinds: kVague | kReference, text: "FUTURE_REF"}
}

// zones are the offsets of the zones that datelines and agencies name.
var zones = map[string]string{
	"gmt": "Z", "utc": "Z", "z": "Z", "zulu": "Z", "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00",
	"mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "wet": "Z", "cet": "+01:00", "cest": "+02:00",
	"bst": "+01:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00", "jst": "+09:00", "kst": "+09:00", "aest": "+10:00",
}

// holidays are the feasts that fall on a day of the western calendar, by their
// name without spaces, apostrophes and a final "day".
var holidays = map[string]func(year int) moment{
	"newyear": fixed(1, 1), "newyeareve": fixed(12, 31), "valentine": fixed(2, 14),
	"independence": fixed(7, 4), "halloween": fixed(10, 31), "veterans": fixed(11, 11), "armistice": fixed(11, 11),
	"christmas": fixed(12, 25), "christmaseve": fixed(12, 24), "boxing": fixed(12, 26), "stpatrick": fixed(3, 17), "epiphany": fixed(1, 6),
	"thanksgiving": floating(11, 4, 4), "labor": floating(9, 1, 1), "memorial": floating(5, 1, -1), "columbus": floating(10, 1, 2),
	"martinlutherking": floating(1, 1, 3), "presidents": floating(2, 1, 3),
	"election": func(y int) moment {
		m := nthWeekday(y, 11, 1, 1)
		m.day++
		return m
	},
	"easter": fromEaster(0), "eastersunday": fromEaster(0), "eastermonday": fromEaster(1), "goodfriday": fromEaster(-2),
	"palmsunday": fromEaster(-7), "pentecost": fromEaster(49), "ashwednesday": fromEaster(-46),
}

func fixed(mo, d int) func(int) moment {
	return func(y int) moment { return moment{grain: day, year: y, month: mo, day: d} }
}

func floating(mo, weekday, n int) func(int) moment {
	return func(y int) moment { return nthWeekday(y, mo, weekday, n) }
}

func fromEaster(days int) func(int) moment {
	return func(y int) moment {
		m, _ := easter(y).plus(days, day)
		return m
	}
}
