package gold

import "math"

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

// add counts facts with their confidences, of which those in a pair are right.
func (b *Bins) add(found []pair, confidence []float64) {
	bin := func(i int) *Bin {
		return &b[min(max(int(confidence[i]*float64(len(b))), 0), len(b)-1)]
	}
	for i, c := range confidence {
		bin(i).Given++
		bin(i).Confidence += c
	}
	for _, p := range found {
		bin(p.given).Right++
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
