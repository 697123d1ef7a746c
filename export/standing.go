package export

import "time"

// jsonStanding is what an archive knows of a fact beside the record.
type jsonStanding struct {
	Joined   *jsonJoined   `json:"joined,omitempty"`
	Decision *jsonDecision `json:"decision,omitempty"`
}

func newJSONStanding(s Standing) jsonStanding {
	return jsonStanding{newJSONJoined(s), newJSONDecision(s)}
}

// jsonDecision is an analyst's decision on a fact.
type jsonDecision struct {
	Verdict string `json:"verdict,omitempty"`
	By      string `json:"by,omitempty"`
	Why     string `json:"why,omitempty"`
	At      string `json:"at,omitempty"`
	// Merged is shared by facts that an analyst merged; Kept says that the version did not
	// find the fact.
	Merged string `json:"merged,omitempty"`
	Kept   bool   `json:"kept,omitempty"`
}

// newJSONDecision is what was decided of a fact, nil where nothing was.
func newJSONDecision(s Standing) *jsonDecision {
	if s.Decision == "" && s.Merged == "" {
		return nil
	}
	d := &jsonDecision{Verdict: s.Decision, By: s.By, Why: s.Why, Merged: s.Merged, Kept: s.Kept}
	if !s.At.IsZero() {
		d.At = s.At.Format(time.RFC3339)
	}
	return d
}

// jsonJoined is what other reports say of a fact.
type jsonJoined struct {
	ID            string   `json:"id"`
	FirstReported string   `json:"first_reported,omitempty"`
	Reports       int      `json:"reports"`
	Origins       int      `json:"origins"`
	DisputedBy    []string `json:"disputed_by,omitempty"`
}

// newJSONJoined is what other reports say, nil where that is not known.
func newJSONJoined(s Standing) *jsonJoined {
	if s.Joined == nil {
		return nil
	}
	return &jsonJoined{s.Joined.ID, s.Joined.FirstReported, s.Joined.Reports, s.Joined.Origins, deniers(s.Joined)}
}
