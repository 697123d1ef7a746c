package extract

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"rapporteur"
)

// mission is a delegation in the making.
type mission struct {
	phrases             []int // into Analysis.Facts
	party, head, sender int   // entities, -1 where unknown
	members, excluded   []int
	destination         int
	level               rapporteur.DelegationLevel
	stage               rapporteur.DelegationStatus
	levelPosterior      float64
	posterior           float64
	time                string
}

// delegations are those of the report in the order of their first phrases; meetings
// are the record's.
func (f *facts) delegations(meetings []rapporteur.Meeting) []rapporteur.Delegation {
	var missions []*mission
	owner := map[int][]*mission{}
	for _, i := range f.phrases(rapporteur.DelegationFamily) {
		if negations[f.word(f.analysis.Facts[i].Tokens.First)] {
			continue // "not send his two envoys"
		}
		for _, m := range f.missions(i) {
			if before := f.sameMission(missions, owner, m); before != nil {
				before.join(m)
				m = before
			} else {
				missions = append(missions, m)
			}
			owner[i] = append(owner[i], m)
		}
	}
	var out []rapporteur.Delegation
	for i, m := range missions {
		out = append(out, f.delegation(m, "d"+strconv.Itoa(i+1), meetings))
	}
	return out
}

// missions are the delegations that a phrase tells of, one for each party: those at
// their heads and their members go where they belong.
func (f *facts) missions(i int) []*mission {
	p := &f.analysis.Facts[i]
	heads, members, excluded := f.headsOf(p), f.whom(p, rapporteur.MemberRole), f.whom(p, rapporteur.ExcludedRole)
	var parties []int
	for _, e := range f.acting(f.whom(p, rapporteur.PartyRole)) {
		parties = with(parties, f.side(e))
	}
	if len(heads) == 0 && len(members) == 0 {
		heads = f.leaders(p.Tokens, excluded)
	}
	if theirs := f.actingFor(heads); len(theirs) > 0 {
		parties = theirs
	}
	if len(parties) == 0 {
		parties = f.senders(p.Tokens, slices.Concat(heads, members))
	}
	var out []*mission
	for _, party := range parties {
		m := &mission{phrases: []int{i}, party: party, head: -1, sender: -1, destination: -1, posterior: p.Posterior}
		own := func(e int) bool {
			side := f.side(e)
			return side == party || len(parties) == 1 && f.entities[side].Type == rapporteur.PersonEntity
		}
		for _, h := range heads {
			if own(h) && h != party {
				if m.head < 0 {
					m.head = h
				} else {
					m.members = with(m.members, h)
				}
			}
		}
		for _, e := range members {
			if own(e) && e != party && e != m.head {
				m.members = with(m.members, e)
			}
		}
		for _, e := range excluded {
			if own(e) {
				m.excluded = with(m.excluded, e)
			}
		}
		f.travel(m, p)
		out = append(out, m)
	}
	return out
}

// headsOf are those at the head of a delegation: the one behind "led by", else those
// whom the reader takes for it.
func (f *facts) headsOf(p *rapporteur.FactPhrase) []int {
	if led := f.leader(p.Tokens); led >= 0 {
		return []int{led}
	}
	own := *p
	own.Arguments = slices.DeleteFunc(slices.Clone(p.Arguments), func(a rapporteur.Argument) bool {
		return a.Role == rapporteur.HeadRole && f.superior(a.Mention)
	})
	return f.whom(&own, rapporteur.HeadRole)
}

// superior reports whether a mention is whose man another is: "Aasen" in "Aasen's envoy,
// Ruda Kesh".
func (f *facts) superior(mention int) bool {
	if mention < 0 || mention >= len(f.analysis.Mentions) {
		return false
	}
	head := f.analysis.Mentions[mention].Head
	above := f.governor(head)
	return above >= 0 && f.relation(head) == "nmod:poss" && f.headed[above] >= 0 && f.entities[f.headed[above]].Type == rapporteur.PersonEntity
}

// leader is the person behind "led by" in a range of tokens, not whose minister it is;
// -1 where there is none.
func (f *facts) leader(r rapporteur.TokenRange) int {
	by := -1
	for t := r.First + 1; t+1 < r.End && by < 0; t++ {
		if f.word(t) == "by" && leadingBy[f.word(t-1)] {
			by = t
		}
	}
	first := sort.Search(len(f.places), func(i int) bool { return f.places[i].tokens.First > by })
	for _, p := range f.places[first:] {
		if by < 0 || p.tokens.First >= r.End {
			break
		}
		last := f.tag(p.tokens.End - 1)
		owner := last == "PRP$" || last == "POS" || p.tokens.End < r.End && f.tag(p.tokens.End) == "POS"
		if f.entities[p.entity].Type == rapporteur.PersonEntity && p.tokens.End <= r.End && !owner {
			return p.entity
		}
	}
	return -1
}

// travel reads where a delegation goes, who sends it, when, its level and how far it
// has got.
func (f *facts) travel(m *mission, p *rapporteur.FactPhrase) {
	if to := f.whom(p, rapporteur.DestinationRole); len(to) > 0 {
		m.destination = to[0]
	} else {
		m.destination = f.destination(p.Tokens)
	}
	if by := f.whom(p, rapporteur.SenderRole); len(by) > 0 && by[0] != m.party && by[0] != m.head {
		m.sender = by[0]
	}
	m.time = f.when(p.Tokens, f.head(p.Tokens))
	level, sure := attribute(p, "level")
	m.level, m.levelPosterior = rapporteur.DelegationLevel(level), sure
	stage, _ := attribute(p, "stage")
	m.stage = rapporteur.DelegationStatus(stage)
}

// destination is the place in a phrase behind a preposition, else the first place,
// -1 where there is none.
func (f *facts) destination(r rapporteur.TokenRange) int {
	found := -1
	for _, p := range f.places {
		if p.tokens.First < r.First || p.tokens.End > r.End || f.entities[p.entity].Type != rapporteur.PlaceEntity {
			continue
		}
		if p.tokens.First > r.First && heading[f.word(p.tokens.First-1)] {
			return p.entity
		}
		if found < 0 {
			found = p.entity
		}
	}
	return found
}

var heading = set(`to in for at into`)

// leaders are the persons that a phrase tells of, where the reader names nobody, but
// those that are left out.
func (f *facts) leaders(r rapporteur.TokenRange, excluded []int) []int {
	var found []int
	for _, p := range f.places {
		if p.tokens.First < r.First || p.tokens.End > r.End || f.entities[p.entity].Type != rapporteur.PersonEntity {
			continue
		}
		if !slices.Contains(excluded, p.entity) {
			found = with(found, p.entity)
		}
	}
	return found
}

var leadingBy = set(`led headed fronted chaired`)

// senders are the parties whose delegation it is where the reader names none: the
// sides of those in it, else of the states and organisations in the phrase.
func (f *facts) senders(r rapporteur.TokenRange, people []int) []int {
	if found := f.actingFor(people); len(found) > 0 {
		return found
	}
	for _, e := range slices.Concat(f.within(r), f.doers(f.head(r))) {
		if t := f.entities[e].Type; t == rapporteur.GovernmentEntity || t == rapporteur.OrganisationEntity || t != rapporteur.PlaceEntity && f.side(e) != e {
			return []int{f.side(e)}
		}
	}
	return nil
}

// actingFor are the states and bodies for whose side people act.
func (f *facts) actingFor(people []int) []int {
	var found []int
	for _, e := range people {
		if s := f.side(e); f.entities[s].Type != rapporteur.PersonEntity {
			found = with(found, s)
		}
	}
	return found
}

// sameMission is the earlier delegation that a phrase tells of again: one of the
// same party that a link joins, or with the same head or the same way and no other
// head.
func (f *facts) sameMission(missions []*mission, owner map[int][]*mission, m *mission) *mission {
	for _, l := range f.analysis.FactLinks {
		if l.Kind != rapporteur.SameLink || l.To != m.phrases[0] || l.Posterior < sameEnough {
			continue
		}
		for _, before := range owner[l.From] {
			if before.party == m.party && (before.head < 0 || m.head < 0 || before.head == m.head) {
				return before
			}
		}
	}
	for k := len(missions) - 1; k >= 0; k-- {
		b := missions[k]
		if b.party != m.party || b.head >= 0 && m.head >= 0 && b.head != m.head {
			continue
		}
		if b.destination >= 0 && m.destination >= 0 && b.destination != m.destination || b.time != "" && m.time != "" && !sameDay(b.time, m.time) {
			continue
		}
		return b
	}
	return nil
}

// join takes another phrase into a delegation.
func (m *mission) join(n *mission) {
	m.phrases = append(m.phrases, n.phrases...)
	m.members, m.excluded = with(m.members, n.members...), with(m.excluded, n.excluded...)
	if m.head < 0 {
		m.head = n.head
	}
	if m.destination < 0 {
		m.destination = n.destination
	}
	if m.sender < 0 {
		m.sender = n.sender
	}
	if n.levelPosterior > m.levelPosterior {
		m.level, m.levelPosterior = n.level, n.levelPosterior
	}
	if arrivals[n.stage] > arrivals[m.stage] {
		m.stage = n.stage
	}
	m.time = cmp.Or(m.time, n.time)
	m.posterior = max(m.posterior, n.posterior)
}

// arrivals is the order in which the states of a delegation follow one another.
var arrivals = map[rapporteur.DelegationStatus]int{
	rapporteur.NamedDelegation: 1, rapporteur.SentDelegation: 2, rapporteur.ArrivedDelegation: 3, rapporteur.LeftDelegation: 4,
}

// delegation writes a mission out.
func (f *facts) delegation(m *mission, id string, meetings []rapporteur.Meeting) rapporteur.Delegation {
	name := func(e int) string {
		if e < 0 {
			return ""
		}
		return f.entities[e].ID
	}
	m.members = slices.DeleteFunc(m.members, func(e int) bool { return e == m.head })
	d := rapporteur.Delegation{
		Party: name(m.party), Head: name(m.head), SentBy: name(m.sender), Destination: name(m.destination),
		Members: f.ids(m.members), Excluded: f.ids(m.excluded), Level: f.rank(m), Time: m.time, Status: m.stage,
	}
	var evidence []rapporteur.Span
	for _, i := range m.phrases {
		r := f.analysis.Facts[i].Tokens
		evidence = append(evidence, f.analysis.Span(r))
		if d.LevelWords.Empty() {
			d.LevelWords = f.levelWords(r)
		}
	}
	sortSpans(evidence)
	d.Fact = rapporteur.Fact{ID: id, Evidence: disjoint(evidence), Confidence: m.posterior}
	d.Meeting = attended(&d, meetings)
	return d
}

// attended is the ID of the meeting that a delegation goes to: one of its party that
// the same words tell of, else one at its destination, "" where there is none.
func attended(d *rapporteur.Delegation, meetings []rapporteur.Meeting) string {
	there := ""
	for i := range meetings {
		m := &meetings[i]
		if !slices.Contains(m.Parties, d.Party) {
			continue
		}
		if overlap(m.Evidence, d.Evidence) {
			return m.ID
		}
		if there == "" && d.Destination != "" && m.Place == d.Destination {
			there = m.ID
		}
	}
	return there
}

// attach lists the delegations with the meetings that they go to.
func attach(meetings []rapporteur.Meeting, delegations []rapporteur.Delegation) {
	for i := range meetings {
		m := &meetings[i]
		var theirs []rapporteur.Delegation
		for _, d := range delegations {
			if d.Meeting == m.ID {
				m.Delegations = append(m.Delegations, d.ID)
				theirs = append(theirs, d)
			}
		}
		stand(m, theirs)
	}
}

// stand adds what becomes of a meeting that one side's leader skips while delegations of
// two sides go there: it is still expected.
func stand(m *rapporteur.Meeting, delegations []rapporteur.Delegation) {
	if m.Status != rapporteur.RefusedMeeting {
		return
	}
	sides := map[string]bool{}
	var evidence []rapporteur.Span
	for _, d := range delegations {
		if d.Party != "" && d.Status != rapporteur.LeftDelegation {
			sides[d.Party] = true
			evidence = append(evidence, d.Evidence...)
		}
	}
	if len(sides) < 2 {
		return
	}
	m.Status = rapporteur.ExpectedMeeting
	m.Life = append(m.Life, rapporteur.MeetingStep{Status: m.Status, Time: m.Time, Evidence: evidence})
}

// rank is the level of a delegation: by the office of its head where that says one,
// else as the reader has it.
func (f *facts) rank(m *mission) rapporteur.DelegationLevel {
	if m.head >= 0 {
		for _, r := range f.entities[m.head].Roles {
			if l := rankOf(r.Title); l != "" {
				return l
			}
		}
	}
	return m.level
}

// offices are the words of titles by the level of those who hold them; the first
// that fits counts.
var offices = []struct {
	words string
	level rapporteur.DelegationLevel
}{
	{"former ", ""}, {"deputy ", rapporteur.SeniorOfficialLevel}, {"presidential aide", rapporteur.SeniorOfficialLevel},
	{"presidential adviser", rapporteur.SeniorOfficialLevel}, {"vice president", rapporteur.LeaderLevel}, {"president", rapporteur.LeaderLevel}, {"prime minister", rapporteur.LeaderLevel},
	{"king", rapporteur.LeaderLevel}, {"chancellor", rapporteur.LeaderLevel}, {"premier", rapporteur.LeaderLevel}, {"emir", rapporteur.LeaderLevel},
	{"minister", rapporteur.MinisterLevel}, {"secretary of state", rapporteur.MinisterLevel}, {"secretary of", rapporteur.MinisterLevel},
	{"envoy", rapporteur.SeniorOfficialLevel}, {"adviser", rapporteur.SeniorOfficialLevel}, {"negotiator", rapporteur.SeniorOfficialLevel}, {"ambassador", rapporteur.SeniorOfficialLevel},
}

func rankOf(title string) rapporteur.DelegationLevel {
	title = strings.ToLower(title)
	for _, o := range offices {
		if strings.Contains(title, o.words) {
			return o.level
		}
	}
	return ""
}

// levelWords are the words of a phrase that say how high a delegation is.
func (f *facts) levelWords(r rapporteur.TokenRange) rapporteur.Span {
	for t := r.First; t < r.End; t++ {
		w := f.word(t)
		if strings.HasSuffix(w, "-level") || strings.HasSuffix(w, "-ranking") {
			return f.analysis.Tokens[t].Span
		}
		if t+1 < r.End && (ranks[w] && ranked[f.word(t+1)]) {
			return f.analysis.Tokens[t].Cover(f.analysis.Tokens[t+1].Span)
		}
	}
	return rapporteur.Span{}
}

var (
	ranks  = set(`senior junior technical high top low lower mid working`)
	ranked = set(`officials official team teams level delegation experts diplomats aides group officers`)
)
