package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur/gold"
)

func TestFigures(t *testing.T) {
	wantFigures(t, figures("cue", gold.Count{Hit: 2, Gold: 3, Given: 7}), "cue.f1 40.0", "cue.p 28.6", "cue.r 66.7")
	wantFigures(t, figures("cue", gold.Count{}), "cue.f1 0.0", "cue.p 0.0", "cue.r 0.0")
}

func TestScoresRoundTrip(t *testing.T) {
	want := scores{
		"polnear": {{Name: "triple.f1", Value: 40.1}, {Name: "triple.p", Value: 100}},
		"gold":    {{Name: "statement.content.f1", Value: 0}},
		"factuality": {
			{Name: "mae", Value: 0.5, Decimals: 3, Lower: true}, {Name: "r", Value: -0.012, Decimals: 3},
		},
	}
	file := t.TempDir() + "/scores.txt"
	if err := os.WriteFile(file, []byte(want.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := readScores(file)
	if err != nil {
		t.Fatal(err)
	}
	if got.String() != want.String() || got.String() != "polnear triple.f1 40.1\npolnear triple.p 100.0\ngold statement.content.f1 0.0\n"+
		"factuality mae 0.500\nfactuality r -0.012\n" {
		t.Errorf("got %s", got)
	}
}

func TestScoresRefused(t *testing.T) {
	file := t.TempDir() + "/scores.txt"
	for _, c := range []struct{ text, want string }{
		{"gold f1 1.0\n\n", "scores.txt:2: not a set, a figure and its value"},
		{"gold f1 good\n", `scores.txt:1: "good" is no value`},
	} {
		os.WriteFile(file, []byte(c.text), 0o600)
		if _, err := readScores(file); err == nil || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
}

func TestCompare(t *testing.T) {
	f := func(name string, value float64) Figure { return Figure{Name: name, Value: value} }
	old := scores{"polnear": {f("triple.f1", 40), f("triple.p", 50)}}
	for _, c := range []struct {
		name string
		now  []Figure
		diff string
		fell bool
	}{
		{"the same", old["polnear"], "", false},
		{"better", []Figure{f("triple.f1", 40.1), f("triple.p", 50)}, "- polnear triple.f1 40.0\n+ polnear triple.f1 40.1\n", false},
		{"one fell", []Figure{f("triple.f1", 41), f("triple.p", 49.9)},
			"- polnear triple.f1 40.0\n+ polnear triple.f1 41.0\n- polnear triple.p 50.0\n+ polnear triple.p 49.9\n", true},
		{"one is gone", []Figure{f("triple.f1", 40)}, "- polnear triple.p 50.0\n", true},
		{"one is new", append([]Figure{f("triple.r", 1)}, old["polnear"]...), "+ polnear triple.r 1.0\n", false},
	} {
		diff, fell := compare(old, scores{"polnear": c.now})
		if diff != c.diff || fell != c.fell {
			t.Errorf("%s: %q, %v", c.name, diff, fell)
		}
	}
}

// Of an error the file does not say that less is better: the figure does.
func TestCompareErrors(t *testing.T) {
	old := scores{"factuality": {{Name: "mae", Value: 0.5, Decimals: 3}}}
	for value, want := range map[float64]bool{0.4: false, 0.5: false, 0.6: true} {
		now := scores{"factuality": {{Name: "mae", Value: value, Decimals: 3, Lower: true}}}
		if diff, fell := compare(old, now); fell != want {
			t.Errorf("%g after 0.5: %v, %s", value, fell, diff)
		}
	}
}

// A count is neither better nor worse.
func TestCompareNeutral(t *testing.T) {
	old := scores{"gold": {{Name: "given", Value: 5}}}
	if diff, fell := compare(old, scores{"gold": {{Name: "given", Value: 4, Neutral: true}}}); fell || diff == "" {
		t.Errorf("%v, %q", fell, diff)
	}
}

func TestGoldFigures(t *testing.T) {
	s := gold.Scores{Statement: gold.Count{Hit: 1, Gold: 2, Given: 2}, Event: gold.Count{Hit: 1, Gold: 4, Given: 2}, EventStatus: gold.Count{Hit: 1, Gold: 4, Given: 4}}
	s.Reliability.Event[4] = gold.Bin{Given: 2, Right: 1, Confidence: 1.9}
	var got []string
	for _, f := range goldFigures(s) {
		if f.Value != 0 {
			got = append(got, f.String())
		}
	}
	want := []string{
		"speaker.f1 50.0", "event.f1 33.3", "event.p 50.0", "event.r 25.0", "event.status 25.0",
		"reliability.event.error 45.0", "reliability.event.1.0.given 2.0", "reliability.event.1.0.right 50.0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Beside no sets at all, every one is skipped, the program is never loaded and
// the file stays as it was.
func TestGoldenKeepsFiguresOfAbsentSets(t *testing.T) {
	t.Chdir(t.TempDir())
	const before = "polnear-cofenet cue.f1 70.0\ngold statement.content.f1 80.0\n"
	os.WriteFile(goldenFile, []byte(before), 0o600)
	var out strings.Builder
	r := runner{func() (Program, error) { return Program{}, errors.New("loaded") }, &out}
	for _, check := range []bool{true, false} {
		out.Reset()
		if err := r.golden(goldenFile, check); err != nil {
			t.Fatal(err)
		}
		want := "set polnear-cofenet skipped: ../shared/data/measure-only/polnear-cofenet/valid.txt is absent\n" +
			"set polnear skipped: ../shared/data/measure-only/polnear/dev is absent\n" +
			"set gold skipped: ../shared/gold/dev is absent\n" +
			"set plv skipped: ../shared/data/measure-only/plv/PLV_train.tsv is absent\n" +
			"set conllu skipped: ../shared/data/open/ewt/en_ewt-ud-dev.conllu is absent\n" +
			"set conllu-gum skipped: ../shared/data/open/gum/dev is absent\n" +
			"set coreference skipped: ../shared/data/open/gum/dev is absent\n" +
			"set names skipped: ../shared/data/measure-only/worldwide-newswire/annotated is absent\n" +
			"set names-gum skipped: ../shared/data/open/gum/dev is absent\n" +
			"set factuality skipped: ../shared/data/measure-only/factuality/UW/dev.jsonl is absent\n" +
			"set places skipped: ../shared/data/measure-only/geo is absent\n" +
			"set linking skipped: ../shared/data/measure-only/news-fair is absent\n" +
			"set timeml skipped: ../shared/data/measure-only/timebank is absent\n" +
			"set stories skipped: ../shared/gold/stories is absent\n" +
			"set reuse skipped: ../shared/gold/written is absent\n"
		if out.String() != want {
			t.Errorf("printed %s", out.String())
		}
		if after, _ := os.ReadFile(goldenFile); string(after) != before {
			t.Errorf("%s became %s", goldenFile, after)
		}
	}
}

func TestGoldenWritesAndChecks(t *testing.T) {
	defer func(all []Set) { sets = all }(sets)
	value := 50.0
	sets = []Set{{Name: "gold", Default: []string{t.TempDir()}, Score: func(Program, []string) ([]Figure, error) {
		return []Figure{{Name: "cue.f1", Value: value}}, nil
	}}}
	file := t.TempDir() + "/scores.txt"
	var out strings.Builder
	r := runner{func() (Program, error) { return Program{}, nil }, &out}
	if err := r.golden(file, false); err != nil {
		t.Fatal(err)
	}
	value = 49.9
	err := r.golden(file, true)
	if err == nil || !strings.HasSuffix(out.String(), "- gold cue.f1 50.0\n+ gold cue.f1 49.9\n") {
		t.Errorf("%v, printed %s", err, out.String())
	}
	if data, _ := os.ReadFile(file); string(data) != "gold cue.f1 50.0\n" {
		t.Errorf("the check wrote %s", data)
	}
}

// Of a set's own folder the held files are scored, of a path that is given all.
func TestHeldFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.tsv", "b.tsv", "c.tsv"} {
		os.WriteFile(filepath.Join(dir, name), nil, 0o600)
	}
	var scored []string
	s := Set{Name: "names", Default: []string{dir}, Held: func(name string) bool { return name != "b.tsv" },
		Score: func(_ Program, paths []string) ([]Figure, error) {
			scored = paths
			return nil, nil
		}}
	r := runner{func() (Program, error) { return Program{}, nil }, io.Discard}
	for _, c := range []struct{ paths, want []string }{
		{nil, []string{filepath.Join(dir, "a.tsv"), filepath.Join(dir, "c.tsv")}},
		{[]string{dir}, []string{dir}},
	} {
		if _, err := r.set(s, c.paths); err != nil || !slices.Equal(scored, c.want) {
			t.Errorf("%v: scored %v, %v, want %v", c.paths, scored, err, c.want)
		}
	}
}
