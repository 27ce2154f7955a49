package syndicate

import (
	"fmt"
	"html"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

// summary is the plain description of a story: its excerpt, else who reported it. An excerpt that a closed licence
// limits stands in the content alone: both are one output, and its words count once.
func summary(s *edition.Story) string {
	if l, ok := news.LookupLicense(s.Lead.Item.License); s.Excerpt != "" && ok && l.Words > news.ClosedWords {
		return s.Excerpt
	}
	return "Reported by " + publishers(s) + "."
}

func publishers(s *edition.Story) string {
	var names []string
	seen := map[string]bool{}
	for _, r := range s.Reports {
		if n := r.Source.Feed.Name; !seen[n] {
			seen[n] = true
			names = append(names, n)
		}
	}
	switch n := len(names); {
	case n == 1:
		return names[0]
	case n <= 4:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	default:
		return strings.Join(names[:3], ", ") + fmt.Sprintf(" and %d others", n-3)
	}
}

// content is the body of a story for readers and importers: only p, ul, li, a and em, absolute addresses, no class and no
// style, since importers strip or break the rest.
func (w *writer) content(s *edition.Story) string {
	var b strings.Builder
	lead := s.Lead
	if s.Excerpt != "" {
		fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(s.Excerpt))
	}
	b.WriteString("<ul>\n")
	for _, r := range s.Reports {
		name := html.EscapeString(r.Source.Feed.Name)
		if r.Item.URL == "" {
			fmt.Fprintf(&b, "<li>%s: %s", name, html.EscapeString(r.Item.Title))
		} else {
			fmt.Fprintf(&b, "<li>%s: <a href=\"%s\" hreflang=\"%s\">%s</a>", name, html.EscapeString(r.Item.URL), html.EscapeString(r.Item.Language), html.EscapeString(r.Item.Title))
		}
		if r.Dated {
			b.WriteString(", " + r.Published.Format("2 January 2006"))
		}
		var who []string
		if r.Foreign {
			who = append(who, "in "+w.language(r.Item.Language))
		}
		if r.Speaker != "" {
			who = append(who, r.Speaker)
		}
		if len(who) > 0 {
			b.WriteString(" (" + strings.Join(who, ", ") + ")")
		}
		b.WriteString("</li>\n")
	}
	b.WriteString("</ul>\n")
	if s.Excerpt != "" {
		fmt.Fprintf(&b, "<p><em>%s</em></p>\n", html.EscapeString(reportRights(lead)))
	}
	return b.String()
}

// language names a language in that of the site.
func (w *writer) language(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	base, _ := t.Base()
	if namer := display.Languages(language.Make(w.d.Site.Language)); namer != nil {
		if name := namer.Name(base); name != "" {
			return name
		}
	}
	return tag
}
