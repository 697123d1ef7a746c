package export

import (
	"io"
	"strings"

	"rapporteur"
)

// polecatRow has the columns of the POLECAT dataset in their order (Halterman, Bagozzi,
// Beger, Schrodt and Scarborough 2023), under the names of its yearly files. What is not
// known here is left empty: codes of Correlates of War, GeoNames, and the divisions of a
// place beneath its country.
type polecatRow struct {
	EventID                string   `parquet:"Event ID"`
	EventDate              string   `parquet:"Event Date"`
	EventType              string   `parquet:"Event Type"`
	EventMode              string   `parquet:"Event Mode"`
	EventIntensity         float64  `parquet:"Event Intensity"`
	QuadCode               string   `parquet:"Quad Code"`
	Contexts               []string `parquet:"Contexts"`
	ActorName              []string `parquet:"Actor Name"`
	ActorCountry           []string `parquet:"Actor Country"`
	ActorCOW               string   `parquet:"Actor COW"`
	PrimaryActorSector     []string `parquet:"Primary Actor Sector"`
	ActorSectors           []string `parquet:"Actor Sectors"`
	ActorTitle             []string `parquet:"Actor Title"`
	ActorNameRaw           []string `parquet:"Actor Name Raw"`
	WikipediaActorID       []string `parquet:"Wikipedia Actor ID"`
	RecipientName          []string `parquet:"Recipient Name"`
	RecipientCountry       []string `parquet:"Recipient Country"`
	RecipientCOW           string   `parquet:"Recipient COW"`
	PrimaryRecipientSector []string `parquet:"Primary Recipient Sector"`
	RecipientSectors       []string `parquet:"Recipient Sectors"`
	RecipientTitle         []string `parquet:"Recipient Title"`
	RecipientNameRaw       []string `parquet:"Recipient Name Raw"`
	WikipediaRecipientID   []string `parquet:"Wikipedia Recipient ID"`
	Placename              string   `parquet:"Placename"`
	City                   string   `parquet:"City"`
	District               string   `parquet:"District"`
	Province               string   `parquet:"Province"`
	Country                string   `parquet:"Country"`
	Latitude               *float64 `parquet:"Latitude"`
	Longitude              *float64 `parquet:"Longitude"`
	GeoNamesID             string   `parquet:"GeoNames ID"`
	RawPlacename           string   `parquet:"Raw Placename"`
	FeatureType            string   `parquet:"Feature Type"`
	Source                 string   `parquet:"Source"`
	PublicationDate        string   `parquet:"Publication Date"`
	StoryPeople            []string `parquet:"Story People"`
	StoryOrganizations     []string `parquet:"Story Organizations"`
	StoryLocations         []string `parquet:"Story Locations"`
	Language               string   `parquet:"Language"`
	Version                string   `parquet:"Version"`
}

func openPolecat(w io.Writer, o Options) Writer {
	return rowsOf[polecatRow]{"polecat", (*reading).polecatRows}.sheet(w, dialect{comma: '\t', header: true, formulas: o.Formulas})
}

// polecatRows are the events as PLOVER codes them.
func (r *reading) polecatRows() []polecatRow {
	people := r.named(rapporteur.PersonEntity)
	organisations := append(r.named(rapporteur.OrganisationEntity), r.named(rapporteur.GovernmentEntity)...)
	locations := r.named(rapporteur.PlaceEntity)
	return each(coded(r.Record.Record), func(e rapporteur.Event) polecatRow {
		row := r.polecatRow(e)
		row.StoryPeople, row.StoryOrganizations, row.StoryLocations = people, organisations, locations
		return row
	})
}

func (r *reading) polecatRow(e rapporteur.Event) polecatRow {
	actors, recipients := r.actors(e.Actors), r.actors(e.Recipients)
	row := polecatRow{
		EventID: r.fact(e.ID), EventDate: r.day(e.Time), EventType: e.Type, EventMode: e.Mode, EventIntensity: intensity(e),
		QuadCode: plover[e.Type].quad, Contexts: e.Context,
		ActorName: r.names(e.Actors), ActorCountry: inStep(actors, r.countryOf), PrimaryActorSector: inStep(actors, r.primary),
		ActorSectors: inStep(actors, r.allSectors), ActorTitle: inStep(actors, title), ActorNameRaw: each(actors, r.raw),
		WikipediaActorID: inStep(actors, wikidata),
		RecipientName:    r.names(e.Recipients), RecipientCountry: inStep(recipients, r.countryOf), PrimaryRecipientSector: inStep(recipients, r.primary),
		RecipientSectors: inStep(recipients, r.allSectors), RecipientTitle: inStep(recipients, title), RecipientNameRaw: each(recipients, r.raw),
		WikipediaRecipientID: inStep(recipients, wikidata),
		Placename:            r.name(e.Place), Source: r.Report.Outlet, PublicationDate: r.published(), Language: r.Report.Language, Version: r.Version,
	}
	if place := r.entities[e.Place]; place != nil {
		row.Country, row.RawPlacename = place.Country, r.raw(place)
		if place.At != nil {
			row.Latitude, row.Longitude = &place.At.Latitude, &place.At.Longitude
		}
	}
	return row
}

// inStep is one item for each actor, "None" where it has none, so that the lists of a row
// go in step; an empty list where none of them has one.
func inStep(actors []*rapporteur.Entity, of func(*rapporteur.Entity) string) []string {
	out := make([]string, len(actors))
	some := false
	for i, a := range actors {
		out[i] = of(a)
		some = some || out[i] != ""
		if out[i] == "" {
			out[i] = "None"
		}
	}
	if !some {
		return nil
	}
	return out
}

// primary is the first sector of an actor.
func (r *reading) primary(e *rapporteur.Entity) string {
	first, _, _ := strings.Cut(r.allSectors(e), ", ")
	return first
}

func (r *reading) allSectors(e *rapporteur.Entity) string { return strings.Join(r.sectorsOf(e), ", ") }

// title is the first role of an actor.
func title(e *rapporteur.Entity) string {
	if len(e.Roles) == 0 {
		return ""
	}
	return e.Roles[0].Title
}

// raw is the first wording of an actor in the report.
func (r *reading) raw(e *rapporteur.Entity) string {
	if w := r.wordings(*e); len(w) > 0 {
		return w[0]
	}
	return e.Name
}

func wikidata(e *rapporteur.Entity) string { return e.KB }

// named are the names of the report's entities of a type, those without a name left out.
func (r *reading) named(kind rapporteur.EntityType) []string {
	var out []string
	for _, e := range r.Entities {
		if e.Type == kind && e.Name != "" {
			out = append(out, e.Name)
		}
	}
	return out
}
