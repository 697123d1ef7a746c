package view

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"rapporteur"
	"rapporteur/store"
)

// Story is the reports of one negotiation.
type Story struct {
	// ID is that of its earliest report; Title is that report's.
	ID, Title string
	// Parties are the names of those whom most of it is about, the foremost first.
	Parties []string
	// First and Last are the days of its first and last report, empty where unknown.
	First, Last string
	// Reports are by day; Origins is how many of them have their text as a whole from no
	// other one. Facts is how many facts they tell, Confirmed how many of them by several
	// origins.
	Reports          []store.Heading
	Origins          int
	Facts, Confirmed int
}

// The weights by which reports are tied to one story, and how much is enough: a meeting
// that both tell of, or two other facts.
const (
	meetingTie = 2
	factTie    = 1
	enoughTies = 2
)

// Among how many of their foremost parties two reports have two in common that belong
// together although they tell no fact in common, and how many days they may be apart.
const (
	foremost  = 4
	storyDays = 21
)

// NewStories groups the reports that a filter takes by what they tell together: shared
// facts first, else the same parties within days. The latest story is the first.
func NewStories(ctx context.Context, s *store.Store, f store.Filter) ([]Story, error) {
	limit := f.Limit
	f.Limit = 0
	listed, err := s.List(ctx, f)
	if err != nil {
		return nil, err
	}
	joins, err := s.Joins(ctx, store.JoinFilter{From: f.From})
	if err != nil {
		return nil, err
	}
	parties, err := s.Sides(ctx, store.Filter{Outlet: f.Outlet, Party: f.Party, Person: f.Person})
	if err != nil {
		return nil, err
	}
	relations, err := s.Relations(ctx)
	if err != nil {
		return nil, err
	}
	g := newGroups(listed)
	g.byFacts(joins)
	g.byParties(parties)
	stories := g.stories(joins, parties, relations)
	if limit > 0 && len(stories) > limit {
		stories = stories[:limit]
	}
	return stories, nil
}

// leading are the names counted most often, at most n.
func leading(counts map[string]int, n int) []string {
	names := make([]string, 0, len(counts))
	for name := range counts {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b)) })
	return names[:min(n, len(names))]
}

// groups are reports on their way to stories.
type groups struct {
	reports []store.Heading
	at      map[string]int
	parent  []int
}

func newGroups(listed []store.Listing) *groups {
	g := &groups{at: map[string]int{}}
	for _, l := range listed {
		g.reports = append(g.reports, l.Heading)
	}
	slices.SortFunc(g.reports, func(a, b store.Heading) int {
		return cmp.Or(cmp.Compare(day(a), day(b)), cmp.Compare(a.ID, b.ID))
	})
	for i, r := range g.reports {
		g.at[r.ID] = i
		g.parent = append(g.parent, i)
	}
	return g
}

// day is the day of publication.
func day(h store.Heading) string { return h.Published[:min(len(h.Published), len(time.DateOnly))] }

func (g *groups) root(i int) int {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

// unite makes one story of two reports, which goes by the earlier.
func (g *groups) unite(a, b int) {
	a, b = g.root(a), g.root(b)
	g.parent[max(a, b)] = min(a, b)
}

// of are the reports of a joined fact, by day, each once.
func (g *groups) of(f rapporteur.JoinedFact) []int {
	var out []int
	for _, m := range f.Members {
		if i, known := g.at[m.Report]; known {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// byFacts unites the reports that tell enough facts together. Of a fact each report is
// tied to the one before it and to the first.
func (g *groups) byFacts(joins []rapporteur.JoinedFact) {
	ties := map[[2]int]int{}
	for _, f := range joins {
		weight := factTie
		if f.Kind == rapporteur.MeetingFact {
			weight = meetingTie
		}
		told := g.of(f)
		for n := 1; n < len(told); n++ {
			ties[[2]int{told[n-1], told[n]}] += weight
			if n > 1 {
				ties[[2]int{told[0], told[n]}] += weight
			}
		}
	}
	for pair, weight := range ties {
		if weight >= enoughTies {
			g.unite(pair[0], pair[1])
		}
	}
}

// byParties unites reports of the same parties within days.
func (g *groups) byParties(parties map[string]map[string]int) {
	last := map[string]int{} // by two parties, the last report that had them
	for i, r := range g.reports {
		leaders := leading(parties[r.ID], foremost)
		slices.Sort(leaders)
		for n, a := range leaders {
			for _, b := range leaders[:n] {
				pair := b + "\x00" + a
				if j, had := last[pair]; had && daysBetween(day(g.reports[j]), day(r)) <= storyDays {
					g.unite(i, j)
				}
				last[pair] = i
			}
		}
	}
}

// daysBetween is how many days lie between two, many where one is unknown.
func daysBetween(a, b string) int {
	from, err := time.Parse(time.DateOnly, a)
	to, wrong := time.Parse(time.DateOnly, b)
	if err != nil || wrong != nil {
		return 1 << 30
	}
	return int(to.Sub(from).Hours() / 24)
}

// stories are the groups with what they are about, the latest first.
func (g *groups) stories(joins []rapporteur.JoinedFact, parties map[string]map[string]int, relations []rapporteur.Relation) []Story {
	byRoot := map[int]*Story{}
	counts := map[int]map[string]int{}
	var roots []int
	for i, r := range g.reports {
		root := g.root(i)
		s := byRoot[root]
		if s == nil {
			s = &Story{ID: r.ID, Title: r.Title}
			byRoot[root], counts[root] = s, map[string]int{}
			roots = append(roots, root)
		}
		s.Reports, s.First, s.Last = append(s.Reports, r), cmp.Or(s.First, day(r)), cmp.Or(day(r), s.Last)
		for name, n := range parties[r.ID] {
			counts[root][name] += n
		}
	}
	for _, f := range joins {
		told := g.of(f)
		if len(told) == 0 {
			continue
		}
		s := byRoot[g.root(told[0])]
		s.Facts++
		if f.Origins > 1 {
			s.Confirmed++
		}
	}
	out := make([]Story, 0, len(roots))
	for _, root := range roots {
		s := byRoot[root]
		s.Parties = leading(counts[root], foremost)
		s.Origins = Independent(s.Reports, relations)
		out = append(out, *s)
	}
	slices.SortStableFunc(out, func(a, b Story) int { return strings.Compare(b.Last, a.Last) })
	return out
}

// Independent is how many of the reports have their text as a whole from no other one of
// them.
func Independent(reports []store.Heading, relations []rapporteur.Relation) int {
	among := map[string]bool{}
	for _, r := range reports {
		among[r.ID] = true
	}
	origin := map[string]string{}
	var root func(id string) string
	root = func(id string) string {
		if from, has := origin[id]; has {
			return root(from)
		}
		return id
	}
	n := len(among)
	for _, r := range relations {
		whole := r.Kind == rapporteur.Copy || r.Kind == rapporteur.Rewrite
		if a, b := root(r.From), root(r.To); whole && among[r.From] && among[r.To] && a != b {
			origin[b] = a
			n--
		}
	}
	return n
}
