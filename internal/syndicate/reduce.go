package syndicate

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"counternotice/internal/news"
)

// reduced has the elements that importers keep, by the names under which those of an editor's text come: what is not in it
// loses its tags and keeps its text.
var reduced = map[string]string{"p": "p", "pre": "p", "ul": "ul", "ol": "ul", "li": "li", "a": "a", "em": "em", "strong": "strong"}

// reduce leaves of the markup of an editor's text what the body of an entry may have: p, ul, li, a, em and strong, and no
// attribute but the address of a link.
func reduce(markup string) string {
	var b strings.Builder
	for z := html.NewTokenizer(strings.NewReader(markup)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if text := z.Raw(); len(bytes.TrimSpace(text)) > 0 || !strings.HasSuffix(b.String(), "\n") {
				b.Write(text)
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch to := reduced[t.Data]; {
			case to == "a":
				href := ""
				for _, a := range t.Attr {
					if a.Key == "href" {
						href = a.Val
					}
				}
				b.WriteString(`<a href="` + escape(news.Outgoing(href)) + `">`)
			case to != "":
				b.WriteString("<" + to + ">")
			case t.Data == "br":
				b.WriteByte(' ')
			}
		case html.EndTagToken:
			if to := reduced[z.Token().Data]; to != "" {
				b.WriteString("</" + to + ">")
			}
		}
	}
}
