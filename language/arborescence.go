package language

// arborescence returns the head of each of n words, its own number at the root,
// in the tree with exactly one root whose scores have the largest sum.
// scores[i*stride+j] is that of word j as the head of word i, on the diagonal
// that of i as the root.
func arborescence(scores []float32, stride, n int) []int {
	heads := make([]int, n)
	for i := range heads {
		heads[i] = argmax(scores[i*stride:][:n])
	}
	if isTree(heads) {
		return heads
	}
	return newEdmonds(scores, stride, n).heads()
}

func argmax(scores []float32) int {
	best := 0
	for i, v := range scores {
		if v > scores[best] {
			best = i
		}
	}
	return best
}

// isTree reports whether there is exactly one root and every word hangs from it.
func isTree(heads []int) bool {
	root := -1
	for i, h := range heads {
		if h == i {
			if root >= 0 {
				return false
			}
			root = i
		}
	}
	// Each walk upwards ends at the root, at a word of an earlier walk, or runs
	// into itself.
	walk := make([]int, len(heads)) // that came by a word
	for i := range heads {
		for w := i; w != heads[w] && walk[w] == 0; w = heads[w] {
			walk[w] = i + 1
			if h := heads[w]; walk[h] == i+1 {
				return false
			}
		}
	}
	return root >= 0
}

// edmonds finds a maximum spanning arborescence (Chu & Liu 1965, Edmonds 1967) in
// time quadratic in the words, as Tarjan (1977) does for dense graphs, along a
// growing path as Gabow, Galil, Spencer & Tarjan (1986, section 3) do.
//
// The nodes of the graph are the words 0 to n-1 and n, from which an edge leads
// to the root; components are numbered alike, those made by contraction from n+1
// on. A word belongs to the newest component around it.
type edmonds struct {
	n int
	// of[u] is the component that node u belongs to.
	of []int
	// entry[c][u] is the heaviest edge from node u into component c, its weight
	// less what the edges that the contracted components had chosen weigh; of no
	// meaning where u lies in c.
	entry [][]entry
	// chosen[c] is the edge into component c that was the heaviest when the path
	// reached it; parent[c] the component that it was contracted into, -1 where none.
	chosen []edge
	parent []int
	state  []state
}

type entry struct {
	weight float64
	word   int // that the edge enters
}

// edge leads from a node to a word.
type edge struct{ from, to int }

// state is where a component stands: not met yet, on the path, or connected with
// node n.
type state uint8

const (
	unmet state = iota
	onPath
	settled
)

// newEdmonds weighs the edges. Those from node n weigh so much less that one of
// them costs more than anything else can gain: the best tree has as few of them
// as can be, and that is one.
func newEdmonds(scores []float32, stride, n int) *edmonds {
	e := &edmonds{
		n: n, of: make([]int, n+1), entry: make([][]entry, n+1, 2*n+1), chosen: make([]edge, n+1, 2*n+1),
		parent: make([]int, n+1, 2*n+1), state: make([]state, n+1, 2*n+1),
	}
	low, high := scores[0], scores[0]
	for i := range n {
		for _, v := range scores[i*stride:][:n] {
			low, high = min(low, v), max(high, v)
		}
	}
	toll := float64(n) * (1 + float64(high) - float64(low))
	entries := make([]entry, n*(n+1))
	for i := range n {
		row := entries[i*(n+1):][:n+1]
		for j, v := range scores[i*stride:][:n] {
			row[j] = entry{float64(v), i}
		}
		row[n] = entry{float64(scores[i*stride+i]) - toll, i}
		e.entry[i] = row
	}
	for u := range e.of {
		e.of[u], e.parent[u] = u, -1
	}
	e.state[n] = settled
	return e
}

// heads contracts all cycles and resolves them again.
func (e *edmonds) heads() []int {
	for w := range e.n {
		if e.state[e.of[w]] == unmet {
			e.grow(e.of[w])
		}
	}
	return e.expand()
}

// grow follows the heaviest entering edges from component c up to a settled one.
func (e *edmonds) grow(c int) {
	path := []int{c}
	e.state[c] = onPath
	for {
		c := path[len(path)-1]
		e.choose(c)
		next := e.of[e.chosen[c].from]
		switch e.state[next] {
		case unmet:
			e.state[next] = onPath
			path = append(path, next)
		case onPath:
			first := len(path) - 1
			for path[first] != next {
				first--
			}
			path = append(path[:first], e.contract(path[first:]))
		case settled:
			for _, c := range path {
				e.state[c] = settled
			}
			return
		}
	}
}

// choose takes the heaviest edge into component c.
func (e *edmonds) choose(c int) {
	best := -1
	for u, x := range e.entry[c] {
		if e.of[u] != c && (best < 0 || x.weight > e.entry[c][best].weight) {
			best = u
		}
	}
	e.chosen[c] = edge{best, e.entry[c][best].word}
}

// contract makes one component, on the path, of those of a cycle. Its entries
// take the place of its first member's.
func (e *edmonds) contract(cycle []int) int {
	c := len(e.parent)
	row := e.entry[cycle[0]]
	for k, member := range cycle {
		e.parent[member] = c
		members := e.entry[member]
		paid := members[e.chosen[member].from].weight
		for u := range members {
			if w := members[u].weight - paid; k == 0 || w > row[u].weight {
				row[u] = entry{w, members[u].word}
			}
		}
	}
	for u, o := range e.of {
		if e.parent[o] == c {
			e.of[u] = c
		}
	}
	e.entry, e.chosen = append(e.entry, row), append(e.chosen, edge{})
	e.parent, e.state = append(e.parent, -1), append(e.state, onPath)
	return c
}

// expand resolves components from the newest on: the edge that enters one takes
// the place of those chosen by the members that it enters.
func (e *edmonds) expand() []int {
	heads := make([]int, e.n)
	replaced := make([]bool, len(e.parent))
	for c := len(e.parent) - 1; c >= 0; c-- {
		if c == e.n || replaced[c] {
			continue
		}
		x := e.chosen[c]
		heads[x.to] = x.from
		if x.from == e.n {
			heads[x.to] = x.to
		}
		for p := x.to; p != c; p = e.parent[p] {
			replaced[p] = true
		}
	}
	return heads
}
