package gold

import (
	"math"

	"rapporteur"
)

// Reliability says of each kind of fact how often those of a confidence are right:
// the reliability diagram of DeGroot & Fienberg (1983) as a table.
type Reliability struct {
	Statement, Event, Meeting, Delegation, Position, Condition Bins
}

// Bins part confidences from 0 to 1 into fifths.
type Bins [5]Bin

// Bin is the facts given with a confidence in one fifth of [0, 1], of which Right
// were found in the gold record; Confidence is the sum of theirs.
type Bin struct {
	Given, Right int
	Confidence   float64
}

// add counts a fact.
func (b *Bins) add(v Verdict) {
	bin := &b[min(max(int(v.Confidence*float64(len(b))), 0), len(b)-1)]
	bin.Given++
	bin.Confidence += v.Confidence
	if v.Right {
		bin.Right++
	}
}

// BinsOf counts facts.
func BinsOf(verdicts []Verdict) Bins {
	var b Bins
	for _, v := range verdicts {
		b.add(v)
	}
	return b
}

// Verdict is whether a fact of a record is one of the gold record's.
type Verdict struct {
	// Kind is the fact's, as Kinds names them, ID its own.
	Kind, ID   string
	Confidence float64
	Right      bool
}

// Verdicts judges the facts of a record of the report's text, in the order of the
// kinds.
func (r *Report) Verdicts(record *rapporteur.Record) []Verdict {
	c := newComparison(r, record)
	return c.verdicts(c.matches())
}

func (c *comparison) verdicts(m matches) []Verdict {
	var out []Verdict
	judge := func(kind string, found []pair, n int, fact func(int) (id string, confidence float64)) {
		first := len(out)
		for i := range n {
			id, confidence := fact(i)
			out = append(out, Verdict{Kind: kind, ID: id, Confidence: confidence})
		}
		for _, p := range found {
			out[first+p.given].Right = true
		}
	}
	of := func(f rapporteur.Fact) (string, float64) { return f.ID, f.Confidence }
	r := c.record
	judge("statement", m.statements, len(r.Statements), func(i int) (string, float64) { return r.Statements[i].ID, r.Statements[i].Confidence })
	judge("event", m.events, len(r.Events), func(i int) (string, float64) { return of(r.Events[i].Fact) })
	judge("meeting", m.meetings, len(r.Meetings), func(i int) (string, float64) { return of(r.Meetings[i].Fact) })
	judge("delegation", m.delegations, len(r.Delegations), func(i int) (string, float64) { return of(r.Delegations[i].Fact) })
	judge("position", m.positions, len(r.Positions), func(i int) (string, float64) { return of(r.Positions[i].Fact) })
	judge("condition", m.conditions, len(r.Conditions), func(i int) (string, float64) { return of(r.Conditions[i].Fact) })
	return out
}

// add counts the facts of a record by their kinds.
func (r *Reliability) add(verdicts []Verdict) {
	bins := map[string]*Bins{
		"statement": &r.Statement, "event": &r.Event, "meeting": &r.Meeting,
		"delegation": &r.Delegation, "position": &r.Position, "condition": &r.Condition,
	}
	for _, v := range verdicts {
		bins[v.Kind].add(v)
	}
}

// Error is the expected calibration error, in [0, 1]: how far the mean confidence of
// a bin and the share of its facts that are right lie apart, weighted by its size
// (Naeini, Cooper & Hauskrecht, AAAI 2015). It is 0 where nothing was given.
func (b Bins) Error() float64 {
	apart, all := 0.0, 0
	for _, bin := range b {
		apart += math.Abs(bin.Confidence - float64(bin.Right))
		all += bin.Given
	}
	if all == 0 {
		return 0
	}
	return apart / float64(all)
}

// Kind is the bins of one kind of fact.
type Kind struct {
	Name string
	Bins Bins
}

// Kinds are the bins by the names of the kinds, in the order of the record.
func (r Reliability) Kinds() []Kind {
	return []Kind{
		{"statement", r.Statement}, {"event", r.Event}, {"meeting", r.Meeting},
		{"delegation", r.Delegation}, {"position", r.Position}, {"condition", r.Condition},
	}
}
