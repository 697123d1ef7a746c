package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rapporteur"
	"rapporteur/store"
	"rapporteur/view"
)

// briefFlags are the flags of brief as they were given.
type briefFlags struct {
	archiveFlags
	json bool
	most int
}

func briefCommand() *cobra.Command {
	f := &briefFlags{}
	cmd := &cobra.Command{
		Use:   "brief [STORY]",
		Short: "Write a dated briefing of a negotiation in Markdown",
		Long: `Write what the reports of one negotiation say, as a briefing in Markdown: who sits at
the table, the state of the meetings, where parties stand and what has changed, what
waits for what, what several independent origins confirm and what is disputed. Under
every line stand the words that say it, with the outlet, the day and the ID of the fact.
A story is called by the ID of any of its reports, as story lists them; without one the
story of most reports is taken.`,
		Example: `  rapporteur brief > briefing.md
  rapporteur brief 3f2a91bc --most 20
  rapporteur brief 3f2a91bc --json | jq .meetings`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd.Context(), cmd.OutOrStdout(), args) },
	}
	f.archiveFlags.define(cmd)
	cmd.Flags().BoolVar(&f.json, "json", false, "print the briefing with all that it was made of as JSON")
	cmd.Flags().IntVar(&f.most, "most", 12, "the most lines of a section to write, 0 for all")
	completeFrom(cmd, reportCompletions)
	return cmd
}

func (f *briefFlags) run(ctx context.Context, w io.Writer, args []string) error {
	if f.most < 0 {
		return errors.New("--most must not be below 0")
	}
	return f.read(ctx, func(archive *store.Store) error {
		stories, err := view.NewStories(ctx, archive, store.Filter{})
		if err != nil {
			return failure{err}
		}
		story, err := chosenStory(archive, stories, args)
		if err != nil {
			return failure{err}
		}
		brief, err := view.NewBrief(ctx, archive, story)
		if err != nil {
			return failure{err}
		}
		if f.json {
			return writeLine(w, brief)
		}
		m := &markdown{most: f.most}
		m.brief(brief)
		return written(io.WriteString(w, m.out.String()))
	})
}

// chosenStory is the story that was asked for, else that of most reports.
func chosenStory(archive *store.Store, stories []view.Story, args []string) (view.Story, error) {
	if len(args) == 1 {
		return storyOf(archive, stories, args[0])
	}
	if len(stories) == 0 {
		return view.Story{}, errors.New(archive.Name() + ": has no reports")
	}
	return slices.MaxFunc(stories, func(a, b view.Story) int { return len(a.Reports) - len(b.Reports) }), nil
}

// markdown writes a briefing.
type markdown struct {
	out  strings.Builder
	most int
}

func (m *markdown) line(format string, args ...any) {
	fmt.Fprintf(&m.out, format+"\n", args...)
}

func (m *markdown) heading(title string) { m.line("\n## %s\n", title) }

// brief writes all sections that hold something.
func (m *markdown) brief(b *view.Brief) {
	m.line("# Briefing: %s", escaped(strings.Join(b.Story.Parties[:min(2, len(b.Story.Parties))], " – ")))
	m.line("\n%s. From %s, published %s.", "As of "+onDay(b.AsOf), tally(len(b.Story.Reports), b.Story.Origins), timespan(b.Story.First, b.Story.Last))
	m.line("What reports say is not what is so; each line names the words that it rests on. \"?\" marks what the reader itself is not sure of.")
	m.seats(b.Table)
	m.facts("Meetings", b.Meetings, m.meeting)
	m.questions(b.Issues)
	m.deadlocks(b.Deadlocks)
	m.facts("What waits for what", b.Waits, m.wait)
	m.facts("Confirmed by several origins", b.Confirmed, m.confirmed)
	m.disputes(b.Disputed)
}

func onDay(day string) string {
	if day == "" {
		return "an unknown day"
	}
	return longDay(day)
}

func timespan(first, last string) string {
	if first == last {
		return "on " + onDay(first)
	}
	return "from " + onDay(first) + " to " + onDay(last)
}

// longDay is a day as people write it.
func longDay(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format("2 January 2006")
}

// seats writes who sits at the table.
func (m *markdown) seats(table []view.Seat) {
	if len(table) == 0 {
		return
	}
	m.heading("Who sits at the table")
	for _, s := range table[:m.first(len(table))] {
		m.line("- **%s**%s", escaped(s.Party), prefixed(": ", escaped(strings.Join(s.People, "; "))))
		shown := m.first(len(s.Delegations))
		for _, d := range s.Delegations[:shown] {
			m.line("  - %sdelegation%s%s, %s%s", doubted(d), prefixed(" to ", escaped(d.Place)), prefixed(" led by ", escaped(d.Head)), spaced(d.Status), m.tally(d))
			m.proof("    ", d)
		}
		m.left("  ", len(s.Delegations)-shown)
	}
	m.left("", len(table)-m.first(len(table)))
}

// facts writes a section of facts, the first of them.
func (m *markdown) facts(title string, facts []*view.Fact, write func(*view.Fact)) {
	if len(facts) == 0 {
		return
	}
	m.heading(title)
	shown := m.first(len(facts))
	for _, f := range facts[:shown] {
		write(f)
	}
	m.left("", len(facts)-shown)
}

// left says how many lines were left out.
func (m *markdown) left(edge string, n int) {
	if n > 0 {
		m.line("%s- … and %d more (`--most 0` writes all)", edge, n)
	}
}

// tally is the pair of reports and origins behind a line.
func (m *markdown) tally(f *view.Fact) string { return " (" + tally(f.Reports, f.Origins) + ")" }

func (m *markdown) meeting(f *view.Fact) {
	m.line("- %s**%s** — %s%s%s%s%s%s", doubted(f), escaped(f.Label), spaced(f.Status), prefixed(", ", moments(f.Time)), prefixed(", mediated by ", escaped(strings.Join(f.Mediators, ", "))),
		prefixed(", on ", escaped(f.Topic)), m.tally(f), m.disputers(f))
	m.changes("  ", f)
}

// changes writes how a fact came to be what it is, the same words once, else the words of
// its last report.
func (m *markdown) changes(edge string, f *view.Fact) {
	if len(f.Changes) < 2 {
		m.proof(edge, f)
		return
	}
	for i, c := range f.Changes {
		m.line("%s- %s: %s", edge, onDay(c.Quote.Day), escaped(changeText(f.History[i])))
		if i+1 == len(f.Changes) || f.Changes[i+1].Quote != c.Quote {
			m.quote(edge+"  ", c.Quote)
		}
	}
}

// changeText is what changed, as people write it.
func changeText(c rapporteur.Change) string {
	return spaced(c.Status) + prefixed(", led by ", c.Who) + prefixed(", ", moments(c.Time))
}

// questions writes the positions, issue by issue.
func (m *markdown) questions(issues []view.Question) {
	if len(issues) == 0 {
		return
	}
	m.heading("Positions")
	shown := m.first(len(issues))
	for _, i := range issues[:shown] {
		m.line("- *%s*", escaped(i.Name))
		for _, p := range i.Positions {
			m.position(p)
		}
	}
	m.left("", len(issues)-shown)
}

func (m *markdown) position(f *view.Fact) {
	m.line("  - %s**%s** %s%s%s%s", doubted(f), escaped(strings.Join(f.Parties, ", ")), f.Status, changed(f), m.tally(f), m.disputers(f))
	m.changes("    ", f)
}

// changed says what the stance was on an earlier day.
func changed(f *view.Fact) string {
	n := len(f.History)
	if n < 2 || f.History[n-2].Day >= f.History[n-1].Day {
		return ""
	}
	return ", before: " + f.History[n-2].Status
}

// doubted marks what the reader itself is not sure of.
func doubted(f *view.Fact) string {
	if f.Confidence < view.Doubtful {
		return "? "
	}
	return ""
}

func (m *markdown) wait(f *view.Fact) {
	m.line("- %s“%s” — %s “%s”: **%s**%s%s%s%s", doubted(f), escaped(f.Outcome), form(f.Form), escaped(f.Requirement), f.Status, prefixed(", by ", moments(f.Time)),
		prefixed(", according to ", escaped(strings.Join(f.Parties, ", "))), m.tally(f), m.disputers(f))
	m.changes("  ", f)
}

func (m *markdown) confirmed(f *view.Fact) {
	m.line("- %s%s — %s%s", prefixed("", who(f)), escaped(short(f.Label)), spaced(f.Status), m.tally(f))
	m.eachOrigin(f)
}

// mostDenied is how many facts that the same words deny are written: the first are those
// that most reports tell.
const mostDenied = 4

// disputes writes who denies what with which words, the first of them.
func (m *markdown) disputes(all []view.Disputed) {
	if len(all) == 0 {
		return
	}
	m.heading("Disputed")
	shown := m.first(len(all))
	for _, d := range all[:shown] {
		m.line("- **%s** denies", escaped(orSomebody(strings.Join(d.Who, ", "))))
		m.quote("  ", d.Quote)
		facts := len(d.Facts)
		if m.most > 0 {
			facts = min(facts, mostDenied)
		}
		for _, f := range d.Facts[:facts] {
			m.line("  - %s%s — %s%s", who(f), escaped(short(f.Label)), spaced(f.Status), m.tally(f))
			m.proof("    ", f)
		}
		m.left("  ", len(d.Facts)-facts)
	}
	m.left("", len(all)-shown)
}

// deadlocks writes which outcomes wait for one another.
func (m *markdown) deadlocks(all []view.Deadlock) {
	if len(all) == 0 {
		return
	}
	m.heading("Deadlocks")
	shown := m.first(len(all))
	for _, d := range all[:shown] {
		var outcomes []string
		for _, o := range d.Outcomes {
			outcomes = append(outcomes, "“"+escaped(o)+"”")
		}
		m.line("- %s — %s%s", together(outcomes), waiting(len(outcomes)), prefixed(", by what is said by ", escaped(together(d.Holders))))
		for _, q := range d.Quotes {
			m.quote("  ", q)
		}
	}
	m.left("", len(all)-shown)
}

// together are parts of an enumeration in a text that is not laid out here.
func together(parts []string) string { return strings.ReplaceAll(enumerated(parts), fixed, " ") }

// first is how many of so many lines of a section are written.
func (m *markdown) first(n int) int {
	if m.most > 0 {
		return min(n, m.most)
	}
	return n
}

// who are those whose fact it is, in Markdown.
func who(f *view.Fact) string { return escaped(whose(f)) }

// whose is those whose fact it is, where its label does not say so.
func whose(f *view.Fact) string {
	if f.Kind == rapporteur.MeetingFact || f.Kind == rapporteur.DelegationFact || len(f.Parties) == 0 {
		return ""
	}
	return strings.Join(f.Parties, ", ") + ": "
}

func orSomebody(who string) string {
	if who == "" {
		return "somebody"
	}
	return who
}

// disputers names those who deny a fact.
func (m *markdown) disputers(f *view.Fact) string {
	if len(f.Disputed) == 0 {
		return ""
	}
	return " — *disputed by " + escaped(orSomebody(strings.Join(disputers(f.JoinedFact), ", "))) + "*"
}

// proof writes the words of the report that tells the fact last, of those that have their
// text from no other if there are any.
func (m *markdown) proof(edge string, f *view.Fact) {
	if len(f.Quotes) == 0 {
		return
	}
	last := f.Quotes[len(f.Quotes)-1]
	for _, q := range f.Quotes {
		if !q.Borrowed {
			last = q
		}
	}
	m.quote(edge, last)
}

// eachOrigin writes the words of the first report of each outlet, at most three.
func (m *markdown) eachOrigin(f *view.Fact) {
	seen := map[string]bool{}
	for _, q := range f.Quotes {
		if !q.Borrowed && !seen[q.Outlet] && len(seen) < 3 {
			seen[q.Outlet] = true
			m.quote("  ", q)
		}
	}
}

// quote writes words with where they stand.
func (m *markdown) quote(edge string, q view.Quote) {
	m.line("%s> %s — %s, %s, `%s`", edge, escaped(inQuotes(short(q.Words))), escaped(q.Outlet), onDay(q.Day), q.Name)
}

// longestQuote is how many characters of a quotation a briefing has.
const longestQuote = 220

func short(words string) string { return shorten(words, longestQuote) }

// moments is a TIMEX3 value, perhaps a range, as people write it.
func moments(value string) string {
	if from, to, ranged := strings.Cut(value, "/"); ranged {
		return moments(from) + " to " + moments(to)
	}
	return when(value)
}

func spaced(status string) string { return strings.ReplaceAll(status, "_", " ") }

// prefixed is text behind a prefix, nothing where there is none.
func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	return prefix + text
}

// markers are the characters that Markdown takes for more than themselves.
var markers = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "<", `\<`, "#", `\#`, "\n", " ")

// escaped is text that Markdown prints as it is.
func escaped(text string) string { return markers.Replace(printable(text)) }
