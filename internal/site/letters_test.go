package site

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// kept are the elements of a letter that every editor of newsletters keeps when it is pasted, and the attributes that they may have.
var kept = map[string]string{"h2": "", "p": " lang dir ", "ul": "", "li": " lang dir ", "a": " href hreflang lang dir ", "em": " lang dir "}

// The page of a letter is pasted into editors that know little: its main part has its title, and below it nothing but what they keep.
func TestLetterPastesClean(t *testing.T) {
	files := pages(t, build(t), newSample())
	seen := map[string]int{}
	for path, data := range files {
		if !strings.HasPrefix(path, "letter/") || path == "letter/index.html" {
			continue
		}
		doc, err := html.Parse(strings.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for n := range mainOf(t, doc).Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			seen[n.Data]++
			attributes, ok := kept[n.Data]
			if n.Data == "h1" && n.Parent.DataAtom == atom.Main && len(n.Attr) == 0 {
				continue
			}
			if !ok {
				t.Errorf("%s has <%s>", path, n.Data)
			}
			for _, a := range n.Attr {
				seen[a.Key]++
				if ok && !strings.Contains(attributes, " "+a.Key+" ") {
					t.Errorf("%s has <%s %s=%q>", path, n.Data, a.Key, a.Val)
				}
			}
		}
	}
	if seen["h1"] == 0 || seen["h2"] < 2 || seen["em"] < 4 || seen["a"] < 20 || seen["lang"] < 2 || seen["dir"] == 0 {
		t.Errorf("the test is blind: %v", seen)
	}
}

// What is not in the language of the site says so where it stands: titles, names and passages.
func TestLetterNamesLanguages(t *testing.T) {
	page := pages(t, build(t), newSample())["letter/2026-w47/index.html"]
	for _, want := range []string{
		`<a href="https://bawaba.example/s4-1" hreflang="ar" lang="ar" dir="rtl">محكمة الاستئناف تلغي حجب ثلاثة مواقع إخبارية (2026)</a></p>`,
		`<p>By <em lang="ar" dir="rtl">بوابة الحقوق</em> (state media), `,
		`<p lang="ar" dir="rtl">“قضت المحكمة برفع الحجب عن المواقع الثلاثة.”</p>`,
		`<p>Quoted from <em lang="ar" dir="rtl">بوابة الحقوق</em>, `,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
}

func mainOf(t *testing.T, doc *html.Node) *html.Node {
	t.Helper()
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Main {
			return n
		}
	}
	t.Fatal("the page has no main part")
	return nil
}
