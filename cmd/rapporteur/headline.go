package main

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur"
	"rapporteur/store"
)

// The edges of a fact in a list by day: of its first line behind the day, and of those
// below it.
const (
	dayEdge  = "              "
	deepEdge = dayEdge + "  "
)

// headLine writes a fact of any kind: its day, what it says, and what somebody of a name
// is in it where that is not said.
func (p *page) headLine(h *store.Head, name string) {
	p.dayLine(h, told(p.headWords(h), said(strings.Join(rolesIn(h, name, named(h.Kind)...), ", "))))
}

// dayLine writes the line of a fact behind its day, and under it what was decided.
func (p *page) dayLine(h *store.Head, line []run) {
	s := standing{Head: h}
	p.fill("", dayEdge, slices.Concat([]run{s.mark(h.Confidence, "  "), {cmp.Or(h.Day, "undated   ") + "  ", faint}}, told(line, said(support(h)), said(called(h)))))
	for _, told := range s.told() {
		p.fill(dayEdge, deepEdge, told)
	}
}

// sameAs writes under a fact that an analyst merged another with it, and what was decided
// of that one.
func (p *page) sameAs(h *store.Head) {
	p.fill(dayEdge, deepEdge, told(label("the same as ", called(h), plain), said(cmp.Or(h.Report.Outlet, h.Report.Title))))
	for _, told := range (standing{Head: h}).told() {
		p.fill(deepEdge, deepEdge+"  ", told)
	}
}

// headWords is what a fact says.
func (p *page) headWords(h *store.Head) []run {
	who := []run{{cmp.Or(enumerated(printed(h.Named(leading(h.Kind)...))), printable(h.Who), "unnamed"), someone}}
	quoted := run{inQuotes(inFew(h.Words)), plain}
	switch h.Kind {
	case store.StatementKind:
		return told(append(who, run{": ", faint}, run{inFew(h.Words), plain}), p.those("to ", h, store.AddresseeRole))
	case store.PositionKind:
		stance := rapporteur.Stance(h.Label)
		return told(append(who, run{" " + string(stance), stanceStyle(stance)}, run{": ", faint}, quoted),
			p.those(toward(stance), h, rapporteur.TowardRole), p.those("voiced by ", h, rapporteur.HolderRole))
	case store.MeetingKind:
		status := rapporteur.MeetingStatus(h.Label)
		return told(append(who, run{" —" + fixed, faint}, run{state(status), statusStyle(status)}), p.those("in ", h, rapporteur.PlaceRole),
			p.those("mediated by ", h, rapporteur.MediatorRole), p.those("hosted by ", h, rapporteur.HostRole))
	case store.DelegationKind:
		return told(append(who, p.those(" —"+fixed+"led by ", h, rapporteur.HeadRole)...), p.those("to ", h, rapporteur.DestinationRole))
	case store.ConditionKind:
		return told([]run{{inFew(h.Topic), plain}, {" " + strings.ReplaceAll(h.Label, "_", " ") + " ", faint}, quoted},
			p.those("up to ", h, rapporteur.WaitsRole), p.those("according to ", h, rapporteur.HolderRole))
	}
	what := append(who, run{" —" + fixed, faint}, quoted)
	if whom := p.those("", h, rapporteur.RecipientRole); len(whom) > 0 {
		what = append(append(what, run{" →" + fixed, faint}), whom...)
	}
	return told(what, said(h.Label), p.those("in ", h, rapporteur.PlaceRole))
}

// those are who takes part in a role, behind what introduces them.
func (p *page) those(before string, h *store.Head, role rapporteur.ArgumentRole) []run {
	return label(before, enumerated(printed(h.Named(role))), plain)
}

// inFew is words in about a line.
func inFew(words string) string { return shorten(bare(words), longestPhrase) }

// leading are the roles of those whose fact one of a kind is.
func leading(kind store.Kind) []rapporteur.ArgumentRole {
	switch kind {
	case store.StatementKind:
		return []rapporteur.ArgumentRole{store.SpeakerRole}
	case store.EventKind:
		return []rapporteur.ArgumentRole{rapporteur.ActorRole}
	case store.MeetingKind, store.DelegationKind, store.PositionKind:
		return []rapporteur.ArgumentRole{rapporteur.PartyRole}
	}
	return []rapporteur.ArgumentRole{rapporteur.HolderRole}
}

// named are the roles of those whom headWords names.
func named(kind store.Kind) []rapporteur.ArgumentRole {
	beside := map[store.Kind][]rapporteur.ArgumentRole{
		store.StatementKind:  {store.AddresseeRole},
		store.PositionKind:   {rapporteur.TowardRole, rapporteur.HolderRole},
		store.MeetingKind:    {rapporteur.PlaceRole, rapporteur.MediatorRole, rapporteur.HostRole},
		store.DelegationKind: {rapporteur.HeadRole, rapporteur.DestinationRole},
		store.ConditionKind:  {rapporteur.WaitsRole},
		store.EventKind:      {rapporteur.RecipientRole, rapporteur.PlaceRole},
	}
	return append(leading(kind), beside[kind]...)
}

// rolesIn are what somebody is in a fact, but for some roles.
func rolesIn(h *store.Head, name string, but ...rapporteur.ArgumentRole) []string {
	var roles []string
	for _, part := range h.Participants {
		as := strings.ReplaceAll(string(part.As), "_", " ")
		if part.Name == name && !slices.Contains(but, part.As) && !slices.Contains(roles, as) {
			roles = append(roles, as)
		}
	}
	return roles
}

// called is the name of a fact on a page.
func called(h *store.Head) string { return strings.Replace(h.Name(), "/", "/"+glue, 1) }
