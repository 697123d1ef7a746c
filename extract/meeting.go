package extract

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rapporteur"
)

// step is one phrase that tells of a meeting.
type step struct {
	phrase int // into Analysis.Facts
	head   int // the token at its head
	span   rapporteur.Span
	status rapporteur.MeetingStatus
	kind   rapporteur.MeetingKind
	sure   bool // of the kind
	time   string
	taking
	// named are those who take part, with how likely they do by the reader; own those whom
	// the words beside the step name.
	named     []argued
	own       []int
	posterior float64
	// vague says that its words name nobody of their own: "the talks resume".
	vague bool
}

// taking is who takes part in a meeting and where it is.
type taking struct {
	parties, people, hosts, mediators, places []int
}

// encounter is a meeting in the making: the steps that tell of it, in text order.
type encounter struct {
	steps []*step
	times []string
	taking
	// venue is the words for the building where it is, empty where they are not known.
	venue rapporteur.Span
}

// meetings are the meetings of the report in the order of their first steps.
func (f *facts) meetings(events []rapporteur.Event) []rapporteur.Meeting {
	var found []*encounter
	owner := map[int]*encounter{}
	for _, i := range f.phrases(rapporteur.MeetingFamily) {
		s := f.step(i)
		e := f.met(found, owner, s)
		if e == nil {
			e = &encounter{}
			found = append(found, e)
		}
		e.take(s)
		owner[i] = e
	}
	found = append(found, f.consulted(events, found)...)
	slices.SortStableFunc(found, func(x, y *encounter) int { return x.steps[0].span.Start - y.steps[0].span.Start })
	f.house(found)
	var out []rapporteur.Meeting
	for _, e := range found {
		if len(e.parties)+len(e.people) > 0 {
			out = append(out, f.meeting(e, "m"+strconv.Itoa(len(out)+1)))
		}
	}
	return out
}

// step reads one phrase.
func (f *facts) step(i int) *step {
	p := &f.analysis.Facts[i]
	s := &step{phrase: i, head: f.head(p.Tokens), status: rapporteur.MeetingStatus(p.Label), posterior: p.Posterior}
	s.span, _ = f.span(p.Tokens)
	if !ahead(s.status) && f.foretold(s.head) {
		s.status = rapporteur.ExpectedMeeting
	}
	kind, posterior := attribute(p, "kind")
	s.kind, s.sure = rapporteur.MeetingKind(kind), posterior >= kindSure
	s.time = f.when(p.Tokens, s.head)
	s.hosts, s.mediators = f.whom(p, rapporteur.HostRole), f.whom(p, rapporteur.MediatorRole)
	s.places = f.whom(p, rapporteur.PlaceRole)
	s.named = f.arguments(p, rapporteur.ParticipantRole, rapporteur.PartyRole)
	if len(s.named) == 0 {
		for _, e := range f.meeters(p.Tokens, s) {
			s.named = append(s.named, argued{e, meeterWorth})
		}
	}
	s.own = f.ownMeeters(s.head)
	f.addWorded(s, p.Tokens)
	s.vague = len(s.named) == 0
	for _, x := range s.named {
		f.seat(&s.taking, x.entity)
	}
	return s
}

// met is the earlier meeting of which a step tells, nil where it is another.
func (f *facts) met(found []*encounter, owner map[int]*encounter, s *step) *encounter {
	best, posterior := (*encounter)(nil), sameEnough
	for _, l := range f.analysis.FactLinks {
		if before := owner[l.From]; l.Kind == rapporteur.SameLink && l.To == s.phrase && before != nil && l.Posterior >= posterior && f.mayBe(before, s) {
			best, posterior = before, l.Posterior
		}
	}
	if best != nil {
		return best
	}
	for k := len(found) - 1; k >= 0; k-- {
		if f.sameMeeting(found[k], s) {
			return found[k]
		}
	}
	return nil
}

// mayBe reports whether nothing that a step says of a meeting stands against its being
// one told of before: what is over is not to come, and it is not elsewhere on another day.
func (f *facts) mayBe(e *encounter, s *step) bool {
	if !e.ahead() && ahead(s.status) {
		return false
	}
	return undoing[s.status] || disjointOr(e.places, s.places) || sameDays(e.times, s.time) && s.time != ""
}

// sameMeeting reports whether a step goes on about a meeting: nothing that they say
// of place, time and kind differs, and who takes part is the same or not said anew.
func (f *facts) sameMeeting(e *encounter, s *step) bool {
	undone := s.vague && undoing[s.status]
	if !undone && !sameDays(e.times, s.time) || !disjointOr(e.places, s.places) || !e.alike(s) || f.anew(s) {
		return false
	}
	if e.ahead() != ahead(s.status) {
		return false
	}
	if s.vague {
		return f.nominal(s.head) && f.definite(s.head)
	}
	if !disjointOr(e.people, s.people) {
		return false
	}
	return containsAll(e.parties, s.parties) || containsAll(s.parties, e.parties)
}

// undoing are the states of which the time that is told is often not the meeting's own
// but that at which it was called off.
var undoing = map[rapporteur.MeetingStatus]bool{rapporteur.CancelledMeeting: true, rapporteur.PostponedMeeting: true, rapporteur.RefusedMeeting: true}

// anew reports whether the words of a step speak of a meeting that has not been spoken
// of: "a meeting", "another round", "an earlier visit".
func (f *facts) anew(s *step) bool {
	r := f.tokens(s.span)
	for t := r.First; t < r.End; t++ {
		if t != s.head && !gatherings[f.lemma(t)] || !f.nominal(t) {
			continue
		}
		for d := t - 1; d >= max(r.First, t-maxBefore); d-- {
			if another[f.word(d)] {
				return true
			}
		}
		return false
	}
	return false
}

// maxBefore is how many words before a noun may belong to it.
const maxBefore = 3

var another = set(`a an another new fresh further earlier previous last first second third fourth fifth past next`)

// ahead reports whether a meeting in a state has not begun.
func ahead(status rapporteur.MeetingStatus) bool {
	return stages[status] < stages[rapporteur.UnderWayMeeting]
}

// ahead reports whether a meeting has not begun by the last of its steps.
func (e *encounter) ahead() bool { return ahead(e.steps[len(e.steps)-1].status) }

// foretold reports whether the words of a step say that it is to come: "will meet",
// "upcoming talks", and "to meet" where nothing governs it, as in a headline.
func (f *facts) foretold(head int) bool {
	if f.nominal(head) {
		status, _ := f.described(head)
		return status == rapporteur.Planned
	}
	will := func(d int) bool { return f.word(d) == "will" || f.word(d) == "shall" }
	return f.toVerb(head) && f.governor(head) < 0 || slices.ContainsFunc(f.dependants(head, "aux"), will)
}

// sameDays reports whether a time may be that of a meeting with these: one contains
// another or either is unknown.
func sameDays(times []string, t string) bool {
	if t == "" || len(times) == 0 {
		return true
	}
	return slices.ContainsFunc(times, func(u string) bool { return sameDay(t, u) })
}

// sameDay reports whether two TIMEX3 values may mean the same: the longer one begins
// with the shorter, up to their days.
func sameDay(a, b string) bool {
	const day = len("2031-02-03")
	a, b = a[:min(len(a), day)], b[:min(len(b), day)]
	n := min(len(a), len(b))
	return a[:n] == b[:n]
}

// alike reports whether a step may tell of the same kind of meeting: a call is no
// visit, neither is a ceremony, and what is none of the three is none of them.
func (e *encounter) alike(s *step) bool {
	return !s.sure || !slices.ContainsFunc(e.steps, func(t *step) bool { return t.sure && manner(t.kind) != manner(s.kind) })
}

// manner is the kind of those that are never told as another, "" of the others.
func manner(k rapporteur.MeetingKind) rapporteur.MeetingKind {
	switch k {
	case rapporteur.Call, rapporteur.Visit, rapporteur.Ceremony:
		return k
	}
	return ""
}

// kindSure is the posterior from which on a step's kind is relied on.
const kindSure = 0.6

// disjointOr reports whether two lists share something or either is empty.
func disjointOr(a, b []int) bool {
	return len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(x int) bool { return slices.Contains(b, x) })
}

func containsAll(all, some []int) bool {
	return len(some) > 0 && !slices.ContainsFunc(some, func(x int) bool { return !slices.Contains(all, x) })
}

// take adds a step.
func (e *encounter) take(s *step) {
	e.steps = append(e.steps, s)
	e.parties, e.people = with(e.parties, s.parties...), with(e.people, s.people...)
	e.hosts, e.mediators = with(e.hosts, s.hosts...), with(e.mediators, s.mediators...)
	e.places = with(e.places, s.places...)
	if s.time != "" {
		e.times = with(e.times, s.time)
	}
}

// meeting writes an encounter out.
func (f *facts) meeting(e *encounter, id string) rapporteur.Meeting {
	at := f.table(e)
	m := rapporteur.Meeting{
		Kind: e.kind(), Parties: f.ids(at.parties), Participants: f.ids(at.people), Hosts: f.ids(at.hosts),
		Mediators: f.ids(at.mediators), Life: f.life(e),
	}
	if len(e.times) > 0 {
		m.Time = e.times[0]
	}
	f.settle(&m, e)
	last := &m.Life[len(m.Life)-1]
	m.Status = last.Status
	posterior := 0.0
	var evidence []rapporteur.Span
	for _, s := range e.steps {
		posterior = max(posterior, s.posterior)
		evidence = append(evidence, s.span)
		m.Topic = append(m.Topic, f.topic(s.head)...)
	}
	sortSpans(m.Topic)
	m.Topic = disjoint(m.Topic)
	sortSpans(evidence)
	m.Fact = rapporteur.Fact{ID: id, Evidence: disjoint(evidence), Confidence: posterior}
	m.Outcome = f.outcome(e, m.Status)
	return m
}

// kind is the one that most of the steps have, the earlier of two.
func (e *encounter) kind() rapporteur.MeetingKind {
	best, most := rapporteur.MeetingKind(""), 0
	for i, s := range e.steps {
		n := 0
		for _, t := range e.steps[i:] {
			if t.kind == s.kind {
				n++
			}
		}
		if s.kind != "" && n > most {
			best, most = s.kind, n
		}
	}
	return cmp.Or(best, rapporteur.Talks)
}

// life is the steps in the order in which they can come about, those of one status
// as one; what is expected anew after it was put off comes behind that.
func (f *facts) life(e *encounter) []rapporteur.MeetingStep {
	type staged struct {
		stage int
		rapporteur.MeetingStep
	}
	var life []staged
	for k, s := range e.steps {
		stage := stages[s.status]
		if s.status == rapporteur.ExpectedMeeting && e.putOff(k) {
			stage = anewStage
		}
		i := slices.IndexFunc(life, func(l staged) bool { return l.stage == stage })
		if i < 0 {
			i = len(life)
			life = append(life, staged{stage, rapporteur.MeetingStep{Status: s.status, SaidBy: f.saidBy(s.span)}})
		}
		l := &life[i]
		l.Evidence = append(l.Evidence, s.span)
		l.Time = cmp.Or(l.Time, s.time)
		if l.SaidBy != f.saidBy(s.span) {
			l.SaidBy = "" // not one alone says so
		}
	}
	slices.SortStableFunc(life, func(a, b staged) int { return a.stage - b.stage })
	var out []rapporteur.MeetingStep
	for _, l := range life {
		out = append(out, l.MeetingStep)
	}
	return out
}

// putOff reports whether a step tells of the meeting as it is expected after it was
// put off: a step before it says that, and none before that has its day.
func (e *encounter) putOff(k int) bool {
	at := slices.IndexFunc(e.steps[:k], func(s *step) bool { return s.status == rapporteur.PostponedMeeting })
	return at >= 0 && !slices.ContainsFunc(e.steps[:at], func(s *step) bool {
		return s.time != "" && e.steps[k].time != "" && sameDay(s.time, e.steps[k].time)
	})
}

// stages is the order in which the states of a meeting follow one another, and
// anewStage where it is expected anew after it was put off.
var stages = map[rapporteur.MeetingStatus]int{
	rapporteur.ProposedMeeting: 0, rapporteur.ConditionalMeeting: 1, rapporteur.ExpectedMeeting: 2, rapporteur.PostponedMeeting: 3,
	rapporteur.RefusedMeeting: 5, rapporteur.CancelledMeeting: 6, rapporteur.UnderWayMeeting: 7, rapporteur.HeldMeeting: 8, rapporteur.FailedMeeting: 9,
}

const anewStage = 4

// topic is what those at a meeting talk about: behind "on", "about" or "over", or
// the object of "discuss".
func (f *facts) topic(head int) []rapporteur.Span {
	var found []rapporteur.Span
	for _, h := range append(f.dependants(head, "obj"), head) {
		for _, d := range f.joinedBy(h, "on", "about", "over", "regarding", "concerning") {
			if !f.timed(d) {
				found = append(found, f.phrase(d, "case"))
			}
		}
	}
	for _, v := range append(f.dependants(head, "advcl", "acl", "xcomp", "conj"), head) {
		if discussing[f.lemma(v)] {
			for _, d := range f.dependants(v, "obj") {
				found = append(found, f.phrase(d, "case"))
			}
		}
	}
	return found
}

var discussing = set(`discuss address negotiate debate review tackle`)

// timed reports whether a token belongs to a time expression.
func (f *facts) timed(token int) bool {
	return slices.ContainsFunc(f.analysis.Times, func(t rapporteur.Time) bool { return t.Tokens.First <= token && token < t.Tokens.End })
}

// phrase is the words that hang at a token and itself, without dependants of one
// relation and what stands before them.
func (f *facts) phrase(token int, but string) rapporteur.Span {
	first, last := token, token
	for _, d := range f.below[token] {
		if f.relation(d) == but || f.relation(d) == "punct" {
			continue
		}
		a, b := f.extent(d, 0)
		first, last = min(first, a), max(last, b)
	}
	return f.analysis.Tokens[first].Cover(f.analysis.Tokens[last].Span)
}

// extent is the first and last token of what hangs at one.
func (f *facts) extent(token, depth int) (first, last int) {
	first, last = token, token
	if depth > maxSentence {
		return first, last
	}
	for _, d := range f.below[token] {
		a, b := f.extent(d, depth+1)
		first, last = min(first, a), max(last, b)
	}
	return first, last
}

// outcome is what a meeting came to, by the words of its steps.
func (f *facts) outcome(e *encounter, status rapporteur.MeetingStatus) rapporteur.MeetingOutcome {
	switch status {
	case rapporteur.FailedMeeting:
		return rapporteur.NothingReached
	case rapporteur.HeldMeeting:
	default:
		return ""
	}
	for _, s := range e.steps {
		first, end := f.sentence(s.span.Start)
		for t := first; t < end; t++ {
			switch w := f.lemma(t); {
			case fruitless[w] && f.ofThese(t, e), t > first && results[w] && lacking[f.word(t-1)]:
				return rapporteur.NothingReached
			case concluding[w] && !f.denied(t) && f.ofThese(t, e):
				return rapporteur.AgreementReached
			}
		}
	}
	return ""
}

// ofThese reports whether what a word says may be of a meeting, not of another time:
// its clause has no day but the meeting's, and it describes no noun other than the
// words for the meeting ("the hall in which they signed a truce").
func (f *facts) ofThese(t int, e *encounter) bool {
	for i := range maxClimb {
		relation := f.relation(t)
		if strings.HasPrefix(relation, "acl") {
			return slices.ContainsFunc(e.steps, func(s *step) bool { return s.head == f.governor(t) })
		}
		if w := f.when(rapporteur.TokenRange{First: t, End: t + 1}, t); i == 0 && w != "" && !sameDays(e.times, w) {
			return false
		}
		if relation != "conj" && relation != "xcomp" && relation != "ccomp" {
			break
		}
		t = f.governor(t)
	}
	return true
}

// denied reports whether a word that negates stands right before a word or hangs at
// it.
func (f *facts) denied(t int) bool {
	return t > 0 && negations[f.word(t-1)] || slices.ContainsFunc(f.dependants(t, "advmod", "det"), func(d int) bool { return negating[f.word(d)] })
}

var (
	fruitless  = set(`fruitless inconclusive deadlock impasse stalemate empty-handed unsuccessful`)
	concluding = set(`agree sign conclude clinch`)
	results    = set(`agreement deal breakthrough result progress accord`)
	lacking    = set(`no without any little`)
)
