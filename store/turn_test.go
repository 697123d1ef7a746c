package store

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// Two that write at once wait for each other; nothing is lost and nothing is there twice.
func TestTwoWriters(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		const reports = 12
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() {
				s, err := Open(t.Context(), archive, Options{Create: true})
				if err != nil {
					t.Error(err)
					return
				}
				defer s.Close()
				for i := range reports {
					if _, err := s.Add(t.Context(), []*Packed{samplePack(t, i)}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		s := open(t, archive, Options{})
		if c, err := s.Count(t.Context()); err != nil || c.Reports != reports || c.Inputs != reports || c.Statements != reports {
			t.Errorf("%+v, %v", c, err)
		}
		if wrong, err := s.Check(t.Context()); err != nil || len(wrong) != 0 {
			t.Errorf("%v, %v", wrong, err)
		}
	})
}

// One that does not get its turn says so in a line.
func TestWriterThatDoesNotGetItsTurn(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		first := withSamples(t, create(t, archive), 1)
		tx, err := first.engine.begin(t.Context(), first.write)
		if err != nil {
			t.Fatal(err)
		}
		defer tx.rollback()
		second := open(t, archive, Options{BusyTimeout: 50 * time.Millisecond})
		_, err = second.Add(t.Context(), []*Packed{samplePack(t, 1)})
		if err == nil || !strings.Contains(err.Error(), ": another program is writing to it") {
			t.Errorf("%v", err)
		}
		if list, err := second.List(t.Context(), Filter{}); err != nil || len(list) != 1 {
			t.Errorf("reading beside it: %d, %v", len(list), err)
		}
	})
}

// One that is called off while it waits leaves nothing behind: the next gets its turn.
func TestWriterCalledOffWhileItWaits(t *testing.T) {
	onEach(t, func(t *testing.T, archive string) {
		first := withSamples(t, create(t, archive), 1)
		tx, err := first.engine.begin(t.Context(), first.write)
		if err != nil {
			t.Fatal(err)
		}
		second := open(t, archive, Options{})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(50*time.Millisecond, cancel)
		time.AfterFunc(200*time.Millisecond, func() { tx.rollback() })
		if _, err = second.Add(ctx, []*Packed{samplePack(t, 1)}); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		withSamples(t, second, 2)
	})
}

// Nor does one that is called off just when its turn comes.
func TestWriterCalledOffAtItsTurn(t *testing.T) {
	s := create(t, filepath.Join(t.TempDir(), "archive.db"))
	for n := range 1000 {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Duration(n%100)*time.Microsecond, cancel)
		if tx, err := s.engine.begin(ctx, s.write); err == nil {
			tx.rollback()
		} else if !errors.Is(err, context.Canceled) {
			t.Fatal(n, err)
		}
		cancel()
	}
}
