package feedlist

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"counternotice/internal/news"
)

var update = flag.Bool("update", false, "write the expected files anew")

// golden compares with a file beside the fixture, or writes it.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

func files(t testing.TB, pattern string) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil || len(names) == 0 {
		t.Fatalf("no file matches %q: %v", pattern, err)
	}
	all := make(map[string][]byte)
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = data
	}
	return all
}

func TestGoodListsAreReadWhole(t *testing.T) {
	for name, data := range files(t, "good/*.yaml") {
		l, err := Parse(filepath.Base(name), data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		secrets := make(map[string]string)
		for _, f := range l.Feeds {
			if f.Secret != "" {
				secrets[f.ID] = f.Secret
			}
		}
		got, err := json.MarshalIndent(map[string]any{"list": l, "zone": l.Zone.String(), "secrets": secrets}, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		golden(t, strings.TrimSuffix(name, ".yaml")+".want.json", append(got, '\n'))
	}
}

func TestEveryProblemIsReportedWithItsLine(t *testing.T) {
	for _, folder := range []string{"bad", "structure"} {
		for name, data := range files(t, folder+"/*.yaml") {
			l, err := Parse(filepath.Base(name), data)
			if err == nil || l != nil {
				t.Errorf("%s is accepted", name)
				continue
			}
			if _, ok := err.(news.Problems); !ok {
				t.Errorf("%s: the error is a %T", name, err)
			}
			golden(t, strings.TrimSuffix(name, ".yaml")+".want", []byte(err.Error()+"\n"))
			if bytes.Contains([]byte(err.Error()), []byte("secret")) {
				t.Errorf("%s: a problem quotes a secret: %v", name, err)
			}
		}
	}
}

func TestHugeFileIsRefused(t *testing.T) {
	_, err := Parse("feeds.yaml", bytes.Repeat([]byte("# a\n"), MaxSize))
	if err == nil || !strings.Contains(err.Error(), "larger than 4 MiB") {
		t.Errorf("error %v", err)
	}
}

func TestShownHoldsNoSecret(t *testing.T) {
	for _, c := range []struct{ name, address, want string }{
		{"plain", "https://a.example/feed?page=2&author=me", "https://a.example/feed?page=2&author=me"},
		{"credentials", "https://me:s3cr3t@a.example/feed", "https://a.example/feed"},
		{"parameters", "https://a.example/?API_KEY=s3cr3t&x=1&auth=s3cr3t&sessionToken=s3cr3t", "https://a.example/?API_KEY=redacted&x=1&auth=redacted&sessionToken=redacted"},
		{"an encoded name", "https://a.example/?%74oken=s3cr3t&%zz=s3cr3t", "https://a.example/?%74oken=redacted&%zz=redacted"},
		{"no address", "me:s3cr3t@a.example", ""},
	} {
		if got := Shown(c.address); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestContact(t *testing.T) {
	for _, c := range []struct{ name, raw, want string }{
		{"a page", "HTTPS://Example.org/issues?template=mistake", "https://example.org/issues?template=mistake"},
		{"mail", "mailto:desk@example.org", "mailto:desk@example.org"},
		{"mail with a subject", "MailTo:desk+x@example.org?subject=A%20mistake", "mailto:desk+x@example.org?subject=A%20mistake"},
		{"no scheme", "desk@example.org", ""},
		{"another scheme", "javascript:alert(1)", ""},
		{"mail to nobody", "mailto:", ""},
		{"mail to two", "mailto:a@example.org,b@example.org", ""},
		{"markup in mail", `mailto:a@example.org?subject="><b>`, ""},
		{"credentials", "https://me:pw@example.org/", ""},
		{"relative", "/contact/", ""},
	} {
		got, what, _ := parseContact(c.raw)
		if got != c.want || (what == "") != (c.want != "") {
			t.Errorf("%s: %q, %q; want %q", c.name, got, what, c.want)
		}
	}
}
