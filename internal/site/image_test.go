package site

import (
	"bytes"
	"image/png"
	"testing"
)

func TestPictures(t *testing.T) {
	p, err := newPainter()
	if err != nil {
		t.Fatal(err)
	}
	draw := func(title string, of picture) []byte {
		t.Helper()
		data, err := p.png(title, of)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for _, part := range pictures {
		data := draw("Counternotice", part.picture)
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if b := img.Bounds(); b.Dx() != 1200 || b.Dy() != 630 || len(data) > 30<<10 {
			t.Errorf("%s: %d by %d, %d bytes", part.name, b.Dx(), b.Dy(), len(data))
		}
		if !bytes.Equal(data, draw("Counternotice", part.picture)) {
			t.Errorf("%s: two drawings differ", part.name)
		}
	}
	topic := pictureOf("topic/site-blocking/")
	if bytes.Equal(draw("A", topic), draw("B", topic)) {
		t.Error("the title of the site does not show")
	}
	if !bytes.Equal(draw("", topic), draw("著作権", topic)) {
		t.Error("letters that the font lacks are drawn as boxes")
	}
	draw("A title of a digest that is far too long to fit the width of a picture in any size that can be read", picture{})
}

func TestPictureOfAPage(t *testing.T) {
	for at, want := range map[string]string{
		"": "digest", "topic/": "topic", "topic/x/2026-11/": "topic", "story/2026/11/a-b/": "story", "2026/11/21/": "archive", "archive/": "archive", "about/": "digest", "source/x/": "sources",
	} {
		if got := pictureOf(at).name; got != want {
			t.Errorf("%q has %q, want %q", at, got, want)
		}
	}
}
