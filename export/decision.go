package export

import "time"

// jsonDecision is an analyst's decision on a fact.
type jsonDecision struct {
	Verdict string `json:"verdict,omitempty"`
	By      string `json:"by,omitempty"`
	Why     string `json:"why,omitempty"`
	At      string `json:"at,omitempty"`
	// Joined is shared by facts that an analyst merged; Kept says that the version did not
	// find the fact.
	Joined string `json:"joined,omitempty"`
	Kept   bool   `json:"kept,omitempty"`
}

// newJSONDecision is what was decided of a fact, nil where nothing was.
func newJSONDecision(s Standing) *jsonDecision {
	if s.Decision == "" && s.Joined == "" {
		return nil
	}
	d := &jsonDecision{Verdict: s.Decision, By: s.By, Why: s.Why, Joined: s.Joined, Kept: s.Kept}
	if !s.At.IsZero() {
		d.At = s.At.Format(time.RFC3339)
	}
	return d
}
