package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/go-retryablehttp"
	"github.com/temoto/robotstxt"
	"golang.org/x/time/rate"
)

// host is what is known of one host, by scheme, name and port.
type host struct {
	limiter *rate.Limiter

	mu sync.Mutex
	// rules are those of robots.txt for us, nil while not asked for.
	rules *robotstxt.Group
	// closed is why the host is asked no more, nil while it is.
	closed error
}

func (f *Fetcher) host(req *http.Request) *host {
	key := req.URL.Scheme + "://" + strings.ToLower(req.URL.Host)
	f.mu.Lock()
	defer f.mu.Unlock()
	h := f.hosts[key]
	if h == nil {
		h = &host{limiter: rate.NewLimiter(rate.Every(f.o.Interval), 1)}
		f.hosts[key] = h
	}
	return h
}

// paced is a transport that keeps the pace of each host and the time limit of an
// answer; each redirect and each new try passes through it.
type paced struct {
	f    *Fetcher
	base http.RoundTripper
}

// RoundTrip waits for its turn and makes the request.
func (p paced) RoundTrip(req *http.Request) (*http.Response, error) {
	h := p.f.host(req)
	if err := h.turn(req.Context()); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(req.Context(), p.f.o.Timeout, errTimeout)
	answer, err := p.base.RoundTrip(req.WithContext(ctx))
	if err != nil {
		defer cancel()
		return nil, timedOut(ctx, err)
	}
	if wait := retryAfter(answer); wait > p.f.o.MaxWait {
		h.close(fmt.Errorf("the server has asked to be left alone for %v", wait))
	}
	answer.Body = &timedBody{answer.Body, ctx, cancel}
	return answer, nil
}

func (h *host) turn(ctx context.Context) error {
	h.mu.Lock()
	closed := h.closed
	h.mu.Unlock()
	if closed != nil {
		return closedError{closed}
	}
	return h.limiter.Wait(ctx)
}

func (h *host) close(reason error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = reason
}

var errTimeout = errors.New("time is up")

// timedOut is err, or that the time of the answer was up.
func timedOut(ctx context.Context, err error) error {
	if errors.Is(context.Cause(ctx), errTimeout) {
		return errTimeout
	}
	return err
}

// timedBody is a body whose time may run out.
type timedBody struct {
	io.ReadCloser
	ctx    context.Context
	cancel context.CancelFunc
}

func (b *timedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = timedOut(b.ctx, err)
	}
	return n, err
}

func (b *timedBody) Close() error {
	b.cancel()
	return b.ReadCloser.Close()
}

// allowed is a transport that asks robots.txt before each request.
type allowed struct {
	f    *Fetcher
	base http.RoundTripper
}

// RoundTrip makes the request if robots.txt allows it.
func (a allowed) RoundTrip(req *http.Request) (*http.Response, error) {
	rules, err := a.f.rules(req)
	if err != nil {
		return nil, err
	}
	if !rules.Test(req.URL.RequestURI()) {
		return nil, errRobots
	}
	return a.base.RoundTrip(req)
}

var errRobots = errors.New("robots.txt of the host asks not to fetch this page")

// rules are those of the host for us, asked for once.
func (f *Fetcher) rules(req *http.Request) (*robotstxt.Group, error) {
	h := f.host(req)
	h.mu.Lock()
	rules, closed := h.rules, h.closed
	h.mu.Unlock()
	if rules != nil || closed != nil {
		return rules, wrapClosed(closed)
	}
	rules, err := f.askRules(req)
	if err != nil {
		if req.Context().Err() == nil {
			h.close(err)
		}
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.rules = rules
	if delay := min(rules.CrawlDelay, f.o.MaxWait); delay > f.o.Interval {
		h.limiter.SetLimit(rate.Every(delay))
	}
	return rules, nil
}

// closedError is that a host is asked no more.
type closedError struct{ error }

func (e closedError) Unwrap() error { return e.error }

func wrapClosed(err error) error {
	if err == nil {
		return nil
	}
	return closedError{err}
}

// maxRobots is how many bytes of robots.txt are read (RFC 9309, section 2.5).
const maxRobots = 500 << 10

// askRules gets robots.txt. Without one, or with an answer of 400 to 499, all is
// allowed; with one of 500 to 599, or none at all, nothing is (RFC 9309, section
// 2.3.1).
func (f *Fetcher) askRules(of *http.Request) (*robotstxt.Group, error) {
	at := *of.URL
	at.Path, at.RawPath, at.RawQuery, at.Fragment = "/robots.txt", "", "", ""
	req, err := http.NewRequestWithContext(of.Context(), http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", f.o.UserAgent)
	answer, err := f.robots.Do(req)
	if err != nil {
		return nil, fmt.Errorf("robots.txt of the host cannot be had: %w", err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, maxRobots))
	if err != nil {
		return nil, fmt.Errorf("robots.txt of the host cannot be had: %w", err)
	}
	if answer.StatusCode >= 500 {
		return nil, fmt.Errorf("robots.txt of the host cannot be had: %w", statusError(answer))
	}
	robots, err := robotstxt.FromStatusAndBytes(answer.StatusCode, text)
	if err != nil { // not a robots.txt at all, such as a page
		robots, err = robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	}
	if err != nil {
		return nil, err
	}
	agent, _, _ := strings.Cut(f.o.UserAgent, "/")
	return robots.FindGroup(agent), nil
}

var (
	errCircle    = errors.New("redirects in a circle")
	errRedirects = errors.New("redirects too often")
	errScheme    = errors.New("redirects to something that is not the web")
)

// checkRedirect decides about the next redirect.
func (f *Fetcher) checkRedirect(req *http.Request, via []*http.Request) error {
	if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
		return errScheme
	}
	for _, before := range via {
		if before.URL.String() == req.URL.String() {
			return errCircle
		}
	}
	if len(via) > f.o.MaxRedirects {
		return fmt.Errorf("%w (more than %d times)", errRedirects, f.o.MaxRedirects)
	}
	return nil
}

// checkRetry decides whether a page is asked for again: after a failure of the
// connection, 429 and most of 500 to 599, not where the failure is our own
// decision, the time was up, or the server asks for more patience than we have.
func (f *Fetcher) checkRetry(ctx context.Context, answer *http.Response, err error) (bool, error) {
	var address addressError
	var closed closedError
	switch {
	case ctx.Err() != nil:
		return false, ctx.Err()
	case errors.As(err, &address), errors.As(err, &closed):
		return false, err
	case errors.Is(err, errTimeout), errors.Is(err, errRobots), errors.Is(err, errCircle), errors.Is(err, errRedirects), errors.Is(err, errScheme):
		return false, err
	case err == nil && retryAfter(answer) > f.o.MaxWait:
		return false, nil
	}
	again, _ := retryablehttp.DefaultRetryPolicy(ctx, answer, err)
	return again, err
}

// backoff is how long to wait before the next try: as long as the server says, else
// twice as long each time.
func backoff(least, most time.Duration, attempt int, answer *http.Response) time.Duration {
	if answer != nil {
		if wait := retryAfter(answer); wait > 0 {
			return wait
		}
	}
	return min(least<<attempt, most)
}

// retryAfter is how long an answer of 429 or 503 asks to wait, 0 where it does not
// say (RFC 9110, section 10.2.3). A date is held against the server's own clock.
func retryAfter(answer *http.Response) time.Duration {
	if answer.StatusCode != http.StatusTooManyRequests && answer.StatusCode != http.StatusServiceUnavailable {
		return 0
	}
	value := answer.Header.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil {
		return time.Duration(min(max(seconds, 0), 1<<30)) * time.Second
	}
	until, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(answer.Header.Get("Date"))
	if err != nil {
		return 0
	}
	return max(until.Sub(now), 0)
}
