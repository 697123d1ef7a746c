package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
)

func passage(from, fromEnd, to, toEnd int) rapporteur.Passage {
	return rapporteur.Passage{From: rapporteur.Span{Start: from, End: fromEnd}, To: rapporteur.Span{Start: to, End: toEnd}}
}

// putAll keeps the relations with each report once, the earlier ones known.
func putAll(t *testing.T, s *Store, relations []rapporteur.Relation) {
	t.Helper()
	err := s.Trace(t.Context(), func(w *Tracing) error {
		pending, err := w.Pending(t.Context(), 3, 10)
		if err != nil {
			return err
		}
		rows := map[string]int64{}
		for _, p := range pending {
			rows[p.Report.ID] = p.Row
			var own []rapporteur.Relation
			for _, r := range relations {
				_, from := rows[r.From]
				_, to := rows[r.To]
				if from && to && (r.From == p.Report.ID || r.To == p.Report.ID) {
					own = append(own, r)
				}
			}
			keys := []Fingerprint{{1 << 63, 0}, {uint64(p.Row), 2}}
			if err := w.Put(t.Context(), p, Sketch{3, []byte{9, byte(p.Row)}, keys}, own, rows); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sampleRelations are a copy and a shared passage among the first three samples.
func sampleRelations(t *testing.T) []rapporteur.Relation {
	return relationsOnce([]relationRow{
		{Relation: rapporteur.Relation{From: sampleID(t, 0), To: sampleID(t, 1), Kind: rapporteur.Copy, Confidence: 0.9,
			Passages: []rapporteur.Passage{passage(10, 20, 0, 10), passage(0, 5, 12, 300)}}},
		{Relation: rapporteur.Relation{From: sampleID(t, 2), To: sampleID(t, 1), Kind: rapporteur.SharedSource, Confidence: 0.7,
			Passages: []rapporteur.Passage{passage(4, 9, 4, 9)}}},
	})
}

func untracedReports(t *testing.T, s *Store, version int) int {
	t.Helper()
	n, err := s.Untraced(t.Context(), version)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTracing(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 4)
		if n := untracedReports(t, s, 3); n != 4 {
			t.Errorf("%d reports to be traced", n)
		}
		want := sampleRelations(t)
		putAll(t, s, want)
		if n := untracedReports(t, s, 3); n != 0 {
			t.Errorf("%d reports still to be traced", n)
		}
		if n := untracedReports(t, s, 4); n != 4 {
			t.Errorf("%d reports to be traced by a newer version", n)
		}
		got, err := s.Relations(t.Context())
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
		kin, reports, err := s.Kin(t.Context(), sampleID(t, 0)[:8])
		if diff := cmp.Diff(want, kin); diff != "" || err != nil {
			t.Errorf("%v %s", err, diff)
		}
		if len(reports) != 3 || reports[0].ID != sampleID(t, 0) {
			t.Errorf("reports %v", reports)
		}
		if kin, reports, err = s.Kin(t.Context(), sampleID(t, 3)); len(kin) != 0 || len(reports) != 1 || err != nil {
			t.Errorf("of one that is related to none: %v %v %v", kin, reports, err)
		}
	})
}

func TestSharingAndForgetting(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 3)
		putAll(t, s, sampleRelations(t))
		err := s.Trace(t.Context(), func(w *Tracing) error {
			sharing, err := w.Sharing(t.Context(), []uint64{1 << 63, 77}, 1)
			if err != nil {
				return err
			}
			if len(sharing) != 2 || sharing[0].Key != 1<<63 || sharing[0].Row == 1 || sharing[0].Outlet == "" || len(sharing[0].Signature) != 2 {
				t.Errorf("sharing %v", sharing)
			}
			if err := w.AddBoilerplate(t.Context(), "Hale Post", []uint64{5, 1 << 63}); err != nil {
				return err
			}
			known, err := w.Boilerplate(t.Context(), "Hale Post")
			if diff := cmp.Diff(map[uint64]bool{5: true, 1 << 63: true}, known); diff != "" {
				t.Error(diff)
			}
			if err != nil {
				return err
			}
			return w.Forget(t.Context(), []int64{2})
		})
		if err != nil {
			t.Fatal(err)
		}
		relations, err := s.Relations(t.Context())
		if len(relations) != 0 || err != nil || untracedReports(t, s, 3) != 1 {
			t.Errorf("after forgetting %v, %v", relations, err)
		}
	})
}

// A new analysis has the report's lineage made again.
func TestRedoForgetsLineage(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 2)
		putAll(t, s, sampleRelations(t)[:0])
		for old, err := range s.OlderReports(t.Context(), "2") {
			if err != nil {
				t.Fatal(err)
			}
			redone, err := PackAgain(old, sampleRecord(t, 0), "2")
			if err == nil {
				err = s.Redo(t.Context(), []*Redone{redone})
			}
			if err != nil {
				t.Fatal(err)
			}
			break
		}
		if n := untracedReports(t, s, 3); n != 1 {
			t.Errorf("%d reports to be traced", n)
		}
	})
}

// A column that is no list of passages gives those before the damage.
func TestUnpackPassages(t *testing.T) {
	passages := []rapporteur.Passage{passage(1000, 1010, 5, 7), passage(3, 4, 8, 9)}
	packed := packPassages(passages)
	if diff := cmp.Diff(passages, unpackPassages(packed)); diff != "" {
		t.Error(diff)
	}
	for n := range packed {
		if got := unpackPassages(packed[:n]); len(got) > 1 || len(got) == 1 && got[0] != passages[0] {
			t.Errorf("of %d bytes %v", n, got)
		}
	}
}

// An archive of the first version has the lineage of its reports still to be made, and
// their facts to be joined.
func TestLineageOfAnOlderArchive(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		s := withSamples(t, create(t, archive), 3)
		for _, statement := range []string{
			"DROP TABLE sketches", "DROP TABLE fingerprints", "DROP TABLE boilerplate", "DROP TABLE relations",
			"DROP TABLE told", "DROP TABLE told_keys", "DROP TABLE ties", "DROP TABLE joins", "DROP TABLE joined",
			"DELETE FROM schema_version WHERE version_id > 1",
		} {
			if _, err := s.write.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		s.Close()
		s = open(t, archive, Options{})
		if n := untracedReports(t, s, 3); n != 3 {
			t.Errorf("%d reports to be traced", n)
		}
		if n, err := s.Unjoined(t.Context(), 1); n != 3 || err != nil {
			t.Errorf("the facts of %d reports to be joined: %v", n, err)
		}
	})
}
