package extract

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
)

// timed is a marked text with its time expressions, each as "words=value", and
// with the tree of its one sentence, head (from 1, 0 at the root) and relation of
// each token, where it has one.
type timed struct {
	marked, tree string
	times        []string
}

func (c timed) parse(t *testing.T) (*rapporteur.Document, *rapporteur.Analysis) {
	t.Helper()
	doc, a := parseMarked(c.marked)
	for _, x := range c.times {
		words, value, _ := strings.Cut(x, "=")
		at := strings.Index(doc.Text, words)
		if at < 0 {
			t.Fatalf("%q is not in %q", words, doc.Text)
		}
		r := tokensIn(a.Tokens, rapporteur.Span{Start: at, End: at + len(words)})
		kind := rapporteur.DateTime
		if strings.HasPrefix(value, "P") && !strings.HasSuffix(value, "_REF") {
			kind = rapporteur.DurationTime
		}
		a.Times = append(a.Times, rapporteur.Time{Phrase: rapporteur.Phrase{Tokens: r}, Type: kind, Value: value})
	}
	for i, arc := range strings.Fields(c.tree) {
		head, relation, _ := strings.Cut(arc, ":")
		h, err := strconv.Atoi(head)
		if err != nil {
			t.Fatal(err)
		}
		if h == 0 {
			h = i + 1
		}
		a.Tree = append(a.Tree, rapporteur.Arc{Head: h - 1, Relation: relation})
	}
	if n := len(a.Tree); n > 0 && n != len(a.Tokens) {
		t.Fatalf("%d arcs for %d tokens", n, len(a.Tokens))
	}
	return doc, a
}

func TestStatementTime(t *testing.T) {
	for want, cases := range map[string][]timed{
		"2031-02-03": {
			{marked: "[a:source Oram] [a:cue said] on Monday [a:content that the bridge rests].", times: []string{"Monday=2031-02-03"}},
			{marked: "On Monday, [a:source Oram, the envoy of the two lakes,] [a:cue said] [a:content the bridge rests].", times: []string{"Monday=2031-02-03"}},
			{marked: "[a:source Oram] on Monday [a:cue told] Velm Radio [a:content the bridge rests].", times: []string{"Monday=2031-02-03"}},
			{marked: "[a:content “The bridge rests,”] [a:source Oram] [a:cue told] reporters in Velm on Monday.", times: []string{"Monday=2031-02-03"}},
			// What is said to be on Friday is not said on Friday.
			{marked: "[a:source Oram] [a:cue said] on Monday [a:content the talks begin on Friday].", times: []string{"Monday=2031-02-03", "Friday=2031-02-07"}},
			// The nearer of two.
			{marked: "On Sunday, when he fell ill, [a:source Oram] [a:cue said] on Monday, [a:content the bridge shook].", times: []string{"Sunday=2031-02-02", "Monday=2031-02-03"}},
			{
				marked: "[a:source Oram] [a:cue said] [a:content the bridge rests] in a statement on Monday.",
				times:  []string{"Monday=2031-02-03"},
				tree:   "2:nsubj 0:root 4:det 5:nsubj 2:ccomp 8:case 8:det 2:obl 10:case 8:nmod 2:punct",
			},
			// The day of the verb before is that of the cue, which has no subject.
			{
				marked: "Oram left Monday, [a:cue saying] [a:content the bridge rests].",
				times:  []string{"Monday=2031-02-03"},
				tree:   "2:nsubj 0:root 2:obl:unmarked 5:punct 2:advcl 7:det 8:nsubj 5:ccomp 2:punct",
			},
			{
				marked: "Oram left Monday and [a:cue has said] [a:content the bridge rests].",
				times:  []string{"Monday=2031-02-03"},
				tree:   "2:nsubj 0:root 2:obl:unmarked 6:cc 6:aux 2:conj 8:det 9:nsubj 6:ccomp 2:punct",
			},
			// Beside the cue, even where the tree hangs it elsewhere.
			{
				marked: "[a:source Oram] [a:cue said] Monday [a:content it rests].",
				times:  []string{"Monday=2031-02-03"},
				tree:   "2:nsubj 0:root 5:obl:unmarked 5:nsubj 2:ccomp 2:punct",
			},
			{
				marked: "[a:source Monday's statement] [a:cue says] [a:content the bridge rests].",
				times:  []string{"Monday's=2031-02-03"},
				tree:   "2:nmod:poss 3:nsubj 0:root 5:det 6:nsubj 3:ccomp 3:punct",
			},
		},
		"": {
			{marked: "[a:source Oram] [a:cue said] [a:content the talks begin on Friday].", times: []string{"Friday=2031-02-07"}},
			{marked: "[a:source Oram] has [a:cue said] since Monday [a:content that the bridge rests].", times: []string{"Monday=2031-02-03"}},
			{marked: "[a:source Oram] now [a:cue says] [a:content the bridge rests].", times: []string{"now=PRESENT_REF"}},
			{marked: "[a:source Oram] [a:cue said] for two days [a:content that the bridge rests].", times: []string{"two days=P2D"}},
			{marked: "[a:source Oram] [a:cue said] on that day [a:content the bridge rests].", times: []string{"that day="}},
			{marked: "The bridge was closed on Monday. [a:source Oram] [a:cue said] [a:content it rests].", times: []string{"Monday=2031-02-03"}},
			{marked: "[a:source Oram] [a:content opposed to the bridge] on Monday.", times: []string{"Monday=2031-02-03"}},
			// The tree says that the day is that of the meeting.
			{
				marked: "[a:source Oram, who met her Monday,] [a:cue said] [a:content the bridge rests].",
				times:  []string{"Monday=2031-02-03"},
				tree:   "8:nsubj 1:punct 4:nsubj 1:acl:relcl 4:obj 4:obl:unmarked 1:punct 0:root 10:det 11:nsubj 8:ccomp 8:punct",
			},
			// The cue has a subject of its own.
			{
				marked: "Oram left Monday and [a:source Pell] [a:cue said] [a:content the bridge rests].",
				times:  []string{"Monday=2031-02-03"},
				tree:   "2:nsubj 0:root 2:obl:unmarked 6:cc 6:nsubj 2:conj 8:det 9:nsubj 6:ccomp 2:punct",
			},
			// Neither an endless way up nor one through the content.
			{
				marked: "[a:source Oram] [a:cue said] [a:content it rests] Monday",
				times:  []string{"Monday=2031-02-03"},
				tree:   "2:nsubj 0:root 4:nsubj 2:ccomp 4:obl",
			},
			{
				marked: "[a:source Oram] [a:cue said] [a:content it rests] on Monday",
				times:  []string{"Monday=2031-02-03"},
				tree:   "2:nsubj 0:root 4:nsubj 2:ccomp 6:case 5:obl",
			},
		},
	} {
		for _, c := range cases {
			doc, a := c.parse(t)
			statements := newReading(doc.Text, a).told()
			if len(statements) != 1 || statements[0].Time != want {
				t.Errorf("%s\n%+v, want the time %q", doc.Text, statements, want)
			}
		}
	}
}

func TestTimes(t *testing.T) {
	doc, a := timed{
		marked: "Oram left on Monday and came back two days later, or on a Friday.",
		times:  []string{"Monday=2031-02-03", "two days later=2031-02-05", "a Friday="},
	}.parse(t)
	a.Times[0].Anchor.Published = true
	a.Times[1].Anchor.Time = 1
	a.Times[2].Anchor.Time = 9
	a.Times = append(a.Times, rapporteur.Time{Phrase: rapporteur.Phrase{Tokens: rapporteur.TokenRange{First: 3, End: 99}}})
	span := func(words string) rapporteur.Span {
		at := strings.Index(doc.Text, words)
		return rapporteur.Span{Start: at, End: at + len(words)}
	}
	want := []rapporteur.TimeExpression{
		{Span: span("Monday"), Type: rapporteur.DateTime, Value: "2031-02-03", Published: true},
		{Span: span("two days later"), Type: rapporteur.DateTime, Value: "2031-02-05", From: span("Monday")},
		{Span: span("a Friday"), Type: rapporteur.DateTime},
	}
	if diff := cmp.Diff(want, Record(doc, a, &rapporteur.Links{}).Times); diff != "" {
		t.Error(diff)
	}
}
