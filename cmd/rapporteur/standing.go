package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"rapporteur/store"
)

// standing is what an archive knows of a fact beside what it says.
type standing struct {
	*store.Head
	// same are the facts that an analyst holds to be the same, by whose decision.
	same []string
	by   store.Decision
}

// newStandings are those of facts, by their IDs in the record.
func newStandings(heads []store.Head) map[string]standing {
	out := make(map[string]standing, len(heads))
	for i := range heads {
		out[heads[i].ID] = standing{Head: &heads[i]}
	}
	return out
}

// verdict is the last one on the fact, empty where there is none.
func verdict(h *store.Head) store.Verdict {
	if h == nil || h.Decision == nil {
		return ""
	}
	return h.Decision.Verdict
}

// mark is the sign of a fact that an analyst decided, else of one that the reader doubts.
func (s standing) mark(confidence float64, sure string) run {
	switch verdict(s.Head) {
	case store.Confirm, store.Correct:
		return run{"✓ ", favourable}
	case store.Reject:
		return run{"✗ ", adverse}
	}
	return mark(confidence, sure)
}

// told are lines that tell of what was decided.
func (s standing) told() [][]run {
	var lines [][]run
	if verdict(s.Head) != "" {
		lines = append(lines, decided(*s.Decision, s.Head))
	}
	if len(s.same) > 0 {
		same := strings.ReplaceAll(enumerated(s.same), "/", "/"+glue)
		lines = append(lines, append([]run{{"the same as ", faint}, {same, plain}}, said(" by "+signed(s.by))...))
	}
	if s.Head != nil && s.Kept {
		lines = append(lines, said("kept by this decision; the version "+s.Report.Version+" does not find it"))
	}
	return lines
}

// decided is "corrected by somebody, on a day: why" with what was changed.
func decided(d store.Decision, of *store.Head) []run {
	style := plain
	if d.Verdict == store.Reject {
		style = adverse
	}
	line := []run{{past(d.Verdict), style}, {" by " + signed(d), faint}}
	if changed := changes(d, of); changed != "" {
		line = append(line, run{and, faint}, run{changed, plain})
	}
	return line
}

// signed is who decided, when and why.
func signed(d store.Decision) string {
	text := printable(d.Who) + ", " + d.At.Format("2 January 2006")
	if d.Why != "" {
		text += ": " + printable(d.Why)
	}
	return text
}

// past is a verdict as what was done.
func past(v store.Verdict) string {
	switch v {
	case store.Merge:
		return "merged"
	case store.Split:
		return "split"
	}
	return string(v) + "ed"
}

// changes is "stance: demands → rejects" for all fields that a decision corrects, with
// what the machine had where the fact tells.
func changes(d store.Decision, of *store.Head) string {
	var all []string
	for _, field := range correctable(of.Kind) {
		value, corrected := d.Fields[field.key]
		if !corrected {
			continue
		}
		change := field.name + ": " + shownJSON(value)
		if before, known := of.Before[field.key]; known {
			if shownJSON(before) == shownJSON(value) {
				continue // as the machine has it
			}
			change = field.name + ": " + shownJSON(before) + " → " + shownJSON(value)
		}
		if slices.Contains(of.Lost, field.key) {
			change += " (which the report does not say any more)"
		}
		all = append(all, change)
	}
	return strings.Join(all, ", ")
}

// shownJSON is a value of a field for a person.
func shownJSON(raw json.RawMessage) string {
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		return string(raw)
	}
	switch v := value.(type) {
	case nil:
		return "none"
	case string:
		if v == "" {
			return "none"
		}
		return printable(v)
	case []any:
		var names []string
		for _, x := range v {
			if wording, words := x.(map[string]any); words {
				names = append(names, inQuotes(shorten(printable(fmt.Sprint(wording["words"])), longestPhrase)))
			} else {
				names = append(names, printable(fmt.Sprint(x)))
			}
		}
		if len(names) == 0 {
			return "none"
		}
		return enumerated(names)
	}
	return printable(fmt.Sprint(value))
}

// idOf is the ID of a fact of an archive.
func (p *page) idOf(id string) []run {
	if _, known := p.standings[id]; !known {
		return nil
	}
	return said(id)
}

// jsonDecision is a decision in the machine's form.
type jsonDecision struct {
	Fact    string                     `json:"fact,omitempty"`
	Kind    store.Kind                 `json:"kind,omitempty"`
	Verdict store.Verdict              `json:"verdict"`
	Who     string                     `json:"who"`
	Why     string                     `json:"why,omitempty"`
	At      string                     `json:"at"`
	Changes map[string]json.RawMessage `json:"changes,omitempty"`
	Before  map[string]json.RawMessage `json:"before,omitempty"`
	Same    []string                   `json:"same,omitempty"`
	Kept    bool                       `json:"kept,omitempty"`
}

func newJSONDecision(d store.Decision, of *store.Head) jsonDecision {
	return jsonDecision{
		Fact: of.Name(), Kind: of.Kind, Verdict: d.Verdict, Who: d.Who, Why: d.Why, At: d.At.Format(time.RFC3339),
		Changes: byField(of.Kind, d.Fields), Before: byField(of.Kind, of.Before),
	}
}

// byField are corrected fields by the names that people and programs know.
func byField(kind store.Kind, fields map[string]json.RawMessage) map[string]json.RawMessage {
	out := map[string]json.RawMessage{}
	for _, f := range correctable(kind) {
		if value, ok := fields[f.key]; ok {
			out[f.name] = value
		}
	}
	return out
}

// others are the names of the facts of a group but for one.
func others(group []store.Head, than *store.Head) []string {
	var names []string
	for i := range group {
		if name := group[i].Name(); name != than.Name() && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
