package main

import (
	"slices"
	"strings"

	"rapporteur"
)

// scoreNamesGUM counts the proper names of persons, organisations and places in
// documents of GUM. GUM marks no names but whatever is mentioned, with all that
// belongs to the phrase; a mention gives a name as nameIn takes it out. A name in
// another counts only as that. What GUM and the set that names were learnt from
// call a name differs in places ("the President"), so that the figures say how one
// version of the program compares with another rather than how good it is.
func scoreNamesGUM(p Program, paths []string) ([]Figure, error) {
	documents, err := readTreebanks(paths)
	if err != nil {
		return nil, err
	}
	marked := make([]namedDocument, len(documents))
	for i, d := range documents {
		marked[i] = namedDocument{d.text, d.names()}
	}
	return countNames(p, marked, nameTypes[:3]), nil
}

// gumNews says whether a file of GUM's is a news report.
func gumNews(name string) bool { return strings.HasPrefix(name, "GUM_news_") }

// mentionNames are GUM's types of what bears a name of the three types.
var mentionNames = map[string]rapporteur.NameType{
	"person": rapporteur.PersonName, "organization": rapporteur.OrganisationName, "place": rapporteur.PlaceName,
}

// names returns the names in the mentions of a document that lie in no other.
func (d treebankDocument) names() (out []named) {
	for _, m := range d.mentions {
		kind, ok := mentionNames[m.kind]
		if !ok {
			continue
		}
		if r := d.nameIn(m.words, kind); r.First < r.End {
			span := d.words[r.First].part.Cover(d.words[r.End-1].part)
			out = append(out, named{span, kind})
		}
	}
	return slices.DeleteFunc(slices.Clone(out), func(n named) bool {
		return slices.ContainsFunc(out, func(o named) bool { return o.span != n.span && o.span.Contains(n.span) })
	})
}

// nameIn returns the words of the name that a mention has as its head, none where
// that is no proper noun or one of several that "and" joins, which are mentions of
// their own. A person's are the head and the words flat under it, which leaves out
// titles and offices; persons in the plural ("Muslims") are groups. Others' are the
// proper nouns around the head with the prepositions and articles between them.
func (d treebankDocument) nameIn(mention rapporteur.TokenRange, kind rapporteur.NameType) rapporteur.TokenRange {
	head := d.headOf(mention)
	name := rapporteur.TokenRange{First: head, End: head + 1}
	person := kind == rapporteur.PersonName
	if !d.words[head].proper() || person && d.words[head].tag == "NNPS" {
		return rapporteur.TokenRange{}
	}
	for i := mention.First; i < mention.End; i++ {
		switch w := d.words[i]; {
		case w.head != head || i == head:
		case w.relation == "conj":
			return rapporteur.TokenRange{}
		case person && w.relation == "flat":
			name.First, name.End = min(name.First, i), max(name.End, i+1)
		}
	}
	if !person {
		name = d.properAround(name, mention)
	}
	return name
}

// headOf returns the first word of a mention that a word outside it governs.
func (d treebankDocument) headOf(mention rapporteur.TokenRange) int {
	for i := mention.First; i < mention.End; i++ {
		if h := d.words[i].head; h == i || h < mention.First || h >= mention.End {
			return i
		}
	}
	return mention.First
}

// properAround extends a name on both sides, as far as the proper nouns of the
// mention follow each other with nothing but links between them.
func (d treebankDocument) properAround(name, mention rapporteur.TokenRange) rapporteur.TokenRange {
	for i := name.First - 1; i >= mention.First && (d.words[i].proper() || d.words[i].links()); i-- {
		if d.words[i].proper() {
			name.First = i
		}
	}
	for i := name.End; i < mention.End && (d.words[i].proper() || d.words[i].links()); i++ {
		if d.words[i].proper() {
			name.End = i + 1
		}
	}
	return name
}

func (w treebankWord) proper() bool { return w.tag == "NNP" || w.tag == "NNPS" }

// links says whether a word stands in the middle of names: "of", "the", "-".
func (w treebankWord) links() bool { return w.tag == "IN" || w.tag == "DT" || w.tag == "HYPH" }
