package store

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"rapporteur"
)

// Verdict is what an analyst decides of a fact.
type Verdict string

// The verdicts: that it is right, that it is wrong, that it is right but for what a
// correction says; that it is the same as others, that it is not after all.
const (
	Confirm Verdict = "confirm"
	Reject  Verdict = "reject"
	Correct Verdict = "correct"
	Merge   Verdict = "merge"
	Split   Verdict = "split"
)

// Decision is a verdict with who gave it, why and when.
type Decision struct {
	Verdict  Verdict
	Who, Why string
	At       time.Time
	// Fields are the corrected fields by their names in the record's types; those who
	// take part stand there by name, spans as lists of Wordings.
	Fields map[string]json.RawMessage
}

// Decide keeps a decision on facts, each by the name that Find takes. Fields belong to
// Correct, which takes one fact; Merge takes two or more of one kind. The facts as they
// then are come back.
func (s *Store) Decide(ctx context.Context, d Decision, names ...string) ([]Head, error) {
	if err := d.check(names); err != nil {
		return nil, s.refuse(err.Error())
	}
	var decided []Head
	err := s.inTurn(ctx, func(tx *transaction) error {
		found, err := s.decisionFacts(ctx, tx, d, names)
		if err != nil {
			return err
		}
		id, err := nextID(ctx, tx, "decisions")
		if err != nil {
			return err
		}
		joined := ""
		if d.Verdict == Merge {
			joined = fmt.Sprintf("m%d", id)
		}
		reports := map[int64]bool{}
		for _, h := range found {
			if err := s.keepDecision(ctx, tx, id, d, &h, joined); err != nil {
				return err
			}
			id++
			reports[h.Report.row] = true
		}
		for report := range reports {
			if err := s.redecide(ctx, tx, report); err != nil {
				return err
			}
		}
		for _, h := range found {
			now, err := heads(ctx, tx, " WHERE f.report = $1 AND f.kind = $2 AND f.key = $3", h.Report.row, string(h.Kind), h.Key)
			if err != nil {
				return err
			}
			decided = append(decided, now...)
		}
		return nil
	})
	return decided, err
}

// check returns what is wrong with a decision.
func (d Decision) check(names []string) error {
	switch {
	case d.Who == "":
		return fmt.Errorf("a decision needs the name of who decides")
	case d.Verdict == Merge && len(names) < 2:
		return fmt.Errorf("merge needs two facts or more")
	case d.Verdict == Correct && (len(names) != 1 || len(d.Fields) == 0):
		return fmt.Errorf("correct needs one fact and what is to be changed of it")
	case d.Verdict != Correct && len(d.Fields) > 0:
		return fmt.Errorf("only a correction changes fields")
	}
	return nil
}

// decisionFacts finds the facts that a decision is about, those of their groups with
// them where facts are merged.
func (s *Store) decisionFacts(ctx context.Context, tx *transaction, d Decision, names []string) ([]Head, error) {
	var found []Head
	for _, name := range names {
		h, err := s.find(ctx, tx, name)
		if err != nil {
			return nil, err
		}
		if len(found) > 0 && d.Verdict == Merge && h.Kind != found[0].Kind {
			return nil, s.refuse(fmt.Sprintf("%s is a %s and %s a %s: they cannot be the same", found[0].Name(), found[0].Kind, h.Name(), h.Kind))
		}
		found = append(found, h)
	}
	if d.Verdict == Merge {
		for _, h := range found {
			if h.Joined == "" {
				continue
			}
			group, err := heads(ctx, tx, " WHERE f.joined = $1", h.Joined)
			if err != nil {
				return nil, err
			}
			found = append(found, group...)
		}
	}
	seen := map[int64]bool{}
	found = slices.DeleteFunc(found, func(h Head) bool {
		again := seen[h.row]
		seen[h.row] = true
		return again
	})
	switch {
	case d.Verdict == Merge && len(found) < 2:
		return nil, s.refuse(names[0] + " is one fact already: merge needs two or more")
	case d.Verdict == Split:
		return withLeftOver(ctx, tx, found)
	}
	return found, nil
}

// withLeftOver are facts that are split off their groups, with those that would be left
// alone in one.
func withLeftOver(ctx context.Context, tx *transaction, off []Head) ([]Head, error) {
	split := map[string][]int64{}
	for _, h := range off {
		if h.Joined != "" {
			split[h.Joined] = append(split[h.Joined], h.row)
		}
	}
	for joined, gone := range split {
		group, err := heads(ctx, tx, " WHERE f.joined = $1", joined)
		if err != nil {
			return nil, err
		}
		left := slices.DeleteFunc(group, func(h Head) bool { return slices.Contains(gone, h.row) })
		if len(left) == 1 {
			off = append(off, left[0])
		}
	}
	return off, nil
}

// keepDecision adds the row of a decision on one fact.
func (s *Store) keepDecision(ctx context.Context, tx *transaction, id int64, d Decision, h *Head, joined string) error {
	r, err := readReport(ctx, tx, h.Report.row)
	if err != nil {
		return err
	}
	var data, machine, core, raw string
	err = tx.QueryRowContext(ctx, "SELECT f.data, f.machine, f.core, r.raw FROM facts f JOIN reports r ON r.id = f.report WHERE f.id = $1",
		h.row).Scan(&data, &machine, &core, &raw)
	if err != nil {
		return err
	}
	f := empty(h.Kind)
	if err := json.Unmarshal([]byte(cmp.Or(machine, data)), f); err != nil {
		return err
	}
	if err := checkWords(f, d.Fields, r.Report.Text); err != nil {
		return s.refuse(h.Name() + ": " + err.Error())
	}
	d.inherit(h.Decision)
	patch, err := d.patch(f)
	if err != nil {
		return s.refuse(h.Name() + ": " + err.Error())
	}
	byName(f, entityNames(r))
	snapshot, err := json.Marshal(f)
	if err != nil {
		return err
	}
	decisions := table{name: "decisions", columns: "id, raw, kind, key, verdict, who, why, at, version, text_id, core, fact, patch, joined"}
	decisions.rows = [][]any{{id, raw, string(h.Kind), h.Key, string(d.Verdict), d.Who, d.Why, unix(d.At), h.Version, h.Report.ID, core,
		string(snapshot), patch, joined}}
	return decisions.insert(ctx, tx)
}

// inherit takes over the corrections that stand: who corrects one field more, or
// confirms what was corrected, does not take them back.
func (d *Decision) inherit(before *Decision) {
	if before == nil || d.Verdict != Correct && d.Verdict != Confirm {
		return
	}
	fields := maps.Clone(before.Fields)
	if fields == nil {
		fields = d.Fields
	}
	maps.Copy(fields, d.Fields)
	d.Fields = fields
}

// patch is the correction as a JSON merge patch (RFC 7396), those who take part by name
// and spans by their words. It must make a fact of the same kind.
func (d Decision) patch(f rapporteur.AnyFact) (string, error) {
	if len(d.Fields) == 0 {
		return "", nil
	}
	before, err := json.Marshal(f)
	if err != nil {
		return "", err
	}
	patch, err := json.Marshal(d.Fields)
	if err != nil {
		return "", err
	}
	after := empty(f.FactKind())
	if err := merge(before, patch, "", after); err != nil {
		return "", err
	}
	if after.Common().ID != f.Common().ID {
		return "", fmt.Errorf("the ID of a fact cannot be corrected")
	}
	return string(patch), nil
}

// merge decodes a fact with the fields of a patch in place of its own. Words of the patch
// that a text does not have leave what the fact has.
func merge(data, patch []byte, text string, into rapporteur.AnyFact) error {
	var fields, changed map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return err
	}
	if err := json.Unmarshal(patch, &changed); err != nil {
		return err
	}
	for name, value := range changed {
		if _, known := fields[name]; !known {
			return fmt.Errorf("a %s has no %q", into.FactKind(), name)
		}
		if _, words := passageOf(into, name); words {
			continue
		}
		if !plain(value) {
			return fmt.Errorf("the %q of a %s cannot be corrected", name, into.FactKind())
		}
		fields[name] = value
	}
	merged, err := json.Marshal(fields)
	if err != nil {
		return err
	}
	if err := json.NewDecoder(bytes.NewReader(merged)).Decode(into); err != nil {
		return fmt.Errorf("not what belongs there: %w", err)
	}
	return place(into, changed, text)
}

// plain reports whether a value in JSON is none of several fields.
func plain(value json.RawMessage) bool {
	var fields []map[string]json.RawMessage
	return len(value) > 0 && value[0] != '{' && (json.Unmarshal(value, &fields) != nil || len(fields) == 0)
}

// byName puts the names of entities in the place of their IDs, which only their own
// record knows.
func byName(f rapporteur.AnyFact, names map[string]string) {
	for _, r := range refsOf(f) {
		r.replace(func(id string) string { return nameOf(names, id) })
	}
}

// byID puts the IDs that entities have in a record in the place of their names; a name
// that the record does not have stays.
func byID(f rapporteur.AnyFact, entities []rapporteur.Entity) {
	ids := make(map[string]string, len(entities))
	for _, e := range slices.Backward(entities) {
		ids[fold(e.Name)] = e.ID
	}
	for _, r := range refsOf(f) {
		r.replace(func(name string) string { return cmp.Or(ids[fold(name)], name) })
	}
}
