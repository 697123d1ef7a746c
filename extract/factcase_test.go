package extract

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"rapporteur"
)

// A fact case is a text with what the reader and the knowledge base say of it in
// brackets, below a list of its entities:
//
//	oram government Oram
//	varn person Ilse_Varn party=oram role=president
//
//	[@oram Oram] [position:demands party=oram wants [@lint Lint] to sign].
//
// [@oram …] is a mention of an entity; [FAMILY:LABEL …] a phrase of a fact, with who
// plays which role in it (several joined by commas, "~0.4" behind one its posterior),
// its attributes, @0.4 its own posterior and #name its name, by which another phrase
// is tied to it: needs=#name says that an outcome waits for the phrase, same=#name
// that two are the same. [time=VALUE …] is a point in time, [a:source …], [a:cue …] and
// [a:content …] are the parts of attribution a. Words, tags, lemmas and trees stand in
// a file beside the case as the reader gave them once.
type factCase struct {
	t        *testing.T
	doc      *rapporteur.Document
	a        *rapporteur.Analysis
	links    *rapporteur.Links
	entities map[string]int
	marks    []*factMark
	phrases  map[string]int // by name, into Analysis.Facts
	speech   map[string]int
}

// factMark is one pair of brackets.
type factMark struct {
	kind, label, name string
	posterior         float64
	settings          []string // key=value
	span              rapporteur.Span
	tokens            rapporteur.TokenRange
	// fact is the index of its phrase.
	fact int
}

var factMarkHead = regexp.MustCompile(`^\[(@\w+|time=\S+|\w+:(?:source|cue|content)|(?:position|meeting|anchor):\w+|outcome|requirement|delegation)(#\w+)?(@[0-9.]+)?((?: \w+=\S+)*) `)

// newFactCase reads a case; parse is the words and trees of its text.
func newFactCase(t *testing.T, marked, parse string) *factCase {
	t.Helper()
	c := &factCase{t: t, links: &rapporteur.Links{}, entities: map[string]int{}, phrases: map[string]int{}, speech: map[string]int{}}
	head, body, ok := strings.Cut(marked, "\n\n")
	if !ok {
		t.Fatal("no blank line behind the entities")
	}
	for line := range strings.Lines(head) {
		c.declare(strings.Fields(line))
	}
	c.doc = &rapporteur.Document{Text: c.unmark(body)}
	c.a = parsed(t, c.doc.Text, parse)
	for _, m := range c.marks {
		m.tokens = c.tokens(m.span)
	}
	c.mention()
	c.express()
	return c
}

// declare adds an entity: its key, type and name, then whose side it is on, its role
// and its country.
func (c *factCase) declare(fields []string) {
	e := rapporteur.Entity{ID: fields[0], Type: rapporteur.EntityType(fields[1]), Name: strings.ReplaceAll(fields[2], "_", " "), Confidence: 1}
	for _, f := range fields[3:] {
		switch key, value, _ := strings.Cut(f, "="); key {
		case "party":
			e.Party = value
		case "role":
			e.Roles = append(e.Roles, rapporteur.Role{Title: strings.ReplaceAll(value, "_", " ")})
		case "country":
			e.Country = value
		case "kb":
			e.KB = value
		default:
			c.t.Fatalf("entity %s: %q", e.ID, f)
		}
	}
	c.entities[e.ID] = len(c.links.Entities)
	c.links.Entities = append(c.links.Entities, e)
}

// unmark takes the marks out of a text and notes them in the order of their ends.
func (c *factCase) unmark(marked string) string {
	var text strings.Builder
	var open []*factMark
	for len(marked) > 0 {
		if m := factMarkHead.FindStringSubmatch(marked); m != nil {
			mark := &factMark{name: m[2], posterior: 0.9, settings: strings.Fields(m[4]), span: rapporteur.Span{Start: text.Len()}, fact: -1}
			mark.kind, mark.label, _ = strings.Cut(m[1], ":")
			if p, err := strconv.ParseFloat(strings.TrimPrefix(m[3], "@"), 64); err == nil {
				mark.posterior = p
			}
			open = append(open, mark)
			c.marks = append(c.marks, mark)
			marked = marked[len(m[0]):]
			continue
		}
		if marked[0] == ']' && len(open) > 0 {
			open[len(open)-1].span.End = text.Len()
			open = open[:len(open)-1]
		} else {
			text.WriteByte(marked[0])
		}
		marked = marked[1:]
	}
	if len(open) > 0 {
		c.t.Fatalf("a bracket is not closed: %v", open[0])
	}
	return text.String()
}

func (c *factCase) tokens(s rapporteur.Span) rapporteur.TokenRange {
	r := rapporteur.TokenRange{First: -1}
	for i, t := range c.a.Tokens {
		if s.Contains(t.Span) {
			if r.First < 0 {
				r.First = i
			}
			r.End = i + 1
		}
	}
	if r.First < 0 {
		c.t.Fatalf("no words in %q", s.In(c.doc.Text))
	}
	return r
}

// mention fills in the mentions and the times.
func (c *factCase) mention() {
	for _, m := range c.marks {
		if value, ok := strings.CutPrefix(m.kind, "time="); ok {
			c.a.Times = append(c.a.Times, rapporteur.Time{Phrase: rapporteur.Phrase{Tokens: m.tokens, Posterior: 1}, Type: rapporteur.DateTime, Value: value})
		}
	}
	slices.SortStableFunc(c.marks, func(x, y *factMark) int {
		return cmp.Or(cmp.Compare(x.tokens.First, y.tokens.First), cmp.Compare(y.tokens.End, x.tokens.End))
	})
	for _, m := range c.marks {
		key, ok := strings.CutPrefix(m.kind, "@")
		if !ok {
			continue
		}
		e, known := c.entities[key]
		if !known {
			c.t.Fatalf("no entity %q", key)
		}
		form := formOf(m.span.In(c.doc.Text))
		entity := &c.links.Entities[e]
		entity.Mentions = append(entity.Mentions, rapporteur.EntityMention{Span: m.span, Form: form})
		c.links.Of = append(c.links.Of, e)
		c.a.Mentions = append(c.a.Mentions, rapporteur.Mention{
			Tokens: m.tokens, Head: c.head(m.tokens), Type: mentionTypes[entity.Type], Form: form, Cluster: e, Posterior: 1,
		})
	}
}

var mentionTypes = map[rapporteur.EntityType]rapporteur.MentionType{
	rapporteur.PersonEntity: rapporteur.PersonMention, rapporteur.GroupEntity: rapporteur.PersonMention, rapporteur.PlaceEntity: rapporteur.PlaceMention,
	rapporteur.GovernmentEntity: rapporteur.PlaceMention, rapporteur.OrganisationEntity: rapporteur.OrganisationMention,
}

func formOf(words string) rapporteur.Form {
	switch first := []rune(words)[0]; {
	case slices.Contains(strings.Fields("he she it they we i his her its their our my him them us"), strings.ToLower(words)):
		return rapporteur.PronounForm
	case unicode.IsUpper(first) && !strings.HasPrefix(words, "The "):
		return rapporteur.NameForm
	}
	return rapporteur.NominalForm
}

// head is the word of a range whose head lies outside it.
func (c *factCase) head(r rapporteur.TokenRange) int {
	for i := r.First; i < r.End; i++ {
		if h := c.a.Tree[i].Head; h < r.First || h >= r.End || h == i {
			return i
		}
	}
	return r.First
}

// express fills in attributions, phrases and their links.
func (c *factCase) express() {
	for _, m := range c.marks {
		family := rapporteur.Family(m.kind)
		switch family {
		case rapporteur.PositionFamily, rapporteur.MeetingFamily, rapporteur.AnchorFamily, rapporteur.OutcomeFamily, rapporteur.RequirementFamily, rapporteur.DelegationFamily:
			m.fact = len(c.a.Facts)
			c.a.Facts = append(c.a.Facts, rapporteur.FactPhrase{
				Phrase: rapporteur.Phrase{Tokens: m.tokens, Posterior: m.posterior}, Family: family, Label: cmp.Or(m.label, m.kind),
			})
			if m.name != "" {
				c.phrases[m.name] = m.fact
			}
		default:
			if m.label != "" {
				c.attribute(m)
			}
		}
	}
	for _, m := range c.marks {
		if m.fact >= 0 {
			for _, s := range m.settings {
				key, value, _ := strings.Cut(s, "=")
				c.set(m.fact, key, value)
			}
		}
	}
}

// attribute adds a part of an attribution.
func (c *factCase) attribute(m *factMark) {
	i, ok := c.speech[m.kind]
	if !ok {
		i = len(c.a.Speech)
		c.speech[m.kind] = i
		c.a.Speech = append(c.a.Speech, rapporteur.Attribution{Posterior: 0.9})
	}
	phrase := rapporteur.Phrase{Tokens: m.tokens, Posterior: 1}
	switch s := &c.a.Speech[i]; m.label {
	case "source":
		s.Source = append(s.Source, phrase)
	case "cue":
		s.Cue = append(s.Cue, phrase)
	case "content":
		s.Content = append(s.Content, phrase)
	}
}

// set says one thing of a phrase: an attribute, a link or who plays a role.
func (c *factCase) set(fact int, key, value string) {
	f := &c.a.Facts[fact]
	switch key {
	case "kind", "level", "stage", "form", "polarity", "status":
		f.Attributes = append(f.Attributes, rapporteur.Attribute{Name: key, Value: value, Posterior: 0.95})
	case "needs", "same":
		other, ok := c.phrases[value]
		if !ok {
			c.t.Fatalf("no phrase %q", value)
		}
		link := rapporteur.FactLink{Kind: rapporteur.WaitsForLink, From: fact, To: other, Posterior: 0.9}
		if key == "same" {
			link = rapporteur.FactLink{Kind: rapporteur.SameLink, From: min(fact, other), To: max(fact, other), Posterior: 0.9}
		}
		c.a.FactLinks = append(c.a.FactLinks, link)
	default:
		for who := range strings.SplitSeq(value, ",") {
			who, posterior, _ := strings.Cut(who, "~")
			p, err := strconv.ParseFloat(cmp.Or(posterior, "0.9"), 64)
			if err != nil {
				c.t.Fatal(err)
			}
			f.Arguments = append(f.Arguments, rapporteur.Argument{Role: rapporteur.ArgumentRole(key), Mention: c.nearest(who, f.Tokens.First), Posterior: p})
		}
	}
}

// nearest is the mention of an entity that begins nearest to a token.
func (c *factCase) nearest(who string, token int) int {
	best := -1
	distance := func(m int) int { return max(c.a.Mentions[m].Tokens.First-token, token-c.a.Mentions[m].Tokens.First) }
	for m, e := range c.links.Of {
		if c.links.Entities[e].ID == who && (best < 0 || distance(m) < distance(best)) {
			best = m
		}
	}
	if best < 0 {
		c.t.Fatalf("%q is not mentioned", who)
	}
	return best
}

// parsed is an analysis by the lines "word tag lemma head relation", the head by its
// number in the sentence from 1 on, 0 for the root, and an empty line behind each
// sentence.
func parsed(t *testing.T, text, parse string) *rapporteur.Analysis {
	t.Helper()
	a := &rapporteur.Analysis{}
	at, first := 0, 0
	for line := range strings.Lines(parse) {
		f := strings.Fields(line)
		if len(f) == 0 {
			if n := len(a.Tokens); n > first {
				a.Sentences = append(a.Sentences, rapporteur.TokenRange{First: first, End: n})
				first = n
			}
			continue
		}
		offset := strings.Index(text[at:], f[0])
		if len(f) != 5 || offset < 0 || strings.TrimSpace(text[at:at+offset]) != "" {
			t.Fatalf("the words are not those of the text at %q: record them anew with -parse", line)
		}
		head, err := strconv.Atoi(f[3])
		if err != nil {
			t.Fatal(err)
		}
		head += first - 1
		if head < first {
			head = len(a.Tokens)
		}
		a.Tokens = append(a.Tokens, rapporteur.Token{Span: rapporteur.Span{Start: at + offset, End: at + offset + len(f[0])}})
		a.Tags, a.Lemmas, a.Tree = append(a.Tags, f[1]), append(a.Lemmas, f[2]), append(a.Tree, rapporteur.Arc{Head: head, Relation: f[4]})
		a.Factuality = append(a.Factuality, 0)
		at += offset + len(f[0])
	}
	if strings.TrimSpace(text[at:]) != "" {
		t.Fatal("the text goes on behind its words: record them anew with -parse")
	}
	return a
}

// unparsed writes an analysis as parsed reads it.
func unparsed(text string, a *rapporteur.Analysis) string {
	var b strings.Builder
	for _, s := range a.Sentences {
		for i := s.First; i < s.End; i++ {
			head := a.Tree[i].Head - s.First + 1
			if a.Tree[i].Head == i {
				head = 0
			}
			fmt.Fprintf(&b, "%s %s %s %d %s\n", a.Tokens[i].In(text), a.Tags[i], strings.ReplaceAll(a.Lemmas[i], " ", "_"), head, a.Tree[i].Relation)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
