package text

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func TestFromHTML(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"paragraphs", "<p>One  two</p>\n<p>three</p>", "One two\nthree"},
		{"breaks and lists", "a<br>b<ul><li>c<li>d</ul>", "a\nb\nc\nd"},
		{"inline elements join", "un<b>break</b>able <i>x</i>", "unbreakable x"},
		{"cells stand apart", "<table><tr><td>a</td><td>b</td></tr></table>", "a b"},
		{"entities once", "<p>&amp;lt; &amp; &eacute; &#8217;</p>", "&lt; & é ’"},
		{"entities without tags", "Q&amp;A &lt;b&gt;", "Q&A <b>"},
		{"text that looks a little like HTML", "if a < b then Vec<T> and 1<2", "if a < b then Vec<T> and 1<2"},
		{"script, style, frames, drawings", "a<script>x</script><style>y</style><iframe>z</iframe><svg><text>w</text></svg>b", "ab"},
		{"nested drawings", "a<svg><svg></svg>x</svg>b", "ab"},
		{"script without an end", "a<script>x", "a"},
		{"comments", "a<!-- x -->b<p>", "ab"},
		{"sections", "<![CDATA[<p>a</p>]]>", "a"},
		{"line breaks of the source are spaces", "<p>a\nb\u2028c</p>", "a b c"},
		{"images stand apart", "a<img src=x>b", "a b"},
		{"direction", "<p>a\u202eb</p>", "ab"},
		{"open tag at the end", "<p>a <b", "a"},
		{"empty", "", ""},
	} {
		if got := FromHTML(tt.in); got != tt.want {
			t.Errorf("%s: FromHTML(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestLinksIn(t *testing.T) {
	base, _ := url.Parse("https://example.org/a/b")
	for _, tt := range []struct {
		name, in string
		base     *url.URL
		want     []string
	}{
		{"in order, once", `<a href="https://b.example/">b</a><a href='/c'>c</a><A HREF=https://b.example/>b</A>`, base, []string{"https://b.example/", "https://example.org/c"}},
		{"other schemes", `<a href="javascript:x">a</a><a href="mailto:a@b.c">b</a><a href="data:x">c</a><a href="#x">d</a>`, base, nil},
		{"relative to nothing", `<a href="/c">c</a><a href="https://b.example/">b</a>`, nil, []string{"https://b.example/"}},
		{"a base of its own", `<base href="/x/"><a href="c">c</a>`, base, []string{"https://example.org/x/c"}},
		{"credentials", `<a href="https://u:p@b.example/">b</a>`, base, []string{"https://b.example/"}},
		{"entities and breaks", "<a href=\"https://b.example/?a=1&amp;b=\n2\">b</a>", base, []string{"https://b.example/?a=1&b=2"}},
		{"not of comments and scripts", `<!-- <a href="/a">a</a> --><script>"<a href='/b'>"</script>`, base, nil},
		{"not of images", `<img src="/a"><link href="/b">`, base, nil},
	} {
		if diff := cmp.Diff(tt.want, LinksIn(tt.in, tt.base)); diff != "" {
			t.Errorf("%s: want -, got +\n%s", tt.name, diff)
		}
	}
}

func TestClean(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"white space", " a\t\n b\u00a0\u3000c ", "a b c"},
		{"composed", "e\u0301", "é"},
		{"control characters", "a\x00b\x1b[31mc\u0085d\u009f", "ab[31mc d"},
		{"overrides and isolates", "a\u202eb\u2066c\u2069d\u200f", "abcd"},
		{"zero width", "a\u200bb\ufeffc\u2060d\u00ade\u034ff", "abcdef"},
		{"tags and private use", "a\U000e0041b\ue000c\U0010ffffd", "abcd"},
		{"joiner in Persian", "می\u200cخواهم", "می\u200cخواهم"},
		{"joiner in Hindi", "क्\u200dष", "क्\u200dष"},
		{"joiner in Latin", "a\u200db\u200cc", "abc"},
		{"joiner at the end", "می\u200c", "می"},
		{"family", "👩\u200d👧 x", "👩\u200d👧 x"},
		{"selector after a heart", "❤\ufe0f!", "❤\ufe0f!"},
		{"selectors after a letter", "a\ufe0f\ufe00b", "ab"},
		{"heaps of marks", "a" + strings.Repeat("\u0316", 40) + "b", "a" + strings.Repeat("\u0316", 6) + "b"},
		{"invalid bytes", "a\xffb", "a\ufffdb"},
		{"what is left composes", "e\u200b\u0301", "é"},
		{"plain", "plain text", "plain text"},
		{"empty", " \n ", ""},
	} {
		if got := Clean(tt.in); got != tt.want {
			t.Errorf("%s: Clean(%q) = %+q, want %+q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestCleanLines(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{" a  b \n\n\n c\r\nd ", "a b\nc\nd"},
		{"a\u2029b", "a\nb"},
		{"one line", "one line"},
		{"two\nlines", "two\nlines"},
		{"two \nlines", "two\nlines"},
	} {
		if got := CleanLines(tt.in); got != tt.want {
			t.Errorf("CleanLines(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("<p>a &amp; b<script>c</script><a href=/d>e\u202e</a>")
	f.Add("می\u200cخواهم 👩\u200d👧 e\u200b\u0301\xff")
	f.Add("a\n\n b")
	base, _ := url.Parse("https://example.org/")
	f.Fuzz(func(t *testing.T, s string) {
		for _, got := range []string{Clean(s), CleanLines(s), FromHTML(s)} {
			if !utf8.ValidString(got) || !norm.NFC.IsNormalString(got) || strings.TrimSpace(got) != got || strings.ContainsAny(got, "\x00\r\t\u202e\u200b") {
				t.Errorf("%q gives %q", s, got)
			}
			if again := CleanLines(got); again != got {
				t.Errorf("%q is not left alone: %q", got, again)
			}
		}
		if got := Clean(s); Clean(got) != got || strings.Contains(got, "\n") {
			t.Errorf("%q gives %q, then %q", s, got, Clean(got))
		}
		for _, l := range LinksIn(s, base) {
			if !strings.HasPrefix(l, "http://") && !strings.HasPrefix(l, "https://") {
				t.Errorf("link %q", l)
			}
		}
	})
}
