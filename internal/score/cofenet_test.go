package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur"
)

const (
	ferry = "Ferry crews say strike off.\n\n" +
		"“We can’t sail,” said Odo Marrin, the crews’ envoy, “and we won’t.”\n\n" +
		"“The port cannot wait.\n\n" +
		"“It never could.”\n\n" +
		"Reports suggested a deal (at $4.50 an hour) near Port Vell, B.C."
	ferryOther = "Ferry crews say strike off."
)

func TestCofeNetFigures(t *testing.T) {
	p := programOf(t, map[string]*rapporteur.Analysis{
		ferryOther: analysisOf(t, ferryOther),
		ferry: analysisOf(t, ferry,
			[roles]string{"Ferry crews", "say", "strike off"},
			// The source ends too early, the second piece of content runs on into
			// the next instance: a span in each.
			[roles]string{"Odo Marrin", "said", "“We can’t sail,”|“and we won’t.”\n\n“The port cannot wait.|“It never could.”"},
			// Inside the content of the one before: left out.
			[roles]string{"The port", "cannot", "wait"},
			// The content begins too early, then the same source again.
			[roles]string{"Reports", "suggested", "a deal"},
			[roles]string{"Reports", "near", "Port Vell"}),
	})
	got, err := scoreCofeNet(p, []string{"testdata/cofenet.jsonl"})
	if err != nil {
		t.Fatal(err)
	}
	wantFigures(t, got,
		"source.f1 57.1", "source.p 66.7", "source.r 50.0", // 2 of 4, 3 given
		"cue.f1 75.0", "cue.p 75.0", "cue.r 75.0", // 3 of 4, 4 given
		"content.f1 71.4", "content.p 71.4", "content.r 71.4") // 5 of 7, 7 given
}

// asLabelled is an analysis that says exactly what the labels of an article do.
func asLabelled(t *testing.T, a article) (*rapporteur.Analysis, [][]rapporteur.Span) {
	text, at := rebuild(a.tokens())
	analysis := analysisOf(t, text)
	for r, spans := range labelsOf(a) {
		for s := range spans {
			places := at[s.instance][s.tokens.First:s.tokens.End]
			phrase := phraseAt(analysis, places[0].Cover(places[len(places)-1]))
			var one [roles][]rapporteur.Phrase
			one[r] = []rapporteur.Phrase{phrase}
			analysis.Attributions = append(analysis.Attributions,
				rapporteur.Attribution{Source: one[sourceRole], Cue: one[cueRole], Content: one[contentRole]})
		}
	}
	return analysis, at
}

func TestCofeNetLabelsScoreFullAgainstThemselves(t *testing.T) {
	for _, path := range []string{"testdata/cofenet.jsonl", filepath.Join("..", "..", sets[0].Default[0])} {
		if absent(path) {
			t.Logf("%s is absent", path)
			continue
		}
		articles, err := readInstances(path)
		if err != nil {
			t.Fatal(err)
		}
		var counts roleCounts
		for _, a := range articles {
			analysis, at := asLabelled(t, a)
			counts.add(countLabels(a, at, analysis))
		}
		for _, f := range counts.figures() {
			if f.Value != 100 {
				t.Errorf("%s: %v", path, f)
			}
		}
	}
}

func TestCofeNetRefusesBadFiles(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{`{"tokens":["a","b"],"labels":["O"],"id":"x"}`, "bad.jsonl:2: 2 tokens and 1 labels"},
		{`{"tokens":[""],"labels":["O"],"id":"x"}`, "bad.jsonl:2: token 1 is empty"},
		{`{"tokens":["a"],"labels":["B-topic"],"id":"x"}`, `bad.jsonl:2: no label is called "B-topic"`},
		{`{"tokens":["a"],"labels":["X-cue"],"id":"x"}`, `bad.jsonl:2: no label is called "X-cue"`},
		{`{"tokens":`, "bad.jsonl:2: unexpected end of JSON input"},
	} {
		path := filepath.Join(t.TempDir(), "bad.jsonl")
		os.WriteFile(path, []byte(`{"tokens":["a"],"labels":["O"],"id":"x"}`+"\n"+c.line+"\n"), 0o600)
		if _, err := readInstances(path); err == nil || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.line, err, c.want)
		}
	}
}
