package rapporteur

// JoinedFact is what several reports say of one and the same fact: a statement, a
// meeting through its life, a party's stand on an issue.
type JoinedFact struct {
	// ID is the same whenever the same reports are joined, whatever their order.
	ID   string
	Kind FactKind
	// Label says in a few words what it is, in those of the report that tells most.
	Label string
	// Parties are the names of the sides and persons whose fact it is.
	Parties []string
	// Members are the facts of the reports, the one published first before the others.
	Members []FactMember
	// FirstReported is the day on which the first of the reports was published, empty
	// where none has a date.
	FirstReported string
	// Reports is how many reports tell it, Origins how many of them do not have it from
	// another one or from a common source: never more than Reports.
	Reports, Origins int
	// Status is the latest: of a meeting, a delegation and an event theirs, of a position
	// its stance, of a condition whether it is met; of a statement "said".
	Status string
	// History is what changed, the earliest first; its first entry is the first report.
	History []Change
	// Disputed is who says that it is not so.
	Disputed []Dispute
}

// FactKind is a kind of fact.
type FactKind string

// The kinds of fact.
const (
	StatementFact  FactKind = "statement"
	EventFact      FactKind = "event"
	MeetingFact    FactKind = "meeting"
	DelegationFact FactKind = "delegation"
	PositionFact   FactKind = "position"
	ConditionFact  FactKind = "condition"
)

// FactMember is a fact of one report.
type FactMember struct {
	// Report is the ID of its Document, Fact the ID within the record.
	Report, Fact string
}

// Change is what a report has that is new about a joined fact.
type Change struct {
	// Day is when the report was published, empty where unknown.
	Day string
	// By is the fact that brings it, of the joined fact itself or of another one, as the
	// event that meets a condition.
	By FactMember
	// Status is what the fact has come to; Time, for when it is or was to be, a TIMEX3
	// value; Who is the name of who leads or holds it, where that has changed.
	Status, Time, Who string
}

// Dispute is that somebody denies a fact.
type Dispute struct {
	// Who are the names of those who deny it, By is the fact that tells so.
	Who []string
	By  FactMember
}
