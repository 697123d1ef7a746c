package ingest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	"rapporteur/source"
	"rapporteur/source/collect"
	"rapporteur/source/fetch"
	"rapporteur/store"
)

// A batch is kept when it has so many reports, takes so many bytes, or is so old: often
// enough that little is read twice after an interruption, and seldom enough that what a
// transaction costs is little beside reading: of 10,000 short reports with twice as many at
// once as 256, 0.7 of 41 seconds less, since the pages with their keys, which lie all over
// the file, are written half as often.
const (
	batchReports = 512
	batchBytes   = 16 << 20
	batchAge     = 3 * time.Second
)

// New reports are related to the others when there are so many of them or they take so many
// bytes: what hangs together with them is grouped anew each time. Related after every batch,
// which a busy machine keeps for its age with ten reports in it, 1,000 short reports took
// 2.5 times the processor time of reading them. Of long ones as many are related as are joined
// at once: 600 of 2,000 words took 3 % less time by the clock than related all together.
const (
	relatedAtOnce = 512
	relatedBytes  = 4 << 20
)

// AddOptions say how reports are added to an archive.
type AddOptions struct {
	// Version is that of everything that makes a record.
	Version string
	// Now is the clock.
	Now func() time.Time
	// Refused is told of each input that is not read, nil tells no one.
	Refused func(error)
	// Progress is told after each input how far the walk is, nil tells no one.
	Progress func(Progress)
	// Relating is told, while new reports are related to the others and nothing is read,
	// how far that is, nil tells no one.
	Relating func(Progress)
}

// related tells how many of all new reports are related.
func (o AddOptions) related(done, all int) {
	if o.Relating != nil {
		o.Relating(Progress{Reports: done, Inputs: done, Done: min(float64(done)/float64(all), 1)})
	}
}

// Progress is how far a walk through many inputs is.
type Progress struct {
	// Reports were added or, of a new analysis, made anew; Copies are other inputs with
	// the text of a report; Known were in the archive before, Refused could not be read.
	Reports, Copies, Known, Refused int
	// Inputs is how many were walked, Done in [0, 1] how much of all that is.
	Inputs int
	Done   float64
}

// Add reads reports, several at once, and keeps them with their records. Inputs that the
// archive has already are left out, so that an interrupted walk is taken up by walking
// again; what was read when ctx ends is kept. What an input is refused for is kept too
// and is no error.
func (p *Pipeline) Add(ctx context.Context, archive *store.Store, items iter.Seq2[collect.Item, error], o AddOptions) (Progress, error) {
	// Of an archive that an older version wrote this takes long, of any other no time.
	known := newTellings()
	if err := known.relate(ctx, archive, o); err != nil {
		return Progress{}, err
	}
	a := &adding{pipeline: p, archive: archive, AddOptions: o, refuser: p.refuser(o.Version), tellings: known}
	relate := func(ctx context.Context) error { return known.relate(ctx, archive, o) }
	b := &batches[*store.Packed]{AddOptions: o, size: (*store.Packed).Size, keep: a.keep, relate: relate, last: o.Now()}
	for r := range inOrder(ctx, p.keepingJobs, keepingAhead, a.found(items), func(f foundItem) outcome { return a.read(ctx, f) }) {
		if r.err != nil {
			return a.progress, errors.Join(r.err, b.flush(ctx))
		}
		if err := a.take(ctx, b, r); err != nil {
			return a.progress, err
		}
	}
	if err := errors.Join(ctx.Err(), b.flush(context.WithoutCancel(ctx))); err != nil {
		return a.progress, err
	}
	if err := relate(ctx); err != nil {
		return a.progress, err
	}
	return a.progress, archive.MergeIndexes(ctx, a.progress.Reports)
}

// adding is one walk of Add.
type adding struct {
	AddOptions
	pipeline *Pipeline
	archive  *store.Store
	// refuser is what refusals depend on.
	refuser  string
	progress Progress
	tellings *tellings

	mu sync.Mutex
	// asked is how often the archive was asked for bytes; had are the bytes that it then
	// had, nil where they are not known. Those read since have a claim.
	asked int
	had   map[string]bool
}

// The archive is asked for the bytes of each of a few inputs. Of more it tells which it has
// at once, unless they are very many: a question takes 0.1 ms, as much as telling of 100.
const (
	askedSingly = 64
	mostHad     = 50_000
)

// mayHave reports whether the archive is to be asked for bytes.
func (a *adding) mayHave(ctx context.Context, sum string) (may bool, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.asked++; a.asked == askedSingly {
		if a.had, err = a.archive.Sums(ctx, mostHad); err != nil {
			return false, err
		}
	}
	return a.had == nil || a.had[sum], nil
}

// refuser is the version with all else that a refusal depends on: what was refused under
// one limit is looked at again under another.
func (p *Pipeline) refuser(version string) string {
	limit := p.source.MaxBytes
	if limit <= 0 {
		limit = source.DefaultMaxBytes
	}
	return fmt.Sprintf("%s, at most %d bytes, any language %t", version, limit, p.source.AnyLanguage)
}

// claim is bytes that are being looked at; once done is closed, read says that they were
// read, refusal why they cannot be. Neither is so where they were not tried.
type claim struct {
	done    chan struct{}
	read    bool
	refusal error
}

// foundItem is an item that was collected or what stood in the way of one.
type foundItem struct {
	item collect.Item
	err  error
	// sum is the SHA-256 of its bytes, empty where it has none. Claim is that of the first
	// item with these bytes, which first says it is.
	sum   string
	claim *claim
	first bool
}

// found claims the bytes of items in their order: they are read for the first one that has
// them, which is kept before the others.
func (a *adding) found(items iter.Seq2[collect.Item, error]) iter.Seq[foundItem] {
	claims := map[string]*claim{}
	return func(yield func(foundItem) bool) {
		for item, err := range items {
			f := foundItem{item: item, err: err}
			if len(item.Raw) > 0 && err == nil {
				f.sum = (&store.Input{Raw: item.Raw}).SHA256()
				if f.claim = claims[f.sum]; f.claim == nil {
					f.claim, f.first = &claim{done: make(chan struct{})}, true
					claims[f.sum] = f.claim
				}
			}
			if !yield(f) {
				return
			}
		}
	}
}

// outcome is what became of an item.
type outcome struct {
	packed  *store.Packed // nil where there is nothing to keep
	known   bool
	refusal error
	done    float64
	err     error // of the archive
}

// read makes of one item what is to be kept. It is called for several at once, of which
// those begin first that come first.
func (a *adding) read(ctx context.Context, f foundItem) outcome {
	in := a.pipeline.input(&f.item, a.Now())
	switch {
	case f.err != nil:
		return a.refused(in, f.err)
	case f.sum == "":
		return outcome{packed: store.PackVisit(in.Visit, in.Seen), done: f.item.Done}
	case f.first:
		defer close(f.claim.done)
	default:
		<-f.claim.done
	}
	seen, err := a.seen(ctx, in.Name, f.sum)
	if err != nil {
		return outcome{err: err}
	}
	var out outcome
	switch {
	case seen == store.SeenHere || seen == store.SeenRefused:
		out = outcome{packed: store.PackVisit(in.Visit, in.Seen), known: true}
	case f.claim.refusal != nil:
		out = a.refused(in, &source.Refusal{Name: in.Name, Reason: reason(f.claim.refusal)})
	case seen == store.SeenElsewhere || f.claim.read:
		out = outcome{packed: store.PackKnown(in)}
	default:
		out = a.readBytes(in, &f.item)
		if f.first {
			f.claim.read, f.claim.refusal = out.refusal == nil, out.refusal
		}
	}
	out.done = f.item.Done
	return out
}

// seen is what the archive knows of bytes that were found under a name.
func (a *adding) seen(ctx context.Context, name, sum string) (store.Seen, error) {
	ask, err := a.mayHave(ctx, sum)
	if err != nil || !ask {
		return store.Unseen, err
	}
	return a.archive.Seen(ctx, store.Sight{Name: name, SHA256: sum}, a.refuser)
}

// readBytes reads bytes that the archive does not have.
func (a *adding) readBytes(in store.Input, item *collect.Item) outcome {
	doc, err := item.Document(a.pipeline.source)
	if err != nil {
		return a.refused(in, err)
	}
	packed, err := a.tellings.packed(in, a.pipeline.record(doc), a.Version)
	if err != nil {
		return a.refused(in, err)
	}
	return outcome{packed: packed}
}

// refused is the outcome of an input that is not read.
func (a *adding) refused(in store.Input, err error) outcome {
	var refusal *source.Refusal
	if errors.As(err, &refusal) && in.Name == "" {
		in.Name = refusal.Name
	}
	return outcome{packed: store.PackRefusal(in, reason(err), a.refuser), refusal: err}
}

// reason is why an input is refused, without its name.
func reason(err error) string {
	var refusal *source.Refusal
	if errors.As(err, &refusal) {
		return refusal.Reason
	}
	return err.Error()
}

// input is an item as the archive keeps it, with what the user says of all reports.
func (p *Pipeline) input(item *collect.Item, seen time.Time) store.Input {
	o := item.Options(p.source)
	return store.Input{
		Name: item.Name, Raw: item.Raw, Seen: seen,
		ContentType: o.ContentType, URL: o.URL, Title: o.Title, Outlet: o.Outlet, Byline: o.Byline, Published: o.Published,
		Visit: store.Visit{URL: item.Visit.URL, ETag: item.Visit.ETag, LastModified: item.Visit.LastModified},
	}
}

// take puts an outcome into the batch and tells of it.
func (a *adding) take(ctx context.Context, b *batches[*store.Packed], r outcome) error {
	if r.known {
		a.progress.Known++
	}
	if r.refusal != nil && a.Refused != nil {
		a.Refused(r.refusal)
	}
	a.progress.Inputs++
	a.progress.Done = max(a.progress.Done, r.done)
	if a.Progress != nil {
		a.Progress(a.progress)
	}
	return b.add(ctx, r.packed)
}

// keep writes a batch and counts what became of it.
func (a *adding) keep(ctx context.Context, batch []*store.Packed) error {
	added, err := a.archive.Add(ctx, batch)
	a.progress.Reports += added.Reports
	a.progress.Copies += added.Copies
	a.progress.Refused += added.Refused
	return err
}

// Memory lets the archive tell a collector what servers said at the last visit.
type Memory struct{ Archive *store.Store }

// Visited implements collect.Memory.
func (m Memory) Visited(ctx context.Context, url string) (v fetch.Validators, known bool, err error) {
	kept, known, err := m.Archive.Visited(ctx, url)
	return fetch.Validators{ETag: kept.ETag, LastModified: kept.LastModified}, known, err
}

// batches gathers what is to be kept together.
type batches[T any] struct {
	AddOptions
	size  func(T) int
	keep  func(context.Context, []T) error
	batch []T
	bytes int
	last  time.Time
	// relate relates what was kept to all else; unrelated and unrelatedBytes are how much was
	// kept since it last did.
	relate                    func(context.Context) error
	unrelated, unrelatedBytes int
}

// add takes what was made into the batch, keeps the batch where it is large or old enough,
// and relates where enough was kept.
func (b *batches[T]) add(ctx context.Context, made T) error {
	b.batch = append(b.batch, made)
	b.bytes += b.size(made)
	if len(b.batch) < batchReports && b.bytes < batchBytes && b.Now().Sub(b.last) < batchAge {
		return nil
	}
	if err := b.flush(ctx); err != nil || b.unrelated < relatedAtOnce && b.unrelatedBytes < relatedBytes {
		return err
	}
	b.unrelated, b.unrelatedBytes = 0, 0
	return b.relate(ctx)
}

func (b *batches[T]) flush(ctx context.Context) error {
	if len(b.batch) == 0 {
		return nil
	}
	err := b.keep(ctx, b.batch)
	b.unrelated, b.unrelatedBytes = b.unrelated+len(b.batch), b.unrelatedBytes+b.bytes
	b.batch, b.bytes, b.last = nil, 0, b.Now()
	return err
}

// Reanalyse makes the records anew that another version made; ids of reports and
// decisions on their facts stay. A report that this version refuses keeps its old
// record. An interrupted walk is taken up by walking again.
func (p *Pipeline) Reanalyse(ctx context.Context, archive *store.Store, o AddOptions) (Progress, error) {
	var progress Progress
	known := newTellings()
	b := &batches[*store.Redone]{AddOptions: o, last: o.Now(), size: func(r *store.Redone) int { return r.Packed.Size() }}
	b.relate = func(ctx context.Context) error { return known.relate(ctx, archive, o) }
	b.keep = func(ctx context.Context, batch []*store.Redone) error {
		err := archive.Redo(ctx, batch)
		if err == nil {
			progress.Reports += len(batch)
		}
		return err
	}
	all, err := archive.Older(ctx, o.Version)
	if err != nil {
		return progress, err
	}
	for r := range inOrder(ctx, p.keepingJobs, keepingAhead, older(archive.OlderReports(ctx, o.Version)), func(f olderReport) again { return p.again(f, o) }) {
		progress.Inputs++
		progress.Done = float64(progress.Inputs) / float64(max(all, 1))
		if o.Progress != nil {
			o.Progress(progress)
		}
		switch {
		case r.err != nil:
			return progress, errors.Join(r.err, b.flush(ctx))
		case r.refusal != nil:
			progress.Refused++
			if o.Refused != nil {
				o.Refused(r.refusal)
			}
		default:
			if err := b.add(ctx, r.redone); err != nil {
				return progress, err
			}
		}
	}
	if err := errors.Join(ctx.Err(), b.flush(context.WithoutCancel(ctx))); err != nil {
		return progress, err
	}
	return progress, b.relate(ctx)
}

// olderReport is a report to read again, or why the archive has not told.
type olderReport struct {
	old store.Old
	err error
}

func older(reports iter.Seq2[store.Old, error]) iter.Seq[olderReport] {
	return func(yield func(olderReport) bool) {
		for old, err := range reports {
			if !yield(olderReport{old, err}) {
				return
			}
		}
	}
}

// again is what became of a report that was read again.
type again struct {
	redone       *store.Redone
	refusal, err error
}

func (p *Pipeline) again(f olderReport, o AddOptions) again {
	if f.err != nil {
		return again{err: f.err}
	}
	in := &f.old.Input
	options := source.Options{
		ContentType: in.ContentType, URL: in.URL, Title: in.Title, Outlet: in.Outlet, Byline: in.Byline, Published: in.Published,
		MaxBytes: p.source.MaxBytes, AnyLanguage: true, // it was in the right one
	}
	doc, err := source.Read(bytes.NewReader(in.Raw), in.Name, options)
	if err != nil {
		return again{refusal: err}
	}
	in.Seen = o.Now()
	redone, err := store.PackAgain(f.old, p.record(doc), o.Version)
	return again{redone: redone, err: err}
}
