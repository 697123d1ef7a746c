package export

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"rapporteur"
)

// chop cuts text into runs of letters and digits and single other characters.
func chop(text string) []rapporteur.Token {
	var tokens []rapporteur.Token
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
	for i := 0; i < len(text); {
		r, end := utf8.DecodeRuneInString(text[i:])
		end += i
		for isWord(r) && end < len(text) {
			next, size := utf8.DecodeRuneInString(text[end:])
			if !isWord(next) {
				break
			}
			end += size
		}
		if !unicode.IsSpace(r) && !unicode.IsControl(r) {
			tokens = append(tokens, rapporteur.Token{Span: rapporteur.Span{Start: i, End: end}})
		}
		i = end
	}
	return tokens
}

// words returns the tokens of text that are named in order.
func words(t *testing.T, text string, named ...string) []rapporteur.Token {
	t.Helper()
	var tokens []rapporteur.Token
	at := 0
	for _, w := range named {
		i := strings.Index(text[at:], w)
		if i < 0 {
			t.Fatalf("%q is not behind byte %d", w, at)
		}
		tokens = append(tokens, rapporteur.Token{Span: rapporteur.Span{Start: at + i, End: at + i + len(w)}})
		at += i + len(w)
	}
	return tokens
}

// quayAnalysis is the full analysis of a report of two sentences.
func quayAnalysis(t *testing.T) (*rapporteur.Document, *rapporteur.Analysis) {
	doc := &rapporteur.Document{
		ID:    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
		Title: "Hale waits", Published: time.Date(2031, 2, 3, 0, 0, 0, 0, time.UTC), PublishedDay: true,
		Text: "The mayor of  Hale can’t\twait. \nMs Lind's dogs came (Monday).",
	}
	a := &rapporteur.Analysis{
		Tokens: words(t, doc.Text, "The", "mayor", "of", "Hale", "ca", "n’t", "wait", ".",
			"Ms", "Lind", "'s", "dogs", "came", "(", "Monday", ")", "."),
		Sentences: []rapporteur.TokenRange{{First: 0, End: 8}, {First: 8, End: 17}},
		Tags:      strings.Fields("DT NN IN NNP MD RB VB . NNP NNP POS NNS VBD -LRB- NNP -RRB- ."),
		Lemmas:    strings.Fields("the mayor of Hale can not wait . Ms Lind 's dog come ( Monday ) ."),
		Mentions: []rapporteur.Mention{
			{Tokens: rapporteur.TokenRange{First: 0, End: 4}, Head: 1, Type: rapporteur.PersonMention, Form: rapporteur.NominalForm},
			{Tokens: rapporteur.TokenRange{First: 3, End: 4}, Head: 3, Type: rapporteur.PlaceMention, Form: rapporteur.NameForm, Cluster: 1},
			{Tokens: rapporteur.TokenRange{First: 8, End: 12}, Head: 11, Type: rapporteur.OtherMention, Form: rapporteur.NominalForm, Cluster: 2, Posterior: 0.75},
			{Tokens: rapporteur.TokenRange{First: 8, End: 11}, Head: 9, Type: rapporteur.PersonMention, Form: rapporteur.NameForm},
			{Tokens: rapporteur.TokenRange{First: 7, End: 9}, Head: 8, Type: rapporteur.OtherMention, Form: rapporteur.NameForm, Cluster: 2},
		},
		Clusters: [][]int{{0, 3}, {1}, {2, 4}},
		Names: []rapporteur.Name{
			{Phrase: phrase(3, 4), Type: rapporteur.PlaceName}, {Phrase: phrase(8, 10), Type: rapporteur.PersonName},
		},
		Times: []rapporteur.Time{
			{Phrase: phrase(0, 1), Type: rapporteur.SetTime},
			{Phrase: phrase(13, 16), Type: rapporteur.DateTime, Value: "2031-02-03", Anchor: rapporteur.Anchor{Published: true}},
			{Phrase: phrase(12, 13), Type: rapporteur.ClockTime, Value: "2031-02-03TNI", Anchor: rapporteur.Anchor{Time: 2}},
		},
		Events: []rapporteur.EventWord{{Token: 6, Posterior: 0.98765, Factuality: -2.4567}, {Token: 12, Posterior: 1, Factuality: 3}},
		Speech: []rapporteur.Attribution{{
			Source: []rapporteur.Phrase{phrase(0, 4)}, Content: []rapporteur.Phrase{phrase(4, 7)}, Thought: 0.25, Posterior: 0.5,
		}},
	}
	for i, arc := range strings.Fields("1:det 6:nsubj 3:case 1:nmod 6:aux 6:advmod 6:root 6:punct " +
		"11:nmod:poss 8:flat 8:case 12:nsubj 12:root 14:punct 12:obl:unmarked 14:punct 12:punct") {
		head, relation, _ := strings.Cut(arc, ":")
		h, err := strconv.Atoi(head)
		if err != nil {
			t.Fatal(i, err)
		}
		a.Tree = append(a.Tree, rapporteur.Arc{Head: h, Relation: relation})
	}
	return doc, a
}

func phrase(first, end int) rapporteur.Phrase {
	return rapporteur.Phrase{Tokens: rapporteur.TokenRange{First: first, End: end}, Posterior: 0.5}
}

func conllu(t *testing.T, doc *rapporteur.Document, a *rapporteur.Analysis) string {
	t.Helper()
	var b bytes.Buffer
	if err := NewCoNLLU(&b).Write(doc, a); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCoNLLU(t *testing.T) {
	doc, a := quayAnalysis(t)
	want := `# newdoc id = 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
# global.Entity = eid-etype-head-form
# meta::title = Hale waits
# meta::dateCreated = 2031-02-03
# newpar
# sent_id = 0123456789abcdef-1
# text = The mayor of Hale can’t wait.
1 The the DET DT Definite=Def|PronType=Art 2 det _ Entity=(1-person-2-nominal|Timex=B-SET
2 mayor mayor NOUN NN Number=Sing 7 nsubj _ _
3 of of ADP IN _ 4 case _ _
4 Hale Hale PROPN NNP Number=Sing 2 nmod _ Entity=(2-place-1-name)1)|Name=B-place
5-6 can’t _ _ _ _ _ _ _ _
5 ca can AUX MD VerbForm=Fin 7 aux _ _
6 n’t not PART RB Polarity=Neg 7 advmod _ _
7 wait wait VERB VB _ 0 root _ Factuality=-2.46|SpaceAfter=No
8 . . PUNCT . _ 7 punct _ _

# newpar
# sent_id = 0123456789abcdef-2
# text = Ms Lind's dogs came (Monday).
1 Ms Ms PROPN NNP Number=Sing 4 nmod:poss _ Entity=(3-other-4-nominal(1-person-2-name|Name=B-person
2-3 Lind's _ _ _ _ _ _ _ _
2 Lind Lind PROPN NNP Number=Sing 1 flat _ Name=I-person
3 's 's PART POS _ 1 case _ Entity=1)
4 dogs dog NOUN NNS Number=Plur 5 nsubj _ Entity=3)
5 came come VERB VBD Mood=Ind|Tense=Past|VerbForm=Fin 0 root _ Factuality=3|Timex=B-TIME:2031-02-03TNI
6 ( ( PUNCT -LRB- _ 7 punct _ SpaceAfter=No|Timex=B-DATE:2031-02-03
7 Monday Monday PROPN NNP Number=Sing 5 obl:unmarked _ SpaceAfter=No|Timex=I-DATE
8 ) ) PUNCT -RRB- _ 7 punct _ SpaceAfter=No|Timex=I-DATE
9 . . PUNCT . _ 5 punct _ _

`
	row := regexp.MustCompile(`(?m)^\d.*$`)
	want = row.ReplaceAllStringFunc(want, func(line string) string { return strings.ReplaceAll(line, " ", "\t") })
	got := conllu(t, doc, a)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	check(t, got)
}

// What no table says is "_"; the text and the words are there all the same.
func TestCoNLLUOfWordsAlone(t *testing.T) {
	doc, full := quayAnalysis(t)
	doc.ID, doc.Title, doc.Published = "", "", time.Time{}
	got := conllu(t, doc, &rapporteur.Analysis{Tokens: full.Tokens, Sentences: full.Sentences})
	for _, want := range []string{
		"# newdoc\n# global", "# newpar\n# sent_id = 2\n# text = Ms Lind's", "\n5-6\tcan’t\t_\t", "\n7\twait\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if got := conllu(t, &rapporteur.Document{ID: "a"}, &rapporteur.Analysis{}); got != "" {
		t.Errorf("no words give %q", got)
	}
}

func TestCoNLLUContractions(t *testing.T) {
	for text, want := range map[string]string{
		"they|’|ve":      "",
		"they|’ve":       "1-2 they’ve",
		"should|n't|'ve": "1-3 shouldn't've",
		"can|not":        "1-2 cannot",
		"can| |not":      "",
		"do|not":         "",
		"“Hale|”|'s":     "",
		"the|towns|'":    "",
		"Hale|'|s":       "",
		"towns|'/POS":    "1-2 towns'",
		"towns|’/''":     "",
		"town|”/POS":     "",
		"I|'M|.":         "1-2 I'M",
		"'s|'s":          "1-2 's's",
	} {
		doc := &rapporteur.Document{}
		a := &rapporteur.Analysis{}
		for _, w := range strings.Split(text, "|") {
			start := len(doc.Text)
			w, tag, _ := strings.Cut(w, "/")
			doc.Text += w
			if w != " " {
				a.Tags = append(a.Tags, tag)
				a.Tokens = append(a.Tokens, rapporteur.Token{Span: rapporteur.Span{Start: start, End: len(doc.Text)}})
			}
		}
		a.Sentences = []rapporteur.TokenRange{{First: 0, End: len(a.Tokens)}}
		var got []string
		for _, m := range regexp.MustCompile(`(?m)^(\d+-\d+)\t(\S+)`).FindAllStringSubmatch(conllu(t, doc, a), -1) {
			got = append(got, m[1]+" "+m[2])
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// An entity has the type of most of its mentions, and without clusters a mention
// is an entity of its own.
func TestCoNLLUEntityTypes(t *testing.T) {
	doc, a := quayAnalysis(t)
	a.Mentions[3].Type, a.Mentions[3].Form = rapporteur.OrganisationMention, ""
	if got := conllu(t, doc, a); strings.Contains(got, "organization") || !strings.Contains(got, "(1-person-2-_") {
		t.Error(got)
	}
	a.Clusters = nil
	if got := conllu(t, doc, a); !strings.Contains(got, "Entity=(3-other-4-nominal(4-organization-2-_|") {
		t.Error(got)
	}
}

// Validators and scorers take an entity of one document for that of another with
// its number.
func TestCoNLLUEntitiesOfSeveralDocuments(t *testing.T) {
	doc, a := quayAnalysis(t)
	var b bytes.Buffer
	c := NewCoNLLU(&b)
	for range 2 {
		if err := c.Write(doc, a); err != nil {
			t.Fatal(err)
		}
	}
	documents := strings.SplitAfter(b.String(), "\n\n# newdoc")
	seen := map[string]bool{}
	for _, m := range entityForm.FindAllStringSubmatch(documents[0], -1) {
		seen[m[1]] = true
	}
	for _, m := range entityForm.FindAllStringSubmatch(documents[1], -1) {
		if m[1] != "" && seen[m[1]] {
			t.Errorf("entity %s is in both documents", m[1])
		}
	}
}

func TestCoNLLUReportsWriteErrors(t *testing.T) {
	doc, a := quayAnalysis(t)
	if err := NewCoNLLU(fullDisk{}).Write(doc, a); !errors.Is(err, errDiskFull) {
		t.Errorf("got %v", err)
	}
}

func TestEscapesInMisc(t *testing.T) {
	doc, a := quayAnalysis(t)
	a.Times[1].Value = "a b|c\\d"
	got := conllu(t, doc, a)
	if !strings.Contains(got, `|Timex=B-DATE:a\sb\pc\\d`+"\n") {
		t.Error(got)
	}
}

// check holds CoNLL-U against what levels 1 and 2 of Universal Dependencies'
// validation demand of it, and against the notation of entities.
func check(t *testing.T, out string) {
	t.Helper()
	if !strings.HasSuffix(out, "\n\n") || strings.Contains(out, "\n\n\n") {
		t.Fatal("not every sentence ends with one empty line")
	}
	if !norm.NFC.IsNormalString(out) {
		t.Error("not in normal form C")
	}
	ids := map[string]bool{}
	for block := range strings.SplitSeq(strings.TrimSuffix(out, "\n\n"), "\n\n") {
		var s sentenceLines
		for line := range strings.SplitSeq(block, "\n") {
			s.add(t, line)
		}
		if ids[s.id] || s.id == "" {
			t.Errorf("sent_id %q is not unique", s.id)
		}
		ids[s.id] = true
		s.check(t)
	}
}

type sentenceLines struct {
	id, text string
	rows     [][]string
	heads    []int
}

func (s *sentenceLines) add(t *testing.T, line string) {
	t.Helper()
	if comment, ok := strings.CutPrefix(line, "# "); ok {
		key, value, _ := strings.Cut(comment, " = ")
		switch key {
		case "sent_id":
			s.id = value
		case "text":
			s.text = value
		}
		return
	}
	row := strings.Split(line, "\t")
	if len(row) != 10 {
		t.Fatalf("%d columns in %q", len(row), line)
	}
	for i, c := range row {
		if c == "" || strings.TrimSpace(c) != c || strings.Contains(c, "  ") || i > 2 && i < 9 && strings.Contains(c, " ") {
			t.Errorf("column %d of %q", i+1, line)
		}
	}
	s.rows = append(s.rows, row)
}

func (s *sentenceLines) check(t *testing.T) {
	t.Helper()
	if s.rebuilt(t) != s.text || s.text == "" {
		t.Errorf("# text = %q, words give %q", s.text, s.rebuilt(t))
	}
	roots, brackets := 0, map[string]int{}
	for _, row := range s.rows {
		if strings.Contains(row[0], "-") {
			continue
		}
		s.columns(t, row)
		if row[6] == "0" {
			roots++
		}
		s.entities(t, brackets, row[9])
	}
	for eid, open := range brackets {
		if open != 0 {
			t.Errorf("%d of entity %s stay open", open, eid)
		}
	}
	if s.rows[0][6] == "_" {
		return
	}
	if roots != 1 {
		t.Errorf("%d roots in %q", roots, s.text)
	}
	for i := range s.heads {
		at, steps := i+1, 0
		for ; at != 0 && steps <= len(s.heads); steps++ {
			at = s.heads[at-1]
		}
		if at != 0 {
			t.Fatalf("word %d hangs in a cycle", i+1)
		}
	}
}

// rebuilt is the text that the rows give, and checks the numbers of the words.
func (s *sentenceLines) rebuilt(t *testing.T) string {
	t.Helper()
	text, next, covered := "", 1, 0
	for _, row := range s.rows {
		first, last, isRange := strings.Cut(row[0], "-")
		f, err := strconv.Atoi(first)
		if err != nil || f != next {
			t.Fatalf("id %s, want %d", row[0], next)
		}
		if isRange {
			if covered, err = strconv.Atoi(last); err != nil || covered <= f {
				t.Fatalf("range %s", row[0])
			}
		} else {
			next++
		}
		if isRange || f > covered {
			text += row[1]
			if !slices.Contains(strings.Split(row[9], "|"), "SpaceAfter=No") {
				text += " "
			}
		} else if strings.Contains(row[9], "SpaceAfter") {
			t.Errorf("SpaceAfter inside the range at word %s", row[0])
		}
	}
	if covered >= next {
		t.Errorf("range up to %d of %d words", covered, next-1)
	}
	return strings.TrimSuffix(text, " ")
}

var (
	partsOfSpeech = strings.Fields("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X")
	featuresForm  = regexp.MustCompile(`^(_|[A-Z][A-Za-z]*=[A-Z0-9][A-Za-z0-9]*(\|[A-Z][A-Za-z]*=[A-Z0-9][A-Za-z0-9]*)*)$`)
	entityForm    = regexp.MustCompile(`\((\d+)-([a-z]+)-(\d+)-([a-z]+)(\)?)|(\d+)\)`)
)

func (s *sentenceLines) columns(t *testing.T, row []string) {
	t.Helper()
	if row[3] != "_" && !slices.Contains(partsOfSpeech, row[3]) {
		t.Errorf("part of speech %q", row[3])
	}
	if feats := strings.Split(row[5], "|"); !featuresForm.MatchString(row[5]) || !slices.IsSorted(feats) {
		t.Errorf("features %q", row[5])
	}
	if pairs := strings.Split(row[9], "|"); !slices.IsSorted(pairs) {
		t.Errorf("MISC %q", row[9])
	}
	if row[6] == "_" {
		return
	}
	head, err := strconv.Atoi(row[6])
	last, _, _ := strings.Cut(s.rows[len(s.rows)-1][0], "-")
	n, _ := strconv.Atoi(last)
	if err != nil || head < 0 || head > n || row[0] == row[6] {
		t.Errorf("head %q of word %s of %d", row[6], row[0], n)
	}
	if (row[6] == "0") != (row[7] == "root") {
		t.Errorf("relation %q of head %s", row[7], row[6])
	}
	s.heads = append(s.heads, head)
}

func (s *sentenceLines) entities(t *testing.T, open map[string]int, misc string) {
	t.Helper()
	for pair := range strings.SplitSeq(misc, "|") {
		value, ok := strings.CutPrefix(pair, "Entity=")
		if !ok {
			continue
		}
		if rest := entityForm.ReplaceAllString(value, ""); rest != "" {
			t.Errorf("%q in Entity=%s", rest, value)
		}
		for _, m := range entityForm.FindAllStringSubmatch(value, -1) {
			if m[1] != "" && m[5] == "" {
				open[m[1]]++
			}
			if m[6] != "" {
				if open[m[6]]--; open[m[6]] < 0 {
					t.Errorf("%s) before it opens", m[6])
				}
			}
		}
	}
}

// anyAnalysis is an analysis of text that keeps the promises of its tables and is
// otherwise arbitrary.
func anyAnalysis(text string, r *rand.Rand) *rapporteur.Analysis {
	a := &rapporteur.Analysis{Tokens: chop(text), Clusters: make([][]int, 3)}
	n := len(a.Tokens)
	for first := 0; first < n; {
		end := min(n, first+1+r.IntN(12))
		a.Sentences = append(a.Sentences, rapporteur.TokenRange{First: first, End: end})
		a.Tree = append(a.Tree, anyTree(first, end, r)...)
		first = end
	}
	tags := []string{"NN", "DT", "POS", "VBD", "IN", "CD", "NFP", "?"}
	for i := range n {
		a.Tags = append(a.Tags, tags[r.IntN(len(tags))])
		a.Lemmas = append(a.Lemmas, a.Tokens[i].In(text))
		if r.IntN(4) == 0 {
			a.Events = append(a.Events, rapporteur.EventWord{Token: i, Factuality: 6*r.Float64() - 3})
		}
		if end := min(n, i+1+r.IntN(5)); r.IntN(2) == 0 {
			a.Mentions = append(a.Mentions, rapporteur.Mention{
				Tokens: rapporteur.TokenRange{First: i, End: end}, Head: i + r.IntN(end-i),
				Type: rapporteur.OrganisationMention, Form: rapporteur.NameForm, Cluster: r.IntN(3),
			})
			m := len(a.Mentions) - 1
			c := a.Mentions[m].Cluster
			a.Clusters[c] = append(a.Clusters[c], m)
		}
	}
	return a
}

// anyTree hangs every word on one that is already in the tree.
func anyTree(first, end int, r *rand.Rand) []rapporteur.Arc {
	order := r.Perm(end - first)
	arcs := make([]rapporteur.Arc, end-first)
	for k, i := range order {
		arcs[i] = rapporteur.Arc{Head: first + i, Relation: "root"}
		if k > 0 {
			arcs[i] = rapporteur.Arc{Head: first + order[r.IntN(k)], Relation: "nmod:poss"}
		}
	}
	return arcs
}

// FuzzCoNLLU checks that any analysis of any text is valid CoNLL-U from which
// the words of the text come back.
func FuzzCoNLLU(f *testing.F) {
	f.Add("The mayor can't wait.\n\nHale's\t dogs — “came” at 5 p.m.", uint64(1))
	f.Add("a\u0301 \u0301 x\u200by \u00a0z\u2028_ \x00| = \\", uint64(2))
	f.Add("日本語の会談 🕊 #%$ ...", uint64(3))
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		a := anyAnalysis(text, rand.New(rand.NewPCG(seed, 0)))
		out := conllu(t, &rapporteur.Document{ID: "d", Text: text, Title: text}, a)
		if len(a.Tokens) == 0 {
			if out != "" {
				t.Errorf("no words give %q", out)
			}
			return
		}
		check(t, out)
		var forms []string
		for _, m := range regexp.MustCompile(`(?m)^# text = (.*)$`).FindAllStringSubmatch(out, -1) {
			forms = append(forms, m[1])
		}
		if got, want := blackened(strings.Join(forms, "")), blackened(text); got != want {
			t.Errorf("the words are %q, the text %q", got, want)
		}
	})
}

// blackened is the text in normal form C without white space and controls.
func blackened(text string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, text))
}

func BenchmarkCoNLLU(b *testing.B) {
	text := strings.Repeat("The mayor of Hale said on Monday that she can't wait for the two towns' ferry. ", 10_000)
	doc, a := &rapporteur.Document{ID: "d", Text: text}, anyAnalysis(text, rand.New(rand.NewPCG(1, 2)))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if err := NewCoNLLU(&bytes.Buffer{}).Write(doc, a); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleCoNLLU() {
	doc := &rapporteur.Document{Text: "Rain fell."}
	a := &rapporteur.Analysis{Tokens: chop(doc.Text), Sentences: []rapporteur.TokenRange{{First: 0, End: 3}}}
	var out bytes.Buffer
	if err := NewCoNLLU(&out).Write(doc, a); err != nil {
		fmt.Println(err)
	}
	fmt.Print(strings.ReplaceAll(strings.TrimSpace(out.String()), "\t", " "))
	// Output:
	// # newdoc
	// # global.Entity = eid-etype-head-form
	// # newpar
	// # sent_id = 1
	// # text = Rain fell.
	// 1 Rain _ _ _ _ _ _ _ _
	// 2 fell _ _ _ _ _ _ _ SpaceAfter=No
	// 3 . _ _ _ _ _ _ _ _
}
