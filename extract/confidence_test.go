package extract

import "testing"

func TestConfidenceKeepsOrderAndBounds(t *testing.T) {
	last := -1.0
	for p := 0.0; p <= 1; p += 1.0 / 128 {
		c := confidence(p)
		if c < 0 || c > 1 || c <= last && p > 1e-9 {
			t.Fatalf("confidence(%g) = %g after %g", p, c, last)
		}
		last = c
	}
	if c := confidence(0.1); c < 0.3 || c > 0.7 {
		t.Errorf("a posterior of 0.1 has confidence %g", c)
	}
}
