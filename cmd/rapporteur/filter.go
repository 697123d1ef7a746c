package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/source"
	"rapporteur/store"
)

// filterFlags are the flags that say which reports or facts of an archive count.
type filterFlags struct {
	from, to, outlet, party, person string
	limit                           int
}

// noLimit is the limit of a command that has none.
const noLimit = -1

// define adds the flags; when says what --from and --to bound of what, and limit is how
// many are shown where nothing else is asked for, 0 for all.
func (f *filterFlags) define(cmd *cobra.Command, what, when string, limit int) {
	flags := cmd.Flags()
	flags.StringVar(&f.from, "from", "", "only "+what+" "+when+" on this day or later, e.g. 2025-05-15, 2025-05 or 2025")
	flags.StringVar(&f.to, "to", "", "only "+what+" "+when+" on this day or earlier")
	flags.StringVar(&f.outlet, "outlet", "", "only what this outlet has published")
	flags.StringVar(&f.party, "party", "", "only "+what+" in which this party, or somebody for it, takes part")
	flags.StringVar(&f.person, "person", "", "only "+what+" in which this person takes part")
	if limit != noLimit {
		flags.IntVar(&f.limit, "limit", limit, "the most "+what+" to show, 0 for all")
	}
}

// filter is what the flags ask for; the error says how they were given wrongly.
func (f *filterFlags) filter() (store.Filter, error) {
	from, _, err := days(f.from)
	if err != nil {
		return store.Filter{}, fmt.Errorf("--from: %w", err)
	}
	_, to, err := days(f.to)
	switch {
	case err != nil:
		return store.Filter{}, fmt.Errorf("--to: %w", err)
	case from != "" && to != "" && from > to:
		return store.Filter{}, fmt.Errorf("--from %s is later than --to %s", f.from, f.to)
	case f.limit < 0:
		return store.Filter{}, errors.New("--limit must not be below 0")
	}
	return store.Filter{From: from, To: to, Outlet: f.outlet, Party: f.party, Person: f.person, Limit: f.limit}, nil
}

// days are the first and the last day of a day, a month ("2025-05") or a year, both
// empty where nothing is given.
func days(date string) (first, last string, err error) {
	for _, form := range []struct {
		layout        string
		months, years int
	}{{"2006-01", 1, 0}, {"2006", 0, 1}} {
		if t, err := time.Parse(form.layout, date); err == nil {
			return t.Format(time.DateOnly), t.AddDate(form.years, form.months, -1).Format(time.DateOnly), nil
		}
	}
	if date == "" {
		return "", "", nil
	}
	t, _, err := source.ParsePublished(date)
	if err != nil {
		return "", "", fmt.Errorf("%q is no day, month or year (write it as 2025-05-15, 2025-05 or 2025)", date)
	}
	day := t.Format(time.DateOnly)
	return day, day, nil
}

// factFlags are the flags that say which facts of an archive count.
type factFlags struct {
	filterFlags
	decided *choice
}

// anyVerdict is the value of --decided that asks for nothing.
const anyVerdict = "any"

func newFactFlags() factFlags {
	return factFlags{decided: newChoice(anyVerdict, string(store.Confirm), string(store.Reject), string(store.Correct))}
}

func (f *factFlags) defineDecided(cmd *cobra.Command) {
	defineChoice(cmd, f.decided, "decided", "only facts of which an analyst decided so last")
}

func (f *factFlags) factFilter() (store.Filter, error) {
	filter, err := f.filter()
	if f.decided.value != anyVerdict {
		filter.Verdict = store.Verdict(f.decided.value)
	}
	return filter, err
}
