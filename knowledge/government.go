package knowledge

import (
	"slices"
	"strings"

	"rapporteur"
)

// government is a state as one who acts.
func (l *linking) government(e *Entry) *referent {
	key := "government " + e.Country
	if e.Country == "" || !e.Dissolved.IsZero() {
		key = "government " + identity(e)
	}
	return l.keyed(key, func() *referent {
		return &referent{kind: rapporteur.GovernmentEntity, entry: e, country: e.Country}
	})
}

// territory is a state, town or building as a place.
func (l *linking) territory(e *Entry, name string) *referent {
	return l.keyed("place "+identity(e)+" "+Fold(name), func() *referent {
		return &referent{kind: rapporteur.PlaceEntity, entry: e, country: e.Country, name: name}
	})
}

// linkState links a name of a state, of its capital or of a seat of its power: one
// who acts is the government, else it is a place. "In Moscow" is a town, what
// "Moscow said" the state.
func (l *linking) linkState(e *expression, m Match) {
	if m.By == Adjective || m.By == Demonym || l.acts(e, m.By) {
		l.refer(e, l.government(m.Entry), byPosition)
		return
	}
	if first := e.tokens.First - 1; compass[l.small(first)] && m.By != Capital && m.By != Seat {
		r := l.namedPlace(l.say(first, e.tokens.End), m.Country)
		e.tokens.First = first
		l.refer(e, r, byFullName)
		return
	}
	switch m.By {
	case Capital:
		if town := l.town(e, m.Country); town != nil {
			l.refer(e, l.territory(town, town.Name), byFullName)
			return
		}
		l.refer(e, l.namedPlace(m.As, m.Country), byPosition)
	case Seat:
		l.refer(e, l.namedPlace(m.As, m.Country), byPosition)
	default:
		l.refer(e, l.territory(m.Entry, m.Name), byPosition)
	}
}

// town is the place of a name that lies in a state, nil where the base has none.
func (l *linking) town(e *expression, country string) *Entry {
	for _, m := range l.base.LookupPlace(l.say(e.tokens.First, e.tokens.End)) {
		if m.Type == Place && m.Country == country {
			return m.Entry
		}
	}
	return nil
}

// namedPlace is a place by its name alone.
func (l *linking) namedPlace(name, country string) *referent {
	return l.keyed("place "+Fold(name), func() *referent {
		return &referent{kind: rapporteur.PlaceEntity, name: name, country: country}
	})
}

// acts reports whether the name of a state, capital or seat is one who acts, by
// what stands around it. A country in doubt is, since reports speak of states; of
// the names of countries in annotated reports that stand behind a preposition of
// place nine tenths behind "in" are places, and most behind "to" and "from" not. A
// capital is in doubt a town where it stands behind a preposition.
func (l *linking) acts(e *expression, by Naming) bool {
	first, end := e.tokens.First, e.tokens.End
	before := l.small(first - 1)
	if before == "the" {
		before = l.small(first - 2)
	}
	town := by == Capital || by == Seat
	switch {
	case l.source[e.head] && l.sourceHead(e):
		return true
	case l.dateline(e):
		return false
	case l.small(first-1) == "," && first >= 2 && l.placeName(first-2) && l.small(end) != "and":
		return false // "Doha, Qatar"
	case l.small(end) == "," && end+1 < len(l.words) && l.known[end+1].end > 0 && town && l.known[end+1].entry().Capital == l.known[first].capital():
		return false // "Doha, Qatar" from the other side
	case locative[before] == always, compass[before]:
		return false
	case locative[before] == motion:
		return !town && !l.moves(first)
	case before == "capital" && l.small(first-1) == ",", l.small(end) == "," && l.small(end+1) == "the" && l.small(end+3) == "capital":
		return false
	case isPossessive(l.small(end)):
		return !town || !slices.Contains([]string{"airport", "mayor", "streets", "suburbs", "outskirts", "residents"}, l.small(end+1))
	case !town:
		return true
	}
	if relation, head := l.relation(e.head); relation != "" && head != e.head {
		switch relation {
		case "nsubj":
			return true
		case "obj":
			return !visitVerbs[l.lemma(head)]
		}
	}
	return actsBehind[before] || l.beforeVerb(end)
}

// capital is the seat of government of the state that the name means, "" where it
// means none.
func (k knownName) capital() string {
	if k.end == 0 {
		return ""
	}
	return k.entry().Capital
}

// lemma is the dictionary form of a token, the token itself where the analysis has
// none.
func (l *linking) lemma(i int) string {
	if i >= 0 && i < len(l.a.Lemmas) {
		return l.a.Lemmas[i]
	}
	return l.small(i)
}

// placeName reports whether the reader takes the name at a token for a place.
func (l *linking) placeName(t int) bool {
	n := l.named[t]
	return n != nil && n.nameType == rapporteur.PlaceName
}

// sourceHead reports whether an expression is the head of the words for those who
// speak, not a part of them as in "a resident of Kyiv".
func (l *linking) sourceHead(e *expression) bool {
	for _, s := range l.a.Speech {
		for _, p := range s.Source {
			if l.valid(p.Tokens) && p.Tokens.First <= e.tokens.First && e.tokens.End <= p.Tokens.End {
				head := l.headOf(p.Tokens)
				if e.tokens.First <= head && head < e.tokens.End || p.Tokens.End == e.tokens.End && l.onlyNamesOrAnd(p.Tokens.First, p.Tokens.End) {
					return true
				}
			}
		}
	}
	return false
}

// onlyNamesOrAnd reports whether a range has nothing but names joined by "and".
func (l *linking) onlyNamesOrAnd(first, end int) bool {
	for t := first; t < end; t++ {
		switch l.words[t] {
		case "and", ",", "the", "both":
		default:
			if l.named[t] == nil {
				return false
			}
		}
	}
	return true
}

// dateline reports whether a place is the one that a report is sent from: capitals
// at the start of a paragraph, or a name there before a bracket or dash.
func (l *linking) dateline(e *expression) bool {
	first, end := e.tokens.First, e.tokens.End
	if first > 0 && l.paragraph[first-1] == l.paragraph[first] {
		return false
	}
	for t := end; t < min(len(l.words), end+8); t++ {
		switch l.words[t] {
		case "—", "–", "--":
			return true
		case "-":
			return t > end || !capitalised(l.word(t+1)) || l.a.Tokens[t].Start > l.a.Tokens[t-1].End
		case "(", ",", ")", ".", "reuters", "ap", "afp", "/":
		default:
			if !capitalised(l.word(t)) && !strings.ContainsAny(l.words[t], "0123456789") {
				return false
			}
		}
	}
	return false
}

// moves reports whether the phrase that ends with a preposition before a token
// speaks of going somewhere.
func (l *linking) moves(first int) bool {
	for t := first - 1; t >= max(0, first-6) && l.sentence[t] == l.sentence[first]; t-- {
		if movingWords[l.words[t]] || movingWords[l.lemma(t)] {
			return true
		}
	}
	return false
}

// beforeVerb reports whether a finite verb follows, perhaps behind an adverb.
func (l *linking) beforeVerb(t int) bool {
	for ; t < len(l.words); t++ {
		switch tag := l.tag(t); {
		case tag == "MD" || tag == "VBZ" || tag == "VBD" || tag == "VBP":
			return true
		case tag == "RB":
			continue
		case tag != "":
			return false
		}
		w := l.words[t]
		if w == "also" || w == "has" && speechVerbs[l.small(t+1)] {
			continue
		}
		return speechVerbs[w] || auxiliaries[w] || strings.HasSuffix(w, "ed")
	}
	return false
}

// How sure a preposition makes a place of what follows.
const (
	always = iota + 1
	motion
)

var locative = map[string]int{
	"in": always, "inside": always, "across": always, "near": always, "throughout": always, "within": always, "outside": always,
	"at": always, "around": always, "via": always, "through": always, "into": always, "off": always, "beyond": always, "under": 0,
	"to": motion, "from": motion, "towards": motion, "toward": motion, "for": motion,
}

// compass words before a state make a part of its land of it.
var compass = setOf("northern southern eastern western central northwestern northeastern southwestern southeastern downtown occupied mainland rural")

// actsBehind are prepositions and conjunctions behind which a capital acts.
var actsBehind = setOf("with by between against on urge urged urging press pressed pressing accuse accused accusing told tell telling over upon that")

var visitVerbs = setOf(`visit leave reach enter strike hit attack bomb shell capture seize besiege storm retake tour bombard cross pound rock shake
	visited left reached entered struck attacked bombed shelled captured seized besieged stormed retook toured bombarded crossed rocked shook`)

var movingWords = setOf(`go goes going went gone come comes came coming travel travels travelled traveled travelling traveling travelers fly flies flew flown
	flying flight flights trip trips visit visits journey journeys return returns returned returning returnees head heads headed heading arrive arrives
	arrived arriving arrival move moves moved moving leave left drive drove flee fled fleeing refugees refugee migrants deport deported
	deportation deportations exports imports route routes road border crossing pipeline shipments shipped ships fired launched deploy deployed troops convoy
	invite invited tour transport transported smuggled bring brought back withdraw withdrew withdrawal evacuated evacuate`)

var auxiliaries = setOf("has had have is was are were will would could can may might must should does did do")

var speechVerbs = setOf(`say says said saying tell tells told add adds added announce announces announced warn warns warned insist insists insisted
	deny denies denied reject rejects rejected refuse refuses refused accuse accuses accused accusing urge urges urged call calls called demand demands
	demanded want wants wanted agree agrees agreed claim claims claimed confirm confirms confirmed condemn condemns condemned welcome
	welcomes welcomed hope hopes hoped believe believes believed seek seeks sought sees saw views insisting argue argues argued vow vows vowed
	pledge pledges pledged respond responds responded reply replies replied signal signals signalled signaled express expresses expressed
	dismiss dismisses dismissed describe describes described propose proposes proposed offer offers offered threaten threatens threatened
	support supports supported oppose opposes opposed blame blames blamed ask asks asked report reports reported declare declares
	declared think thinks thought consider considers considered expect expects expected fear fears feared note notes noted stress stresses
	stressed maintain maintains maintained suggest suggests suggested back backs backed send sends sent know knows knew stated states state`)

var functionWords = setOf(`the a an and or but nor if that this these those who whom whose which what when where while as at by for from in into of off on onto
	out over per than to up via with without about after against among around before behind below beneath beside between beyond during except
	inside like near outside since through throughout till toward towards under until upon within he she it they we you i him her them us me
	his hers its their our your my not no is are was were be been being has have had do does did will would shall should can could may might must
	there here then also so too very just only even both either neither each every any because although though unless whether`)
