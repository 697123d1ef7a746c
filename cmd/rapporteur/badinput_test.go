package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"rapporteur"
	"rapporteur/ingest"
	"rapporteur/source"
)

// wordsPerFalseFact is how many words of texts without a negotiation may give rise
// to one fact of a negotiation.
const wordsPerFalseFact = 300

func reader(tb testing.TB) *ingest.Pipeline {
	tb.Helper()
	p, err := ingest.New(ingest.Options{Source: source.Options{Published: "2031-05-08"}})
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// read is the record of a text, which must be sane, and must have a page.
func read(tb testing.TB, p *ingest.Pipeline, name, text string) *rapporteur.Record {
	tb.Helper()
	r, err := p.Record(ingest.Input{Name: name, From: strings.NewReader(text)})
	if err != nil {
		tb.Fatal(err)
	}
	for _, flaw := range flaws(r) {
		tb.Errorf("%s: %s", name, flaw)
	}
	var page strings.Builder
	if err := (&pages{w: &page, pageOptions: pageOptions{width: usualWidth, evidence: true}}).write("", r); err != nil {
		tb.Error(err)
	}
	return r
}

// Ten texts without a negotiation: a match, a recipe, a company's results, the
// weather, an obituary, a film, a burglary, a study, an island, a ruling.
func TestTextsWithoutANegotiation(t *testing.T) {
	files, err := filepath.Glob("testdata/quiet/*.txt")
	if err != nil || len(files) != 10 {
		t.Fatal(len(files), "texts", err)
	}
	p := reader(t)
	words := 0
	var found []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		words += len(strings.Fields(string(text)))
		r := read(t, p, file, string(text))
		for _, f := range facts(r) {
			found = append(found, fmt.Sprintf("%s: %s", filepath.Base(file), f))
		}
	}
	t.Logf("%d false facts in %d words", len(found), words)
	if most := words / wordsPerFalseFact; len(found) > most {
		t.Errorf("more than %d false facts:\n%s", most, strings.Join(found, "\n"))
	}
}

// facts are the facts of a negotiation in a record, each in a line.
func facts(r *rapporteur.Record) []string {
	words := func(spans []rapporteur.Span) string {
		return newPage(pageOptions{}, r).words(spans, longestPhrase)
	}
	var out []string
	for _, e := range r.Events {
		out = append(out, fmt.Sprintf("event %s %.2f %s", e.Type, e.Confidence, words(e.Anchor)))
	}
	for _, m := range r.Meetings {
		out = append(out, fmt.Sprintf("meeting %s %.2f %s", m.Status, m.Confidence, words(m.Evidence)))
	}
	for _, d := range r.Delegations {
		out = append(out, fmt.Sprintf("delegation %.2f %s", d.Confidence, words(d.Evidence)))
	}
	for _, p := range r.Positions {
		out = append(out, fmt.Sprintf("position %s %.2f %s", p.Stance, p.Confidence, words(p.Content)))
	}
	for _, c := range r.Conditions {
		out = append(out, fmt.Sprintf("condition %.2f %s: %s", c.Confidence, words(c.Outcome), words(c.Requirement)))
	}
	return out
}

// Reports in other forms than an article: all one quotation, a live blog, an
// interview, a copy that a machine has reworded, headlines alone. Each has at least so
// many statements and one with the words as they stand.
func TestFormsOfReports(t *testing.T) {
	p := reader(t)
	for file, want := range map[string]struct {
		statements int
		words      string
	}{
		"quotation": {1, "“We went to Torsund in good faith."},
		"live-blog": {4, "“First the paper, then the gates,”"},
		"interview": {4, "I have booked a room, and I have told both sides that the booking is not free."},
		"reworded":  {7, "“I will not sit across from clerks,”"},
		"headlines": {2, "calm as truce nears its end"},
	} {
		text, err := os.ReadFile("testdata/forms/" + file + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		r := read(t, p, file, string(text))
		if len(r.Statements) < want.statements {
			t.Errorf("%s: %d statements, want at least %d", file, len(r.Statements), want.statements)
		}
		holds := func(c rapporteur.Span) bool { return strings.Contains(c.In(r.Report.Text), want.words) }
		if !slices.ContainsFunc(r.Statements, func(s rapporteur.Statement) bool { return slices.ContainsFunc(s.Content, holds) }) {
			t.Errorf("%s: nobody says %q", file, want.words)
		}
		if file == "headlines" {
			for _, s := range r.Statements {
				if strings.Contains(s.Content[0].In(r.Report.Text), "\n") {
					t.Errorf("%s: %q goes on into another headline", file, s.Content[0].In(r.Report.Text))
				}
			}
		}
	}
}

// longReadFactor is how many times as much processor time a word of 60 pages may take as
// one of 15. Measured it is 1.0 to 1.1; a search over all that stands before, for each
// fact, makes it 2 and more.
const longReadFactor = 1.5

// Sixty pages of minutes are read whole, in time that grows with their length and no
// faster.
func TestMinutes(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a quarter of a minute or more")
	}
	t.Parallel()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	p := reader(t)
	const short, long = 15, 60
	spent := func(pages int) (*rapporteur.Record, time.Duration) {
		text, before := minutes(pages), threadTime()
		return read(t, p, "minutes", text), threadTime() - before
	}
	spent(1) // what is loaded once
	_, few := spent(short)
	r, many := spent(long)
	if last := len(r.Statements); last < long*pageWords/200 {
		t.Errorf("%d statements", last)
	} else if end := r.Statements[last-1].Content; end[0].Start < len(r.Report.Text)*9/10 {
		t.Errorf("the last statement is at byte %d of %d", end[0].Start, len(r.Report.Text))
	}
	if few == 0 {
		t.Skip("the time of a thread is not known here")
	}
	factor := many.Seconds() / few.Seconds() / (long / short)
	t.Logf("%v for %d pages, %v for %d: a word takes %.2f times as long", few, short, many, long, factor)
	if factor > longReadFactor {
		t.Errorf("more than %g times", longReadFactor)
	}
}

// BenchmarkMinutes reads and lays out minutes of 15, 30 and 60 pages on one core.
// The time of a word stays the same where the whole grows linearly.
func BenchmarkMinutes(b *testing.B) {
	p := reader(b)
	for _, n := range []int{15, 30, 60} {
		text := minutes(n)
		b.Run(fmt.Sprintf("pages=%d", n), func(b *testing.B) {
			for b.Loop() {
				read(b, p, "minutes", text)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n*pageWords), "ns/word")
		})
	}
}

// pageWords is the length of a page in words.
const pageWords = 500

// minutes are so many pages of the minutes of a long negotiation, the same ones
// every time: sittings whose sentences are put together anew from a stock of
// invented ones.
func minutes(pages int) string {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(from []string) string { return from[random.IntN(len(from))] }
	people := strings.Fields("Varn Reek Lund Dragan Brekke Holm Aaker Sand Eide Myhre Tveit Foss Haug Ruud")
	sides := []string{"the League", "the council", "Norvia", "the fishermen's union", "the delegation of Skarv"}
	issues := []string{
		"the first sluice", "the forty-day truce", "the exchange of prisoners", "the tolls at Grensund", "the list of inspectors",
		"the repair of the outer dyke", "paragraph 7", "the fishing grounds off Kjelt", "the salt road",
	}
	days := strings.Fields("Monday Tuesday Wednesday Thursday Friday")
	sentences := []string{
		"%[1]s said that %[3]s could not accept %[5]s as it stood.",
		"%[1]s asked %[2]s whether %[4]s would agree to %[5]s before %[7]s.",
		"“We shall not sign until %[6]s has been settled,” %[1]s said.",
		"%[3]s offered to withdraw its boats if %[4]s opened %[6]s.",
		"It was agreed that the two delegations would meet again on %[7]s.",
		"%[1]s, for %[3]s, rejected the proposal on %[5]s.",
		"%[2]s replied that nothing could be decided without %[4]s.",
		"The sitting of %[7]s was put off because %[1]s had not arrived.",
		"%[1]s handed in a paper on %[5]s, which was noted.",
		"The chair reminded the meeting that %[6]s depended on %[5]s.",
		"%[3]s named %[1]s as head of its delegation in place of %[2]s.",
		"%[1]s urged both sides to return to %[6]s.",
	}
	var b strings.Builder
	for words, sitting := 0, 1; words < pages*pageWords; sitting++ {
		heading := fmt.Sprintf("%d. Sitting of %s, %d.%02d\n\n", sitting, pick(days), 9+random.IntN(9), random.IntN(60))
		b.WriteString(heading)
		words += len(strings.Fields(heading))
		for range 4 + random.IntN(5) {
			for range 2 + random.IntN(4) {
				s := fmt.Sprintf(pick(sentences)+"%.[8]s", pick(people), pick(people), pick(sides), pick(sides), pick(issues), pick(issues), pick(days), "")
				if first, size := utf8.DecodeRuneInString(s); first != '“' {
					s = strings.ToUpper(s[:size]) + s[size:]
				}
				b.WriteString(s + " ")
				words += len(strings.Fields(s))
			}
			b.WriteString("\n\n")
		}
	}
	return b.String()
}

// flaws are what is wrong with a record whatever its report says.
func flaws(r *rapporteur.Record) []string {
	c := flawFinder{text: r.Report.Text, ids: map[string]string{}}
	for _, e := range r.Entities {
		c.id("entity", e.ID)
	}
	for _, s := range r.Statements {
		c.id("statement", s.ID)
	}
	for _, m := range r.Meetings {
		c.id("meeting", m.ID)
	}
	for _, d := range r.Delegations {
		c.id("delegation", d.ID)
	}
	for _, k := range r.Conditions {
		c.id("condition", k.ID)
	}
	c.statements(r)
	c.events(r)
	c.table(r)
	c.stands(r)
	return c.found
}

// flawFinder collects the flaws of a record.
type flawFinder struct {
	text  string
	ids   map[string]string // the sort of fact that an ID belongs to
	found []string
}

func (c *flawFinder) complain(format string, args ...any) {
	c.found = append(c.found, fmt.Sprintf(format, args...))
}

func (c *flawFinder) id(sort, id string) {
	if id == "" || c.ids[id] != "" {
		c.complain("%s %q: no ID of its own", sort, id)
	}
	c.ids[id] = sort
}

// refers complains of IDs that are not of the sort; empty ones say unknown.
func (c *flawFinder) refers(from, sort string, ids ...string) {
	for _, id := range ids {
		if id != "" && c.ids[id] != sort {
			c.complain("%s: refers to %s %q", from, sort, id)
		}
	}
}

func (c *flawFinder) spans(from string, spans ...rapporteur.Span) {
	for _, s := range spans {
		if s.Start < 0 || s.End > len(c.text) || s.Empty() || !utf8.ValidString(c.text[s.Start:s.End]) {
			c.complain("%s: span %v", from, s)
		}
	}
}

func (c *flawFinder) fact(sort string, f rapporteur.Fact) string {
	from := sort + " " + f.ID
	c.proof(from, f.Evidence, f.Confidence)
	if f.ID == "" {
		c.complain("%s: no ID", sort)
	}
	return from
}

func (c *flawFinder) proof(from string, evidence []rapporteur.Span, confidence float64) {
	c.spans(from, evidence...)
	if len(evidence) == 0 {
		c.complain("%s: no evidence", from)
	}
	if !(confidence >= 0 && confidence <= 1) {
		c.complain("%s: confidence %v", from, confidence)
	}
}

func (c *flawFinder) statements(r *rapporteur.Record) {
	for _, s := range r.Statements {
		c.proof(s.ID, s.Evidence, s.Confidence)
		c.spans(s.ID, slices.Concat(s.Source, s.Cue, s.Content, s.Chain)...)
		c.refers(s.ID, "entity", append(s.Speaker, s.Addressee...)...)
		c.refers(s.ID, "statement", s.Within)
		if len(s.Content) == 0 || s.Within == s.ID {
			c.complain("%s: %d contents, within %q", s.ID, len(s.Content), s.Within)
		}
	}
}

func (c *flawFinder) events(r *rapporteur.Record) {
	for _, e := range r.Events {
		from := c.fact("event", e.Fact)
		c.spans(from, e.Anchor...)
		c.refers(from, "entity", slices.Concat(e.Actors, e.Recipients, []string{e.Place})...)
		for _, t := range e.ThirdParties {
			c.refers(from, "entity", t.Entity)
		}
		c.refers(from, "statement", e.SaidBy)
		if e.Type == "" || e.Status == "" || len(e.Anchor) == 0 {
			c.complain("%s: type %q, status %q, %d anchors", from, e.Type, e.Status, len(e.Anchor))
		}
	}
}

func (c *flawFinder) table(r *rapporteur.Record) {
	for _, m := range r.Meetings {
		from := c.fact("meeting", m.Fact)
		c.refers(from, "entity", slices.Concat(m.Parties, m.Participants, m.Hosts, m.Mediators, []string{m.Place})...)
		c.refers(from, "delegation", m.Delegations...)
		c.spans(from, m.Topic...)
		for _, s := range m.Life {
			c.spans(from, s.Evidence...)
			c.refers(from, "statement", s.SaidBy)
		}
		if len(m.Life) == 0 || m.Life[len(m.Life)-1].Status != m.Status {
			c.complain("%s: status %q after %v", from, m.Status, m.Life)
		}
	}
	for _, d := range r.Delegations {
		from := c.fact("delegation", d.Fact)
		c.refers(from, "entity", slices.Concat(d.Members, d.Excluded, []string{d.Party, d.Head, d.SentBy, d.Destination})...)
		c.refers(from, "meeting", d.Meeting)
	}
}

func (c *flawFinder) stands(r *rapporteur.Record) {
	for _, p := range r.Positions {
		from := c.fact("position", p.Fact)
		c.spans(from, p.Content...)
		c.refers(from, "entity", append(p.Toward, p.Party, p.Holder)...)
		c.refers(from, "statement", p.Statement)
		if p.Stance == "" || len(p.Content) == 0 {
			c.complain("%s: stance %q, %d contents", from, p.Stance, len(p.Content))
		}
	}
	for _, k := range r.Conditions {
		from := c.fact("condition", k.Fact)
		c.spans(from, append(k.Outcome, k.Requirement...)...)
		c.refers(from, "entity", append(k.Holder, k.Waits...)...)
		c.refers(from, "statement", k.Statement)
		if len(k.Outcome) == 0 || len(k.Requirement) == 0 {
			c.complain("%s: %d outcomes, %d requirements", from, len(k.Outcome), len(k.Requirement))
		}
	}
	for _, cycle := range r.Deadlocks {
		c.refers("deadlock", "condition", cycle...)
		if len(cycle) == 0 {
			c.complain("deadlock of nothing")
		}
	}
}
