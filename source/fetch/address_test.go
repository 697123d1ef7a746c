package fetch

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

func TestIsPublic(t *testing.T) {
	for class, addresses := range map[string]string{
		"public":                  "8.8.8.8 1.1.1.1 93.184.216.34 172.15.0.1 172.32.0.1 100.63.0.1 100.128.0.1 2606:4700::1111 2a00:1450:4001::1",
		"public in NAT64":         "64:ff9b::8.8.8.8",
		"public in 6to4":          "2002:808:808::1",
		"public mapped":           "::ffff:8.8.8.8",
		"not loopback":            "127.0.0.1 127.255.255.254 ::1",
		"not private":             "10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 192.168.255.255",
		"not unique local":        "fc00::1 fd12:3456::1",
		"not link-local":          "169.254.0.1 fe80::1 fe80::1%eth0 febf::1",
		"not site-local":          "fec0::1",
		"not shared (CGNAT)":      "100.64.0.1 100.127.255.255",
		"not multicast":           "224.0.0.1 239.255.255.255 ff02::1 ff0e::1",
		"not unspecified":         "0.0.0.0 ::",
		"not this network":        "0.1.2.3",
		"not broadcast, reserved": "255.255.255.255 240.0.0.1",
		"not metadata":            "169.254.169.254 100.100.100.200 168.63.129.16 fd00:ec2::254 192.0.0.192",
		"not for documentation":   "192.0.2.1 198.51.100.1 203.0.113.1 2001:db8::1 3fff::1",
		"not for benchmarks":      "198.18.0.1 198.19.255.255 2001:2::1",
		"not 6to4 relay, Teredo":  "192.88.99.1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2",
		"not mapped":              "::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:0",
		"not compatible":          "::127.0.0.1 ::8.8.8.8",
		"not in NAT64":            "64:ff9b::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:1::8.8.8.8",
		"not in 6to4":             "2002:7f00:1::1 2002:a00:1::1 2002:a9fe:a9fe::1",
		"not discard":             "100::1",
		"not segment routing":     "5f00::1",
	} {
		for address := range strings.FieldsSeq(addresses) {
			if got, want := isPublic(netip.MustParseAddr(address)), strings.HasPrefix(class, "public"); got != want {
				t.Errorf("%s (%s): public is %v", address, class, got)
			}
		}
	}
	if isPublic(netip.Addr{}) {
		t.Error("no address at all is public")
	}
}

// The dialer itself refuses each class, in every way to write the address.
func TestDialerRefuses(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := closed.Addr().(*net.TCPAddr).AddrPort().Port()
	defer closed.Close()
	client := &http.Client{Transport: transport(false), Timeout: 5 * time.Second}
	for _, host := range []string{
		"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "[::]", "10.0.0.1", "172.16.0.1",
		"192.168.1.1", "169.254.169.254", "100.64.0.1", "[fe80::1%25lo]", "[fd00:ec2::254]", "224.0.0.1", "255.255.255.255",
		"[64:ff9b::7f00:1]", "[2002:7f00:1::]",
	} {
		answer, err := client.Get("http://" + net.JoinHostPort(strings.Trim(host, "[]"), "") + portText(port) + "/")
		if err == nil {
			answer.Body.Close()
			t.Errorf("%s was reached", host)
			continue
		}
		var address addressError
		if !errors.As(err, &address) {
			t.Errorf("%s: %v, want that the address is refused", host, err)
		}
	}
}

func portText(port uint16) string {
	return netip.AddrPortFrom(netip.IPv4Unspecified(), port).String()[len("0.0.0.0:"):]
}

// A proxy of the environment is not asked, for that would be a way around.
func TestNoProxy(t *testing.T) {
	asked := false
	proxy := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer proxy.Close()
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("http_proxy", proxy.URL)
	f := New(Options{Timeout: time.Second, Interval: time.Millisecond})
	defer f.Close()
	if _, err := f.Get(t.Context(), Request{URL: "http://192.168.77.77/"}); err == nil || !strings.Contains(err.Error(), "192.168.77.77, which is no public address") {
		t.Errorf("error %v", err)
	}
	if asked {
		t.Error("the proxy was asked")
	}
}
