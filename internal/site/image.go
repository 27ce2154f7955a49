package site

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// tagline says under the name of every digest what it is.
const tagline = "Copyright enforcement and online freedom, one story per event"

// picture is the image that a chat or a network shows beside a link to a page of one part of the site.
type picture struct {
	name  string // of the file
	words string // under the name of the site; empty for the site itself
}

// pictures lists the parts by the first part of an address. The last stands for everything else.
var pictures = []struct {
	under string
	picture
}{
	{"story", picture{"story", "Story"}},
	{"topic", picture{"topic", "Topics"}},
	{"place", picture{"place", "Places"}},
	{"actor", picture{"actor", "Actors"}},
	{"law", picture{"law", "Laws"}},
	{"action", picture{"action", "Actions"}},
	{"campaign", picture{"campaign", "Campaigns"}},
	{"source", picture{"sources", "Sources"}},
	{"sources", picture{"sources", "Sources"}},
	{"archive", picture{"archive", "Archive"}},
	{"2", picture{"archive", "Archive"}},
	{"", picture{"digest", ""}},
}

// pictureOf is the picture of the page at a path. The address of a period begins with its year.
func pictureOf(at string) picture {
	first, _, _ := strings.Cut(at, "/")
	if len(first) == 4 && first[0] == '2' {
		first = "2"
	}
	for _, p := range pictures {
		if p.under == first {
			return p.picture
		}
	}
	return pictures[len(pictures)-1].picture
}

func (p picture) path() string { return "assets/og-" + p.name + ".png" }

// alt is what the picture shows, in words.
func (p picture) alt(site string) string {
	if p.words != "" {
		site += ": " + p.words
	}
	return site + ". " + tagline + "."
}

// The size that Open Graph consumers ask for, and its parts in pixels.
const (
	pictureWidth  = 1200
	pictureHeight = 630
	pictureMargin = 80
)

// colours are those of the style sheet in the light. Each has six steps from paper, for the edges of letters: with more
// than sixteen colours a pixel is a byte, which the encoder takes as it stands.
var colours = []color.RGBA{{0x1d, 0x1b, 0x18, 0xff}, {0x5a, 0x55, 0x4d, 0xff}, {0x9b, 0x2c, 0x13, 0xff}}

const (
	ink = iota
	muted
	accent
	steps = 6
)

// painter draws pictures.
type painter struct {
	bold, regular *opentype.Font
	palette       color.Palette // paper, then the steps of each of colours
}

func newPainter() (*painter, error) {
	bold, err := opentype.Parse(gobold.TTF)
	if err != nil {
		return nil, err
	}
	regular, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, err
	}
	paper := color.RGBA{0xfc, 0xfb, 0xf8, 0xff}
	p := &painter{bold, regular, color.Palette{paper}}
	for _, c := range colours {
		for step := 1; step <= steps; step++ {
			mix := func(from, to uint8) uint8 { return uint8((int(from)*(steps-step) + int(to)*step) / steps) }
			p.palette = append(p.palette, color.RGBA{mix(paper.R, c.R), mix(paper.G, c.G), mix(paper.B, c.B), 0xff})
		}
	}
	return p, nil
}

// png draws one picture. A title that the font has no letters for is left out, not drawn as boxes.
func (p *painter) png(title string, of picture) ([]byte, error) {
	img := image.NewPaletted(image.Rect(0, 0, pictureWidth, pictureHeight), p.palette)
	fill(img, accent, image.Rect(0, 0, 24, pictureHeight))
	fill(img, ink, image.Rect(pictureMargin, 486, pictureWidth-pictureMargin, 490))
	fill(img, ink, image.Rect(pictureMargin, 496, pictureWidth-pictureMargin, 498))
	heading, small := of.words, title
	if heading == "" {
		heading, small = title, ""
	}
	for _, line := range []struct {
		words  string
		font   *opentype.Font
		colour int
		size   float64
		y      int
	}{{small, p.bold, accent, 56, 170}, {heading, p.bold, ink, 120, 370}, {tagline, p.regular, muted, 34, 560}} {
		if err := write(img, line.font, line.words, line.colour, line.size, line.y); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, img); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func fill(img *image.Paletted, colour int, r image.Rectangle) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := img.Pix[img.PixOffset(r.Min.X, y) : img.PixOffset(r.Max.X-1, y)+1]
		for x := range row {
			row[x] = uint8(steps * (colour + 1))
		}
	}
}

// write draws a line of words, smaller than asked where it would not fit.
func write(img *image.Paletted, f *opentype.Font, words string, colour int, size float64, y int) error {
	for _, r := range words {
		if i, err := f.GlyphIndex(nil, r); err != nil || i == 0 {
			return nil
		}
	}
	for {
		face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72})
		if err != nil {
			return fmt.Errorf("picture: %w", err)
		}
		d := font.Drawer{Face: face}
		if size < 24 || d.MeasureString(words).Ceil() <= pictureWidth-2*pictureMargin {
			d.Dst = image.NewAlpha(image.Rect(0, y-int(size), pictureWidth, min(y+int(size)/2, pictureHeight)))
			d.Src, d.Dot = image.Opaque, fixed.P(pictureMargin, y)
			d.DrawString(words)
			tint(img, d.Dst.(*image.Alpha), colour)
			return face.Close()
		}
		if err := face.Close(); err != nil {
			return err
		}
		size -= 4
	}
}

// tint colours what a mask covers.
func tint(img *image.Paletted, mask *image.Alpha, colour int) {
	for y := mask.Rect.Min.Y; y < mask.Rect.Max.Y; y++ {
		from := mask.Pix[mask.PixOffset(mask.Rect.Min.X, y):][:mask.Rect.Dx()]
		to := img.Pix[img.PixOffset(mask.Rect.Min.X, y):][:mask.Rect.Dx()]
		for x, a := range from {
			if step := (int(a)*steps + 127) / 255; step > 0 {
				to[x] = uint8(steps*colour + step)
			}
		}
	}
}

// draw writes the picture of every part of the site.
func (s *Site) draw(title string, put func(path string, data []byte) error) error {
	p, err := newPainter()
	if err != nil {
		return err
	}
	drawn := map[string]bool{}
	for _, part := range pictures {
		if drawn[part.name] {
			continue
		}
		drawn[part.name] = true
		data, err := p.png(title, part.picture)
		if err != nil {
			return err
		}
		if err := put(part.path(), data); err != nil {
			return err
		}
	}
	return nil
}
