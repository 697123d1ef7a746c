package language

import "testing"

// TestEvents: the words that name what happens, and which of it did.
func TestEvents(t *testing.T) {
	text := "The council signed the truce on Friday after a long meeting. Its envoys have not left Hallvik and may never return."
	a := reader().Analyze(documentOf(text))
	score := map[string]float64{}
	for _, e := range a.Events {
		score[a.Tokens[e.Token].In(text)] = e.Factuality
		if e.Posterior < 0 || e.Posterior > 1 || e.Factuality < -3 || e.Factuality > 3 {
			t.Errorf("%s: %+v", a.Tokens[e.Token].In(text), e)
		}
	}
	for _, word := range []string{"signed", "meeting", "left", "return"} {
		if _, ok := score[word]; !ok {
			t.Errorf("%q names no event", word)
		}
	}
	for _, word := range []string{"The", "have", "not", "may", "Hallvik", "Friday"} {
		if _, ok := score[word]; ok {
			t.Errorf("%q names an event", word)
		}
	}
	if !(score["signed"] > 1.5 && score["left"] < 0 && score["return"] < score["signed"]-1) {
		t.Errorf("factuality %v", score)
	}
}
