package ingest

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"rapporteur"
	"rapporteur/lineage"
	"rapporteur/source"
	"rapporteur/store"
)

// document is a report as source reads it.
func document(tb testing.TB, text, outlet, published string) *rapporteur.Document {
	tb.Helper()
	d, err := source.Read(strings.NewReader(text), "report", source.Options{Outlet: outlet, Published: published, AnyLanguage: true})
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// ferry are the reports of lineage's story by their names.
func ferry(tb testing.TB) map[string]*rapporteur.Document {
	tb.Helper()
	archive, err := txtar.ParseFile(filepath.Join("..", "lineage", "testdata", "ferry.txtar"))
	if err != nil {
		tb.Fatal(err)
	}
	out := map[string]*rapporteur.Document{}
	for _, f := range archive.Files {
		if f.Name != "want" {
			head, text, _ := strings.Cut(string(f.Data), "\n\n")
			outlet, day, _ := strings.Cut(head, ", ")
			out[f.Name] = document(tb, text, outlet, day)
		}
	}
	return out
}

// page is a report of the Hale Post on something of its own, with what the Post prints
// under all of them.
func page(tb testing.TB, i int) *rapporteur.Document {
	subject := [...]string{"Lighthouse Runar", "Deacon Olsby", "Captain Trond Vik", "Professor Maren Dahl", "Bosun Ketil", "Widow Signe Holm"}[i]
	place := [...]string{"Vesterhavn", "Kirkeby", "Longsund", "Akademia", "Drydock", "Almgaard"}[i]
	return document(tb, fmt.Sprintf(`%[1]s and the matter of %[2]s

Everyone in %[2]s has known %[1]s for %[3]d years, and %[4]d of them came on Monday to hear about the roof.

The roof of %[2]s would cost %[5]d marks, %[1]s said, and nobody laughed until the treasurer of Orre asked who had counted.

The Hale Post uses small files on your device to remember what you like to read and to show you offers from the ferry companies.
Read more: the harbour this week.
Follow the Hale Post for the tides, the weather and the auction of lost umbrellas every second Friday.
`, subject, place, 11+i, 70+3*i, 900+17*i), "Hale Post", fmt.Sprintf("2031-04-%02d", i+1))
}

// archived adds documents one after another, tracing after those for which after says so
// and at the end, and returns all relations with the names of the reports.
func archived(tb testing.TB, documents map[string]*rapporteur.Document, order []string, after func(i int) bool) []string {
	tb.Helper()
	archive, err := store.Open(tb.Context(), filepath.Join(tb.TempDir(), "archive.db"), store.Options{Create: true})
	if err != nil {
		tb.Fatal(err)
	}
	defer archive.Close()
	names := map[string]string{}
	for i, name := range order {
		d := documents[name]
		names[d.ID] = name
		packed, err := store.Pack(store.Input{Name: name, Raw: []byte(name)}, &rapporteur.Record{Report: d}, "1")
		if err == nil {
			_, err = archive.Add(tb.Context(), []*store.Packed{packed})
		}
		if err == nil && (i == len(order)-1 || after(i)) {
			err = Trace(tb.Context(), archive, AddOptions{})
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	relations, err := archive.Relations(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	var out []string
	for _, r := range relations {
		out = append(out, fmt.Sprintf("%s %s %s %.3f %v", r.Kind, names[r.From], names[r.To], r.Confidence, r.Passages))
	}
	slices.Sort(out)
	return out
}

func never(int) bool  { return false }
func always(int) bool { return true }

// What the archive has of a story is what comparing all pairs gives.
func TestTrace(t *testing.T) {
	documents := ferry(t)
	var order []string
	for name := range documents {
		order = append(order, name)
	}
	slices.Sort(order)
	var kinds []string
	for _, r := range archived(t, documents, order, never) {
		kinds = append(kinds, strings.Join(strings.Fields(r)[:3], " "))
	}
	want := strings.Split(`copy agency copied
rewrite agency reworded
rewrite copied reworded
shared_source agency blog
shared_source agency borrowed
shared_source borrowed blog
shared_source copied blog
shared_source copied borrowed`, "\n")
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Error(diff)
	}
}

// Reports in any order give the same relations, boilerplate learnt on the way included.
func TestTraceInAnyOrder(t *testing.T) {
	documents := ferry(t)
	for i := range 6 {
		documents[fmt.Sprint("page", i)] = page(t, i)
	}
	// The Post copies one report of its own under another title.
	twin := *page(t, 2)
	twin.Text = strings.Replace(twin.Text, "and the matter of", "counts the roofs of", 1)
	twin.ID, twin.Published = strings.Repeat("7", 64), twin.Published.Add(100*time.Hour)
	documents["twin"] = &twin
	var order []string
	for name := range documents {
		order = append(order, name)
	}
	slices.Sort(order)
	want := archived(t, documents, order, never)
	if !slices.ContainsFunc(want, func(r string) bool { return strings.HasPrefix(r, "copy page2 twin") }) ||
		slices.ContainsFunc(want, func(r string) bool { return strings.Contains(r, "page0") }) {
		t.Errorf("what the Post prints under all its reports: %q", want)
	}
	for seed := range uint64(8) {
		rng := rand.New(rand.NewPCG(seed, 9))
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		after := always
		if seed%2 == 1 {
			after = func(int) bool { return rng.IntN(3) == 0 }
		}
		if diff := cmp.Diff(want, archived(t, documents, order, after)); diff != "" {
			t.Fatalf("order %v: %s", order, diff)
		}
	}
}

// Many copies of one text are one origin, and each further one costs no more.
func TestTraceManyCopies(t *testing.T) {
	const copies = mostCompared + 4
	agency := ferry(t)["agency"]
	archive, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "archive.db"), store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	var batch []*store.Packed
	for i := range copies {
		d := *agency
		d.Text = fmt.Sprintf("Outlet %d\n\n%s", i, strings.Join(strings.Split(agency.Text, "\n\n")[1:3], "\n\n"))
		d.ID, d.Outlet = batchID(i), fmt.Sprint("Outlet ", i%7)
		p, err := store.Pack(store.Input{Name: d.ID, Raw: []byte(d.ID)}, &rapporteur.Record{Report: &d}, "1")
		if err != nil {
			t.Fatal(err)
		}
		batch = append(batch, p)
	}
	if _, err := archive.Add(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	var told []Progress
	if err := Trace(t.Context(), archive, AddOptions{Relating: func(p Progress) { told = append(told, p) }}); err != nil {
		t.Fatal(err)
	}
	if last := len(told) - 1; last < 1 || told[0].Done != 0 || told[last].Reports != copies || told[last].Done != 1 {
		t.Errorf("told %+v", told)
	}
	relations, reports, err := archive.Kin(t.Context(), batchID(copies-1))
	if err != nil {
		t.Fatal(err)
	}
	origins := lineage.NewOrigins(relations)
	var places []lineage.Place
	for _, r := range reports {
		places = append(places, lineage.Place{Report: r.ID})
	}
	if n := origins.Count(places); len(reports) != copies || n != 1 {
		t.Errorf("%d reports of %d origins", len(reports), n)
	}
	if most := copies * mostCompared; len(relations) > most {
		t.Errorf("%d relations, more than %d", len(relations), most)
	}
}

// batchID is the ID of the i-th copy.
func batchID(i int) string { return fmt.Sprintf("%064d", i) }
