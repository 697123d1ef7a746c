// Package extract turns what the language of a report says into the facts of
// its record: one file for each kind of fact. It is logic over spans and knows
// nothing of the models that found them.
package extract

import "rapporteur"

// Record returns the facts of the report; links say who its mentions mean.
func Record(doc *rapporteur.Document, a *rapporteur.Analysis, links *rapporteur.Links) *rapporteur.Record {
	r, _ := Graded(doc, a, links)
	return r
}

// Graded is Record with what the confidences of the facts are computed from, so that
// the scales can be fitted anew.
func Graded(doc *rapporteur.Document, a *rapporteur.Analysis, links *rapporteur.Links) (*rapporteur.Record, Grounds) {
	read := newReading(doc.Text, a)
	statements := read.told()
	speak(doc, a, links, statements)
	f := newFacts(read, links, statements, doc.Published.IsZero())
	f.voice()
	events := f.events()
	meetings := f.meetings(events)
	delegations := f.delegations(meetings)
	attach(meetings, delegations)
	r := &rapporteur.Record{
		Report: doc, Entities: links.Entities, Times: Times(doc, a), Statements: statements,
		Events: events, Meetings: meetings, Delegations: delegations,
		Positions: f.positions(), Conditions: f.conditions(),
	}
	inScope(r)
	r.Deadlocks = Deadlocks(r.Conditions)
	return r, f.grade(r)
}
