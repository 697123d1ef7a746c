package language

import (
	"rapporteur"
	"rapporteur/language/encoder"
)

// factWorth is the posterior from which on a phrase of a family is worth finding:
// tuned on gold/dev's facts. Of positions 0.3 finds 22 of 126 and 0.06 finds 63 at
// the same precision; of meetings 0.25 finds one more and has fewer states right. Of the
// anchors below 0.15 extract takes those whose word names an event of their type.
var factWorth = map[rapporteur.Family]float64{
	rapporteur.AnchorFamily:      0.05,
	rapporteur.PositionFamily:    0.06,
	rapporteur.OutcomeFamily:     0.25,
	rapporteur.RequirementFamily: 0.25,
	rapporteur.MeetingFamily:     0.3,
	rapporteur.DelegationFamily:  0.2,
}

// families in the order of their phrases in Analysis.Facts, each with its
// attributes.
var families = []struct {
	family     rapporteur.Family
	attributes []string
}{
	{rapporteur.AnchorFamily, []string{"status"}},
	{rapporteur.PositionFamily, nil},
	{rapporteur.OutcomeFamily, nil},
	{rapporteur.RequirementFamily, []string{"form", "polarity"}},
	{rapporteur.MeetingFamily, []string{"kind"}},
	{rapporteur.DelegationFamily, []string{"level", "stage"}},
}

// factReader finds the phrases of the record's facts: a chain a family, and from
// the first and last word of a phrase its attributes.
type factReader struct {
	spotters   []spotter // [family]
	attributes *encoder.Linear
	values     map[string]attributeValues
}

// attributeValues are the values of an attribute and where their scores stand
// among all attributes'.
type attributeValues struct {
	offset int
	values []string
}

func (l *headLoader) facts() factReader {
	f := factReader{values: map[string]attributeValues{}}
	var parts []part
	offset := 0
	for _, family := range families {
		f.spotters = append(f.spotters, l.spotter("fact."+string(family.family), string(family.family), factWorth[family.family]))
		for _, name := range family.attributes {
			values := l.labels(name)
			f.values[name] = attributeValues{offset, values}
			parts = append(parts, part{"head.attribute." + name, len(values)})
			offset += len(values)
		}
	}
	f.attributes = l.linear(2*l.encoder.Width(), parts...)
	return f
}

// read finds the phrases of a section, by family and in text order.
func (f *factReader) read(e emissions, s *scratch, width int, sec rapporteur.TokenRange) []rapporteur.FactPhrase {
	var out []rapporteur.FactPhrase
	for i, family := range families {
		sp := &f.spotters[i]
		rs := sp.chain.decode(e, sp.offset, 0)
		scores := f.scores(s, width, rs)
		for k, r := range rs {
			out = append(out, rapporteur.FactPhrase{
				Phrase: r.phrase(sec), Family: family.family, Label: sp.kinds[r.kind],
				Attributes: f.likeliest(family.attributes, scores[k*f.attributes.Outputs():]),
			})
		}
	}
	return out
}

// scores are those of all attributes' values, a row a phrase.
func (f *factReader) scores(s *scratch, width int, rs []run) []float32 {
	s.heads.ends = grow(s.heads.ends, encoder.Rows(len(rs))*f.attributes.Outputs())
	if len(rs) > 0 {
		f.attributes.Apply(s.heads.ends, spanVectors(s, width, rs), len(rs))
	}
	return s.heads.ends
}

// likeliest returns the likeliest value of each of the attributes, given the
// scores of a phrase.
func (f *factReader) likeliest(names []string, scores []float32) []rapporteur.Attribute {
	var out []rapporteur.Attribute
	for _, name := range names {
		a := f.values[name]
		mine := scores[a.offset:][:len(a.values)]
		best := 0
		for k, v := range mine {
			if v > mine[best] {
				best = k
			}
		}
		out = append(out, rapporteur.Attribute{Name: name, Value: a.values[best], Posterior: softmax(mine, best)})
	}
	return out
}

// spanVectors are the vectors of the first and last words of spans of a section,
// behind one another.
func spanVectors(s *scratch, width int, rs []run) []float32 {
	s.heads.spans = grow(s.heads.spans, encoder.Rows(len(rs))*2*width)
	for i, r := range rs {
		x := s.heads.spans[i*2*width:]
		copy(x[:width], s.words[r.first*width:])
		copy(x[width:2*width], s.words[(r.end-1)*width:])
	}
	return s.heads.spans
}
