package extract

import "testing"

// The requirement of two conditions is one phrase; taken for the outcome of the second,
// it would wait for itself, so the phrase counts first.
func TestNoPropositionWaitsForItself(t *testing.T) {
	class := []int{0, 1, 2, 3}
	mergeWhere(class, func(i, j int) bool { return i == 3 && j == 1 })
	mergeWhere(class, func(i, j int) bool { return i == 2 && j == 1 || i == 2 && j == 0 })
	if class[1] != class[3] {
		t.Errorf("one phrase is two propositions: %v", class)
	}
	if class[2] == class[3] {
		t.Errorf("what is to happen waits for itself: %v", class)
	}
	if class[2] != class[0] {
		t.Errorf("what may be the same is not: %v", class)
	}
}
