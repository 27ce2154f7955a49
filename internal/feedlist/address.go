package feedlist

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// parseAddress reads an absolute http or https address. Its complaints never quote what may be a secret.
func parseAddress(raw string) (u *url.URL, what, remedy string) {
	const example = "write the whole address, beginning with https://"
	if strings.ContainsAny(raw, " \t") {
		return nil, "has a space in it", "write one address, with %20 for a space that belongs to it"
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, "cannot be read as an address", example
	}
	u.Scheme = strings.ToLower(u.Scheme)
	switch {
	case u.Scheme == "":
		return nil, "has no scheme", example
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Sprintf("has the scheme %q", short(u.Scheme)), "only http and https are read"
	case u.Opaque != "" || u.Hostname() == "":
		return nil, "has no host", example
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return nil, fmt.Sprintf("has the port %q", short(port)), "a port is a number from 1 to 65535"
		}
	}
	host, err := asciiHost(u.Hostname())
	if err != nil {
		return nil, fmt.Sprintf("has the host %q, which is no host name", short(u.Hostname())), example
	}
	switch port := u.Port(); {
	case port != "":
		u.Host = bracket(host) + ":" + port
	default:
		u.Host = bracket(host)
	}
	u.Fragment, u.RawFragment = "", "" // never sent to a server
	if u.Path == "" {
		u.Path = "/"
	}
	return u, "", ""
}

// parseContact reads the address to which readers write: a page, or mail to one address.
func parseContact(raw string) (address, what, remedy string) {
	const example = "write a page such as https://example.org/contact, or mailto:desk@example.org"
	if scheme, rest, _ := strings.Cut(raw, ":"); strings.EqualFold(scheme, "mailto") {
		to, query, _ := strings.Cut(rest, "?")
		if !mailbox.MatchString(to) || strings.ContainsAny(query, " \t#<>\"") {
			return "", "is no mail address", example
		}
		return "mailto:" + rest, "", ""
	}
	u, what, _ := parseAddress(raw)
	if what != "" {
		return "", what, example
	}
	shown, secret := redact(u)
	if secret != "" {
		return "", "has credentials or a token in it", "readers follow this address; give the plain one"
	}
	return shown, "", ""
}

// mailbox matches the part of RFC 5321's addresses that needs no quoting or escaping in a mailto address.
var mailbox = regexp.MustCompile(`^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$`)

// asciiHost is a host name in lower case and punycode, so that readers and editors see which host is asked.
func asciiHost(host string) (string, error) {
	host = strings.ToLower(host)
	if strings.ContainsFunc(host, func(c rune) bool { return c >= 0x80 }) {
		return idna.Lookup.ToASCII(host)
	}
	if strings.Contains(host, ":") { // IPv6, whose form url.Parse has left to us only in part
		if strings.Trim(host, "0123456789abcdef:.") != "" {
			return "", fmt.Errorf("host %q", host)
		}
		return host, nil
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(host, "."), ".") {
		if label == "" || len(label) > 63 || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return "", fmt.Errorf("host %q", host)
		}
	}
	return host, nil
}

func bracket(host string) string {
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}

// Secrets in an address: parameters whose name contains one of the first, or has one of the second as a word.
var (
	secretParts = []string{"token", "secret", "passw", "apikey", "authkey", "accesskey", "credential", "signature"}
	secretWords = []string{"key", "auth", "authorization", "pass", "pwd", "pw", "sig", "sid", "session", "jwt"}
)

func secretParam(name string) bool {
	name = strings.ToLower(name)
	if slices.ContainsFunc(secretParts, func(p string) bool { return strings.Contains(name, p) }) {
		return true
	}
	words := strings.FieldsFunc(name, func(c rune) bool { return c < 'a' || c > 'z' })
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(secretWords, w) })
}

// Shown is an address without credentials and with the values of what look like secret parameters taken out, for
// addresses that come from elsewhere than the list: where a feed redirects to. It is empty for what is no address.
func Shown(address string) string {
	u, what, _ := parseAddress(address)
	if what != "" {
		return ""
	}
	shown, _ := redact(u)
	return shown
}

// redact gives an address as it may be shown, and whole in secret where that differs.
func redact(u *url.URL) (shown, secret string) {
	whole := u.String()
	public := *u
	public.User = nil
	if u.RawQuery != "" {
		params := strings.Split(u.RawQuery, "&")
		for i, p := range params {
			name, value, _ := strings.Cut(p, "=")
			plain, err := url.QueryUnescape(name)
			if value != "" && (err != nil || secretParam(plain)) {
				params[i] = name + "=redacted"
			}
		}
		public.RawQuery = strings.Join(params, "&")
	}
	shown = public.String()
	if shown == whole {
		return whole, ""
	}
	return shown, whole
}

// addressKey is what two ways to write one address have in common: no scheme, "www.", default port or trailing slash.
// Unlike news.AddressKey it keeps every parameter: feeds of one site differ by them.
func addressKey(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	host := strings.TrimPrefix(u.Hostname(), "www.")
	if port := u.Port(); port != "" && port != map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		host += ":" + port
	}
	key := strings.TrimSuffix(host, ".") + strings.TrimRight(u.EscapedPath(), "/") + "?" + u.RawQuery
	if u.User != nil {
		key = u.User.String() + "@" + key
	}
	return key
}

// withSlash is the address of a site with the slash that relative addresses need at its end.
func withSlash(u *url.URL) string {
	return strings.TrimRight(u.String(), "/") + "/"
}
