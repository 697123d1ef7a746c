package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur"
)

const plvHead = "sentence_id\tgold_penta\tgold_root\tsentence\tmarked_sentence\tsource\ttarget\n"

func writePLV(t *testing.T, rows ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "events.tsv")
	if err := os.WriteFile(path, []byte(plvHead+strings.Join(rows, "\n")+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func plvRow(root, marked string) string { return "7\t0\t" + root + "\t-\t" + marked + "\t-\t-" }

func TestScorePLV(t *testing.T) {
	path := writePLV(t,
		plvRow("AGREE", `<s>Oram</s> pledged "aid" to <t>Lint</t>.`),
		plvRow("CONSULT", "<t>Lint</t> received <s>Oram’s envoy</s>."),
		plvRow("ASSAULT", "<s>Pell</s> shelled <t>Vorr</t> and <t>Lint</t>."),
		plvRow("YIELD", "<s>Pell</s> freed <t>six men</t>."),
		plvRow("AID", "<s>Oram</s> gave bread."), plvRow("AID", "<s>Oram fed <t>Lint</t>."))
	var asked []string
	answers := map[string]string{"Oram": "AGREE", "Oram’s envoy": "AGREE", "Pell": "ASSAULT"}
	p := Program{RootType: func(text string, source, target rapporteur.Span) (string, float64) {
		asked = append(asked, source.In(text)+" > "+target.In(text)+" | "+text)
		return answers[source.In(text)], 1
	}}
	got, err := scorePLV(p, []string{path})
	if err != nil {
		t.Fatal(err)
	}
	// AGREE is right once of two given, ASSAULT too, the others never.
	wantFigures(t, got, "root.macro_f1 33.3", "quad.macro_f1 55.6", "root.AGREE.f1 66.7", "root.ASSAULT.f1 66.7",
		"root.CONSULT.f1 0.0", "root.YIELD.f1 0.0", "events 4.0", "unmarked 2.0")
	if want := "Pell > Vorr | Pell shelled Vorr and Lint."; !strings.Contains(strings.Join(asked, "\n"), want) {
		t.Errorf("asked %q, want %q among them", asked, want)
	}
}

func TestReadPLVRefuses(t *testing.T) {
	for _, c := range []struct{ row, want string }{
		{plvRow("HUG", "<s>Oram</s> hugged <t>Lint</t>."), `events.tsv:2: "HUG" is no root type`},
		{"7\t0\tAID", "events.tsv:2: 3 columns"},
	} {
		if _, _, err := readPLV(writePLV(t, c.row)); err == nil || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.row, err, c.want)
		}
	}
	path := filepath.Join(t.TempDir(), "other.tsv")
	if err := os.WriteFile(path, []byte("a\tb\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, _, err := readPLV(path); err == nil || !strings.Contains(err.Error(), "names no columns") {
		t.Errorf("%v", err)
	}
}
