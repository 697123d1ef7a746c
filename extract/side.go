package extract

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"rapporteur"
)

// claims is what positions and conditions are read from: a reading with its trees,
// who its mentions mean, and who said what.
type claims struct {
	*reading
	links      *rapporteur.Links
	statements []rapporteur.Statement
	// undated says that the report does not say when it was published.
	undated bool
	// byID are the indices of entities, headed by a token the mentions, longest first.
	byID   map[string]int
	headed map[int][]int
	// governments are by their country, the first of the report.
	governments map[string]int
}

func newClaims(doc *rapporteur.Document, a *rapporteur.Analysis, links *rapporteur.Links, statements []rapporteur.Statement) *claims {
	c := &claims{
		reading: newReading(doc.Text, a), links: links, statements: statements, undated: doc.Published.IsZero(),
		byID: map[string]int{}, headed: map[int][]int{}, governments: map[string]int{},
	}
	for i, e := range links.Entities {
		c.byID[e.ID] = i
		if _, known := c.governments[e.Country]; !known && e.Type == rapporteur.GovernmentEntity && e.Country != "" {
			c.governments[e.Country] = i
		}
	}
	for i, m := range a.Mentions {
		c.headed[m.Head] = append(c.headed[m.Head], i)
	}
	for _, mentions := range c.headed {
		slices.SortStableFunc(mentions, func(x, y int) int { return c.size(y) - c.size(x) })
	}
	return c
}

func (c *claims) size(mention int) int {
	t := c.analysis.Mentions[mention].Tokens
	return t.End - t.First
}

// entity is the index of the entity that a mention means, -1 where it means none.
func (c *claims) entity(mention int) int {
	if mention < len(c.links.Of) {
		return c.links.Of[mention]
	}
	return -1
}

// each is the entities that a mention means: where it joins several, those of its
// parts that mean one.
func (c *claims) each(mention int) []int {
	m := c.analysis.Mentions[mention]
	if parts := c.atHeads(m.Head, m.Tokens); len(parts) > 1 {
		return parts
	}
	if e := c.entity(mention); e >= 0 {
		return []int{e}
	}
	return nil
}

// atHeads is the entities at a head word within a range of tokens and at the words
// that "and" joins to it, each by the longest mention that has none of the others.
func (c *claims) atHeads(head int, within rapporteur.TokenRange) []int {
	heads := []int{head}
	if len(c.analysis.Tree) == len(c.analysis.Tokens) {
		for t := within.First; t < within.End; t++ {
			if c.analysis.Tree[t].Head == head && c.analysis.Tree[t].Relation == "conj" {
				heads = append(heads, t)
			}
		}
	}
	var found []int
	for _, h := range heads {
		for _, m := range c.headed[h] {
			t := c.analysis.Mentions[m].Tokens
			other := slices.ContainsFunc(heads, func(o int) bool { return o != h && o >= t.First && o < t.End })
			if e := c.entity(m); e >= 0 && !other {
				found = with(found, e)
				break
			}
		}
	}
	return found
}

// maxSides bounds how often one acts for another who acts for a third.
const maxSides = 4

// side is for whose side an entity acts: the government or organisation at the end
// of those for whom it does, its state's government where a person or a place has
// no other, itself else.
func (c *claims) side(entity int) int {
	for range maxSides {
		e := c.links.Entities[entity]
		party, acts := c.byID[e.Party]
		own, state := c.governments[e.Country]
		switch {
		case acts && party != entity && !c.foreign(e, party):
			entity = party
		case state && own != entity && c.official(e):
			return own
		default:
			return entity
		}
	}
	return entity
}

// official reports whether an entity stands for its state where it has no party of
// its own: a place, and a person with a role, of whom nothing can be known in a
// report without a day.
func (c *claims) official(e rapporteur.Entity) bool {
	switch e.Type {
	case rapporteur.PlaceEntity:
		return true
	case rapporteur.PersonEntity:
		return c.undated || len(e.Roles) > 0
	}
	return false
}

// members is whom an entity stands for: the several that the words of a group join
// ("Oram and Lint", "the governments of Oram and Lint"), the report's two sides where
// it is both of them, else itself. A group of persons of several sides ("the
// presidents of Oram, Lint and Vorr") stays one.
func (c *claims) members(entity int) []int {
	e := c.links.Entities[entity]
	if e.Type != rapporteur.GroupEntity {
		return []int{entity}
	}
	if joined, each := c.joint(entity); len(joined) > 1 {
		if each {
			return joined
		}
		return []int{entity}
	}
	for _, m := range e.Mentions {
		if bothWords.MatchString(m.In(c.text)) {
			return c.two(entity, m.Start)
		}
	}
	return []int{entity}
}

// bothWords are what the two sides of talks are called together.
var bothWords = regexp.MustCompile(`(?i)^(?:both|the two|two|their two)(?: \w+)? (?:sides|parties|countries|nations|governments|leaders|presidents|ministers|delegations|neighbou?rs|foes|men|teams|states)$|^(?:the )?(?:two|both|sides|leaders|presidents)$`)

// governing are the nouns whose joint owners each have one.
var governing = set(`governments sides authorities delegations`)

// joint are the entities that a mention of a group joins, and whether each of them
// is meant: where they are the mention's own heads, or have one of what it names.
func (c *claims) joint(entity int) (found []int, each bool) {
	for i, m := range c.analysis.Mentions {
		if c.entity(i) != entity || m.Form == rapporteur.PronounForm {
			continue
		}
		for j, n := range c.analysis.Mentions {
			e := c.entity(j)
			if e < 0 || e == entity || n.Tokens.First < m.Tokens.First || n.Tokens.End > m.Tokens.End || n.Form == rapporteur.PronounForm {
				continue
			}
			if joined := c.atHeads(n.Head, m.Tokens); len(joined) > 1 {
				return joined, n.Head == m.Head || governing[c.word(m.Head)]
			}
		}
	}
	return nil, false
}

// two are the two sides that the report has named most often up to an offset; the
// group itself where it has not named two, or a third more than half as often as the
// second.
func (c *claims) two(entity, offset int) []int {
	count := map[int]int{}
	for i, e := range c.links.Entities {
		side := c.side(i)
		if t := c.links.Entities[side].Type; t != rapporteur.GovernmentEntity && t != rapporteur.OrganisationEntity {
			continue
		}
		for _, m := range e.Mentions {
			if m.Start < offset {
				count[side]++
			}
		}
	}
	order := slices.Sorted(maps.Keys(count))
	slices.SortStableFunc(order, func(x, y int) int { return count[y] - count[x] })
	if len(order) < 2 || len(order) > 2 && 2*count[order[2]] > count[order[1]] {
		return []int{entity}
	}
	return order[:2]
}

// foreign reports whether the party that is told of a person is the government of a
// state other than the person's own.
func (c *claims) foreign(e rapporteur.Entity, party int) bool {
	p := c.links.Entities[party]
	return e.Type == rapporteur.PersonEntity && p.Type == rapporteur.GovernmentEntity && e.Country != "" && p.Country != e.Country
}

func (c *claims) id(entity int) string { return c.links.Entities[entity].ID }

func (c *claims) ids(entities []int) []string {
	var out []string
	for _, e := range entities {
		out = append(out, c.id(e))
	}
	return out
}

// arguments is the entities that play a role in a phrase with at least a posterior,
// the likeliest mention first, and that one's posterior.
func (c *claims) arguments(f rapporteur.FactPhrase, role rapporteur.ArgumentRole, least float64) (entities []int, posterior float64) {
	for _, g := range f.Arguments {
		if g.Role != role || g.Posterior < least || g.Mention < 0 || g.Mention >= len(c.analysis.Mentions) {
			continue
		}
		found := c.each(g.Mention)
		if len(found) > 0 {
			posterior = max(posterior, g.Posterior)
			entities = with(entities, found...)
		}
	}
	return entities, posterior
}

// around is the index of the innermost statement whose content holds at least half
// of a span, -1 where none does.
func (c *claims) around(span rapporteur.Span) int {
	best, least := -1, 0
	for i, s := range c.statements {
		shared, size := 0, 0
		for _, p := range s.Content {
			shared += max(0, min(p.End, span.End)-max(p.Start, span.Start))
			size += p.Len()
		}
		if 2*shared >= span.Len() && (best < 0 || size < least) {
			best, least = i, size
		}
	}
	return best
}

// statementID is the ID of a statement by its index, empty for -1.
func (c *claims) statementID(i int) string {
	if i < 0 {
		return ""
	}
	return c.statements[i].ID
}

// speakers are the entities that make a statement by its index, none for -1.
func (c *claims) speakers(i int) []int {
	if i < 0 {
		return nil
	}
	var out []int
	for _, id := range c.statements[i].Speaker {
		if e, ok := c.byID[id]; ok {
			out = with(out, e)
		}
	}
	return out
}

// parsed reports whether the analysis has a tree.
func (c *claims) parsed() bool { return len(c.analysis.Tree) == len(c.analysis.Tokens) }

// top is the token of a range that its tree puts highest: the first whose head lies
// outside the range; -1 without a tree.
func (c *claims) top(r rapporteur.TokenRange) int {
	if !c.parsed() {
		return -1
	}
	for t := r.First; t < r.End; t++ {
		if h := c.analysis.Tree[t].Head; (h < r.First || h >= r.End || h == t) && c.analysis.Tree[t].Relation != "punct" {
			return t
		}
	}
	return -1
}

// child is the first token of the sentence that a token governs by one of the
// relations, subtypes included, -1 where there is none.
func (c *claims) child(token int, relations ...string) int {
	first, end := c.sentence(c.analysis.Tokens[token].Start)
	for t := first; t < end; t++ {
		if c.analysis.Tree[t].Head == token && t != token && slices.Contains(relations, relation(c.analysis.Tree[t])) {
			return t
		}
	}
	return -1
}

// relation is the relation of an arc without its subtype.
func relation(a rapporteur.Arc) string {
	r, _, _ := strings.Cut(a.Relation, ":")
	return r
}

// subject is the token of the subject of a verb: its own, or that of the verb that
// it continues.
func (c *claims) subject(verb int) int {
	for range maxShared {
		if s := c.child(verb, "nsubj"); s >= 0 {
			return s
		}
		arc := c.analysis.Tree[verb]
		if r := relation(arc); arc.Head == verb || r != "xcomp" && r != "conj" && r != "advcl" && r != "ccomp" {
			return -1
		}
		verb = arc.Head
	}
	return -1
}

// evidenceOf returns the sentences that the spans touch.
func (c *claims) evidenceOf(spans ...rapporteur.Span) []rapporteur.Span {
	spans = slices.Clone(spans)
	for i, s := range spans {
		if first, end := c.sentencesAround(s); first < end {
			spans[i] = s.Cover(c.sentences[first]).Cover(c.sentences[end-1])
		}
	}
	sortSpans(spans)
	return disjoint(spans)
}

// sides are those of entities, each once.
func (c *claims) sides(entities []int) []int {
	var out []int
	for _, e := range entities {
		for _, m := range c.members(e) {
			out = with(out, c.side(m))
		}
	}
	return out
}
