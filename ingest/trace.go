package ingest

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"rapporteur"
	"rapporteur/lineage"
	"rapporteur/source"
	"rapporteur/store"
)

// tracedAtOnce is how many reports are traced in one transaction: as many as are related
// at once. A long one takes a few milliseconds.
const tracedAtOnce = relatedAtOnce

// mostCompared is with how many others a report is compared at most, those that share
// most of its keys: of a text of which there are a thousand copies each is related to so
// many others, and through these to all.
const mostCompared = 128

// The kinds of key as the archive keeps them.
const (
	passageKey uint8 = iota
	lineKey
	anchorKey
)

// Trace finds for each report whose lineage another version made, or none, how it stands
// to the others. In whatever order reports are added, the same relations come about. Of
// o only Relating counts.
func Trace(ctx context.Context, archive *store.Store, o AddOptions) error {
	all, err := archive.Untraced(ctx, lineage.Version)
	if err != nil || all == 0 {
		return err
	}
	t := &tracing{boilerplate: map[string]map[uint64]bool{}, ready: map[int64]*lineage.Report{}}
	o.related(0, all)
	for done := 0; ; {
		traced := 0
		err := archive.Trace(ctx, func(w *store.Tracing) error {
			clear(t.boilerplate) // an earlier transaction may have failed
			pending, err := w.Pending(ctx, lineage.Version, tracedAtOnce)
			traced = len(pending)
			for _, p := range pending {
				if err == nil {
					err = t.trace(ctx, w, p)
				}
			}
			return err
		})
		if err != nil || traced == 0 {
			return err
		}
		done += traced
		o.related(done, all)
	}
}

// tracing follows reports to those that they have words of.
type tracing struct {
	// boilerplate are the keys of the outlets' boilerplate, read as they are needed.
	boilerplate map[string]map[uint64]bool
	// ready are reports compared with lately, by their rows.
	ready map[int64]*lineage.Report
}

// mostReady is how many reports are kept ready to be compared, 100 KB each: those of a
// story come together, and copies of one text are compared with the same ones.
const mostReady = 2 * mostCompared

// prepared is a report ready to be compared.
func (t *tracing) prepared(c store.Traced) *lineage.Report {
	r, have := t.ready[c.Row]
	if !have {
		if len(t.ready) >= mostReady {
			clear(t.ready)
		}
		r = readFlat(c.Report)
		t.ready[c.Row] = r
	}
	return r
}

// known returns the keys of an outlet's boilerplate.
func (t *tracing) known(ctx context.Context, w *store.Tracing, outlet string) (map[uint64]bool, error) {
	if keys, read := t.boilerplate[outlet]; read {
		return keys, nil
	}
	keys := map[uint64]bool{}
	if outlet != "" {
		var err error
		if keys, err = w.Boilerplate(ctx, outlet); err != nil {
			return nil, err
		}
	}
	t.boilerplate[outlet] = keys
	return keys, nil
}

// trace keeps how one report stands to those traced before.
func (t *tracing) trace(ctx context.Context, w *store.Tracing, of store.Traced) error {
	report := t.prepared(of)
	keys := report.Keys()
	known, err := t.known(ctx, w, of.Report.Outlet)
	if err != nil {
		return err
	}
	unlisted := slices.DeleteFunc(slices.Concat(keys.Passages, keys.Lines, keys.Anchors), func(k uint64) bool { return known[k] })
	sharing, err := w.Sharing(ctx, unlisted, of.Row)
	if err != nil {
		return err
	}
	if err := t.learn(ctx, w, of, keys.Signature, sharing); err != nil {
		return err
	}
	relations, rows, err := t.relate(ctx, w, of, report, sharing)
	if err != nil {
		return err
	}
	sketch := store.Sketch{Version: lineage.Version, Signature: keys.Signature}
	for kind, some := range [][]uint64{passageKey: keys.Passages, lineKey: keys.Lines, anchorKey: keys.Anchors} {
		for _, k := range some {
			sketch.Keys = append(sketch.Keys, store.Fingerprint{Key: k, Kind: uint8(kind)})
		}
	}
	return w.Put(ctx, of, sketch, relations, rows)
}

// readFlat makes a report ready to be compared.
func readFlat(d *rapporteur.Document) *lineage.Report {
	flat := *d
	flat.Text = source.Unwrapped(d.Text)
	return lineage.Read(&flat)
}

// learn keeps which of the shared keys are, with this report, found to be boilerplate of
// its outlet, and has the other reports with them traced again.
func (t *tracing) learn(ctx context.Context, w *store.Tracing, of store.Traced, signature []byte, sharing []store.Sharing) error {
	outlet := of.Report.Outlet
	if outlet == "" {
		return nil
	}
	others := map[uint64][]store.Sharing{}
	for _, s := range sharing {
		if s.Kind != anchorKey && s.Outlet == outlet {
			others[s.Key] = append(others[s.Key], s)
		}
	}
	var found []uint64
	again := map[int64]bool{}
	for _, key := range slices.Sorted(maps.Keys(others)) {
		var signatures [][]byte
		for _, s := range others[key] {
			signatures = append(signatures, s.Signature)
		}
		if !lineage.IsBoilerplate(signature, signatures) {
			continue
		}
		found = append(found, key)
		for _, s := range others[key] {
			again[s.Row] = true
		}
		t.boilerplate[outlet][key] = true
	}
	if len(found) == 0 {
		return nil
	}
	if err := w.AddBoilerplate(ctx, outlet, found); err != nil {
		return err
	}
	return w.Forget(ctx, slices.Sorted(maps.Keys(again)))
}

// relate compares a report with those that share enough of its keys, and returns what
// it stands in a relation to, with the rows of all by their IDs.
func (t *tracing) relate(ctx context.Context, w *store.Tracing, of store.Traced, report *lineage.Report, sharing []store.Sharing) ([]rapporteur.Relation, map[string]int64, error) {
	near, err := t.near(ctx, w, of, sharing)
	if err != nil {
		return nil, nil, err
	}
	candidates, err := w.Reports(ctx, near)
	if err != nil {
		return nil, nil, err
	}
	rows := map[string]int64{of.Report.ID: of.Row}
	var relations []rapporteur.Relation
	for _, c := range candidates {
		boilerplate, err := t.boilerplateOf(ctx, w, of.Report.Outlet, c.Report.Outlet)
		if err != nil {
			return nil, nil, err
		}
		other := t.prepared(c)
		report.Discount(boilerplate)
		other.Discount(boilerplate)
		if r := lineage.Relate(report, other); r.Kind != rapporteur.Independent {
			relations = append(relations, r)
			rows[c.Report.ID] = c.Row
		}
	}
	return relations, rows, nil
}

// boilerplateOf tells which keys are boilerplate of one of two outlets.
func (t *tracing) boilerplateOf(ctx context.Context, w *store.Tracing, a, b string) (func(uint64) bool, error) {
	as, err := t.known(ctx, w, a)
	if err != nil {
		return nil, err
	}
	bs, err := t.known(ctx, w, b)
	return func(k uint64) bool { return as[k] || bs[k] }, err
}

// count is how many keys of two kinds a report in a row shares with another.
type count struct {
	row               int64
	passages, anchors int
}

// near are the rows of the reports to compare with: those that share enough keys which
// are boilerplate of neither outlet, at most mostCompared.
func (t *tracing) near(ctx context.Context, w *store.Tracing, of store.Traced, sharing []store.Sharing) ([]int64, error) {
	counts := map[int64]*count{}
	for _, s := range sharing {
		boilerplate, err := t.boilerplateOf(ctx, w, of.Report.Outlet, s.Outlet)
		if err != nil {
			return nil, err
		}
		if s.Kind == lineKey || boilerplate(s.Key) {
			continue
		}
		c, have := counts[s.Row]
		if !have {
			c = &count{row: s.Row}
			counts[s.Row] = c
		}
		if s.Kind == passageKey {
			c.passages++
		} else {
			c.anchors++
		}
	}
	near := slices.DeleteFunc(slices.Collect(maps.Values(counts)), func(c *count) bool { return !lineage.Comparable(c.passages, c.anchors) })
	slices.SortFunc(near, func(a, b *count) int {
		return cmp.Or(b.passages+b.anchors-a.passages-a.anchors, cmp.Compare(a.row, b.row))
	})
	rows := make([]int64, 0, mostCompared)
	for _, c := range near[:min(len(near), mostCompared)] {
		rows = append(rows, c.row)
	}
	return rows, nil
}
