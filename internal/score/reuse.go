package main

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur"
	"rapporteur/source"
)

//go:embed synonyms.txt
var synonymList string

// synonyms are what software puts in the place of words.
func synonyms() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(synonymList) {
		if word, other, found := strings.Cut(strings.TrimSpace(line), " "); found && word != "#" {
			out[word] = other
		}
	}
	return out
}

// scoreReuse makes of each invented report copies and rewordings as others make them, and
// reports that have its names, figures and quotations in sentences of their own, as
// reporters at the same press conference do. Counted are how many of the first are found
// to be copies or rewordings, and how many of the second, and of pairs of reports that
// have nothing to do with one another, are wrongly. Each is by the same seed in every run.
func scoreReuse(_ Program, paths []string) ([]Figure, error) {
	texts, err := longTexts(paths)
	if err != nil {
		return nil, err
	}
	found, made := map[string]int{}, 0
	alarms, unlike := map[string]int{}, 0
	tally := make([]reuseTally, len(texts))
	each(len(texts), func(i int) { tally[i] = tallyReuse(texts, i) })
	for _, t := range tally {
		made, unlike = made+1, unlike+1
		for name, is := range t {
			switch {
			case !is:
			case strings.HasPrefix(name, "unlike"):
				alarms[name]++
			default:
				found[name]++
			}
		}
	}
	share := func(n, of int) float64 { return perCent(float64(n) / float64(max(of, 1))) }
	all, wrong := 0, 0
	var out []Figure
	for _, way := range reuseWays {
		all += found[way.name]
		out = append(out, Figure{Name: "found." + way.name, Value: share(found[way.name], made)})
	}
	for _, name := range []string{"unlike.other", "unlike.event"} {
		wrong += alarms[name]
		out = append(out, Figure{Name: "alarms." + strings.TrimPrefix(name, "unlike."), Value: share(alarms[name], unlike), Lower: true})
	}
	return append([]Figure{
		{Name: "found", Value: share(all, made*len(reuseWays))},
		{Name: "alarms", Value: share(wrong, 2*unlike), Lower: true},
	}, out...), nil
}

// reuseTally says of each way whether the pair was called a copy or a rewording.
type reuseTally map[string]bool

// reuseWays are the ways in which a text is used again.
var reuseWays = []struct {
	name string
	make func(paragraphs []string, rng *rand.Rand) []string
}{
	{"cut", func(p []string, rng *rand.Rand) []string { return dropSentences(cutEnd(p, rng), rng, 0.1) }},
	{"moved", func(p []string, rng *rand.Rand) []string { return dropSentences(moveParagraphs(p, rng), rng, 0.2) }},
	{"reworded", func(p []string, rng *rand.Rand) []string { return reword(p, rng) }},
	{"reworded.half", func(p []string, rng *rand.Rand) []string { return replaceHalf(reword(p, rng), rng) }},
	{"reworded.moved", func(p []string, rng *rand.Rand) []string { return moveParagraphs(reword(cutEnd(p, rng), rng), rng) }},
}

// minReuse is the fewest words of a report that is used again.
const minReuse = 120

// longTexts are the texts of the folders that are long enough, by their names.
func longTexts(paths []string) ([]string, error) {
	var out []string
	for _, path := range paths {
		files, err := filepath.Glob(filepath.Join(path, "*.txt"))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			flat := source.Unwrapped(string(text))
			if len(strings.Fields(flat)) >= minReuse && len(paragraphs(flat)) > 2 {
				out = append(out, flat)
			}
		}
	}
	return out, nil
}

func tallyReuse(texts []string, i int) reuseTally {
	t := reuseTally{}
	own := document(fmt.Sprint(i), texts[i])
	reused := func(text string) bool {
		kind := related(own, document(fmt.Sprint(i, "again"), text)).Kind
		return kind == rapporteur.Copy || kind == rapporteur.Rewrite
	}
	for w, way := range reuseWays {
		rng := rand.New(rand.NewPCG(uint64(i), uint64(w)))
		made := way.make(paragraphs(texts[i])[1:], rng)
		t[way.name] = reused(strings.Join(append([]string{titles[rng.IntN(len(titles))]}, made...), "\n\n"))
	}
	other := texts[(i+len(texts)/2)%len(texts)]
	t["unlike.other"] = reused(other)
	t["unlike.event"] = reused(sameEvent(texts[i], other))
	return t
}

func document(id, text string) *rapporteur.Document { return &rapporteur.Document{ID: id, Text: text} }

// titles stand over texts that are used again.
var titles = []string{"What the two sides want", "Live: the day so far", "Talks go on", "A long night ends", "News in brief"}

func paragraphs(text string) []string {
	var out []string
	for p := range strings.SplitSeq(text, "\n") {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// cutEnd leaves the last fifth to two fifths out.
func cutEnd(paragraphs []string, rng *rand.Rand) []string {
	return paragraphs[:len(paragraphs)-len(paragraphs)*(20+rng.IntN(20))/100]
}

var sentenceEnd = regexp.MustCompile(`([.!?]["”»]?) +`)

// dropSentences leaves sentences out, each with a probability.
func dropSentences(paragraphs []string, rng *rand.Rand, probability float64) []string {
	var out []string
	for _, p := range paragraphs {
		var kept []string
		for _, s := range strings.Split(sentenceEnd.ReplaceAllString(p, "$1\x00"), "\x00") {
			if rng.Float64() >= probability {
				kept = append(kept, s)
			}
		}
		if len(kept) > 0 {
			out = append(out, strings.Join(kept, " "))
		}
	}
	return out
}

// moveParagraphs puts a third of the paragraphs elsewhere.
func moveParagraphs(paragraphs []string, rng *rand.Rand) []string {
	out := slices.Clone(paragraphs)
	for range len(out)/3 + 1 {
		from, to := rng.IntN(len(out)), rng.IntN(len(out))
		moved := out[from]
		out = slices.Insert(slices.Delete(out, from, from+1), min(to, len(out)-1), moved)
	}
	return out
}

// saying is a sentence that begins or ends with who said it, without quotation.
var saying = regexp.MustCompile(`^([A-Z][^.,"“”«»]{2,60}) (said|says|told reporters|added) (?:that )?([^"“”«»]+)\.$`)

// reword puts synonyms in sentence by sentence, quotations and names left intact, and
// says who said it last where that stood first.
func reword(paragraphs []string, rng *rand.Rand) []string {
	var out []string
	for _, p := range paragraphs {
		var made []string
		for _, s := range strings.Split(sentenceEnd.ReplaceAllString(p, "$1\x00"), "\x00") {
			if m := saying.FindStringSubmatch(s); m != nil && rng.IntN(2) == 0 {
				s = capitalised(m[3]) + ", " + m[1] + " " + m[2] + "."
			}
			made = append(made, s)
		}
		out = append(out, outsideQuotations(strings.Join(made, " "), swapSynonyms))
	}
	return out
}

func capitalised(s string) string {
	c, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(c)) + s[size:]
}

var quotation = regexp.MustCompile(`["“«][^"“”«»]*["”»]`)

// outsideQuotations changes what stands in no quotation.
func outsideQuotations(text string, change func(string) string) string {
	var b strings.Builder
	last := 0
	for _, q := range quotation.FindAllStringIndex(text, -1) {
		b.WriteString(change(text[last:q[0]]))
		b.WriteString(text[q[0]:q[1]])
		last = q[1]
	}
	b.WriteString(change(text[last:]))
	return b.String()
}

var lowerWord = regexp.MustCompile(`\b[a-z]+\b`)

var swapped = synonyms()

func swapSynonyms(text string) string {
	return lowerWord.ReplaceAllStringFunc(text, func(word string) string {
		if other, known := swapped[word]; known {
			return other
		}
		return word
	})
}

// replaceHalf puts words that mean nothing in the place of every other longer word that is
// no name and no quotation: more than any software changes that is to be read.
func replaceHalf(paragraphs []string, rng *rand.Rand) []string {
	var out []string
	for _, p := range paragraphs {
		out = append(out, outsideQuotations(p, func(text string) string {
			return lowerWord.ReplaceAllStringFunc(text, func(word string) string {
				if len(word) > 3 && rng.IntN(2) == 0 {
					return fmt.Sprintf("zu%dze", rng.IntN(3000))
				}
				return word
			})
		}))
	}
	return out
}

// sharedQuotations is how many quotations two reports of one press conference share.
const sharedQuotations = 5

var (
	properName = regexp.MustCompile(`\b[A-Z][\p{L}'’-]+(?: [A-Z][\p{L}'’-]+)*`)
	figure     = regexp.MustCompile(`\b\d[\d,.]*\d\b|\b\d\b`)
)

// sameEvent is another report with the names, figures and quotations of the first: what
// two who were at one press conference have in common.
func sameEvent(first, other string) string {
	names, quotations, figures := longNames(first), quotation.FindAllString(first, -1), figure.FindAllString(first, -1)
	instead := map[string]string{}
	quoted := 0
	text := quotation.ReplaceAllStringFunc(other, func(q string) string {
		if quoted == min(len(quotations), sharedQuotations) || len(strings.Fields(q)) < 4 {
			return q
		}
		quoted++
		return quotations[quoted-1]
	})
	given := 0
	text = outsideQuotations(text, func(own string) string {
		own = properName.ReplaceAllStringFunc(own, func(n string) string {
			if len(names) == 0 || len(n) < 4 {
				return n
			}
			if _, known := instead[n]; !known {
				instead[n] = names[len(instead)%len(names)]
			}
			return instead[n]
		})
		return figure.ReplaceAllStringFunc(own, func(f string) string {
			if len(figures) == 0 {
				return f
			}
			given++
			return figures[(given-1)%len(figures)]
		})
	})
	return text
}

// longNames are the names of a text, each once.
func longNames(text string) []string {
	var out []string
	for _, n := range properName.FindAllString(text, -1) {
		if len(n) >= 4 && n != strings.ToUpper(n) && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}
