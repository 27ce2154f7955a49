package fetch

import (
	"testing"
	"time"
)

var now = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func TestRetryAfter(t *testing.T) {
	for _, tt := range []struct {
		value string
		want  time.Duration
	}{
		{"", 0},
		{"0", 0},
		{"120", 2 * time.Minute},
		{" 7 ", 7 * time.Second},
		{"1.5", time.Second},
		{"86401", 24 * time.Hour},
		{"99999999999999999999999", 24 * time.Hour},
		{"-5", 0},
		{"soon", 0},
		{".", 0},
		{"12 s", 0},
		{"Sat, 21 Nov 2026 12:10:00 GMT", 10 * time.Minute},
		{"Saturday, 21-Nov-26 12:10:00 GMT", 10 * time.Minute},
		{"Sat, 21 Nov 2026 11:00:00 GMT", 0},
		{"Fri, 21 Nov 2036 12:00:00 GMT", 24 * time.Hour},
		{"2026-11-21T12:10:00Z", 0},
	} {
		if got := retryAfter(tt.value, now); got != tt.want {
			t.Errorf("retryAfter(%q) = %v, want %v", tt.value, got, tt.want)
		}
	}
}

func TestBackoff(t *testing.T) {
	for _, tt := range []struct {
		first    time.Duration
		tries    int
		min, max time.Duration
	}{
		{time.Second, 1, 750 * time.Millisecond, 1250 * time.Millisecond},
		{time.Second, 2, 3 * time.Second, 5 * time.Second},
		{time.Second, 50, 135 * time.Second, 225 * time.Second},
	} {
		a, b := backoff(tt.first, "a", tt.tries), backoff(tt.first, "b", tt.tries)
		if a == b || a != backoff(tt.first, "a", tt.tries) {
			t.Errorf("attempt %d: two feeds march in step, or one does not repeat itself: %v, %v", tt.tries, a, b)
		}
		if min(a, b) < tt.min || max(a, b) > tt.max {
			t.Errorf("attempt %d: %v and %v, want %v to %v", tt.tries, a, b, tt.min, tt.max)
		}
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, s := range []string{"120", "-1", "1e9", "Sat, 21 Nov 2026 12:10:00 GMT", "0.5", "18446744073709551616"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d := retryAfter(s, now); d < 0 || d > longestWait {
			t.Errorf("retryAfter(%q) = %v", s, d)
		}
	})
}
