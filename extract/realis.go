package extract

import (
	"strings"

	"rapporteur"
)

// realis is whether what a word says has come about, read off the words around it in
// the tree: negation, modals, tense, conditions, and verbs of asking above it. Sure
// says that the words leave little room for another reading.
func (f *facts) realis(head int) (status rapporteur.Realis, sure bool) {
	if f.below == nil {
		return rapporteur.Happened, false
	}
	at := head
	for range maxClimb {
		if s, ok := f.marked(at); ok {
			return s, at == head
		}
		above := f.governor(at)
		if above < 0 || !f.inherits(at) {
			break
		}
		if s, ok := f.asked(above, at); ok {
			return s, true
		}
		at = above
	}
	return f.byFactuality(head), false
}

// inherits reports whether a word's reality is that of the word above it: the object
// of a verb, a verb that completes another, one joined to it.
func (f *facts) inherits(i int) bool {
	switch relation, _, _ := strings.Cut(f.relation(i), ":"); relation {
	case "obj", "xcomp", "conj", "cop", "obl", "acl", "advcl":
		return true
	case "nsubj":
		return f.nominal(i)
	case "ccomp", "nmod":
		return true
	}
	return false
}

// marked is what the words beside a verb or noun say of its reality.
func (f *facts) marked(i int) (rapporteur.Realis, bool) {
	conditional := f.conditioned(i)
	future, possible := false, false
	for _, d := range f.below[i] {
		switch w, r := f.word(d), f.relation(d); {
		case r == "advmod" && negations[w], r == "det" && w == "no":
			return rapporteur.Denied, true
		case !strings.HasPrefix(r, "aux"):
		case w == "will" || w == "'ll" || w == "’ll" || w == "shall" || w == "wo":
			future = true
		case possibles[w]:
			possible = true
		case w == "would":
			future = true
		}
	}
	switch {
	case conditional:
		return rapporteur.ConditionalEvent, true
	case possible:
		return rapporteur.Possible, true
	case future:
		return rapporteur.Planned, true
	case f.progressive(i):
		return rapporteur.Ongoing, true
	}
	return "", false
}

var (
	negations = set(`not n't n’t never no hardly neither nor`)
	possibles = set(`may might could can`)
)

// conditioned reports whether a verb stands in an if clause, or has one.
func (f *facts) conditioned(i int) bool {
	if f.hasMark(i) {
		return true
	}
	for _, d := range f.dependants(i, "advcl") {
		if f.hasMark(d) {
			return true
		}
	}
	return false
}

func (f *facts) hasMark(i int) bool {
	for _, d := range f.dependants(i, "mark") {
		if w := f.word(d); w == "if" && f.relation(i) != "ccomp" || w == "unless" || w == "until" {
			return true
		}
	}
	return false
}

// progressive reports whether a verb is going on now: "are talking".
func (f *facts) progressive(i int) bool {
	if f.tag(i) != "VBG" || strings.HasPrefix(f.relation(i), "advcl") {
		return false
	}
	for _, d := range f.dependants(i, "aux") {
		if w := f.word(d); w == "is" || w == "are" || w == "'s" || w == "’s" || w == "'re" || w == "’re" || w == "'m" || w == "’m" {
			return true
		}
	}
	return false
}

// asked is what a word above says of the reality of what it governs.
func (f *facts) asked(above, below int) (rapporteur.Realis, bool) {
	lemma := f.lemma(above)
	complement := f.relation(below) != "conj" && !strings.HasPrefix(f.relation(below), "advcl") && !strings.HasPrefix(f.relation(below), "nsubj")
	switch {
	case !complement:
		return "", false
	case requesting[lemma]:
		return rapporteur.Requested, true
	case refusing[lemma]:
		return rapporteur.Denied, true
	case planning[lemma] && f.relation(below) != "obl":
		return rapporteur.Planned, true
	}
	return "", false
}

var (
	requesting = set(`urge demand ask call request appeal insist press push want beg order tell seek demand propose invite suggest must need require plead`)
	refusing   = set(`refuse reject deny decline rule cancel avoid oppose prevent`)
	planning   = set(`agree plan expect intend promise pledge hope prepare schedule due vow decide offer commit threaten aim will set slate ready willing`)
)

// byFactuality reads the reader's own estimate of how certainly a word happened,
// from -3 to 3.
func (f *facts) byFactuality(i int) rapporteur.Realis {
	if i >= len(f.analysis.Factuality) {
		return rapporteur.Happened
	}
	switch v := f.analysis.Factuality[i]; {
	case v < -factualityDenied:
		return rapporteur.Denied
	case v < factualityHappened:
		return rapporteur.Possible
	}
	return rapporteur.Happened
}

// From what factuality on, either way, a word counts as not having happened and as
// having.
const (
	factualityDenied   = 1.5
	factualityHappened = 0.5
)
