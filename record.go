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
	// ID is unique in the record and the same whenever the same version reads
	// the same report.
	ID   string
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
	// Evidence is the spans of the report that say the fact.
	Evidence []Span
	// Confidence in [0, 1]: of the facts marked 0.8 about 80 % are right.
	Confidence float64
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
