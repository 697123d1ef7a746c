package ingest

import (
	"context"
	"iter"
)

// How many results may wait for a slower one before them, or for who takes them.
const (
	// ahead is enough that two cores stay busy beside a report a hundred times longer than
	// the others, and few enough that waiting records, some 100 KB each, take a few megabytes.
	ahead = 128
	// keepingAhead is enough that they stay busy while as many reports are kept and related,
	// which takes a tenth of the time of reading them, of such as are much alike up to half.
	keepingAhead = relatedAtOnce
)

// inOrder calls do on each of the inputs, up to jobs at once, and yields what it
// returns in the order of the inputs. When ctx ends or the consumer stops, no
// further call begins and the iteration is over; calls under way end by
// themselves and their results are dropped.
func inOrder[In, Out any](ctx context.Context, jobs, ahead int, inputs iter.Seq[In], do func(In) Out) iter.Seq[Out] {
	return func(yield func(Out) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		for result := range begin(ctx, jobs, ahead, inputs, do) {
			select {
			case out := <-result:
				if !yield(out) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// begin starts the calls in order, up to jobs at once and up to ahead of the
// result last taken, and hands out the places where their results will lie.
func begin[In, Out any](ctx context.Context, jobs, ahead int, inputs iter.Seq[In], do func(In) Out) <-chan (<-chan Out) {
	results := make(chan (<-chan Out), ahead)
	free := make(chan struct{}, jobs)
	start := func(in In) <-chan Out {
		result := make(chan Out, 1)
		go func() {
			result <- do(in)
			<-free
		}()
		return result
	}
	go func() {
		defer close(results)
		for in := range inputs {
			select {
			case free <- struct{}{}:
			case <-ctx.Done():
				return
			}
			select {
			case results <- start(in):
			case <-ctx.Done():
				return
			}
		}
	}()
	return results
}
