package ingest

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func numbers(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func TestInOrderKeepsOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := numbers(500)
		got := slices.Collect(inOrder(t.Context(), 7, ahead, slices.Values(in), func(i int) int {
			time.Sleep(time.Duration(i*7919%97) * time.Millisecond)
			return i
		}))
		if !slices.Equal(got, in) {
			t.Errorf("out of order: %v", got)
		}
	})
}

func TestInOrderUsesAllJobs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var running, most atomic.Int32
		for range inOrder(t.Context(), 4, ahead, slices.Values(numbers(40)), func(int) int {
			most.Store(max(most.Load(), running.Add(1)))
			time.Sleep(time.Second)
			return int(running.Add(-1))
		}) {
		}
		if most.Load() != 4 {
			t.Errorf("%d at once, want 4", most.Load())
		}
	})
}

// A slow first report neither holds up the others nor lets them pile up.
func TestInOrderRunsAheadOfASlowOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var done atomic.Int32
		first := true
		for range inOrder(t.Context(), 2, ahead, slices.Values(numbers(10*ahead)), func(i int) int {
			if i == 0 {
				time.Sleep(time.Hour)
			}
			done.Add(1)
			return i
		}) {
			if n := done.Load(); first && (n < ahead || n > ahead+4) {
				t.Errorf("%d done when the first came, want about %d", n, ahead)
			}
			first = false
		}
	})
}

func TestInOrderStopsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var begun atomic.Int32
		time.AfterFunc(10*time.Second, cancel)
		start, n := time.Now(), 0
		for range inOrder(ctx, 2, ahead, slices.Values(numbers(100)), func(i int) int {
			begun.Add(1)
			time.Sleep(4 * time.Second)
			return i
		}) {
			n++
		}
		if took := time.Since(start); took != 10*time.Second || n != 4 {
			t.Errorf("%d results in %v, want 4 in 10s", n, took)
		}
		time.Sleep(time.Minute)
		if begun.Load() != 6 {
			t.Errorf("%d calls begun, want 6", begun.Load())
		}
	})
}

func TestInOrderStopsWithItsConsumer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var begun atomic.Int32
		for range inOrder(t.Context(), 1, ahead, slices.Values(numbers(1000)), func(i int) int {
			begun.Add(1)
			time.Sleep(time.Second)
			return i
		}) {
			break
		}
		time.Sleep(time.Hour)
		if begun.Load() > 2 {
			t.Errorf("%d calls begun after the consumer stopped", begun.Load())
		}
	})
}

func TestInOrderOfNothing(t *testing.T) {
	for range inOrder(t.Context(), 2, ahead, slices.Values[[]int](nil), func(i int) int { return i }) {
		t.Error("a result of no input")
	}
}
