package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
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
	wordsField // words of the report
)

// correctable are the fields of a kind of fact that can be corrected. Where it stands in
// the text is corrected by the words there, the first of these fields by default.
func correctable(kind store.Kind) []correction {
	text := func(name, key string, values ...string) correction { return correction{name, key, textField, values} }
	one := func(name, key string) correction { return correction{name, key, nameField, nil} }
	many := func(name, key string) correction { return correction{name, key, namesField, nil} }
	when := func(name, key string) correction { return correction{name, key, momentField, nil} }
	words := func(name, key string) correction { return correction{name, key, wordsField, nil} }
	switch kind {
	case store.StatementKind:
		return []correction{
			many("speaker", "Speaker"), many("addressee", "Addressee"),
			text("kind", "Kind", strung(rapporteur.Direct, rapporteur.Indirect, rapporteur.Mixed)...),
			text("act", "Act", strung(rapporteur.Say, rapporteur.Think)...), when("time", "Time"),
			words("content", "Content"), words("source", "Source"), words("cue", "Cue"), words("evidence", "Evidence"),
		}
	case store.EventKind:
		return []correction{
			text("type", "Type"), text("mode", "Mode"), text("cameo", "CAMEO"), many("actors", "Actors"), many("recipients", "Recipients"),
			one("place", "Place"), when("time", "Time"),
			text("status", "Status", strung(rapporteur.Happened, rapporteur.Ongoing, rapporteur.Planned, rapporteur.Possible,
				rapporteur.ConditionalEvent, rapporteur.Requested, rapporteur.Denied)...),
			words("anchor", "Anchor"), words("evidence", "Evidence"),
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
			words("evidence", "Evidence"), words("topic", "Topic"), words("venue", "Venue"),
		}
	case store.DelegationKind:
		return []correction{
			one("party", "Party"), one("head", "Head"), many("members", "Members"), many("excluded", "Excluded"), one("sent_by", "SentBy"),
			text("level", "Level", strung("", rapporteur.LeaderLevel, rapporteur.MinisterLevel, rapporteur.SeniorOfficialLevel,
				rapporteur.OfficialLevel, rapporteur.TechnicalLevel)...),
			one("destination", "Destination"), when("time", "Time"),
			text("status", "Status", strung(rapporteur.NamedDelegation, rapporteur.SentDelegation, rapporteur.ArrivedDelegation, rapporteur.LeftDelegation)...),
			words("evidence", "Evidence"), words("level_words", "LevelWords"),
		}
	case store.PositionKind:
		return []correction{
			one("party", "Party"), one("holder", "Holder"), many("toward", "Toward"),
			text("stance", "Stance", strung(rapporteur.Demands, rapporteur.Offers, rapporteur.Accepts, rapporteur.Rejects, rapporteur.Refuses,
				rapporteur.Seeks, rapporteur.Urges)...),
			text("issue", "Issue"), when("time", "Time"), words("content", "Content"), words("evidence", "Evidence"),
		}
	}
	return []correction{
		text("form", "Form", strung(rapporteur.If, rapporteur.Unless, rapporteur.Until, rapporteur.OnlyIf, rapporteur.DependsOn, rapporteur.Without)...),
		{"if_unmet", "IfUnmet", flagField, []string{"true", "false"}},
		many("holder", "Holder"), many("waits", "Waits"), when("deadline", "Deadline"),
		text("met", "Met", strung(rapporteur.Open, rapporteur.Met, rapporteur.Failed)...),
		text("outcome_proposition", "OutcomeProposition"), text("requirement_proposition", "RequirementProposition"),
		words("requirement", "Requirement"), words("outcome", "Outcome"), words("evidence", "Evidence"),
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

// correctableHelp tells which fields each kind of fact has that stand in a form of words,
// or in another one.
func correctableHelp(words bool) string {
	var b strings.Builder
	for _, kind := range kinds() {
		fmt.Fprintf(&b, "  %-11s %s\n", kind, fieldNames(kind, words))
	}
	return b.String()
}

// fieldNames are the fields of a kind that are words of the report, or those that are not.
func fieldNames(kind store.Kind, words bool) string {
	var names []string
	for _, c := range correctable(kind) {
		if (c.form == wordsField) == words {
			names = append(names, c.name)
		}
	}
	return strings.Join(names, ", ")
}

// parseCorrections reads pairs "field=value" for a fact of a kind.
func parseCorrections(kind store.Kind, pairs []string) (map[string]json.RawMessage, error) {
	fields := map[string]json.RawMessage{}
	for _, pair := range pairs {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			return nil, fmt.Errorf("--set %q must be FIELD=VALUE", pair)
		}
		c, known := fieldCalled(kind, name)
		switch {
		case !known:
			return nil, fmt.Errorf("a %s has no %q that can be corrected: it has %s", kind, strings.TrimSpace(name), fieldNames(kind, false))
		case c.form == wordsField:
			return nil, fmt.Errorf("%s is words of the report: correct it by --words %s='…'", c.name, c.name)
		}
		raw, err := c.parse(strings.TrimSpace(value))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
		fields[c.key] = raw
	}
	return fields, nil
}

// fieldCalled is the field of a kind that is called so.
func fieldCalled(kind store.Kind, name string) (correction, bool) {
	all := correctable(kind)
	i := slices.IndexFunc(all, func(c correction) bool { return c.name == strings.ToLower(strings.TrimSpace(name)) })
	if i < 0 {
		return correction{}, false
	}
	return all[i], true
}

// parseWords reads "words", "field=words" and "field:2=words" for a fact of a kind; a field
// that is given several times stands in several places.
func parseWords(kind store.Kind, given []string) (map[string]json.RawMessage, error) {
	all := map[string][]store.Wording{}
	for _, words := range given {
		key, places, err := wordsOf(kind, words)
		if err != nil {
			return nil, err
		}
		all[key] = append(all[key], places...)
	}
	fields := map[string]json.RawMessage{}
	for key, words := range all {
		raw, err := json.Marshal(append([]store.Wording{}, words...))
		if err != nil {
			return nil, err
		}
		fields[key] = raw
	}
	return fields, nil
}

// wordsOf is the key of a field with the words given for it. What stands before "=" is a
// field only where the kind has one of the name; else it is words too.
func wordsOf(kind store.Kind, given string) (key string, words []store.Wording, err error) {
	name, rest, _ := strings.Cut(given, "=")
	name, place, placed := strings.Cut(name, ":")
	c, known := fieldCalled(kind, name)
	switch w := (store.Wording{Words: rest}); {
	case !known || c.form != wordsField || !strings.Contains(given, "="):
		return mainWords(kind).key, []store.Wording{{Words: given}}, nil
	case placed:
		if w.Place, err = strconv.Atoi(strings.TrimSpace(place)); err != nil || w.Place < 1 {
			return "", nil, fmt.Errorf("--words %s:%s must have the number of a place behind the colon, from 1", name, place)
		}
		return c.key, []store.Wording{w}, nil
	case strings.TrimSpace(rest) == "":
		return c.key, nil, nil
	default:
		return c.key, []store.Wording{w}, nil
	}
}

// mainWords is the field of a kind that --words without a field is about.
func mainWords(kind store.Kind) correction {
	all := correctable(kind)
	return all[slices.IndexFunc(all, func(c correction) bool { return c.form == wordsField })]
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
