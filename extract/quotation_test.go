package extract

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"rapporteur"
)

// quotations are shown as depth and outer text, with a ^ before one that no
// mark opens and a $ behind one that no mark closes.
var quotationCases = []struct {
	name, text string
	want       []string
}{
	{"none", "The envoy left Oramba.", nil},
	{"curly", "“No,” he said. “Never.”", []string{"0 “No,”", "0 “Never.”"}},
	{"straight", `"No," he said. "Never."`, []string{`0 "No,"`, `0 "Never."`}},
	{"straight at dashes and brackets", `The word ("truce") – "pause"–"halt" – fell.`, []string{`0 "truce"`, `0 "pause"`, `0 "halt"`}},
	{"straight without space before", `He said:"No."She left.`, []string{`0 "No."`}},
	{"spaced straight", `He said " no " twice.`, []string{`0 " no "`}},
	{"guillemets", "« Non », dit-elle, «jamais».", []string{"0 « Non »", "0 «jamais»"}},
	{"reversed guillemets", "Er sagte: »Nein.«", []string{"0 »Nein.«"}},
	{"single guillemets", "«Er rief ‹nein› ins Tal»", []string{"0 «Er rief ‹nein› ins Tal»", "1 ‹nein›"}},
	{"low", "Er sagte: „Nein.“ Sie: „Doch.”", []string{"0 „Nein.“", "0 „Doch.”"}},
	{"low single", "‚Nein‘, sagte er.", []string{"0 ‚Nein‘"}},
	{"same mark twice", "Hon sade: ”Nej.”", []string{"0 ”Nej.”"}},
	{"doubled", "``No,'' he said. ``Never.''", []string{"0 ``No,''", "0 ``Never.''"}},
	{"doubled straight", "''No,'' he said. ''Never.''", []string{"0 ''No,''", "0 ''Never.''"}},
	{"grave single", "``They say `no' today,'' he said.", []string{"0 ``They say `no' today,''", "1 `no'"}},
	{"single in double", `"They say 'no' again," he said.`, []string{`0 "They say 'no' again,"`, "1 'no'"}},
	{"double in single", "‘They say “no” again,’ he said.", []string{"0 ‘They say “no” again,’", "1 “no”"}},
	{"closing together", `“He told me: ‘No.’” She left.`, []string{"0 “He told me: ‘No.’”", "1 ‘No.’"}},
	{"three together", `''He told me: 'No.''' She left.`, []string{`0 ''He told me: 'No.'''`, "1 'No.'"}},
	{"opening together", `"'No' is his word," she said.`, []string{`0 "'No' is his word,"`, "1 'No'"}},
	{"three deep", "“A ‘b “c” d’ e”", []string{"0 “A ‘b “c” d’ e”", "1 ‘b “c” d’", "2 “c”"}},
	{"same family nested", `"He called it "nonsense" and left," she said.`, []string{`0 "He called it "nonsense" and left,"`, `1 "nonsense"`}},
	{"mixed styles", "“No,\" he said. ``Never.\"", []string{"0 “No,\"", "0 ``Never.\""}},
	{"apostrophes", "It isn’t the minister’s or the rebels’ bridge, and don't say 'tis.", nil},
	{"apostrophe in single quotes", "‘We don’t know the rebels’ terms,’ he said.", []string{"0 ‘We don’t know the rebels’ terms,’"}},
	{"straight apostrophe in single quotes", "'We don't know the rebels' terms,' he said.", []string{"0 'We don't know the rebels' terms,'"}},
	{"quotation that ends in s", "He called them ‘saboteurs’ and left ‘for good’.", []string{"0 ‘saboteurs’", "0 ‘for good’"}},
	{"clipped words", "They were talkin' ’bout rock ’n’ roll in the ’90s and '60s.", nil},
	{"closing mark as opening", "She said: ’No.’", []string{"0 ’No.’"}},
	{"measures", `A 12" pipe, 6'2" long, lay there.`, nil},
	{"number at the end", `"We left in 2015" was all.`, []string{`0 "We left in 2015"`}},
	{"no word", `" " “…” ''''''''`, nil},
	{"missing close", "“No, he said.\nThe talks ended.", []string{"0 “No, he said.$"}},
	{"missing close before another", `"No, he said. "Never," she said.`, []string{`0 "No, he said.$`, `0 "Never,"`}},
	{"missing close inside", "“He said ‘no and left,” she said.", []string{"0 “He said ‘no and left,”"}},
	{"missing open", "The talks failed,” he said.", []string{"0 ^The talks failed,”"}},
	{"missing open after another", `“No,” he said. Never again.” She left.`, []string{"0 “No,”", "0 ^Never again.”"}},
	{"paragraphs", "“One.\n\n“Two.\n\n“Three,” he said.", []string{"0 “One.¶¶“Two.¶¶“Three,”"}},
	{"straight paragraphs", "\"One.\n\"Two,\" he said.\n\"Three,\" she said.", []string{"0 \"One.¶\"Two,\"", "0 \"Three,\""}},
	{"single paragraphs", "‘One.\n‘Two,’ he said.", []string{"0 ‘One.¶‘Two,’"}},
	{"nested paragraphs", "“He told me: ‘One.\n“‘Two.’ So he did.”", []string{"0 “He told me: ‘One.¶“‘Two.’ So he did.”", "1 ‘One.¶“‘Two.’"}},
	{"never closed", "“One.\n“Two.\nThe end.", []string{"0 “One.¶“Two.$"}},
	{"hard-wrapped", "As they stated, “there is no\nfurther time to waste and\nno excuse.  Sign now.\nSign it.”\n\n“Yes,” he said.", []string{"0 “there is no¶further time to waste and¶no excuse.  Sign now.¶Sign it.”", "0 “Yes,”"}},
	{"lines that are paragraphs", "No talks\n“One,” he said.\nThe end.", []string{"0 “One,”"}},
}

// quotedTexts seed the fuzz tests.
var quotedTexts = func() []string {
	var texts []string
	for _, c := range quotationCases {
		texts = append(texts, c.text)
	}
	return texts
}()

func TestQuotations(t *testing.T) {
	for _, c := range quotationCases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, q := range quotations(c.text, paragraphs(c.text)) {
				shown := strings.ReplaceAll(q.Outer.In(c.text), "\n", "¶")
				if !q.Opened {
					shown = "^" + shown
				}
				if !q.Closed {
					shown += "$"
				}
				got = append(got, fmt.Sprint(q.Depth, " ", shown))
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("%s\ngot  %q\nwant %q", c.text, got, c.want)
			}
		})
	}
}

// noise are units that a text may repeat without end.
var noise = []string{
	`"`, "'", "“", "”", "‘", "’", "«", "»", "`", "“ ", "”a ", `" `, `"a `, "“a ", "‘a ", "a’ ", "'s ",
	"“a\n", "“A.\n", "‘“a\n", "“‘", "a” ", "“A.” ", "“A.”\n", "“A,” he said. ", "a", "a ", "A. ", "\n", "[", "[a] ",
}

func TestQuotationsOfNoise(t *testing.T) {
	for _, unit := range noise {
		text := strings.Repeat(unit, 1<<18/len(unit))
		checkQuotations(t, text, quotations(text, paragraphs(text)))
	}
}

func FuzzQuotations(f *testing.F) {
	for _, text := range quotedTexts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip("a document's text is valid UTF-8")
		}
		checkQuotations(t, text, quotations(text, paragraphs(text)))
	})
}

func checkQuotations(t *testing.T, text string, quotations []Quotation) {
	t.Helper()
	var around []rapporteur.Span
	last := 0
	for _, q := range quotations {
		checkSpans(t, text, []rapporteur.Span{q.Outer, q.Inner})
		if !q.Outer.Contains(q.Inner) || words(text, q.Inner).Empty() {
			t.Fatalf("inner %v, outer %v", q.Inner, q.Outer)
		}
		if q.Opened != (q.Outer.Start < q.Inner.Start) || q.Closed && q.Inner.End == q.Outer.End {
			t.Fatalf("opened %v, closed %v, inner %v, outer %v", q.Opened, q.Closed, q.Inner, q.Outer)
		}
		for len(around) > 0 && around[len(around)-1].End <= q.Outer.Start {
			around = around[:len(around)-1]
		}
		if q.Outer.Start < last || q.Depth != len(around) || q.Depth > 2*maxDepth {
			t.Fatalf("%v at depth %d in %v", q.Outer, q.Depth, around)
		}
		if n := len(around); n > 0 && !around[n-1].Contains(q.Outer) {
			t.Fatalf("%v crosses %v", q.Outer, around[n-1])
		}
		around = append(around, q.Outer)
		last = q.Outer.Start
	}
}

func BenchmarkQuotations(b *testing.B) {
	text := strings.Repeat("The envoy said “we don’t know the rebels’ ‘terms’ yet” and left.\n", 10000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		quotations(text, paragraphs(text))
	}
}
