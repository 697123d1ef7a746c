package language

import "rapporteur"

// timeWorth is the posterior from which on a time expression is worth finding. It
// is not tuned: for F1 it is best near half of the F1 that is reached (Lipton, Elkan
// & Naryanaswamy 2014).
const timeWorth = 0.35

// times finds the time expressions of a section, in text order, without values.
func (h *heads) times(e emissions, sec rapporteur.TokenRange) []rapporteur.Time {
	rs := h.time.chain.decode(e, h.time.offset, 0)
	out := make([]rapporteur.Time, len(rs))
	for i, r := range rs {
		out[i] = rapporteur.Time{Phrase: r.phrase(sec), Type: rapporteur.TimeType(h.time.kinds[r.kind])}
	}
	return out
}
