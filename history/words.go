package history

import (
	"cmp"
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"github.com/kljensen/snowball/english"

	"rapporteur"
)

// Bag is the words of a passage by what they are compared by, each with what it weighs, in
// ten-thousandths: a sum of whole numbers is the same in any order.
type Bag map[string]int

// weightOne is a weight of 1 in a bag.
const weightOne = 10_000

// What words weigh: a number of two figures or a name tells facts apart better than another word
// (measured on the two stories: 0.6 to 1.5 points of F1 of positions and statements).
const (
	nameWeight   = 1.3
	numberWeight = 2.0
)

// common are the 4,000 commonest words of English, the commonest first, in the order of
// the vocabulary of BERT (Devlin et al. 2019), which counted them in Wikipedia and books.
//
//go:embed common.txt
var common4000 string

// commonest is what the commonest word weighs; a word that is not among them weighs 1.
// Without it "first" and "go" weigh as much as "garrison".
const commonest = 0.3

// rarity is what stems weigh that are among the commonest.
var rarity = sync.OnceValue(func() map[string]float64 {
	words := strings.Fields(common4000)
	out := make(map[string]float64, len(words))
	for rank, w := range words {
		if s := stem(w); out[s] == 0 {
			out[s] = commonest + (1-commonest)*math.Sqrt(float64(rank)/float64(len(words)))
		}
	}
	return out
})

// lexicon makes bags of the words of one report.
type lexicon struct {
	text string
}

// bag is the words of spans, without those of names in skip, which are compared apart.
func (l *lexicon) bag(skip []Who, spans ...rapporteur.Span) Bag {
	b := Bag{}
	for _, s := range spans {
		if s.End <= len(l.text) {
			b.add(s.In(l.text))
		}
	}
	for _, w := range skip {
		for _, name := range w.Names {
			for _, word := range strings.Fields(name) {
				delete(b, stem(word))
			}
		}
	}
	return b
}

// add puts the words of a text into the bag.
func (b Bag) add(text string) {
	first := true
	for _, word := range strings.FieldsFunc(compounds().Replace(text), func(r rune) bool { return !wordly(r) }) {
		folded := fold(word)
		if folded == "" || functionWords[folded] {
			first = false
			continue
		}
		key := stem(folded)
		weight := cmp.Or(rarity()[key], 1)
		switch {
		case len(key) > 1 && unicode.IsDigit(rune(key[0])):
			weight = numberWeight
		case !first && unicode.IsUpper([]rune(word)[0]):
			weight *= nameWeight
		}
		first = false
		b[key] = max(b[key], int(math.Round(weight*weightOne)))
	}
}

// compounds writes "thirty-one" in figures.
var compounds = sync.OnceValue(func() *strings.Replacer {
	var pairs []string
	for tens, ten := range numberWords {
		if len(ten) != 2 || ten[1] != '0' || ten == "10" {
			continue
		}
		for n, unit := range []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"} {
			figures := ten[:1] + strconv.Itoa(n+1)
			pairs = append(pairs, tens+"-"+unit, figures, strings.ToUpper(tens[:1])+tens[1:]+"-"+unit, figures)
		}
	}
	return strings.NewReplacer(pairs...)
})

func wordly(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '’' || unicode.Is(unicode.Mn, r)
}

// stem is what a folded word is compared by: a number in figures, the first word of its
// meaning, else its stem (Porter2).
func stem(word string) string {
	if n := numberWords[word]; n != "" {
		return n
	}
	word = strings.TrimSuffix(word, "s'")
	s := english.Stem(word, false)
	if m := meanings()[s]; m != "" {
		return m
	}
	return s
}

// total is the weight of the bag.
func (b Bag) total() float64 {
	sum := 0
	for _, w := range b {
		sum += w
	}
	return float64(sum) / weightOne
}

// shared is the weight of what two bags have in common.
func (b Bag) shared(c Bag) float64 {
	if len(b) > len(c) {
		b, c = c, b
	}
	sum := 0
	for word, w := range b {
		sum += min(c[word], w)
	}
	return float64(sum) / weightOne
}

// shortSide is how much the shorter of two passages counts for how much of it is in the
// other; the rest is the longer one's. A statement quoted in part is all of the part
// and little of the whole.
const shortSide = 0.7

// fewWords is added to what two passages weigh, so that one word in common is not all that
// counts of a passage of two.
const fewWords = 0.8

// alike is how alike the words of two passages are, from 0 to 1 (the index of Tversky
// 1977, on the shorter and the longer one).
func (b Bag) alike(c Bag) float64 {
	short, long := b.total(), c.total()
	if short > long {
		short, long = long, short
	}
	if short == 0 {
		return 0
	}
	return min(1, b.shared(c)/(shortSide*short+(1-shortSide)*long+fewWords))
}

// with is both bags in one.
func (b Bag) with(c Bag) Bag {
	out := Bag{}
	for _, bag := range []Bag{b, c} {
		for word, w := range bag {
			out[word] = max(out[word], w)
		}
	}
	return out
}

// functionWords and the words of the negotiation itself do not tell facts apart.
var functionWords = setOf(`a an the this that these those any some its his her their our your my of to in on at by for from with and or
	be is are was were been being will would shall should can could may might must has have had having do does did not no nor it he she we they
	them him us me i you who whom whose which what when where while as if than then so such there here also only just still again very more most
	much many all both each every other another own about into onto over under after before until unless once between among during per up out off
	down one s t re ll ve d said says say saying told tells tell added adding according news agency spokesman spokeswoman statement interview reporters
	cannot wont dont doesnt didnt isnt wasnt because but yet even ever never since too`)

// stanceWords are the stems of words that say the stance of a position and not what it
// is about.
var stanceWords = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for word := range setOf(`demand offer accept reject refuse seek urge want ready willing propose insist agree oppose rule need must`) {
		out[stem(word)] = true
	}
	return out
})

var numberWords = map[string]string{
	"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11",
	"twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19",
	"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
	"hundred": "100", "thousand": "1000",
}

// meanings are the stems of words that mean the same to a negotiation, by the stem of the
// first one of their line.
var meanings = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(sameMeaning) {
		words := strings.Fields(line)
		for _, w := range words {
			out[english.Stem(w, false)] = english.Stem(words[0], false)
		}
	}
	return out
})

const sameMeaning = `ceasefire truce armistice halt pause cessation
withdraw withdrawal withdrawn withdrew pullout pullback pull leave evacuate evacuates move step
release free freed freeing liberate liberation
prisoner detainee captive hostage inmate
monitor observer witness
inspect inspector inspection check
meet meeting summit encounter
talk negotiation negotiate dialogue
agreement deal accord pact settlement agree
accept welcome
attack assault offensive
fight fighting hostility hostilities
fighter rebel insurgent militant gunman
sign signature pen
pay payment paid settle
lift scrap remove end eliminate
levy fee toll charge tariff duty
ban embargo prohibition
strike walkout
send deploy deployment
soldier troop troops army
come travel attend
road highway route
arrive reach
extend prolong extension
demand call request
`
