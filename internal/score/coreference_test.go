package main

import (
	"strings"
	"testing"

	"rapporteur"
)

// analysisWith is an analysis of a text in which the entities are given as their
// mentions' words, "|" between two mentions and "‖" between two entities; a
// mention is at the next place of its words after the one before it in its entity.
func analysisWith(t *testing.T, text, entities string) *rapporteur.Analysis {
	t.Helper()
	a := analysisOf(t, text)
	for entity := range strings.SplitSeq(entities, "‖") {
		var cluster []int
		end := 0
		for words := range strings.SplitSeq(entity, "|") {
			if words == "" {
				continue
			}
			m := rapporteur.Mention{Tokens: phraseAt(a, after(t, text, &end, words)).Tokens, Cluster: len(a.Clusters)}
			cluster = append(cluster, len(a.Mentions))
			a.Mentions = append(a.Mentions, m)
		}
		if cluster != nil {
			a.Clusters = append(a.Clusters, cluster)
		}
	}
	return a
}

func TestCoreferenceFigures(t *testing.T) {
	// Marked in ferry: Crews; Odo Marrin … Odo; talks; Ina left and Odo; Ina. Of
	// the other two: Locks’ keepers can; none.
	p := programOf(t, map[string]*rapporteur.Analysis{
		crews:   analysisWith(t, crews, "Crews|talks‖Odo Marrin|Odo‖Ina"),
		keepers: analysisWith(t, keepers, "keepers"),
		dunno:   analysisWith(t, dunno, ""),
	})
	got, err := scoreCoreference(p, []string{"testdata/conllu"})
	if err != nil {
		t.Fatal(err)
	}
	wantFigures(t, got,
		"conll.f1 63.0",
		"muc.f1 66.7", "muc.p 50.0", "muc.r 100.0", // 1 of 1 link, 2 given
		"b3.f1 69.0", "b3.p 66.7", "b3.r 71.4", // 1+1+2+1 of 7, 1+2+1 of 6 given
		"ceafe.f1 53.3", "ceafe.p 66.7", "ceafe.r 44.4", // 2/3+1+1 of 6, 4 given
		"mention.f1 76.9", "mention.p 83.3", "mention.r 71.4",
		"plain.conll.f1 66.7",
		"plain.muc.f1 66.7", "plain.muc.p 50.0", "plain.muc.r 100.0",
		"plain.b3.f1 66.7", "plain.b3.p 50.0", "plain.b3.r 100.0",
		"plain.ceafe.f1 66.7", "plain.ceafe.p 50.0", "plain.ceafe.r 100.0",
		"plain.mention.f1 66.7", "plain.mention.p 50.0", "plain.mention.r 100.0")
}

// What is marked scores full against itself, however the analysis cuts words.
func TestCoreferenceOfItself(t *testing.T) {
	p := programOf(t, map[string]*rapporteur.Analysis{
		crews: analysisWith(t, crews, "Crews‖Odo Marrin|Odo‖talks‖Ina left and Odo‖Ina"),
	})
	documents, err := readTreebank("testdata/conllu/ferry.conllu")
	if err != nil {
		t.Fatal(err)
	}
	got := countEntities(documents[0].entities(), entitiesOf(p.Analyze(&rapporteur.Document{Text: crews})))
	if f := got.figures(""); f[0].Value != 100 || got.mentions.Hit != 6 {
		t.Errorf("%v", f)
	}
}

// A span that two entities claim is of the one that opened first.
func TestRepeatedMentions(t *testing.T) {
	documents, err := parseTreebank(marked(gumFields, "a=Entity=(1-place(2-person)1) b=Entity=(2-person) c=Entity=(3-event)"))
	if err != nil {
		t.Fatal(err)
	}
	e := documents[0].entities()
	if len(e) != 3 || len(e[0]) != 1 || len(e[1]) != 1 || len(e.withoutSingletons()) != 0 {
		t.Errorf("got %v", e)
	}
}
