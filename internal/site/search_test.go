package site

import (
	"regexp"
	"strings"
	"testing"
)

var pageScript = regexp.MustCompile(`<script type="module" src="\.\./(assets/(?:search|compose)\.[0-9a-f]{8}\.js)"></script>`)

// withoutScript takes out the only script that the search and the desk may have.
func withoutScript(t *testing.T, files map[string]string, data string) string {
	t.Helper()
	m := pageScript.FindStringSubmatch(data)
	if m == nil || files[m[1]] == "" {
		t.Errorf("a page that needs a script has none: %q", m)
		return data
	}
	return strings.Replace(data, m[0], "", 1)
}

func TestSearchPage(t *testing.T) {
	files := pages(t, build(t), newSample())
	page := files["search/index.html"]
	for _, tt := range []struct{ name, want string }{
		{"a topic", `<option value="site-blocking">Site blocking</option>`},
		{"a place", `<option value="nl">Netherlands</option>`},
		{"a language", `<option value="ar">Arabic</option>`},
		{"a kind of source", `<option value="official">Official</option>`},
		{"a month", `<option value="2026-11">November 2026</option>`},
		{"a way in without a script", `<li><a href="../2026/11/">November 2026</a>`},
		{"what to do without a script", `<noscript>`},
		{"the form before the script has run", `autocomplete="off" hidden>`},
	} {
		if !strings.Contains(page, tt.want) {
			t.Errorf("%s: no %s", tt.name, tt.want)
		}
	}
	for _, bad := range []string{"alert(1)</option>", `value="instrument`, `value="dsa"`, `value="industry"`} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	for path, data := range files {
		if strings.HasPrefix(path, "assets/search.") && (len(data) >= 6000 || strings.Contains(data, "\n//") || strings.Contains(data, "\n ") || !strings.Contains(data, "export async function search")) {
			t.Errorf("%s: %d bytes, comments or indentation in it, or no search", path, len(data))
		}
	}
}
