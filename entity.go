package rapporteur

// Links says which entity each mention of an Analysis means.
type Links struct {
	// Entities are those that the report mentions, by their first mention.
	Entities []Entity
	// Of has one entry for every mention of Analysis.Mentions: the index into
	// Entities of what it means, -1 where it means no one and nothing that takes
	// part (an abstract thing, a time).
	Of []int
}

// Entity is someone or something that takes part in what a report says.
type Entity struct {
	// ID is unique in the record and the same whenever the same version reads the
	// same report.
	ID string
	// Name is the canonical name: that of the knowledge base where the entity is
	// known, else the fullest name or description in the report.
	Name string
	Type EntityType
	// Country is the ISO 3166-1 alpha-3 code of the state that it belongs to.
	Country string
	// KB is its Wikidata identifier where known.
	KB string
	// At is where a place lies, nil where that is not known and of all that is no
	// place.
	At *Coordinates
	// Party is the ID of the entity for whose side it acts, where that is another.
	Party string
	// Roles are those that it holds at the day of the report, by the knowledge base
	// or by the report's own words.
	Roles []Role
	// Mentions are in text order.
	Mentions []EntityMention
	// Confidence in [0, 1] that the mentions mean this entity.
	Confidence float64
}

// Coordinates are a point on the Earth in degrees, WGS 84: Latitude in [-90, 90]
// to the north, Longitude in [-180, 180] to the east.
type Coordinates struct{ Latitude, Longitude float64 }

// EntityMention is where and how a report mentions an entity.
type EntityMention struct {
	Span
	Form Form
}

// Role is an office or function, with its dates (ISO 8601, perhaps only a year)
// where known.
type Role struct{ Title, Of, From, To string }

// EntityType is what sort of participant an entity is.
type EntityType string

// The types: a person, a state acting (also by metonymy), an organisation, an
// unnamed or collective group, and a place where it is a location only.
const (
	PersonEntity       EntityType = "person"
	GovernmentEntity   EntityType = "government"
	OrganisationEntity EntityType = "organisation"
	GroupEntity        EntityType = "group"
	PlaceEntity        EntityType = "place"
)
