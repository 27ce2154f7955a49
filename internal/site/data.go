package site

import "counternotice/internal/news"

// dataPage says what the files below data/ hold, on what terms, and how to cite them. internal/syndicate writes the files.
type dataPage struct {
	page
	Months []dataMonth
	Credit string
}

// dataMonth is the files of one month.
type dataMonth struct {
	Month                         string
	Stories, Items, Tags, Sources link
}

func (*dataPage) template() string { return "page/data.html" }

func (r *renderer) dataPage() error {
	p := r.pen("data/")
	v := &dataPage{page: p.page("Open data", "Every story, report, tag and source of this digest as JSON Lines by month, with JSON Schemas, free to use under CC BY 4.0.")}
	v.Credit = p.d.Site.Title + ", " + p.absolute("story/2026/11/…") + ", CC BY 4.0"
	stories, items := map[string]int{}, map[string]int{}
	for _, s := range r.d.Stories {
		if s.Into == "" {
			stories[news.MonthOf(s.Day)]++
		}
		for _, rep := range s.Reports {
			items[news.MonthOf(rep.Item.Day)]++
		}
	}
	for _, m := range r.d.Months {
		file := func(kind, text string) link {
			return link{Href: p.href("data/" + kind + "-" + m.ID + ".jsonl"), Text: text}
		}
		v.Months = append(v.Months, dataMonth{
			spellMonth(m.ID), file("stories", counted(stories[m.ID], "story", "stories")), file("items", counted(items[m.ID], "report", "reports")),
			file("tags", "by tag"), file("sources", "by source"),
		})
	}
	v.Linked = p.describes(v.page, "Dataset", "Open data")
	return r.render(p.at, v)
}
