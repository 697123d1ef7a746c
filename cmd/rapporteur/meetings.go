package main

import (
	"slices"
	"strings"

	"rapporteur"
)

// meetings writes each meeting with its state and its life.
func (p *page) meetings() {
	for _, m := range p.record.Meetings {
		p.meeting(m)
	}
}

// meeting is the line "sides — talks, expected · when · where", under it the steps
// of its life and what else is known of it.
func (p *page) meeting(m rapporteur.Meeting) {
	c := p.cast
	p.fact(0, m.ID, m.Confidence, told(
		slices.Concat(p.table(m), said(" —"+fixed+kind(m.Kind)+", "), label("", state(m.Status), statusStyle(m.Status))),
		said(moment(m.Time)), label("", p.where(m), plain),
	))
	p.life(m)
	p.under(0, told(
		label("taking part: ", p.participants(m), plain), label("hosted by ", c.names(m.Hosts), plain),
		label("mediated by ", c.names(m.Mediators), plain), label("about ", p.words(m.Topic, longestPhrase), plain),
		outcome(m.Outcome),
	))
	p.proof(0, apart(m.Evidence, evidenceOf(m.Life)))
}

// table is who meets: the sides, else the persons.
func (p *page) table(m rapporteur.Meeting) []run {
	for _, ids := range [][]string{m.Parties, m.Participants} {
		if names := p.cast.names(ids); names != "" {
			return []run{{names, someone}}
		}
	}
	return said("unnamed")
}

// participants are the persons who meet, where the line above names the sides.
func (p *page) participants(m rapporteur.Meeting) string {
	if p.cast.names(m.Parties) == "" {
		return ""
	}
	return p.cast.names(m.Participants)
}

// where is the place of a meeting and the building or room.
func (p *page) where(m rapporteur.Meeting) string {
	place, venue := p.cast.name(m.Place), ""
	if !m.Venue.Empty() {
		venue = p.words([]rapporteur.Span{m.Venue}, longestPhrase)
	}
	if place != "" && venue != "" && place != venue {
		return place + ", " + venue
	}
	return place + strings.TrimPrefix(venue, place)
}

// life is the steps that a meeting went through, in one line, or with the evidence
// of each under it. A single step that says no more than the line above is left out.
func (p *page) life(m rapporteur.Meeting) {
	if p.evidence {
		for _, s := range m.Life {
			p.under(0, p.step(s))
			p.proof(indent, s.Evidence)
		}
		return
	}
	if len(m.Life) < 2 && (len(m.Life) == 0 || m.Life[0].SaidBy == "") {
		return
	}
	var line []run
	for i, s := range m.Life {
		if i > 0 {
			line = append(line, run{" →" + fixed, faint})
		}
		line = append(line, p.step(s)...)
	}
	p.under(0, line)
}

// step is "postponed (3 July 2025, according to X)".
func (p *page) step(s rapporteur.MeetingStep) []run {
	line := []run{{state(s.Status), statusStyle(s.Status)}}
	told := slices.DeleteFunc([]string{moment(s.Time), joined(p.according(s.SaidBy))}, func(s string) bool { return s == "" })
	if len(told) > 0 {
		line = append(line, run{" (" + strings.Join(told, ", ") + ")", faint})
	}
	return line
}

func evidenceOf(life []rapporteur.MeetingStep) []rapporteur.Span {
	var spans []rapporteur.Span
	for _, s := range life {
		spans = append(spans, s.Evidence...)
	}
	return spans
}

// kind is a kind of meeting in words.
func kind(k rapporteur.MeetingKind) string {
	switch k {
	case "":
		return "meeting"
	case rapporteur.Bilateral:
		return "bilateral meeting"
	}
	return string(k)
}

// state is a state of a meeting in words.
func state(s rapporteur.MeetingStatus) string {
	if s == "" {
		return "unknown"
	}
	return strings.ReplaceAll(string(s), "_", " ")
}

func statusStyle(s rapporteur.MeetingStatus) style {
	switch s {
	case rapporteur.HeldMeeting, rapporteur.UnderWayMeeting:
		return favourable
	case rapporteur.FailedMeeting, rapporteur.CancelledMeeting, rapporteur.RefusedMeeting:
		return adverse
	}
	return plain
}

// outcome is what a meeting came to in words.
func outcome(o rapporteur.MeetingOutcome) []run {
	switch o {
	case rapporteur.AgreementReached:
		return label("", "ended in agreement", favourable)
	case rapporteur.PartlyReached:
		return label("", "ended in agreement in part", favourable)
	case rapporteur.NothingReached:
		return label("", "ended without agreement", adverse)
	}
	return nil
}
