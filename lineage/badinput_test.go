package lineage

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rapporteur"
)

// sawmill is a report with words enough to be told from others.
const sawmill = `Sawmill and raftsmen to talk on Sunday

The sawmill of Almgaard will hear the raftsmen on Sunday for the first time since the river froze, its foreman, Ketil Olsby, said.

“We owe them an answer and a dinner,” Olsby told the parish paper. The raftsmen ask for 7 marks a log and for gloves.

Logs have piled up behind the weir for five weeks, and the fishermen below it have stopped paying their share of the lock.

The foreman would give the gloves at once if the boom was opened, he said, but the price waits for the owner, who is in Hale.`

func withID(id, text string) *rapporteur.Document { return &rapporteur.Document{ID: id, Text: text} }

func relate(a, b *rapporteur.Document) rapporteur.Relation { return Relate(Read(a), Read(b)) }

func TestRelateBadInput(t *testing.T) {
	long := strings.Repeat("A very long title about the sawmill of Almgaard and the raftsmen ", 40)
	dated := func(id, text, day string) *rapporteur.Document {
		d := withID(id, text)
		d.Published, _ = time.Parse(time.DateOnly, day)
		d.PublishedDay = true
		return d
	}
	quoting := "The parish paper of Almgaard printed this on Friday, and we print it again because nobody in Hale believed us.\n\n“" +
		strings.ReplaceAll(sawmill, "\n\n", "\n\n“") + "”\n\nSo far the parish paper. The owner has read it in his hotel, his valet says, and asked for a second cup and for the newspaper " +
		"to be taken away. He has not seen Almgaard since his wedding.\n\nIn the meantime the raftsmen sing, the fishermen fish elsewhere and the lock keeper has let his " +
		"beard grow. He will shave, he told us through the window, when somebody pays him, be it in herring. His wife, who does the books, gives it until Easter.\n\n" +
		"The weir itself is a hundred years old this summer and leaks at both ends. An engineer from Skarv has measured it twice and has written two letters to the owner, " +
		"who collects stamps. There was to have been a feast with a brass band, but the band has been lent to the fire brigade and the fire brigade is on strike.\n\n" +
		"A hundred and ten families live above the weir, forty below. The school is in the middle, on an island, and on Mondays the children from the two banks throw snow at " +
		"each other, which the teacher calls geography."
	cases := []struct {
		name string
		a, b *rapporteur.Document
		want rapporteur.RelationKind
	}{
		{"two empty texts", withID("a", ""), withID("b", ""), rapporteur.Independent},
		{"nothing but marks", withID("a", "… !! ?"), withID("b", "— . —"), rapporteur.Independent},
		{"an empty text and a report", withID("a", ""), withID("b", sawmill), rapporteur.Independent},
		{"an empty body under a long title", withID("a", long), withID("b", sawmill), rapporteur.Independent},
		{"one word", withID("a", "Sawmill"), withID("b", "Sawmill"), rapporteur.Independent},
		{"the same text on other days", dated("a", sawmill, "2031-03-01"), dated("b", sawmill, "2031-09-01"), rapporteur.Copy},
		{"the same text, a date missing", dated("a", sawmill, "2031-03-01"), withID("b", sawmill), rapporteur.Copy},
		{"a text that repeats one sentence", withID("a", strings.Repeat("The raftsmen ask for gloves and the foreman for time. ", 300)), withID("b", sawmill), rapporteur.Independent},
		{"a report that quotes another whole", withID("a", sawmill), dated("b", quoting, "2031-03-02"), rapporteur.SharedSource},
		{"addresses of pages", withID("a", "Mud https://news.example/almgaard/river/main/mill/weir/id/00082865.html rises"),
			withID("b", "Ice https://news.example/almgaard/river/main/mill/weir/id/00082865.html melts"), rapporteur.Independent},
		{"no spaces", withID("a", strings.Repeat("x", 100_000)), withID("b", sawmill), rapporteur.Independent},
		{"the same in other letters", withID("a", strings.Repeat("会談は延期された。", 50)), withID("b", strings.Repeat("会談は延期された。", 50)), rapporteur.Copy},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := relate(c.a, c.b)
			if got.Kind != c.want {
				t.Errorf("%s, want %s", got.Kind, c.want)
			}
			if turned := relate(c.b, c.a); turned.Kind != got.Kind || turned.From != got.From {
				t.Errorf("the other way round %s from %s", turned.Kind, turned.From)
			}
			Read(c.a).Keys()
		})
	}
}

// A copy under a wrong, earlier date is known by the credit to the one that it is of.
func TestDirection(t *testing.T) {
	day := func(id, outlet, text, published string) *rapporteur.Document {
		d := &rapporteur.Document{ID: id, Outlet: outlet, Text: text}
		d.Published, _ = time.Parse(time.DateOnly, published)
		d.PublishedDay = published != ""
		return d
	}
	cut := strings.Join(strings.Split(sawmill, "\n\n")[1:4], "\n\n")
	credited := "River News Agency, Almgaard\n\n" + cut
	cases := []struct {
		name string
		a, b *rapporteur.Document
		want string
	}{
		{"the earlier one", day("a", "Post", cut, "2031-03-02"), day("b", "Ledger", sawmill, "2031-03-01"), "b"},
		{"the one with more on one day", day("a", "Post", cut, "2031-03-01"), day("b", "Ledger", sawmill, "2031-03-01"), "b"},
		{"the one with more without dates", day("a", "Post", cut, ""), day("b", "Ledger", sawmill, ""), "b"},
		{"the credited one in spite of dates", day("a", "Post", credited, "2030-01-01"), day("b", "River News Agency", sawmill, "2031-03-01"), "b"},
		{"the agency in the byline", &rapporteur.Document{ID: "a", Outlet: "Post", Byline: "River News Agency", Text: sawmill}, day("b", "River News Agency", cut, ""), "b"},
		{"the agency by its initials in another order", day("a", "Post", "(RNA)\n\n"+cut, "2030-01-01"), day("b", "Agence Nouvelle Rivière", "ALMGAARD (RNA) - "+sawmill, "2031-03-01"), "b"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := relate(c.a, c.b); got.From != c.want || got.Kind != rapporteur.Copy {
				t.Errorf("%s from %s", got.Kind, got.From)
			}
		})
	}
}

func TestBoilerplate(t *testing.T) {
	footer := "\n\nThe Almgaard Gazette keeps small files on your device to remember which stories you have read and which boats you like.\n\nSubscribe for the tides."
	var reports []*Report
	var signatures [][]byte
	for i, text := range []string{
		"Widow Signe Holm sold her barge to Trond Vik in Longsund for 40 marks. The harbour of Kirkeby wanted it back before the ice came.",
		"Choirs from Orre, Skarv and Vesterhavn sing on Sunday. Maren Dahl conducts, and the mayor, Jonas Moe, has promised to keep his hat on.",
		"No train ran to Drydock on Monday. Engineers of the Northern Line blame frost, and Ketil Olsby blames the Northern Line and 3 badgers.",
		"A pike of 19 pounds bit the ferryman Runar Bakke near Akademia. Doctor Ingrid Fossum stitched him up in the Swan and charged nothing.",
		"Schools in Hale teach knitting again. Inspector Pia Lund counted 212 socks, of which Edda Brekke, aged nine, made eleven.",
	} {
		reports = append(reports, Read(withID(fmt.Sprint(i), text+footer)))
		signatures = append(signatures, reports[i].Keys().Signature)
	}
	if IsBoilerplate(signatures[0], signatures[1:3]) {
		t.Error("what three reports share is boilerplate already")
	}
	if !IsBoilerplate(signatures[0], signatures[1:]) {
		t.Error("what five reports share is no boilerplate")
	}
	copies := [][]byte{signatures[1], signatures[1], signatures[1], signatures[1], signatures[2], signatures[2]}
	if IsBoilerplate(signatures[1], copies) {
		t.Error("what copies of two reports share is boilerplate")
	}
	if kind := Relate(reports[0], reports[1]).Kind; kind == rapporteur.Independent {
		t.Errorf("before the boilerplate is known: %s", kind)
	}
	known := map[uint64]bool{}
	for _, k := range reports[3].Keys().Passages {
		known[k] = true
	}
	for _, r := range reports[:2] {
		r.Discount(func(k uint64) bool { return known[k] })
	}
	if kind := Relate(reports[0], reports[1]).Kind; kind != rapporteur.Independent {
		t.Errorf("once the boilerplate is known: %s", kind)
	}
}

// Any two texts have a relation whose passages lie on both, the same in either order.
func FuzzRelate(f *testing.F) {
	f.Add(sawmill, sawmill[:300])
	f.Add("", "“")
	f.Add("", "0000 \u059c")
	f.Add("“We owe them an answer and a dinner, ", "\xffwe owe them an answer\n\nand a dinner")
	f.Add("U.N. 1,000 Mr. X’s é", "a.b.c 1.2.3 O’Neil’s")
	f.Fuzz(func(t *testing.T, a, b string) {
		a, b = strings.ToValidUTF8(a, "?"), strings.ToValidUTF8(b, "?")
		reports := map[string]*Report{"a": Read(withID("a", a)), "b": Read(withID("b", b))}
		r := Relate(reports["a"], reports["b"])
		sound(t, r, reports)
		if turned := Relate(reports["b"], reports["a"]); turned.Kind != r.Kind || turned.From != r.From {
			t.Errorf("%v, the other way round %v", r, turned)
		}
		reports["a"].Keys()
	})
}
