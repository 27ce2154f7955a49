package feed

import (
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// maxAddress is the longest address that is read, in bytes.
const maxAddress = 8 << 10

// hosts turns names outside ASCII to the form that is sent and shown (RFC 5891), so that look-alikes are seen as such.
var hosts = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false))

// cleanAddress resolves an address as feeds write it. The result is absolute, http or https, has a host in ASCII and
// no credentials; it is empty if that cannot be.
func cleanAddress(s string, base *url.URL) string {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxAddress {
		return ""
	}
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\u200b' || r == '\ufeff' {
			return -1
		}
		return r
	}, s)
	s = strings.ReplaceAll(s, "&amp;", "&")
	if strings.HasPrefix(s, "www.") {
		s = "http://" + s
	}
	if rest, ok := strings.CutPrefix(s, "feed:"); ok {
		s = rest
	}
	u, err := url.Parse(s)
	if err != nil {
		if u, err = url.Parse(mendEscapes(s)); err != nil {
			return ""
		}
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "" || u.Hostname() == "" {
		return ""
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	switch {
	case strings.Contains(host, ":"):
		if _, err := netip.ParseAddr(host); err != nil {
			return ""
		}
		host = "[" + host + "]"
	case strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789-_.") != "" || strings.Contains(host, "xn--"):
		if host, err = hosts.ToASCII(host); err != nil || host == "" {
			return ""
		}
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	u.Host, u.User = host, nil
	return u.String()
}

// mendEscapes writes "%" as "%25" where no escape follows.
func mendEscapes(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(s[i])
		if s[i] == '%' && (i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2])) {
			b.WriteString("25")
		}
	}
	return b.String()
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f' }

func looksAbsolute(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// sharing are the beginnings of addresses behind which a text is shared, mailed or counted: no links of the author's.
var sharing = []string{
	"twitter.com/intent", "twitter.com/share", "twitter.com/home", "x.com/intent", "x.com/share", "facebook.com/sharer", "facebook.com/share.php", "facebook.com/dialog",
	"linkedin.com/sharearticle", "linkedin.com/sharing", "reddit.com/submit", "pinterest.com/pin/create", "t.me/share", "telegram.me/share", "wa.me/", "api.whatsapp.com/",
	"news.ycombinator.com/submitlink", "tumblr.com/share", "getpocket.com/", "digg.com/submit", "del.icio.us/post", "delicious.com/post", "delicious.com/save",
	"stumbleupon.com/submit", "addtoany.com/", "addthis.com/", "plus.google.com/share", "vk.com/share", "vkontakte.ru/share", "connect.ok.ru/", "threads.net/intent",
	"bsky.app/intent", "technorati.com/faves", "bufferapp.com/", "buffer.com/", "feeds.wordpress.com/1.0/", "feeds.feedburner.com/~", "feedproxy.google.com/~ff",
	"rss.feedsportal.com/", "share.feedsportal.com/", "da.feedsportal.com/", "res.feedsportal.com/", "pi.feedsportal.com/", "ads.pheedo.com/", "feedads.g.doubleclick.net/",
	"slashdot.org/slashdot-it.pl", "service.weibo.com/share", "b.hatena.ne.jp/add", "line.me/r/", "social-plugins.line.me/", "flipboard.com/bookmarklet", "instapaper.com/",
}

func shares(address string) bool {
	_, rest, _ := strings.Cut(strings.ToLower(address), "://")
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "www."), "m.")
	for _, s := range sharing {
		if strings.HasPrefix(rest, s) {
			return true
		}
	}
	return false
}
