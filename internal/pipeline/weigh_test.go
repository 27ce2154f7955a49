package pipeline

import (
	"fmt"
	"testing"
	"time"

	"counternotice/internal/news"

	"github.com/google/go-cmp/cmp"
)

func TestReferencesOfTitleTextAndLinks(t *testing.T) {
	e := news.Entry{
		Title: "Court rules in Case C-682/18", URL: "https://arxiv.org/abs/2301.12345",
		Links: []string{"https://lumendatabase.org/notices/12345678", "https://example.org/", "https://curia.europa.eu/juris/liste.jsf?num=C-682/18"},
	}
	want := []news.Ref{"act:eu:Directive 2019/790", "bill:us:H.R. 1234 (119)", "case:eu:C-682/18", "doi:10.48550/arxiv.2301.12345", "lumen:12345678"}
	got := references(e, "It reads Directive (EU) 2019/790 beside H.R. 1234.", time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC))
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestReferencesAreFew(t *testing.T) {
	e := news.Entry{Title: "CVE-2026-0001"}
	for n := range 40 {
		e.Links = append(e.Links, fmt.Sprintf("https://lumendatabase.org/notices/%d", 100-n))
	}
	got := references(e, "", time.Time{})
	if len(got) != maxRefs || got[0] != "cve:2026-0001" || got[1] != "lumen:100" {
		t.Errorf("%d: %v", len(got), got)
	}
}
