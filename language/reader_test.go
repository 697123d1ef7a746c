package language

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"rapporteur"
	"rapporteur/language/encoder"
)

var reader = sync.OnceValue(func() *Reader {
	r, err := New(Options{})
	if err != nil {
		panic(err)
	}
	return r
})

const salt = `Envoys of the Saltmarsh League will meet the Harbour Council on Friday, the mediator Ilse Varn said.

“We shall not sign before the dykes are open,” the League’s spokesman, Tomas Reek, told reporters. “Nobody should expect it.”

The council's chair believes that a deal is close, according to two people familiar with the talks.`

// documentOf is a document of which nothing but the text is known.
func documentOf(text string) *rapporteur.Document { return &rapporteur.Document{Text: text} }

func TestAnalyzeFindsWhoSaidWhat(t *testing.T) {
	a := reader().Analyze(documentOf(salt))
	checkAnalysis(t, salt, a)
	for _, want := range [][3]string{
		{"the mediator Ilse Varn", "said", "Envoys of the Saltmarsh League will meet the Harbour Council on Friday"},
		{"the League’s spokesman, Tomas Reek,", "told", "“We shall not sign before the dykes are open,”"},
	} {
		if !slices.ContainsFunc(a.Speech, func(x rapporteur.Attribution) bool {
			return has(salt, a, x.Source, want[0]) && has(salt, a, x.Cue, want[1]) && has(salt, a, x.Content, want[2])
		}) {
			t.Errorf("nobody said %q", want)
		}
	}
}

// has reports whether one of the phrases is the given words, commas at their
// ends aside.
func has(text string, a *rapporteur.Analysis, ps []rapporteur.Phrase, words string) bool {
	trim := func(s string) string { return strings.Trim(s, ",.“”") }
	return slices.ContainsFunc(ps, func(p rapporteur.Phrase) bool {
		return trim(a.Span(p.Tokens).In(text)) == trim(words)
	})
}

// checkAnalysis demands what every analysis promises.
func checkAnalysis(t *testing.T, text string, a *rapporteur.Analysis) {
	t.Helper()
	next := 0
	for _, s := range a.Sentences {
		if s.First != next || s.End <= s.First {
			t.Fatalf("sentence %+v after token %d", s, next)
		}
		next = s.End
	}
	if len(a.Sentences) > 0 && next != len(a.Tokens) {
		t.Fatalf("sentences end at token %d of %d", next, len(a.Tokens))
	}
	checkTrees(t, a)
	checkMentions(t, a.Mentions, len(a.Tokens))
	checkClusters(t, a)
	var names, times []rapporteur.Phrase
	for _, n := range a.Names {
		names = append(names, n.Phrase)
	}
	for _, x := range a.Times {
		times = append(times, x.Phrase)
	}
	checkPhrases(t, a, names)
	checkPhrases(t, a, times)
	for _, x := range slices.Concat(a.Attributions, a.Speech) {
		if len(x.Content)+len(x.Cue)+len(x.Source) == 0 || !isProbability(x.Posterior) || !isProbability(x.Thought) {
			t.Fatalf("attribution %+v", x)
		}
		for _, ps := range [][]rapporteur.Phrase{x.Source, x.Cue, x.Content} {
			checkPhrases(t, a, ps)
		}
	}
}

func checkPhrases(t *testing.T, a *rapporteur.Analysis, ps []rapporteur.Phrase) {
	t.Helper()
	end := 0
	for _, p := range ps {
		if p.Tokens.First < end || p.Tokens.End <= p.Tokens.First || p.Tokens.End > len(a.Tokens) || !isProbability(p.Posterior) {
			t.Fatalf("phrase %+v of %d tokens, after %d", p, len(a.Tokens), end)
		}
		end = p.Tokens.End
	}
}

func isProbability(p float64) bool { return p >= 0 && p <= 1 }

func TestAnalyzeOddTexts(t *testing.T) {
	for name, text := range map[string]string{
		"empty":             "",
		"blank":             " \n\t\u200b",
		"one word":          "Talks",
		"marks":             strings.Repeat("“", 700),
		"no spaces":         strings.Repeat("x", 200_000),
		"one letter":        strings.Repeat("a ", 1_000),
		"dropped by pieces": "\u0301",
		"invalid":           "He said \xff\xfe that \xc3 it was.",
		"no stops":          strings.Repeat("he said that ", 300),
		"capitals":          strings.ToUpper(salt),
		"names":             strings.Repeat("Ilse Varn\nTomas Reek\n", 700),
	} {
		t.Run(name, func(t *testing.T) { checkAnalysis(t, text, reader().Analyze(documentOf(text))) })
	}
}

// TestAnalyzeLongText: what stands far away does not change what is read, and
// no section or window border loses a word.
func TestAnalyzeLongText(t *testing.T) {
	text := strings.Repeat(salt+"\n\n", 130)
	a := reader().Analyze(documentOf(text))
	checkAnalysis(t, text, a)
	if n := len(Words(salt)) * 130; len(a.Tokens) != n || n < sectionWords {
		t.Fatalf("%d tokens, want %d, more than a section", len(a.Tokens), n)
	}
	one := len(reader().Analyze(documentOf(salt)).Speech)
	if got := float64(len(a.Speech)) / 130; got < 0.8*float64(one) || got > 1.2*float64(one) {
		t.Errorf("%.2f statements a copy, %d in one alone", got, one)
	}
}

func TestAnalyzeIsTheSameEveryTime(t *testing.T) {
	want := reader().Analyze(documentOf(salt))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			reader().Analyze(documentOf(strings.Repeat(salt, 3)))
			if got := reader().Analyze(documentOf(salt)); !reflect.DeepEqual(got, want) {
				t.Error("another analysis of the same text")
			}
		})
	}
	wg.Wait()
}

// TestKernelsAgree: the portable arithmetic labels as the assembly does. A last bit
// can move a value to the next of the 256 that vectors are rounded to, and a
// posterior near one half by some hundredths.
func TestKernelsAgree(t *testing.T) {
	portable, err := New(Options{Kernel: encoder.Portable})
	if err != nil {
		t.Fatal(err)
	}
	got, want := portable.Analyze(documentOf(salt)), reader().Analyze(documentOf(salt))
	if !reflect.DeepEqual(got.Sentences, want.Sentences) || len(got.Speech) != len(want.Speech) {
		t.Fatalf("portable: %d sentences, %d statements; %s: %d, %d", len(got.Sentences), len(got.Speech),
			reader().encoder.Kernel(), len(want.Sentences), len(want.Speech))
	}
	for i, x := range got.Speech {
		if d := x.Posterior - want.Speech[i].Posterior; d > 0.1 || d < -0.1 {
			t.Errorf("statement %d: posterior %g and %g", i, x.Posterior, want.Speech[i].Posterior)
		}
	}
}

func TestWindows(t *testing.T) {
	for n := 1; n < 4*windowPieces; n += 7 {
		ws := windows(span{100, 100 + n})
		if ws[0].first != 100 || ws[len(ws)-1].end != 100+n {
			t.Fatalf("%d pieces: windows %v", n, ws)
		}
		for i, w := range ws {
			if w.end-w.first > windowPieces || i > 0 && ws[i-1].end-w.first < overlapPieces {
				t.Fatalf("%d pieces: window %d of %v", n, i, ws)
			}
		}
	}
}

func TestSections(t *testing.T) {
	breaks := make([]bool, 3*sectionWords+5)
	breaks[0], breaks[sectionWords-10], breaks[sectionWords+3] = true, true, true
	next := 0
	for _, s := range sections(breaks) {
		if s.First != next || s.End-s.First > sectionWords {
			t.Fatalf("section %+v after %d", s, next)
		}
		next = s.End
	}
	if next != len(breaks) || sections(breaks)[0].End != sectionWords-10 {
		t.Errorf("sections %v", sections(breaks))
	}
}

func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{"", salt, "\"x\" he said", strings.Repeat("a", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkAnalysis(t, text, reader().Analyze(documentOf(text))) })
}

// BenchmarkAnalyze shows the words read a second on one core.
func BenchmarkAnalyze(b *testing.B) {
	for name, copies := range map[string]int{"report": 8, "60pages": 300} {
		b.Run(name, func(b *testing.B) {
			text := strings.Repeat(salt+"\n\n", copies)
			words := len(Words(text))
			r, doc := reader(), documentOf(text)
			for b.Loop() {
				r.Analyze(doc)
			}
			b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
}
