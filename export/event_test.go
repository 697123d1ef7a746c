package export

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rapporteur"
)

const polecatColumns = "Event ID|Event Date|Event Type|Event Mode|Event Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|" +
	"Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|" +
	"Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|" +
	"Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"

func TestPolecat(t *testing.T) {
	record := ferryRecord(t)
	lines := cellsOf(t, written(t, Options{Format: "polecat"}, record), '\t')
	if got := strings.Join(lines[0], "|"); got != polecatColumns {
		t.Errorf("the columns are\n%s\nwant\n%s", got, polecatColumns)
	}
	want := read(record).polecatRows()
	got := rowsFrom[polecatRow](t, lines, false)
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	if len(got) != 2 {
		t.Fatalf("%d events, want the two that happened", len(got))
	}
	met, demand := got[0], got[1]
	if met.EventID != "3f2a91bc/e1" || met.EventDate != "2031-02-03" || met.EventType != "CONSULT" || met.EventIntensity != 2.5 ||
		met.QuadCode != "VERBAL COOPERATION" || !slices.Equal(met.ActorName, []string{"Lind", "Maar"}) || !slices.Equal(met.ActorCountry, []string{"LND", "MAR"}) ||
		met.Placename != "Orre" || *met.Latitude != -12.5 || met.Source != "Orre Post" || met.PublicationDate != "2031-02-04" {
		t.Errorf("%+v", met)
	}
	// An actor's country is that of its side; what one of several lacks is None.
	if demand.EventIntensity != -1 || !slices.Equal(demand.RecipientCountry, []string{"LND", "LND"}) ||
		!slices.Equal(demand.RecipientTitle, []string{"None", "envoy"}) || !slices.Equal(demand.PrimaryRecipientSector, []string{"GOV", "GOV"}) {
		t.Errorf("%+v", demand)
	}
}

func TestPhoenix(t *testing.T) {
	got := string(written(t, Options{Format: "phoenix"}, ferryRecord(t)))
	// Those who meet are each other's targets. Åsa Kvist has Lind's code, so that Maar's
	// demand on both is one row.
	want := strings.ReplaceAll(`3f2a91bc/e1|20310203|2031|02|03|LNDGOV|LND|GOV||MARGOV|MAR|GOV||046|04|1|7|diplomatic; natural_resource|-12.5|0|Orre||ORR|3f2a91bc|https://news.example/ferry|Orre Post
3f2a91bc/e1|20310203|2031|02|03|MARGOV|MAR|GOV||LNDGOV|LND|GOV||046|04|1|7|diplomatic; natural_resource|-12.5|0|Orre||ORR|3f2a91bc|https://news.example/ferry|Orre Post
3f2a91bc/e2|20310204|2031|02|04|MARGOV|MAR|GOV||LNDGOV|LND|GOV||105|10|3|-5||||||`+"|3f2a91bc|https://news.example/ferry|Orre Post\n", "|", "\t")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for line := range strings.Lines(got) {
		if n := strings.Count(line, "\t"); n != 25 {
			t.Errorf("%d columns in %q", n+1, line)
		}
	}
}

// What is planned becomes a promise or a threat, what is only possible is left out.
func TestCoded(t *testing.T) {
	at := []rapporteur.Span{{Start: 0, End: 9}}
	for _, c := range []struct {
		status                    rapporteur.Realis
		kind, mode, cameo         string
		wantKind, wantMode, wantC string
	}{
		{rapporteur.Happened, "CONSULT", "visit", "042", "CONSULT", "visit", "042"},
		{rapporteur.Ongoing, "ASSAULT", "aerial", "195", "ASSAULT", "aerial", "195"},
		{rapporteur.Planned, "CONSULT", "visit", "042", "AGREE", "", "036"},
		{rapporteur.Planned, "AID", "", "072", "AGREE", "", "033"},
		{rapporteur.Planned, "CONCEDE", "", "080", "CONCEDE", "", "035"},
		{rapporteur.Planned, "RETREAT", "release", "0841", "CONCEDE", "", "035"},
		{rapporteur.Planned, "SANCTION", "discontinue", "163", "THREATEN", "", "130"},
		{rapporteur.Planned, "AGREE", "", "030", "", "", ""},
		{rapporteur.Planned, "REQUEST", "meet", "026", "", "", ""},
		{rapporteur.Possible, "CONSULT", "", "040", "", "", ""},
		{rapporteur.Requested, "RETREAT", "release", "0841", "", "", ""},
		{rapporteur.Denied, "ASSAULT", "", "190", "", "", ""},
		{rapporteur.ConditionalEvent, "AID", "", "070", "", "", ""},
	} {
		e := rapporteur.Event{Fact: rapporteur.Fact{ID: "e1", Evidence: at}, Type: c.kind, Mode: c.mode, CAMEO: c.cameo, Status: c.status, Actors: []string{"n1"}}
		got := ""
		for _, e := range coded(&rapporteur.Record{Events: []rapporteur.Event{e}}) {
			got += fmt.Sprintf("%s %s %s", e.Type, e.Mode, e.CAMEO)
		}
		want := strings.TrimSuffix(fmt.Sprintf("%s %s %s", c.wantKind, c.wantMode, c.wantC), "  ")
		if got != want {
			t.Errorf("%s %s: %q, want %q", c.status, c.kind, got, want)
		}
		// To agree to it in the same sentence is that promise already.
		agreed := rapporteur.Event{Fact: rapporteur.Fact{ID: "e2", Evidence: at}, Type: "AGREE", Status: rapporteur.Happened, Actors: []string{"n1"}}
		n := len(coded(&rapporteur.Record{Events: []rapporteur.Event{e, agreed}}))
		if once := c.wantKind == "" || c.wantKind == "AGREE" && c.status == rapporteur.Planned; once != (n == 1) {
			t.Errorf("%s %s beside an agreement: %d events", c.status, c.kind, n)
		}
	}
}

// Every type that PLOVER has, with its score, and none without a quad category.
func TestPloverTypes(t *testing.T) {
	if len(plover) != 16 {
		t.Errorf("%d types", len(plover))
	}
	for name, kind := range plover {
		cooperative := strings.HasSuffix(kind.quad, "COOPERATION")
		if kind.quad == "" || cooperative != (kind.score > 0) {
			t.Errorf("%s: %+v", name, kind)
		}
		if _, known := plover[kind.future]; kind.future != "" && !known {
			t.Errorf("%s becomes %s", name, kind.future)
		}
	}
	for code, want := range map[string]float64{"046": 7, "0871": 9, "0874": 10, "1823": -10, "190": -10, "010": 0, "1056": -5, "99": 0, "": 0} {
		if got := goldsteinOf(code); got != want {
			t.Errorf("%s scores %v, want %v", code, got, want)
		}
	}
}

func TestSectors(t *testing.T) {
	for title, want := range map[string]string{
		"minister of foreign affairs": "GOV", "Prime Minister": "GOV", "commander of the army": "MIL", "chief prosecutor": "JUD",
		"speaker of parliament": "LEG", "farmer": "", "": "", "unionist": "", "head of the dockers' union": "LAB",
	} {
		if got := sectorBy(title); got != want {
			t.Errorf("%q is %q, want %q", title, got, want)
		}
	}
}

func TestMEND(t *testing.T) {
	record := ferryRecord(t)
	lines := readCSV(t, written(t, Options{Format: "mend"}, record), ',')
	want := "event_id date date_value year month day location venue country latitude longitude type status parties party_countries negotiators level " +
		"mediated mediators mediator_types mediator_titles hosts issues outcome held agreement steps source source_url source_date reports origins confidence decision"
	if got := strings.Join(lines[0], " "); got != want {
		t.Errorf("the columns are\n%s\nwant\n%s", got, want)
	}
	got := rowsFrom[mendRow](t, lines, true)
	if diff := cmp.Diff(read(record).mendRows(), got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	m := got[0]
	if m.Date != "2031-02-03" || m.Day != "03" || m.Location != "Orre" || m.Mediated != 1 || !slices.Equal(m.MediatorTitles, []string{"envoy"}) ||
		m.Level != "senior_official" || m.Held != 1 || m.Agreement != "1" || !slices.Equal(m.Negotiators, []string{"Åsa Kvist", "Rolf; Lunde"}) ||
		!slices.Equal(m.Steps, []string{"expected", "held 2031-02-03"}) {
		t.Errorf("%+v", m)
	}
}

func TestDNA(t *testing.T) {
	record := ferryRecord(t)
	lines := readCSV(t, written(t, Options{Format: "dna"}, record, record), ';')
	want := [][]string{
		strings.Split("statement ID|time|document ID|document title|author|source|section|type|text|person|organization|concept|agreement|stance|fact|decision", "|"),
		{"1", "2031-02-01 00:00:00", "1", "'=1+1; \"Ferry\", talks", "O. Quint", "Orre Post", "", "report", "a toll", "", "Maar", "'@toll", "1", "demands", "3f2a91bc/p1", "correct"},
		{"2", "2031-02-04 00:00:00", "1", "'=1+1; \"Ferry\", talks", "O. Quint", "Orre Post", "", "report", "No 🕊 ferry", "Åsa Kvist", "Lind", "ferry", "0", "refuses", "3f2a91bc/p2", ""},
	}
	if diff := cmp.Diff(want, lines[:3]); diff != "" {
		t.Error(diff)
	}
	if len(lines) != 5 || lines[3][0] != "3" || lines[3][2] != "2" {
		t.Errorf("the second document: %q", lines[3:])
	}
}
