package extract

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur"
)

// citing is a way to say through whom a content came.
type citing struct {
	words []string
	// carrier says that the one named brings the speaker's words ("quoted by the
	// daily"); otherwise the speaker brings those of the one named ("citing an
	// aide").
	carrier bool
	// afterCue says that the words mean this next to the cue alone ("said through
	// her lawyer"), and of the cues only those that quoting says, if it says any.
	afterCue bool
	quoting  []string
}

var citings = []citing{
	{words: []string{"citing"}},
	{words: []string{"quoting"}},
	{words: []string{"invoking"}},
	{words: []string{"who", "cited"}},
	{words: []string{"who", "quoted"}},
	{words: []string{"which", "cited"}},
	{words: []string{"which", "quoted"}},
	{words: []string{"quoted", "by"}, carrier: true},
	{words: []string{"cited", "by"}, carrier: true},
	{words: []string{"carried", "by"}, carrier: true},
	{words: []string{"relayed", "by"}, carrier: true},
	{words: []string{"according", "to"}, carrier: true},
	{words: []string{"through"}, carrier: true, afterCue: true},
	{words: []string{"via"}, carrier: true, afterCue: true},
	{words: []string{"by"}, carrier: true, afterCue: true, quoting: []string{"quoted", "cited", "reported"}},
}

// How many tokens may stand between what the citing words go with and the
// words: a comma and an adverb after a source, a comma after the content, and
// after a cue also addressee, day and place ("told AFP on Monday in Ankara, citing").
const (
	gapAfterSource  = 2
	gapAfterCue     = 6
	gapAfterContent = 1
)

// maxNamed is the longest name of whom is cited, in tokens.
const maxNamed = 20

// chain returns those through whom the content came, the one who says it here
// first, nil where the sentence of the cue cites nobody. A statement within one
// that the citing words make has no chain: the other says it.
func (r *reading) chain(d *draft) []rapporteur.Span {
	if d.bare() {
		return nil
	}
	at := slices.Concat(d.cue, d.source)[0]
	first, end := r.sentence(at.Start)
	for i := first; i < end; i++ {
		w := r.word(i)
		for _, c := range citings {
			if c.words[0] != w || !r.matches(c.words, i, end) || r.inside(d.content, i) || !r.goesWith(d, c, i, first) {
				continue
			}
			if named, ok := r.named(d, c, i, end); ok {
				return r.chained(d, c, i, named)
			}
		}
	}
	return nil
}

// maxSentence bounds the search to either side of the cue, in tokens.
const maxSentence = 200

// sentence returns the tokens of the sentence that holds offset, as a
// half-open range, cut to maxSentence around it.
func (r *reading) sentence(offset int) (first, end int) {
	k := r.sentenceFrom(offset + 1)
	if k == 0 {
		return 0, 0
	}
	first = r.tokenAt(r.sentences[k-1].Start)
	end = len(r.analysis.Tokens)
	if k < len(r.sentences) {
		end = r.tokenAt(r.sentences[k].Start)
	}
	i := r.tokenAt(offset)
	return max(first, i-maxSentence), min(end, i+maxSentence)
}

// tokenAt returns the index of the first token that begins at offset or later.
func (r *reading) tokenAt(offset int) int {
	tokens := r.analysis.Tokens
	return sort.Search(len(tokens), func(i int) bool { return tokens[i].Start >= offset })
}

func (r *reading) word(i int) string {
	return strings.ToLower(r.analysis.Tokens[i].In(r.text))
}

func (r *reading) inside(spans []rapporteur.Span, i int) bool {
	return overlap(spans, []rapporteur.Span{r.analysis.Tokens[i].Span})
}

func (r *reading) matches(words []string, i, end int) bool {
	if i+len(words) >= end {
		return false
	}
	for k, w := range words {
		if r.word(i+k) != w {
			return false
		}
	}
	return true
}

// goesWith reports whether the citing words at token i stand beside the source,
// cue or content of d or begin the sentence before them.
func (r *reading) goesWith(d *draft, c citing, i, first int) bool {
	if r.claimed(d, c, i) {
		return false
	}
	start := r.analysis.Tokens[i].Start
	if r.inside(d.source, i) {
		return !c.afterCue && d.source[0].Start < start
	}
	if r.near(d.cue, i, gapAfterCue) && r.clear(d, i) {
		return !c.afterCue || r.introduces(d, c, i)
	}
	if c.afterCue {
		return false
	}
	opens := first == i && start < slices.Concat(d.source, d.cue)[0].Start
	return opens || r.near(d.source, i, gapAfterSource) || r.near(d.content, i, gapAfterContent)
}

// claimed reports whether the words at token i are the cue of d, or cite for
// the statement around it.
func (r *reading) claimed(d *draft, c citing, i int) bool {
	last := i + len(c.words) - 1
	if r.inside(d.cue, i) && r.inside(d.cue, last) {
		return true
	}
	return d.within != nil && !r.inside(d.within.content, i)
}

// introduces reports whether a name or a noun with its article follows c at
// token i, and whether the cue is one that c goes with.
func (r *reading) introduces(d *draft, c citing, i int) bool {
	next := r.analysis.Tokens[i+len(c.words)].In(r.text)
	first, _ := utf8.DecodeRuneInString(next)
	if !unicode.IsUpper(first) && !articles[strings.ToLower(next)] {
		return false
	}
	cued := func(w string) bool {
		return slices.ContainsFunc(d.cue, func(s rapporteur.Span) bool {
			return strings.Contains(strings.ToLower(s.In(r.text)), w)
		})
	}
	return len(c.quoting) == 0 || slices.ContainsFunc(c.quoting, cued)
}

// near reports whether one of the spans ends at most gap tokens before token i.
func (r *reading) near(spans []rapporteur.Span, i, gap int) bool {
	return slices.ContainsFunc(spans, func(s rapporteur.Span) bool {
		k := r.tokenAt(s.End)
		return k <= i && i-k <= gap
	})
}

// clear reports whether no content of d stands between its cue and token i.
func (r *reading) clear(d *draft, i int) bool {
	start := r.analysis.Tokens[i].Start
	for _, cue := range d.cue {
		between := rapporteur.Span{Start: cue.End, End: start}
		if cue.End <= start && !overlap(d.content, []rapporteur.Span{between}) {
			return true
		}
	}
	return false
}

// named returns the noun phrase that follows the citing words at token i, if it
// names a source of news.
func (r *reading) named(d *draft, c citing, i, end int) (rapporteur.Span, bool) {
	barred := slices.Concat(d.cue, d.content)
	if !r.inside(d.source, i) {
		barred = append(barred, d.source...)
	}
	first := i + len(c.words)
	last, head := first, -1
	for last < min(end, first+maxNamed) && !r.endsName(last) && !r.inside(barred, last) {
		if head < 0 && last > first && prepositions[r.word(last)] {
			head = last - 1
		}
		last++
	}
	if last == first {
		return rapporteur.Span{}, false
	}
	if head < 0 {
		head = last - 1
	}
	span := words(r.text, r.analysis.Tokens[first].Cover(r.analysis.Tokens[last-1].Span))
	return span, !span.Empty() && r.isSource(head)
}

func (r *reading) endsName(i int) bool {
	w := r.word(i)
	first, _ := utf8.DecodeRuneInString(w)
	_, _, quote := glyph(first)
	return !quote && !isWord(first) || nameEnds[w]
}

// isSource reports whether the head word of a noun phrase names a source: a
// noun of the table or a proper name that is not that of a text.
func (r *reading) isSource(i int) bool {
	for i > 0 && words(r.text, r.analysis.Tokens[i].Span).Empty() {
		i--
	}
	w := r.analysis.Tokens[i].In(r.text)
	first, _ := utf8.DecodeRuneInString(w)
	w = strings.ReplaceAll(strings.ToLower(w), "’", "'")
	if unicode.IsDigit(first) || legalTexts[w] {
		return false
	}
	return unicode.IsUpper(first) || sourceNouns[w] || sourceNouns[strings.TrimSuffix(w, "s")]
}

// chained orders the speaker and the one named. A source that holds the citing
// words speaks up to them.
func (r *reading) chained(d *draft, c citing, i int, named rapporteur.Span) []rapporteur.Span {
	speaker := slices.Clone(d.source)
	if r.inside(d.source, i) {
		head := rapporteur.Span{Start: d.source[0].Start, End: r.analysis.Tokens[i].Start}
		speaker = []rapporteur.Span{words(r.text, head)}
	}
	if c.carrier {
		return append([]rapporteur.Span{named}, speaker...)
	}
	return append(speaker, named)
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

var (
	articles = set(`a an the this that its his her their our my some one two three several`)
	// nameEnds are the words before which the name of whom is cited ends.
	nameEnds = set(`that who which whom as said says say saying told wrote writes reported
		added adding yesterday today monday tuesday wednesday thursday friday saturday sunday late earlier`)
	prepositions = set(`in of within from for with to at on by near inside around close familiar
		involved present briefed speaking`)
	// sourceNouns are those whom and which reports name as their sources.
	sourceNouns = set(`source official officer minister ministry spokesman spokeswoman spokesperson
		spokesmen aide adviser advisor diplomat envoy ambassador negotiator mediator delegate member
		person people man men woman women witness witnesses lawyer resident priest bishop elder leader
		commander president governor mayor senator lawmaker king newspaper paper daily weekly agency
		agencies newswire broadcaster station radio television tv channel website media press outlet
		report statement document letter memo cable transcript circles intermediary intermediaries
		interpreter consul general d'affaires chargé embassy office government military army police
		court group analyst expert colleague relative brother sister son daughter wife husband`)
	// legalTexts are the capitalised texts that speakers invoke, which no news
	// comes from.
	legalTexts = set(`law act convention conventions treaty constitution article resolution agreement
		charter protocol accord accords code`)
)
