package rapporteur

// FactPhrase is words that express one of the record's facts, or a step or a side
// of it, as the reader finds them: the raw form of events, meetings, delegations,
// positions and conditions.
type FactPhrase struct {
	Phrase
	Family Family
	// Label is the value that the family's phrases have: a root type of PLOVER, a
	// Stance, a MeetingStatus; the family's own name where it has but one.
	Label string
	// Attributes are those of the family, the likeliest value of each.
	Attributes []Attribute
	// Arguments are who and what takes part, likelier ones first within a role.
	Arguments []Argument
}

// Family is a sort of phrase; phrases of one family do not overlap.
type Family string

// The families: what an event is named by, what a position asks or refuses, what
// would come about and what it depends on, one step in the life of a meeting, and
// what tells of a delegation.
const (
	AnchorFamily      Family = "anchor"
	PositionFamily    Family = "position"
	OutcomeFamily     Family = "outcome"
	RequirementFamily Family = "requirement"
	MeetingFamily     Family = "meeting"
	DelegationFamily  Family = "delegation"
)

// Attribute is a property of a fact's phrase with the posterior in [0, 1] of its
// value: an anchor's "status", a meeting's "kind", a delegation's "level" and
// "stage", a requirement's "form" and "polarity".
type Attribute struct {
	Name, Value string
	Posterior   float64
}

// Argument is that a mention plays a role in what a phrase expresses.
type Argument struct {
	Role ArgumentRole
	// Mention is its index into Analysis.Mentions.
	Mention   int
	Posterior float64
}

// ArgumentRole is what a mention is to a fact.
type ArgumentRole string

// The roles, each of the families that its comment names.
const (
	ActorRole       ArgumentRole = "actor"       // anchor
	RecipientRole   ArgumentRole = "recipient"   // anchor
	MediatorRole    ArgumentRole = "mediator"    // anchor, meeting
	HostRole        ArgumentRole = "host"        // anchor, meeting
	GuarantorRole   ArgumentRole = "guarantor"   // anchor
	PlaceRole       ArgumentRole = "place"       // anchor, meeting
	PartyRole       ArgumentRole = "party"       // position, meeting, delegation
	HolderRole      ArgumentRole = "holder"      // position, requirement
	TowardRole      ArgumentRole = "toward"      // position
	WaitsRole       ArgumentRole = "waits"       // requirement: whose action it is
	ParticipantRole ArgumentRole = "participant" // meeting
	HeadRole        ArgumentRole = "head"        // delegation
	MemberRole      ArgumentRole = "member"      // delegation
	ExcludedRole    ArgumentRole = "excluded"    // delegation
	DestinationRole ArgumentRole = "destination" // delegation
	SenderRole      ArgumentRole = "sent_by"     // delegation
)

// FactLink ties two phrases of facts, indices into Analysis.Facts.
type FactLink struct {
	Kind FactLinkKind
	// From and To are an outcome and its requirement, or the earlier and the later
	// of two that are the same.
	From, To  int
	Posterior float64
}

// FactLinkKind is how two phrases of facts belong together.
type FactLinkKind string

// The links: an outcome waits for a requirement; two steps tell of one meeting,
// two anchors of one event, two phrases of one delegation, or two sides of
// conditions of one proposition.
const (
	WaitsForLink FactLinkKind = "waits-for"
	SameLink     FactLinkKind = "same"
)
