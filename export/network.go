package export

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rapporteur"
	"rapporteur/view"
)

// waitNetwork is what waits for what. The conditions are kept until all are known: whose
// propositions are the same shows only then.
type waitNetwork struct{ told []view.Told }

func (n *waitNetwork) add(r *reading) {
	for _, c := range r.Conditions {
		n.told = append(n.told, view.Told{
			Condition: c, Report: r.Report.ID, Published: r.published(),
			OutcomeWords: r.points.words(c.Outcome...), RequirementWords: r.points.words(c.Requirement...),
			Holders: r.known(c.Holder), On: r.known(c.Waits),
		})
	}
}

// known are the entities of IDs, each with its name and identifier alone.
func (r *reading) known(ids []string) []rapporteur.Entity {
	return each(r.actors(ids), func(e *rapporteur.Entity) rapporteur.Entity {
		return rapporteur.Entity{ID: e.ID, Name: cmp.Or(e.Name, e.ID), KB: e.KB}
	})
}

func (n *waitNetwork) graph() *graph {
	waits := view.WaitsOf(n.told)
	g := &graph{
		name: "waits", directed: true,
		ofNodes: []property{{"first", "string"}, {"deadlock", "boolean"}},
		ofEdges: []property{{"polarity", "string"}, {"holders", "string"}, {"waits_on", "string"}, {"met", "string"}, {"first", "string"},
			{"last", "string"}, {"conditions", "int"}},
	}
	for i, p := range waits.Propositions {
		locked := slices.ContainsFunc(waits.Deadlocks, func(cycle []int) bool { return slices.Contains(cycle, i) })
		g.nodes = append(g.nodes, graphNode{p.Label, []string{p.First, strconv.FormatBool(locked)}, locked})
	}
	for _, e := range waits.Edges {
		said := strings.Join(e.Holders, ", ")
		g.edges = append(g.edges, graphEdge{e.Outcome, e.Requirement, said, []string{
			polarity(rapporteur.Condition{IfUnmet: e.IfUnmet}), said, strings.Join(e.On, ", "), string(e.Met), e.First, e.Last, strconv.Itoa(len(e.Conditions)),
		}, e.IfUnmet})
	}
	return g
}

// metNetwork is who met whom: sides, those who mediate between them, and persons. It is
// known of meetings that took place, whatever came of them.
type metNetwork struct {
	nodes map[string]int
	met   []*met
	edges map[encounter]int
	made  []*metEdge
}

// met is one who met others, in all reports: by the identifier in the knowledge base, else
// by name and type.
type met struct {
	entity   *rapporteur.Entity
	country  string
	meetings map[string]bool
}

// encounter is what an edge is known by; the smaller index stands first.
type encounter struct {
	a, b int
	as   string
}

// The ways of meeting.
const (
	asParties  = "parties"   // the sides of a meeting
	asMediator = "mediation" // a mediator and a side
	asPersons  = "persons"   // those who take part
)

type metEdge struct {
	encounter
	// meetings are the different ones.
	meetings    map[string]bool
	kinds       []string
	first, last string
	reports     int
	report      string // the last one counted
}

func newMetNetwork() *metNetwork {
	return &metNetwork{nodes: map[string]int{}, edges: map[encounter]int{}}
}

func (n *metNetwork) add(r *reading) {
	for _, m := range r.Meetings {
		if !tookPlace(m) {
			continue
		}
		day := rapporteur.FirstDay(m.Time)
		meeting := r.sameMeeting(m, day)
		n.meet(r, m, m.Parties, m.Parties, asParties, meeting, day)
		n.meet(r, m, m.Mediators, m.Parties, asMediator, meeting, day)
		n.meet(r, m, m.Participants, m.Participants, asPersons, meeting, day)
	}
}

// sameMeeting is what reports of one meeting share: what they were joined to, else its day.
func (r *reading) sameMeeting(m rapporteur.Meeting, day string) string {
	s := r.Standings[FactID{rapporteur.MeetingFact, m.ID}]
	if s.Joined != nil && s.Merged == "" {
		return s.Joined.ID
	}
	return cmp.Or(s.Merged, day, r.fact(m.ID))
}

// tookPlace reports whether a meeting came about.
func tookPlace(m rapporteur.Meeting) bool {
	came := func(s rapporteur.MeetingStatus) bool {
		return s == rapporteur.HeldMeeting || s == rapporteur.UnderWayMeeting || s == rapporteur.FailedMeeting
	}
	return came(m.Status) || slices.ContainsFunc(m.Life, func(s rapporteur.MeetingStep) bool { return came(s.Status) })
}

// meet adds that everyone of one list met everyone of another.
func (n *metNetwork) meet(r *reading, m rapporteur.Meeting, some, others []string, as, meeting, day string) {
	done := map[encounter]bool{}
	for _, one := range some {
		for _, other := range others {
			a, b := n.node(r, one), n.node(r, other)
			at := encounter{min(a, b), max(a, b), as}
			if a == b || done[at] || as == asMediator && slices.Contains(m.Parties, one) {
				continue
			}
			done[at] = true
			n.edge(at).add(r, m, meeting, day)
			n.met[a].meetings[meeting], n.met[b].meetings[meeting] = true, true
		}
	}
}

func (n *metNetwork) node(r *reading, id string) int {
	e := r.actors([]string{id})[0]
	key := cmp.Or(e.KB, string(e.Type)+" "+strings.ToLower(strings.Join(strings.Fields(e.Name), " ")))
	i, known := n.nodes[key]
	if !known {
		i = len(n.met)
		n.nodes[key] = i
		kept := rapporteur.Entity{Name: cmp.Or(e.Name, id), Type: e.Type, KB: e.KB}
		n.met = append(n.met, &met{&kept, r.countryOf(e), map[string]bool{}})
	}
	return i
}

func (n *metNetwork) edge(at encounter) *metEdge {
	i, known := n.edges[at]
	if !known {
		i = len(n.made)
		n.edges[at] = i
		n.made = append(n.made, &metEdge{encounter: at, meetings: map[string]bool{}})
	}
	return n.made[i]
}

func (e *metEdge) add(r *reading, m rapporteur.Meeting, meeting, day string) {
	e.meetings[meeting] = true
	if kind := string(m.Kind); kind != "" && !slices.Contains(e.kinds, kind) {
		e.kinds = append(e.kinds, kind)
	}
	if day != "" && (e.first == "" || day < e.first) {
		e.first = day
	}
	e.last = max(e.last, day)
	if e.report != r.Report.ID {
		e.report = r.Report.ID
		e.reports++
	}
}

func (n *metNetwork) graph() *graph {
	g := &graph{
		name:    "met",
		ofNodes: []property{{"type", "string"}, {"country", "string"}, {"kb", "string"}, {"meetings", "int"}},
		ofEdges: []property{{"as", "string"}, {"weight", "int"}, {"kinds", "string"}, {"first", "string"}, {"last", "string"}, {"reports", "int"}},
	}
	// Nodes without an edge are those of meetings with one party; they met nobody.
	at := map[int]int{}
	for _, e := range n.made {
		for _, i := range []int{e.a, e.b} {
			if _, known := at[i]; known {
				continue
			}
			at[i] = len(g.nodes)
			m := n.met[i]
			g.nodes = append(g.nodes, graphNode{label: m.entity.Name, values: []string{string(m.entity.Type), m.country, m.entity.KB, strconv.Itoa(len(m.meetings))}})
		}
		weight := strconv.Itoa(len(e.meetings))
		g.edges = append(g.edges, graphEdge{at[e.a], at[e.b], weight, []string{e.as, weight, strings.Join(e.kinds, ", "), e.first, e.last,
			strconv.Itoa(e.reports)}, e.as == asMediator})
	}
	return g
}
