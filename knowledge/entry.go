// Package knowledge knows who is who: people with the dates of their roles,
// states with what stands for them, organisations, places, and the words for
// offices.
//
// A Base is what the program carries, extended by what the user adds. Everything
// in it is an Entry, written in the text format that Format describes; the towns
// and regions of GeoNames, about thirty thousand, are a sorted table that is
// searched where it lies. Nothing here reads a report.
package knowledge

import (
	_ "embed"
)

// Format documents the text format of the base.
//
//go:embed FORMAT.md
var Format string

// Entry is one person, state, organisation, place or office. Strings are empty
// where the base does not know.
type Entry struct {
	Type Type
	// Kind says more of an organisation ("armed group", "alliance", "outlet") or
	// a place ("capital", "city", "region", "strait").
	Kind string
	// Name is the name to show.
	Name string
	// ID is the Wikidata id.
	ID string
	// GeoNames is the GeoNames id of a place, 0 where unknown.
	GeoNames int
	// Country is the ISO 3166-1 alpha-3 code of the state that it belongs to; a
	// state's own code. XKX stands for Kosovo.
	Country string
	// Alpha2 is a state's ISO 3166-1 alpha-2 code.
	Alpha2 string
	// Names are all its names, Name first.
	Names []Name
	// Roles are a person's offices in the order of the file.
	Roles []Role
	// Party is a person's political party or movement.
	Party string
	// Capital is the name of a state's seat of government.
	Capital string
	// Region is the first-level division in which a place lies.
	Region string
	// Located says that Latitude and Longitude, in degrees, are known.
	Located             bool
	Latitude, Longitude float64
	// Population is that of a place or state, 0 where unknown.
	Population int
	// Parent is the organisation of which this one is a part.
	Parent string
	// Based is the town of an organisation's headquarters.
	Based string
	// Founded and Dissolved are an organisation's or a former state's dates.
	Founded, Dissolved Date
	// Level is the rank of an office: leader, minister, senior_official, official
	// or technical.
	Level string
	// National are an office's names in one state, by alpha-3 code.
	National []NationalTitle
	// File and Line say where the entry is written.
	File string
	Line int
}

// Type is what sort of entry this is.
type Type string

// The types of entry. A state is also the government that acts in its name.
const (
	Person       Type = "person"
	State        Type = "state"
	Organisation Type = "organisation"
	Place        Type = "place"
	Title        Type = "title"
)

// Name is one name of an entry and the way in which it names it.
type Name struct {
	Text string
	By   Naming
}

// Naming is the way in which a name names an entry.
type Naming string

// The ways. An adjective ("Ukrainian") and a demonym ("Ukrainians") name a
// state's people; a seat ("the Kremlin") and a capital stand for those who
// govern from it; a surname is derived from a person's name.
const (
	Canonical    Naming = "name"
	Alias        Naming = "alias"
	Abbreviation Naming = "abbreviation"
	Official     Naming = "official"
	Former       Naming = "former"
	Adjective    Naming = "adjective"
	Demonym      Naming = "demonym"
	Seat         Naming = "seat"
	Capital      Naming = "capital"
	Surname      Naming = "surname"
)

// Role is an office that a person holds or held.
type Role struct {
	// Title is the office in lower case ("minister of foreign affairs").
	Title string
	// Of is the state, organisation or region whose office it is, by a name that
	// the base knows.
	Of string
	// From and To are the first and last day; a zero From is unknown, a zero To
	// is unknown or still to come.
	From, To Date
	// Uncertain says that the dates are not sure.
	Uncertain bool
}

// NationalTitle is what an office is called in one state.
type NationalTitle struct{ Country, Text string }

// Match is an entry that a name names, and how.
type Match struct {
	*Entry
	// By is the way in which the name names it.
	By Naming
	// As is the name as the base writes it.
	As string
}
