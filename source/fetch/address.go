package fetch

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// transport opens connections to public addresses, or to all. It names no proxy.
func transport(allowLocal bool) *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	if !allowLocal {
		dialer.Control = publicOnly
	}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    10 * time.Second,
		MaxResponseHeaderBytes: 256 << 10,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        30 * time.Second,
	}
}

// An addressError is a connection that was not made because of where it led.
type addressError struct{ address netip.Addr }

func (e addressError) Error() string {
	return fmt.Sprintf("leads to %v, which is no public address (--allow-local allows it)", e.address)
}

// publicOnly is called with the address of a connection after all names are
// resolved and before the connection is made.
func publicOnly(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("connecting to %q: %w", address, err)
	}
	if !isPublic(at.Addr()) {
		return addressError{at.Addr()}
	}
	return nil
}

// notPublic are the blocks of the address space that are not the public Internet:
// those that IANA's registries of special-purpose addresses (RFC 6890) call not
// globally reachable, multicast, what is reserved, and the one address outside
// them at which a cloud serves its metadata (168.63.129.16, Azure). The others'
// metadata are at link-local (169.254.169.254), shared (100.100.100.200) and
// unique local (fd00:ec2::254) addresses.
var notPublic = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"168.63.129.16/32",
	"2001::/23", "2001:db8::/32", "3fff::/20",
)

// embedding are the blocks of IPv6 whose addresses stand for one of IPv4, and the
// byte at which that is written: NAT64 (RFC 6052) and 6to4 (RFC 3056).
var embedding = []struct {
	block netip.Prefix
	at    int
}{
	{netip.MustParsePrefix("64:ff9b::/96"), 12},
	{netip.MustParsePrefix("2002::/16"), 2},
}

// unicast is the part of IPv6 that is given out for the public Internet (RFC 4291,
// section 2.4); loopback, unique local, link-local, site-local, multicast and
// mapped addresses lie outside.
var unicast = netip.MustParsePrefix("2000::/3")

func prefixes(blocks ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(blocks))
	for i, b := range blocks {
		out[i] = netip.MustParsePrefix(b)
	}
	return out
}

// isPublic reports whether an address is one of the public Internet.
func isPublic(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsValid() {
		return false
	}
	for _, e := range embedding {
		if e.block.Contains(a) {
			b := a.As16()
			return isPublic(netip.AddrFrom4([4]byte(b[e.at : e.at+4])))
		}
	}
	for _, block := range notPublic {
		if block.Contains(a) {
			return false
		}
	}
	return a.Is4() || unicast.Contains(a)
}
