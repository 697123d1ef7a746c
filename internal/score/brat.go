package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"rapporteur"
)

// annotated is an article and the attributions that an annotator marked in it.
type annotated struct {
	text         string
	attributions [][roles][]rapporteur.Span
}

// readBrat reads annotations in brat's standoff format as PolNeAR has them:
// attributions/NAME_ANNOTATOR.ann on text/NAME.txt. The path is a directory that
// holds both, of which each article is read once, with the annotations whose file
// name comes first (two of the 84 articles of dev have six annotators), or one
// .ann file in such a directory.
func readBrat(path string) ([]annotated, error) {
	files, err := annotationFiles(path)
	if err != nil {
		return nil, err
	}
	var articles []annotated
	last := ""
	for _, file := range files {
		text := textFile(file)
		if text == last {
			continue
		}
		last = text
		a, err := readAnnotated(file, text)
		if err != nil {
			return nil, err
		}
		articles = append(articles, a)
	}
	return articles, nil
}

// annotationFiles returns the .ann files at the path, those of an article
// together, in the order of their names.
func annotationFiles(path string) ([]string, error) {
	if filepath.Ext(path) == ".ann" {
		return []string{path}, nil
	}
	dir := filepath.Join(path, "attributions")
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		if filepath.Ext(e.Name()) == ".ann" {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: holds no .ann file", dir)
	}
	return files, nil
}

// textFile is where the text of an annotation file lies: its annotator's name,
// after the last low line, is not part of the article's.
func textFile(ann string) string {
	name := strings.TrimSuffix(filepath.Base(ann), ".ann")
	if i := strings.LastIndexByte(name, '_'); i >= 0 {
		name = name[:i]
	}
	return filepath.Join(filepath.Dir(ann), "..", "text", name+".txt")
}

func readAnnotated(ann, file string) (annotated, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return annotated{}, err
	}
	data, err := os.ReadFile(ann)
	if err != nil {
		return annotated{}, err
	}
	a := annotated{text: string(text)}
	if a.attributions, err = parseBrat(string(data), a.text); err != nil {
		return annotated{}, fmt.Errorf("%s: %w", ann, err)
	}
	return a, nil
}

var (
	// A text-bound annotation: its name, its type, pieces of the text as "first
	// past;first past" in code points.
	textBound = regexp.MustCompile(`^(T\d+)\t\S+ (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)`)
	// An event: its name, its type and trigger, its arguments.
	event = regexp.MustCompile(`^E\d+\tAttribution\S*:\S+((?: \S+:T\d+)*)\s*$`)
	// An argument; a second of its kind is numbered.
	argument = regexp.MustCompile(`([A-Za-z]+)\d*:(T\d+)`)
)

// parseBrat returns the attributions in standoff data on the text. Notes, and the
// further lines of annotations on several lines, are passed over.
func parseBrat(data, text string) ([][roles][]rapporteur.Span, error) {
	spans := map[string][]rapporteur.Span{}
	offsets := codePoints(text)
	var events []string
	for line := range strings.Lines(data) {
		if m := textBound.FindStringSubmatch(line); m != nil {
			s, err := parsePieces(m[2], offsets)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", m[1], err)
			}
			spans[m[1]] = s
		} else if m := event.FindStringSubmatch(line); m != nil {
			events = append(events, m[1])
		}
	}
	attributions := make([][roles][]rapporteur.Span, len(events))
	for i, arguments := range events {
		for _, m := range argument.FindAllStringSubmatch(arguments, -1) {
			if r, ok := roleNamed(strings.ToLower(m[1])); ok {
				attributions[i][r] = append(attributions[i][r], spans[m[2]]...)
			}
		}
	}
	return attributions, nil
}

// codePoints returns the byte offset of each code point of text and of its end.
func codePoints(text string) []int {
	offsets := make([]int, 0, len(text)+1)
	for at := range text {
		offsets = append(offsets, at)
	}
	return append(offsets, len(text))
}

func parsePieces(pieces string, offsets []int) ([]rapporteur.Span, error) {
	var spans []rapporteur.Span
	for piece := range strings.SplitSeq(pieces, ";") {
		first, past, _ := strings.Cut(piece, " ")
		start, err1 := strconv.Atoi(first)
		end, err2 := strconv.Atoi(past)
		if err := cmp.Or(err1, err2); err != nil || start >= end || end >= len(offsets) {
			return nil, fmt.Errorf("no characters %s in a text of %d", piece, len(offsets)-1)
		}
		spans = append(spans, rapporteur.Span{Start: offsets[start], End: offsets[end]})
	}
	return spans, nil
}

// absent reports whether nothing lies at the path.
func absent(path string) bool {
	_, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist)
}
