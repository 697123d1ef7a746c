package store

import (
	"context"
	"errors"
	"strings"
)

// Error is what cannot be done with an archive, in one line.
type Error struct {
	// Archive is its name, Reason what is wrong in a few words.
	Archive, Reason string
	// Err is the error beneath, nil where the archive itself is the reason.
	Err error
}

// Error returns "archive: reason".
func (e *Error) Error() string { return e.Archive + ": " + e.Reason }

// Unwrap returns the error beneath.
func (e *Error) Unwrap() error { return e.Err }

// ErrOutdated is beneath the error of an archive that would have to be written to before
// it can be read.
var ErrOutdated = errors.New("the archive is not up to date")

func (s *Store) refuse(reason string) error { return &Error{Archive: s.name, Reason: reason} }

// told puts an error into one line that names the archive; the end of ctx stays what
// it is.
func (s *Store) told(ctx context.Context, err error) error {
	var known *Error
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &known):
		return err
	}
	reason := s.engine.reason(err)
	if reason == "" {
		reason = strings.Join(strings.Fields(err.Error()), " ")
	}
	return &Error{s.name, reason, err}
}
