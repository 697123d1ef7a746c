package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"rapporteur"
	"rapporteur/gold"
)

// scoreNames counts proper names in the files of the Worldwide English NewsWire set
// (Shan et al., EMNLP Findings 2023): a name is right when it has the same
// characters and the same type, and where one lies in another, the outer counts.
// A path is a folder or one file.
func scoreNames(p Program, paths []string) ([]Figure, error) {
	var documents []namedDocument
	for _, path := range paths {
		read, err := readNamed(path)
		if err != nil {
			return nil, err
		}
		documents = append(documents, read...)
	}
	return countNames(p, documents, nameTypes), nil
}

// heldTenth says whether a file of the set is of the tenth that is measured on and
// never trained on: those whose name's characters add up to a number that ends in
// 3.
func heldTenth(name string) bool {
	sum := 0
	for _, r := range name {
		sum += int(r)
	}
	return sum%10 == 3
}

// nameTypes are the types of name in the order of their figures.
var nameTypes = []rapporteur.NameType{
	rapporteur.PersonName, rapporteur.OrganisationName, rapporteur.PlaceName, rapporteur.GroupName,
	rapporteur.ProductName, rapporteur.MoneyName, rapporteur.OtherName,
}

// namedDocument is a text with the proper names in it.
type namedDocument struct {
	text  string
	names []named
}

// named is a proper name in a text.
type named struct {
	span rapporteur.Span
	kind rapporteur.NameType
}

// countNames compares the names of the types given with those of the analyses,
// over all types and each.
func countNames(p Program, documents []namedDocument, types []rapporteur.NameType) []Figure {
	texts := make([]string, len(documents))
	for i, d := range documents {
		texts[i] = d.text
	}
	counts := make([]gold.Count, len(types))
	var all gold.Count
	for i, analysis := range p.analyzeTexts(texts) {
		for k, kind := range types {
			c := compareSets(documents[i].spans(kind), namesOf(analysis, kind))
			counts[k].Add(c)
			all.Add(c)
		}
	}
	out := []Figure{{Name: "f1", Value: perCent(all.F1())}, {Name: "p", Value: perCent(all.Precision())}, {Name: "r", Value: perCent(all.Recall())}}
	for k, kind := range types {
		out = append(out, figures(string(kind), counts[k])...)
	}
	return out
}

func (d namedDocument) spans(kind rapporteur.NameType) map[rapporteur.Span]struct{} {
	out := map[rapporteur.Span]struct{}{}
	for _, n := range d.names {
		if n.kind == kind {
			out[n.span] = struct{}{}
		}
	}
	return out
}

func namesOf(a *rapporteur.Analysis, kind rapporteur.NameType) map[rapporteur.Span]struct{} {
	out := map[rapporteur.Span]struct{}{}
	for _, n := range a.Names {
		if n.Type == kind {
			out[a.Span(n.Tokens)] = struct{}{}
		}
	}
	return out
}

// readNamed reads a file of the set, or all that end in .tsv in a folder.
func readNamed(path string) ([]namedDocument, error) {
	files, err := filesEnding(path, ".tsv")
	if err != nil {
		return nil, err
	}
	documents := make([]namedDocument, len(files))
	for i, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if documents[i], err = parseNamed(string(data)); err != nil {
			return nil, fmt.Errorf("%s:%w", file, err)
		}
	}
	return documents, nil
}

// parseNamed rebuilds a document from a token and its labels a line, with an empty
// line after a sentence. Of several labels, of names within each other, the first
// is the outermost's. An error begins with the number of the line.
func parseNamed(tsv string) (namedDocument, error) {
	var b nameBuilder
	number := 0
	for line := range strings.Lines(tsv) {
		number++
		fields := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if fields[0] == "" {
			b.endSentence()
			continue
		}
		label := "O"
		if len(fields) > 1 {
			label = fields[1]
		}
		if err := b.add(fields[0], label); err != nil {
			return namedDocument{}, fmt.Errorf("%d: %w", number, err)
		}
	}
	b.endName()
	return namedDocument{b.text.String(), b.names}, nil
}

// nameBuilder writes tokens as running text. The set's tokens carry no word of the
// white space between them; the reader was trained on texts written in just this
// way (train/names.py), so that the two must stay alike.
type nameBuilder struct {
	text strings.Builder
	// last is the end of the last token, gap what comes before the next, quoted
	// says that a quotation mark is open.
	last   int
	gap    string
	quoted bool

	names []named
	// open is the name that the last token belongs to, if its kind is not empty.
	open named
}

// endSentence starts a new line, but for a sentence after a full one in the same
// paragraph, which the set does not mark.
func (b *nameBuilder) endSentence() {
	b.endName()
	b.quoted = false
	switch text := b.text.String(); {
	case text == "":
	case endsIn(text, ".", "!", "?", "”", `"`):
		b.gap = " "
	default:
		b.gap = "\n"
	}
}

func (b *nameBuilder) add(token, label string) error {
	part, kind, _ := strings.Cut(label, "-")
	if label != "O" && part != "B" && part != "I" {
		return fmt.Errorf("no label is called %q", label)
	}
	if b.text.Len() > 0 && (b.gap != " " || !b.tight(token)) {
		b.text.WriteString(b.gap)
	}
	if part != "I" {
		b.endName()
	}
	if part == "B" {
		b.open = named{rapporteur.Span{Start: b.text.Len()}, setTypes[kind]}
	}
	b.text.WriteString(token)
	b.last, b.gap = b.text.Len(), " "
	b.quoted = b.quoted != (token == `"`)
	return nil
}

// endName ends the name that is open with the last token.
func (b *nameBuilder) endName() {
	if b.open.kind != "" {
		b.open.span.End = b.last
		b.names = append(b.names, b.open)
	}
	b.open = named{}
}

// tight says whether a token stands right against the one before it.
func (b *nameBuilder) tight(token string) bool {
	text := b.text.String()
	return tightTokens[token] || endsIn(text, "(", "[", "{", "$", "“", "£", "€") ||
		b.quoted && (token == `"` || strings.HasSuffix(text, `"`))
}

func endsIn(text string, marks ...string) bool {
	return slices.ContainsFunc(marks, func(m string) bool { return strings.HasSuffix(text, m) })
}

// tightTokens are the marks and contractions that follow a word without a space.
var tightTokens = map[string]bool{
	".": true, ",": true, ";": true, ":": true, "!": true, "?": true, "%": true, ")": true, "]": true, "}": true, "”": true, "’": true,
	"'s": true, "n't": true, "'re": true, "'ve": true, "'ll": true, "'d": true, "'m": true,
	"’s": true, "n’t": true, "’re": true, "’ve": true, "’ll": true, "’d": true, "’m": true,
}

// setTypes are the set's names for types; dates are the business of times.
var setTypes = map[string]rapporteur.NameType{
	"Person": rapporteur.PersonName, "Organization": rapporteur.OrganisationName, "Location": rapporteur.PlaceName,
	"Facility": rapporteur.PlaceName, "NORP": rapporteur.GroupName, "Product": rapporteur.ProductName,
	"Money": rapporteur.MoneyName, "Misc": rapporteur.OtherName,
}
