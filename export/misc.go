package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rapporteur"
)

// newMisc returns the key=value pairs of every token, sorted; before is the number
// of entities in the documents before this one.
func newMisc(a *rapporteur.Analysis, before int) [][]string {
	misc := make([][]string, len(a.Tokens))
	for i, brackets := range entities(a, before) {
		if brackets != "" {
			misc[i] = append(misc[i], "Entity="+brackets)
		}
	}
	for _, e := range a.Events {
		misc[e.Token] = append(misc[e.Token], "Factuality="+strconv.FormatFloat(rounded(e.Factuality, 100), 'f', -1, 64))
	}
	for _, n := range a.Names {
		mark(misc, n.Tokens, "Name", string(n.Type), "")
	}
	for _, t := range a.Times {
		mark(misc, t.Tokens, "Timex", string(t.Type), t.Value)
	}
	return misc
}

// mark adds key=B-kind:value at the first token of a range and key=I-kind at the
// others.
func mark(misc [][]string, r rapporteur.TokenRange, key, kind, value string) {
	if value != "" {
		value = ":" + value
	}
	for i := r.First; i < r.End; i++ {
		misc[i] = append(misc[i], key+"="+escaper.Replace("B-"+kind+value))
		if i > r.First {
			misc[i][len(misc[i])-1] = key + "=" + escaper.Replace("I-"+kind)
		}
	}
}

// escaper writes what a value in MISC cannot hold as UDPipe does in SpacesAfter.
var escaper = strings.NewReplacer(`\`, `\\`, "|", `\p`, " ", `\s`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

// inserted adds a pair at its place.
func inserted(pairs []string, pair string) []string {
	at, _ := slices.BinarySearch(pairs, pair)
	return slices.Insert(slices.Clone(pairs), at, pair)
}

func joinedMisc(pairs []string) string {
	if len(pairs) == 0 {
		return "_"
	}
	return strings.Join(pairs, "|")
}

// entities returns the brackets of every token: those that open, longer mentions
// first and those of one token closed at once, then those that close, the last
// opened first. A mention that reaches over the end of its sentence is left out,
// since the format has no way to write it. Without clusters each mention is an
// entity of its own.
func entities(a *rapporteur.Analysis, before int) []string {
	opening := make([]strings.Builder, len(a.Tokens))
	closing := make([]string, len(a.Tokens))
	sentence := sentenceNumbers(a)
	types := clusterTypes(a)
	for i, m := range a.Mentions {
		entity, kind := before+i+1, m.Type
		if len(a.Clusters) > 0 {
			entity, kind = before+m.Cluster+1, types[m.Cluster]
		}
		first, last := m.Tokens.First, m.Tokens.End-1
		if sentence[first] != sentence[last] {
			continue
		}
		fmt.Fprintf(&opening[first], "(%d-%s-%d-%s", entity, entityType(kind), m.Head-first+1, known(string(m.Form)))
		if first == last {
			opening[first].WriteByte(')')
		} else {
			closing[last] = strconv.Itoa(entity) + ")" + closing[last]
		}
	}
	brackets := make([]string, len(a.Tokens))
	for i := range brackets {
		brackets[i] = opening[i].String() + closing[i]
	}
	return brackets
}

// sentenceNumbers returns which sentence each token belongs to.
func sentenceNumbers(a *rapporteur.Analysis) []int {
	numbers := make([]int, len(a.Tokens))
	for n, s := range a.Sentences {
		for i := s.First; i < s.End; i++ {
			numbers[i] = n
		}
	}
	return numbers
}

// entityCount is how many numbers the entities of an analysis take.
func entityCount(a *rapporteur.Analysis) int {
	if len(a.Clusters) > 0 {
		return len(a.Clusters)
	}
	return len(a.Mentions)
}

// clusterTypes returns the most frequent type of the mentions of each cluster, the
// first of equals: the notation wants one type an entity.
func clusterTypes(a *rapporteur.Analysis) []rapporteur.MentionType {
	types := make([]rapporteur.MentionType, len(a.Clusters))
	for c, members := range a.Clusters {
		counts := map[rapporteur.MentionType]int{}
		for _, m := range members {
			counts[a.Mentions[m].Type]++
		}
		for _, m := range members {
			if kind := a.Mentions[m].Type; counts[kind] > counts[types[c]] {
				types[c] = kind
			}
		}
	}
	return types
}

// entityType is GUM's spelling of a type.
func entityType(t rapporteur.MentionType) string {
	if t == rapporteur.OrganisationMention {
		return "organization"
	}
	return string(t)
}
