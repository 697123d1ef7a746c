// Package gold reads gold records of reports, the facts that people found in
// them, and counts how many of them a record has.
//
// A gold record is a pair of files: NAME.txt, the report's text, and NAME.json,
// its record with three simplifications, so that it can be written by hand. A span
// is a string, the exact words of the report, of which "words##2" means the second
// occurrence, and a list of strings is a discontinuous passage; an entity is its
// canonical name; an ID is any short label.
package gold

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"rapporteur"
)

// Report is a report and the facts that people found in it. Spans point into its
// Text, entities are named by their Name.
type Report struct {
	// Path is the file of its text.
	Path string
	Text string
	// Published is when it was published, as the gold file writes it; empty where it
	// does not say.
	Published   string
	Entities    []Entity
	Times       []Time
	Statements  []Statement
	Events      []Event
	Meetings    []Meeting
	Delegations []Delegation
	Positions   []Position
	Conditions  []Condition
}

// Entity is someone or something that takes part.
type Entity struct {
	Name    string
	Type    rapporteur.EntityType
	Country string
	// Aliases are the words, no pronouns, by which the report speaks of it.
	Aliases []string
	// Party is the name of the entity for whose side it acts, empty where it acts for
	// none or for itself.
	Party string
}

// Time is words that say when, and their TIMEX3 value.
type Time struct {
	Words []rapporteur.Span
	Value string
}

// Statement is who said what.
type Statement struct {
	Content []rapporteur.Span
	Speaker []string
}

// Event is who did what.
type Event struct {
	Type               string
	Status             rapporteur.Realis
	Anchor             []rapporteur.Span
	Actors, Recipients []string
}

// Meeting is one meeting through its life.
type Meeting struct {
	Parties, Participants []string
	// Place is the name of an entity or other words, Venue the words for a building.
	Place, Venue, Time string
	Status             rapporteur.MeetingStatus
	// Evidence is that of all steps of its life.
	Evidence []rapporteur.Span
}

// Delegation is who is sent to the table.
type Delegation struct {
	Party, Head, Members []string
	// Destination is the name of an entity or other words.
	Destination string
}

// Position is where a party stands.
type Position struct {
	Party   []string
	Stance  rapporteur.Stance
	Content []rapporteur.Span
}

// Condition is that one thing waits for another.
type Condition struct {
	Outcome, Requirement []rapporteur.Span
	Holder               []string
}

// Read reads the gold records at the paths, in order. A path is a directory, of
// which every NAME.txt beside a NAME.json is read in the order of their names, or
// one of the two files of a record.
func Read(paths ...string) ([]Report, error) { return readEach(paths, texts, readReport) }

// readEach reads in order all that the paths stand for.
func readEach[T any](paths []string, of func(path string) ([]string, error), read func(name string) (T, error)) ([]T, error) {
	var out []T
	for _, path := range paths {
		names, err := of(path)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			one, err := read(name)
			if err != nil {
				return nil, err
			}
			out = append(out, one)
		}
	}
	return out, nil
}

// texts returns the text files of the gold records that path stands for.
func texts(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{strings.TrimSuffix(path, filepath.Ext(path)) + ".txt"}, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		file := filepath.Join(path, e.Name())
		if _, err := os.Stat(recordFile(file)); filepath.Ext(file) == ".txt" && !errors.Is(err, fs.ErrNotExist) {
			files = append(files, file)
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: holds no NAME.txt beside a NAME.json", path)
	}
	return files, nil
}

func recordFile(text string) string { return strings.TrimSuffix(text, ".txt") + ".json" }

func readReport(file string) (Report, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return Report{}, err
	}
	data, err := os.ReadFile(recordFile(file))
	if err != nil {
		return Report{}, err
	}
	var record jsonRecord
	if err := json.Unmarshal(data, &record); err != nil {
		return Report{}, fmt.Errorf("%s: %w", recordFile(file), err)
	}
	r, err := record.report(string(text))
	if err != nil {
		return Report{}, fmt.Errorf("%s: %w", recordFile(file), err)
	}
	r.Path = file
	return r, nil
}

// passage is the words of one or several spans, or the names of entities: in JSON a
// string or a list.
type passage []string

func (p *passage) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	if data[0] != '"' {
		return json.Unmarshal(data, (*[]string)(p))
	}
	*p = passage{""}
	return json.Unmarshal(data, &(*p)[0])
}

func (p passage) locate(text string) ([]rapporteur.Span, error) {
	var spans []rapporteur.Span
	for _, words := range p {
		s, err := locate(text, words)
		if err != nil {
			return nil, err
		}
		spans = append(spans, s)
	}
	return spans, nil
}

// locate finds the n-th occurrence of "words##n" in the text, the first of plain
// "words"; occurrences may overlap.
func locate(text, marked string) (rapporteur.Span, error) {
	words, number, numbered := strings.Cut(marked, "##")
	n := 1
	if numbered {
		var err error
		if n, err = strconv.Atoi(number); err != nil || n < 1 {
			return rapporteur.Span{}, fmt.Errorf("no occurrence is numbered %q: %.80q", number, marked)
		}
	}
	at := -1
	for ; n > 0; n-- {
		next := strings.Index(text[at+1:], words)
		if words == "" || next < 0 {
			return rapporteur.Span{}, fmt.Errorf("not in the text: %.80q", marked)
		}
		at += 1 + next
	}
	return rapporteur.Span{Start: at, End: at + len(words)}, nil
}
