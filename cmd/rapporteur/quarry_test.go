package main

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/tools/txtar"

	"rapporteur"
	"rapporteur/source"
	"rapporteur/store"
)

// quarryVersion is the version that made the records of the archive of quarry.
const quarryVersion = "0.0.1"

// quarry is the script command "quarry ARCHIVE": it makes an archive of the reports of
// testdata/archive with the records that stand there, in the order of their names. What
// the reader finds does not matter then, and nothing is read.
func quarry(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: quarry ARCHIVE")
	}
	archive, err := store.Open(context.Background(), ts.MkAbs(args[0]), store.Options{Create: true})
	ts.Check(err)
	defer archive.Close()
	files, err := filepath.Glob("testdata/archive/*.txtar")
	ts.Check(err)
	var packed []*store.Packed
	for _, file := range files {
		c, err := txtar.ParseFile(file)
		ts.Check(err)
		r := caseRecord(script{ts}, c)
		identify(ts, r)
		name := strings.TrimSuffix(filepath.Base(file), ".txtar") + ".txt"
		p, err := store.Pack(store.Input{
			Name: name, Raw: []byte(r.Report.Text), Title: r.Report.Title, Outlet: r.Report.Outlet,
			Published: r.Report.Published.Format(time.RFC3339), Seen: time.Date(2031, 2, 10, 9, 0, 0, 0, time.UTC),
		}, r, quarryVersion)
		ts.Check(err)
		packed = append(packed, p)
	}
	_, err = archive.Add(context.Background(), packed)
	ts.Check(err)
}

// identify gives a report its ID.
func identify(ts *testscript.TestScript, r *rapporteur.Record) {
	doc, err := source.Read(strings.NewReader(r.Report.Text), "case", source.Options{AnyLanguage: true})
	ts.Check(err)
	if doc.Text != r.Report.Text {
		ts.Fatalf("source changes the text of %q", r.Report.Title)
	}
	r.Report.ID = doc.ID
}

// script lets a script fail like a test.
type script struct{ *testscript.TestScript }

// Helper has nothing to do: scripts know their lines.
func (script) Helper() {}
