package site

import (
	"strings"
	"testing"

	"counternotice/internal/edition"
)

// deskScript is what the script of the desk may weigh, in bytes, as it is published.
const deskScript = 30_000

func TestComposePage(t *testing.T) {
	files := pages(t, build(t), newSample())
	page := files["compose/index.html"]
	for _, tt := range []struct{ name, want string }{
		{"a topic", `<option value="site-blocking">Site blocking</option>`},
		{"a place", `<option value="nl">Netherlands</option>`},
		{"a language", `<option value="ar">Arabic</option>`},
		{"what may be quoted in full", `<option value="full">May be quoted in full</option>`},
		{"the week of the last run", `data-from="2026-11-16" data-to="2026-11-22">This week<`},
		{"the week before", `data-from="2026-11-09" data-to="2026-11-15">Last week<`},
		{"the days of the archive", `<input id="to" type="date" required value="2026-11-22" min="2026-10-`},
		{"what to do without a script", `<noscript><p class="plain-note">The desk needs JavaScript. The <a href="../letter/">`},
		{"the form before the script has run", `<form id="desk" autocomplete="off" hidden `},
	} {
		if !strings.Contains(page, tt.want) {
			t.Errorf("%s: no %s", tt.name, tt.want)
		}
	}
	if !strings.Contains(files["letter/index.html"], `href="../compose/"`) || !strings.Contains(files["index.html"], `href="compose/"`) {
		t.Error("nothing leads to the desk")
	}
	found := false
	for path, data := range files {
		if strings.HasPrefix(path, "assets/compose.") {
			found = true
			if len(data) >= deskScript || strings.Contains(data, "\n//") || strings.Contains(data, "\n ") {
				t.Errorf("%s: %d bytes, or comments or indentation in it", path, len(data))
			}
			for _, bad := range []string{"innerHTML =", "insertAdjacentHTML", "eval(", "localStorage", "sessionStorage", "document.cookie", "document.write"} {
				if strings.Contains(data, bad) {
					t.Errorf("%s has %q", path, bad)
				}
			}
		}
	}
	if !found {
		t.Error("the script is missing")
	}
}

// On a Monday nothing has come in yet: the desk begins with the week that has stories.
func TestComposeBeginsWithStories(t *testing.T) {
	d := newSample()
	d.Updated = at("2026-11-23T00:30:00Z")
	page := pages(t, build(t), d)["compose/index.html"]
	if !strings.Contains(page, `value="2026-11-16" min=`) || !strings.Contains(page, `data-from="2026-11-23" data-to="2026-11-29">This week<`) {
		t.Errorf("%s", page[strings.Index(page, "<fieldset"):strings.Index(page, "</fieldset")])
	}
	d = &edition.Digest{Site: d.Site, Zone: d.Zone, Today: d.Today, Updated: d.Updated}
	if page = pages(t, build(t), d)["compose/index.html"]; !strings.Contains(page, `value="2026-11-23" min="2026-11-23" max="2026-11-29"`) {
		t.Error("a digest without stories has no days to choose")
	}
}
