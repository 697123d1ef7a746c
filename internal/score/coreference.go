package main

import (
	"slices"

	"rapporteur"
	"rapporteur/gold"
)

// scoreCoreference compares entities with those of CoNLL-U files in which mentions
// are marked, as GUM's are, by the measures of the reference scorer of the CoNLL
// shared tasks, version 8.01 (Pradhan et al., ACL 2014), on mentions that the
// analysis found in running text. Mentions are the same when they have the same
// characters: both sides' spans begin and end with a word of the same text, so
// that where the two cut words differently does not matter.
//
//   - conll.f1: the mean of the F1 of MUC, B³ and CEAFe over all that is marked.
//     GUM marks what is mentioned once too, and so do the analyses: such
//     singletons count, in B³ and CEAFe like any entity;
//   - muc, b3, ceafe: the three, see entityCounts;
//   - mention: the mentions themselves, singletons included;
//   - plain.…: the same after the singletons are left out on both sides, as CorefUD
//     counts (Žabokrtský et al., CRAC 2022), so that mention is of mentions that
//     corefer with another.
func scoreCoreference(p Program, paths []string) ([]Figure, error) {
	documents, err := readTreebanks(paths)
	if err != nil {
		return nil, err
	}
	var all, plain entityCounts
	for i, analysis := range p.analyzeTexts(textsOf(documents)) {
		want, got := documents[i].entities(), entitiesOf(analysis)
		all.add(countEntities(want, got))
		plain.add(countEntities(want.withoutSingletons(), got.withoutSingletons()))
	}
	return append(all.figures(""), plain.figures("plain.")...), nil
}

// figures are those of a measure with the prefix before each name.
func (c entityCounts) figures(prefix string) []Figure {
	mean := (c.muc.f1() + c.b3.f1() + c.ceafe.f1()) / 3
	out := []Figure{{Name: prefix + "conll.f1", Value: perCent(mean)}}
	for _, m := range []struct {
		name  string
		value measure
	}{{"muc", c.muc}, {"b3", c.b3}, {"ceafe", c.ceafe}} {
		name := prefix + m.name
		out = append(out,
			Figure{Name: name + ".f1", Value: perCent(m.value.f1())},
			Figure{Name: name + ".p", Value: perCent(m.value.precision.value())},
			Figure{Name: name + ".r", Value: perCent(m.value.recall.value())})
	}
	return append(out, figures(prefix+"mention", c.mentions)...)
}

// entities are the mentions of each entity of a document, by their spans. No span
// is in two, and none is empty of mentions.
type entities [][]rapporteur.Span

// entities returns what the treebank marks.
func (d treebankDocument) entities() entities {
	b := newEntityBuilder[string]()
	for _, m := range d.mentions {
		b.add(m.entity, d.span(m))
	}
	return b.entities
}

// entitiesOf returns what the analysis found.
func entitiesOf(a *rapporteur.Analysis) entities {
	b := newEntityBuilder[int]()
	for cluster, mentions := range a.Clusters {
		for _, m := range mentions {
			b.add(cluster, a.Span(a.Mentions[m].Tokens))
		}
	}
	return b.entities
}

// entityBuilder gathers the mentions of entities by their names. A span that was
// given already is not taken again, as the reference scorer leaves out a mention
// that is repeated.
type entityBuilder[Name comparable] struct {
	entities entities
	index    map[Name]int
	taken    map[rapporteur.Span]struct{}
}

func newEntityBuilder[Name comparable]() *entityBuilder[Name] {
	return &entityBuilder[Name]{index: map[Name]int{}, taken: map[rapporteur.Span]struct{}{}}
}

func (b *entityBuilder[Name]) add(name Name, span rapporteur.Span) {
	if _, ok := b.taken[span]; ok {
		return
	}
	b.taken[span] = struct{}{}
	i, ok := b.index[name]
	if !ok {
		i = len(b.entities)
		b.index[name] = i
		b.entities = append(b.entities, nil)
	}
	b.entities[i] = append(b.entities[i], span)
}

func (e entities) withoutSingletons() entities {
	return slices.DeleteFunc(slices.Clone(e), func(mentions []rapporteur.Span) bool { return len(mentions) < 2 })
}

// countMentions compares the mentions of two sets of entities.
func countMentions(want, got entities) gold.Count {
	return compareSets(want.mentions(), got.mentions())
}

func (e entities) mentions() map[rapporteur.Span]struct{} {
	out := map[rapporteur.Span]struct{}{}
	for _, mentions := range e {
		for _, m := range mentions {
			out[m] = struct{}{}
		}
	}
	return out
}
