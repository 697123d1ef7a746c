package rapporteur

// Record is what one report says about a negotiation, each fact tied to the
// words that say it.
type Record struct {
	Report *Document
	// Entities are those who take part, by their first mention.
	Entities []Entity
	// Times are the words of the report that say when, how long or how often, in
	// text order.
	Times      []TimeExpression
	Statements []Statement
	// Events to Conditions are in text order of their first evidence.
	Events      []Event
	Meetings    []Meeting
	Delegations []Delegation
	Positions   []Position
	Conditions  []Condition
	// Deadlocks are the cycles in what waits for what, each the IDs of its
	// conditions in order, the one first in the text before the others.
	Deadlocks [][]string
}

// TimeExpression is words that say when, how long or how often, in the sense of
// TIMEX3 (ISO-TimeML, ISO 24617-1).
type TimeExpression struct {
	Span
	Type TimeType
	// Value is the TIMEX3 value, unanchored ("XXXX-05-15") where the report does
	// not say from what to compute it, empty where the words say no value.
	Value string
	// Published says that the value was computed from the day of publication; From
	// is the other expression that it was computed from, empty where there is none.
	Published bool
	From      Span
}

// Statement is who said what.
type Statement struct {
	Fact
	Kind Kind
	Act  Act
	// Source, Cue and Content are spans in text order. Content includes its
	// quotation marks; several spans are one discontinuous passage.
	Source, Cue, Content []Span
	// Speaker are the IDs of the entities that say it, several where they speak
	// jointly; Addressee of those to whom. Empty where unknown.
	Speaker, Addressee []string
	// Within is the ID of the statement whose content contains this one.
	Within string
	// Chain is the words for those through whom the content came, the one who
	// says it here first: "X, citing Y, said" gives X, Y.
	Chain []Span
	// Time is the TIMEX3 value of when it was said, empty where unknown.
	Time string
}

// Kind says how much of a statement's content stands in quotation marks.
type Kind string

// The kinds of statement: all of the content in quotation marks, none, or some.
const (
	Direct   Kind = "direct"
	Indirect Kind = "indirect"
	Mixed    Kind = "mixed"
)

// Act is what is reported to have been done with the content.
type Act string

// The acts: speech or writing, and belief, intention or fear.
const (
	Say   Act = "say"
	Think Act = "think"
)

// Fact is what every fact of a record has.
type Fact struct {
	// ID is unique in the record and the same whenever the same version reads the
	// same report.
	ID string
	// Evidence is the spans of the report that say the fact.
	Evidence []Span
	// Confidence in [0, 1]: of the facts marked 0.8 about 80 % are right.
	Confidence float64
}

// Event is who did what to whom, coded by PLOVER (Halterman et al. 2023).
type Event struct {
	Fact
	// Type is a root type of PLOVER ("CONSULT"), Mode its mode and Context its
	// contexts in PLOVER's spelling, CAMEO the nearest code of CAMEO 1.1b3.
	Type, Mode string
	Context    []string
	CAMEO      string
	// Anchor is the words that name it, several where the report returns to it.
	Anchor []Span
	// Actors and Recipients are the IDs of entities.
	Actors, Recipients []string
	ThirdParties       []ThirdParty
	// Place is the ID of an entity, Time a TIMEX3 value; empty where unknown.
	Place, Time string
	Status      Realis
	// SaidBy is the ID of the statement in whose content it stands, empty where the
	// report itself asserts it.
	SaidBy string
}

// ThirdParty is an entity that takes part in an event beside actors and
// recipients, by its ID, as mediator, host or guarantor.
type ThirdParty struct {
	Entity string
	Role   ArgumentRole
}

// Realis is whether an event is said to have come about.
type Realis string

// The values of realis.
const (
	Happened         Realis = "happened"
	Ongoing          Realis = "ongoing"
	Planned          Realis = "planned"
	Possible         Realis = "possible"
	ConditionalEvent Realis = "conditional"
	Requested        Realis = "requested"
	Denied           Realis = "denied"
)

// Meeting is one meeting through its life.
type Meeting struct {
	Fact
	Kind MeetingKind
	// Parties are the IDs of the sides, Participants of persons, Delegations of the
	// record's delegations.
	Parties, Participants, Delegations []string
	Hosts, Mediators                   []string
	// Venue is the words for the building or room; Place the ID of an entity, Time
	// a TIMEX3 value. Empty where unknown.
	Venue       Span
	Place, Time string
	Topic       []Span
	Outcome     MeetingOutcome
	// Status is that of the last step of Life, which has at least one.
	Status MeetingStatus
	Life   []MeetingStep
}

// MeetingStep is one step in the life of a meeting.
type MeetingStep struct {
	Status MeetingStatus
	// Time is the TIMEX3 value of when it is, was or was to be; empty where unknown.
	Time     string
	Evidence []Span
	// SaidBy is the ID of the statement that says so, empty where the report does.
	SaidBy string
}

// MeetingKind is what sort of meeting it is.
type MeetingKind string

// The kinds of meeting.
const (
	Talks     MeetingKind = "talks"
	Summit    MeetingKind = "summit"
	Bilateral MeetingKind = "bilateral"
	Call      MeetingKind = "call"
	Visit     MeetingKind = "visit"
	Ceremony  MeetingKind = "ceremony"
)

// MeetingStatus is a state of a meeting.
type MeetingStatus string

// The states of a meeting.
const (
	ProposedMeeting    MeetingStatus = "proposed"
	ExpectedMeeting    MeetingStatus = "expected"
	ConditionalMeeting MeetingStatus = "conditional"
	UnderWayMeeting    MeetingStatus = "under_way"
	HeldMeeting        MeetingStatus = "held"
	FailedMeeting      MeetingStatus = "failed"
	PostponedMeeting   MeetingStatus = "postponed"
	CancelledMeeting   MeetingStatus = "cancelled"
	RefusedMeeting     MeetingStatus = "refused"
)

// MeetingOutcome is what a meeting came to.
type MeetingOutcome string

// The outcomes of a meeting; the empty value is unknown.
const (
	AgreementReached MeetingOutcome = "agreement"
	NothingReached   MeetingOutcome = "none"
	PartlyReached    MeetingOutcome = "partial"
)

// Delegation is who is sent to the table for a party.
type Delegation struct {
	Fact
	// Party, Head and SentBy are the IDs of entities, as are Members and Excluded.
	Party, Head, SentBy string
	Members, Excluded   []string
	Level               DelegationLevel
	// LevelWords is the report's own words for the level, empty where it has none.
	LevelWords Span
	// Destination is the ID of an entity, Time a TIMEX3 value, Meeting the ID of a
	// meeting of the record; empty where unknown.
	Destination, Time, Meeting string
	Status                     DelegationStatus
}

// DelegationLevel is the rank of a delegation's head.
type DelegationLevel string

// The levels of a delegation.
const (
	LeaderLevel         DelegationLevel = "leader"
	MinisterLevel       DelegationLevel = "minister"
	SeniorOfficialLevel DelegationLevel = "senior_official"
	OfficialLevel       DelegationLevel = "official"
	TechnicalLevel      DelegationLevel = "technical"
)

// DelegationStatus is how far a delegation has got.
type DelegationStatus string

// The states of a delegation.
const (
	NamedDelegation   DelegationStatus = "named"
	SentDelegation    DelegationStatus = "sent"
	ArrivedDelegation DelegationStatus = "arrived"
	LeftDelegation    DelegationStatus = "left"
)

// Position is where a party stands on an issue.
type Position struct {
	Fact
	// Party is the ID of the side, Holder of who voiced it where that is not the
	// side as such, Toward of those to whom it is addressed.
	Party, Holder string
	Toward        []string
	Stance        Stance
	// Issue is a short noun phrase in the report's words, Content the words of the
	// position.
	Issue   string
	Content []Span
	// Time is a TIMEX3 value, Statement the ID of the statement that voices it.
	Time, Statement string
}

// Stance is how a party stands to an issue.
type Stance string

// The stances: of others, of itself, and of outsiders.
const (
	Demands Stance = "demands"
	Offers  Stance = "offers"
	Accepts Stance = "accepts"
	Rejects Stance = "rejects"
	Refuses Stance = "refuses"
	Seeks   Stance = "seeks"
	Urges   Stance = "urges"
)

// Against reports whether the stance is against its issue.
func (s Stance) Against() bool { return s == Rejects || s == Refuses }

// Condition is that one thing waits for another.
type Condition struct {
	Fact
	// Outcome is what would or would not happen, Requirement what it depends on.
	Outcome, Requirement []Span
	Form                 ConditionForm
	// IfUnmet says that the outcome comes about when the requirement does not hold;
	// both are taken as positive propositions, whatever the words' negations.
	IfUnmet bool
	// Holder are the IDs of the entities that say so, Waits of those whose action
	// the requirement is.
	Holder, Waits []string
	// Deadline is a TIMEX3 value, Statement the ID of the statement that voices the
	// condition; empty where unknown.
	Deadline, Statement string
	Met                 Fulfilment
	// OutcomeProposition and RequirementProposition are labels that the report's
	// propositions of the same meaning share.
	OutcomeProposition, RequirementProposition string
}

// ConditionForm is how the words tie an outcome to its requirement.
type ConditionForm string

// The forms of condition.
const (
	If        ConditionForm = "if"
	Unless    ConditionForm = "unless"
	Until     ConditionForm = "until"
	OnlyIf    ConditionForm = "only_if"
	DependsOn ConditionForm = "depends_on"
	Without   ConditionForm = "without"
)

// Fulfilment is whether a requirement has come about.
type Fulfilment string

// The states of a requirement.
const (
	Open   Fulfilment = "open"
	Met    Fulfilment = "met"
	Failed Fulfilment = "failed"
)
