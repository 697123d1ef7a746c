package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"time"

	"rapporteur"
)

// decisionRow is a decision as it stands in the table.
type decisionRow struct {
	id              int64
	kind            Kind
	key             string
	verdict         Verdict
	version, textID string
	core, fact      string
	patch, joined   string
}

// decisionsOn reads the decisions on facts of a report, by any bytes that it was read
// from, the earliest first.
func decisionsOn(ctx context.Context, tx *transaction, report int64) ([]decisionRow, error) {
	return rows(ctx, tx, func(r *sql.Rows) (d decisionRow, err error) {
		return d, r.Scan(&d.id, &d.kind, &d.key, &d.verdict, &d.version, &d.textID, &d.core, &d.fact, &d.patch, &d.joined)
	}, `SELECT id, kind, key, verdict, version, text_id, core, fact, patch, joined FROM decisions
		WHERE raw IN (SELECT sha256 FROM inputs WHERE report = $1) ORDER BY id`, report)
}

// standing is what the decisions on one fact come to: its last verdict and the group
// that it was last merged into.
type standing struct {
	verdict *decisionRow // confirm, reject or correct, nil where there is none
	last    *decisionRow
	joined  string
}

// identity is what a fact of a report is known by.
type identity struct {
	kind Kind
	key  string
}

func standings(decisions []decisionRow) map[identity]standing {
	out := map[identity]standing{}
	for i := range decisions {
		d := &decisions[i]
		at := identity{d.kind, d.key}
		now := out[at]
		now.last = d
		switch d.verdict {
		case Merge, Split:
			now.joined = d.joined
		default:
			now.verdict = d
		}
		out[at] = now
	}
	return out
}

// decide puts decisions on the rows of a record's facts: a decided fact that the record
// has under another key gets back its own, and one that it lacks is kept where an analyst
// held it to be right.
func (p *packedRecord) decide(decisions []decisionRow, r *rapporteur.Record) error {
	if len(decisions) == 0 {
		return nil
	}
	stand := standings(decisions)
	p.adopt(stand)
	p.facts = slices.Grow(p.facts, len(stand)) // so that what have points to stays
	have := map[identity]*factRow{}
	for i := range p.facts {
		have[identity{p.facts[i].kind, p.facts[i].key}] = &p.facts[i]
	}
	for _, at := range inOrder(stand) {
		s := stand[at]
		row := have[at]
		if row == nil {
			if s.verdict == nil || s.verdict.verdict == Reject {
				continue
			}
			kept, err := p.keep(at, s.verdict, r)
			if err != nil {
				return err
			}
			p.facts = append(p.facts, kept)
			row = &p.facts[len(p.facts)-1]
		}
		if err := p.apply(row, s, r); err != nil {
			return err
		}
	}
	return nil
}

// inOrder are the facts by their first decision that still counts, so that the same
// decisions always give the same rows.
func inOrder(stand map[identity]standing) []identity {
	all := make([]identity, 0, len(stand))
	for at := range stand {
		all = append(all, at)
	}
	slices.SortFunc(all, func(a, b identity) int { return cmp.Compare(stand[a].last.id, stand[b].last.id) })
	return all
}

// sameFact is how alike (see alike) the words of a fact and of a decided one must be
// for them to be the same: more words in common than apart.
const sameFact = 0.5

// adopt gives the facts that were decided under another key, because their words or
// their evidence have changed since, that key again: the most alike first.
func (p *packedRecord) adopt(stand map[identity]standing) {
	taken := map[identity]bool{}
	for _, row := range p.facts {
		taken[identity{row.kind, row.key}] = true
	}
	type pair struct {
		at    identity
		row   *factRow
		alike float64
	}
	var pairs []pair
	for _, at := range inOrder(stand) {
		if taken[at] {
			continue
		}
		decided := wordsOf(stand[at].last.core)
		for i := range p.facts {
			row := &p.facts[i]
			if _, own := stand[identity{row.kind, row.key}]; own || row.kind != at.kind {
				continue
			}
			if a := alike(decided, wordsOf(row.core)); a >= sameFact {
				pairs = append(pairs, pair{at, row, a})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.alike, a.alike) })
	adopted := map[*factRow]bool{}
	for _, pair := range pairs {
		if !taken[pair.at] && !adopted[pair.row] {
			pair.row.key = pair.at.key
			taken[pair.at], adopted[pair.row] = true, true
		}
	}
}

// keep is the row of a fact that only a decision keeps, as it was when it was decided.
func (p *packedRecord) keep(at identity, d *decisionRow, r *rapporteur.Record) (factRow, error) {
	f := empty(at.kind)
	if err := json.Unmarshal([]byte(d.fact), f); err != nil {
		return factRow{}, err
	}
	byID(f, r.Entities)
	for _, link := range f.Links() {
		link.Keep(func(string) bool { return false }) // the other facts of that record have other IDs by now
	}
	f.Common().ID = "kept-" + at.key[:6]
	found, text := keptFact, r.Report.Text
	if d.textID != r.Report.ID {
		found, text = adriftFact, "" // its spans point into another one
	}
	row, err := newFactRow(f, text, p.day, entityNames(r))
	row.key, row.version, row.core, row.found = at.key, d.version, d.core, found
	if found == adriftFact {
		row.words = d.core
	}
	return row, err
}

// apply puts what decisions come to on a row.
func (p *packedRecord) apply(row *factRow, s standing, r *rapporteur.Record) error {
	row.joined = s.joined
	if s.verdict == nil {
		return nil
	}
	row.decision = s.verdict.id
	if s.verdict.patch == "" {
		return nil
	}
	text := r.Report.Text
	if row.found == adriftFact {
		text = ""
	}
	f := empty(row.kind)
	if err := merge([]byte(row.data), []byte(s.verdict.patch), text, f); err != nil {
		return err
	}
	byID(f, r.Entities)
	corrected, err := newFactRow(f, text, p.day, entityNames(r))
	if err != nil {
		return err
	}
	row.machine, row.data = row.data, corrected.data
	row.columns.label, row.topic, row.time = corrected.label, corrected.topic, corrected.time
	row.words = cmp.Or(corrected.words, row.words)
	row.day, row.who, row.parts = corrected.day, corrected.who, corrected.parts
	return nil
}

// Decisions returns all decisions on the fact of a name, the earliest first.
func (s *Store) Decisions(ctx context.Context, name string) ([]Decision, error) {
	var found []Decision
	err := s.asked(ctx, func(tx *transaction) error {
		h, err := s.find(ctx, tx, name)
		if err != nil {
			return err
		}
		found, err = rows(ctx, tx, scanDecision, `SELECT verdict, who, why, at, patch FROM decisions WHERE kind = $1 AND key = $2
			AND raw IN (SELECT sha256 FROM inputs WHERE report = $3) ORDER BY id`, string(h.Kind), h.Key, h.Report.row)
		return err
	})
	return found, err
}

func scanDecision(r *sql.Rows) (d Decision, err error) {
	var at int64
	var patch string
	if err := r.Scan(&d.Verdict, &d.Who, &d.Why, &at, &patch); err != nil {
		return d, err
	}
	d.At = time.Unix(at, 0).UTC()
	if patch != "" {
		err = json.Unmarshal([]byte(patch), &d.Fields)
	}
	return d, err
}
