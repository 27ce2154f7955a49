package news

import (
	"testing"
	"time"
)

func TestStoryOf(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"path", "story/2026/11/harbour-court-k3v7x2ab/", "k3v7x2ab"},
		{"absolute", "https://digest.example/sub/story/2026/11/harbour-court-k3v7x2ab/", "k3v7x2ab"},
		{"no slash at the end", "/story/2026/11/story-k3v7x2ab", "k3v7x2ab"},
		{"file and fragment", "https://digest.example/story/2026/11/a-k3v7x2ab/index.html#how", "k3v7x2ab"},
		{"the built path of a story", Story{ID: "k3v7x2ab", Day: "2026-11-20", Slug: "a-b"}.Path(), "k3v7x2ab"},
		{"an article of somebody", "https://wire.example/story/2026/11/harbour-court", ""},
		{"no id", "story/2026/11/harbour-court-k3v7x2a1/", ""},
		{"no month", "story/2026/harbour-court-k3v7x2ab/", ""},
		{"the id alone", "k3v7x2ab", ""},
		{"nothing", "", ""},
	} {
		if got := StoryOf(tt.in); got != tt.want {
			t.Errorf("%s: StoryOf(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestDecisionAt(t *testing.T) {
	zone := time.FixedZone("", 9*3600)
	for _, tt := range []struct{ on, want string }{
		{"2026-11-21", "2026-11-20T15:00:00Z"},
		{"2026-11-21T06:17:00Z", "2026-11-21T06:17:00Z"},
		{"2026-11-21T06:17:00+02:00", "2026-11-21T04:17:00Z"},
		{"yesterday", "0001-01-01T00:00:00Z"},
	} {
		if got := (Decision{On: tt.on}).At(zone).Format(time.RFC3339); got != tt.want {
			t.Errorf("%q is at %s, want %s", tt.on, got, tt.want)
		}
	}
}
