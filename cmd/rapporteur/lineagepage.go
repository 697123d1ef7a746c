package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"

	"rapporteur"
	"rapporteur/store"
)

// page lays the tree of the reports out and, under it, the words that they share.
func (k *kin) page(o pageOptions) string {
	p := &page{pageOptions: o}
	p.fill("", "", []run{{"LINEAGE", strong}, {and + counted(len(k.reports), "report", "reports") + ", " +
		counted(k.countOrigins(), "origin", "origins"), faint}})
	t := newLineageTree(p, k)
	for _, h := range t.roots() {
		t.write(h, "", "")
	}
	compared := k.shown
	if above, under := t.above[k.reports[0].ID]; under && !k.pair {
		compared = []rapporteur.Relation{above}
	}
	for i, r := range compared {
		if i == mostCompared {
			p.out.WriteString("\n")
			more := len(compared) - i
			p.fill("", "", []run{{fmt.Sprintf("and %d more; name one beside this report to see the words that both have", more), faint}})
			break
		}
		k.sideBySide(p, r)
	}
	return p.out.String()
}

// lineageTree writes each report below the one that it has its words from.
type lineageTree struct {
	*page
	kin *kin
	// above is by what each report stands below another, below what stands below each.
	above map[string]rapporteur.Relation
	below map[string][]rapporteur.Relation
	done  map[string]bool
}

func newLineageTree(p *page, k *kin) *lineageTree {
	t := &lineageTree{page: p, kin: k, above: map[string]rapporteur.Relation{}, below: map[string][]rapporteur.Relation{}, done: map[string]bool{}}
	published := map[string]string{}
	for _, h := range k.reports {
		published[h.ID] = h.Published
	}
	for _, r := range k.relations {
		old, has := t.above[r.To]
		if !has || cmp.Or(kindRank[r.Kind]-kindRank[old.Kind], borrowed(old)-borrowed(r), cmp.Compare(published[r.From], published[old.From]),
			cmp.Compare(r.From, old.From)) < 0 {
			t.above[r.To] = r
		}
	}
	for _, h := range k.reports {
		if r, has := t.above[h.ID]; has {
			t.below[r.From] = append(t.below[r.From], r)
		}
	}
	for _, all := range t.below {
		slices.SortFunc(all, func(a, b rapporteur.Relation) int {
			return cmp.Or(cmp.Compare(published[a.To], published[b.To]), cmp.Compare(a.To, b.To))
		})
	}
	return t
}

// borrowed is how many bytes of the borrower stand in the other too.
func borrowed(r rapporteur.Relation) int {
	n := 0
	for _, p := range r.Passages {
		n += p.To.Len()
	}
	return n
}

// roots are the reports that stand below none, by their day, and, where reports stand
// below one another in a circle, the first of these.
func (t *lineageTree) roots() []store.Heading {
	out := slices.DeleteFunc(slices.Clone(t.kin.reports), func(h store.Heading) bool { _, under := t.above[h.ID]; return under })
	slices.SortStableFunc(out, func(a, b store.Heading) int { return cmp.Compare(a.Published, b.Published) })
	reached := map[string]bool{}
	var reach func(id string)
	reach = func(id string) {
		if !reached[id] {
			reached[id] = true
			for _, r := range t.below[id] {
				reach(r.To)
			}
		}
	}
	for _, h := range out {
		reach(h.ID)
	}
	for _, h := range t.kin.reports {
		if !reached[h.ID] {
			out = append(out, h)
			reach(h.ID)
		}
	}
	return out
}

// relationNames are what a relation to the report above is called.
var relationNames = map[rapporteur.RelationKind]string{
	rapporteur.Copy: "copy", rapporteur.Rewrite: "reworded", rapporteur.SharedSource: "a passage", rapporteur.Independent: "independent",
}

// write writes a report and those below it.
func (t *lineageTree) write(h store.Heading, edge, how string) {
	t.done[h.ID] = true
	inner := edge
	if how != "" {
		inner = strings.NewReplacer("├─ ", "│  ", "└─ ", "   ").Replace(edge)
	}
	t.fill(edge, inner+"  ", t.kin.headline(h, how))
	below := slices.DeleteFunc(slices.Clone(t.below[h.ID]), func(r rapporteur.Relation) bool { return t.done[r.To] })
	for i, r := range below {
		branch := "├─ "
		if i == len(below)-1 {
			branch = "└─ "
		}
		name := relationNames[r.Kind]
		if r.Confidence < sureRelation {
			name = "? " + name
		}
		t.write(t.kin.heading(r.To), inner+branch, name)
	}
}

// sureRelation is the confidence below which a relation is marked with "?".
const sureRelation = 0.7

func (k *kin) heading(id string) store.Heading {
	i := slices.IndexFunc(k.reports, func(h store.Heading) bool { return h.ID == id })
	return k.reports[i]
}

// headline is a line for a report; that which was asked for is strong.
func (k *kin) headline(h store.Heading, how string) []run {
	title := run{printable(cmp.Or(h.Title, "without a title")), plain}
	if h.ID == k.reports[0].ID {
		title.style = strong
	}
	return told(label("", how, favourable), said(day(h.Published)), []run{{printable(h.Outlet), someone}}, []run{title}, []run{{h.Short(), faint}})
}

// between stands between the two columns.
const between = " │ "

// sideBySide writes the passages of a relation in two columns.
func (k *kin) sideBySide(p *page, r rapporteur.Relation) {
	p.out.WriteString("\n")
	heading := run{strings.ToUpper(relationNames[r.Kind]), strong}
	if r.Kind == rapporteur.Independent {
		p.fill("", "", []run{heading})
		p.fill("  ", "  ", said("the two share no words beyond what reports of one event have in common"))
		return
	}
	p.fill("", "", []run{heading, {and + counted(len(r.Passages), "passage", "passages"), faint}})
	width := max((p.width-uniseg.StringWidth(between))/2, narrowestCell)
	p.columns(width, p.head(k.heading(r.From), width), p.head(k.heading(r.To), width))
	for _, passage := range r.Passages {
		from, to := printable(passage.From.In(k.texts[r.From])), printable(passage.To.In(k.texts[r.To]))
		p.columns(width, p.lines(width, differing(from, to)), p.lines(width, differing(to, from)))
	}
}

// head is what stands over a column.
func (p *page) head(h store.Heading, width int) []string {
	return p.lines(width, told([]run{{printable(h.Outlet), someone}}, said(day(h.Published)), []run{{h.Short(), faint}}))
}

// lines lays runs out in a column.
func (p *page) lines(width int, runs []run) []string {
	column := &page{pageOptions: p.pageOptions}
	column.width = width
	column.fill("", "", runs)
	return strings.Split(strings.TrimSuffix(column.out.String(), "\n"), "\n")
}

// columns writes two columns and an empty line behind them.
func (p *page) columns(width int, left, right []string) {
	for i := range max(len(left), len(right)) {
		var l, r string
		if i < len(left) {
			l = left[i]
		}
		if i < len(right) {
			r = right[i]
		}
		p.out.WriteString(l + blanks(max(width-uniseg.StringWidth(unpainted(l)), 0)) + strings.TrimRight(between, " "))
		if r != "" {
			p.out.WriteString(" " + r)
		}
		p.out.WriteString("\n")
	}
	p.out.WriteString(blanks(width) + strings.TrimRight(between, " ") + "\n")
}

// unpainted is a line without the sequences of its styles.
func unpainted(line string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(line, "\x1b[")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		_, line, _ = strings.Cut(rest, "m")
	}
}

// differing are words of which those that the other side lacks stand out.
func differing(words, other string) []run {
	there := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(other), noLetter) {
		there[w] = true
	}
	var out []run
	for _, w := range strings.SplitAfter(words, " ") {
		s := plain
		for _, bare := range strings.FieldsFunc(strings.ToLower(w), noLetter) {
			if !there[bare] {
				s = doubt
			}
		}
		out = append(out, run{w, s})
	}
	return out
}

func noLetter(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) }
