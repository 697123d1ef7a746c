// Package extract turns what the language of a report says into the facts of
// its record: one file for each kind of fact. It is logic over spans and knows
// nothing of the models that found them.
package extract

import "rapporteur"

// Record returns the facts of the report.
func Record(doc *rapporteur.Document, a *rapporteur.Analysis) *rapporteur.Record {
	return &rapporteur.Record{Report: doc, Times: Times(doc, a), Statements: Statements(doc, a)}
}
