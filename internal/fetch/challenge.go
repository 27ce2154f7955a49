package fetch

import (
	"bytes"
	"net/http"
	"strings"
)

// walls are the headers by which gatekeepers say that they answered in the place of the site.
var walls = []struct{ header, value, name string }{
	{"Cf-Mitigated", "challenge", "a Cloudflare challenge"},
	{"X-Amzn-Waf-Action", "", "an AWS WAF challenge"},
	{"X-Vercel-Mitigated", "", "a Vercel challenge"},
	{"Sg-Captcha", "", "a SiteGround challenge"},
}

// marks are what the pages of gatekeepers hold, in lower case. An ambient one also stands in ordinary pages of the
// sites that they guard, so it counts only on a page that leads nowhere.
var marks = []struct {
	mark    string
	name    string
	ambient bool
}{
	{"_cf_chl_opt", "a Cloudflare challenge", false},
	{"cf-browser-verification", "a Cloudflare challenge", false},
	{"challenges.cloudflare.com/turnstile", "a Cloudflare challenge", true},
	{"/.well-known/ddos-guard/", "a DDoS-Guard challenge", true},
	{"ddos-guard/js-challenge", "a DDoS-Guard challenge", false},
	{"check.ddos-guard.net", "a DDoS-Guard challenge", true},
	{"incapsula incident id", "an Imperva Incapsula block", false},
	{"_incapsula_resource", "an Imperva Incapsula challenge", true},
	{"sucuri_cloudproxy_js", "a Sucuri challenge", false},
	{"sucuri website firewall", "a Sucuri block", true},
	{"gokuprops", "an AWS WAF challenge", false},
	{"awswaf.com/", "an AWS WAF challenge", true},
	{"anubis_challenge", "an Anubis challenge", false},
	{"/.within.website/x/cmd/anubis/", "an Anubis challenge", false},
	{"captcha-delivery.com", "a DataDome challenge", true},
	{"px-captcha", "a HUMAN challenge", false},
	{"/.well-known/sgcaptcha/", "a SiteGround challenge", false},
	{"acw_sc__v2", "an Alibaba Cloud challenge", true},
	{"__jsl_clearance", "a Jiasule challenge", true},
	{"id=\"challenge-form\"", "a challenge", false},
}

// titles are how the pages of gatekeepers are headed, in lower case: the whole title, or its beginning where it ends in "*".
var titles = []struct{ title, name string }{
	{"just a moment*", "a Cloudflare challenge"},
	{"attention required! | cloudflare", "a Cloudflare block"},
	{"please wait... | cloudflare", "a Cloudflare challenge"},
	{"ddos-guard", "a DDoS-Guard challenge"},
	{"making sure you're not a bot!", "an Anubis challenge"},
	{"making sure you&#39;re not a bot!", "an Anubis challenge"},
	{"sucuri website firewall*", "a Sucuri block"},
	{"vercel security checkpoint", "a Vercel challenge"},
	{"robot challenge screen", "a SiteGround challenge"},
	{"pardon our interruption*", "an Imperva challenge"},
	{"human verification", "a captcha"},
	{"one moment, please...", "a challenge"},
	{"checking your browser*", "a challenge"},
	{"client challenge", "a challenge"},
	{"are you a robot?", "a captcha"},
	{"bot verification", "a captcha"},
	{"captcha", "a captcha"},
}

const (
	looked   = 64 << 10 // bytes in which a mark must stand
	nearby   = 16 << 10 // bytes in which a feed must begin
	preface  = 4 << 10  // bytes in which a title must begin
	fewLinks = 5        // a page with fewer links leads nowhere
)

// challengeOf names the gatekeeper whose page an answer is, "" if it is none. A feed is never taken for one, whatever
// its items speak of.
func challengeOf(h http.Header, body []byte) string {
	for _, w := range walls {
		if v := strings.ToLower(h.Get(w.header)); v != "" && (w.value == "" || v == w.value) {
			return w.name
		}
	}
	if !isWebPage(body) {
		return ""
	}
	page := bytes.ToLower(opening(body, looked))
	title := titleOf(page)
	for _, t := range titles {
		if rest, ok := strings.CutSuffix(t.title, "*"); title == t.title || ok && strings.HasPrefix(title, rest) {
			return t.name
		}
	}
	leads := bytes.Count(page, []byte("<a ")) >= fewLinks
	for _, m := range marks {
		if m.ambient && leads {
			continue
		}
		if bytes.Contains(page, []byte(m.mark)) {
			return m.name
		}
	}
	return ""
}

// titleOf is the title of a page in lower case, "" if none begins early.
func titleOf(page []byte) string {
	i := bytes.Index(page[:min(len(page), preface)], []byte("<title"))
	if i < 0 {
		return ""
	}
	rest := page[i:]
	_, after, ok := bytes.Cut(rest, []byte{'>'})
	if !ok {
		return ""
	}
	text, _, found := bytes.Cut(after, []byte("</title"))
	if !found {
		return ""
	}
	return strings.Join(strings.Fields(string(text)), " ")
}

// isWebPage says whether a body is HTML: by its first element, and only if no feed begins nearby, since some feeds
// stand under a wrong document type or inside a page of a broken server.
func isWebPage(body []byte) bool {
	head := bytes.ToLower(opening(body, nearby))
	if !startsAsPage(head) {
		return false
	}
	for _, name := range []string{"<rss", "<feed", "<rdf:rdf", "<rdf"} {
		for rest := head; ; {
			_, after, found := bytes.Cut(rest, []byte(name))
			if !found {
				break
			}
			if len(after) > 0 && bytes.IndexByte([]byte(" \t\r\n>"), after[0]) >= 0 {
				return false
			}
			rest = after
		}
	}
	return true
}

// startsAsPage looks at the first element beyond byte order marks, white space, comments, declarations and processing
// instructions; of a document type, HTML's is enough. The text is in lower case.
func startsAsPage(s []byte) bool {
	for {
		s = bytes.TrimLeft(s, "\ufeff \t\r\n\f")
		var end string
		switch {
		case bytes.HasPrefix(s, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(s, []byte("<?")):
			end = "?>"
		case bytes.HasPrefix(s, []byte("<!doctype")):
			if rest := bytes.TrimLeft(s[len("<!doctype"):], " \t\r\n"); bytes.HasPrefix(rest, []byte("html")) {
				return true
			}
			end = ">"
		default:
			for _, name := range []string{"html", "head", "body", "script", "meta", "title", "noscript"} {
				if rest, ok := bytes.CutPrefix(s, []byte("<"+name)); ok && len(rest) > 0 && bytes.IndexByte([]byte(" \t\r\n>/"), rest[0]) >= 0 {
					return true
				}
			}
			return false
		}
		_, rest, found := bytes.Cut(s, []byte(end))
		if !found {
			return false
		}
		s = rest
	}
}

// opening is the beginning of a body; of UTF-16 with the zeros of its ASCII letters left out, which is enough to look for names.
func opening(body []byte, n int) []byte {
	if len(body) > 2 && (body[0] == 0xfe && body[1] == 0xff || body[0] == 0xff && body[1] == 0xfe) {
		return bytes.ReplaceAll(body[2:min(len(body), 2*n)], []byte{0}, nil)
	}
	return body[:min(len(body), n)]
}
