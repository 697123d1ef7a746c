package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"rapporteur"
)

// treebankDocument is a document of a treebank: the running text that its tokens
// were written as, and what was annotated in it.
type treebankDocument struct {
	text      string
	words     []treebankWord
	sentences []rapporteur.Span
}

// treebankWord is a syntactic word, a node of a tree.
type treebankWord struct {
	form string
	// token is where the token that the word is part of stands: "do" and "n't"
	// have that of "don't".
	token rapporteur.Span
}

// readTreebank reads a file in the CoNLL-U format of Universal Dependencies, or
// all files called .conllu in a folder.
func readTreebank(path string) ([]treebankDocument, error) {
	files, err := treebankFiles(path)
	if err != nil {
		return nil, err
	}
	var documents []treebankDocument
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		read, err := parseTreebank(string(data))
		if err != nil {
			return nil, fmt.Errorf("%s:%w", file, err)
		}
		documents = append(documents, read...)
	}
	return documents, nil
}

func treebankFiles(path string) ([]string, error) {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return []string{path}, err
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		if filepath.Ext(e.Name()) == ".conllu" {
			files = append(files, filepath.Join(path, e.Name()))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: holds no .conllu file", path)
	}
	return files, nil
}

// parseTreebank returns the documents of a file. An error begins with the number
// of the line.
func parseTreebank(data string) ([]treebankDocument, error) {
	var p treebankParser
	number := 0
	for line := range strings.Lines(data) {
		number++
		if err := p.line(strings.TrimRight(line, "\r\n")); err != nil {
			return nil, fmt.Errorf("%d: %w", number, err)
		}
	}
	p.endDocument()
	if len(p.documents) == 0 {
		return nil, fmt.Errorf("%d: the file ends without a sentence", number)
	}
	return p.documents, nil
}

// treebankParser takes line after line and writes the text back. Sentences of a
// paragraph follow each other after a space, or after none where the last token
// says so.
type treebankParser struct {
	documents []treebankDocument
	document  treebankDocument
	text      strings.Builder
	// gap is what comes before the next token unless it is the text's first.
	gap string
	// sentence is the part of the text that the sentence takes up so far, and
	// nodes is how many of its words were read.
	sentence rapporteur.Span
	nodes    int
	// token is where the last token stands, which holds the words up to number
	// last.
	token rapporteur.Span
	last  int
}

func (p *treebankParser) line(line string) error {
	switch {
	case strings.TrimSpace(line) == "":
		p.endSentence()
	case line[0] == '#':
		p.comment(line[1:])
	default:
		return p.node(strings.Split(line, "\t"))
	}
	return nil
}

// comment heeds where documents and paragraphs begin: "newdoc", "newpar", each
// also with a name as in "newdoc id = a1".
func (p *treebankParser) comment(words string) {
	switch key, _, _ := strings.Cut(strings.TrimSpace(words), " "); key {
	case "newdoc":
		p.endDocument()
	case "newpar":
		p.gap = paragraphBreak
	}
}

// node reads a line of ten columns: a word "2", a token of several words "2-3",
// whose line comes before theirs and whose form alone is in the text, or an empty
// node "2.1", which is not.
func (p *treebankParser) node(column []string) error {
	if len(column) != 10 {
		return fmt.Errorf("%d columns, want 10", len(column))
	}
	id, form, misc := column[0], column[1], column[9]
	if strings.Contains(id, ".") {
		return nil
	}
	from, to, several := strings.Cut(id, "-")
	if from != strconv.Itoa(p.nodes+1) {
		return fmt.Errorf("number %s after %d words", id, p.nodes)
	}
	if form != strings.TrimSpace(form) || form == "" {
		return fmt.Errorf("form %q is empty or has white space around it", form)
	}
	if p.nodes >= p.last {
		p.write(form, misc)
	}
	if several {
		return p.open(to)
	}
	p.nodes++
	p.document.words = append(p.document.words, treebankWord{form, p.token})
	return nil
}

// open makes the words up to the given number part of the last token.
func (p *treebankParser) open(to string) error {
	last, err := strconv.Atoi(to)
	if err != nil || last <= p.nodes || p.last > p.nodes {
		return fmt.Errorf("a token of words %d-%s after one up to %d", p.nodes+1, to, p.last)
	}
	p.last = last
	return nil
}

// write appends a token to the text.
func (p *treebankParser) write(form, misc string) {
	if p.text.Len() > 0 {
		p.text.WriteString(p.gap)
	}
	p.token.Start = p.text.Len()
	p.text.WriteString(form)
	p.token.End = p.text.Len()
	if p.sentence.Empty() {
		p.sentence = p.token
	}
	p.sentence.End = p.token.End
	p.gap = " "
	if slices.Contains(strings.Split(misc, "|"), "SpaceAfter=No") {
		p.gap = ""
	}
}

func (p *treebankParser) endSentence() {
	if !p.sentence.Empty() {
		p.document.sentences = append(p.document.sentences, p.sentence)
	}
	p.sentence, p.nodes, p.last = rapporteur.Span{}, 0, 0
}

func (p *treebankParser) endDocument() {
	p.endSentence()
	if len(p.document.words) > 0 {
		p.document.text = p.text.String()
		p.documents = append(p.documents, p.document)
	}
	p.document = treebankDocument{}
	p.text.Reset()
}
