package view

import (
	"strings"
	"unicode"
)

// functionWords tell nothing of what an issue is.
const functionWords = " a an the this that these those any some its his her their our your my of to in on at by for from with " +
	"and or be is are was were been will would not no it they he she we one ones who what which there has have had do does did " +
	"can could may might must should shall if as than then but so only also more most all each every other another such both " +
	"nothing something anything everything nobody him them us you i me s t "

// tableWords are those of the negotiation itself, which do not make two issues the
// same ("talks on prisoners", "the talks on grain").
const tableWords = " talks negotiations meeting proposal proposals demand demands offer plan terms conditions deal agreement " +
	"support effort efforts decision decisions issue issues matter matters step steps measures action actions move process way " +
	"work cooperation relations relationship dialogue commitment commitments position positions need needs time first last party " +
	"parties side sides state states country countries government willingness readiness "

// IssueWords are the words of an issue that say what it is, in lower case.
func IssueWords(issue string) map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(issue), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if !strings.Contains(functionWords, " "+w+" ") {
			words[w] = true
		}
	}
	return words
}

// SameIssue reports whether two issues are the same by their words: those of one all
// stand in the other ("ceasefire", "immediate 30-day ceasefire"), unless they are those
// of any negotiation.
func SameIssue(a, b map[string]bool) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for w := range a {
		if len(a) == len(b) || !strings.Contains(tableWords, " "+w+" ") {
			return Within(a, b)
		}
	}
	return false
}

// Within reports whether a is not empty and all of its words are in b.
func Within(a, b map[string]bool) bool {
	for w := range a {
		if !b[w] {
			return false
		}
	}
	return len(a) > 0
}
