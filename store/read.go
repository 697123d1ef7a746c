package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"rapporteur"
)

// Heading is what is known of a report.
type Heading struct {
	// ID is the identity of its text, Document.ID.
	ID string
	// Title to Outlet are empty where unknown; Published is RFC 3339 or a day alone.
	Title, URL, Outlet, Byline, Published string
	// Version is what made its record.
	Version string
	row     int64
}

// Short is the beginning of the ID by which a person calls the report.
func (h Heading) Short() string { return h.ID[:min(len(h.ID), shortID)] }

// shortID is how many digits people see: among 10,000 reports two share them with a
// probability of one in a hundred, and then more digits are asked for.
const shortID = 8

const headingColumns = "r.id, r.text_id, r.title, r.url, r.outlet, r.byline, r.published, r.version"

func (h *Heading) scan() []any {
	return []any{&h.row, &h.ID, &h.Title, &h.URL, &h.Outlet, &h.Byline, &h.Published, &h.Version}
}

// Head is what facts of all kinds have in an archive.
type Head struct {
	Report Heading
	Kind   Kind
	// ID is that within the record, Key the identity that a new analysis keeps.
	ID, Key string
	// Day is the first day of its time, else that of publication.
	Day string
	// Label, Topic, Words and Time are as the kind has them: what they are stands at Kind.
	Label, Topic, Words, Time string
	// Who names those who lead it: speakers, actors, parties.
	Who string
	// Participants are all who take part.
	Participants []Participant
	Confidence   float64
	// Version is what made it.
	Version string
	// Decision is the last verdict on it, nil where there is none; Before is what the
	// machine had in the fields that it corrects, those who take part by name and spans
	// by their words.
	Decision *Decision
	Before   map[string]json.RawMessage
	// Lost are those of the corrected fields whose words the report's text does not have
	// any more: there the fact stays as the machine has it.
	Lost []string
	// Joined is shared by facts that an analyst merged, empty elsewhere.
	Joined string
	// Across is the ID of the joined fact that it tells, Reports how many reports tell
	// that and Origins how many of them do not have it from another; empty and 0 before
	// facts are joined.
	Across           string
	Reports, Origins int
	// Kept says that only the analyst's decision keeps it: a newer version did not find
	// it again. Adrift says that moreover the report has another text since, into which
	// the spans of the fact do not point.
	Kept, Adrift bool
	row          int64
	machine      string // the whole fact as JSON, empty where it was not corrected
}

// Participant is who takes part in a fact as what.
type Participant struct {
	As rapporteur.ArgumentRole
	// Entity is its ID within the record, Name, Type and KB what is known of it.
	Entity, Name string
	Type         rapporteur.EntityType
	KB           string
}

// Name is how a person calls the fact: the report's short ID and its own.
func (h *Head) Name() string { return h.Report.Short() + "/" + h.ID }

// Named returns the names of those who take part in one of the roles.
func (h *Head) Named(roles ...rapporteur.ArgumentRole) []string {
	var out []string
	for _, p := range h.Participants {
		if slices.Contains(roles, p.As) && !slices.Contains(out, p.Name) {
			out = append(out, p.Name)
		}
	}
	return out
}

// factJoins joins facts f with their reports r and decisions d.
const factJoins = " JOIN reports r ON r.id = f.report LEFT JOIN decisions d ON d.id = f.decision"

const headColumns = headingColumns + `, f.id, f.kind, f.fact_id, f.key, f.day, f.label, f.topic, f.words, f.time, f.who,
	f.confidence, f.version, f.joined, f.found, f.machine, coalesce(d.verdict, ''), coalesce(d.who, ''), coalesce(d.why, ''),
	coalesce(d.at, 0), coalesce(d.patch, '')`

// scan reads a row of headColumns and of what the caller selects beside them.
func (h *Head) scan(r *sql.Rows, more ...any) error {
	var d Decision
	var found int
	var at int64
	var patch string
	err := r.Scan(slices.Concat(h.Report.scan(), []any{&h.row, &h.Kind, &h.ID, &h.Key, &h.Day, &h.Label, &h.Topic, &h.Words, &h.Time,
		&h.Who, &h.Confidence, &h.Version, &h.Joined, &found, &h.machine, &d.Verdict, &d.Who, &d.Why, &at, &patch}, more)...)
	h.Kept, h.Adrift = found != foundFact, found == adriftFact
	if d.Verdict != "" {
		d.At = time.Unix(at, 0).UTC()
		h.Decision = &d
	}
	if err != nil || patch == "" {
		return err
	}
	return json.Unmarshal([]byte(patch), &d.Fields)
}

// Of is a fact of one kind in an archive.
type Of[T any] struct {
	Head
	// Fact is as an analyst corrected it, Machine as it was before, nil where it was
	// not corrected. Their spans point into the report's text.
	Fact    T
	Machine *T
}

// Statements returns statements by day.
func (s *Store) Statements(ctx context.Context, f Filter) ([]Of[rapporteur.Statement], error) {
	return factsOf[rapporteur.Statement](ctx, s, StatementKind, f)
}

// Events returns events by day.
func (s *Store) Events(ctx context.Context, f Filter) ([]Of[rapporteur.Event], error) {
	return factsOf[rapporteur.Event](ctx, s, EventKind, f)
}

// Meetings returns meetings by day.
func (s *Store) Meetings(ctx context.Context, f Filter) ([]Of[rapporteur.Meeting], error) {
	return factsOf[rapporteur.Meeting](ctx, s, MeetingKind, f)
}

// Delegations returns delegations by day.
func (s *Store) Delegations(ctx context.Context, f Filter) ([]Of[rapporteur.Delegation], error) {
	return factsOf[rapporteur.Delegation](ctx, s, DelegationKind, f)
}

// Positions returns positions by day.
func (s *Store) Positions(ctx context.Context, f Filter) ([]Of[rapporteur.Position], error) {
	return factsOf[rapporteur.Position](ctx, s, PositionKind, f)
}

// Conditions returns conditions by day.
func (s *Store) Conditions(ctx context.Context, f Filter) ([]Of[rapporteur.Condition], error) {
	return factsOf[rapporteur.Condition](ctx, s, ConditionKind, f)
}

func factsOf[T any](ctx context.Context, s *Store, kind Kind, f Filter) ([]Of[T], error) {
	var found []Of[T]
	err := s.asked(ctx, func(tx *transaction) error {
		var w where
		w.and("f.kind = ?", string(kind))
		f.facts(&w)
		if err := s.aboutTopic(f.Topic, &w); err != nil {
			return err
		}
		var err error
		found, err = rows(ctx, tx, scanOf[T], "SELECT "+headColumns+", f.data FROM facts f"+factJoins+w.sql()+
			" ORDER BY f.day, r.published_at, f.id"+f.limit(&w), w.args...)
		if err != nil {
			return err
		}
		heads := make([]*Head, len(found))
		for i := range found {
			heads[i] = &found[i].Head
		}
		return completeHeads(ctx, tx, heads)
	})
	return found, err
}

// aboutTopic adds the condition that a search finds the position.
func (s *Store) aboutTopic(topic string, w *where) error {
	if topic == "" {
		return nil
	}
	q, err := parseQuery(topic)
	if err != nil {
		return s.refuse(err.Error())
	}
	w.conditions = append(w.conditions, s.engine.about(q, w))
	return nil
}

func scanOf[T any](r *sql.Rows) (Of[T], error) {
	var of Of[T]
	var data string
	if err := of.scan(r, &data); err != nil {
		return of, err
	}
	if err := json.Unmarshal([]byte(data), &of.Fact); err != nil || of.machine == "" {
		return of, err
	}
	of.Machine = new(T)
	return of, json.Unmarshal([]byte(of.machine), of.Machine)
}

// Facts returns the heads of facts of some kinds by day, of all where none is named.
func (s *Store) Facts(ctx context.Context, f Filter, kinds ...Kind) ([]Head, error) {
	var found []Head
	err := s.asked(ctx, func(tx *transaction) error {
		var w where
		f.facts(&w)
		if len(kinds) > 0 {
			w.conditions = append(w.conditions, "f.kind IN "+in(&w, kinds))
		}
		var err error
		found, err = heads(ctx, tx, w.sql()+" ORDER BY f.day, r.published_at, f.id"+f.limit(&w), w.args...)
		return err
	})
	return found, err
}

// heads reads facts f of reports r with decisions d; rest is what stands behind FROM.
func heads(ctx context.Context, tx *transaction, rest string, args ...any) ([]Head, error) {
	found, err := rows(ctx, tx, func(r *sql.Rows) (h Head, err error) { return h, h.scan(r) },
		"SELECT "+headColumns+" FROM facts f"+factJoins+rest, args...)
	if err != nil {
		return nil, err
	}
	pointers := make([]*Head, len(found))
	for i := range found {
		pointers[i] = &found[i]
	}
	return found, completeHeads(ctx, tx, pointers)
}

// perQuery is the most values that one query asks for by name.
const perQuery = 500

// completeHeads reads who takes part.
func completeHeads(ctx context.Context, tx *transaction, heads []*Head) error {
	for some := range slices.Chunk(heads, perQuery) {
		var w where
		byRow := make(map[int64]*Head, len(some))
		for _, h := range some {
			byRow[h.row] = h
			w.arg(h.row)
		}
		_, err := rows(ctx, tx, func(r *sql.Rows) (struct{}, error) {
			var fact int64
			var p Participant
			err := r.Scan(&fact, &p.As, &p.Entity, &p.Name, &p.Type, &p.KB)
			byRow[fact].Participants = append(byRow[fact].Participants, p)
			return struct{}{}, err
		}, `SELECT p.fact, p.role, e.entity_id, e.name, e.type, e.kb FROM parts p JOIN entities e ON e.id = p.entity
			WHERE p.fact IN (`+places(len(w.args))+") ORDER BY p.fact, p.role, e.id", w.args...)
		if err != nil {
			return err
		}
	}
	return fieldsBefore(ctx, tx, heads)
}

// fieldsBefore reads what the machine had in the fields that were corrected.
func fieldsBefore(ctx context.Context, tx *transaction, heads []*Head) error {
	for _, h := range heads {
		if h.machine == "" {
			continue
		}
		names := map[string]string{}
		_, err := rows(ctx, tx, func(r *sql.Rows) (struct{}, error) {
			var id, name string
			err := r.Scan(&id, &name)
			names[id] = name
			return struct{}{}, err
		}, "SELECT entity_id, name FROM entities WHERE report = $1", h.Report.row)
		if err != nil {
			return err
		}
		f := empty(h.Kind)
		if err := json.Unmarshal([]byte(h.machine), f); err != nil {
			return err
		}
		byName(f, names)
		words, err := wordsBefore(ctx, tx, h, f)
		if err != nil {
			return err
		}
		named, err := json.Marshal(f)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(named, &h.Before); err != nil {
			return err
		}
		maps.Copy(h.Before, words)
		maps.DeleteFunc(h.Before, func(field string, _ json.RawMessage) bool {
			_, corrected := h.Decision.Fields[field]
			return !corrected
		})
	}
	return nil
}

// wordsBefore are the corrected passages of a fact as the machine has them, by their
// words; those whose correction the text has lost are noted.
func wordsBefore(ctx context.Context, tx *transaction, h *Head, machine rapporteur.AnyFact) (map[string]json.RawMessage, error) {
	all, err := rewordings(machine, h.Decision.Fields)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	text := ""
	if !h.Adrift {
		if err := tx.QueryRowContext(ctx, "SELECT text FROM reports WHERE id = $1", h.Report.row).Scan(&text); err != nil {
			return nil, err
		}
	}
	out := map[string]json.RawMessage{}
	for _, r := range all {
		if _, placed := spansOf(r.words, text); !placed {
			h.Lost = append(h.Lost, r.field)
		}
		before := []Wording{}
		for _, s := range r.spans() {
			before = append(before, Wording{Words: words(text, s)})
		}
		if out[r.field], err = json.Marshal(before); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// padded repeats the last of some values until there are a power of two of them: lists of
// any length then go through few statements, each compiled once (see transaction).
func padded(values []any) []any {
	for n := len(values); n > 0 && n&(n-1) != 0; n++ {
		values = append(values, values[len(values)-1])
	}
	return values
}

// places are the places of n arguments.
func places(n int) string {
	var w where
	return strings.Trim(in(&w, make([]struct{}, n)), "()")
}

// Count is how much an archive holds.
type Count struct {
	Reports, Inputs, Refused, Statements, Events, Meetings, Delegations, Positions, Conditions, Decisions int
	// Versions are what made the records, with how many each.
	Versions map[string]int
}

// Count counts what the archive holds.
func (s *Store) Count(ctx context.Context) (Count, error) {
	var c Count
	err := s.asked(ctx, func(tx *transaction) error {
		kind := func(k Kind) string { return "(SELECT count(*) FROM facts WHERE kind = '" + string(k) + "')" }
		err := tx.QueryRowContext(ctx, "SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM inputs), "+
			"(SELECT count(*) FROM inputs WHERE report IS NULL), "+kind(StatementKind)+", "+kind(EventKind)+", "+kind(MeetingKind)+", "+
			kind(DelegationKind)+", "+kind(PositionKind)+", "+kind(ConditionKind)+", (SELECT count(*) FROM decisions)").Scan(
			&c.Reports, &c.Inputs, &c.Refused, &c.Statements, &c.Events, &c.Meetings, &c.Delegations, &c.Positions, &c.Conditions, &c.Decisions)
		if err != nil {
			return err
		}
		c.Versions = map[string]int{}
		_, err = rows(ctx, tx, func(r *sql.Rows) (struct{}, error) {
			var version string
			var n int
			err := r.Scan(&version, &n)
			c.Versions[version] = n
			return struct{}{}, err
		}, "SELECT version, count(*) FROM reports GROUP BY version")
		return err
	})
	return c, err
}
