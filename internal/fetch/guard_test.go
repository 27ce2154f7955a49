package fetch

import (
	"net/netip"
	"testing"
)

func TestPublic(t *testing.T) {
	for _, tt := range []struct {
		addr string
		want bool
	}{
		{"93.184.215.14", true},
		{"1.1.1.1", true},
		{"172.32.0.1", true},
		{"100.128.0.1", true},
		{"2606:4700:4700::1111", true},
		{"2a00:1450:4001::1", true},
		{"::ffff:93.184.215.14", true},
		{"64:ff9b::5db8:d70e", true}, // 93.184.215.14
		{"2002:5db8:d70e::1", true},

		{"0.0.0.0", false},
		{"0.1.2.3", false},
		{"10.0.0.1", false},
		{"100.64.0.1", false},
		{"100.127.255.255", false},
		{"127.0.0.1", false},
		{"127.255.255.254", false},
		{"169.254.169.254", false},
		{"172.16.0.1", false},
		{"172.31.255.255", false},
		{"192.0.0.8", false},
		{"192.0.2.1", false},
		{"192.88.99.1", false},
		{"192.168.1.1", false},
		{"198.18.0.1", false},
		{"198.19.255.255", false},
		{"198.51.100.1", false},
		{"203.0.113.1", false},
		{"224.0.0.1", false},
		{"240.0.0.1", false},
		{"255.255.255.255", false},
		{"::", false},
		{"::1", false},
		{"::127.0.0.1", false},
		{"::ffff:127.0.0.1", false},
		{"::ffff:10.0.0.1", false},
		{"::ffff:0:127.0.0.1", false},
		{"64:ff9b::7f00:1", false},
		{"64:ff9b::a9fe:a9fe", false},
		{"64:ff9b:1::1", false},
		{"100::1", false},
		{"2001::1", false},
		{"2001:0:7f00:1::", false},
		{"2001:db8::1", false},
		{"2002:7f00:1::1", false},
		{"2002:c0a8:101::1", false},
		{"3fff::1", false},
		{"5f00::1", false},
		{"fc00::1", false},
		{"fd12:3456::1", false},
		{"fe80::1", false},
		{"fe80::1%eth0", false},
		{"2606:4700::1%eth0", false},
		{"fec0::1", false},
		{"ff02::1", false},
	} {
		if got := public(netip.MustParseAddr(tt.addr)); got != tt.want {
			t.Errorf("%s is public: %v, want %v", tt.addr, got, tt.want)
		}
	}
}

// What an address says in itself is judged before anything is looked up or a proxy is asked.
func TestCheckTarget(t *testing.T) {
	c, err := New(Options{UserAgent: "test", AllowHosts: []string{"127.0.0.1:8080", "LOCALHOST:81", "[::1]:8080", "127.1:82"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		url string
		ok  bool
	}{
		{"http://example.org/", true},
		{"https://93.184.215.14/", true},
		{"https://[2606:4700::1]/", true},
		{"http://0x7f.example.org/", true},
		{"http://127.0.0.1.example.org/", true},
		{"http://my_host.example.org/", true},
		{"http://127.0.0.1:8080/", true},
		{"http://localhost:81/", true},
		{"http://LocalHost.:81/", true},
		{"http://[::1]:8080/", true},
		{"http://[0:0::1]:8080/", true},
		{"http://127.1:82/", true},

		{"http://127.0.0.1/", false},
		{"http://127.0.0.1:8081/", false},
		{"http://localhost/", false},
		{"http://localhost:8080/", false},
		{"http://a.localhost/", false},
		{"http://localhost./", false},
		{"http://[::1]/", false},
		{"http://[::ffff:127.0.0.1]/", false},
		{"http://[::ffff:7f00:1]:8080/", false},
		{"http://[64:ff9b::127.0.0.1]/", false},
		{"http://[fe80::1%25eth0]/", false},
		{"http://127.1/", false},
		{"http://127.0.1/", false},
		{"http://0x7f.1/", false},
		{"http://0x7f000001/", false},
		{"http://0X7F000001/", false},
		{"http://0177.0.0.1/", false},
		{"http://0177.0.0.01/", false},
		{"http://2130706433/", false},
		{"http://017700000001/", false},
		{"http://127.0.0.1./", false},
		{"http://127.0.0.0x1/", false},
		{"http://0/", false},
		{"http://１２７.0.0.1/", false},
		{"http://①②⑦.⓪.⓪.①/", false},
		{"http://127。0。0。1/", false},
		{"http://169.254.169.254/latest/meta-data/", false},
		{"http://10.0.0.1:80/", false},
	} {
		u, err := parseTarget(tt.url)
		if err == nil {
			err = c.checkTarget(u)
		}
		if ok := err == nil; ok != tt.ok {
			t.Errorf("%s passes: %v (%v), want %v", tt.url, ok, err, tt.ok)
		}
	}
}

func TestParseTarget(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{" https://Example.ORG ", "https://example.org/"},
		{"https://example.org:443/a?b#c", "https://example.org/a?b"},
		{"http://example.org:443/", "http://example.org:443/"},
		{"http://[2606:4700::0001]:80/", "http://[2606:4700::1]/"},
		{"https://bücher.example/ä b", "https://xn--bcher-kva.example/%C3%A4%20b"},
		{"ftp://example.org/", ""},
		{"file:///etc/passwd", ""},
		{"javascript:alert(1)", ""},
		{"http:example.org", ""},
		{"//example.org/", ""},
		{"http://", ""},
		{"http:///a", ""},
		{"http://./", ""},
		{"http://example.org:0/", ""},
		{"http://example.org:99999/", ""},
		{"http://exa mple.org/", ""},
		{"http://a%00b/", ""},
		{"http://a%2fb/", ""},
		{"http://a\r\nb/", ""},
	} {
		got := ""
		if u, err := parseTarget(tt.in); err == nil {
			got = u.String()
		}
		if got != tt.want {
			t.Errorf("parseTarget(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	for _, o := range []Options{
		{},
		{UserAgent: "a\r\nCookie: x"},
		{UserAgent: "a", AllowHosts: []string{"127.0.0.1"}},
		{UserAgent: "a", AllowHosts: []string{":80"}},
		{UserAgent: "a", AllowHosts: []string{"localhost:*"}},
		{UserAgent: "a", AllowHosts: []string{"127.0.0.0/8:80"}, Pause: -1},
		{UserAgent: "a", Hosts: -1},
	} {
		if _, err := New(o); err == nil {
			t.Errorf("New takes %+v", o)
		}
	}
}
