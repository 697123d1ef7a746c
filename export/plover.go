package export

import (
	"slices"
	"strings"

	"rapporteur"
)

// ploverType is what follows from the type of an event. Quad categories and scores are
// those of the PLOVER manual, draft 2.0 (Open Event Data Alliance, CC BY-SA 4.0), from
// -10, conflict, to +10, cooperation; the score of a mode takes the place of the type's.
type ploverType struct {
	quad  string
	score float64
	modes map[string]float64
	// future is the type of the same act not yet done; empty where such an act is no
	// event of PLOVER's.
	future string
}

// The quad categories, as POLECAT spells them.
const (
	verbalCooperation   = "VERBAL COOPERATION"
	materialCooperation = "MATERIAL COOPERATION"
	verbalConflict      = "VERBAL CONFLICT"
	materialConflict    = "MATERIAL CONFLICT"
)

// plover are the root types of PLOVER.
var plover = map[string]ploverType{
	"AGREE":     {quad: verbalCooperation, score: 2.5},
	"CONSULT":   {verbalCooperation, 2.5, map[string]float64{"visit": 4, "third-party": 1, "multilateral": 4, "phone": 1.5}, "AGREE"},
	"SUPPORT":   {quad: verbalCooperation, score: 5, future: "AGREE"},
	"CONCEDE":   {quad: verbalCooperation, score: 4.5, future: "CONCEDE"},
	"COOPERATE": {quad: materialCooperation, score: 9.5, future: "AGREE"},
	"AID":       {quad: materialCooperation, score: 10, future: "AGREE"},
	"RETREAT": {materialCooperation, 6.5, map[string]float64{"withdraw": 8, "release": 6.5, "disarm": 10, "ceasefire": 7.5,
		"access": 6.5, "resign": 4.5}, "CONCEDE"},
	"REQUEST": {verbalConflict, 0, map[string]float64{"assist": 0.5, "change": -1, "yield": -1, "meet": 0}, ""},
	"ACCUSE":  {verbalConflict, -3, map[string]float64{"disapprove": -2, "investigate": -3.5, "allege": -3.5}, ""},
	"REJECT":  {verbalConflict, -2, map[string]float64{"assist": -1.5, "change": -2, "yield": -2, "meet": -2}, ""},
	"THREATEN": {verbalConflict, -3.5, map[string]float64{"restrict": -3, "arrest": -3.5, "relations": -3.5, "expel": -3.5,
		"territory": -4, "violence": -3.5}, ""},
	"PROTEST": {materialConflict, -5, map[string]float64{"demo": -5, "riot": -7, "strike": -5, "hunger": -4.5, "boycott": -4.5,
		"obstruct": -4.5, "vandalize": -5}, "THREATEN"},
	"SANCTION": {materialConflict, -6, map[string]float64{"convict": -6, "expel": -5.5, "withdraw": -6, "discontinue": -6}, "THREATEN"},
	"MOBILIZE": {materialConflict, -5.5, map[string]float64{"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6}, "THREATEN"},
	"COERCE": {materialConflict, -7, map[string]float64{"seize": -7, "restrict": -7, "censor": -6.5, "curfew": -6.5, "martial-law": -7.5,
		"arrest": -7, "deport": -7, "withhold": -7, "misinformation": -6.5, "cyber": -7}, "THREATEN"},
	"ASSAULT": {materialConflict, -9, map[string]float64{"abduct": -8.5, "beat": -7.5, "torture": -8.5, "sexual": -8.5, "targeted": -9.5,
		"destroy": -8.5, "primitive": -8, "firearms": -9, "explosives": -9, "suicide-attack": -9.5, "aerial": -9.5, "drone": -9.5,
		"heavy-weapons": -9.5, "crowd-control": -7.5, "unconventional": -10}, "THREATEN"},
}

// futureCodes are CAMEO's codes of events whose type changes because they are not done
// yet: an intent to meet, to back, to cooperate, to help, to yield; a threat.
var futureCodes = map[string]string{"CONSULT": "036", "SUPPORT": "032", "COOPERATE": "031", "AID": "033", "CONCEDE": "035", "RETREAT": "035"}

// intensity is the score of an event's mode, else of its type.
func intensity(e rapporteur.Event) float64 {
	t := plover[e.Type]
	if score, known := t.modes[e.Mode]; known {
		return score
	}
	return t.score
}

// coded are the events of a record as PLOVER and CAMEO code them, which have no realis:
// what happened or goes on stays, what is planned becomes the promise or the threat that
// it is, and what is only possible, asked for or denied is left out, since the request or
// the refusal stands beside it as an event of its own.
func coded(r *rapporteur.Record) []rapporteur.Event {
	var out []rapporteur.Event
	for _, e := range r.Events {
		switch e.Status {
		case rapporteur.Happened, rapporteur.Ongoing:
			out = append(out, e)
		case rapporteur.Planned:
			if promised, ok := ahead(e); ok && !beside(r.Events, promised) {
				out = append(out, promised)
			}
		}
	}
	return out
}

// ahead is the event that a planned one is for PLOVER.
func ahead(e rapporteur.Event) (rapporteur.Event, bool) {
	now := plover[e.Type].future
	if now == "" {
		return e, false
	}
	if code := futureCodes[e.Type]; code != "" {
		e.CAMEO = code
	} else {
		e.CAMEO = "130"
	}
	if now != e.Type {
		e.Type, e.Mode = now, ""
	}
	return e, true
}

// beside reports whether a sentence of the event has another of its type that did happen
// and shares an actor with it: to agree to meet is one event, not a promise as well.
func beside(events []rapporteur.Event, promised rapporteur.Event) bool {
	return slices.ContainsFunc(events, func(e rapporteur.Event) bool {
		return e.Type == promised.Type && e.ID != promised.ID && (e.Status == rapporteur.Happened || e.Status == rapporteur.Ongoing) &&
			slices.ContainsFunc(e.Actors, func(id string) bool { return slices.Contains(promised.Actors, id) }) &&
			slices.ContainsFunc(e.Evidence, func(s rapporteur.Span) bool {
				return slices.ContainsFunc(promised.Evidence, s.Overlaps)
			})
	})
}

// A sector is a code of PLOVER's and CAMEO's for what someone is, with words of titles and
// names by which it is known.
type sector struct {
	code  string
	words []string
}

// sectors in the order in which they are tried: who commands is told before who governs,
// since a title may have words of both.
var sectors = []sector{
	{"MIL", []string{"army", "navy", "military", "armed forces", "general staff", "chief of staff", "commander", "general of", "admiral", "colonel"}},
	{"COP", []string{"police", "gendarmerie"}},
	{"SPY", []string{"intelligence", "spy", "secret service"}},
	{"JUD", []string{"court", "judge", "prosecutor", "attorney general", "tribunal"}},
	{"LEG", []string{"parliament", "congress", "senate", "senator", "assembly", "lawmaker", "speaker", "knesset", "duma", "legislator"}},
	{"GOV", []string{"president", "prime minister", "minister", "ministry", "secretary", "chancellor", "king", "emir", "sultan", "premier",
		"government", "ambassador", "envoy", "negotiator", "governor", "mayor", "cabinet", "spokesperson", "spokesman", "spokeswoman", "adviser",
		"national security", "diplomat", "supreme leader", "crown prince", "kremlin", "white house", "department"}},
	{"PTY", []string{"party"}},
	{"LAB", []string{"union", "workers"}},
	{"BUS", []string{"company", "corporation", "chief executive", "bank", "firm"}},
	{"JRN", []string{"journalist", "newspaper", "news agency", "reporter", "broadcaster"}},
	{"REB", []string{"rebel", "rebels", "insurgent", "militia", "guerrilla"}},
	{"EDU", []string{"university", "professor", "institute"}},
	{"REL", []string{"church", "bishop", "pope", "ayatollah", "patriarch"}},
}

// sectorsOf are the codes of what an entity is by its roles at the day of the report, an
// organisation's else by its name. A state acts through its government.
func (r *reading) sectorsOf(e *rapporteur.Entity) []string {
	if e.Type == rapporteur.GovernmentEntity {
		return []string{"GOV"}
	}
	var out []string
	for _, role := range e.Roles {
		if code := sectorBy(role.Title); code != "" && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	if len(out) == 0 && e.Type == rapporteur.OrganisationEntity {
		if code := sectorBy(e.Name); code != "" {
			out = append(out, code)
		}
	}
	return out
}

// sectorBy is the code by words of a title or name.
func sectorBy(title string) string {
	padded := " " + strings.Join(strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return strings.ContainsRune(" ,.-’'()", r) }), " ") + " "
	for _, s := range sectors {
		for _, word := range s.words {
			if strings.Contains(padded, " "+word+" ") {
				return s.code
			}
		}
	}
	return ""
}

// countryOf is the code of the state for which an entity acts: its own, else that of its
// side.
func (r *reading) countryOf(e *rapporteur.Entity) string {
	if e.Country != "" || e.Party == "" {
		return e.Country
	}
	if side := r.entities[e.Party]; side != nil {
		return side.Country
	}
	return ""
}

// actors are the entities of IDs; one that only an analyst names is known by its name.
func (r *reading) actors(ids []string) []*rapporteur.Entity {
	return each(ids, func(id string) *rapporteur.Entity {
		if e := r.entities[id]; e != nil {
			return e
		}
		return &rapporteur.Entity{ID: id, Name: id}
	})
}
