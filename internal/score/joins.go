package main

import (
	"errors"

	"rapporteur"
	"rapporteur/gold"
	"rapporteur/history"
	"rapporteur/lineage"
)

// joinKinds are the kinds of fact in the order in which their figures are printed.
var joinKinds = []rapporteur.FactKind{
	rapporteur.MeetingFact, rapporteur.DelegationFact, rapporteur.PositionFact, rapporteur.ConditionFact,
	rapporteur.StatementFact, rapporteur.EventFact,
}

// relations are those of all pairs of records, with what follows from several of them.
func relations(records []*rapporteur.Record) []rapporteur.Relation {
	reports := make([]*lineage.Report, len(records))
	for i, r := range records {
		reports[i] = lineage.Read(r.Report)
	}
	var out []rapporteur.Relation
	for i, a := range reports {
		for _, b := range reports[:i] {
			out = append(out, lineage.Relate(a, b))
		}
	}
	return out
}

// joinFigures score facts joined from the gold records of stories: over the pairs of
// facts of a kind, of one report or two, how many are in one joined fact by gold and by
// the program; how many of gold's facts have the right number of origins; and how many
// of the facts that somebody disputes are found.
func joinFigures(stories []gold.Story) []Figure {
	pairs := map[rapporteur.FactKind]*gold.Count{}
	for _, k := range joinKinds {
		pairs[k] = &gold.Count{}
	}
	var origins, disputed gold.Count
	for _, s := range stories {
		related := relations(s.Records)
		from := lineage.NewOrigins(related)
		joined := history.Join(s.Records, related, func(report string, evidence []rapporteur.Span) string {
			return from.Of(lineage.Place{Report: report, Evidence: evidence})
		})
		countPairs(pairs, s, joined)
		origins.Add(rightOrigins(s, from))
		disputed.Add(foundDisputes(s, joined))
	}
	var out []Figure
	for _, k := range joinKinds {
		out = append(out, headline("join."+string(k), *pairs[k])...)
	}
	out = append(out, Figure{Name: "origins", Value: perCent(origins.Recall())})
	return append(out, headline("disputed", disputed)...)
}

// countPairs counts the pairs of facts that belong together.
func countPairs(pairs map[rapporteur.FactKind]*gold.Count, s gold.Story, joined []rapporteur.JoinedFact) {
	goldFact := map[rapporteur.FactMember]int{}
	for i, f := range s.Facts {
		for _, m := range f.Members {
			goldFact[m] = i + 1
		}
		pairs[f.Kind].Gold += len(f.Members) * (len(f.Members) - 1) / 2
	}
	for _, f := range joined {
		pairs[f.Kind].Given += len(f.Members) * (len(f.Members) - 1) / 2
		for i, m := range f.Members {
			for _, n := range f.Members[:i] {
				if goldFact[m] != 0 && goldFact[m] == goldFact[n] {
					pairs[f.Kind].Hit++
				}
			}
		}
	}
}

// rightOrigins counts the facts of a story, as gold joins them, whose number of origins
// is right.
func rightOrigins(s gold.Story, from *lineage.Origins) gold.Count {
	evidence := map[rapporteur.FactMember][]rapporteur.Span{}
	for _, r := range s.Records {
		for _, t := range history.Tellings(r) {
			evidence[t.FactMember] = t.Core
		}
	}
	var c gold.Count
	for _, f := range s.Facts {
		var places []lineage.Place
		for _, m := range f.Members {
			places = append(places, lineage.Place{Report: m.Report, Evidence: evidence[m]})
		}
		c.Gold++
		if from.Count(places) == f.Origins {
			c.Hit++
		}
	}
	c.Given = c.Gold
	return c
}

// foundDisputes counts the disputed facts of a story: one is found where a joined fact
// that is disputed shares a member with it.
func foundDisputes(s gold.Story, joined []rapporteur.JoinedFact) gold.Count {
	in := map[rapporteur.FactMember]int{}
	for i, f := range s.Facts {
		for _, m := range f.Members {
			in[m] = i + 1
		}
	}
	var c gold.Count
	found := map[int]bool{}
	for _, f := range joined {
		if len(f.Disputed) == 0 {
			continue
		}
		c.Given++
		for _, m := range f.Members {
			if i := in[m]; i != 0 && len(s.Facts[i-1].DisputedBy) > 0 && !found[i] {
				found[i] = true
				c.Hit++
				break
			}
		}
	}
	for _, f := range s.Facts {
		if len(f.DisputedBy) > 0 {
			c.Gold++
		}
	}
	return c
}

// ownJoins scores the joins of the program's own records of the texts: over the pairs of
// gold's facts, how many are found in both reports and joined; and of the pairs that the
// program joins, how many are such.
func ownJoins(p Program, stories []gold.Story) ([]Figure, error) {
	pairs := map[rapporteur.FactKind]*gold.Count{}
	for _, k := range joinKinds {
		pairs[k] = &gold.Count{}
	}
	for _, s := range stories {
		own := make([]*rapporteur.Record, len(s.Reports))
		errs := make([]error, len(own))
		each(len(own), func(i int) { own[i], errs[i] = p.Record(s.Reports[i].Path, s.Reports[i].Published) })
		if err := errors.Join(errs...); err != nil {
			return nil, err
		}
		as := map[rapporteur.FactMember]rapporteur.FactMember{}
		for i := range own {
			own[i].Report.ID = s.Records[i].Report.ID
			for _, f := range gold.FoundFacts(&s.Reports[i], own[i]) {
				as[member(own[i], f.Kind, f.Given)] = member(s.Records[i], f.Kind, f.Gold)
			}
		}
		joined := history.Join(own, relations(own), nil)
		for i, f := range joined {
			for j, m := range f.Members {
				known, found := as[m]
				if !found {
					known = rapporteur.FactMember{Report: m.Report, Fact: "not in gold: " + m.Fact}
				}
				joined[i].Members[j] = known
			}
		}
		countPairs(pairs, s, joined)
	}
	var out []Figure
	for _, k := range joinKinds {
		out = append(out, headline("own.join."+string(k), *pairs[k])...)
	}
	return out, nil
}

// member is a fact of a record by its kind and index.
func member(r *rapporteur.Record, kind rapporteur.FactKind, i int) rapporteur.FactMember {
	m := rapporteur.FactMember{Report: r.Report.ID}
	switch kind {
	case rapporteur.StatementFact:
		m.Fact = r.Statements[i].ID
	case rapporteur.EventFact:
		m.Fact = r.Events[i].ID
	case rapporteur.MeetingFact:
		m.Fact = r.Meetings[i].ID
	case rapporteur.DelegationFact:
		m.Fact = r.Delegations[i].ID
	case rapporteur.PositionFact:
		m.Fact = r.Positions[i].ID
	case rapporteur.ConditionFact:
		m.Fact = r.Conditions[i].ID
	}
	return m
}
