package main

import (
	"slices"
	"strings"
	"time"

	"rapporteur"
	"rapporteur/store"
)

// headColumns are the columns of facts of all kinds.
func headColumns() []column[store.Head] {
	type h = store.Head
	return append([]column[h]{
		{name: "fact", value: func(h h) any { return h.Name() }, heading: "FACT", style: someone},
		{name: "kind", value: func(h h) any { return string(h.Kind) }, heading: "KIND", style: faint},
		{name: "day", value: func(h h) any { return h.Day }, heading: "DAY", style: faint},
		{name: "who", value: func(h h) any { return h.Who }, heading: "WHO", wide: true},
		{name: "label", value: func(h h) any { return h.Label }, heading: "WHAT", show: func(h h) string { return strings.ReplaceAll(h.Label, "_", " ") }},
		{name: "topic", value: func(h h) any { return h.Topic }},
		{name: "words", value: func(h h) any { return h.Words }, heading: "WORDS", wide: true},
	}, supportColumns(func(h h) *h { return &h })...)
}

// supportColumns are the columns that end the rows of facts of every kind: how sure the
// reader is, what an analyst decided, and the report.
func supportColumns[T any](head func(T) *store.Head) []column[T] {
	decision := func(row T) store.Decision {
		if d := head(row).Decision; d != nil {
			return *d
		}
		return store.Decision{}
	}
	return append([]column[T]{
		{name: "confidence", value: func(row T) any { return rounded(head(row).Confidence) }},
		{name: "decision", value: func(row T) any { return string(decision(row).Verdict) }, heading: "DECIDED", show: func(row T) string { return decidedInBrief(head(row)) }},
		{name: "decided_by", value: func(row T) any { return decision(row).Who }},
		{name: "decided_at", value: func(row T) any {
			if at := decision(row).At; !at.IsZero() {
				return at.Format(time.RFC3339)
			}
			return ""
		}},
		{name: "decided_why", value: func(row T) any { return decision(row).Why }},
		{name: "changes", value: func(row T) any {
			if d := decision(row); len(d.Fields) > 0 {
				return changes(d, head(row))
			}
			return ""
		}},
		{name: "joined", value: func(row T) any { return head(row).Joined }},
		{name: "across", value: func(row T) any { return head(row).Across }},
		{name: "reports", value: func(row T) any { return known(head(row).Reports) }},
		{name: "origins", value: func(row T) any { return known(head(row).Origins) }},
		{name: "kept", value: func(row T) any {
			if head(row).Kept {
				return true
			}
			return nil
		}},
	}, reportColumns(func(row T) *store.Heading { return &head(row).Report })...)
}

// known is a count, nothing where it is not known.
func known(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// support is how many reports tell a fact and of how many origins, where that is more than
// the one.
func support(h *store.Head) string {
	if h.Reports < 2 {
		return ""
	}
	return tally(h.Reports, h.Origins)
}

// reportColumns are the columns of the report of a row.
func reportColumns[T any](heading func(T) *store.Heading) []column[T] {
	return []column[T]{
		{name: "report", value: func(row T) any { return heading(row).ID }},
		{name: "title", value: func(row T) any { return heading(row).Title }},
		{name: "outlet", value: func(row T) any { return heading(row).Outlet }},
		{name: "published", value: func(row T) any { return heading(row).Published }},
		{name: "url", value: func(row T) any { return heading(row).URL }},
	}
}

// decidedInBrief is what an analyst decided of a fact in a word or two.
func decidedInBrief(h *store.Head) string {
	brief := ""
	if v := verdict(h); v != "" {
		brief = past(v)
	}
	switch {
	case h.Joined != "" && brief != "":
		return brief + ", merged"
	case h.Joined != "":
		return "merged"
	}
	return brief
}

// rounded is a confidence with three digits.
func rounded(confidence float64) float64 { return float64(int(confidence*1000+0.5)) / 1000 }

// namedIn are the names of entities of a fact by their IDs; an analyst's own names stay.
func namedIn(h *store.Head, ids ...string) []string {
	var names []string
	for _, id := range ids {
		if id == "" {
			continue
		}
		name := id
		for _, p := range h.Participants {
			if p.Entity == id {
				name = p.Name
			}
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// kindOfEntity is what sort of participant someone is, for a person.
func kindOfEntity(t rapporteur.EntityType) string {
	if t == rapporteur.GovernmentEntity {
		return "state"
	}
	return string(t)
}
