package export

import (
	"io"
	"slices"

	"rapporteur"
)

// mendRow has one meeting as a mediation event, in the manner of the Mediation Events and
// Negotiators Database: when and where, who sat on which side and with whom between them,
// of which rank, and what came of it.
type mendRow struct {
	EventID        string   `parquet:"event_id"`
	Date           string   `parquet:"date"`
	DateValue      string   `parquet:"date_value"`
	Year           string   `parquet:"year"`
	Month          string   `parquet:"month"`
	Day            string   `parquet:"day"`
	Location       string   `parquet:"location"`
	Venue          string   `parquet:"venue"`
	Country        string   `parquet:"country"`
	Latitude       *float64 `parquet:"latitude"`
	Longitude      *float64 `parquet:"longitude"`
	Type           string   `parquet:"type"`
	Status         string   `parquet:"status"`
	Parties        []string `parquet:"parties"`
	PartyCountries []string `parquet:"party_countries"`
	Negotiators    []string `parquet:"negotiators"`
	Level          string   `parquet:"level"`
	Mediated       int32    `parquet:"mediated"`
	Mediators      []string `parquet:"mediators"`
	MediatorTypes  []string `parquet:"mediator_types"`
	MediatorTitles []string `parquet:"mediator_titles"`
	Hosts          []string `parquet:"hosts"`
	Issues         string   `parquet:"issues"`
	Outcome        string   `parquet:"outcome"`
	Held           int32    `parquet:"held"`
	Agreement      string   `parquet:"agreement"`
	Steps          []string `parquet:"steps"`
	Source         string   `parquet:"source"`
	SourceURL      string   `parquet:"source_url"`
	SourceDate     string   `parquet:"source_date"`
	Reports        int32    `parquet:"reports,optional"`
	Origins        int32    `parquet:"origins,optional"`
	Confidence     float64  `parquet:"confidence"`
	Decision       string   `parquet:"decision"`
}

func openMEND(w io.Writer, o Options) Writer {
	return rowsOf[mendRow]{"mend", (*reading).mendRows}.sheet(w, dialect{comma: ',', header: true, lists: true, formulas: o.Formulas, mark: o.Mark})
}

func (r *reading) mendRows() []mendRow {
	return each(r.Meetings, func(m rapporteur.Meeting) mendRow {
		mediators := r.actors(m.Mediators)
		row := mendRow{
			EventID: r.fact(m.ID), DateValue: m.Time, Location: r.name(m.Place), Venue: r.points.words(m.Venue),
			Type: string(m.Kind), Status: string(m.Status), Parties: r.names(m.Parties), PartyCountries: inStep(r.actors(m.Parties), r.countryOf),
			Negotiators: r.negotiators(m), Level: string(r.level(m)), Mediated: flag(len(m.Mediators) > 0), Mediators: r.names(m.Mediators),
			MediatorTypes:  inStep(mediators, func(e *rapporteur.Entity) string { return string(e.Type) }),
			MediatorTitles: inStep(mediators, title), Hosts: r.names(m.Hosts), Issues: r.points.words(m.Topic...), Outcome: string(m.Outcome),
			Held: flag(m.Status == rapporteur.HeldMeeting || m.Status == rapporteur.UnderWayMeeting), Agreement: agreement(m.Outcome),
			Steps:  each(m.Life, stepWords),
			Source: r.Report.Outlet, SourceURL: r.Report.URL, SourceDate: r.published(), Confidence: rounded(m.Confidence, 1000),
		}
		s := r.support(rapporteur.MeetingFact, m.Fact)
		row.Reports, row.Origins, row.Decision = s.Reports, s.Origins, s.Decision
		if first := rapporteur.FirstDay(m.Time); first != "" {
			row.Date, row.Year, row.Month, row.Day = first, first[:4], first[5:7], first[8:]
		}
		if place := r.entities[m.Place]; place != nil {
			row.Country = place.Country
			if place.At != nil {
				row.Latitude, row.Longitude = &place.At.Latitude, &place.At.Longitude
			}
		}
		return row
	})
}

// negotiators are the persons who take part and those of the delegations.
func (r *reading) negotiators(m rapporteur.Meeting) []string {
	ids := slices.Clone(m.Participants)
	for _, d := range r.delegationsOf(m) {
		ids = append(ids, d.Head)
		ids = append(ids, d.Members...)
	}
	var out []string
	for _, id := range ids {
		if name := r.name(id); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// delegationsOf are those that a meeting names or that name the meeting.
func (r *reading) delegationsOf(m rapporteur.Meeting) []rapporteur.Delegation {
	var out []rapporteur.Delegation
	for _, d := range r.Delegations {
		if d.Meeting == m.ID || slices.Contains(m.Delegations, d.ID) {
			out = append(out, d)
		}
	}
	return out
}

// levels are the ranks of delegations from the highest on.
var levels = []rapporteur.DelegationLevel{
	rapporteur.LeaderLevel, rapporteur.MinisterLevel, rapporteur.SeniorOfficialLevel, rapporteur.OfficialLevel, rapporteur.TechnicalLevel,
}

// level is the highest rank of a meeting's delegations, empty where none is known.
func (r *reading) level(m rapporteur.Meeting) rapporteur.DelegationLevel {
	of := r.delegationsOf(m)
	for _, level := range levels {
		if slices.ContainsFunc(of, func(d rapporteur.Delegation) bool { return d.Level == level }) {
			return level
		}
	}
	return ""
}

// stepWords are a step of a meeting's life: what, and when where that is known.
func stepWords(s rapporteur.MeetingStep) string {
	if s.Time == "" {
		return string(s.Status)
	}
	return string(s.Status) + " " + s.Time
}

// agreement is an outcome as a number: 0 none, 1 partial, 2 agreement; empty where unknown.
func agreement(o rapporteur.MeetingOutcome) string {
	switch o {
	case rapporteur.NothingReached:
		return "0"
	case rapporteur.PartlyReached:
		return "1"
	case rapporteur.AgreementReached:
		return "2"
	}
	return ""
}

func flag(yes bool) int32 {
	if yes {
		return 1
	}
	return 0
}
