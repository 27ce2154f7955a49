package news

import (
	"cmp"
	"encoding/base64"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// trackers are query parameters that say how a reader came, never what is shown. The names are those that the
// publishers' tools document (Google Analytics, Meta, Microsoft, Yandex, Mailchimp, HubSpot, AT Internet and kin).
var trackers = map[string]bool{
	"fbclid": true, "gclid": true, "gclsrc": true, "gbraid": true, "wbraid": true, "dclid": true, "msclkid": true, "yclid": true, "ysclid": true,
	"twclid": true, "ttclid": true, "igshid": true, "igsh": true, "mc_cid": true, "mc_eid": true, "_hsenc": true, "_hsmi": true, "hsctatracking": true,
	"vero_id": true, "vero_conv": true, "oly_enc_id": true, "oly_anon_id": true, "_openstat": true, "_ga": true, "_gl": true, "xtor": true,
	"at_medium": true, "at_campaign": true, "at_custom1": true, "at_custom2": true, "at_custom3": true, "at_custom4": true, "at_format": true, "at_link_id": true,
	"at_link_type": true, "at_link_origin": true, "at_ptr_name": true, "at_bbc_team": true, "ns_campaign": true, "ns_mchannel": true, "ns_source": true, "ns_linkname": true,
	"ocid": true, "ncid": true, "cmpid": true, "cmp": true, "smid": true, "ito": true, "wt.mc_id": true, "wt_mc": true, "wt_zmc": true, "sr_share": true,
	"__twitter_impression": true, "guccounter": true, "guce_referrer": true, "guce_referrer_sig": true, "ftag": true, "taid": true, "spm": true, "share_token": true,
	"rss": true, "from_rss": true, "feedname": true, "feedtype": true, "amp_js_v": true, "usqp": true, "mkt_tok": true, "sc_campaign": true, "sc_channel": true, "traffic_source": true,
}

// sourceParams say how a reader came only when their value names a channel; a site may use them for content as well.
var sourceParams = map[string]bool{"ref": true, "source": true, "src": true, "from": true, "partner": true, "via": true, "medium": true, "campaign": true, "feed": true, "r": true}

var channels = map[string]bool{
	"rss": true, "rss2": true, "feed": true, "feeds": true, "atom": true, "feedburner": true, "feedly": true, "twitter": true, "facebook": true, "newsletter": true,
	"email": true, "mail": true, "social": true, "rss_feed": true, "rssfeed": true, "web_rss": true, "linkedin": true, "reddit": true, "google": true, "googlenews": true, "share": true,
}

// Canonical is the working address of an article without what does not belong to it: tracking parameters, redirectors
// and AMP caches that carry the address inside, credentials, default ports, needless percent-encoding. It is empty for
// anything but an absolute http or https address. The fragment is kept unless it tracks, since some pages hold several
// articles. Two addresses with one AddressKey are the same article.
func Canonical(raw string) string {
	u := parseAddress(raw)
	for range 4 { // a redirector inside a redirector is as deep as it gets
		if u == nil {
			return ""
		}
		inner := unwrap(u)
		if inner == "" {
			break
		}
		v := parseAddress(inner)
		if v == nil {
			break
		}
		u = v
	}
	if u == nil {
		return ""
	}
	u.RawQuery = cleanQuery(u.RawQuery)
	u.ForceQuery = false
	if tracksInFragment(u.Fragment) {
		u.Fragment, u.RawFragment = "", ""
	}
	trimAMP(u)
	out := u.Scheme + "://" + u.Host + cmp.Or(normalEscapes(u.EscapedPath()), "/")
	if u.RawQuery != "" {
		out += "?" + u.RawQuery
	}
	if f := u.EscapedFragment(); f != "" {
		out += "#" + normalEscapes(f)
	}
	return out
}

// AddressKey is what two addresses of one article have in common: no scheme, no "www." or mobile host, no session, no trailing
// slash or index file, parameters in order of name, no fragment but one that names a page ("#!/a"). It is empty for an
// address that is not http or https.
func AddressKey(raw string) string {
	key, _ := addressKeys(Canonical(raw))
	return key
}

// addressKeys is the AddressKey of an address that is Canonical already, and what tells addresses apart within a feed:
// that key and the fragment. Ids are made of the second, so a session stays in it as it does in Canonical.
func addressKeys(canonical string) (key, exact string) {
	u := parseAddress(canonical)
	if u == nil {
		return "", ""
	}
	host := u.Host
	for _, prefix := range []string{"www.", "m.", "mobile.", "amp."} {
		if rest, ok := strings.CutPrefix(host, prefix); ok && strings.Contains(rest, ".") {
			host = rest
			break
		}
	}
	path := u.EscapedPath()
	for _, index := range []string{"/index.html", "/index.htm", "/index.php", "/index.shtml"} {
		path = strings.TrimSuffix(path, index)
	}
	rest := ""
	if u.RawQuery != "" {
		params := strings.Split(u.RawQuery, "&")
		slices.Sort(params)
		rest = "?" + strings.Join(params, "&")
	}
	fragment := u.EscapedFragment()
	if strings.HasPrefix(fragment, "!") || strings.HasPrefix(fragment, "/") {
		rest += "#" + fragment
	}
	return host + strings.TrimRight(session.ReplaceAllString(path, ""), "/") + rest, host + strings.TrimRight(path, "/") + rest + "#" + fragment
}

// session is a path parameter that names the visit of whoever fetched the page: of Java servlets and of PHP.
var session = regexp.MustCompile(`(?i);(?:jsessionid|phpsessid)=[^/;]*`)

// Outgoing is an address as it stands in what we publish: without the session of a visit, and characters for which RFC 3986 has no place behind the host, such as
// the brackets of "?news[id]=12", are percent-encoded. Canonical leaves brackets as they came, since the ids of all that the
// archive holds are made of it. An address that is in order stays as it is.
func Outgoing(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	i := strings.IndexAny(rest, "/?#")
	if i < 0 {
		return address
	}
	rest = rest[i:]
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(address, rest))
	if end := strings.IndexAny(rest, "?#"); end >= 0 {
		rest = session.ReplaceAllString(rest[:end], "") + rest[end:]
	} else {
		rest = session.ReplaceAllString(rest, "")
	}
	for i := range len(rest) {
		c := rest[i]
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>[\\]^`{|}", c) >= 0 || c == '%' && (i+2 >= len(rest) || !isHex(rest[i+1]) || !isHex(rest[i+2])) {
			percent(&b, c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// percent writes a byte percent-encoded.
func percent(b *strings.Builder, c byte) {
	const hex = "0123456789ABCDEF"
	b.Write([]byte{'%', hex[c>>4], hex[c&15]})
}

// SiteRoot says whether an address is the front page of a host, which names a site and no article.
func SiteRoot(raw string) bool {
	u := parseAddress(raw)
	return u != nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

// Host is the host of an address without "www.", for people to read; empty if there is none.
func Host(raw string) string {
	u := parseAddress(raw)
	if u == nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

func parseAddress(raw string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" || u.Opaque != "" {
		return nil
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	u.User = nil
	u.Host = strings.ToLower(u.Host)
	if port := u.Port(); port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" || strings.HasSuffix(u.Host, ":") {
		u.Host = strings.TrimSuffix(strings.TrimSuffix(u.Host, port), ":")
	}
	u.Host = strings.TrimSuffix(u.Host, ".")
	if u.Hostname() == "" || strings.HasPrefix(u.Host, ".") || strings.HasSuffix(u.Hostname(), ".") || strings.ContainsAny(u.Host, "%<>\"\\^`{|} ,;'()!$&*+=") {
		return nil
	}
	return u
}

// unwrap gives the address that a redirector, a search engine or an AMP cache carries inside its own; empty if none.
func unwrap(u *url.URL) string {
	host := strings.TrimPrefix(u.Hostname(), "www.")
	param := func(names ...string) string {
		q := u.Query()
		for _, n := range names {
			if v := q.Get(n); strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "https://") {
				return v
			}
		}
		return ""
	}
	switch {
	case isGoogle(host) && u.Path == "/url":
		return param("q", "url")
	case isGoogle(host) && strings.HasPrefix(u.Path, "/amp/"):
		return ampInside(strings.TrimPrefix(u.Path, "/amp/"), u.RawQuery)
	case host == "news.google.com" && strings.Contains(u.Path, "/articles/"):
		return googleNewsInside(u.Path)
	case strings.HasSuffix(host, ".cdn.ampproject.org"):
		for _, kind := range []string{"/c/", "/v/", "/a/", "/wp/"} {
			if rest, ok := strings.CutPrefix(u.Path, kind); ok {
				return ampInside(rest, u.RawQuery)
			}
		}
	case host == "l.facebook.com" || host == "lm.facebook.com":
		return param("u")
	case host == "out.reddit.com", host == "bing.com" && strings.HasPrefix(u.Path, "/news/apiclick"), host == "t.umblr.com":
		return param("url", "z")
	case host == "youtube.com" && u.Path == "/redirect":
		return param("q")
	}
	return ""
}

func isGoogle(host string) bool {
	return host == "google.com" || strings.HasPrefix(host, "google.co") || strings.HasPrefix(host, "google.") && len(host) <= len("google.xx")
}

// ampInside reads "s/example.org/a" (s for https) as AMP caches write it.
func ampInside(rest, query string) string {
	scheme := "http://"
	if r, ok := strings.CutPrefix(rest, "s/"); ok {
		scheme, rest = "https://", r
	}
	if host, _, _ := strings.Cut(rest, "/"); !strings.Contains(host, ".") {
		return ""
	}
	if query != "" {
		rest += "?" + query
	}
	return scheme + rest
}

// googleNewsInside finds the address in the older form of Google News ids: base64 of a message that holds it in clear.
func googleNewsInside(path string) string {
	id := path[strings.LastIndex(path, "/")+1:]
	raw, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(id, "="))
	if err != nil {
		return ""
	}
	s := string(raw)
	i := strings.Index(s, "http")
	if i < 0 {
		return ""
	}
	end := i
	for end < len(s) && s[end] > ' ' && s[end] < 0x7f {
		end++
	}
	return s[i:end]
}

func cleanQuery(raw string) string {
	if raw == "" {
		return ""
	}
	var kept []string
	for p := range strings.SplitSeq(raw, "&") {
		p = strings.TrimPrefix(p, "amp;") // an ampersand that was escaped once too often
		name, value, _ := strings.Cut(p, "=")
		name, value = strings.ToLower(name), strings.ToLower(value)
		switch {
		case p == "", trackers[name], strings.HasPrefix(name, "utm_"), strings.HasPrefix(name, "pk_"), strings.HasPrefix(name, "mtm_"), strings.HasPrefix(name, "hsa_"):
		case sourceParams[name] && channels[value]:
		case name == "amp" && (value == "" || value == "1" || value == "true"), name == "outputtype" && value == "amp":
		default:
			kept = append(kept, normalEscapes(p))
		}
	}
	return strings.Join(kept, "&")
}

func tracksInFragment(f string) bool {
	f = strings.ToLower(f)
	for _, prefix := range []string{"utm_", "xtor=", "ref=", "rss", ":~:", "ftag=", "comment", "respond", "disqus_thread", "echobox="} {
		if strings.HasPrefix(f, prefix) {
			return true
		}
	}
	return false
}

// trimAMP turns the AMP address of an article into the plain one where sites use the same path for both.
func trimAMP(u *url.URL) {
	path := strings.TrimSuffix(u.EscapedPath(), "/")
	slash := u.EscapedPath() != path
	if rest, ok := strings.CutSuffix(path, "/amp"); ok && len(rest) > 1 {
		path = rest
		if slash {
			path += "/"
		}
	} else if rest, ok := strings.CutSuffix(path, ".amp.html"); ok && !slash {
		path = rest + ".html"
	} else {
		return
	}
	if plain, err := url.PathUnescape(path); err == nil {
		u.Path, u.RawPath = plain, path
	}
}

// normalEscapes writes percent-encoding in one way: unreserved characters in clear, the rest with capitals (RFC 3986 §6.2.2).
func normalEscapes(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			v := unHex(s[i+1])<<4 | unHex(s[i+2])
			if unreserved(v) {
				b.WriteByte(v)
			} else {
				b.WriteString("%" + strings.ToUpper(s[i+1:i+3]))
			}
			i += 2
		case c == '%':
			b.WriteString("%25")
		case c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0:
			percent(&b, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isHex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }

func unHex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

func unreserved(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
