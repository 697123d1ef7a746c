package main

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur"
)

// events writes who did what to whom.
func (p *page) events() {
	for _, e := range p.record.Events {
		p.event(e)
	}
}

// event is the line "actor — “words” → recipient · type · status · when · where".
func (p *page) event(e rapporteur.Event) {
	who := p.cast.names(e.Actors)
	line := append([]run{{cmp.Or(who, "unnamed"), someone}, {" —" + fixed, faint}}, run{p.quoted(e.Anchor, longestPhrase), plain})
	if who == "" {
		line[0].style = faint
	}
	if whom := p.cast.names(e.Recipients); whom != "" {
		line = append(line, run{" →" + fixed, faint}, run{whom, someone})
	}
	p.fact(0, e.ID, e.Confidence, told(
		line, said(plover(e)), label("", string(e.Status), realisStyle(e.Status)), said(moment(e.Time)),
		label("in ", p.cast.name(e.Place), faint), p.thirdParties(e), p.account(e),
	))
	p.proof(0, e.Evidence)
}

// account is by whom the report knows of an event, where it does not say it itself.
func (p *page) account(e rapporteur.Event) []run {
	s := p.cast.statements[e.SaidBy]
	if s != nil && slices.ContainsFunc(s.Speaker, func(id string) bool { return slices.Contains(e.Actors, id) }) {
		return said("by own account")
	}
	return p.according(e.SaidBy)
}

// plover is the type of an event with its mode and contexts.
func plover(e rapporteur.Event) string {
	finer := slices.DeleteFunc(append([]string{e.Mode}, e.Context...), func(s string) bool { return s == "" })
	if len(finer) == 0 {
		return e.Type
	}
	return e.Type + " (" + strings.Join(finer, ", ") + ")"
}

func realisStyle(r rapporteur.Realis) style {
	switch r {
	case rapporteur.Happened, rapporteur.Ongoing:
		return favourable
	case rapporteur.Denied:
		return adverse
	}
	return plain
}

// thirdParties are those who take part beside actors and recipients, by their
// roles.
func (p *page) thirdParties(e rapporteur.Event) []run {
	var facts [][]run
	for _, role := range []struct {
		role  rapporteur.ArgumentRole
		words string
	}{{rapporteur.MediatorRole, "mediated by "}, {rapporteur.HostRole, "hosted by "}, {rapporteur.GuarantorRole, "guaranteed by "}} {
		var ids []string
		for _, t := range e.ThirdParties {
			if t.Role == role.role {
				ids = append(ids, t.Entity)
			}
		}
		facts = append(facts, label(role.words, p.cast.names(ids), faint))
	}
	return told(facts...)
}
