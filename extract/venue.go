package extract

import (
	"cmp"

	"rapporteur"
)

// settle finds where a meeting is: of the places said a building is the venue, the
// first other one the place.
func (f *facts) settle(m *rapporteur.Meeting, e *encounter) {
	for _, p := range e.places {
		if f.building(p) && e.venue.Empty() {
			e.venue = f.entities[p].Mentions[0].Span
		} else if m.Place == "" {
			m.Place = f.entities[p].ID
		}
	}
	m.Venue = e.venue
	for _, s := range e.steps {
		m.Place = cmp.Or(m.Place, f.where(s.head))
	}
	if m.Place == "" && len(e.places) > 0 {
		m.Place = f.entities[e.places[0]].ID
	}
}

// buildings are the words for what meetings take place in.
var buildings = set(`palace hotel house office hall centre center embassy consulate villa headquarters residence airport mansion
	castle room building ministry chamber base monastery church school ship tent library museum club lodge resort`)

func (f *facts) building(entity int) bool {
	e := f.entities[entity]
	if len(e.Mentions) == 0 {
		return false
	}
	for t, r := 0, f.tokens(e.Mentions[0].Span); r.First+t < r.End; t++ {
		if buildings[f.word(r.First+t)] {
			return true
		}
	}
	return false
}

// house gives meetings the venues that the report names in sentences of their own:
// "The talks will take place at the Tide Palace" is said of the last meeting before
// it that is as far ahead.
func (f *facts) house(found []*encounter) {
	for t := range f.analysis.Tokens {
		verb := f.governor(t)
		if !gatherings[f.lemma(t)] || verb <= t || t == 0 || !backward[f.word(t-1)] || !happening[f.lemma(verb)] {
			continue
		}
		if r := f.relation(t); r != "nsubj" && r != "nsubj:pass" {
			continue
		}
		venue := f.indoors(t)
		for k := len(found) - 1; k >= 0 && !venue.Empty(); k-- {
			e := found[k]
			if e.steps[0].span.Start < venue.Start && manner(e.kind()) == "" && e.ahead() == f.future(t, verb) {
				if e.venue.Empty() {
					e.venue = venue
				}
				break
			}
		}
	}
}

var (
	backward   = set(`the these this those their`)
	gatherings = set(`talk meeting summit negotiation round session conference ceremony`)
	happening  = set(`happen take hold begin open resume start convene continue be`)
)

// future reports whether the words from a subject to its verb say that it is still to
// come.
func (f *facts) future(subject, verb int) bool {
	for t := subject + 1; t < verb; t++ {
		if f.tag(t) == "MD" || f.word(t) == "to" {
			return true
		}
	}
	return false
}

// indoors is the name of a building behind a preposition in the sentence of a token,
// empty where there is none.
func (f *facts) indoors(token int) rapporteur.Span {
	_, end := f.sentence(f.analysis.Tokens[token].Start)
	for t := token + 1; t < end; t++ {
		if !buildings[f.word(t)] {
			continue
		}
		first := t
		for first > token && within[f.tag(first-1)] {
			first--
		}
		if first > token && inside[f.word(first-1)] {
			return f.analysis.Tokens[first].Cover(f.analysis.Tokens[t].Span)
		}
	}
	return rapporteur.Span{}
}

var (
	inside = set(`in at inside on`)
	within = set(`DT NN NNP NNPS JJ PRP$ POS`)
)
