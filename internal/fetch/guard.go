package fetch

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/net/idna"
)

// errRefused is what the address guard says.
var errRefused = errors.New("the address guard refuses it")

// reserved lists what is not the public internet, from the IANA registries of special-purpose addresses for IPv4 and
// IPv6 and of multicast. Of IPv6, only 2000::/3 is given out at all (RFC 4291).
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),       // this network
	netip.MustParsePrefix("10.0.0.0/8"),      // private
	netip.MustParsePrefix("100.64.0.0/10"),   // shared by carriers
	netip.MustParsePrefix("127.0.0.0/8"),     // loopback
	netip.MustParsePrefix("169.254.0.0/16"),  // link-local, and the metadata of clouds
	netip.MustParsePrefix("172.16.0.0/12"),   // private
	netip.MustParsePrefix("192.0.0.0/24"),    // protocol assignments
	netip.MustParsePrefix("192.0.2.0/24"),    // documentation
	netip.MustParsePrefix("192.88.99.0/24"),  // relays of 6to4, withdrawn
	netip.MustParsePrefix("192.168.0.0/16"),  // private
	netip.MustParsePrefix("198.18.0.0/15"),   // benchmarks
	netip.MustParsePrefix("198.51.100.0/24"), // documentation
	netip.MustParsePrefix("203.0.113.0/24"),  // documentation
	netip.MustParsePrefix("224.0.0.0/4"),     // multicast
	netip.MustParsePrefix("240.0.0.0/4"),     // reserved, broadcast
	netip.MustParsePrefix("2001::/23"),       // protocol assignments, Teredo among them
	netip.MustParsePrefix("2001:db8::/32"),   // documentation
	netip.MustParsePrefix("3fff::/20"),       // documentation
}

var (
	global6 = netip.MustParsePrefix("2000::/3")
	nat64   = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052: the last four bytes are the IPv4 address
	sixTo4  = netip.MustParsePrefix("2002::/16")    // RFC 3056: bytes 2 to 5 are
)

// public says whether an address belongs to the public internet, the IPv4 address inside it included.
func public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsValid() {
		return false
	}
	if a.Is6() { // one with a zone is in no prefix, and so refused
		b := a.As16()
		switch {
		case nat64.Contains(a):
			return public(netip.AddrFrom4([4]byte(b[12:16])))
		case sixTo4.Contains(a):
			return public(netip.AddrFrom4([4]byte(b[2:6])))
		case !global6.Contains(a):
			return false
		}
	}
	for _, p := range reserved {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// dial connects to "host:port". What the name has led to is judged when the socket is about to connect, so that no
// later answer of a name server can differ.
func (c *Client) dial(ctx context.Context, network, addr string) (net.Conn, error) {
	d := net.Dialer{Timeout: dialTimeout}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	if !c.allowed[hostKey(host, port)] {
		d.Control = func(_, resolved string, _ syscall.RawConn) error {
			ap, err := netip.ParseAddrPort(resolved)
			if err != nil || !public(ap.Addr()) {
				return errRefused
			}
			return nil
		}
	}
	return d.DialContext(ctx, network, addr)
}

// checkTarget judges an address as written, before any name is looked up; a proxy would connect without asking us.
// IPv4 in another spelling than four decimal numbers ("127.1", "0x7f000001", "2130706433") is refused as a whole.
func (c *Client) checkTarget(u *url.URL) error {
	if c.allowed[keyOf(u)] {
		return nil
	}
	host := u.Hostname()
	if a, err := netip.ParseAddr(host); err == nil {
		if !public(a) {
			return errRefused
		}
		return nil
	}
	last := strings.TrimSuffix(host, ".")
	last = last[strings.LastIndexByte(last, '.')+1:]
	if last == "localhost" || numeric(last) {
		return errRefused
	}
	return nil
}

// numeric says whether the last label of a host makes it an IPv4 address, by the rule of the WHATWG URL standard
// ("ends in a number").
func numeric(label string) bool {
	if strings.Trim(label, "0123456789") == "" {
		return true
	}
	rest, hex := strings.CutPrefix(label, "0x")
	return hex && strings.Trim(rest, "0123456789abcdef") == ""
}

// keyOf names the host of an address: name and port.
func keyOf(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = "80"
		if u.Scheme == "https" {
			port = "443"
		}
	}
	return hostKey(u.Hostname(), port)
}

func hostKey(host, port string) string {
	return net.JoinHostPort(strings.TrimSuffix(strings.ToLower(host), "."), port)
}

// plainHost is the host of an address, with the port if it is not the scheme's own, in lower case and in ASCII.
func plainHost(u *url.URL) (string, error) {
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if a, err := netip.ParseAddr(host); err == nil && a.Is6() {
		host = a.String()
	} else {
		// A profile that refuses underscores would refuse hosts that exist; letters outside ASCII are another matter.
		if strings.ContainsFunc(host, func(r rune) bool { return r >= 0x80 }) {
			if host, err = idna.Lookup.ToASCII(host); err != nil {
				return "", err
			}
		}
		if strings.Trim(host, ".") == "" || strings.ContainsFunc(host, func(r rune) bool {
			return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-' || r == '.' || r == '_')
		}) {
			return "", errAddress
		}
	}
	if port != "" {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return "", errAddress
		}
	}
	if port == "" || port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		if strings.Contains(host, ":") {
			return "[" + host + "]", nil
		}
		return host, nil
	}
	return net.JoinHostPort(host, port), nil
}
