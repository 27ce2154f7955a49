package site

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"counternotice/templates"
)

// cssLimit is what the style sheet may weigh, as it is served.
const cssLimit = 20_000

// tokens reads the colours of a block of the style sheet.
func tokens(css string) map[string]string {
	out := map[string]string{}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+): (#[0-9a-f]{6})`).FindAllStringSubmatch(css, -1) {
		out[m[1]] = m[2]
	}
	return out
}

// contrast is that of WCAG 2.2, from 1 to 21.
func contrast(a, b string) float64 {
	luminance := func(hex string) float64 {
		sum := 0.0
		for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
			n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
			if err != nil {
				panic(err)
			}
			c := float64(n) / 255
			if c <= 0.04045 {
				c /= 12.92
			} else {
				c = math.Pow((c+0.055)/1.055, 2.4)
			}
			sum += weight * c
		}
		return sum
	}
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	data, err := templates.FS.ReadFile("site.css")
	if err != nil {
		t.Fatal(err)
	}
	light, rest, ok := strings.Cut(string(data), "@media (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("no dark scheme")
	}
	dark, _, _ := strings.Cut(rest, "\n}\n")
	for scheme, css := range map[string]string{"light": light, "dark": dark} {
		c := tokens(css)
		for _, want := range []struct {
			ink, on string
			min     float64
		}{
			{"ink", "bg", 7},
			{"ink", "surface", 7},
			{"muted", "bg", 7},
			{"muted", "surface", 4.5},
			{"link", "bg", 7},
			{"visited", "bg", 7},
			{"accent", "bg", 7},
			{"warn-ink", "warn-bg", 7},
			{"gone-ink", "gone-bg", 7},
			{"control", "bg", 3},
			{"focus", "bg", 3},
			{"h3", "bg", 3},
			{"h4", "bg", 3},
			{"h4", "h0", 3},
		} {
			if c[want.ink] == "" || c[want.on] == "" {
				t.Errorf("%s: no %s or no %s", scheme, want.ink, want.on)
			} else if got := contrast(c[want.ink], c[want.on]); got < want.min {
				t.Errorf("%s: %s on %s has %.1f, want %.1f", scheme, want.ink, want.on, got, want.min)
			}
		}
		for i := range 4 { // each step of a strip is told from the one before
			a, b := fmt.Sprintf("h%d", i), fmt.Sprintf("h%d", i+1)
			if got := contrast(c[a], c[b]); got < 1.3 {
				t.Errorf("%s: %s beside %s has %.2f", scheme, a, b, got)
			}
		}
	}
}

// The pages claim to need nothing but this file.
func TestStyleSheet(t *testing.T) {
	data, err := templates.FS.ReadFile("site.css")
	if err != nil {
		t.Fatal(err)
	}
	if served := len(lean(data)); served > cssLimit {
		t.Errorf("%d bytes, at most %d", served, cssLimit)
	}
	for _, bad := range []string{"url(", "@import", "@font-face", "px;font", "margin-left", "padding-left", "text-align: left"} {
		if strings.Contains(string(data), bad) {
			t.Errorf("site.css has %q", bad)
		}
	}
	for _, need := range []string{"@media print", "forced-colors", "prefers-reduced-motion", ":focus-visible", "prefers-color-scheme: dark"} {
		if !strings.Contains(string(data), need) {
			t.Errorf("site.css has no %s", need)
		}
	}
}
