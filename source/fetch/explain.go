package fetch

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
)

// explain puts what went wrong into words.
func (f *Fetcher) explain(ctx context.Context, err error) error {
	var (
		address  addressError
		lookup   *net.DNSError
		trust    *tls.CertificateVerificationError
		operated *net.OpError
		within   *url.Error
		corrupt  flate.CorruptInputError
	)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &address):
		return address
	case errors.Is(err, errTimeout):
		return fmt.Errorf("the server has not answered within %v", f.o.Timeout)
	case errors.As(err, &lookup) && lookup.IsNotFound:
		return errors.New("there is no host of this name")
	case errors.As(err, &trust):
		return fmt.Errorf("the server cannot be trusted: %w", trust.Err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errors.New("the connection ended before the whole answer had come")
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.As(err, &corrupt):
		return errors.New("the answer is not packed as the server says")
	case errors.As(err, &operated):
		return fmt.Errorf("no connection to the host: %w", operated.Err)
	case errors.As(err, &within):
		return within.Err
	}
	return err
}
