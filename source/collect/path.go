package collect

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/source"
)

// reportNames are the endings of files that a folder is searched for, each perhaps
// with .gz behind it. A file without an ending is read too, since saved mail and
// plain reports have none.
var reportNames = []string{
	"", ".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson", ".csv", ".tsv",
	".xml", ".rss", ".atom", ".rdf", ".warc", ".eml", ".mbox", ".mbx",
}

// path yields the reports of a file, of a folder, or of all that a pattern of
// filepath.Match names.
func (c *collector) path(arg string) bool {
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return c.folder(arg)
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(arg, "*?["):
		return c.pattern(arg)
	}
	return c.openFile(arg)
}

func (c *collector) pattern(arg string) bool {
	matches, err := filepath.Glob(arg)
	if err != nil {
		return c.refuse(arg, "is no pattern that can be read")
	}
	if len(matches) == 0 {
		return c.refuse(arg, "no file matches this pattern")
	}
	var files []string
	for _, match := range matches {
		if info, err := os.Stat(match); err == nil && info.IsDir() {
			found, ok := c.within(match)
			if !ok {
				return false
			}
			files = append(files, found...)
		} else {
			files = append(files, match)
		}
	}
	return c.files(files)
}

// folder yields the reports of a folder and of those within it, in the order of
// their names.
func (c *collector) folder(path string) bool {
	files, ok := c.within(path)
	if !ok {
		return false
	}
	if len(files) == 0 {
		return c.refuse(path, "has no report in it, by the names of its files")
	}
	return c.files(files)
}

// within lists the files of a folder that are reports by their names and notes how
// many are not. Hidden files and folders are passed over; links to folders are not
// followed, so that no circle of links is endless.
func (c *collector) within(folder string) (files []string, ok bool) {
	left := map[string]int{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		switch {
		case c.ctx.Err() != nil:
			return c.ctx.Err()
		case err != nil:
			if !c.fail(&source.Refusal{Name: path, Reason: "cannot be opened", Err: err}) {
				return fs.SkipAll
			}
			return nil
		case path != folder && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
		case reportName(path):
			files = append(files, path)
		default:
			left[strings.ToLower(filepath.Ext(path))]++
		}
		return nil
	})
	c.noteLeft(folder, left)
	return files, err == nil && c.ctx.Err() == nil
}

func (c *collector) noteLeft(folder string, left map[string]int) {
	n, kinds := 0, slices.Sorted(maps.Keys(left))
	for _, k := range kinds {
		n += left[k]
	}
	if n > 0 {
		c.Note(fmt.Sprintf("%s: files left out that are no reports by their names: %d (%s)", folder, n, strings.Join(kinds, " ")))
	}
}

// reportName reports whether a file of this name may hold reports. In a Maildir
// the names of letters end in flags.
func reportName(path string) bool {
	if inMaildir(path) {
		return true
	}
	return slices.Contains(reportNames, strings.ToLower(filepath.Ext(unpackedName(path))))
}

// inMaildir reports whether a file lies where a Maildir has its letters.
func inMaildir(path string) bool {
	switch filepath.Base(filepath.Dir(path)) {
	case "cur", "new":
		return strings.Contains(filepath.Base(path), ".") && filepath.Ext(path) != ".txt"
	}
	return false
}

// unpackedName is the name of a file without the .gz behind it.
func unpackedName(path string) string {
	if ext := filepath.Ext(path); strings.EqualFold(ext, ".gz") {
		return strings.TrimSuffix(path, ext)
	}
	return path
}

func (c *collector) files(paths []string) bool {
	for i, path := range paths {
		c.file, c.width = float64(i)/float64(len(paths)), 1/float64(len(paths))
		if !c.openFile(path) {
			return false
		}
	}
	return true
}

func (c *collector) openFile(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return c.fail(&source.Refusal{Name: path, Reason: source.FileReason(err), Err: err})
	}
	defer f.Close()
	var size int64
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		size = info.Size()
	}
	return c.read(newInput(path, path, f, size))
}
