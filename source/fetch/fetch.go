// Package fetch gets pages from the web politely and from public addresses only.
// It is the one package that opens connections.
//
// It asks robots.txt (RFC 9309) first, waits between requests to one host, asks
// with the validators of the last answer (RFC 9110, section 13), waits as long as
// Retry-After says, and follows redirects by the same rules. Whether an address is
// public is decided when the connection is made, on the very address that it goes
// to, so that no name, redirect or change of a name's address leads elsewhere.
// Proxies that the environment names are not used: they would connect to any
// address in our stead.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// The limits where Options say nothing else.
const (
	// DefaultInterval is the time between two requests to one host, the pace that
	// operators of news sites take for a person's.
	DefaultInterval = time.Second
	// DefaultTimeout is the most time that one answer may take, from the connection
	// to its last byte.
	DefaultTimeout = 30 * time.Second
	// DefaultMaxRedirects is as many as browsers' predecessors followed; RFC 9309,
	// section 2.3.1.2, has crawlers follow at least five.
	DefaultMaxRedirects = 10
	// DefaultMaxWait is the longest that Retry-After or Crawl-delay is heeded by
	// waiting; a host that asks for more is asked no more.
	DefaultMaxWait = time.Minute
	// DefaultMaxBytes is the most bytes of one answer, unpacked: a whole sitemap
	// (sitemaps.org).
	DefaultMaxBytes = 50 << 20
)

// Options say how politely the web is asked. The zero value does as the constants
// say.
type Options struct {
	// UserAgent names the program to those who are asked; empty is "rapporteur". The
	// part before its first slash is what robots.txt calls it.
	UserAgent string
	// AllowLocal lets requests go to addresses that are not public.
	AllowLocal bool
	// Interval is the time between requests to one host, Timeout the most of one
	// answer, MaxWait the longest that a server may ask us to wait.
	Interval, Timeout, MaxWait time.Duration
	MaxRedirects               int
}

func (o Options) withDefaults() Options {
	if o.UserAgent == "" {
		o.UserAgent = "rapporteur"
	}
	for _, d := range []struct {
		value *time.Duration
		usual time.Duration
	}{{&o.Interval, DefaultInterval}, {&o.Timeout, DefaultTimeout}, {&o.MaxWait, DefaultMaxWait}} {
		if *d.value <= 0 {
			*d.value = d.usual
		}
	}
	if o.MaxRedirects <= 0 {
		o.MaxRedirects = DefaultMaxRedirects
	}
	return o
}

// Validators are what a server gave to ask it later whether a page has changed
// (RFC 9110, section 8.8); either may be empty.
type Validators struct{ ETag, LastModified string }

// Request is one page to get.
type Request struct {
	URL string
	// Validators of an earlier answer make the request conditional.
	Validators Validators
	// MaxBytes is the most bytes of the answer, unpacked; 0 is DefaultMaxBytes.
	MaxBytes int64
}

// Response is a page that was got.
type Response struct {
	// URL is where the page was found, behind all redirects.
	URL  string
	Body []byte
	// ContentType is as the server says it.
	ContentType string
	Validators  Validators
	// NotModified says that nothing has changed since the request's validators were
	// given; Body is empty then.
	NotModified bool
}

// Fetcher gets pages. It is safe for concurrent use.
type Fetcher struct {
	o         Options
	pages     *retryablehttp.Client
	robots    *http.Client
	transport *http.Transport

	mu    sync.Mutex
	hosts map[string]*host
}

// retries is how often a page is asked for again after a failure that may pass.
const retries = 2

// New returns a Fetcher; Close gives back its connections.
func New(o Options) *Fetcher {
	o = o.withDefaults()
	f := &Fetcher{o: o, transport: transport(o.AllowLocal), hosts: map[string]*host{}}
	f.robots = &http.Client{Transport: paced{f, f.transport}, CheckRedirect: f.checkRedirect}
	f.pages = &retryablehttp.Client{
		HTTPClient:   &http.Client{Transport: allowed{f, paced{f, f.transport}}, CheckRedirect: f.checkRedirect},
		RetryMax:     retries,
		RetryWaitMin: o.Interval,
		RetryWaitMax: o.MaxWait,
		CheckRetry:   f.checkRetry,
		Backoff:      backoff,
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	return f
}

// Close closes idle connections.
func (f *Fetcher) Close() { f.transport.CloseIdleConnections() }

// Get gets a page. The error is one line that says why there is none.
func (f *Fetcher) Get(ctx context.Context, r Request) (*Response, error) {
	if r.MaxBytes <= 0 {
		r.MaxBytes = DefaultMaxBytes
	}
	req, err := f.request(ctx, r)
	if err != nil {
		return nil, err
	}
	answer, err := f.pages.Do(req)
	if err != nil {
		return nil, f.explain(ctx, err)
	}
	defer answer.Body.Close()
	return f.response(ctx, r, answer)
}

func (f *Fetcher) request(ctx context.Context, r Request) (*retryablehttp.Request, error) {
	u, err := url.Parse(r.URL)
	if err != nil || u.Host == "" {
		return nil, errors.New("is no address of the web")
	}
	if u.User != nil {
		return nil, errors.New("has a name or password in its address, which is not sent")
	}
	u.Fragment = ""
	req, err := retryablehttp.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("is no address of the web: %w", err)
	}
	req.Header.Set("User-Agent", f.o.UserAgent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5")
	req.Header.Set("Accept-Language", "en,*;q=0.5")
	if r.Validators.ETag != "" {
		req.Header.Set("If-None-Match", r.Validators.ETag)
	}
	if r.Validators.LastModified != "" {
		req.Header.Set("If-Modified-Since", r.Validators.LastModified)
	}
	return req, nil
}

// response reads what was answered.
func (f *Fetcher) response(ctx context.Context, r Request, answer *http.Response) (*Response, error) {
	got := &Response{
		URL:         answer.Request.URL.String(),
		ContentType: answer.Header.Get("Content-Type"),
		Validators:  Validators{answer.Header.Get("ETag"), answer.Header.Get("Last-Modified")},
	}
	switch {
	case answer.StatusCode == http.StatusNotModified && r.Validators != Validators{}:
		got.NotModified, got.Validators = true, r.Validators
		return got, nil
	case answer.StatusCode < 200 || answer.StatusCode > 299:
		return nil, statusError(answer)
	}
	if packing := answer.Header.Get("Content-Encoding"); packing != "" && !strings.EqualFold(packing, "identity") {
		return nil, fmt.Errorf("is packed as %q, which was not asked for", packing)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, r.MaxBytes+1))
	if err != nil {
		return nil, f.explain(ctx, err)
	}
	if int64(len(body)) > r.MaxBytes {
		return nil, fmt.Errorf("has more than %.3g MB, the limit for one page", float64(r.MaxBytes)/(1<<20))
	}
	got.Body = body
	return got, nil
}

func statusError(answer *http.Response) error {
	text := http.StatusText(answer.StatusCode)
	if wait := retryAfter(answer); wait > 0 {
		return fmt.Errorf("the server answers %d %s and asks to wait for %v", answer.StatusCode, text, wait)
	}
	return fmt.Errorf("the server answers %d %s", answer.StatusCode, text)
}
