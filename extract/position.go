package extract

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rapporteur"
)

// Positions returns where the parties stand, in text order: one position for each
// party that takes it.
func Positions(doc *rapporteur.Document, a *rapporteur.Analysis, links *rapporteur.Links, statements []rapporteur.Statement) []rapporteur.Position {
	c := newClaims(doc, a, links, statements)
	var found []rapporteur.Position
	for _, f := range a.Facts {
		if span, ok := c.span(f.Tokens); ok && f.Family == rapporteur.PositionFamily {
			found = append(found, c.positions(f, span)...)
		}
	}
	slices.SortStableFunc(found, func(x, y rapporteur.Position) int {
		return compareSpans(x.Content[0], y.Content[0])
	})
	for i := range found {
		found[i].ID = "p" + strconv.Itoa(i+1)
	}
	return found
}

// The posteriors from which on a mention counts as what a role asks for.
const (
	holderWorth = 0.3
	towardWorth = 0.5
)

// positions are those that a phrase expresses.
func (c *claims) positions(f rapporteur.FactPhrase, span rapporteur.Span) []rapporteur.Position {
	stance := rapporteur.Stance(f.Label)
	around := c.around(span)
	holders, _ := c.arguments(f, rapporteur.HolderRole, holderWorth)
	parties, certain := c.parties(f, around)
	toward, _ := c.arguments(f, rapporteur.TowardRole, towardWorth)
	p := rapporteur.Position{
		Stance: stance, Issue: c.issue(f.Tokens), Content: []rapporteur.Span{span},
		Statement: c.statementID(around),
	}
	p.Evidence, p.Confidence = c.evidenceOf(span), f.Posterior*certain
	if around >= 0 {
		p.Time = c.statements[around].Time
		holders = with(holders, c.speakers(around)...)
	}
	var out []rapporteur.Position
	for _, party := range parties {
		q := p
		q.Party = c.id(party)
		q.Holder = c.holder(party, holders)
		q.Toward = c.ids(slices.DeleteFunc(slices.Clone(toward), func(e int) bool { return c.side(e) == party }))
		out = append(out, q)
	}
	return out
}

// holder is the ID of the one among the holders who speaks for a party, empty where
// none does.
func (c *claims) holder(party int, holders []int) string {
	for _, h := range holders {
		if h != party && c.side(h) == party {
			return c.id(h)
		}
	}
	return ""
}

// What is said for a side, beside the reader's posterior that it is the party: the
// part that its posterior as a holder counts, that the tree makes it the subject of
// the words, that it is the speaker.
const (
	holderVote  = 0.5
	subjectVote = 0.5
	speakerVote = 0.3
)

// parties are the sides whose position a phrase is, and how certainly: the one for
// which the roles that the reader gives to mentions, the tree and the speaker say
// most together, and those joined to it.
func (c *claims) parties(f rapporteur.FactPhrase, around int) ([]int, float64) {
	votes := map[int]float64{}
	var joint [][]int
	vote := func(entities []int, weight float64) {
		sides := c.sides(entities)
		joint = append(joint, sides)
		for _, s := range sides {
			votes[s] += weight
		}
	}
	for side, posterior := range c.likeliest(f, rapporteur.PartyRole) {
		votes[side] += posterior
	}
	for side, posterior := range c.likeliest(f, rapporteur.HolderRole) {
		votes[side] += holderVote * posterior
	}
	vote(c.subjects(f.Tokens, rapporteur.Stance(f.Label)), subjectVote)
	vote(c.speakers(around), speakerVote)
	best := -1
	for _, side := range slices.Sorted(maps.Keys(votes)) {
		if best < 0 || votes[side] > votes[best] {
			best = side
		}
	}
	if best < 0 {
		if author := c.author(); author >= 0 && around < 0 && c.firstPerson(f.Tokens.First) {
			return []int{author}, guessedAuthor
		}
		return nil, 0
	}
	for _, sides := range joint {
		if slices.Contains(sides, best) {
			return sides, min(1, votes[best])
		}
	}
	return []int{best}, min(1, votes[best])
}

// likeliest are the sides of those that play a role in a phrase, each with the
// highest posterior of its mentions.
func (c *claims) likeliest(f rapporteur.FactPhrase, role rapporteur.ArgumentRole) map[int]float64 {
	out := map[int]float64{}
	for _, g := range f.Arguments {
		if g.Role != role || g.Mention < 0 || g.Mention >= len(c.analysis.Mentions) {
			continue
		}
		for _, s := range c.sides(c.each(g.Mention)) {
			out[s] = max(out[s], g.Posterior)
		}
	}
	return out
}

// guessedAuthor is how often the party is right where it is taken for the one who
// publishes the text.
const guessedAuthor = 0.4

// ownWords are the words by which those speak of themselves who publish a text.
var ownWords = set(`i we my our us me ours`)

// firstPerson reports whether the sentence of a token has the words of the one who
// publishes the text.
func (c *claims) firstPerson(token int) bool {
	first, end := c.sentence(c.analysis.Tokens[token].Start)
	for t := first; t < end; t++ {
		if ownWords[c.word(t)] {
			return true
		}
	}
	return false
}

// author is the side that publishes a text in its own name, as a statement does: the
// first that it names, -1 where it names none.
func (c *claims) author() int {
	for i := range c.links.Entities {
		side := c.side(i)
		switch c.links.Entities[side].Type {
		case rapporteur.GovernmentEntity, rapporteur.OrganisationEntity:
			return side
		}
	}
	return -1
}

// asking are the stances whose content is what another is to do, so that its
// subject is that other.
var asking = []rapporteur.Stance{rapporteur.Demands, rapporteur.Urges, rapporteur.Rejects}

// subjects are the entities whose words a position is by the tree: the possessor of
// its noun ("Oram's demand for"), the noun that it describes ("workers seeking pay"),
// its own subject where it says what that would do, else that of the verb above.
func (c *claims) subjects(r rapporteur.TokenRange, stance rapporteur.Stance) []int {
	top := c.top(r)
	if top < 0 {
		return nil
	}
	if found := c.possessor(top); len(found) > 0 {
		return found
	}
	arc := c.analysis.Tree[top]
	if relation(arc) == "acl" && arc.Head < r.First {
		for _, found := range [][]int{c.possessor(arc.Head), c.atSubject(arc.Head)} {
			if len(found) > 0 {
				return found
			}
		}
	}
	if !slices.Contains(asking, stance) || c.opens(r) {
		if s := c.subject(top); s >= 0 {
			return c.atSubject(s)
		}
	}
	if arc.Head != top {
		if s := c.subject(arc.Head); s >= 0 {
			return c.atSubject(s)
		}
	}
	return nil
}

// possessor is the entities that a noun belongs to: "Oram's offer", "their wish".
func (c *claims) possessor(noun int) []int {
	first, end := c.sentence(c.analysis.Tokens[noun].Start)
	for t := first; t < end; t++ {
		if c.analysis.Tree[t].Head == noun && c.analysis.Tree[t].Relation == "nmod:poss" {
			return c.atSubject(t)
		}
	}
	return nil
}

// opens reports whether a range of tokens begins with a verb's own subject, as
// "Kyiv has rejected these terms" does, whose verb says the stance itself.
func (c *claims) opens(r rapporteur.TokenRange) bool {
	top := c.top(r)
	if top < 0 || !c.parsed() {
		return false
	}
	s := c.child(top, "nsubj")
	return s >= r.First && s < r.End && stanceVerbs[strings.ToLower(c.analysis.Lemmas[top])]
}

// stanceVerbs are the verbs that say a stance.
var stanceVerbs = set(`demand urge reject refuse oppose call ask insist want seek propose offer request appeal press push rule
	deny dismiss condemn require expect`)

// atSubject is the entities at a token that is a subject: those at the word itself,
// else those to whom it belongs ("Oram's position is").
func (c *claims) atSubject(token int) []int {
	first, end := c.sentence(c.analysis.Tokens[token].Start)
	found := c.atHeads(token, rapporteur.TokenRange{First: first, End: end})
	if len(found) == 0 && strings.HasPrefix(c.analysis.Tags[token], "NN") {
		return c.possessor(token)
	}
	return found
}

// issue is the noun phrase that a position is about, in the report's words: the
// object of its verb, or its own noun, without article and what follows the noun
// but an "of".
func (c *claims) issue(r rapporteur.TokenRange) string {
	noun := c.noun(c.top(r), r)
	if noun < 0 {
		return c.shortened(r)
	}
	first, end := noun, noun+1
	for t := r.First; t < r.End; t++ {
		switch arc := c.analysis.Tree[t]; {
		case arc.Head != noun || t == noun:
		case t < noun && premodifiers[relation(arc)]:
			first = min(first, c.leftmost(t, r))
		case t > noun && arc.Relation == "nmod" && c.hasOf(t):
			end = max(end, c.phraseEnd(t, r))
		}
	}
	return c.analysis.Span(rapporteur.TokenRange{First: first, End: end}).In(c.text)
}

// leftmost is the first token of those in a row that stand below a token.
func (c *claims) leftmost(token int, r rapporteur.TokenRange) int {
	for token > r.First && c.analysis.Tree[token-1].Head >= token && c.analysis.Tree[token-1].Head <= token+2 && c.analysis.Tree[token-1].Relation != "det" {
		token--
	}
	return token
}

// premodifiers are what belongs to a short noun phrase before its noun.
var premodifiers = set(`amod compound nummod nmod flat`)

// noun is the token of the noun that a verb or noun within r is about, -1 where
// there is none.
func (c *claims) noun(token int, r rapporteur.TokenRange) int {
	for range maxShared {
		if token < r.First || token >= r.End {
			return -1
		}
		if strings.HasPrefix(c.analysis.Tags[token], "NN") {
			return token
		}
		next := -1
		for _, rel := range []string{"obj", "xcomp", "ccomp", "obl", "nsubj"} {
			if next = c.child(token, rel); next >= r.First && next < r.End {
				break
			}
		}
		token = next
	}
	return -1
}

func (c *claims) hasOf(token int) bool {
	mark := c.child(token, "case")
	return mark >= 0 && c.word(mark) == "of"
}

// phraseEnd is the end of what stands in a row below a token.
func (c *claims) phraseEnd(token int, r rapporteur.TokenRange) int {
	end := token + 1
	for end < r.End && c.analysis.Tree[end].Head >= token && c.analysis.Tree[end].Head < end && c.analysis.Tree[end].Relation != "punct" {
		end++
	}
	return end
}

// maxIssue is how many words of a position name its issue where it has no noun.
const maxIssue = 6

func (c *claims) shortened(r rapporteur.TokenRange) string {
	r.End = cmp.Or(min(r.End, r.First+maxIssue), r.End)
	return c.analysis.Span(r).In(c.text)
}
