package gold

import (
	"slices"
	"strings"

	"rapporteur"
)

// Scores says how many of the gold facts the records have, a Count a kind of
// fact, over all reports. The counts of a property are over the facts that were
// found, as Hit of so many.
type Scores struct {
	// Reports is how many of the gold reports had a record.
	Reports int
	// StatementContent counts statements whoever their speaker: one is found
	// when its content and the gold content share at least half of the words of
	// each.
	StatementContent Count
	// Statement counts those of them whose speaker is the same entity too.
	Statement Count
	// Event counts events of the same type of PLOVER whose anchors stand in one
	// sentence and that share an actor or have none; a CONSULT that is planned counts
	// as AGREE. EventStatus counts those with the same status.
	Event, EventStatus Count
	// Actor and Recipient count the entities that events which were found name as such,
	// Party and Participant those of meetings which were found: since one actor in common
	// is enough for an event, only these tell of lists that are too long.
	Actor, Recipient, Party, Participant Count
	// Meeting counts meetings with the same parties, or two of them and of the
	// participants, or the only one, and the same place, day or words of evidence.
	Meeting, MeetingStatus Count
	// Delegation counts those with the same party and the same head, destination or a
	// member.
	Delegation Count
	// Position counts those with the same party, for or against, whose contents share
	// half of the words of the shorter.
	Position Count
	// Condition counts those whose outcomes and requirements each share half of the
	// words of the shorter; ConditionHolder those with the same holder, or none.
	Condition, ConditionHolder Count
	// Time counts time expressions that share a word and have the same value.
	Time Count
	// Entity counts the entities that are no groups: one is found when an entity of
	// the record that means it has its type and, where the gold one says a country,
	// its country. None are given that count as wrong.
	Entity Count
	// Side counts for whose side the entities act, in the gold reports that say it of
	// some: one is found when an entity of the record that means it acts for the same
	// entity. Given are those of them that the record lets act for any.
	Side Count
	// Reliability says how often facts of a confidence are right.
	Reliability Reliability
}

// Row is the counts of one kind of fact or property.
type Row struct {
	Name string
	Count
	// Property says that the count is over the facts found.
	Property bool
}

// Rows are the counts by their names, in the order of the record.
func (s Scores) Rows() []Row {
	return []Row{
		{"statement", s.Statement, false},
		{"statement.content", s.StatementContent, false},
		{"event", s.Event, false},
		{"event.status", s.EventStatus, true},
		{"event.actor", s.Actor, false},
		{"event.recipient", s.Recipient, false},
		{"meeting", s.Meeting, false},
		{"meeting.status", s.MeetingStatus, true},
		{"meeting.party", s.Party, false},
		{"meeting.participant", s.Participant, false},
		{"delegation", s.Delegation, false},
		{"position", s.Position, false},
		{"condition", s.Condition, false},
		{"condition.holder", s.ConditionHolder, true},
		{"time.value", s.Time, false},
	}
}

// Score counts the facts of each record against the gold report of the same
// text, white space aside. A record of another text counts for nothing, and so
// does a gold report without a record.
func Score(reports []Report, records []*rapporteur.Record) Scores {
	var s Scores
	seen := map[*Report]struct{}{}
	for _, record := range records {
		if r := ofText(reports, record.Report.Text); r != nil {
			seen[r] = struct{}{}
			s.add(newComparison(r, record))
		}
	}
	s.Reports = len(seen)
	return s
}

// alike is how many characters two texts must share at the start, if one is
// longer than the other, to be taken for the same: readers differ in how much of
// a page they take for the report.
const alike = 200

// ofText returns the report whose text this is, nil where none is.
func ofText(reports []Report, text string) *Report {
	key := squash(text)
	for i := range reports {
		if squash(reports[i].Text) == key {
			return &reports[i]
		}
	}
	for i := range reports {
		own := squash(reports[i].Text)
		if strings.Contains(key, prefix(own, alike)) || strings.Contains(own, prefix(key, alike)) {
			return &reports[i]
		}
	}
	return nil
}

func squash(text string) string { return strings.Join(strings.Fields(text), " ") }

// prefix is the first n code points of s.
func prefix(s string, n int) string {
	for at := range s {
		if n == 0 {
			return s[:at]
		}
		n--
	}
	return s
}

// comparison is a gold report beside a record of its text.
type comparison struct {
	*Report
	record    *rapporteur.Record
	words     words
	sentences sentences
	named     naming
}

func newComparison(r *Report, record *rapporteur.Record) *comparison {
	return &comparison{r, record, wordsOf(r.Text), sentencesOf(r.Text), names(r, record)}
}

// matches are the pairs of gold facts and given ones of each kind.
type matches struct {
	statements, events, meetings, delegations, positions, conditions []pair
}

func (c *comparison) matches() matches {
	return matches{
		statements:  pairs(c.statements(c.Statements), c.givenStatements(), c.sameStatement),
		events:      pairs(c.events(), c.givenEvents(), c.sameEvent),
		meetings:    pairs(c.meetings(), c.givenMeetings(), c.sameMeeting),
		delegations: pairs(c.Delegations, c.record.Delegations, c.sameDelegation),
		positions:   pairs(c.positions(), c.givenPositions(), c.samePosition),
		conditions:  pairs(c.conditions(), c.givenConditions(), sameCondition),
	}
}

// add counts the facts of a comparison.
func (s *Scores) add(c *comparison) {
	m := c.matches()
	s.Statement.Add(found(m.statements, c.Statements, c.record.Statements))
	s.StatementContent.Add(Match(c.statements(c.Statements), c.givenStatements(), func(g, t statement) bool { return halfOfEach(g.content, t.content) }))
	s.Event.Add(found(m.events, c.Events, c.record.Events))
	s.EventStatus.Add(agreeing(m.events, func(g, t int) bool { return c.Events[g].Status == c.record.Events[t].Status }))
	for _, p := range m.events {
		g, e := c.Events[p.gold], c.record.Events[p.given]
		s.Actor.Add(listed(g.Actors, c.named.all(e.Actors...)))
		s.Recipient.Add(listed(g.Recipients, c.named.all(e.Recipients...)))
	}
	s.Meeting.Add(found(m.meetings, c.Meetings, c.record.Meetings))
	s.MeetingStatus.Add(agreeing(m.meetings, func(g, t int) bool { return c.Meetings[g].Status == c.record.Meetings[t].Status }))
	for _, p := range m.meetings {
		g, e := c.Meetings[p.gold], c.record.Meetings[p.given]
		s.Party.Add(listed(g.Parties, c.named.all(e.Parties...)))
		s.Participant.Add(listed(g.Participants, c.named.all(e.Participants...)))
	}
	s.Delegation.Add(found(m.delegations, c.Delegations, c.record.Delegations))
	s.Position.Add(found(m.positions, c.Positions, c.record.Positions))
	s.Condition.Add(found(m.conditions, c.Conditions, c.record.Conditions))
	s.ConditionHolder.Add(agreeing(m.conditions, func(g, t int) bool {
		return alikeOrNone(c.Conditions[g].Holder, c.named.all(c.record.Conditions[t].Holder...))
	}))
	s.Time.Add(Match(c.times(), c.givenTimes(), func(g, t timeValue) bool { return g.words.shared(t.words) > 0 && g.value == t.value }))
	s.Entity.Add(c.named.found(c.Report))
	s.Side.Add(c.named.sides(c.Report))
	s.Reliability.add(c.verdicts(m))
}

// found is the count of pairs of gold facts and given ones.
func found[G, S any](found []pair, gold []G, given []S) Count {
	return Count{len(found), len(gold), len(given)}
}

// listed counts the names that two lists have in common, each once.
func listed(gold, given []string) Count {
	return Count{common(gold, given), common(gold, gold), common(given, given)}
}

// agreeing is how many of the pairs have a property in common.
func agreeing(found []pair, same func(gold, given int) bool) Count {
	n := 0
	for _, p := range found {
		if same(p.gold, p.given) {
			n++
		}
	}
	return Count{n, len(found), len(found)}
}

// alikeOrNone reports whether two lists of names share one or are both empty.
func alikeOrNone(a, b []string) bool { return len(a)+len(b) == 0 || common(a, b) > 0 }

// common is how many of the names of a, each once, are in b.
func common(a, b []string) (n int) {
	for i, name := range a {
		if slices.Contains(b, name) && !slices.Contains(a[:i], name) {
			n++
		}
	}
	return n
}

// sameNames reports whether two lists hold the same names.
func sameNames(a, b []string) bool {
	return !slices.ContainsFunc(a, func(x string) bool { return !slices.Contains(b, x) }) &&
		!slices.ContainsFunc(b, func(x string) bool { return !slices.Contains(a, x) })
}

// Found is a gold fact, by its index among those of its kind, and the one of a record
// that it was found as.
type Found struct {
	Kind        rapporteur.FactKind
	Gold, Given int
}

// FoundFacts are the gold facts of a report that a record of its text has, by the rules
// of Score.
func FoundFacts(r *Report, record *rapporteur.Record) []Found {
	c := newComparison(r, record)
	var out []Found
	for _, k := range []struct {
		kind  rapporteur.FactKind
		pairs []pair
	}{
		{rapporteur.StatementFact, pairs(c.statements(c.Statements), c.givenStatements(), c.sameStatement)},
		{rapporteur.EventFact, pairs(c.events(), c.givenEvents(), c.sameEvent)},
		{rapporteur.MeetingFact, pairs(c.meetings(), c.givenMeetings(), c.sameMeeting)},
		{rapporteur.DelegationFact, pairs(c.Delegations, c.record.Delegations, c.sameDelegation)},
		{rapporteur.PositionFact, pairs(c.positions(), c.givenPositions(), c.samePosition)},
		{rapporteur.ConditionFact, pairs(c.conditions(), c.givenConditions(), sameCondition)},
	} {
		for _, p := range k.pairs {
			out = append(out, Found{k.kind, p.gold, p.given})
		}
	}
	return out
}
