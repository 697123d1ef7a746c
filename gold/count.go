package gold

// Count compares what was given with what a gold standard holds.
type Count struct {
	// Hit is how many of the gold items were found, Gold how many there are,
	// Given how many were given; Hit is at most the smaller of the two.
	Hit, Gold, Given int
}

// Add takes the items of d into c, so that its figures are micro-averages.
func (c *Count) Add(d Count) {
	c.Hit += d.Hit
	c.Gold += d.Gold
	c.Given += d.Given
}

// Precision is the part of the given that is right, in [0, 1], 0 where nothing
// was given.
func (c Count) Precision() float64 { return part(c.Hit, c.Given) }

// Recall is the part of the gold that was found, in [0, 1], 0 where there is none.
func (c Count) Recall() float64 { return part(c.Hit, c.Gold) }

// F1 is the harmonic mean of precision and recall, in [0, 1].
func (c Count) F1() float64 { return part(2*c.Hit, c.Gold+c.Given) }

func part(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// Match pairs each gold item, in order, with the first given one not yet taken
// that is the same by the rule, and counts the pairs.
func Match[G, S any](gold []G, given []S, same func(G, S) bool) Count {
	return Count{len(pairs(gold, given, same)), len(gold), len(given)}
}

// pair is the indices of a gold item and of the given one that it was found as.
type pair struct{ gold, given int }

// pairs are those that Match counts.
func pairs[G, S any](gold []G, given []S, same func(G, S) bool) (out []pair) {
	taken := make([]bool, len(given))
	for i, g := range gold {
		for j, s := range given {
			if !taken[j] && same(g, s) {
				taken[j] = true
				out = append(out, pair{i, j})
				break
			}
		}
	}
	return out
}
