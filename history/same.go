package history

import (
	"rapporteur"
)

// Alike is how much two tellings have in common, from 0 to 1. It depends on the two alone.
func Alike(a, b *Telling) float64 {
	if a.Kind != b.Kind || a.FactMember == b.FactMember {
		return 0
	}
	if a.Merged != "" && a.Merged == b.Merged {
		return 1
	}
	switch a.Kind {
	case rapporteur.StatementFact:
		return statements(a, b)
	case rapporteur.EventFact:
		return events(a, b)
	case rapporteur.MeetingFact:
		return meetings(a, b)
	case rapporteur.DelegationFact:
		return delegations(a, b)
	case rapporteur.PositionFact:
		return positions(a, b)
	case rapporteur.ConditionFact:
		return conditions(a, b)
	}
	return 0
}

// How many days may lie between two reports of one fact. A statement is repeated for
// weeks, a stance lasts for months.
const (
	statementDays  = 45
	eventDays      = 90
	positionDays   = 240
	meetingDays    = 120
	delegationDays = 120
	pastDays       = 400 // between reports that recall a meeting long over
)

// Reach is how many days may lie between two reports of any one fact.
const Reach = pastDays

// within reports whether two reports are at most so many days apart, as far as known.
func within(a, b *Telling, days int) bool {
	return a.At == 0 || b.At == 0 || max(a.At-b.At, b.At-a.At) <= days
}

// sameSide is whether two facts are of the same side: 1 where they are, 0 where not, and
// unknownSide where a report does not say whose it is.
func sameSide(a, b *Telling) float64 {
	part, known := agreement(a.Sides, b.Sides)
	if !known {
		return unknownSide
	}
	return part
}

// unknownSide is what counts for the agreement of sides where one is unknown: the words
// must then be nearly the same.
const unknownSide = 0.6

func statements(a, b *Telling) float64 {
	if a.Negative != b.Negative || !within(a, b, statementDays) {
		return 0
	}
	who := sameSide(a, b)
	if part, known := agreement(a.People, b.People); known {
		who = max(part, 0.9*who*float64(1))
	}
	return who * a.Bag.alike(b.Bag)
}

func events(a, b *Telling) float64 {
	if folded(a) != folded(b) || !within(a, b, eventDays) {
		return 0
	}
	if a.When.known() && b.When.known() && a.When.apart(b.When) > 30 {
		return 0
	}
	who := max(sameSide(a, b))
	if part, known := agreement(a.Others, b.Others); known {
		who *= 0.7 + 0.3*part
	}
	return who * a.Bag.alike(b.Bag)
}

// folded is the type of an event as it is compared: what is agreed upon ahead is a
// meeting planned.
func folded(t *Telling) string {
	if t.Sort == "CONSULT" && t.Label == string(rapporteur.Planned) {
		return "AGREE"
	}
	return t.Sort
}

// over reports whether a meeting was over by a report that lies before the other meeting.
func over(a, b *Telling) bool {
	past := a.Label == string(rapporteur.HeldMeeting) || a.Label == string(rapporteur.FailedMeeting)
	return past && a.At > 0 && b.When.known() && b.When.From > a.At
}

func meetings(a, b *Telling) float64 {
	if !within(a, b, pastDays) || !within(a, b, meetingDays) && !(a.Past && b.Past) || over(a, b) || over(b, a) {
		return 0
	}
	if a.Past != b.Past && !(a.When.known() && b.When.known() && a.When.apart(b.When) == 0) {
		return 0 // a round that one of them recalls
	}
	sides, known := agreement(a.Sides, b.Sides)
	if !known {
		sides, known = agreement(a.People, b.People)
	}
	if !known || sides < 1 {
		return 0
	}
	score := 0.4
	if part, known := agreement(a.Place, b.Place); known {
		score += 0.3*part - 0.1
	}
	if a.When.known() && b.When.known() {
		switch apart := a.When.apart(b.When); {
		case apart == 0:
			score += 0.3
		case apart <= 14 && !a.Past && !b.Past:
			score += 0.15
		case apart > 30:
			score -= 0.4
		}
	}
	if part, known := agreement(a.People, b.People); known {
		score += 0.3*part - 0.15
	}
	if a.Sort != b.Sort {
		score -= 0.1
	}
	return max(0, min(1, score))
}

func delegations(a, b *Telling) float64 {
	if part, known := agreement(a.Sides, b.Sides); !known || part < 1 || !within(a, b, delegationDays) {
		return 0
	}
	score := 0.3
	if part, known := agreement(a.Place, b.Place); known {
		score += 0.3*part - 0.1
	}
	if part, known := agreement(a.People, b.People); known {
		score += 0.4*part - 0.1
	}
	if a.When.known() && b.When.known() {
		switch apart := a.When.apart(b.When); {
		case apart <= 3:
			score += 0.3
		case apart <= 14:
			score += 0.15
		case apart > 30:
			score -= 0.4
		}
	}
	return max(0, min(1, score))
}

func positions(a, b *Telling) float64 {
	if !within(a, b, positionDays) {
		return 0
	}
	score := sameSide(a, b) * a.Bag.alike(b.Bag)
	if asks(a) != asks(b) {
		score *= otherDoer
	}
	if a.Negative != b.Negative && (a.Label == string(rapporteur.Offers) || b.Label == string(rapporteur.Offers)) {
		score *= otherOffer
	}
	return score
}

// otherDoer is what remains of the likeness of two positions where one asks others and
// the other is about what the party does itself.
const otherDoer = 0.6

// otherOffer is what remains where one offers what the other refuses to do: that is mostly
// something else about the same thing, since an offer is seldom taken back.
const otherOffer = 0.75

// asks reports whether a position is about what others are to do.
func asks(t *Telling) bool {
	return t.Label == string(rapporteur.Demands) || t.Label == string(rapporteur.Urges)
}

func conditions(a, b *Telling) float64 {
	if a.Negative != b.Negative || !within(a, b, positionDays) {
		return 0
	}
	return (a.Bag.alike(b.Bag) + a.Need.alike(b.Need)) / 2
}
