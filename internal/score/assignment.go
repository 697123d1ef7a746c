package main

import (
	"maps"
	"math"
	"slices"
)

// group is the rows and columns of a table that its entries tie together.
type group struct{ want, got []int }

// groups returns the connected components of a table of so many columns, of which
// each row names those with an entry; rows and columns without any are in none.
func groups(columns int, rows []map[int]int) (out []group) {
	rowsOf := make([][]int, columns)
	for i, row := range rows {
		for k := range row {
			rowsOf[k] = append(rowsOf[k], i)
		}
	}
	seen, taken := make([]bool, len(rows)), make([]bool, columns)
	for first, row := range rows {
		if seen[first] || len(row) == 0 {
			continue
		}
		seen[first] = true
		g := group{want: []int{first}}
		for next := 0; next < len(g.want); next++ {
			for _, k := range slices.Sorted(maps.Keys(rows[g.want[next]])) {
				if taken[k] {
					continue
				}
				taken[k] = true
				g.got = append(g.got, k)
				for _, i := range rowsOf[k] {
					if !seen[i] {
						seen[i] = true
						g.want = append(g.want, i)
					}
				}
			}
		}
		out = append(out, g)
	}
	return out
}

// assignment returns the greatest sum of weights, at least 0 each, over pairs of a
// row and a column of the full table, each in at most one pair: the method of
// Kuhn (1955) and Munkres (1957), in the form that adds row after row along a
// shortest augmenting path (Jonker & Volgenant 1987), in time r²c for the
// smaller side r and the larger c.
func assignment(weight [][]float64) (sum float64) {
	if len(weight) == 0 {
		return 0
	}
	if len(weight) > len(weight[0]) {
		weight = transposed(weight)
	}
	s := newAssigner(weight)
	for r := range weight {
		s.assign(r)
	}
	for c, r := range s.row {
		if r >= 0 && c < len(weight[0]) {
			sum += weight[r][c]
		}
	}
	return sum
}

func transposed(table [][]float64) [][]float64 {
	out := make([][]float64, len(table[0]))
	for c := range out {
		out[c] = make([]float64, len(table))
		for r := range table {
			out[c][r] = table[r][c]
		}
	}
	return out
}

// assigner keeps potentials of rows and columns under which no pair has a negative
// cost, minus its weight, and the pairs made so far have none. A last column that
// is no part of the table holds the row that is being added.
type assigner struct {
	weight          [][]float64
	ofRow, ofColumn []float64 // potentials of rows and of columns
	row             []int     // of each column, -1 where it has none
}

func newAssigner(weight [][]float64) *assigner {
	columns := len(weight[0])
	s := &assigner{weight, make([]float64, len(weight)), make([]float64, columns+1), make([]int, columns+1)}
	for c := range s.row {
		s.row[c] = -1
	}
	return s
}

// assign gives a row a column, moving other rows to other columns along the
// cheapest path from it to a free column.
func (s *assigner) assign(r int) {
	last := len(s.row) - 1
	distance, before, done := make([]float64, last), make([]int, last), make([]bool, last+1)
	for c := range distance {
		distance[c] = math.Inf(1)
	}
	s.row[last] = r
	at := last
	for s.row[at] >= 0 {
		done[at] = true
		next, step := s.relax(at, distance, before, done)
		s.shift(step, distance, done)
		at = next
	}
	for at != last {
		s.row[at] = s.row[before[at]]
		at = before[at]
	}
	s.row[last] = -1
}

// relax shortens the distances of columns by paths through the one at, and returns
// the nearest that is not done.
func (s *assigner) relax(at int, distance []float64, before []int, done []bool) (next int, step float64) {
	step = math.Inf(1)
	r := s.row[at]
	for c := range distance {
		if done[c] {
			continue
		}
		if cost := -s.weight[r][c] - s.ofRow[r] - s.ofColumn[c]; cost < distance[c] {
			distance[c], before[c] = cost, at
		}
		if distance[c] < step {
			next, step = c, distance[c]
		}
	}
	return next, step
}

// shift changes the potentials so that the pairs on the path keep the cost 0 and
// the nearest column gets it.
func (s *assigner) shift(step float64, distance []float64, done []bool) {
	for c := range done {
		if done[c] {
			s.ofRow[s.row[c]] += step
			s.ofColumn[c] -= step
		} else if c < len(distance) {
			distance[c] -= step
		}
	}
}
