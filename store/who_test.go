package store

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
)

func TestWho(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 3)
		found, err := s.Who(t.Context(), "BREKKE", Filter{})
		if err != nil || len(found) != 1 {
			t.Fatalf("%+v, %v", found, err)
		}
		one := found[0]
		one.Facts, one.Counts = nil, nil
		want := Someone{
			Name: "Ada Brekke", Type: rapporteur.PersonEntity, Names: []string{"Ada Brekke", "the mayor of Skarv"},
			Roles: []rapporteur.Role{{Title: "mayor", Of: "Skarv", From: "2029-01-01"}}, For: []string{"Skarv"},
			Reports: 3, Mentions: 9, First: "2031-02-03", Last: "2031-02-05",
		}
		if diff := cmp.Diff(want, one); diff != "" {
			t.Error(diff)
		}
		if len(found[0].Facts) != 3 || found[0].Facts[0].Kind != StatementKind {
			t.Errorf("%+v", found[0].Facts)
		}
		if towns, err := s.Who(t.Context(), "Skarv", Filter{}); err != nil || len(towns) != 1 || towns[0].KB != "Q900001" || len(towns[0].Facts) != 12 {
			t.Errorf("%d towns, %v", len(towns), err)
		}
		all, err := s.Who(t.Context(), "Skarv", Filter{})
		if err != nil {
			t.Fatal(err)
		}
		few, err := s.Who(t.Context(), "Skarv", Filter{Limit: 2})
		if err != nil || len(few) != 1 || !maps.Equal(few[0].Counts, all[0].Counts) || all[0].Counts[MeetingKind] != 3 {
			t.Fatalf("%+v, %v", few, err)
		}
		latest := map[Kind][]string{}
		for _, h := range all[0].Facts {
			latest[h.Kind] = append(latest[h.Kind], h.Name())
		}
		for _, h := range few[0].Facts {
			if kept := latest[h.Kind]; !slices.Contains(kept[max(0, len(kept)-2):], h.Name()) {
				t.Errorf("%s is none of the latest two of %v", h.Name(), kept)
			}
		}
		if n := len(few[0].Facts); n != 8 {
			t.Errorf("%d facts within the limit", n)
		}
		if day, err := s.Who(t.Context(), "Skarv", Filter{From: "2031-02-05", To: "2031-02-05", Limit: 9}); err != nil || len(day) != 1 || day[0].Reports != 3 ||
			slices.ContainsFunc(day[0].Facts, func(h Head) bool { return h.Day != "2031-02-05" }) || len(day[0].Facts) != 3 {
			t.Errorf("%+v, %v", day, err)
		}
		if none, err := s.Who(t.Context(), "Nobody", Filter{}); err != nil || len(none) != 0 {
			t.Errorf("%+v, %v", none, err)
		}
	})
}

func TestSides(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 2)
		all, err := s.Sides(t.Context(), Filter{})
		want := map[string]int{"Hale": 3, "Skarv": 1, "Saltmarsh League": 1}
		if err != nil || len(all) != 2 || !maps.Equal(all[sampleID(t, 1)], want) {
			t.Errorf("%v, %v", all, err)
		}
		if one, err := s.Sides(t.Context(), Filter{Outlet: "Hale Post"}); err != nil || len(one) != 1 || !maps.Equal(one[sampleID(t, 0)], want) {
			t.Errorf("%v, %v", one, err)
		}
	})
}
