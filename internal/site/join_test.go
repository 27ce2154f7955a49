package site

import (
	"testing"

	"counternotice/internal/edition"
	"counternotice/internal/news"
)

func TestWordForms(t *testing.T) {
	report := func(language, title, excerpt string) *edition.Report {
		return &edition.Report{Item: news.Item{Title: title, Excerpt: excerpt, Language: language}}
	}
	for _, tt := range []struct {
		name    string
		in      string
		value   string
		reports []*edition.Report // the first is the one in question, the second leads
		want    string
	}{
		{
			name: "the form in its title, else in that of the leading report, else in an excerpt", in: "title and text", value: "provinc:0.10 mobil:0.07 constitut:0.05",
			reports: []*edition.Report{report("en", "Provinces go dark", "A constitutional question."), report("en", "Mobile networks cut in a province", "")},
			want:    "Provinces 0.10, Mobile 0.07, constitutional 0.05",
		},
		{
			name: "further down in the text", in: "text", value: "instruct:0.04",
			reports: []*edition.Report{report("en", "Provinces go dark", ""), report("en", "Mobile networks cut", "")},
			want:    "instruct… 0.04",
		},
		{
			name: "a possessive and a folded name", in: "title", value: "marivela:0.10 quijot:0.02",
			reports: []*edition.Report{report("en", "Marivela's vote", ""), report("es", "El Quijote en línea", "")},
			want:    "Marivela 0.10, Quijote 0.02",
		},
		{
			name: "an elision", in: "languages", value: "internet:0.03 brien:0.02",
			reports: []*edition.Report{report("fr", "La coupure d’internet", ""), report("en", "O'Brien", "")},
			want:    "internet 0.03, brien 0.02",
		},
		{
			name: "names of things between languages, and numbers", in: "languages", value: "piracy:0.07 412:0.03",
			reports: []*edition.Report{report("ja", "中国の412サイト", ""), report("zh", "关闭网站412个", "")},
			want:    "piracy 0.07, 412 0.03",
		},
		{
			name: "pairs that overlap are one word", in: "title", value: "权局:0.05 省版:0.05 检查:0.04 灯笼:0.04 笼省:0.04 版权:0.04",
			reports: []*edition.Report{report("zh", "灯笼省版权局公布检查结果", ""), report("zh", "检查", "")},
			want:    "灯笼省版权局 0.22, 检查 0.04",
		},
		{
			name: "pairs that stand in no title stay pairs", in: "text", value: "侵权:0.05 链接:0.04",
			reports: []*edition.Report{report("zh", "公布", ""), report("zh", "结果", "")},
			want:    "侵权 0.05, 链接 0.04",
		},
		{
			name: "two words that mean the same", in: "title", value: "verdict=rule:0.10 court:0.04",
			reports: []*edition.Report{report("en", "Verdict of a court", ""), report("en", "Court makes a ruling", "")},
			want:    "Verdict = ruling 0.10, court 0.04",
		},
		{
			name: "no weights", in: "title", value: "block, court",
			reports: []*edition.Report{report("en", "Courts block", ""), report("en", "x", "")},
			want:    "block, Courts",
		},
	} {
		s := &edition.Story{Reports: tt.reports, Lead: tt.reports[1]}
		if got := wordForms(news.Evidence{Rule: "words", In: tt.in, Value: tt.value}, tt.reports[0], s); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
