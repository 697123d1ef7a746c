package export

import (
	"io"
	"strconv"
	"time"

	"rapporteur"
)

// dnaRow has the columns of the event list that Discourse Network Analyzer 3 exports
// (Leifeld), with the four variables of its default type of statement, and behind them
// three of this program.
type dnaRow struct {
	ID            string `parquet:"statement ID"`
	Time          string `parquet:"time"`
	DocumentID    string `parquet:"document ID"`
	DocumentTitle string `parquet:"document title"`
	Author        string `parquet:"author"`
	Source        string `parquet:"source"`
	Section       string `parquet:"section"`
	Type          string `parquet:"type"`
	Text          string `parquet:"text"`
	Person        string `parquet:"person"`
	Organization  string `parquet:"organization"`
	Concept       string `parquet:"concept"`
	Agreement     int32  `parquet:"agreement"`
	Stance        string `parquet:"stance"`
	Fact          string `parquet:"fact"`
	Decision      string `parquet:"decision"`
}

// dna numbers statements and documents through the file, as the program's own are.
type dna struct {
	Writer
	statements, documents int
}

func openDNA(w io.Writer, o Options) Writer {
	d := &dna{}
	d.Writer = rowsOf[dnaRow]{"dna", d.rows}.sheet(w, dialect{comma: ';', header: true, formulas: o.Formulas, mark: o.Mark})
	return d
}

// rows are the positions of a record: who agrees or disagrees with what. A position is
// against its issue, or else for it.
func (d *dna) rows(r *reading) []dnaRow {
	d.documents++
	return each(r.Positions, func(p rapporteur.Position) dnaRow {
		d.statements++
		row := dnaRow{
			ID: strconv.Itoa(d.statements), Time: r.dnaTime(p.Time), DocumentID: strconv.Itoa(d.documents), DocumentTitle: r.Report.Title,
			Author: r.Report.Byline, Source: r.Report.Outlet, Type: "report", Text: r.points.words(p.Content...),
			Person: r.person(p), Organization: r.organisation(p), Concept: p.Issue, Agreement: 1, Stance: string(p.Stance), Fact: r.fact(p.ID),
			Decision: r.Standings[FactID{rapporteur.PositionFact, p.ID}].Decision,
		}
		if p.Stance.Against() {
			row.Agreement = 0
		}
		return row
	})
}

// person is who voiced a position: its holder, or the party itself where that is a person.
func (r *reading) person(p rapporteur.Position) string {
	for _, id := range []string{p.Holder, p.Party} {
		if e := r.entities[id]; e != nil && e.Type == rapporteur.PersonEntity {
			return e.Name
		}
	}
	return ""
}

// organisation is the side of a position; that of a person is the one it acts for.
func (r *reading) organisation(p rapporteur.Position) string {
	if e := r.entities[p.Party]; e != nil && e.Type == rapporteur.PersonEntity {
		return r.name(e.Party)
	}
	return r.name(p.Party)
}

// dnaTime is a day, or the moment of publication where the position has no day, in the
// form that the program reads.
func (r *reading) dnaTime(value string) string {
	if day := rapporteur.FirstDay(value); day != "" {
		return day + " 00:00:00"
	}
	if r.Report.Published.IsZero() {
		return ""
	}
	return r.Report.Published.Format(time.DateTime)
}
