package ingest

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"rapporteur"
	"rapporteur/history"
	"rapporteur/store"
)

// So many reports are joined in one transaction, at the end of which all that hangs
// together with any of them is grouped once: short ones up to the number that are related
// at once, which took three quarters of the time of a fourth as many; of long ones so few
// that another writer need not wait for seconds.
const (
	joinedAtOnce      = 64
	shortJoinedAtOnce = relatedAtOnce
	// shortTellings is the most bytes of packed tellings that are short for all together:
	// those of a report of 45 words are 300, of one of 1,000 words 10,000.
	shortTellings = 256 << 10
)

// Join joins the facts of each report whose facts another version joined, or none, with
// those of the others. In whatever order reports are added, the same facts come about;
// an analyst's decisions stand above them. Of o only Relating counts.
func Join(ctx context.Context, archive *store.Store, o AddOptions) error {
	return newTellings().join(ctx, archive, o)
}

// join is Join with what is known of tellings.
func (known *tellings) join(ctx context.Context, archive *store.Store, o AddOptions) error {
	all, err := archive.Unjoined(ctx, history.Version)
	if err != nil || all == 0 {
		return err
	}
	o.related(0, all)
	for done := 0; ; {
		joined := 0
		err := archive.JoinFacts(ctx, func(w *store.Joining) error {
			pending, err := w.Pending(ctx, history.Version, shortJoinedAtOnce)
			if err != nil || len(pending) == 0 {
				return err
			}
			joined, err = newJoining(w, known).join(ctx, pending)
			return err
		})
		if err != nil || joined == 0 {
			return err
		}
		done += joined
		o.related(done, all)
	}
}

// relate finds how new reports stand to the others and joins their facts with theirs. Of
// o only Relating counts.
func (known *tellings) relate(ctx context.Context, archive *store.Store, o AddOptions) error {
	if err := Trace(ctx, archive, o); err != nil {
		return err
	}
	return known.join(ctx, archive, o)
}

// joining joins the facts of some reports in one transaction.
type joining struct {
	w     *store.Joining
	known *tellings
	// told are the tellings of the reports read so far, by their rows.
	told map[int64][]history.Telling
	// touched are the tellings whose groups may have changed.
	touched map[store.TellingID]bool
	// related are the reports that are joined and related to others.
	related map[int64]bool
	// families are what is known of the kin of reports; mated are the reports whose tellings,
	// and those that tell the same, are touched.
	families map[int64]*family
	mated    map[int64]bool
}

// family is reports that are related to one another, over however many others.
type family struct {
	rows      []int64
	relations []rapporteur.Relation
}

func newJoining(w *store.Joining, known *tellings) *joining {
	return &joining{w: w, known: known, told: map[int64][]history.Telling{}, touched: map[store.TellingID]bool{}, families: map[int64]*family{}, mated: map[int64]bool{}}
}

// join takes the tellings of pending reports, as many as are joined at once, makes those
// that are not there or no longer right, ties them to all others and groups what hangs
// together with them. It returns how many reports it took.
func (j *joining) join(ctx context.Context, pending []store.Unjoined) (int, error) {
	taken, told, err := j.take(ctx, pending)
	if err != nil {
		return 0, err
	}
	if err := j.put(ctx, told); err != nil {
		return 0, err
	}
	if j.related, err = j.w.Related(ctx, slices.Sorted(maps.Keys(j.told))); err != nil {
		return 0, err
	}
	for _, t := range told {
		if err := j.tie(ctx, t.Row); err != nil {
			return 0, err
		}
	}
	return taken, j.regroup(ctx)
}

// take returns the tellings of the first pending reports and how many reports these are,
// those that are no more included.
func (j *joining) take(ctx context.Context, pending []store.Unjoined) (taken int, told []store.Told, err error) {
	size := 0
	for _, p := range pending {
		if taken >= joinedAtOnce && size > shortTellings {
			break
		}
		packed := p.Tellings
		if packed == "" {
			packed, err = j.remade(ctx, p.Row)
		}
		if err != nil {
			return 0, nil, err
		}
		if packed != "" {
			told = append(told, store.Told{Row: p.Row, Tellings: packed})
		}
		taken++
		size += len(packed)
	}
	return taken, told, nil
}

// remade are the tellings of a report made anew, those kept before forgotten; empty where
// there is no report any more.
func (j *joining) remade(ctx context.Context, row int64) (store.Tellings, error) {
	others, err := j.w.Forget(ctx, row)
	if err != nil {
		return "", err
	}
	j.touch(others)
	r, alone, err := j.w.Report(ctx, row)
	if err != nil || r == nil {
		return "", err
	}
	all := slices.DeleteFunc(history.Tellings(r.Record), func(t history.Telling) bool { return rejected(r, t) })
	for n := range all {
		t := &all[n]
		if i := head(r, t); i >= 0 {
			t.Merged = r.Facts[i].Joined
		}
		t.Alone = alone(t.Kind, t.Fact)
	}
	return j.known.pack(all)
}

// put keeps the tellings of reports and by what they are found.
func (j *joining) put(ctx context.Context, told []store.Told) error {
	var keys []store.TellingKey
	for _, r := range told {
		all, err := j.known.of(r.Tellings)
		if err != nil {
			return err
		}
		for n := range all {
			id := store.NewTellingID(r.Row, n)
			for _, key := range all[n].Keys().Kept {
				keys = append(keys, store.TellingKey{Key: key, Telling: id, Day: all[n].At})
			}
			j.touched[id] = true
		}
		j.told[r.Row] = all
	}
	return j.w.Put(ctx, history.Version, told, keys)
}

// head is the index of a telling's fact among those of its report.
func head(r *store.Report, t *history.Telling) int {
	return slices.IndexFunc(r.Facts, func(h store.Head) bool { return h.Kind == t.Kind && h.ID == t.Fact })
}

// rejected reports whether an analyst said that the fact is none.
func rejected(r *store.Report, t history.Telling) bool {
	i := head(r, &t)
	return i >= 0 && r.Facts[i].Decision != nil && r.Facts[i].Decision.Verdict == store.Reject
}

func (j *joining) touch(all []store.TellingID) {
	for _, id := range all {
		j.touched[id] = true
	}
}

// tie compares the tellings of a report with those that share a key with them, or, where
// its relations say so, the same words.
func (j *joining) tie(ctx context.Context, row int64) error {
	if len(j.told[row]) == 0 {
		return nil
	}
	var t tying
	t.add(row, j.told[row])
	seekers := history.NewSeekers(t.all, 0, len(t.all))
	from, to := 0, 0
	if at := t.all[0].At; at > 0 {
		from, to = at-history.Reach, at+history.Reach
	}
	found, err := j.w.Sharing(ctx, seekers.Keys(), from, to)
	if err != nil {
		return err
	}
	candidates, err := j.candidates(ctx, &t, row, seekers, found)
	if err != nil {
		return err
	}
	var aligned []store.Tie
	if j.related[row] {
		if aligned, err = j.aligned(ctx, row); err != nil {
			return err
		}
	}
	return j.w.Tie(ctx, strongest(append(t.ties(history.Ties(t.all, slices.Values(candidates))), aligned...)))
}

// tying are tellings that are compared.
type tying struct {
	all []*history.Telling
	ids []store.TellingID
}

// add adds all tellings of a report.
func (t *tying) add(row int64, told []history.Telling) {
	for n := range told {
		t.all, t.ids = append(t.all, &told[n]), append(t.ids, store.NewTellingID(row, n))
	}
}

// ties are edges and links as the archive keeps them.
func (t *tying) ties(edges []history.Edge, links []history.Link) []store.Tie {
	out := make([]store.Tie, 0, len(edges)+len(links))
	for _, e := range edges {
		a, b := t.ids[e.A], t.ids[e.B]
		out = append(out, store.Tie{A: min(a, b), B: max(a, b), Alike: e.Alike})
	}
	for _, l := range links {
		out = append(out, store.Tie{A: t.ids[l.From], B: t.ids[l.To], Kind: string(l.Kind)})
	}
	return out
}

// candidates are what the seekers, the tellings of the report in a row, are to be compared
// with: what was found by their keys is added to them.
func (j *joining) candidates(ctx context.Context, t *tying, row int64, seekers *history.Seekers, found []store.TellingKey) ([]history.Candidate, error) {
	if err := j.load(ctx, rowsOf(found)); err != nil {
		return nil, err
	}
	var out []history.Candidate
	var keys []uint64
	for i, k := range found {
		if keys = append(keys, k.Key); i+1 < len(found) && found[i+1].Telling == k.Telling {
			continue
		}
		told, n := j.told[k.Telling.Row()], k.Telling.Number()
		switch {
		case k.Telling.Row() == row:
			out = append(out, seekers.Of(n, keys)...)
		case n < len(told):
			out = append(out, seekers.Of(len(t.all), keys)...)
			t.all, t.ids = append(t.all, &told[n]), append(t.ids, k.Telling)
		}
		keys = keys[:0]
	}
	return out, nil
}

// rowsOf are the rows of the reports of tellings that are in order.
func rowsOf(found []store.TellingKey) []int64 {
	var out []int64
	for _, k := range found {
		if row := k.Telling.Row(); len(out) == 0 || out[len(out)-1] != row {
			out = append(out, row)
		}
	}
	return out
}

// aligned are the ties of a report to those that have words of it.
func (j *joining) aligned(ctx context.Context, row int64) ([]store.Tie, error) {
	kin, err := j.kin(ctx, row)
	if err != nil {
		return nil, err
	}
	var t tying
	for _, member := range kin.rows {
		t.add(member, j.told[member])
	}
	var edges []history.Edge
	report := j.told[row][0].Report
	for _, r := range kin.relations {
		if r.From == report || r.To == report {
			edges = append(edges, history.Aligned(t.all, r)...)
		}
	}
	return t.ties(edges, nil), nil
}

// strongest leaves of two ties of one kind between the same tellings the stronger one.
func strongest(ties []store.Tie) []store.Tie {
	slices.SortStableFunc(ties, func(a, b store.Tie) int { return cmp.Compare(b.Alike, a.Alike) })
	type pair struct {
		a, b store.TellingID
		kind string
	}
	seen := make(map[pair]bool, len(ties))
	return slices.DeleteFunc(ties, func(t store.Tie) bool {
		p := pair{t.A, t.B, t.Kind}
		had := seen[p]
		seen[p] = true
		return had
	})
}

// kin is the family of a report, the tellings of all its reports read. What these tell
// together with others has other origins now.
func (j *joining) kin(ctx context.Context, row int64) (*family, error) {
	f := j.families[row]
	if f == nil {
		others, relations, err := j.w.Kin(ctx, []int64{row})
		if err != nil {
			return nil, err
		}
		f = &family{append(others, row), relations}
		for _, member := range f.rows {
			j.families[member] = f
		}
	}
	if err := j.load(ctx, f.rows); err != nil {
		return nil, err
	}
	others := slices.DeleteFunc(slices.Clone(f.rows), func(r int64) bool { return r == row || j.mated[r] })
	mates, err := j.w.Mates(ctx, others)
	j.touch(mates)
	for _, r := range others {
		j.mated[r] = true
	}
	return f, err
}

// load reads the tellings of reports that are not read yet.
func (j *joining) load(ctx context.Context, in []int64) error {
	missing := slices.DeleteFunc(slices.Clone(in), func(row int64) bool { _, have := j.told[row]; return have })
	slices.Sort(missing)
	found, err := j.w.Told(ctx, slices.Compact(missing))
	if err != nil {
		return err
	}
	for row, packed := range found {
		if j.told[row], err = j.known.of(packed); err != nil {
			return err
		}
	}
	return nil
}

// tellings are those of the IDs, each once, with the IDs.
func (j *joining) tellings(ctx context.Context, of []store.TellingID) ([]*history.Telling, []store.TellingID, error) {
	ids := slices.Compact(slices.Sorted(slices.Values(of)))
	var in []int64
	for _, id := range ids {
		in = append(in, id.Row())
	}
	if err := j.load(ctx, in); err != nil {
		return nil, nil, err
	}
	ids = slices.DeleteFunc(ids, func(id store.TellingID) bool { return id.Number() >= len(j.told[id.Row()]) })
	all := make([]*history.Telling, len(ids))
	for i, id := range ids {
		all[i] = &j.told[id.Row()][id.Number()]
	}
	return all, ids, nil
}
