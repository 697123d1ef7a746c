package main

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur"
)

// paragraphBreak stands between two instances of an article, which CofeNet cut
// where a sentence and its paragraph ended: of 1,831 borders between instances of
// its PolNeAR dev file 1,712 are blank lines in the articles themselves.
const paragraphBreak = "\n\n"

// rebuild writes tokens of the Penn Treebank's tokenization as the natural text
// they came from, each instance a paragraph, and says where each token stands in
// it. Tokens stand in order with nothing but white space between them, except
// that a stop which the tokenizer added after an abbreviation at a sentence's end
// ("N.C." ".") is that of the abbreviation and shares its byte.
func rebuild(instances [][]string) (text string, at [][]rapporteur.Span) {
	var b textBuilder
	b.oneMark = !slices.ContainsFunc(instances, func(tokens []string) bool { return slices.Contains(tokens, "``") })
	stray := false
	for i, tokens := range instances {
		if !stray {
			b.startParagraph()
		}
		stray = i+1 < len(instances) && b.straysAtEnd(tokens)
		places := make([]rapporteur.Span, len(tokens))
		for k, token := range tokens {
			if stray && k == len(tokens)-1 {
				b.startParagraph()
			}
			places[k] = b.write(token)
		}
		at = append(at, places)
	}
	return b.text.String(), at
}

// textBuilder writes token after token.
type textBuilder struct {
	text strings.Builder
	// oneMark says that the article writes the same mark before and after a
	// quotation, which the tokenizer then gives as closing ones.
	oneMark bool
	// last is the token before, empty at a paragraph's start; hugs says that it
	// stands right against the next, quoted that a double quotation mark is open.
	last         string
	hugs, quoted bool
}

func (b *textBuilder) startParagraph() {
	if b.text.Len() > 0 {
		b.text.WriteString(paragraphBreak)
	}
	b.last, b.hugs, b.quoted = "", false, false
}

// straysAtEnd reports whether the last token of an instance is the opening mark
// of a quotation in the next one: where an article writes one mark for both sides,
// the sentence splitter takes each for a closing one.
func (b *textBuilder) straysAtEnd(tokens []string) bool {
	before, last := tokens[:len(tokens)-1], tokens[len(tokens)-1]
	if last == "``" || last != "''" || !b.oneMark {
		return last == "``"
	}
	quoted := b.quoted
	for _, token := range before {
		if token == "''" {
			quoted = !quoted
		}
	}
	return !quoted
}

// write appends a token and returns where it stands.
func (b *textBuilder) write(token string) rapporteur.Span {
	if token == "." && abbreviation(b.last) {
		return rapporteur.Span{Start: b.text.Len() - 1, End: b.text.Len()}
	}
	written, opens := surface(token), opener[token]
	if token == "``" || token == "''" {
		opens = token == "``" || b.oneMark && !b.quoted
		b.quoted = opens
		written = map[bool]string{true: "“", false: "”"}[opens]
	}
	if b.last != "" && !b.hugs && (opens || !leans(b.last, token)) {
		b.text.WriteByte(' ')
	}
	start := b.text.Len()
	b.text.WriteString(written)
	b.last, b.hugs = token, opens
	return rapporteur.Span{Start: start, End: b.text.Len()}
}

// abbreviation reports whether a token ends in a stop of its own.
func abbreviation(token string) bool {
	return strings.HasSuffix(token, ".") && strings.ContainsFunc(token, unicode.IsLetter)
}

// opener are the tokens that stand right against the one after them.
var opener = map[string]bool{"`": true, "(": true, "[": true, "{": true, "-LRB-": true, "-LSB-": true, "-LCB-": true, "$": true}

// written are the characters that the Penn Treebank writes otherwise. A dash is
// "--" whatever its length.
var written = map[string]string{
	"`": "‘", "'": "’", "'''": "’”", "--": "—",
	"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}",
}

// surface returns the token as an article writes it. The tokenizer writes a space
// inside a token as U+00A0.
func surface(token string) string {
	if s, ok := written[token]; ok {
		return s
	}
	return characters.Replace(token)
}

var characters = strings.NewReplacer("'", "’", "\u00a0", " ")

// closer are the tokens that stand right against the one before them.
var closer = map[string]bool{
	",": true, ".": true, "?": true, "!": true, ";": true, ":": true, "%": true,
	"''": true, "'": true, "'''": true, ")": true, "]": true, "}": true, "-RRB-": true, "-RSB-": true, "-RCB-": true,
	"'s": true, "'re": true, "'ve": true, "'ll": true, "'m": true, "'d": true, "n't": true,
}

// parted are the words besides contractions that the Penn Treebank's tokenizer
// takes apart.
var parted = map[[2]string]bool{
	{"can", "not"}: true, {"gon", "na"}: true, {"wan", "na"}: true, {"got", "ta"}: true, {"gim", "me"}: true, {"lem", "me"}: true,
}

// leans reports whether a token stands right against the one before it.
func leans(last, token string) bool {
	lower := strings.ToLower(token)
	return closer[token] || closer[lower] || parted[[2]string{strings.ToLower(last), lower}]
}
