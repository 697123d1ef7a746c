package language

import (
	"strings"

	"rapporteur"
)

// factLinks in the order of the link scorer's outputs.
var factLinks = []rapporteur.FactLinkKind{rapporteur.WaitsForLink, rapporteur.SameLink}

const (
	waitsForLink = iota
	sameLink
)

// links are those between the phrases of the section, by their earlier ends.
func (g *arguing) links() []rapporteur.FactLink {
	var out []rapporteur.FactLink
	first := make([]string, len(g.facts))
	for i, f := range g.facts {
		first[i] = strings.ToLower(g.a.Tokens[f.Tokens.First].In(g.text))
	}
	for i := range g.facts {
		probes := [...]probe{g.link.probe(waitsForLink, g.left[i]), g.link.probe(sameLink, g.left[i])}
		for j := range g.facts {
			for link := range factLinks {
				if i == j || !g.linkable(link, i, j) {
					continue
				}
				if q := sigmoid(g.linked(probes[link], link, i, j, first[i] == first[j])); q >= linkWorth {
					out = append(out, rapporteur.FactLink{Kind: factLinks[link], From: g.fact + i, To: g.fact + j, Posterior: q})
				}
			}
		}
	}
	return out
}

func (g *arguing) linked(p probe, link, i, j int, alike bool) float32 {
	a, b := g.facts[i].Tokens, g.facts[j].Tokens
	v := dot(p.vector, g.later[j]) + p.constant
	v += g.link.distance.at(link, bucket(run{first: a.First, end: a.End}, run{first: b.First, end: b.End}))
	if alike {
		v += g.alike[link]
	}
	return v
}

// linkable reports whether a link may lead from phrase i to phrase j.
func (g *arguing) linkable(link, i, j int) bool {
	a, b := &g.facts[i], &g.facts[j]
	gap := max(a.Tokens.First-b.Tokens.End, b.Tokens.First-a.Tokens.End)
	if link == waitsForLink {
		return a.Family == rapporteur.OutcomeFamily && b.Family == rapporteur.RequirementFamily && gap <= argumentReach
	}
	earlier := a.Tokens.First < b.Tokens.First || a.Tokens.First == b.Tokens.First && a.Tokens.End < b.Tokens.End
	return earlier && gap <= sameReach && alikeInKind(a, b)
}

// alikeInKind reports whether two phrases may tell of the same.
func alikeInKind(a, b *rapporteur.FactPhrase) bool {
	if side(a.Family) || side(b.Family) {
		return side(a.Family) && side(b.Family)
	}
	switch a.Family {
	case rapporteur.MeetingFamily, rapporteur.DelegationFamily:
		return a.Family == b.Family
	case rapporteur.AnchorFamily:
		return a.Family == b.Family && a.Label == b.Label
	}
	return false
}

// side reports whether phrases of the family are sides of conditions.
func side(f rapporteur.Family) bool {
	return f == rapporteur.OutcomeFamily || f == rapporteur.RequirementFamily
}
