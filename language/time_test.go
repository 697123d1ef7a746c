package language

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
)

// marked is a text with its expressions in brackets cut out of it.
func marked(t testing.TB, line, published string) (*rapporteur.Document, *rapporteur.Analysis) {
	t.Helper()
	var text strings.Builder
	var times []goldTime
	for {
		before, rest, ok := strings.Cut(line, "[")
		text.WriteString(before)
		if !ok {
			break
		}
		phrase, after, ok := strings.Cut(rest, "]")
		if !ok {
			t.Fatalf("no ] in %q", line)
		}
		g := goldTime{kind: "DATE"}
		if i := strings.LastIndex(phrase, ":"); i >= 0 && strings.ToUpper(phrase[i:]) == phrase[i:] && !strings.ContainsAny(phrase[i:], "0123456789") {
			phrase, g.kind = phrase[:i], phrase[i+1:]
		}
		g.Start = text.Len()
		text.WriteString(phrase)
		g.End = text.Len()
		times = append(times, g)
		line = after
	}
	doc := &rapporteur.Document{Text: text.String()}
	doc.Published, doc.PublishedDay = publishedAt(published)
	return doc, timemlAnalysis(timemlText{text: doc.Text, times: times})
}

func TestTimes(t *testing.T) {
	data, err := os.ReadFile("testdata/times.txt")
	if err != nil {
		t.Fatal(err)
	}
	published, cases := "", 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if day, ok := strings.CutPrefix(line, "="); ok {
			published = strings.TrimSpace(day)
			continue
		}
		if line == "" || line[0] == '#' {
			continue
		}
		text, want, _ := strings.Cut(line, " | ")
		doc, a := marked(t, text, published)
		resolveTimes(doc, a)
		var got []string
		for _, x := range a.Times {
			if x.Value == "" {
				x.Value = "-"
			}
			got = append(got, x.Value)
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%s: %s\n\tgot  %s\n\twant %s", published, text, g, want)
		}
		cases++
	}
	if cases < 200 {
		t.Errorf("%d cases", cases)
	}
}

// What a value was computed from.
func TestTimeAnchors(t *testing.T) {
	published := rapporteur.Anchor{Published: true}
	for _, c := range []struct {
		text string
		want []rapporteur.Anchor
	}{
		{"They met on [May 2, 2024].", []rapporteur.Anchor{{}}},
		{"They met on [May 2].", []rapporteur.Anchor{published}},
		{"They met [yesterday].", []rapporteur.Anchor{published}},
		{"They met [two days:DURATION].", []rapporteur.Anchor{{}}},
		{"They met [now].", []rapporteur.Anchor{{}}},
		{"They met in [2019] and [May 2, 2024]; [two days later] it ended.", []rapporteur.Anchor{{}, {}, {Time: 2}}},
		{"They met on [Monday] and [the next day].", []rapporteur.Anchor{published, {Time: 1}}},
		{"It fell in [the first quarter] from [a year earlier].", []rapporteur.Anchor{published, {Time: 1}}},
	} {
		doc, a := marked(t, c.text, "2025-05-14")
		resolveTimes(doc, a)
		var got []rapporteur.Anchor
		for _, x := range a.Times {
			got = append(got, x.Anchor)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s\n%s", c.text, diff)
		}
	}
}

// The tree says which verb governs an expression where the nearest one does not.
func TestDirectionFromTree(t *testing.T) {
	doc, a := marked(t, "They will meet the man who lost on [Friday].", "2025-05-14")
	a.Tags = strings.Fields("PRP MD VB DT NN WP VBD IN NNP .")
	set := func(heads ...int) {
		a.Tree = nil
		for i, h := range heads {
			rel := "dep"
			if a.Tags[i] == "MD" {
				rel = "aux"
			}
			a.Tree = append(a.Tree, rapporteur.Arc{Head: h, Relation: rel})
		}
	}
	for _, c := range []struct {
		governor int
		want     string
	}{{6, "2025-05-09"}, {2, "2025-05-16"}} {
		set(2, 2, 2, 4, 2, 6, 4, 8, c.governor, 2)
		resolveTimes(doc, a)
		if got := a.Times[0].Value; got != c.want {
			t.Errorf("governed by %s: %s, want %s", a.Tokens[c.governor].In(doc.Text), got, c.want)
		}
	}
}

// The tense of a copula is that of its predicate, not of the verb that reports it.
func TestDirectionOfACopula(t *testing.T) {
	doc, a := marked(t, "We shall be in Hallvik on [Wednesday] , he said.", "2025-02-06")
	a.Tags = strings.Fields("PRP MD VB IN NNP IN NNP , PRP VBD .")
	relations := strings.Fields("nsubj aux cop case ccomp case obl punct nsubj root punct")
	for i, head := range []int{4, 4, 4, 4, 9, 6, 4, 9, 9, 9, 9} {
		a.Tree = append(a.Tree, rapporteur.Arc{Head: head, Relation: relations[i]})
	}
	resolveTimes(doc, a)
	if got, want := a.Times[0].Value, "2025-02-12"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// What stands before the word that opens a clause is not of the clause, though the tree hangs
// it there.
func TestDirectionBeforeAClause(t *testing.T) {
	doc, a := marked(t, "Brekke said on [Tuesday] that they will meet again.", "2025-02-06")
	a.Tags = strings.Fields("NNP VBD IN NNP IN PRP MD VB RB .")
	relations := strings.Fields("nsubj root case obl mark nsubj aux ccomp advmod punct")
	for i, head := range []int{1, 1, 3, 7, 7, 7, 7, 1, 7, 1} {
		a.Tree = append(a.Tree, rapporteur.Arc{Head: head, Relation: relations[i]})
	}
	resolveTimes(doc, a)
	if got, want := a.Times[0].Value, "2025-02-04"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A narrative of another time than its own counts in it.
func TestNarrative(t *testing.T) {
	doc, a := marked(t, "In [1911], [1912], [1913], [1914], [1915] and [October 1916] the harbour froze. In [December] it thawed, "+
		"and in [January] it froze. [Two years later] it is [now] a town.", "2025-05-14")
	resolveTimes(doc, a)
	var got []string
	for _, x := range a.Times[6:] {
		got = append(got, x.Value)
	}
	if diff := cmp.Diff([]string{"1916-12", "1917-01", "1919", "PRESENT_REF"}, got); diff != "" {
		t.Error(diff)
	}
}

// timexValue is what a value may look like.
var timexValue = regexp.MustCompile(`^$|^(PAST|PRESENT|FUTURE)_REF$|^PXX$` +
	`|^P(T?X(DE|CE|ML|[SMHDWYQ])|(\d+(\.\d+)?[DWMY]){1,2}|(\d+(\.\d+)?[DWMY])?T(\d+(\.\d+)?[SMH]){1,2})$` +
	`|^(BC)?\d{1,3}$|^X{1,3}$|^((BC)?\d{4}|XXXX)` +
	`(-Q[X1-4]|-H[X12]|-(SP|SU|FA|WI|XX)|-W(\d\d|XX)(-[1-7]|-WE|-WD)?|-(\d\d|XX)(-(\d\d|XX))?)?` +
	`(T(MO|AF|EV|NI|DT|XX|\d\d(:\d\d){1,2}(Z|[+-]\d\d:\d\d)?))?$`)

func FuzzResolveTimes(f *testing.F) {
	data, err := os.ReadFile("testdata/times.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if text, _, ok := strings.Cut(line, " | "); ok && line[0] != '#' {
			plain := strings.NewReplacer("[", "", "]", "").Replace(text)
			f.Add(plain, int64(1747200000), uint8(len(plain)), uint8(3), uint8(7))
		}
	}
	f.Add("1 BC later 99999 century ago", int64(-62135596800), uint8(0), uint8(1), uint8(9))
	f.Fuzz(func(t *testing.T, text string, published int64, kind, skip, length uint8) {
		text = strings.ToValidUTF8(text, "?")
		doc := &rapporteur.Document{Text: text, PublishedDay: kind&4 != 0}
		if published != 0 {
			doc.Published = time.Unix(published, 0).UTC()
		}
		a := &rapporteur.Analysis{Tokens: Words(text)}
		types := []rapporteur.TimeType{rapporteur.DateTime, rapporteur.ClockTime, rapporteur.DurationTime, rapporteur.SetTime}
		for at := int(skip % 8); at < len(a.Tokens); {
			end := min(len(a.Tokens), at+1+int(length%12))
			a.Times = append(a.Times, rapporteur.Time{
				Phrase: rapporteur.Phrase{Tokens: rapporteur.TokenRange{First: at, End: end}}, Type: types[(int(kind)+at)%4],
			})
			at = end + int(skip%3)
		}
		resolveTimes(doc, a)
		for i, x := range a.Times {
			if !timexValue.MatchString(x.Value) {
				t.Errorf("%q of %s: %q", a.Span(x.Tokens).In(text), x.Type, x.Value)
			}
			if x.Anchor.Time > i || x.Anchor.Published && doc.Published.IsZero() {
				t.Errorf("%q: anchor %+v of time %d", a.Span(x.Tokens).In(text), x.Anchor, i)
			}
		}
	})
}

// A place in the calendar finer than a day has a year's unknown digits.
func TestMomentFinerThanADay(t *testing.T) {
	if got := (moment{grain: hour}).String(); got != "XXXX" {
		t.Errorf("an hour of no day is %q", got)
	}
}
