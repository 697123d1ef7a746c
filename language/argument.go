package language

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur"
	"rapporteur/language/encoder"
)

const (
	// argumentWidth is that of a phrase and a mention where roles are scored.
	argumentWidth = 96
	// argumentReach is how many words may stand between a phrase and a mention that
	// plays a role in it, and between an outcome and its requirement; the reader
	// was trained within it.
	argumentReach = 150
	// sameReach is how many words may stand between two phrases that tell of the
	// same.
	sameReach = 1500
	// argumentWorth is the posterior from which on a mention is given as an
	// argument, linkWorth the one of links.
	argumentWorth = 0.15
	linkWorth     = 0.3
)

// familyRoles are the roles in the phrases of each family.
var familyRoles = map[rapporteur.Family][]rapporteur.ArgumentRole{
	rapporteur.AnchorFamily: {rapporteur.ActorRole, rapporteur.RecipientRole, rapporteur.MediatorRole, rapporteur.HostRole,
		rapporteur.GuarantorRole, rapporteur.PlaceRole},
	rapporteur.PositionFamily:    {rapporteur.PartyRole, rapporteur.HolderRole, rapporteur.TowardRole},
	rapporteur.RequirementFamily: {rapporteur.HolderRole, rapporteur.WaitsRole},
	rapporteur.MeetingFamily: {rapporteur.PartyRole, rapporteur.ParticipantRole, rapporteur.HostRole, rapporteur.MediatorRole,
		rapporteur.PlaceRole},
	rapporteur.DelegationFamily: {rapporteur.PartyRole, rapporteur.HeadRole, rapporteur.MemberRole, rapporteur.ExcludedRole,
		rapporteur.DestinationRole, rapporteur.SenderRole},
}

// arguer scores which mentions play which roles in what a phrase expresses and
// which phrases belong together: bilinear between a phrase (its first and last
// word, its label) and a mention (head, first and last word) or another phrase,
// with what is seen without vectors.
type arguer struct {
	phrase, mention, later *encoder.Linear
	label                  []float32 // [labels of all families][argumentWidth]
	labels                 map[factLabel]int
	roles                  map[rapporteur.ArgumentRole]int
	types                  map[rapporteur.MentionType]int
	paths                  map[string]int
	role                   bilinear
	link                   bilinear
	// What is seen, a row a role: by bucket of distance, by path, type and form.
	path, kind, form tableOfRoles
	near, inside     []float32 // [roles]
	alike            []float32 // [links]
}

type factLabel struct {
	family rapporteur.Family
	label  string
}

// tableOfRoles has a row of values for each role.
type tableOfRoles struct {
	values []float32
	width  int
}

func (t tableOfRoles) at(role, i int) float32 { return t.values[role*t.width+i] }

// bilinear is l·F_o r + a_o·l + b_o·r + c_o + d_o[bucket] for every output o.
type bilinear struct {
	form        []float32 // [outputs][argumentWidth of the right][argumentWidth of the left]
	left, right []float32 // [outputs][argumentWidth]
	bias        []float32 // [outputs]
	distance    tableOfRoles
}

func (l *headLoader) bilinear(name string, outputs int) bilinear {
	return bilinear{
		form: l.values(name+".form", outputs*argumentWidth, argumentWidth),
		left: l.values(name+".left_score", outputs, argumentWidth), bias: l.values(name+".left_score.bias", outputs),
		right:    l.values(name+".right_score", outputs, argumentWidth),
		distance: tableOfRoles{l.values(name+".distance", outputs, distanceBuckets), distanceBuckets},
	}
}

func (l *headLoader) arguer() arguer {
	a := arguer{
		labels: map[factLabel]int{}, roles: map[rapporteur.ArgumentRole]int{}, types: map[rapporteur.MentionType]int{}, paths: map[string]int{},
		phrase:  l.linear(2*l.encoder.Width(), part{"head.argument.phrase", argumentWidth}),
		later:   l.linear(2*l.encoder.Width(), part{"head.argument.later", argumentWidth}),
		mention: l.linear(3*l.encoder.Width(), part{"head.argument.mention", argumentWidth}),
	}
	for _, f := range families {
		for _, label := range l.labels(string(f.family)) {
			a.labels[factLabel{f.family, label}] = len(a.labels)
		}
	}
	for i, name := range l.labels("arguments") {
		a.roles[rapporteur.ArgumentRole(name)] = i
	}
	for i, name := range l.labels("mentions") {
		a.types[rapporteur.MentionType(name)] = i
	}
	for i, name := range l.labels("paths") {
		a.paths[name] = i
	}
	n := len(a.roles)
	a.label = l.values("head.argument.label", len(a.labels), argumentWidth)
	a.role, a.link = l.bilinear("head.argument.role", n), l.bilinear("head.argument.link", len(factLinks))
	a.path = tableOfRoles{l.values("head.argument.path", n, len(a.paths)), len(a.paths)}
	a.kind = tableOfRoles{l.values("head.argument.kind", n, len(a.types)), len(a.types)}
	a.form = tableOfRoles{l.values("head.argument.shape", n, len(referringForms)), len(referringForms)}
	a.near, a.inside = l.values("head.argument.near", n), l.values("head.argument.inside", n)
	a.alike = l.values("head.argument.alike", len(factLinks))
	return a
}

var referringForms = []rapporteur.Form{rapporteur.NameForm, rapporteur.NominalForm, rapporteur.PronounForm}

// probe is the left end of a bilinear form applied to one output: the score of a
// right end is its product with vector, plus constant.
type probe struct {
	vector   []float32
	constant float32
}

func (b *bilinear) probe(output int, left []float32) probe {
	form := b.form[output*argumentWidth*argumentWidth:]
	p := probe{make([]float32, argumentWidth), dot(b.left[output*argumentWidth:][:argumentWidth], left) + b.bias[output]}
	for e := range p.vector {
		p.vector[e] = dot(form[e*argumentWidth:][:argumentWidth], left) + b.right[output*argumentWidth+e]
	}
	return p
}

// arguing is the arguments of one section being found.
type arguing struct {
	*arguer
	a             *rapporteur.Analysis
	text          string
	facts         []rapporteur.FactPhrase // of the section
	mentions      []rapporteur.Mention    // of the section
	fact, mention int                     // numbers of the first of each
	sec           rapporteur.TokenRange
	sentence      []int       // of every word of the section
	left, later   [][]float32 // of the facts
	right         [][]float32 // of the mentions
	factHead      []int       // their head words
}

// read fills the arguments and links of the phrases of a section, which are those
// of the analysis from the given numbers on.
func (r *arguer) read(a *rapporteur.Analysis, text string, s *scratch, width, fact, mention int, sec rapporteur.TokenRange) {
	if fact == len(a.Facts) {
		return
	}
	g := arguing{arguer: r, a: a, text: text, facts: a.Facts[fact:], mentions: a.Mentions[mention:], fact: fact, mention: mention, sec: sec}
	g.number()
	g.project(s, width)
	for i := range g.facts {
		g.facts[i].Arguments = g.arguments(i)
	}
	a.FactLinks = append(a.FactLinks, g.links()...)
}

// number sets what is looked up of sentences and trees.
func (g *arguing) number() {
	g.sentence = make([]int, g.sec.End-g.sec.First)
	for n, s := range g.a.Sentences {
		for w := max(s.First, g.sec.First); w < min(s.End, g.sec.End); w++ {
			g.sentence[w-g.sec.First] = n
		}
	}
	for _, f := range g.facts {
		g.factHead = append(g.factHead, headOf(f.Tokens, g.a.Tree))
	}
}

// headOf is the first word of a range that is governed from outside it.
func headOf(r rapporteur.TokenRange, tree []rapporteur.Arc) int {
	for i := r.First; i < r.End; i++ {
		if h := tree[i].Head; h == i || h < r.First || h >= r.End {
			return i
		}
	}
	return r.First
}

// project computes the vectors that are compared.
func (g *arguing) project(s *scratch, width int) {
	rs := make([]run, len(g.facts))
	for i, f := range g.facts {
		rs[i] = run{first: f.Tokens.First - g.sec.First, end: f.Tokens.End - g.sec.First}
	}
	x := spanVectors(s, width, rs)
	g.left, g.later = g.labelled(g.arguer.phrase, s, x), g.labelled(g.arguer.later, s, x)
	g.right = g.pointed(s, width)
}

// labelled projects the phrases whose words are x and adds what their labels are.
func (g *arguing) labelled(m *encoder.Linear, s *scratch, x []float32) [][]float32 {
	n, stride := len(g.facts), m.Outputs()
	y := make([]float32, encoder.Rows(n)*stride)
	m.Apply(y, x, n)
	out := make([][]float32, n)
	for i, f := range g.facts {
		out[i] = y[i*stride:][:argumentWidth]
		label := g.label[g.labels[factLabel{f.Family, f.Label}]*argumentWidth:]
		for d := range out[i] {
			out[i][d] += label[d]
		}
		gelu(out[i])
	}
	return out
}

// pointed projects the mentions.
func (g *arguing) pointed(s *scratch, width int) [][]float32 {
	n, stride := len(g.mentions), g.arguer.mention.Outputs()
	y := make([]float32, encoder.Rows(n)*stride)
	out := make([][]float32, n)
	if n > 0 {
		g.arguer.mention.Apply(y, mentionVectors(s, width, g.mentions, g.sec), n)
	}
	for i := range out {
		out[i] = y[i*stride:][:argumentWidth]
		gelu(out[i])
	}
	return out
}

// arguments are those of phrase i, likelier ones first within a role.
func (g *arguing) arguments(i int) []rapporteur.Argument {
	f := &g.facts[i]
	near := g.within(f.Tokens)
	var out []rapporteur.Argument
	for _, name := range familyRoles[f.Family] {
		role := g.roles[name]
		p := g.role.probe(role, g.left[i])
		from := len(out)
		for _, j := range near {
			if q := sigmoid(dot(p.vector, g.right[j]) + p.constant + g.seen(role, i, j)); q >= argumentWorth {
				out = append(out, rapporteur.Argument{Role: name, Mention: g.mention + j, Posterior: q})
			}
		}
		slices.SortStableFunc(out[from:], func(a, b rapporteur.Argument) int { return cmp.Compare(b.Posterior, a.Posterior) })
	}
	return out
}

// within lists the mentions that are near enough to a phrase to play a role in it.
// Mentions are in the order of their first words and reach at most mentionReach
// words beyond their heads on either side.
func (g *arguing) within(t rapporteur.TokenRange) []int {
	first, _ := slices.BinarySearchFunc(g.mentions, t.First-argumentReach-2*mentionReach, func(m rapporteur.Mention, at int) int {
		return cmp.Compare(m.Tokens.First, at)
	})
	var out []int
	for j := first; j < len(g.mentions) && g.mentions[j].Tokens.First-t.End <= argumentReach; j++ {
		if t.First-g.mentions[j].Tokens.End <= argumentReach {
			out = append(out, j)
		}
	}
	return out
}

// seen scores what is seen of phrase i and mention j without vectors.
func (g *arguing) seen(role, i, j int) float32 {
	f, m := &g.facts[i], &g.mentions[j]
	a := run{first: f.Tokens.First, end: f.Tokens.End}
	b := run{first: m.Tokens.First, end: m.Tokens.End}
	v := g.role.distance.at(role, bucket(a, b)) + g.kind.at(role, g.types[m.Type]) + g.form.at(role, slices.Index(referringForms, m.Form))
	v += g.path.at(role, g.between(g.factHead[i], m.Head))
	if g.sentence[g.factHead[i]-g.sec.First] == g.sentence[m.Head-g.sec.First] {
		v += g.near[role]
	}
	if f.Tokens.First <= m.Head && m.Head < f.Tokens.End {
		v += g.inside[role]
	}
	return v
}

// between numbers how the head words of a phrase and a mention stand in the tree:
// "own" where the phrase's governs the mention's, "sister" where both have one
// governor, "aunt" where the phrase's governor has the mention's governor. Of
// names set beside each other the first counts.
func (g *arguing) between(fact, mention int) int {
	tree, m := g.a.Tree, mention
	for range 8 {
		if r := tree[m].Relation; m == fact || r != "conj" && r != "appos" && r != "flat" {
			break
		}
		m = tree[m].Head
	}
	relation, governor := tree[m].Relation, tree[fact].Head
	above := tree[governor].Head
	switch {
	case tree[m].Head == fact && m != fact:
		return g.named("own-"+relation, "child")
	case m == governor:
		return g.paths["governor"]
	case governor != fact && tree[m].Head == governor:
		return g.named("sister-"+relation, "sister")
	case above != governor && tree[m].Head == above:
		return g.paths[aunt(relation)]
	}
	return g.paths["none"]
}

func aunt(relation string) string {
	switch {
	case strings.HasPrefix(relation, "nsubj"):
		return "aunt-nsubj"
	case relation == "obj" || relation == "obl":
		return "aunt-obj"
	}
	return "aunt"
}

// named numbers the path of that name, or the other where there is none.
func (g *arguing) named(path, other string) int {
	if n, ok := g.paths[path]; ok {
		return n
	}
	return g.paths[other]
}
