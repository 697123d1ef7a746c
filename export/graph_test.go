package export

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/gonum/graph/formats/dot"
	"gonum.org/v1/gonum/graph/formats/dot/ast"

	"rapporteur"
)

// drawn is a graph as a reader finds it.
type drawn struct {
	Directed bool
	Nodes    []string   // their labels
	Edges    [][]string // labels of both ends, then the properties in order
}

// The graphs of the record, which is written twice as two reports.
var wantGraphs = map[string]drawn{
	"waits": {
		true,
		[]string{"ferry sails", "toll paid", `=ferry "sails" \ again`},
		[][]string{
			{"ferry sails", "toll paid", "if_met", "Åsa Kvist", "Maar", "open", "2031-02-04", "2031-02-04", "2"},
			{"toll paid", `=ferry "sails" \ again`, "if_unmet", "", "", "", "2031-02-04", "2031-02-04", "2"},
			{"toll paid", "ferry sails", "if_met", "", "", "", "2031-02-04", "2031-02-04", "2"},
		},
	},
	"met": {
		false,
		[]string{"Lind", "Maar", "Åsa Kvist"},
		[][]string{
			{"Lind", "Maar", "parties", "1", "talks", "2031-02-03", "2031-02-03", "2"},
			{"Lind", "Åsa Kvist", "mediation", "1", "talks", "2031-02-03", "2031-02-03", "2"},
			{"Maar", "Åsa Kvist", "mediation", "1", "talks", "2031-02-03", "2031-02-03", "2"},
		},
	},
}

// ferryReports are two reports that tell of the same.
func ferryReports(t *testing.T) []*Record {
	one, other := ferryRecord(t), ferryRecord(t)
	other.Report.ID = strings.Repeat("00000001", 8)
	return []*Record{one, other}
}

func TestGraphML(t *testing.T) {
	for kind, want := range wantGraphs {
		got := graphMLOf(t, written(t, Options{Format: "graphml", Kind: kind}, ferryReports(t)...))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
	}
}

func TestDOT(t *testing.T) {
	for kind, want := range wantGraphs {
		got := dotOf(t, written(t, Options{Format: "dot", Kind: kind}, ferryReports(t)...), newDrawing(nil, kind, nil).(*drawing).graph().ofEdges)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", kind, diff)
		}
	}
}

func graphMLOf(t *testing.T, written []byte) drawn {
	t.Helper()
	var file struct {
		XMLName xml.Name `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
		Keys    []xmlKey `xml:"key"`
		Graph   struct {
			Default string    `xml:"edgedefault,attr"`
			Nodes   []xmlNode `xml:"node"`
			Edges   []xmlEdge `xml:"edge"`
		} `xml:"graph"`
	}
	if err := xml.Unmarshal(written, &file); err != nil {
		t.Fatalf("%v in %s", err, written)
	}
	labels := map[string]string{}
	got := drawn{Directed: file.Graph.Default == "directed"}
	for _, n := range file.Graph.Nodes {
		labels[n.ID] = n.Data[0].Value
		got.Nodes = append(got.Nodes, n.Data[0].Value)
	}
	for _, e := range file.Graph.Edges {
		edge := []string{labels[e.Source], labels[e.Target]}
		for _, key := range file.Keys {
			if key.For == "edge" {
				i := slices.IndexFunc(e.Data, func(d xmlData) bool { return d.Key == key.ID })
				edge = append(edge, "")
				if i >= 0 {
					edge[len(edge)-1] = e.Data[i].Value
				}
			}
		}
		got.Edges = append(got.Edges, edge)
	}
	return got
}

func dotOf(t *testing.T, written []byte, properties []property) drawn {
	t.Helper()
	file, err := dot.ParseBytes(written)
	if err != nil {
		t.Fatalf("%v in %s", err, written)
	}
	g := file.Graphs[0]
	labels := map[string]string{}
	got := drawn{Directed: g.Directed}
	for _, stmt := range g.Stmts {
		switch s := stmt.(type) {
		case *ast.NodeStmt:
			label := attribute(t, s.Attrs, "label")
			labels[s.Node.ID] = label
			got.Nodes = append(got.Nodes, label)
		case *ast.EdgeStmt:
			edge := []string{labels[s.From.(*ast.Node).ID], labels[s.To.Vertex.(*ast.Node).ID]}
			for _, p := range properties {
				edge = append(edge, attribute(t, s.Attrs, p.name))
			}
			got.Edges = append(got.Edges, edge)
		}
	}
	return got
}

// attribute is the value of an attribute without its quotation marks, empty where it has
// none.
func attribute(t *testing.T, attrs []*ast.Attr, key string) string {
	t.Helper()
	for _, a := range attrs {
		if a.Key != key {
			continue
		}
		value, err := strconv.Unquote(a.Val)
		if err != nil {
			t.Fatalf("%s: %v", a.Val, err)
		}
		return value
	}
	return ""
}

// A deadlock's propositions stand out.
func TestDeadlockIsDrawn(t *testing.T) {
	got := string(written(t, Options{Format: "dot", Kind: "waits"}, ferryRecord(t)))
	if strings.Count(got, "color=red") != 2 || strings.Count(got, "style=dashed") != 1 || strings.Count(got, `deadlock="true"`) != 2 {
		t.Error(got)
	}
}

// Meetings of other days count, those that did not take place do not.
func TestWhoMet(t *testing.T) {
	record := ferryRecord(t)
	m := record.Meetings[0]
	other, planned, unknown := m, m, m
	other.ID, other.Time, other.Kind = "m2", "2031-02-05", rapporteur.Summit
	planned.ID, planned.Time, planned.Status = "m3", "2031-02-09", rapporteur.ExpectedMeeting
	planned.Life = []rapporteur.MeetingStep{{Status: rapporteur.ExpectedMeeting}}
	unknown.ID, unknown.Time = "m4", ""
	record.Meetings = append(record.Meetings, other, planned, unknown, other)
	got := graphMLOf(t, written(t, Options{Format: "graphml", Kind: "met"}, record))
	want := []string{"Lind", "Maar", "parties", "3", "talks, summit", "2031-02-03", "2031-02-05", "1"}
	if !slices.Equal(got.Edges[0], want) {
		t.Errorf("%q, want %q", got.Edges[0], want)
	}
}
