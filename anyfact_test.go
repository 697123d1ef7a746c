package rapporteur

import (
	"slices"
	"testing"
)

// everyKind is a record with two facts of each kind, "statement1", "statement2" and so on.
func everyKind() *Record {
	r := &Record{}
	for _, kind := range []FactKind{ConditionFact, StatementFact, EventFact, MeetingFact, DelegationFact, PositionFact} {
		for _, n := range []string{"1", "2"} {
			r.Append(kind).Common().ID = string(kind) + n
		}
	}
	return r
}

func ids(r *Record) []string {
	var all []string
	for f := range r.Facts() {
		all = append(all, f.Common().ID)
	}
	return all
}

func TestFacts(t *testing.T) {
	r := everyKind()
	want := []string{
		"statement1", "statement2", "event1", "event2", "meeting1", "meeting2", "delegation1", "delegation2",
		"position1", "position2", "condition1", "condition2",
	}
	if got := ids(r); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	for f := range r.Facts() {
		if got := string(f.FactKind()); got != f.Common().ID[:len(f.Common().ID)-1] {
			t.Errorf("%s is a %s", f.Common().ID, got)
		}
		if r.Fact(f.Common().ID) != f {
			t.Errorf("%s is not found again", f.Common().ID)
		}
	}
	if r.Fact("meeting3") != nil || r.Append("rumour") != nil {
		t.Error("what a record does not have is found or appended")
	}
}

func TestKeep(t *testing.T) {
	r := everyKind()
	r.Deadlocks = [][]string{{"condition1", "condition2"}, {"condition2"}}
	kept := r.Keep(func(f AnyFact) bool { return f.Common().ID[len(f.Common().ID)-1] == '2' })
	if got := ids(kept); !slices.Equal(got, []string{"statement2", "event2", "meeting2", "delegation2", "position2", "condition2"}) {
		t.Errorf("%v", got)
	}
	if len(kept.Deadlocks) != 1 || len(kept.Deadlocks[0]) != 1 || len(r.Deadlocks) != 2 || len(r.Meetings) != 2 {
		t.Errorf("%v of %v", kept.Deadlocks, r.Deadlocks)
	}
}

func TestLinks(t *testing.T) {
	r := everyKind()
	r.Statements[1].Within, r.Events[0].SaidBy, r.Positions[0].Statement, r.Conditions[0].Statement = "statement1", "statement2", "statement1", "statement1"
	r.Meetings[0].Delegations, r.Delegations[0].Meeting = []string{"delegation1", "delegation2"}, "meeting1"
	r.Meetings[0].Life = []MeetingStep{{SaidBy: "statement1"}, {SaidBy: "statement2"}}
	for f := range r.Facts() {
		for _, link := range f.Links() {
			link.Keep(func(id string) bool {
				if to := r.Fact(id); to == nil || to.FactKind() != link.Kind {
					t.Errorf("%s names %s as a %s", f.Common().ID, id, link.Kind)
				}
				return id[len(id)-1] == '2'
			})
		}
	}
	m := r.Meetings[0]
	if r.Statements[1].Within+r.Positions[0].Statement+r.Conditions[0].Statement+r.Delegations[0].Meeting+m.Life[0].SaidBy != "" ||
		r.Events[0].SaidBy != "statement2" || m.Life[1].SaidBy != "statement2" || !slices.Equal(m.Delegations, []string{"delegation2"}) {
		t.Errorf("%+v", r)
	}
}
