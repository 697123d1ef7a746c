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
	err     error
}

func newLibrary(ctx context.Context, s *store.Store) *library {
	return &library{ctx: ctx, archive: s, reports: map[string]*store.Report{}}
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
	q := Quote{Outlet: cmp.Or(r.Outlet, r.Title, r.Short()), Day: day(r.Heading), Report: m.Report, Fact: m.Fact, Name: r.Short() + "/" + m.Fact}
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
		set(&f.Issue, x.Issue)
		f.Holders = added(f.Holders, name(x.Holder))
	case *rapporteur.Condition:
		if f.Outcome == "" || len(words(x.Outcome))+len(words(x.Requirement)) > len(f.Outcome)+len(f.Requirement) {
			f.Outcome, f.Requirement, f.IfUnmet = words(x.Outcome), words(x.Requirement), x.IfUnmet
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

// persons are the names of all persons in reports.
func (l *library) persons(reports []string) map[string]bool {
	out := map[string]bool{}
	for _, id := range reports {
		if r := l.report(id); r != nil {
			for _, e := range r.Record.Entities {
				if e.Type == rapporteur.PersonEntity {
					out[e.Name] = true
				}
			}
		}
	}
	return out
}

// mostPeople is how many people are told of for a party.
const mostPeople = 5

// people are those who act for each party in reports, with their offices where known, by
// how often they are named.
func (l *library) people(reports []string) map[string][]string {
	counts := map[string]map[string]int{}
	office := map[string]string{}
	for _, id := range reports {
		r := l.report(id)
		if r == nil {
			return nil
		}
		for _, e := range r.Record.Entities {
			party := strings.Join(names(r.Record, []string{e.Party}), "")
			if e.Type != rapporteur.PersonEntity || party == "" {
				continue
			}
			if counts[party] == nil {
				counts[party] = map[string]int{}
			}
			counts[party][e.Name] += len(e.Mentions)
			if len(e.Roles) > 0 {
				office[e.Name] = e.Roles[0].Title
			}
		}
	}
	out := map[string][]string{}
	for party, of := range counts {
		for _, name := range leading(of, mostPeople) {
			if title := office[name]; title != "" {
				name += ", " + title
			}
			out[party] = append(out[party], name)
		}
	}
	return out
}
