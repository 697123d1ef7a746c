package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
)

func layersOf(t *testing.T, doc *rapporteur.Document, a *rapporteur.Analysis) string {
	t.Helper()
	var b bytes.Buffer
	if err := NewLayers(&b, JSONOptions{}).Write(doc, a); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestLayers(t *testing.T) {
	doc, a := quayAnalysis(t)
	got := layersOf(t, doc, a)
	if strings.Count(got, "\n") != 1 {
		t.Error("more than one line")
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal([]byte(got), &object); err != nil {
		t.Fatal(err)
	}
	var tokens []json.RawMessage
	if err := json.Unmarshal(object["tokens"], &tokens); err != nil {
		t.Fatal(err)
	}
	// The line is ASCII but for the mark in "can’t", three bytes and one code point.
	for i, want := range map[int]string{
		0:  `{"start":0,"end":3,"text":"The","tag":"DT","upos":"DET","lemma":"the","head":1,"relation":"det"}`,
		5:  `{"start":21,"end":24,"text":"n’t","tag":"RB","upos":"PART","lemma":"not","head":6,"relation":"advmod"}`,
		6:  `{"start":25,"end":29,"text":"wait","tag":"VB","upos":"VERB","lemma":"wait","head":6,"relation":"root"}`,
		16: `{"start":60,"end":61,"text":".","tag":".","upos":"PUNCT","lemma":".","head":12,"relation":"punct"}`,
	} {
		if diff := cmp.Diff(want, string(tokens[i])); diff != "" {
			t.Errorf("token %d: %s", i, diff)
		}
	}
	for key, want := range map[string]string{
		"sentences": `[{"start":0,"end":30,"text":"The mayor of  Hale can’t\twait.","tokens":[0,8]},` +
			`{"start":32,"end":61,"text":"Ms Lind's dogs came (Monday).","tokens":[8,17]}]`,
		"clusters": `[[0,3],[1],[2,4]]`,
		"names": `[{"start":14,"end":18,"text":"Hale","tokens":[3,4],"posterior":0.5,"type":"place"},` +
			`{"start":32,"end":39,"text":"Ms Lind","tokens":[8,10],"posterior":0.5,"type":"person"}]`,
		"times": `[{"start":0,"end":3,"text":"The","type":"SET","tokens":[0,1],"posterior":0.5},` +
			`{"start":52,"end":60,"text":"(Monday)","type":"DATE","value":"2031-02-03","anchor":"published","tokens":[13,16],"posterior":0.5},` +
			`{"start":47,"end":51,"text":"came","type":"TIME","value":"2031-02-03TNI","anchor":{"start":52,"end":60,"text":"(Monday)"},"tokens":[12,13],"posterior":0.5}]`,
		"events": `[{"start":25,"end":29,"text":"wait","token":6,"posterior":0.988,"factuality":-2.457},` +
			`{"start":47,"end":51,"text":"came","token":12,"posterior":1,"factuality":3}]`,
		"attributions": `[]`,
		"speech": `[{"source":[{"start":0,"end":18,"text":"The mayor of  Hale","tokens":[0,4],"posterior":0.5}],` +
			`"content":[{"start":19,"end":29,"text":"can’t\twait","tokens":[4,7],"posterior":0.5}],"thought":0.25,"posterior":0.5}]`,
	} {
		if diff := cmp.Diff(strings.ReplaceAll(want, "\t", `\t`), string(object[key])); diff != "" {
			t.Errorf("%s: %s", key, diff)
		}
	}
	var mentions []json.RawMessage
	if err := json.Unmarshal(object["mentions"], &mentions); err != nil {
		t.Fatal(err)
	}
	want := `{"start":32,"end":46,"text":"Ms Lind's dogs","tokens":[8,12],"posterior":0.75,"head":11,"type":"other","form":"nominal","cluster":2}`
	if diff := cmp.Diff(want, string(mentions[2])); diff != "" {
		t.Error(diff)
	}
}

func TestLayersOfNothing(t *testing.T) {
	want := `{"report":{"text":"x"},"tokens":[{"start":0,"end":1,"text":"x"}],"sentences":[],"mentions":[],"clusters":[],` +
		`"names":[],"times":[],"events":[],"attributions":[],"speech":[]}` + "\n"
	if got := layersOf(t, &rapporteur.Document{Text: "x"}, &rapporteur.Analysis{Tokens: chop("x")}); got != want {
		t.Errorf("got %s", got)
	}
}

func TestLayersReportWriteErrors(t *testing.T) {
	doc, a := quayAnalysis(t)
	if err := NewLayers(fullDisk{}, JSONOptions{}).Write(doc, a); !errors.Is(err, errDiskFull) {
		t.Errorf("got %v", err)
	}
}

// FuzzLayers checks that the text of every span stands at its offsets.
func FuzzLayers(f *testing.F) {
	f.Add("Mme Noë 🕊 came on Monday.", uint64(1))
	f.Add(strings.Repeat("日本語の会談 ", 20), uint64(2))
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		a := anyAnalysis(text, rand.New(rand.NewPCG(seed, 0)))
		var got jsonLayers
		if err := json.Unmarshal([]byte(layersOf(t, &rapporteur.Document{Text: text}, a)), &got); err != nil {
			t.Fatal(err)
		}
		points := []rune(text)
		spans := make([]JSONSpan, 0, len(got.Tokens)+len(got.Mentions))
		for i, token := range got.Tokens {
			spans = append(spans, token.JSONSpan)
			if token.Text != a.Tokens[i].In(text) {
				t.Errorf("token %d is %q", i, token.Text)
			}
		}
		for _, m := range got.Mentions {
			spans = append(spans, m.JSONSpan)
			if first, last := got.Tokens[m.Tokens[0]], got.Tokens[m.Tokens[1]-1]; first.Start != m.Start || last.End != m.End {
				t.Errorf("mention %+v has the tokens %+v to %+v", m, first, last)
			}
		}
		for _, s := range spans {
			if at := string(points[s.Start:s.End]); at != s.Text {
				t.Errorf("span %d-%d has text %q, at its offsets stands %q", s.Start, s.End, s.Text, at)
			}
		}
	})
}
