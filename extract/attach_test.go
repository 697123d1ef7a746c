package extract

import (
	"testing"

	"rapporteur"
)

// A meeting that one leader skips stands while teams of two sides go to it, and is
// refused where only one does.
func TestSkippedMeetingStands(t *testing.T) {
	team := func(party string, status rapporteur.DelegationStatus) rapporteur.Delegation {
		return rapporteur.Delegation{Party: party, Status: status, Meeting: "m1"}
	}
	for _, c := range []struct {
		teams []rapporteur.Delegation
		want  rapporteur.MeetingStatus
	}{
		{nil, rapporteur.RefusedMeeting},
		{[]rapporteur.Delegation{team("n1", rapporteur.SentDelegation)}, rapporteur.RefusedMeeting},
		{[]rapporteur.Delegation{team("n1", rapporteur.SentDelegation), team("n1", rapporteur.ArrivedDelegation)}, rapporteur.RefusedMeeting},
		{[]rapporteur.Delegation{team("n1", rapporteur.SentDelegation), team("n2", rapporteur.LeftDelegation)}, rapporteur.RefusedMeeting},
		{[]rapporteur.Delegation{team("n1", rapporteur.SentDelegation), team("n2", rapporteur.NamedDelegation)}, rapporteur.ExpectedMeeting},
	} {
		meetings := []rapporteur.Meeting{{
			Fact: rapporteur.Fact{ID: "m1"}, Status: rapporteur.RefusedMeeting,
			Life: []rapporteur.MeetingStep{{Status: rapporteur.ExpectedMeeting}, {Status: rapporteur.RefusedMeeting}},
		}}
		attach(meetings, c.teams)
		m := meetings[0]
		if m.Status != c.want || m.Life[len(m.Life)-1].Status != c.want || len(m.Delegations) != len(c.teams) {
			t.Errorf("%v: %+v, want %s", c.teams, m, c.want)
		}
	}
}
