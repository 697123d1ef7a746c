package language

import (
	"strings"

	"rapporteur"
)

// eventWorth is the posterior from which on a word that is no verb names an
// event.
const eventWorth = 0.5

// events are the words of a section that name what happens, with how certain it
// is said to have happened. Every verb but an auxiliary or copula is one.
func (h *heads) events(a *rapporteur.Analysis, e emissions, sec rapporteur.TokenRange) []rapporteur.EventWord {
	var out []rapporteur.EventWord
	for i := range e.words {
		t := sec.First + i
		s := e.at(i, h.event, 2)
		posterior := sigmoid(s[1] - s[0])
		if posterior >= eventWorth || isFullVerb(a, t) {
			score := float64(e.at(i, h.factuality, 1)[0])
			out = append(out, rapporteur.EventWord{Token: t, Posterior: posterior, Factuality: min(max(score, -3), 3)})
		}
	}
	return out
}

// isFullVerb reports a verb that carries a clause's meaning.
func isFullVerb(a *rapporteur.Analysis, t int) bool {
	relation := a.Tree[t].Relation
	return strings.HasPrefix(a.Tags[t], "VB") && relation != "cop" && !strings.HasPrefix(relation, "aux")
}
