package export

import (
	"encoding/json"
	"io"

	"rapporteur"
)

// jsonLines writes records as JSON Lines, each fact with what an archive
// knows of it.
type jsonLines struct{ enc *json.Encoder }

func openJSON(w io.Writer, _ Options) Writer { return jsonLines{newEncoder(w, JSONOptions{})} }

// Write writes a record as a line.
func (j jsonLines) Write(r *Record) error {
	out := newJSONRecord(r.Record)
	standing := func(kind rapporteur.FactKind, id string) jsonStanding {
		return newJSONStanding(r.Standings[FactID{kind, id}])
	}
	for i := range out.Statements {
		out.Statements[i].jsonStanding = standing(rapporteur.StatementFact, out.Statements[i].ID)
	}
	for i := range out.Events {
		out.Events[i].jsonStanding = standing(rapporteur.EventFact, out.Events[i].ID)
	}
	for i := range out.Meetings {
		out.Meetings[i].jsonStanding = standing(rapporteur.MeetingFact, out.Meetings[i].ID)
	}
	for i := range out.Delegations {
		out.Delegations[i].jsonStanding = standing(rapporteur.DelegationFact, out.Delegations[i].ID)
	}
	for i := range out.Positions {
		out.Positions[i].jsonStanding = standing(rapporteur.PositionFact, out.Positions[i].ID)
	}
	for i := range out.Conditions {
		out.Conditions[i].jsonStanding = standing(rapporteur.ConditionFact, out.Conditions[i].ID)
	}
	return j.enc.Encode(out)
}

func (jsonLines) Close() error { return nil }
