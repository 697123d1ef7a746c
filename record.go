package rapporteur

// Record is what one report says about a negotiation, each fact tied to the
// words that say it.
type Record struct {
	Report     *Document
	Statements []Statement
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
	// Within is the ID of the statement whose content contains this one.
	Within string
	// Chain is the words for those through whom the content came, the one who
	// says it here first: "X, citing Y, said" gives X, Y.
	Chain []Span
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
