package language

import (
	"strings"

	"rapporteur"
)

// eventWorth is the posterior from which on a word that is no verb names an
// event: at 0.5, 12 % of the words that UW's annotators scored are passed over, at
// 0.3 9 %, at 0.1 5 %.
const eventWorth = 0.3

// factual scores every word of a section.
func (h *heads) factual(e emissions) []float64 {
	out := make([]float64, e.words)
	for i := range out {
		out[i] = min(max(float64(e.at(i, h.factuality, 1)[0]), -3), 3)
	}
	return out
}

// events are the words of a section that name what happens: nouns, verbs and
// adjectives. Every verb but an auxiliary or copula is one.
func (h *heads) events(a *rapporteur.Analysis, e emissions, sec rapporteur.TokenRange) []rapporteur.EventWord {
	var out []rapporteur.EventWord
	for i := range e.words {
		t := sec.First + i
		s := e.at(i, h.event, 2)
		if p := sigmoid(s[1] - s[0]); p >= eventWorth && isOpenClass(a.Tags[t]) || isFullVerb(a, t) {
			out = append(out, rapporteur.EventWord{Token: t, Posterior: p, Factuality: a.Factuality[t]})
		}
	}
	return out
}

// isFullVerb reports a verb that carries a clause's meaning.
func isFullVerb(a *rapporteur.Analysis, t int) bool {
	relation := a.Tree[t].Relation
	return strings.HasPrefix(a.Tags[t], "VB") && relation != "cop" && !strings.HasPrefix(relation, "aux")
}

// isOpenClass reports the tag of a noun, verb or adjective.
func isOpenClass(tag string) bool {
	return strings.HasPrefix(tag, "NN") || strings.HasPrefix(tag, "VB") || strings.HasPrefix(tag, "JJ")
}
