package taxonomy

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Evidence quotes what a rule matched as it is written, whatever normalizing makes of it.
func TestQuotes(t *testing.T) {
	tax := mustParse(t, small(`shut* * sites, block* & @network, 封锁 & 网站, Piracy's end, great wall, blocage de site*, U.S. ban, حجب, office files, Zensur*, レコード`, ""))
	for _, tt := range []struct{ name, title, text, in, quote, beside string }{
		{"a gap", "Police shut 412 sites in a day", "", "title", "shut 412 sites", ""},
		{"two parts that stand close", "Court blocks the internet", "", "title", "blocks the internet", ""},
		{"two parts that stand apart", "Court blocks nine clubs on one day and the internet", "", "title", "blocks … internet", ""},
		{"the other part first", "Internet off: court blocks it", "", "title", "Internet off: court blocks", ""},
		{"two sentences", "They block. The internet obeys", "", "title", "block … internet", ""},
		{"a part in the text", "Court blocks nine", "The internet obeys.", "title", "blocks", "internet"},
		{"a part in the title", "Off: the internet", "They block it.", "text", "block", "internet"},
		{"a sign that is written in two ways", "“At last”: piracy’s end is near", "", "title", "piracy’s end", ""},
		{"an ending that is no part", "A great-wall’s end", "", "title", "great-wall", ""},
		{"without spaces", "法院今天封锁九个网站", "", "title", "封锁九个网站", ""},
		{"without spaces, apart", "封锁今天早上法院说的九个盗版网站", "", "title", "封锁 … 网站", ""},
		{"accents", "« Blocage de sites » à Paris", "", "title", "Blocage de sites", ""},
		{"accents in pieces", "“E\u0301te\u0301” – le blocage de site\u0301 fâche", "", "title", "blocage de sité", ""},
		{"initials", "“Why?” A U.S. ban", "", "title", "U.S. ban", ""},
		{"initials at the end of a sentence", "The U.S. Ban comes", "", "title", "U.S. Ban", ""},
		{"letters that become two", "“No oﬃce files”", "", "title", "oﬃce files", ""},
		{"wide letters", "“Ｚｅｎｓｕｒ” droht", "", "title", "Ｚｅｎｓｕｒ", ""},
		{"half-wide letters", "ﾚｺｰﾄﾞの日", "", "title", "ﾚｺｰﾄﾞ", ""},
		{"a script from right to left", "“نعم”: حجب ثلاثة مواقع", "", "title", "حجب", ""},
		{"what is not seen", "shut\u202e 412\u200b sites\x07 now", "", "title", "shut 412 sites", ""},
		{"markup", "shut <b>412</b> sites now", "", "title", "shut <b>412</b> sites", ""},
		{"two lines", "News", "They block\nthe internet.", "text", "block … internet", ""},
		{"bytes of no character", "shut ’\xff412 sites", "", "title", "shut '\ufffd412 sites", ""},
		{"an endless word", "shut" + strings.Repeat("t", 100) + " 412 sites", "", "title", "", ""},
	} {
		v := tax.Judge(Input{Title: tt.title, Text: tt.text})
		if len(v.Tags) != 1 {
			t.Errorf("%s: %d tags", tt.name, len(v.Tags))
			continue
		}
		e := v.Tags[0].Evidence[0]
		if d := cmp.Diff([]string{tt.in, tt.quote, tt.beside}, []string{e.In, e.Quote, e.Beside}); d != "" {
			t.Errorf("%s: %s (-want +got):\n%s", tt.name, e.Rule, d)
		}
	}
}

// What leaves an item out is quoted as well, and of the publisher's own categories the one that matched.
func TestQuotesBeyondTags(t *testing.T) {
	tax := mustParse(t, strings.Replace(small(`shut*`, ""), "contexts:", "exclusions:\n- {id: team, label: a team, terms: [Pirates & derby]}\ncontexts:", 1))
	if e := tax.Judge(Input{Title: "Pirates win the derby"}).Reason.Evidence[0]; e.Quote != "Pirates win the derby" || e.Score != 0 {
		t.Errorf("%+v", e)
	}
	v := tax.Judge(Input{Title: "News", Categories: []string{"One", "Shutdown", "Shut", "Shutting"}})
	if len(v.Tags) != 1 || v.Tags[0].Evidence[0].Quote != "Shutdown" {
		t.Errorf("%+v", v.Tags)
	}
}
