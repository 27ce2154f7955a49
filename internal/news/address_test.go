package news

import "testing"

func TestCanonical(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "https://example.org/a", "https://example.org/a"},
		{"tracking parameters go, others stay in place", "https://example.org/a?b=2&utm_source=rss&a=1&fbclid=x", "https://example.org/a?b=2&a=1"},
		{"only tracking", "https://example.org/a?utm_source=rss", "https://example.org/a"},
		{"an ampersand escaped once too often", "https://example.org/?id=1&amp;ref=rss", "https://example.org/?id=1"},
		{"host in lower case, default port", "HTTPS://Example.ORG:443/A", "https://example.org/A"},
		{"other port stays", "http://example.org:8080/", "http://example.org:8080/"},
		{"credentials go", "https://u:p@example.org/a", "https://example.org/a"},
		{"ipv6", "http://[2001:db8::1]:80/a", "http://[2001:db8::1]/a"},
		{"root", "https://example.org", "https://example.org/"},
		{"percent-encoding", "https://example.org/%7euser/%e4%b8%ad", "https://example.org/~user/%E4%B8%AD"},
		{"letters outside ASCII", "https://example.org/中", "https://example.org/%E4%B8%AD"},
		{"an encoded slash stays encoded", "https://example.org/a%2fb", "https://example.org/a%2Fb"},
		{"fragment stays", "https://example.org/log#v2", "https://example.org/log#v2"},
		{"tracking fragment", "https://example.org/a#xtor=RSS-16", "https://example.org/a"},
		{"text fragment", "https://example.org/a#:~:text=word", "https://example.org/a"},
		{"source names a channel", "https://example.org/a?ref=rss", "https://example.org/a"},
		{"source names content", "https://example.org/a?ref=main-branch", "https://example.org/a?ref=main-branch"},
		{"google redirect", "https://www.google.com/url?rct=j&sa=t&url=https://example.org/a%3Fid%3D1&ct=ga", "https://example.org/a?id=1"},
		{"amp cache", "https://example-org.cdn.ampproject.org/c/s/example.org/news/a/amp/", "https://example.org/news/a/"},
		{"google amp", "https://www.google.com/amp/s/example.org/a", "https://example.org/a"},
		{"amp path", "https://example.org/2026/a/amp", "https://example.org/2026/a"},
		{"amp html", "https://example.org/a.amp.html", "https://example.org/a.html"},
		{"amp as a word of its own path", "https://example.org/amp/", "https://example.org/amp/"},
		{"older google news id", "https://news.google.com/rss/articles/CBMiF2h0dHBzOi8vZXhhbXBsZS5vcmcvYWJj0gEA?oc=5", "https://example.org/abc"},
		{"javascript", "javascript:alert(1)", ""},
		{"data", "data:text/html,x", ""},
		{"relative", "/a", ""},
		{"no host", "https:///a", ""},
		{"nonsense", "http://[", ""},
	} {
		if got := Canonical(tt.in); got != tt.want {
			t.Errorf("%s: Canonical(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
		if again := Canonical(Canonical(tt.in)); again != Canonical(tt.in) {
			t.Errorf("%s: Canonical is not stable: %q, then %q", tt.name, Canonical(tt.in), again)
		}
	}
}

func TestOutgoing(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"in order", "https://example.org/a%2fb/~c?d=1&e=(f)!*;'g#h", "https://example.org/a%2fb/~c?d=1&e=(f)!*;'g#h"},
		{"brackets of a query", "https://example.org/index.php?id=5&tx_news[news]=12&tx_news[act]=x", "https://example.org/index.php?id=5&tx_news%5Bnews%5D=12&tx_news%5Bact%5D=x"},
		{"brackets of a path and a fragment", "https://example.org/[a]#[b]", "https://example.org/%5Ba%5D#%5Bb%5D"},
		{"brackets of a host", "http://[2001:db8::1]:8080/[a]", "http://[2001:db8::1]:8080/%5Ba%5D"},
		{"what else has no place", "https://example.org/a b{c}|d^e`f\\g\"<h>?é", "https://example.org/a%20b%7Bc%7D%7Cd%5Ee%60f%5Cg%22%3Ch%3E?%C3%A9"},
		{"a bare percent sign", "https://example.org/100%?%4&%zz", "https://example.org/100%25?%254&%25zz"},
		{"a session of a servlet", "https://example.org/a/document.jsf;jsessionid=9ea7d0f1.node2?docid=1#b", "https://example.org/a/document.jsf?docid=1#b"},
		{"a session of PHP, amid a path", "https://example.org/a;PHPSESSID=12ab/b;v=1", "https://example.org/a/b;v=1"},
		{"a session in what is no path", "https://example.org/a?b=c;jsessionid=1", "https://example.org/a?b=c;jsessionid=1"},
		{"no path", "https://example.org", "https://example.org"},
		{"none", "", ""},
	} {
		got := Outgoing(tt.in)
		if got != tt.want {
			t.Errorf("%s: Outgoing(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
		if again := Outgoing(got); again != got {
			t.Errorf("%s: %q, then %q", tt.name, got, again)
		}
	}
}

// The id of what the archive holds is made of the canonical address, in which brackets and sessions stand as they came.
func TestBracketsAndSessionsKeepIDs(t *testing.T) {
	for address, want := range map[string]string{"https://example.org/?news[id]=12": "uqebgzbdb2fp", "https://example.org/a.do;jsessionid=12AB?b=1": "qx2m7swohtlf"} {
		_, exact := addressKeys(Canonical(address))
		if got := makeID("f", "u:"+exact); got != want {
			t.Errorf("the id of %s is %s", exact, got)
		}
	}
}

func TestAddressKey(t *testing.T) {
	for _, tt := range []struct{ name, a, b string }{
		{"a session", "https://example.org/a.do;jsessionid=12AB?b=1", "https://example.org/a.do;jsessionid=34CD?b=1"},
		{"scheme and www", "http://www.example.org/a", "https://example.org/a/"},
		{"mobile host", "https://m.example.org/a", "https://example.org/a"},
		{"order of parameters", "https://example.org/?b=2&a=1", "https://example.org/?a=1&b=2"},
		{"index file", "https://example.org/x/index.html", "https://example.org/x/"},
		{"fragment", "https://example.org/a#top", "https://example.org/a"},
		{"amp", "https://amp.example.org/a/amp/", "https://example.org/a"},
		{"encoding", "https://example.org/%c3%a9", "https://example.org/é"},
	} {
		if AddressKey(tt.a) != AddressKey(tt.b) {
			t.Errorf("%s: %q and %q differ", tt.name, AddressKey(tt.a), AddressKey(tt.b))
		}
	}
	for _, tt := range []struct{ name, a, b string }{
		{"path", "https://example.org/a", "https://example.org/b"},
		{"case of the path", "https://example.org/A", "https://example.org/a"},
		{"parameters", "https://example.org/?p=1", "https://example.org/?p=2"},
		{"page in the fragment", "https://example.org/#!/a", "https://example.org/#!/b"},
		{"port", "https://example.org:1/a", "https://example.org:2/a"},
	} {
		if AddressKey(tt.a) == AddressKey(tt.b) {
			t.Errorf("%s: both are %q", tt.name, AddressKey(tt.a))
		}
	}
}

func FuzzCanonical(f *testing.F) {
	f.Add("https://www.google.com/url?url=https://example.org/%25")
	f.Add("http://a.cdn.ampproject.org/c/s/b.c/%zz?q#f")
	f.Add("https://example.org/a%2f..%2F?x=%&y#%")
	f.Fuzz(func(t *testing.T, s string) {
		c := Canonical(s)
		if c == "" {
			return
		}
		if parseAddress(c) == nil {
			t.Errorf("Canonical(%q) = %q, which is no address", s, c)
		}
		if again := Canonical(c); again != c {
			t.Errorf("Canonical(%q) = %q, then %q", s, c, again)
		}
		if AddressKey(s) == "" {
			t.Errorf("AddressKey(%q) is empty", s)
		}
	})
}
