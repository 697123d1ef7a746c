package export

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// selected is what a range of code points of a text covers.
func selected(t *testing.T, text string, start, end int) string {
	t.Helper()
	points := []rune(text)
	if start < 0 || start >= end || end > len(points) {
		t.Fatalf("%d..%d is not in the text of %d code points", start, end, len(points))
	}
	return string(points[start:end])
}

func TestCitron(t *testing.T) {
	record := ferryRecord(t)
	lines := strings.Split(strings.TrimSuffix(string(written(t, Options{Format: "citron"}, record, record)), "\n"), "\n")
	if len(lines) != 2 || lines[0] != lines[1] {
		t.Fatalf("%d lines", len(lines))
	}
	var got struct {
		Text   string
		Quotes []struct {
			ID                              string
			Cue                             JSONSpan
			Sources, Contents, Coreferences []JSONSpan
			Confidence                      string
		}
		Groups [][]JSONSpan `json:"coreference_groups"`
	}
	if err := json.Unmarshal([]byte(lines[0]), &got); err != nil {
		t.Fatal(err)
	}
	// The thought has no cue, and Citron no quote without one.
	if got.Text != record.Report.Text || len(got.Quotes) != 1 || len(got.Groups) != 1 || len(got.Groups[0]) != 2 {
		t.Fatalf("%+v", got)
	}
	q := got.Quotes[0]
	spans := append(append(append([]JSONSpan{q.Cue}, q.Sources...), q.Contents...), got.Groups[0]...)
	for _, s := range spans {
		if words := selected(t, got.Text, s.Start, s.End); words != s.Text {
			t.Errorf("%d..%d is %q, not %q", s.Start, s.End, words, s.Text)
		}
	}
	if q.Cue.Text != "said" || q.Confidence != "0.9123" || len(q.Coreferences) != 0 || !strings.HasPrefix(q.Contents[0].Text, "“No 🕊") {
		t.Errorf("%+v", q)
	}
	record.Statements[0].Source = find(t, record.Report.Text, "envoy")
	if err := json.Unmarshal(written(t, Options{Format: "citron"}, record), &got); err != nil {
		t.Fatal(err)
	}
	if c := got.Quotes[0].Coreferences; len(c) != 1 || c[0].Text != "Åsa Kvist" {
		t.Errorf("the source that is no name means %+v", c)
	}
}

func TestAnnotations(t *testing.T) {
	record := ferryRecord(t)
	var page struct {
		Context string `json:"@context"`
		Type    string
		Items   []annotation
	}
	if err := json.Unmarshal(written(t, Options{Format: "annotation", Version: "0.1.0"}, record, record), &page); err != nil {
		t.Fatal(err)
	}
	if page.Context != "http://www.w3.org/ns/anno.jsonld" || page.Type != "AnnotationPage" {
		t.Errorf("%s %s", page.Context, page.Type)
	}
	parts := map[string]int{}
	for _, item := range page.Items {
		parts[item.Body[0].Value+" "+item.Body[1].Value]++
		for _, target := range item.Target {
			position, quote := target.Selector[0], target.Selector[1]
			words := selected(t, record.Report.Text, *position.Start, *position.End)
			if words != quote.Exact || !strings.Contains(record.Report.Text, quote.Prefix+quote.Exact+quote.Suffix) {
				t.Errorf("%s: the position selects %q, the quotation %q", item.ID, words, quote.Exact)
			}
			if len([]rune(quote.Prefix)) > contextLength || len([]rune(quote.Suffix)) > contextLength || target.Scope != "https://news.example/ferry" {
				t.Errorf("%+v", target)
			}
		}
	}
	want := map[string]int{"statement source": 2, "statement cue": 2, "statement content": 4, "event anchor": 6, "meeting evidence": 2, "meeting topic": 2,
		"delegation evidence": 2, "position content": 4, "condition outcome": 6, "condition requirement": 6}
	if diff := cmp.Diff(want, parts); diff != "" {
		t.Error(diff)
	}
	for _, item := range page.Items {
		if strings.HasSuffix(item.ID, ":p1:content") {
			if item.Creator == nil || item.Creator.Name != "-Una" || item.Modified != "2031-03-01T08:00:00Z" || item.Body[2].Value != "Maar demands @toll" ||
				item.Body[3].Value != "correct" {
				t.Errorf("%+v", item)
			}
		}
	}
}

// A passage at the very start and end of a text has no words around it.
func TestAround(t *testing.T) {
	c := newCodePoints("Åb🕊d")
	for _, want := range []struct {
		words, before, behind string
	}{{"Åb🕊d", "", ""}, {"b", "Å", "🕊"}, {"d", "🕊", ""}} {
		s := find(t, c.text, want.words)[0]
		if before, behind := c.around(s, 1); before != want.before || behind != want.behind {
			t.Errorf("%q stands between %q and %q", want.words, before, behind)
		}
	}
}

func TestJSONDecisions(t *testing.T) {
	var got struct {
		Positions []struct {
			ID       string
			Decision *jsonDecision
		}
		Meetings    []struct{ Decision *jsonDecision }
		Delegations []jsonDelegation
	}
	if err := json.Unmarshal(written(t, Options{Format: "jsonl"}, ferryRecord(t)), &got); err != nil {
		t.Fatal(err)
	}
	want := &jsonDecision{Verdict: "correct", By: "-Una", Why: "@see \"note\"; a, b", At: "2031-03-01T08:00:00Z"}
	if diff := cmp.Diff(want, got.Positions[0].Decision); diff != "" {
		t.Error(diff)
	}
	if got.Positions[1].Decision != nil || got.Meetings[0].Decision.Merged != "m7" {
		t.Errorf("%+v", got)
	}
	joined := &jsonJoined{"j1", "2031-02-01", 3, 2, []string{"-Maar", "Orre"}}
	if diff := cmp.Diff(joined, got.Delegations[0].Joined); diff != "" {
		t.Error(diff)
	}
}
