package history

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"rapporteur"
)

// Tell is the joined fact of a group of tellings, by their indices in the order of
// publication, with what others have to say of it.
func Tell(all []*Telling, group []int, links []Link, origin Origin) rapporteur.JoinedFact {
	first := all[group[0]]
	f := rapporteur.JoinedFact{ID: identity(first), Kind: first.Kind, FirstReported: first.Day}
	reports, origins := map[string]bool{}, map[string]bool{}
	n := narrator{fact: &f, borrowed: map[string]bool{}}
	for _, i := range group {
		t := all[i]
		f.Members = append(f.Members, t.FactMember)
		reports[t.Report] = true
		from := t.Report
		if origin != nil {
			from = origin(t.Report, t.proof())
		}
		n.borrowed[t.Report] = from != t.Report && reports[from]
		origins[from] = true
		if f.FirstReported == "" {
			f.FirstReported = t.Day
		}
	}
	f.Reports, f.Origins = len(reports), len(origins)
	f.Parties = parties(all, group)
	own := slices.DeleteFunc(slices.Clone(group), func(i int) bool { return n.borrowed[all[i].Report] }) // not the words of a rewording
	if len(own) == 0 {
		own = group
	}
	f.Label = label(fullest(all, own), f.Parties)
	for _, s := range steps(all, group, links) {
		n.tell(all[s.telling], s.kind)
	}
	f.Disputed = disputes(all, group, links)
	return f
}

// identity is the ID of the fact that a telling is the earliest of.
func identity(t *Telling) string {
	sum := sha256.Sum256([]byte(string(t.Kind) + "\x00" + t.Report + "\x00" + t.Fact))
	return string(t.Kind[:1]) + hex.EncodeToString(sum[:4])
}

// proof is the words that say it.
func (t *Telling) proof() []rapporteur.Span {
	if len(t.Core) > 0 {
		return t.Core
	}
	return t.Evidence
}

// fullest is the telling that says most, of equals the earliest.
func fullest(all []*Telling, group []int) *Telling {
	best := all[group[0]]
	for _, i := range group[1:] {
		if t := all[i]; len(t.Bag)+len(t.Need) > len(best.Bag)+len(best.Need) {
			best = t
		}
	}
	return best
}

// parties are the names of those whose fact it is by at least half as many tellings as
// those of whom most say so, as the earliest telling that has a name for one gives it, else
// as the earliest describes it.
func parties(all []*Telling, group []int) []string {
	var whose []Who
	var said []int
	for _, i := range group {
		t := all[i]
		them := t.Sides
		if t.Kind == rapporteur.StatementFact && len(t.People) > 0 {
			them = t.People
		}
		for _, w := range them {
			at := slices.IndexFunc(whose, func(o Who) bool { return w.is(&o) })
			if at < 0 {
				at = len(whose)
				whose, said = append(whose, w), append(said, 0)
			}
			if whose[at].Unnamed && !w.Unnamed {
				whose[at] = w
			}
			said[at]++
		}
	}
	most := 0
	for _, n := range said {
		most = max(most, n)
	}
	var out []Who
	for i, w := range whose {
		if 2*said[i] >= most {
			out = append(out, w)
		}
	}
	return names(out)
}

func names(all []Who) []string {
	var out []string
	for _, w := range all {
		if !slices.Contains(out, w.Name) {
			out = append(out, w.Name)
		}
	}
	return out
}

// label is what a telling is in a few words; parties are those of the fact.
func label(t *Telling, parties []string) string {
	who := strings.Join(parties, " and ")
	where := strings.Join(names(t.Place), ", ")
	switch t.Kind {
	case rapporteur.MeetingFact:
		return joinWords(who, t.Sort, "in", where)
	case rapporteur.DelegationFact:
		return joinWords(who, "delegation", "to", where)
	}
	return t.Words
}

// joinWords is "who: what preposition where", what is unknown left out.
func joinWords(who, what, preposition, where string) string {
	if where == "" {
		preposition = ""
	}
	if who != "" && what != "" {
		who += ":"
	}
	return strings.Join(strings.Fields(fmt.Sprint(who, " ", what, " ", preposition, " ", where)), " ")
}

// step is a telling that may change what is known of a fact; kind is how it has to do
// with it, empty where it tells of the fact itself.
type step struct {
	telling int
	kind    LinkKind
}

// steps are the tellings of a group and those that meet or fail a condition in it, in
// the order of publication.
func steps(all []*Telling, group []int, links []Link) []step {
	var out []step
	for _, i := range group {
		out = append(out, step{telling: i})
	}
	for _, l := range links {
		if s := (step{l.From, l.Kind}); l.Kind != Denies && slices.Contains(group, l.To) && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b step) int { return Compare(all[a.telling], all[b.telling]) })
	return out
}

// narrator writes the history of a fact from its tellings, one after the other.
type narrator struct {
	fact *rapporteur.JoinedFact
	// borrowed are the reports that have their words from another one that tells it.
	borrowed map[string]bool
	// lead is who led it last.
	lead *Who
}

// tell adds what a telling changes. A report that has its words from another one has no
// news.
func (n *narrator) tell(t *Telling, kind LinkKind) {
	switch {
	case kind == Meets:
		n.change(t, string(rapporteur.Met), t.Time)
		return
	case kind == Fails:
		n.change(t, string(rapporteur.Failed), t.Time)
		return
	case n.borrowed[t.Report]:
		return
	}
	for _, s := range t.Life[:max(0, len(t.Life)-1)] {
		if !n.knows(s) {
			n.change(t, s.Status, s.Time)
		}
	}
	if t.Kind == rapporteur.ConditionFact && t.Label == string(rapporteur.Open) && n.fact.Status != "" {
		return // a later report that repeats a condition does not undo what met it
	}
	if n.vaguer(t) {
		return
	}
	n.change(t, t.Label, t.Time)
}

// certainty orders the states of an event by how definite they are.
var certainty = map[string]int{
	string(rapporteur.Requested): 1, string(rapporteur.Possible): 1, string(rapporteur.ConditionalEvent): 2, string(rapporteur.Planned): 3,
	string(rapporteur.Ongoing): 4, string(rapporteur.Denied): 4, string(rapporteur.Happened): 5,
}

// vaguer reports whether the report has said something more definite of the event
// already, or of a position the same.
func (n *narrator) vaguer(t *Telling) bool {
	if len(n.fact.History) == 0 {
		return false
	}
	last := n.fact.History[len(n.fact.History)-1]
	switch t.Kind {
	case rapporteur.EventFact:
		return last.By.Report == t.Report && certainty[last.Status] >= certainty[t.Label]
	case rapporteur.PositionFact:
		return attitude(last.Status) == attitude(t.Label)
	}
	return false
}

// attitude is what stances have in common between which a party has not changed its
// mind.
func attitude(stance string) string {
	switch rapporteur.Stance(stance) {
	case rapporteur.Rejects, rapporteur.Refuses:
		return "against"
	case rapporteur.Demands, rapporteur.Urges:
		return "asks"
	}
	return "for"
}

// knows reports whether the history has a step of a meeting's life, at the same time or
// none.
func (n *narrator) knows(s Step) bool {
	return slices.ContainsFunc(n.fact.History, func(c rapporteur.Change) bool {
		return c.Status == s.Status && (c.Time == s.Time || s.Time == "" || c.Time == "")
	})
}

// change adds an entry where the status, the time of a meeting or a delegation, or its
// head is another than before.
func (n *narrator) change(t *Telling, status, time string) {
	c := rapporteur.Change{Day: t.Day, By: t.FactMember, Status: status}
	if t.Kind != rapporteur.StatementFact && t.Kind != rapporteur.PositionFact {
		c.Time = time
	}
	if t.Kind == rapporteur.DelegationFact && len(t.People) > 0 {
		if n.lead == nil || !n.lead.is(&t.People[0]) {
			n.lead = &t.People[0]
			c.Who = n.lead.Name
		}
	}
	h := n.fact.History
	if len(h) > 0 {
		last := h[len(h)-1]
		moved := t.Kind == rapporteur.MeetingFact && moved(last.Time, c.Time)
		if last.Status == status && c.Who == "" && !moved {
			return
		}
	}
	n.fact.History, n.fact.Status = append(h, c), status
}

// moved reports whether a time is another day than the one before, and not only less
// precise.
func moved(before, now string) bool {
	a, b := daysOf(before), daysOf(now)
	return b.known() && (!a.known() || a.apart(b) > 0 || b.To-b.From < a.To-a.From)
}

// disputes are those who deny a fact, each once.
func disputes(all []*Telling, group []int, links []Link) []rapporteur.Dispute {
	var out []rapporteur.Dispute
	for _, l := range links {
		t := all[l.From]
		d := rapporteur.Dispute{Who: names(t.voices()), By: t.FactMember}
		if l.Kind != Denies || !slices.Contains(group, l.To) ||
			slices.ContainsFunc(out, func(o rapporteur.Dispute) bool { return o.By == d.By }) {
			continue
		}
		out = append(out, d)
	}
	at := map[rapporteur.FactMember]*Telling{}
	for _, l := range links {
		at[all[l.From].FactMember] = all[l.From]
	}
	slices.SortFunc(out, func(a, b rapporteur.Dispute) int { return Compare(at[a.By], at[b.By]) })
	return out
}
