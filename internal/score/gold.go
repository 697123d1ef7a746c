package main

import (
	"strconv"

	"rapporteur"
	"rapporteur/gold"
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
	each(len(reports), func(i int) { records[i], errs[i] = p.Record(reports[i].Path, reports[i].Published) })
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return goldFigures(gold.Score(reports, records)), nil
}

// goldFigures are the figures of every kind of fact, of how often a property of
// those found is right, and of how reliable confidences are.
func goldFigures(s gold.Scores) []Figure {
	var out []Figure
	for _, row := range s.Rows() {
		switch {
		case row.Property:
			out = append(out, Figure{Name: row.Name, Value: perCent(row.Recall())})
		case row.Name == "statement":
			out = append(out, Figure{Name: "speaker.f1", Value: perCent(row.F1())})
		default:
			out = append(out, figures(row.Name, row.Count)...)
		}
	}
	out = append(out, Figure{Name: "entity.r", Value: perCent(s.Entity.Recall())})
	out = append(out, figures("side", s.Side)...)
	for _, kind := range s.Reliability.Kinds() {
		out = append(out, reliability(kind)...)
	}
	return out
}

// reliability are the calibration error of the confidences of a kind and, a fifth of
// [0, 1] by its upper end, the share of its facts that are right.
func reliability(kind gold.Kind) []Figure {
	name := "reliability." + kind.Name
	out := []Figure{{Name: name + ".error", Value: perCent(kind.Bins.Error()), Lower: true}}
	for i, bin := range kind.Bins {
		upper := name + "." + strconv.FormatFloat(float64(i+1)/float64(len(kind.Bins)), 'f', 1, 64)
		right := float64(bin.Right) / float64(max(bin.Given, 1))
		out = append(out,
			Figure{Name: upper + ".given", Value: float64(bin.Given), Neutral: true},
			Figure{Name: upper + ".right", Value: perCent(right), Neutral: true})
	}
	return out
}
