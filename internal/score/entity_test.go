package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"rapporteur"
)

// entitiesIn makes entities of letters, an entity a word: "abc de" is one of a, b
// and c and one of d and e.
func entitiesIn(words string) (e entities) {
	for word := range strings.FieldsSeq(words) {
		var mentions []rapporteur.Span
		for _, letter := range word {
			mentions = append(mentions, rapporteur.Span{Start: int(letter), End: int(letter) + 1})
		}
		e = append(e, mentions)
	}
	return e
}

// The worked examples of the papers; recall, precision and F1 in per cent.
func TestEntityMeasures(t *testing.T) {
	for _, c := range []struct{ name, want, got, muc, b3, ceafe string }{
		// Pradhan et al. 2014, section 4: predicted mentions.
		{"one missed, two spurious", "abc defg", "ab cd fghi", "40.0 40.0 40.0", "41.7 50.0 45.5", "65.0 43.3 52.0"},
		// Vilain et al. 1995, section 3.
		{"a chain in two", "ABCD", "AB CD", "66.7 100.0 80.0", "50.0 100.0 66.7", "66.7 33.3 44.4"},
		{"two chains in one", "AB CD", "ABCD", "100.0 66.7 80.0", "100.0 50.0 66.7", "33.3 66.7 44.4"},
		{"parts that are singletons", "ABCD", "AB", "33.3 100.0 50.0", "25.0 100.0 40.0", "66.7 66.7 66.7"},
		{"parts across", "ABC DEFG", "ABD CEFG", "60.0 60.0 60.0", "59.5 59.5 59.5", "70.8 70.8 70.8"},
		// Bagga & Baldwin 1998, section 4, and Luo 2005, table 1: of three
		// entities of five, two and five mentions.
		{"the small one joined to a large one", "12345 67 89ABC", "12345 6789ABC", "100.0 90.0 94.7", "100.0 76.2 86.5", "61.1 91.7 73.3"},
		{"the large ones joined", "12345 67 89ABC", "1234589ABC 67", "100.0 90.0 94.7", "100.0 58.3 73.7", "55.6 83.3 66.7"},
		{"all in one", "12345 67 89ABC", "123456789ABC", "100.0 81.8 90.0", "100.0 37.5 54.5", "19.6 58.8 29.4"},
		{"all alone", "12345 67 89ABC", "1 2 3 4 5 6 7 8 9 A B C", "0.0 0.0 0.0", "25.0 100.0 40.0", "44.4 11.1 17.8"},
		{"the same", "abc d ef", "fe cab d", "100.0 100.0 100.0", "100.0 100.0 100.0", "100.0 100.0 100.0"},
		{"other mentions", "ab c", "d ef", "0.0 0.0 0.0", "0.0 0.0 0.0", "0.0 0.0 0.0"},
		{"nothing found", "ab", "", "0.0 0.0 0.0", "0.0 0.0 0.0", "0.0 0.0 0.0"},
		{"nothing there", "", "", "0.0 0.0 0.0", "0.0 0.0 0.0", "0.0 0.0 0.0"},
	} {
		counts := countEntities(entitiesIn(c.want), entitiesIn(c.got))
		for _, m := range []struct {
			name string
			got  measure
			want string
		}{{"MUC", counts.muc, c.muc}, {"B³", counts.b3, c.b3}, {"CEAFe", counts.ceafe, c.ceafe}} {
			got := fmt.Sprintf("%.1f %.1f %.1f", perCent(m.got.recall.value()), perCent(m.got.precision.value()), perCent(m.got.f1()))
			if got != m.want {
				t.Errorf("%s: %s %s, want %s", c.name, m.name, got, m.want)
			}
		}
	}
}

// Over documents parts and wholes add up, not the figures.
func TestEntityCountsAdd(t *testing.T) {
	sum := countEntities(entitiesIn("abcd"), entitiesIn("ab cd"))
	sum.add(countEntities(entitiesIn("ab"), entitiesIn("ab")))
	if r, want := sum.muc.recall, (ratio{3, 4}); r != want {
		t.Errorf("MUC recall %v, want %v", r, want)
	}
	if m := sum.mentions; m.Hit != 6 || m.Gold != 6 || m.Given != 6 {
		t.Errorf("mentions %+v", m)
	}
}

func TestAssignment(t *testing.T) {
	for _, c := range []struct {
		name   string
		weight [][]float64
		want   float64
	}{
		{"empty", nil, 0},
		{"one", [][]float64{{3}}, 3},
		{"not the greatest first", [][]float64{{9, 8}, {8, 1}}, 16},
		{"more columns", [][]float64{{1, 2, 3}}, 3},
		{"more rows", [][]float64{{1}, {5}, {3}}, 5},
		{"a cycle", [][]float64{{7, 5, 11}, {5, 4, 1}, {9, 3, 2}}, 24},
		{"nothing to gain", [][]float64{{0, 0}, {0, 0}}, 0},
	} {
		if got := assignment(c.weight); got != c.want {
			t.Errorf("%s: %g, want %g", c.name, got, c.want)
		}
	}
}

// FuzzAssignment: the sum is that of the best of all ways to pair; groups change
// nothing.
func FuzzAssignment(f *testing.F) {
	for seed := range uint64(40) {
		f.Add(seed, uint8(seed%6), uint8(seed/7%6))
	}
	f.Fuzz(func(t *testing.T, seed uint64, rows, columns uint8) {
		rows, columns = 1+rows%6, 1+columns%6
		random := rand.New(rand.NewPCG(seed, 0))
		weight := make([][]float64, rows)
		for r := range weight {
			weight[r] = make([]float64, columns)
			for c := range weight[r] {
				weight[r][c] = float64(max(0, random.IntN(20)-8))
			}
		}
		want := bestSum(weight, 0, make([]bool, columns))
		if got := assignment(weight); got != want {
			t.Errorf("%v: %g, want %g", weight, got, want)
		}
		if got := sumOfGroups(weight); got != want {
			t.Errorf("%v in groups: %g, want %g", weight, got, want)
		}
	})
}

// bestSum tries all ways to give rows from r on a free column or none.
func bestSum(weight [][]float64, r int, used []bool) float64 {
	if r == len(weight) {
		return 0
	}
	best := bestSum(weight, r+1, used)
	for c, w := range weight[r] {
		if !used[c] {
			used[c] = true
			best = max(best, w+bestSum(weight, r+1, used))
			used[c] = false
		}
	}
	return best
}

func sumOfGroups(weight [][]float64) (sum float64) {
	rows := make([]map[int]int, len(weight))
	for r := range weight {
		rows[r] = map[int]int{}
		for c, w := range weight[r] {
			if w > 0 {
				rows[r][c] = 1
			}
		}
	}
	for _, g := range groups(len(weight[0]), rows) {
		var part [][]float64
		for _, r := range g.want {
			var row []float64
			for _, c := range g.got {
				row = append(row, weight[r][c])
			}
			part = append(part, row)
		}
		sum += assignment(part)
	}
	return sum
}

func TestGroups(t *testing.T) {
	rows := []map[int]int{{0: 1, 2: 1}, {}, {3: 1}, {2: 4}}
	got := groups(5, rows)
	if len(got) != 2 || !slices.Equal(got[0].want, []int{0, 3}) || !slices.Equal(got[0].got, []int{0, 2}) ||
		!slices.Equal(got[1].want, []int{2}) || !slices.Equal(got[1].got, []int{3}) {
		t.Errorf("got %v", got)
	}
}
