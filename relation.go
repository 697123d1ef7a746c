package rapporteur

// Relation is how two reports stand to each other: whether one carries the words of
// the other or of a common origin.
type Relation struct {
	// From and To are IDs of Documents. To borrows from From; where neither borrows
	// from the other (SharedSource, Independent) From is the one published first.
	From, To string
	Kind     RelationKind
	// Passages are the words that both carry, in text order of To; none where they
	// are independent.
	Passages []Passage
	// Confidence in [0, 1] that the kind is right.
	Confidence float64
}

// RelationKind is how much of a report's words stand in another one.
type RelationKind string

// The kinds: the text word for word, the text reworded, a passage of a common origin
// inside own reporting, and nothing beyond what reports of one event have in common.
const (
	Copy         RelationKind = "copy"
	Rewrite      RelationKind = "rewrite"
	SharedSource RelationKind = "shared_source"
	Independent  RelationKind = "independent"
)

// Passage is words of one report and the words of another that say them again.
type Passage struct {
	// From lies in the text of Relation.From, To in that of Relation.To.
	From, To Span
}
