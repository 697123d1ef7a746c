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
	mentions  []treebankMention
}

// treebankWord is a syntactic word, a node of a tree.
type treebankWord struct {
	form string
	// token is where the token that the word is part of stands: "do" and "n't"
	// have that of "don't". part is where the word's own characters stand, the
	// whole token where they are not in it one word after the other.
	token, part rapporteur.Span
	// tag is the treebank's own (column XPOS), head the index into the document's
	// words of the word that governs it, its own index at a root, or noHead.
	tag      string
	head     int
	relation string
}

// noHead is the head of a word for which the treebank names none.
const noHead = -1

// readTreebanks reads the files and folders at the paths.
func readTreebanks(paths []string) (documents []treebankDocument, err error) {
	for _, path := range paths {
		read, err := readTreebank(path)
		if err != nil {
			return nil, err
		}
		documents = append(documents, read...)
	}
	return documents, nil
}

// textsOf returns the texts of documents.
func textsOf(documents []treebankDocument) []string {
	texts := make([]string, len(documents))
	for i, d := range documents {
		texts[i] = d.text
	}
	return texts
}

// readTreebank reads a file in the CoNLL-U format of Universal Dependencies, or
// all files called .conllu in a folder.
func readTreebank(path string) ([]treebankDocument, error) {
	files, err := filesEnding(path, ".conllu")
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

// filesEnding returns the path itself where it is no folder, and the files in it
// with that ending where it is.
func filesEnding(path, ending string) ([]string, error) {
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return []string{path}, err
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		if filepath.Ext(e.Name()) == ending {
			files = append(files, filepath.Join(path, e.Name()))
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: holds no %s file", path, ending)
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
	if err := p.endDocument(); err != nil {
		return nil, fmt.Errorf("%d: %w", number, err)
	}
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
	// mentions are those of the document.
	mentions mentionReader
}

func (p *treebankParser) line(line string) error {
	switch {
	case strings.TrimSpace(line) == "":
		return p.endSentence()
	case line[0] == '#':
		return p.comment(line[1:])
	default:
		return p.node(strings.Split(line, "\t"))
	}
}

// comment heeds where documents and paragraphs begin, "newdoc" and "newpar", each
// also with a name as in "newdoc id = a1", and how mentions are written.
func (p *treebankParser) comment(words string) error {
	switch key, rest, _ := strings.Cut(strings.TrimSpace(words), " "); key {
	case "newdoc":
		return p.endDocument()
	case "newpar":
		p.gap = paragraphBreak
	case "global.Entity":
		return p.mentions.declare(strings.TrimLeft(rest, "= "))
	}
	return nil
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
	return p.word(column)
}

// word appends the word that the columns describe. Until its sentence ends, its
// head is the word's number in the sentence.
func (p *treebankParser) word(column []string) error {
	p.nodes++
	w := treebankWord{form: column[1], token: p.token, part: p.token, tag: column[4], head: noHead, relation: column[7]}
	if column[6] != "_" {
		head, err := strconv.Atoi(column[6])
		if err != nil || head < 0 {
			return fmt.Errorf("head %q is no word's number", column[6])
		}
		w.head = head
	}
	p.document.words = append(p.document.words, w)
	if p.nodes == p.last {
		p.spell()
	}
	return p.mentions.word(len(p.document.words)-1, column[9])
}

// spell gives the words of the token that has just ended their own characters,
// where they follow each other in it, in upper or lower case.
func (p *treebankParser) spell() {
	words := p.document.words
	first := len(words) - 1
	for first > 0 && words[first-1].token == p.token {
		first--
	}
	words = words[first:]
	text, at := p.text.String(), p.token.Start
	parts := make([]rapporteur.Span, len(words))
	for i, w := range words {
		parts[i] = rapporteur.Span{Start: at, End: at + len(w.form)}
		if at = parts[i].End; at > p.token.End || !strings.EqualFold(parts[i].In(text), w.form) {
			return
		}
	}
	if at == p.token.End {
		for i := range words {
			words[i].part = parts[i]
		}
	}
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

// endSentence turns the heads of the sentence's words into indices.
func (p *treebankParser) endSentence() error {
	if !p.sentence.Empty() {
		p.document.sentences = append(p.document.sentences, p.sentence)
	}
	first := len(p.document.words) - p.nodes
	for i := first; i < len(p.document.words); i++ {
		switch w := &p.document.words[i]; {
		case w.head > p.nodes:
			return fmt.Errorf("head %d in a sentence of %d words", w.head, p.nodes)
		case w.head == 0:
			w.head = i
		case w.head > 0:
			w.head += first - 1
		}
	}
	p.sentence, p.nodes, p.last = rapporteur.Span{}, 0, 0
	return nil
}

func (p *treebankParser) endDocument() (err error) {
	if err := p.endSentence(); err != nil {
		return err
	}
	if p.document.mentions, err = p.mentions.end(); err != nil {
		return err
	}
	if len(p.document.words) > 0 {
		p.document.text = p.text.String()
		p.documents = append(p.documents, p.document)
	}
	p.document = treebankDocument{}
	p.text.Reset()
	return nil
}
