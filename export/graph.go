package export

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// graph is nodes and edges with what is known of them.
type graph struct {
	name     string
	directed bool
	// ofNodes and ofEdges are the properties, in the order of the values.
	ofNodes, ofEdges []property
	nodes            []graphNode
	edges            []graphEdge
}

// property is a property of nodes or edges with its type in GraphML: string, int or
// boolean.
type property struct{ name, kind string }

type graphNode struct {
	label  string
	values []string
	// marked nodes stand out in a drawing.
	marked bool
}

type graphEdge struct {
	from, to int
	label    string
	values   []string
	// dashed edges are drawn so.
	dashed bool
}

// A network gathers records into a graph.
type network interface {
	add(*reading)
	graph() *graph
}

// graphKinds are the graphs that records give: what waits for what, and who met whom.
var graphKinds = []string{"waits", "met"}

// drawing writes a graph when all records have been added.
type drawing struct {
	out io.Writer
	network
	write func(io.Writer, *graph) error
}

func newDrawing(w io.Writer, kind string, write func(io.Writer, *graph) error) Writer {
	d := &drawing{w, &waitNetwork{}, write}
	if kind == "met" {
		d.network = newMetNetwork()
	}
	return d
}

func openGraphML(w io.Writer, o Options) Writer { return newDrawing(w, o.Kind, writeGraphML) }

func openDOT(w io.Writer, o Options) Writer { return newDrawing(w, o.Kind, writeDOT) }

// Write adds a record.
func (d *drawing) Write(r *Record) error {
	d.add(read(r))
	return nil
}

// Close writes the graph.
func (d *drawing) Close() error {
	out := bufio.NewWriter(d.out)
	if err := d.write(out, d.graph()); err != nil {
		return err
	}
	return out.Flush()
}

// The elements of GraphML (Brandes et al. 2002).
type (
	xmlKey struct {
		XMLName xml.Name `xml:"key"`
		ID      string   `xml:"id,attr"`
		For     string   `xml:"for,attr"`
		Name    string   `xml:"attr.name,attr"`
		Type    string   `xml:"attr.type,attr"`
	}
	xmlNode struct {
		XMLName xml.Name  `xml:"node"`
		ID      string    `xml:"id,attr"`
		Data    []xmlData `xml:"data"`
	}
	xmlEdge struct {
		XMLName xml.Name  `xml:"edge"`
		Source  string    `xml:"source,attr"`
		Target  string    `xml:"target,attr"`
		Data    []xmlData `xml:"data"`
	}
	xmlData struct {
		Key   string `xml:"key,attr"`
		Value string `xml:",chardata"`
	}
)

func writeGraphML(w io.Writer, g *graph) error {
	direction := "undirected"
	if g.directed {
		direction = "directed"
	}
	_, err := io.WriteString(w, xml.Header+`<graphml xmlns="http://graphml.graphdrawing.org/xmlns">`+"\n")
	if err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", " ")
	for _, element := range g.keys() {
		if err := enc.Encode(element); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintf(w, "\n<graph id=%q edgedefault=%q>\n", g.name, direction); err != nil {
		return err
	}
	for i, n := range g.nodes {
		data := append([]xmlData{{"n_label", n.label}}, values("n_", g.ofNodes, n.values)...)
		if err := enc.Encode(xmlNode{ID: nodeID(i), Data: data}); err != nil {
			return err
		}
	}
	for _, e := range g.edges {
		if err := enc.Encode(xmlEdge{Source: nodeID(e.from), Target: nodeID(e.to), Data: values("e_", g.ofEdges, e.values)}); err != nil {
			return err
		}
	}
	_, err = io.WriteString(w, "\n</graph>\n</graphml>\n")
	return err
}

// keys declare the properties.
func (g *graph) keys() []xmlKey {
	out := []xmlKey{{ID: "n_label", For: "node", Name: "label", Type: "string"}}
	for _, p := range g.ofNodes {
		out = append(out, xmlKey{ID: "n_" + p.name, For: "node", Name: p.name, Type: p.kind})
	}
	for _, p := range g.ofEdges {
		out = append(out, xmlKey{ID: "e_" + p.name, For: "edge", Name: p.name, Type: p.kind})
	}
	return out
}

// values are the known values of properties.
func values(prefix string, of []property, all []string) []xmlData {
	var out []xmlData
	for i, v := range all {
		if v != "" {
			out = append(out, xmlData{prefix + of[i].name, v})
		}
	}
	return out
}

func nodeID(i int) string { return fmt.Sprintf("n%d", i) }

func writeDOT(w io.Writer, g *graph) error {
	kind, arrow := "graph", "--"
	if g.directed {
		kind, arrow = "digraph", "->"
	}
	_, err := fmt.Fprintf(w, "%s %s {\n  node [shape=box];\n", kind, g.name)
	for i := 0; i < len(g.nodes) && err == nil; i++ {
		n := g.nodes[i]
		look := ""
		if n.marked {
			look = ", color=red, penwidth=2"
		}
		_, err = fmt.Fprintf(w, "  %s [label=%s%s%s];\n", nodeID(i), quoted(n.label), attributes(g.ofNodes, n.values), look)
	}
	for i := 0; i < len(g.edges) && err == nil; i++ {
		e := g.edges[i]
		look := ""
		if e.dashed {
			look = ", style=dashed"
		}
		_, err = fmt.Fprintf(w, "  %s %s %s [label=%s%s%s];\n", nodeID(e.from), arrow, nodeID(e.to), quoted(e.label), attributes(g.ofEdges, e.values), look)
	}
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, "}\n")
	return err
}

// attributes are the known values of properties, after others.
func attributes(of []property, all []string) string {
	out := ""
	for i, v := range all {
		if v != "" {
			out += ", " + of[i].name + "=" + quoted(v)
		}
	}
	return out
}

// quoted is a text as an ID in quotation marks of Graphviz's language, in whose labels a
// backslash would begin an escape.
func quoted(text string) string {
	text = strings.Join(strings.Fields(strings.ReplaceAll(text, "\x00", " ")), " ")
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}
