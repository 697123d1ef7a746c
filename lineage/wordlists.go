package lineage

import (
	"strconv"
	"strings"
)

// functionWords are those that any text of the language has, and the verbs by which
// any report says who spoke.
var functionWords = listed(`a an the this that these those some any each every no not none nor and or but so yet if unless until while as
than then when where who whom whose which what why how there here it its he him his she her hers they them their theirs we us our ours i me
my you your one ones oneself himself herself itself themselves is are was were be been being am do does did done doing has have had having
can could may might shall should will would must ought of in on at by for with from to into onto upon about above below over under after
before between among against during through throughout within without since toward towards up down out off again further also too very just
only even still already more most less least much many few own same such other another both all either neither because though although
however therefore thus per via amid despite except it's he's she's they're we're i'm you're who's that's isn't aren't wasn't weren't won't
wouldn't can't cannot couldn't shouldn't don't doesn't didn't hasn't haven't hadn't they'd he'd she'd we'd i'd you'd they'll he'll she'll
we'll i'll you'll they've we've i've you've said say says saying told tell tells telling added adds adding stated`)

// abbreviations are words whose full stop ends no sentence.
var abbreviations = listed(`mr mrs ms dr prof col gen lt sgt cpl capt maj adm sen rep gov rev hon st jan feb mar apr jun jul aug sep sept
oct nov dec no vs etc inc ltd co corp approx dept fig art eg ie cf`)

// listed is a set of words.
func listed(words string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// numerals are numbers in words as far as reports write them so.
var numerals = map[string]uint64{
	"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
	"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
}

// numberOf identifies a number, in figures or in words; a word of marks alone is
// folded to nothing.
func numberOf(said string) (uint64, bool) {
	if value, known := numerals[said]; known {
		return identity(strconv.FormatUint(value, 10)), true
	}
	if said == "" || !isDigit(said[0]) {
		return 0, false
	}
	return identity(strings.ReplaceAll(said, ",", "")), true
}
