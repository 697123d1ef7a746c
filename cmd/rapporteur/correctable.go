package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapporteur"
	"rapporteur/source"
	"rapporteur/store"
)

// correction is a field of a fact that an analyst can correct.
type correction struct {
	// name is what people and JSON call it, key its name in the record's types.
	name, key string
	form      fieldForm
	// values are those that it may have, none where it may have any.
	values []string
}

// fieldForm is what stands in a field.
type fieldForm int

const (
	textField   fieldForm = iota
	nameField             // of one who takes part
	namesField            // of several who do
	momentField           // a TIMEX3 value
	flagField
)

// correctable are the fields of a kind of fact that can be corrected: all that say what
// the fact is, none that say where in the text it stands.
func correctable(kind store.Kind) []correction {
	text := func(name, key string, values ...string) correction { return correction{name, key, textField, values} }
	one := func(name, key string) correction { return correction{name, key, nameField, nil} }
	many := func(name, key string) correction { return correction{name, key, namesField, nil} }
	when := func(name, key string) correction { return correction{name, key, momentField, nil} }
	switch kind {
	case store.StatementKind:
		return []correction{
			many("speaker", "Speaker"), many("addressee", "Addressee"),
			text("kind", "Kind", strung(rapporteur.Direct, rapporteur.Indirect, rapporteur.Mixed)...),
			text("act", "Act", strung(rapporteur.Say, rapporteur.Think)...), when("time", "Time"),
		}
	case store.EventKind:
		return []correction{
			text("type", "Type"), text("mode", "Mode"), text("cameo", "CAMEO"), many("actors", "Actors"), many("recipients", "Recipients"),
			one("place", "Place"), when("time", "Time"),
			text("status", "Status", strung(rapporteur.Happened, rapporteur.Ongoing, rapporteur.Planned, rapporteur.Possible,
				rapporteur.ConditionalEvent, rapporteur.Requested, rapporteur.Denied)...),
		}
	case store.MeetingKind:
		return []correction{
			text("kind", "Kind", strung("", rapporteur.Talks, rapporteur.Summit, rapporteur.Bilateral, rapporteur.Call, rapporteur.Visit, rapporteur.Ceremony)...),
			many("parties", "Parties"), many("participants", "Participants"), many("hosts", "Hosts"), many("mediators", "Mediators"),
			one("place", "Place"), when("time", "Time"),
			text("outcome", "Outcome", strung("", rapporteur.AgreementReached, rapporteur.PartlyReached, rapporteur.NothingReached)...),
			text("status", "Status", strung(rapporteur.ProposedMeeting, rapporteur.ExpectedMeeting, rapporteur.ConditionalMeeting,
				rapporteur.UnderWayMeeting, rapporteur.HeldMeeting, rapporteur.FailedMeeting, rapporteur.PostponedMeeting,
				rapporteur.CancelledMeeting, rapporteur.RefusedMeeting)...),
		}
	case store.DelegationKind:
		return []correction{
			one("party", "Party"), one("head", "Head"), many("members", "Members"), many("excluded", "Excluded"), one("sent_by", "SentBy"),
			text("level", "Level", strung("", rapporteur.LeaderLevel, rapporteur.MinisterLevel, rapporteur.SeniorOfficialLevel,
				rapporteur.OfficialLevel, rapporteur.TechnicalLevel)...),
			one("destination", "Destination"), when("time", "Time"),
			text("status", "Status", strung(rapporteur.NamedDelegation, rapporteur.SentDelegation, rapporteur.ArrivedDelegation, rapporteur.LeftDelegation)...),
		}
	case store.PositionKind:
		return []correction{
			one("party", "Party"), one("holder", "Holder"), many("toward", "Toward"),
			text("stance", "Stance", strung(rapporteur.Demands, rapporteur.Offers, rapporteur.Accepts, rapporteur.Rejects, rapporteur.Refuses,
				rapporteur.Seeks, rapporteur.Urges)...),
			text("issue", "Issue"), when("time", "Time"),
		}
	}
	return []correction{
		text("form", "Form", strung(rapporteur.If, rapporteur.Unless, rapporteur.Until, rapporteur.OnlyIf, rapporteur.DependsOn, rapporteur.Without)...),
		{"if_unmet", "IfUnmet", flagField, []string{"true", "false"}},
		many("holder", "Holder"), many("waits", "Waits"), when("deadline", "Deadline"),
		text("met", "Met", strung(rapporteur.Open, rapporteur.Met, rapporteur.Failed)...),
		text("outcome_proposition", "OutcomeProposition"), text("requirement_proposition", "RequirementProposition"),
	}
}

func strung[T ~string](values ...T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// kinds are the kinds of fact in the order of a record.
func kinds() []store.Kind {
	return []store.Kind{store.StatementKind, store.EventKind, store.MeetingKind, store.DelegationKind, store.PositionKind, store.ConditionKind}
}

// correctableHelp tells which fields each kind of fact has.
func correctableHelp() string {
	var b strings.Builder
	for _, kind := range kinds() {
		var names []string
		for _, c := range correctable(kind) {
			names = append(names, c.name)
		}
		fmt.Fprintf(&b, "  %-11s %s\n", kind, strings.Join(names, ", "))
	}
	return b.String()
}

// parseCorrections reads pairs "field=value" for a fact of a kind.
func parseCorrections(kind store.Kind, pairs []string) (map[string]json.RawMessage, error) {
	fields := map[string]json.RawMessage{}
	for _, pair := range pairs {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return nil, fmt.Errorf("--set %q must be FIELD=VALUE", pair)
		}
		all := correctable(kind)
		i := slices.IndexFunc(all, func(c correction) bool { return c.name == strings.ToLower(strings.TrimSpace(name)) })
		if i < 0 {
			var names []string
			for _, c := range all {
				names = append(names, c.name)
			}
			return nil, fmt.Errorf("a %s has no %q that can be corrected: it has %s", kind, strings.TrimSpace(name), strings.Join(names, ", "))
		}
		raw, err := all[i].parse(strings.TrimSpace(value))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", all[i].name, err)
		}
		fields[all[i].key] = raw
	}
	return fields, nil
}

// parse reads the value of a field.
func (c correction) parse(value string) (json.RawMessage, error) {
	if len(c.values) > 0 && !slices.Contains(c.values, value) {
		return nil, fmt.Errorf("%q is none of %s", value, strings.Join(slices.DeleteFunc(slices.Clone(c.values), func(v string) bool { return v == "" }), ", "))
	}
	switch c.form {
	case flagField:
		return json.RawMessage(value), nil
	case namesField:
		names, err := splitNames(value)
		if err != nil {
			return nil, err
		}
		return json.Marshal(names)
	case momentField:
		var err error
		if value, err = timexOf(value); err != nil {
			return nil, err
		}
	}
	return json.Marshal(value)
}

// splitNames reads names set apart by commas, or a JSON list of names that have commas
// themselves.
func splitNames(value string) ([]string, error) {
	names := []string{}
	if strings.HasPrefix(value, "[") {
		if err := json.Unmarshal([]byte(value), &names); err != nil {
			return nil, errors.New(`must be names set apart by commas, or a JSON list as ["Lund, Pia"]`)
		}
		return names, nil
	}
	for name := range strings.SplitSeq(value, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names, nil
}

// timexOf is a date as a TIMEX3 value: one such ("2031-02", "2031-02-03TEV") or a date as
// people write it; empty where it is unknown.
func timexOf(value string) (string, error) {
	if value == "" || when(value) != "" {
		return value, nil
	}
	if t, dayOnly, err := source.ParsePublished(value); err == nil {
		if dayOnly {
			return t.Format("2006-01-02"), nil
		}
		return t.Format("2006-01-02T15:04"), nil
	}
	return "", fmt.Errorf("%q is no date (write it as 2025-05-15, 2025-05, 2025-W20 or 2025-05-15T14:00)", value)
}
