package extract

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"rapporteur"
)

// speakers finds who speaks and to whom among the entities of a report.
type speakers struct {
	text       string
	a          *rapporteur.Analysis
	paragraphs []rapporteur.Span
	entities   []rapporteur.Entity
	// marks are all mentions, by their start, longer ones first.
	marks []mention
}

// mention is where an entity is mentioned.
type mention struct {
	rapporteur.Span
	entity int
}

// speak sets the speakers and addressees of statements in text order.
func speak(doc *rapporteur.Document, a *rapporteur.Analysis, links *rapporteur.Links, statements []rapporteur.Statement) {
	s := &speakers{text: doc.Text, a: a, paragraphs: paragraphs(doc.Text), entities: links.Entities}
	for i, e := range links.Entities {
		for _, m := range e.Mentions {
			s.marks = append(s.marks, mention{m.Span, i})
		}
	}
	for i, m := range a.Mentions {
		if i < len(links.Of) && links.Of[i] >= 0 {
			s.marks = append(s.marks, mention{a.Span(m.Tokens), links.Of[i]})
		}
	}
	slices.SortStableFunc(s.marks, func(x, y mention) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End))
	})
	for i := range statements {
		t := &statements[i]
		for _, source := range t.Source {
			t.Speaker = with(t.Speaker, s.ids(s.within(source))...)
		}
		t.Addressee = s.addressee(t)
		if len(t.Source) == 0 && i > 0 && s.goesOn(&statements[i-1], t) {
			t.Speaker = slices.Clone(statements[i-1].Speaker)
		}
	}
}

// goesOn reports whether a quotation without a source of its own is said by the
// speaker of the statement before: it stands in the same paragraph or the next.
func (s *speakers) goesOn(before, t *rapporteur.Statement) bool {
	if t.Kind != rapporteur.Direct && len(t.Cue) == 0 || t.Within != before.Within || len(t.Content) == 0 || len(before.Content) == 0 {
		return false
	}
	last := before.Content[len(before.Content)-1]
	return s.paragraph(t.Content[0].Start)-s.paragraph(last.End-1) <= 1
}

// paragraph is the number of the paragraph at an offset.
func (s *speakers) paragraph(at int) int {
	return sort.Search(len(s.paragraphs), func(i int) bool { return s.paragraphs[i].End > at })
}

func (s *speakers) ids(entities []int) []string {
	var out []string
	for _, e := range entities {
		out = append(out, s.entities[e].ID)
	}
	return out
}

// with appends what is not yet in a list.
func with[T comparable](list []T, more ...T) []T {
	for _, x := range more {
		if !slices.Contains(list, x) {
			list = append(list, x)
		}
	}
	return list
}

// within is whom a phrase means: the entity at its head, and those joined to the
// head by "and". A phrase without a mention inside lies in one, whose entity it is.
func (s *speakers) within(phrase rapporteur.Span) []int {
	heads := s.heads(phrase)
	var found []int
	for i, h := range heads {
		if m, ok := s.largest(phrase, h, heads[:i]); ok {
			found = with(found, s.members(m.entity)...)
		}
	}
	if len(found) == 0 {
		if m, ok := s.first(phrase); ok {
			found = append(found, m.entity)
		} else if m, ok := s.around(phrase); ok {
			found = append(found, m.entity)
		}
	}
	return found
}

// members are the persons or states whom a group is named by: "the presidents" are
// Aasen and Sarik where the report calls them so; of other groups and of all else
// it is the entity itself.
func (s *speakers) members(entity int) []int {
	if s.entities[entity].Type != rapporteur.GroupEntity {
		return []int{entity}
	}
	for _, m := range s.entities[entity].Mentions {
		var named []int
		end := m.Start
		for _, o := range s.marks {
			if m.Contains(o.Span) && o.entity != entity && o.Start >= end && s.named(o) && s.joins(rapporteur.Span{Start: end, End: o.Start}) {
				named, end = with(named, o.entity), o.End
			}
		}
		if len(named) > 1 && end == m.End {
			return named
		}
	}
	return []int{entity}
}

// named reports whether a mention is the name of a person or state.
func (s *speakers) named(m mention) bool {
	e := s.entities[m.entity]
	return (e.Type == rapporteur.PersonEntity || e.Type == rapporteur.GovernmentEntity) &&
		slices.ContainsFunc(e.Mentions, func(o rapporteur.EntityMention) bool { return o.Span == m.Span && o.Form == rapporteur.NameForm })
}

// joins reports whether words between names do no more than join them.
func (s *speakers) joins(between rapporteur.Span) bool {
	for w := range strings.FieldsSeq(between.In(s.text)) {
		switch strings.ToLower(strings.Trim(w, ",")) {
		case "", "and", "the", "both", "presidents", "president", "ministers", "minister":
		default:
			return false
		}
	}
	return true
}

// tokens is the range of tokens that a span touches.
func (s *speakers) tokens(span rapporteur.Span) (first, end int) {
	first = sort.Search(len(s.a.Tokens), func(i int) bool { return s.a.Tokens[i].End > span.Start })
	end = sort.Search(len(s.a.Tokens), func(i int) bool { return s.a.Tokens[i].Start >= span.End })
	return first, end
}

// heads are the head words of a phrase, as bytes: the one that the tree puts
// highest and its conjuncts. Without a tree they are the first words of what "and"
// joins.
func (s *speakers) heads(phrase rapporteur.Span) []rapporteur.Span {
	first, end := s.tokens(phrase)
	if first >= end {
		return nil
	}
	if len(s.a.Tree) != len(s.a.Tokens) {
		return s.joined(first, end)
	}
	top := -1
	for t := first; t < end && top < 0; t++ {
		if h := s.a.Tree[t].Head; (h < first || h >= end || h == t) && !s.possessive(t+1, end) {
			top = t
		}
	}
	if top < 0 {
		return nil
	}
	heads := []rapporteur.Span{s.a.Tokens[top].Span}
	for t := top + 1; t < end; t++ {
		if s.a.Tree[t].Head == top && s.a.Tree[t].Relation == "conj" {
			heads = append(heads, s.a.Tokens[t].Span)
		}
	}
	return heads
}

// possessive reports whether a token is a possessive ending, behind which the head
// is still to come.
func (s *speakers) possessive(t, end int) bool {
	return t < end && strings.HasSuffix(s.a.Tokens[t].In(s.text), "s") && strings.HasPrefix(strings.TrimLeft(s.a.Tokens[t].In(s.text), "'’"), "s")
}

// joined are the first words of what "and" joins in a range of tokens.
func (s *speakers) joined(first, end int) []rapporteur.Span {
	var heads []rapporteur.Span
	for _, m := range s.marks {
		t, _ := s.tokens(m.Span)
		if t >= first && t < end && (t == first || s.a.Tokens[t-1].In(s.text) == "and" && len(heads) > 0) {
			heads = append(heads, s.a.Tokens[t].Span)
		}
	}
	return heads
}

// largest is the longest mention inside a phrase that has a head word and none of
// the other heads.
func (s *speakers) largest(phrase, head rapporteur.Span, others []rapporteur.Span) (best mention, ok bool) {
	for _, m := range s.marks {
		if !phrase.Contains(m.Span) || !m.Contains(head) || slices.ContainsFunc(others, m.Contains) {
			continue
		}
		if !ok || m.Len() > best.Len() {
			best, ok = m, true
		}
	}
	return best, ok
}

// first is the first mention inside a phrase.
func (s *speakers) first(phrase rapporteur.Span) (mention, bool) {
	for _, m := range s.marks {
		if phrase.Contains(m.Span) {
			return m, true
		}
	}
	return mention{}, false
}

// around is the smallest mention that contains a phrase.
func (s *speakers) around(phrase rapporteur.Span) (best mention, ok bool) {
	for _, m := range s.marks {
		if m.Contains(phrase) && (!ok || m.Len() < best.Len()) {
			best, ok = m, true
		}
	}
	return best, ok
}

// addressing are the verbs, in all their forms, whose object is spoken to.
var addressing = forms(`tell tells told telling, ask asks asked asking, urge urges urged urging, remind reminds reminded reminding,
	inform informs informed informing, assure assures assured assuring, warn warns warned warning, advise advises advised advising,
	order orders ordered ordering, instruct instructs instructed instructing, thank thanks thanked thanking, invite invites invited inviting,
	press presses pressed pressing, implore implored imploring, beg begged, brief briefs briefed briefing, promise promises promised promising,
	notify notified, caution cautioned cautioning, implores, beseeched, exhort exhorted, encourage encourages encouraged encouraging,
	advised, requested, challenge challenged, convince convinced, persuade persuaded`)

func forms(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsFuncSeq(words, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' }) {
		out[w] = true
	}
	return out
}

// addressee is to whom a statement is said: the object of "told" and its like, and
// who follows "to" or "on" right behind the cue ("said to reporters", "called on").
func (s *speakers) addressee(t *rapporteur.Statement) []string {
	if len(t.Cue) == 0 {
		return nil
	}
	first, end := s.tokens(t.Cue[len(t.Cue)-1])
	if first >= end || end >= len(s.a.Tokens) {
		return nil
	}
	word := func(i int) string { return strings.ToLower(s.a.Tokens[i].In(s.text)) }
	at := end
	switch last := word(end - 1); {
	case last == "on", last == "upon", last == "to":
	case word(at) == "to", word(at) == "on" && strings.HasPrefix(last, "call"):
		at++
	case !addressing[last]:
		return nil
	}
	if at >= len(s.a.Tokens) {
		return nil
	}
	var best mention
	for _, m := range s.marks {
		if m.Start == s.a.Tokens[at].Start && m.Len() > best.Len() {
			best = m
		}
	}
	if best.Empty() {
		return s.behindArticle(at, t)
	}
	return slices.DeleteFunc(s.ids(s.within(best.Span)), func(id string) bool { return slices.Contains(t.Speaker, id) })
}

// behindArticle is the entity of a name behind an article at a token.
func (s *speakers) behindArticle(at int, t *rapporteur.Statement) []string {
	if !strings.EqualFold(s.a.Tokens[at].In(s.text), "the") || at+1 >= len(s.a.Tokens) {
		return nil
	}
	for _, m := range s.marks {
		if id := s.entities[m.entity].ID; m.Start == s.a.Tokens[at+1].Start && !slices.Contains(t.Speaker, id) {
			return []string{id}
		}
	}
	return nil
}
