package gold

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"rapporteur"
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
	if len(reports) != 3 || reports[0].Path != "testdata/ferry.txt" || reports[1].Path != "testdata/lock.txt" || reports[2].Path != "testdata/ferry.txt" {
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
	return record
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
		{"Norvia", rapporteur.GovernmentEntity, "NRV", []string{"Norvia", "the Norvian side"}},
		{"envoy", rapporteur.PersonEntity, "NRV", []string{"Norvia’s envoy"}},
		{"envoys", rapporteur.GroupEntity, "", nil},
	}, Statements: []Statement{{Content: []rapporteur.Span{{Start: 22, End: 24}}, Speaker: []string{"envoy"}}}}
	span := func(words string) rapporteur.EntityMention {
		at := strings.Index(text, words)
		return rapporteur.EntityMention{Span: rapporteur.Span{Start: at, End: at + len(words)}, Form: rapporteur.NominalForm}
	}
	record := &rapporteur.Record{Report: &rapporteur.Document{Text: text}, Entities: []rapporteur.Entity{
		{ID: "e1", Name: "Republic of Norvia", Type: rapporteur.GovernmentEntity, Country: "NRV", Mentions: []rapporteur.EntityMention{span("the Norvian side")}},
		{ID: "e2", Name: "someone", Type: rapporteur.PersonEntity, Mentions: []rapporteur.EntityMention{span("Norvia’s envoy")}},
	}, Statements: []rapporteur.Statement{{Content: r.Statements[0].Content, Speaker: []string{"e2"}}}}
	got := Score([]Report{r}, []*rapporteur.Record{record})
	if got.Statement != (Count{1, 1, 1}) || got.Entity != (Count{1, 2, 1}) {
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
	devSet = filepath.Join("..", "..", "..", "..", "shared", "gold", "dev")
	script = filepath.Join("..", "..", "..", "..", "shared", "tools", "score_gold.py")
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
		got.Entity = Count{} // the script does not count entities
		if got != want {
			t.Errorf("%s: got %+v, the script %+v", dir, got, want)
		} else {
			t.Logf("%s: %+v", dir, got)
		}
	}
}

// disturb makes a record of the report or of a text like it, with some of its
// statements left out, moved, cut, doubled or put in another order.
func disturb(rnd *rand.Rand, r Report) *rapporteur.Record {
	text, words := r.Text, wordsOf(r.Text)
	record := &rapporteur.Record{Report: &rapporteur.Document{Text: text}}
	for i, e := range r.Entities {
		name := append([]string{e.Name, "Nobody"}, e.Aliases...)[rnd.IntN(2+len(e.Aliases))]
		name, _, _ = strings.Cut(name, "##")
		record.Entities = append(record.Entities, rapporteur.Entity{ID: fmt.Sprint("e", i), Name: name, Type: e.Type, Country: e.Country})
	}
	for _, s := range r.Statements {
		for range []int{0, 1, 1, 1, 2}[rnd.IntN(5)] {
			var content []rapporteur.Span
			for _, span := range s.Content {
				content = append(content, move(rnd, words, span))
			}
			var speaker []string
			for i, e := range r.Entities {
				if slices.Contains(s.Speaker, e.Name) != (rnd.IntN(9) == 0) {
					speaker = append(speaker, record.Entities[i].ID)
				}
			}
			record.Statements = append(record.Statements, rapporteur.Statement{Content: content, Speaker: speaker})
		}
	}
	rnd.Shuffle(len(record.Statements), func(i, j int) {
		record.Statements[i], record.Statements[j] = record.Statements[j], record.Statements[i]
	})
	if rnd.IntN(3) == 0 {
		record.Report.Text = strings.ReplaceAll(text, "\n", " ")
	}
	return record
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

// fromScript writes the records as JSON Lines, with offsets in code points, and
// reads what the script prints of them.
func fromScript(t *testing.T, python, dir string, records []*rapporteur.Record) Scores {
	t.Helper()
	var lines strings.Builder
	for _, r := range records {
		text := r.Report.Text
		statements := []any{}
		for _, s := range r.Statements {
			var content []any
			for _, span := range s.Content {
				start := utf8.RuneCountInString(text[:span.Start])
				content = append(content, map[string]any{"start": start, "end": start + utf8.RuneCountInString(span.In(text)), "text": span.In(text)})
			}
			statements = append(statements, map[string]any{"content": content, "speaker": s.Speaker})
		}
		entities := []any{}
		for _, e := range r.Entities {
			entities = append(entities, map[string]any{"id": e.ID, "name": e.Name, "type": e.Type, "country": e.Country})
		}
		line, err := json.Marshal(map[string]any{"report": map[string]any{"text": text}, "entities": entities, "statements": statements})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&lines, "%s\n", line)
	}
	file := filepath.Join(t.TempDir(), "records.jsonl")
	if err := os.WriteFile(file, []byte(lines.String()), 0o600); err != nil {
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
		c := map[string]*Count{"statement": &s.Statement, "statement content alone": &s.StatementContent}[strings.TrimSpace(kind)]
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
