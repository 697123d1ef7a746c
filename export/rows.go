package export

// The rows of the tables, one type a kind. A field's tag is the name of its column, in
// CSV and in Parquet, and how Parquet keeps it. What is unknown is an empty cell in the
// one and null in the other.

// codeRange is a half-open range of code points of a report's text.
type codeRange struct {
	Start int32 `parquet:"start"`
	End   int32 `parquet:"end"`
}

// origin is where a row comes from.
type origin struct {
	Report    string `parquet:"report"`
	Published string `parquet:"published,optional"`
	Outlet    string `parquet:"outlet,optional"`
}

// identity names a fact: as people call it, and by the key that a new analysis keeps.
type identity struct {
	origin
	Fact string `parquet:"fact"`
	Key  string `parquet:"key,optional"`
	Day  string `parquet:"day,optional"`
}

// support is what ties a fact to its report, what other reports say of it, and what an
// analyst decided of it.
type support struct {
	Evidence      string      `parquet:"evidence,optional"`
	EvidenceSpans []codeRange `parquet:"evidence_spans,list"`
	Confidence    float64     `parquet:"confidence"`
	Version       string      `parquet:"version,optional"`
	Joined        string      `parquet:"joined,optional"`
	FirstReported string      `parquet:"first_reported,optional"`
	Reports       int32       `parquet:"reports,optional"`
	Origins       int32       `parquet:"origins,optional"`
	DisputedBy    []string    `parquet:"disputed_by,list"`
	Decision      string      `parquet:"decision,optional"`
	DecidedBy     string      `parquet:"decided_by,optional"`
	DecidedAt     string      `parquet:"decided_at,optional"`
	DecidedWhy    string      `parquet:"decided_why,optional"`
	Merged        string      `parquet:"merged,optional"`
	Kept          bool        `parquet:"kept"`
}

type reportRow struct {
	Report      string `parquet:"report"`
	Title       string `parquet:"title,optional"`
	URL         string `parquet:"url,optional"`
	Outlet      string `parquet:"outlet,optional"`
	Byline      string `parquet:"byline,optional"`
	Published   string `parquet:"published,optional"`
	Language    string `parquet:"language,optional"`
	Characters  int32  `parquet:"characters"`
	Statements  int32  `parquet:"statements"`
	Events      int32  `parquet:"events"`
	Meetings    int32  `parquet:"meetings"`
	Delegations int32  `parquet:"delegations"`
	Positions   int32  `parquet:"positions"`
	Conditions  int32  `parquet:"conditions"`
	Deadlocks   int32  `parquet:"deadlocks"`
	Version     string `parquet:"version,optional"`
}

type statementRow struct {
	identity
	Kind         string      `parquet:"kind,optional"`
	Act          string      `parquet:"act,optional"`
	Speaker      []string    `parquet:"speaker,list"`
	SpeakerIDs   []string    `parquet:"speaker_ids,list"`
	Addressee    []string    `parquet:"addressee,list"`
	AddresseeIDs []string    `parquet:"addressee_ids,list"`
	Source       string      `parquet:"source,optional"`
	SourceSpans  []codeRange `parquet:"source_spans,list"`
	Cue          string      `parquet:"cue,optional"`
	CueSpans     []codeRange `parquet:"cue_spans,list"`
	Content      string      `parquet:"content,optional"`
	ContentSpans []codeRange `parquet:"content_spans,list"`
	Within       string      `parquet:"within,optional"`
	Chain        []string    `parquet:"chain,list"`
	Time         string      `parquet:"time,optional"`
	support
}

type eventRow struct {
	identity
	Type         string      `parquet:"type,optional"`
	Mode         string      `parquet:"mode,optional"`
	Context      []string    `parquet:"context,list"`
	CAMEO        string      `parquet:"cameo,optional"`
	Status       string      `parquet:"status,optional"`
	Actors       []string    `parquet:"actors,list"`
	ActorIDs     []string    `parquet:"actor_ids,list"`
	Recipients   []string    `parquet:"recipients,list"`
	RecipientIDs []string    `parquet:"recipient_ids,list"`
	Mediators    []string    `parquet:"mediators,list"`
	Hosts        []string    `parquet:"hosts,list"`
	Guarantors   []string    `parquet:"guarantors,list"`
	Place        string      `parquet:"place,optional"`
	PlaceID      string      `parquet:"place_id,optional"`
	Time         string      `parquet:"time,optional"`
	SaidBy       string      `parquet:"said_by,optional"`
	Anchor       string      `parquet:"anchor,optional"`
	AnchorSpans  []codeRange `parquet:"anchor_spans,list"`
	support
}

type meetingRow struct {
	identity
	Kind           string      `parquet:"kind,optional"`
	Status         string      `parquet:"status,optional"`
	Outcome        string      `parquet:"outcome,optional"`
	Parties        []string    `parquet:"parties,list"`
	PartyIDs       []string    `parquet:"party_ids,list"`
	Participants   []string    `parquet:"participants,list"`
	ParticipantIDs []string    `parquet:"participant_ids,list"`
	Hosts          []string    `parquet:"hosts,list"`
	Mediators      []string    `parquet:"mediators,list"`
	Delegations    []string    `parquet:"delegations,list"`
	Venue          string      `parquet:"venue,optional"`
	Place          string      `parquet:"place,optional"`
	PlaceID        string      `parquet:"place_id,optional"`
	Time           string      `parquet:"time,optional"`
	Topic          string      `parquet:"topic,optional"`
	TopicSpans     []codeRange `parquet:"topic_spans,list"`
	Steps          int32       `parquet:"steps"`
	support
}

type stepRow struct {
	identity
	// Step counts from 1 within the meeting, which Fact names.
	Step          int32       `parquet:"step"`
	Status        string      `parquet:"status"`
	Time          string      `parquet:"time,optional"`
	SaidBy        string      `parquet:"said_by,optional"`
	Parties       []string    `parquet:"parties,list"`
	Evidence      string      `parquet:"evidence,optional"`
	EvidenceSpans []codeRange `parquet:"evidence_spans,list"`
	Decision      string      `parquet:"decision,optional"`
}

type delegationRow struct {
	identity
	Party         string   `parquet:"party,optional"`
	PartyID       string   `parquet:"party_id,optional"`
	Head          string   `parquet:"head,optional"`
	HeadID        string   `parquet:"head_id,optional"`
	Members       []string `parquet:"members,list"`
	MemberIDs     []string `parquet:"member_ids,list"`
	Excluded      []string `parquet:"excluded,list"`
	ExcludedIDs   []string `parquet:"excluded_ids,list"`
	Level         string   `parquet:"level,optional"`
	LevelWords    string   `parquet:"level_words,optional"`
	SentBy        string   `parquet:"sent_by,optional"`
	SentByID      string   `parquet:"sent_by_id,optional"`
	Destination   string   `parquet:"destination,optional"`
	DestinationID string   `parquet:"destination_id,optional"`
	Status        string   `parquet:"status,optional"`
	Time          string   `parquet:"time,optional"`
	Meeting       string   `parquet:"meeting,optional"`
	support
}

type positionRow struct {
	identity
	Party        string      `parquet:"party,optional"`
	PartyID      string      `parquet:"party_id,optional"`
	Holder       string      `parquet:"holder,optional"`
	HolderID     string      `parquet:"holder_id,optional"`
	Stance       string      `parquet:"stance,optional"`
	Issue        string      `parquet:"issue,optional"`
	Content      string      `parquet:"content,optional"`
	ContentSpans []codeRange `parquet:"content_spans,list"`
	Toward       []string    `parquet:"toward,list"`
	TowardIDs    []string    `parquet:"toward_ids,list"`
	Time         string      `parquet:"time,optional"`
	Statement    string      `parquet:"statement,optional"`
	support
}

type conditionRow struct {
	identity
	Outcome                string      `parquet:"outcome,optional"`
	OutcomeSpans           []codeRange `parquet:"outcome_spans,list"`
	Requirement            string      `parquet:"requirement,optional"`
	RequirementSpans       []codeRange `parquet:"requirement_spans,list"`
	Form                   string      `parquet:"form,optional"`
	Polarity               string      `parquet:"polarity"`
	Holder                 []string    `parquet:"holder,list"`
	HolderIDs              []string    `parquet:"holder_ids,list"`
	Waits                  []string    `parquet:"waits,list"`
	WaitsIDs               []string    `parquet:"waits_ids,list"`
	Deadline               string      `parquet:"deadline,optional"`
	Statement              string      `parquet:"statement,optional"`
	Met                    string      `parquet:"met,optional"`
	OutcomeProposition     string      `parquet:"outcome_proposition,optional"`
	RequirementProposition string      `parquet:"requirement_proposition,optional"`
	// Deadlocks are the numbers, from 1, of the report's deadlocks that it is part of.
	Deadlocks []string `parquet:"deadlocks,list"`
	support
}

type entityRow struct {
	origin
	Entity     string   `parquet:"entity"`
	Name       string   `parquet:"name,optional"`
	Type       string   `parquet:"type"`
	Country    string   `parquet:"country,optional"`
	KB         string   `parquet:"kb,optional"`
	Latitude   *float64 `parquet:"latitude"`
	Longitude  *float64 `parquet:"longitude"`
	Party      string   `parquet:"party,optional"`
	PartyID    string   `parquet:"party_id,optional"`
	Roles      []string `parquet:"roles,list"`
	Mentions   int32    `parquet:"mentions"`
	Names      []string `parquet:"names,list"`
	Confidence float64  `parquet:"confidence"`
}

type timeRow struct {
	origin
	Start int32  `parquet:"start"`
	End   int32  `parquet:"end"`
	Text  string `parquet:"text"`
	Type  string `parquet:"type"`
	Value string `parquet:"value,optional"`
	Day   string `parquet:"day,optional"`
	// Anchor is "published", the range of the other expression, or empty.
	Anchor string `parquet:"anchor,optional"`
}
