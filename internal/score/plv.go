package main

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"rapporteur"
)

// scorePLV compares the root types of events, given their actors, with those of the
// PLV set (Lefebvre & Stoehr, "Rethinking the event coding pipeline with prompt
// entailment", 2022) or another file in its format: tab-separated, with a first row
// that names the columns, of which gold_root holds the type and marked_sentence the
// sentence with the source in <s></s> and the target in <t></t>.
//
//   - root.macro_f1: the mean over the types that occur of the F1 of each;
//   - quad.macro_f1: the same for the four categories of PLOVER's types, of which
//     YIELD, as the set has it, counts as material cooperation;
//   - root.TYPE.f1: those of which the first is the mean;
//   - events: how many there are; unmarked: how many more whose source or target the
//     sentence does not name, which are left out.
//
// The embedded weights have learned from all of PLV_train.tsv: on it the figures say
// how much of it they hold, not how right they are on what they have never seen.
func scorePLV(p Program, paths []string) ([]Figure, error) {
	var events []codedEvent
	unmarked := 0
	for _, path := range paths {
		read, without, err := readPLV(path)
		if err != nil {
			return nil, err
		}
		events, unmarked = append(events, read...), unmarked+without
	}
	given := make([]string, len(events))
	each(len(events), func(i int) { given[i], _ = p.RootType(events[i].text, events[i].source, events[i].target) })
	return append(rootFigures(events, given), Figure{Name: "unmarked", Value: float64(unmarked), Neutral: true}), nil
}

// codedEvent is a sentence in which source does to target what the root type says.
type codedEvent struct {
	text           string
	source, target rapporteur.Span
	root           string
}

// quads are the categories of the root types.
var quads = map[string]string{
	"AGREE": "1", "CONSULT": "1", "SUPPORT": "1",
	"COOPERATE": "2", "AID": "2", "YIELD": "2",
	"REQUEST": "3", "ACCUSE": "3", "REJECT": "3", "THREATEN": "3",
	"PROTEST": "4", "SANCTION": "4", "MOBILIZE": "4", "COERCE": "4", "ASSAULT": "4",
}

func rootFigures(events []codedEvent, given []string) []Figure {
	roots, quad := confusion{}, confusion{}
	for i, e := range events {
		roots.add(e.root, given[i])
		quad.add(quads[e.root], quads[given[i]])
	}
	out := []Figure{
		{Name: "root.macro_f1", Value: perCent(roots.macro())},
		{Name: "quad.macro_f1", Value: perCent(quad.macro())},
	}
	for _, root := range roots.classes() {
		out = append(out, Figure{Name: "root." + root + ".f1", Value: perCent(roots.f1(root))})
	}
	return append(out, Figure{Name: "events", Value: float64(len(events)), Neutral: true})
}

// confusion counts by class what is right, given and gold.
type confusion map[string]struct{ right, given, gold int }

func (c confusion) add(gold, given string) {
	g := c[gold]
	g.gold++
	if gold == given {
		g.right++
	}
	c[gold] = g
	h := c[given]
	h.given++
	c[given] = h
}

// classes are those that occur in the gold standard, by their names.
func (c confusion) classes() []string {
	var out []string
	for class, n := range c {
		if n.gold > 0 {
			out = append(out, class)
		}
	}
	slices.Sort(out)
	return out
}

func (c confusion) f1(class string) float64 {
	n := c[class]
	return 2 * float64(n.right) / float64(n.given+n.gold)
}

// macro is the mean F1 of the classes, 0 without any.
func (c confusion) macro() float64 {
	sum, classes := 0.0, c.classes()
	for _, class := range classes {
		sum += c.f1(class)
	}
	return sum / float64(max(len(classes), 1))
}

// readPLV reads the events of a file in the format of PLV, and says how many more have
// no source or target.
func readPLV(path string) (events []codedEvent, unmarked int, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	var root, marked int
	for number := 1; lines.Scan(); number++ {
		columns := strings.Split(lines.Text(), "\t")
		if number == 1 {
			if root, marked = slices.Index(columns, "gold_root"), slices.Index(columns, "marked_sentence"); min(root, marked) < 0 {
				return nil, 0, fmt.Errorf("%s: its first row names no columns gold_root and marked_sentence", path)
			}
			continue
		}
		if len(columns) <= max(root, marked) {
			return nil, 0, fmt.Errorf("%s:%d: %d columns", path, number, len(columns))
		}
		e := markedEvent(columns[marked])
		if e.root = columns[root]; quads[e.root] == "" {
			return nil, 0, fmt.Errorf("%s:%d: %q is no root type", path, number, e.root)
		}
		if e.source.Empty() || e.target.Empty() {
			unmarked++
		} else {
			events = append(events, e)
		}
	}
	return events, unmarked, lines.Err()
}

var actorMark = regexp.MustCompile(`</?[st]>`)

// markedEvent is a sentence without its marks, and the first span of each; empty where
// it has none.
func markedEvent(marked string) codedEvent {
	var text strings.Builder
	opened, spans := map[byte]int{}, map[byte]rapporteur.Span{}
	at := 0
	for _, m := range actorMark.FindAllStringIndex(marked, -1) {
		text.WriteString(marked[at:m[0]])
		at = m[1]
		letter := marked[m[1]-2]
		if marked[m[0]+1] != '/' {
			opened[letter] = text.Len()
		} else if start, ok := opened[letter]; ok && spans[letter].Empty() {
			spans[letter] = rapporteur.Span{Start: start, End: text.Len()}
		}
	}
	text.WriteString(marked[at:])
	return codedEvent{text: text.String(), source: spans['s'], target: spans['t']}
}
