package export

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rapporteur"
)

// CoNLLU writes analyses in CoNLL-U, the format of Universal Dependencies
// (universaldependencies.org/format.html), one document after another.
//
// Beside the ten columns a document has its title, address and day as the GUM
// corpus writes them (# meta::title), paragraphs (# newpar), and for every
// sentence its text with each run of white space as one space. Characters are in
// normal form C, as Universal Dependencies want; control characters are left
// out. Contractions and possessives stand behind a range line with the word as
// the report writes it, as in the English Web Treebank. A column of which the
// analysis has no table is "_".
//
// MISC holds, in the order of the alphabet:
//
//	Entity      mentions with their cluster in the bracket notation of GUM and
//	            CorefUD, with the fields that # global.Entity names: cluster (from
//	            1, on through all documents), type, place of the head in the mention (from
//	            1), and form: name, nominal or pronoun
//	Factuality  of verbs and event nouns, -3 to 3
//	Name        B- or I- and the type of a proper name
//	SpaceAfter  No where the next word follows without white space
//	Timex       B- or I-, the type of a time expression, and at its first word its
//	            value after a colon: B-DATE:2031-05-15
//
// In values a white space, a bar and a backslash are \s, \p and \\.
type CoNLLU struct {
	w io.Writer
	// entities is how many the documents before had.
	entities int
}

// NewCoNLLU returns a writer of analyses to w.
func NewCoNLLU(w io.Writer) *CoNLLU { return &CoNLLU{w: w} }

// entityFields are the fields of a mention in Entity.
const entityFields = "eid-etype-head-form"

// Write writes one document with a single call of the underlying writer; the
// error is that writer's. A document without words gives nothing. Each line break
// of doc.Text ends a paragraph.
func (c *CoNLLU) Write(doc *rapporteur.Document, a *rapporteur.Analysis) error {
	if len(a.Tokens) == 0 {
		return nil
	}
	t := &treebank{doc: doc, a: a, forms: forms(doc.Text, a.Tokens), misc: newMisc(a, c.entities)}
	c.entities += entityCount(a)
	t.document()
	for i, s := range a.Sentences {
		t.sentence(i, s)
	}
	_, err := io.WriteString(c.w, t.out.String())
	return err
}

// treebank is a document as CoNLL-U in the making.
type treebank struct {
	doc   *rapporteur.Document
	a     *rapporteur.Analysis
	forms []string
	misc  [][]string // the key=value pairs of each token
	out   strings.Builder
}

func (t *treebank) comment(key, value string) {
	if value != "" {
		fmt.Fprintf(&t.out, "# %s = %s\n", key, clean(value))
	}
}

func (t *treebank) document() {
	if t.doc.ID == "" {
		t.out.WriteString("# newdoc\n")
	}
	t.comment("newdoc id", t.doc.ID)
	t.comment("global.Entity", entityFields)
	t.comment("meta::title", t.doc.Title)
	t.comment("meta::sourceURL", t.doc.URL)
	t.comment("meta::dateCreated", published(t.doc))
}

// idLength is how much of a document's ID is in that of a sentence: enough that
// no two of a billion reports share it, short enough to read.
const idLength = 16

// sentence writes the nth sentence.
func (t *treebank) sentence(n int, s rapporteur.TokenRange) {
	if t.startsParagraph(s.First) {
		t.out.WriteString("# newpar\n")
	}
	id := strconv.Itoa(n + 1)
	if t.doc.ID != "" {
		id = t.doc.ID[:min(idLength, len(t.doc.ID))] + "-" + id
	}
	t.comment("sent_id", id)
	t.comment("text", t.surface(s))
	for i := s.First; i < s.End; {
		end := t.contraction(i, s.End)
		alone := end == i+1
		if !alone {
			t.surfaceToken(s, i, end)
		}
		for ; i < end; i++ {
			t.word(s, i, alone)
		}
	}
	t.out.WriteByte('\n')
}

func (t *treebank) startsParagraph(i int) bool {
	return i == 0 || strings.Contains(t.gap(i-1), "\n")
}

// gap is what stands between token i and the next, "" after the last.
func (t *treebank) gap(i int) string {
	if i+1 == len(t.a.Tokens) {
		return ""
	}
	return t.doc.Text[t.a.Tokens[i].End:t.a.Tokens[i+1].Start]
}

// spaced reports whether white space or the end of the text follows token i.
func (t *treebank) spaced(i int) bool {
	return i+1 == len(t.a.Tokens) || strings.ContainsFunc(t.gap(i), unicode.IsSpace)
}

// surface is the words of a range with single spaces between them.
func (t *treebank) surface(r rapporteur.TokenRange) string {
	var b strings.Builder
	for i := r.First; i < r.End; i++ {
		b.WriteString(t.forms[i])
		if i+1 < r.End && t.spaced(i) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func forms(text string, tokens []rapporteur.Token) []string {
	out := make([]string, len(tokens))
	for i, t := range tokens {
		out[i] = clean(t.In(text))
	}
	return out
}

// clean returns s in normal form C without control characters, with runs of white
// space inside it as one space each and none around it, "_" where nothing is left.
func clean(s string) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	if plain = strings.Join(strings.Fields(plain), " "); plain == "" {
		return "_"
	}
	return norm.NFC.String(plain)
}

// contraction returns the end of the word as it is written that begins at token
// i: the tokens of "don't" are one, those of other words alone.
func (t *treebank) contraction(i, end int) int {
	for i++; i < end && t.isClitic(i); i++ {
	}
	return i
}

// isClitic reports whether token i is written as one word with the one before.
func (t *treebank) isClitic(i int) bool {
	host, word := t.forms[i-1], strings.ReplaceAll(strings.ToLower(t.forms[i]), "’", "'")
	if t.gap(i-1) != "" || !endsInWord(host) {
		return false
	}
	switch word {
	case "n't", "'s", "'re", "'ve", "'ll", "'d", "'m":
		return true
	case "not":
		return strings.EqualFold(host, "can")
	case "'":
		return len(t.a.Tags) > 0 && t.a.Tags[i] == "POS"
	}
	return false
}

func endsInWord(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(last) || unicode.IsDigit(last) || unicode.IsMark(last)
}

// surfaceToken writes the range line of the tokens from i to end.
func (t *treebank) surfaceToken(s rapporteur.TokenRange, i, end int) {
	misc := "_"
	if !t.spaced(end - 1) {
		misc = "SpaceAfter=No"
	}
	form := t.surface(rapporteur.TokenRange{First: i, End: end})
	t.row(fmt.Sprintf("%d-%d", i-s.First+1, end-s.First), form, "_", "_", "_", "_", "_", "_", "_", misc)
}

// word writes the line of token i of sentence s, alone or part of a contraction.
func (t *treebank) word(s rapporteur.TokenRange, i int, alone bool) {
	lemma, tag, head, relation, upos, feats := "_", "_", "_", "_", "_", "_"
	if len(t.a.Lemmas) > 0 {
		lemma = clean(t.a.Lemmas[i])
	}
	if len(t.a.Tree) > 0 {
		arc := t.a.Tree[i]
		head, relation = "0", arc.Relation
		if arc.Head != i {
			head = strconv.Itoa(arc.Head - s.First + 1)
		}
	}
	if len(t.a.Tags) > 0 {
		tag = t.a.Tags[i]
		w := tagged{form: t.forms[i], lemma: lemma, tag: tag, relation: relation}
		upos, feats = w.universal(), w.features()
	}
	misc := t.misc[i]
	if alone && !t.spaced(i) {
		misc = inserted(misc, "SpaceAfter=No")
	}
	t.row(strconv.Itoa(i-s.First+1), t.forms[i], lemma, upos, tag, feats, head, relation, "_", joinedMisc(misc))
}

func (t *treebank) row(columns ...string) {
	t.out.WriteString(strings.Join(columns, "\t"))
	t.out.WriteByte('\n')
}
