package rapporteur

// Analysis is what the language of a Document says, as side tables over its
// tokens. It depends on the text and, in the values of times, on the day of
// publication; it exists for any text.
type Analysis struct {
	// Tokens are the words and punctuation marks in text order, without overlap;
	// what stands between two tokens is white space.
	Tokens []Token
	// Sentences partition Tokens in order.
	Sentences []TokenRange
	// Tags and Lemmas have one entry a token: its Penn Treebank tag as the
	// English Universal Dependencies treebanks use it, and its dictionary form.
	Tags, Lemmas []string
	// Tree has one arc a token. The arcs of a sentence form a tree over its
	// tokens with exactly one root.
	Tree []Arc
	// Mentions are the phrases that mean someone or something, nested ones too,
	// by their first token, longer ones first.
	Mentions []Mention
	// Clusters are the mentions that mean the same, as indices into Mentions in
	// rising order, at least one each, by their first mention.
	Clusters [][]int
	// Names are the proper names, flat, in text order.
	Names []Name
	// Times are the TIMEX3 expressions, flat, in text order.
	Times []Time
	// Factuality has one entry a token: were it the word of an event, how certainly
	// that happened, from -3 (certainly not) to +3 (certainly), on the scale of
	// Stanovsky et al. (2017).
	Factuality []float64
	// Events are the verbs and event nouns, in text order.
	Events []EventWord
	// Attributions are who attributes what to whom in the convention of the
	// PolNeAR corpus (Newell, Margolin & Ruths, LREC 2018), in text order.
	Attributions []Attribution
	// Speech is the same in the record's own convention, the raw form of its
	// statements, in text order.
	Speech []Attribution
	// Facts are the phrases that express the record's other facts, those of a family
	// in text order. FactLinks tie them.
	Facts     []FactPhrase
	FactLinks []FactLink
}

// Token is one word or punctuation mark.
type Token struct{ Span }

// TokenRange is a half-open range of indices into Analysis.Tokens.
type TokenRange struct{ First, End int }

// Arc is a token's place in the dependency tree of its sentence.
type Arc struct {
	// Head is the index into Analysis.Tokens of the token that governs it, its
	// own index where it is the root.
	Head int
	// Relation is a relation of Universal Dependencies with its subtype
	// ("nsubj:pass"), "root" at the root.
	Relation string
}

// Mention is a phrase that means someone or something.
type Mention struct {
	Tokens TokenRange
	// Head is the index into Analysis.Tokens of its head word.
	Head int
	Type MentionType
	Form Form
	// Cluster is the index into Analysis.Clusters of what it means.
	Cluster int
	// Posterior in [0, 1] that the head word heads a mention of this type.
	Posterior float64
}

// MentionType is what sort of thing a mention means.
type MentionType string

// The types of mention, those of GUM with animals, plants and substances under
// other.
const (
	PersonMention       MentionType = "person"
	OrganisationMention MentionType = "organisation"
	PlaceMention        MentionType = "place"
	TimeMention         MentionType = "time"
	EventMention        MentionType = "event"
	ObjectMention       MentionType = "object"
	AbstractMention     MentionType = "abstract"
	OtherMention        MentionType = "other"
)

// Form is how a mention refers.
type Form string

// The forms: by a proper name, by a common noun or other phrase, by a pronoun.
const (
	NameForm    Form = "name"
	NominalForm Form = "nominal"
	PronounForm Form = "pronoun"
)

// Name is a proper name with the posterior in [0, 1] that exactly these tokens
// are one of this type.
type Name struct {
	Phrase
	Type NameType
}

// NameType is what a proper name names.
type NameType string

// The types of name, those of the Worldwide English NewsWire set; places include
// facilities, groups are nationalities, religions and political groups.
const (
	PersonName       NameType = "person"
	OrganisationName NameType = "organisation"
	PlaceName        NameType = "place"
	GroupName        NameType = "group"
	ProductName      NameType = "product"
	MoneyName        NameType = "money"
	OtherName        NameType = "misc"
)

// Time is a time expression in the sense of TIMEX3 (ISO-TimeML, ISO 24617-1).
type Time struct {
	Phrase
	Type TimeType
	// Value is the TIMEX3 value; a date that cannot be anchored is unanchored
	// ("XXXX-05-15"). Empty where the words say no value.
	Value string
	// Anchor says from what a relative value was computed.
	Anchor Anchor
}

// Anchor is what a relative time was computed from: nothing (the zero value), the
// day of publication, or an earlier time expression.
type Anchor struct {
	Published bool
	// Time is the index into Analysis.Times plus one of the expression that it
	// was computed from, 0 where there is none.
	Time int
}

// TimeType is a type of TIMEX3.
type TimeType string

// The types: a day or longer span of the calendar, a time of day, an amount of
// time, a recurring time.
const (
	DateTime     TimeType = "DATE"
	ClockTime    TimeType = "TIME"
	DurationTime TimeType = "DURATION"
	SetTime      TimeType = "SET"
)

// EventWord is a verb or noun that names something that happens.
type EventWord struct {
	// Token is its index into Analysis.Tokens.
	Token int
	// Posterior in [0, 1] that it names an event.
	Posterior float64
	// Factuality is that of the token in Analysis.Factuality.
	Factuality float64
}

// Phrase is a run of tokens found by a head, with the posterior probability in
// [0, 1] that exactly these tokens are one.
type Phrase struct {
	Tokens    TokenRange
	Posterior float64
}

// Attribution ties together the phrases of one act of speech or thought. Each
// list is in text order; a phrase that belongs to no other stands alone, so that
// any two of the lists may be empty.
type Attribution struct {
	Source, Cue, Content []Phrase
	// Thought is the posterior in [0, 1] that the act is belief, intention or
	// fear rather than speech or writing.
	Thought float64
	// Posterior is the probability in [0, 1] that the phrases belong together,
	// the product of their own posteriors and of the links between them.
	Posterior float64
}

// Span returns the bytes from the range's first token to its last; the range
// must not be empty.
func (a *Analysis) Span(r TokenRange) Span {
	return Span{a.Tokens[r.First].Start, a.Tokens[r.End-1].End}
}
