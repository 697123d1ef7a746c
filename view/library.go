package view

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"rapporteur"
	"rapporteur/store"
)

// library reads the reports that joined facts are told by, each once, and keeps the
// first error.
type library struct {
	ctx     context.Context
	archive *store.Store
	reports map[string]*store.Report
	// borrowed are the reports that have their text as a whole from another.
	borrowed map[string]bool
	err      error
}

func newLibrary(ctx context.Context, s *store.Store) *library {
	l := &library{ctx: ctx, archive: s, reports: map[string]*store.Report{}, borrowed: map[string]bool{}}
	relations, err := s.Relations(ctx)
	for _, r := range relations {
		if r.Kind == rapporteur.Copy || r.Kind == rapporteur.Rewrite {
			l.borrowed[r.To] = true
		}
	}
	l.err = err
	return l
}

// report is the report of an ID, nil after an error.
func (l *library) report(id string) *store.Report {
	r, read := l.reports[id]
	if !read && l.err == nil {
		r, l.err = l.archive.Report(l.ctx, id)
		l.reports[id] = r
	}
	return r
}

// fact is a joined fact with the words of its members.
func (l *library) fact(j rapporteur.JoinedFact) *Fact {
	f := &Fact{JoinedFact: j}
	for _, m := range j.Members {
		f.Quotes = append(f.Quotes, l.quote(m))
		l.describe(f, m)
	}
	for _, c := range j.History {
		f.Changes = append(f.Changes, Change{changeText(c), l.quote(c.By)})
	}
	for _, d := range j.Disputed {
		f.Denials = append(f.Denials, Denial{d.Who, l.quote(d.By)})
	}
	return f
}

// changeText is a change in a few words.
func changeText(c rapporteur.Change) string {
	text := strings.ReplaceAll(c.Status, "_", " ")
	if c.Who != "" {
		text += ", led by " + c.Who
	}
	if c.Time != "" {
		text += " · " + c.Time
	}
	return text
}

// quote is the words that say a member.
func (l *library) quote(m rapporteur.FactMember) Quote {
	r := l.report(m.Report)
	if r == nil {
		return Quote{Report: m.Report, Fact: m.Fact}
	}
	q := Quote{Borrowed: l.borrowed[m.Report], Outlet: cmp.Or(r.Outlet, r.Title, r.Short()), Day: day(r.Heading), Report: m.Report, Fact: m.Fact, Name: r.Short() + "/" + m.Fact}
	spans := proof(r.Record, m.Fact)
	var parts []string
	for _, s := range spans {
		if s.End <= len(r.Record.Report.Text) && !s.Empty() {
			parts = append(parts, strings.Join(strings.Fields(s.In(r.Record.Report.Text)), " "))
		}
	}
	q.Words = strings.Join(parts, " … ")
	return q
}

// proof is the words that say the fact of an ID: what was said or asked, else the
// sentences that tell it.
func proof(r *rapporteur.Record, id string) []rapporteur.Span {
	switch f := r.Fact(id).(type) {
	case nil:
		return nil
	case *rapporteur.Statement:
		return f.Content
	case *rapporteur.Position:
		return f.Content
	case *rapporteur.Condition:
		return inOrder(append(slices.Clone(f.Outcome), f.Requirement...))
	default:
		return f.Common().Evidence
	}
}

func inOrder(spans []rapporteur.Span) []rapporteur.Span {
	slices.SortFunc(spans, func(a, b rapporteur.Span) int { return a.Start - b.Start })
	return spans
}

// describe puts on a fact what a member has that the page tells; later members stand above
// earlier ones.
func (l *library) describe(f *Fact, m rapporteur.FactMember) {
	r := l.report(m.Report)
	if r == nil {
		return
	}
	record := r.Record
	if told := record.Fact(m.Fact); told != nil {
		f.Confidence = max(f.Confidence, told.Common().Confidence)
	}
	name := func(ids ...string) []string { return names(record, ids) }
	words := func(spans []rapporteur.Span) string {
		var out []string
		for _, s := range spans {
			if s.End <= len(record.Report.Text) {
				out = append(out, strings.Join(strings.Fields(s.In(record.Report.Text)), " "))
			}
		}
		return strings.Join(out, " … ")
	}
	set := func(field *string, value string) { *field = cmp.Or(value, *field) }
	switch x := record.Fact(m.Fact).(type) {
	case *rapporteur.Meeting:
		set(&f.Time, x.Time)
		set(&f.Place, strings.Join(name(x.Place), ""))
		set(&f.Topic, words(x.Topic))
		apart := slices.DeleteFunc(name(x.Mediators...), func(n string) bool { return slices.Contains(f.Parties, n) })
		f.Mediators, f.Hosts = added(f.Mediators, apart), added(f.Hosts, name(x.Hosts...))
	case *rapporteur.Delegation:
		set(&f.Time, x.Time)
		set(&f.Place, strings.Join(name(x.Destination), ""))
		set(&f.Head, strings.Join(name(x.Head), ""))
		f.Members = added(f.Members, name(x.Members...))
	case *rapporteur.Position:
		f.Issue = cmp.Or(f.Issue, x.Issue) // a rewording of it may come later
		f.Holders = added(f.Holders, name(x.Holder))
	case *rapporteur.Condition:
		if f.Outcome == "" || len(words(x.Outcome))+len(words(x.Requirement)) > len(f.Outcome)+len(f.Requirement) {
			f.Outcome, f.Requirement, f.Form, f.IfUnmet = words(x.Outcome), words(x.Requirement), x.Form, x.IfUnmet
		}
		set(&f.Time, x.Deadline)
		f.Holders = added(f.Holders, name(x.Holder...))
	case *rapporteur.Statement:
		f.Holders = added(f.Holders, name(x.Speaker...))
	case *rapporteur.Event:
		set(&f.Time, x.Time)
		set(&f.Place, strings.Join(name(x.Place), ""))
	}
}

// names are those of entities of a record.
func names(r *rapporteur.Record, ids []string) []string {
	var out []string
	for _, id := range ids {
		if i := slices.IndexFunc(r.Entities, func(e rapporteur.Entity) bool { return e.ID == id }); i >= 0 {
			out = append(out, r.Entities[i].Name)
		}
	}
	return out
}

// added are names with those of more that are not among them yet.
func added(to, more []string) []string {
	for _, name := range more {
		if !slices.Contains(to, name) {
			to = append(to, name)
		}
	}
	return to
}

// all are the reports of some IDs.
func (l *library) all(ids []string) []*store.Report {
	var out []*store.Report
	for _, id := range ids {
		if r := l.report(id); r != nil {
			out = append(out, r)
		}
	}
	return out
}

// persons are the names of all persons in reports.
func persons(reports []*store.Report) map[string]bool {
	out := map[string]bool{}
	for _, r := range reports {
		for _, e := range r.Record.Entities {
			if e.Type == rapporteur.PersonEntity {
				out[e.Name] = true
			}
		}
	}
	return out
}

// mostPeople is how many people are told of for a party.
const mostPeople = 5

// people are those who act for each party, by how often they are named, with their offices
// where known: each for whom most reports say, and at least half of those that name them.
func people(reports []*store.Report, sides *sides) map[string][]string {
	acts := map[string]map[string]int{} // by person and party, in how many reports
	told, mentions, office := map[string]int{}, map[string]int{}, map[string]string{}
	for _, r := range reports {
		for _, e := range r.Record.Entities {
			named := slices.ContainsFunc(e.Mentions, func(m rapporteur.EntityMention) bool { return m.Form == rapporteur.NameForm })
			if e.Type != rapporteur.PersonEntity || !named {
				continue
			}
			told[e.Name]++
			mentions[e.Name] += len(e.Mentions)
			if len(e.Roles) > 0 {
				office[e.Name] = e.Roles[0].Title
			}
			for _, party := range sides.call(names(r.Record, []string{e.Party})) {
				if acts[e.Name] == nil {
					acts[e.Name] = map[string]int{}
				}
				acts[e.Name][party]++
			}
		}
	}
	counts := map[string]map[string]int{}
	for name, of := range acts {
		party := leading(of, 1)[0]
		if 2*of[party] < told[name] {
			continue
		}
		if counts[party] == nil {
			counts[party] = map[string]int{}
		}
		counts[party][name] = mentions[name]
	}
	out := map[string][]string{}
	for party, of := range counts {
		for _, name := range leading(of, mostPeople) {
			out[party] = append(out[party], strings.TrimSuffix(name+", "+office[name], ", "))
		}
	}
	return out
}

// deadlocks are the outcomes of reports that wait for one another, with the words that say
// so.
func (l *library) deadlocks(reports []*store.Report, sides *sides) []Deadlock {
	var conditions []store.Of[rapporteur.Condition]
	for _, r := range reports {
		for _, h := range r.Facts {
			if c, is := r.Record.Fact(h.ID).(*rapporteur.Condition); is && h.Kind == store.ConditionKind {
				conditions = append(conditions, store.Of[rapporteur.Condition]{Head: h, Fact: *c})
			}
		}
	}
	slices.SortStableFunc(conditions, func(a, b store.Of[rapporteur.Condition]) int { return cmp.Compare(toldOn(&a.Head), toldOn(&b.Head)) })
	waits := waitsOf(conditions)
	var out []Deadlock
	for _, cycle := range waits.Deadlocks {
		var d Deadlock
		outcomes := map[int]bool{}
		for _, e := range waits.Edges {
			if e.IfUnmet || !slices.Contains(cycle, e.Outcome) || !slices.Contains(cycle, e.Requirement) {
				continue
			}
			first := &e.Conditions[0].Head
			if !outcomes[e.Outcome] {
				outcomes[e.Outcome] = true
				d.Outcomes = append(d.Outcomes, first.Topic)
			}
			d.Holders = added(d.Holders, sides.call(e.Holders))
			d.Quotes = append(d.Quotes, l.quote(rapporteur.FactMember{Report: first.Report.ID, Fact: first.ID}))
		}
		out = append(out, d)
	}
	return out
}
