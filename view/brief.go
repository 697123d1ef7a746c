package view

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"rapporteur"
	"rapporteur/store"
)

// Brief is what an analyst takes to the table: the state of one negotiation as its reports
// tell it.
type Brief struct {
	Story Story
	// AsOf is the day of the last report.
	AsOf string
	// Table is who sits at it, by how much is told of each.
	Table []Seat
	// Meetings are by the day that they were last told of, the latest first.
	Meetings []*Fact
	// Issues are what positions are taken on, those first on which most sides stand.
	Issues []Question
	// Deadlocks are outcomes that wait for one another; Waits are the conditions, open ones
	// first.
	Deadlocks []Deadlock
	Waits     []*Fact
	// Confirmed is what is or was so by several independent origins, most origins first;
	// Disputed is what somebody denies, by the words that deny it.
	Confirmed []*Fact
	Disputed  []Disputed
}

// Deadlock is outcomes of which each waits, by way of others, for itself.
type Deadlock struct {
	// Outcomes are in the words of the reports that say them first, Holders those who say
	// what they wait for.
	Outcomes, Holders []string
	Quotes            []Quote
}

// Disputed is what somebody denies with the same words.
type Disputed struct {
	Denial
	Facts []*Fact
}

// Seat is a party at the table.
type Seat struct {
	Party string
	// Delegations are what is told of whom it sends.
	Delegations []*Fact
	// People are those who speak or act for it, with their office where known, the one
	// told of most often first; Voices is how many facts are told of it.
	People []string
	Voices int
}

// Question is something on which positions are taken.
type Question struct {
	// Name is in the words of a report.
	Name      string
	Positions []*Fact
}

// Fact is a joined fact with the words of its reports.
type Fact struct {
	rapporteur.JoinedFact
	// Quotes are the words of each member, Changes what changed with the words that say
	// so, Denials who denies it.
	Quotes  []Quote
	Changes []Change
	Denials []Denial
	// Confidence is the highest of its members.
	Confidence float64
	// Holders are the names of those who voice it.
	Holders []string
	// Issue is what a position is about, Outcome and Requirement the sides of a condition,
	// Time and Place of the latest member that has them, as the record has them.
	Issue, Outcome, Requirement, Time, Place string
	// Form is how the words of a condition tie its sides, IfUnmet that the outcome comes
	// about when the requirement does not hold.
	Form    rapporteur.ConditionForm
	IfUnmet bool
	// Head is who leads a delegation now, Members who else is told to be in it.
	Head    string
	Members []string
	// Mediators, Hosts and Topic are those of a meeting.
	Mediators, Hosts []string
	Topic            string
}

// Quote is words of a report.
type Quote struct {
	Words, Outlet, Day string
	// Report and Fact are the IDs of the member, Name what a person calls it.
	Report, Fact, Name string
	// Borrowed says that the report has its text as a whole from another.
	Borrowed bool
}

// Change is what changed, and the words that say so.
type Change struct {
	Text  string
	Quote Quote
}

// Denial is who denies a fact, and the words.
type Denial struct {
	Who   []string
	Quote Quote
}

// mostReports is how many reports of a story a briefing is made of, the latest ones.
const mostReports = 400

// NewFact is the joined fact whose ID begins so.
func NewFact(ctx context.Context, s *store.Store, id string) (*Fact, error) {
	found, err := s.Joins(ctx, store.JoinFilter{ID: id, Limit: 2})
	switch {
	case err != nil:
		return nil, err
	case len(found) == 0:
		return nil, fmt.Errorf("%s: has no fact %s (facts lists them)", s.Name(), id)
	case len(found) > 1:
		return nil, fmt.Errorf("%s: has several facts whose ID begins with %s", s.Name(), id)
	}
	l := newLibrary(ctx, s)
	return l.fact(found[0]), l.err
}

// NewBrief is the briefing of a story.
func NewBrief(ctx context.Context, s *store.Store, story Story) (*Brief, error) {
	b := &Brief{Story: story, AsOf: story.Last}
	var reports []string
	for _, r := range story.Reports[max(0, len(story.Reports)-mostReports):] {
		reports = append(reports, r.ID)
	}
	joins, err := s.Joins(ctx, store.JoinFilter{Of: reports})
	if err != nil {
		return nil, err
	}
	l := newLibrary(ctx, s)
	told := l.all(reports)
	if l.err != nil {
		return nil, l.err
	}
	sides := newSides(told)
	seats := map[string]*Seat{}
	var positions []*Fact
	for _, j := range joins {
		f := l.fact(j)
		f.call(sides)
		f.quoteFrom(reports)
		switch j.Kind {
		case rapporteur.MeetingFact:
			b.Meetings = append(b.Meetings, f)
		case rapporteur.PositionFact:
			positions = append(positions, f)
		case rapporteur.ConditionFact:
			b.Waits = append(b.Waits, f)
		}
		seat(seats, f)
		for _, d := range f.Denials {
			b.dispute(d, f)
		}
		if len(f.Disputed) == 0 && f.Origins > 1 && f.isSo() {
			b.Confirmed = append(b.Confirmed, f)
		}
	}
	b.Table = table(seats, people(told, sides), persons(told), sides)
	b.Issues = questions(positions)
	b.Deadlocks = l.deadlocks(told, sides)
	b.sort()
	return b, l.err
}

// quoteFrom leaves the words of some reports: what others of the archive say of the fact is
// of another story.
func (f *Fact) quoteFrom(reports []string) {
	f.Quotes = slices.DeleteFunc(f.Quotes, func(q Quote) bool { return !slices.Contains(reports, q.Report) })
}

// call names the sides of a fact as the briefing does.
func (f *Fact) call(s *sides) {
	before := strings.Join(f.Parties, " and ")
	f.Parties = s.call(f.Parties)
	if rest, led := strings.CutPrefix(f.Label, before); led && (f.Kind == rapporteur.MeetingFact || f.Kind == rapporteur.DelegationFact) {
		f.Label = strings.Join(f.Parties, " and ") + rest
	}
	f.Hosts, f.Holders = s.call(f.Hosts), s.call(f.Holders)
	f.Mediators = slices.DeleteFunc(s.call(f.Mediators), func(n string) bool { return slices.Contains(f.Parties, n) })
	for i, d := range f.Denials {
		f.Denials[i].Who = s.call(d.Who)
	}
}

// dispute keeps a fact with the others that the same words deny.
func (b *Brief) dispute(d Denial, f *Fact) {
	i := slices.IndexFunc(b.Disputed, func(o Disputed) bool { return o.Quote == d.Quote })
	if i < 0 {
		i = len(b.Disputed)
		b.Disputed = append(b.Disputed, Disputed{Denial: d})
	}
	b.Disputed[i].Facts = append(b.Disputed[i].Facts, f)
}

// isSo reports whether a fact says that something is or was so, and not that somebody
// wants, plans or makes it depend on something.
func (f *Fact) isSo() bool {
	switch f.Kind {
	case rapporteur.PositionFact, rapporteur.ConditionFact:
		return false
	case rapporteur.EventFact:
		return f.Status == string(rapporteur.Happened) || f.Status == string(rapporteur.Ongoing)
	}
	return true
}

// doubted is 1 for a fact that the reader doubts and that only one report tells, 0 for
// others: the former stand behind the latter.
func (f *Fact) doubted() int {
	if f.Confidence < Doubtful && f.Reports == 1 {
		return 1
	}
	return 0
}

// Doubtful is the confidence below which the reader is not sure of a fact itself: of such
// facts more are wrong than right.
const Doubtful = 0.5

// sort brings the parts into their orders.
func (b *Brief) sort() {
	slices.SortStableFunc(b.Meetings, func(x, y *Fact) int {
		return cmp.Or(x.doubted()-y.doubted(), -cmp.Compare(x.lastDay(), y.lastDay()), y.Reports-x.Reports)
	})
	slices.SortStableFunc(b.Waits, func(x, y *Fact) int {
		open := func(f *Fact) int {
			if f.Status == string(rapporteur.Open) {
				return 0
			}
			return 1
		}
		return cmp.Or(x.doubted()-y.doubted(), open(x)-open(y), y.Origins-x.Origins, y.Reports-x.Reports)
	})
	slices.SortStableFunc(b.Confirmed, func(x, y *Fact) int { return cmp.Or(y.Origins-x.Origins, y.Reports-x.Reports) })
	for _, d := range b.Disputed {
		slices.SortStableFunc(d.Facts, func(x, y *Fact) int {
			return cmp.Or(y.Reports-x.Reports, cmp.Compare(x.FirstReported, y.FirstReported))
		})
	}
	slices.SortStableFunc(b.Disputed, func(x, y Disputed) int { return y.Facts[0].Reports - x.Facts[0].Reports })
}

// lastDay is the day of the last change.
func (f *Fact) lastDay() string {
	last := f.FirstReported
	for _, c := range f.History {
		last = max(last, c.Day)
	}
	return last
}

// seat counts a fact for those whose it is, and keeps delegations.
func seat(seats map[string]*Seat, f *Fact) {
	if f.Kind == rapporteur.StatementFact {
		return
	}
	for _, party := range f.Parties {
		s := seats[party]
		if s == nil {
			s = &Seat{Party: party}
			seats[party] = s
		}
		s.Voices += f.Reports
		if f.Kind == rapporteur.DelegationFact {
			s.Delegations = append(s.Delegations, f)
		}
	}
}

// atTable is from how many facts, reports counted, on a party that sends no delegation sits
// at the table: below it are names that a reader took for a party once or twice.
const atTable = 5

// table is the seats of those of whom enough is told and who are no persons, people with
// those for whom they act.
func table(seats map[string]*Seat, people map[string][]string, persons map[string]bool, sides *sides) []Seat {
	var out []Seat
	for party, s := range seats {
		if (s.Voices >= atTable || len(s.Delegations) > 0) && !persons[party] && sides.known(party) {
			s.People = people[party]
			slices.SortStableFunc(s.Delegations, func(x, y *Fact) int { return cmp.Or(x.doubted()-y.doubted(), y.Reports-x.Reports) })
			out = append(out, *s)
		}
	}
	slices.SortFunc(out, func(a, b Seat) int { return cmp.Or(b.Voices-a.Voices, cmp.Compare(a.Party, b.Party)) })
	return out
}

// questions groups positions that speak of the same, by the words of their issues.
func questions(positions []*Fact) []Question {
	slices.SortStableFunc(positions, func(x, y *Fact) int {
		return cmp.Or(x.doubted()-y.doubted(), y.Reports-x.Reports, cmp.Compare(x.FirstReported, y.FirstReported))
	})
	var out []Question
	var words []map[string]bool
	for _, p := range positions {
		name := p.issue()
		own := IssueWords(name)
		i := slices.IndexFunc(words, func(w map[string]bool) bool { return SameIssue(w, own) })
		if i < 0 {
			i = len(out)
			out, words = append(out, Question{Name: name}), append(words, own)
		}
		out[i].Positions = append(out[i].Positions, p)
	}
	slices.SortStableFunc(out, func(a, b Question) int {
		return cmp.Or(len(b.parties())-len(a.parties()), len(b.Positions)-len(a.Positions))
	})
	return out
}

// issue is what a position is about: the report's words for that, or, where these are too
// few to tell, all of its words.
func (f *Fact) issue() string {
	if len(IssueWords(f.Issue)) > 1 {
		return f.Issue
	}
	return f.Label
}

// parties are those who take a position on an issue that is not in doubt.
func (i Question) parties() map[string]bool {
	out := map[string]bool{}
	for _, p := range i.Positions {
		for _, party := range p.Parties {
			if p.doubted() == 0 {
				out[party] = true
			}
		}
	}
	return out
}
