package view

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"rapporteur"
	"rapporteur/store"
)

// Issue is what positions are taken on.
type Issue struct {
	// Name is in the words of the position that says it in the fewest.
	Name string
	// Parties are those who have a position on it, by their first one.
	Parties []PartyLine
	words   map[string]bool
	table   seating
}

// PartyLine is where one party stands on an issue over time.
type PartyLine struct {
	Party string
	// Stands are by day; those without one come first.
	Stands []Stand
	key    string
}

// Stand is one position with the stance that the party had in earlier reports, where that
// was of another sort: asking of others, giving, or being against. Positions that an
// analyst rejected are left out of account.
type Stand struct {
	store.Of[rapporteur.Position]
	Before rapporteur.Stance
}

// NewIssues groups the positions that a filter takes, of them the latest so many (0 for
// all), by what they are about, between whom, and whose they are: first the issues on
// which a party has changed its stance, then those on which more parties have one.
// Positions that the filter's Topic asked for are on one issue, the one asked for.
func NewIssues(ctx context.Context, s *store.Store, f store.Filter, latest int) ([]Issue, error) {
	positions, err := s.Positions(ctx, f)
	if err != nil {
		return nil, err
	}
	if latest > 0 && len(positions) > latest {
		positions = positions[len(positions)-latest:]
	}
	sides, err := s.Sides(ctx, store.Filter{})
	return issuesOf(positions, f.Topic, sides), err
}

func issuesOf(positions []store.Of[rapporteur.Position], asked string, sides map[string]map[string]int) []Issue {
	g := &issueGroups{byWord: map[string][]int{}, sides: sides}
	for i := range positions {
		at := 0
		if asked == "" {
			at = g.find(&positions[i])
		} else if len(g.issues) == 0 {
			g.issues = append(g.issues, Issue{Name: asked})
		}
		g.issues[at].add(positions[i])
	}
	for i := range g.issues {
		for j := range g.issues[i].Parties {
			markChanges(g.issues[i].Parties[j].Stands)
		}
	}
	slices.SortStableFunc(g.issues, func(a, b Issue) int {
		return cmp.Or(cmp.Compare(b.Changes(), a.Changes()), cmp.Compare(len(b.Parties), len(a.Parties)), cmp.Compare(b.size(), a.size()))
	})
	return g.issues
}

// issueGroups finds issues by their words without looking at each.
type issueGroups struct {
	issues []Issue
	byWord map[string][]int
	// sides counts how often whom the facts of a report are about.
	sides map[string]map[string]int
}

// find is the index of the issue of a position, a new one where there is none like it.
func (g *issueGroups) find(p *store.Of[rapporteur.Position]) int {
	name, words := about(p)
	seats := leading(g.sides[p.Report.ID], foremost)
	best := -1
	for w := range words {
		for _, i := range g.byWord[w] {
			if (best < 0 || i < best) && SameIssue(words, g.issues[i].words) && g.issues[i].table.seats(p.Report.ID, seats) {
				best = i
			}
		}
	}
	if best < 0 {
		best = len(g.issues)
		g.issues = append(g.issues, Issue{Name: name, words: words, table: seating{map[string]bool{}, map[string]bool{}}})
		for w := range words {
			g.byWord[w] = append(g.byWord[w], best)
		}
	}
	if i := &g.issues[best]; len(words) < len(i.words) {
		i.Name, i.words = name, words
	}
	g.issues[best].table.add(p.Report.ID, seats)
	return best
}

// about is what a position is about, and the words that say it: those of its issue, or, if
// these only name somebody or are those of any negotiation, of its content.
func about(p *store.Of[rapporteur.Position]) (name string, words map[string]bool) {
	for _, name = range []string{p.Topic, p.Words} {
		words = IssueWords(name)
		for _, part := range p.Participants {
			for w := range IssueWords(part.Name) {
				delete(words, w)
			}
		}
		for w := range words {
			if !strings.Contains(tableWords, " "+w+" ") {
				return heading(name), words
			}
		}
	}
	return heading(cmp.Or(p.Topic, p.Words)), words
}

// heading is an issue without a determiner before it and a mark behind: "their nuclear
// program," is another one's too.
func heading(name string) string {
	first, rest, more := strings.Cut(strings.Trim(name, " ,;:."), " ")
	if more && strings.Contains(determiners, " "+strings.ToLower(first)+" ") {
		return rest
	}
	return strings.Trim(name, " ,;:.")
}

const determiners = " a an the this that these those its his her their our my your "

// seating is between whom an issue stands: the reports of it, and of the foremost sides of
// each every two. The truce of one war is not that of another.
type seating struct{ reports, pairs map[string]bool }

// seats reports whether a report with these foremost sides is of the same negotiation: two
// of them sit together in it, or, where a report has one alone, that one.
func (t seating) seats(report string, sides []string) bool {
	return t.reports[report] || slices.ContainsFunc(pairsOf(sides), func(pair string) bool { return t.pairs[pair] })
}

func (t seating) add(report string, sides []string) {
	t.reports[report] = true
	for _, pair := range pairsOf(sides) {
		t.pairs[pair] = true
	}
}

// pairsOf are the names of every two sides, or of the only one.
func pairsOf(sides []string) []string {
	if len(sides) == 1 {
		return sides
	}
	var out []string
	for i, a := range sides {
		for _, b := range sides[:i] {
			out = append(out, min(a, b)+"\x00"+max(a, b))
		}
	}
	return out
}

func (i *Issue) add(p store.Of[rapporteur.Position]) {
	name, key := partyOf(&p)
	at := slices.IndexFunc(i.Parties, func(l PartyLine) bool { return l.key == key })
	if at < 0 {
		at = len(i.Parties)
		i.Parties = append(i.Parties, PartyLine{Party: name, key: key})
	}
	i.Parties[at].Stands = append(i.Parties[at].Stands, Stand{Of: p})
}

// partyOf is whose position it is: the name, and what it is known by among reports.
func partyOf(p *store.Of[rapporteur.Position]) (name, key string) {
	id := cmp.Or(p.Fact.Party, p.Fact.Holder)
	for _, part := range p.Participants {
		if part.Entity == id {
			return part.Name, cmp.Or(part.KB, strings.ToLower(part.Name))
		}
	}
	return id, strings.ToLower(id)
}

// markChanges compares each stance with those of the report before: what one report says
// of a party is its stance at one time, however many sides that has.
func markChanges(stands []Stand) {
	var before, now []rapporteur.Stance
	report := ""
	for i := range stands {
		s := &stands[i]
		if s.Decision != nil && s.Decision.Verdict == store.Reject {
			continue
		}
		if s.Report.ID != report && len(now) > 0 {
			before, now = now, nil
		}
		report = s.Report.ID
		same := func(other rapporteur.Stance) bool { return sort(other) == sort(s.Fact.Stance) }
		if len(before) > 0 && !slices.ContainsFunc(before, same) && !slices.ContainsFunc(now, same) {
			s.Before = before[len(before)-1]
		}
		now = append(now, s.Fact.Stance)
	}
}

// sort is what sort of stance one is: "demands" and "urges" are no change of mind.
func sort(s rapporteur.Stance) string {
	switch {
	case s.Against():
		return "against"
	case s == rapporteur.Offers || s == rapporteur.Accepts:
		return "giving"
	}
	return "asking"
}

// Changes counts how often a party has changed its stance.
func (i *Issue) Changes() int {
	n := 0
	for _, l := range i.Parties {
		for _, s := range l.Stands {
			if s.Before != "" {
				n++
			}
		}
	}
	return n
}

// size counts the positions on the issue.
func (i *Issue) size() int {
	n := 0
	for _, l := range i.Parties {
		n += len(l.Stands)
	}
	return n
}
