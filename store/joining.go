package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"rapporteur"
)

// TellingsPerReport is how many tellings a report may have; facts beyond them are not
// joined with those of others.
const TellingsPerReport = 4096

// TellingID is a telling of a report in the archive: the row of its report and its number
// among the report's tellings.
type TellingID int64

// NewTellingID is the ID of a telling, the n-th of a report.
func NewTellingID(row int64, n int) TellingID { return TellingID(row*TellingsPerReport + int64(n)) }

// Row is that of its report, Number its place among the report's tellings.
func (t TellingID) Row() int64  { return int64(t) / TellingsPerReport }
func (t TellingID) Number() int { return int(int64(t) % TellingsPerReport) }

// TellingKey is something that tellings which may be of one fact share.
type TellingKey struct {
	Key     uint64
	Telling TellingID
	// Day counts from 1970-01-01, 0 where unknown.
	Day int
}

// Tie is how alike two tellings are, or, with a Kind, what A has to say of B.
type Tie struct {
	A, B  TellingID
	Kind  string
	Alike float64
}

// Joining is one transaction that joins facts.
type Joining struct {
	tx *transaction
}

// JoinFacts runs do in one transaction, the only one that writes.
func (s *Store) JoinFacts(ctx context.Context, do func(*Joining) error) error {
	return s.inTurn(ctx, func(tx *transaction) error { return do(&Joining{tx}) })
}

// unjoined is the condition on told k that another version than $1 made it, or none.
const unjoined = "(k.version < $1 OR k.version > $1)"

// Unjoined counts the reports whose facts the version has not joined.
func (s *Store) Unjoined(ctx context.Context, version int) (int, error) {
	var n int
	err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM told k WHERE "+unjoined, version).Scan(&n)
	return n, s.told(ctx, err)
}

// Unjoined is a report whose facts are to be joined.
type Unjoined struct {
	Row int64
	// Tellings are those laid out beside its record by the same version, when nothing of
	// them was joined yet nor decided by an analyst; empty where they are to be made.
	Tellings Tellings
}

// Pending are the next n reports whose facts the version has not joined.
func (j *Joining) Pending(ctx context.Context, version, n int) ([]Unjoined, error) {
	return rows(ctx, j.tx, func(r *sql.Rows) (u Unjoined, err error) {
		var made int
		var tellings []byte
		err = r.Scan(&u.Row, &made, &tellings)
		if made == laidOut(version) {
			u.Tellings = Tellings(tellings)
		}
		return u, err
	}, "SELECT k.report, k.version, k.tellings FROM told k WHERE "+unjoined+" ORDER BY k.report LIMIT $2", version, n)
}

// laidOut is the version that told has of tellings that a version laid out beside a new
// record and that are not joined yet.
func laidOut(version int) int { return -version }

// Tellings are the tellings of a report, packed: which form they have only the joins know.
type Tellings string

// PackTellings packs tellings.
func PackTellings(data []byte) Tellings { return Tellings(encoder().EncodeAll(data, nil)) }

// Unpack returns what was packed.
func (t Tellings) Unpack() ([]byte, error) { return decoder().DecodeAll([]byte(t), nil) }

// Tell lays the tellings of a record out beside it, as a version of the joins made them.
func (p *Packed) Tell(version int, t Tellings) {
	p.told, p.toldBy = t, version
}

func scanInt(r *sql.Rows) (n int64, err error) { return n, r.Scan(&n) }

// Report is the report in a row with its facts as analysts corrected them; nil where
// there is none any more. Alone are the facts of Report.Facts, by kind and ID, that an
// analyst last split from others.
func (j *Joining) Report(ctx context.Context, row int64) (r *Report, alone func(Kind, string) bool, err error) {
	headings, err := headingsIn(ctx, j.tx, []int64{row})
	if err != nil || len(headings) == 0 {
		return nil, nil, err
	}
	if r, err = wholeReport(ctx, j.tx, headings[0]); err != nil {
		return nil, nil, err
	}
	decisions, err := decisionsOn(ctx, j.tx, row)
	last := map[identity]Verdict{}
	for _, d := range decisions {
		if d.verdict == Merge || d.verdict == Split {
			last[identity{d.kind, d.key}] = d.verdict
		}
	}
	return r, func(kind Kind, id string) bool {
		i := slices.IndexFunc(r.Facts, func(h Head) bool { return h.Kind == kind && h.ID == id })
		return i >= 0 && last[identity{kind, r.Facts[i].Key}] == Split
	}, err
}

// Forget removes what was kept of a report's tellings and returns the tellings of others
// that were tied to them or told the same.
func (j *Joining) Forget(ctx context.Context, row int64) ([]TellingID, error) {
	first := NewTellingID(row, 0)
	end := first + TellingsPerReport
	mates, err := rows(ctx, j.tx, scanInt, `SELECT DISTINCT m.telling FROM joined j JOIN joined m ON m.fact = j.fact
		WHERE j.telling >= $1 AND j.telling < $2 AND (m.telling < $1 OR m.telling >= $2)`, int64(first), int64(end))
	if err != nil {
		return nil, err
	}
	tied, err := rows(ctx, j.tx, scanInt, `SELECT b FROM ties WHERE a >= $1 AND a < $2 UNION SELECT a FROM ties WHERE b >= $1 AND b < $2`,
		int64(first), int64(end))
	if err != nil {
		return nil, err
	}
	for _, statement := range []string{
		"DELETE FROM joins WHERE id IN (SELECT fact FROM joined WHERE telling >= $1 AND telling < $2)",
		"DELETE FROM joined WHERE fact IN (SELECT fact FROM joined WHERE telling >= $1 AND telling < $2)",
		"DELETE FROM ties WHERE a >= $1 AND a < $2", "DELETE FROM ties WHERE b >= $1 AND b < $2",
		"DELETE FROM told_keys WHERE telling >= $1 AND telling < $2",
	} {
		if _, err := j.tx.ExecContext(ctx, statement, int64(first), int64(end)); err != nil {
			return nil, err
		}
	}
	if _, err := j.tx.ExecContext(ctx, "DELETE FROM told WHERE report = $1", row); err != nil {
		return nil, err
	}
	others := slices.DeleteFunc(append(mates, tied...), func(t int64) bool { return TellingID(t).Row() == row })
	slices.Sort(others)
	return ids(slices.Compact(others)), nil
}

func ids(all []int64) []TellingID {
	out := make([]TellingID, len(all))
	for i, id := range all {
		out[i] = TellingID(id)
	}
	return out
}

// Told is the tellings of the report in a row.
type Told struct {
	Row      int64
	Tellings Tellings
}

// Put keeps the tellings of reports, made by a version, and the keys by which they are found.
func (j *Joining) Put(ctx context.Context, version int, all []Told, keys []TellingKey) error {
	told := table{name: "told", columns: "report, version, tellings",
		conflict: "(report) DO UPDATE SET version = excluded.version, tellings = excluded.tellings"}
	for _, t := range all {
		told.rows = append(told.rows, []any{t.Row, version, []byte(t.Tellings)})
	}
	if err := told.insert(ctx, j.tx); err != nil {
		return err
	}
	kept := table{name: "told_keys", columns: "key, telling, day", conflict: "(key, telling) DO NOTHING"}
	for _, k := range inPlaces(keys) {
		kept.rows = append(kept.rows, []any{int64(k.Key), int64(k.Telling), k.Day})
	}
	return kept.insert(ctx, j.tx)
}

// inPlaces are keys in the order in which they lie in the table: they are hashes, and each
// out of order is looked up from the root on.
func inPlaces(keys []TellingKey) []TellingKey {
	return slices.SortedFunc(slices.Values(keys), func(a, b TellingKey) int {
		return cmp.Or(cmp.Compare(int64(a.Key), int64(b.Key)), cmp.Compare(a.Telling, b.Telling))
	})
}

// Sharing are the tellings that have one of the keys, with each that they have, and whose
// report was published within a range of days or on one that is unknown; all where the
// range is empty. Those of one telling follow one another.
func (j *Joining) Sharing(ctx context.Context, keys []uint64, from, to int) ([]TellingKey, error) {
	var found []TellingKey
	for some := range slices.Chunk(keys, perQuery) {
		var w where
		for _, k := range some {
			w.arg(int64(k))
		}
		w.args = padded(w.args)
		w.conditions = append(w.conditions, "key IN ("+places(len(w.args))+")")
		if from < to {
			w.conditions = append(w.conditions, fmt.Sprintf("(day BETWEEN %s AND %s OR day = 0)", w.arg(from), w.arg(to)))
		}
		more, err := rows(ctx, j.tx, func(r *sql.Rows) (k TellingKey, err error) {
			var key int64
			err = r.Scan(&key, &k.Telling, &k.Day)
			k.Key = uint64(key)
			return k, err
		}, "SELECT key, telling, day FROM told_keys"+w.sql(), w.args...)
		if err != nil {
			return nil, err
		}
		found = append(found, more...)
	}
	slices.SortFunc(found, func(a, b TellingKey) int {
		return cmp.Or(cmp.Compare(a.Telling, b.Telling), cmp.Compare(a.Key, b.Key))
	})
	return found, nil
}

// Told are the tellings of the reports in rows that are joined, by the rows.
func (j *Joining) Told(ctx context.Context, in []int64) (map[int64]Tellings, error) {
	out := map[int64]Tellings{}
	for some := range slices.Chunk(in, perQuery) {
		args := padded(anys(some))
		_, err := rows(ctx, j.tx, func(r *sql.Rows) (struct{}, error) {
			var row int64
			var packed []byte
			err := r.Scan(&row, &packed)
			if len(packed) > 0 {
				out[row] = Tellings(packed)
			}
			return struct{}{}, err
		}, "SELECT report, tellings FROM told WHERE version >= 0 AND report IN ("+places(len(args))+")", args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Tie keeps ties.
func (j *Joining) Tie(ctx context.Context, ties []Tie) error {
	kept := table{name: "ties", columns: "a, b, kind, alike", conflict: "(a, b, kind) DO NOTHING"}
	for _, t := range ties {
		if t.Kind == "" && t.A > t.B {
			t.A, t.B = t.B, t.A
		}
		kept.rows = append(kept.rows, []any{int64(t.A), int64(t.B), t.Kind, t.Alike})
	}
	return kept.insert(ctx, j.tx)
}

// TiesOf are the ties of tellings.
func (j *Joining) TiesOf(ctx context.Context, of []TellingID) ([]Tie, error) {
	var out []Tie
	for some := range slices.Chunk(of, perQuery) {
		args := padded(anys(some))
		for _, end := range []string{"a", "b"} {
			found, err := rows(ctx, j.tx, func(r *sql.Rows) (t Tie, err error) { return t, r.Scan(&t.A, &t.B, &t.Kind, &t.Alike) },
				"SELECT a, b, kind, alike FROM ties WHERE "+end+" IN ("+places(len(args))+")", args...)
			if err != nil {
				return nil, err
			}
			out = append(out, found...)
		}
	}
	return out, nil
}

// Kin are the rows of the other reports to which those in rows are related, over however
// many others, and the relations among all of them.
func (j *Joining) Kin(ctx context.Context, of []int64) (kin []int64, relations []rapporteur.Relation, err error) {
	known := map[int64]bool{}
	for _, row := range of {
		known[row] = true
	}
	var all []relationRow
	for frontier := of; len(frontier) > 0 && len(known) < maxKin; {
		found, err := relationsOf(ctx, j.tx, frontier)
		if err != nil {
			return nil, nil, err
		}
		all = append(all, found...)
		frontier = unknown(found, known)
		kin = append(kin, frontier...)
	}
	return kin, relationsOnce(all), nil
}

// Related are those of the reports in rows that are related to any other.
func (j *Joining) Related(ctx context.Context, in []int64) (map[int64]bool, error) {
	out := map[int64]bool{}
	for some := range slices.Chunk(in, perQuery) {
		args := padded(anys(some))
		for _, end := range []string{"lender", "borrower"} {
			found, err := rows(ctx, j.tx, scanInt, "SELECT DISTINCT "+end+" FROM relations WHERE "+end+" IN ("+places(len(args))+")", args...)
			if err != nil {
				return nil, err
			}
			for _, row := range found {
				out[row] = true
			}
		}
	}
	return out, nil
}

// Mates are the tellings of reports in rows that tell what other reports tell too, and
// those of the others.
func (j *Joining) Mates(ctx context.Context, in []int64) ([]TellingID, error) {
	var out []int64
	for _, row := range in {
		first := NewTellingID(row, 0)
		found, err := rows(ctx, j.tx, scanInt, `SELECT DISTINCT m.telling FROM joined j JOIN joins f ON f.id = j.fact JOIN joined m ON m.fact = j.fact
			WHERE j.telling >= $1 AND j.telling < $2 AND f.reports > 1`, int64(first), int64(first)+TellingsPerReport)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.Sort(out)
	return ids(slices.Compact(out)), nil
}

// GroupMates are the tellings that tell the same as any of some.
func (j *Joining) GroupMates(ctx context.Context, of []TellingID) ([]TellingID, error) {
	var out []int64
	for some := range slices.Chunk(of, perQuery) {
		args := padded(anys(some))
		found, err := rows(ctx, j.tx, scanInt, `SELECT DISTINCT m.telling FROM joined j JOIN joined m ON m.fact = j.fact
			WHERE j.telling IN (`+places(len(args))+")", args...)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.Sort(out)
	return ids(slices.Compact(out)), nil
}

// Joined is a fact that reports tell of with the tellings that tell it, one a member.
type Joined struct {
	rapporteur.JoinedFact
	Tellings []TellingID
}

// Replace puts facts in the place of all that any of the tellings told so far.
func (j *Joining) Replace(ctx context.Context, told []TellingID, facts []Joined) error {
	for some := range slices.Chunk(told, perQuery) {
		args := padded(anys(some))
		in := "(" + places(len(args)) + ")"
		if _, err := j.tx.ExecContext(ctx, "DELETE FROM joins WHERE id IN (SELECT fact FROM joined WHERE telling IN "+in+")", args...); err != nil {
			return err
		}
		if _, err := j.tx.ExecContext(ctx, "DELETE FROM joined WHERE telling IN "+in, args...); err != nil {
			return err
		}
	}
	kept := table{name: "joins", columns: "id, kind, first_day, last_day, reports, origins, disputed, parties, data"}
	members := table{name: "joined", columns: "telling, fact, report, fact_id"}
	for _, f := range facts {
		data, err := json.Marshal(f.JoinedFact)
		if err != nil {
			return err
		}
		last := f.FirstReported
		for _, c := range f.History {
			last = max(last, c.Day)
		}
		kept.rows = append(kept.rows, []any{f.ID, string(f.Kind), f.FirstReported, last, f.Reports, f.Origins, len(f.Disputed), barred(f.Parties), string(data)})
		for i, t := range f.Tellings {
			members.rows = append(members.rows, []any{int64(t), f.ID, t.Row(), f.Members[i].Fact})
		}
	}
	if err := kept.insert(ctx, j.tx); err != nil {
		return err
	}
	return members.insert(ctx, j.tx)
}

// barred is folded names between bars.
func barred(names []string) string {
	var b strings.Builder
	for _, name := range names {
		b.WriteString("|" + fold(name))
	}
	return b.String() + "|"
}

// dropTold removes what was kept of the tellings of a report that is no more, and says that
// those which told the same are to be joined anew.
func dropTold(ctx context.Context, tx *transaction, row int64) error {
	others, err := (&Joining{tx}).Forget(ctx, row)
	if err != nil {
		return err
	}
	again := map[int64]bool{}
	for _, t := range others {
		again[t.Row()] = true
	}
	for row := range again {
		if err := joinAgain(ctx, tx, row); err != nil {
			return err
		}
	}
	return nil
}

// joinAgain says that the tellings of a report are to be made and joined anew.
func joinAgain(ctx context.Context, tx *transaction, row int64) error {
	_, err := tx.ExecContext(ctx, "UPDATE told SET version = 0 WHERE report = $1", row)
	return err
}

// tieAgain says that the facts of a report have other ties to those of others.
func tieAgain(ctx context.Context, tx *transaction, row int64) error {
	_, err := tx.ExecContext(ctx, "UPDATE told SET version = 0 WHERE report = $1 AND version > 0", row)
	return err
}
