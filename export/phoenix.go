package export

import (
	"io"
	"slices"
	"strings"

	"rapporteur"
)

// phoenixRow has the columns of the Phoenix dataset in their order (Open Event Data
// Alliance, as its pipeline writes them), of which a file has no header.
type phoenixRow struct {
	EventID              string   `parquet:"EventID"`
	Date                 string   `parquet:"Date"`
	Year                 string   `parquet:"Year"`
	Month                string   `parquet:"Month"`
	Day                  string   `parquet:"Day"`
	SourceActorFull      string   `parquet:"SourceActorFull"`
	SourceActorEntity    string   `parquet:"SourceActorEntity"`
	SourceActorRole      string   `parquet:"SourceActorRole"`
	SourceActorAttribute []string `parquet:"SourceActorAttribute"`
	TargetActorFull      string   `parquet:"TargetActorFull"`
	TargetActorEntity    string   `parquet:"TargetActorEntity"`
	TargetActorRole      string   `parquet:"TargetActorRole"`
	TargetActorAttribute []string `parquet:"TargetActorAttribute"`
	EventCode            string   `parquet:"EventCode"`
	EventRootCode        string   `parquet:"EventRootCode"`
	PentaClass           int32    `parquet:"PentaClass"`
	GoldsteinScore       float64  `parquet:"GoldsteinScore"`
	Issues               []string `parquet:"Issues"`
	Lat                  *float64 `parquet:"Lat"`
	Lon                  *float64 `parquet:"Lon"`
	LocationName         string   `parquet:"LocationName"`
	StateName            string   `parquet:"StateName"`
	CountryCode          string   `parquet:"CountryCode"`
	SentenceID           string   `parquet:"SentenceID"`
	URLs                 string   `parquet:"URLs"`
	NewsSources          string   `parquet:"NewsSources"`
}

func openPhoenix(w io.Writer, o Options) Writer {
	return rowsOf[phoenixRow]{"phoenix", (*reading).phoenixRows}.sheet(w, dialect{comma: '\t', formulas: o.Formulas})
}

// phoenixRows are the events with CAMEO's codes, one a pair of source and target. An actor
// without a country and a role has no code, and without two actors of different codes
// CAMEO knows no event.
func (r *reading) phoenixRows() []phoenixRow {
	var out []phoenixRow
	for _, e := range coded(r.Record.Record) {
		day := r.day(e.Time)
		if day == "" || len(e.CAMEO) < 2 {
			continue
		}
		seen := map[[2]string]bool{}
		for _, pair := range pairs(e) {
			source, target := r.cameoActor(pair[0]), r.cameoActor(pair[1])
			codes := [2]string{source.full, target.full}
			if source.full == "" || target.full == "" || source.full == target.full || seen[codes] {
				continue
			}
			seen[codes] = true
			out = append(out, r.phoenixRow(e, day, source, target))
		}
	}
	return out
}

// reciprocal are the types in which those who do it with each other are all actors.
var reciprocal = []string{"CONSULT", "AGREE", "COOPERATE"}

// pairs are who does it and to whom, by IDs: of those who do it with each other, everyone
// with everyone else.
func pairs(e rapporteur.Event) [][2]string {
	targets := e.Recipients
	if len(targets) == 0 && slices.Contains(reciprocal, e.Type) {
		targets = e.Actors
	}
	var out [][2]string
	for _, source := range e.Actors {
		for _, target := range targets {
			out = append(out, [2]string{source, target})
		}
	}
	return out
}

func (r *reading) phoenixRow(e rapporteur.Event, day string, source, target cameoActor) phoenixRow {
	root := e.CAMEO[:2]
	row := phoenixRow{
		EventID: r.fact(e.ID), Date: strings.ReplaceAll(day, "-", ""), Year: day[:4], Month: day[5:7], Day: day[8:],
		SourceActorFull: source.full, SourceActorEntity: source.entity, SourceActorRole: source.role, SourceActorAttribute: source.attributes,
		TargetActorFull: target.full, TargetActorEntity: target.entity, TargetActorRole: target.role, TargetActorAttribute: target.attributes,
		EventCode: e.CAMEO, EventRootCode: root, PentaClass: pentaClasses[root], GoldsteinScore: goldsteinOf(e.CAMEO), Issues: e.Context,
		LocationName: r.name(e.Place), SentenceID: r.Short(), URLs: r.Report.URL, NewsSources: r.Report.Outlet,
	}
	if place := r.entities[e.Place]; place != nil {
		row.CountryCode = place.Country
		if place.At != nil {
			row.Lat, row.Lon = &place.At.Latitude, &place.At.Longitude
		}
	}
	return row
}

// cameoActor is an actor in CAMEO's code: country or sort of body, role, and what else.
type cameoActor struct {
	full, entity, role string
	attributes         []string
}

// cameoBodies are the codes of bodies between states, by their identifiers in Wikidata
// (CAMEO 1.1b3, chapter 4).
var cameoBodies = map[string]cameoActor{
	"Q1065": {"IGOUNO", "IGO", "", []string{"UNO"}},
	"Q458":  {"IGOEUREEC", "IGO", "", []string{"EUR", "EEC"}},
	"Q7184": {"IGOWSTNAT", "IGO", "", []string{"WST", "NAT"}},
}

// phoenixRoles are the roles that Phoenix parts from the other codes of an actor.
var phoenixRoles = []string{"GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL"}

// cameoCodes are CAMEO's codes where PLOVER's differ: in CAMEO MED are the media.
var cameoCodes = map[string]string{"JRN": "MED"}

// cameoActor codes an entity.
func (r *reading) cameoActor(id string) cameoActor {
	e := r.actors([]string{id})[0]
	if body, known := cameoBodies[e.KB]; known {
		return body
	}
	a := cameoActor{entity: r.countryOf(e)}
	for _, code := range r.sectorsOf(e) {
		if cameo := cameoCodes[code]; cameo != "" {
			code = cameo
		}
		if a.role == "" && slices.Contains(phoenixRoles, code) {
			a.role = code
		} else {
			a.attributes = append(a.attributes, code)
		}
	}
	a.full = a.entity + a.role + strings.Join(a.attributes, "")
	return a
}

// pentaClasses are Phoenix's classes of CAMEO's root codes: neutral, verbal and material
// cooperation, verbal and material conflict.
var pentaClasses = map[string]int32{
	"01": 0, "02": 0, "03": 1, "04": 1, "05": 1, "06": 2, "07": 2, "08": 2, "09": 3, "10": 3, "11": 3, "12": 3, "13": 3, "14": 4, "15": 4,
	"16": 3, "17": 4, "18": 4, "19": 4, "20": 4,
}

// goldstein are the scores of CAMEO's codes from -10, conflict, to +10, cooperation
// (Goldstein 1992, in the scale that goes with CAMEO); a code that is not here has that
// of the nearest above it.
var goldstein = map[string]float64{
	"01": 0, "011": -0.1, "012": -0.4, "013": 0.4, "016": 3.4, "018": 3.4,
	"02": 3, "021": 3.4, "022": 3.4, "023": 3.4, "024": -0.3, "025": -0.3, "026": 4, "027": 4, "028": 4,
	"03": 4, "031": 5.2, "032": 4.5, "033": 5.2, "0334": 6, "034": 7, "035": 7, "037": 5, "038": 7, "039": 5,
	"04": 1, "042": 1.9, "043": 2.8, "044": 2.5, "045": 5, "046": 7,
	"05": 3.5, "051": 3.4, "053": 3.8, "054": 6, "055": 7, "056": 7, "057": 8,
	"06": 6, "061": 6.4, "062": 7.4, "063": 7.4, "064": 7,
	"07": 7, "071": 7.4, "072": 8.3, "073": 7.4, "074": 8.5,
	"08": 5, "084": 7, "085": 7, "086": 9, "087": 9, "0874": 10,
	"09": -2,
	"10": -5,
	"11": -2,
	"12": -4, "124": -5, "125": -5, "126": -5, "127": -5, "128": -5,
	"13": -6, "130": -4.4, "131": -5.8, "132": -5.8, "133": -5.8, "134": -5.8, "135": -5.8, "136": -7, "137": -7, "138": -7, "139": -7,
	"14": -6.5, "144": -7.5, "145": -7.5,
	"15": -7.2,
	"16": -4, "162": -5.6, "163": -6.5, "164": -7, "165": -7, "166": -8,
	"17": -7, "171": -9.2, "172": -5, "173": -5, "174": -5, "175": -9,
	"18": -9, "182": -9.5, "1821": -9, "1822": -9, "1823": -10, "183": -10, "184": -8, "185": -8, "186": -10,
	"19": -10, "191": -9.5, "192": -9.5, "196": -9.5,
	"20": -10, "201": -9.5,
}

func goldsteinOf(code string) float64 {
	for ; code != ""; code = code[:len(code)-1] {
		if score, known := goldstein[code]; known {
			return score
		}
	}
	return 0
}
