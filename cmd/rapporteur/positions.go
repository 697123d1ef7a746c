package main

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur"
	"rapporteur/view"
)

// issue is what positions are taken on.
type issue struct {
	// name is in the words of the first position on it.
	name string
	// core are the words that all positions on it share.
	core      map[string]bool
	positions []rapporteur.Position
	sides     map[string]bool
}

// issues groups positions by what they are about: two are about the same where
// the content words of one issue all stand in the other ("ceasefire", "immediate
// 30-day ceasefire"), unless they are those of any negotiation. Issues on which more sides have a position come first.
func issues(positions []rapporteur.Position, c cast) []*issue {
	var out []*issue
	for _, p := range positions {
		core := view.IssueWords(p.Issue)
		i := slices.IndexFunc(out, func(i *issue) bool { return view.SameIssue(core, i.core) })
		if i < 0 {
			out = append(out, &issue{p.Issue, core, nil, map[string]bool{}})
			i = len(out) - 1
		}
		if len(core) < len(out[i].core) {
			out[i].core = core
		}
		out[i].positions = append(out[i].positions, p)
		out[i].sides[c.side(p.Party)] = true
	}
	slices.SortStableFunc(out, func(a, b *issue) int { return cmp.Compare(len(b.sides), len(a.sides)) })
	for _, i := range out {
		i.sort(c)
	}
	return out
}

// sort brings the positions of each side together, sides in the order of their
// first position.
func (i *issue) sort(c cast) {
	order := map[string]int{}
	for _, p := range i.positions {
		if _, seen := order[c.side(p.Party)]; !seen {
			order[c.side(p.Party)] = len(order)
		}
	}
	slices.SortStableFunc(i.positions, func(a, b rapporteur.Position) int {
		return cmp.Compare(order[c.side(a.Party)], order[c.side(b.Party)])
	})
}

// positions writes who stands where: issue by issue where there are several
// positions on one, then the others.
func (p *page) positions() {
	for _, i := range issues(p.record.Positions, p.cast) {
		if len(i.positions) == 1 {
			p.position(0, i.positions[0], "")
			continue
		}
		name := shorten(bare(i.name), longestPhrase)
		p.item(0, 1, []run{{name, plain}})
		for _, s := range i.positions {
			p.position(indent/2, s, name)
		}
	}
}

// position is the line "side demands: the words · of another · voiced by somebody ·
// when", under its issue where that has a heading. The words are left out where
// they are the heading's own; an issue that they do not name stands before them.
func (p *page) position(left int, s rapporteur.Position, heading string) {
	line := append(p.party(s.Party), run{" " + cmp.Or(string(s.Stance), "has a position"), stanceStyle(s.Stance)})
	words := p.quoted(s.Content, longestContent)
	name := shorten(bare(s.Issue), longestPhrase)
	switch core := view.IssueWords(name); {
	case heading != "" && strings.EqualFold(p.words(s.Content, longestContent), heading):
	case heading == "" && words != "" && len(core) > 0 && !view.Within(core, view.IssueWords(words)):
		line = append(line, run{" " + name + ": " + words, plain})
	case words != "":
		line = append(line, run{": " + words, plain})
	case heading == "":
		line = append(line, label(": ", name, plain)...)
	}
	p.fact(left, s.ID, s.Confidence, told(
		line, label(toward(s.Stance), p.cast.names(s.Toward), plain),
		label("voiced by ", p.other(s.Holder, s.Party), faint), said(moment(s.Time)),
	))
	p.proof(left, s.Evidence)
}

// toward is what ties a stance to those to whom it is addressed.
func toward(s rapporteur.Stance) string {
	switch s {
	case rapporteur.Demands:
		return "of "
	case rapporteur.Accepts, rapporteur.Rejects, rapporteur.Seeks:
		return "from "
	}
	return "to "
}

func stanceStyle(s rapporteur.Stance) style {
	switch {
	case s.Against():
		return adverse
	case s == rapporteur.Accepts:
		return favourable
	}
	return plain
}
