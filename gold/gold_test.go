package gold

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur"
	"rapporteur/export"
)

func read(t *testing.T, paths ...string) []Report {
	t.Helper()
	reports, err := Read(paths...)
	if err != nil {
		t.Fatal(err)
	}
	return reports
}

// recordOf makes a record of a text with the statements whose contents are
// given, pieces parted by "|".
func recordOf(t *testing.T, text string, contents ...string) *rapporteur.Record {
	t.Helper()
	record := &rapporteur.Record{Report: &rapporteur.Document{Text: text}}
	for _, pieces := range contents {
		content, err := passage(strings.Split(pieces, "|")).locate(text)
		if err != nil {
			t.Fatal(err)
		}
		record.Statements = append(record.Statements, rapporteur.Statement{Content: content})
	}
	return record
}

func TestRead(t *testing.T) {
	reports := read(t, "testdata", "testdata/ferry.json")
	if len(reports) != 4 || reports[0].Path != "testdata/ferry.txt" || reports[1].Path != "testdata/lock.txt" || reports[3].Path != "testdata/ferry.txt" {
		t.Fatalf("read %d reports: %v", len(reports), reports)
	}
	var got []string
	for _, s := range reports[0].Statements {
		var words []string
		for _, span := range s.Content {
			words = append(words, span.In(reports[0].Text))
		}
		got = append(got, strings.Join(words, "|"))
	}
	want := []string{"“We came to talk,”|“and to talk only.”", "it would listen", "Talks|begin at noon", "it would listen", "a pay deal is near"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q, want %q", got, want)
	}
	text := reports[0].Text
	first, second := reports[0].Statements[1].Content[0], reports[0].Statements[3].Content[0]
	if first.Start != strings.Index(text, "it would") || second.Start != strings.LastIndex(text, "it would") {
		t.Errorf("occurrences at %v and %v", first, second)
	}
}

func TestReadRefusesBadFiles(t *testing.T) {
	for _, c := range []struct{ json, want string }{
		{`{"statements":[{"id":"s1","content":"never##2"}]}`, `x.json: statement s1: not in the text: "never##2"`},
		{`{"statements":[{"id":"s1","content":["said",""]}]}`, `x.json: statement s1: not in the text: ""`},
		{`{"statements":[{"id":"s1","content":"said##no"}]}`, `x.json: statement s1: no occurrence is numbered "no": "said##no"`},
		{`{"statements":[{"id":"s1","content":"said##0"}]}`, `x.json: statement s1: no occurrence is numbered "0": "said##0"`},
		{`{"statements":[{"id":"s1","content":"said","speaker":"Ona"}]}`, `x.json: statement s1: not among the entities: "Ona"`},
		{`{"events":[{"id":"e1","type":"AGRE"}]}`, `x.json: event e1: type "AGRE" is none of [AGREE CONSULT`},
		{`{"events":[{"id":"e1","type":"AGREE","status":"done"}]}`, `x.json: event e1: status "done" is none of [happened`},
		{`{"meetings":[{"id":"m1","status":"held","life":[{"status":"off"}]}]}`, `x.json: meeting m1: status "off" is none of [proposed`},
		{`{"delegations":[{"id":"d1","party":["Ona"]}]}`, `x.json: delegation d1: not among the entities: "Ona"`},
		{`{"positions":[{"id":"p1","stance":"wants"}]}`, `x.json: position p1: stance "wants" is none of [demands`},
		{`{"conditions":[{"id":"c1","form":"if","polarity":"met"}]}`, `x.json: condition c1: polarity "met" is none of [if_met if_unmet]`},
		{`{"conditions":[{"id":"c1","form":"if","polarity":"if_met","outcome":"often"}]}`, `x.json: condition c1: not in the text: "often"`},
		{`{"statements":[{"id":"s1","content":3}]}`, `x.json: json: cannot unmarshal number`},
		{`{`, `x.json: unexpected end of JSON input`},
	} {
		dir := t.TempDir()
		os.WriteFile(filepath.Join(dir, "x.txt"), []byte("She said it, he never did."), 0o600)
		os.WriteFile(filepath.Join(dir, "x.json"), []byte(c.json), 0o600)
		if _, err := Read(dir); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.json, err, c.want)
		}
	}
	if _, err := Read(t.TempDir()); err == nil || !strings.HasSuffix(err.Error(), "holds no NAME.txt beside a NAME.json") {
		t.Errorf("empty directory: %v", err)
	}
}

func TestStatementContent(t *testing.T) {
	reports := read(t, "testdata")
	text := reports[0].Text
	for _, c := range []struct {
		name     string
		contents []string
		want     Count
	}{
		{"none", nil, Count{0, 5, 0}},
		{"half of the words of each", []string{"“We came to talk,”"}, Count{1, 5, 1}},
		{"less than half of the gold words", []string{"talk,”"}, Count{0, 5, 1}},
		{"less than half of the given words", []string{"the crews’ envoy said on Monday, “and to talk only.”"}, Count{0, 5, 1}},
		{"pieces", []string{"Talks|noon"}, Count{1, 5, 1}},
		{"which occurrence", []string{"it would listen##2"}, Count{1, 5, 1}},
		{"one gold statement, twice given", []string{"a pay deal is near", "a pay deal is near"}, Count{1, 5, 2}},
		{"one given statement, two gold ones", []string{"it would listen|it would listen##2"}, Count{1, 5, 1}},
		{"without words", []string{"“"}, Count{0, 5, 1}},
		// The first gold statement takes the first given one that fits, though the
		// next fits better and would leave the first to no other.
		{"in order", []string{"came to talk,” the crews’ envoy", "“We came to talk,”"}, Count{1, 5, 2}},
	} {
		got := Score(reports, []*rapporteur.Record{recordOf(t, text, c.contents...)})
		if got.StatementContent != c.want || got.Reports != 1 {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestScoreFindsTheReport(t *testing.T) {
	reports := read(t, "testdata")
	ferry := reports[0].Text
	for _, c := range []struct {
		name, text string
		want       int
	}{
		{"the same", ferry, 1},
		{"other white space", strings.ReplaceAll(ferry, "\n\n", "\n \t"), 1},
		{"more before and after", "The Quay\n" + ferry + "Read more", 1},
		{"cut short", ferry[:strings.Index(ferry, "and Mayor")], 1},
		{"another text", strings.ReplaceAll(ferry, "Ferry", "Train"), 0},
	} {
		got := Score(reports, []*rapporteur.Record{recordOf(t, c.text, "“We came to talk,”")})
		if got.Reports != c.want || got.StatementContent != (Count{c.want, 5 * c.want, c.want}) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	if got := Score(reports, nil); got != (Scores{}) {
		t.Errorf("no records: %+v", got)
	}
}

func TestCountFigures(t *testing.T) {
	c := Count{Hit: 1, Gold: 2, Given: 3}
	c.Add(Count{Hit: 1, Gold: 2, Given: 2})
	if c.Precision() != 0.4 || c.Recall() != 0.5 || c.F1() != 4.0/9 {
		t.Errorf("%+v: %v %v %v", c, c.Precision(), c.Recall(), c.F1())
	}
	if z := (Count{}); z.Precision() != 0 || z.Recall() != 0 || z.F1() != 0 {
		t.Errorf("nothing: %v %v %v", z.Precision(), z.Recall(), z.F1())
	}
}

func TestGoldScoresFullAgainstItself(t *testing.T) {
	for _, dir := range []string{"testdata", devSet} {
		if _, err := os.Stat(dir); err != nil {
			t.Logf("%s is absent", dir)
			continue
		}
		reports := read(t, dir)
		var records []*rapporteur.Record
		for _, r := range reports {
			records = append(records, asAnnotated(r))
		}
		s := Score(reports, records)
		if s.StatementContent.F1() != 1 || s.Statement.Hit < s.Statement.Gold-unspoken(reports) || s.Entity.F1() < 1 && s.Entity.Gold > 0 || s.Reports != len(reports) {
			t.Errorf("%s: %+v of %d", dir, s, len(reports))
		}
		for _, row := range s.Rows()[2:] {
			if row.Name == "delegation" {
				row.Gold -= unplaced(reports)
			}
			if row.Gold != row.Hit {
				t.Errorf("%s: %+v", dir, row)
			}
		}
	}
}

func asAnnotated(r Report) *rapporteur.Record {
	record := &rapporteur.Record{Report: &rapporteur.Document{Text: r.Text}}
	for _, e := range r.Entities {
		record.Entities = append(record.Entities, rapporteur.Entity{ID: e.Name, Name: e.Name, Type: e.Type, Country: e.Country})
	}
	for _, s := range r.Statements {
		record.Statements = append(record.Statements, rapporteur.Statement{Content: s.Content, Speaker: s.Speaker})
	}
	for _, e := range r.Events {
		record.Events = append(record.Events, rapporteur.Event{Type: e.Type, Status: e.Status, Anchor: e.Anchor, Actors: e.Actors, Recipients: e.Recipients})
	}
	for _, m := range r.Meetings {
		record.Meetings = append(record.Meetings, rapporteur.Meeting{
			Parties: m.Parties, Participants: m.Participants, Place: m.Place, Time: m.Time, Status: m.Status,
			Life: []rapporteur.MeetingStep{{Status: m.Status, Evidence: m.Evidence}},
		})
	}
	for _, d := range r.Delegations {
		x := rapporteur.Delegation{Party: firstName(d.Party), Head: firstName(d.Head), Members: d.Members, Destination: d.Destination}
		record.Delegations = append(record.Delegations, x)
	}
	for _, p := range r.Positions {
		record.Positions = append(record.Positions, rapporteur.Position{Party: firstName(p.Party), Stance: p.Stance, Content: p.Content})
	}
	for _, c := range r.Conditions {
		record.Conditions = append(record.Conditions, rapporteur.Condition{Outcome: c.Outcome, Requirement: c.Requirement, Holder: c.Holder})
	}
	for _, x := range r.Times {
		record.Times = append(record.Times, rapporteur.TimeExpression{Span: x.Words[0], Value: x.Value})
	}
	return record
}

// unplaced counts the delegations of which neither a person nor a destination is
// told, so that no rule finds them.
func unplaced(reports []Report) (n int) {
	for _, r := range reports {
		for _, d := range r.Delegations {
			if len(d.Head)+len(d.Members)+len(d.Destination) == 0 {
				n++
			}
		}
	}
	return n
}

func firstName(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

// unspoken counts the statements that nobody is said to make.
func unspoken(reports []Report) (n int) {
	for _, r := range reports {
		for _, s := range r.Statements {
			if len(s.Speaker) == 0 {
				n++
			}
		}
	}
	return n
}

func TestEntities(t *testing.T) {
	text := "Norvia’s envoy said no. She left the Norvian side."
	r := Report{Text: text, Entities: []Entity{
		{"Norvia", rapporteur.GovernmentEntity, "NRV", []string{"Norvia", "the Norvian side"}, ""},
		{"envoy", rapporteur.PersonEntity, "NRV", []string{"Norvia’s envoy"}, "Norvia"},
		{"envoys", rapporteur.GroupEntity, "", nil, "Norvia"},
	}, Statements: []Statement{{Content: []rapporteur.Span{{Start: 22, End: 24}}, Speaker: []string{"envoy"}}}}
	span := func(words string) rapporteur.EntityMention {
		at := strings.Index(text, words)
		return rapporteur.EntityMention{Span: rapporteur.Span{Start: at, End: at + len(words)}, Form: rapporteur.NominalForm}
	}
	record := &rapporteur.Record{Report: &rapporteur.Document{Text: text}, Entities: []rapporteur.Entity{
		{ID: "e1", Name: "Republic of Norvia", Type: rapporteur.GovernmentEntity, Country: "NRV", Mentions: []rapporteur.EntityMention{span("the Norvian side")}},
		{ID: "e2", Name: "someone", Type: rapporteur.PersonEntity, Party: "e1", Mentions: []rapporteur.EntityMention{span("Norvia’s envoy")}},
	}, Statements: []rapporteur.Statement{{Content: r.Statements[0].Content, Speaker: []string{"e2"}}}}
	got := Score([]Report{r}, []*rapporteur.Record{record})
	if got.Statement != (Count{1, 1, 1}) || got.Entity != (Count{1, 2, 1}) || got.Side != (Count{1, 2, 1}) {
		t.Errorf("%+v", got)
	}
	record.Statements[0].Speaker = []string{"e1"}
	if got := Score([]Report{r}, []*rapporteur.Record{record}); got.Statement.Hit != 0 || got.StatementContent.Hit != 1 {
		t.Errorf("another speaker: %+v", got)
	}
}

// The set of real reports and the program whose definition of a found fact is
// kept here; neither is part of the repository.
var (
	devSet = filepath.Join("..", "..", "shared", "gold", "dev")
	script = filepath.Join("..", "..", "shared", "tools", "score_gold.py")
)

// TestAgreesWithScript makes records at random around the gold ones and compares
// the counts with those of the program that defines them.
func TestAgreesWithScript(t *testing.T) {
	if _, err := os.Stat(script); err != nil {
		t.Skipf("%s is absent", script)
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is absent")
	}
	for _, dir := range []string{"testdata", devSet} {
		if _, err := os.Stat(dir); err != nil {
			t.Logf("%s is absent", dir)
			continue
		}
		reports := read(t, dir)
		rnd := rand.New(rand.NewPCG(1, 2))
		var records []*rapporteur.Record
		for range 2 {
			for _, r := range reports {
				records = append(records, disturb(rnd, r))
			}
		}
		want := fromScript(t, python, dir, records)
		got := Score(reports, records)
		got.Actor, got.Recipient, got.Party, got.Participant = Count{}, Count{}, Count{}, Count{}
		got.Entity, got.Side, got.ConditionHolder, got.Reliability = Count{}, Count{}, Count{}, Reliability{} // the script does not count them
		if got != want {
			t.Errorf("%s: got %+v, the script %+v", dir, got, want)
		} else {
			t.Logf("%s: %+v", dir, got.Rows())
		}
	}
}

// disturber makes records of reports in which facts are left out, moved, cut,
// doubled, changed and put in another order.
type disturber struct {
	*rand.Rand
	report Report
	words  words
	ids    []string
}

// disturb makes a record of the report or of a text like it.
func disturb(rnd *rand.Rand, r Report) *rapporteur.Record {
	d := &disturber{rnd, r, wordsOf(r.Text), nil}
	record := &rapporteur.Record{Report: &rapporteur.Document{Text: r.Text}}
	for i, e := range r.Entities {
		name := append([]string{e.Name, "Nobody"}, e.Aliases...)[rnd.IntN(2+len(e.Aliases))]
		name, _, _ = strings.Cut(name, "##")
		d.ids = append(d.ids, fmt.Sprint("n", i))
		record.Entities = append(record.Entities, rapporteur.Entity{ID: d.ids[i], Name: name, Type: e.Type, Country: e.Country})
	}
	record.Times = disturbed(d, r.Times, func(x Time) rapporteur.TimeExpression {
		return rapporteur.TimeExpression{Span: d.one(x.Words), Value: either(d, x.Value, "2031-02-03")}
	})
	record.Statements = disturbed(d, r.Statements, func(x Statement) rapporteur.Statement {
		return rapporteur.Statement{Content: d.spans(x.Content), Speaker: d.names(x.Speaker)}
	})
	record.Events = disturbed(d, r.Events, func(x Event) rapporteur.Event {
		return rapporteur.Event{Type: either(d, x.Type, "CONSULT", "AGREE"), Status: either(d, x.Status, rapporteur.Planned), Anchor: d.spans(x.Anchor), Actors: d.names(x.Actors)}
	})
	record.Meetings = disturbed(d, r.Meetings, func(x Meeting) rapporteur.Meeting {
		m := rapporteur.Meeting{
			Parties: d.names(x.Parties), Participants: d.names(x.Participants), Place: d.place(x.Place), Time: either(d, x.Time, "2031-02-03TNI", ""),
			Status: either(d, x.Status, rapporteur.HeldMeeting),
		}
		for _, s := range d.spans(x.Evidence) {
			m.Life = append(m.Life, rapporteur.MeetingStep{Status: m.Status, Evidence: []rapporteur.Span{s}})
		}
		if at := strings.Index(r.Text, x.Venue); x.Venue != "" && at >= 0 {
			m.Venue = rapporteur.Span{Start: at, End: at + len(x.Venue)}
		}
		return m
	})
	record.Delegations = disturbed(d, r.Delegations, func(x Delegation) rapporteur.Delegation {
		return rapporteur.Delegation{Party: d.name(x.Party), Head: d.name(x.Head), Members: d.names(x.Members), Destination: d.place(x.Destination)}
	})
	record.Positions = disturbed(d, r.Positions, func(x Position) rapporteur.Position {
		return rapporteur.Position{Party: d.name(x.Party), Stance: either(d, x.Stance, rapporteur.Refuses), Content: d.spans(x.Content)}
	})
	record.Conditions = disturbed(d, r.Conditions, func(x Condition) rapporteur.Condition {
		return rapporteur.Condition{Outcome: d.spans(x.Outcome), Requirement: d.spans(x.Requirement)}
	})
	if rnd.IntN(3) == 0 {
		record.Report.Text = strings.ReplaceAll(r.Text, "\n", " ")
	}
	return record
}

// disturbed are some of the gold facts, made anew by one, in any order.
func disturbed[G, S any](d *disturber, gold []G, one func(G) S) (out []S) {
	for _, g := range gold {
		for range []int{0, 1, 1, 1, 2}[d.IntN(5)] {
			out = append(out, one(g))
		}
	}
	d.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// either is mostly the value, else one of the others.
func either[T any](d *disturber, value T, others ...T) T {
	if d.IntN(4) > 0 {
		return value
	}
	return others[d.IntN(len(others))]
}

func (d *disturber) spans(spans []rapporteur.Span) (out []rapporteur.Span) {
	for _, s := range spans {
		out = append(out, move(d.Rand, d.words, s))
	}
	return out
}

func (d *disturber) one(spans []rapporteur.Span) rapporteur.Span {
	if len(spans) == 0 {
		return d.words[0]
	}
	return move(d.Rand, d.words, spans[0])
}

// names are the IDs of most of the names and of a few others.
func (d *disturber) names(names []string) (out []string) {
	for i, e := range d.report.Entities {
		if slices.Contains(names, e.Name) != (d.IntN(9+len(d.ids)) == 0) {
			out = append(out, d.ids[i])
		}
	}
	return out
}

// name is one of them, or none.
func (d *disturber) name(names []string) string {
	if ids := d.names(names); len(ids) > 0 {
		return ids[0]
	}
	return ""
}

// place is the ID of the place, or its words where it is no entity.
func (d *disturber) place(name string) string {
	if id := d.name([]string{name}); id != "" {
		return id
	}
	return either(d, name, "")
}

// move returns a span from a word near the first that span touches to one near
// the last.
func move(rnd *rand.Rand, words words, span rapporteur.Span) rapporteur.Span {
	first, last := len(words), 0
	for i, w := range words {
		if w.Overlaps(span) {
			first, last = min(first, i), i
		}
	}
	near := (last-first)/2 + 1
	first = min(max(first+rnd.IntN(2*near+1)-near, 0), len(words)-1)
	last = min(max(last+rnd.IntN(2*near+1)-near, first), len(words)-1)
	return words[first].Cover(words[last])
}

// fromScript writes the records as JSON Lines and reads what the script prints of
// them.
func fromScript(t *testing.T, python, dir string, records []*rapporteur.Record) Scores {
	t.Helper()
	var lines bytes.Buffer
	j := export.NewJSON(&lines, export.JSONOptions{})
	for _, r := range records {
		if err := j.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "records.jsonl")
	if err := os.WriteFile(file, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python, script, file, dir).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return parseScript(t, string(out))
}

func parseScript(t *testing.T, out string) (s Scores) {
	t.Helper()
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, "files scored") {
			fmt.Sscanf(line, "files scored %d", &s.Reports)
		}
		kind, counts, found := strings.Cut(line, " P ")
		c := map[string]*Count{
			"statement": &s.Statement, "statement content alone": &s.StatementContent,
			"event": &s.Event, "event status (of found)": &s.EventStatus,
			"meeting": &s.Meeting, "meeting status (of found)": &s.MeetingStatus,
			"delegation": &s.Delegation, "position": &s.Position, "condition": &s.Condition, "time value": &s.Time,
		}[strings.TrimSpace(kind)]
		if !found || c == nil {
			continue
		}
		_, counts, _ = strings.Cut(counts, "(")
		if _, err := fmt.Sscanf(counts, "%d of %d gold, %d given)", &c.Hit, &c.Gold, &c.Given); err != nil {
			t.Fatalf("%v: %q", err, line)
		}
	}
	if s.StatementContent.Gold == 0 {
		t.Fatalf("no statements in %s", out)
	}
	return s
}
