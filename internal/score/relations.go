package main

import (
	"cmp"
	"slices"

	"rapporteur"
	"rapporteur/gold"
	"rapporteur/lineage"
	"rapporteur/source"
)

// scoreStories counts what the program finds across the reports of stories: how many
// pairs of reports stand to each other as people say, F1 of each relation and their mean
// (macro), how many independent pairs are called copies; and how well facts are joined.
func scoreStories(p Program, paths []string) ([]Figure, error) {
	stories, err := gold.ReadStories(paths...)
	if err != nil {
		return nil, err
	}
	own, err := ownJoins(p, stories)
	return slices.Concat(relationFigures(stories), joinFigures(stories), own), err
}

// relationKinds are the kinds of relation in the order in which they are printed.
var relationKinds = []rapporteur.RelationKind{rapporteur.Copy, rapporteur.Rewrite, rapporteur.SharedSource, rapporteur.Independent}

func relationFigures(stories []gold.Story) []Figure {
	counts := map[rapporteur.RelationKind]*gold.Count{}
	for _, kind := range relationKinds {
		counts[kind] = &gold.Count{}
	}
	var pairs, right, copied int
	for _, s := range stories {
		found := relationsAmong(s.Records)
		for _, want := range s.Lineage {
			got := found[pairOf(want.From, want.To)].Kind
			pairs++
			counts[want.Kind].Gold++
			counts[got].Given++
			if got == want.Kind {
				right++
				counts[got].Hit++
			}
			if want.Kind == rapporteur.Independent && got == rapporteur.Copy {
				copied++
			}
		}
	}
	var macro float64
	var out []Figure
	for _, kind := range relationKinds {
		macro += counts[kind].F1() / float64(len(relationKinds))
		out = append(out, figures("relation."+string(kind), *counts[kind])...)
	}
	return append([]Figure{
		{Name: "relation.accuracy", Value: perCent(float64(right) / float64(max(pairs, 1)))},
		{Name: "relation.macro.f1", Value: perCent(macro)},
		{Name: "relation.independent.copied", Value: float64(copied), Lower: true},
	}, out...)
}

// pairOf names two reports in either order.
func pairOf(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// relationsAmong are how the reports of records stand to one another, each pair: as the
// archive keeps it, with what follows from that.
func relationsAmong(records []*rapporteur.Record) map[[2]string]rapporteur.Relation {
	documents := map[string]*rapporteur.Document{}
	var kept []rapporteur.Relation
	out := map[[2]string]rapporteur.Relation{}
	for i, r := range records {
		documents[r.Report.ID] = r.Report
		for _, s := range records[:i] {
			relation := related(r.Report, s.Report)
			out[pairOf(r.Report.ID, s.Report.ID)] = relation
			kept = append(kept, relation)
		}
	}
	earlier := func(a, b string) bool {
		return cmp.Or(documents[a].Published.Compare(documents[b].Published), cmp.Compare(a, b)) < 0
	}
	for id := range documents {
		for _, r := range lineage.Implied(id, kept, earlier) {
			out[pairOf(r.From, r.To)] = r
		}
	}
	return out
}

// related is how two reports stand to each other where the archive knows both.
func related(a, b *rapporteur.Document) rapporteur.Relation {
	x, y := prepared(a), prepared(b)
	kx, ky := x.Keys(), y.Keys()
	if !lineage.Comparable(sharedKeys(kx.Passages, ky.Passages), sharedKeys(kx.Anchors, ky.Anchors)) {
		return rapporteur.Relation{From: a.ID, To: b.ID, Kind: rapporteur.Independent}
	}
	return lineage.Relate(x, y)
}

func prepared(d *rapporteur.Document) *lineage.Report {
	flat := *d
	flat.Text = source.Unwrapped(d.Text)
	return lineage.Read(&flat)
}

// sharedKeys counts what two rising lists have in common.
func sharedKeys(a, b []uint64) int {
	n := 0
	for _, k := range a {
		if _, found := slices.BinarySearch(b, k); found {
			n++
		}
	}
	return n
}
