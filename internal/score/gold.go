package main

import (
	"rapporteur"
	"rapporteur/internal/score/gold"
)

// scoreGold counts the facts of the records that the program makes of the texts
// of gold records.
func scoreGold(p Program, paths []string) ([]Figure, error) {
	reports, err := gold.Read(paths...)
	if err != nil {
		return nil, err
	}
	records := make([]*rapporteur.Record, len(reports))
	errs := make([]error, len(reports))
	each(len(reports), func(i int) { records[i], errs[i] = p.Record(reports[i].Path) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	s := gold.Score(reports, records)
	out := append(figures("statement.content", s.StatementContent), Figure{Name: "speaker.f1", Value: perCent(s.Statement.F1())})
	return append(out, Figure{Name: "entity.r", Value: perCent(s.Entity.Recall())}), nil
}
