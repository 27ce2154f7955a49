// Package templates owns the pages, their components, the style sheet and the icon of the site: the designer's room.
// It holds no code; internal/site gives each page its data.
package templates

import "embed"

// FS holds site.css, the scripts, favicon.svg, the pages below page/ and the components below part/.
//
//go:embed letter/*
//go:embed *.css *.js *.svg page/*.html part/*.html
var FS embed.FS
