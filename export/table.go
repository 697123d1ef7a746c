package export

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"rapporteur"
)

func (r *reading) origin() origin {
	return origin{r.Report.ID, published(r.Report), r.Report.Outlet}
}

func (r *reading) identity(kind rapporteur.FactKind, id, value string) identity {
	return identity{r.origin(), r.fact(id), r.Standings[FactID{kind, id}].Key, r.day(value)}
}

func (r *reading) support(kind rapporteur.FactKind, f rapporteur.Fact) support {
	s := r.Standings[FactID{kind, f.ID}]
	out := support{
		Evidence: r.points.words(f.Evidence...), EvidenceSpans: r.points.ranges(f.Evidence), Confidence: rounded(f.Confidence, 1000),
		Version: r.Version, Decision: s.Decision, DecidedBy: s.By, DecidedWhy: s.Why, Merged: s.Merged, Kept: s.Kept,
	}
	if !s.At.IsZero() {
		out.DecidedAt = s.At.Format(time.RFC3339)
	}
	if j := s.Joined; j != nil {
		out.Joined, out.FirstReported, out.DisputedBy = j.ID, j.FirstReported, deniers(j)
		out.Reports, out.Origins = int32(j.Reports), int32(j.Origins)
	}
	return out
}

// deniers are those who say that a fact is not so.
func deniers(j *rapporteur.JoinedFact) []string {
	var out []string
	for _, d := range j.Disputed {
		for _, who := range d.Who {
			if !slices.Contains(out, who) {
				out = append(out, who)
			}
		}
	}
	return out
}

func (r *reading) reportRows() []reportRow {
	d := r.Report
	return []reportRow{{
		Report: d.ID, Title: d.Title, URL: d.URL, Outlet: d.Outlet, Byline: d.Byline, Published: published(d), Language: d.Language,
		Characters: int32(r.points.at(len(d.Text))), Statements: int32(len(r.Statements)), Events: int32(len(r.Events)),
		Meetings: int32(len(r.Meetings)), Delegations: int32(len(r.Delegations)), Positions: int32(len(r.Positions)),
		Conditions: int32(len(r.Conditions)), Deadlocks: int32(len(r.Deadlocks)), Version: r.Version,
	}}
}

func (r *reading) statementRows() []statementRow {
	return each(r.Statements, func(s rapporteur.Statement) statementRow {
		return statementRow{
			identity: r.identity(rapporteur.StatementFact, s.ID, s.Time), Kind: string(s.Kind), Act: string(s.Act),
			Speaker: r.names(s.Speaker), SpeakerIDs: s.Speaker, Addressee: r.names(s.Addressee), AddresseeIDs: s.Addressee,
			Source: r.points.words(s.Source...), SourceSpans: r.points.ranges(s.Source),
			Cue: r.points.words(s.Cue...), CueSpans: r.points.ranges(s.Cue),
			Content: r.points.words(s.Content...), ContentSpans: r.points.ranges(s.Content), Within: r.link(s.Within),
			Chain: each(s.Chain, func(s rapporteur.Span) string { return r.points.words(s) }), Time: s.Time,
			support: r.support(rapporteur.StatementFact, rapporteur.Fact{ID: s.ID, Evidence: s.Evidence, Confidence: s.Confidence}),
		}
	})
}

func (r *reading) eventRows() []eventRow {
	return each(r.Events, func(e rapporteur.Event) eventRow {
		return eventRow{
			identity: r.identity(rapporteur.EventFact, e.ID, e.Time), Type: e.Type, Mode: e.Mode, Context: e.Context, CAMEO: e.CAMEO,
			Status: string(e.Status), Actors: r.names(e.Actors), ActorIDs: e.Actors, Recipients: r.names(e.Recipients), RecipientIDs: e.Recipients,
			Mediators: r.third(e, rapporteur.MediatorRole), Hosts: r.third(e, rapporteur.HostRole),
			Guarantors: r.third(e, rapporteur.GuarantorRole), Place: r.name(e.Place), PlaceID: e.Place, Time: e.Time, SaidBy: r.link(e.SaidBy),
			Anchor: r.points.words(e.Anchor...), AnchorSpans: r.points.ranges(e.Anchor), support: r.support(rapporteur.EventFact, e.Fact),
		}
	})
}

// third are the names of an event's third parties in a role.
func (r *reading) third(e rapporteur.Event, role rapporteur.ArgumentRole) []string {
	var out []string
	for _, t := range e.ThirdParties {
		if t.Role == role {
			out = append(out, r.name(t.Entity))
		}
	}
	return out
}

func (r *reading) meetingRows() []meetingRow {
	return each(r.Meetings, func(m rapporteur.Meeting) meetingRow {
		return meetingRow{
			identity: r.identity(rapporteur.MeetingFact, m.ID, m.Time), Kind: string(m.Kind), Status: string(m.Status), Outcome: string(m.Outcome),
			Parties: r.names(m.Parties), PartyIDs: m.Parties, Participants: r.names(m.Participants), ParticipantIDs: m.Participants,
			Hosts: r.names(m.Hosts), Mediators: r.names(m.Mediators), Delegations: r.facts(m.Delegations...),
			Venue: r.points.words(m.Venue), Place: r.name(m.Place), PlaceID: m.Place, Time: m.Time,
			Topic: r.points.words(m.Topic...), TopicSpans: r.points.ranges(m.Topic), Steps: int32(len(m.Life)),
			support: r.support(rapporteur.MeetingFact, m.Fact),
		}
	})
}

func (r *reading) stepRows() []stepRow {
	var out []stepRow
	for _, m := range r.Meetings {
		for i, s := range m.Life {
			out = append(out, stepRow{
				identity: r.identity(rapporteur.MeetingFact, m.ID, s.Time), Step: int32(i + 1), Status: string(s.Status), Time: s.Time,
				SaidBy: r.link(s.SaidBy), Parties: r.names(m.Parties), Evidence: r.points.words(s.Evidence...),
				EvidenceSpans: r.points.ranges(s.Evidence), Decision: r.Standings[FactID{rapporteur.MeetingFact, m.ID}].Decision,
			})
		}
	}
	return out
}

func (r *reading) delegationRows() []delegationRow {
	return each(r.Delegations, func(d rapporteur.Delegation) delegationRow {
		return delegationRow{
			identity: r.identity(rapporteur.DelegationFact, d.ID, d.Time), Party: r.name(d.Party), PartyID: d.Party, Head: r.name(d.Head), HeadID: d.Head,
			Members: r.names(d.Members), MemberIDs: d.Members, Excluded: r.names(d.Excluded), ExcludedIDs: d.Excluded,
			Level: string(d.Level), LevelWords: r.points.words(d.LevelWords), SentBy: r.name(d.SentBy), SentByID: d.SentBy,
			Destination: r.name(d.Destination), DestinationID: d.Destination, Status: string(d.Status), Time: d.Time,
			Meeting: r.link(d.Meeting), support: r.support(rapporteur.DelegationFact, d.Fact),
		}
	})
}

func (r *reading) positionRows() []positionRow {
	return each(r.Positions, func(p rapporteur.Position) positionRow {
		return positionRow{
			identity: r.identity(rapporteur.PositionFact, p.ID, p.Time), Party: r.name(p.Party), PartyID: p.Party, Holder: r.name(p.Holder), HolderID: p.Holder,
			Stance: string(p.Stance), Issue: p.Issue, Content: r.points.words(p.Content...), ContentSpans: r.points.ranges(p.Content),
			Toward: r.names(p.Toward), TowardIDs: p.Toward, Time: p.Time, Statement: r.link(p.Statement),
			support: r.support(rapporteur.PositionFact, p.Fact),
		}
	})
}

func (r *reading) conditionRows() []conditionRow {
	return each(r.Conditions, func(c rapporteur.Condition) conditionRow {
		return conditionRow{
			identity: r.identity(rapporteur.ConditionFact, c.ID, c.Deadline),
			Outcome:  r.points.words(c.Outcome...), OutcomeSpans: r.points.ranges(c.Outcome),
			Requirement: r.points.words(c.Requirement...), RequirementSpans: r.points.ranges(c.Requirement),
			Form: string(c.Form), Polarity: polarity(c), Holder: r.names(c.Holder), HolderIDs: c.Holder, Waits: r.names(c.Waits), WaitsIDs: c.Waits,
			Deadline: c.Deadline, Statement: r.link(c.Statement), Met: string(c.Met), OutcomeProposition: c.OutcomeProposition,
			RequirementProposition: c.RequirementProposition, Deadlocks: r.deadlocks(c.ID), support: r.support(rapporteur.ConditionFact, c.Fact),
		}
	})
}

// deadlocks are the numbers of those that a condition is part of.
func (r *reading) deadlocks(condition string) []string {
	var out []string
	for i, cycle := range r.Deadlocks {
		for _, id := range cycle {
			if id == condition {
				out = append(out, strconv.Itoa(i+1))
				break
			}
		}
	}
	return out
}

func (r *reading) entityRows() []entityRow {
	return each(r.Entities, func(e rapporteur.Entity) entityRow {
		row := entityRow{
			origin: r.origin(), Entity: e.ID, Name: e.Name, Type: string(e.Type), Country: e.Country, KB: e.KB,
			Party: r.name(e.Party), PartyID: e.Party, Roles: each(e.Roles, roleWords), Mentions: int32(len(e.Mentions)),
			Names: r.wordings(e), Confidence: rounded(e.Confidence, 1000),
		}
		if e.At != nil {
			row.Latitude, row.Longitude = &e.At.Latitude, &e.At.Longitude
		}
		return row
	})
}

// roleWords are a role as people write it: "mayor of Skarv (2029-01-01 to 2031)".
func roleWords(role rapporteur.Role) string {
	out := role.Title
	if role.Of != "" {
		out += " of " + role.Of
	}
	if role.From != "" || role.To != "" {
		out += " (" + strings.TrimSpace(role.From+" to "+role.To) + ")"
	}
	return out
}

// wordings are the different words by which a report names an entity, pronouns apart.
func (r *reading) wordings(e rapporteur.Entity) []string {
	var out []string
	seen := map[string]bool{}
	for _, m := range e.Mentions {
		if said := r.points.words(m.Span); m.Form != rapporteur.PronounForm && !seen[said] {
			seen[said] = true
			out = append(out, said)
		}
	}
	return out
}

func (r *reading) timeRows() []timeRow {
	return each(r.Times, func(t rapporteur.TimeExpression) timeRow {
		at := r.points.ranges([]rapporteur.Span{t.Span})[0]
		row := timeRow{
			origin: r.origin(), Start: at.Start, End: at.End, Text: r.points.words(t.Span), Type: string(t.Type), Value: t.Value,
			Day: rapporteur.FirstDay(t.Value),
		}
		switch {
		case t.Published:
			row.Anchor = "published"
		case !t.From.Empty():
			row.Anchor = r.points.ranges([]rapporteur.Span{t.From})[0].String()
		}
		return row
	})
}
