package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
	"time"

	"rapporteur"
)

// Report is a report in an archive.
type Report struct {
	Heading
	// Record has the facts as analysts corrected them and those that only they keep, but
	// for those that are adrift.
	Record *rapporteur.Record
	// Facts are the heads of the record's facts, kind by kind in its order.
	Facts []Head
	// Sightings are where it was found, the first one first.
	Sightings []Sighting
	// Raw is the SHA-256 of the bytes that it was read from.
	Raw string
}

// Sighting is a place where the bytes of a report were found, or bytes that were refused.
type Sighting struct {
	Name, SHA256 string
	Size         int64
	Seen         time.Time
	// Refusal is why the bytes were not read, empty where they were.
	Refusal string
}

// minPrefix is how many digits of an ID are needed at least.
const minPrefix = 4

// Report returns the report whose ID begins so.
func (s *Store) Report(ctx context.Context, id string) (*Report, error) {
	var report *Report
	err := s.asked(ctx, func(tx *transaction) error {
		h, err := s.heading(ctx, tx, id)
		if err != nil {
			return err
		}
		report, err = wholeReport(ctx, tx, h)
		return err
	})
	return report, err
}

// heading finds the one report whose ID begins so.
func (s *Store) heading(ctx context.Context, tx *transaction, id string) (Heading, error) {
	prefix := strings.ToLower(id)
	if len(prefix) < minPrefix || strings.Trim(prefix, "0123456789abcdef") != "" {
		return Heading{}, s.refuse(fmt.Sprintf("%q is not an ID: it takes %d or more of the digits that list shows", id, minPrefix))
	}
	found, err := rows(ctx, tx, scanHeading, "SELECT "+headingColumns+" FROM reports r WHERE r.text_id LIKE $1 ORDER BY r.text_id", prefix+"%")
	switch {
	case err != nil:
		return Heading{}, err
	case len(found) == 0:
		return Heading{}, s.refuse("has no report " + id)
	case len(found) > 1:
		return Heading{}, s.refuse(fmt.Sprintf("the IDs of %d reports begin with %s: %s", len(found), id, candidates(found)))
	}
	return found[0], nil
}

// mostCandidates is how many reports of similar IDs are told of.
const mostCandidates = 5

// candidates tells reports apart by as many digits as that takes, with their titles.
func candidates(found []Heading) string {
	digits := shortID
	for i := 1; i < len(found); i++ {
		for digits < len(found[i].ID) && found[i].ID[:digits] == found[i-1].ID[:digits] {
			digits++
		}
	}
	var told []string
	for _, h := range found[:min(len(found), mostCandidates)] {
		one := h.ID[:digits]
		if h.Title != "" {
			one += " (" + strings.Join(strings.Fields(h.Title), " ") + ")"
		}
		told = append(told, one)
	}
	if len(found) > mostCandidates {
		told = append(told, "…")
	}
	return strings.Join(told, ", ")
}

func scanHeading(r *sql.Rows) (h Heading, err error) { return h, r.Scan(h.scan()...) }

// find finds the one fact of a name: "REPORT/ID", or 6 or more digits of its key.
func (s *Store) find(ctx context.Context, tx *transaction, name string) (Head, error) {
	var found []Head
	if report, id, ok := strings.Cut(name, "/"); ok {
		h, err := s.heading(ctx, tx, report)
		if err != nil {
			return Head{}, err
		}
		found, err = heads(ctx, tx, " WHERE f.report = $1 AND f.fact_id = $2", h.row, id)
		if err != nil {
			return Head{}, err
		}
	} else if key := strings.ToLower(name); len(key) >= 6 && strings.Trim(key, "0123456789abcdef") == "" {
		var err error
		if found, err = heads(ctx, tx, " WHERE f.key LIKE $1 ORDER BY f.id", key+"%"); err != nil {
			return Head{}, err
		}
	}
	switch len(found) {
	case 0:
		return Head{}, s.refuse("has no fact " + name + " (a fact is called by its report and its own ID, as 3f2a91bc/s3)")
	case 1:
		return found[0], nil
	}
	return Head{}, s.refuse(fmt.Sprintf("%d facts are called %s: %s", len(found), name, factCandidates(found)))
}

func factCandidates(found []Head) string {
	var told []string
	for _, h := range found[:min(len(found), mostCandidates)] {
		told = append(told, fmt.Sprintf("%s (key %s)", h.Name(), h.Key))
	}
	if len(found) > mostCandidates {
		told = append(told, "…")
	}
	return strings.Join(told, ", ")
}

// Joined returns the decision that made a group of facts, with those that belong to it,
// by day.
func (s *Store) Joined(ctx context.Context, group string) (d Decision, facts []Head, err error) {
	err = s.asked(ctx, func(tx *transaction) error {
		made, err := rows(ctx, tx, scanDecision, "SELECT verdict, who, why, at, patch FROM decisions WHERE joined = $1 ORDER BY id LIMIT 1", group)
		if err != nil || len(made) == 0 {
			return err
		}
		d = made[0]
		facts, err = heads(ctx, tx, " WHERE f.joined = $1 ORDER BY f.day, r.published_at, f.id", group)
		return err
	})
	return d, facts, err
}

// Fact returns the head of the fact of a name: "REPORT/ID" as list and show print it,
// or the beginning of its key.
func (s *Store) Fact(ctx context.Context, name string) (Head, error) {
	var h Head
	err := s.asked(ctx, func(tx *transaction) error {
		var err error
		h, err = s.find(ctx, tx, name)
		return err
	})
	return h, err
}

// readReport reads a record as the machine made it.
func readReport(ctx context.Context, tx *transaction, row int64) (*rapporteur.Record, error) {
	var packed []byte
	var text string
	if err := tx.QueryRowContext(ctx, "SELECT record, text FROM reports WHERE id = $1", row).Scan(&packed, &text); err != nil {
		return nil, err
	}
	return unpackRecord(packed, text)
}

func wholeReport(ctx context.Context, tx *transaction, h Heading) (*Report, error) {
	r := &Report{Heading: h}
	var err error
	if r.Record, err = readReport(ctx, tx, h.row); err != nil {
		return nil, err
	}
	if err := tx.QueryRowContext(ctx, "SELECT raw FROM reports WHERE id = $1", h.row).Scan(&r.Raw); err != nil {
		return nil, err
	}
	if r.Facts, err = heads(ctx, tx, " WHERE f.report = $1 ORDER BY f.id", h.row); err != nil {
		return nil, err
	}
	if err := correct(ctx, tx, r); err != nil {
		return nil, err
	}
	r.Sightings, err = rows(ctx, tx, scanSighting, sightings+"WHERE report = $1 ORDER BY id", h.row)
	return r, err
}

// correct puts the facts that an analyst corrected or keeps into the record.
func correct(ctx context.Context, tx *transaction, r *Report) error {
	of := map[identity]rapporteur.AnyFact{}
	for f := range r.Record.Facts() {
		of[identity{f.FactKind(), f.Common().ID}] = f
	}
	type changed struct {
		at   identity
		data string
	}
	all, err := rows(ctx, tx, func(row *sql.Rows) (c changed, err error) {
		return c, row.Scan(&c.at.kind, &c.at.key, &c.data)
	}, "SELECT kind, fact_id, data FROM facts WHERE report = $1 AND (machine <> '' AND found = 1 OR found = 0) ORDER BY id", r.row)
	if err != nil {
		return err
	}
	for _, c := range all {
		f := of[c.at]
		if f == nil {
			f = r.Record.Append(c.at.kind)
		}
		if err := json.Unmarshal([]byte(c.data), f); err != nil {
			return err
		}
	}
	return nil
}

const sightings = "SELECT name, sha256, size, seen_at, refusal FROM inputs "

func scanSighting(r *sql.Rows) (s Sighting, err error) {
	var at int64
	err = r.Scan(&s.Name, &s.SHA256, &s.Size, &at, &s.Refusal)
	s.Seen = time.Unix(at, 0).UTC()
	return s, err
}

// Refused returns the inputs that were refused, the last ones first.
func (s *Store) Refused(ctx context.Context) ([]Sighting, error) {
	var found []Sighting
	err := s.asked(ctx, func(tx *transaction) error {
		var err error
		found, err = rows(ctx, tx, scanSighting, sightings+"WHERE report IS NULL ORDER BY id DESC")
		return err
	})
	return found, err
}

// Listing is a report in a list.
type Listing struct {
	Heading
	// Found is where it was found first.
	Found string
	// Statements to Conditions count its facts, Decided those that an analyst decided.
	Statements, Events, Meetings, Delegations, Positions, Conditions, Decided int
}

// List returns reports, the latest first.
func (s *Store) List(ctx context.Context, f Filter) ([]Listing, error) {
	var found []Listing
	err := s.asked(ctx, func(tx *transaction) error {
		var w where
		f.reports(&w)
		count := func(k Kind) string {
			return ", (SELECT count(*) FROM facts f WHERE f.report = r.id AND f.kind = '" + string(k) + "')"
		}
		var err error
		found, err = rows(ctx, tx, func(r *sql.Rows) (l Listing, err error) {
			return l, r.Scan(append(l.Heading.scan(), &l.Statements, &l.Events, &l.Meetings, &l.Delegations, &l.Positions, &l.Conditions,
				&l.Decided, &l.Found)...)
		}, "SELECT "+headingColumns+count(StatementKind)+count(EventKind)+count(MeetingKind)+count(DelegationKind)+count(PositionKind)+
			count(ConditionKind)+", (SELECT count(*) FROM facts f WHERE f.report = r.id AND (f.decision IS NOT NULL OR f.joined <> ''))"+
			", coalesce((SELECT i.name FROM inputs i WHERE i.report = r.id ORDER BY i.id LIMIT 1), '') FROM reports r"+w.sql()+" ORDER BY r.published_at DESC, r.id DESC"+f.limit(&w), w.args...)
		return err
	})
	return found, err
}

// perRead is how many records are in memory at once while all are read.
const perRead = 64

// Reports yields the reports that a filter takes in the order in which they came, each
// whole. It ends after an error.
func (s *Store) Reports(ctx context.Context, f Filter) iter.Seq2[*Report, error] {
	return func(yield func(*Report, error) bool) {
		var last int64
		for {
			var some []*Report
			err := s.asked(ctx, func(tx *transaction) error {
				var w where
				f.reports(&w)
				w.and("r.id > ?", last)
				found, err := rows(ctx, tx, scanHeading, "SELECT "+headingColumns+" FROM reports r"+w.sql()+" ORDER BY r.id"+
					Filter{Limit: perRead}.limit(&w), w.args...)
				for i := 0; err == nil && i < len(found); i++ {
					var r *Report
					if r, err = wholeReport(ctx, tx, found[i]); err == nil {
						some = append(some, r)
					}
				}
				return err
			})
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range some {
				if last = r.row; !yield(r, nil) {
					return
				}
			}
			if len(some) < perRead {
				return
			}
		}
	}
}
