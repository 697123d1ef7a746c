package knowledge

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"rapporteur"
)

// Link says which entity each mention of a report means: first its proper names,
// which are few and sure, then the phrases that say an office, a state or a group,
// and last the pronouns, each by the clusters of the analysis as far as they agree
// with what is known of those who stand in them.
//
// A report dated before every role of the base, or not dated at all, is linked by
// its own words.
func (b *Base) Link(doc *rapporteur.Document, a *rapporteur.Analysis) *rapporteur.Links {
	l := newLinking(b, doc, a)
	l.readKnown()
	l.readHalves()
	l.readNames()
	l.readMentions()
	l.linkPersons()
	l.sort()
	l.linkNames()
	l.linkNominals()
	l.linkPronouns()
	l.linkQuoted()
	l.linkAuthor()
	return l.links()
}

// linking is the state of reading who is who in one report.
type linking struct {
	base *Base
	doc  *rapporteur.Document
	text string
	a    *rapporteur.Analysis
	date Date
	// title is that of the report.
	title string
	// words are the tokens in small letters.
	words []string
	// known is by its first token what the base knows by name.
	known []knownName
	// named is the proper name that each token belongs to, nil where none.
	named []*expression
	// sentence is the number of each token's sentence, section that of its
	// paragraph.
	sentence, paragraph []int
	// source marks the tokens of those who speak or think.
	source []bool
	// expressions are those read so far; byMention has one entry a mention.
	expressions []*expression
	byMention   []*expression
	referents   []*referent
	byKey       map[string]*referent
	// clusters are the expressions of each cluster, in text order.
	clusters [][]*expression
	// appositions are the persons whose office is said by the phrase whose title
	// begins at the token.
	appositions map[int]*referent
	// heldRoles are the roles of persons of the base looked at so far; states the
	// countries of the states that the report names.
	heldRoles map[*Entry][]heldRole
	states    map[string]bool
	around    surroundings
	// prominent is the state that the report speaks of most, nil where none.
	prominent *Entry
}

// referent is an entity in the making.
type referent struct {
	kind    rapporteur.EntityType
	name    string
	country string
	entry   *Entry
	// names are the folded names of a person, each split into words.
	names [][]string
	// said are the roles that the report's own words give a person.
	said []*role
	// owner is the state or organisation for whose side it acts, side the same as
	// an entity.
	owner  *Entry
	side   *referent
	gender gender
	plural bool
	// expressions mean it.
	expressions []*expression
}

// expression is a phrase that may mean an entity.
type expression struct {
	tokens  rapporteur.TokenRange
	head    int
	mention int // index into Analysis.Mentions, -1 where it is none
	cluster int // index into Analysis.Clusters, -1 where in none
	form    rapporteur.Form
	kind    rapporteur.MentionType
	// matches are what the base knows by this name.
	matches []Match
	// person says that the reader takes the name for that of a person.
	nameType rapporteur.NameType
	// name is the proper name at the head of a mention.
	name     *expression
	referent *referent
	// confidence in [0, 1] that it means the referent.
	confidence float64
}

func newLinking(b *Base, doc *rapporteur.Document, a *rapporteur.Analysis) *linking {
	n := len(a.Tokens)
	l := &linking{
		base: b, doc: doc, text: doc.Text, a: a, date: DateOf(doc.Published), title: doc.Title,
		words: make([]string, n), known: make([]knownName, n), named: make([]*expression, n),
		sentence: make([]int, n), paragraph: make([]int, n), source: make([]bool, n),
		byMention: make([]*expression, len(a.Mentions)), byKey: map[string]*referent{},
		clusters: make([][]*expression, len(a.Clusters)), appositions: map[int]*referent{},
		heldRoles: map[*Entry][]heldRole{}, states: map[string]bool{},
	}
	for i, t := range a.Tokens {
		l.words[i] = strings.ToLower(t.In(doc.Text))
		if i > 0 {
			l.paragraph[i] = l.paragraph[i-1]
			if strings.Contains(doc.Text[a.Tokens[i-1].End:t.Start], "\n") {
				l.paragraph[i]++
			}
		}
	}
	for i, s := range a.Sentences {
		for t := max(0, s.First); t < min(s.End, n); t++ {
			l.sentence[t] = i
		}
	}
	for _, s := range a.Speech {
		for _, p := range s.Source {
			for t := max(0, p.Tokens.First); t < min(p.Tokens.End, n); t++ {
				l.source[t] = true
			}
		}
	}
	return l
}

// word is a token as it is written, "" beside the text.
func (l *linking) word(i int) string {
	if i < 0 || i >= len(l.a.Tokens) {
		return ""
	}
	return l.a.Tokens[i].In(l.text)
}

// small is a token in small letters, "" beside the text.
func (l *linking) small(i int) string {
	if i < 0 || i >= len(l.words) {
		return ""
	}
	return l.words[i]
}

// tag is the Penn tag of a token, "" where the analysis has none.
func (l *linking) tag(i int) string {
	if i < 0 || i >= len(l.a.Tags) {
		return ""
	}
	return l.a.Tags[i]
}

// relation is the relation of a token in the tree without its subtype, "" where
// the analysis has none.
func (l *linking) relation(i int) (relation string, head int) {
	if i < 0 || i >= len(l.a.Tree) {
		return "", -1
	}
	relation, _, _ = strings.Cut(l.a.Tree[i].Relation, ":")
	return relation, l.a.Tree[i].Head
}

// say is the words of a range of tokens, white space folded.
func (l *linking) say(first, end int) string {
	if first < 0 || first >= end || end > len(l.a.Tokens) {
		return ""
	}
	s := l.a.Span(rapporteur.TokenRange{First: first, End: end}).In(l.text)
	return strings.Join(strings.Fields(s), " ")
}

// valid reports whether a range of tokens is one of the analysis.
func (l *linking) valid(r rapporteur.TokenRange) bool {
	return 0 <= r.First && r.First < r.End && r.End <= len(l.a.Tokens)
}

// refer says what an expression means and how sure that is.
func (l *linking) refer(e *expression, r *referent, confidence float64) {
	if r == nil || e.referent != nil {
		return
	}
	e.referent, e.confidence = r, confidence
	r.expressions = append(r.expressions, e)
}

// sort brings the expressions into the order of the text, longer ones first.
func (l *linking) sort() {
	slices.SortStableFunc(l.expressions, func(x, y *expression) int {
		return cmp.Or(cmp.Compare(x.tokens.First, y.tokens.First), cmp.Compare(y.tokens.End, x.tokens.End))
	})
}

// identity tells entries of one type apart.
func identity(e *Entry) string { return e.identity(Fold(e.Name)) }

// keyed returns the referent of a key, made by make where there is none yet.
func (l *linking) keyed(key string, make func() *referent) *referent {
	r := l.byKey[key]
	if r == nil {
		r = make()
		l.byKey[key] = r
		l.referents = append(l.referents, r)
	}
	return r
}

// add makes a referent that no key finds again.
func (l *linking) add(r *referent) *referent {
	l.referents = append(l.referents, r)
	return r
}

// links writes the referents out: those mentioned by their first mention, then
// the sides that nobody names.
func (l *linking) links() *rapporteur.Links {
	l.takeSides()
	l.show()
	kept := slices.DeleteFunc(slices.Clone(l.referents), func(r *referent) bool {
		return len(r.expressions) == 0 && !l.isSide(r)
	})
	slices.SortStableFunc(kept, func(x, y *referent) int { return cmp.Compare(x.start(), y.start()) })
	index := make(map[*referent]int, len(kept))
	for i, r := range kept {
		index[r] = i
	}
	out := &rapporteur.Links{Entities: make([]rapporteur.Entity, len(kept)), Of: make([]int, len(l.a.Mentions))}
	for i, r := range kept {
		out.Entities[i] = l.entity(r, i)
		if r.side != nil && r.side != r {
			out.Entities[i].Party = entityID(index[r.side])
		}
	}
	for i, e := range l.byMention {
		out.Of[i] = -1
		if e != nil && e.referent != nil {
			out.Of[i] = index[e.referent]
		}
	}
	return out
}

// show leaves of a mention that has a name only the name, without the office before
// and the apposition behind it.
func (l *linking) show() {
	for _, r := range l.referents {
		r.expressions = slices.DeleteFunc(r.expressions, func(e *expression) bool { return e.mention >= 0 && e.name != nil })
		slices.SortStableFunc(r.expressions, func(x, y *expression) int {
			return cmp.Or(cmp.Compare(x.tokens.First, y.tokens.First), cmp.Compare(y.tokens.End, x.tokens.End))
		})
	}
}

// start is the first token of the first mention; what is not mentioned comes last.
func (r *referent) start() int {
	if len(r.expressions) == 0 {
		return math.MaxInt
	}
	return r.expressions[0].tokens.First
}

func entityID(i int) string { return "e" + strconv.Itoa(i+1) }

func (l *linking) entity(r *referent, i int) rapporteur.Entity {
	e := rapporteur.Entity{ID: entityID(i), Name: l.canonical(r), Type: r.kind, Country: r.country, Roles: l.roles(r)}
	if r.entry != nil {
		e.KB = r.entry.ID
	}
	if r.kind == rapporteur.PlaceEntity && r.entry != nil && r.entry.Located {
		e.At = &rapporteur.Coordinates{Latitude: r.entry.Latitude, Longitude: r.entry.Longitude}
	}
	sum := 0.0
	for _, x := range r.expressions {
		e.Mentions = append(e.Mentions, rapporteur.EntityMention{Span: l.a.Span(x.tokens), Form: x.form})
		sum += x.confidence
	}
	if len(r.expressions) > 0 {
		e.Confidence = sum / float64(len(r.expressions))
	} else {
		e.Confidence = unnamed
	}
	return e
}

// canonical is the name to show: the base's, else the fullest name of the report,
// else its first description.
func (l *linking) canonical(r *referent) string {
	switch {
	case r.name != "":
		return r.name
	case r.entry != nil:
		return r.entry.Name
	}
	best, names := "", false
	for _, e := range r.expressions {
		words := l.say(e.tokens.First, e.tokens.End)
		if e.form == rapporteur.NameForm {
			if e.name != nil {
				words = l.say(e.name.tokens.First, e.name.tokens.End)
			}
			if !names || len(words) > len(best) {
				best, names = words, true
			}
		} else if best == "" {
			best = withoutArticle(l.say(e.tokens.First, l.coreEnd(e)))
		}
	}
	return best
}

// coreEnd is where a phrase ends without what is added behind its core: an
// apposition, a relative clause, a participle.
func (l *linking) coreEnd(e *expression) int {
	for t := e.head + 1; t < e.tokens.End; t++ {
		switch l.words[t] {
		case ",", ";", ":", "(", "–", "—", "who", "whom", "whose", "which", "that", "led", "headed":
			return t
		}
		if tag := l.tag(t); tag == "VBN" && l.tag(t+1) != "NN" || tag == "MD" || strings.HasPrefix(tag, "VB") && tag != "VBN" {
			return t
		}
	}
	return e.tokens.End
}

// withoutArticle drops an article at the start.
func withoutArticle(s string) string {
	for _, article := range []string{"the ", "The ", "a ", "A ", "an ", "An "} {
		if rest, cut := strings.CutPrefix(s, article); cut {
			return rest
		}
	}
	return s
}

// Confidence that an expression means its referent, by the way it was found. The
// figures are how often each was right over annotated reports, to one decimal or
// so; they order the ways and are not calibrated finer.
const (
	byFullName   = 0.95 // a full name, or one of the base's own names
	byOwnWords   = 0.9  // a name that the report itself explains
	bySurname    = 0.9  // a surname after a full name
	byOffice     = 0.8  // an office that somebody of the report holds
	byPosition   = 0.75 // the part that a name plays in its sentence
	byCluster    = 0.75 // a phrase by its cluster
	byHolder     = 0.7  // an office by the base and the day
	byBase       = 0.7  // a bare surname by the base and the day
	byAgreement  = 0.6  // a pronoun by what stands before it
	byNoneOther  = 0.5  // what is said of no one else
	byProminence = 0.5  // the state that a report is about
	unnamed      = 0.5  // a side that is not named
)
