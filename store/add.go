package store

import (
	"context"
	"database/sql"
	"fmt"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Sight is bytes at a place.
type Sight struct{ Name, SHA256 string }

// Seen is what an archive knows of bytes at a place.
type Seen int

// What an archive knows: nothing; that the bytes have a record but were found
// elsewhere; that they were found there and have a record; that they were refused there.
const (
	Unseen Seen = iota
	SeenElsewhere
	SeenHere
	SeenRefused
)

// Seen returns what the archive knows of bytes at a place. A refusal counts only where
// the version that refused is the one given.
func (s *Store) Seen(ctx context.Context, at Sight, version string) (Seen, error) {
	seen := Unseen
	asked, err := s.seen.on(ctx, s.read)
	if err == nil {
		err = asked.QueryRowContext(context.WithoutCancel(ctx), at.Name, version, at.SHA256).Scan(&seen)
	}
	return [...]Seen{Unseen, SeenRefused, SeenElsewhere, SeenHere}[seen], s.told(ctx, err)
}

// seenQuery is asked for every input of an add.
const seenQuery = `SELECT coalesce(max(CASE
	WHEN report IS NOT NULL AND name = $1 THEN 3
	WHEN report IS NOT NULL THEN 2
	WHEN name = $1 AND version = $2 THEN 1
	ELSE 0 END), 0)
	FROM inputs WHERE sha256 = $3`

// Sums are the SHA-256 of all bytes that the archive knows of, as Input.SHA256 writes them;
// nil where they are more than most.
func (s *Store) Sums(ctx context.Context, most int) (sums map[string]bool, err error) {
	err = s.asked(ctx, func(tx *transaction) error {
		found, err := rows(ctx, tx, func(r *sql.Rows) (sum string, err error) { return sum, r.Scan(&sum) },
			"SELECT sha256 FROM inputs LIMIT $1", most+1)
		if len(found) <= most {
			sums = make(map[string]bool, len(found))
			for _, sum := range found {
				sums[sum] = true
			}
		}
		return err
	})
	return sums, err
}

// Added counts what became of inputs.
type Added struct {
	// Reports are new ones; Copies are inputs whose text the archive had already, from
	// the same bytes or others; Refused could not be read.
	Reports, Copies, Refused int
}

// Add keeps inputs in one transaction: all of them or, with an error, none.
func (s *Store) Add(ctx context.Context, inputs []*Packed) (Added, error) {
	var added Added
	err := s.inTurn(ctx, func(tx *transaction) error {
		w, err := newWriting(ctx, tx)
		if err != nil {
			return err
		}
		if err := w.findTexts(ctx, inputs); err != nil {
			return err
		}
		for _, p := range inputs {
			if err := w.add(ctx, p, &added); err != nil {
				return err
			}
		}
		return w.flush(ctx, s.engine)
	})
	if err != nil {
		return Added{}, err
	}
	return added, nil
}

// writing gathers the rows of one transaction.
type writing struct {
	tx *transaction
	// The next IDs; a transaction that writes is the only one.
	report, input, entity, fact int64
	// The first new ones.
	firstReport, firstFact int64
	// reports are the rows of the reports by the identity of their texts.
	reports map[string]int64
	// sights and visits are the inputs and addresses that have a row already.
	sights map[Sight]bool
	visits map[string]bool
	tables []*table
}

// table is new rows of a table; conflict says what becomes of one that is there.
type table struct {
	name, columns, conflict string
	rows                    [][]any
}

// The tables in the order in which their rows refer to one another.
const (
	rawsTable = iota
	reportsTable
	sketchesTable
	toldTable
	inputsTable
	visitsTable
	entitiesTable
	rolesTable
	mentionsTable
	factsTable
	partsTable
)

func newWriting(ctx context.Context, tx *transaction) (*writing, error) {
	w := &writing{tx: tx, reports: map[string]int64{}, sights: map[Sight]bool{}, visits: map[string]bool{}, tables: []*table{
		rawsTable: {name: "raws", columns: "sha256, size, bytes", conflict: "(sha256) DO NOTHING"},
		reportsTable: {name: "reports", columns: `id, text_id, raw, title, url, outlet, byline, language, published, published_at, day, text,
			record, version, added_at, analysed_at`},
		sketchesTable: {name: "sketches", columns: sketchColumns},
		toldTable:     {name: "told", columns: "report, version, tellings"},
		inputsTable: {name: "inputs", columns: `id, name, sha256, size, content_type, url, title, outlet, byline, published, seen_at, report,
			refusal, version`, conflict: `(name, sha256) DO UPDATE SET report = excluded.report, refusal = excluded.refusal, version = excluded.version,
			seen_at = excluded.seen_at WHERE inputs.report IS NULL`},
		visitsTable: {name: "visits", columns: "url, etag, last_modified, seen_at", conflict: `(url) DO UPDATE SET etag = excluded.etag,
			last_modified = excluded.last_modified, seen_at = excluded.seen_at`},
		entitiesTable: {name: "entities", columns: "id, report, entity_id, name, folded, type, country, kb, party, mentions, confidence"},
		rolesTable:    {name: "roles", columns: "entity, title, of, from_day, to_day"},
		mentionsTable: {name: "mentions", columns: "entity, words, folded, form, times"},
		factsTable: {name: "facts", columns: `id, report, kind, fact_id, key, day, time, label, topic, words, who, core, confidence, version,
			data, machine, decision, joined, found`},
		partsTable: {name: "parts", columns: "fact, role, entity"},
	}}
	for name, next := range map[string]*int64{"reports": &w.report, "inputs": &w.input, "entities": &w.entity, "facts": &w.fact} {
		var err error
		if *next, err = nextID(ctx, tx, name); err != nil {
			return nil, err
		}
	}
	w.firstReport, w.firstFact = w.report, w.fact
	return w, nil
}

// findTexts looks up which of the texts have a report.
func (w *writing) findTexts(ctx context.Context, inputs []*Packed) error {
	for some := range slices.Chunk(inputs, perQuery) {
		var q where
		for _, p := range some {
			if p.record != nil {
				q.arg(p.record.document.ID)
			}
		}
		if len(q.args) == 0 {
			continue
		}
		_, err := rows(ctx, w.tx, func(r *sql.Rows) (struct{}, error) {
			var text string
			var id int64
			err := r.Scan(&text, &id)
			w.reports[text] = id
			return struct{}{}, err
		}, "SELECT text_id, id FROM reports WHERE text_id IN ("+places(len(q.args))+")", q.args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// put adds a row to a table.
func (w *writing) put(table int, values ...any) {
	w.tables[table].rows = append(w.tables[table].rows, values)
}

// add lays the rows of one input out.
func (w *writing) add(ctx context.Context, p *Packed, added *Added) error {
	var report any // the row of its report, or none
	switch {
	case p.sha256 == "":
		w.visit(p.input.Visit, p.input.Seen)
		return nil
	case p.refusal != "":
		added.Refused++
	case p.record == nil:
		id, err := w.reportOf(ctx, p.sha256)
		if err != nil {
			return err
		}
		report = id
		added.Copies++
	default:
		w.put(rawsTable, p.sha256, p.size, p.raw)
		id, known := w.reports[p.record.document.ID]
		if known {
			added.Copies++
		} else {
			id = w.addReport(p)
			added.Reports++
		}
		report = id
	}
	w.addInput(p, report)
	return nil
}

// reportOf is the report that bytes were read as, one laid out in this transaction
// included.
func (w *writing) reportOf(ctx context.Context, sha256 string) (int64, error) {
	for _, row := range w.tables[inputsTable].rows {
		if id, has := row[11].(int64); has && row[2] == sha256 {
			return id, nil
		}
	}
	var id int64
	err := w.tx.QueryRowContext(ctx, "SELECT report FROM inputs WHERE sha256 = $1 AND report IS NOT NULL LIMIT 1", sha256).Scan(&id)
	return id, err
}

func (w *writing) addInput(p *Packed, report any) {
	in := &p.input
	w.visit(in.Visit, in.Seen)
	sight := Sight{in.Name, p.sha256}
	if w.sights[sight] {
		return // an upsert may not meet a row twice
	}
	w.sights[sight] = true
	w.put(inputsTable, w.input, in.Name, p.sha256, p.size, in.ContentType, in.URL, in.Title, in.Outlet, in.Byline, in.Published,
		unix(in.Seen), report, p.refusal, p.version)
	w.input++
}

// visit lays out what a server said, the first answer of an address.
func (w *writing) visit(v Visit, seen time.Time) {
	if v.URL == "" || w.visits[v.URL] {
		return
	}
	w.visits[v.URL] = true
	w.put(visitsTable, v.URL, v.ETag, v.LastModified, unix(seen))
}

// addReport lays out a new report and returns its row.
func (w *writing) addReport(p *Packed) int64 {
	id, d, seen := w.report, p.record.document, unix(p.input.Seen)
	w.report++
	w.reports[d.ID] = id
	w.put(reportsTable, id, d.ID, p.sha256, d.Title, d.URL, d.Outlet, d.Byline, d.Language, p.record.published, unix(d.Published),
		p.record.day, d.Text, p.record.json, p.version, seen, seen)
	w.put(sketchesTable, id, untouched, d.Outlet, []byte{}, []byte{})
	w.put(toldTable, id, laidOut(p.toldBy), []byte(p.told))
	w.addRecord(id, p.record)
	return id
}

// addRecord lays out who takes part in a report and its facts.
func (w *writing) addRecord(report int64, r *packedRecord) {
	entities := make(map[string]int64, len(r.entities))
	for _, e := range r.entities {
		entities[e.ID] = w.entity
		w.put(entitiesTable, w.entity, report, e.ID, e.Name, fold(e.Name), string(e.Type), e.Country, e.KB, e.Party,
			len(e.Mentions), e.Confidence)
		for _, role := range e.Roles {
			w.put(rolesTable, w.entity, role.Title, role.Of, role.From, role.To)
		}
		for _, m := range e.mentions {
			w.put(mentionsTable, w.entity, m.words, fold(m.words), string(m.form), m.times)
		}
		w.entity++
	}
	for i := range r.facts {
		w.addFact(report, &r.facts[i], entities)
	}
}

func (w *writing) addFact(report int64, f *factRow, entities map[string]int64) {
	var decision any
	if f.decision != 0 {
		decision = f.decision
	}
	w.put(factsTable, w.fact, report, string(f.kind), f.id, f.key, f.day, f.time, f.label, f.topic, f.words, f.who, f.core,
		f.confidence, f.version, f.data, f.machine, decision, f.joined, f.found)
	for _, p := range f.parts {
		w.put(partsTable, w.fact, string(p.role), entities[p.entity])
	}
	w.fact++
}

// flush writes the rows.
func (w *writing) flush(ctx context.Context, e engine) error {
	for _, t := range w.tables {
		if err := t.insert(ctx, w.tx); err != nil {
			return err
		}
	}
	return e.index(ctx, w.tx, w.firstReport, w.firstFact)
}

// insert puts the rows in, as many at once as the engine takes best; of numbers that are
// powers of two, so that few statements are compiled.
func (t *table) insert(ctx context.Context, tx *transaction) error {
	columns := strings.Count(t.columns, ",") + 1
	most := max(tx.perInsert/columns, 1)
	for rest := t.rows; len(rest) > 0; {
		n := 1 << (bits.Len(uint(min(len(rest), most))) - 1)
		args := make([]any, 0, n*columns)
		for _, row := range rest[:n] {
			args = append(args, row...)
		}
		if _, err := tx.ExecContext(ctx, t.statement(tx.insert, n, columns), args...); err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}

// statement puts n rows in.
func (t *table) statement(insert string, n, columns int) string {
	var sql strings.Builder
	fmt.Fprintf(&sql, "%s INTO %s (%s) VALUES ", insert, t.name, t.columns)
	for value := range n * columns {
		switch {
		case value == 0:
			sql.WriteByte('(')
		case value%columns == 0:
			sql.WriteString("), (")
		default:
			sql.WriteByte(',')
		}
		sql.WriteByte('$')
		sql.WriteString(strconv.Itoa(value + 1))
	}
	sql.WriteByte(')')
	if t.conflict != "" {
		sql.WriteString(" ON CONFLICT " + t.conflict)
	}
	return sql.String()
}

// unix is a time in seconds, 0 where it is unknown.
func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}
