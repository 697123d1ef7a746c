package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur"
)

const lock = "Lock keepers’ vote — Übersee canal.\n\n" +
	"Keepers say the canal will shut, and that boats must turn. “We asked twice,” Ina Roelofs said.\n\n“Nobody came.”\n\n" +
	"The towns hope for a truce. It was reported that tolls rise."

func TestPolnearFigures(t *testing.T) {
	p := programOf(t, map[string]*rapporteur.Analysis{lock: analysisOf(t, lock,
		// The content ends a word early: linked, but no triple.
		[roles]string{"Keepers", "say", "the canal will shut|that boats must"},
		// Right.
		[roles]string{"Ina Roelofs", "said", "“We asked twice,”|“Nobody came.”"},
		// Inside the content of the one before: left out.
		[roles]string{"We", "asked", "twice"},
		// Right, where the annotator cut the content between two words.
		[roles]string{"The towns", "hope", "for a truce"},
		// A source where the annotator saw none: neither.
		[roles]string{"It", "was reported", "that tolls rise"})})
	got, err := scorePolnear(p, []string{"testdata/polnear"})
	if err != nil {
		t.Fatal(err)
	}
	wantFigures(t, got,
		"triple.f1 50.0", "triple.p 50.0", "triple.r 50.0", // 2 of 4, 4 given
		"linked.f1 75.0", "linked.p 75.0", "linked.r 75.0", // 3 of 4, 4 given
		"source.f1 85.7", "source.p 75.0", "source.r 100.0", // 3 of 3, 4 given
		"cue.f1 100.0", "cue.p 100.0", "cue.r 100.0", // 4 of 4, 4 given
		"content.f1 75.0", "content.p 75.0", "content.r 75.0") // 3 of 4, 4 given
}

func TestPolnearSourceShared(t *testing.T) {
	p := programOf(t, map[string]*rapporteur.Analysis{lock: analysisOf(t, lock,
		[roles]string{"Keepers", "say", "the canal will shut"},
		[roles]string{"Keepers", "say", "that boats must turn"})})
	got, err := scorePolnear(p, []string{"testdata/polnear/attributions/lock_2031-01-02_lock-keepers_b2e7.ann"})
	if err != nil {
		t.Fatal(err)
	}
	wantFigures(t, got[:9],
		"triple.f1 66.7", "triple.p 50.0", "triple.r 100.0",
		"linked.f1 66.7", "linked.p 50.0", "linked.r 100.0",
		"source.f1 100.0", "source.p 100.0", "source.r 100.0")
}

func TestPolnearScoresFullAgainstItself(t *testing.T) {
	for _, path := range []string{"testdata/polnear", filepath.Join("..", "..", sets[1].Default[0])} {
		if absent(path) {
			t.Logf("%s is absent", path)
			continue
		}
		articles, err := readBrat(path)
		if err != nil {
			t.Fatal(err)
		}
		var sum attributionCounts
		for _, a := range articles {
			sum.add(countAttributions(a, asAnnotated(t, a)))
		}
		for _, f := range sum.figures() {
			if f.Value != 100 {
				t.Errorf("%s: %v", path, f)
			}
		}
	}
}

// asAnnotated is an analysis that says exactly what an annotator did.
func asAnnotated(t *testing.T, a annotated) *rapporteur.Analysis {
	analysis := analysisOf(t, a.text)
	for _, spans := range a.attributions {
		var one [roles][]rapporteur.Phrase
		for r := range roles {
			for _, s := range spans[r] {
				one[r] = append(one[r], phraseAt(analysis, s))
			}
		}
		if len(one[contentRole]) > 0 {
			analysis.Attributions = append(analysis.Attributions,
				rapporteur.Attribution{Source: one[sourceRole], Cue: one[cueRole], Content: one[contentRole]})
		}
	}
	return analysis
}

func TestParseBratSpans(t *testing.T) {
	data, err := os.ReadFile("testdata/polnear/attributions/lock_2031-01-02_lock-keepers_a1f0.ann")
	if err != nil {
		t.Fatal(err)
	}
	got, err := parseBrat(string(data), lock)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Keepers / say / the canal will shut|that boats must turn",
		"Ina Roelofs / said / “We asked twice,”|“Nobody came.”",
		"The towns / hope / for a| truce",
		" / was reported / that tolls rise",
	}
	for i, spans := range got {
		var roleWords []string
		for r := range roles {
			var words []string
			for _, s := range spans[r] {
				words = append(words, s.In(lock))
			}
			roleWords = append(roleWords, strings.Join(words, "|"))
		}
		if words := strings.Join(roleWords, " / "); words != want[i] {
			t.Errorf("got %q, want %q", words, want[i])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d attributions, want %d", len(got), len(want))
	}
}

func TestBratRefusesBadFiles(t *testing.T) {
	for _, c := range []struct{ ann, want string }{
		{"T1\tCue 3 9\tx\n", "x_a.ann: T1: no characters 3 9 in a text of 5"},
		{"T1\tCue 3 3\tx\n", "x_a.ann: T1: no characters 3 3 in a text of 5"},
		{"T1\tCue 0 2;99999999999999999999 5\tx\n", "x_a.ann: T1: no characters 99999999999999999999 5 in a text of 5"},
	} {
		dir := t.TempDir()
		os.Mkdir(filepath.Join(dir, "attributions"), 0o700)
		os.Mkdir(filepath.Join(dir, "text"), 0o700)
		os.WriteFile(filepath.Join(dir, "text", "x.txt"), []byte("Ünits"), 0o600)
		os.WriteFile(filepath.Join(dir, "attributions", "x_a.ann"), []byte(c.ann), 0o600)
		if _, err := readBrat(dir); err == nil || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.ann, err, c.want)
		}
	}
	if _, err := readBrat(t.TempDir()); err == nil || !strings.Contains(err.Error(), "attributions") {
		t.Errorf("empty directory: %v", err)
	}
}
