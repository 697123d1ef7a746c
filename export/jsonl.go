package export

import (
	"encoding/json"
	"io"
)

// jsonLines writes records as JSON Lines, each fact with what an analyst decided of it.
type jsonLines struct{ enc *json.Encoder }

func openJSON(w io.Writer, _ Options) Writer { return jsonLines{newEncoder(w, JSONOptions{})} }

// Write writes a record as a line.
func (j jsonLines) Write(r *Record) error {
	out := newJSONRecord(r.Record)
	decided := func(kind Kind, id string) *jsonDecision { return newJSONDecision(r.Standings[FactID{kind, id}]) }
	for i := range out.Statements {
		out.Statements[i].Decision = decided(StatementKind, out.Statements[i].ID)
	}
	for i := range out.Events {
		out.Events[i].Decision = decided(EventKind, out.Events[i].ID)
	}
	for i := range out.Meetings {
		out.Meetings[i].Decision = decided(MeetingKind, out.Meetings[i].ID)
	}
	for i := range out.Delegations {
		out.Delegations[i].Decision = decided(DelegationKind, out.Delegations[i].ID)
	}
	for i := range out.Positions {
		out.Positions[i].Decision = decided(PositionKind, out.Positions[i].ID)
	}
	for i := range out.Conditions {
		out.Conditions[i].Decision = decided(ConditionKind, out.Conditions[i].ID)
	}
	return j.enc.Encode(out)
}

func (jsonLines) Close() error { return nil }
