package gold

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rapporteur"
)

// storyFile holds what the reports of a folder have to do with one another.
const storyFile = "story.json"

// Story is the gold records of the reports on one negotiation and what people found
// across them.
type Story struct {
	// Path is its folder.
	Path    string
	Reports []Report
	// Records are the reports' whole records; the ID of a report is its file's name
	// without the ending.
	Records []*rapporteur.Record
	// Lineage has every pair of reports, by their IDs.
	Lineage []rapporteur.Relation
	Facts   []StoryFact
}

// StoryFact is what several reports tell of one fact.
type StoryFact struct {
	Kind    rapporteur.FactKind
	Label   string
	Members []rapporteur.FactMember
	Origins int
	// Status is the latest; DisputedBy are IDs of reports.
	Status     string
	DisputedBy []string
}

// jsonStory is what is read of a story's file.
type jsonStory struct {
	Lineage []struct {
		From, To string
		Kind     rapporteur.RelationKind
	}
	Facts []struct {
		Kind    rapporteur.FactKind
		Label   string
		Reports []struct{ File, ID string }
		Origins int
		Status  string
		// DisputedBy are reports.
		DisputedBy []string `json:"disputed_by"`
	}
}

// ReadStories reads stories, each a folder with gold records and a story.json; of a
// path that has none itself, the folders in it that do.
func ReadStories(paths ...string) ([]Story, error) { return readEach(paths, storyFolders, readStory) }

func storyFolders(path string) ([]string, error) {
	if _, err := os.Stat(filepath.Join(path, storyFile)); err == nil {
		return []string{path}, nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(path, "*", storyFile))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("%s: holds no %s and no folder with one", path, storyFile)
	}
	for i, file := range files {
		files[i] = filepath.Dir(file)
	}
	return files, nil
}

func readStory(folder string) (Story, error) {
	s := Story{Path: folder}
	var err error
	if s.Reports, err = Read(folder); err != nil {
		return s, err
	}
	if s.Records, err = readRecords(s.Reports); err != nil {
		return s, err
	}
	file := filepath.Join(folder, storyFile)
	data, err := os.ReadFile(file)
	if err != nil {
		return s, err
	}
	var story jsonStory
	if err := json.Unmarshal(data, &story); err != nil {
		return s, fmt.Errorf("%s: %w", file, err)
	}
	for _, l := range story.Lineage {
		s.Lineage = append(s.Lineage, rapporteur.Relation{From: l.From, To: l.To, Kind: l.Kind, Confidence: 1})
	}
	for _, f := range story.Facts {
		fact := StoryFact{Kind: f.Kind, Label: f.Label, Origins: f.Origins, Status: f.Status, DisputedBy: f.DisputedBy}
		for _, m := range f.Reports {
			fact.Members = append(fact.Members, rapporteur.FactMember{Report: m.File, Fact: m.ID})
		}
		s.Facts = append(s.Facts, fact)
	}
	if err := s.check(); err != nil {
		return s, fmt.Errorf("%s: %w", file, err)
	}
	return s, nil
}

// check holds what a story names against its reports.
func (s *Story) check() error {
	known := map[rapporteur.FactMember]bool{}
	for _, r := range s.Records {
		known[rapporteur.FactMember{Report: r.Report.ID}] = true
		for _, id := range factIDs(r) {
			known[rapporteur.FactMember{Report: r.Report.ID, Fact: id}] = true
		}
	}
	for _, l := range s.Lineage {
		for _, id := range []string{l.From, l.To} {
			if !known[rapporteur.FactMember{Report: id}] {
				return fmt.Errorf("lineage of %q, which is no report of the story", id)
			}
		}
	}
	for _, f := range s.Facts {
		for _, m := range f.Members {
			if !known[m] {
				return fmt.Errorf("fact %q: report %q has no fact %q", f.Label, m.Report, m.Fact)
			}
		}
	}
	return nil
}

// factIDs are the IDs of a record's facts.
func factIDs(r *rapporteur.Record) (ids []string) {
	for _, s := range r.Statements {
		ids = append(ids, s.ID)
	}
	for _, e := range r.Events {
		ids = append(ids, e.ID)
	}
	for _, m := range r.Meetings {
		ids = append(ids, m.ID)
	}
	for _, d := range r.Delegations {
		ids = append(ids, d.ID)
	}
	for _, p := range r.Positions {
		ids = append(ids, p.ID)
	}
	for _, c := range r.Conditions {
		ids = append(ids, c.ID)
	}
	return ids
}

// reportID is what a story calls a report by its file.
func reportID(file string) string {
	return strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
}
